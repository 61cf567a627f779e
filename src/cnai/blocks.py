"""What a person sees of an answer, before it is drawn: blocks of cells.

A cell is a value with the field and record that it belongs to, not a finished string: whoever draws it decides how it looks, and can
name its sources.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Tone = Literal["plain", "accent", "open", "closed", "warn", "dim", "strong"]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Cell:
    """A value with its meaning. `text` overrides how it is written; `subject` and `field` lead to its evidence; `mark` follows it."""

    value: Any = None
    field: str = ""
    subject: str = ""
    text: str | None = None
    tone: Tone = "plain"
    mark: str = ""
    row: Mapping[str, Any] | None = None


def said(text: str, tone: Tone = "plain") -> Cell:
    """A cell of our own words, which has no source."""
    return Cell("", text=text, tone=tone)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Column:
    """A table column. Those with the lowest `keep` go first when the window is narrow; 9 never goes."""

    key: str
    label: str
    keep: int = 5
    right: bool = False
    wrap: bool = False


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Table:
    """Rows of cells under columns."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    title: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Facts:
    """Labels with cells, one under the other; a label may have several lines."""

    rows: Sequence[tuple[str, Sequence[Cell]]]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Line:
    """Cells side by side; `right` stands at the right edge."""

    cells: Sequence[Cell]
    right: Cell | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Prose:
    """A paragraph at a width that reads well."""

    cell: Cell
    indent: int = 0


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Gap:
    """An empty line."""


Block = Table | Facts | Line | Prose | Gap
