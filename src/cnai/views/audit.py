"""Another catalogue beside ours, one table: what differs with our evidence, then what only one of the two has."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Line, Table, text_cell
from cnai.questions.audit import Difference, evidence_field
from cnai.questions.evidence import proofs
from cnai.store.catalogue import Catalogue
from cnai.words.labels import field as label
from cnai.words.text import UNKNOWN, plural, show

COLUMNS = (
    Column("model", "model", 9, wrap=True), Column("entry", "their entry", 8, wrap=True),
    Column("field", "field", 9, wrap=True), Column("ours", "ours", 9, wrap=True),
    Column("theirs", "theirs", 9, wrap=True), Column("source", "our source", 7, wrap=True), Column("kind", "what", 5),
)  # fmt: skip
_WORDS = {"differs": "differs", "only-ours": "only ours", "only-theirs": "only theirs"}


def audit(catalogue: Catalogue, rows: Sequence[Difference], entries: Sequence[str], outcome: str) -> Iterator[Block]:
    """A row a difference; a row without a field is a whole model. `entries` are the names of the other catalogue where they are
    not ours, `outcome` is what to say without rows."""
    catalogue.evidence_of_all({r.model for r in rows if r.ours is not None})
    if rows:
        columns = [c for c in COLUMNS if c.key != "entry" or any(entries)]
        yield Table(columns, [_row(catalogue, r, [entry] if any(entries) else []) for r, entry in zip(rows, entries, strict=True)])
    counts = {kind: sum(r.kind == kind for r in rows) for kind in _WORDS}
    parts = [f"{n} {'differ' if kind == 'differs' and n != 1 else _WORDS[kind]}" for kind, n in counts.items()]
    yield Line([text_cell(f"{plural(len(rows), 'row')}: {', '.join(parts)}" if rows else outcome, "dim")])


def _row(catalogue: Catalogue, row: Difference, entry: Sequence[str]) -> list[Cell]:
    name = row.field or "model"
    heading = name.replace("prices_", "price, ").replace("_", " ") if name.startswith("prices_") else label(name).label
    return [
        Cell(row.model, "name", row.model if row.ours else "", text=row.model),
        *map(text_cell, entry),
        text_cell("the whole model" if row.field is None else heading),
        Cell(row.ours, evidence_field(row.field), row.model, text=_said(row.field, row.ours)),
        text_cell(_said(row.field, row.theirs)),
        text_cell(_source(catalogue, row), "dim"),
        text_cell(_WORDS[row.kind], "warn" if row.kind == "differs" else "plain"),
    ]


def _said(name: str | None, value: object) -> str:
    """A value with its exact number, since a difference may be one of rounding."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    return UNKNOWN if value is None else show(name or "name", value)


def _source(catalogue: Catalogue, row: Difference) -> str:
    """The first source of our value, and when it was checked."""
    if row.field is None or row.ours is None:
        return ""
    found = proofs(catalogue, row.model, evidence_field(row.field))
    return f"{catalogue.source(found[0].source).publisher}, {found[0].checked}" if found else ""
