"""What is known and what is not: filled, undisclosed, not applicable, unknown; and which facts were checked long ago."""

from collections import Counter
from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import Company, Family, Model
from cnai.plain import flagged, plain

FAMILY_OF_RECORDS = (("companies", Company), ("families", Family), ("models", Model))


def coverage(catalogue: Catalogue, companies: set[str] | None = None) -> list[dict[str, Any]]:
    """Rows {record, field, company, filled, undisclosed, not_applicable, unknown, primary_share} for every field that needs evidence.

    `primary_share` is the share (0 to 1) of the filled values that rest on at least one primary source; null where nothing is filled.
    """
    kinds = {s.id: s.kind for s in catalogue.sources}
    primary: set[tuple[str, str]] = set()
    for row in catalogue.evidence:
        if kinds[row.source] == "primary":
            primary.add((row.subject, row.field))
    out = []
    for table, cls in FAMILY_OF_RECORDS:
        for company in [c.id for c in catalogue.companies]:
            if companies is not None and company not in companies:
                continue
            records = [r for r in getattr(catalogue, table) if company in (r.id, getattr(r, "company", None))]
            for name in flagged(cls, "evidence") if records else ():
                if name == "past":
                    continue
                counts = Counter(_state(r, name) for r in records)
                proved = sum(_state(r, name) == "filled" and _primary(r, name, primary) for r in records)
                out.append({
                    "record": cls.__name__.lower(), "field": name, "company": company,
                    **{k: counts[k] for k in ("filled", "undisclosed", "not_applicable", "unknown")},
                    "primary_share": round(proved / counts["filled"], 3) if counts["filled"] else None,
                })  # fmt: skip
    return out


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


def stale(catalogue: Catalogue, before: str) -> list[dict[str, Any]]:
    """Evidence that was last checked before a day: rows {subject, field, checked, source, url}, oldest first."""
    rows = [
        {
            "subject": e.subject,
            "field": e.field,
            "checked": e.checked,
            "source": e.source,
            "url": catalogue.source(e.source).url,
        }
        for e in catalogue.evidence
        if e.checked < before
    ]
    return sorted(rows, key=lambda r: (r["checked"], r["subject"], r["field"]))
