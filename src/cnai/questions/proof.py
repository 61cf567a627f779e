"""The evidence behind a field, also behind one that is computed from others."""

from collections.abc import Iterator
from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import Claim, Company, Endpoint, Event, Evidence, Family, License, Model, Source
from cnai.errors import NotFound, Usage
from cnai.plain import flat_names, keys, plain

# A computed field -> the fields of the same record that it comes from.
FROM = {
    "license": ("licenses",), "license_id": ("licenses",), "license_name": ("licenses",), "license_url": ("licenses",),
    "license_kind": ("licenses",), "size": ("total_params", "active_params"), "price_input": ("prices",), "price_output": ("prices",),
    "tier_title": ("tier",), "honorable_mention": ("tier",), "article_order": ("tier",), "open_share": ("open_model_count",),
}  # fmt: skip
# The fields that are objects, whose parts have flat names.
OBJECTS = ("ceo", "parent", "valuation", "modalities", "training", "base_model")
# A computed field of a company or family -> the field of its newest model that it comes from.
OF_NEWEST = {"latest_model": "released", "latest_released": "released"}
# Fields that are ours: names we use, our own words, our order.
OURS = (
    "id", "record", "name", "short_name", "pinyin", "aliases", "kind", "kinds", "company", "family", "summary", "identification",
    "undisclosed", "not_applicable", "flagship_family", "successor", "checked", "added", "changed", "origin", "overlaid", "spdx", "url",
    "operator",
)  # fmt: skip


def proofs(catalogue: Catalogue, subject: str, name: str) -> list[dict[str, Any]]:
    """The evidence rows of one field of one record, as plain rows; [] where there is none (or the field is ours)."""
    return [plain(e) for e in _rows(catalogue, subject, name)]


def _rows(catalogue: Catalogue, subject: str, name: str) -> Iterator[Evidence]:
    record = catalogue.find(subject)
    if name in OF_NEWEST and isinstance(record, (Company, Family)):
        if record.latest_model:
            yield from _rows(catalogue, record.latest_model, OF_NEWEST[name])
        return
    if name == "first_released" and isinstance(record, Family):
        first = [m for m in catalogue.models_of(record) if m.released == record.first_released]
        for model in first[:1]:
            yield from _rows(catalogue, model.id, "released")
        return
    if name == "predecessor" and isinstance(record, Model) and record.predecessor:
        yield from _rows(catalogue, record.predecessor, "released")
        return
    if record is None and subject not in catalogue.book_of:
        yield from _of_event(catalogue, subject, name)
        return
    wanted = {name, *FROM.get(name, ())}
    for row in catalogue.evidence_of(subject):
        if row.field in wanted or any(_part_of(row.field, w) or _part_of(w, row.field) for w in wanted):
            yield row


def _of_event(catalogue: Catalogue, subject: str, name: str) -> Iterator[Evidence]:
    """What proves an event or a claim stands in the record itself."""
    records: tuple[Event | Claim, ...] = (*catalogue.events, *catalogue.claims)
    for record in records:
        if record.id == subject:
            for p in record.evidence:
                parts = {"source": p.source, "locator": p.locator, "checked": p.checked, "confidence": p.confidence}
                yield Evidence(subject=subject, field=name, value=getattr(record, name, None), basis="stated", **parts)


def _part_of(part: str, whole: str) -> bool:
    """Whether a flat name is a part of an object ("ceo_name" of "ceo")."""
    return whole in OBJECTS and part.startswith(whole + "_")


def fields_of(record: Any) -> tuple[str, ...]:
    """The fields of a record that one can ask for: its flat columns and the objects that they are parts of."""
    cls = type(record)
    return tuple(dict.fromkeys([*flat_names(cls), *keys(cls)]))


