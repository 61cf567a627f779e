"""What a name may mean that is written like no record: beginnings, close spelling, sound, and what is nearest."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cnai.model.kinds import NAMED
from cnai.store.folding import finishes_version, fold, goes_on_in_size, is_chinese, is_variant, width

if TYPE_CHECKING:
    from cnai.store.names import Match, Names

SURE = 0.8  # a beginning that is less of the name is only a candidate
_ALIKE = 0.7  # difflib's ratio of a name that is near


class Near:
    """The names of a store that are like one that is asked for."""

    def __init__(self, names: "Names") -> None:
        self.names = names

    def beginnings(self, query: str, kinds: Iterable[str] = NAMED) -> list["Match"]:
        """The records with a name that begins so (three letters or more), of the first kind that has any; never another version."""
        start = fold(query)
        if width(start) < 3:
            return []
        begun = self.names.store.beginning(start)
        hits: dict[str, tuple[str, float]] = {}
        for name, rows in begun.items():
            for i, how, of in () if finishes_version(start, name) else rows:
                whole = of == "company" and all(map(is_chinese, start)) and how == "chinese"
                score = max(len(start) / len(name), SURE if whole else 0)
                if name != start and is_variant(name[len(start) :]):
                    score = min(score, SURE - 0.01)  # KAT-Coder-V2.5 is not KAT-Coder-V2.5-Dev
                if how not in self.names.said_as and score > hits.get(i, ("", 0))[1]:
                    hits[i] = (of, score)
        hits.update({i: ("model", score) for i, score in self._sizes(start, begun) if i not in hits})
        for kind in kinds:
            of_kind = [self.names.match(i, "prefix", round(score, 2), kind) for i, (of, score) in sorted(hits.items()) if of == kind]
            if of_kind:
                return of_kind
        return []

    def with_beginnings(self, query: str, found: list["Match"]) -> list["Match"]:
        """What a name may mean, where it is that of a repository of several models: the others that begin so too."""
        if len(found) < 2 or found[0].how != "hub" or "/" in query:
            return found
        ids = {m.id for m in found}
        return [*found, *(m for m in self.beginnings(query, (found[0].kind,)) if m.id not in ids)]

    def _sizes(self, start: str, begun: Mapping[str, list[list[str]]]) -> list[tuple[str, float]]:
        """(id, score) of the models whose names go on with a size where a version ends, which is never sure: MiniCPM4-8B of MiniCPM4."""
        maybe = {row[0] for n, rows in begun.items() if finishes_version(start, n) for row in rows if row[2] == "model"}
        models = self.names.store.some("models", "id", maybe) if maybe else []
        written = ((m["id"], n) for m in models for n in (m["name"], *(m.get("aliases") or ())))
        return [(i, min(len(start) / len(fold(n)), SURE - 0.01)) for i, n in written if goes_on_in_size(start, n)]

    def prefix(self, query: str, kinds: Iterable[str] = NAMED) -> list["Match"]:
        """The records with a name that begins so: one, if it is most of the name; several where it is not clear."""
        found = self.beginnings(query, kinds)
        return found if len(found) > 1 or any(m.score >= SURE for m in found) else []

    def spelling(self, query: str, kinds: Iterable[str] = NAMED) -> list["Match"]:
        """The records of the closest spelling, where it is close enough to be a slip and no other version or variant."""
        from cnai.store.spelling import slip, slips

        text = fold(query)
        allowed = least = slips(text)
        best: list[list[str]] = []
        for name in self.names.letters.within(text, allowed) if allowed else ():
            edits = slip(query, text, name, least)
            if edits is not None:
                best = self.names.table[name] + (best if edits == least else [])
                least = edits
        for kind in kinds:
            hits = dict.fromkeys(i for i, _, of in best if of == kind)
            if hits:
                return [self.names.match(i, "spelling", round(1 - least / len(text), 2), kind) for i in hits]
        return []

    def meaning(self, query: str) -> tuple[list["Match"], list["Match"]]:
        """(what a name means: one match or several, those that are merely near). A close spelling is taken here, unlike in `resolve`."""
        from cnai.store.sounds import in_digits

        if not query.strip():
            return [], []
        found, near = self.names.read(query, NAMED)
        found = found or self.names.exact(query, ("api",))
        if not found and near:
            return [], near
        found = self.with_beginnings(query, found) or self.prefix(query)
        spoken_of = in_digits(query)
        if not found and spoken_of != query:
            joined = re.sub(r"(?<=\d)[ -]+(?=\d)", "", spoken_of)  # Zero One AI is 01.AI
            said = self.names.exact(spoken_of) or self.names.exact(joined, ("company",))
            said = said or self.spelling(spoken_of) or self.names.brands.heard(spoken_of)
            found = [self.names.match(m.id, "spelling", min(m.score, 0.7), m.kind) for m in said]
        lettered = [] if found else self.names.makers.lettered(query)
        if lettered and lettered[0].score < 0.7:
            return [], lettered
        found = found or lettered or self.spelling(query) or self.names.brands.heard(query)
        if found:
            return found, []
        begun = {m.id: m for m in self._spoken_first(query, [m for kind in NAMED for m in self.beginnings(query, (kind,))])}
        rest = [self.names.match(i, "spelling", 0.0, self.names.kinds[i]) for i in self.nearest(query) if i not in begun]
        return [], [*list(begun.values())[:8], *rest]

    def _spoken_first(self, query: str, found: list["Match"]) -> list["Match"]:
        """First the companies and families whose Chinese name, as it is spoken, begins so: of tongyi what 通义 gives."""
        text, record = fold(query), self.names.makers.record
        spoken = {m.id for m in found if m.kind != "model" and any(fold(n).startswith(text) for n in record(m).get("pinyin") or ())}
        return sorted(found, key=lambda m: m.id not in spoken)

    def _begun_by(self, text: str) -> list["Match"]:
        """The model whose name another one, which is not here, begins with: GLM-4.6 of GLM-4.6-REAP-218B. Never a shorter version."""
        ends = [m.start() for m in re.finditer(r"[-_ ](?=\D)", text)]
        return next(filter(None, (self.names.plain(text[:end], ("model",)) for end in reversed(ends))), [])

    def _written(self, model: str) -> list[str]:
        """The names of a model, folded."""
        (row,) = self.names.store.some("models", "id", (model,))
        return [fold(n) for n in (row["id"], row["name"], *(row.get("aliases") or ()))]

    def nearest(self, query: str, limit: int = 3) -> list[str]:
        """Up to `limit` ids whose names look most like this, best first; nothing where nothing does."""
        import difflib

        text = fold(_name_in(query))
        if not text or len(text) > 300:
            return []
        begun = sorted((m for kind in NAMED for m in self.beginnings(query, (kind,))), key=lambda m: -m.score)
        begun = self._spoken_first(query, begun)
        maybe = [m.id for m in self.names.candidates(query)]
        ids = maybe or [m.id for m in begun[:limit]]
        retold = None if ids else self.names.makers.retold(query)
        if retold:
            return self.nearest(retold, limit)
        made_of = [] if ids else [m.id for m in self._begun_by(_name_in(query))]
        if not maybe and len(ids) < limit:
            close = [n for n in self.names.table if n.startswith(text)][:limit] if width(text) >= 4 else []  # its sizes and versions
            close += difflib.get_close_matches(text, self.names.letters.alike(text, _ALIKE), n=limit * 4, cutoff=_ALIKE)
            if width(text) >= 4:
                close += [n for n in self.names.table if text in n][: limit * 2]
            if made_of and _shared(close[0] if close else "", text) < max(_shared(n, text) for n in self._written(made_of[0])):
                ids += made_of  # more of it stands there than of what is spelt like it: GLM-4.6 of GLM-4.6-REAP-218B
            ids += [row[0] for n in close for row in self.names.table[n]]
        ids += [] if ids else made_of or [m.id for m in self.names.makers.closest(query)]
        return list(dict.fromkeys(ids))[:limit]


def _shared(name: str, text: str) -> int:
    """How many letters two names begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(name, text, strict=False)) if a != b), min(len(name), len(text)))


def _name_in(query: str) -> str:
    """The name in an address, without what stands around it."""
    from cnai.store.addresses import parts

    found = parts(query) if len(query) < 300 and re.search("[/:@[]", query) else []
    named = [a.names[-1] for a in found if not a.names[-1][:1].isdigit()]  # not the 6 of GLM-4.6
    return (named[-1] if named else query).removesuffix("-latest")
