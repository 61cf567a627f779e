from typing import Annotated, Any

import typer

from cnai.commands.run import Run
from cnai.entities import Evidence, flat_names, flatten, plain
from cnai.questions import proof
from cnai.report import Result
from cnai.text import show, size
from cnai.views import tables

FIELDS = ("field", "value", "source", "url", "locator", "checked", "confidence", "basis")


def command(
    run: Run,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A company, family, model, licence or endpoint, or NAME.FIELD.")],
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", help="One field; without it all of them.")] = None,
) -> Result:
    """The evidence behind a record or a field: source, place, date checked, confidence, and what other sources say.

    \b
    Examples:
      $ cnai why deepseek-r1 total_params
      $ cnai why moonshot.founded
      $ cnai why kimi-k2 --json
    """
    cat = run.catalogue
    record, field = proof.split_field(cat, name, field)
    rows = proof.why(cat, record, field)
    value = value_text(record, field) if field else None
    notes = [proof.unproved(record, field)] if field and not rows else [] if rows else [f"{record.id}: no evidence is written yet"]
    return Result(
        rows,
        FIELDS,
        lambda: tables.evidence(record, field, rows, value),
        allowed=(*flat_names(Evidence), "url", "title", "publisher", "kind", "published"),
        notes=notes,
        hint=f"cnai show {record.id}" if record.record in ("company", "family", "model") else "",
    )


def value_text(record: Any, field: str) -> str:
    """The value of a field as a person reads it."""
    whole = plain(record)
    if field == "size":
        return size(whole)
    flat = flatten(type(record), whole)
    return show(field, flat.get(field, whole.get(field)), whole)
