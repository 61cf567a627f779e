"""Brands by their sound: Jipu for Zhipu, Min Max for MiniMax, with a version or without."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from cnai.model.kinds import NAMED
from cnai.store.makers import MAKERS
from cnai.store.sounds import LEAST, bones, key

if TYPE_CHECKING:
    from cnai.store.names import Match, Names


class Brands:
    """The names of companies and families by their sound."""

    def __init__(self, names: "Names") -> None:
        self.names = names

    @cached_property
    def _sounds(self) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        """{sound: {id: kind}} of companies and families, and the same with a vowel swallowed (Min Max)."""
        whole: dict[str, dict[str, str]] = {}
        thin: dict[str, dict[str, str]] = {}
        for name, rows in self.names.table.items():
            sound = key(name)
            if len(sound) >= LEAST:
                own = {i: kind for i, how, kind in rows if kind in MAKERS and how in ("id", "name", "article", "pinyin")}
                whole.setdefault(sound, {}).update(own)
                for i in range(1, len(sound)):
                    if sound[i] in "aiu" and len(bones(sound)) > LEAST:
                        thin.setdefault(sound[:i] + sound[i + 1 :], {}).update(own)
        return whole, thin

    @cached_property
    def _begun(self) -> set[str]:
        """Every beginning of the sound of a brand."""
        return {sound[:n] for sounds in self._sounds for sound in sounds for n in range(len(sound) + 1)}

    def may_sound_on(self, word: str) -> bool:
        """Whether a brand of several words may begin with the sound of this one (its last letter may sound otherwise before the next)."""
        return key(word)[:-1] in self._begun

    def brand(self, text: str) -> "Match | None":
        """The company or family whose name sounds so, if it is one only."""
        sound = key(text)
        if len(sound) < LEAST:
            return None
        whole, thin = self._sounds
        if sound not in whole and sound not in thin:
            return None
        for hits, score in ((whole.get(sound, {}), 0.7), (thin.get(sound, {}), 0.6)):
            for kind in MAKERS:
                ids = [i for i, of in hits.items() if of == kind]
                if ids:
                    return self.names.match(ids[0], "spelling", score, kind) if len(ids) == 1 else None
        return None

    def heard(self, query: str) -> "list[Match]":
        """What a name means by its sound: a brand alone, or a brand and a version that it has."""
        alone = self.brand(query)
        if alone:
            return [alone]
        for cut in _ends(query):
            maker = self.brand(query[:cut])
            rest = query[cut:].strip(" -_'’")
            rest = re.sub(r"^s\s+", "", rest)
            if maker and rest:
                found = self.names.makers.within(maker, rest, (*NAMED, "api"))
                if found:
                    return [self.names.match(m.id, "spelling", 0.7, m.kind) for m in found]
        return []


def _ends(text: str) -> Iterator[int]:
    """Where the brand may end in a text: before a gap, and between a letter and a digit; the longest first."""
    for i in range(len(text) - 1, 2, -1):
        if text[i] in " -_'’" or (text[i].isdigit() and text[i - 1].isalpha()):
            yield i
