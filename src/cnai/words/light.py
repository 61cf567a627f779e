"""Small classes of named values whose methods are not generated: generating them takes half a millisecond for each class at start-up."""

from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform()
def light(cls: type[T]) -> type[T]:
    """Give a class an __init__ that takes its annotated fields, by place or by name, with its class attributes as defaults."""
    names = tuple(cls.__annotations__)
    defaults = {name: cls.__dict__[name] for name in names if name in cls.__dict__}

    def __init__(self: T, *given: Any, **named: Any) -> None:
        held = self.__dict__
        held.update(defaults)
        held.update(zip(names, given, strict=False))
        held.update(named)
        if len(held) != len(names):
            raise TypeError(f"{cls.__name__} takes {', '.join(names)}")

    cls.__init__ = __init__  # type: ignore[method-assign,assignment]  # the one method that is made
    return cls
