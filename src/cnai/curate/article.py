"""A copy of the article against the map of its sentences in tiers/article.toml.

The article is not part of the project, so the map holds no sentence of it: only where each stands, its first words and a digest.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from cnai.curate.tree import Tree
from cnai.model.base import Frozen, entity

_FRONT = re.compile(r'(title|description): *"?(.*?)"?$')
_LEVEL = re.compile(r"#+ Level (\d+): (.+)")
_MENTION = re.compile(r"#+ Honorable Mention: (.+)")
_ENTRY = re.compile(r"[*-]\s+\*\*(.+?):?\*\*:?\s*(.*)")
_BREAK = re.compile(r'(?<=[.!?])\s+(?=["“]?[A-Z0-9])')


@entity
class Sentence(Frozen):
    """Where a sentence of the article stands, and the claims that state it or why there is nothing to check."""

    place: str
    opens: str
    sha256: str
    claims: tuple[str, ...] = ()
    reason: str | None = None


def digest(sentence: str) -> str:
    """The start of the SHA-256 of a sentence without its marks of emphasis and with single spaces."""
    plain = " ".join(unicodedata.normalize("NFKC", sentence).replace("*", "").split())
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def sentences(text: str) -> Iterator[tuple[str, str]]:
    """(place, sentence) of everything that the article says, in its order: title and description, headings, names of entries, sentences."""
    body, numbers, section, level = text, dict[str, int](), "introduction", ""
    if text.startswith("---"):
        _, front, body = text.split("---", 2)
        yield from ((m[1], m[2]) for m in map(_FRONT.match, front.splitlines()) if m)
    for line in (line.strip() for line in body.splitlines()):
        words = line
        if heading := _LEVEL.fullmatch(line):
            level = section = f"tier {heading[1]}"
            yield f"{section}, heading", line.lstrip("# ")
            _, _, entry = heading[2].partition(" - ")
            section, words = (f"{level}, {entry}" if entry else section), ""
        elif _MENTION.fullmatch(line):
            section, words = f"honorable mention after {level}", ""
            yield f"{section}, heading", line.lstrip("# ")
        elif line.startswith("#"):
            section, words = line.lstrip("# ").lower(), ""
            yield f"{section}, heading", line.lstrip("# ")
        elif item := _ENTRY.fullmatch(line):
            section, words = f"{level}, {item[1].partition(' (')[0]}", item[2]
            yield f"{section}, heading", item[1]
        elif line.startswith("*"):
            section = "closing note"
        for sentence in _BREAK.split(words) if words else ():
            numbers[section] = numbers.get(section, 0) + 1
            yield f"{section}, sentence {numbers[section]}", sentence


def differences(tree: Tree, text: str) -> list[str]:
    """Where the map and a copy of the article disagree, one line each."""
    mapped = {str(row.get("place")): row for row in tree.article.get("sentences", [])}
    said = dict(sentences(text))
    out = [f"{place}: not in the map: {' '.join(words.split()[:4])} …" for place, words in said.items() if place not in mapped]
    out += [f"{place}: in the map, not in the article" for place in mapped if place not in said]
    for place in mapped.keys() & said.keys():
        if mapped[place].get("sha256") != digest(said[place]):
            out.append(f"{place}: another sentence than in the map (sha256 {digest(said[place])})")
        elif not said[place].startswith(str(mapped[place].get("opens"))):
            out.append(f"{place}: does not open with {mapped[place].get('opens')!r}")
    shared = [p for p in said if p in mapped], [p for p in mapped if p in said]
    return out + (["the sentences of the map are not in the article's order"] if shared[0] != shared[1] else [])
