"""The sign on what comes from the user's own file, and the line that explains it, in every drawn view."""

from collections.abc import Iterable
from typing import Any

from cnai.output.blocks import Block, Cell, Facts, Line, Prose, Table, text_cell
from cnai.words.labels import evidence_fields
from cnai.words.text import joined

SIGN = "‡"
_NAMES = ("id", "name", "title")


def marked(blocks: Iterable[Block], overlay: Any, answer: Any) -> list[Block]:
    """The blocks with the sign on every value that the user's file gives, on the names of the records that have such values, and one line
    about it at the end where there is any."""
    seen: dict[str, None] = {}

    def cell(c: Cell) -> Cell:
        if not isinstance(c.subject, str) or not c.subject or not c.field:
            return c
        own = c.subject in overlay.own
        named = c.field in _NAMES and (own or (c.subject in overlay.fields and c.field != "id"))
        given = named or any(overlay.sets(c.subject, f) for f in (c.field, *evidence_fields(c.field)))
        if own or given:
            seen[c.subject] = None
        return c.marked(SIGN) if given else c

    out = [_block(block, cell) for block in blocks]
    subject = getattr(answer, "id", None)
    if isinstance(subject, str) and (subject in overlay.own or subject in overlay.fields):
        seen[subject] = None
    if seen:
        shown = [*list(seen)[:3], *([f"{len(seen) - 3} more"] if len(seen) > 3 else [])]
        out.append(Line([text_cell(f"{SIGN} from your own file {overlay.facts.file}, about {joined(shown)}", "dim")]))
    return out


def _block(block: Block, cell: Any) -> Block:
    if isinstance(block, Table):
        return Table(block.columns, [[cell(c) for c in row] for row in block.rows], block.title)
    if isinstance(block, Facts):
        return Facts([(label, [cell(c) for c in cells]) for label, cells in block.rows])
    if isinstance(block, Line):
        return Line([cell(c) for c in block.cells], cell(block.right) if block.right else None, block.indent, block.column)
    return Prose(cell(block.cell), block.indent) if isinstance(block, Prose) else block
