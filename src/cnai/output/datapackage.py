"""Every table as csv in one folder, with a datapackage.json (Frictionless, Tabular Data Package) that says what the columns mean."""

import hashlib
import json
from typing import Any

from cnai.model.kinds import CHILDREN, TABLES
from cnai.model.shape import marked, objects, plain_type
from cnai.output.export import export
from cnai.store import tables
from cnai.store.catalogue import Catalogue
from cnai.words.labels import field, meaning

DESCRIPTOR = "datapackage.json"
# A date is as exact as it is known: a year, a month or a day.
PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
_TYPES = {int: "integer", float: "number", bool: "boolean"}
# Column -> the table whose id it holds.
_LEADS = {"company": "companies", "family": "families", "source": "sources", "license_id": "licenses", "endpoint": "endpoints"}


def files(catalogue: Catalogue) -> dict[str, bytes]:
    """{name of the file: what is in it}, the description last."""
    out = {f"{table}.csv": export(catalogue, table, "csv") for table in tables.NAMES}
    return out | {DESCRIPTOR: (json.dumps(_package(catalogue, out), ensure_ascii=False, indent=2) + "\n").encode()}


def _package(catalogue: Catalogue, contents: dict[str, bytes]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "cnai",
        "title": "China's AI labs",
        "description": "Who they are, what they released, what one may do with it, what changed, and how we know. "
        "Lists are joined with semicolons, lists of objects are JSON. "
        "A text that a spreadsheet would take for a formula has an apostrophe before it.",
        "version": catalogue.version,
        "created": f"{catalogue.day}T00:00:00Z",
        "licenses": [{"name": "CC0-1.0", "title": "CC0 1.0 Universal", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": [_resource(table, contents[f"{table}.csv"]) for table in tables.NAMES],
    }


def _resource(table: str, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: str) -> dict[str, Any]:
    cls = TABLES.get(table) or next(c.cls for c in CHILDREN if c.table == table)
    dates = {*marked(cls, "date"), *(f"{name}_{part}" for name, inner in objects(cls).items() for part in marked(inner, "date"))}
    columns = tables.columns(table)
    fields = []
    for name in columns:
        found = field(name)
        about = meaning(table, name)
        entry: dict[str, Any] = {"name": name, "type": _TYPES.get(plain_type(cls, name) or str, "string"), "title": found.label}
        entry["description"] = f"{about} Unit: {found.unit}." if found.unit else about
        if name in dates:
            entry["constraints"] = {"pattern": PARTIAL_DATE}
        fields.append(entry)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if "id" in columns:
        schema["primaryKey"] = ["id"]
    keys = [(name, _LEADS[name]) for name in columns if name in _LEADS]
    if table not in TABLES:
        keys.insert(0, (tables.owner_key(table), str(tables.owner(table))))
    schema["foreignKeys"] = [{"fields": [name], "reference": {"resource": to, "fields": ["id"]}} for name, to in keys]
    return schema
