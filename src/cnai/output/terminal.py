"""Drawing on a terminal: the only module that imports Rich. Text is never markup here, and every cell is made safe before it is drawn."""

import io
import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from cnai.output.blocks import Bars, Block, Cell, Column, Dots, Facts, Gap, Line, Prose, Table
from cnai.output.drawing import blocks_of, filled, is_known, place, words_of
from cnai.output.fitting import GAP, breaks, fit, longest, pieces_of
from cnai.output.footnotes import Footnotes
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import one_line

READING = 80
ADDRESS = re.compile(r"https?://\S+( \[\d+\])*")
LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*\x1b\\)")  # as Rich writes a link, and the end of one
LEAST = 18  # how narrow wrapping text beside a label may become
SEPARATOR, COMMAND = " · ", "cnai "
SHORT = 32  # a part of a line that is no longer is not broken
TIE = "\ue000"  # a blank at which no line breaks, while it is wrapped
# The kinds of what is at a place of a chart -> the sign and its tone.
DOTS = {(): (" ", "plain"), (True,): ("●", "open"), (False,): ("○", "closed"), (False, True): ("◐", "plain")}

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


def write(result: Result, options: Options, footnotes: Footnotes) -> str:
    """The blocks of the answer drawn to the window's width, then numbered sources if asked for, then what to type next."""
    what = drawing(blocks_of(result, options, footnotes.catalogue), options.width, footnotes, result.hint)
    return paint(what, options.width, colour=options.colour, links=options.links)


def lines(blocks: Sequence[Block], width: int) -> tuple[list[list[Segment]], list[tuple[int, int, int, str]]]:
    """Blocks as styled pieces of lines, for a screen that draws them itself, and where the links of cells are: line, first column, end,
    address. A link is underlined; one that wraps is one."""
    what = drawing(blocks, width, Footnotes(None, wanted=False))
    console = Console(file=io.StringIO(), width=width, color_system="256", force_terminal=True, legacy_windows=False)
    out: list[list[Segment]] = []
    links: list[tuple[int, int, int, str]] = []
    for y, line in enumerate(Segment.split_lines(console.render(what))):  # what may not wrap is not cut either
        out.append([])
        x = 0
        for text, given, _ in line:
            end, style = x + cell_len(text), given
            if style and style.link:
                last = links[-1] if links else (-2, 0, 0, "")
                if last[0] == y and last[2:] == (x, style.link):
                    links[-1] = (y, last[1], end, style.link)
                elif last[0] != y - 1 or last[3] != style.link:
                    links.append((y, x, end, style.link))
                style = style.update_link(None) + Style(underline=True)
            out[-1].append(Segment(text, style))
            x = end
    return out, links


def drawing(blocks: Sequence[Block], width: int, footnotes: Footnotes, hint: str = "") -> RenderableType:
    """Blocks as Rich draws them, the sources that they name, and a last line."""
    gone: set[str] = set()
    drawn: list[RenderableType] = [_draw(b, width, footnotes, gone) for b in blocks if not (isinstance(b, Line) and b.column in gone)]
    for number, source in footnotes.cited():
        if number == 1:
            drawn += [Text(), Text("Sources", style=TONES["dim"])]
        checked = f", {source.published}" if source.published else ""
        drawn.append(_hanging(f"{number:>3}  ", f"{source.title}, {source.publisher}{checked}", width, source.url))
    others = footnotes.otherwise()
    if others:
        drawn += [Text(), Text("Other sources say", style=TONES["dim"]), *(_hanging("     ", line, width) for line in others)]
    if hint:
        drawn += [Text(), _joined([Text(part, style=TONES["dim"]) for part in one_line(hint).split(SEPARATOR)], width)]
    return Group(*drawn)


def paint(what: RenderableType, width: int, *, colour: bool, links: bool = False) -> str:
    """A Rich renderable as text; without colour there is no escape in it at all. Links are for terminals that know them; Rich gives each a
    random number, which is left out, so that the same answer is the same bytes."""
    out = io.StringIO()
    console = Console(
        file=out, width=max(width, 20), color_system="256" if colour else None, force_terminal=colour,
        markup=False, emoji=False, highlight=False, soft_wrap=False, legacy_windows=False, no_color=not colour,
    )  # fmt: skip
    console.print(what, crop=False)
    text = LINK.sub("\x1b]8;;\\1" if links else "", out.getvalue()) if colour else out.getvalue()
    return "".join(line.rstrip() + "\n" for line in text.split("\n")[:-1])


