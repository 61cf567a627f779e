"""Every way of naming a record: exact match, addresses and makers, beginnings, close spelling, sound.

Which names a record has is in `written`; how names are folded in `folding`; how hubs and routers write them in `addresses` and `tags`; with
a maker before them in `makers`; how brands sound in `brands`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from cnai.model.kinds import BESIDE, NAMED
from cnai.store.database import Store
from cnai.store.folding import finishes_version, fold, goes_on_in_size, is_chinese, is_variant, width
from cnai.words.light import light

if TYPE_CHECKING:  # the rest is imported when a name is not written as in the data: most are
    from cnai.store.addresses import Address
    from cnai.store.brands import Brands
    from cnai.store.letters import Letters
    from cnai.store.makers import Makers

SURE = 0.8  # a beginning that is less of the name is only a candidate
_HOWS = (("id", "name", "alias", "article", "chinese", "pinyin", "ticker"), ("hub", "paper"), ("bare",), ("api",), ("initials",))
_SAID_AS = {"bare": ("alias", 0.9), "initials": ("pinyin", 0.9), "paper": ("hub", 1.0)}  # never found by their beginning or spelling
_NO_BRACKETS = str.maketrans(dict.fromkeys('()（）[]【】「」『』《》“”"', " "))
_IN_ADDRESSES = r"[][/:.@_<>\"'`-]|\dp\d"  # without one of these, an ASCII name is no address
_DAY = r"[-_@:](?:20\d\d-\d\d-\d\d|(?:20)?2\d[01]\d[0-3]\d)$"  # of a dated API name
_TICKER = r"(?:(?:nyse|nasdaq)[\s:]+([a-z]+)|(?:(?:hkex|sehk|hkg|hk)[\s:]+)?0*(\d{1,4})(?:\.hk)?)"
_COPY, _OTHER_MAKER, _OTHER_DAY = 0.5, 0.6, 0.5  # scores of candidates
_ALIKE = 0.7  # difflib's ratio of a name that is near


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

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def makers(self) -> "Makers":
        """Who makes what."""
        from cnai.store.makers import Makers

        return Makers(self)

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
    def _kinds(self) -> Mapping[str, str]:
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

    def exact(self, query: str, kinds: Iterable[str] = NAMED) -> list[Match]:
        """The records that a name means: as it stands, as hubs, routers and price tables write it, or behind its maker's name.

        Of the first kind that has any; several of one kind are all given. An API name means no record of another kind.
        """
        return self._read(query, tuple(kinds))[0]

    def candidates(self, query: str) -> list[Match]:
        """What a name in a path may mean though it is no answer: a re-packager's copy, a name under another maker, one of several tags."""
        return self._read(query, (*NAMED, "api"))[1]

    def _read(self, query: str, kinds: tuple[str, ...]) -> tuple[list[Match], list[Match]]:
        """(what a name means, what it may mean)."""
        every = kinds if "api" in kinds else (*kinds, "api")
        near: list[Match] = []
        found = self.plain(query, every)
        if not found and (bare := query.translate(_NO_BRACKETS)) != query:
            found = self.plain(bare, every)
        if not found and (listed := re.fullmatch(_TICKER, query, re.IGNORECASE)) and not query.isdigit():  # HKEX:2513 is 2513.HK
            found = [m for m in self.plain(listed[1] or f"{listed[2]:0>4}.HK", every) if m.how == "ticker"]
        if not found and len(query) < 300 and (not query.isascii() or re.search(_IN_ADDRESSES, query)):
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
        found = self.plain(name, kinds)
        if not found and makers and (short := self._shortened(name, makers)):
            return (short, []) if len(short) == 1 else ([], short)
        if not found and tags and ":" in name:
            from cnai.store.tags import tagged

            return tagged(self, name, kinds)
        return found, []

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
        return all(any(m.score == 1 for m in self.exact(word)) or len(self.prefix(word)) == 1 for word in words)

    def beginnings(self, query: str, kinds: Iterable[str] = NAMED) -> list[Match]:
        """The records with a name that begins so (three letters or more), of the first kind that has any; never another version."""
        start = fold(query)
        if width(start) < 3:
            return []
        begun = self.store.beginning(start)
        hits: dict[str, tuple[str, float]] = {}
        for name, rows in begun.items():
            for i, how, of in () if finishes_version(start, name) else rows:
                whole = of == "company" and all(map(is_chinese, start)) and how == "chinese"
                score = max(len(start) / len(name), SURE if whole else 0)
                if name != start and is_variant(name[len(start) :]):
                    score = min(score, SURE - 0.01)  # KAT-Coder-V2.5 is not KAT-Coder-V2.5-Dev
                if how not in _SAID_AS and score > hits.get(i, ("", 0))[1]:
                    hits[i] = (of, score)
        hits.update({i: ("model", score) for i, score in self._sizes(start, begun) if i not in hits})
        for kind in kinds:
            of_kind = [Match(i, "prefix", round(score, 2), kind) for i, (of, score) in sorted(hits.items()) if of == kind]
            if of_kind:
                return of_kind
        return []

    def with_beginnings(self, query: str, found: list[Match]) -> list[Match]:
        """What a name may mean, where it is that of a repository of several models: the others that begin so too."""
        if len(found) < 2 or found[0].how != "hub" or "/" in query:
            return found
        ids = {m.id for m in found}
        return [*found, *(m for m in self.beginnings(query, (found[0].kind,)) if m.id not in ids)]

    def _sizes(self, start: str, begun: Mapping[str, list[list[str]]]) -> list[tuple[str, float]]:
        """(id, score) of the models whose names go on with a size where a version ends, which is never sure: MiniCPM4-8B of MiniCPM4."""
        maybe = {row[0] for n, rows in begun.items() if finishes_version(start, n) for row in rows if row[2] == "model"}
        models = self.store.some("models", "id", maybe) if maybe else []
        written = ((m["id"], n) for m in models for n in (m["name"], *(m.get("aliases") or ())))
        return [(i, min(len(start) / len(fold(n)), SURE - 0.01)) for i, n in written if goes_on_in_size(start, n)]

    def prefix(self, query: str, kinds: Iterable[str] = NAMED) -> list[Match]:
        """The records with a name that begins so: one, if it is most of the name; several where it is not clear."""
        found = self.beginnings(query, kinds)
        return found if len(found) > 1 or any(m.score >= SURE for m in found) else []

    def spelling(self, query: str, kinds: Iterable[str] = NAMED) -> list[Match]:
        """The records of the closest spelling, where it is close enough to be a slip and no other version or variant."""
        from cnai.store.spelling import slip, slips

        text = fold(query)
        allowed = least = slips(text)
        best: list[list[str]] = []
        for name in self.letters.within(text, allowed) if allowed else ():
            edits = slip(query, text, name, least)
            if edits is not None:
                best = self.table[name] + (best if edits == least else [])
                least = edits
        for kind in kinds:
            hits = dict.fromkeys(i for i, _, of in best if of == kind)
            if hits:
                return [Match(i, "spelling", round(1 - least / len(text), 2), kind) for i in hits]
        return []

    def meaning(self, query: str) -> tuple[list[Match], list[Match]]:
        """(what a name means: one match or several, those that are merely near). A close spelling is taken here, unlike in `resolve`."""
        from cnai.store.sounds import in_digits

        if not query.strip():
            return [], []
        found, near = self._read(query, NAMED)
        found = found or self.exact(query, ("api",))
        if not found and near:
            return [], near
        found = self.with_beginnings(query, found) or self.prefix(query)
        spoken_of = in_digits(query)
        if not found and spoken_of != query:
            said = self.exact(spoken_of) or self.spelling(spoken_of) or self.brands.heard(spoken_of)
            found = [Match(m.id, "spelling", min(m.score, 0.7), m.kind) for m in said]
        lettered = [] if found else self.makers.lettered(query)
        if lettered and lettered[0].score < 0.7:
            return [], lettered
        found = found or lettered or self.spelling(query) or self.brands.heard(query)
        if found:
            return found, []
        begun = {m.id: m for kind in NAMED for m in self.beginnings(query, (kind,))}
        rest = [Match(i, "spelling", 0.0, self._kinds[i]) for i in self.nearest(query) if i not in begun]
        return [], [*list(begun.values())[:8], *rest]

    def _begun_by(self, text: str) -> list[Match]:
        """The model whose name another one, which is not here, begins with: GLM-4.6 of GLM-4.6-REAP-218B. Never a shorter version."""
        ends = [m.start() for m in re.finditer(r"[-_ ](?=\D)", text)]
        return next(filter(None, (self.plain(text[:end], ("model",)) for end in reversed(ends))), [])

    def nearest(self, query: str, limit: int = 3) -> list[str]:
        """Up to `limit` ids whose names look most like this, best first; nothing where nothing does."""
        import difflib

        text = fold(_name_in(query))
        if not text or len(text) > 300:
            return []
        begun = sorted((m for kind in NAMED for m in self.beginnings(query, (kind,))), key=lambda m: -m.score)
        maybe = [m.id for m in self.candidates(query)]
        ids = maybe or [m.id for m in begun[:limit]]
        retold = None if ids else self.makers.retold(query)
        if retold:
            return self.nearest(retold, limit)
        if not maybe and len(ids) < limit:
            close = [n for n in self.table if n.startswith(text)][:limit] if width(text) >= 4 else []  # its sizes and versions
            close += difflib.get_close_matches(text, self.letters.alike(text, _ALIKE), n=limit * 4, cutoff=_ALIKE)
            if width(text) >= 4:
                close += [n for n in self.table if text in n][: limit * 2]
            ids += [row[0] for n in close for row in self.table[n]]
        ids += [] if ids else [m.id for m in self._begun_by(_name_in(query)) or self.makers.closest(query)]
        return list(dict.fromkeys(ids))[:limit]


def _name_in(query: str) -> str:
    """The name in an address, without what stands around it."""
    from cnai.store.addresses import parts

    found = parts(query) if len(query) < 300 and re.search("[/:@[]", query) else []
    named = [a.names[-1] for a in found if not a.names[-1][:1].isdigit()]  # not the 6 of GLM-4.6
    return (named[-1] if named else query).removesuffix("-latest")
