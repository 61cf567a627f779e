"""CSV (RFC 4180) and TSV. A text that a spreadsheet would take for a formula gets an apostrophe before it."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from cnai.formats import Settings, text_rows
from cnai.report import Result
from cnai.text import one_line


def write(result: Result, settings: Settings) -> str:
    """A header line and one line a row; with sources, a column of addresses beside each column that has evidence."""
    columns, rows = text_rows(result, settings)
    if settings.sources:
        columns, rows = with_sources(columns, rows, result, settings)
    return lines(columns, rows, tabs=settings.format == "tsv", header=settings.header)


def lines(columns: list[str], rows: Iterable[dict[str, Any]], *, tabs: bool = False, header: bool = True) -> str:
    """Rows as CSV, or as TSV where no value holds a tab or a line break."""
    out = io.StringIO()
    table = [[cell(row.get(c)) for c in columns] for row in rows]
    if header:
        table.insert(0, columns)
    if tabs:
        return "".join("\t".join(row) + "\n" for row in table)
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()


def cell(value: Any) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    text = plain(value)
    return text if isinstance(value, (int, float)) else _guard(text)


def plain(value: Any) -> str:
    """A value as text: nothing for None, plain numbers, lists joined with "; ", objects as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    if isinstance(value, (list, tuple)):
        if any(isinstance(v, dict) for v in value):
            return one_line(json.dumps(value, ensure_ascii=False))
        return "; ".join(one_line(str(v)) for v in value)
    if isinstance(value, dict):
        return one_line(json.dumps(value, ensure_ascii=False))
    return one_line(str(value))


def _guard(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def with_sources(
    columns: list[str], rows: list[dict[str, Any]], result: Result, settings: Settings
) -> tuple[list[str], list[dict[str, Any]]]:
    """The same with a column "<field>_source" behind each column for which any row has evidence."""
    from cnai.questions.proof import proofs

    cat = settings.catalogue
    if cat is None:
        return columns, rows
    found: dict[tuple[int, str], list[str]] = {}
    if "field" in columns and result.rows is None:
        wide = [{**r, "source": [cat.source(p["source"]).url for p in proofs(cat, result.subject, str(r["field"]))]} for r in rows]
        return [*columns, "source"], wide
    for n, row in enumerate(rows):
        for column in columns:
            subject = row.get("id") or ""
            urls = [cat.source(p["source"]).url for p in proofs(cat, str(subject), column)]
            if urls:
                found[n, column] = list(dict.fromkeys(urls))
    proved = {c for _, c in found}
    wide_columns = [x for c in columns for x in ((c, f"{c}_source") if c in proved else (c,))]
    return wide_columns, [row | {f"{c}_source": found.get((n, c)) for c in proved} for n, row in enumerate(rows)]