def _draw(block: Block, width: int, notes: Footnotes, gone: set[str]) -> RenderableType:
    """A block as Rich draws it; `gone` becomes the keys of the columns that the last table left out."""
    if isinstance(block, Table):
        return _table(filled(block), width, notes, gone)
    if isinstance(block, Bars):
        return _bars(block, width)
    if isinstance(block, Dots):
        return _dots(block, width)
    if isinstance(block, Facts):
        return _facts(block, width, notes)
    if isinstance(block, Prose):
        return Padding(_text(block.cell, notes, wrap=True), (0, max(width - READING, 0), 0, block.indent))
    if isinstance(block, Gap):
        return Text()
    return _line(block, width, notes)


def _bars(bars: Bars, width: int) -> RenderableType:
    head = max((cell_len(one_line(label)) for label, _, _ in bars.rows), default=0) + GAP
    top = max((whole for _, whole, _ in bars.rows), default=1) or 1
    digits = len(str(top)) * 2 + 4
    room = max(min(width, READING + 20) - head - digits, 8)
    out = Text()
    for label, whole, part in bars.rows:
        size, inner = round(room * whole / top), round(room * part / top)
        name = one_line(label)
        out.append(" " * (head - GAP - cell_len(name)) + name + " " * GAP)
        out.append("█" * inner, style=TONES["open"]).append("░" * (size - inner), style=TONES["dim"])
        out.append(f" {whole} ({part})\n")
    _, whole, part = max(bars.rows, key=lambda row: row[1], default=("", 0, 0))
    return out.append(f"█ {bars.legend[1]} · ░ others · {whole} ({part}): {part} of {whole} {bars.legend[1]}", style=TONES["dim"])


def _dots(dots: Dots, width: int) -> RenderableType:
    head = max(cell_len(one_line(text)) for _, text in dots.ticks) + 1
    room = max(min(width, READING + 20) - head - 1, 20)
    across, up = place(dots)
    height = min(max(4 * (len(dots.ticks) - 1), 8), 20)
    seen: dict[tuple[int, int], set[bool]] = {}
    for when, value, first, _ in dots.rows:
        seen.setdefault((round((1 - up(value)) * height), int(across(when) * (room - 1))), set()).add(first)
    marks = {round((1 - up(value)) * height): one_line(text) for value, text in dots.ticks}
    out = Text(one_line(dots.legend[2]) + "\n", style=TONES["dim"])
    for y in range(height + 1):
        out.append(f"{marks.get(y, ''):>{head - 1}} │", style=TONES["dim"])
        for x in range(room):
            sign, tone = DOTS[tuple(sorted(seen.get((y, x), ())))]
            out.append(sign, style=TONES[tone])
        out.append("\n")
    out.append(" " * head + "└" + "─" * room + "\n" + " " * (head + 1) + _years(dots, room) + "\n", style=TONES["dim"])
    return out.append(f"● {dots.legend[0]}  ○ {dots.legend[1]}  ◐ both", style=TONES["dim"])


def _years(dots: Dots, room: int) -> str:
    """The years under a chart, as many as have room, each where it begins."""
    across, _ = place(dots)
    line = ""
    for year in range(int(min(r[0] for r in dots.rows)), int(max(r[0] for r in dots.rows)) + 1):
        at = int(across(year) * (room - 1))
        if (not line or at > len(line)) and at + 4 <= room:
            line = line.ljust(at) + str(year)
    return line


def _text(cell: Cell, notes: Footnotes, *, wrap: bool = False) -> Text:
    marks = "".join(f" [{n}]" for n in notes.numbers(cell)) if is_known(cell) else ""
    text = Text(words_of(cell), style=TONES[cell.tone], no_wrap=not wrap, overflow="fold")
    address = one_line(cell.link) or (text.plain if ADDRESS.fullmatch(text.plain) else "")
    if address:
        text.stylize(Style(link=address))
    return text.append(marks, style=TONES["dim"]) if marks else text


