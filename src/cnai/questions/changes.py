"""What happened: releases, events, and the changes of licences and prices, from the dates in the records."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from cnai.model.base import Date, Frozen, entity
from cnai.model.records import Company, Event, Model
from cnai.model.shape import plain, widened
from cnai.model.values import EventType, Price
from cnai.questions.found import Found, beyond, first, window
from cnai.questions.strictness import stricter
from cnai.store.catalogue import Catalogue, Named
from cnai.store.derive import licenses_on
from cnai.words.dates import earliest, latest
from cnai.words.quantities import each_of
from cnai.words.text import joined, plural, price
from cnai.words.words import words_of

TYPES: tuple[str, ...] = ("release", *words_of(EventType))
RECENT = "30d"
WEEK = 7  # days; an event about a model tells of what changed on it so near
_SPELLED = {"license": "licence", "licences": "licence", "licenses": "licence", "releases": "release", "prices": "price"}


@entity
class Entry(Frozen):
    """One fact of the timeline."""

    date: Date
    record: Literal["model", "event"]
    type: str
    company: str
    id: str
    title: str
    detail: str | None = None


def scope(catalogue: Catalogue, records: Sequence[Named]) -> set[str] | None:
    """The ids of the records, of what is below them and of their models; None for no restriction."""
    if not records:
        return None
    ids: set[str] = set()
    for record in records:
        ids |= {record.id, *(m.id for m in catalogue.models_of(record))}
        if isinstance(record, Company):
            ids |= {f.id for f in catalogue.families_of(record.id)}
        else:
            ids |= catalogue.below(record.id)
    return ids


def timeline(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    since: str | None = None,
    until: str | None = None,
    type: Sequence[str] = (),  # the command's own word
    where: str | None = None,
    vague: bool = False,
) -> Found[Entry]:
    """Releases and events, oldest first. An entry of inexact date is shown only if its whole span lies in the window, or with `vague`.

    Asked for licences or prices, also their changes that no event tells.
    """
    ids = scope(catalogue, [catalogue.resolve(n) for n in names])
    rows = _announced(catalogue, entries(catalogue, ids), type)
    untold = _untold(catalogue, ids) if {"licence", "price"} & set(_wanted(type)) else []
    if where is None:
        rows = sorted(rows + untold, key=_in_order) if untold else rows
    else:
        from cnai.questions.sql import rows_where

        kept = set(rows_where(catalogue, "timeline", where, ("record", "id")))
        rows = [r for r in rows if (r.record, r.id) in kept]
    found = _windowed(catalogue, rows, since, until, type, vague)
    if where is not None and (more := _windowed(catalogue, untold, since, until, type, vague).rows):
        what = plural(len(more), "change of a licence or price", "changes of licences and prices")
        found.notes.append(f"--where leaves out {what} without an event")
    undated = sum(m.released is None and (ids is None or m.id in ids) for m in catalogue.models)
    if undated and _of_releases(type):
        found.notes.append(
            f"{plural(undated, 'release has', 'releases have')} no known date and {'is' if undated == 1 else 'are'} not shown"
        )
    if not found.rows:
        found.notes.append("nothing happened in this window")
    return found


def news(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    since: str | None = None,
    until: str | None = None,
    type: Sequence[str] = (),  # the command's own word
    vague: bool = False,
    limit: int | None = None,
) -> Found[Entry]:
    """What happened, newest first: releases, events, changes of licences and prices that no event tells. Without a window, of 30 days."""
    since = since if since or until else RECENT
    ids = scope(catalogue, [catalogue.resolve(n) for n in names])
    rows = _announced(catalogue, entries(catalogue, ids), type) + _untold(catalogue, ids)
    rows.sort(key=lambda r: (earliest(r.date), len(r.date), r.record == "event", r.id), reverse=True)
    found = _windowed(catalogue, rows, since, until, type, vague)
    if not found.rows:
        found.notes.append(_nothing(*window(catalogue, since, until), [r for r in rows if not type or r.type in _wanted(type)]))
    shown, rest = first(found.rows, limit, "entry", "entries")
    return Found(shown, found.notes + rest)


def _nothing(start: str | None, until: str | None, rows: Sequence[Entry]) -> str:
    """What to say about an empty window: the day of the newest entry before it, of entries that come newest first."""
    span = "nothing" + (f" since {start}" if start else "") + (f" until {until}" if until else "")
    before = next((r.date for r in rows if start and earliest(r.date) < earliest(start)), None)
    if not start:
        return span
    return f"{span}; the newest before is of {before}: --since {before}" if before else f"{span}, nor before"


def entries(catalogue: Catalogue, ids: set[str] | None = None) -> list[Entry]:
    """Releases and events, oldest first."""
    rows = [
        Entry(date=m.released, record="model", type="release", company=m.company, id=m.id, title=m.name)
        for m in catalogue.models
        if m.released and (ids is None or m.id in ids)
    ]
    rows += [
        Entry(date=e.date, record="event", type=e.type, company=e.company, id=e.id, title=e.title, detail=e.detail)
        for e in catalogue.events
        if ids is None or e.company in ids or ids & set(e.about)
    ]
    return sorted(rows, key=_in_order)


def _in_order(row: Entry) -> tuple[str, int, str, str]:
    return earliest(row.date), len(row.date), row.record, row.id


def _untold(catalogue: Catalogue, ids: set[str] | None) -> list[Entry]:
    """The changes of licences and prices that no event tells."""
    told: dict[tuple[str, str], list[Event]] = {}
    for event in catalogue.events:
        if ids is None or event.company in ids or ids & set(event.about):  # of those that are listed
            told.setdefault((event.company, event.type), []).append(event)
    rows = _changes(catalogue, ids)
    kinds = {"release": ("licence", "other")}  # events of these kinds tell of weights
    return _together(
        row
        for row in rows
        if not any(_tells(e, row) for kind in kinds.get(row.type, (row.type,)) for e in told.get((row.model.company, kind), ()))
    )


def _wanted(types: Sequence[str]) -> list[str]:
    return each_of([_SPELLED.get(t.lower(), t) for t in types], TYPES, "type")


def _windowed(
    catalogue: Catalogue, rows: Iterable[Entry], since: str | None, until: str | None, types: Sequence[str], vague: bool
) -> Found[Entry]:
    """The entries of a window. How many others of inexact date may belong there is said in a note."""
    begin, finish = window(catalogue, since, until)
    start = earliest(begin) if begin else "0001-01-01"
    end = min(latest(finish), catalogue.day) if finish else catalogue.day
    wanted = _wanted(types)
    inside, perhaps = [], []
    for row in rows:
        if wanted and row.type not in wanted:
            continue
        first, last = earliest(row.date), min(latest(row.date), catalogue.day)
        if first >= start and last <= end:
            inside.append(row)
        elif first <= end and last >= start:
            perhaps.append(row)
    notes = beyond(catalogue, start)
    later = sum(latest(row.date) > catalogue.day for row in inside) if catalogue.is_past and not finish else 0
    if later:
        notes.append(f"{plural(later, 'entry has an inexact date', 'entries have inexact dates')} that may be after {catalogue.day}")
    if vague:
        kept = {id(r) for r in (*inside, *perhaps)}
        return Found(tuple(r for r in rows if id(r) in kept), notes)
    if perhaps:
        notes.append(f"{plural(len(perhaps), 'entry', 'entries')} with inexact dates may also belong here; add --vague")
    return Found(tuple(inside), notes)


def _of_releases(types: Sequence[str]) -> bool:
    """Whether releases are among the types asked for."""
    return not types or "release" in [_SPELLED.get(t.lower(), t.lower()) for t in types]


def _announced(catalogue: Catalogue, rows: Sequence[Entry], types: Sequence[str]) -> list[Entry]:
    """The entries, an event that only tells of a release of its day as the detail of this release: that is one fact."""
    if not _of_releases(types):
        return list(rows)
    released = {(r.id, r.date) for r in rows if r.record == "model" and len(r.date) == len("2025-07-11")}
    about = {e.id: e.about for e in catalogue.events}
    told: dict[str, Entry] = {}
    for row in rows:
        if row.record == "event" and row.type == "other":
            models = [i for i in about[row.id] if catalogue.find(i, ("model",))]
            if len(models) == 1 and (models[0], row.date) in released:
                told.setdefault(models[0], row)
    gone = {event.id for event in told.values()}
    return [
        widened(row, Entry, detail=". ".join(filter(None, (told[row.id].title, told[row.id].detail)))) if row.id in told else row
        for row in rows
        if row.id not in gone
    ]


class _Change(NamedTuple):
    """What changed on a model. Changes that are `alike` on one day are one; then `plural` says what changed."""

    model: Model
    day: str
    type: str
    what: str
    alike: str
    plural: str


def _tells(event: Event, change: _Change) -> bool:
    """Whether an event of a kind tells of a change of this kind: one of the same day, or one about the model within a week."""
    if change.type == "release" and not re.search(r"\bweights\b|\bopen", event.title):
        return False
    if change.model.id not in event.about:
        return event.date == change.day and change.type != "release"
    begin, end = (date.fromisoformat(earliest(d)) for d in (event.date, change.day))
    finish, until = (date.fromisoformat(latest(d)) for d in (event.date, change.day))
    return (begin - until).days <= WEEK and (end - finish).days <= WEEK


def _together(rows: Iterable[_Change]) -> list[Entry]:
    """The changes as entries: models of a company that changed alike on one day are one."""
    groups: dict[tuple[str, str, str, str], list[_Change]] = {}
    for row in rows:
        groups.setdefault((row.model.company, row.day, row.type, row.alike), []).append(row)
    out = []
    for (company, day, kind, _), changes in groups.items():
        names = list(dict.fromkeys(c.model.name for c in changes))
        shown = joined(names) if len(names) <= 3 else f"{names[0]} and {len(names) - 1} others"
        what = changes[0].what if len({c.what for c in changes}) == 1 else changes[0].plural
        out.append(Entry(date=day, record="model", type=kind, company=company, id=changes[0].model.id, title=f"{shown}: {what}"))
    return out


def _changes(catalogue: Catalogue, ids: set[str] | None) -> Iterator[_Change]:
    """What changed on a model after its release: licences and prices, and weights that came later."""
    names = {e.id: e.name for e in catalogue.endpoints}
    for model in catalogue.models:
        if ids is not None and model.id not in ids:
            continue
        for row in model.licenses:
            if row.scope == "weights" and row.until:
                after = [r.license for r in model.licenses if r.scope == "weights" and r.since == row.until]
                how = stricter(_known(catalogue, [row.license]), _known(catalogue, after)) if after else "ended"
                new = _called(catalogue, after) or "none"
                what = f"the licence changes from {_called(catalogue, [row.license])} to {new} ({how})"
                yield _Change(model, row.until, "licence", what, what, what)
        yield from _succession(catalogue, model)
        if model.open_weights and later_weights(model):
            yield _Change(
                model, model.weights_released or "", "release", "its weights are published", "weights", "their weights are published"
            )
        for new_price in model.prices:
            old = next((p for p in model.prices if p.until and p.until == new_price.since and _kind(p) == _kind(new_price)), None)
            if old and new_price.since:
                at = names.get(new_price.endpoint, new_price.endpoint)
                what = f"{price(plain(new_price))} at {at}, before {price(plain(old))}"
                yield _Change(model, new_price.since, "price", what, what, what)


def later_weights(model: Model) -> bool:
    """Whether the weights of a model came on a later day than the model: both days are known exactly."""
    first, then = model.released or "", model.weights_released or ""
    return len(first) == len(then) == len("2025-07-11") and then > first


def _succession(catalogue: Catalogue, model: Model) -> Iterator[_Change]:
    """A release under another licence than the one it follows."""
    before = catalogue.find(model.predecessor, ("model",)) if model.predecessor else None
    day = model.weights_released or model.released
    if before is None or not day:
        return
    was, now = licenses_on(plain(before), day), licenses_on(plain(model), day)
    how = stricter(_known(catalogue, was), _known(catalogue, now)) if was and now and was != now else "as strict"
    if how != "as strict":
        compared = f"{how} than"
        new, old = _called(catalogue, now), _called(catalogue, was)
        what, all_of_them = (f"released under {new}, {compared} {whose} {old}" for whose in (f"{before.name}'s", "their predecessors'"))
        yield _Change(model, day, "licence", what, all_of_them, all_of_them)


def _kind(row: Price) -> tuple[Any, ...]:
    mode = "standard" if row.mode in ("introductory", "launch discount") else row.mode  # a price for the beginning, then the usual one
    return (row.endpoint, row.currency, row.unit, mode, row.over_input_tokens, row.hours)


def _called(catalogue: Catalogue, ids: Sequence[str]) -> str:
    names = {i: catalogue.license_by_id[i].name if i in catalogue.license_by_id else i for i in ids}
    return joined(["no licence" if i == "none-named" else name for i, name in names.items()])


def _known(catalogue: Catalogue, ids: Sequence[str]) -> list[Any]:
    return [catalogue.license_by_id[i] for i in ids if i in catalogue.license_by_id]
