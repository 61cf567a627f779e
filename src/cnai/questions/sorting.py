"""Sorting records by a field, under its own name or the heading that is drawn."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, TypeVar

from cnai.errors import InvalidQuery
from cnai.model.shape import flat_names, objects
from cnai.store.spelling import nearest

T = TypeVar("T")
# Headings of tables -> the field under them.
HEADINGS = {
    "date": "released", "size": "total_params", "context": "context_tokens", "weights": "open_weights", "licence": "license_id",
    "license": "license_id", "model": "name", "releases": "model_count", "open": "open_model_count", "newest": "latest_released",
    "city": "hq", "chinese": "name_zh", "maker": "company", "price": "prices",
}  # fmt: skip


def field_named(text: str, cls: type[Any], option: str) -> str:
    """The flat field of a class that a name or heading means, in any case. Raises InvalidQuery with the nearest and all."""
    names = flat_names(cls)
    key = text.strip().lower().replace("-", "_").replace(" ", "_")
    heading = HEADINGS.get(key.replace("_", " "), "")
    for candidate in (key, heading):
        if candidate in names or candidate in cls.__dataclass_fields__:
            return candidate
    near = nearest(key, [*names, *(h for h, name in HEADINGS.items() if name in names)])
    hint = f"did you mean {', '.join(dict.fromkeys(HEADINGS.get(n, n) for n in near))}?" if near else f"fields: {', '.join(names)}"
    raise InvalidQuery(f"no field {text!r}; {hint}", names, option=option)


def sorted_by(rows: Sequence[T], field: str | None, cls: type[Any]) -> list[T]:
    """The records sorted by a flat field, "-field" for descending order; those without a value last. Without a field, as they come."""
    if not field:
        return list(rows)
    name = field_named(field.removeprefix("-"), cls, "sort")
    path = next(
        (f"{o}.{name[len(o) + 1 :]}" for o in objects(cls) if name.startswith(o + "_") and name not in cls.__dataclass_fields__), name
    )
    get = attrgetter(path)

    def value(row: T) -> Any:
        try:
            got = get(row)
        except AttributeError:  # the object that it is a part of is not known
            return None
        if isinstance(got, (tuple, list)):
            return (len(got), str(got)) if got else None
        return got.casefold() if isinstance(got, str) else got

    keyed = [(value(r), r) for r in rows]
    known = sorted((kr for kr in keyed if kr[0] is not None), key=lambda kr: kr[0], reverse=field.startswith("-"))
    return [r for _, r in known] + [r for v, r in keyed if v is None]
