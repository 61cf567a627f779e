"""The letters of many names, as numbers: what rules most of them out before a text is compared with each letter by letter."""

from collections.abc import Iterable, Iterator

_PLACES = 127  # letters that share a place only make a bound looser
_NOT_COUNTED = frozenset("大模型人工智能云科技术集团股份有限责任公司平台系列实验室")  # endings: see `spelling`


class Letters:
    """The letters of some names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_length: dict[int, list[tuple[str, int]]] = {}
        for name in names:
            self._by_length.setdefault(len(name), []).append((name, _letters(name)))

    def alike(self, text: str, ratio: float) -> Iterator[str]:
        """At least the names of which difflib's ratio with a text, twice the letters that both have over all letters, may reach `ratio`."""
        size = len(text)
        for length in self._by_length:
            shared = ratio * (size + length) / 2
            yield from self._missing(text, length, size - shared, length - shared)

    def within(self, text: str, edits: int) -> Iterator[str]:
        """At least the names that so many insertions, deletions, substitutions and swaps may turn into a text, the shortest first."""
        for length in sorted(self._by_length):
            if abs(length - len(text)) <= edits:
                yield from self._missing(text, length, edits, edits)

    def _missing(self, text: str, length: int, ours: float, theirs: float) -> Iterator[str]:
        """The names of a length that lack at most so many different letters of a text, and it at most so many of theirs."""
        if ours < 0 or theirs < 0:
            return
        own = _letters(text)
        for name, letters in self._by_length[length]:
            if (own & ~letters).bit_count() <= ours and (letters & ~own).bit_count() <= theirs:
                yield name


def _letters(text: str) -> int:
    """A number with a bit set for each letter of a text that counts."""
    out = 0
    for c in text:
        if c not in _NOT_COUNTED:
            out |= 1 << ord(c) % _PLACES
    return out
