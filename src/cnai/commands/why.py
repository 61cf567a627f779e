from typing import Annotated, Any

import typer

from cnai import views
from cnai.commands.run import Run
from cnai.entities import Evidence
from cnai.places import file_of, line_of
from cnai.plain import flat_names, flatten, plain
from cnai.questions import proof
from cnai.report import Result
from cnai.text import show, size

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
    flat_fields = {"license": "licenses", "size": "total_params"}
    place = written(run, record, flat_fields.get(field or "", field))
    notes = [proof.unproved(record, field)] if field and not rows else [] if rows else [f"{record.id}: no evidence is written yet"]
    return Result(
        rows,
        FIELDS,
        lambda: views.tables.evidence(record, field, rows, value, place),
        allowed=(*flat_names(Evidence), "url", "title", "publisher", "kind", "published"),
        notes=notes,
        hint=f"cnai show {record.id}" if record.record in ("company", "family", "model") else "",
    )


def written(run: Run, record: Any, field: str | None) -> str:
    """The file and line in which the record, or a field of it, is written in this project's tree."""
    name = file_of(record)
    path = run.catalogue.root / name
    key = field.partition("_")[0] if field and field not in type(record).__dataclass_fields__ else field
    line = line_of(path.read_text(encoding="utf-8"), record.id, key) if path.is_file() else 1
    return f"src/cnai/data/{name}:{line}"


def value_text(record: Any, field: str) -> str:
    """The value of a field as a person reads it."""
    whole = plain(record)
    if field == "size":
        return size(whole)
    flat = flatten(type(record), whole)
    return show(field, flat.get(field, whole.get(field)), whole)
