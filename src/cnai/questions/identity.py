"""Which record a name means, and how it was recognised."""

from typing import Any

from cnai.catalogue import Catalogue
from cnai.names import Match


def which(catalogue: Catalogue, query: str) -> dict[str, Any]:
    """{query, match {record, id, name}, how, score, candidates[]}: match is null where nothing, or more than one record, is meant."""
    found = catalogue.match(query)
    if not found and query.strip():
        found = catalogue.names.spelling(query)
    one = found[0] if len(found) == 1 else None
    rest = [] if one else found
    return {
        "query": query,
        "match": _shown(catalogue, one) if one else None,
        "how": one.how if one else None,
        "score": one.score if one else None,
        "candidates": [_shown(catalogue, m) | {"how": m.how, "score": m.score} for m in rest],
    }


def _shown(catalogue: Catalogue, match: Match) -> dict[str, Any]:
    record = catalogue.get(match.id)
    return {"record": record.record, "id": record.id, "name": record.name}
