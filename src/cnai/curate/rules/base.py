"""What the rules share: how one is registered, and how the tree is walked."""

from collections.abc import Callable, Iterator
from typing import Any

from cnai.curate.tree import Draft, Tree
from cnai.model.kinds import NAMED_TABLES
from cnai.words.dates import earliest, is_date, latest

# The record, the key, and what is wrong and what to do.
Fault = tuple[Draft, str | None, str]
Check = Callable[[Tree], Iterator[Fault]]
RULES: list[Check] = []


def rule(check: Check) -> Check:
    """Register a rule."""
    RULES.append(check)
    return check


def named(tree: Tree) -> list[Draft]:
    """The drafts of companies, families and models."""
    return [d for t in NAMED_TABLES for d in tree.drafts[t].values()]


def models(tree: Tree) -> list[Draft]:
    """The drafts of models."""
    return list(tree.drafts["models"].values())


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, leaf) of every plain value inside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, path)
    else:
        yield path, value


def short(value: Any) -> str:
    """A value as text of at most 80 characters."""
    text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."


def after(a: Any, b: Any) -> bool:
    """Whether the first date is surely after the second."""
    return isinstance(a, str) and isinstance(b, str) and is_date(a) and is_date(b) and earliest(a) > latest(b)
