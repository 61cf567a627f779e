"""The words of the fixed lists, read from their types."""

from typing import Any, get_args


def words_of(literal: Any) -> tuple[str, ...]:
    """The words of a Literal, in their order."""
    return get_args(literal)
