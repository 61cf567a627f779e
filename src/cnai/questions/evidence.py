"""The evidence behind a field, also behind one that is computed from others."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from cnai.errors import InvalidQuery, NotFound
from cnai.model.base import Date, Url, entity
from cnai.model.kinds import RECORDS, TABLE_OF, TABLES
from cnai.model.records import Claim, Company, Endpoint, Event, Evidence, Family, License, Model, Source
from cnai.model.shape import flat_names, flatten, keys, marked, objects, plain, plain_type, widened
from cnai.model.values import Contrary
from cnai.questions.sorting import field_named
from cnai.store.catalogue import Catalogue
from cnai.words.dates import dates_in
from cnai.words.labels import evidence_fields
from cnai.words.quantities import threshold
from cnai.words.text import brief, parts, plural

# A computed field of a company or family -> the field of its newest model that it comes from.
OF_NEWEST = {"latest_model": "released", "latest_released": "released"}


def is_editorial(record: Any, field: str) -> bool:
    """Whether a field is our own (a name, an order, our words): it is neither proved nor computed."""
    declared = type(record).__dataclass_fields__.get(field)
    editorial = declared is not None and not declared.metadata.get("evidence") and not declared.metadata.get("derived")
    return editorial or field in ("record", "checked", "added", "changed", "origin", "overlaid")


@entity
class Why(Evidence):
    """A piece of evidence with the main facts about its source. The values are the record's and the field's own, not texts about them."""

    value: Any = None
    alternatives: tuple[Contrary, ...] = ()
    url: Url
    title: str
    publisher: str
    kind: Literal["primary", "secondary"]
    published: Date | None = None


def proofs(catalogue: Catalogue, subject: str, name: str) -> list[Evidence]:
    """The evidence of one field of one record; [] if there is none (or the field is editorial)."""
    return list(_rows(catalogue, subject, name))


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
    if record is None and catalogue.find(subject, ("license", "endpoint")) is None:
        yield from _of_event(catalogue, subject, name)
        return
    wanted = {name, *evidence_fields(name)}
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
    return part.startswith(whole + "_") and any(whole in objects(TABLES[table]) for table in RECORDS)


def fields_of(record: Any) -> tuple[str, ...]:
    """The fields of a record that one can ask for: its flat columns and the objects that they are parts of."""
    cls = type(record)
    return tuple(dict.fromkeys([*flat_names(cls), *keys(cls)]))


def subject_of(catalogue: Catalogue, name: str) -> Any:
    """The company, family, model, licence or endpoint that a name means, or the event, claim or source of this id. Raises NotFound or
    Ambiguous."""
    folded = name.strip().lower()
    stated = catalogue.find(folded, ("event", "claim", "source"))
    if stated is not None:
        return stated
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
    if field is not None and field.strip().lower() != "size":
        try:
            field = field_named(field, type(record), "field")
        except InvalidQuery as error:
            raise InvalidQuery(f"{record.id} has {error.message}", fields_of(record)) from None
    return record, field and field.strip().lower()


def of_words(catalogue: Catalogue, words: Sequence[str]) -> tuple[Any, str | None]:
    """(record, field) of NAME, NAME FIELD or NAME.FIELD in words, of which either may have several."""
    said = len(catalogue.said)
    for at in [] if catalogue.names.one_name(words) else range(len(words) - 1, 0, -1):
        try:
            return split_field(catalogue, " ".join(words[:at]), " ".join(words[at:]))
        except (NotFound, InvalidQuery):
            del catalogue.said[said:]
    try:
        return split_field(catalogue, " ".join(words), None)
    except NotFound:
        if len(words) == 1 or any(c.isdigit() for c in words[-1]):  # no field has one
            raise
    return split_field(catalogue, " ".join(words[:-1]), words[-1])


def why(catalogue: Catalogue, record: Any, field: str | None = None) -> tuple[Why, ...]:
    """The evidence of a record or of one field, each row with its source; best confidence first within a field."""
    if isinstance(record, Source):
        raise InvalidQuery(f"{record.id} is a source, which proves others: cnai sources {record.id}")
    if isinstance(record, (Event, Claim)):
        rows = list(_of_event(catalogue, record.id, "title" if isinstance(record, Event) else "fact"))
    else:
        rows = list(catalogue.evidence_of(record.id)) if field is None else proofs(catalogue, record.id, field)
    out = [_why(catalogue, record, row) for row in rows]
    order = {name: n for n, name in enumerate(fields_of(record))}
    rank = {"high": 0, "medium": 1, "low": 2}
    return tuple(sorted(out, key=lambda r: (order.get(r.field, len(order)), rank[r.confidence])))


def _why(catalogue: Catalogue, record: Any, row: Evidence) -> Why:
    source = catalogue.source(row.source)
    of_source = {k: getattr(source, k) for k in ("url", "title", "publisher", "kind", "published")}
    others = tuple(widened(a, Contrary, value=_read(type(record), row.field, a.value)) for a in row.alternatives)
    made: Why = widened(row, Why, value=_typed(catalogue, record, row), alternatives=others, **of_source)
    return made


def _read(cls: type[Any], field: str, text: str) -> Any:
    """The words of another source as the field would hold them: "753B" as a number, "March 2023" as 2023-03; else the words."""
    kind: Any = plain_type(cls, field)
    if kind is bool:
        return {"true": True, "false": False}.get(text.strip().lower(), text)
    if kind in (int, float):
        try:
            return threshold(text, field)
        except InvalidQuery:
            return text
    days = dates_in(text) if field in marked(cls, "date") else []
    return days[0] if len(days) == 1 and not re.search(r"\b(by|not|after|before|early|late)\b|\(", text) else text


def _typed(catalogue: Catalogue, record: Any, row: Evidence) -> Any:
    """The value that a piece of evidence proves, as plain data: the field's own, or of a list the item that it was written beside."""
    owner = record if row.subject == record.id else catalogue.find(row.subject, tuple(TABLE_OF)) or record
    overlay = catalogue.store.overlay
    before = overlay.before(row.subject, row.field, row.source) if overlay else None
    value = plain(getattr(owner, row.field, None)) if before is None else before.get(row.field)
    if value is None:
        value = flatten(type(owner), plain(owner) if before is None else before).get(row.field)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        item = next((v for v in value if parts(brief(v)) == parts(row.value)), None)
        return item if item is not None else value
    return row.value if value is None else value


