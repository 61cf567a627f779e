"""Every way of naming a record: as it is written, as hubs and routers write it, behind its maker.

Which names a record has is in `written`; how names are folded in `folding`; how hubs and routers write them in `addresses` and `tags`; with
a maker before them in `makers`; what a name may mean that is written like none in `near`; how brands sound in `brands`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cnai.model.kinds import BESIDE, NAMED
from cnai.store.database import Store
from cnai.store.folding import fold
from cnai.words.light import light

if TYPE_CHECKING:  # the rest is imported when a name is not written as in the data: most are
    from cnai.store.addresses import Address
    from cnai.store.brands import Brands
    from cnai.store.letters import Letters
    from cnai.store.makers import Makers
    from cnai.store.near import Near

_HOWS = (("id", "name", "alias", "article", "chinese", "pinyin", "ticker"), ("hub", "paper"), ("bare",), ("api",), ("initials",))
_SAID_AS = {"bare": ("alias", 0.9), "initials": ("pinyin", 0.9), "paper": ("hub", 1.0)}  # never found by their beginning or spelling
_NO_BRACKETS = str.maketrans(dict.fromkeys('()（）[]【】「」『』《》“”"', " "))
_IN_ADDRESSES = r"[][/:.@_<>\"'`-]|\dp\d"  # without one of these, an ASCII name is no address
_DAY = r"[-_@:](?:20\d\d-\d\d-\d\d|(?:20)?2\d[01]\d[0-3]\d)$"  # of a dated API name
_TICKER = r"(?:(?:nyse|nasdaq)[\s:]+([a-z]+)|(?:(?:hkex|sehk|hkg|hk)[\s:]+)?0*(\d{1,4})(?:\.hk)?)"
_COPY, _OTHER_MAKER, _OTHER_DAY = 0.5, 0.6, 0.5  # scores of candidates


@light
class Match:
    """What a name means: the record's id and kind, how it was recognised, and how surely (1 is exact)."""

    id: str
    how: str
    score: float
    kind: str


