"""Records to and from plain values (dict, list, text, number, bool, None), their keys, and their flat columns."""

import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

_VALUES = frozenset((str, int, float, bool, type(None)))
_LAST = ("added", "changed", "origin", "overlaid")

F = TypeVar("F", bound=Callable[..., Any])


def once(function: F) -> F:
    """A function of classes and words whose answers are worked out once. (mypy does not take classes for keys of functools.cache.)"""
    return cache(function)  # type: ignore[return-value]


_Plan = dict[str, Callable[[Any], Any] | None]
_plans: dict[type, _Plan] = {}
_orders: dict[type, tuple[str, ...]] = {}
_spreads: dict[type, tuple[tuple[str, type[Any] | None], ...]] = {}


def keys(cls: type[Any]) -> tuple[str, ...]:
    """The field names of a record or part in their fixed output order: id and record first, housekeeping last."""
    if cls not in _orders:
        names = [f.name for f in fields(cls)]
        head = [n for n in ("id", "record") if n in names]
        tail = [n for n in _LAST if n in names]
        _orders[cls] = (*head, *(n for n in names if n not in head and n not in tail), *tail)
    return _orders[cls]


def part(hint: Any) -> tuple[type[Any] | None, bool]:
    """The dataclass inside a type hint, if any, and whether the hint is a list."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
    return (hint if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__") else None), many


def _converter(f: "Field[Any]") -> Callable[[Any], Any] | None:
    cls, many = part(f.type)
    if cls is None:
        return tuple if many else None
    if many:
        return lambda rows: tuple(build(cls, row) for row in rows)
    return lambda row: None if row is None else build(cls, row)


def build(cls: type[Any], raw: dict[str, Any]) -> Any:
    """A record or part from plain values as JSON gives them; what they leave out is the class's default. Trusted: nothing is validated."""
    plan = _plans.get(cls)
    if plan is None:
        plan = _plans[cls] = {f.name: _converter(f) for f in fields(cls)}
        for f in fields(cls):  # a default made by a function is made once: parts are frozen, so all records may share it
            if f.default_factory is not MISSING:
                setattr(cls, f.name, f.default_factory())
    record = object.__new__(cls)
    held = record.__dict__
    for name, value in raw.items():
        convert = plan[name]
        held[name] = value if convert is None else convert(value)
    return record


def widened(record: Any, cls: type[Any], **more: Any) -> Any:
    """A record as one of a class with more fields, which are given here or have their defaults."""
    out = object.__new__(cls)
    out.__dict__.update(record.__dict__, **more)
    return out


def plain(value: Any) -> Any:
    """Plain values (dict, list, text, number, bool, None) from a record, a part or a list of them."""
    kind = type(value)
    if kind in _VALUES:
        return value
    if hasattr(kind, "__dataclass_fields__"):
        return {name: v if type(v := getattr(value, name)) in _VALUES else plain(v) for name in keys(kind)}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def blank(cls: type[Any]) -> dict[str, Any]:
    """A plain record of which nothing is known: None for each value, [] for each list."""
    return {f.name: [] if f.default == () else None for f in fields(cls)}


@once
def flagged(cls: type[Any], flag: str) -> tuple[str, ...]:
    """The fields of a record that are kept in a certain way: "evidence", "dated" or "derived"."""
    return tuple(f.name for f in fields(cls) if f.metadata.get(flag))


def required(cls: type[Any]) -> tuple[str, ...]:
    """The fields that nobody may leave out."""
    return tuple(f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)


def _spread(cls: type[Any]) -> tuple[tuple[str, type[Any] | None], ...]:
    """The fields in their order, each with the class of the object that it is; None for a value or a list."""
    if cls not in _spreads:
        inner = objects(cls)
        _spreads[cls] = tuple((name, inner.get(name)) for name in keys(cls))
    return _spreads[cls]


def flat_names(cls: type[Any]) -> tuple[str, ...]:
    """The fields as columns: the parts of an object get a flat name (ceo_name, license_id)."""
    out: list[str] = []
    for name, inner in _spread(cls):
        out += [name] if inner is None else [f"{name}_{sub}" for sub in keys(inner)]
    return tuple(out)


