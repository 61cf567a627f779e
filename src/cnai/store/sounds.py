"""How a name sounds in English: Quen and Qwen, Jipu and Zhipu, Kimmy and Kimi have one key each."""

import re

from cnai.store.folding import fold

LEAST = 4  # letters of a key: shorter ones are common words
_STEPS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^xi(?=[aou])", "sh"), ("^x", "sh"), ("x", "ks"), ("zh|dj", "j"), ("tch", "ch"), ("qu|qw|kw|cw", "kw"), ("q", "k"), ("ph", "f"),
        ("^wh", "w"), ("ck", "k"), ("c(?=[eiy])", "s"), ("c(?!h)", "k"), ("ee|ea|ie|ei|ey|y|e", "i"), ("oo|ou|ow|o", "u"), ("aw|au", "au"),
        (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_NUMBERS = {w: str(n) for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])} | {
    "point": "."
}
_NUMBER = re.compile(r"\b(" + "|".join(_NUMBERS) + r")\b", re.IGNORECASE)


def key(text: str) -> str:
    """The sound of a name in Latin letters alone; "" of any other."""
    out = fold(text)
    if not out.isascii() or not out.isalpha():
        return ""
    for pattern, sound in _STEPS:
        out = pattern.sub(sound, out)
    return out


def bones(sound: str) -> str:
    """The consonants of a key, and its first letter: what is left when a vowel is swallowed (Min Max, MiniMax)."""
    return sound[:1] + re.sub("[aiu]", "", sound[1:])


def in_digits(text: str) -> str:
    """Spoken numbers as digits: "R one" is R1, "GLM four point five" GLM 4.5."""
    if not _NUMBER.search(text):
        return text
    return re.sub(r"(?<=\d)\s*\.\s*(?=\d)", ".", _NUMBER.sub(lambda m: _NUMBERS[m[0].lower()], text))
