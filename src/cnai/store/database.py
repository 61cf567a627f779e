"""The compiled catalogue: one SQLite file inside the package, opened read-only. It is the only module that reads it.

_meta(key, value)                             version, date, hash, counts, article, tiers, JSON Schemas, hearsay, heard_prices, as JSON
_record(kind, id, company, parent, body)      every record but evidence as JSON, in its fixed order; `parent` is the family
_name(folded, id, how, kind)                  what every folded name means
_disputed(id, field), _proved(id, …)          what other sources contradict; how many sources a record has
_search(…)                                    the full-text index, see cnai.store.index
companies, models, prices, …                  the flat tables of `cnai sql`, see cnai.store.tables
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from cnai.errors import NoDatabase
from cnai.store.file import check
from cnai.words.light import light

Among = tuple[str, Sequence[str]]  # a column, and values of which it has one
MAPPED = 2**30  # bytes of the file that SQLite reads where they are, without a copy
LAYOUT = "5"  # of these tables; the records have a schema version of their own
# What matches a question in FTS5's language, best first: names count most.
FOUND = (
    "select record, id, company, field, title, text, bm25(_search, 0, 0, 0, 0, 0, 0, 10.0, 1.0) as rank"
    " from _search where _search match ? order by rank, record, id limit 2000"
)


@light
class Head:
    """What is known about the data as a whole."""

    version: str
    date: str
    schema_version: str
    hash: str
    counts: dict[str, int]
    article: dict[str, Any]
    tiers: list[dict[str, Any]]


Names = Mapping[str, list[list[str]]]


class Store(Protocol):
    """Where records come from: the compiled database, a past day of it, or the user's facts on top of it. Records are plain."""

    @property
    def head(self) -> Head: ...
    def rows(self, table: str) -> list[dict[str, Any]]: ...
    def some(self, table: str, key: str, values: Iterable[str]) -> list[dict[str, Any]]: ...
    def named(self, folded: str) -> list[list[str]]: ...
    def beginning(self, folded: str) -> Names: ...
    @property
    def names(self) -> Names: ...
    @property
    def disputed(self) -> dict[str, list[str]]: ...
    def proved_of(self, record_id: str) -> tuple[int, int, str | None]: ...
    def columns(self, table: str, names: Sequence[str], among: Among | None = None) -> list[tuple[Any, ...]]: ...
    @property
    def undated(self) -> int: ...
    def database(self) -> sqlite3.Connection: ...
    def meta(self, key: str) -> Any: ...
    def search(self, question: str) -> list[Any]: ...
    @property
    def overlay(self) -> Any: ...


