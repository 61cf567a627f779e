"""Reading a text: which labs and models it names, however they are spelled, and where."""

import re
from collections.abc import Iterator
from typing import Any

from cnai.catalogue import Catalogue
from cnai.names import Match, fold

LONGEST = 7  # words in a name
_WORD = re.compile(r"[㐀-鿿·]+|[^\s,;:!?()\[\]{}\"“”‘’*#<>|/\\、，。；：！？（）《》「」『』【】㐀-鿿]+")
_TRIM = ".'"
_CJK_RUN = re.compile(r"[㐀-鿿]{2,}")


def review(catalogue: Catalogue, text: str) -> list[dict[str, Any]]:
    """Rows {line, column, text, record, id, name, how, score, claims[]} in reading order; `claims` are ids of those we hold on it.

    A name is the longest run of words that means a record. Words in lower case alone are no names; a close spelling counts only from
    five letters on and only for words with a capital letter or a digit.
    """
    about: dict[str, list[str]] = {}
    for claim in catalogue.claims:
        for rid in claim.about:
            about.setdefault(rid, []).append(claim.id)
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        for start, found, match in _names(catalogue, line):
            record = catalogue.get(match.id)
            rows.append({
                "line": number, "column": start + 1, "text": found, "record": record.record, "id": record.id, "name": record.name,
                "how": match.how, "score": match.score, "claims": about.get(record.id, []),
            })  # fmt: skip
    return rows


def _names(catalogue: Catalogue, line: str) -> Iterator[tuple[int, str, Match]]:
    words = [(m.start(), m.end()) for m in _WORD.finditer(line) if fold(m[0])]
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            start, end = words[at][0], words[at + size - 1][1]
            piece = line[start:end].rstrip(_TRIM)
            match = _meaning(catalogue, piece, single=size == 1)
            if match is None and piece.endswith("'s"):
                piece = piece[:-2]
                match = _meaning(catalogue, piece, single=size == 1)
            if match:
                yield start, piece, match
                at += size
                break
        else:
            start, end = words[at]
            for run in _CJK_RUN.finditer(line, start, end):
                yield from _chinese(catalogue, run[0], run.start())
            at += 1


def _chinese(catalogue: Catalogue, run: str, offset: int) -> Iterator[tuple[int, str, Match]]:
    """Names inside a run of Chinese characters, which has no spaces: the longest at each place."""
    at = 0
    while at < len(run):
        for size in range(min(12, len(run) - at), 1, -1):
            found = catalogue.names.exact(run[at : at + size])
            if len(found) == 1:
                yield offset + at, run[at : at + size], found[0]
                at += size
                break
        else:
            at += 1


def _meaning(catalogue: Catalogue, piece: str, *, single: bool) -> Match | None:
    if not any(c.isupper() or c.isdigit() or c > "㐀" for c in piece) or len(fold(piece)) < 2 or fold(piece).replace(" ", "").isdigit():
        return None
    if any(sign in piece for sign in (". ", "? ", "! ")) or piece[0] in "-–—":
        return None
    found = [m for m in catalogue.names.exact(piece) if m.how != "id" or not piece.islower() or " " not in piece]
    if len(found) == 1:
        return found[0]
    if single and len(fold(piece)) >= 5 and piece[0].isupper():
        close = catalogue.names.spelling(piece)
        if len(close) == 1:
            return close[0]
    return None
