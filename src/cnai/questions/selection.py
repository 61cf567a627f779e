"""Choosing records by their fields: the filters of `list` and `models`, thresholds, sorting."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from cnai.catalogue import Catalogue
from cnai.dates import before, earliest, latest
from cnai.entities import Company, Model
from cnai.errors import NotFound, Usage
from cnai.names import fold
from cnai.plain import flatten, plain

T = TypeVar("T")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmbt]?)", re.IGNORECASE)
_POWER = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}


def threshold(text: str, option: str) -> int:
    """A size such as 7B, 1.5T, 128K, 1M as a number, by powers of ten."""
    found = _SIZE.fullmatch(text.strip().replace(",", "").replace("_", ""))
    if not found:
        raise Usage(f"{option}: {text!r} is no size: write 7B, 1.5T, 128K, 1M or a plain number")
    return round(float(found[1]) * _POWER[found[2].lower()])


def within(low: str | None, high: str | None, option: str) -> Callable[[int | None], bool]:
    """A test for numbers between two thresholds, both included; an unknown number passes only without thresholds."""
    least = threshold(low, f"--min-{option}") if low else None
    most = threshold(high, f"--max-{option}") if high else None
    if least is None and most is None:
        return lambda _: True
    return lambda n: n is not None and (least is None or n >= least) and (most is None or n <= most)


def dated(since: str | None, until: str | None) -> Callable[[str | None], bool]:
    """A test for dates of a span. An inexact date counts as late as it may be for `since`, as early as it may be for `until`."""
    start = earliest(since) if since else ""
    end = latest(until) if until else "9999"

    def test(day: str | None) -> bool:
        return day is not None and latest(day) >= start and earliest(day) <= end

    return test


def license_ids(catalogue: Catalogue, names: Sequence[str]) -> set[str]:
    """The licences that the names mean: by id, name or SPDX id. Raises NotFound with the nearest."""
    out = set()
    for name in names:
        hits = [r.id for r in catalogue.licenses if fold(name) in (fold(r.id), fold(r.name), fold(r.spdx or "-"))]
        if not hits:
            import difflib

            near = difflib.get_close_matches(name.lower(), [r.id for r in catalogue.licenses], n=3, cutoff=0.4)
            hint = f"did you mean {' or '.join(near)}?" if near else "see cnai export licenses for those there are"
            raise NotFound(f"no licence is called {name!r}: {hint}", near)
        out |= set(hits)
    return out


def outputs(model: Model) -> tuple[str, ...]:
    """What comes out of a model."""
    return model.modalities.output if model.modalities else ()


def companies(
    catalogue: Catalogue,
    *,
    tiers: Sequence[int] = (),
    kinds: Sequence[str] = (),
    cities: Sequence[str] = (),
    countries: Sequence[str] = (),
    modalities: Sequence[str] = (),
    open_only: bool = False,
    listed: bool = False,
) -> list[Company]:
    """The companies that pass every filter given, in the article's order."""
    makers = {m.company for m in catalogue.models if set(outputs(m)) & set(modalities)} if modalities else set()
    towns, lands = {fold(c) for c in cities}, {c.upper() for c in countries}

    def test(c: Company) -> bool:
        return (
            (not tiers or c.tier in tiers)
            and (not kinds or c.kind in kinds)
            and (not towns or (c.hq is not None and fold(c.hq) in towns))
            and (not lands or c.country in lands)
            and (not modalities or c.id in makers)
            and (not open_only or c.open_model_count > 0)
            and (not listed or any(row.until is None for row in c.listings))
        )

    return [c for c in catalogue.companies if test(c)]


def sorted_by(rows: Iterable[T], field: str | None, cls: type[Any]) -> list[T]:
    """The records sorted by a flat field, "-field" the other way round; those without a value last. Without a field, as they come."""
    items = list(rows)
    if not field:
        return items
    name = field.removeprefix("-")
    empty = dict.fromkeys(cls.__dataclass_fields__)
    if name not in flatten(cls, empty) and name not in empty:
        raise Usage(f"--sort: no field {name!r}. Fields: {', '.join(flatten(cls, empty))}", tuple(flatten(cls, empty)))

    def value(row: T) -> Any:
        flat = flatten(cls, plain(row))
        got = flat.get(name)
        return (len(got), str(got)) if isinstance(got, (list, dict)) else got.casefold() if isinstance(got, str) else got

    known = [r for r in items if value(r) not in (None, (0, "[]"))]
    return sorted(known, key=value, reverse=field.startswith("-")) + [r for r in items if r not in known]


def newest_of_families(models: Sequence[Model]) -> list[Model]:
    """The newest of each family among models that come newest first."""
    seen: dict[str, Model] = {}
    for model in models:
        if model.released:
            seen.setdefault(model.family, model)
    return list(seen.values())


def main_model(models: Sequence[Model]) -> Model | None:
    """The model that stands for a family or company, of models that come newest first.

    The newest released one that is in use (current, else superseded; no preview, nothing retired) and does the general work of the
    line (text, if any does). Where sizes are known, only those of the last half year count that have at least half the parameters
    of the largest of them, so that a small sibling does not stand for its flagship. Of one day the largest.
    """
    live = [m for m in models if m.released and m.status not in ("announced", "preview", "retired")]
    live = [m for m in live if m.status == "current"] or live
    line = [m for m in live if {"text", "omni"} & set(m.kinds)] or live
    if not line:
        return next((m for m in models if m.released), None)
    since = before(latest(line[0].released or ""), 6, "m")
    recent = [m for m in line if m.total_params and latest(m.released or "") >= since]
    largest = max((m.total_params or 0 for m in recent), default=0)
    line = [m for m in recent if (m.total_params or 0) * 2 >= largest] or line
    return min((m for m in line if m.released == line[0].released), key=lambda m: (-(m.total_params or 0), m.id))
