"""What is known and what is not: filled, undisclosed, not applicable, unknown; and which facts were checked long ago."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from cnai.model.base import Date, Frozen, Url, entity
from cnai.model.kinds import NAMED_TABLES, TABLES
from cnai.model.records import Model
from cnai.model.shape import flagged, plain
from cnai.store.catalogue import Catalogue


@entity
class Coverage(Frozen):
    """How many records of a company have a field filled, kept secret, not applicable, unknown.

    `primary_share` is the share (0 to 1) of the filled values that rest on at least one primary source; None if nothing is filled.
    """

    record: str
    field: str
    company: str
    filled: int
    undisclosed: int
    not_applicable: int
    unknown: int
    primary_share: float | None = None


@entity
class About(Frozen):
    """What is known about the data as a whole."""

    version: str
    as_of: Date
    hash: str
    schema_version: str
    counts: dict[str, int]


@entity
class Stale(Frozen):
    """A fact that was last checked before a day."""

    subject: str
    field: str
    checked: Date
    source: str
    url: Url


def coverage(catalogue: Catalogue, companies: set[str] | None = None) -> tuple[Coverage, ...]:
    """A row for every company and field that needs evidence."""
    kinds = {s.id: s.kind for s in catalogue.sources}
    primary: set[tuple[str, str]] = set()
    for row in catalogue.evidence:
        if kinds[row.source] == "primary":
            primary.add((row.subject, row.field))
    out = []
    for table, cls in ((t, TABLES[t]) for t in NAMED_TABLES):
        for company in [c.id for c in catalogue.companies]:
            if companies is not None and company not in companies:
                continue
            records = [r for r in getattr(catalogue, table) if company in (r.id, getattr(r, "company", None))]
            for name in flagged(cls, "evidence") if records else ():
                if name == "past":
                    continue
                counts = Counter(_state(r, name) for r in records)
                proved = sum(_state(r, name) == "filled" and _primary(r, name, primary) for r in records)
                share = round(proved / counts["filled"], 3) if counts["filled"] else None
                states = {k: counts[k] for k in ("filled", "undisclosed", "not_applicable", "unknown")}
                out.append(Coverage(record=cls.__name__.lower(), field=name, company=company, **states, primary_share=share))
    return tuple(out)


@entity
class Share(Frozen):
    """So many of so many."""

    of: int
    known: int

    @property
    def percent(self) -> int | None:
        """Between 0 and 100, None of nothing."""
        return round(100 * self.known / self.of) if self.of else None


@entity
class CompanyCoverage(Frozen):
    """How much is known of a company's releases: those with an exact day, the licences of open weights, price and context of what the API
    serves, results of the flagships, and the filled fields that rest on a primary source."""

    company: str
    releases: int
    dated: Share
    licensed: Share
    priced: Share
    context: Share
    scored: Share
    primary: Share


def by_company(catalogue: Catalogue, rows: Sequence[Coverage]) -> tuple[CompanyCoverage, ...]:
    """The companies of some rows, in their order, each as a whole."""
    flagships = {f.model for family in catalogue.families for f in family.flagships}
    out = []
    for company in dict.fromkeys(r.company for r in rows):
        models = [m for m in catalogue.models if m.company == company]
        served = [m for m in models if m.status != "retired" and any(not a.until for a in m.apis)]
        filled = [r for r in rows if r.company == company and r.record == "model"]
        out.append(
            CompanyCoverage(
                company=company,
                releases=len(models),
                dated=_share(models, lambda m: len(m.released or "") == len("2025-01-31")),
                licensed=_share([m for m in models if m.open_weights], lambda m: m.license is not None),
                priced=_share(served, lambda m: any(not p.until for p in m.prices)),
                context=_share(
                    [m for m in served if "context_tokens" not in (*m.not_applicable, *m.undisclosed)],
                    lambda m: m.context_tokens is not None,
                ),
                scored=_share([m for m in models if m.id in flagships], lambda m: bool(m.benchmarks)),
                primary=Share(of=sum(r.filled for r in filled), known=round(sum((r.primary_share or 0) * r.filled for r in filled))),
            )
        )
    return tuple(out)


def _share(models: Sequence[Model], known: Callable[[Model], bool]) -> Share:
    return Share(of=len(models), known=sum(map(known, models)))


def _state(record: Any, name: str) -> str:
    value = getattr(record, name)
    if value not in (None, ()):
        return "filled"
    if name in record.undisclosed:
        return "undisclosed"
    return "not_applicable" if name in record.not_applicable else "unknown"


def _primary(record: Any, name: str, primary: set[tuple[str, str]]) -> bool:
    if (record.id, name) in primary:
        return True
    value = plain(getattr(record, name))
    return isinstance(value, dict) and any((record.id, f"{name}_{k}") in primary for k in value)


def stale(catalogue: Catalogue, before: str, companies: set[str] | None = None) -> tuple[Stale, ...]:
    """Evidence that was last checked before a day, oldest first; with `companies` only that of theirs."""
    old = [e for e in catalogue.evidence if e.checked < before]
    if companies is not None:
        makers = {r.id: r.company for table in (catalogue.families, catalogue.models, catalogue.endpoints) for r in table}
        old = [e for e in old if makers.get(e.subject, e.subject) in companies]
    url = {s.id: s.url for s in catalogue.sources} if old else {}
    rows = [Stale(subject=e.subject, field=e.field, checked=e.checked, source=e.source, url=url[e.source]) for e in old]
    return tuple(sorted(rows, key=lambda r: (r.checked, r.subject, r.field)))
