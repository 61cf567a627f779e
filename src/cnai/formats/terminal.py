"""Drawing on a terminal: the only module that imports Rich. Text is never markup here, and every cell is made safe before it is drawn."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from cnai.blocks import Block, Cell, Column, Facts, Gap, Line, Prose, Table
from cnai.fields import field
from cnai.formats import Settings, flat, text_rows
from cnai.report import Result
from cnai.text import one_line, safe, show

READING = 80
GAP = 2
LEAST = 18  # how narrow a column of wrapping text may become
RULE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")

# Each has a contrast of at least 3.8 to black and to white ground (test_terminal measures it); none is needed to understand a view.
TONES = {
    "plain": Style(),
    "strong": Style(bold=True),
    "dim": Style(dim=True),
    "accent": Style(color="color(31)"),
    "open": Style(color="color(28)"),
    "closed": Style(color="color(97)"),
    "warn": Style(color="color(130)"),
}


def write(result: Result, settings: Settings) -> str:
    """The blocks of the answer drawn to the window's width, then numbered sources where asked for, then what to type next."""
    width = settings.width or READING
    blocks = list(result.view()) if result.view and not settings.fields else _generic(result, settings)
    drawn: list[RenderableType] = [_draw(b, width, settings) for b in blocks]
    for number, source in settings.notes():
        if number == 1:
            drawn += [Text(), Text("Sources", style=TONES["dim"])]
        checked = f", {source.published}" if source.published else ""
        drawn.append(_hanging(f"{number:>3}  ", f"{source.title}, {source.publisher}{checked}  {source.url}", width))
    others = settings.otherwise()
    if others:
        drawn += [Text(), Text("Other sources say", style=TONES["dim"]), *(_hanging("     ", line, width) for line in others)]
    if result.hint:
        drawn += [Text(), Text(one_line(result.hint), style=TONES["dim"], overflow="fold")]
    return paint(Group(*drawn), width, colour=settings.colour)


def paint(what: RenderableType, width: int, *, colour: bool) -> str:
    """A Rich renderable as text; without colour there is no escape in it at all."""
    out = io.StringIO()
    console = Console(
        file=out, width=max(width, 20), color_system="256" if colour else None, force_terminal=colour,
        markup=False, emoji=False, highlight=False, soft_wrap=False, legacy_windows=False, no_color=not colour,
    )  # fmt: skip
    console.print(what)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def _draw(block: Block, width: int, settings: Settings) -> RenderableType:
    if isinstance(block, Table):
        return _table(block, width, settings)
    if isinstance(block, Facts):
        return _facts(block, width, settings)
    if isinstance(block, Prose):
        return Padding(_text(block.cell, settings, wrap=True), (0, max(width - READING, 0), 0, block.indent))
    if isinstance(block, Gap):
        return Text()
    return _line(block, width, settings)


def _plain(cell: Cell) -> str:
    text = cell.text if cell.text is not None else show(cell.field, cell.value, cell.row)
    return one_line(text) + (f" {cell.mark}" if cell.mark else "")


def _text(cell: Cell, settings: Settings, *, wrap: bool = False) -> Text:
    notes = "".join(f" [{n}]" for n in settings.note(cell.subject, cell.field)) if cell.value not in (None, [], ()) else ""
    text = Text(_plain(cell), style=TONES[cell.tone], no_wrap=not wrap, overflow="fold")
    return text.append(notes, style=TONES["dim"]) if notes else text


def _line(line: Line, width: int, settings: Settings) -> RenderableType:
    left = Text(" · ").join([_text(c, settings) for c in line.cells])
    left.no_wrap = False
    if line.right:
        right = _text(line.right, settings)
        room = width - line.indent - left.cell_len - right.cell_len
        left = left.append(" " * room).append_text(right) if room >= GAP else left.append("  ").append_text(right)
    return Padding(left, (0, 0, 0, line.indent))


def _hanging(head: str, body: str, width: int) -> RenderableType:
    grid = RichTable.grid(padding=0)
    grid.add_column(width=cell_len(head), no_wrap=True)
    grid.add_column(width=max(width - cell_len(head), LEAST), overflow="fold")
    grid.add_row(Text(head, style=TONES["dim"]), Text(one_line(body), overflow="fold"))
    return grid


def _facts(facts: Facts, width: int, settings: Settings) -> RenderableType:
    facts = Facts([(safe(label), cells) for label, cells in facts.rows])
    head = max((cell_len(label) for label, _ in facts.rows), default=0) + GAP
    grid = RichTable.grid(padding=0)
    grid.add_column(width=head, no_wrap=True)
    grid.add_column(width=max(min(width, READING + 40) - head, LEAST), overflow="fold")
    for label, cells in facts.rows:
        for n, cell in enumerate(cells):
            grid.add_row(Text("" if n else label, style=TONES["dim"]), _text(cell, settings, wrap=True))
    return grid


