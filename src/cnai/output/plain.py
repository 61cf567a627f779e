"""Plain text in reading order, one thing a line: for screen readers, logs, and whoever does not want columns."""

from cnai.output.blocks import Bars, Block, Cell, Dots, Facts, Line, Prose, Table
from cnai.output.drawing import blocks_of, chart_table, filled, is_known, words_of
from cnai.output.footnotes import Footnotes
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import UNKNOWN, one_line

NOTHING = ("", UNKNOWN, "·")  # a dot only marks the line


def write(result: Result, options: Options, footnotes: Footnotes) -> str:
    """The blocks as lines: a table row is its columns as "label: value"; sources and the hint at the end."""
    out: list[str] = []
    for block in blocks_of(result, options, footnotes.catalogue):
        out += _block(block, footnotes)
    for number, s in footnotes.cited():
        out += ["", "Sources"] if number == 1 else []
        out.append(f"[{number}] {one_line(s.title)}, {one_line(s.publisher)}, {one_line(s.url)}")
    others = footnotes.otherwise()
    if others:
        out += ["", "Other sources say", *map(one_line, others)]
    if result.hint:
        out += ["", one_line(result.hint)]
    return "\n".join(out) + "\n" if out else ""


def _block(block: Block, notes: Footnotes) -> list[str]:
    if isinstance(block, Table):
        table = filled(block, whole=True)
        out = [one_line(table.title)] if table.title else []
        for row in table.rows:
            parts = [
                (c.label.strip(), text) for c, cell in zip(table.columns, row, strict=True) if (text := _cell(cell, notes)) not in NOTHING
            ]
            if len(parts) == 1 and not words_of(row[0]).strip():  # goes on with the row above
                parts = [("", parts[0][1])]
            out.append(", ".join(f"{label}: {text}" if label else text for label, text in parts))
        return out
    if isinstance(block, (Bars, Dots)):
        return _block(chart_table(block), notes)
    if isinstance(block, Facts):
        return [line for label, cells in block.rows for line in _fact(label, [_cell(c, notes) for c in cells])]
    if isinstance(block, Prose):
        return [_cell(block.cell, notes)]
    if isinstance(block, Line):
        cells = (*block.cells, *([block.right] if block.right else []))
        return [", ".join(t for c in cells if (t := _cell(c, notes)))]
    return [""]


def _fact(label: str, texts: list[str]) -> list[str]:
    head = one_line(label).strip()
    return [f"{head}: {texts[0]}" if head and texts else head or (texts[0] if texts else ""), *texts[1:]]


def _cell(cell: Cell, notes: Footnotes) -> str:
    marks = notes.numbers(cell) if is_known(cell) else []
    return words_of(cell).strip() + "".join(f" [{n}]" for n in marks)
