"""Reading a text: which labs and models it names, however they are spelled, and where.

A name is the longest run of words that means a record. Words in lower case alone are no names, except ids (deepseek-chat, kimi-k2). A
name that is an ordinary word too (Step, Ring, Ming, the Spark of a repository), a bare generation (K2) and a short name that is only
spelled alike count only with a second sign in the same line: a name of the same maker, or a version that the brand has. For a brand in
lower case (kimi), half a Chinese name that is a word (字节) and one that only sounds alike (Kimmy) a sure name of any maker is a sign,
unless a surname follows; so are three makers that are only heard so. A doubtful name directly behind a maker is that maker's or nobody's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cnai.model.base import Frozen, entity
from cnai.questions.api_names import of_id, served_now
from cnai.questions.reading import Found, Reader
from cnai.store.catalogue import Catalogue
from cnai.store.makers import MAKERS
from cnai.store.names import Match

LONGEST = 8  # words in a name
WORD = 300  # letters; a longer word is no name
NEAR = 40  # letters around a name that may say who is meant
CHORUS = 3  # so many makers in a line that are only heard confirm each other
_WORD = re.compile(r"[㐀-鿿·]+|(?![.'])[^\s,;:!?()\[\]{}\"“”‘’*#<>|/\\、，。；：！？（）《》「」『』【】`㐀-鿿]+")
_PATH = re.compile(r"(?:https?://)?[A-Za-z0-9@][\w.@~-]*(?:[/:][\w.@%-]+)+(?:\[1m\])?|[A-Za-z0-9][\w.-]*\.gguf")
_CJK = re.compile(r"[㐀-鿿]")
_SPLIT = re.compile(r"[.?!] ")
_BEGINNING = re.compile(r"(?:^|[.!?:#*>|])[\s\W]*$")
_TRIM = ".'’"
_TAIL = f"{_TRIM} -–—_·"
# What before half the name of a company says that the word is meant: 一个字节, 穆罕默德·阿里, 海纳百川, 二零一八年.
_BEFORE = {
    "字节": r"[\d个位单双多每千兆百万亿拍]\s?$",
    "蚂蚁": "[只群白红]$",
    "阿里": "[·默]$|拳王$",
    "百川": "[纳河]$",
    "零一": "[〇零一二三四五六七八九十]$",
}
_HEARD = ("spelling", "prefix")


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
        heard = [reader.companies(p.found.matches[0]) for p in places if p.found.sounds and p.found.matches[0].how in _HEARD]
        makers = set().union(*heard) if len({min(c) for c in heard if c}) >= CHORUS else makers
    out = []
    whole = line.strip(" .*#-") if places else ""
    for place in places:
        found = place.found
        if found.needs_sign:
            ours = [m for m in found.matches if reader.companies(m) & makers]
            alone = found.sounds and (makers or (whole.isascii() and whole == line[place.start : place.end]))
            if len(ours) != 1 and not (alone and len(found.matches) == 1):
                continue
            place.found = Found(tuple(ours or found.matches))
        out.append(place)
    return out


def _places(reader: Reader, line: str) -> Iterator[_Place]:
    done = 0
    for path in _PATH.finditer(line) if "/" in line or ":" in line or ".gguf" in line else ():
        piece = path[0].rstrip(_TRIM + ":")
        found = reader.path(piece)
        if found:
            yield from _words(reader, line, done, path.start())
            yield _Place(path.start(), path.start() + len(piece), found)
            done = path.start() + len(piece)
    yield from _words(reader, line, done, len(line))


def _words(reader: Reader, line: str, begin: int, end: int) -> Iterator[_Place]:
    """Names in a part of a line: at each word the longest one that starts there."""
    words = [m.span() for m in _WORD.finditer(line, begin, end)]
    at = 0
    last: _Place | None = None
    while at < len(words):
        start, reach = words[at]
        chinese = _CJK.match(line, start)
        if not chinese and (reach - start > WORD or line[start:reach] in reader.dull):
            at += 1
            continue
        if chinese:
            for last in _chinese(reader, line, start, reach, words[at + 1 : at + 4]):
                yield last
                reach = max(reach, last.end)
        else:
            size, found, stop = _longest(reader, line, words, at)
            reach = words[at + size - 1][1]
            if found and found.at_start and not _BEGINNING.search(line, max(0, start - NEAR), start):
                found = replace(found, needs_sign=False)
            if found and reader.is_another(line[start:stop], line[stop : stop + NEAR]):
                found = None if found.needs_sign else replace(found, needs_sign=True)
            if found and found.needs_sign and reader.is_of_others(line[max(0, start - NEAR) : start]):
                found = None
            if found and found.sounds and reader.is_person(line[stop : stop + NEAR]):
                found = replace(found, sounds=False)
            if found and last and not line[last.end : start].strip(" 的"):
                found = _of_maker(reader, found, last.found.matches[0])
            if found:
                last = _Place(start, stop, found)
                yield last
        at += 1
        while at < len(words) and words[at][0] < reach:
            if words[at][1] > reach and _CJK.match(line, reach):
                words[at] = (reach, words[at][1])
                break
            at += 1


def _of_maker(reader: Reader, found: Found, maker: Match) -> Found | None:
    """What a doubtful name means directly behind a maker or brand: one of theirs or nobody's, so that 智谱M3 is not MiniMax-M3."""
    if not found.needs_sign or found.sounds or maker.kind not in MAKERS or found.matches[0].kind == "company":
        return found
    ours = tuple(m for m in found.matches if reader.companies(m) & reader.companies(maker))
    return replace(found, matches=ours) if ours else None


