"""Counts and shares of releases."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cnai.model.base import Frozen, entity
from cnai.questions.found import not_counted, outputs, tier_of
from cnai.store.catalogue import Catalogue
from cnai.words.quantities import one_of, share_of_known
from cnai.words.text import plural


class Brief(NamedTuple):
    """What is counted of a release, as SQL holds it."""

    id: str
    company: str
    released: str | None
    license_id: str | None
    open_weights: int | None
    total_params: int | None
    outputs: str | None


_COLUMNS = ("id", "company", "released", "license_id", "open_weights", "total_params", "modalities_output")
BY = ("tier", "company", "year", "month", "license", "modality", "size")
_SIZES = ((10**9, "under 1B"), (10**10, "1B to 10B"), (10**11, "10B to 100B"), (10**12, "100B to 1T"))


@entity
class Stat(Frozen):
    """One group of releases. `open_share` is of the releases whose weights are known, between 0 and 1; None if of none."""

    by: str
    value: str
    companies: int
    models: int
    open_models: int
    open_share: float | None = None
    median_params: int | None = None
    median_gap_days: int | None = None


def stats(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    by: str = "company",
    since: str | None = None,
    until: str | None = None,
    sort: str | None = None,
) -> tuple[Stat, ...]:
    """Releases by tier, company, year, month, license, modality or size. A release with several modalities counts in each."""
    key = one_of(by, BY, "by")
    chosen = counted(catalogue, names, since, until)
    group = _grouping(catalogue, key)
    groups: dict[str, list[Brief]] = {}
    for model in chosen:
        for value in group(model):
            groups.setdefault(value, []).append(model)
    order = list(groups)
    if key == "company":
        place = {cid: n for n, (cid,) in enumerate(catalogue.store.columns("companies", ("id",)))}
        order.sort(key=lambda v: place.get(v, 999))
    elif key in ("license", "modality"):
        order.sort(key=lambda v: (-len(groups[v]), v))
    elif key == "size":
        names_of = [label for _, label in _SIZES] + ["1T and more", "not known"]
        order.sort(key=names_of.index)
    else:
        order.sort()
    rows = [_stat(key, value, groups[value]) for value in order]
    if sort:
        from cnai.questions.sorting import sorted_by

        heading = sort.strip().lower().removeprefix("-").replace("licence", "license")  # the column of the groups is headed so
        rows = sorted_by(rows, f"{'-' * sort.strip().startswith('-')}value" if heading == key else sort, Stat)
    return tuple(rows)


def totals(
    catalogue: Catalogue, names: Sequence[str] = (), *, by: str, since: str | None = None, until: str | None = None
) -> tuple[int, int]:
    """(releases, those with open weights) in any group, each counted once."""
    group = _grouping(catalogue, one_of(by, BY, "by"))
    chosen = [m for m in counted(catalogue, names, since, until) if group(m)]
    return len(chosen), sum(m.open_weights == 1 for m in chosen)


def left_out(catalogue: Catalogue, names: Sequence[str] = (), *, by: str, since: str | None = None, until: str | None = None) -> list[str]:
    """What to say about the releases that are in no group, since their year or month is not known, and about those of inexact date."""
    key = one_of(by, BY, "by")
    chosen, notes = _counted(catalogue, names, since, until)
    if catalogue.is_past and not (since or until):
        notes = of_day(catalogue, chosen, names)
    if key == "tier":
        return [*notes, *catalogue.unrated()]
    if key == "month":  # what has no exact month is in none
        notes = [note for note in notes if "inexact" not in note]
    group = _grouping(catalogue, key)
    count = sum(not group(m) for m in chosen)
    return notes + (
        [f"{plural(count, 'release has', 'releases have')} no known {key} and {'is' if count == 1 else 'are'} not counted"] if count else []
    )


def of_day(catalogue: Catalogue, chosen: Sequence[Brief], names: Sequence[str]) -> list[str]:
    """What to say about the releases of a past day: those of inexact date, and those without a date, which are not counted."""
    from cnai.questions.filters import inexact

    return [*not_counted(catalogue, names), *inexact((m.released for m in chosen), None, catalogue.day)] if catalogue.is_past else []


def counted(catalogue: Catalogue, names: Sequence[str], since: str | None, until: str | None = None) -> list[Brief]:
    """The releases of what is named that a statistic counts. No record is made where no name is looked up."""
    return _counted(catalogue, names, since, until)[0]


def of_window(catalogue: Catalogue, names: Sequence[str], since: str | None, until: str | None = None) -> list[str]:
    """What to say about the releases that are counted in a window, as `models` says it."""
    chosen, notes = _counted(catalogue, names, since, until)
    return notes if since or until else of_day(catalogue, chosen, names)


def _counted(catalogue: Catalogue, names: Sequence[str], since: str | None, until: str | None) -> tuple[list[Brief], list[str]]:
    if not (names or since or until):
        return list(map(Brief._make, catalogue.store.columns("models", _COLUMNS))), []
    from cnai.questions.models import models
    from cnai.questions.named import named

    found = models(catalogue, names, since=since, until=until) if since or until else None
    return [
        Brief(m.id, m.company, m.released, m.license.id if m.license else None, m.open_weights, m.total_params, "; ".join(outputs(m)))
        for m in (found.rows if found else named(catalogue, names))
    ], found.notes if found else []


def _grouping(catalogue: Catalogue, key: str) -> Callable[[Brief], list[str]]:
    if key == "tier":
        companies = catalogue.store.columns("companies", ("id", "tier", "honorable_mention"))
        tier = {cid: tier_of(level, mention) for cid, level, mention in companies}
        return lambda m: [tier[m.company]]
    if key == "company":
        return lambda m: [m.company]
    if key == "year":
        return lambda m: [m.released[:4]] if m.released else []
    if key == "month":
        return lambda m: [m.released[:7]] if m.released and len(m.released) >= len("2025-07") else []
    if key == "license":
        return lambda m: [m.license_id] if m.license_id else ["closed" if m.open_weights == 0 else "not known"]
    if key == "modality":
        return lambda m: (m.outputs or "not known").split("; ")
    return lambda m: [_size(m.total_params)]


def _size(total: int | None) -> str:
    if total is None:
        return "not known"
    return next((label for most, label in _SIZES if total < most), "1T and more")


def _stat(by: str, value: str, models: Sequence[Brief]) -> Stat:
    sizes = sorted(m.total_params for m in models if m.total_params)
    return Stat(
        by=by,
        value=value,
        companies=len({m.company for m in models}),
        models=len(models),
        open_models=sum(m.open_weights == 1 for m in models),
        open_share=share_of_known(m.open_weights for m in models),
        median_params=_whole(median(sizes)),
        median_gap_days=_whole(median(_gaps(models))),
    )


def median(values: Sequence[float]) -> float | None:
    """The middle one of values in order, of two middle ones the mean; None without values."""
    middle = values[(len(values) - 1) // 2 : len(values) // 2 + 1]
    return sum(middle) / len(middle) if middle else None


def _whole(value: float | None) -> int | None:
    """The nearest whole number, of two as near the larger one."""
    return None if value is None else int(value + 0.5)


def _gaps(models: Sequence[Brief]) -> list[int]:
    """The numbers of days between two release days, in order of size."""
    from datetime import date
    from itertools import pairwise

    days = sorted({date.fromisoformat(m.released) for m in models if m.released and len(m.released) == len("2025-07-11")})
    return sorted((b - a).days for a, b in pairwise(days))
