"""The flat tables of SQL and exports: one a kind of record, nested objects spread over columns, lists of objects as tables of their own."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cnai.model.kinds import CHILDREN, TABLES
from cnai.model.shape import flat_names, flatten, plain_type

_CHILD = {child.table: child for child in CHILDREN}
NAMES = tuple(name for table in TABLES for name in (table, *(c.table for c in CHILDREN if c.owner == table)))
# What several commands filter by is a view of the tables.
VIEWS = {"timeline": ("date", "record", "type", "company", "id", "title", "detail")}
_TIMELINE = """create view timeline as
select released as date, 'model' as record, 'release' as type, company, id, name as title, null as detail
from models where released is not null
union all select date, 'event', type, company, id, title, detail from events"""


def create_views(connection: sqlite3.Connection) -> None:
    """Create the views over tables that are filled."""
    connection.execute(_TIMELINE)


def columns(table: str) -> tuple[str, ...]:
    """The flat columns of a table; those of a table of parts start with the record that they belong to."""
    if table in VIEWS:
        return VIEWS[table]
    child = _CHILD.get(table)
    if child is None:
        return flat_names(TABLES[table])
    return (owner_key(table), *flat_names(child.cls))


def owner_key(table: str) -> str:
    """The column that leads from a part to its record: "model" or "license"."""
    return {"models": "model", "licenses": "license"}[_CHILD[table].owner]


def owner(table: str) -> str | None:
    """The table of the records whose parts a table holds, None for a table of records."""
    return _CHILD[table].owner if table in _CHILD else None


def flat_rows(table: str, records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Flat rows of a table from the plain records of its kind (of its owner's kind, for a table of parts)."""
    child = _CHILD.get(table)
    if child is None:
        return [flatten(TABLES[table], row) for row in records]
    key = owner_key(table)
    return [{key: r["id"]} | flatten(child.cls, part) for r in records for part in r.get(table) or ()]


def chosen(
    table: str, records_of: Callable[[str], Iterable[dict[str, Any]]], names: Sequence[str], among: tuple[str, Sequence[str]] | None
) -> list[tuple[Any, ...]]:
    """Some columns of a flat table as SQL holds them, made from the records of a kind; of rows with one of some values, or of all."""
    key, values = among or ("", ())
    rows = flat_rows(table, records_of(owner(table) or table))
    return [tuple(value(row.get(n)) for n in names) for row in rows if not among or row.get(key) in values]


def fill(connection: sqlite3.Connection, table: str, records: Iterable[dict[str, Any]], wanted: Sequence[str] = ()) -> None:
    """Create a table and fill it from plain records."""
    names = list(wanted or columns(table))
    data = flat_rows(table, records)
    quoted = ", ".join(f'"{n}" {_type(table, n)}' for n in names)
    connection.execute(f'create table "{table}" ({quoted})')
    marks = ", ".join("?" * len(names))
    connection.executemany(f'insert into "{table}" values ({marks})', ([value(r.get(n)) for n in names] for r in data))  # noqa: S608  # names are ours


def value(raw: Any) -> Any:
    """A value as SQLite holds it: booleans as 0 and 1, lists joined with "; ", objects and lists of objects as JSON."""
    if raw is None or isinstance(raw, (int, float, str)):
        return int(raw) if isinstance(raw, bool) else raw
    if not raw:
        return None
    if isinstance(raw, (list, tuple)) and not any(isinstance(v, (dict, list)) for v in raw):
        return "; ".join(map(str, raw))
    return json.dumps(raw, ensure_ascii=False)


def _type(table: str, name: str) -> str:
    """The SQL type of a column, by its class."""
    if name == "id" and table in TABLES:
        return "text primary key"
    cls = _CHILD[table].cls if table in _CHILD else TABLES[table]
    return {int: "integer", bool: "integer", float: "real"}.get(plain_type(cls, name) or str, "text")
