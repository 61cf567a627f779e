"""Releases as a table."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Model
from cnai.model.values import Price
from cnai.output.blocks import Block, Cell, Column, Line, Table, Tone, text_cell
from cnai.questions.main_model import main_prices, other_ways
from cnai.store.catalogue import Catalogue
from cnai.store.folding import width
from cnai.views.cells import cell, company_name, doubts, legend, license_cell, license_names, marked, silences, size_cell, weights_cell
from cnai.words.money import CURRENCIES
from cnai.words.text import UNKNOWN, unit_price

CURRENT = "●"
PERMISSION = {"yes": "yes", "ask": "ask first", "no": "no"}


def doubt(catalogue: Catalogue, model: Model, prices: Sequence[Price]) -> str:
    """The signs of doubt that any of these prices of a model bears."""
    return "".join(sorted(set("".join(doubts(catalogue, ((model.id, p) for p in prices))))))


def price_cell(catalogue: Catalogue, model: Model, *, broken: bool = False, currency: str | None = None) -> Cell:
    """Today's list price per million tokens, dollars before yuan unless a currency is asked for, off-peak to peak:
    "US$0.66-1.32 · 1.98-3.96", which may be broken. Of other units or modes it says so: "per second"."""
    codes = (currency,) if currency else CURRENCIES
    same = next(filter(None, (main_prices(model, code) for code in codes)), None)
    if same is None:
        ways = list(dict.fromkeys(way for code in codes for way in other_ways(model, code)))
        text = (ways[0] if len(ways) == 1 or ways[0].startswith("per ") else "by mode") if ways else None
        return Cell(text, "prices", model.id, text=text, row=silences(model))
    row = same[0]
    sign = "US$" if row.currency == "USD" else "¥"
    sums = []
    for part in ("input", "output"):
        values = sorted(v for v in (getattr(p, part) for p in same) if v is not None)
        sums.append(UNKNOWN if not values else "-".join(dict.fromkeys(map(unit_price, (values[0], values[-1])))))
    sign_of_doubt = doubt(catalogue, model, same)
    between = "\n" if broken and (sign_of_doubt or any("-" in s for s in sums)) else " "
    first, second = (sums[0], f"{sign}{sums[1]}") if sums[0] == UNKNOWN else (f"{sign}{sums[0]}", sums[1])
    return Cell(row.output, "prices", model.id, text=f"{first} ·{between}{second}", mark=sign_of_doubt)


def releases(
    catalogue: Catalogue,
    rows: Sequence[Model],
    *,
    maker: bool = True,
    price: bool = False,
    title: str = "",
    by: str = "",
    currency: str | None = None,
) -> Iterator[Block]:
    """Date, name, maker, size, context, weights, licence, price; then what the marks mean. Empty columns are not drawn. `by` is the key
    of a column that a narrow window keeps, `currency` that of the prices."""
    longest = max((width(m.name) for m in rows), default=0)  # a name is not broken, what stands behind it goes to the next line
    columns = [Column("released", "released", 9), Column("current", " ", 8), Column("name", "model", 9, wrap=True, least=longest)]
    if maker:
        columns.append(Column("company", "company", 6, wrap=True, least=0))
    columns += [
        Column("size", "size", 8, right=True), Column("context_tokens", "context", 3, right=True), Column("open_weights", "weights", 7),
        Column("license_id", "licence", 5, wrap=True, least=14),
    ]  # fmt: skip
    if price:
        columns.append(Column("prices", "per 1M in · out", 4, right=True, wrap=True, least=15))
    licences = license_names(catalogue, (m.license.id for m in rows if m.license))
    asked = any(getattr(m, "permission", None) for m in rows)
    if asked:
        columns.append(Column("permission", "allowed", 8, wrap=True))
    columns = [Column(c.key, c.label, 8, c.right, c.wrap, c.least) if c.key == by and c.keep < 8 else c for c in columns]
    table = []
    for m in rows:
        tone: Tone = "dim" if m.status in ("superseded", "retired") else "plain"
        row = [cell(m, "released", tone=tone), text_cell(CURRENT if m.status == "current" else "", "open")]
        row.append(Cell(m.name, "name", m.id, text=m.name + _status(m)))
        if maker:
            row.append(Cell(m.company, "company", m.id, text=company_name(catalogue, m.company)))
        row += [size_cell(m), cell(m, "context_tokens"), weights_cell(m), license_cell(m, licences)]
        if price:
            row.append(price_cell(catalogue, m, broken=True, currency=currency))
        if asked:
            row.append(_permission(m))
        table.append([marked(catalogue, c) for c in row])
    yield Table(columns, table, title)
    if any(m.status == "current" for m in rows) and any(m.status != "current" for m in rows):
        yield Line([text_cell(f"{CURRENT} current", "dim")])
    yield from legend(columns, table)


def _permission(model: Model) -> Cell:
    answer = getattr(model, "permission", None)
    if answer is None:
        return text_cell("")
    if answer.conditional:
        return text_cell(f"yes, if: {answer.duties[0] if answer.duties else ''}", "warn")
    return text_cell(PERMISSION[answer.answer], "open" if answer.answer == "yes" else "warn")


def _status(model: Model) -> str:
    return f"\n({model.status})" if model.status in ("preview", "announced", "retired") else ""
