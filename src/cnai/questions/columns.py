"""The data as tables, with the lists of objects as tables of their own."""

from collections.abc import Sequence
from typing import Any

from cnai.model.kinds import TABLES
from cnai.model.shape import plain
from cnai.store import tables
from cnai.store.catalogue import Catalogue


def records(catalogue: Catalogue, table: str) -> list[dict[str, Any]]:
    """The rows as plain records (nested), in their fixed order; those of a table of parts start with the record that they belong to."""
    owner = tables.owner(table)
    if owner:
        key = tables.owner_key(table)
        return [{key: record.id} | plain(part) for record in catalogue.table(owner) for part in getattr(record, table)]
    return [plain(row) for row in catalogue.table(table)]


def rows(catalogue: Catalogue, table: str) -> list[dict[str, Any]]:
    """The rows with nested objects spread over flat columns."""
    owner = tables.owner(table)
    return tables.flat_rows(table, [plain(r) for r in catalogue.table(owner or table)])


def tables_of(names: Sequence[str]) -> tuple[str, ...]:
    """The tables of records in which the rows of some tables are written."""
    return tuple(dict.fromkeys(tables.owner(name) or name for name in names))


def everything(catalogue: Catalogue) -> dict[str, Any]:
    """All tables in one object, as `export all --format json` prints them."""
    head = {
        "schema_version": catalogue.schema_version, "data_version": catalogue.version, "as_of": catalogue.day,
        "article": catalogue.article, "tiers": [plain(t) for t in catalogue.tiers],
    }  # fmt: skip
    return head | {table: records(catalogue, table) for table in TABLES}
