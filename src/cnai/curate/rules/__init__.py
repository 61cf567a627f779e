"""The rules for the data beyond types: one small function for each rule, yielding (draft, key, what is wrong and what to do)."""

from cnai.curate.rules import agreement, benchmarks, identity, overlaps, proof, sentences, standards, time, values, words
from cnai.curate.rules.base import RULES
from cnai.curate.rules.known import known_of
from cnai.curate.tree import Tree

__all__ = [
    "RULES",
    "agreement",
    "benchmarks",
    "check",
    "identity",
    "overlaps",
    "proof",
    "sentences",
    "stale",
    "standards",
    "time",
    "values",
    "words",
]


def check(tree: Tree, *, whole: bool = True) -> list[str]:
    """Every fault of every rule, one line each with file and line. The tree must be valid in shape; of one that is not `whole` a rule
    tells what it can until it meets a value that it cannot read."""
    return _faults(tree, whole=whole)[0]


def stale(tree: Tree) -> set[str]:
    """The lines of known.txt whose offence is gone."""
    return _faults(tree)[1]


def _faults(tree: Tree, *, whole: bool = True) -> tuple[list[str], set[str]]:
    """Every fault that is not on the list of known ones, and the lines of that list which no fault matches."""
    known, met, out = known_of(tree), set(), []
    for one in RULES:
        try:
            for draft, key, what in one(tree):
                offence = f"{one.__name__} {draft.id} {key or '-'}"
                met.add(offence)
                if offence not in known:
                    out.append(f"{tree.where(draft, key)}: {draft.id}: {what}")
        except (AttributeError, KeyError, TypeError, ValueError):
            if whole:
                raise
    gone = known - met if whole else set()
    out += [f"known.txt: {line!r} no longer applies: run python -m cnai.curate check --prune" for line in sorted(gone)]
    return out, gone