class Database:
    """The compiled file. A missing, damaged or foreign one, or one of another layout, is one clear line (NoDatabase)."""

    undated = 0
    overlay = None  # only a store with the user's facts has one

    def __init__(self, path: Any) -> None:
        self.path = path
        self._known: dict[str, Any] = {}
        self._connection = self._open()
        if self.meta("layout") != LAYOUT:
            raise NoDatabase(path, "was compiled for another version of cnai")

    def _open(self) -> sqlite3.Connection:
        check(self.path)
        try:
            if isinstance(self.path, Path):
                # It is only read, and SQLite itself lets one thread after the other: a catalogue may be asked from any of them.
                address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
                connection = sqlite3.connect(address, uri=True, check_same_thread=False)
                connection.execute(f"pragma mmap_size = {MAPPED}")  # a question about all releases is read in half the time
                return connection
            connection = sqlite3.connect(":memory:", check_same_thread=False)  # inside a zip file: there is no path that SQLite could open
            connection.deserialize(self.path.read_bytes())
            return connection
        except (sqlite3.Error, OSError) as error:
            raise NoDatabase(self.path, f"cannot be opened ({error})") from None

    def _all(self, query: str, values: Iterable[Any] = ()) -> list[Any]:
        try:
            return self._connection.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise NoDatabase(self.path, f"is damaged ({error})") from None

    def meta(self, key: str) -> Any:
        """One entry of what is known about the data as a whole."""
        if key not in self._known:
            found = self._all("select value from _meta where key = ?", (key,))
            if not found:
                raise NoDatabase(self.path, f"is damaged (it has no {key})")
            self._known[key] = json.loads(found[0][0])
        return self._known[key]

    @cached_property
    def head(self) -> Head:
        found = dict(
            self._all("select key, value from _meta where key in ('version','date','schema_version','hash','counts','article','tiers')")
        )
        try:
            return Head(**{key: json.loads(value) for key, value in found.items()})
        except (TypeError, ValueError):
            raise NoDatabase(self.path, "is damaged (its head is not complete)") from None

    def _parsed(self, found: Iterable[tuple[str]]) -> list[dict[str, Any]]:
        try:
            rows: list[dict[str, Any]] = json.loads(f"[{','.join(row[0] for row in found)}]")
        except ValueError:
            raise NoDatabase(self.path, "is damaged (a record cannot be read)") from None
        return rows

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All records of a table in their fixed order; a key that is missing has its empty value."""
        if table == "evidence":
            return self._evidence("select * from evidence order by rowid")
        return self._parsed(self._all("select body from _record where kind = ? order by rowid", (table,)))

    def some(self, table: str, key: str, values: Iterable[str]) -> list[dict[str, Any]]:
        """The records of a table whose id, company or parent (family, or subject of evidence) is one of the values, in their order."""
        wanted = tuple(values)
        marks = ",".join("?" * len(wanted))
        if table == "evidence":
            return self._evidence(f"select * from evidence where subject in ({marks}) order by rowid", wanted)  # noqa: S608  # only marks
        # "+rowid": else SQLite goes through all records of the kind, to have them in order, when there are several values.
        query = f"select body from _record where kind = ? and {key} in ({marks}) order by +rowid"  # noqa: S608  # the key is ours
        return self._parsed(self._all(query, (table, *wanted)))

    def _evidence(self, query: str, values: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """Evidence is read from its flat table: as records it would be half of the file."""
        names = tuple(row[1] for row in self._all("pragma table_info(evidence)"))
        rows = [dict(zip(names, row, strict=True)) for row in self._all(query, values)]
        for row in rows:
            row["alternatives"] = json.loads(row["alternatives"] or "[]")
        return rows

    def named(self, folded: str) -> list[list[str]]:
        """[id, how, kind] of every record with exactly this folded name."""
        return [list(row) for row in self._all("select id, how, kind from _name where folded = ? order by place", (storable(folded),))]

    def beginning(self, folded: str) -> Names:
        """The names that begin so."""
        start = storable(folded)
        found = self._all(
            "select folded, id, how, kind from _name where folded >= ? and folded < ? order by folded, place", (start, start + "\U0010ffff")
        )
        return _grouped(found)

    @cached_property
    def names(self) -> Names:
        """Every folded name with what it means."""
        return _grouped(self._all("select folded, id, how, kind from _name order by folded, place"))

    @cached_property
    def disputed(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for subject, field in self._all("select id, field from _disputed order by id, field"):
            out.setdefault(subject, []).append(field)
        return out

    def proved_of(self, record_id: str) -> tuple[int, int, str | None]:
        """(sources, primary ones, day of the last check) of a record."""
        found = self._all("select sources, primary_sources, checked from _proved where id = ?", (record_id,))
        return tuple(found[0]) if found else (0, 0, None)

    def columns(self, table: str, names: Sequence[str], among: Among | None = None) -> list[tuple[Any, ...]]:
        """Some columns of a flat table, in its order, as SQL holds them; of rows with one of some values, or of all."""
        key, values = among or ("", ())
        only = f' where "{key}" in ({", ".join("?" * len(values))})' if among else ""
        return self._all(f'select {", ".join(names)} from "{table}"{only} order by rowid', values)  # noqa: S608  # the names are ours

    def search(self, question: str) -> list[Any]:
        """(record, id, company, field, title, text, rank) of what matches a question in FTS5's language, best first: names count most."""
        return self._all(FOUND, (storable(question),))

    def database(self) -> sqlite3.Connection:
        """A connection of its own to the flat tables, which the caller may restrict and closes."""
        return self._open()


def _grouped(found: Iterable[Any]) -> dict[str, list[list[str]]]:
    out: dict[str, list[list[str]]] = {}
    for name, rid, how, kind in found:
        out.setdefault(name, []).append([rid, how, kind])
    return out


def storable(text: str) -> str:
    """Text that SQLite accepts: a lone surrogate, which no name has, becomes a sign that no name has either."""
    return text.encode("utf-8", "replace").decode()
