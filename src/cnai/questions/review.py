"""Reading a text: which labs and models it names, however they are spelled, and where.

A name is the longest run of words that means a record. Words in lower case alone are no names, except ids (deepseek-chat, kimi-k2). A
name that is an ordinary word too (Step, Ring, Ming), a bare generation (K2) and a short name that is only spelled alike count only with
a second sign in the same line: a name of the same maker, or a version that the brand has. For a brand in lower case (kimi) and one that
only sounds alike (Kimmy) a sure name of any maker is a sign, unless a surname follows; so are three makers that only sound alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cnai.model.base import Frozen, entity
from cnai.questions.api_names import of_id, served_now
from cnai.questions.reading import Found, Reader
from cnai.store.catalogue import Catalogue

LONGEST = 8  # words in a name
CHORUS = 3  # so many makers in a line that are only heard confirm each other
_WORD = re.compile(r"[㐀-鿿·]+|[^\s,;:!?()\[\]{}\"“”‘’*#<>|/\\、，。；：！？（）《》「」『』【】`㐀-鿿]+")
_PATH = re.compile(r"(?:https?://)?[A-Za-z0-9@][\w.@~-]*(?:[/:][\w.@%-]+)+(?:\[1m\])?|[A-Za-z0-9][\w.-]*\.gguf")
_CJK = re.compile(r"[㐀-鿿]")
_SPLIT = re.compile(r"[.?!] ")
_BEGINNING = re.compile(r"(?:^|[.!?:#*>|])[\s\W]*$")
_TRIM = ".'’"


@entity
class Mention(Frozen):
    """A place at which a text names a record; `claims` are the ids of the article's claims about it."""

    line: int
    column: int
    text: str
    record: str
    id: str
    name: str
    how: str
    score: float
    claims: tuple[str, ...] = ()


@dataclass(slots=True)
class _Place:
    """A name found in a line: from where to where, and what it may mean."""

    start: int
    end: int
    found: Found


def review(catalogue: Catalogue, text: str) -> tuple[Mention, ...]:
    """What a text names, in reading order."""
    about: dict[str, list[str]] = {}
    for claim in catalogue.claims:
        for rid in claim.about:
            about.setdefault(rid, []).append(claim.id)
    reader = Reader(catalogue.names)
    named: dict[tuple[str, str], tuple[str, str, tuple[str, ...]]] = {}
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        for place in _sure(reader, line, list(_places(reader, line))):
            match = place.found.matches[0]
            key = (match.kind, match.id)
            if key not in named:
                named[key] = _named(catalogue, *key, about)
            record, name, claims = named[key]
            rows.append(
                Mention(
                    line=number,
                    column=place.start + 1,
                    text=line[place.start : place.end],
                    record=record,
                    id=match.id,
                    name=name,
                    how=match.how,
                    score=match.score,
                    claims=claims,
                )
            )
    return tuple(rows)


def _named(catalogue: Catalogue, kind: str, rid: str, about: dict[str, list[str]]) -> tuple[str, str, tuple[str, ...]]:
    """(record, name, claims) of what a text names; of an API name the claims about the models behind it."""
    if kind == "api":
        claims = [c for model in served_now(catalogue, rid) for c in about.get(model.id, ())]
        return "api", of_id(catalogue, rid).name, tuple(dict.fromkeys(claims))
    record = catalogue.get(rid)
    return record.record, record.name, tuple(about.get(rid, ()))


def _sure(reader: Reader, line: str, places: list[_Place]) -> list[_Place]:
    """The places that stand: those that need no second sign, and those that have one in the line."""
    makers = {c for p in places if not p.found.needs_sign for m in p.found.matches[:1] for c in reader.companies(m)}
    if not makers:  # three that only sound like names of different makers are no chance
        heard = [reader.companies(p.found.matches[0]) for p in places if p.found.sounds and p.found.matches[0].how == "spelling"]
        makers = set().union(*heard) if len({min(c) for c in heard if c}) >= CHORUS else makers
    out = []
    for place in places:
        found = place.found
        if found.needs_sign:
            ours = [m for m in found.matches if reader.companies(m) & makers]
            alone = found.sounds and (makers or line.strip(" .*#-") == line[place.start : place.end])
            if len(ours) != 1 and not (alone and len(found.matches) == 1):
                continue
            place.found = Found(tuple(ours or found.matches))
        out.append(place)
    return out


