"""What a search found."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Table, text_cell
from cnai.questions.search import Hit


def search(rows: Sequence[Hit]) -> Iterator[Block]:
    """The record, its kind, and the text around the match. What to type for it is in the last line."""
    columns = [
        Column("title", "record", 9, wrap=True), Column("kind", "kind", 7), Column("snippet", "match", 8, wrap=True),
    ]  # fmt: skip
    table = [[Cell(r.title, "name", r.id, text=r.title), text_cell(r.record, "dim"), text_cell(r.snippet)] for r in rows]
    if table:
        yield Table(columns, table)
