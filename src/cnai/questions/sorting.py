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
    name = field_named(field.removeprefix("-"), cls, "sort")
    name = under(name, cls) if name in objects(cls) else name
    owner, _, part = next(
        ((o, "_", name[len(o) + 1 :]) for o in objects(cls) if name.startswith(o + "_") and name not in cls.__dataclass_fields__),
        ("", "", name),
    )
    held: Callable[[T], Any] = attrgetter(owner) if owner else lambda row: row
    sums = plain_type(cls, name) is float

    def value(row: T) -> Any:
        got = getattr(held(row), part, None)  # the object that it is a part of may not be known
        if isinstance(got, (tuple, list)):
            return (len(got), str(got)) if got else None
        got = show(name, plain(got)) if hasattr(got, "__dataclass_fields__") else got
        return got.casefold() if isinstance(got, str) else got

    def unit(row: T) -> Any:
        return tuple(getattr(held(row), k, None) for k in ("currency", "unit")) if sums else None

    keyed = [(value(r), r) for r in rows]
    known = sorted((kr for kr in keyed if kr[0] is not None), key=lambda kr: kr[0], reverse=field.startswith("-"))
    often = Counter(unit(r) for _, r in known)
    known.sort(key=lambda kr: (-often[unit(kr[1])], str(unit(kr[1]))))
    return [r for _, r in known] + [r for v, r in keyed if v is None]