def _table(table: Table, width: int, settings: Settings) -> RenderableType:
    columns = [replace(c, label=one_line(c.label)) for c in table.columns]
    texts = [[_text(c, settings) for c in row] for row in table.rows]
    for i, col in enumerate(columns):
        if col.right:
            columns[i] = replace(col, label=_right(col.label, [row[i] for row in texts], [row[i].mark for row in table.rows]))
    natural = [max([cell_len(col.label), *(row[i].cell_len for row in texts)], default=0) for i, col in enumerate(columns)]
    kept, dropped = fit(columns, natural, width)
    grid = RichTable(
        box=RULE,
        show_edge=False,
        pad_edge=False,
        padding=0,
        header_style=TONES["dim"],
        border_style=TONES["dim"],
    )
    last = max(kept)
    for i, size in kept.items():
        col = columns[i]
        grid.add_column(
            col.label,
            width=size + (0 if i == last else GAP - 1),  # the gap is part of the column: padding of its own costs half the drawing
            no_wrap=not col.wrap and size >= natural[i],
            overflow="fold",
        )
    for row in texts:
        for i in kept:
            row[i].no_wrap = not columns[i].wrap and kept[i] >= natural[i]
        grid.add_row(*[row[i] for i in kept])
    parts: list[RenderableType] = [Text(one_line(table.title), style=TONES["strong"])] if table.title else []
    parts.append(grid)
    if dropped:
        parts.append(Text(f"not shown at this width: {', '.join(dropped)}", style=TONES["dim"], overflow="fold"))
    return Group(*parts)


def _right(label: str, texts: list[Text], marks: list[str]) -> str:
    """Set numbers under each other at the right edge, a mark behind them or not; returns the label set so too."""
    room = max((len(m) + 1 for m in marks if m), default=0)
    for text, mark in zip(texts, marks, strict=True):
        text.pad_right(room - (len(mark) + 1 if mark else 0))
    width = max([cell_len(label) + room, *(t.cell_len for t in texts)])
    for text in texts:
        text.pad_left(width - text.cell_len)
    return " " * (width - room - cell_len(label)) + label


def fit(columns: Sequence[Column], natural: Sequence[int], width: int) -> tuple[dict[int, int], list[str]]:
    """({index of a column that stays: its width}, labels of those that go). Wrapping columns give way first, down to a least width; then
    the columns go in the order of their `keep`, the rightmost of equals first; what stays is never cut, at worst it wraps."""
    stay = list(range(len(columns)))
    while True:
        least = {i: min(natural[i], max(LEAST, cell_len(columns[i].label))) if columns[i].wrap else natural[i] for i in stay}
        gaps = GAP * (len(stay) - 1)
        if sum(least.values()) + gaps <= width or len(stay) == 1:
            break
        goes = min(reversed(stay), key=lambda i: columns[i].keep)
        if columns[goes].keep >= 9:
            break
        stay.remove(goes)
    spare = max(width - gaps - sum(least.values()), 0)
    sizes = dict(least)
    for i in sorted(stay, key=lambda i: natural[i]):
        give = min(natural[i] - sizes[i], spare // max(sum(natural[j] > sizes[j] for j in stay), 1))
        sizes[i] += give
        spare -= give
    for i in stay:
        give = min(natural[i] - sizes[i], spare)
        sizes[i] += give
        spare -= give
    over = sum(sizes.values()) + gaps - width
    if over > 0:  # what may not go is wider than the window: the widest wraps after all
        widest = max(sizes, key=lambda i: sizes[i])
        sizes[widest] = max(sizes[widest] - over, min(sizes[widest], 8))
    return sizes, [columns[i].label.strip() for i in range(len(columns)) if i not in stay]


def _generic(result: Result, settings: Settings) -> list[Block]:
    """Rows as a table of their columns, for --fields and for answers without a view of their own."""
    names, rows = text_rows(result, settings)
    labels = [result.labels.get(n) or (n if n in ("field", "value") else field(n).label) for n in names]
    numbers = ("count", "tokens", "params", "number", "money")
    columns = [
        Column(
            n,
            label,
            keep=9 if i == 0 else 8 - min(i, 7),
            right=field(n).shape in numbers,
            wrap=field(n).shape in ("text", "list"),
        )
        for i, (n, label) in enumerate(zip(names, labels, strict=True))
    ]
    whole: dict[str, Any] = {} if isinstance(result.data, list) else flat(result.data)
    cells = []
    for row in rows:
        key = str(row.get("field", ""))
        subject = str(row.get("id") or result.subject)
        cells.append([Cell(row.get(n), key if n == "value" else n, subject, row=whole or row) for n in names])
    return [Table(columns, cells)]
