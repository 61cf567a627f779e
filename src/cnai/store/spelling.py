"""Close spelling: whether two names differ by a slip of the pen and mean the same."""

import re
from collections.abc import Sequence

from cnai.store.folding import VARIANTS, digits, fold, width

_KINDS = re.compile(VARIANTS)  # a slip of the pen does not lose or change one
_SAID_OF_ANY = re.compile(  # how many a Chinese name ends
    "(?<=..)(?:大?模型|人?工?智能云?|科技|技术|集团|股份|有限|责任|公司|平台|系列|实验室)+$"
)
_COUNTED = re.compile("[一二三四五六七八九十两]")


def slips(text: str) -> int:
    """How many slips of the pen a folded name of this length may have (a Chinese character counts twice, an ending that many have not)."""
    size = width(_SAID_OF_ANY.sub("", text))
    return 0 if size < 4 else 1 if size < 10 else 2


def slip(query: str, text: str, name: str, most: int) -> int | None:
    """The slips between a query (and its folded text) and a folded name; None if they are more than `most`, or change what is meant:
    a number, a word of its own, a letter alone beside a number, or a word that makes another model (Lite, Pro). Of Chinese names only
    what stands before an ending that many have is compared."""
    text, name = _SAID_OF_ANY.sub("", text), _SAID_OF_ANY.sub("", name)
    if _COUNTED.findall(text) != _COUNTED.findall(name):
        return None
    if digits(name) != digits(text) or re.findall(r"[^\d ](?=\d)", name) != re.findall(r"[^\d ](?=\d)", text):
        return None
    runs, others = re.findall(r"[^\d ]+", text), re.findall(r"[^\d ]+", name)
    pairs = list(zip(runs, others, strict=False))
    if len(runs) != len(others) or any(a != b and min(width(a), width(b)) < (5 if n else 4) for n, (a, b) in enumerate(pairs)):
        return None
    edits = distance(text, name)
    swapped = len(name) == len(text) and sorted(name) == sorted(text)
    said, meant = _KINDS.findall(text), _KINDS.findall(name)
    if not swapped and (set(said) - set(meant) or any(k not in said and (len(k) < 5 or not _almost(k, text)) for k in meant)):
        return None
    if edits > most or (width(text) < 6 and len(name) == len(text) and not swapped):
        return None
    if len(runs) > 1 and edits > 1:
        return None
    words = [fold(w) for w in re.split(r"[\s_-]+", query) if not any(c.isdigit() for c in w)]
    lost = [w for w in words if w and w not in name]
    return None if len(words) > 1 and any(not _almost(w, name) for w in lost) else edits


def nearest(text: str, words: Sequence[str], most: int = 3, *, alike: float = 0.6) -> list[str]:
    """The words of a fixed list that a text may have meant: those that begin so, that are alike, or that hold it. A text of four letters
    is like another if one is swapped, lost or added, not changed; a longer one if difflib's ratio of the two is at least `alike`."""
    import difflib

    asked = text.strip().lower()
    begun = [w for w in words if len(asked) > 2 and w.lower().startswith(asked)]
    if len(asked) > 4:
        close = difflib.get_close_matches(asked, words, n=most, cutoff=alike)
    else:
        close = [w for w in words if distance(asked, w) == 1 and (len(w) != len(asked) or sorted(w) == sorted(asked))]
    held = [w for w in words if len(asked) > 3 and asked in w.lower()]
    return list(dict.fromkeys([*begun, *close, *held]))[:most]


def _almost(word: str, name: str) -> bool:
    """Whether a word stands in a name but for a letter or two."""
    size = len(word)
    pieces = (name[i : i + n] for n in (size - 1, size, size + 1) for i in range(max(1, len(name) - n + 1)))
    return min((distance(word, p) for p in pieces), default=size) <= size // 4


def distance(a: str, b: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours that turn one text into the other (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
