"""Companies as a table."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Company
from cnai.output.blocks import Block, Cell, Column, Line, Table, text_cell
from cnai.views.cells import cell
from cnai.words.text import plural


def companies(rows: Sequence[Company], sort: str | None = None) -> Iterator[Block]:
    """Companies in their order, then how many there are. The column that they are sorted by goes last."""
    columns = [
        Column("name", "name", 9, wrap=True), Column("name_zh", "Chinese", 7), Column("tier", "tier", 7, right=True),
        Column("kind", "kind", 3), Column("hq", "city", 4), Column("founded", "founded", 2),
        Column("model_count", "releases", 5, right=True), Column("open_model_count", "open", 5, right=True),
        Column("latest_released", "newest", 6),
    ]  # fmt: skip
    by = (sort or "").lstrip("-").lower()
    columns = [Column(c.key, c.label, 8, c.right, c.wrap) if by in (c.key, c.label) and c.keep < 8 else c for c in columns]
    table = []
    for c in rows:
        tier = Cell(c.tier, "tier", c.id, text=str(c.tier) if c.tier else "mention" if c.honorable_mention else "—")
        table.append([
            cell(c, "name", tone="accent"), cell(c, "name_zh"), tier, cell(c, "kind"), cell(c, "hq"), cell(c, "founded"),
            cell(c, "model_count"), cell(c, "open_model_count"), cell(c, "latest_released"),
        ])  # fmt: skip
    if table:
        yield Table(columns, table)
        yield Line([text_cell(plural(len(table), "company", "companies"), "dim")])
