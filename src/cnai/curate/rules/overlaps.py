"""Rules on what two rows, or two records, must not both claim: an API name, a price, a state, the place in front."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cnai.curate.rules.base import Fault, after, models, rule, walk
from cnai.curate.tree import Draft, Tree
from cnai.words.dates import day_after, earliest, latest
from cnai.words.labels import OUTSIDERS

_PRICE = ("endpoint", "currency", "unit", "mode", "over_input_tokens", "hours")
_API = ("endpoint", "model_id")


@rule
def an_api_name_means_one_model(tree: Tree) -> Iterator[Fault]:
    served: dict[tuple[Any, ...], list[tuple[Draft, dict[str, Any]]]] = defaultdict(list)
    for draft in models(tree):
        if any("apis" in g["fields"] and "not a model name" in str(g.get("note")) for g in draft.groups):
            continue  # an action whose version says which model
        for row in draft.raw.get("apis", []):
            served[tuple(row.get(part) for part in _API)].append((draft, row))
    for (endpoint, name), rows in served.items():
        for i, (draft, row) in enumerate(rows):
            for other in dict.fromkeys(d.id for d, r in rows[:i] if d is not draft and _alike(draft, d) and _together(row, r)):
                yield (
                    draft,
                    "apis",
                    f"{name} at {endpoint} serves {other} at the same time: give since or until, or leave it to one of them",
                )


@rule
def prices_can_be_told_apart(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        seen: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
        for row in draft.raw.get("prices", []):
            key = tuple(row.get(part) for part in _PRICE)
            if any(_together(row, other) for other in seen[key]):
                yield draft, "prices", f"two prices at {row.get('endpoint')} that nothing tells apart: give mode, hours or days"
            seen[key].append(row)


@rule
def an_end_is_the_first_day_without(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for field, parts in (("prices", _PRICE), ("apis", _API)):
            begun = {(*(row.get(part) for part in parts), row.get("since")) for row in draft.raw.get(field, [])}
            for row in draft.raw.get(field, []):
                end = row.get("until") or ""
                if len(end) == len("2025-07-11") and (*(row.get(part) for part in parts), day_after(end)) in begun:
                    yield draft, field, f"until {end} is the first day without it, and the next begins on {day_after(end)}: write that day"


@rule
def what_is_superseded_was_followed(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        status, successor = draft.raw.get("status"), tree.drafts["models"].get(str(draft.raw.get("successor")))
        if status == "superseded" and successor and successor.raw.get("status") == "announced":
            yield draft, "status", f"superseded by {successor.id}, which is only announced: leave both out"


@rule
def flagships_were_released(tree: Tree) -> Iterator[Fault]:
    for family in tree.drafts["families"].values():
        for row in family.raw.get("flagships", []):
            model = tree.drafts["models"].get(str(row.get("model")))
            if model and model.raw.get("status") == "announced":
                yield family, "flagships", f"{model.id} is only announced: it leads nothing yet"
            elif model and after(model.raw.get("released"), row.get("since")):
                yield family, "flagships", f"{model.id} leads since {row['since']}, but was released on {model.raw['released']}"


@rule
def closed_models_without_a_name_are_retired(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        apis = draft.raw.get("apis", [])
        ended = apis and all(row.get("until") and latest(row["until"]) <= tree.dataset["date"] for row in apis)
        if ended and draft.raw.get("open_weights") is False and draft.raw.get("status") not in ("retired", "current"):
            yield draft, "status", "closed, and all its API names have ended: write retired, with the day"


@rule
def a_maker_measures_for_itself(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for row in draft.raw.get("benchmarks", []):
            if row.get("reported_by") == "maker" and row.get("evaluator"):
                yield (
                    draft,
                    "benchmarks",
                    f"{row.get('name')}: reported by the maker, so no evaluator; of {row['evaluator']} it is independent",
                )


@rule
def active_parameters_need_an_architecture(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        told = draft.raw.get("architecture") or "architecture" in draft.raw.get("undisclosed", [])
        if draft.raw.get("active_params") and not told:
            yield draft, "active_params", "active parameters without an architecture: fill architecture too, or list it in undisclosed"


@rule
def weights_under_a_licence_are_open(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        if draft.raw.get("open_weights") is None and any(row.get("scope") == "weights" for row in draft.raw.get("licenses", [])):
            yield draft, "open_weights", "its weights have a licence, but whether they are open is not said"


@rule
def licences_are_used(tree: Tree) -> Iterator[Fault]:
    used = {str(row.get("license")) for d in models(tree) for row in d.raw.get("licenses", [])}
    used |= {str(leaf) for d in tree.drafts["endpoints"].values() for _, leaf in walk([d.raw, d.groups])}  # earlier terms too
    for rid, draft in tree.drafts["licenses"].items():
        if rid not in used and not rid.startswith(OUTSIDERS):
            yield draft, None, "no model or endpoint is under it: remove the file, or record what is"


def _alike(draft: Draft, other: Draft) -> bool:
    """Whether two models share a kind: a name may stand for a video model at one address and an image model at another."""
    return bool(set(draft.raw.get("kinds", [])) & set(other.raw.get("kinds", [])))


def _together(row: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether both hold at some moment for certain."""
    return _starts(row) < _ends(other) and _starts(other) < _ends(row)


def _starts(row: dict[str, Any]) -> str:
    return latest(row["since"]) if row.get("since") else ""


def _ends(row: dict[str, Any]) -> str:
    return earliest(row["until"]) if row.get("until") else "9999"