def _places(reader: Reader, line: str) -> Iterator[_Place]:
    done = 0
    for path in _PATH.finditer(line):
        piece = path[0].rstrip(_TRIM + ":")
        found = reader.path(piece)
        if found:
            yield from _words(reader, line, done, path.start())
            yield _Place(path.start(), path.start() + len(piece), found)
            done = path.start() + len(piece)
    yield from _words(reader, line, done, len(line))


def _words(reader: Reader, line: str, begin: int, end: int) -> Iterator[_Place]:
    """Names in a part of a line: at each word the longest one that starts there."""
    found_at = ((m.start() + len(m[0]) - len(m[0].lstrip(_TRIM)), m.end()) for m in _WORD.finditer(line, begin, end))
    words = [(start, stop) for start, stop in found_at if start < stop]
    at = 0
    while at < len(words):
        start, last = words[at]
        if _CJK.match(line, start):
            size = 1
            for place in _chinese(reader, line, start, last, words[at + 1 : at + 4]):
                size = max(size, 1 + sum(s < place.end for s, _ in words[at + 1 : at + 4]))
                yield place
        else:
            size, found, stop = _longest(reader, line, words, at)
            if found and found.at_start and not _BEGINNING.search(line[:start]):
                found = replace(found, needs_sign=False)
            if found and reader.is_another(line[start:stop], line[stop : stop + 40]):
                found = None if found.needs_sign else replace(found, needs_sign=True)
            if found and found.needs_sign and reader.is_of_others(line[:start]):
                found = None
            if found and found.sounds and reader.is_person(line[stop : stop + 40]):
                found = replace(found, sounds=False)
            if found:
                yield _Place(start, stop, found)
        at += size


def _longest(reader: Reader, line: str, words: list[tuple[int, int]], at: int) -> tuple[int, Found | None, int]:
    """(how many words, what they mean, where they end) of the longest name that starts at a word; one word where none does."""
    start, first = words[at]
    best: tuple[int, Found | None, int] = (1, None, 0)
    if not reader.may_begin(line[start:first]):
        return best
    for size in range(1, min(LONGEST, len(words) - at) + 1):
        piece = line[start : words[at + size - 1][1]]
        if size > 1 and _SPLIT.search(piece):
            break
        text = piece.rstrip(_TRIM)
        for form in (text, text[:-2]) if text.endswith(("'s", "’s")) else (text,):
            found = reader.exact(form) or reader.spoken(form) or reader.several(form) or reader.line(form)
            if found:
                best = (size, found, start + len(form))
                break
        if not reader.goes_on(piece):
            break
    return best if best[1] or not line[start].isupper() else _alike(reader, line, words, at)


def _alike(reader: Reader, line: str, words: list[tuple[int, int]], at: int) -> tuple[int, Found | None, int]:
    """The same of a name that is only spelled or sounds like one, with the version behind it."""
    start, first = words[at]
    for size in range(min(3, len(words) - at) if reader.may_sound_on(line[start:first]) else 1, 0, -1):
        text = line[start : words[at + size - 1][1]].rstrip(_TRIM)
        text = text[:-2] if text.endswith(("'s", "’s")) else text
        if _SPLIT.search(text) or not reader.may_sound(text):
            continue
        behind = words[at + size : at + size + 4]
        more = [line[behind[0][0] : stop].rstrip(_TRIM) for _, stop in behind]
        near = reader.alike(text, more)
        if near:
            extra, found = near
            return size + extra, found, behind[0][0] + len(more[extra - 1]) if extra else start + len(text)
    return 1, None, 0


def _chinese(reader: Reader, line: str, start: int, end: int, after: list[tuple[int, int]]) -> Iterator[_Place]:
    """Names inside a run of Chinese characters, which has no spaces: the longest at each place, with a version behind it (可灵 2.6)."""
    at = start
    while at < end:
        for size in reader.chinese(line[at : min(at + 12, end)]):
            found = reader.exact(line[at : at + size])
            if found:
                stop = at + size
                if reader.is_another(line[at:stop], line[stop : stop + 4]):
                    found = replace(found, needs_sign=True)
                if end - stop < 3 and found.matches[0].kind != "company":  # 可灵 2.6, 混元图像 3.0, 豆包大模型1.6
                    for n in range(len(after), 0, -1):
                        rest = line[stop : after[n - 1][1]].rstrip(_TRIM)
                        joined = re.match(r"[㐀-鿿]* ?[\w.]", rest)
                        longer = (reader.exact(line[at:stop] + rest) or reader.versioned(found.matches[0], rest)) if joined else None
                        if longer:
                            found, stop = longer, stop + len(rest)
                            break
                yield _Place(at, stop, found)
                at = max(at + size, min(stop, end))
                break
        else:
            at += 1
