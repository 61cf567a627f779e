"""The JSON Schema of the records as `--json` prints them, made from the record classes."""

from typing import Any

from pydantic import TypeAdapter

from cnai.entities import TABLES
from cnai.fields import FIELDS
from cnai.plain import keys

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def schema() -> dict[str, Any]:
    """One document with a definition for each record and part. Every key of a record is required: what is not known is null."""
    definitions: dict[str, Any] = {}
    for cls in TABLES.values():
        raw = TypeAdapter(cls).json_schema(mode="serialization", ref_template="#/$defs/{model}")
        definitions |= raw.pop("$defs", {})
        definitions[cls.__name__] = raw
    for name, body in definitions.items():
        body.pop("description", None)
        body["additionalProperties"] = False
        body["required"] = list(body["properties"])
        for key, prop in body["properties"].items():
            prop.pop("default", None)
            prop.pop("title", None)
            known = FIELDS.get(key)
            if known and name in {c.__name__ for c in TABLES.values()}:
                prop["description"] = known.label + (f" ({known.unit})" if known.unit else "")
    for cls in TABLES.values():
        body = definitions[cls.__name__]
        body["properties"] = {k: body["properties"][k] for k in keys(cls)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cnai records",
        "$defs": dict(sorted(definitions.items())),
    }
