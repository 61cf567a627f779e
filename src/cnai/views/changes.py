"""Time: the timeline, the news, what differs between two days."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnai.model.records import Model
from cnai.model.shape import plain
from cnai.output.blocks import Block, Cell, Column, Facts, Gap, Line, Table, text_cell
from cnai.output.footnotes import evidence_column
from cnai.questions.changes import Entry
from cnai.questions.differences import Change
from cnai.questions.main_model import STANDARD
from cnai.questions.strictness import stricter
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_name, endpoint_name, license_name, size_cell, weights_word
from cnai.words.dates import earliest, parse
from cnai.words.labels import evidence_fields, field, word
from cnai.words.text import UNKNOWN, joined, plural, price, show

SIGNS = {"release": "+", "licence": "§", "price": "$"}
MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SOME = 4  # so many of a kind are named, the rest counted


def timeline(catalogue: Catalogue, rows: Sequence[Entry]) -> Iterator[Block]:
    """Years and months in the margin, one line an entry, its detail under it; "+" a release, "·" an event."""
    single = len({r.company for r in rows}) == 1
    columns = [Column("month", "", 9, once=True), Column("day", "", 8, right=True), Column("sign", "", 8), Column("type", "", 4)]
    columns += [*([] if single else [Column("company", "", 6)]), Column("title", "", 9, wrap=True)]
    table: list[list[Cell]] = []
    for n, row in enumerate(rows):
        year, month = row.date[:4], row.date[5:7]
        if not n or year != rows[n - 1].date[:4]:
            if table:
                yield Table(columns, table)
                yield Gap()
            yield Line([text_cell(year, "strong")])
            table = []
        name = MONTHS[int(month)] if month else "that year"
        head = [
            text_cell(f"  {name}"),
            text_cell(row.date[8:]),
            text_cell(SIGNS.get(row.type, "·"), "accent"),
        ]
        who = [] if single else [text_cell(company_name(catalogue, row.company))]
        table.append([*head, text_cell(_kind(row), "dim"), *who, Cell(row.title, _key(row), row.id, text=row.title)])
        if row.detail:
            table.append([*[text_cell("")] * (len(columns) - 1), text_cell(row.detail, "dim")])
    if table:
        yield Table(columns, table)
        yield Line([text_cell(plural(len(rows), "entry", "entries"), "dim")])


def _key(row: Entry) -> str:
    return evidence_column(plain(row), "title")


def _kind(row: Entry) -> str:
    return "" if row.type == "other" else word(row.type)


def news(catalogue: Catalogue, rows: Sequence[Entry], since: str | None, until: str | None) -> Iterator[Block]:
    """One entry a line, newest first, its detail dim below the title; then the window."""
    columns = [
        Column("date", "date", 9), Column("company", "company", 6), Column("sign", " ", 8), Column("type", "type", 4),
        Column("title", "what happened", 9, wrap=True),
    ]  # fmt: skip
    table = []
    for row in rows:
        sign = text_cell(SIGNS.get(row.type, "·"), "accent")
        head = [text_cell(row.date), text_cell(company_name(catalogue, row.company)), sign, text_cell(_kind(row), "dim")]
        table.append([*head, Cell(row.title, _key(row), row.id, text=row.title + _in_short(catalogue, row))])
        if row.detail:
            table.append([text_cell("")] * 4 + [text_cell(row.detail, "dim")])
    if table:
        yield Table(columns, table)
        days = (("since", since), ("until", until))
        window = "".join(f" {word} {parse(day, catalogue.day)}" for word, day in days if day)
        yield Line([text_cell(plural(len(rows), "entry", "entries") + window, "dim")])


def _in_short(catalogue: Catalogue, row: Entry) -> str:
    """What is known of a release in a word or two: " (770B-A49B, open)"."""
    model = catalogue.find(row.id, ("model",)) if row.type == "release" else None
    if not isinstance(model, Model):
        return ""
    known = [size_cell(model).text if model.total_params else None, weights_word(model)]
    return f" ({', '.join(filter(None, known))})" if any(known) else ""


def diff(catalogue: Catalogue, rows: Sequence[Change], since: str | None, until: str | None) -> Iterator[Block]:
    """By company: what was added, what changed; changes of status are counted; claims last."""
    counts = [(kind, sum(r.change == kind for r in rows)) for kind in ("added", "changed", "removed")]
    begin, end = (parse(day, catalogue.day) if day else None for day in (since, until))
    start = begin or catalogue.article["date"]
    head = f"From {start} on" if not end and earliest(start) > catalogue.day else f"From {start} to {end or catalogue.day}"
    yield Line([text_cell(f"{head}: {joined([f'{n} {w}' for w, n in counts if n]) or 'nothing'}", "strong")])
    companies = list(dict.fromkeys(r.company for r in rows if r.record != "claim"))
    for company in companies:
        yield Gap()
        yield from _of_company(
            catalogue, company_name(catalogue, company), [r for r in rows if r.company == company and r.record != "claim"]
        )
    claims = [r for r in rows if r.record == "claim"]
    if claims:
        yield Gap()
        yield Line([text_cell(f"{plural(len(claims), 'verdict')} on the article changed", "strong")])
        columns = [Column("date", "date", 9), Column("claim", "claim", 8, wrap=True), Column("verdict", "verdict", 7)]
        turned = [(r, catalogue.find(r.id, ("claim",))) for r in claims]
        yield Table(
            columns,
            [[text_cell(r.date or ""), text_cell(getattr(c, "claim", r.id)), text_cell(f"{r.old} → {r.new}")] for r, c in turned],
        )


def _of_company(catalogue: Catalogue, name: str, rows: Sequence[Change]) -> Iterator[Block]:
    yield Line([text_cell(name, "strong")])
    facts: list[tuple[str, list[Cell]]] = []
    for row in sorted((r for r in rows if r.change != "changed"), key=lambda r: r.date or "", reverse=True):
        sign = "+" if row.change == "added" else "-"
        facts.append((row.date or UNKNOWN, [Cell(row.id, "released", row.id, text=f"{sign} {row.new or row.old}")]))
    statuses: dict[str, list[Change]] = {}
    ended = _ended(rows)
    for date, ids in ended.items():
        named = [record.name for record in map(catalogue.find, ids[:SOME]) if record]
        more = f" and {len(ids) - len(named)} more" if len(ids) > len(named) else ""
        facts.append((date, [text_cell(f"no longer listed: the prices of {', '.join(named)}{more}")]))
    for row in rows:
        if row.change != "changed" or (row.id in ended.get(row.date or "", ()) and row.field == "price"):
            continue
        if row.field == "status" and row.record == "model":
            key = f"{row.old or 'not known'} to {row.new or ('released' if row.old == 'announced' else 'not known')}"
            statuses.setdefault(key, []).append(row)
            continue
        record = catalogue.find(row.id)
        name_of = record.name if record and row.record == "model" else ""
        label = field({"license": "license_id", "price": "prices"}.get(row.field or "", row.field or "")).label
        head = f"{name_of + ': ' if name_of else ''}{label} {_value(catalogue, row.field, row.old)}"
        gone = row.field == "price" and not row.new
        text = f"{head}, no longer listed" if gone else f"{head} → {_value(catalogue, row.field, row.new)}"
        if row.field == "price" and row.old and row.new:
            text = f"{name_of}: {label} {_repriced(catalogue, row.old, row.new)}"
        facts.append((row.date or UNKNOWN, [Cell(row.new, evidence_fields(row.field or "")[0], row.id, text=text + _how(catalogue, row))]))
    for what, changed in statuses.items():
        who = [f"{name.name} ({row.date})" if row.date else name.name for row in changed[:SOME] if (name := catalogue.find(row.id))]
        more = f" and {len(changed) - SOME} more" if len(changed) > SOME else ""
        facts.append(("status", [text_cell(f"{len(changed)} {what}: {', '.join(who)}{more}", "dim")]))
    yield Facts(facts)


def _ended(rows: Sequence[Change]) -> dict[str, list[str]]:
    """Day -> the releases whose prices ended on it, if they are many: what they were is then one line, not one each."""
    days: dict[str, list[str]] = {}
    for row in rows:
        if row.change == "changed" and row.field == "price" and not row.new:
            days.setdefault(row.date or UNKNOWN, []).append(row.id)
    return {day: ids for day, ids in days.items() if len(ids) >= SOME}


def _prices(rows: Sequence[dict[str, Any]]) -> str:
    """The first price of each currency, off-peak and without bands where there is one, and how many more there are."""
    first: dict[str, dict[str, Any]] = {}
    plain_ones = [r for r in rows if r["mode"] in STANDARD and not r["over_input_tokens"]]
    for row in sorted(plain_ones or rows, key=lambda r: (r["output"] is None, r["output"] or 0)):
        first.setdefault(row["currency"], row)
    more = len(rows) - len(first)
    text = ", ".join(price({**row, "hours": None, "mode": None if row["mode"] in STANDARD else row["mode"]}) for row in first.values())
    return text + (f" (+{more})" if more else "")


def _repriced(catalogue: Catalogue, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> str:
    """What went from a list of prices and what came, by endpoint."""
    went, came = [r for r in old if r not in new], [r for r in new if r not in old]
    places = list(dict.fromkeys(r["endpoint"] for r in (*went, *came)))
    out = []
    for place in places:
        gone, here = ([r for r in rows if r["endpoint"] == place] for rows in (went, came))
        at = f"at {endpoint_name(catalogue, place)}"
        if gone and here:
            before, after = _prices(gone), _prices(here)
            if before == after:  # what they say without their hours
                before, after = f"{before}, {_hours(gone)}", _hours(here)
            out.append(f"{before} → {after}" + (f" {at}" if len(places) > 1 else ""))
        else:
            out.append(f"{'no longer listed' if gone else 'now also'} {at}: {_prices(gone or here)}")
    return "; ".join(out)


def _hours(rows: Sequence[dict[str, Any]]) -> str:
    """The hours of prices: "09:00-12:00 and 14:00-18:00"."""
    return joined(list(dict.fromkeys(r["hours"] or "all day" for r in rows)))


def _how(catalogue: Catalogue, row: Change) -> str:
    known = catalogue.license_by_id
    if row.field != "license" or row.old not in known or row.new not in known:
        return ""
    return f" ({stricter([known[row.old]], [known[row.new]])})"


def _value(catalogue: Catalogue, key: str | None, value: Any) -> str:
    if value in (None, [], ""):
        return UNKNOWN
    if key == "license":
        return license_name(catalogue, value)
    if key == "open_weights":
        return "open" if value else "closed"
    if key == "price":
        return _prices(value)
    return show({"price": "prices"}.get(key or "", key or ""), value)
