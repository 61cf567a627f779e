"""What the drawn formats share: the blocks of an answer, and the words of a cell."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cnai.output.blocks import Bars, Block, Cell, Column, Dots, Facts, Line, Prose, Table
from cnai.output.footnotes import evidence_column, item_text, owner_of
from cnai.output.formats import flat, text_rows
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.store.catalogue import Catalogue
from cnai.words.labels import field
from cnai.words.text import one_line, show

FEW = 4  # fields that were asked for stay in any window, at worst with broken words
NUMBERS = ("count", "tokens", "params", "number", "money")


def blocks_of(result: Result, options: Options, catalogue: Catalogue | None = None) -> list[Block]:
    """The blocks of the answer's view; a table of its rows if fields were asked for or there is no view. What the user's own file gives
    is marked."""
    blocks = list(result.view()) if result.view and not options.fields else generic(result, options)
    if catalogue is None or catalogue.store.overlay is None:
        return blocks
    from cnai.output.own import marked

    return marked(blocks, catalogue.store, result.answer, sums=result.sums)


def cells(blocks: Iterable[Block]) -> Iterator[Cell]:
    """Every cell of the blocks, in reading order."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (c for row in block.rows for c in row)
        elif isinstance(block, Facts):
            yield from (c for _, row in block.rows for c in row)
        elif isinstance(block, Line):
            yield from (*block.cells, *([block.right] if block.right else []))
        elif isinstance(block, Prose):
            yield block.cell


def words_of(cell: Cell) -> str:
    """What a cell says, on one line, with its mark."""
    text = cell.text if cell.text is not None else show(cell.field, cell.value, cell.row)
    return one_line(text) + (f" {cell.mark}" if cell.mark else "")


def is_known(cell: Cell) -> bool:
    """Whether a cell holds a value that could have a source."""
    return cell.value not in (None, [], (), "")


def generic(result: Result, options: Options) -> list[Block]:
    """Rows as a table of their columns, for --fields and for answers without a view of their own."""
    names, rows = text_rows(result, options)
    labels = [result.labels.get(n) or (n if n in ("field", "value") else field(n).label) for n in names]
    labels = [n.replace("_", " ") if labels.count(label) > 1 else label for n, label in zip(names, labels, strict=True)]
    asked = bool(options.fields) or result.cls is None
    few = asked and len(names) <= FEW
    columns = [
        Column(
            n,
            label,
            keep=9 if i == 0 or few else 8 - min(i, 7),
            right=field(n).shape in NUMBERS or _numbers([row.get(n) for row in rows]),
            wrap=field(n).shape in ("text", "list"),
            asked=asked and result.many,
        )
        for i, (n, label) in enumerate(zip(names, labels, strict=True))
    ]
    whole: dict[str, Any] = {} if result.many or isinstance(result.answer, dict) else flat(result.data, type(result.answer))
    cells = []
    for row in rows:
        key = str(row.get("field", ""))
        subject, item = owner_of(row) or result.subject, item_text(row)
        fields = [(n, key if n == "value" else n) for n in names]
        cells.append([
            Cell(row.get(n), f, subject, row=whole or row, proof=evidence_column(row, f) if item else "", item=item) for n, f in fields
        ])  # fmt: skip
    return [Table(columns, cells)]


def _numbers(values: list[Any]) -> bool:
    """Whether a column holds numbers and nothing else."""
    known = [v for v in values if v is not None]
    return bool(known) and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in known)


def chart_table(chart: Bars | Dots) -> Table:
    """A chart as numbers, for formats without drawing."""
    if isinstance(chart, Dots):
        return chart.table
    columns = [Column("label", "", 9), *(Column(name, name, 9, right=True) for name in chart.legend)]
    return Table(
        columns, [[Cell(label, text=label), Cell(whole, text=str(whole)), Cell(part, text=str(part))] for label, whole, part in chart.rows]
    )


def place(dots: Dots) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """Where a time and a value are in a chart, from 0 (left, below) to 1; whole years at the sides, the outer marks of the scale above and
    below."""
    from math import log10

    first, last = int(min(r[0] for r in dots.rows)), int(max(r[0] for r in dots.rows)) + 1
    low, high = log10(dots.ticks[0][0]), log10(dots.ticks[-1][0])
    return lambda when: (when - first) / (last - first), lambda value: (log10(value) - low) / (high - low)


def once(table: Table) -> Table:
    """The table with an empty cell where a column of the kind `once` says what it said above."""
    rows = [list(row) for row in table.rows]
    for i in (i for i, column in enumerate(table.columns) if column.once):
        last = ""
        for row in rows:
            text = words_of(row[i])
            if text and text == last:
                row[i] = Cell("", text="")
            last = text or last
    return Table(table.columns, rows, table.title, table.instead)


def filled(table: Table, *, whole: bool = False) -> Table:
    """The table without columns that say nothing in any row (the first always stays); `whole` repeats what else stands once."""
    if not whole and any(c.once for c in table.columns):
        table = once(table)
    keep = [
        i
        for i, col in enumerate(table.columns)
        if i == 0 or col.keep >= 9 or col.asked or any(words_of(row[i]).strip() not in ("", "—", "n/a") for row in table.rows)
    ]
    if len(keep) == len(table.columns) or not table.rows:
        return table
    return Table([table.columns[i] for i in keep], [[row[i] for i in keep] for row in table.rows], table.title, table.instead)
