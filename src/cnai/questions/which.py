"""Which record each name means, and how it was recognised."""

from collections.abc import Sequence

from cnai.model.base import Frozen, entity
from cnai.questions.api_names import of_id
from cnai.store import endpoints
from cnai.store.catalogue import Catalogue
from cnai.store.names import Match
from cnai.store.people import led_by
from cnai.store.resolving import not_here

PLATFORM = 0.5  # how surely the name of an endpoint or of a founder means the company


@entity
class Meaning(Frozen):
    """A record in short."""

    record: str
    id: str
    name: str


@entity
class Candidate(Meaning):
    """A record that the name could refer to."""

    how: str
    score: float


@entity
class Which(Frozen):
    """What a name refers to; `match` is None for an unknown name and for one with several records."""

    query: str
    match: Meaning | None = None
    how: str | None = None
    score: float | None = None
    candidates: tuple[Candidate, ...] = ()


def which(catalogue: Catalogue, queries: Sequence[str]) -> tuple[Which, ...]:
    """A row for each name, in their order."""
    return tuple(_one(catalogue, query) for query in queries)


def _one(catalogue: Catalogue, query: str) -> Which:
    found, near = catalogue.names.near.meaning(query)
    if len(found) == 1 and not (found[0].how == "spelling" and led_by(catalogue, query)):
        match = found[0]
        return Which(query=query, match=Meaning(**_short(catalogue, match)), how=match.how, score=match.score)
    near = [*found, *near]
    if all(m.how == "spelling" for m in near) and (people := led_by(catalogue, query)):
        return Which(query=query, candidates=tuple(Candidate(**_meant(catalogue, p.company), how="name", score=PLATFORM) for p in people))
    if all(m.how in ("spelling", "prefix") for m in near) and not_here(catalogue, query):  # no near name is what was meant
        return Which(query=query)
    rest = [Candidate(**_short(catalogue, m), how=m.how, score=m.score) for m in near]
    if not any(c.score for c in rest):  # a platform: its company
        makers = dict.fromkeys(e.company for e in endpoints.named(catalogue, query) if e.company)
        rest = [Candidate(**_meant(catalogue, cid), how="name", score=PLATFORM) for cid in makers] or rest
    return Which(query=query, candidates=tuple(rest))


def _short(catalogue: Catalogue, match: Match) -> dict[str, str]:
    if match.kind == "api":
        return {"record": "api", "id": match.id, "name": of_id(catalogue, match.id).name}
    return _meant(catalogue, match.id)


def _meant(catalogue: Catalogue, rid: str) -> dict[str, str]:
    record = catalogue.get(rid)
    return {"record": record.record, "id": record.id, "name": record.name}
