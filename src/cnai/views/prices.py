"""Price rows as a table."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Line, Table, text_cell
from cnai.questions.prices import PriceRow, offer
from cnai.store.catalogue import Catalogue
from cnai.views.cells import doubts, endpoint_name, of_prices
from cnai.words.text import UNKNOWN, money, plural, tokens, unit_price


def prices(catalogue: Catalogue, rows: Sequence[PriceRow]) -> Iterator[Block]:
    """A row a price, the currency in every cell; then how many there are. A unit that all share stands above the table. What tells the
    prices of a model apart stays in a narrow window: the unit, the mode, and before others the endpoint."""
    bands = Counter(offer(r) for r in rows if r.cost is not None)
    modes = [_mode(r, bands[offer(r)]) for r in rows]
    units = {r.unit for r in rows}
    cost = any(r.cost is not None for r in rows)
    places = len({(r.model, r.currency, r.unit, m, r.endpoint) for r, m in zip(rows, modes, strict=True)})
    alike = len({(r.model, r.currency, r.unit, m) for r, m in zip(rows, modes, strict=True)}) < places
    sums = 8 if cost else 9
    columns = [
        Column("model", "model", 9, wrap=True), Column("api_name", "API name", 3), Column("endpoint", "at", 8 if alike else 4, wrap=True),
        Column("input", "input", sums, right=True), Column("cached_input", "cached", 5, right=True),
        Column("output", "output", sums, right=True), Column("unit", "per", 9 if len(units) > 1 else 7),
        Column("mode", "mode", 9 if any(modes) else 8, wrap=True), Column("since", "since", 6), Column("until", "until", 3),
        *([Column("cost", "cost", 9, right=True)] if cost else ()),
    ]  # fmt: skip
    table = []
    doubtful = doubts(catalogue, ((r.model, r) for r in rows))
    for r, doubt, mode in zip(rows, doubtful, modes, strict=True):
        record = catalogue.find(r.model, ("model",))
        table.append([
            Cell(r.model, "name", r.model, text=record.name if record else r.model), text_cell(r.api_name or ""),
            text_cell(endpoint_name(catalogue, r.endpoint)), _sum(r, r.input, doubt if r.output is None else ""),
            _sum(r, r.cached_input), _sum(r, r.output, doubt),
            text_cell("" if len(units) == 1 else r.unit), text_cell(mode), text_cell(r.since or UNKNOWN),
            text_cell(r.until or ""), _sum(r, r.cost),
        ][: len(columns)])  # fmt: skip
    if table:
        yield Table(columns, table, f"per {units.pop()}" if len(units) == 1 else "")
        yield Line([text_cell(f"{plural(len(table), 'price')} of {plural(len({r.model for r in rows}), 'model')}", "dim")])
    yield from (Line([said]) for said in of_prices(doubtful))


def _mode(row: PriceRow, bands: int) -> str:
    """Mode, band and hours. Of a cost in several bands, which requests cost so."""
    band = f"over {tokens(row.over_input_tokens)}" if row.over_input_tokens else ""
    if bands > 1:
        band = f"in requests {band}" if band else "in small requests"
    return ", ".join(p for p in (row.mode if row.mode != "standard" else "", band, row.hours) if p)


def _sum(row: PriceRow, value: float | None, mark: str = "") -> Cell:
    if value is None:
        return text_cell("")
    sign = {"USD": "US$", "CNY": "¥"}.get(row.currency, f"{row.currency} ")
    text = f"{sign}{unit_price(value)}" if value < 10**6 else money(value, row.currency)
    return Cell(value, "prices", row.model, text=text, mark=mark)
