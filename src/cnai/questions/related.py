"""What belongs to a record: claims and events."""

from cnai.model.records import Claim, Company, Event, Family
from cnai.store.catalogue import Catalogue


def claims_about(catalogue: Catalogue, ids: set[str]) -> list[Claim]:
    return [c for c in catalogue.claims if ids & set(c.about)]


def events_about(catalogue: Catalogue, record: Company | Family) -> list[Event]:
    """A company's events, or those that are about a family or one of its models; oldest first."""
    if isinstance(record, Company):
        return list(catalogue.events_of(record.id))
    ids = {record.id, *catalogue.below(record.id), *(m.id for m in catalogue.models_of(record))}
    return [e for e in catalogue.events if ids & set(e.about)]
