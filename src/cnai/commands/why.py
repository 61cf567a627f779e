from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import words_of_one
from cnai.commands.options import Run
from cnai.output.result import Result
from cnai.questions import evidence

FIELDS = ("field", "value", "source", "url", "locator", "checked", "confidence", "basis")


def command(
    run: Run,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME [FIELD]",
            help="A company, family, model, licence or endpoint, a claim or event id; then a field, also as NAME.FIELD.",
        ),
    ],
    field: Annotated[str | None, typer.Option(metavar="FIELD", help="A field; without one, all fields.")] = None,
) -> Result:
    """The evidence behind a record or a field: source, place, date checked, confidence, and what other sources say."""
    cat = run.catalogue
    record, key = evidence.of_words(cat, [*words_of_one(run, "why", name), *([field] if field else ())])
    rows = evidence.why(cat, record, key)
    notes = evidence.published_later(cat, rows) if rows else [evidence.unproved(cat, record, key) if key else evidence.beneath(cat, record)]
    hint = f"cnai show {record.id}" if record.record in ("company", "family", "model") else ""
    return Result(rows, evidence.Why, FIELDS, lambda: views.evidence.evidence(cat, record, key, rows), notes, hint)
