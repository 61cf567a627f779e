"""What differs between two days: both are replayed from dates, dated lists and `past`, and compared field by field."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from cnai.errors import InvalidQuery
from cnai.model.base import Date, Frozen, entity
from cnai.model.kinds import OF_RECORD
from cnai.model.records import Claim, Company, Model
from cnai.model.shape import dated_lists, flagged, plain
from cnai.questions.changes import scope
from cnai.questions.found import Found, beyond, window
from cnai.store.catalogue import Catalogue
from cnai.words.dates import day_after, day_before, earliest, latest
from cnai.words.quantities import each_of
from cnai.words.text import joined, plural


@entity
class Change(Frozen):
    """A record that came or went, or a field of it that changed. `old` and `new` are values as the record holds them."""

    id: str
    record: str
    company: str | None = None
    change: Literal["added", "changed", "removed"]
    field: str | None = None
    old: Any = None
    new: Any = None
    date: Date | None = None


# Lists whose entries of today are compared as one value under another name.
_AS = {"licenses": "license", "prices": "price"}
SOME = 3  # so many are named, more are counted
_KINDS = ("company", "model", "claim")


def fields() -> tuple[str, ...]:
    """The fields whose changes are compared, read from the classes: dated fields, dated lists, and a claim's verdict of today."""
    out: list[str] = []
    for kind in _KINDS:
        cls = OF_RECORD[kind].cls
        out += [*flagged(cls, "dated"), *(_AS.get(k, k) for k in dated_lists(cls) if k not in _QUIET)]
    return (*dict.fromkeys(out), "verdict_now")


_EACH = ("listings", "restrictions")  # lists of which each entry came and went on a day of its own
_QUIET = ("weights", "benchmarks", "apis")  # they grow without anything changing


def _values(record: Any) -> dict[str, Any]:
    """What can change about a record, as plain values; of dated lists what holds today."""
    cls = OF_RECORD[record.record].cls
    out: dict[str, Any] = {k: plain(getattr(record, k)) for k in flagged(cls, "dated")}
    for key in dated_lists(cls):
        if key in _QUIET:
            continue
        rows = [plain(r) for r in getattr(record, key) if not getattr(r, "until", None)]
        if key == "licenses":
            out["license"] = record.license.id if record.license else None
        elif key == "restrictions":
            out[key] = [r for r in rows if r["status"] != "not-found"]
        else:
            out[_AS.get(key, key)] = sorted(rows, key=str)
    if record.record == "claim":
        out["verdict_now"] = record.verdict_now
    return out


def _state(catalogue: Catalogue) -> dict[tuple[str, str], tuple[str | None, str | None, Any]]:
    """{(record, id): (company, first date, record)} of everything that a dated view shows."""
    out: dict[tuple[str, str], tuple[str | None, str | None, Any]] = {}
    for m in catalogue.models:
        if m.released or m.announced:
            out["model", m.id] = (m.company, m.released or m.announced, m)
    for c in catalogue.companies:
        out["company", c.id] = (c.id, c.founded, c)
    for claim in catalogue.claims:
        out["claim", claim.id] = (_maker(catalogue, claim), catalogue.article["date"], claim)
    return out


def diff(before: Catalogue, after: Catalogue, names: Sequence[str] = (), field: Sequence[str] = ()) -> tuple[Change, ...]:
    """What differs between two days, by company in the article's order: models, then the company itself, claims last.

    A record that came has no field and its name as `new`; `date` is the day of the change where the records say it.
    """
    return _diff(before, after, scope(after, [after.resolve(n) for n in names]), _wanted(field))


def _wanted(field: Sequence[str]) -> list[str]:
    return each_of([{"licence": "license", "prices": "price"}.get(f.lower(), f) for f in field], fields(), "field")


