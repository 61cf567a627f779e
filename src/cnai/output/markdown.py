"""Markdown (GitHub's dialect): the blocks that the terminal draws, sources as footnotes, and where the data comes from at the end."""

import re

from cnai.output.blocks import Bars, Block, Cell, Dots, Facts, Line, Prose, Table
from cnai.output.drawing import blocks_of, chart_table, filled, is_known, words_of
from cnai.output.footnotes import Footnotes
from cnai.output.formats import footer
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~$&])")  # round brackets are a link's only behind a square one


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, link, image or HTML of it works."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def write(result: Result, options: Options, footnotes: Footnotes) -> str:
    """The blocks, then footnotes if sources are asked for, then the foot line."""
    parts = [text for block in blocks_of(result, options, footnotes.catalogue) if (text := drawn(block, options, footnotes))]
    notes = sources(footnotes)
    if notes:
        parts.append(notes)
    others = footnotes.otherwise()
    if others:
        parts.append("Other sources say:\n\n" + "\n".join(f"- {escaped(line)}" for line in others))
    return "\n\n".join([*parts, escaped(footer(footnotes.catalogue))]) + "\n"


def sources(footnotes: Footnotes) -> str:
    """The footnotes that the numbers lead to."""
    return "\n".join(f"[^{n}]: {escaped(s.title)}, {escaped(s.publisher)}, {url(s.url)}" for n, s in footnotes.cited())


def drawn(block: Block, options: Options, notes: Footnotes) -> str:
    """A block as Markdown, "" for an empty one."""
    if isinstance(block, Table):
        return _table(filled(block), options, notes)
    if isinstance(block, (Bars, Dots)):
        return _table(chart_table(block), options, notes)
    if isinstance(block, Facts):
        return "\n".join(_fact(label, cells, notes) for label, cells in block.rows)
    if isinstance(block, Prose):
        return written(block.cell, notes)
    if isinstance(block, Line):
        text = " · ".join(t for c in (*block.cells, *([block.right] if block.right else [])) if (t := written(c, notes)))
        strong = len(block.cells) == 1 and block.cells[0].tone == "strong" and not block.indent
        return f"**{text}**" if strong and text and not block.right else text
    return ""


def _fact(label: str, cells: object, notes: Footnotes) -> str:
    texts = [written(c, notes) for c in cells]  # type: ignore[attr-defined]  # a sequence of cells
    head = f"- **{escaped(label.strip())}:** " if label.strip() else "- "
    return head + "<br>".join(texts)


def _table(table: Table, options: Options, notes: Footnotes) -> str:
    rows = [[written(c, notes) for c in row] for row in table.rows]
    out = [f"**{escaped(table.title)}**\n"] if table.title else []
    if options.header:
        out.append(_row([escaped(c.label.strip()) for c in table.columns]))
        out.append(_row(["---:" if c.right else "---" for c in table.columns]))
    return "\n".join([*out, *(_row(row) for row in rows)])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def written(cell: Cell, notes: Footnotes) -> str:
    """A cell as Markdown, with the numbers of its sources."""
    words = words_of(cell)
    text = url(words) if words.startswith(("https://", "http://")) and " " not in words else escaped(words).strip()
    marks = notes.numbers(cell) if is_known(cell) else []
    return text + "".join(f"[^{n}]" for n in marks)


def url(text: str) -> str:
    """A web address as a link, any other as text."""
    if not text.startswith(("https://", "http://")):
        return escaped(text)
    return "<" + one_line(text).replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("|", "%7C") + ">"