def subject_of(catalogue: Catalogue, name: str) -> Any:
    """The company, family, model, licence or endpoint that a name means, or the event or claim of this id. Raises NotFound or Ambiguous."""
    folded = name.strip().lower()
    stated: tuple[Event | Claim, ...] = (*catalogue.events, *catalogue.claims)
    for record in stated:
        if folded == record.id:
            return record
    others: tuple[License | Endpoint, ...] = (*catalogue.licenses, *catalogue.endpoints)
    for row in others:
        if folded in (row.id, row.name.lower(), (getattr(row, "spdx", None) or "").lower()):
            return row
    return catalogue.resolve(name)


def split_field(catalogue: Catalogue, name: str, field: str | None) -> tuple[Any, str | None]:
    """(record, field) of NAME FIELD or NAME.FIELD. Names may have dots themselves, so the whole is tried first."""
    if field is None and "." in name:
        try:
            return subject_of(catalogue, name), None
        except NotFound as error:
            head, _, tail = name.rpartition(".")
            if any(c.isdigit() for c in tail):  # no field has one: a version that does not exist
                raise
            try:
                record = subject_of(catalogue, head)
            except NotFound:
                raise error from None
            field = tail
    else:
        record = subject_of(catalogue, name)
    if field is not None:
        field = field.lower().replace("-", "_")
        if field not in fields_of(record) and field != "size":
            raise Usage(f"{record.id} has no field {field!r}. Fields: {', '.join(fields_of(record))}", fields_of(record))
    return record, field


def why(catalogue: Catalogue, record: Any, field: str | None) -> list[dict[str, Any]]:
    """Evidence rows, each joined with its source's url, title, publisher, kind and published; best confidence first within a field."""
    if isinstance(record, (Event, Claim)):
        rows = [plain(e) for e in _of_event(catalogue, record.id, "title" if isinstance(record, Event) else "fact")]
    else:
        rows = [plain(e) for e in catalogue.evidence_of(record.id)] if field is None else proofs(catalogue, record.id, field)
    book = catalogue.book_of.get(record.id)
    out = []
    for row in rows:
        source = catalogue.source(row["source"], book)
        out.append(row | {k: getattr(source, k) for k in ("url", "title", "publisher", "kind", "published")})
    order = {name: n for n, name in enumerate(fields_of(record))}
    rank = {"high": 0, "medium": 1, "low": 2}
    return sorted(out, key=lambda r: (order.get(r["field"], len(order)), rank[r["confidence"]]))


def unproved(record: Any, field: str) -> str:
    """Why a field has no evidence, in a sentence."""
    value = plain(getattr(record, field, None)) if hasattr(record, field) else None
    if field in getattr(record, "undisclosed", ()):
        return f"{record.id}: the maker does not disclose {field}"
    if field in getattr(record, "not_applicable", ()):
        return f"{record.id}: {field} cannot apply"
    if field in OURS:
        return f"{record.id}: {field} is ours (a name, an order or our own words), not a fact with a source"
    if value in (None, []):
        return f"{record.id}: {field} is not known yet"
    return f"{record.id}: {field} is computed from other records"


def sources(catalogue: Catalogue, record: Any) -> list[Source]:
    """Every source behind a record, by id; behind a company or family also those of what belongs to it, its claims and its events."""
    subjects = {record.id}
    if isinstance(record, (Company, Family)):
        subjects |= {m.id for m in catalogue.models_of(record)}
        subjects |= {f.id for f in catalogue.families_of(record.id)} | catalogue.below.get(record.id, set())
    ids = {s for i in subjects for e in catalogue.evidence_of(i) for s in (e.source, *(a.source for a in e.alternatives))}
    if not isinstance(record, (License, Endpoint)):
        ids |= {p.source for c in catalogue.claims if subjects & set(c.about) for p in c.evidence}
        ids |= {
            p.source
            for e in catalogue.events
            if subjects & {*e.about, *([e.company] if isinstance(record, Company) else [])}
            for p in e.evidence
        }
    book = catalogue.book_of.get(record.id)
    return [catalogue.source(i, book) for i in sorted(ids)]