def _diff(before: Catalogue, after: Catalogue, ids: set[str] | None, wanted: Sequence[str], *, each: bool = False) -> tuple[Change, ...]:
    """`each` tells of every change between the days on its own, also of entries of some lists that came and went, and of what changed
    about a model that came."""
    old, new = _state(before), _state(after)
    place = {c.id: n for n, c in enumerate(after.companies)}
    rank = {"model": 0, "company": 1, "claim": 2}
    rows: list[Change] = []
    for key in sorted(
        old.keys() | new.keys(), key=lambda k: (rank[k[0]] == 2, place.get((new.get(k) or old[k])[0] or "", 999), rank[k[0]], k[1])
    ):
        record, rid = key
        company, date, item = new.get(key) or old[key]
        if ids is not None and rid not in ids and not (record == "claim" and ids & set(item.about)):
            continue
        if key not in old or key not in new:
            came = key in new
            name = item.claim if record == "claim" else item.name
            if not wanted:
                rows.append(
                    Change(
                        id=rid,
                        record=record,
                        company=company,
                        change="added" if came else "removed",
                        old=None if came else name,
                        new=name if came else None,
                        date=date if came else None,
                    )
                )
            if not each or not came or not isinstance(item, Model) or not date:
                continue
            start = max(before.day, latest(date))
            was, now = _at_first(item, start), _values(item)
        else:
            start, was, now = before.day, _values(old[key][2]), _values(item)
        for name, value in now.items():
            if (
                was.get(name, value if key not in old else None) != value
                and (not wanted or name in wanted)
                and not (each and name in _EACH)
            ):
                steps = _steps(item, name, start, after.day, was.get(name), value) if each else ()
                for day, then, later in steps or [(_dated(after, item, name, start), was.get(name), value)]:
                    if key in old or then not in (None, []):  # what a model that came had only later is no change
                        row = {"id": rid, "record": record, "company": company, "field": name, "old": then, "new": later, "date": day}
                        rows.append(Change(change="changed", **row))
        rows += [
            Change(id=rid, record=record, company=company, change="changed", field=name, old=gone, new=came, date=day)
            for name in _EACH
            if each and key in old and (not wanted or name in wanted)
            for day, gone, came in sorted(_entries(getattr(item, name, ()), before.day, after.day), key=lambda e: earliest(e[0]))
        ]
    return tuple(rows)


def _at_first(record: Any, day: str) -> dict[str, Any]:
    """The values of a record on a day, where they ended or are dated."""
    from cnai.store.then import held_on, on_day

    row = plain(record)
    out = {p["field"]: held["value"] for p in row.get("past", ()) if (held := held_on(p["field"], row, day))}
    for key, name in _AS.items() if record.record == "model" else ():
        rows = [held for entry in row[key] if (held := on_day(entry, "since", day)) and not held["until"]]
        weights = sorted((r for r in rows if r.get("scope") == "weights"), key=lambda r: r["since"] or "")
        out[name] = (weights[-1]["license"] if weights else None) if key == "licenses" else sorted(rows, key=str)
    return out


def _steps(record: Any, field: str, start: str, end: str, was: Any, now: Any) -> Sequence[tuple[str | None, Any, Any]]:
    """(day, before, after) of each change of a field between two days; none where they do not lead from one value to the other."""
    rows = getattr(record, {v: k for k, v in _AS.items()}.get(field, ""), ())
    dates = {getattr(row, k) for row in rows for k in ("since", "until")}
    dates |= {day for p in getattr(record, "past", ()) if p.field == field for day in (p.since, p.until)}
    out = []
    for day in sorted(d for d in dates if d and start < earliest(d) <= end):
        then, was = was, _at_first(record, earliest(day)).get(field, now)
        out += [(day, then, was)] if then != was else []
    return out if was == now else ()


def _dated(after: Catalogue, record: Any, field: str, start: str) -> str | None:
    """The day of a change since another day, where the records say it."""
    return _when(record, field, start, after.day) or _began(after, record, field, start)


def _entries(entries: Sequence[Any], start: str, end: str) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """(day, what went, what came) for each day between two on which an entry of a list began or ended."""
    from cnai.store.then import on_day

    for entry in map(plain, entries):
        if entry.get("status") == "not-found":
            continue
        held = on_day(entry, "since", entry["since"] or entry["until"] or "") or entry
        for day, gone, came in ((entry["since"], [], [held]), (entry["until"], [{**held, "until": None}], [])):
            if day and start < earliest(day) <= end:
                yield day, gone, came


def _began(after: Catalogue, record: Any, field: str, start: str) -> str | None:
    """The day from which on an earlier value held that today's records know and those of `after` do not yet, since it ended later."""
    rows = after.base.some(OF_RECORD[record.record].table, "id", (record.id,)) if after.is_past else []
    days = (p.get("since") for row in rows for p in row.get("past") or () if p["field"] == field)
    return max((d for d in days if d and start < latest(d) and earliest(d) <= after.day), default=None)


