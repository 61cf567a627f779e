"""What a command says: plain data, and a way to make the blocks that people see. Formats read it; nothing here prints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cnai.blocks import Block


@dataclass(slots=True, repr=False, eq=False)
class Result:
    """The answer of a command.

    `data` is what --json prints: an array of records or one object. `columns` are the flat fields that a text table shows unless --fields
    says otherwise. `view` makes the blocks for a terminal. `notes` go to stderr. `tables` are what one file of several tables holds.
    """

    data: list[dict[str, Any]] | dict[str, Any]
    columns: Sequence[str] = ()
    view: "Callable[[], Iterable[Block]] | None" = None
    allowed: Sequence[str] = ()
    notes: list[str] = field(default_factory=list)
    hint: str = ""
    exit_code: int = 0
    rows: list[dict[str, Any]] | None = None
    """Flat rows for text formats, where they are not simply the flattened data."""
    labels: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    raw: str | None = None
    """Text to be copied as it is: written whole wherever it goes, unless a format is asked for."""