def _branded(reader: Reader, word: str) -> tuple[Found, int] | None:
    """(lab or family, length of its name) before a hyphen and a version that nobody has (DeepSeek-V5)."""
    for cut in reversed([m.start() for m in re.finditer(r"-(?=[a-zA-Z]*\d)", word)]):
        found = reader.exact(word[:cut])
        if found and found.matches[0].kind in MAKERS and sum(map(str.isalpha, word[:cut])) > 1:
            return found, cut
    return None


def _several(reader: Reader, piece: str) -> Found | None:
    """What a piece of several words with an s too many means (Cherry Studios)."""
    found = reader.exact(piece[:-1]) if piece.endswith("s") and re.search(r"[a-z] [A-Z]", piece) else None
    return replace(found, matches=tuple(Match(m.id, "spelling", 0.9, m.kind) for m in found.matches)) if found else None


def _longest(reader: Reader, line: str, words: list[tuple[int, int]], at: int) -> tuple[int, Found | None, int]:
    """(how many words, what they mean, where they end) of the longest name that starts at a word; one word where none does."""
    start, first = words[at]
    word = line[start:first]
    best: tuple[int, Found | None, int] = (1, None, 0)
    size = 0
    for size in range(1, min(LONGEST, len(words) - at) + 1 if reader.may_begin(word) else 1):
        piece = line[start : words[at + size - 1][1]]
        if size > 1 and _SPLIT.search(piece):
            break
        text = piece.rstrip(_TAIL)
        for form in (text, text[:-2]) if text.endswith(("'s", "’s")) else (text,):
            found = reader.exact(form) or reader.spoken(form) or _several(reader, form) or reader.line(form)
            if found:
                best = (size, found, start + len(form))
                break
        if not reader.goes_on(piece):
            break
    if best[1]:
        return best
    if "-" in word and (brand := _branded(reader, word)):
        return 1, brand[0], start + brand[1]
    upper = word[0].isupper()
    if upper:
        best = _alike(reader, line, words, at)
    if size < 2 and not best[1] and not reader.goes_on(word) and not (upper and reader.may_sound_on(word)):
        reader.dull.add(word)
    return best


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
        begins = line[at] != "·" and reader.goes_on(line[at : at + 2])
        place = _chinese_at(reader, line, at, end, after) if begins else None
        if place:
            yield place
        at = place.end if place else at + 1


def _chinese_at(reader: Reader, line: str, at: int, end: int, after: list[tuple[int, int]]) -> _Place | None:
    """The longest name that starts at a Chinese character, be it partly in Latin letters (上海AI实验室) or with its version."""
    ends = {start + len(line[start:stop].rstrip(_TRIM)) for start, stop in after}
    best: _Place | None = None
    for size in reader.chinese(line[at : min(at + 24, after[-1][1] if after else end)]):
        stop = at + size
        found = reader.exact(line[at:stop]) if stop <= end or stop in ends or _CJK.match(line, stop - 1) else None
        before = _BEFORE.get(line[at:stop])
        if found and (reader.is_another(line[at:stop], line[stop : stop + 4]) or (before and re.search(before, line[max(0, at - 4) : at]))):
            found = None if found.needs_sign else replace(found, needs_sign=True)
        if found:
            place = _versioned(reader, line, _Place(at, stop, found), end, after)
            best = place if best is None or place.end > best.end else best
            if stop <= end:
                break
    return best


def _versioned(reader: Reader, line: str, place: _Place, end: int, after: list[tuple[int, int]]) -> _Place:
    """A Chinese name with the version behind it: 可灵 2.6, 混元图像 3.0, 豆包大模型1.6, and behind half the name of a company 百川M3."""
    brand = place.found.matches[0]
    if not after or not 0 <= end - place.end < 3:
        return place
    if brand.kind == "company":
        first = line[after[0][0] : after[0][1]]
        if brand.how != "prefix" or end > place.end or _CJK.match(first):
            return place
        alone = _longest(reader, line, after, 0)[1]
        if not (alone.needs_sign if alone else any(map(str.isdigit, first))):  # what is a name by itself stays one
            return place
    for _, stop in reversed(after):
        rest = line[place.end : stop].rstrip(_TAIL)
        joined = re.match(r"[㐀-鿿]* ?[\w.]", rest)
        longer = (reader.exact(line[place.start : place.end] + rest) or reader.versioned(brand, rest)) if joined else None
        if longer:
            return _Place(place.start, place.end + len(rest), longer)
    return place
