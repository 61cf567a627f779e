"""What words of a running text may mean: looked up in memory, each word once, so that a megabyte is read in seconds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from cnai.model.kinds import BESIDE, NAMED, TABLE_OF
from cnai.questions.ordinary import GIVEN, HALVES, NO_HALVES, ORDINARY, ORDINARY_NUMBERED, SMALL, WORDS
from cnai.store.folding import fold, is_chinese
from cnai.store.makers import MAKERS
from cnai.store.names import Match, Names
from cnai.store.resolving import OTHERS, OTHERS_ZH
from cnai.store.sounds import in_digits
from cnai.store.spelling import slip

SHORT = 7  # letters: a shorter name is not guessed from its spelling or sound alone
SPELLED_OUT = 9  # letters of a name in lower case that is several words
# Names that something else bears too: what behind them says that this is meant. A surname is a capitalised word that is no word of ours.
_SURNAME = (
    r" (?!(?:API|App|Agent|Assistant|Audio|Bot|Chat|Claw|Code|Coder|Dev|Explorer|Latest|Lab|Labs|Linear|Max|Model|Models|Open|Platform|Pro"
    r"|Researcher|Slides|Team|Thinking|Turbo|Video|Vision|Web|Work)\b)[A-ZÀ-Þ][a-zß-ÿ'-]{2,}(?:\W|$)"
)
_OTHERS_IN_CHINESE = """盘古=开天|大帝|[与和]?女娲|氏|神话|之力 元宝=[节山枫蜡饺树]|香烛|纸钱 文心=雕龙 混元=太极|形意|一气|霹雳
小米=[粥饭糕椒辣面酒] 豆包=[子馅] 商汤=灭夏|伐桀|革命|王 快手=[菜早] 字节=[数码流序对级长位段串块/]|编码|大小|单位|对齐|填充
蚂蚁=[窝搬上洞腿庄]|算法|群 阿里=[山郎地斯安尔亚巴嘎] 百川=[归汇入东] 阶跃=[函响信变式型输波] 面壁=[者思计而十九]
零一=[〇零一二三四五六七八九十年月]|创投"""
_OTHERS = {
    **dict.fromkeys(("kimi", "ernie", "quinn"), _SURNAME),
    "pangu": r" (?:and nuwa|myths?|legends?|separat\w+|creat(?:es|ed|ion)\b|gods?|giant|temple|in chinese myth\w*)",
    "minimax": r"(?: |-)(?:algorithm|theorem|search|tree|principle|strateg|regret|rate|risk|estimat|optimal|problem|criterion|game|value)",
    "kolors": r" of\b",
    "hailuo": r" (?:sha|island|town)\b",
    "k2": r" (?:mountain|peak|summit|base camp|expedition|climb)",
    **dict(row.split("=") for row in _OTHERS_IN_CHINESE.split()),
}
_NOT_COVERED = rf"(?:{'|'.join(OTHERS_ZH.split())})[^\s和与、，,的]{{0,6}}\s?$|\b(?:{'|'.join(OTHERS.split())})(?: \w+)?[ -]$"
# Two syllables apart, such as Wen Xin, are the name of a person too.
_SYLLABLE = "(?:[BPMFDTNLGKHJQXRZCSYW]h?)(?:[aeiou]{1,3})(?:ng?)?"
_GIVEN_NAME = re.compile(f"{_SYLLABLE} {_SYLLABLE}")
_ID = re.compile(r"[a-z0-9]+(?:[-_.+][a-z0-9]+)+")
_BARE = re.compile(r"[a-zA-Z.]+|[a-zA-Z]\d[\d.]*")
_GAPS = re.compile(r"[ ._-]+")
_IN_WORDS = re.compile(r"[^\W\d_]+(?:[ ._-]+[^\W\d_]+)+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\WA-Z_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a piece of text may mean; whether it stands only beside a second sign; whether that may be a name of any maker."""

    matches: tuple[Match, ...]
    needs_sign: bool = False
    sounds: bool = False
    at_start: bool = False
    """Whether the sign is needed only where a sentence begins."""


