"""What is known and what is not."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Column, Facts, Line, Table, text_cell
from cnai.questions.coverage import Coverage
from cnai.store.catalogue import Catalogue
from cnai.words.labels import field
from cnai.words.text import UNKNOWN, plural


def coverage(catalogue: Catalogue, rows: Sequence[Coverage]) -> Iterator[Block]:
    """Summed over companies, a line a field, in percent; then a sentence that reads it."""
    columns = [Column("record", "record", 8), Column("field", "field", 9)]
    columns += [Column(label, label, 7, right=True) for label in ("known", "undisclosed", "n/a", "unknown", "primary")]
    sums: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        total = sums.setdefault((row.record, row.field), [0.0] * 5)
        for n, number in enumerate((row.filled, row.undisclosed, row.not_applicable, row.unknown)):
            total[n] += number
        total[4] += (row.primary_share or 0) * row.filled
    table = []
    for (record, name), total in sums.items():
        count = total[0] + total[1] + total[2] + total[3] or 1
        share = f"{100 * total[4] / total[0]:.0f} %" if total[0] else UNKNOWN
        cells = [text_cell(record, "dim"), text_cell(field(name).label)]
        table.append([*cells, *[text_cell(f"{100 * n / count:.0f} %") for n in total[:4]], text_cell(share)])
    if table:
        yield Table(columns, table)
        yield Line([text_cell(reading(catalogue, rows), "dim")])


def reading(catalogue: Catalogue, rows: Sequence[Coverage]) -> str:
    """What the table says, in a sentence."""
    companies = {r.company for r in rows}
    opened = [m for m in catalogue.models if m.open_weights and m.company in companies]
    licensed = sum(m.license is not None for m in opened)
    filled = sum(r.filled for r in rows if r.record == "model")
    primary = sum((r.primary_share or 0) * r.filled for r in rows if r.record == "model")
    share = f"{100 * licensed / len(opened):.0f} %" if opened else UNKNOWN
    proved = f"{100 * primary / filled:.0f} %" if filled else UNKNOWN
    known = f"The licence is known for {share} of {plural(len(opened), 'open model')}"
    return f"{known}; {proved} of the filled model fields rest on a primary source."


def about(catalogue: Catalogue) -> Iterator[Block]:
    """Version, date, hash and counts."""
    yield Facts([
        ("version", [text_cell(catalogue.version)]),
        ("date", [text_cell(catalogue.date)]),
        ("hash", [text_cell(catalogue.hash)]),
        ("schema version", [text_cell(catalogue.schema_version)]),
        *((label, [text_cell(f"{count}")]) for label, count in catalogue.counts.items()),
    ])  # fmt: skip
