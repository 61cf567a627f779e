"""Price rows of models, as published, with what so many tokens cost."""

from collections.abc import Sequence

from cnai.errors import InvalidQuery, NotFound
from cnai.model.base import Date, Frozen, entity
from cnai.model.records import Model
from cnai.model.shape import keys
from cnai.model.values import Price
from cnai.questions.found import Found, currency_of
from cnai.questions.models import named
from cnai.questions.sorting import sorted_by
from cnai.store.catalogue import Catalogue
from cnai.words.quantities import threshold

UNIT = "1M tokens"


@entity
class PriceRow(Frozen):
    """One price of one model. `cost` is what the tokens asked about cost at this row, in its currency."""

    model: str
    company: str
    endpoint: str
    api_name: str | None = None
    currency: str
    input: float | None = None
    cached_input: float | None = None
    output: float | None = None
    unit: str
    mode: str | None = None
    over_input_tokens: int | None = None
    hours: str | None = None
    since: Date | None = None
    until: Date | None = None
    cost: float | None = None


def prices(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    currency: str | None = None,
    endpoint: str | None = None,
    max_price: float | None = None,
    cost: str | None = None,
    history: bool = False,
    where: str | None = None,
    sort: str | None = None,
) -> Found[PriceRow]:
    """The price rows that hold on the day shown (none of a retired model), or all with `history`. `cost` is "1M:200K": tokens in and out.
    Currencies are never mixed or converted: a threshold needs one. Raises InvalidQuery, NotFound."""
    code = currency_of(currency) if currency is not None or max_price is not None else None
    asked = _tokens(cost) if cost else None
    place = _endpoint(catalogue, endpoint) if endpoint is not None else None
    rows = [
        _row(model, price, asked)
        for model in named(catalogue, names)
        for price in model.prices
        if (history or not (price.until or model.status == "retired"))
        and (code is None or price.currency == code)
        and (place is None or price.endpoint == place)
    ]
    if asked:
        rows = [r for r in rows if r.unit == UNIT and (r.over_input_tokens or 0) < max(asked[0], 1)]
    if max_price is not None:
        rows = [r for r in rows if r.output is not None and r.output <= max_price and r.unit == UNIT]
    if where is not None:
        rows = _where(catalogue, rows, where)
    rows = sorted_by(rows, sort, PriceRow)
    notes = [] if rows else ["no price matches"]
    if asked and rows:
        notes.append(_said(rows))
    return Found(tuple(rows), notes)


def _endpoint(catalogue: Catalogue, text: str) -> str:
    """The endpoint that an id or a name in any case means. Raises NotFound with the nearest."""
    known = {n.lower(): e.id for e in catalogue.endpoints for n in (e.name, e.id)}
    found = known.get(text.strip().lower())
    if found is None:
        import difflib

        near = list(dict.fromkeys(known[n] for n in difflib.get_close_matches(text.strip().lower(), known, n=3)))
        hint = f"did you mean {' or '.join(near)}?" if near else "cnai export endpoints lists them"
        raise NotFound(f"no endpoint is called {text!r}: {hint}", near)
    return found


def _said(rows: Sequence[PriceRow]) -> str:
    """What the cost takes into account."""
    parts = ["cost is for one request without cached input"]
    if any(r.over_input_tokens for r in rows):
        parts.append("the band for the number of input tokens applies to all tokens")
    if any(r.hours for r in rows):
        parts.append("peak and off-peak hours are separate rows")
    return "; ".join(parts)


def _tokens(text: str) -> tuple[int, int]:
    head, colon, tail = text.partition(":")
    if not colon:
        raise InvalidQuery(f"{text!r} needs tokens in and out; use 1M:200K", option="cost")
    return threshold(head, "cost"), threshold(tail, "cost")


def _row(model: Model, price: Price, asked: tuple[int, int] | None) -> PriceRow:
    names = [a.model_id for a in model.apis if a.endpoint == price.endpoint and not (a.until and not price.until)]
    values = {k: getattr(price, k) for k in keys(Price) if k in keys(PriceRow)}
    cost = None
    if asked and price.unit == UNIT and None not in (price.input, price.output):
        cost = round((asked[0] * (price.input or 0) + asked[1] * (price.output or 0)) / 10**6, 6)
    return PriceRow(**values, model=model.id, company=model.company, api_name=names[0] if names else None, cost=cost)


def _where(catalogue: Catalogue, rows: Sequence[PriceRow], condition: str) -> list[PriceRow]:
    from cnai.questions.sql import rows_where

    kept = set(
        rows_where(
            catalogue,
            "prices",
            condition,
            ("model", "endpoint", "currency", "input", "output", "mode", "over_input_tokens", "hours", "since"),
        )
    )
    return [r for r in rows if (r.model, r.endpoint, r.currency, r.input, r.output, r.mode, r.over_input_tokens, r.hours, r.since) in kept]
