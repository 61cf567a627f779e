"""Fitting a table to a window: which columns stay, and how wide each is."""

from collections.abc import Callable, Sequence

from cnai.output.blocks import Cell, Column
from cnai.store.folding import width as width_of
from cnai.words.text import one_line

GAP = 2  # cells between two columns
LONGEST = 40  # a word that is longer may break
# Signs that stay with what follows them, and with what stands before them.
_OPENING, _CLOSING = "⟦（「『《〈【“‘", "⟧），。、；：！？」』》〉】”’…"


def pieces_of(cell: Cell) -> list[str]:
    """The lines of a cell that is broken only where its text says so, [] of any other."""
    return [one_line(piece) for piece in cell.text.split("\n")] if cell.text and "\n" in cell.text else []


def longest(label: str, cells: Sequence[Cell], texts: Sequence[str]) -> int:
    """How wide a column must be so that no word breaks. Chinese breaks anywhere, and an address does at worst."""
    words = set(label.split())
    for cell, text in zip(cells, texts, strict=True):
        words.update(pieces_of(cell) or (text if text.isascii() else "".join(" " if _chinese(c) else c for c in text)).split())
    return max((size for size in map(width_of, words) if size <= LONGEST), default=0)


def breaks(text: str, width: int) -> list[int]:
    """Where a text breaks into lines of at most this width: between words and Chinese characters; only a wider word breaks inside."""
    out: list[int] = []
    used = end = 0
    while (start := end) < len(text):
        end = _end_of_part(text, start)
        part = text[start:end]
        size = width_of(part.rstrip())
        if used and used + size > width:
            out.append(start)
            used = 0
        if size > width:
            for at, sign in enumerate(part.rstrip(), start):
                if used and used + width_of(sign) > width:
                    out.append(at)
                    used = 0
                used += width_of(sign)
            used += len(part) - len(part.rstrip())
        else:
            used += width_of(part)
    return out


def _end_of_part(text: str, start: int) -> int:
    """Where what stays in one line ends: the blanks that a text begins with, or a word or a Chinese character, the signs around it, the
    blanks that follow. Read sign by sign: to compile a pattern with all Chinese characters takes longer than to draw a page."""
    if text[start].isspace():
        return _after(text, start, str.isspace)
    at = _after(text, start, _OPENING.__contains__)
    if at < len(text):
        at = at + 1 if _chinese(text[at]) else _after(text, at, _of_a_word)
    return _after(text, _after(text, at, _CLOSING.__contains__), str.isspace)


def _after(text: str, at: int, test: Callable[[str], bool]) -> int:
    """The first place from here on whose sign is none of these."""
    while at < len(text) and test(text[at]):
        at += 1
    return at


def _chinese(sign: str) -> bool:
    return "\u2e80" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\uff00" <= sign <= "\uffef"


def _of_a_word(sign: str) -> bool:
    return not (sign.isspace() or sign in _OPENING or _chinese(sign))


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
