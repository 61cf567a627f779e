"""What is true of a plain value on a past day: whether it was there yet, and how it read."""

from typing import Any

from cnai.words.dates import dates_in, earliest, latest


def later(value: str | None, day: str) -> bool:
    """Whether a date is known and certainly after the day."""
    return value is not None and earliest(value) > day


def may_be_later(value: str | None, day: str) -> bool:
    """Whether something that a day shows may have come after it, since its first day is not known, or not exactly."""
    return value is None or latest(value) > day


def on_day(row: dict[str, Any], when: str, day: str) -> dict[str, Any] | None:
    """An entry of a dated list as it was: None before it came; before it ended it has no end, and is not "removed" yet."""
    if later(row.get(when), day):
        return None
    if not later(row.get("until"), day):
        return row
    return {**row, "until": None, **({"status": "listed"} if row.get("status") == "removed" else {})}


def held_on(field: str, record: dict[str, Any], day: str) -> dict[str, Any] | None:
    """The earlier value that ended first after the day, None where today's held already."""
    past = [p for p in record["past"] if p["field"] == field and later(p.get("until"), day)]
    return min(past, key=lambda p: earliest(p["until"]), default=None)


def marked_later(text: str | None, written: str | None, day: str) -> str | None:
    """A text that names a day between the one asked about and the one it was written on, marked with the latter as summaries are."""
    told = text is not None and written is not None and any(day < earliest(d) and d <= written for d in dates_in(text))
    return f"[as of {written}] {text}" if told else text
