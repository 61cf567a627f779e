"""What is known and what is not: filled, undisclosed, not applicable, unknown; and which facts were checked long ago."""

from collections import Counter
from typing import Any

from cnai.model.base import Date, Frozen, Url, entity
from cnai.model.kinds import NAMED_TABLES, TABLES
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


def stale(catalogue: Catalogue, before: str) -> tuple[Stale, ...]:
    """Evidence that was last checked before a day, oldest first."""
    old = [e for e in catalogue.evidence if e.checked < before]
    url = {s.id: s.url for s in catalogue.sources} if old else {}
    rows = [Stale(subject=e.subject, field=e.field, checked=e.checked, source=e.source, url=url[e.source]) for e in old]
    return tuple(sorted(rows, key=lambda r: (r.checked, r.subject, r.field)))
