"""Dates that are as exact as known: "2025", "2025-07" or "2025-07-11". As text they sort, and each stands for a span of days."""

import re
from datetime import date, timedelta

from cnai.errors import InvalidQuery

_SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NEAR = {"today": 0, "yesterday": 1, "今天": 0, "昨天": 1, "昨日": 1, "前天": 2}
_YEARS = {"this year": 0, "今年": 0, "去年": 1, "前年": 2}
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_UNITS = {"day": "d", "week": "w", "month": "m", "year": "y", "天": "d", "周": "w", "星期": "w", "个月": "m", "年": "y"}
_AGO = rf"(?:in )?(?:the )?(?:last|past|previous)? ?(\d{{1,3}}|an?|{'|'.join(_COUNTS)})? ?(day|week|month|year)s?(?: ago)?"
_AGO_ZH = r"(?:最近|近|过去|上)?(\d{1,3}|[一二两三四五六七八九十])?(?:个(?=星期))?(天|周|星期|个月|年)(?:前|内|以来|之内|以内)?"
_SPAN = r"(\d{1,20})([dwmy])"


def is_date(text: str) -> bool:
    """Whether the text is a real date of one of the three shapes."""
    if not _SHAPE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})[a-z]*\.? (?:(\d{{1,2}}), )?(\d{{4}})"


def dates_in(text: str) -> list[str]:
    """The dates in a text, also those with the name of a month: "by 2026-08-28", "March 2023", "24 December 2024"."""
    out = []
    for before, month, after, year in re.findall(_NAMED, text.lower()):
        day = before or after
        out.append(f"{year}-{_MONTHS.index(month) + 1:02d}" + (f"-{int(day):02d}" if day else ""))
    rest = re.sub(_NAMED, " ", text.lower())
    out += [found[0] for found in re.finditer(r"(?<![\d-])\d{4}(-\d{2}(-\d{2})?)?(?![\d-])", rest)]
    return [d for d in out if is_date(d)]


def earliest(text: str) -> str:
    """The first day that an inexact date can mean."""
    return text + "0000-01-01"[len(text) :]


def latest(text: str) -> str:
    """The last day that an inexact date can mean."""
    if len(text) == len("2025"):
        return f"{text}-12-31"
    if len(text) == len("2025-07"):
        year, month = int(text[:4]), int(text[5:])
        return f"{text}-{calendar_days(year, month):02d}"
    return text


def calendar_days(year: int, month: int) -> int:
    """How many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
    return (following - timedelta(days=1)).day if following else 31


def day_before(day: str) -> str:
    """The day before an exact date."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    """The day after an exact date."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def read(text: str) -> str:
    """A date that is written in any form, as we write it: "2026/07/16" and "July 16, 2026" give 2026-07-16; "" if it is none."""
    text = text.strip()
    found = text if is_date(text) else _meant(text.lower(), "2000-01-01") if any(c.isdigit() for c in text) else ""
    return found if is_date(found) else ""


def parse(text: "str | date", today: str) -> str:
    """A date option: a date of any shape, or a span such as 30d, 12w, 6m, 1y before `today` (the data's own date)."""
    text = (text if isinstance(text, str) else text.isoformat()).strip()
    if is_date(text):
        return text
    span, wrong = re.fullmatch(_SPAN, text.lower()), "is not a date"
    if span:
        try:
            return before(today, int(span[1]), span[2])
        except (ValueError, OverflowError):
            wrong = "goes back too far"
    hint = f"; did you mean {near}?" if (near := _meant(text.lower(), today)) else ""
    raise InvalidQuery(f"{text!r} {wrong}; use 2025, 2025-07, 2025-07-11 or a span such as 30d, 12w, 6m, 1y{hint}")


def _meant(text: str, today: str) -> str:
    """The date or span that a text in another form most probably is, "" if there is none."""
    if text in _NEAR:
        return before(today, _NEAR[text], "d")
    if text in _YEARS:
        return str(int(today[:4]) - _YEARS[text])
    if year := re.fullmatch(r"(\d{4})年", text):
        return year[1]
    if ago := re.fullmatch(_AGO, text) or re.fullmatch(_AGO_ZH, text):
        return f"{_count(ago[1] or '1')}{_UNITS[ago[2]]}"
    if quarter := re.fullmatch(r"(?P<y>\d{4})[- ]?q(?P<q>[1-4])", text) or re.fullmatch(r"q(?P<q>[1-4])[- ]?(?P<y>\d{4})", text):
        last = 3 * int(quarter["q"])
        return f"{quarter['y']}-{last - 2:02d} to {quarter['y']}-{last:02d}"
    found = re.match(r"(\d{4})[-/.年 ]?(\d\d?)(?:[-/.月 ]?(\d\d?))?(?!\d)", text)
    read = "-".join([found[1], *(f"{int(part):02d}" for part in found.groups()[1:] if part)]) if found else ""
    return read if is_date(read) else next((d for d in dates_in(text) if len(d) > len("2025")), "")


def _count(text: str) -> int:
    """The number that a text of a span is."""
    if text.isdecimal():
        return int(text)
    return (
        "零一二三四五六七八九十".index(text.replace("两", "二"))
        if not text.isascii()
        else 1 + (_COUNTS.index(text) if text in _COUNTS else 0)
    )


def before(day: str, count: int, unit: str) -> str:
    """The day so many days, weeks, months or years before `day`; the end of a month stays inside its month."""
    start = date.fromisoformat(day)
    if unit in "dw":
        return (start - timedelta(days=count * (7 if unit == "w" else 1))).isoformat()
    months = start.year * 12 + start.month - 1 - count * (12 if unit == "y" else 1)
    month = f"{date(months // 12, months % 12 + 1, 1).isoformat()[:7]}"
    return f"{month}-{min(start.day, int(latest(month)[8:])):02d}"
