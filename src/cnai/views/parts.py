"""Cells and tables that several views share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cnai.blocks import Block, Cell, Column, Line, Table, Tone, said
from cnai.catalogue import Catalogue
from cnai.entities import Company, Model
from cnai.questions.comparison import list_price
from cnai.text import UNKNOWN, money, plural, size

DISPUTED = "†"


def cell(record: Any, key: str, **more: Any) -> Cell:
    """A field of a record as a cell that leads to its evidence; a missing value says why."""
    return Cell(getattr(record, key), key, record.id, row=silences(record), **more)


def disputed(catalogue: Catalogue, subject: str, *keys: str) -> str:
    """The sign behind a value for which other sources say otherwise, else ""."""
    return DISPUTED if set(keys) & set(catalogue.disputed.get(subject, ())) else ""


def legend(rows: Iterable[Iterable[Cell]]) -> Iterator[Block]:
    """What the sign means, where any cell bears it."""
    subject = next((c.subject for row in rows for c in row if DISPUTED in c.mark), None)
    if subject:
        yield Line([said(f"{DISPUTED} other sources say otherwise: cnai why {subject}", "dim")])


def silences(record: Any) -> dict[str, Any]:
    return {k: getattr(record, k, ()) for k in ("undisclosed", "not_applicable")}


def names(record: Any) -> str:
    """The English name, with the Chinese beside it."""
    zh = getattr(record, "name_zh", None)
    return f"{record.name}  {zh}" if zh else str(record.name)


def weights_cell(model: Model) -> Cell:
    tone: Tone = "plain" if model.open_weights is None else "open" if model.open_weights else "closed"
    return cell(model, "open_weights", tone=tone)


def size_cell(model: Model) -> Cell:
    return Cell(
        model.total_params,
        "size",
        model.id,
        text=size({"total_params": model.total_params, "active_params": model.active_params, **silences(model)}),
    )


def license_cell(model: Model) -> Cell:
    text = None
    if model.license:
        text = model.license.name.partition(" (")[0]
    elif model.open_weights is False:
        text = UNKNOWN
    return Cell(model.license and model.license.id, "license_id", model.id, text=text, row=silences(model))


def price_cell(model: Model) -> Cell:
    """Today's list price per million tokens, dollars before yuan: "US$0.6 · 2.5"."""
    row = list_price(model, "USD") or list_price(model, "CNY")
    if row is None:
        return Cell(None, "prices", model.id, row=silences(model))
    sign = "US$" if row.currency == "USD" else "¥"
    sums = [f"{sign}{v:.10g}" if v is not None else UNKNOWN for v in (row.input, row.output)]
    return Cell(row.input, "prices", model.id, text=" · ".join(sums))


def releases(catalogue: Catalogue, models: Sequence[Model], *, maker: bool = True, price: bool = False, title: str = "") -> Iterator[Block]:
    """Releases as a table: date, name, maker, size, context, weights, licence, price; then what the marks mean."""
    columns = [Column("released", "released", 9), Column("name", "model", 9)]
    if maker:
        columns.append(Column("company", "company", 6))
    columns += [
        Column("size", "size", 8, right=True), Column("context_tokens", "context", 5, right=True), Column("open_weights", "weights", 7),
        Column("license_id", "licence", 4, wrap=True),
    ]  # fmt: skip
    if price:
        columns.append(Column("prices", "per 1M in · out", 3, right=True))
    rows = []
    for m in models:
        tone: Tone = "dim" if m.status in ("superseded", "retired") else "plain"
        row = [cell(m, "released", tone=tone), Cell(m.name, "name", m.id, text=m.name, mark=_status(m))]
        if maker:
            row.append(cell(m, "company"))
        row += [size_cell(m), cell(m, "context_tokens"), weights_cell(m), license_cell(m)]
        if price:
            row.append(price_cell(m))
        rows.append([_marked(catalogue, c) for c in row])
    yield Table(columns, rows, title)
    yield from legend(rows)


def _marked(catalogue: Catalogue, c: Cell) -> Cell:
    """The cell with the sign of dispute, where other sources say otherwise."""
    fields = {"size": ("total_params", "active_params"), "license_id": ("licenses",)}.get(c.field, (c.field,))
    return replace(c, mark=DISPUTED) if c.field != "name" and disputed(catalogue, c.subject, *fields) else c


def _status(model: Model) -> str:
    return f"({model.status})" if model.status in ("preview", "announced", "retired") else ""


def tier_text(company: Company) -> str:
    """ "tier 3 · The start-ups", "honorable mention", "not in the article"."""
    if company.tier is not None:
        return f"tier {company.tier} · {company.tier_title}"
    return "honorable mention" if company.honorable_mention else "not in the article"


def valued(company: Company) -> str:
    """ "valued at US$20bn (2026-05)" or ""."""
    if company.valuation is None:
        return ""
    day = f" ({company.valuation.date})" if company.valuation.date else ""
    return f"valued at {money(company.valuation.amount, company.valuation.currency)}{day}"


def verdict_tone(verdict: str) -> Tone:
    return {"supported": "open", "unverifiable": "dim"}.get(verdict, "warn")  # type: ignore[return-value]  # the values are tones


def counted(models: int, open_models: int) -> str:
    return f"{plural(models, 'release')}, {open_models} open"
