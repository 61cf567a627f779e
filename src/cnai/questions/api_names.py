"""API names: what you send to an endpoint, the models it has served, and what it costs now."""

from collections.abc import Sequence
from typing import Literal

from cnai.model.base import Date, Frozen, derived, entity
from cnai.model.records import Model
from cnai.model.shape import plain
from cnai.model.values import Price
from cnai.store.catalogue import Catalogue
from cnai.store.serving import live, rows_of
from cnai.words.dates import earliest


@entity
class Served(Frozen):
    """A model that the name served on an endpoint. `until` is the first day without it."""

    model: str
    endpoint: str
    since: Date | None = None
    until: Date | None = None


@entity
class Serving(Frozen):
    """A model that the name serves now."""

    model: str
    endpoint: str
    since: Date | None = None


@entity
class ModelPrice(Price):
    """A price with the model that it is for."""

    model: str


@entity
class ApiName(Frozen):
    """An API name on the day asked about. `serves` is empty when nothing is served under it any more."""

    record: Literal["api"] = derived("api")
    id: str
    name: str
    serves: tuple[Serving, ...] = ()
    served: tuple[Served, ...] = ()
    replaced_by: str | None = None
    prices: tuple[ModelPrice, ...] = ()


def api_name(catalogue: Catalogue, name: str) -> ApiName | None:
    """The page of a name that is an API name and no record's own name; None for any other."""
    found = [] if catalogue.names.exact(name) else catalogue.names.exact(name, ("api",))
    return of_id(catalogue, found[0].id) if found else None


def of_id(catalogue: Catalogue, api_id: str) -> ApiName:
    """The page of an API name by its exact spelling."""
    rows = rows_of(catalogue.store, api_id)
    now = live(rows, catalogue.day)
    ended = [row for row in rows if row not in now]
    last = rows[:1]
    models = [catalogue.find(i, ("model",)) for i in dict.fromkeys(row.model for row in now or last)]
    at = {row.endpoint for row in now or rows}
    priced = ((m, p) for m in models if m is not None for p in m.prices if p.endpoint in at and (not now or not p.until))
    end = last[0].until if last and not now else None
    meant = [(m, p) for m, p in priced if not (end and p.since and earliest(p.since) > earliest(end))]
    prices = [ModelPrice(model=m.id, **plain(p) | {"until": _end(p.until, end)}) for m, p in meant]
    return ApiName(
        id=api_id,
        name=rows[0].name if rows else api_id,
        serves=tuple(Serving(model=r.model, endpoint=r.endpoint, since=r.since) for r in now),
        served=tuple(Served(model=r.model, endpoint=r.endpoint, since=r.since, until=r.until) for r in ended),
        replaced_by=None if now or not last else _replacement(catalogue, last[0].model),
        prices=tuple(prices),
    )


def _end(price: str | None, name: str | None) -> str | None:
    """The end of a price under a name that ended: the price of its model may hold longer under other names."""
    return name if name and (not price or earliest(price) > earliest(name)) else price


def live_models(catalogue: Catalogue, api_id: str) -> list[Model]:
    """The models that the name means on the day asked about; none if it is switched off."""
    return served_now(catalogue, api_id) if live(rows_of(catalogue.store, api_id), catalogue.day) else []


def served_now(catalogue: Catalogue, api_id: str) -> list[Model]:
    """The models that the name means on the day asked about, or the one that it meant last."""
    rows = rows_of(catalogue.store, api_id)
    ids = [row.model for row in live(rows, catalogue.day) or rows[:1]]
    return [m for m in (catalogue.find(i, ("model",)) for i in dict.fromkeys(ids)) if m is not None]


def moved_on(catalogue: Catalogue, model: Model, command: str = "show") -> list[str]:
    """The API names of a model under which another model is served on the day asked about, as sentences."""
    out = []
    for name in dict.fromkeys(a.model_id for a in model.apis):
        now = live_models(catalogue, name)
        if now and model.id not in {m.id for m in now}:
            out.append(f"the API name {name} serves {now[0].name} now; cnai {command} {now[0].id}")
    return out


def advice(catalogue: Catalogue, names: Sequence[str], command: str) -> list[str]:
    """What to know of some names for a question about models: an API name that is switched off, one that serves another model now."""
    out: list[str] = []
    for name in names:
        page = api_name(catalogue, name)
        now = served_now(catalogue, page.replaced_by) if page and page.replaced_by else []
        if page and now:
            out.append(f"instead of {page.name} use {page.replaced_by}, which serves {now[0].name} now; cnai {command} {now[0].id}")
        found = [] if page else catalogue.match(name)
        model = catalogue.find(found[0].id, ("model",)) if len(found) == 1 else None
        out += moved_on(catalogue, model, command) if model is not None else []
    return list(dict.fromkeys(out))


def _replacement(catalogue: Catalogue, last: str) -> str | None:
    """The API name to use instead: that of the last model, or of those that followed it, that is still served."""
    at: Model | None = catalogue.find(last, ("model",))
    seen: set[str] = set()
    while at is not None and at.id not in seen:
        seen.add(at.id)
        live = [a.model_id for a in at.apis if not a.until]
        if live:
            return live[0]
        at = catalogue.find(at.successor, ("model",)) if at.successor else None
    return None
