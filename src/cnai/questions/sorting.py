"""Sorting records by a field, under its own name or the heading that is drawn."""

from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from cnai.errors import InvalidQuery
from cnai.model.shape import flat_names, objects, plain, plain_type
from cnai.store.spelling import nearest
from cnai.words.text import show

T = TypeVar("T")
# Headings of tables -> the field under them, of the first of these that a record has.
HEADINGS: dict[str, tuple[str, ...]] = {
    "date": ("released",), "size": ("total_params",), "context": ("context_tokens",), "weights": ("open_weights",),
    "licence": ("license_id",),
    "license": ("license_id",), "model": ("name",), "releases": ("model_count", "models"), "open": ("open_model_count", "open_models"),
    "newest": ("latest_released",), "city": ("hq",), "chinese": ("name_zh",), "maker": ("company",), "price": ("prices",),
    "valuation": ("valuation_amount",), "share": ("open_share",), "median size": ("median_params",), "days between": ("median_gap_days",),
    "at": ("endpoint",), "per": ("unit",), "cached": ("cached_input",), "models": ("model_count",),
}  # fmt: skip


def under(heading: str, cls: type[Any]) -> str:
    """The field of a class under a heading, the heading itself where there is none."""
    names = (*flat_names(cls), *cls.__dataclass_fields__)
    return next((name for name in HEADINGS.get(heading, ()) if name in names), heading)


def field_named(text: str, cls: type[Any], option: str) -> str:
    """The flat field of a class that a name or heading means, in any case. Raises InvalidQuery with the nearest and all."""
    names = flat_names(cls)
    key = text.strip().lower().replace("-", "_").replace(" ", "_")
    for candidate in (key, under(key.replace("_", " "), cls)):
        if candidate in names or candidate in cls.__dataclass_fields__:
            return candidate
    near = nearest(key, [*names, *(h for h, fields in HEADINGS.items() if set(fields) & set(names))])
    hint = f"did you mean {', '.join(dict.fromkeys(under(n, cls) for n in near))}?" if near else f"fields: {', '.join(names)}"
    raise InvalidQuery(f"no field {text!r}; {hint}", names, option=option)


def sorted_by(rows: Sequence[T], field: str | None, cls: type[Any]) -> list[T]:
    """The records sorted by a flat field, "-field" for descending order; those without a value last. Without a field, as they come.

    An object is sorted as it is drawn. Sums of money are sorted within a currency and unit, those that most rows have first.
    """
    if not field:
        return list(rows)
    name, held, part = _held(field, cls)
    unit = _unit(name, held, cls)

    def value(row: T) -> Any:
        got = getattr(held(row), part, None)  # the object that it is a part of may not be known
        if isinstance(got, (tuple, list)):
            return (len(got), str(got)) if got else None
        got = show(name, plain(got)) if hasattr(got, "__dataclass_fields__") else got
        return got.casefold() if isinstance(got, str) else got

    keyed = [(value(r), r) for r in rows]
    known = sorted((kr for kr in keyed if kr[0] is not None), key=lambda kr: kr[0], reverse=field.startswith("-"))
    often = Counter(unit(r) for _, r in known)
    known.sort(key=lambda kr: (-often[unit(kr[1])], str(unit(kr[1]))))
    return [r for _, r in known] + [r for v, r in keyed if v is None]


def _held(field: str, cls: type[Any]) -> tuple[str, Callable[[Any], Any], str]:
    """(the flat field to sort by, what holds it, its name there)."""
    name = field_named(field.removeprefix("-"), cls, "sort")
    name = under(name, cls) if name in objects(cls) else name
    of_record = name in cls.__dataclass_fields__
    owner = "" if of_record else next((o for o in objects(cls) if name.startswith(o + "_")), "")
    return name, attrgetter(owner) if owner else lambda row: row, name[len(owner) + 1 :] if owner else name


def _unit(name: str, held: Callable[[Any], Any], cls: type[Any]) -> Callable[[Any], Any]:
    """What a sum of money is in; None of anything else."""
    sums = plain_type(cls, name) is float
    return lambda row: tuple(getattr(held(row), k, None) for k in ("currency", "unit")) if sums else None


def within(rows: Sequence[Any], field: str | None, cls: type[Any]) -> list[str]:
    """What to say about rows that were sorted within each currency, since sums in several cannot be compared."""
    if not field:
        return []
    name, held, part = _held(field, cls)
    unit = _unit(name, held, cls)
    units = dict.fromkeys(unit(row)[0] for row in rows if unit(row) and getattr(held(row), part, None) is not None)
    return [f"sorted within each currency, not across: {', '.join(map(str, units))}"] if len(units) > 1 else []
