"""Drafts against the record classes, strictly: types, required keys, fixed words, no unknown and no derived keys.

Messages are for contributors.
"""

import datetime
import json
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cnai.curate.article import Sentence
from cnai.curate.tree import Draft, Tree
from cnai.model.kinds import TABLE_OF, TABLES
from cnai.model.records import Tier
from cnai.model.shape import flagged, keys
from cnai.model.values import Alternative, Proof
from cnai.words.dates import is_date

_PROOF = ("source", "locator")
_GROUP = {"fields", "source", "locator", "checked", "confidence", "basis", "note", "value", "alternatives", "item"}


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def faults_of(cls: Any, raw: Any) -> Iterator[tuple[str, str]]:
    """(place, what is wrong and how to write it) of each fault of a plain record."""
    yield from _no_json(raw)
    try:
        _adapter(cls).validate_json(json.dumps(raw, ensure_ascii=False, default=str), strict=True)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            yield ".".join(str(p) for p in item["loc"] if p != "function-before"), _say(item)


def _no_json(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """What TOML can hold and JSON cannot: dates without quotes, nan and inf."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _no_json(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _no_json(inner, f"{place}.{n}")
    elif isinstance(value, (datetime.date, datetime.time)):
        yield place, f'{value} is not text: write "{value}"'
    elif isinstance(value, float) and not math.isfinite(value):
        yield place, f"{value} is not a number"


def _say(item: Any) -> str:
    kind, ctx = item["type"], item.get("ctx") or {}
    if kind == "missing":
        return "is missing; add it"
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return "unknown field; `cnai schema` lists the valid ones"
    if kind == "literal_error":
        return f"{item['input']!r} is not one of {ctx['expected'].replace(' or ', ', ')}"
    expected = {"string_type": 'text: write "…"', "int_type": "a whole number", "int_from_float": "a whole number"}
    expected |= {"float_type": "a number", "bool_type": "true or false", "tuple_type": "a list: write […]"}
    expected |= {"dataclass_type": "an object: write { … }", "dataclass_exact_type": "an object: write { … }"}
    wanted = expected.get(kind)
    return f"{item['input']!r} is not {wanted}" if wanted else str(item["msg"])


def validate(tree: Tree) -> list[str]:
    """One line a fault over the whole tree; the shapes only, not what the values mean."""
    out: list[str] = []
    for draft in tree.all():
        cls = TABLES[TABLE_OF[draft.record]]
        raw = draft.raw
        computed = sorted(set(flagged(cls, "derived")) & set(raw))
        out += [f"{tree.where(draft, k)}: {draft.id}: {k} is computed by the build; remove it" for k in computed]
        if draft.record in ("claim", "event"):
            proofs = raw.get("evidence", [])
            raw = raw | {"evidence": [with_defaults(p, tree) for p in proofs] if isinstance(proofs, list) else proofs}
        for place, what in faults_of(cls, {k: v for k, v in raw.items() if k not in flagged(cls, "derived")}):
            out.append(f"{tree.where(draft, place.partition('.')[0])}: {draft.id}: {place}: {what}")
        out += [f"{tree.where(draft, 'past')}: {draft.id}: {fault}" for fault in _past(draft, cls)]
        out += [f"{tree.where(draft, 'evidence')}: {draft.id}: {fault}" for fault in _groups(draft, tree)]
    for number, tier in enumerate(tree.article.get("tiers", []) + tree.article.get("mentions", [])):
        out += [f"tiers/article.toml: entry {number + 1}: {place}: {what}" for place, what in faults_of(Tier, tier)]
    for number, row in enumerate(tree.article.get("sentences", [])):
        out += [f"tiers/article.toml: sentence {number + 1} of the map: {place}: {what}" for place, what in faults_of(Sentence, row)]
    out += [f"tiers/article.toml: sections: {place}: {what}" for place, what in faults_of(dict[str, int], tree.article.get("sections", {}))]
    for key in ("version", "date", "schema_version"):
        if not isinstance(tree.dataset.get(key), str):
            out.append(f'dataset.toml:1: {key} is missing: write {key} = "…"')
    if isinstance(tree.dataset.get("date"), str) and not is_date(tree.dataset["date"]):
        out.append(f'dataset.toml:1: date {tree.dataset["date"]!r} is not a date: write "2025-07-11"')
    return out


def _past(draft: Draft, cls: type[Any]) -> Iterator[str]:
    """An earlier value must have the shape of the field that it was a value of."""
    hints = {f.name: f.type for f in cls.__dataclass_fields__.values()}
    rows = draft.raw.get("past")
    for row in rows if isinstance(rows, list) else []:
        name = row.get("field") if isinstance(row, dict) else None
        if name in hints:
            for place, what in faults_of(hints[name], row.get("value")):
                yield f"past {name}: {place or 'value'}: {what}"


def _groups(draft: Draft, tree: Tree) -> Iterator[str]:
    fields = set(TABLES[TABLE_OF[draft.record]].__dataclass_fields__)
    for group in draft.groups:
        if not isinstance(group, dict) or not isinstance(group.get("fields"), list) or not group["fields"]:
            yield 'evidence needs fields = ["…"], source and locator'
            continue
        for key in sorted(set(group) - _GROUP):
            yield f"evidence of {group['fields']}: {key} is not a key of evidence"
        for name in group["fields"]:
            if not isinstance(name, str) or (name not in fields and not any(name.startswith(f + "_") for f in fields)):
                yield f"evidence: {name!r} is not a field of a {draft.record}"
        for place, what in faults_of(Proof, with_defaults({k: group[k] for k in keys(Proof) if k in group}, tree)):
            yield f"evidence of {', '.join(map(str, group['fields']))}: {place}: {what}"
        others = group.get("alternatives", [])
        for other in others if isinstance(others, list) else [others]:
            for place, what in faults_of(Alternative, other):
                yield f"alternatives of {', '.join(map(str, group['fields']))}: {place}: {what}"


def with_defaults(proof: Any, tree: Tree) -> Any:
    """A proof with what it may leave out: checked on the day the source was opened; high if that is primary, else medium."""
    if not isinstance(proof, dict):
        return proof
    source = tree.drafts["sources"].get(str(proof.get("source")))
    raw = source.raw if source else {}
    confidence = "high" if raw.get("kind") == "primary" else "medium"
    return {"checked": raw.get("accessed", ""), "confidence": confidence} | proof