class Names:
    """The folded names of all records of a store."""

    match = Match
    said_as = _SAID_AS

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def makers(self) -> "Makers":
        """Who makes what."""
        from cnai.store.makers import Makers

        return Makers(self)

    @cached_property
    def near(self) -> "Near":
        """What is like a name that is not written so."""
        from cnai.store.near import Near

        return Near(self)

    @cached_property
    def brands(self) -> "Brands":
        """How brands sound."""
        from cnai.store.brands import Brands

        return Brands(self)

    @cached_property
    def table(self) -> Mapping[str, list[list[str]]]:
        """{folded name: [[id, how, kind], …]} of the names that are written: for the searches that must walk through them."""
        out = {}
        for name, rows in self.store.names.items():
            kept = [row for row in rows if row[2] not in BESIDE and row[1] not in _SAID_AS]
            if kept:
                out[name] = [row for row in kept if row[2] != "api"] or kept
        return out

    @cached_property
    def letters(self) -> "Letters":
        """The letters of the names that are written."""
        from cnai.store.letters import Letters

        return Letters(self.table)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """{id: kind} of every record that has a name."""
        return {i: kind for rows in self.table.values() for i, _, kind in rows}

    def plain(self, query: str, kinds: Iterable[str] = NAMED) -> list[Match]:
        """The records of exactly this name as it is written in the data, of the first kind that has any."""
        found = self.store.named(fold(query))
        for hows in _HOWS if found else ():
            for kind in kinds:
                hits = {i: _SAID_AS.get(how, (how, 1.0)) for i, how, of in found if how in hows and of == kind}
                if hits:
                    return [Match(i, how, score, kind) for i, (how, score) in hits.items()]
        return []

    def _on_that_day(self, query: str, kinds: Iterable[str]) -> tuple[list[Match], list[Match]]:
        """(what a dated name means whose day is written another way, what it may mean): qwen3.5-plus-20260420 is qwen3.5-plus-2026-04-20,
        and so is qwen3.5-plus-04-20 or -0420 where it is the only one of that day; of several years none is meant."""
        if day := re.search(r"(20\d\d)(-?)([01]\d)\2([0-3]\d)$", query):
            return self.plain(query[: day.start()] + ("" if day[2] else "-").join(day.group(1, 3, 4)), kinds), []
        if not (day := re.search(r"[-_ ]([01]\d)[-_ ]?([0-3]\d)$", query)):
            return [], []
        start = fold(query[: day.start()])
        dated = [n for n in self.store.beginning(start) if re.fullmatch(rf" ?(?:20)?2\d ?{day[1]} ?{day[2]}", n[len(start) :])]
        found = {m.id: m for n in dated for m in self.plain(n, kinds)}
        return (list(found.values()), []) if len(dated) == 1 else ([], [Match(m.id, m.how, _OTHER_DAY, m.kind) for m in found.values()])

    def _written(self, name: str, kinds: Iterable[str]) -> tuple[list[Match], list[Match]]:
        """(what a name means as it is written, or with its day written another way, what it may mean)."""
        found = self.plain(name, kinds)
        return (found, []) if found else self._on_that_day(name, kinds)

    def exact(self, query: str, kinds: Iterable[str] = NAMED) -> list[Match]:
        """The records that a name means: as it stands, as hubs, routers and price tables write it, or behind its maker's name.

        Of the first kind that has any; several of one kind are all given. An API name means no record of another kind.
        """
        return self.read(query, tuple(kinds))[0]

    def candidates(self, query: str) -> list[Match]:
        """What a name in a path may mean though it is no answer: a re-packager's copy, a name under another maker, one of several tags."""
        return self.read(query, (*NAMED, "api"))[1]

    def read(self, query: str, kinds: tuple[str, ...]) -> tuple[list[Match], list[Match]]:
        """(what a name means, what it may mean)."""
        every = kinds if "api" in kinds else (*kinds, "api")
        found, near = self._written(query, every)
        if not found and (bare := query.translate(_NO_BRACKETS)) != query:
            found = self.plain(bare, every)
        if not found and (listed := re.fullmatch(_TICKER, query, re.IGNORECASE)) and not query.isdigit():  # HKEX:2513 is 2513.HK
            found = [m for m in self.plain(listed[1] or f"{listed[2]:0>4}.HK", every) if m.how == "ticker"]
        if not found and not near and len(query) < 300 and (not query.isascii() or re.search(_IN_ADDRESSES, query)):
            from cnai.store.addresses import parts

            for address in parts(query):
                found, maybe = self._at(address, every)
                near += maybe
                if not (found or maybe or address.vendor or address.host) and "/" in query:  # cerebras/zai-glm-4.6
                    found = self.makers.before(address.names[-1], every)
                if found or maybe:
                    break
        if not found and not near:
            found = self.makers.before(query, every)
        if not found and not near and "company" in kinds:
            found = self._firm(query)
        if not found and not near and (undated := re.sub(_DAY, "", query)) != query:
            of_day = self.plain(f"{undated}-{query[-4:]}", every) if query[-4:].isdigit() else []  # deepseek-r1-250528 is R1-0528
            near = [Match(m.id, m.how, _OTHER_DAY, m.kind) for m in of_day or self.plain(undated, every)]
        return [m for m in found if m.kind in kinds], near

    def _firm(self, query: str) -> list[Match]:
        """The company whose name stands in one that is written out: 北京月之暗面科技有限公司, Tencent Holdings Ltd."""
        from cnai.store.firms import names

        called = (self.plain(name, ("company",)) for name in names(query))
        return [Match(m.id, "alias", 0.9, m.kind) for m in next(filter(None, called), ())]

    def _at(self, address: "Address", kinds: Sequence[str]) -> tuple[list[Match], list[Match]]:
        """What one reading as an address means."""
        vendor = address.vendor
        makers = self.makers.vendors(vendor) if vendor else []
        variant = re.sub(":(thinking|reasoning)$", r"-\1", address.names[0])
        if variant != address.names[0] and self.plain(variant, kinds):  # the switch, or the model of that name: who knows
            return [], [*self.plain(address.names[-1], kinds), *self.plain(variant, kinds)]
        for name in address.names:
            found, near = self._named(name, kinds, makers, tags=name == address.names[-1])
            if address.host or not vendor or not (found or near):
                if found or near:
                    return found, near
                continue
            ours = [m for m in found if any(self.makers.companies(m) & self.makers.companies(maker) for maker in makers)]
            if ours:
                return ours, near
            score = _OTHER_MAKER if makers else _COPY
            return [], [Match(m.id, "hub", score, m.kind) for m in (*found, *near)]
        return [], []

    def _named(self, name: str, kinds: Sequence[str], makers: Sequence[Match], *, tags: bool) -> tuple[list[Match], list[Match]]:
        for maker in makers:
            found = self.makers.within(maker, name, kinds)
            if found:
                return found, []
        found, near = self._written(name, kinds)
        if not (found or near) and makers and (short := self._shortened(name, makers)):
            return (short, []) if len(short) == 1 else ([], short)
        if not (found or near) and tags and ":" in name:
            from cnai.store.tags import tagged

            return tagged(self, name, kinds)
        return found, near

    def _shortened(self, name: str, makers: Sequence[Match]) -> list[Match]:
        """The models of a name of which a router or cloud leaves out what is active, and Instruct or Thinking before the day."""
        start, day = re.fullmatch(r"(.*?)(?:-(2[0-9](?:0[1-9]|1[0-2])))?", name).groups("")  # type: ignore[union-attr]
        rest = re.compile(rf"(?:a\d+b)?(?:instruct|thinking)?{f' ?{day}' if day else '( ?2[0-9]{3})?'}")
        if not re.search(r"\d[bB](?=-|$)", start):
            return []
        start = fold(start)
        begun = self.store.beginning(start).items()
        found = {row[0] for n, rows in begun if rest.fullmatch(n[len(start) :]) for row in rows if row[2] == "model" and row[1] == "id"}
        own = set().union(*map(self.makers.companies, makers))
        every = [Match(i, "hub", 0.9, "model") for i in sorted(found)]
        return [m for m in every if self.makers.companies(m) & own]

    def one_name(self, words: Sequence[str]) -> bool:
        """Whether words that a person typed one after the other are one name: written so, of parts that say nothing alone (可灵 2.6), or a
        company before its model (Zhipu GLM-5; not deepseek deepseek-r1, nor GLM Kimi-K2). A path or address is a name by itself."""
        text, rest = " ".join(words), " ".join(words[1:])
        if "/" in text:
            return False
        if self.plain(text, (*NAMED, "api")):
            return True
        if not self.exact(text):
            return False
        alone = [m for m in self.exact(rest) if m.score == 1]
        if not alone or re.fullmatch(_TICKER, text, re.IGNORECASE):
            return True
        makers = self.plain(words[0], ("company",))
        return bool(makers) and alone[0].kind == "model" and not fold(rest).startswith(fold(words[0]))

    def each_means(self, words: Sequence[str]) -> bool:
        """Whether every one of the words is surely a name by itself."""
        return all(any(m.score == 1 for m in self.exact(word)) or len(self.near.prefix(word)) == 1 for word in words)
