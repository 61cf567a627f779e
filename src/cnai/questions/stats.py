"""Counts and shares of releases."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cnai.model.base import Frozen, entity
from cnai.model.records import Model
from cnai.questions.found import outputs
from cnai.questions.models import named
from cnai.store.catalogue import Catalogue
from cnai.words.quantities import one_of


class _Brief(NamedTuple):
    """What is counted of a release, as SQL holds it."""

    company: str
    released: str | None
    license_id: str | None
    open_weights: int | None
    total_params: int | None
    outputs: str | None


_COLUMNS = ("company", "released", "license_id", "open_weights", "total_params", "modalities_output")
BY = ("tier", "company", "year", "month", "license", "modality", "size")
_SIZES = ((10**9, "under 1B"), (10**10, "1B to 10B"), (10**11, "10B to 100B"), (10**12, "100B to 1T"))


@entity
class Stat(Frozen):
    """One group of releases. `open_share` is between 0 and 1, None if it is not known for any release."""

    by: str
    value: str
    companies: int
    models: int
    open_models: int
    open_share: float | None = None
    median_params: int | None = None
    median_gap_days: int | None = None


def stats(catalogue: Catalogue, names: Sequence[str] = (), *, by: str = "company", since: str | None = None) -> tuple[Stat, ...]:
    """Releases by tier, company, year, month, license, modality or size. A release with several modalities counts in each."""
    from cnai.questions.models import models

    key = one_of(by, BY, "by")
    if since or names:
        chosen = [_brief(m) for m in (models(catalogue, names, since=since).rows if since else named(catalogue, names))]
    else:
        chosen = [_Brief(*row) for row in catalogue.store.columns("models", _COLUMNS)]
    group = _grouping(catalogue, key)
    groups: dict[str, list[_Brief]] = {}
    for model in chosen:
        for value in group(model):
            groups.setdefault(value, []).append(model)
    order = list(groups)
    if key == "company":
        place = {c.id: n for n, c in enumerate(catalogue.companies)}
        order.sort(key=lambda v: place.get(v, 999))
    elif key in ("license", "modality"):
        order.sort(key=lambda v: (-len(groups[v]), v))
    elif key == "size":
        names_of = [label for _, label in _SIZES] + ["1T and more", "not known"]
        order.sort(key=names_of.index)
    else:
        order.sort()
    return tuple(_stat(key, value, groups[value]) for value in order)


def _brief(m: Model) -> _Brief:
    return _Brief(m.company, m.released, m.license.id if m.license else None, m.open_weights, m.total_params, "; ".join(outputs(m)))


def _grouping(catalogue: Catalogue, key: str) -> Callable[[_Brief], list[str]]:
    if key == "tier":
        tier = {c.id: str(c.tier) if c.tier else "mention" if c.honorable_mention else "none" for c in catalogue.companies}
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


def _stat(by: str, value: str, models: Sequence[_Brief]) -> Stat:
    known = [m for m in models if m.open_weights is not None]
    opened = sum(m.open_weights == 1 for m in models)
    sizes = sorted(m.total_params for m in models if m.total_params)
    return Stat(
        by=by,
        value=value,
        companies=len({m.company for m in models}),
        models=len(models),
        open_models=opened,
        open_share=round(opened / len(known), 3) if known else None,
        median_params=sizes[len(sizes) // 2] if sizes else None,
        median_gap_days=_gap(models),
    )


def _gap(models: Sequence[_Brief]) -> int | None:
    """The median number of days between two release days."""
    from datetime import date
    from itertools import pairwise

    days = sorted({date.fromisoformat(m.released) for m in models if m.released and len(m.released) == len("2025-07-11")})
    gaps = sorted((b - a).days for a, b in pairwise(days))
    return gaps[len(gaps) // 2] if gaps else None
