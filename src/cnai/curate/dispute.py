"""When another source contradicts a value: what it says is about this field, and the difference is more than time zones or rounding."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from cnai.model.kinds import NAMED_TABLES, TABLES
from cnai.model.shape import fixed_words
from cnai.store.folding import fold
from cnai.words.dates import dates_in, earliest, is_date, latest
from cnai.words.quantities import sizes_in
from cnai.words.text import brief

NEAR = 0.05  # sizes that differ by less were counted otherwise or rounded: 671B and 685B
FAR = 10  # sizes that differ by more are of two things: all parameters and the active ones
DAY = 1  # one day by Beijing time and by American time
_SAME = re.compile(r"\bthe same\b", re.IGNORECASE)

Raw = dict[str, list[dict[str, Any]]]


def disputed(raw: Raw) -> list[tuple[str, str]]:
    """(record, field) for which another source contradicts what is shown."""
    records = {record["id"]: (TABLES[table], record) for table in NAMED_TABLES for record in raw[table]}
    out = set()
    for row in raw["evidence"]:
        cls, record = records.get(row["subject"], (None, {}))
        own = value_of(record, row["field"])
        words = fixed_words(cls, row["field"]) if cls else ()
        for other in row["alternatives"]:
            if not _SAME.search(f"{other['value']} {other['note'] or ''}") and contradicts(own, other["value"], row["value"], words):
                out.add((row["subject"], row["field"]))
    return sorted(out)


def contradicts(own: Any, other: str, proved: str | None = None, words: tuple[str, ...] = ()) -> bool:
    """Whether the words of another source mean another value of the field. `proved` is what the evidence proves, such as an item of a
    list; `words` are those that the field may have."""
    text = other.strip()
    if isinstance(own, bool):
        said = {"true": True, "false": False, "open": True, "closed": False}.get(re.split(r"\W", text.lower())[0])
        return said is not None and said is not own
    if isinstance(own, (int, float)):
        return _other_size(own, [n for n in sizes_in(text) if n * FAR > own > n / FAR])
    days = dates_in(text)
    if isinstance(own, str) and is_date(own):
        bound = re.match(r"(by|not yet on|after|before)\b", text)
        if bound and len(days) == 1:
            return earliest(own) > latest(days[0]) if bound[1] in ("by", "before") else latest(own) <= earliest(days[0])
        return _other_day(own, days)
    if words:
        return text.lower() in words and text.lower() != own
    if days == [text] or re.fullmatch(r"[\d,.]+ ?[KMBT]?", text):  # the day or the size of a field that the same source proves
        return False
    return not any(_holds(known, text) for known in (brief(own), proved) if known)


def _other_size(own: float, said: list[float]) -> bool:
    return bool(said) and all(abs(n - own) > NEAR * own for n in said)


def _other_day(own: str, said: list[str]) -> bool:
    """Two exact days may be a day apart; an inexact date may hold the other."""
    return bool(said) and not any(_gap(own, day) <= (DAY if len(own) == len(day) == len("2025-07-11") else 0) for day in said)


def _gap(one: str, other: str) -> int:
    """How many days lie between two dates; 0 or less if they have a day in common."""
    begins, ends = ([date.fromisoformat(f(d)) for d in (one, other)] for f in (earliest, latest))
    return max((begins[1] - ends[0]).days, (begins[0] - ends[1]).days)


def _holds(known: str, text: str) -> bool:
    """Whether what is known holds what another source says: the words, or each of its numbers."""
    numbers = list(_numbers(text))
    return fold(text) in fold(known) or fold(known) in fold(text) or (bool(numbers) and set(numbers) <= set(_numbers(known)))


def _numbers(text: str) -> Iterator[float]:
    return (float(n) for n in re.findall(r"\d+(?:\.\d+)?", text))


def value_of(raw: dict[str, Any], name: str) -> Any:
    """A field's value, also of a part under its flat name (ceo_name)."""
    if name in raw:
        return raw[name]
    for key, value in raw.items():
        if isinstance(value, dict) and name.startswith(key + "_"):
            return value.get(name[len(key) + 1 :])
    return None
