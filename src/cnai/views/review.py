"""What a text names."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Facts, Gap, Line, Table, text_cell
from cnai.questions.review import Mention
from cnai.store.catalogue import Catalogue
from cnai.words.text import plural


def review(catalogue: Catalogue, rows: Sequence[Mention]) -> Iterator[Block]:
    """Each name with its place and what it means; misspellings with the right name; then the article's claims about them."""
    if not rows:
        return
    columns = [
        Column("line", "line", 9, right=True), Column("column", "col", 6, right=True), Column("text", "text", 9, wrap=True),
        Column("name", "is", 8, wrap=True), Column("id", "id", 9), Column("how", "recognised by", 6), Column("claims", "claims", 7,
        right=True),
    ]  # fmt: skip
    table = []
    for row in rows:
        wrong = row.how in ("article", "spelling") and row.text.casefold() != row.name.casefold()
        table.append([
            text_cell(str(row.line)), text_cell(str(row.column)), text_cell(row.text, "warn" if wrong else "plain"),
            Cell(row.name, "name", row.id, text=row.name),
            text_cell(row.id, "accent"), text_cell(row.how, "dim"), text_cell(str(len(row.claims) or "")),
        ])  # fmt: skip
    yield Table(columns, table)
    about = list(dict.fromkeys(c for row in rows for c in row.claims))
    by_id = {c.id: c for c in catalogue.claims}
    if about:
        yield Gap()
        yield Line([text_cell(f"{plural(len(about), 'claim')} of the article about them", "strong")])
        yield Facts([(by_id[c].verdict, [text_cell(f"{by_id[c].claim} ({c})")]) for c in about])
