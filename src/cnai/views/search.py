"""What a search found."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Table, text_cell
from cnai.questions.search import Hit
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_name


def search(catalogue: Catalogue, rows: Sequence[Hit]) -> Iterator[Block]:
    """The record, an event with its company, its kind, and the text around the match. What to type for it is in the last line."""
    columns = [
        Column("title", "record", 9, wrap=True), Column("kind", "kind", 7), Column("snippet", "match", 8, wrap=True),
    ]  # fmt: skip
    table = [[Cell(r.title, "name", r.id, text=_title(catalogue, r)), text_cell(r.record, "dim"), text_cell(r.snippet)] for r in rows]
    if table:
        yield Table(columns, table)


def _title(catalogue: Catalogue, row: Hit) -> str:
    """A title; of an event whose title does not name its company with that before it."""
    whose = company_name(catalogue, row.company) if row.record == "event" else ""
    return row.title if not whose or whose.split()[0] in row.title else f"{whose}: {row.title}"
