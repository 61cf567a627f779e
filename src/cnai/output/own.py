"""The sign on what comes from the user's own file, and the line that explains it, in every drawn view."""

from collections.abc import Iterable
from typing import Any

from cnai.model.kinds import RECORDS
from cnai.output.blocks import Block, Cell, Facts, Line, Prose, Table, text_cell
from cnai.store.database import Store
from cnai.store.overlay import touches
from cnai.words.labels import evidence_fields
from cnai.words.text import joined

SIGN = "‡"
_NAMES = ("id", "name", "name_zh", "title")


def marked(blocks: Iterable[Block], store: Store, answer: Any, *, sums: bool = False) -> list[Block]:
    """The blocks with the sign on every value that the user's file gives or that follows from it, on the names of the records that have
    such values, and one line about it at the end where there is any, or where only `sums` are shown, which may hold some of it."""
    overlay = store.overlay
    fields = {row["id"]: row["overlaid"] for table in RECORDS for row in store.rows(table) if row["overlaid"]}
    seen: dict[str, None] = {}
    blocks = list(blocks)
    named: set[str] = set()

    def name(c: Cell) -> Cell:
        if c.field in _NAMES and isinstance(c.subject, str):
            named.add(c.subject)
        return c

    def cell(c: Cell) -> Cell:
        if not isinstance(c.subject, str) or not c.subject or not c.field:
            return c
        own = c.subject in overlay.own
        if c.field in _NAMES:
            given = own or (c.subject in overlay.fields and c.field != "id")
        else:  # of an own record the name is marked, or all where no name is shown
            given = (own and c.subject not in named) or any(
                touches(f, fields.get(c.subject, ())) for f in (c.field, *evidence_fields(c.field))
            )
        if own or given:
            seen[c.subject] = None
        return c.marked(SIGN) if given else c

    for block in blocks:
        _block(block, name)
    out = [_block(block, cell) for block in blocks]
    subject = getattr(answer, "id", None)
    if isinstance(subject, str) and (subject in overlay.own or subject in fields):
        seen[subject] = None
    if seen:
        shown = [*list(seen)[:3], *([f"{len(seen) - 3} more"] if len(seen) > 3 else [])]
        out.append(Line([text_cell(f"{SIGN} from your own file {overlay.facts.file}, about {joined(shown)}", "dim")]))
    elif sums:
        out.append(Line([text_cell(f"with {overlay.facts.in_words()} from your own file {overlay.facts.file}", "dim")]))
    return out


def _block(block: Block, cell: Any) -> Block:
    if isinstance(block, Table):
        return Table(block.columns, [[cell(c) for c in row] for row in block.rows], block.title, [_block(b, cell) for b in block.instead])
    if isinstance(block, Facts):
        return Facts([(label, [cell(c) for c in cells]) for label, cells in block.rows])
    if isinstance(block, Line):
        return Line([cell(c) for c in block.cells], cell(block.right) if block.right else None, block.indent, block.column)
    return Prose(cell(block.cell), block.indent) if isinstance(block, Prose) else block
