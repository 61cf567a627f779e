"""The ledger: when each record was added and last changed. One file a folder, one line a record; `fmt` writes it, `check` checks it.

    model kimi-k2 2026-11-23 2026-11-26 1f3a9c0b77de

The last word is the start of a digest of the record as it is written. A record whose digest differs has changed.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cnai.curate.tree import Draft, Tree

NAME = "ledger.txt"
Line = tuple[str, str, str]  # added, changed, digest


@dataclass(slots=True)
class Ledger:
    """The lines of all ledgers of a tree, by (record, id)."""

    day: str
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Tree) -> "Ledger":
        """Read the ledgers of the tree; a line that cannot be read is ignored and written again."""
        ledger = cls(tree.dataset["date"])
        for path in sorted(tree.root.rglob(NAME)):
            for line in path.read_text(encoding="utf-8").splitlines():
                words = line.split()
                if len(words) == 5:
                    ledger.lines[words[0], words[1]] = (words[2], words[3], words[4])
        return ledger

    def days(self, record: str, rid: str) -> tuple[str, str]:
        """The days on which a record was added and last changed; the data's date for a new record."""
        added, changed, _ = self.lines.get((record, rid), (self.day, self.day, ""))
        return added, changed

    def next(self, draft: Draft) -> Line:
        """The line of a record as it is written now."""
        now = digest(draft)
        added, changed, was = self.lines.get((draft.record, draft.id), (self.day, self.day, now))
        return added, changed if was == now else self.day, now


def files(tree: Tree) -> dict[str, str]:
    """The text of every ledger that the tree should have, by its path below the data folder."""
    ledger = Ledger.of(tree)
    out: dict[str, list[str]] = {}
    for draft in tree.all():
        folder = draft.file.rpartition("/")[0]
        out.setdefault(f"{folder}/{NAME}", []).append(" ".join((draft.record, draft.id, *ledger.next(draft))))
    return {name: "\n".join(sorted(lines)) + "\n" for name, lines in sorted(out.items())}


def faults(tree: Tree) -> list[str]:
    """What `fmt` would change about the ledgers, a line each."""
    out = []
    for name, text in files(tree).items():
        path = tree.root / name
        if (path.read_text(encoding="utf-8") if path.is_file() else "") != text:
            out.append(f"{name}:1: the ledger is not up to date: run python -m cnai.curate fmt")
    return out


def digest(draft: Draft) -> str:
    """Twelve hexadecimal digits of the record's content. The date of the last check is not part of it."""
    evidence = [{k: v for k, v in group.items() if k != "checked"} for group in draft.raw.get("evidence") or []]
    raw = draft.raw | ({"evidence": evidence} if evidence else {})
    return hashlib.sha256(json.dumps(content(raw), ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()[:12]


def content(value: Any) -> Any:
    """The same without what is empty, at any depth."""
    if isinstance(value, dict):
        return {k: content(v) for k, v in value.items() if v is not None and v not in ([], ())}
    return [content(v) for v in value] if isinstance(value, (list, tuple)) else value
