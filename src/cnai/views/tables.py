"""The landscape, the tiers, companies, comparison, evidence: views that are mostly one table."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnai.blocks import Block, Cell, Column, Facts, Gap, Line, Prose, Table, said
from cnai.catalogue import Catalogue
from cnai.entities import Company, Tier
from cnai.fields import field as label_of
from cnai.fields import word
from cnai.text import UNKNOWN, plural, show
from cnai.views.parts import cell, disputed, legend


def company_label(catalogue: Catalogue, cid: str) -> str:
    """The company with its flagship brand: "Moonshot Kimi"."""
    record = catalogue.find(cid)
    if not isinstance(record, Company):
        return cid
    short = record.short_name or record.name
    family = catalogue.find(record.flagship_family or "")
    return short if family is None or family.name.casefold() in short.casefold() else f"{short} {family.name}"


def landscape(catalogue: Catalogue) -> Iterator[Block]:
    """The tiers with their companies, then the newest releases."""
    open_models = sum(m.open_weights is True for m in catalogue.models)
    share = f" · {round(100 * open_models / len(catalogue.models))} % open" if catalogue.models else ""
    counts = f"{plural(len(catalogue.companies), 'company', 'companies')} · {plural(len(catalogue.models), 'release')}{share}"
    yield Line(
        [said("China's AI labs", "strong")],
        said(f"data {catalogue.as_of or catalogue.date} · {counts}", "dim"),
    )
    yield Gap()
    rows = []
    for tier in catalogue.tiers:
        head = f"{tier.level}  {tier.title}" if tier.level else f"·  {tier.title.lower()}"
        rows.append((head, [_members(catalogue, tier)]))
    others = [c.id for c in catalogue.companies if c.article_order is None]
    if others:
        rows.append(("   beyond the article", [Cell(others, text=" · ".join(company_label(catalogue, c) for c in others))]))
    yield Facts(rows)
    newest = [m for m in catalogue.models if m.released][:5]
    if newest:
        yield Gap()
        yield Facts(
            [
                (
                    "newest",
                    [Cell(m.released, "released", m.id, text=f"{m.released:<10}  {m.name} ({m.company})") for m in newest],
                )
            ]
        )
    yield Gap()
    yield Line([said(f"tiers: {catalogue.article['title']}, {catalogue.article['date']}", "dim")])


def _members(catalogue: Catalogue, tier: Tier) -> Cell:
    """Who is in a tier, as one cell that leads to where the article says so."""
    text = " · ".join(company_label(catalogue, c) for c in tier.companies)
    return Cell(tier.companies, "tier", next(iter(tier.companies), ""), text=text)


def tiers(catalogue: Catalogue, rows: Sequence[Tier]) -> Iterator[Block]:
    """Each tier with its meaning and who is in it."""
    for tier in rows:
        title = f"{tier.level}  {tier.title}" if tier.level else f"·  {tier.title} (after tier {tier.after})"
        yield Line([Cell(tier.level, text=title, tone="strong")])
        yield Prose(Cell(tier.meaning, text=tier.meaning), indent=3)
        yield Prose(_members(catalogue, tier), indent=3)
        yield Gap()
    yield Line([said(f"The opinion of: {catalogue.article['title']}, {catalogue.article['date']}", "dim")])


def companies(rows: Sequence[Company]) -> Iterator[Block]:
    """Companies as a table, in the article's order."""
    columns = [
        Column("id", "id", 9), Column("name", "name", 8, wrap=True), Column("name_zh", "Chinese", 7), Column("tier", "tier", 7, right=True),
        Column("kind", "kind", 3), Column("hq", "city", 4), Column("founded", "founded", 2),
        Column("model_count", "releases", 5, right=True), Column("open_model_count", "open", 5, right=True),
        Column("latest_released", "newest", 6),
    ]  # fmt: skip
    table = []
    for c in rows:
        tier = Cell(c.tier, "tier", c.id, text=str(c.tier) if c.tier else "mention" if c.honorable_mention else "—")
        table.append([
            cell(c, "id", tone="accent"), cell(c, "name"), cell(c, "name_zh"), tier, cell(c, "kind"), cell(c, "hq"), cell(c, "founded"),
            cell(c, "model_count"), cell(c, "open_model_count"), cell(c, "latest_released"),
        ])  # fmt: skip
    if table:
        yield Table(columns, table)


