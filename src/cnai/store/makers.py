"""A name with its maker: before it (智谱 GLM-5, 可灵 2.6), as its vendor (z-ai/glm-4.6), behind it in brackets."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from cnai.model.kinds import TABLE_OF
from cnai.store.folding import fold, is_chinese, width

if TYPE_CHECKING:
    from cnai.store.names import Match, Names

_GAP = re.compile(r"'s\s+|’s\s+|[\s_·/:：,，-]+")
_BRACKETS = re.compile(r"(.*?)\s*[(（\[【]([^()（）]+)[)）\]】]\s*(.*)")
_MODELS = ("大模型", "模型", "系列", "系列模型", "models", "model", "series", "llm", "llms")  # behind a maker, they say nothing
_FIRM = ("ai", "云", "智能", "智能云", "云计算", "公司", "集团", "科技", "人工智能", "实验室")  # behind a company, they say nothing
_MEDIA = {"图像": "Image", "图片": "Image", "生图": "Image", "视频": "Video", "语音": "Speech", "音乐": "Music"}
_LONGEST = 60
_VERSION = r"[1-9](?: ?\d)*(?![ \db])"  # not a size
MAKERS = ("company", "family")


class Makers:
    """Who makes what: looks names up within a company, or within a brand."""

    def __init__(self, names: "Names") -> None:
        self.names = names
        self._record: dict[tuple[str, str], dict[str, Any]] = {}
        self._families: dict[str, list[dict[str, Any]]] = {}

    def record(self, match: "Match") -> dict[str, Any]:
        """The plain record of a match; {} of an API name."""
        key = (match.kind, match.id)
        if key not in self._record:
            table = TABLE_OF.get(match.kind)
            rows = self.names.store.some(table, "id", (match.id,)) if table and match.kind != "api" else []
            self._record[key] = rows[0] if rows else {}
        return self._record[key]

    def companies(self, match: "Match") -> set[str]:
        """The ids of the companies behind a match: one, or for an API name all whose models it serves."""
        if match.kind == "api":
            return {row[0] for row in self.names.store.named(fold(match.id)) if row[2] == "maker"}
        return {match.id} if match.kind in ("company", "account") else {self.record(match).get("company", "")}

    def makers(self, text: str) -> list["Match"]:
        """The company or family that a text names outright."""
        found = [m for m in self.names.plain(text, MAKERS) if m.score == 1]
        if not found and all(map(is_chinese, text)):
            found = self.names.near.prefix(text, ("company",))
        return found if len(found) == 1 else []

    def vendors(self, text: str) -> list["Match"]:
        """The makers that a text before a slash may be: the one it names, or each whose models lie in the account of this name."""
        return self.makers(text) or self.names.plain(text, ("account",))

    def within(self, maker: "Match", rest: str, kinds: Sequence[str], *, branded: bool = True) -> list["Match"]:
        """What a text means among the records of one maker, alone or behind one of its brands (2.6 behind Kling)."""
        own = self.companies(maker)
        for texts in ([rest], self._branded(maker, rest)) if branded and maker.kind in MAKERS else ([rest],):
            found = {m.id: m for t in texts for m in self.names.plain(t, kinds) if self.companies(m) & own}
            if found:
                return list(found.values())
        return []

    def _branded(self, maker: "Match", rest: str) -> list[str]:
        english = re.sub("|".join(_MEDIA), lambda m: f" {_MEDIA[m[0]]} ", rest)  # 混元图像 3.0 is HunyuanImage-3.0
        if maker.kind == "family":
            name = self.record(maker)["name"]
            below = self.names.store.some("families", "parent", (maker.id,)) if rest[0].isdigit() else ()
            texts = dict.fromkeys((f"{name} {rest}", f"{name} {english}"))
            return [*texts, *(f"{name} {family['name']} {rest}" for family in below)]  # 豆包 1.8 is Doubao-Seed-1.8
        if not any(c.isalpha() for c in rest):  # 百川 3 is Baichuan 3
            company = self.record(maker)
            return [f"{company.get('short_name') or company['name']} {rest}"]
        if maker.id not in self._families:
            self._families[maker.id] = self.names.store.some("families", "company", (maker.id,))
        company = self.record(maker)
        brands = (company.get("short_name") or company["name"], *(f["name"] for f in self._families[maker.id]))
        if not any(c.isdigit() for c in rest):  # 字节视频 is no one model
            return [f"{b} {rest}" for b in brands]
        return [f"{b} {r}" for r in dict.fromkeys((rest, english)) for b in brands] + [english] * (english != rest)

    def before(self, text: str, kinds: Sequence[str], *, inner: bool = False) -> list["Match"]:
        """The record of a text that begins with the name of its maker, its brand or both; the longest such beginning counts."""
        heads = list(self.heads(text))
        for maker, rest in heads:
            said = _MODELS if maker.kind == "family" else (*_MODELS, *_FIRM)
            found = [maker] if rest.lower() in said and maker.kind in kinds else self.within(maker, rest, kinds, branded=False)
            if found:
                return found
        for maker, rest in heads:
            found = self.within(maker, rest, kinds)
            if not found and not inner:
                own = self.companies(maker)
                found = [m for m in self.before(rest, kinds, inner=True) if self.companies(m) & own]
            if found:
                return found
        return []

    def beginning(self, maker: "Match", rest: str) -> list["Match"]:
        """The records of one maker whose name begins so."""
        own = self.companies(maker)
        texts = [rest, *self._branded(maker, rest)]
        return [m for t in texts for m in self.names.near.beginnings(t, ("family", "model")) if self.companies(m) & own]

    def lettered(self, text: str) -> list["Match"]:
        """The records of a version without the letter that its maker puts before it: Kimi 2 is Kimi K2, DeepSeek 3.1 is DeepSeek-V3.1.
        They are less sure where the maker has numbers without a letter too: ERNIE 1 is most probably not ERNIE X1."""
        for maker, rest in self.heads(text):
            if not rest[0].isdigit():
                continue
            brand = self.record(maker).get("short_name") or self.record(maker)["name"]
            own = self.companies(maker)
            found = [m for c in ascii_lowercase for m in self.names.plain(f"{brand} {c}{rest}", ("model",)) if self.companies(m) & own]
            if found:
                bare = re.compile(re.escape(fold(brand)) + _VERSION)
                begun = self.names.store.beginning(fold(brand)).items()
                numbered = any(bare.match(name) and any(how in ("id", "name") for _, how, _ in rows) for name, rows in begun)
                return list({m.id: self.names.match(m.id, "spelling", 0.5 if numbered else 0.7, m.kind) for m in found}.values())
        return []

    def closest(self, text: str) -> list["Match"]:
        """What begins so behind a maker, or behind a maker and its brand (快手可灵 2.5), then the maker or brand itself."""
        for maker, rest in self.heads(text):
            own = self.companies(maker)
            found = self.beginning(maker, rest)
            inner = [] if found else [(m, r) for m, r in self.heads(rest) if self.companies(m) & own]
            if inner:
                brand, version = inner[0]
                return [*self.beginning(brand, version), brand]
            return [*found, maker]
        return []

    def retold(self, text: str) -> str | None:
        """A version behind another name of its brand, with the name that the brand has in the data: 百度文心5 is ERNIE 5."""
        for maker, rest in self.heads(text):
            name = self.record(maker)["name"]
            if maker.kind == "family" and rest[0].isdigit() and not fold(text).startswith(fold(name)):
                return f"{name} {rest}"
            inner = self.retold(rest) if maker.kind == "company" else None
            if inner:
                return inner
        return None

    def heads(self, text: str) -> Iterator[tuple["Match", str]]:
        """(maker, rest) of every way to read the beginning of a text as a maker, the longest first."""
        for head, rest in _cuts(unicodedata.normalize("NFKC", text).strip()) if len(text) <= _LONGEST else ():
            for maker in self.makers(head):
                if not self._is_part(maker, head):
                    yield maker, rest

    def _is_part(self, maker: "Match", head: str) -> bool:
        """Whether a head is half a name of a model: DeepSeek-R and Baichuan-M are aliases, but R2 and M2 are no second of the brand."""
        name, said = fold(self.record(maker)["name"]), fold(head)
        return said.startswith(name) and said[len(name) :] not in ("", "ai", "大模型", "models", "series")


def _cuts(text: str) -> list[tuple[str, str]]:
    """(beginning, rest) at every place where a maker's name may end, the longest beginning first."""
    out: list[tuple[str, str]] = []
    bracket = _BRACKETS.fullmatch(text)
    if bracket and not bracket[1]:  # 【智谱】GLM-5
        out += [(bracket[2], bracket[3])] * bool(bracket[3])
    elif bracket:
        out += [(bracket[1], f"{bracket[2]} {bracket[3]}".strip()), (bracket[2], f"{bracket[1]} {bracket[3]}".strip())]
    places = {(m.start(), m.end()) for m in _GAP.finditer(text)}
    for i in range(1, len(text)):
        before, after = text[i - 1], text[i]
        if is_chinese(before) or (is_chinese(after) and after not in " ") or (before.isalpha() and after.isdigit()):
            places.add((i, i))
    for start, end in sorted(places, reverse=True):
        if width(text[:start]) > 1 and text[end:]:
            out.append((text[:start], text[end:]))
    return out
