"""Licences: may I, the terms of one, licences over time."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnai.blocks import Block, Cell, Column, Facts, Gap, Line, Prose, Table, Tone, said
from cnai.catalogue import Catalogue
from cnai.entities import License, Model
from cnai.fields import word
from cnai.questions.permission import DISCLAIMER, condition_of
from cnai.text import joined, short_number

WORDS = {"yes": "yes", "no": "no", "ask": "ask first"}
TONES: dict[str, Tone] = {"yes": "open", "no": "warn", "ask": "warn"}
WHOLE = 3  # so many answers are told with their clauses; more become a table


def permission(catalogue: Catalogue, rows: Sequence[dict[str, Any]]) -> Iterator[Block]:
    """The answer in words, then duties, clauses with their places, and that this is no legal advice."""
    if not rows:
        return
    yield Line([said(asked(rows[0]["question"]), "dim")])
    if len(rows) > WHOLE:
        yield Gap()
        columns = [
            Column("answer", "answer", 9),
            Column("model", "model", 9),
            Column("license", "licence", 7),
            Column("why", "because", 5, wrap=True),
        ]
        table = []
        for row in rows:
            why = row["reasons"][0]["clause"] if row["reasons"] and row["answer"] != "yes" else ""
            table.append([
                said(WORDS[row["answer"]], TONES[row["answer"]]), Cell(row["model"], text=row["model"]),
                Cell(row["license"], "license_id", row["model"]), said(why),
            ])  # fmt: skip
        yield Table(columns, table)
    for row in rows if len(rows) <= WHOLE else ():
        yield Gap()
        record = catalogue.get(row["model"])
        licence = catalogue.license_by_id.get(row["license"] or "")
        under = f" under {licence.name}" if licence else ""
        yield Line(
            [
                said(WORDS[row["answer"]], TONES[row["answer"]]),
                said(f"{record.name}{under}", "strong"),
            ]
        )
        facts: list[tuple[str, list[Cell]]] = []
        if row["duties"]:
            facts.append(("mind", [said(d) for d in row["duties"]]))
        for reason in row["reasons"]:
            place = f" ({reason['locator']})" if reason["locator"] else ""
            text = f"{WORDS[reason['answer']]}: {reason['clause']}{place}"
            cells = [Cell(reason["clause"], "rules", row["license"] or "", text=text)]
            if reason["url"]:
                cells.append(said(reason["url"], "accent"))
            facts.append((word(reason["use"]), cells))
        yield Facts(facts)
    yield Gap()
    yield Line([said(f"As of {rows[0]['as_of']}. {DISCLAIMER}", "dim")])


def asked(question: dict[str, Any]) -> str:
    """The question in words."""
    parts = [joined([word(u) for u in question["uses"]])]
    if question["regions"]:
        parts.append(f"in {joined(question['regions'])}")
    if question["mau"] is not None:
        parts.append(f"{short_number(question['mau'])} monthly users")
    if question["revenue"]:
        money = question["revenue"]
        parts.append(f"{money['currency']} {short_number(money['amount'])} of revenue a {money['period']}")
    return f"May I: {', '.join(parts)}?"


def licence(record: License, models: Sequence[Model]) -> Iterator[Block]:
    """The terms of a licence: each rule with its condition, answer, duty and place."""
    spdx = f"SPDX {record.spdx}" if record.spdx else "not in SPDX"
    yield Line(
        [said(record.name, "strong")],
        said(f"{word(record.kind)} · {spdx}", "accent"),
    )
    yield Line([said(record.url, "accent")])
    yield Gap()
    yield Prose(said(record.summary))
    yield Gap()
    facts = []
    for rule in record.rules:
        when = condition_of(rule.when)
        head = said(WORDS[rule.answer] + (f", {when}" if when else ""), TONES[rule.answer])
        clause = f"{rule.clause or ''}" + (f" ({rule.locator})" if rule.locator else "")
        cells = [head, Cell(record.id, "rules", record.id, text=clause)]
        if rule.duty:
            cells.append(said(f"duty: {rule.duty}", "dim"))
        facts.append((word(rule.use) if rule.use != "any" else "any use", cells))
    yield Facts(facts)
    if record.acceptable_use is not None:
        yield Gap()
        yield Line(
            [
                Cell(
                    record.acceptable_use,
                    "acceptable_use",
                    record.id,
                    text="with a list of forbidden uses" if record.acceptable_use else "without a list of forbidden uses",
                )
            ]
        )
    if models:
        yield Gap()
        shown = ", ".join(m.name for m in models[:12]) + (f" and {len(models) - 12} more" if len(models) > 12 else "")
        yield Facts([("weights under it", [said(shown)])])


def over_time(name: str, rows: Sequence[dict[str, Any]]) -> Iterator[Block]:
    """Licences of a model or family, oldest first, with how each compares to the one before."""
    yield Line([said(f"{name}: licences over time", "strong")])
    columns = [
        Column("since", "since", 9), Column("until", "until", 4), Column("model", "model", 9, wrap=True),
        Column("license", "licence", 8, wrap=True),
        Column("scope", "of the", 5), Column("change", "than before", 7),
    ]  # fmt: skip
    table = []
    for row in rows:
        tone: Tone = "warn" if row["change"] == "stricter" else "plain"
        change = row["change"] or ""
        table.append([
            Cell(row["since"], "licenses", row["model"], text=row["since"] or "—"), said(row["until"] or ""), said(row["model"]),
            Cell(row["license"], "licenses", row["model"], text=row["license"]), said(row["scope"]), said(change, tone),
        ])  # fmt: skip
    if table:
        yield Table(columns, table)
