"""API names: what you send to an endpoint, the models it has served, and what it costs now."""

from collections.abc import Sequence
from typing import Literal

from cnai.model.base import Date, Frozen, derived, entity
from cnai.model.records import Model
from cnai.model.shape import plain, widened
from cnai.model.values import Price
from cnai.store.catalogue import Catalogue
from cnai.store.folding import fold
from cnai.store.serving import Row, live, rows_of
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
        replaced_by=(found.name if (found := replacement(catalogue, rows)) else None),
        prices=tuple(prices),
    )


def prices_under(catalogue: Catalogue, page: ApiName) -> list[tuple[Model, Price]]:
    """Every price of the models that the name served, at its endpoints, cut at the days between which it served them."""
    out = []
    for row in rows_of(catalogue.store, page.id):
        model = catalogue.find(row.model, ("model",))
        for price in model.prices if model else ():
            since = max(filter(None, (price.since, row.since)), key=earliest, default=None)
            end = min(filter(None, (price.until, row.until)), key=earliest, default=None)
            if price.endpoint == row.endpoint and not (since and end and earliest(since) >= earliest(end)):
                out.append((model, widened(price, Price, since=since, until=end)))
    return out


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
            out.append(f"the API name {name} serves {now[0].name} {catalogue.now}; cnai {command} {now[0].id}")
    return out


def advice(catalogue: Catalogue, names: Sequence[str], command: str) -> list[str]:
    """What to know of some names for a question about models: an API name that is switched off, one that serves another model now."""
    out: list[str] = []
    for name in names:
        page = api_name(catalogue, name)
        rows = rows_of(catalogue.store, page.id) if page else []
        if page and (use := replacement(catalogue, rows)):
            out.append(f"instead of {page.name} use {described(catalogue, use, rows[0].endpoint)}; cnai {command} {use.model}")
        out += [] if page else ended(catalogue, name)
        found = [] if page else catalogue.match(name)
        model = catalogue.find(found[0].id, ("model",)) if len(found) == 1 else None
        out += moved_on(catalogue, model, command) if model is not None else []
    return list(dict.fromkeys(out))


def ended(catalogue: Catalogue, name: str) -> list[str]:
    """For a model's name that is also an API name: that it is switched off, and what to use instead. Nothing for the name of a file or
    host, which is not the maker's."""
    found = catalogue.names.plain(name, ("api",)) if catalogue.names.exact(name) else []
    rows = rows_of(catalogue.store, found[0].id) if found else []
    if not rows or live(rows, catalogue.day) or fold(rows[0].name) != fold(name):
        return []
    use, last = replacement(catalogue, rows), max(rows, key=lambda row: row.until or "")
    instead = f"; instead use {described(catalogue, use, rows[0].endpoint)}" if use else ""
    since = f" since {last.until}{of_the_end(catalogue, last.model, last.name, last.until)}" if last.until else ""
    return [f"the API name {last.name} is switched off{since}{instead}"]


def of_the_end(catalogue: Catalogue, model: str, name: str, until: str | None) -> str:
    """What to add to the end of an API name of a model: that it is not confirmed, where only a source of low confidence gives it."""
    said = (e for e in catalogue.evidence_of(model) if e.field == "apis" and e.confidence == "low" and until)
    return ", not confirmed" if any({f"model_id {name}", f"until {until}"} <= set((e.value or "").split(", ")) for e in said) else ""


def replacement(catalogue: Catalogue, rows: Sequence[Row]) -> Row | None:
    """What to use instead of a name that is switched off, whose rows these are, the newest first: the name of the last model, or of those
    that followed it, that is still served at the same endpoint; else the first that is served at another, of the same region if any is."""
    at: Model | None = catalogue.find(rows[0].model, ("model",)) if rows and not live(list(rows), catalogue.day) else None
    served: dict[str, list[Row]] = {}
    while at is not None and at.id not in served:
        served[at.id] = live([Row(at.id, a.endpoint, a.model_id, a.since, a.until) for a in at.apis], catalogue.day)
        at = catalogue.find(at.successor, ("model",)) if at.successor else None
    found = [row for group in served.values() for row in group]

    def distance(row: Row) -> int:
        one, other = (catalogue.find(e, ("endpoint",)) for e in (row.endpoint, rows[0].endpoint))
        return 0 if row.endpoint == rows[0].endpoint else 1 if one and other and one.region == other.region else 2

    return min(found, key=distance, default=None)


def described(catalogue: Catalogue, use: Row, endpoint: str) -> str:
    """A replacement in words: which model it serves, and where, if that is not the endpoint that is known."""
    other = catalogue.find(use.endpoint, ("endpoint",)) if use.endpoint != endpoint else None
    place = f" at {other.name}" if other else ""
    return f"{use.name}{place}, which serves {catalogue.get(use.model).name} {catalogue.now}"
