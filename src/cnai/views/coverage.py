"""What is known and what is not."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Column, Facts, Line, Table, Tone, text_cell
from cnai.questions.coverage import CompanyCoverage, Coverage, by_company
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_name
from cnai.words.labels import field
from cnai.words.text import UNKNOWN, plural

THIN = 50  # percent: less is thin
LEGEND = (
    f"! thin: under {THIN} %", "exact day: of all releases", "licence: of open weights", "price, context: of what the API serves",
    "scores: of flagships", "primary: filled fields that rest on a primary source",
)  # fmt: skip
SHARES = {
    "dated": "exact day", "licensed": "licence", "priced": "price", "context": "context", "scored": "scores", "primary": "primary",
}  # fmt: skip


def coverage(catalogue: Catalogue, rows: Sequence[Coverage]) -> Iterator[Block]:
    """Several companies a line each, one a line a field, in percent; then a sentence that reads it."""
    if not rows:
        return
    companies = by_company(catalogue, rows)
    yield _companies(catalogue, companies) if len(companies) > 1 else _fields(rows)
    if len(companies) > 1:
        yield Line([text_cell(part, "dim") for part in LEGEND])
    yield Line([text_cell(reading(companies), "dim")])


def _companies(catalogue: Catalogue, rows: Sequence[CompanyCoverage]) -> Table:
    columns = [Column("company", "company", 9), Column("releases", "releases", 8, right=True)]
    columns += [Column(key, label, 7, right=True) for key, label in SHARES.items()]
    table = []
    for row in rows:
        shares = [getattr(row, key).percent for key in SHARES]
        cells = [UNKNOWN if s is None else f"{'! ' if s < THIN else ''}{s} %" for s in shares]
        tones: list[Tone] = ["warn" if s is not None and s < THIN else "plain" for s in shares]
        table.append([
            text_cell(company_name(catalogue, row.company)), text_cell(f"{row.releases}"), *map(text_cell, cells, tones),
        ])  # fmt: skip
    return Table(columns, table)


def _fields(rows: Sequence[Coverage]) -> Table:
    columns = [Column("record", "record", 8), Column("field", "field", 9)]
    columns += [Column(label, label, 7, right=True) for label in ("known", "undisclosed", "n/a", "unknown", "primary")]
    table = []
    for row in rows:
        numbers = (row.filled, row.undisclosed, row.not_applicable, row.unknown)
        shares = [text_cell(f"{100 * n / (sum(numbers) or 1):.0f} %") for n in numbers]
        primary = UNKNOWN if row.primary_share is None else f"{100 * row.primary_share:.0f} %"
        table.append([text_cell(row.record, "dim"), text_cell(field(row.field).label), *shares, text_cell(primary)])
    return Table(columns, table)


def reading(companies: Sequence[CompanyCoverage]) -> str:
    """What the table says, in a sentence."""
    opened, licensed, filled, primary = (
        sum(getattr(getattr(c, key), part) for c in companies) for key in ("licensed", "primary") for part in ("of", "known")
    )
    known = f"The licence is known for {_percent(licensed, opened)} of {plural(opened, 'open model')}"
    return f"{known}; {_percent(primary, filled)} of the filled model fields rest on a primary source."


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else UNKNOWN


def about(catalogue: Catalogue) -> Iterator[Block]:
    """Version, date, hash and counts."""
    yield Facts([
        ("version", [text_cell(catalogue.version)]),
        ("date", [text_cell(catalogue.date)]),
        ("hash", [text_cell(catalogue.hash)]),
        ("schema version", [text_cell(catalogue.schema_version)]),
        *((label, [text_cell(f"{count}")]) for label, count in catalogue.counts.items()),
    ])  # fmt: skip
