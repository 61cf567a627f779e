"""Records that are known to break a rule: ignored until they are corrected, and then removed from the list.

known.txt has one offence on each line, sorted: the rule, the record's id, the key. A line whose offence is gone is a
fault itself, so the list only gets shorter.
"""

from pathlib import Path

from cnai.curate.tree import Tree

DATA = Path(__file__).resolve().parents[2] / "data"
KNOWN = Path(__file__).with_name("known.txt")


def known_of(tree: Tree) -> set[str]:
    """The offences to pass over: those of known.txt for the package's own data, none for any other tree."""
    return set(KNOWN.read_text(encoding="utf-8").splitlines()) if tree.root.resolve() == DATA else set()


def prune(stale: set[str]) -> None:
    """Remove the lines whose offence is gone from the list."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    KNOWN.write_text("".join(f"{line}\n" for line in lines if line not in stale), encoding="utf-8")