class Reader:
    """The names of a catalogue, prepared for running text. Whatever was looked up is kept."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.dull: set[str] = set()  # words that are no name and begin none, whatever follows
        self._folded: dict[str, str] = {}
        self._exact: dict[str, Found | None] = {}
        self._goes_on: dict[str, bool] = {}
        self._may_sound: dict[str, bool] = {}
        self._sounds_on: dict[str, bool] = {}
        self._paths: dict[str, Found | None] = {}
        self._lines: dict[str, Found | None] = {}
        self._versions: dict[tuple[str, str, str], Found | None] = {}
        self._close: dict[str, tuple[Match, ...]] = {}
        self._sound: dict[str, Match | None] = {}
        self._owners: dict[tuple[str, str], set[str]] = {}

    def _fold(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = fold(text)
        return self._folded[text]

    @cached_property
    def _names(self) -> dict[str, list[list[str]]]:
        return {n: rows for n, rows in self.names.store.names.items() if any(r[2] not in BESIDE and r[1] != "initials" for r in rows)}

    @cached_property
    def _begun(self) -> set[str]:
        """Every beginning of every name."""
        return {name[:n] for name in self._names for n in range(1, len(name) + 1)}

    def goes_on(self, piece: str) -> bool:
        """Whether some name begins with these words."""
        if piece not in self._goes_on:
            said = in_digits(piece)
            self._goes_on[piece] = self._fold(piece.rstrip("'")) in self._begun or (said != piece and self._fold(said) in self._begun)
        return self._goes_on[piece]

    def may_begin(self, word: str) -> bool:
        """Whether a name may begin with this word, be it only by its sound or spelling."""
        return word[:1].isupper() or self.goes_on(word) or self._fold(word.rstrip(".'’").removesuffix("'s")) in self._begun

    def may_sound(self, piece: str) -> bool:
        """Whether a piece is made of capitalised words of Latin letters that are no English words."""
        if piece not in self._may_sound:
            words = piece.split()
            plain = piece.isascii() and all(w[:1].isupper() and w.replace("-", "").isalpha() for w in words)
            self._may_sound[piece] = plain and self._fold(piece) not in WORDS
        return self._may_sound[piece]

    def may_sound_on(self, word: str) -> bool:
        """Whether a name of several words may begin with the sound of this one."""
        if word not in self._sounds_on:
            self._sounds_on[word] = self.names.brands.may_sound_on(word.rstrip(".'’"))
        return self._sounds_on[word]

    def chinese(self, text: str) -> list[int]:
        """How long a name that begins a text may be, which begins in Chinese: the lengths to try, the longest first."""
        sizes: list[int] = []
        for size in range(2, len(text) + 1):
            folded = fold(text[:size])
            if folded not in self._begun:
                break
            if text[size - 1].isalnum() and (folded in self._names or folded in self._halves):
                sizes.insert(0, size)
        return sizes

    @cached_property
    def _halves(self) -> dict[str, Match]:
        """Companies by the first half of a Chinese name of four characters, where that is no name of another."""
        whole = {n: {r[0] for r in rows if r[2] == "company"} for n, rows in self._names.items() if len(n) == 4 and all(map(is_chinese, n))}
        short = {n[:2]: ids for n, ids in whole.items() if len(ids) == 1 and n[:2] not in self._names and n[:2] not in NO_HALVES}
        return {n: Match(i, "prefix", 0.8, "company") for n, (i,) in short.items()}

    def companies(self, match: Match) -> set[str]:
        """Whose record it is."""
        where = (match.kind, match.id)
        if where not in self._owners:
            self._owners[where] = self.names.makers.companies(match)
        return self._owners[where]

    def exact(self, piece: str) -> Found | None:
        """What a piece means as it stands."""
        if piece not in self._exact:
            self._exact[piece] = self._look_up(piece)
        return self._exact[piece]

    def _look_up(self, piece: str) -> Found | None:
        folded = self._fold(piece)
        if folded in self._halves:
            sign = folded not in HALVES
            return Found((self._halves[folded],), needs_sign=sign, sounds=sign)
        if folded not in self._names or len(folded) < 2 or piece[:1] in "-–—+":
            return None
        if folded.replace(" ", "").isdigit():
            return None
        long = sum(c.isalpha() for c in piece) >= SPELLED_OUT  # deep seek v3.1 of a transcript, not step 3
        if piece.islower() and not (_ID.fullmatch(piece) or (any(c.isdigit() for c in piece) and (long or " " not in piece))):
            return self._in_lower_case(piece, folded)
        found = self.names.plain(piece) or self.names.plain(piece, ("api",))
        found = [m for m in found if (m.how != "pinyin" or m.score == 1) and (m.how != "ticker" or piece.upper() == piece)]
        if not found or (len(found) > 1 and found[0].score == 1):
            return None
        bare = found[0].score < 1
        if bare and piece.islower():
            return None
        numbered = ORDINARY_NUMBERED.match(folded) and not re.search(r"[a-zA-Z]{2}", piece[5:])
        written = piece.islower() or piece.istitle() or piece.isupper()
        coined = piece.isascii() and piece.isalpha() and not written  # AuK, SCoPE: no word is written so
        ordinary = (folded in ORDINARY and not coined) or bool(numbered)
        if _GIVEN_NAME.fullmatch(piece):
            return Found(tuple(found), needs_sign=True)
        if folded in GIVEN:
            return Found(tuple(found), needs_sign=True, at_start=True)
        return Found(tuple(found), needs_sign=bare or ordinary or (len(folded) < 3 and folded.isascii()) or self._is_words(piece, found[0]))

    def _is_words(self, piece: str, match: Match) -> bool:
        """Whether a piece may be words as everybody writes them: the short name of a repository (Spark), or a name with gaps where its
        maker puts none: A real of AReaL, and of models No code of NoCode, unless one of the words is a name."""
        record = self.names.makers.record(match)
        if piece.isascii() and piece.isalpha():
            own = len(piece) > 3 and piece.isupper() and str(record.get("name")).startswith(piece)  # DAPO, not the SPARK of Spark-VL
            return (
                match.how in ("alias", "hub", "api") and match.kind in ("model", "api") and (piece.istitle() or piece.isupper()) and not own
            )
        long = len(piece) > SPELLED_OUT and "-to-" not in piece
        if long or (match.how == "hub" and (match.kind in MAKERS or "-" in piece)) or not _IN_WORDS.fullmatch(piece):
            return False
        if match.how not in ("id", "name", "alias", "hub", "api"):
            return False
        words = _GAPS.split(piece)
        forms = (match.id, record.get("name") or "", record.get("short_name") or "", *(record.get("aliases") or ()))
        if any(f"{_GAPS.sub('-', form)}-".casefold().startswith(f"{'-'.join(words)}-".casefold()) for form in forms):
            return False
        ends, *others = (set(accumulate(map(len, parts))) for parts in (words, *map(_PART.findall, forms)))
        if match.kind in MAKERS and min(map(len, words)) > 1 and any(ends <= of_form for of_form in others):
            return False
        return not any(found and not found.needs_sign for found in map(self.exact, words))

    def _in_lower_case(self, piece: str, folded: str) -> Found | None:
        """The company or family whose whole name is this one word without a capital; it needs another name beside it."""
        if len(folded) < 4 or not piece.isalpha() or any(folded in words for words in (ORDINARY, GIVEN, WORDS, SMALL)):
            return None
        found = [m for m in self.names.plain(piece, MAKERS) if m.how in ("id", "name")]
        whole = [m for m in found if any(fold(r["name"]) == folded for r in self.names.store.some(TABLE_OF[m.kind], "id", (m.id,)))]
        return Found(tuple(whole), needs_sign=True, sounds=True) if len(whole) == 1 else None

    def is_another(self, piece: str, behind: str) -> bool:
        """Whether what stands behind a name says that somebody or something else of this name is meant: Kimi Räikkönen."""
        pattern = _OTHERS.get(self._fold(piece))
        if pattern is None or (pattern is _SURNAME and not piece.istitle()):
            return False
        return re.match(pattern, behind, 0 if pattern is _SURNAME else re.IGNORECASE) is not None

    def is_of_others(self, before: str) -> bool:
        """Whether the name of a maker that is not covered stands directly before: of 讯飞星火 X1 the X1 is nobody's here."""
        return re.search(_NOT_COVERED, before[-30:], re.IGNORECASE) is not None

    def is_person(self, behind: str) -> bool:
        """Whether a surname stands behind a name."""
        return re.match(_SURNAME, behind) is not None

    def spoken(self, piece: str) -> Found | None:
        """What a piece means if its numbers are spoken (R one)."""
        said = in_digits(piece) if " " in piece or "-" in piece else piece
        found = self.exact(said) if said != piece and said[:1].isalnum() else None
        return replace(found, matches=tuple(Match(m.id, "spelling", 0.7, m.kind) for m in found.matches)) if found else None

    def line(self, piece: str) -> Found | None:
        """The family of which a name with a digit in it begins several models (Qwen3-Coder); those with a size next count most."""
        if piece not in self._lines:
            wanted = "-" in piece and len(piece) > SHORT and any(c.isdigit() for c in piece) and " " not in piece
            begun = self.names.near.beginnings(piece, ("model",)) if wanted else []
            end = len(self._fold(piece))
            sized = [m for m in begun if fold(self.names.makers.record(m)["name"])[end:].strip()[:1].isdigit()]
            self._lines[piece] = self._family(sized or begun)
        return self._lines[piece]

    def _family(self, matches: Sequence[Match]) -> Found | None:
        families = {self.names.makers.record(m).get("family") for m in matches if m.kind == "model"}
        (family,) = families if len(families) == 1 else ("",)
        return Found((Match(family, "prefix", 0.7, "family"),)) if family else None

    def path(self, piece: str) -> Found | None:
        """What an address, a path or a name with a tag means; of a re-packager's copy the original."""
        if piece not in self._paths:
            self._paths[piece] = self._path(piece)
        return self._paths[piece]

    def _path(self, piece: str) -> Found | None:
        last = re.split(r"[/:]", piece)
        if len(piece) > 200 or not any(self._fold(part[:4]) in self._begun for part in last if len(part) > 1):
            return None
        found = self.names.exact(piece, (*NAMED, "api"))
        if len(found) == 1:
            return Found(tuple(found))
        near = [] if found else self.names.candidates(piece)
        if near and (len(near) == 1 or last[-1].islower()) and _BARE.fullmatch(last[-1]):
            own = self.exact(last[-1])  # the spark of apache/spark is as doubtful as by itself, and the P1 of P0/P1
            if own is None or (own.needs_sign and not own.sounds):
                return None
        if len(near) != 1:
            return self._family([*found, *near])
        return Found(tuple(near)) if "/" in piece else None

    def versioned(self, brand: Match, rest: str) -> Found | None:
        """A version behind a brand (2.6 behind 可灵): the record, if the brand has it."""
        key = (brand.kind, brand.id, rest.strip(" -_"))
        if brand.kind not in MAKERS or not key[2]:
            return None
        if key not in self._versions:
            found = self.names.makers.within(brand, key[2], NAMED)
            self._versions[key] = Found(tuple(found)) if len(found) == 1 and found[0].id != brand.id else None
        return self._versions[key]

    def alike(self, piece: str, more: list[str]) -> tuple[int, Found] | None:
        """(how many of the words behind belong to it, what it means) of a capitalised piece that is spelled or sounds like a name."""
        words = piece.split()
        brand = self._heard(piece)
        if brand:
            for n in range(len(more), 0, -1):
                found = self.versioned(brand, more[n - 1]) if re.search(r"\d", more[n - 1].split()[0]) else None
                if found:
                    return n, Found(tuple(Match(m.id, "spelling", 0.7, m.kind) for m in found.matches))
        if len(words) > 1:  # Mee Mo, but not Kim Yi
            odd = brand and not any(self._fold(w) in self._names for w in words)
            return (0, Found((brand,), needs_sign=True, sounds=True)) if brand and odd else None
        if brand:
            doubtful = len(piece) <= SHORT and not self._is_swap(piece, brand)
            return 0, Found((brand,), needs_sign=doubtful or brand.score < 0.7, sounds=brand.score >= 0.7)
        close = self._spelled(piece)
        return (0, Found(close, needs_sign=not self._is_swap(piece, close[0]))) if len(close) == 1 else None

    def _heard(self, piece: str) -> Match | None:
        if piece not in self._sound:
            self._sound[piece] = self.names.brands.brand(piece)
        return self._sound[piece]

    @cached_property
    def _without_one(self) -> dict[str, list[str]]:
        """Every name of a company or family with one letter left out: equal rests are one slip apart."""
        out: dict[str, list[str]] = {}
        for name, rows in self._names.items():
            if len(name) > 4 and name.isalpha() and any(r[2] in MAKERS and r[1] != "hub" for r in rows):
                for short in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
                    out.setdefault(short, []).append(name)
        return out

    def _spelled(self, piece: str) -> tuple[Match, ...]:
        if piece not in self._close:
            text = self._fold(piece)
            shorts = (text, *(text[:i] + text[i + 1 :] for i in range(len(text))))
            names = dict.fromkeys(n for s in shorts for n in self._without_one.get(s, ()))
            hits = [n for n in names if n != text and slip(piece, text, n, 1) is not None]
            found = {m.id: m for n in hits for m in self.names.plain(n)}
            score = round(1 - 1 / len(text), 2)
            self._close[piece] = tuple(Match(m.id, "spelling", score, m.kind) for m in found.values())
        return self._close[piece]

    def _is_swap(self, piece: str, match: Match) -> bool:
        """Whether the slip in a long name is two letters changed round, or one letter too few or too many: no other word of English."""
        text = self._fold(piece)
        if len(text) < SHORT:
            return False
        written = [n for n, rows in self._names.items() if any(r[0] == match.id for r in rows) and slip(piece, text, n, 1)]
        return any(
            sorted(n) == sorted(text) or _undoubled(n) == _undoubled(text) or (len(n) != len(text) and len(text) > SHORT) for n in written
        )


def _undoubled(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text)
