"""The evidence of a past day: what proves a value that held then, and nothing that tells of later ones.

A source that was published later proves a value of that day only where no earlier one does; what others say later is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cnai.model.kinds import TABLE_OF, TABLES
from cnai.model.shape import dated_lists
from cnai.store.then import held_on, later, marked_later, on_day
from cnai.words.dates import dates_in
from cnai.words.text import brief, parts

Row = dict[str, Any]
Records = Mapping[str, Row]


def evidence_on(rows: Iterable[Row], now: Records, then: Records, sources: Records, day: str) -> list[Row]:
    """The pieces of evidence of a day, of all today's pieces of some records. `now` and `then` are these records today and on that day."""
    kept = [shown for row in rows if row["subject"] in then for shown in _on_day(row, now[row["subject"]], then[row["subject"]], day)]
    used = {s for row in kept for s in (row["source"], *(a["source"] for a in row["alternatives"]))}
    later_ones = {s for s in used if late(sources[s], day)}
    early = {_about(row) for row in kept if row["source"] not in later_ones}
    return [
        {
            **row,
            "note": marked_later(row["note"], row["checked"], day),
            "alternatives": [a for a in row["alternatives"] if a["source"] not in later_ones],
        }
        for row in kept
        if row["source"] not in later_ones or _about(row) not in early
    ]


def _about(row: Row) -> tuple[str, str, str | None]:
    return row["subject"], row["field"], row["value"]


def late(source: Row, day: str) -> bool:
    """Whether a source was published after the day, or its title tells of a later one."""
    return later(source.get("published"), day) or any(later(d, day) and d <= source["accessed"] for d in dates_in(source["title"]))


def _on_day(row: Row, now: Row, then: Row, day: str) -> Iterator[Row]:
    """The piece of evidence as it proves what held on the day, or nothing."""
    if row["field"] == "past":
        for entry in now["past"]:
            if parts(brief(entry)) != parts(row["value"]):
                continue
            if entry in then["past"]:
                yield row
            elif entry == held_on(entry["field"], now, day) and not later(entry.get("since"), day):
                yield {**row, "field": entry["field"], "value": brief(entry.get("value"))}
        return
    key = next((k for k in now if k == row["field"]), None) or max(
        (k for k in now if row["field"].startswith(f"{k}_")), key=len, default=""
    )
    when = dated_lists(TABLES[TABLE_OF[now["record"]]]).get(key)
    if now.get(key) == then.get(key) or (not when and then.get(key) and parts(brief(then[key])) == parts(row["value"])):
        yield row
    elif when and then[key]:
        value = _entries(row["value"] or "", now[key], then[key], when, day)
        if value:
            yield {**row, "value": value}


def _entries(text: str, now: list[Row], then: list[Row], when: str, day: str) -> str:
    """Of the entries of a dated list that a piece of evidence names those of the day, written as they were."""
    known: dict[str, str] = {}
    for entry in now:
        cut = on_day(entry, when, day)
        known["|".join(parts(brief(entry)))] = (brief(cut) or "") if cut in then else ""
    whole = "|".join(parts(text))
    if whole in known:
        return known[whole]
    pieces = (known.get("|".join(parts(p)), "" if any(later(d, day) for d in dates_in(p)) else p) for p in text.split("; "))
    return "; ".join(filter(None, pieces))
