"""An Excel workbook with one sheet: numbers are numbers, and every text is text, never a formula or a link."""

import io
from datetime import datetime
from typing import Any

from cnai.errors import CnaiError
from cnai.output.delimited import plain, with_sources
from cnai.output.footnotes import Footnotes
from cnai.output.formats import text_rows
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import safe

INSTALL = "pip install xlsxwriter"
LONGEST = 32767  # characters in a cell
EXACT = 2**53  # larger whole numbers would lose digits
WIDEST = 60


def workbook(result: Result, options: Options, footnotes: Footnotes, sheet: str) -> bytes:
    """The rows as the bytes of a workbook, with the header line fixed and a filter on it. Raises CnaiError without xlsxwriter."""
    try:
        import xlsxwriter  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise CnaiError(f"the format xlsx needs xlsxwriter (the extra xlsx): {INSTALL}") from None
    columns, rows = text_rows(result, options)
    if footnotes:
        columns, rows = with_sources(columns, rows, result, footnotes)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    if footnotes.catalogue is not None:
        about = f"cnai data {footnotes.catalogue.version} of {footnotes.catalogue.day}, CC0-1.0"
        book.set_properties({"title": result.title, "comments": about, "created": datetime.fromisoformat(footnotes.catalogue.day)})
    page = book.add_worksheet(sheet)
    strong = book.add_format({"bold": True, "bottom": 1})
    widths = [len(c) for c in columns]
    first = 0
    if options.header:
        for n, name in enumerate(columns):
            page.write_string(0, n, name, strong)
        first = 1
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(rows), 1), max(len(columns) - 1, 0))
    for y, row in enumerate(rows, first):
        for x, name in enumerate(columns):
            widths[x] = max(widths[x], _write(page, y, x, row.get(name)))
    for n, width in enumerate(widths):
        page.set_column(n, n, min(width + 2, WIDEST))
    book.close()
    return out.getvalue()


def _write(page: Any, y: int, x: int, value: Any) -> int:
    """Write a value and return how many characters it has."""
    if value in (None, [], ""):
        return 0
    if isinstance(value, bool):
        page.write_boolean(y, x, value)
        return 5
    if isinstance(value, (int, float)) and abs(value) <= EXACT:
        page.write_number(y, x, value)
        return len(plain(value))
    text = safe(plain(value))[:LONGEST]
    page.write_string(y, x, text)
    return len(text)
