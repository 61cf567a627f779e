"""CSV (RFC 4180) and TSV. A text that a spreadsheet would take for a formula gets an apostrophe before it."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from cnai.output.footnotes import OWNERS, Footnotes, evidence_column, item_text, owner_of
from cnai.output.formats import text_rows
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import one_line


def write(result: Result, options: Options, footnotes: Footnotes) -> str:
    """A header line and one line a row; with sources, a column of addresses beside each column that has evidence."""
    columns, rows = text_rows(result, options)
    if options.quiet:
        columns = columns[:1]
    if footnotes:
        columns, rows = with_sources(columns, rows, result, footnotes)
    return lines(columns, rows, tabs=options.format == "tsv", header=options.header and not options.quiet)


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
    if isinstance(value, (list, tuple)) and not any(isinstance(v, (dict, list)) for v in value):
        return "; ".join(one_line(str(v)) for v in value)
    return one_line(json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list, tuple)) else str(value))


def _guard(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def with_sources(
    columns: list[str], rows: list[dict[str, Any]], result: Result, footnotes: Footnotes
) -> tuple[list[str], list[dict[str, Any]]]:
    """The same with a column "<field>_source" behind each column for which any row has evidence."""
    if "field" in columns and "value" in columns and result.rows is None:
        wide = [{**r, "source": [footnotes.source(s).url for s in footnotes.sources(result.subject, str(r["field"]))]} for r in rows]
        return [*columns, "source"], wide
    footnotes.expect([owner_of(row) for row in rows] + [record for row in rows for record, _ in row.get(OWNERS, {}).values()])
    found: dict[tuple[int, str], list[str]] = {}
    for n, row in enumerate(rows):
        for column in columns:
            owner = row[OWNERS].get(column, ("", "")) if OWNERS in row else (owner_of(row), evidence_column(row, column), item_text(row))
            urls = [footnotes.source(s).url for s in footnotes.sources(*owner)]
            if urls:
                found[n, column] = list(dict.fromkeys(urls))
    proved = {c for _, c in found}
    wide_columns = [x for c in columns for x in ((c, f"{c}_source") if c in proved else (c,))]
    return wide_columns, [row | {f"{c}_source": found.get((n, c)) for c in proved} for n, row in enumerate(rows)]
