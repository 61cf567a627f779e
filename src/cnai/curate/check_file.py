"""Check a single data file against the rules, as if it were in the tree."""

import re
import stat
from pathlib import Path

from cnai.curate.rules import check
from cnai.curate.tree import Tree, read_tree
from cnai.curate.validate import validate

DATA = Path(__file__).resolve().parent.parent / "data"
LARGEST = 2 * 1024 * 1024  # bytes; our own largest file has about a fifth of that
MOST_DOTS = 64  # in one line before its "=": deeper keys cost the parser memory without bound
# So many bare or quoted parts joined by dots, wherever in the line: also inside { … } and behind a quoted "=".
_DEEP = re.compile(rb"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')\s*\.\s*){%d}""" % (MOST_DOTS + 1))


def faults(path: Path) -> list[str]:
    """Every fault of a file, one line each.

    It replaces the file with the same folder and name in the bundled tree, or is added to the tree.
    """
    unreadable = _unreadable(path)
    if unreadable:
        return [f"{path}: {unreadable}"]
    name = place(path)
    tree = read_tree(DATA, {name: path})
    found = [f for f in tree.faults if f.startswith(f"{name}:")] or [f for f in _all(tree) if f.startswith(f"{name}:")]
    return [f"{path}{f.removeprefix(name)}" for f in found]


def _all(tree: Tree) -> list[str]:
    shapes = validate(tree)
    return list(dict.fromkeys([*shapes, *check(tree, whole=not shapes)]))


def place(path: Path) -> str:
    """Where in the tree a file belongs, by its own name and its folder's."""
    whole = path.resolve()
    folder = whole.parent.name
    if whole.name == "dataset.toml":
        return whole.name
    return f"{folder}/{whole.name}" if folder in ("licenses", "tiers") else f"companies/{folder}/{whole.name}"


def _unreadable(path: Path) -> str | None:
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            return "is not a regular file; name a TOML file"
        if info.st_size > LARGEST:
            return f"has {info.st_size} bytes, more than {LARGEST}: split it"
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if _DEEP.search(line):
                    return f"line {number}: a key with more than {MOST_DOTS} dots; no record is that deep"
    except OSError as error:
        return str(error.strerror or error)
    return None
