"""Price rows of models, as published, with what so many tokens cost."""

import re
from collections.abc import Mapping, Sequence

from cnai.errors import Ambiguous, InvalidQuery, NotFound
from cnai.model.base import Date, Frozen, entity
from cnai.model.records import Model
from cnai.model.shape import keys
from cnai.model.values import Price
from cnai.questions.api_names import advice, api_name, prices_under
from cnai.questions.found import Found, currency_of
from cnai.questions.main_model import UNIT, main_of, offers, twin_with_price
from cnai.questions.named import named
from cnai.questions.sorting import sorted_by, within
from cnai.store.catalogue import Catalogue
from cnai.store.endpoints import meant, platform
from cnai.store.then import may_be_later
from cnai.words.money import CURRENCIES
from cnai.words.quantities import plain_signs, threshold
from cnai.words.text import joined, plural, short_number


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
    flagships: bool = False,
    history: bool = False,
    where: str | None = None,
    sort: str | None = None,
) -> Found[PriceRow]:
    """The price rows that hold on the day shown (none of a retired model), or all with `history`; with `flagships` only those of the model
    that each maker puts first. `cost` is "1M:200K", tokens in and out, or "1M:200K:800K" where 800K of those in come from the cache.
    Currencies are never mixed or converted: a threshold needs one. Raises InvalidQuery, NotFound."""
    code = currency_of(currency) if currency is not None or max_price is not None else None
    asked = _tokens(cost) if cost else None
    place = _endpoints(catalogue, endpoint) if endpoint is not None else None
    pages = {n: page for n in names if history and (page := api_name(catalogue, n))}
    under = [(*found, page.name) for page in pages.values() for found in prices_under(catalogue, page)]
    models = named(catalogue, own) if (own := [n for n in names if n not in pages]) or not names else []
    at = {n: {e.id for e in found} for n in names if (found := platform(catalogue, n))}
    elsewhere = {m.id for m in named(catalogue, rest)} if (rest := [n for n in own if n not in at]) else set()
    if flagships:
        models = _flagships(catalogue, models)
    offered = [*((model, price, None) for model in models for price in model.prices), *under]
    rows = [
        _row(model, price, asked, name)
        for model, price, name in offered
        if (history or not (price.until or model.status == "retired"))
        and (code is None or price.currency == code)
        and (place is None or price.endpoint in place)
        and (not at or name or model.id in elsewhere or any(price.endpoint in ids for ids in at.values()))
    ]
    others: list[PriceRow] = []
    between: list[PriceRow] = []
    if asked:
        others = [r for r in rows if r.unit != UNIT]
        rows, between = _in_band([r for r in rows if r.unit == UNIT], asked[0], {m.id: m.context_tokens for m, _, _ in offered})
    if max_price is not None:
        rows = [r for r in rows if r.output is not None and r.output <= max_price and r.unit == UNIT]
    if where is not None:
        rows = _where(catalogue, rows, where)
    if sort and sort.strip("- ").lower() == "cost" and not asked:
        raise InvalidQuery("there is a cost only of a number of tokens: add --cost 1M:200K", option="sort")
    rows = sorted_by(rows, sort, PriceRow)
    across = within(rows, sort, PriceRow)
    ended = 0 if rows or history else sum(bool(p.until) or m.status == "retired" for m in models for p in m.prices)
    notes = [] if rows else [f"no price matches{f'; {ended} ended: add --history' if names and ended else ''}"]
    if rows and not flagships and len(own) > 1:
        notes += _left_out(catalogue, own, {r.model for r in rows}, history=history)
    if flagships:
        notes += _unpriced(catalogue, names, {r.company for r in rows}, code)
    notes += across + _young(catalogue, rows)
    notes += advice(catalogue, names, "prices")
    if asked and rows:
        notes.append(_said(rows, asked))
    return Found(tuple(rows), notes + _without_cost(between, others))


def _left_out(catalogue: Catalogue, names: Sequence[str], priced: set[str], *, history: bool) -> list[str]:
    """Of several names those that have no row."""
    models = {n: named(catalogue, [n]) for n in names}
    without = {n: found for n, found in models.items() if not {m.id for m in found} & priced}
    ended = 0 if history else sum(bool(p.until) or m.status == "retired" for found in without.values() for m in found for p in m.prices)
    return [f"no price of {joined(list(without)[:5])} matches{f'; {ended} ended: add --history' if ended else ''}"] if without else []


def _young(catalogue: Catalogue, rows: Sequence[PriceRow]) -> list[str]:
    """How many prices of a past day may have come after it."""
    young = sum(catalogue.is_past and may_be_later(r.since, catalogue.day) for r in rows)
    which = "the price shown" if len(rows) == 1 else f"{young} of {len(rows)} prices shown"
    return [f"{which} may be younger than {catalogue.day}: no first day is known"] if young else []


def _without_cost(between: Sequence[PriceRow], others: Sequence[PriceRow]) -> list[str]:
    """How many prices a cost leaves out: of bands that it does not reach, and per other units."""
    notes = []
    if between:
        fate = "is left out" if len(between) == 1 else "are left out"
        notes.append(f"{plural(len(between), 'price')} for requests of a size between the two {fate}")
    if others:
        units = ", ".join(sorted({r.unit for r in others}))
        notes.append(f"no cost in tokens of {plural(len(others), 'price')} per {units}: left out")
    return notes


