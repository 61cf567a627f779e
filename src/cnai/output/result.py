"""The answer of a command: what it answers in types, and how to make the blocks that people see. Formats read it; nothing here prints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from cnai.model.shape import flat_names, keys, plain
from cnai.words.light import light

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cnai.output.blocks import Block


@light
class Result:
    """`answer` is what --json prints: a tuple of records or one record (or plain rows, for SQL).

    `cls` is the class of the rows, which says what --fields may name. `columns` are the flat fields of text formats unless --fields says
    otherwise. `view` makes the blocks for people. `notes` go to stderr, `hint` is the last line on a terminal: what to type next.
    """

    answer: Any
    cls: type[Any] | None = None
    columns: Sequence[str] = ()
    view: "Callable[[], Iterable[Block]] | None" = None
    notes: Sequence[str] = ()
    hint: str = ""
    exit_code: int = 0
    subject: str = ""
    """The record that one object is about: its fields lead to evidence."""
    rows: list[dict[str, Any]] | None = None
    """Flat rows for text formats, if they are not simply the flattened answer."""
    names: Sequence[str] = ()
    """What --fields may name, if it does not follow from the class."""
    labels: Mapping[str, str] = {}  # never written to
    beside: "Callable[[dict[str, Any]], dict[str, Any]] | None" = None
    """Flat columns beside those of the class, from a row as plain data."""
    title: str = ""
    """The heading of a page."""
    sums: bool = False
    """Whether it counts records, so that some may be the user's own though no record is shown."""
    raw: str | None = None
    """Text to be copied as it is: written whole, unless a format is asked for."""

    def but(self, **other: Any) -> "Result":
        """The same answer with other values of some fields."""
        return Result(**{name: getattr(self, name) for name in Result.__annotations__} | other)

    @cached_property
    def data(self) -> Any:
        """The answer as plain data."""
        return plain(self.answer)

    @property
    def many(self) -> bool:
        """Whether the answer is an array."""
        return isinstance(self.answer, (tuple, list))

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """What --fields may name: the flat fields of the rows, and the nested ones as they are in JSON."""
        if self.names:
            return tuple(self.names)
        cls = self.cls or (None if self.many else type(self.answer))
        known = (*flat_names(cls), *keys(cls)) if cls is not None and hasattr(cls, "__dataclass_fields__") else ()
        return tuple(dict.fromkeys([*known, *self.columns]))