def comparison(catalogue: Catalogue, answer: dict[str, Any]) -> Iterator[Block]:
    """A column for each subject; "≠" where they differ, "▲" beside the better where better is clear."""
    subjects = answer["subjects"]
    columns = [Column("differs", " ", 9), Column("label", "", 9)]
    columns += [Column(s["id"], s["name"], 9, wrap=True) for s in subjects]
    table: list[list[Cell]] = []
    group = None
    for row in answer["rows"]:
        if row["group"] != group:
            group = row["group"]
            table.append(
                [
                    said(""),
                    said(group, "strong"),
                    *[said("")] * len(subjects),
                ]
            )
        key = row["field"].removesuffix("_usd").removesuffix("_cny")
        cells = [
            said("≠" if row["differs"] else " ", "warn"),
            said(row["label"], "dim"),
        ]
        for subject, value in zip(subjects, row["values"], strict=True):
            record = row["sources"].get(subject["id"], subject["id"])
            evidence = {"license_id": "licenses", "license_kind": "licenses", "price_input": "prices", "price_output": "prices"}.get(
                key, key
            )
            signs = ["▲" if subject["id"] in row["best"] else "", disputed(catalogue, record, evidence) if value is not None else ""]
            mark = " ".join(s for s in signs if s)
            unit = f" {row['unit']}" if row["group"] == "benchmarks" and row["unit"] and value is not None else ""
            cells.append(
                Cell(
                    value,
                    key,
                    record,
                    text=show(key, value) + unit,
                    mark=mark,
                )
            )
        table.append(cells)
    yield Table(columns, table)
    yield from legend(table)


def evidence(record: Any, field: str | None, rows: Sequence[dict[str, Any]], value: str | None, place: str) -> Iterator[Block]:
    """The value large, then each source as a numbered note; what others say under it."""
    name = getattr(record, "name", None) or getattr(record, "title", None) or record.claim
    title = f"{name}: {label_of(field).label}" if field else name
    yield Line([said(title, "strong")])
    if value is not None:
        yield Line([said(value, "accent")])
    last = None
    for number, row in enumerate(rows, 1):
        if field is None and row["field"] != last:
            last = row["field"]
            yield Gap()
            yield Line([said(f"{label_of(last).label}: {_value(row)}", "accent")])
        elif field is not None:
            yield Gap()
        yield Facts([(f"[{number}]", list(_note(row, field is not None)))])
    yield Gap()
    yield Line([said(f"written in {place}", "dim")])


def _value(row: dict[str, Any]) -> str:
    """The value of an evidence row, numbers as the field writes them."""
    value = row["value"] or UNKNOWN
    return show(row["field"], int(value)) if value.isdigit() else str(value)


def _note(row: dict[str, Any], with_value: bool) -> Iterator[Cell]:
    if with_value and row["value"]:
        yield said(_value(row))
    published = f", {row['published']}" if row["published"] else ""
    yield said(f"{row['title']} ({row['publisher']}{published})")
    yield said(row["url"], "accent")
    basis = "" if row["basis"] == "stated" else f", {row['basis']}"
    yield said(f"{row['locator']}; {row['kind']} source, {row['confidence']} confidence{basis}, checked {row['checked']}", "dim")
    if row["note"]:
        yield said(row["note"])
    for other in row["alternatives"]:
        note = f": {other['note']}" if other["note"] else ""
        yield said(f"otherwise: {other['value']} ({other['source']}){note}", "warn")


def which(rows: Sequence[dict[str, Any]]) -> Iterator[Block]:
    columns = [
        Column("query", "name", 9, wrap=True), Column("match", "means", 9), Column("record", "a", 6),
        Column("called", "called", 7, wrap=True), Column("how", "by its", 8),
    ]  # fmt: skip
    table = []
    for row in rows:
        match = row["match"]
        if match:
            cells = [match["id"], match["record"], match["name"], word(row["how"])]
        elif row["candidates"]:
            cells = ["several", "", ", ".join(c["id"] for c in row["candidates"][:8]), ""]
        else:
            cells = ["nothing", "", "", ""]
        means = said(cells[0], "accent" if match else "warn")
        table.append([said(row["query"] or '""'), means, said(cells[1]), said(cells[2]), said(cells[3], "dim")])
    yield Table(columns, table)
