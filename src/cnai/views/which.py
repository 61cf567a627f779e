"""What names mean."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Facts, Table, text_cell
from cnai.questions.api_names import of_id
from cnai.questions.which import Which
from cnai.store.catalogue import Catalogue


def which(catalogue: Catalogue, rows: Sequence[Which]) -> Iterator[Block]:
    """A row a name; several candidates, or the nearest, where nothing is clear."""
    columns = [
        Column("query", "name", 9, wrap=True), Column("match", "is", 9, wrap=True),
        Column("id", "id", 9 if any(r.match for r in rows) else 8), Column("record", "kind", 6), Column("how", "recognised by", 7),
    ]  # fmt: skip
    table = []
    for row in rows:
        near = ", ".join(c.id for c in row.candidates[:8])
        if row.match:
            cells = [
                Cell("", "name", row.match.id, text=_serves(catalogue, row.match.id) if row.match.record == "api" else row.match.name),
                text_cell(row.match.id, "accent"),
                text_cell(row.match.record),
                text_cell(row.how or "", "dim"),
            ]
        elif len(row.candidates) > 1 and row.candidates[0].score and row.candidates[0].how != "prefix":
            cells = [text_cell(f"several: {near}", "warn"), *[text_cell("")] * 3]
        elif row.candidates and row.candidates[0].score:
            cells = [text_cell(f"no record of this name; perhaps {near}", "warn"), *[text_cell("")] * 3]
        else:
            cells = [text_cell("nothing" + (f"; nearest: {near}" if near else ""), "warn"), *[text_cell("")] * 3]
        table.append([text_cell(row.query or '""'), *cells])
    yield Table(columns, table, instead=[Facts([(row[0].text or "", list(_short(row))) for row in table])])


def _short(row: Sequence[Cell]) -> Iterator[Cell]:
    """A row in two lines, for a window in which a name would break: what it is, then its id and kind."""
    yield row[1]
    if row[2].text:
        yield text_cell(f"{row[2].text} · {row[3].text}", "dim")


def _serves(catalogue: Catalogue, api_id: str) -> str:
    """What an API name means now, or what it meant last."""
    page = of_id(catalogue, api_id)
    if page.serves:
        return f"{catalogue.now} " + ", ".join(dict.fromkeys(catalogue.get(s.model).name for s in page.serves))
    last = page.served[:1]
    return "switched off" + "".join(f" {s.until or ''}, last {catalogue.get(s.model).name}" for s in last)