def _back(
    before: Catalogue, after: Catalogue, ids: set[str] | None, wanted: Sequence[str], changed: set[tuple[str, str | None]]
) -> list[str]:
    """What to say about the fields that changed between two days and changed back, as "id field"."""
    out: dict[tuple[str, str], None] = {}
    known = {r.id for r in (*before.companies, *before.models)}
    records: tuple[Company | Model, ...] = (*after.companies, *after.models)
    for record in records:
        if record.id not in known or (ids is not None and record.id not in ids):
            continue
        entries = [(p.field, p) for p in record.past]
        entries += [(name, row) for key, name in _AS.items() for row in getattr(record, key, ())]
        for name, row in entries:
            inside = row.since and row.until and before.day < earliest(row.since) and earliest(row.until) <= after.day
            if inside and (record.id, name) not in changed and (not wanted or name in wanted):
                out[record.id, name] = None
    if not out:
        return []
    what = joined([f"{name} of {rid}" for rid, name in out]) if len(out) <= SOME else plural(len(out), "field")
    subject = f" {next(iter(out))[0]}" if len({rid for rid, _ in out}) == 1 else ""
    return [f"{what} changed and changed back: cnai timeline{subject} --since {day_after(before.day)} --until {after.day}"]


def _when(record: Any, field: str, start: str, end: str) -> str | None:
    """The last date between the two days on which the record says that this field changed."""
    if record.record == "claim":
        dates = [record.now_since]
    else:
        dates = [p.until for p in record.past if p.field == field]
        dates += [record.weights_released] if record.record == "model" and field in ("open_weights", "license") else []
        key = {v: k for k, v in _AS.items()}.get(field, field)
        inner = getattr(record, key, None)
        for row in inner if isinstance(inner, tuple) else (inner,):
            dates += [getattr(row, k, None) for k in ("since", "until", "date")]
    return max((d for d in dates if isinstance(d, str) and start < latest(d) and earliest(d) <= end), default=None)


def _turned(before: Catalogue, after: Catalogue, ids: set[str] | None) -> Iterator[Change]:
    """The verdicts that changed since the article, of claims that the day before the window does not have."""
    known = {claim.id for claim in before.claims}
    for claim in after.claims:
        if claim.verdict_now != claim.verdict and claim.id not in known and (ids is None or claim.id in ids or ids & set(claim.about)):
            yield Change(
                id=claim.id, record="claim", company=_maker(after, claim), change="changed", field="verdict_now",
                old=claim.verdict, new=claim.verdict_now, date=claim.now_since,
            )  # fmt: skip


def _maker(catalogue: Catalogue, claim: Claim) -> str | None:
    """The company that a claim is about."""
    record = catalogue.find(claim.about[0]) if claim.about else None
    return getattr(record, "company", None) or (record.id if record else None)


def differences(
    catalogue: Any,
    names: Sequence[str] = (),
    *,
    since: str | None = None,
    until: str | None = None,
    field: Sequence[str] = (),
    vague: bool = False,
) -> Found[Change]:
    """The changes dated in a window (default: from the article's date on). `catalogue` must be able to show another day (`at`)."""
    article = catalogue.article["date"]
    begin, finish = window(catalogue, since, until)
    if not begin and finish and latest(finish) < earliest(article):
        raise InvalidQuery(
            f"{finish} is before {article}, the day of the article, from which changes are shown; give since too", option="until"
        )
    start = earliest(begin or article)
    end = min(latest(finish), catalogue.day) if finish else catalogue.day
    after = catalogue if end == catalogue.day else catalogue.at(end)
    before = catalogue.at(day_before(start))
    ids, wanted = scope(after, [after.resolve(n) for n in names]), _wanted(field)
    # A change of inexact date counts as early as it may be, so one that may lie in the window is perhaps there the day before it.
    january = catalogue.at(day_before(f"{start[:4]}-01-01"))
    found = [row for row in _diff(january, before, ids, wanted, each=True) if row.date and latest(row.date) >= start]
    found += _diff(before, after, ids, wanted, each=True)
    # The article brought all claims, it did not change them.
    found = [row for row in found if row.record != "claim" or row.change != "added"]
    if not wanted or "verdict_now" in wanted:
        found += _turned(before, after, ids)
    rows, perhaps = [], 0
    for row in found:
        first, last = (earliest(row.date), min(latest(row.date), catalogue.day)) if row.date else (start, end)
        whole = first >= start and last <= end and (row.date is not None or row.record != "claim")  # a verdict is of its own day
        perhaps += not whole
        if whole or vague:
            rows.append(row)
    notes = beyond(catalogue, start)
    if perhaps and not vague:
        notes.append(f"{plural(perhaps, 'change')} of inexact date may belong here too: add --vague")
    undated = sum(not (m.released or m.announced) and (ids is None or m.id in ids) for m in catalogue.models) if not after.is_past else 0
    if undated:
        what = f"{plural(undated, 'release has', 'releases have')} no known date, not even of an announcement"
        notes.append(f"{what}, and {'is' if undated == 1 else 'are'} not shown")
    back = _back(before, after, ids, wanted, {(row.id, row.field) for row in rows})
    return Found(tuple(rows), [*notes, *back, *([] if rows or back else ["nothing changed"])])
