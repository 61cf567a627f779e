"""Sizes, money and fixed words as people type them."""

import re
from collections.abc import Callable, Iterable, Sequence

from cnai.errors import InvalidQuery

CURRENCIES = ("USD", "CNY")  # of list prices
_CHINESE = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_POWER = _CHINESE | {
    "": 1,
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "t": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
}
# Compiled when a size is read, not at every start.
_SIZE = r"(\d+(?:\.\d+)?)\s*(k|mn|m|bn|b|t|thousand|million|billion|trillion|万亿|百万|千万|亿|万|千)?"
_REVENUE = (
    r"([\d.,]+\s*[a-z百千万亿]*?)\s*(usd|cny|eur|gbp|jpy|hkd|twd|sgd|krw|inr|cad|aud|chf)?\s*(?:/|\bper\b|\ba\b)\s*(month|year|mo|yr|m|y)"
)
_COMMAS = r"(?!\d{1,3}(?:,\d{3})+(?![\d,]))\d*,\d"  # that do not group thousands
_SIGNS = {
    "$": "USD",
    "US$": "USD",
    "¥": "CNY",
    "￥": "CNY",
    "€": "EUR",
    "HK$": "HKD",
    "RMB": "CNY",
    "人民币": "CNY",
    "CNY": "CNY",
    "USD": "USD",
}
# Words of a revenue -> as they are read.
_READ = (
    ("美元|美金|(?:us )?dollars?", " USD"), ("欧元|euros?", " EUR"), ("港[元币]", " HKD"), ("人民币|元|rmb|yuan", " CNY"),
    ("[/每一]*年", "/year"), ("[/每一]*月", "/month"),
)  # fmt: skip
CURRENCY_WORDS = {
    "rmb": "CNY",
    "yuan": "CNY",
    "元": "CNY",
    "人民币": "CNY",
    "cn¥": "CNY",
    "dollar": "USD",
    "dollars": "USD",
    "美元": "USD",
    "美金": "USD",
}


# What people call kinds of model -> the nearest fixed word, which may mean more: a hint, not an answer.
_USUAL = {
    "llm": "text", "chat": "text", "vlm": "vision", "mllm": "vision", "multimodal": "omni", "tts": "speech", "asr": "speech",
    "coder": "code", "coding": "code", "t2i": "image", "t2v": "video", "rerank": "embedding", "reranker": "embedding",
}  # fmt: skip


class Amount(float):
    """A number of money, with the currency if one is named."""

    currency: str | None = None


def amount(text: str) -> Amount:
    """The amount of "0.5", "US$1", "¥8", "8 RMB". Raises ValueError."""
    body, currency = _signed(text)
    found = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)\s*(\D*)", body)
    word = found[2].strip().lower() if found else ""
    named = CURRENCY_WORDS.get(word) or (word.upper() if word.upper() in _SIGNS.values() else None)
    if not found or (word and not named):
        raise ValueError(text)
    out = Amount(found[1])
    out.currency = named or currency
    return out


def currency_code(text: str) -> str:
    """The code of a currency by its sign or usual name; any other text as it is."""
    word = text.strip()
    return _SIGNS.get(word.upper()) or CURRENCY_WORDS.get(word.lower()) or word


def _signed(text: str) -> tuple[str, str | None]:
    """(what is behind the sign of a currency, the code of it)."""
    body = text.strip()
    sign = next((s for s in sorted(_SIGNS, key=len, reverse=True) if body.upper().startswith(s)), "")
    return body[len(sign) :].strip(), _SIGNS.get(sign)


def threshold(text: str, option: str) -> int:
    """A size such as 7B, 1.5T, 128K, 1M or "50 million" as a number, by powers of ten."""
    body = text.strip().replace("，", ",").replace("_", "")
    if re.match(_COMMAS, body):
        hint = f"; did you mean {body.replace(',', '.')}?" if body.count(",") == 1 else ""
        raise InvalidQuery(f"the comma in {text!r} does not group thousands{hint}", option=option)
    found = re.fullmatch(_SIZE, body.replace(",", ""), re.IGNORECASE)
    if not found:
        what = "number of users; use 800K, 200M, 1B" if option == "mau" else "size; use 7B, 1.5T, 128K, 1M"
        raise InvalidQuery(f"{text!r} is not a {what} or a plain number", option=option)
    return round(float(found[1]) * _POWER[(found[2] or "").lower()])


def sizes_in(text: str) -> list[float]:
    """The numbers in a text, with the power of ten behind them: "427B total, 26B active" gives 427e9 and 26e9. Dates are none."""
    bare = re.sub(r"\d{4}-\d\d(-\d\d)?", " ", text).replace(",", "")
    found = re.findall(rf"(?<![\w.]){_SIZE}\b", bare, re.IGNORECASE)
    return [float(number) * _POWER[power.lower()] for number, power in found]


def share_of_known(flags: Iterable[bool | int | None]) -> float | None:
    """How many of those that are known are true, between 0 and 1; None where none is known."""
    known = [bool(flag) for flag in flags if flag is not None]
    return round(sum(known) / len(known), 3) if known else None


def within(low: str | None, high: str | None, what: str) -> Callable[[int | None], bool]:
    """A test for numbers between two thresholds, both included; an unknown number passes only without thresholds."""
    least = threshold(low, f"min-{what}") if low else None
    most = threshold(high, f"max-{what}") if high else None
    if least is None and most is None:
        return lambda _: True
    return lambda n: n is not None and (least is None or n >= least) and (most is None or n <= most)


def revenue(text: str) -> tuple[float, str, str]:
    """(amount, currency, "month" or "year") of "40M/year", "20M USD/month", "100M CNY/year"; dollars if no currency is named."""
    body, currency = _signed(re.sub("^(每[年月])(.+)", r"\2\1", text.strip()))
    for word, read in _READ:
        body = re.sub(word, read, body, flags=re.IGNORECASE)
    found = re.fullmatch(_REVENUE, body, re.IGNORECASE)
    if not found:
        raise InvalidQuery(f"{text!r} needs an amount and a period; use 40M/year, 20M/month or 40M CNY/year", option="revenue")
    period = "month" if found[3].lower().startswith("m") else "year"
    return threshold(found[1], "revenue"), (found[2] or currency or "USD").upper(), period


def one_of(value: str, allowed: Sequence[str], option: str) -> str:
    """The word of a fixed list that is meant, in any case, with or without hyphens. Raises InvalidQuery with all and the nearest."""
    by_case = {word.lower(): word for word in allowed}
    folded = value.strip().lower()
    plain = {_letters(word): word for word in by_case}
    if folded in by_case or _letters(folded) in plain:
        return by_case[folded if folded in by_case else plain[_letters(folded)]]
    import difflib

    near = [word] if (word := _USUAL.get(folded)) in by_case else difflib.get_close_matches(folded, by_case, n=1)
    numbers = [w for w in allowed if w.isdigit()]
    span = [f"{numbers[0]} to {numbers[-1]}"] if len(numbers) > 2 else numbers
    shown = ", ".join([*span, *(w for w in allowed if w not in numbers)])
    hint = f"; did you mean {by_case[near[0]]}?" if near else ""
    raise InvalidQuery(f"invalid value {value!r} (choose from {shown}){hint}", tuple(allowed), option=option)


def _letters(word: str) -> str:
    """A fixed word without what stands between its parts: "start-up" and "research institute" are printed so."""
    return word.replace("-", "").replace(" ", "").replace("_", "")


def each_of(values: Sequence[str], allowed: Sequence[str], option: str) -> list[str]:
    """Every value as a word of a fixed list."""
    return [one_of(value, allowed, option) for value in values]
