"""The JSON Schemas of records and answers as `--json` prints them, made from their classes."""

from functools import cache
from types import UnionType
from typing import Any, get_args

from pydantic import TypeAdapter

from cnai.model.kinds import KINDS, TABLES
from cnai.model.shape import keys, marked
from cnai.questions.answers import ANSWERS
from cnai.words.labels import FIELDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PROOF = "ProofOf"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


@cache
def schema() -> dict[str, Any]:
    """One document with a definition for each record, part and answer. Every key is required: what is not known is null; only `sources`
    is there where it was asked for."""
    definitions: dict[str, Any] = {_PROOF: _proof()}
    shown = (*TABLES.values(), *(c for classes, _ in ANSWERS.values() for c in classes))
    for cls in shown:
        if cls.__name__ not in definitions:
            definitions |= _definitions(cls)
    for cls in shown:
        rows = {"type": "array", "items": {"$ref": f"#/$defs/{_PROOF}"}, "description": "With --sources: what proves the fields."}
        definitions[cls.__name__]["properties"].setdefault("sources", rows)
    answers: dict[str, Any] = {kind.record: {"$ref": f"#/$defs/{kind.cls.__name__}"} for kind in KINDS}
    for command, (classes, many) in ANSWERS.items():
        body = [{"$ref": f"#/$defs/{c.__name__}"} for c in classes]
        if command in answers:  # a record and a command of one name
            body.insert(0, answers[command])
        one = body[0] if len(body) == 1 else {"anyOf": body}
        answers[command] = {"type": "array", "items": one} if many else one
    return {"$schema": DIALECT, "title": "cnai records and answers", "answers": answers, "$defs": dict(sorted(definitions.items()))}


def _proof() -> dict[str, Any]:
    """A source behind a field of a row, as `--sources` adds it; `subject` where the row holds several records."""
    text = {"type": "string"}
    body = {"subject": text, "field": text, "source": text, "url": text | {"format": "uri"}, "title": text}
    required = [key for key in body if key != "subject"]
    told = {"description": "A source behind a field.", "properties": body, "required": required, "additionalProperties": False}
    return {"type": "object"} | told


def _definitions(cls: type[Any]) -> dict[str, Any]:
    """The definition of a class and of all that it holds, by class name."""
    raw = TypeAdapter(cls).json_schema(mode="serialization", ref_template="#/$defs/{model}")
    found = raw.pop("$defs", {}) | {cls.__name__: raw}
    classes = _classes(cls)
    for name, body in found.items():
        _tidy(body, classes[name])
    return dict(found)


def _classes(cls: type[Any]) -> dict[str, type[Any]]:
    from cnai.model.shape import part

    out = {cls.__name__: cls}
    for f in cls.__dataclass_fields__.values():
        for hint in get_args(f.type) if isinstance(f.type, UnionType) else (f.type,):
            inner, _ = part(hint)
            if inner is not None and inner.__name__ not in out:
                out |= _classes(inner)
    return out


def _tidy(body: dict[str, Any], cls: type[Any]) -> None:
    """Every key required and documented, none added; dates and links said to be that."""
    record = cls in TABLES.values()
    body["description"] = next((k.one for k in KINDS if k.cls is cls), (cls.__doc__ or "").strip().partition("\n")[0])
    body["additionalProperties"] = False
    properties = body.get("properties", {})
    body["properties"] = {k: properties[k] for k in keys(cls)}
    body["required"] = list(body["properties"])
    for key, prop in body["properties"].items():
        prop.pop("default", None)
        prop.pop("title", None)
        for kind, extra in (("date", {"pattern": DATE}), ("url", {"format": "uri"})):
            if key in marked(cls, kind):
                for way in prop.get("anyOf", [prop]):
                    if way.get("type") == "string":
                        way.update(extra)
        known = FIELDS.get(key)
        if known and record:
            prop["description"] = known.doc + (f" In {known.unit}." if known.unit else "")
