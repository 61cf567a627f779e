"""Amounts of money and currencies as people type them."""

import re
from functools import cache

from cnai.errors import InvalidQuery
from cnai.words.quantities import NUMBER, misplaced_comma, plain_signs, power, threshold

CURRENCIES = ("USD", "CNY")  # of list prices
_BY_CODE = (
    "AED", "CZK", "DKK", "HUF", "IDR", "ILS", "KZT", "MOP", "MXN", "MYR", "NOK", "PHP", "PLN", "SAR", "SEK", "THB", "TRY", "VND", "ZAR",
)  # fmt: skip
# ISO 4217 code -> its signs and usual names, in lower case. A sign of several currencies means the first here.
_CALLED = {
    "USD": "$, us$, dollar, dollars, us dollar, us dollars, 美元, 美金",
    "CNY": "¥, cn¥, rmb, cnh, yuan, renminbi, 元, 人民币",
    "EUR": "€, euro, euros, 欧元",
    "GBP": "£, pound, pounds, 英镑",
    "JPY": "jp¥, yen, 日元, 円",
    "HKD": "hk$, hong kong dollars, 港元, 港币",
    "TWD": "nt$, ntd, 台币, 新台币",
    "SGD": "s$, sg$, singapore dollars, 新元, 新加坡元",
    "KRW": "₩, won, 韩元",
    "INR": "₹, 印度卢比",
    "CAD": "c$, ca$, canadian dollars, 加元",
    "AUD": "a$, au$, australian dollars, 澳元",
    "NZD": "nz$",
    "CHF": "swiss francs, 瑞士法郎",
    "RUB": "₽, 卢布",
    "BRL": "r$",
    **dict.fromkeys(_BY_CODE, ""),
}
# Signs and words that may stand beside another name of one of these: $40M CAD, 港币5000万元.
_LOOSE = {"$": ("USD", "HKD", "TWD", "SGD", "CAD", "AUD", "NZD"), "¥": ("CNY", "JPY"), "元": tuple(_CALLED)}
_PERIOD = (
    r"(.+?)(?:(?:\s*/|\s*\bper\b|\s*\b(?:an?|each|every)\b)\s*(year|yr|y|annum|month|mo|m)"
    r"|\s+(yearly|annually|monthly|p\.?a\.?)|\s*[/每一]*个?(年|月))"
)

_PER_MILLION = r"(\S*\d\S*?)\s*(?:/|每|\bper\b)\s*(?:1?\s?M|1?百万|(?:1 )?million)\s*(?:个?tokens?|词元)?"


class Amount(float):
    """A number of money, with the currency if one is named."""

    currency: str | None = None


@cache
def _codes() -> dict[str, str]:
    """Every name of a currency in lower case -> its code, the longest first."""
    names = {name: code for code, called in _CALLED.items() for name in (code.lower(), *called.split(", ")) if name}
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def currency_code(text: str) -> str:
    """The code of a currency by its sign or usual name; any other text as it is."""
    return _codes().get(plain_signs(text).lower(), text.strip())


def amount(text: str) -> Amount:
    """The amount of "0.5", "US$1", "¥8", "8 RMB". Raises InvalidQuery."""
    body, currency = _without_currency(text, "max-price")
    if not re.fullmatch(NUMBER, body):
        per = re.fullmatch(_PER_MILLION, plain_signs(text), re.IGNORECASE)
        near = f"; prices are per 1M tokens, so {per[1]} is enough" if per else ""
        raise InvalidQuery(
            misplaced_comma(text) or f"{text!r} is not a price; use a number, such as 0.5 or US$0.5{near}", option="max-price"
        )
    out = Amount(body.replace(",", ""))
    out.currency = currency
    return out


def revenue(text: str) -> tuple[float, str | None, str]:
    """(amount, currency, "month" or "year") of "40M/year", "20M USD/month", "每年5亿元"; the currency is None if none is named.
    Raises InvalidQuery."""
    body = re.sub("^(每个?[年月])(.+)", r"\2\1", plain_signs(text))
    found = re.fullmatch(_PERIOD, body, re.IGNORECASE)
    if not found or not re.search(r"\d|[一二两三四五六七八九]", found[1]):
        raise InvalidQuery(f"{text!r} needs an amount and a period; use 40M/year, 20M/month or 40M CNY/year", option="revenue")
    period = (found[2] or found[3] or found[4]).lower()
    size, currency = _without_currency(found[1], "revenue")
    if not misplaced_comma(size) and (word := _unknown(size)):
        raise InvalidQuery(f"{text!r} {_why(word)}", tuple(_CALLED), option="revenue")
    return threshold(size, "revenue"), currency, "month" if period[0] in "m月" else "year"


def _without_currency(text: str, option: str) -> tuple[str, str | None]:
    """(the text without the names of a currency before and behind, the code of it). Raises InvalidQuery for two currencies."""
    body = plain_signs(text)
    before = next((name for name in _codes() if body.lower().startswith(name)), "")
    body = body[len(before) :].strip()
    behind = next((name for name in _codes() if body.lower().endswith(name)), "")
    body = body[: len(body) - len(behind)].strip()
    first, last = _codes().get(before), _codes().get(behind)
    if not first or not last or first == last or last in _LOOSE.get(before, ()):
        return body, last or first
    if first not in _LOOSE.get(behind, ()):
        raise InvalidQuery(f"{text.strip()!r} names two currencies, {first} and {last}", option=option)
    return body, first


def _unknown(size: str) -> str:
    """The first word in a size that is no unit of one; "" if there is none."""
    for word in re.findall(r"[^\W\d_]+", size):
        try:
            power(word)
        except KeyError:
            return "" if re.search("[一二两三四五六七八九]", word) else str(word)
    return ""


def _why(word: str) -> str:
    """What is wrong with a word in a revenue."""
    if word.lower() in _codes():
        return "is not one amount in one currency; use 40M/year or 40M CNY/year"
    import difflib

    near = difflib.get_close_matches(word.upper(), _CALLED, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"has {word!r}, which is neither a size (K, M, B, 万, 亿) nor a known currency ({', '.join(list(_CALLED)[:12])}, …){hint}"
