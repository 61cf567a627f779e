"""The size or the price of each release by its day."""

from collections.abc import Sequence
from typing import Literal

from cnai.model.base import Date, Frozen, entity
from cnai.questions.found import currency_of
from cnai.questions.main_model import STANDARD, UNIT
from cnai.questions.stats import counted
from cnai.store.catalogue import Catalogue
from cnai.words.quantities import one_of

WHAT = ("size", "price")
_COLUMNS = ("model", "since", "output", "mode", "over_input_tokens", "currency", "unit")


@entity
class Point(Frozen):
    """One release on one day: its total parameters, or its list price for a million tokens of output in a currency."""

    of: Literal["size", "price"]
    date: Date
    model: str
    company: str
    open_weights: bool | None = None
    value: float
    unit: str


def over_time(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    of: str,
    since: str | None = None,
    until: str | None = None,
    currency: str | None = None,
) -> tuple[Point, ...]:
    """Sizes by the day of the release, or output prices by the day from which on they held (else that of the release), oldest first.

    A price is the cheapest of its day in standard mode and first band; earlier ones are included, free ones are not. Raises InvalidQuery.
    """
    what = one_of(of, WHAT, "over-time")
    code = currency_of(currency) if what == "price" else ""
    chosen = {m.id: m for m in counted(catalogue, names, since, until)}
    found: list[tuple[str | None, str, float | None]]
    if what == "size":
        found = [(m.released, m.id, m.total_params) for m in chosen.values()]
    else:
        prices = _prices(catalogue, code)
        found = [(day or chosen[mid].released, mid, value) for (mid, day), value in prices.items() if mid in chosen]
    unit = "parameters" if what == "size" else f"{code} per {UNIT}"
    return tuple(
        Point(
            of=what, date=day, model=mid, company=chosen[mid].company, open_weights=_known(chosen[mid].open_weights), value=value, unit=unit
        )
        for day, mid, value in sorted((f for f in found if f[0] and f[2]), key=lambda f: f[:2])
    )


def _known(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _prices(catalogue: Catalogue, currency: str) -> dict[tuple[str, str | None], float]:
    """(model, day from which on it held) -> the output price that stands for the model from that day."""
    best: dict[tuple[str, str | None], tuple[bool, float]] = {}
    for model, since, output, mode, band, code, unit in catalogue.store.columns("prices", _COLUMNS):
        if output and code == currency and unit == UNIT and mode in STANDARD:
            rank = (bool(band), output)
            best[model, since] = min(rank, best.get((model, since), rank))
    return {key: rank[1] for key, rank in best.items()}
