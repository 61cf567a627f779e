"""What the data must keep to beyond its shapes: one small function a rule, each yielding (draft, key, what is wrong and what to do)."""

from cnai.curate.rules import identity, proof, time, values, words
from cnai.curate.rules.base import RULES
from cnai.curate.tree import Tree

__all__ = ["RULES", "check", "identity", "proof", "time", "values", "words"]


def check(tree: Tree) -> list[str]:
    """Every fault of every rule, one line each with file and line. The tree must be valid in shape."""
    out = []
    for one in RULES:
        out += [f"{tree.where(draft, key)}: {draft.id}: {what}" for draft, key, what in one(tree)]
    return out
