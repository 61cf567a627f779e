"""The only place where values become words for people: 262144 becomes "256K", None becomes "—". And where text is made harmless."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cnai.words.labels import field, word

UNKNOWN = "—"
# Escapes, controls, and format characters (Unicode category Cf), which are invisible, plus private use and surrogates: what a terminal
# or a reader could be tricked with. U+FFF9 to U+FFFB and the tags of U+E0000 are among them.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    "\ud800-\uf8ff\U000f0000-\U0010ffff]"
)


@cache
def unsafe() -> re.Pattern[str]:
    """The pattern of those characters; compiled on first use, since most text never needs it."""
    return re.compile(_UNSAFE)


def safe(text: str) -> str:
    """The text with every control, bidirectional, invisible or broken character shown as its code point: U+001B becomes \\u{1b}."""
    if text.isprintable():  # true for most text, and ten times faster to find out
        return text
    return unsafe().sub(lambda m: f"\\u{{{ord(m[0]):x}}}", text)


def one_line(text: str) -> str:
    """Safe text on one line: tabs and line breaks become a space."""
    return text if text.isprintable() else safe(re.sub(r"\s*[\t\r\n]+\s*", " ", text))


def tokens(count: int) -> str:
    """131072 and 128000 as "128K", 1000000 as "1M", 15500000000000 as "15.5T": as the field writes it, by powers of two where these fit
    exactly and powers of ten do not."""
    for size, unit in ((1024**2, "M"), (1024, "K")) if count % 1000 else ():
        if count % size == 0 and count // size < 1024:
            return f"{count // size}{unit}"
    return short_number(count)


def params(count: int) -> str:
    """671000000000 as "671B", 1040000000000 as "1.04T"."""
    return short_number(count)


def _rounds(count: float) -> bool:
    """Whether three significant digits are less than the number."""
    return float(f"{count:.3g}") != count


def short_number(count: float, *, exact: bool = False) -> str:
    """Three significant digits and a letter: 1500000 as "1.5M"; an `exact` one whole where that would round it: "100,000,001"."""
    if exact and _rounds(count):
        return f"{count:,}"
    for size, unit in ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")):
        if abs(count) >= size * 0.9995:
            return f"{count / size:.3g}{unit}" if count / size < 1000 else f"{count / size:.0f}{unit}"
    return f"{count:g}"


def money(amount: float, currency: str | None, *, exact: bool = False) -> str:
    """20000000000 in USD as "US$20bn"; currencies other than dollars and yuan by their code. An `exact` one is never rounded."""
    sign = {"USD": "US$", "CNY": "¥", "HKD": "HK$"}.get(currency or "", f"{currency} " if currency else "")
    for size, unit in () if exact and _rounds(amount) else ((10**9, "bn"), (10**6, "m")):
        if amount >= size * 0.9995:  # what is rounded to a whole one is one
            return f"{sign}{amount / size:.3g}{unit}" if amount / size < 1000 else f"{sign}{amount / size:,.0f}{unit}"
    return f"{sign}{amount:,.10g}"


def size(row: Mapping[str, Any]) -> str:
    """Total and active parameters as the field writes them: "1T-A32B", "72B"; "—", "undisclosed" or "n/a" where there is no number."""
    total, active = row.get("total_params"), row.get("active_params")
    if total is None:
        return silence(row, "total_params") if active is None else f"A{params(active)}"
    return f"{params(total)}-A{params(active)}" if active else params(total)


def silence(row: Mapping[str, Any], key: str) -> str:
    """What is shown for a missing value: the maker keeps it secret, it cannot apply, or it is not known yet."""
    if key in (row.get("undisclosed") or ()):
        return "undisclosed"
    return "n/a" if key in (row.get("not_applicable") or ()) else UNKNOWN


def weights(value: bool | None) -> str:
    """Whether the weights are open, as a word."""
    return UNKNOWN if value is None else "open" if value else "closed"


def show(key: str, value: Any, row: Mapping[str, Any] | None = None) -> str:
    """A flat field's value for people. `row` tells why a missing value is missing."""
    if value is None or value in ([], (), ""):
        return silence(row or {}, key)
    if key == "open_weights":
        return weights(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(show_item(v) for v in value)
    if isinstance(value, Mapping):
        return show_item(value)
    shape = field(key).shape
    if isinstance(value, (int, float)):
        if shape == "tokens":
            return tokens(int(value))
        if shape == "params":
            return params(int(value))
        if shape == "number":
            return money(value, "USD") if field(key).unit == "USD" else f"{value:,.10g}"
        return str(int(value)) if isinstance(value, int) or value.is_integer() else f"{value:.10g}"
    return one_line(word(str(value)))


def show_item(value: Any) -> str:
    """One object of a list in a few words: a person by name, a listing by exchange and ticker, others by their parts."""
    if not isinstance(value, Mapping):
        return one_line(word(str(value)))
    row = {k: v for k, v in value.items() if v is not None and v not in ([], ())}
    if "ticker" in row:
        return one_line(f"{row['exchange']} {row['ticker']}" + span(row))
    if "score" in row:
        return one_line(benchmark(row))
    if "currency" in row and ("input" in row or "output" in row):
        return one_line(price(row) + span(row))
    if "authority" in row:
        return one_line(f"{row['list']}: {_listed(row)}")
    if "amount" in row:
        return one_line(money(row["amount"], row.get("currency")) + (f" ({row['date']})" if "date" in row else ""))
    if "name" in row and "license" not in row:
        zh = f" {row['name_zh']}" if "name_zh" in row else ""
        return one_line(f"{row['name']}{zh}" + (f" ({row['relation']})" if "relation" in row else ""))
    return one_line(", ".join(show_item(v) if isinstance(v, Mapping) else str(v) for v in row.values()))


def _listed(row: Mapping[str, Any]) -> str:
    """Whether and when a company was on a list: "listed 2021-01-14, removed 2021-05-25"."""
    since, until = row.get("since"), row.get("until")
    if row["status"] == "removed" and (since or until):
        return ", ".join(f"{what} {day}" for what, day in (("listed", since), ("removed", until)) if day)
    day = f" ({'checked ' if row['status'] == 'not-found' else ''}{since})" if since else ""
    return f"{word(str(row['status']))}{day}"


def span(row: Mapping[str, Any]) -> str:
    """The days for which a dated entry holds: " (since 2025-07-11)", " (2025-07-11 to 2025-09-05)", "" without days."""
    if row.get("until"):
        return f" ({row['since']} to {row['until']})" if row.get("since") else f" (until {row['until']})"
    return f" (since {row['since']})" if row.get("since") else ""


def unit_price(value: float) -> str:
    """Two decimals, more only where they are needed: 0.6 as "0.60", 0.0028 as it is."""
    return f"{value:.2f}" if round(value, 2) == value else f"{value:.10g}"


def price(row: Mapping[str, Any]) -> str:
    """A price row: "US$0.60 in · US$2.50 out per 1M tokens"."""
    cur = {"USD": "US$", "CNY": "¥"}.get(row["currency"], row["currency"] + " ")
    names = (("input", "in"), ("cached_input", "cached"), ("cache_write", "cache write"), ("output", "out"))
    sums = " · ".join(f"{cur}{unit_price(row[k])} {label}" for k, label in names if row.get(k) is not None)
    extra = [row[k] for k in ("mode", "hours") if row.get(k) and row[k] != "standard"]
    if row.get("over_input_tokens"):
        extra.append(f"over {tokens(row['over_input_tokens'])} input tokens")
    return f"{sums} per {row['unit']}" + (f", {', '.join(extra)}" if extra else "")


def price_key(row: Any) -> list[Any]:
    """What tells a price from the others of its model, whatever day is asked about."""
    parts = ("endpoint", "currency", "unit", "mode", "over_input_tokens", "hours", "since", "input", "output")
    return [getattr(row, k) for k in parts]


def benchmark(row: Mapping[str, Any]) -> str:
    """A benchmark row: "SWE-bench Verified (agentic) 65.8 %, maker"; how it was measured is in brackets, and another than the maker has its
    name."""
    from cnai.words.benchmarks import short

    measured = short(row.get("variant"), row.get("settings"))
    name = f"{row['name']} ({measured})" if measured else str(row["name"])
    text = score(row["score"], row.get("unit"), f"{row['name']} {row.get('variant') or ''}")
    who = row.get("reported_by")
    who = row.get("evaluator") or who if who == "independent" else who
    return f"{name} {text}" + (f", {who}" if who else "")


def score(value: float, unit: str | None, of: str = "") -> str:
    """A result with its unit: a share of one as per cent; a place as "rank 2"; a unit that the name says already is left out."""
    if unit == "share" and 0 <= value <= 1:
        return f"{value * 100:.10g} %"
    if unit == "rank":
        return f"rank {value:g}"
    return f"{value:g}" + (f" {unit}" if unit and unit.lower() not in of.lower() else "")


def joined(values: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    return f"{', '.join(values[:-1])} {last} {values[-1]}" if len(values) > 1 else "".join(values)


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 release", "2 releases"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def brief(value: Any) -> str | None:
    """A value as one line of text, for evidence rows: lists join with "; ", the parts of an object with ", "."""
    if value is None or value in ([], {}):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(brief(v) or "" for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{k} {brief(v)}" for k, v in value.items() if v is not None)
    return str(value)


def parts(text: str | None) -> list[str]:
    """The parts of an item as `brief` writes it, in any order and without empty ones."""
    return sorted(part for part in (text or "").split(", ") if not part.endswith(" None"))
