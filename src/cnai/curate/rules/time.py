"""Rules on dates: real, past, in order."""

from collections.abc import Iterator
from typing import Any

from cnai.curate.rules.base import Fault, after, models, named, rule, walk
from cnai.curate.tree import Tree
from cnai.dates import earliest, is_date
from cnai.entities import TABLE_OF, TABLES
from cnai.plain import flagged

_DATE_KEYS = {
    "founded", "released", "announced", "api_released", "weights_released", "paper_date", "retired", "since", "until", "date", "cutoff",
    "published", "accessed", "checked", "now_since",
}  # fmt: skip
_MAY_BE_AHEAD = {"until", "retired"}


@rule
def dates_are_real_and_past(tree: Tree) -> Iterator[Fault]:
    today = tree.dataset["date"]
    for draft in tree.all():
        proofs = {"evidence": [{"checked": g.get("checked")} for g in draft.groups]}
        for path, leaf in (*walk(draft.raw), *walk(proofs)):
            key = path.rpartition(".")[2]
            if key not in _DATE_KEYS or leaf is None:
                continue
            if not isinstance(leaf, str) or not is_date(leaf):
                yield (
                    draft,
                    path.partition(".")[0],
                    f'{path} {leaf!r} is not a date: write "2025", "2025-07" or "2025-07-11"',
                )
            elif earliest(leaf) > today and key not in _MAY_BE_AHEAD:
                yield draft, path.partition(".")[0], f"{path} {leaf} is after the data's date {today}"


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
            yield draft, "status", "announced, yet it has a date of release"
        if raw.get("status") == "superseded" and not raw.get("successor"):
            yield draft, "status", "superseded by what? name its successor"


@rule
def past_is_of_dated_fields(tree: Tree) -> Iterator[Fault]:
    for draft in named(tree):
        allowed = flagged(TABLES[TABLE_OF[draft.record]], "dated")
        for row in draft.raw.get("past", []):
            if row.get("field") not in allowed:
                yield draft, "past", f"past {row.get('field')!r} is not one of {', '.join(allowed) or 'none'}"
            if not row.get("until"):
                yield draft, "past", f"past {row.get('field')} needs until, the day on which it no longer held"
