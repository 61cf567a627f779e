"""Rules on records that tell of the same thing: the end of a model and of its API names, a listing and its event, a base and its record."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from cnai.curate.rules.base import Fault, after, models, rule
from cnai.curate.tree import Tree
from cnai.store.folding import fold
from cnai.store.written import spoken
from cnai.words.dates import earliest, is_date

# A number in place of an address: no reader can open it.
_NUMBERED = re.compile(r"\bfiles? \d{8,}")
# A licence that is concluded from another model's card.
_OF_ANOTHER = re.compile(r"\b(?:sister|sibling|same (?:series|release))\b", re.I)
_A_YEAR = 365  # days in which a retirement needs an event


@rule
def retirement_is_the_last_end(tree: Tree) -> Iterator[Fault]:
    today = tree.dataset["date"]
    for draft in models(tree):
        raw = draft.raw
        for api in raw.get("apis", []):
            name, until = api.get("model_id"), api.get("until")
            if after(until, raw.get("retired")):
                yield draft, "retired", f"retired {raw['retired']} is before the end of its API name {name}, {until}: make the two agree"
            elif raw.get("status") == "retired" and not raw.get("open_weights") and not until and not after(raw.get("retired"), today):
                yield draft, "apis", f"closed and retired, but its API name {name} on {api.get('endpoint')} has no until"
            elif raw.get("status") == "retired" and until and earliest(until) > today:
                yield draft, "status", f"retired, but its API name {name} is served until {until}: it is retired from that day"


@rule
def what_was_retired_was_not_served(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for begin, end in _retired(draft.raw):
            for api in draft.raw.get("apis", []):
                if earliest(api.get("until") or "9999") > begin and earliest(api.get("since") or "0001") < end:
                    served = f"its API name {api.get('model_id')} was served until {api.get('until') or 'today'}"
                    yield draft, "past", f"retired from {begin} in past, but {served}: let the status before it last until then"


def _retired(raw: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The first day, and the first day after it, of each time in which the written statuses say retired."""
    rows = sorted((p for p in raw.get("past", []) if p.get("field") == "status" and p.get("until")), key=lambda p: earliest(p["until"]))
    yield from ((earliest(p.get("since") or "0001"), earliest(p["until"])) for p in rows if p.get("value") == "retired")
    if rows and raw.get("status") == "retired":
        yield earliest(rows[-1]["until"]), "9999"


@rule
def retirements_have_an_event(tree: Tree) -> Iterator[Fault]:
    events = [d.raw for d in tree.drafts["events"].values() if d.raw.get("type") == "retirement"]
    days = {(e.get("company"), e.get("date")) for e in events}
    today = tree.dataset["date"]
    first = (datetime.date.fromisoformat(today) - datetime.timedelta(days=_A_YEAR)).isoformat()
    for draft in models(tree):
        day = str(draft.raw.get("retired") or "")
        told = (draft.raw.get("company"), day) in days or any(draft.id in e.get("about", []) for e in events)
        if len(day) == len(today) and first <= day <= today and draft.raw.get("open_weights") is False and not told:
            yield draft, "retired", f"retired on {day}, but no event of type retirement tells it: add one to events.toml"


@rule
def listings_have_an_event(tree: Tree) -> Iterator[Fault]:
    days = {(d.raw.get("company"), d.raw.get("date")) for d in tree.drafts["events"].values() if d.raw.get("type") == "listing"}
    for draft in tree.drafts["companies"].values():
        for row in draft.raw.get("listings", []):
            if row.get("since") and (draft.id, row["since"]) not in days:
                yield draft, "listings", f"listed on {row.get('exchange')} since {row['since']}, but no event of type listing has that day"


@rule
def base_models_point_at_their_record(tree: Tree) -> Iterator[Fault]:
    owner = {fold(name): draft.id for draft in models(tree) for name, _ in spoken(draft.raw)}
    for draft in models(tree):
        base = draft.raw.get("base_model") or {}
        known = owner.get(fold(base["name"])) if base.get("name") else None
        since = tree.drafts["models"][known].raw.get("released") if known else None
        if known and known != draft.id and not base.get("model") and not after(since, draft.raw.get("released")):
            yield draft, "base_model", f"its base model {base['name']!r} is recorded: write model = {known!r}, so that its terms count"


@rule
def alternatives_stand_beside_one_field(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for group in draft.groups:
            fields, others = group["fields"], [a for a in group.get("alternatives", []) if not is_date(str(a.get("value")))]
            if others and "item" not in group and len({repr(_field(draft.raw, f)) for f in fields}) > 1:
                yield draft, fields[0], f"an alternative to {', '.join(fields)}: give the one field that it speaks of a group of its own"


def _field(raw: dict[str, Any], name: str) -> Any:
    """A field, or a part of an object by its flat name."""
    if name in raw:
        return raw[name]
    return next((raw[k].get(name[len(k) + 1 :]) for k in raw if isinstance(raw[k], dict) and name.startswith(k + "_")), None)


@rule
def proofs_name_what_can_be_opened(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for proof in [*draft.groups, *draft.raw.get("evidence", [])]:
            words = f"{proof.get('locator', '')} {proof.get('note', '')}"
            found = _NUMBERED.search(words)
            if found:
                yield draft, "evidence", f"{found.group()!r} is a number that nobody can open: name the page or file itself"


@rule
def licence_of_a_sister_is_low(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for group in draft.groups:
            words = f"{group.get('locator', '')} {group.get('note', '')}"
            concluded = group["fields"] == ["licenses"] and group.get("basis") == "inferred" and _OF_ANOTHER.search(words)
            item = group.get("item", {})
            if concluded and item.get("scope") == "weights" and group.get("confidence") != "low":
                yield draft, "licenses", f"{item.get('license')} is concluded from another model's card, so it is low: write the confidence"
