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
