"""Which model stands for a family or company, and what it costs."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Company, Family, Model
from cnai.model.values import Price
from cnai.store.catalogue import Catalogue, Named
from cnai.words.dates import before, earliest, latest

UNIT = "1M tokens"
STANDARD = (None, "standard", "list", "off-peak", "peak")
"""The modes of a list price for ordinary use; others are discounts, tests, other services or other qualities."""


def main_of(catalogue: Catalogue, record: Named) -> Model | None:
    """The model whose figures stand for a record: the record itself, the flagship that its maker put first on that day, else a guess."""
    if isinstance(record, Model):
        return record
    families: list[Family] = [record] if isinstance(record, Family) else []
    if isinstance(record, Company) and record.flagship_family:
        flagship = catalogue.find(record.flagship_family, ("family",))
        families += [flagship] if flagship else []
    for family in families:
        found = flagship_on(catalogue, _with_flagships(catalogue, family), catalogue.day) or main_model(catalogue.models_of(family))
        if found:
            return found
    return main_model(catalogue.models_of(record))


def _with_flagships(catalogue: Catalogue, family: Family) -> list[Family]:
    """The family if its flagships are recorded, else those below it that do the general work (text), whose flagships then count."""
    if family.flagships:
        return [family]
    return [f for f in catalogue.families if f.id in catalogue.below(family.id) and {"text", "omni"} & set(f.kinds)]


def flagship_on(catalogue: Catalogue, families: Sequence[Family], day: str) -> Model | None:
    """The newest dated flagship of some families on a day, None if none is recorded."""
    return next((model for model, _ in _held(catalogue, families, day)), None)


def flagships_of(catalogue: Catalogue, record: Named) -> list[tuple[Model, str | None]]:
    """The recorded flagships of a company's main family or of a family with the day since when each was it, the newest first."""
    family = catalogue.find(record.flagship_family or "", ("family",)) if isinstance(record, Company) else record
    return list(_held(catalogue, _with_flagships(catalogue, family), catalogue.day)) if isinstance(family, Family) else []


def _held(catalogue: Catalogue, families: Sequence[Family], day: str) -> Iterator[tuple[Model, str | None]]:
    held = {f.model: f.since for family in families for f in family.flagships if not f.since or earliest(f.since) <= day}
    for entry, since in sorted(held.items(), key=lambda row: row[1] or "", reverse=True):
        model = catalogue.find(entry, ("model",))
        if isinstance(model, Model):
            yield model, since


def main_model(models: Sequence[Model]) -> Model | None:
    """A guess for families without recorded flagships, of models that come newest first.

    The newest released one that is in use (current, else superseded; no preview, nothing retired) and does the general work of the
    line (text, if any does; neither a base checkpoint nor for reading documents). Where sizes are known, only those of the last half
    year count that have at least half the parameters of the largest of them, so that a small sibling does not stand for its flagship.
    Of one day the largest.
    """
    live = [m for m in models if m.released and m.status not in ("announced", "preview", "retired")]
    live = [m for m in live if m.status == "current"] or live
    general = [m for m in live if "base" not in m.id.split("-") and not {"ocr", "embedding"} & set(m.kinds)]
    line = [m for m in general if {"text", "omni"} & set(m.kinds)] or general or live
    if not line:
        return next((m for m in models if m.released), None)
    since = before(latest(line[0].released or ""), 6, "m")
    recent = [m for m in line if m.total_params and latest(m.released or "") >= since]
    largest = max((m.total_params or 0 for m in recent), default=0)
    line = [m for m in recent if (m.total_params or 0) * 2 >= largest] or line
    return min((m for m in line if m.released == line[0].released), key=lambda m: (-(m.total_params or 0), m.id))


def offers(model: Model, currency: str) -> list[Price]:
    """Today's prices in a currency, of every unit and mode."""
    return [p for p in model.prices if p.currency == currency and not p.until and model.status != "retired"]


def other_ways(model: Model, currency: str) -> list[str]:
    """How a model without a standard output price per token is priced instead: "per second", "launch discount"."""
    found = (f"per {p.unit}" if p.unit != UNIT else p.mode or "for input only" for p in offers(model, currency))
    return list(dict.fromkeys("for input only" if way in STANDARD else way for way in found))


def current_prices(model: Model, currency: str) -> list[Price]:
    """Today's list prices per 1M tokens in a currency: standard mode and first band, off-peak and peak."""
    rows = [p for p in offers(model, currency) if p.unit == UNIT and p.mode in STANDARD]
    return [p for p in rows if not p.over_input_tokens] or rows


def main_prices(model: Model, currency: str) -> list[Price]:
    """The list price that stands for a model, then those of other hours at the same endpoint."""
    first = main_price(model, currency)
    return [first, *(p for p in current_prices(model, currency) if p.endpoint == first.endpoint and p.hours)] if first else []


def band_prices(model: Model, currency: str) -> list[Price]:
    """The list price that stands for a model, then those of longer inputs at the same endpoint and hours."""
    first = main_price(model, currency)
    rows = [p for p in offers(model, currency) if p.unit == UNIT and p.mode in STANDARD and p.over_input_tokens]
    return [first, *(p for p in rows if (p.endpoint, p.hours) == (first.endpoint, first.hours))] if first else []


def main_price(model: Model | None, currency: str) -> Price | None:
    """The list price that stands for a model: standard mode, first band, off-peak, the cheapest endpoint."""
    rows = current_prices(model, currency) if model else []
    return min(rows, key=lambda p: (p.output is None, p.output or 0, p.input or 0), default=None)


def twin_with_price(catalogue: Catalogue, model: Model, currency: str) -> Model | None:
    """The API model of the same weights whose price stands in for a model without one: it names this model as its base, or the other
    way round, was released within a month of it, and has the same size where both are known."""
    if main_price(model, currency):
        return model
    for other in catalogue.models_of(catalogue.get(model.family)):
        linked = (other.base_model and other.base_model.model == model.id) or (model.base_model and model.base_model.model == other.id)
        same = other.total_params in (None, model.total_params)
        if linked and same and other.open_weights is False and main_price(other, currency):
            return other
    return None


def is_extended(model: Model) -> bool:
    """Whether the context is longer than what the weights were made for."""
    return bool(model.weights_context_tokens and model.context_tokens and model.weights_context_tokens < model.context_tokens)
