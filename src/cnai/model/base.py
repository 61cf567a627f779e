"""How records and their parts are made: frozen objects of plain values, without generated code.

Every key is always there: what is not known is None, an empty list is (). Dates are text as exact as known ("2025", "2025-07",
"2025-07-11"). The metadata of a field says how it is kept: `evidence` (when filled it needs proof), `dated` (earlier values are
in `past`), `derived` (the build computes it, nobody writes it). Its annotation says what it holds: a `Date`, a `Url`, another object.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Annotated, Any, ClassVar

Date = Annotated[str, "date"]
Url = Annotated[str, "url"]


def ev(default: Any = None, *, dated: bool = False) -> Any:
    """A field that needs evidence when it is filled; `dated` if the value can change over time."""
    return field(default=default, metadata={"evidence": True, "dated": dated})


def derived(default: Any = None) -> Any:
    """A field that the build computes."""
    return field(default=default, metadata={"derived": True})


# Nothing is generated: __init__, frozenness, equality and repr are written once in the base, since making them for thirty classes
# took a fifth of the start-up.
entity = dataclass(init=False, repr=False, eq=False, kw_only=True)


class Frozen:
    """The base of records, their parts and answers. Unknown keys are refused where pydantic validates a record at the border."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __init__(self, **values: Any) -> None:
        for f in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            if f.name in values:
                value = values.pop(f.name)
            elif f.default is not MISSING:
                value = f.default
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            else:
                raise TypeError(f"{type(self).__name__} needs {f.name}")
            self.__dict__[f.name] = value
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, f.name) == getattr(other, f.name) for f in fields(self))  # type: ignore[arg-type]  # a dataclass

    def __hash__(self) -> int:
        return hash((type(self), getattr(self, "id", None) or repr(self)))

    def __repr__(self) -> str:
        if getattr(self, "id", None):
            day = getattr(self, "released", None) or getattr(self, "date", None)
            name = getattr(self, "name", None) or getattr(self, "title", None)
            return f"<{type(self).__name__} {self.id}" + (f": {name}" if name else "") + (f", {day}>" if day else ">")  # type: ignore[attr-defined]
        values = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))  # type: ignore[arg-type]  # a dataclass
        return f"{type(self).__name__}({values})"

    def to_dict(self, *, flat: bool = False) -> dict[str, Any]:
        """The values as plain data, every key included; `flat` spreads nested objects over columns (license_id)."""
        from cnai.model.shape import flatten, plain

        raw: dict[str, Any] = plain(self)
        return flatten(type(self), raw) if flat else raw

    def _repr_html_(self) -> str:
        """A small table for notebooks. Text of the data is only ever text."""
        from html import escape

        from cnai.model.shape import flatten, plain
        from cnai.words.labels import field as label
        from cnai.words.text import safe, show

        row = flatten(type(self), plain(self))
        cells = ((label(k).label, show(k, v, row)) for k, v in row.items() if v not in (None, [], ""))
        body = "".join(f"<tr><th>{escape(safe(k))}</th><td>{escape(safe(v))}</td></tr>" for k, v in cells)
        return f"<table>{body}</table>"
