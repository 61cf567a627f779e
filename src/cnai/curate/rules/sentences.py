"""Rules on the map of the article's sentences: each has its claims, or a reason why there is nothing to check."""

import re
from collections.abc import Iterator
from itertools import chain

from cnai.curate.rules.base import Fault, rule
from cnai.curate.tree import Draft, Tree

_PLACE = re.compile(r"(?P<section>.+?)(?:, heading|, sentence (?P<number>[1-9]\d*))?")


@rule
def article_is_mapped(tree: Tree) -> Iterator[Fault]:
    article = Draft("tier", {"id": "article"}, "tiers/article.toml")
    rows = tree.article.get("sentences", [])
    yield from ((article, "sentences", what) for what in chain(_places(rows, tree.article.get("sections", {})), _holdings(rows)))
    claims = tree.drafts["claims"]
    places: dict[str, list[str]] = {}
    for row in rows:
        for cid in row.get("claims", []):
            places.setdefault(cid, []).append(row["place"])
            if cid not in claims:
                yield article, "sentences", f"{row['place']}: claims names {cid!r}, which does not exist"
    for cid, draft in claims.items():
        if places.get(cid, []) != [draft.raw["place"]]:
            where = " and ".join(repr(p) for p in places.get(cid, [])) or "no sentence"
            yield draft, "place", f"its place is {draft.raw['place']!r}, but the map of sentences lists it at {where}: make them agree"


def _places(rows: list[dict[str, object]], sections: dict[str, int]) -> Iterator[str]:
    """Places that are there twice, out of number, or not as many as their section has."""
    counted: dict[str, int] = {}
    last: dict[str, int] = {}
    seen: set[object] = set()
    for row in rows:
        place = str(row["place"])
        match = _PLACE.fullmatch(place)
        section = match["section"] if match else place
        counted[section] = counted.get(section, 0) + 1
        if place in seen:
            yield f"{place}: is there twice: every sentence has one place"
        elif match and match["number"]:
            due = last.get(section, 0) + 1
            last[section] = int(match["number"])
            if int(match["number"]) != due:
                yield f"{place}: sentence {due} comes next: number the sentences of a section from 1, without a gap"
        seen.add(place)
    for section in dict.fromkeys([*counted, *sections]):
        if counted.get(section) != sections.get(section):
            yield f"{section}: {counted.get(section, 0)} places, but sections says {sections.get(section, 0)}: add what is missing"


def _holdings(rows: list[dict[str, object]]) -> Iterator[str]:
    """Places with neither claims nor a reason, or with both."""
    for row in rows:
        if bool(row.get("claims")) == bool(row.get("reason")):
            yield f"{row['place']}: needs claims, or a reason why there is nothing to check, and not both"
