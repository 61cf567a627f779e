"""What happened, and what differs between two days: both are replays of dates, dated lists and `past`."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnai.catalogue import Catalogue, Named
from cnai.dates import earliest, latest
from cnai.entities import Claim, Company, Model
from cnai.questions.permission import stricter
from cnai.text import joined, price, show_item

Row = dict[str, Any]


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
            ids |= catalogue.below.get(record.id, set())
    return ids


def timeline(catalogue: Catalogue, ids: set[str] | None = None) -> list[Row]:
    """Releases and events, oldest first: rows {date, record, type, company, id, title}. Releases without a date are left out."""
    rows = [
        {"date": m.released, "record": "model", "type": "release", "company": m.company, "id": m.id, "title": m.name}
        for m in catalogue.models
        if m.released and (ids is None or m.id in ids)
    ]
    rows += [
        {"date": e.date, "record": "event", "type": e.type, "company": e.company, "id": e.id, "title": e.title}
        for e in catalogue.events
        if ids is None or e.company in ids or ids & set(e.about)
    ]
    return sorted(rows, key=lambda r: (r["date"], r["record"], r["id"]))


def news(catalogue: Catalogue, ids: set[str] | None = None) -> list[Row]:
    """The timeline and the changes of licences and prices that the records themselves show, newest first."""
    rows = timeline(catalogue, ids) + [r for r in _licence_changes(catalogue) if ids is None or r["id"] in ids]
    rows += [r for r in _price_changes(catalogue) if ids is None or r["id"] in ids]
    return sorted(rows, key=lambda r: (r["date"], r["record"] == "event", r["id"]), reverse=True)


def _licence_changes(catalogue: Catalogue) -> Iterator[Row]:
    """Licences that changed on a model, and releases that stand under another licence than the one they follow."""
    for model in catalogue.models:
        ended = [r for r in model.licenses if r.scope == "weights" and r.until]
        for row in ended:
            after = [r for r in model.licenses if r.scope == "weights" and r.since == row.until]
            new = ", ".join(r.license for r in after) or "none"
            how = _how(catalogue, [row.license], [r.license for r in after])
            yield _change(model, row.until, "licence", f"{model.name}: licence changes from {row.license} to {new} ({how})")
        before = catalogue.find(model.predecessor or "")
        day = model.weights_released or model.released
        if not isinstance(before, Model) or not day:
            continue
        was, now = _licences_on(before, day), _licences_on(model, day)
        if was and now and was != now:
            title = f"{model.name} comes under {_called(catalogue, now)}, {before.name} under {_called(catalogue, was)}"
            yield _change(model, day, "licence", f"{title} ({_how(catalogue, was, now)})")


def _licences_on(model: Model, day: str) -> list[str]:
    """The licences of the weights that held at the end of a day."""
    end = latest(day)
    rows = [r for r in model.licenses if r.scope == "weights" and earliest(r.since or "0001") <= end]
    return [r.license for r in rows if not r.until or earliest(r.until) > end]


def _called(catalogue: Catalogue, ids: list[str]) -> str:
    return joined([catalogue.license_by_id[i].name if i in catalogue.license_by_id else i for i in ids])


def _how(catalogue: Catalogue, old: list[str], new: list[str]) -> str:
    known = catalogue.license_by_id
    return stricter([known[i] for i in old if i in known], [known[i] for i in new if i in known])


def _price_changes(catalogue: Catalogue) -> Iterator[Row]:
    for model in catalogue.models:
        for row in model.prices:
            same = [
                p
                for p in model.prices
                if (p.endpoint, p.currency, p.unit, p.mode, p.over_input_tokens, p.hours)
                == (row.endpoint, row.currency, row.unit, row.mode, row.over_input_tokens, row.hours)
            ]
            old = [p for p in same if p.until and p.until == row.since]
            if old:
                yield _change(
                    model,
                    row.since,
                    "price",
                    f"{model.name}: {price(plain_price(row))} at {row.endpoint}, before {price(plain_price(old[0]))}",
                )


def plain_price(row: Any) -> Row:
    return {k: getattr(row, k) for k in row.__dataclass_fields__}


def _change(model: Model, date: str | None, kind: str, title: str) -> Row:
    return {
        "date": date or "",
        "record": "model",
        "type": kind,
        "company": model.company,
        "id": model.id,
        "title": title,
    }


# ---- two days side by side


def _company_values(c: Company) -> Row:
    return {
        "hq": c.hq,
        "country": c.country,
        "ceo": c.ceo.name if c.ceo else None,
        "parent": (c.parent.name or c.parent.company) if c.parent else None,
        "valuation": show_item({"amount": c.valuation.amount, "currency": c.valuation.currency}) if c.valuation else None,
        "listings": sorted(f"{r.exchange} {r.ticker}" for r in c.listings if not r.until),
        "restrictions": sorted(f"{r.list}: {r.status}" for r in c.restrictions if not r.until and r.status != "not-found"),
    }


def _model_values(m: Model) -> Row:
    return {
        "status": m.status,
        "open_weights": m.open_weights,
        "license": m.license.id if m.license else None,
        "price": sorted(f"{price(plain_price(p))} at {p.endpoint}" for p in m.prices if not p.until),
    }


def _claim_values(c: Claim) -> Row:
    return {"verdict_now": c.verdict_now}


def state(catalogue: Catalogue) -> dict[tuple[str, str], tuple[str | None, str | None, Row]]:
    """{(record, id): (company, first date, values that can change)} of everything that a dated view shows."""
    out: dict[tuple[str, str], tuple[str | None, str | None, Row]] = {}
    for c in catalogue.companies:
        out["company", c.id] = (c.id, c.founded, _company_values(c))
    for m in catalogue.models:
        if m.released or m.announced:
            out["model", m.id] = (m.company, m.released or m.announced, _model_values(m))
    for claim in catalogue.claims:
        out["claim", claim.id] = (next(iter(claim.about), None), catalogue.article["date"], _claim_values(claim))
    return out


FIELDS = (
    "hq",
    "country",
    "ceo",
    "parent",
    "valuation",
    "listings",
    "restrictions",
    "status",
    "open_weights",
    "license",
    "price",
    "verdict_now",
)


def diff(before: Catalogue, after: Catalogue) -> list[Row]:
    """What differs between two days: rows {id, record, company, change, field, old, new, date}, by record and id.

    A record that came has no field and its name as `new`; `date` is the day of the change where the records tell it.
    """
    old, new = state(before), state(after)
    rows = []
    for key in sorted(old.keys() | new.keys()):
        record, rid = key
        if key not in old or key not in new:
            company, date, _ = new.get(key) or old[key]
            name = _name(after if key in new else before, record, rid)
            came = key in new
            rows.append(
                _row(
                    key,
                    company,
                    "added" if came else "removed",
                    None,
                    None if came else name,
                    name if came else None,
                    date if came else None,
                )
            )
            continue
        company, _, was = old[key]
        now = new[key][2]
        changed = [f for f in was if was[f] != now[f]]
        rows += [_row(key, company, "changed", f, was[f], now[f], _when(before, after, key, f)) for f in changed]
    return rows


def _row(key: tuple[str, str], company: str | None, change: str, field: str | None, old: Any, new: Any, date: str | None) -> Row:
    return {
        "id": key[1],
        "record": key[0],
        "company": company,
        "change": change,
        "field": field,
        "old": old,
        "new": new,
        "date": date,
    }


def _name(catalogue: Catalogue, record: str, rid: str) -> str:
    if record == "claim":
        return next(c.claim for c in catalogue.claims if c.id == rid)
    return catalogue.get(rid).name


def _when(before: Catalogue, after: Catalogue, key: tuple[str, str], field: str) -> str | None:
    """The last date between the two days on which the records say that this field changed."""
    record = next((c for c in after.claims if c.id == key[1]), None) if key[0] == "claim" else after.get(key[1])
    dates: list[str | None] = []
    if isinstance(record, Claim):
        dates = [record.now_since]
    elif record is not None:
        dates = [p.until for p in record.past if p.field == field]
        lists = {"license": "licenses", "price": "prices", "listings": "listings", "restrictions": "restrictions"}
        for row in getattr(record, lists.get(field, ""), ()):
            dates += [row.since, row.until]
        inner = getattr(record, field, None)
        dates += [getattr(inner, "since", None), getattr(inner, "date", None)]
    start, end = latest(before.as_of or before.date), latest(after.as_of or after.date)
    return max((d for d in dates if isinstance(d, str) and start < latest(d) and earliest(d) <= end), default=None)
