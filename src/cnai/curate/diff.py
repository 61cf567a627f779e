"""What differs between two compiled catalogues, in words: for the Data heading of the changelog."""

from typing import Any

from cnai.curate.books import brief
from cnai.curate.compile import HOUSEKEEPING
from cnai.entities import TABLES
from cnai.text import joined, plural

MANY = 12  # more names than this are counted, not listed
_ONE = {"companies": "company", "families": "family", "models": "release", "licenses": "licence", "evidence": "piece of evidence"}
_MANY = {"companies": "companies", "families": "families", "licenses": "licences", "evidence": "pieces of evidence"}


def in_words(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Markdown list items: what came, what went, and each field that changed, by table. From nothing: the counts alone."""
    if not old:
        counts = [counted(table, len(new.get(table, []))) for table in TABLES]
        return [f"- Data {new['data_version']}: {joined(counts)}."]
    out = []
    for table in TABLES:
        if table == "evidence":
            continue
        was = {r["id"]: r for r in old.get(table, [])}
        now = {r["id"]: r for r in new.get(table, [])}
        for word, ids in (("added", now.keys() - was.keys()), ("removed", was.keys() - now.keys())):
            if ids:
                names = f": {', '.join(sorted(ids))}" if len(ids) <= MANY else ""
                out.append(f"- {counted(table, len(ids))} {word}{names}.")
        for rid in sorted(was.keys() & now.keys()):
            out += [f"- {rid}: {line}." for line in _changes(was[rid], now[rid])]
    return out or ["- No change."]


def counted(table: str, count: int) -> str:
    """ "1 company", "22 companies", "818 releases"."""
    return plural(count, _ONE.get(table, table.rstrip("s")), _MANY.get(table))


def _changes(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    out = []
    for key in dict.fromkeys([*was, *now]):
        if key in HOUSEKEEPING or was.get(key) == now.get(key):
            continue
        before, after = brief(was.get(key)), brief(now.get(key))
        told = after is None or before is None or len(before) + len(after) <= 120
        out.append(f"{key} {before or 'nothing'} → {after or 'nothing'}" if told else f"{key} changed")
    return out
