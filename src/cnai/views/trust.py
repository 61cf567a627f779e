"""How we know: sources, citations, claims, a reviewed text, coverage."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnai.blocks import Block, Column, Facts, Gap, Line, Prose, Table, said
from cnai.catalogue import Catalogue
from cnai.entities import Claim, Source
from cnai.text import UNKNOWN, plural
from cnai.views.parts import verdict_tone


def sources(rows: Sequence[Source]) -> Iterator[Block]:
    """Numbered sources, the primary ones first."""
    ordered = sorted(rows, key=lambda s: (s.kind != "primary", s.publisher.casefold(), s.id))
    primary = sum(s.kind == "primary" for s in rows)
    yield Line([said(f"{plural(len(rows), 'source')}, {primary} primary", "strong")])
    facts = []
    for number, s in enumerate(ordered, 1):
        published = f", {s.published}" if s.published else ""
        head = said(f"{s.title} ({s.publisher}{published}); {s.kind}, opened {s.accessed}")
        facts.append((f"[{number}]", [head, said(s.url, "accent")]))
    yield Facts(facts)


def claims(catalogue: Catalogue, rows: Sequence[Claim], counts: str) -> Iterator[Block]:
    """Each claim with its verdict, the right fact, and whether it still holds; the counts at the end."""
    numbers: dict[str, int] = {}
    for c in rows:
        notes = [numbers.setdefault(p.source, len(numbers) + 1) for p in c.evidence]
        marks = " ".join(f"[{n}]" for n in notes)
        yield Line([said(c.verdict, verdict_tone(c.verdict)), said(c.place, "dim")])
        yield Prose(said(c.claim, "strong"), indent=2)
        yield Prose(said(f"{c.fact} {marks}".strip()), indent=2)
        changed = f"today {c.verdict_now or 'no verdict yet'}" + (f", since {c.now_since}" if c.now_since else "")
        now = "still holds" if c.verdict_now == c.verdict else changed
        if now or c.note:
            yield Prose(said(". ".join(x for x in (now, c.note) if x), "dim"), indent=2)
        yield Gap()
    yield Line([said(f"{plural(len(rows), 'claim')}{': ' if rows else ''}{counts}", "strong")])
    if numbers:
        facts = []
        for sid, number in numbers.items():
            s = catalogue.source(sid)
            facts.append((f"[{number}]", [said(f"{s.title} ({s.publisher})  {s.url}", "dim")]))
        yield Facts(facts)


def review(catalogue: Catalogue, rows: Sequence[dict[str, Any]]) -> Iterator[Block]:
    """Each name with its place and what it means; mis-spellings with the right name; then the claims that we hold on them."""
    if not rows:
        return
    columns = [
        Column("line", "line", 9, right=True), Column("column", "col", 6, right=True), Column("text", "text", 9, wrap=True),
        Column("id", "means", 9),
        Column("name", "right name", 8, wrap=True), Column("how", "by its", 6), Column("claims", "claims", 7, right=True),
    ]  # fmt: skip
    table = []
    for row in rows:
        wrong = row["how"] in ("article", "spelling") and row["text"].casefold() != row["name"].casefold()
        table.append([
            said(str(row["line"])), said(str(row["column"])), said(row["text"], "warn" if wrong else "plain"),
            said(row["id"], "accent"), said(row["name"]), said(row["how"], "dim"),
            said(str(len(row["claims"]) or "")),
        ])  # fmt: skip
    yield Table(columns, table)
    about = list(dict.fromkeys(c for row in rows for c in row["claims"]))
    by_id = {c.id: c for c in catalogue.claims}
    if about:
        yield Gap()
        yield Line([said(f"{plural(len(about), 'claim')} that we hold on them", "strong")])
        yield Facts([(by_id[c].verdict, [said(f"{by_id[c].claim} ({c})")]) for c in about])


def coverage(rows: Sequence[dict[str, Any]]) -> Iterator[Block]:
    """Summed over companies, a line a field: filled, undisclosed, not applicable, unknown, and how much rests on primary sources."""
    columns = [Column("record", "record", 8), Column("field", "field", 9)]
    columns += [Column(label, label, 7, right=True) for label in ("filled", "undisclosed", "n/a", "unknown", "primary")]
    sums: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        total = sums.setdefault((row["record"], row["field"]), [0, 0, 0, 0, 0.0])
        for n, key in enumerate(("filled", "undisclosed", "not_applicable", "unknown")):
            total[n] += row[key]
        total[4] += (row["primary_share"] or 0) * row["filled"]
    table = []
    for (record, name), total in sums.items():
        share = f"{100 * total[4] / total[0]:.0f} %" if total[0] else UNKNOWN
        cells = [said(record, "dim"), said(name)]
        table.append([*cells, *[said(f"{n:.0f}") for n in total[:4]], said(share)])
    if table:
        yield Table(columns, table)
