"""A JSON Schema as a table of fields."""

from collections.abc import Iterator
from typing import Any

from cnai.output.blocks import Block, Column, Gap, Table, text_cell


def schema(document: dict[str, Any]) -> Iterator[Block]:
    """field, type and meaning of every definition."""
    columns = [Column("field", "field", 9), Column("type", "type", 8, wrap=True), Column("meaning", "meaning", 7, wrap=True)]
    bodies = {"": document, **document.get("$defs", {})}
    first = True
    for name, body in bodies.items():
        properties = body.get("properties") or {}
        if properties:
            if not first:
                yield Gap()
            first = False
            rows = [
                [text_cell(key), text_cell(_type(prop), "dim"), text_cell(prop.get("description", ""))] for key, prop in properties.items()
            ]
            yield Table(columns, rows, name or body.get("title", ""))


def _type(prop: dict[str, Any]) -> str:
    if "anyOf" in prop:
        return " or ".join(_type(p) for p in prop["anyOf"])
    if "$ref" in prop:
        return str(prop["$ref"]).rpartition("/")[2]
    if "enum" in prop:
        return ", ".join(map(str, prop["enum"]))
    if "const" in prop:
        return str(prop["const"])
    return f"list of {_type(prop['items'])}" if prop.get("type") == "array" and "items" in prop else str(prop.get("type", "any"))
