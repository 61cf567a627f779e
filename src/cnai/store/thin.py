"""Records of which only some fields are read at first, from the flat tables. Whoever asks for another field gets the whole record, and with
it those of all records that were read together: a list is then two queries, or one if nobody looks at the rest.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

from cnai.model.shape import build, keys, objects, part, plain_type


class _Later:
    """A field that is read when it is asked for."""

    def __init__(self, name: str, load: Callable[[], None]) -> None:
        self._name, self._load = name, load

    def __get__(self, record: Any, owner: type[Any] | None = None) -> Any:
        if record is None:
            return self
        self._load()
        return getattr(record, self._name)


_COMPLETE = "_complete"


def whole(record: Any) -> Any:
    """The record, of which every field is read."""
    complete = getattr(type(record), _COMPLETE, None)
    if complete:
        complete()
    return record


def thin(
    cls: type[Any],
    stored: type[Any],
    wanted: Sequence[str],
    read: Callable[[Sequence[str]], Iterable[Sequence[Any]]],
    load: Callable[[Sequence[str]], Iterable[Any]],
) -> list[Any]:
    """Records of a class, which has at least the fields of the `stored` one. `wanted` are the fields that are read at first (`id` among
    them); `read` gives rows of flat columns as SQL holds them, `load` the whole records of some ids."""
    records: list[Any] = []

    def complete() -> None:
        full = {r.id: r for r in load([r.id for r in records])}
        for thinned in records:
            object.__setattr__(thinned, "__class__", cls)
            thinned.__dict__.update(full[thinned.id].__dict__)

    inner, hints = objects(stored), {f.name: f.type for f in fields(stored)}
    lists = [name for name in wanted if name not in inner and part(hints[name])[1]]
    flags = [name for name in wanted if plain_type(stored, name) is bool]
    parts = [name for name in wanted if name in inner]
    names = [name for name in wanted if name not in parts]
    made: dict[Any, Any] = {}
    later: dict[str, Any] = {name: _Later(name, complete) for name in hints if name not in wanted}
    kind = type(cls.__name__, (cls,), later | {_COMPLETE: staticmethod(complete)})
    for row in read([*names, *(f"{name}_{key}" for name in parts for key in keys(inner[name]))]):
        record: Any = object.__new__(kind)
        held = record.__dict__
        held.update(zip(names, row, strict=False))  # the parts of objects are behind
        for name in lists:
            held[name] = tuple(held[name].split("; ")) if held[name] else ()
        for name in flags:
            held[name] = None if held[name] is None else bool(held[name])
        at = len(names)
        for name in parts:
            columns = keys(inner[name])
            values = row[at : at + len(columns)]
            at += len(columns)
            if values not in made:
                made[values] = None if values[0] is None else build(inner[name], dict(zip(columns, values, strict=True)))
            held[name] = made[values]
        records.append(record)
    return records
