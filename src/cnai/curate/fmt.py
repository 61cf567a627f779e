"""The canonical form of a data file: keys in the order of the record, then its evidence; dates quoted; one object a line where it fits."""

import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from cnai.curate.article import Sentence
from cnai.model.kinds import KINDS, TABLE_OF, TABLES
from cnai.model.records import Tier
from cnai.model.shape import keys, part
from cnai.model.values import Alternative, When

_BLOCKS = {kind.block: kind.record for kind in KINDS if kind.block}
_LEADING = ("version", "title", "date", "schema_version", "url", "source", "author")
_PROOF = ("fields", "source", "locator", "checked", "confidence", "basis", "value", "note", "alternatives")


def record_of(path: Path) -> str | None:
    """Which record the top level of a data file is, by its place; None where the file is only a list of blocks."""
    if path.parent.name == "licenses":
        return "license"
    if path.stem in _BLOCKS or path.parent.name == "tiers" or path.name == "dataset.toml":
        return None
    return "company" if path.stem == "company" else "family"


def formatted(text: str, path: Path) -> str:
    """The file's text in canonical form. Comments are lost: explanations belong into `note` fields."""
    raw = tomllib.loads(text)
    record = record_of(path)
    out = _ordered(raw, record) if record else _sorted(raw, _LEADING)
    for key, cls in (("tiers", Tier), ("mentions", Tier), ("sentences", Sentence)):
        if path.name == "article.toml" and isinstance(out.get(key), list):
            out[key] = [_sorted(row, keys(cls)) for row in out[key]]
    for key, inner in _BLOCKS.items():
        if isinstance(out.get(key), list):
            out[key] = [_ordered(row, inner) for row in out[key]]
    return tomli_w.dumps(out, multiline_strings=False)


def _ordered(raw: dict[str, Any], record: str) -> dict[str, Any]:
    cls = TABLES[TABLE_OF[record]]
    hints = {f.name: f.type for f in cls.__dataclass_fields__.values()}
    out: dict[str, Any] = {}
    for key in keys(cls):
        if key in raw:
            inner, _ = part(hints[key])
            out[key] = _part(raw[key], inner)
    if "evidence" in raw and "evidence" not in hints:
        out["evidence"] = [_sorted(e, _PROOF) for e in raw["evidence"]]
    return out | {k: v for k, v in raw.items() if k not in out}


def _part(value: Any, cls: type[Any] | None) -> Any:
    if cls is None:
        return value
    order = (*keys(cls), *_PROOF)
    if isinstance(value, list):
        return [_sorted(v, order) if isinstance(v, dict) else v for v in value]
    return _sorted(value, order) if isinstance(value, dict) else value


def _sorted(row: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    """The row with its keys in this order, and what lies in it in the order of its own class."""
    inner = {"when": keys(When), "alternatives": keys(Alternative)}
    out = {k: row[k] for k in (*order, *sorted(row)) if k in row}
    for key in inner.keys() & out.keys():
        value = out[key]
        if isinstance(value, dict):
            out[key] = _sorted(value, inner[key])
        elif isinstance(value, list):
            out[key] = [_sorted(v, inner[key]) if isinstance(v, dict) else v for v in value]
    return out
