"""What a person sees of an answer, before it is drawn: blocks of cells.

A cell is a value with the field and record that it belongs to, not a finished string: whoever draws it decides how it looks, and can
name its sources. The classes are written out, since generating them takes a noticeable part of the start-up.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

Tone = Literal["plain", "accent", "open", "closed", "warn", "dim", "strong"]


class Cell:
    """A value with its meaning. `text` overrides how it is written; `subject` and `field` lead to its evidence; `mark` follows it; `link`
    is a web address behind it. Of a part of a record, `proof` is the list that it is an item of, `item` how the evidence names it."""

    __slots__ = ("field", "item", "link", "mark", "proof", "row", "subject", "text", "tone", "value")

    def __init__(
        self,
        value: Any = None,
        field: str = "",
        subject: str = "",
        text: str | None = None,
        tone: Tone = "plain",
        mark: str = "",
        row: Mapping[str, Any] | None = None,
        link: str = "",
        proof: str = "",
        item: str | None = None,
    ) -> None:
        self.value, self.field, self.subject, self.text = value, field, subject, text
        self.tone: Tone = tone
        self.mark, self.row, self.link, self.proof, self.item = mark, row, link, proof, item

    def marked(self, mark: str) -> "Cell":
        """The same cell with one more mark behind it."""
        return Cell(
            self.value,
            self.field,
            self.subject,
            self.text,
            self.tone,
            f"{self.mark} {mark}".strip(),
            self.row,
            self.link,
            self.proof,
            self.item,
        )


def text_cell(text: str, tone: Tone = "plain") -> Cell:
    """A cell of our own words, which has no source."""
    return Cell("", text=text, tone=tone)


class Column:
    """A table column. Those with the lowest `keep` go first when the window is narrow; 9 never goes. One that wraps becomes no narrower
    than `least` and than its longest word. What stands `once` is drawn only where it is another than above; a column that was `asked` for
    is drawn though it says nothing."""

    __slots__ = ("asked", "keep", "key", "label", "least", "once", "right", "wrap")

    def __init__(
        self,
        key: str,
        label: str,
        keep: int = 5,
        right: bool = False,
        wrap: bool = False,
        least: int = 18,
        once: bool = False,
        asked: bool = False,
    ) -> None:
        self.key, self.label, self.keep, self.right, self.wrap, self.least = key, label, keep, right, wrap, least
        self.once, self.asked = once, asked

    def called(self, label: str) -> "Column":
        """The same column under another label."""
        return Column(self.key, label, self.keep, self.right, self.wrap, self.least, self.once, self.asked)


class Table:
    """Rows of cells under columns. `instead` are the blocks for a window in which a word of it would break."""

    __slots__ = ("columns", "instead", "rows", "title")

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], title: str = "", instead: "Sequence[Block]" = ()) -> None:
        self.columns, self.rows, self.title, self.instead = columns, rows, title, instead


class Facts:
    """Labels with cells, one under the other; a label may have several lines."""

    __slots__ = ("rows",)

    def __init__(self, rows: Sequence[tuple[str, Sequence[Cell]]]) -> None:
        self.rows = rows


class Line:
    """Cells side by side; `right` is at the right edge. `column` is a key of the table above: the line goes when that column does."""

    __slots__ = ("cells", "column", "indent", "right")

    def __init__(self, cells: Sequence[Cell], right: Cell | None = None, indent: int = 0, column: str = "") -> None:
        self.cells, self.right, self.indent, self.column = cells, right, indent, column


class Prose:
    """A paragraph at a width that reads well."""

    __slots__ = ("cell", "indent")

    def __init__(self, cell: Cell, indent: int = 0) -> None:
        self.cell, self.indent = cell, indent


class Gap:
    """An empty line."""

    __slots__ = ()


class Bars:
    """A bar for each label: the whole count, and the part of it that is told apart; `legend` names the two."""

    __slots__ = ("legend", "rows")

    def __init__(self, rows: Sequence[tuple[str, int, int]], legend: tuple[str, str]) -> None:
        self.rows, self.legend = rows, legend


class Dots:
    """A dot for each of many things over time, on a scale where each step is ten times the one before: `rows` are (year with its fraction,
    value above 0, whether it is of the first kind, what it is). `legend` names the two kinds and the scale, `ticks` are the marks of the
    scale. `table` has the same as numbers, for formats without drawing."""

    __slots__ = ("legend", "rows", "table", "ticks")

    def __init__(
        self,
        rows: Sequence[tuple[float, float, bool, str]],
        ticks: Sequence[tuple[float, str]],
        legend: tuple[str, str, str],
        table: Table,
    ) -> None:
        self.rows, self.ticks, self.legend, self.table = rows, ticks, legend, table


Block = Table | Facts | Line | Prose | Gap | Bars | Dots


class Section:
    """A part of a long page under a heading: a few figures that stand out, blocks, and parts of its own. `key` is its address in the page,
    `short` its name in the contents; `names` are drawn beside the heading (the Chinese name), `side` at the right edge."""

    __slots__ = ("blocks", "figures", "key", "names", "parts", "short", "side", "title")

    def __init__(
        self,
        key: str,
        title: str,
        blocks: Sequence[Block] = (),
        figures: Sequence[tuple[str, Cell]] = (),
        parts: "Sequence[Section]" = (),
        names: str = "",
        side: Cell | None = None,
        short: str = "",
    ) -> None:
        self.key, self.title, self.blocks, self.figures, self.parts = key, title, blocks, figures, parts
        self.names, self.side, self.short = names, side, short or title
