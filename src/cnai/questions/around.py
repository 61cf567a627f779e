"""What stands around a record: its models in short, claims, events, how many sources."""

from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import Claim, Company, Event, Family, Model

SHORT_MODEL = (
    "id",
    "name",
    "released",
    "status",
    "open_weights",
    "total_params",
    "active_params",
    "context_tokens",
    "license_id",
)


def short_model(model: Model) -> dict[str, Any]:
    """The few fields with which a model stands inside another record."""
    return {k: getattr(model, k) for k in SHORT_MODEL[:-1]} | {"license_id": model.license.id if model.license else None}


def claims_about(catalogue: Catalogue, ids: set[str]) -> list[Claim]:
    return [c for c in catalogue.claims if ids & set(c.about)]


def events_about(catalogue: Catalogue, record: Company | Family) -> list[Event]:
    """A company's events, or those that are about a family or one of its models; oldest first."""
    if isinstance(record, Company):
        return [e for e in catalogue.events if e.company == record.id]
    ids = {record.id, *catalogue.below[record.id], *(m.id for m in catalogue.models_of(record))}
    return [e for e in catalogue.events if ids & set(e.about)]


def proofs_of(catalogue: Catalogue, record: Any) -> tuple[int, int, str | None]:
    """(sources, primary ones, day of the last check) behind a record; of a company or family with all that belongs to it."""
    subjects = {record.id}
    if not isinstance(record, Model):
        subjects |= {m.id for m in catalogue.models_of(record)}
        subjects |= {f.id for f in catalogue.families_of(record.id)}
    rows = [e for s in subjects for e in catalogue.evidence_of(s)]
    used = {e.source for e in rows}
    book = catalogue.book_of[record.id]
    primary = sum(catalogue.source(s, book).kind == "primary" for s in used)
    return len(used), primary, max((e.checked for e in rows), default=None)