def flatten(cls: type[Any], row: dict[str, Any]) -> dict[str, Any]:
    """A plain record with its nested objects spread over flat columns; lists stay lists."""
    out: dict[str, Any] = {}
    for name, inner in _spread(cls):
        value = row.get(name)
        if inner is None:
            out[name] = value
        else:
            for sub in keys(inner):
                out[f"{name}_{sub}"] = None if value is None else value.get(sub)
    return out


def column(cls: type[Any], name: str) -> Callable[[Any], Any]:
    """What gets a flat column, or a whole field, as plain data from a record of a class."""
    for field, inner in _spread(cls):
        if name == field:
            return lambda record: plain(getattr(record, field))
        if inner is not None and name.startswith(f"{field}_") and name[len(field) + 1 :] in keys(inner):
            sub = name[len(field) + 1 :]
            return lambda record: None if (part := getattr(record, field)) is None else plain(getattr(part, sub))
    return lambda _: None


def mark(hint: Any) -> str | None:
    """What a text is by its annotation: "date", "url" or None. Looks through `| None` and lists."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    if get_origin(hint) is tuple:
        hint = get_args(hint)[0]
    return hint.__metadata__[0] if get_origin(hint) is Annotated else None


@once
def marked(cls: type[Any], wanted: str) -> tuple[str, ...]:
    """The fields of a class that hold a "date" or a "url"."""
    return tuple(f.name for f in fields(cls) if mark(f.type) == wanted)


@once
def objects(cls: type[Any]) -> dict[str, type[Any]]:
    """The fields that are one object, with its class: the parts of these have flat names."""
    found = {f.name: part(f.type) for f in fields(cls)}
    return {name: inner for name, (inner, many) in found.items() if inner is not None and not many}


@once
def lists(cls: type[Any]) -> dict[str, type[Any]]:
    """The fields that are lists of objects, with the class of these."""
    found = {f.name: part(f.type) for f in fields(cls)}
    return {name: inner for name, (inner, many) in found.items() if inner is not None and many}


@once
def dated_lists(cls: type[Any]) -> dict[str, str]:
    """The lists of objects that came at some time -> the key that says when ("since" or "date"). `past` keeps other fields' history."""
    out: dict[str, str] = {}
    for name, inner in lists(cls).items():
        when = next((k for k in ("since", "date") if k in marked(inner, "date")), None)
        if when and name != "past":
            out[name] = when
    return out


def leaves(cls: type[Any], raw: Any, place: str = "") -> Iterator[tuple[str, Any, str | None]]:
    """(path, value, mark) of every plain value of a raw record that the class knows; whatever has another shape is passed over."""
    if not isinstance(raw, dict):
        return
    for name, inner, marked_as in _held(cls):
        value = raw.get(name)
        if value is None:
            continue
        path = f"{place}{name}"
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if inner is not None:
                yield from leaves(inner, item, f"{path}.")
            elif item is not None and not isinstance(item, (dict, list)):
                yield path, item, marked_as


@once
def _held(cls: type[Any]) -> tuple[tuple[str, type[Any] | None, str | None], ...]:
    """(name, the class of the objects in it, its mark) of each field."""
    return tuple((f.name, part(f.type)[0], mark(f.type)) for f in fields(cls))


def fixed_words(cls: type[Any], name: str) -> tuple[str, ...]:
    """The words that a field may have, if they are fixed and it holds one."""
    hint = next((f.type for f in fields(cls) if f.name == name), None)
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    return get_args(hint) if get_origin(hint) is Literal else ()


def plain_type(cls: type[Any], flat: str) -> type[Any] | None:
    """int, float, bool or str of a flat field that holds one plain value; None for lists and objects."""
    for f in fields(cls):
        inner, many = part(f.type)
        if f.name == flat:
            return None if many or inner is not None else _bare(f.type)
        if inner is not None and not many and flat.startswith(f.name + "_"):
            found = plain_type(inner, flat[len(f.name) + 1 :])
            if found is not None:
                return found
    return None


def _bare(hint: Any) -> type[Any] | None:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    if get_origin(hint) is tuple:
        return None
    return hint if hint in (int, float, bool) else str
