"""The user's own facts on top of another store: own records, and own values of fields of ours.

Everything that follows from a fact follows here too: counts, newest releases, names, the full-text index, the tables of SQL. Ours are
never replaced silently: a record says in `overlaid` which fields the user's file has set and in `origin` which file it comes from, and
the evidence of ours stays beside the user's own.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from cnai.model.kinds import NAMED_TABLES, RECORDS, TABLES
from cnai.model.records import Evidence, Source
from cnai.model.shape import blank, flagged, keys, plain
from cnai.store import index
from cnai.store.database import FOUND, Among, Head, Names, Store, storable
from cnai.store.derive import Raw, derive, newest_first
from cnai.store.facts import SOURCE, Facts, Said, Setting
from cnai.store.folding import fold
from cnai.store.tables import NAMES, chosen, columns, fill, flat_rows, owner, value
from cnai.store.written import addresses, spoken
from cnai.words.text import brief

_SAID = ("origin", "overlaid", "added", "changed", "checked")  # what is derived and says nothing about the world


class Overlaid:
    """Another store with the user's facts on top of it."""

    def __init__(self, store: Store, facts: Facts) -> None:
        self._store = store
        self.facts = facts

    @property
    def overlay(self) -> "Overlaid":
        """The user's facts, through whatever wraps this store."""
        return self

    # ---- records

    @cached_property
    def ours(self) -> dict[str, dict[str, Any]]:
        """Record id -> our own record, whole and plain, of those of which the file sets a field."""
        out: dict[str, dict[str, Any]] = {}
        for table in {s.table for s in self.facts.settings}:
            ids = [s.id for s in self.facts.settings if s.table == table]
            out |= {row["id"]: blank(TABLES[table]) | row for row in self._store.some(table, "id", dict.fromkeys(ids))}
        return out

    @cached_property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """Record id -> the fields of it that the file sets, as written."""
        out: dict[str, list[str]] = {}
        for setting in self.facts.settings:
            out.setdefault(setting.id, []).append(setting.field)
        return {rid: tuple(names) for rid, names in out.items()}

    @cached_property
    def own(self) -> set[str]:
        """The ids of the user's own records."""
        return {row["id"] for rows in self.facts.records.values() for row, _ in rows}

    def sets(self, record_id: str, field: str) -> bool:
        """Whether the file sets a field of a record of ours, a part of it, or all of which it is a part."""
        return touches(field, self.fields.get(record_id, ()))

    def before(self, record_id: str, field: str, source: str) -> dict[str, Any] | None:
        """Our own record, where the file has set the field and the source is ours: it proves our value, not the user's."""
        return self.ours.get(record_id) if source not in self.source_ids and self.sets(record_id, field) else None

    @cached_property
    def _raw(self) -> Raw:
        """Every table of records, whole, with the facts applied, derived again and in its order."""
        ours: Raw = {table: [blank(TABLES[table]) | row for row in self._store.rows(table)] for table in RECORDS}
        raw: Raw = {table: [dict(row) for row in rows] for table, rows in ours.items()}
        for table, rows in self.facts.records.items():
            raw[table] += [dict(row) for row, _ in rows]
        by_id = {table: {row["id"]: row for row in raw[table]} for table in {s.table for s in self.facts.settings}}
        for setting in self.facts.settings:
            _apply(by_id[setting.table][setting.id], setting)
        derive(raw)
        _sort(raw)
        self.mark(raw, ours)
        return raw

    @property
    def base(self) -> Store:
        """The store without the facts."""
        return self._store

    def mark(self, raw: Raw, ours: Raw) -> None:
        """Say in `overlaid` of each of our records which fields the file sets, and which follow from what it says: they are others than in
        the same records without the facts."""
        for table, rows in raw.items():
            cls = TABLES[table]
            order = {name: n for n, name in enumerate(keys(cls))}
            derived = [name for name in flagged(cls, "derived") if name not in _SAID]
            before = {row["id"]: row for row in ours[table]}
            for row in rows:
                old = before.get(row["id"], row)
                follow = [name for name in derived if row[name] != old[name]]
                given = {*self.fields.get(row["id"], ()), *follow}
                row["overlaid"] = sorted(given, key=lambda f: (order.get(f, len(order)), f))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All records of a table in their order; the user's sources and evidence come after ours."""
        if table in self._raw:
            return self._raw[table]
        return self._store.rows(table) + self._added(table)

    def some(self, table: str, key: str, values: Iterable[str]) -> list[dict[str, Any]]:
        """The records of a table whose id, company or parent is one of the values."""
        wanted = set(values)
        if table not in RECORDS:
            name = {"parent": "subject"}.get(key, key) if table == "evidence" else key
            return self._store.some(table, key, wanted) + [row for row in self._added(table) if row.get(name) in wanted]
        name = "family" if (table, key) == ("models", "parent") else key
        return [row for row in self._raw[table] if (row["id"] if (table, name) == ("companies", "company") else row.get(name)) in wanted]

    # ---- evidence and sources

    def _added(self, table: str) -> list[dict[str, Any]]:
        return self._evidence if table == "evidence" else self._sources

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Web address -> the id of it as a source, of the pages that the file names."""
        said = [*(s.said for s in self.facts.settings), *(said for rows in self.facts.records.values() for _, said in rows)]
        return {url: f"{SOURCE}-{n}" for n, url in enumerate(dict.fromkeys(s.source for s in said if s.source), 1)}

    @cached_property
    def source_ids(self) -> set[str]:
        """The ids of the user's sources: the file itself, and the pages that it names."""
        return {SOURCE, *self._pages.values()}

    @cached_property
    def _sources(self) -> list[dict[str, Any]]:
        shared = {"publisher": "you", "kind": "secondary", "accessed": self.facts.day, "origin": self.facts.file}
        shared |= {"added": self.facts.day, "changed": self.facts.day}
        file = Source(id=SOURCE, url=self.facts.file, title="your own file", **shared)
        pages = (Source(id=rid, url=url, title=f"{url} (named in your own file)", **shared) for url, rid in self._pages.items())
        return [plain(row) for row in (file, *pages)]

    @cached_property
    def _evidence(self) -> list[dict[str, Any]]:
        rows = [self._proof(s.id, s.field, s.value, s.said) for s in self.facts.settings]
        for table in (t for t in self.facts.records if t != "events"):  # an event has its proof inside
            for row, said in self.facts.records[table]:
                filled = [k for k in flagged(TABLES[table], "evidence") if row[k] not in (None, [])]
                rows += [self._proof(row["id"], k, row[k], said) for k in filled or ["name"]]
        return rows

    def _proof(self, subject: str, field: str, fact: Any, said: Said) -> dict[str, Any]:
        row: dict[str, Any] = plain(
            Evidence(
                subject=subject, field=field, value=brief(fact), source=self._pages.get(said.source or "", SOURCE),
                locator=f"line {said.line} of {self.facts.file}", checked=self.facts.day, confidence="medium", basis="stated",
                note=said.note,
            )
        )  # fmt: skip
        return row

    @property
    def disputed(self) -> dict[str, list[str]]:
        return self._store.disputed

    def proved_of(self, record_id: str) -> tuple[int, int, str | None]:
        """(sources, primary ones, day of the last check) of a record: of an own one only the file speaks."""
        return (1, 0, self.facts.day) if record_id in self.own else self._store.proved_of(record_id)

    def columns(self, table: str, names: Sequence[str], among: Among | None = None) -> list[tuple[Any, ...]]:
        """Some columns of a flat table, as SQL holds them."""
        return chosen(table, self.rows, names, among)

    # ---- names

    @cached_property
    def _names(self) -> dict[str, list[list[str]]]:
        """{folded name: [[id, how, kind], …]} that the facts add."""
        touched = {*self.own, *self.fields}
        out: dict[str, list[list[str]]] = {}
        shared: list[tuple[str, list[str]]] = []
        for table in NAMED_TABLES:
            for row in (row for row in self._raw[table] if row["id"] in touched):
                for name, how in spoken(row):
                    out.setdefault(fold(name), []).append([row["id"], how, row["record"]])
                shared += [(fold(name), [row["id"], how, row["record"]]) for name, how in addresses(row)]
                for name in (api["model_id"] for api in row.get("apis") or ()):
                    shared += [(fold(name), [name, "api", "api"]), (fold(name), [row["company"], "api", "maker"])]
        taken = {name for name, _ in shared if name in out or self._store.named(name)}
        for name, meant in shared:
            if name not in taken and meant not in out.get(name, ()):
                out.setdefault(name, []).append(meant)
        out.pop("", None)
        return out

    def named(self, folded: str) -> list[list[str]]:
        """What a folded name means."""
        return _joined(self._store.named(folded), self._names.get(folded, []))

    def beginning(self, folded: str) -> Names:
        """The names that begin so."""
        return self._with_names(self._store.beginning(folded), [n for n in self._names if n.startswith(folded)])

    @cached_property
    def names(self) -> Names:
        return self._with_names(self._store.names, list(self._names))

    def _with_names(self, names: Names, more: list[str]) -> Names:
        return dict(sorted({**names, **{n: _joined(names.get(n, []), self._names[n]) for n in more}}.items()))

    # ---- the whole

    @cached_property
    def head(self) -> Head:
        head = self._store.head
        counts = {table: n + len(self.facts.records.get(table, ())) for table, n in head.counts.items()}
        return Head(**{**vars(head), "counts": counts})

    @property
    def undated(self) -> int:
        return self._store.undated

    def meta(self, key: str) -> Any:
        return self._store.meta(key)

    # ---- SQL and search

    def _copy(self, tables: Iterable[str], *, indexed: bool) -> sqlite3.Connection:
        """The compiled tables in memory, with those named written again, and with the full-text index where it is wanted."""
        connection = sqlite3.connect(":memory:")
        compiled = self._store.database()
        try:
            compiled.backup(connection)
        finally:
            compiled.close()
        for table in tables:
            connection.execute(f'drop table "{table}"')
            fill(connection, table, self.rows(owner(table) or table))
        if indexed:
            self._index(connection)
        connection.commit()
        return connection

    def database(self) -> sqlite3.Connection:
        """The flat tables with the facts, in memory."""
        connection = self._copy([t for t in NAMES if self._changes(t)], indexed=False)
        for table in ("sources", "evidence"):
            names = columns(table)
            rows = ([value(row.get(n)) for n in names] for row in flat_rows(table, self._added(table)))
            marks = ", ".join("?" * len(names))
            connection.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608  # the tables are ours
        connection.commit()
        return connection

    def _changes(self, table: str) -> bool:
        """Whether a table of SQL may be another with the facts than without: its own rows, those that follow from them, or their order."""
        rows = self.facts.records.get(owner(table) or table, [])
        fields = {(s.table, s.key) for s in self.facts.settings}
        if owner(table):
            return any(row[table] for row, _ in rows) or bool(fields & {(owner(table), table), ("models", "released")})
        touched = {*(t for t, _ in fields), *(t for t, more in self.facts.records.items() if more)}
        above = {"companies": {"families", "models"}, "families": {"companies", "models"}, "models": {"licenses"}}
        return bool(touched & {table, *above.get(table, ())})

    def _index(self, connection: sqlite3.Connection) -> None:
        """Write the own and the changed records into the full-text index anew."""
        touched = {*self.own, *self.fields}
        connection.executemany("delete from _search where id = ?", ((rid,) for rid in touched))
        rows = {t: [r for r in self.rows(t) if r["id"] in touched] for t in index.SEARCHED if t in RECORDS}
        index.add(connection, rows, self.rows("companies"))

    @cached_property
    def _searched(self) -> sqlite3.Connection:
        return self._copy((), indexed=True)

    def search(self, question: str) -> list[Any]:
        """What matches a question, the user's words too, best first."""
        return self._searched.execute(FOUND, (storable(question),)).fetchall()


def touches(field: str, given: Iterable[str]) -> bool:
    """Whether a field is one of some, a part of one, or all of which one is a part."""
    return any(field == f or field.startswith(f"{f}_") or f.startswith(f"{field}_") for f in given)


def _apply(row: dict[str, Any], setting: Setting) -> None:
    """Set a field of a plain record, with what it was before in `past` if the value has a day from which on it holds."""
    before = row[setting.key]
    if setting.since:
        row["past"] = [*row["past"], {"field": setting.key, "value": before, "since": None, "until": setting.since}]
    row[setting.key] = setting.value


def _sort(raw: Raw) -> None:
    """The fixed order of the tables that the facts can change."""
    raw["companies"].sort(key=lambda c: (c["article_order"] or 10**6, c["name"].casefold()))
    raw["models"] = newest_first(raw["models"])
    raw["events"].sort(key=lambda e: (e["date"], e["id"]))
    for table in ("families", "licenses", "endpoints"):
        raw[table].sort(key=lambda r: r["id"])


def _joined(ours: list[list[str]], more: list[list[str]]) -> list[list[str]]:
    known = {(row[0], row[2]) for row in ours}
    return [*ours, *(row for row in more if (row[0], row[2]) not in known)]
