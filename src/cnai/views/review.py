"""What a text names."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Claim
from cnai.output.blocks import Block, Cell, Column, Facts, Gap, Line, Table, text_cell
from cnai.questions.review import Mention
from cnai.store.catalogue import Catalogue
from cnai.views.cells import verdict_today
from cnai.words.labels import NOT_JUDGED
from cnai.words.text import plural


def review(catalogue: Catalogue, rows: Sequence[Mention]) -> Iterator[Block]:
    """Each name with its place and what it means; misspellings with the right name; then the article's claims about them."""
    if not rows:
        return
    columns = [
        Column("line", "line", 9, right=True), Column("column", "col", 6, right=True), Column("text", "text", 9, wrap=True),
        Column("name", "is", 8, wrap=True), Column("id", "id", 9), Column("how", "recognised by", 6), Column("claims", "claims", 7,
        right=True),
    ]  # fmt: skip
    table = []
    for row in rows:
        wrong = row.how in ("article", "spelling") and row.text.casefold() != row.name.casefold()
        table.append([
            text_cell(str(row.line)), text_cell(str(row.column)), text_cell(row.text, "warn" if wrong else "plain"),
            Cell(row.name, "name", row.id, text=row.name),
            text_cell(row.id, "accent"), text_cell(row.how, "dim"), text_cell(str(len(row.claims) or "")),
        ])  # fmt: skip
    yield Table(columns, table)
    about = list(dict.fromkeys(c for row in rows for c in row.claims))
    by_id = {c.id: c for c in catalogue.claims}
    if about:
        yield Gap()
        whose = f"with the verdicts of {catalogue.day}" if catalogue.is_past else "with today's verdicts"
        yield Line([text_cell(f"{plural(len(about), 'claim')} of the article about them, {whose}", "strong")])
        yield Facts([(by_id[c].verdict_now or NOT_JUDGED, list(_verdict(catalogue, by_id[c]))) for c in about])


def _verdict(catalogue: Catalogue, claim: Claim) -> Iterator[Cell]:
    """The claim, and how the verdict has changed since the article."""
    yield text_cell(f"{claim.claim} ({claim.id})")
    if claim.verdict_now != claim.verdict:
        yield text_cell(f"{claim.verdict} on {catalogue.article['date']}, {verdict_today(catalogue, claim)}", "dim")
