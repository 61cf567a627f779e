"""A SQLite database: one table a record kind, flat columns, lists joined with "; "."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import TABLES
from cnai.errors import Usage
from cnai.formats.separated import plain
from cnai.questions.tables import columns, rows

STEPS = 5_000  # times ten thousand instructions of SQLite's machine: about a second


def database(catalogue: Catalogue, names: Sequence[str], fields: tuple[str, ...] = ()) -> bytes:
    """The tables as the bytes of a database file, with a table `about` that says which data it is."""
    connection = sqlite3.connect(":memory:")
    try:
        for name in names:
            fill(connection, catalogue, name, fields)
        connection.execute("create table about (key text primary key, value text)")
        about = {
            "data_version": catalogue.version,
            "as_of": catalogue.as_of or catalogue.date,
            "hash": catalogue.hash,
            "license": "CC0-1.0",
        }
        connection.executemany("insert into about values (?, ?)", about.items())
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def fill(connection: sqlite3.Connection, catalogue: Catalogue, table: str, fields: tuple[str, ...] = ()) -> None:
    """Create a table and fill it from the catalogue."""
    names = list(fields or columns(table))
    for name in names:
        if name not in columns(table):
            raise Usage(f"no field {name!r} here. Fields: {', '.join(columns(table))}", columns(table))
    data = rows(catalogue, table)
    quoted = ", ".join(f'"{n}" {_type(table, n, data)}' for n in names)
    connection.execute(f'create table "{table}" ({quoted})')
    marks = ", ".join("?" * len(names))
    connection.executemany(f'insert into "{table}" values ({marks})', ([value(r.get(n)) for n in names] for r in data))  # noqa: S608  # names are ours


def where(catalogue: Catalogue, table: str, condition: str) -> set[str]:
    """The ids of the records of a table for which an SQL condition over its flat columns holds. Raises Usage for one that cannot be read.

    The condition can only read: whatever else SQL could do is refused, and so is one that takes too long.
    """
    connection = sqlite3.connect(":memory:")
    try:
        fill(connection, catalogue, table)
        connection.set_authorizer(_only_reads)
        steps = iter(range(STEPS))
        connection.set_progress_handler(lambda: next(steps, None) is None, 10_000)
        return {row[0] for row in connection.execute(f'select id from "{table}" where ({condition}\n)')}  # noqa: S608  # read only, see above
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise Usage(f"--where: {error}. Columns: {', '.join(columns(table))}", columns(table)) from None
    finally:
        connection.close()


def _only_reads(action: int, first: str | None, second: str | None, *_: Any) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if second in ("load_extension", "readfile", "writefile", "edit") else sqlite3.SQLITE_OK
    reads = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) and not str(first).startswith("sqlite_")
    return sqlite3.SQLITE_OK if reads else sqlite3.SQLITE_DENY


def value(raw: Any) -> Any:
    """A value as SQLite holds it: booleans as 0 and 1, lists as text."""
    if raw is None or isinstance(raw, (int, float, str)):
        return int(raw) if isinstance(raw, bool) else raw
    return plain(raw) if raw else None


def _type(table: str, name: str, data: list[dict[str, Any]]) -> str:
    if name == "id" and table in TABLES:
        return "text primary key"
    kinds = {type(r.get(name)) for r in data if r.get(name) is not None}
    if kinds and kinds <= {int, bool}:
        return "integer"
    return "real" if kinds and kinds <= {int, float} else "text"
