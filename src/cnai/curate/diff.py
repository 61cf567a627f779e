"""What differs between two compiled catalogues, in words: for the Data heading of the changelog."""

from typing import Any

from cnai.model.kinds import KINDS, Kind
from cnai.store.database import Database
from cnai.words.text import brief, joined, plural

MANY = 12  # more names than this are counted, not listed
HOUSEKEEPING = ("added", "changed", "checked", "origin", "overlaid")


def in_words(old: Database | None, new: Database) -> list[str]:
    """Markdown list items: what was added, removed, and each field that changed, by table. Compared with nothing: only the counts."""
    if old is None:
        counts = [counted(kind, new.head.counts[kind.table]) for kind in KINDS]
        return [f"- Data {new.head.version}: {joined(counts)}."]
    out = []
    for kind in KINDS:
        if kind.record == "evidence":
            continue
        was = {r["id"]: r for r in old.rows(kind.table)}
        now = {r["id"]: r for r in new.rows(kind.table)}
        for word, ids in (("added", now.keys() - was.keys()), ("removed", was.keys() - now.keys())):
            if ids:
                names = f": {', '.join(sorted(ids))}" if len(ids) <= MANY else ""
                out.append(f"- {counted(kind, len(ids))} {word}{names}.")
        for rid in sorted(was.keys() & now.keys()):
            out += [f"- {rid}: {line}." for line in _changes(was[rid], now[rid])]
    return out or ["- No change."]


def counted(kind: Kind, count: int) -> str:
    """ "1 company", "22 companies", "818 releases"."""
    return plural(count, kind.one, kind.many)


def _changes(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    out = []
    for key in dict.fromkeys([*was, *now]):
        if key in HOUSEKEEPING or was.get(key) == now.get(key):
            continue
        before, after = brief(was.get(key)), brief(now.get(key))
        told = after is None or before is None or len(before) + len(after) <= 120
        out.append(f"{key} {before or 'nothing'} → {after or 'nothing'}" if told else f"{key} changed")
    return out
