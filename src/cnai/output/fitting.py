"""Fitting a table to a window: which columns stay, and how wide each is."""

import re
from collections.abc import Sequence

from cnai.output.blocks import Cell, Column
from cnai.store.folding import width as width_of
from cnai.words.text import one_line

GAP = 2  # cells between two columns
LONGEST = 40  # a word that is longer may break
_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_UNBROKEN = re.compile(rf"[^\s{_CHINESE}]+")
# What stays in one line: a word or a Chinese character, with the signs that open before it and close behind it, and the blanks that follow.
_OPENING, _CLOSING = "⟦（「『《〈【“‘", "⟧），。、；：！？」』》〉】”’…"
_PART = re.compile(rf"\s*[{_OPENING}]*(?:[^\s{_CHINESE}{_OPENING}]+|[{_CHINESE}]|$)[{_CLOSING}]*\s*|.", re.DOTALL)


def pieces_of(cell: Cell) -> list[str]:
    """The lines of a cell that is broken only where its text says so, [] of any other."""
    return [one_line(piece) for piece in cell.text.split("\n")] if cell.text and "\n" in cell.text else []


def longest(label: str, cells: Sequence[Cell], texts: Sequence[str]) -> int:
    """How wide a column must be so that no word breaks. Chinese breaks anywhere, and an address does at worst."""
    words = set(label.split())
    for cell, text in zip(cells, texts, strict=True):
        words.update(pieces_of(cell) or _UNBROKEN.findall(text))
    return max((size for size in map(width_of, words) if size <= LONGEST), default=0)


def breaks(text: str, width: int) -> list[int]:
    """Where a text breaks into lines of at most this width: between words and Chinese characters; only a wider word breaks inside."""
    out: list[int] = []
    used = 0
    for match in _PART.finditer(text):
        part = match.group()
        size = width_of(part.rstrip())
        if used and used + size > width:
            out.append(match.start())
            used = 0
        if size > width:
            for at, sign in enumerate(part.rstrip(), match.start()):
                if used and used + width_of(sign) > width:
                    out.append(at)
                    used = 0
                used += width_of(sign)
            used += len(part) - len(part.rstrip())
        else:
            used += width_of(part)
    return out


def fit(
    columns: Sequence[Column], natural: Sequence[int], width: int, words: Sequence[int] | None = None
) -> tuple[dict[int, int], list[str]]:
    """({index of a column that stays: its width}, labels of those that go). Wrapping columns give way first, down to a least width and
    their longest word; then the columns go in the order of their `keep`, the rightmost of equals first; what stays is never cut, at
    worst it wraps."""
    stay = list(range(len(columns)))
    words = words or [0] * len(columns)
    while True:
        least = {i: min(natural[i], max(columns[i].least, words[i])) if columns[i].wrap else natural[i] for i in stay}
        gaps = GAP * (len(stay) - 1)
        if sum(least.values()) + gaps <= width or len(stay) == 1:
            break
        goes = min(reversed(stay), key=lambda i: columns[i].keep)
        if columns[goes].keep >= 9:
            least = {i: min(natural[i], columns[i].least) if columns[i].wrap else natural[i] for i in stay}
            break
        stay.remove(goes)
    for i in sorted(set(range(len(columns))) - set(stay), key=lambda i: -columns[i].keep):  # a narrow one may fit after all
        own = min(natural[i], max(columns[i].least, words[i])) if columns[i].wrap else natural[i]
        if sum(least.values()) + own + GAP * len(stay) <= width:
            stay.append(i)
            least[i] = own
    stay.sort()
    gaps = GAP * (len(stay) - 1)
    spare = max(width - gaps - sum(least.values()), 0)
    sizes = dict(least)
    wanting = sorted((i for i in stay if natural[i] > sizes[i]), key=lambda i: natural[i])
    for n, i in enumerate(wanting):  # each gets its share of what is left, the longest texts the rest
        give = min(natural[i] - sizes[i], spare // (len(wanting) - n))
        sizes[i] += give
        spare -= give
    for _ in range(sum(sizes.values()) + gaps - width):  # what may not go is wider than the window: the widest wraps after all
        widest = max(sizes, key=lambda i: sizes[i])
        sizes[widest] = max(sizes[widest] - 1, 1)
    return dict(sorted(sizes.items())), [columns[i].label.strip() for i in range(len(columns)) if i not in stay]
