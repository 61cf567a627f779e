"""A SQLite database: one table a kind of record, flat columns, lists joined with "; ", objects in lists as JSON."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from cnai.model.shape import plain
from cnai.questions.columns import tables_of
from cnai.store.catalogue import Catalogue
from cnai.store.tables import columns, fill, owner
from cnai.words.labels import evidence_fields


def database(
    catalogue: Catalogue, names: Sequence[str], fields: Sequence[str] = (), *, sources: bool = False, kept: set[int] | None = None
) -> bytes:
    """The tables as the bytes of a database file, with a table `about` that says which data it is; `sources` adds who proves what. Of a
    single table only the rows in the places `kept`, from 1, if they are given."""
    connection = sqlite3.connect(":memory:")
    try:
        for name in names:
            fill(connection, name, [plain(r) for r in catalogue.table(owner(name) or name)], fields or columns(name))
        if kept is not None:
            others = [(n,) for (n,) in connection.execute(f'select rowid from "{names[0]}"') if n not in kept]  # noqa: S608  # names are ours
            connection.executemany(f'delete from "{names[0]}" where rowid = ?', others)  # noqa: S608
        connection.execute("create table about (key text primary key, value text)")
        about = {"data_version": catalogue.version, "as_of": catalogue.day, "hash": catalogue.hash, "license": "CC0-1.0"}
        connection.executemany("insert into about values (?, ?)", about.items())
        if sources:
            connection.execute("create table proofs (id text, field text, source text, url text, title text)")
            connection.executemany("insert into proofs values (?, ?, ?, ?, ?)", _proofs(catalogue, names))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _proofs(catalogue: Catalogue, names: Sequence[str]) -> list[tuple[Any, ...]]:
    ids = {r.id for name in tables_of(names) for r in catalogue.table(name) if getattr(r, "id", None)}
    fields = {f for name in names for c in columns(name) for f in evidence_fields(c)} | set(names)
    known = {s.id: s for s in catalogue.sources}
    return [
        (e.subject, e.field, e.source, known[e.source].url, known[e.source].title)
        for e in catalogue.evidence
        if e.subject in ids and (e.field in fields or e.field.partition("_")[0] in fields)
    ]