def beneath(catalogue: Catalogue, record: Any) -> str:
    """Why a whole record has no evidence, in a sentence: what is said of a family follows from its releases."""
    models = catalogue.models_of(record) if isinstance(record, (Company, Family)) else ()
    rows = sum(map(len, catalogue.evidence_of_all({m.id for m in models}).values()))
    if not rows:
        return f"{record.id}: no evidence is recorded yet"
    return (
        f"{record.id}: no fact is its own; what is said of it follows from {plural(len(models), 'release')} with "
        f"{plural(rows, 'piece', 'pieces')} of evidence: cnai why {models[0].id}"
    )


def unproved(catalogue: Catalogue, record: Any, field: str) -> str:
    """Why a field has no evidence, in a sentence."""
    whole = plain(record)
    missing = {**whole, **flatten(type(record), whole)}.get(field) in (None, [])
    if missing and field in getattr(record, "undisclosed", ()):
        return f"{record.id}: the maker does not disclose {field}"
    if missing and field in getattr(record, "not_applicable", ()):
        return f"{record.id}: {field} cannot apply"
    if is_editorial(record, field):
        return f"{record.id}: {field} is editorial, so it has no source"
    if missing and catalogue.is_past:
        today = catalogue.base.some(TABLE_OF[record.record], "id", (record.id,))[0]
        happens = field in ("announced", "released", "retired", "founded") and today.get(field)
        return f"{record.id}: {f'not {field} yet' if happens else f'{field} is not known'} on {catalogue.day}"
    if missing:
        return f"{record.id}: {field} is not known yet"
    declared = type(record).__dataclass_fields__.get(field)
    if catalogue.is_past and not (declared and declared.metadata.get("derived")):
        return f"{record.id}: no source is recorded for what {field} was on {catalogue.day}"
    return f"{record.id}: {field} is computed from other records"


def published_later(catalogue: Catalogue, rows: Iterable[Why | Source]) -> list[str]:
    """Of a past day, how many of the sources were published after it, as a note."""
    from cnai.store.then import later

    ids = {row.url for row in rows if catalogue.is_past and later(row.published, catalogue.day)}
    was = "source was" if len(ids) == 1 else "sources were"
    return [f"{len(ids)} {was} published after {catalogue.day}, and no earlier one is recorded for the same"] if ids else []


def sources(catalogue: Catalogue, record: Any) -> list[Source]:
    """Every source behind a record, by id; behind a company or family also those of what belongs to it, its claims and its events; of a
    claim or an event its own."""
    if isinstance(record, Source):
        return [record]
    if isinstance(record, (Claim, Event)):
        return list(catalogue.sources_of_ids(sorted({p.source for p in record.evidence})))
    subjects = {record.id}
    if isinstance(record, (Company, Family)):
        subjects |= {m.id for m in catalogue.models_of(record)}
        subjects |= {f.id for f in catalogue.families_of(record.id)} | catalogue.below(record.id)
    proved = catalogue.evidence_of_all(subjects)
    ids = {s for rows in proved.values() for e in rows for s in (e.source, *(a.source for a in e.alternatives))}
    if not isinstance(record, (License, Endpoint)):
        ids |= {p.source for c in catalogue.claims if subjects & set(c.about) for p in c.evidence}
        ids |= {
            p.source
            for e in catalogue.events
            if subjects & {*e.about, *([e.company] if isinstance(record, Company) else [])}
            for p in e.evidence
        }
    return list(catalogue.sources_of_ids(sorted(ids)))