def _line(line: Line, width: int, notes: Footnotes) -> RenderableType:
    if not line.right:
        return _joined([_text(c, notes) for c in line.cells], width, line.indent)
    left = Text(" · ").join([_text(c, notes) for c in line.cells])
    left.no_wrap = False
    right = _text(line.right, notes)
    room = width - line.indent - left.cell_len - right.cell_len
    if room < GAP:
        return _joined([left, right], width, line.indent)
    return Padding(left.append(" " * room).append_text(right), (0, 0, 0, line.indent))


def _joined(texts: Sequence[Text], width: int, indent: int = 0) -> RenderableType:
    """Texts side by side, and in the next line what does not fit. Only a text that is wider than the window is wrapped, a command never,
    so that it can be copied."""
    lines = _lines_of(texts, width - indent)
    for text in lines:
        command = text.plain.startswith(COMMAND)
        text.no_wrap, text.overflow = command, "ignore" if command else "fold"
    return Group(*(Padding(text, (0, 0, 0, indent)) if indent else text for text in lines))


def _lines_of(texts: Sequence[Text], room: int) -> list[Text]:
    """As many texts in a line as there is room for."""
    lines: list[Text] = []
    for text in (part for t in texts for part in _before_command(t, room)):
        if lines and lines[-1].cell_len + cell_len(SEPARATOR) + text.cell_len <= room:
            lines[-1] = lines[-1].copy().append(SEPARATOR, style=text.style).append_text(text)
        else:
            lines.append(text)
    return lines


def _before_command(text: Text, room: int) -> Sequence[Text]:
    """A text that is too wide, broken before the command at its end."""
    at = text.plain.find(f": {COMMAND}")
    return text.divide([at + 1, at + 2])[::2] if text.cell_len > room and at > 0 else [text]


def _wrapped(text: Text, size: int) -> list[Text]:
    """A text in lines of at most this width, broken between words."""
    lines = list(text.divide(breaks(text.plain, size)))
    for line in lines:
        line.rstrip()
    return lines


def _beside(label: str, head: int, body: Text, width: int) -> list[RenderableType]:
    """A label with a text that wraps beside it, its short parts unbroken. A web address is never wrapped, so that it can be copied."""
    room = max(width - head, LEAST)
    if ADDRESS.fullmatch(body.plain):
        lines: list[Text] = [body]
    else:
        most = min(SHORT, room - cell_len(SEPARATOR))
        parts = [part.replace(" ", TIE) if cell_len(part) <= most else part for part in body.plain.split(SEPARATOR)]
        body.plain = SEPARATOR.replace(" ", TIE, 1).join(parts) if len(parts) > 1 else body.plain
        lines = _wrapped(body, room)
        for line in lines:
            line.plain = line.plain.replace(TIE, " ")
    out: list[RenderableType] = []
    for n, line in enumerate(lines or [Text()]):
        start = label + " " * (head - cell_len(label)) if not n else " " * head
        row = Text(start, style=TONES["dim"], no_wrap=True, overflow="ignore")
        out.append(Text("", no_wrap=True, overflow="ignore").append_text(row).append_text(line))
    return out


def _hanging(head: str, body: str, width: int, address: str = "") -> RenderableType:
    lines = _beside(head, cell_len(head), Text(one_line(body)), width)
    link = Text(one_line(address), style=Style(link=address) if ADDRESS.fullmatch(address) else "")
    return Group(*lines, *(_beside("", cell_len(head), link, width) if address else ()))


def _facts(facts: Facts, width: int, notes: Footnotes) -> RenderableType:
    head = max((cell_len(one_line(label)) for label, _ in facts.rows), default=0) + GAP
    room = min(width, READING + 40)
    every = [cell for _, line in facts.rows for cell in line]
    word = longest("", every, [words_of(cell) for cell in every])
    above = head + max(LEAST, word) > room  # a narrow window: the labels go above the values
    lines: list[RenderableType] = []
    for label, cells in facts.rows:
        if above and one_line(label):
            lines.append(Text(one_line(label), style=TONES["dim"], overflow="fold"))
        for n, cell in enumerate(cells):
            head_line = "" if n or above else one_line(label)
            lines += _beside(head_line, GAP if above else head, _text(cell, notes, wrap=True), room)
    return Group(*lines)


