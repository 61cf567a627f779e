"""Whole tables as the bytes of a file."""

from collections.abc import Sequence
from typing import Any

from cnai.errors import InvalidQuery
from cnai.model.kinds import CHILDREN, TABLES
from cnai.model.shape import keys
from cnai.output.formats import BY_NAME, FORMATS, fields_named, render, with_fields
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.questions import columns
from cnai.store import tables
from cnai.store.catalogue import Catalogue

# What a page of a table shows unless fields are asked for: about ten columns that can be read.
READABLE = {
    "companies": ("id", "name", "name_zh", "tier", "kind", "hq", "founded", "model_count", "open_model_count", "latest_model",
    "latest_released"),
    "families": ("id", "name", "company", "kinds", "model_count", "open_model_count", "first_released", "latest_released"),
    "models": (
        "id", "name", "company", "released", "status", "total_params", "active_params", "context_tokens", "open_weights", "license_name",
    ),
    "licenses": ("id", "name", "kind", "spdx", "acceptable_use", "summary", "url"),
    "endpoints": ("id", "name", "company", "region", "base_url", "terms_url", "license"),
    "claims": ("id", "place", "claim", "verdict", "fact", "verdict_now", "now_since"),
    "events": ("date", "company", "type", "title", "detail"),
    "sources": ("id", "title", "publisher", "kind", "published", "url"),
    "evidence": ("subject", "field", "value", "source", "locator", "checked", "confidence"),
}  # fmt: skip


def export(
    catalogue: Catalogue,
    table: str,
    format_name: str,
    *,
    fields: Sequence[str] = (),
    header: bool = True,
    sources: bool = False,
    where: str | None = None,
) -> bytes:
    """A table, or "all", as the bytes of a file. Raises InvalidQuery."""
    if table == "all" and not BY_NAME[format_name].whole:
        whole = [f.name for f in FORMATS if f.whole]
        raise InvalidQuery(f"all needs the format {', '.join(whole)}; name one table for {format_name}", whole)
    if format_name == "sqlite":
        return _database(catalogue, table, fields, sources=sources, where=where)
    if table == "all":
        return render(Result(columns.everything(catalogue)), Options(format_name), catalogue).encode()
    rows = columns.records(catalogue, table)
    if where is not None:
        rows = _matching(catalogue, table, rows, where)
    shown = READABLE.get(table, tables.columns(table)) if format_name in ("html", "markdown") else tables.columns(table)
    cls = TABLES.get(table) or next(c.cls for c in CHILDREN if c.table == table)
    result = Result(tuple(rows), cls, shown, names=_allowed(table), title=f"China's AI labs: {table}")
    options = Options(format_name, tuple(fields), header, sources)
    if format_name == "xlsx":
        from cnai.output import xlsx
        from cnai.output.footnotes import Footnotes

        return xlsx.workbook(result, with_fields(result, options), Footnotes(catalogue, wanted=sources), table)
    return render(result, options, catalogue).encode()


def _database(catalogue: Catalogue, table: str, fields: Sequence[str], *, sources: bool, where: str | None) -> bytes:
    from cnai.output import sqlite

    names = tables.NAMES if table == "all" else (table,)
    for name in names:
        fields = fields_named(tables.columns(name), fields)
    kept = None if where is None else _numbers(catalogue, table, where)
    return sqlite.database(catalogue, names, fields, sources=sources, kept=kept)


def _matching(catalogue: Catalogue, table: str, rows: list[dict[str, Any]], where: str) -> list[dict[str, Any]]:
    kept = _numbers(catalogue, table, where)
    return [row for n, row in enumerate(rows, 1) if n in kept]


def _numbers(catalogue: Catalogue, table: str, where: str) -> set[int]:
    """The places in a table, from 1, of the rows for which a condition holds."""
    from cnai.questions.sql import rows_where

    return {number for (number,) in rows_where(catalogue, table, where, ("rowid",))}


def _allowed(table: str) -> tuple[str, ...]:
    nested = keys(TABLES[table]) if table in TABLES else ()
    return tuple(dict.fromkeys([*tables.columns(table), *nested]))
