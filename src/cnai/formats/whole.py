"""Whole tables for `export`: every format of the reading commands, and html and sqlite besides."""

from cnai.catalogue import Catalogue
from cnai.entities import TABLES
from cnai.errors import Usage
from cnai.formats import Settings, render
from cnai.plain import keys
from cnai.questions import tables
from cnai.report import Result

FORMATS = ("csv", "tsv", "json", "jsonl", "markdown", "toml", "html", "sqlite")
WHOLE = ("json", "toml", "sqlite")


def export(
    catalogue: Catalogue,
    table: str,
    format_name: str,
    *,
    fields: tuple[str, ...] = (),
    header: bool = True,
    sources: bool = False,
) -> bytes:
    """A table, or "all", as the bytes of a file."""
    if table == "all" and format_name not in WHOLE:
        raise Usage(f"all is for {', '.join(WHOLE)} only: name one table for {format_name}")
    if format_name == "sqlite":
        from cnai.formats import sqlite

        return sqlite.database(catalogue, tables.NAMES if table == "all" else (table,), fields)
    if table == "all":
        result = Result(tables.everything(catalogue))
        return render(result, Settings(format_name)).encode()
    result = Result(tables.records(catalogue, table), tables.columns(table), allowed=_allowed(table))
    settings = Settings(format_name, fields, header, sources, catalogue=catalogue)
    if format_name == "html":
        from cnai.formats import check_fields, html

        check_fields(result, fields)
        return html.page(result, settings, table).encode()
    return render(result, settings).encode()


def _allowed(table: str) -> tuple[str, ...]:
    nested = keys(TABLES[table]) if table in TABLES else ()
    return tuple(dict.fromkeys([*tables.columns(table), *nested]))
