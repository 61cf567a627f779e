"""Numbers, sizes and fixed words as people type them."""

import re
from collections.abc import Callable, Iterable, Sequence
from math import prod
from unicodedata import normalize

from cnai.errors import InvalidQuery

_WORDS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_POWER = {
    "k": 10**3,
    "m": 10**6,
    "b": 10**9,
    "t": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "mio": 10**6,
    "mio.": 10**6,
    "mln": 10**6,
    "mrd": 10**9,
    "mrd.": 10**9,
    **{word + end: power for word, power in _WORDS.items() for end in ("", "s")},
}
_CHINESE = {"十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_TRADITIONAL = str.maketrans("萬億幣歐圓", "万亿币欧元")
# Compiled when a size is read, not at every start. A comma groups thousands and does nothing else.
NUMBER = r"(?:(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)"
_SIZE = rf"({NUMBER})\s*({'|'.join(re.escape(unit) for unit in sorted(_POWER, key=len, reverse=True))}|[十百千]?万?亿?)"
_TWO_PARTS = r"(\d+亿)(\d{1,4}万|\d[百千]万)"  # 1亿5000万


# What people call kinds of model -> the nearest fixed word, which may mean more: a hint, not an answer.
_USUAL = {
    "llm": "text", "chat": "text", "vlm": "vision", "mllm": "vision", "multimodal": "omni", "tts": "speech", "asr": "speech",
    "coder": "code", "coding": "code", "t2i": "image", "t2v": "video", "rerank": "embedding", "reranker": "embedding",
}  # fmt: skip


def threshold(text: str | float, option: str) -> int:
    """A size such as 7B, 1.5T, 128K, 1M, "50 million" or 1亿5000万 as a number, by powers of ten. Raises InvalidQuery."""
    text = text if isinstance(text, str) else f"{text:f}"
    body = plain_signs(text)
    both = re.fullmatch(_TWO_PARTS, body)
    found = [re.fullmatch(_SIZE, part, re.IGNORECASE) for part in (both.groups() if both else [body])]
    number = sum(float(of[1].replace(",", "")) * power(of[2]) for of in found if of)
    if not all(found) or number == float("inf"):
        what = "number of users; use 800K, 200M, 1B" if option == "mau" else "size; use 7B, 1.5T, 128K, 1M"
        raise InvalidQuery(misplaced_comma(text) or f"{text!r} is not a {what} or a plain number{_in_digits(body)}", option=option)
    return round(number)


def users(text: str) -> int:
    """A number of monthly users, also with the word behind it: 2亿用户. Raises InvalidQuery."""
    body = re.sub(
        r"(?<=.)\s*(?:[个名位]?(?:月活)?(?:用户|人)|月活|(?:monthly )?(?:active )?users?|mau)$", "", text.strip(), flags=re.IGNORECASE
    )
    return threshold(body, "mau")


def power(unit: str) -> int:
    """What a unit such as "M", "million", "千万" or "" multiplies by. Raises KeyError."""
    known = _POWER.get(unit.casefold())
    return prod(_CHINESE[sign] for sign in unit) if known is None else known


def plain_signs(text: str) -> str:
    """A text with the signs of a Chinese or Japanese keyboard as ASCII has them (， as a comma), and without _ between digits."""
    wide = re.sub("[\uff01-\uffe6\u3000]", lambda sign: normalize("NFKC", sign[0]), text)
    return re.sub(r"(?<=\d)_(?=\d)", "", wide).translate(_TRADITIONAL).strip()


def misplaced_comma(text: str) -> str:
    """What to say of a number with a comma that groups no thousands, and what was probably meant; "" if there is none."""
    body = plain_signs(text)
    found = re.search(r"\d[\d.]*(?:,\d+)+(?:\.\d+)?", body)
    if found is None or re.fullmatch(NUMBER, found[0]):
        return ""
    meant = ""
    if decimal := re.fullmatch(r"(\d+|\d{1,3}(?:\.\d{3})+),(\d+)", found[0]):
        meant = f"{decimal[1].replace('.', '')}.{decimal[2]}"
    elif re.fullmatch(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?", found[0]):  # as in India
        meant = found[0].replace(",", "")
    near = f"; did you mean {body[: found.start()]}{meant}{body[found.end() :]}?" if meant else ""
    return f"{text!r}: a comma only groups thousands, as in 1,500,000{near}"


def _in_digits(text: str) -> str:
    """What to write for a number in Chinese characters, or for one with the word for what is counted behind it."""
    bare = re.sub(r"(?<=.)\s*(?:个?(?:tokens?|词元|参数)|parameters|params?)$", "", text, flags=re.IGNORECASE)
    said = re.sub("[零一二两三四五六七八九十百千]+", lambda signs: _counted(signs[0]), bare)
    if said != text and (re.fullmatch(_SIZE, said, re.IGNORECASE) or re.fullmatch(_TWO_PARTS, said)):
        return f"; did you mean {said}?"
    return "; write 1.2亿 for 一亿二千万" if re.search("[一二两三四五六七八九]", text) else ""


def _counted(signs: str) -> str:
    """A number below 10,000 in Chinese characters in digits, the characters again where they are not read for sure (三百五, 千)."""
    if not re.fullmatch(
        "(?:[一二两三四五六七八九]千)?(?:零?[一二两三四五六七八九]百)?(?:零?[一二三四五六七八九]?十)?(?:零?[一二两三四五六七八九])?", signs
    ):
        return signs
    if re.search("[百千][一二两三四五六七八九]$", signs):
        return signs
    total = digit = 0
    for sign in signs.replace("两", "二"):
        if sign in _CHINESE:
            total, digit = total + (digit or 1) * _CHINESE[sign], 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    return str(total + digit)


def sizes_in(text: str) -> list[float]:
    """The numbers in a text, with the power of ten behind them: "427B total, 26B active" gives 427e9 and 26e9. Dates are none."""
    bare = re.sub(r"\d{4}-\d\d(-\d\d)?", " ", text)
    found = re.findall(rf"(?<![\w.])(?<!\d,){_SIZE}\b", bare, re.IGNORECASE)
    return [float(number.replace(",", "")) * power(unit) for number, unit in found]


def share_of_known(flags: Iterable[bool | int | None]) -> float | None:
    """How many of those that are known are true, from 0 to 1 in four places, so that its per cent is right; None where none is known."""
    known = [bool(flag) for flag in flags if flag is not None]
    return round(sum(known) / len(known), 4) if known else None


def within(low: str | None, high: str | None, what: str) -> Callable[[int | None], bool]:
    """A test for numbers between two thresholds, both included; an unknown number passes only without thresholds."""
    least = threshold(low, f"min-{what}") if low else None
    most = threshold(high, f"max-{what}") if high else None
    if least is None and most is None:
        return lambda _: True
    if least is not None and most is not None and least > most:
        raise InvalidQuery(f"{low} is more than --max-{what} {high}", option=f"min-{what}")
    return lambda n: n is not None and (least is None or n >= least) and (most is None or n <= most)


def one_of(value: str, allowed: Sequence[str], option: str) -> str:
    """The word of a fixed list that is meant, in any case, with or without hyphens. Raises InvalidQuery with all and the nearest."""
    by_case = {word.lower(): word for word in allowed}
    folded = value.strip().lower()
    plain = {_letters(word): word for word in by_case}
    if folded in by_case or _letters(folded) in plain:
        return by_case[folded if folded in by_case else plain[_letters(folded)]]
    import difflib

    from cnai.words.glossary import alike, terms

    same = [_USUAL.get(folded, folded), *(word for term in terms(folded) for word in alike(term))]
    near = [word for word in same if word in by_case] or difflib.get_close_matches(folded, by_case, n=1)
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