def _endpoints(catalogue: Catalogue, text: str) -> set[str]:
    """The endpoints that names mean, with commas between them: ids, platforms, makers. Raises NotFound with the nearest, or Ambiguous."""
    found = meant(catalogue, text)
    if len({e.company for e in found}) > 1:
        ids = [e.id for e in found]
        raise Ambiguous(f"{text!r} could mean the endpoints {', '.join(ids)}; use one of them", ids)
    if found:
        return {e.id for e in found}
    names = [part.strip() for part in re.split("[,，、]", text) if part.strip()]
    if len(names) > 1:
        return {i for name in names for i in _endpoints(catalogue, name)}
    import difflib

    known = {n.lower(): e.id for e in catalogue.endpoints for n in (e.name, e.id)}
    near = list(dict.fromkeys(known[n] for n in difflib.get_close_matches(text.strip().lower(), known, n=3)))
    hint = f"did you mean {' or '.join(near)}?" if near else "cnai export endpoints lists them"
    raise NotFound(f"no endpoint is called {text!r}: {hint}", near)


def _flagships(catalogue: Catalogue, models: Sequence[Model]) -> list[Model]:
    """Of some models those that stand for their makers; the API model of the same weights where the weights have no price."""
    chosen: list[Model] = []
    ids = {m.id for m in models}
    for company in catalogue.companies:
        main = main_of(catalogue, company)
        twins = [twin_with_price(catalogue, main, code) or _tokens_priced(main, code) for code in CURRENCIES] if main else []
        chosen += [m for m in dict.fromkeys(twins) if m and m.id in ids]
    return chosen


def _tokens_priced(model: Model, currency: str) -> Model | None:
    """The model, if it has a price per token of any mode."""
    return model if any(p.unit == UNIT for p in offers(model, currency)) else None


def _unpriced(catalogue: Catalogue, names: Sequence[str], shown: set[str], currency: str | None) -> list[str]:
    """The makers without a row: no price of the flagship is known, or none that is asked for."""
    asked = named(catalogue, names)
    makers = {m.company for m in asked}
    priced = {m.company for m in _flagships(catalogue, catalogue.models)}
    asked_first = {m.company for m in _flagships(catalogue, asked)}
    notes = []
    for what, ids in (
        (f"no price per {UNIT} is known of the flagship of", makers - priced),
        (f"no price{f' in {currency}' if currency else ''} of the flagship matches for", asked_first - shown),
    ):
        called = ", ".join(c.short_name or c.name for c in catalogue.companies if c.id in ids)
        notes += [f"{what} {len(ids)} of {plural(len(makers), 'maker')}: {called}"] if ids else []
    return notes


def _in_band(rows: Sequence[PriceRow], tokens: int, contexts: Mapping[str, int | None]) -> tuple[list[PriceRow], list[PriceRow]]:
    """(of each offer the first band, at which the tokens are billed in small requests, and the one that a request of all of them reaches,
    or of as many as the model reads; the bands between them)."""
    below = [r for r in rows if (r.over_input_tokens or 0) < max(min(tokens, contexts[r.model] or tokens), 1)]
    bands: dict[tuple[object, ...], set[int]] = {}
    for r in below:
        bands.setdefault(offer(r), set()).add(r.over_input_tokens or 0)
    outer = {id(r) for r in below if (r.over_input_tokens or 0) in (min(bands[offer(r)]), max(bands[offer(r)]))}
    return [r for r in below if id(r) in outer], [r for r in below if id(r) not in outer]


def offer(row: PriceRow) -> tuple[object, ...]:
    """What the bands of one offer share. The first day is often known of one band only."""
    return row.model, row.endpoint, row.currency, row.mode, row.hours, row.until


def _said(rows: Sequence[PriceRow], asked: tuple[int, int, int]) -> str:
    """What the cost takes into account."""
    parts = ["cost is without cached input"]
    if asked[2]:
        parts = [f"cost is with {short_number(asked[2], exact=True)} of the input tokens from the cache"]
        if any(r.cached_input is None for r in rows):
            parts.append("where no price for them is known, they cost as much as others")
    if any(r.over_input_tokens for r in rows):
        parts.append("a price over a number of input tokens is for requests that large, the other for small requests")
    if any(r.cost is None for r in rows):
        parts.append("there is none where input or output has no price per token")
    if any(r.hours for r in rows):
        parts.append("peak and off-peak hours are separate rows")
    return "; ".join(parts)


def _tokens(text: str) -> tuple[int, int, int]:
    """Tokens in, out, and from the cache."""
    parts = plain_signs(text).split(":")
    sizes = [threshold(part, "cost") for part in parts if len(parts) > 1]
    if len(sizes) not in (2, 3):
        raise InvalidQuery(
            f"{text!r} needs tokens in and out; use 1M:200K, or 1M:200K:800K with 800K of those in from the cache", option="cost"
        )
    if len(sizes) == 3 and sizes[2] > sizes[0]:
        raise InvalidQuery(f"{text!r} has more tokens from the cache than tokens in", option="cost")
    return sizes[0], sizes[1], sizes[2] if len(sizes) == 3 else 0


def _row(model: Model, price: Price, asked: tuple[int, int, int] | None, name: str | None = None) -> PriceRow:
    names = [a.model_id for a in model.apis if a.endpoint == price.endpoint and not (a.until and not price.until)]
    values = {k: getattr(price, k) for k in keys(Price) if k in keys(PriceRow)}
    cost = _cost(price, *asked) if asked and price.unit == UNIT else None
    return PriceRow(**values, model=model.id, company=model.company, api_name=name or (names[0] if names else None), cost=cost)


def _cost(price: Price, tokens_in: int, tokens_out: int, cached: int) -> float | None:
    """What so many tokens cost, None where there is no price for some of them."""
    reused = price.input if price.cached_input is None else price.cached_input
    parts = [(n, each) for n, each in ((tokens_in - cached, price.input), (cached, reused), (tokens_out, price.output)) if n]
    if any(each is None for _, each in parts):
        return None
    return round(sum(n * (each or 0) for n, each in parts) / 10**6, 6)


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
