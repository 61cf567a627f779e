"""The terms of a licence, and licences over time."""

from collections.abc import Iterator

from cnai.output.blocks import Block, Cell, Column, Facts, Gap, Line, Prose, Table, Tone, text_cell
from cnai.questions.asked import condition_of
from cnai.questions.licenses import LicensePage, LicensesOverTime, starts
from cnai.store.catalogue import Catalogue
from cnai.views.cells import license_names
from cnai.words.labels import word
from cnai.words.text import UNKNOWN, plural

WORDS = {"yes": "yes", "no": "no", "ask": "ask first"}
TONES: dict[str, Tone] = {"yes": "open", "no": "warn", "ask": "warn"}


def licence(catalogue: Catalogue, record: LicensePage) -> Iterator[Block]:
    """Each rule with its condition, answer, duty and place."""
    spdx = f"SPDX {record.spdx}" if record.spdx else "not in SPDX"
    yield Line([text_cell(record.name, "strong")], text_cell(f"{word(record.kind)} · {spdx}", "accent"))
    yield Line([text_cell(record.url, "accent")])
    yield Gap()
    yield Prose(text_cell(record.summary))
    yield Gap()
    facts = []
    for rule in record.rules:
        when = condition_of(rule.when)
        head = text_cell(WORDS[rule.answer] + (f", {when}" if when else ""), TONES[rule.answer])
        clause = f"{rule.clause or ''}" + (f" ({rule.locator})" if rule.locator else "")
        cells = [head, Cell(record.id, "rules", record.id, text=clause)]
        if rule.duty:
            cells.append(text_cell(f"obligation: {rule.duty}", "dim"))
        facts.append((word(rule.use) if rule.use != "any" else "any use", cells))
    yield Facts(facts)
    if record.acceptable_use is not None:
        yield Gap()
        text = "with a list of forbidden uses" if record.acceptable_use else "without a list of forbidden uses"
        yield Line([Cell(record.acceptable_use, "acceptable_use", record.id, text=text)])
    if record.models:
        yield Gap()
        names = [m.name for m in (catalogue.find(i, ("model",)) for i in record.models[:12]) if m is not None]
        more = f" and {len(record.models) - 12} more" if len(record.models) > 12 else ""
        yield Facts([("models under this licence", [text_cell(", ".join(names) + more)])])


def over_time(catalogue: Catalogue, page: LicensesOverTime) -> Iterator[Block]:
    """Licences oldest first, with how each compares to the one before in its line. A day in brackets is that of the weights."""
    yield Line([text_cell(f"{page.subject.name}: licences over time", "strong")])
    columns = [
        Column("since", "since", 9), Column("until", "until", 4), Column("model", "model", 9, wrap=True),
        Column("license", "licence", 9, wrap=True, least=12), Column("scope", "for the", 9), Column("change", "change", 8),
    ]  # fmt: skip
    table = []
    called = license_names(catalogue, (row.license for row in page.rows))
    inferred = 0
    for row in page.rows:
        tone: Tone = "warn" if row.change == "stricter" else "plain"
        model = catalogue.find(row.model, ("model",))
        day = starts(model, row) if model else row.since
        inferred += bool(day and not row.since)
        table.append([
            Cell(row.since, "licenses", row.model, text=row.since or (f"({day})" if day else UNKNOWN)), text_cell(row.until or ""),
            Cell("", "name", row.model, text=model.name if model else row.model),
            Cell(row.license, "licenses", row.model, text=called[row.license]),
            text_cell(row.scope), text_cell(row.change or "", tone),
        ])  # fmt: skip
    if table:
        yield Table(columns, table)
        yield Line(
            [text_cell(f"{plural(len(table), 'entry', 'entries')} for {plural(len({r.model for r in page.rows}), 'release')}", "dim")]
        )
    if inferred:
        yield Line([text_cell("in brackets: the day of the weights, where the licence has no day of its own", "dim")])
