"""How a name sounds in English: Quen and Qwen, Jipu and Zhipu, Kimmy and Kimi have one key each."""

import re
from functools import lru_cache

from cnai.store.folding import fold

LEAST = 4  # letters of a key: shorter ones are common words
# What is spoken alike -> its sound; of "x" and "c" it depends on where they stand.
_SOUND = {
    "xi": "sh", "zh": "j", "dj": "j", "tch": "ch", **dict.fromkeys(("qu", "qw", "kw", "cw"), "kw"), "q": "k", "ph": "f", "wh": "w",
    "ck": "k",
    **dict.fromkeys(("ee", "ea", "ie", "ei", "ey", "y", "e"), "i"), **dict.fromkeys(("oo", "ou", "ow", "o", "ao"), "u"), "aw": "au",
    **dict.fromkeys(("t", "te"), ""),  # before d: Bytedance, By dance
}  # fmt: skip
_SPOKEN = re.compile("^xi(?=[aou])|x|zh|dj|tch|qu|qw|kw|cw|q|ph|^wh|ck|c(?!h)|ee|ea|ie|ei|ey|y|e|ao|oo|ou|ow|o|aw|te?(?=d)")
_DOUBLE = re.compile(r"(.)\1+")
_NUMBERS = {w: str(n) for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])} | {
    "point": "."
}
_NUMBER = re.compile(r"\b(" + "|".join(_NUMBERS) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """The sound of a name in Latin letters alone; "" of any other."""
    out = fold(text)
    if not out.isascii() or not out.isalpha():
        return ""
    return _DOUBLE.sub(r"\1", _SPOKEN.sub(_sound, out))


def _sound(found: re.Match[str]) -> str:
    said = found[0]
    if said == "x":
        return "ks" if found.start() else "sh"
    if said == "c":
        return "s" if found.string[found.end() : found.end() + 1] in ("e", "i", "y") else "k"
    return _SOUND[said]


def bones(sound: str) -> str:
    """The consonants of a key, and its first letter: what is left when a vowel is swallowed (Min Max, MiniMax)."""
    return sound[:1] + re.sub("[aiu]", "", sound[1:])


def in_digits(text: str) -> str:
    """Spoken numbers as digits: "R one" is R1, "GLM four point five" GLM 4.5."""
    if not _NUMBER.search(text):
        return text
    return re.sub(r"(?<=\d)\s*\.\s*(?=\d)", ".", _NUMBER.sub(lambda m: _NUMBERS[m[0].lower()], text))
