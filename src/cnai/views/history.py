"""Time: the timeline, the news, what differs between two days."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnai.blocks import Block, Cell, Column, Facts, Gap, Line, Table, said
from cnai.catalogue import Catalogue
from cnai.fields import field, word
from cnai.questions.permission import stricter
from cnai.text import UNKNOWN, joined, plural

SIGNS = {"release": "+", "licence": "§", "price": "$"}
MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def timeline(rows: Sequence[dict[str, Any]]) -> Iterator[Block]:
    """Years and months in the margin, one line an entry; "+" a release, "·" an event."""
    last_year, last_month = "", ""
    facts: list[tuple[str, list[Cell]]] = []
    for row in rows:
        year, month = row["date"][:4], row["date"][5:7]
        if year != last_year and facts:
            yield Facts(facts)
            facts = []
        if year != last_year:
            if last_year:
                yield Gap()
            yield Line([said(year, "strong")])
            last_year, last_month = year, "?"
        name = MONTHS[int(month)] if month else "that year"
        facts.append(("" if month == last_month else f"  {name:<9}", [_entry(row)]))
        last_month = month
    yield Facts(facts)


def _entry(row: dict[str, Any]) -> Cell:
    day = row["date"][8:] or "  "
    key = "released" if row["record"] == "model" else "title"
    return Cell(
        row["title"],
        key,
        row["id"],
        text=f"{day} {SIGNS.get(row['type'], '·')} {word(row['type']):<11} {row['title']} ({row['company']})",
    )


def news(rows: Sequence[dict[str, Any]]) -> Iterator[Block]:
    """One line an entry, newest first."""
    columns = [
        Column("date", "date", 9),
        Column("sign", " ", 8),
        Column("type", "what", 7),
        Column("company", "company", 6),
        Column("title", "", 9, wrap=True),
    ]
    table = []
    for row in rows:
        key = "released" if row["type"] == "release" else {"licence": "licenses", "price": "prices"}.get(row["type"], "title")
        table.append([
            Cell(row["date"], text=row["date"]), said(SIGNS.get(row["type"], "·"), "accent"), said(word(row["type"]), "dim"),
            said(row["company"]), Cell(row["title"], key, row["id"], text=row["title"]),
        ])  # fmt: skip
    if table:
        yield Table(columns, table)


def diff(catalogue: Catalogue, rows: Sequence[dict[str, Any]], span: tuple[str, str]) -> Iterator[Block]:
    """What came, then each field that changed with its old and new value."""
    counts = [(word, sum(r["change"] == word for r in rows)) for word in ("added", "changed", "removed")]
    yield Line([said(f"From {span[0]} to {span[1]}: {joined([f'{n} {w}' for w, n in counts if n]) or 'nothing'}", "strong")])
    changed = [r for r in rows if r["change"] == "changed"]
    if changed:
        yield Gap()
        columns = [
            Column("date", "date", 8),
            Column("id", "id", 9, wrap=True),
            Column("field", "field", 8),
            Column("old", "before", 7, wrap=True),
            Column("new", "after", 9, wrap=True),
        ]
        table = []
        for row in changed:
            keys = {"license": "licenses", "price": "prices", "verdict_now": ""}
            cells = [
                said(row["date"] or UNKNOWN),
                said(row["id"], "accent"),
                said(field(row["field"]).label),
            ]
            known = catalogue.license_by_id
            strict = row["field"] == "license" and row["old"] in known and row["new"] in known
            mark = f"({stricter([known[row['old']]], [known[row['new']]])})" if strict else ""
            after = Cell(row["new"], keys.get(row["field"], row["field"]), row["id"], text=_shown(row["new"]), mark=mark)
            table.append([*cells, said(_shown(row["old"]), "dim"), after])
        yield Table(columns, table)
    for change, head in (("added", "Came"), ("removed", "Gone")):
        names = [r for r in rows if r["change"] == change]
        if names:
            yield Gap()
            yield Line([said(f"{head}: {plural(len(names), 'record')}", "strong")])
            ordered = sorted(names, key=lambda r: r["date"] or "", reverse=True)
            yield Facts(
                [
                    (
                        r["date"] or UNKNOWN,
                        [Cell(r["id"], "released", r["id"], text=f"{r['new'] or r['old']} ({r['company']})")],
                    )
                    for r in ordered
                ]
            )


def _shown(value: Any) -> str:
    if value in (None, [], ""):
        return UNKNOWN
    if isinstance(value, bool):
        return "open" if value else "closed"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