def _table(table: Table, width: int, notes: Footnotes, gone: set[str]) -> RenderableType:
    columns = [c.called(one_line(c.label)) for c in table.columns]
    texts = [[_text(c, notes) for c in row] for row in table.rows]
    for i, col in enumerate(columns):
        if col.right and not col.wrap:
            columns[i] = col.called(_right(col.label, [row[i] for row in texts], [row[i].mark for row in table.rows]))
    natural = [max([cell_len(col.label), *(row[i].cell_len for row in texts)], default=0) for i, col in enumerate(columns)]
    words = [
        longest(col.label, [row[i] for row in table.rows], [row[i].plain for row in texts]) if col.wrap else natural[i]
        for i, col in enumerate(columns)
    ]
    kept, dropped = fit(columns, natural, width, words)
    gone.clear()
    if table.instead and any(size < words[i] for i, size in kept.items()):
        gone.update(col.key for col in columns)
        return Group(*[_draw(b, width, notes, set()) for b in table.instead])
    gone.update(col.key for i, col in enumerate(columns) if i not in kept)
    for i, size in kept.items():
        if columns[i].wrap:
            columns[i] = columns[i].called(_broken(columns[i], size, [row[i] for row in table.rows], [row[i] for row in texts]))
    parts: list[RenderableType] = [Text(one_line(table.title), style=TONES["strong"])] if table.title else []
    sizes = list(kept.values())
    if any(c.label.strip() for c in columns):
        parts += _side_by_side([Text(columns[i].label, style=TONES["dim"]) for i in kept], sizes)
        parts.append(Text("─" * (sum(sizes) + GAP * (len(sizes) - 1)), style=TONES["dim"], no_wrap=True, overflow="ignore"))
    for row in texts:
        parts += _side_by_side([row[i] for i in kept], sizes)
    if named := [label for label in dropped if label]:
        parts.append(Text(f"not shown at this width: {', '.join(named)}", style=TONES["dim"], overflow="fold"))
    return Group(*parts)


def _side_by_side(cells: Sequence[Text], sizes: Sequence[int]) -> list[Text]:
    """The lines of one row of a table: each cell wrapped to its width, and padded so that the next one begins at its place."""
    wrapped = [
        [cell] if cell.cell_len <= size and "\n" not in cell.plain else [part for line in cell.split("\n") for part in _wrapped(line, size)]
        for cell, size in zip(cells, sizes, strict=True)
    ]
    out = []
    for n in range(max(map(len, wrapped), default=0)):
        line, end = Text("", no_wrap=True, overflow="ignore"), 0
        for lines, size in zip(wrapped, sizes, strict=True):
            line.pad_right(end - line.cell_len)
            if n < len(lines):
                line.append_text(lines[n])
            end += size + GAP
        out.append(line)
    return out


def _broken(column: Column, size: int, cells: Sequence[Cell], texts: Sequence[Text]) -> str:
    """Break the texts of a column of this width where they say so, if they are too long; numbers are set at the right edge. Returns the
    label."""
    for cell, text in zip(cells, texts, strict=True):
        pieces = pieces_of(cell)
        if pieces and text.cell_len > size:
            text.plain = "\n".join(pieces) + text.plain[len(" ".join(pieces)) :]
            if column.right:
                text.plain = "\n".join(" " * (size - cell_len(line)) + line for line in text.plain.split("\n"))
        elif column.right:
            text.pad_left(size - text.cell_len)
    return " " * (size - cell_len(column.label)) + column.label if column.right else column.label


def _right(label: str, texts: list[Text], marks: list[str]) -> str:
    """Set numbers under each other at the right edge, a mark behind them or not; returns the label set so too."""
    room = max((len(m) + 1 for m in marks if m), default=0)
    for text, mark in zip(texts, marks, strict=True):
        text.pad_right(room - (len(mark) + 1 if mark else 0))
    width = max([cell_len(label) + room, *(t.cell_len for t in texts)])
    for text in texts:
        text.pad_left(width - text.cell_len)
    return " " * (width - room - cell_len(label)) + label
