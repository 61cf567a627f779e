"""The data as flat tables, with the lists of objects as tables of their own."""

from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import TABLES
from cnai.parts import Benchmark, Price, Weights
from cnai.plain import flat_names, flatten, keys, plain

# Lists of objects inside models that are tables of their own.
CHILDREN: dict[str, type[Any]] = {"prices": Price, "benchmarks": Benchmark, "weights": Weights}
NAMES = (*TABLES, *CHILDREN)


def columns(table: str) -> tuple[str, ...]:
    """The flat columns of a table; those of a child table start with the model that it belongs to."""
    return ("model", *keys(CHILDREN[table])) if table in CHILDREN else flat_names(TABLES[table])


def records(catalogue: Catalogue, table: str) -> list[dict[str, Any]]:
    """The rows as plain records (nested), in their fixed order."""
    if table in CHILDREN:
        return [{"model": m.id} | plain(row) for m in catalogue.models for row in getattr(m, table)]
    return [plain(row) for row in getattr(catalogue, table)]


def rows(catalogue: Catalogue, table: str) -> list[dict[str, Any]]:
    """The rows with nested objects spread over flat columns."""
    plain_rows = records(catalogue, table)
    return plain_rows if table in CHILDREN else [flatten(TABLES[table], row) for row in plain_rows]


def everything(catalogue: Catalogue) -> dict[str, Any]:
    """All tables in one object, as `export all --format json` prints them."""
    head = {
        "schema_version": catalogue.schema_version, "data_version": catalogue.version, "as_of": catalogue.as_of or catalogue.date,
        "article": catalogue.article, "tiers": [plain(t) for t in catalogue.tiers],
    }  # fmt: skip
    return head | {table: records(catalogue, table) for table in TABLES}
