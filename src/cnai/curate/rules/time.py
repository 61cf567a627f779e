"""Rules on dates: real, past, in order."""

from collections.abc import Iterator
from typing import Any

from cnai.curate.rules.base import Fault, after, models, named, rule
from cnai.curate.tree import Tree
from cnai.model.kinds import TABLE_OF, TABLES
from cnai.model.shape import flagged, leaves
from cnai.model.values import Proof
from cnai.words.dates import earliest, is_date

_MAY_BE_AHEAD = {"until", "retired"}


@rule
def dates_are_real_and_past(tree: Tree) -> Iterator[Fault]:
    today = tree.dataset["date"]
    for draft in tree.all():
        found = leaves(TABLES[TABLE_OF[draft.record]], draft.raw)
        checks = (leaf for group in draft.groups for leaf in leaves(Proof, {"checked": group.get("checked")}, "evidence."))
        for path, leaf, kind in (*found, *checks):
            if kind != "date":
                continue
            key = path.partition(".")[0]
            if not isinstance(leaf, str) or not is_date(leaf):
                yield draft, key, f'{path} {leaf!r} is not a date: write "2025", "2025-07" or "2025-07-11"'
            elif earliest(leaf) > today and path.rpartition(".")[2] not in _MAY_BE_AHEAD:
                yield draft, key, f"{path} {leaf} is after the data's date {today}"


@rule
def dates_are_in_order(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        raw = draft.raw
        for first, then in (
            ("announced", "released"), ("released", "api_released"), ("released", "weights_released"), ("released", "retired"),
        ):  # fmt: skip
            if after(raw.get(first), raw.get(then)):
                yield draft, first, f"{first} {raw[first]} is after {then} {raw[then]}"
        successor = tree.drafts["models"].get(str(raw.get("successor")))
        if successor and after(raw.get("released"), successor.raw.get("released")):
            yield draft, "successor", f"released {raw['released']} is after its successor's {successor.raw['released']}"
        company = tree.drafts["companies"].get(str(raw.get("company")))
        if company and after(company.raw.get("founded"), raw.get("released")):
            yield (
                draft,
                "released",
                f"released {raw['released']} is before the company's founding {company.raw['founded']}",
            )
    for draft in tree.all():
        for path, row in _rows(draft.raw):
            if after(row.get("since"), row.get("until")):
                yield draft, path, f"{path}: since {row['since']} is after until {row['until']}"


def _rows(raw: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in raw.items():
        if isinstance(value, list):
            yield from ((key, row) for row in value if isinstance(row, dict))


@rule
def base_models_are_older(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        base = tree.drafts["models"].get(str((draft.raw.get("base_model") or {}).get("model")))
        if base and (base.id == draft.id or after(base.raw.get("released"), draft.raw.get("released"))):
            yield draft, "base_model", f"its base model {base.id} came after it"


@rule
def announced_is_not_released(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        raw = draft.raw
        if raw.get("status") == "announced" and raw.get("released"):
            yield draft, "status", "announced, but it has a date of release"
        if raw.get("status") == "superseded" and not raw.get("successor"):
            yield draft, "status", "superseded, but without a successor; name it"


@rule
def past_is_of_dated_fields(tree: Tree) -> Iterator[Fault]:
    for draft in named(tree):
        allowed = flagged(TABLES[TABLE_OF[draft.record]], "dated")
        for row in draft.raw.get("past", []):
            if row.get("field") not in allowed:
                yield draft, "past", f"past {row.get('field')!r} is not one of {', '.join(allowed) or 'none'}"
            if not row.get("until"):
                yield draft, "past", f"past {row.get('field')} needs until, the first day without the value"
