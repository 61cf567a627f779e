from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import one_named
from cnai.commands.options import Run
from cnai.model.records import Source
from cnai.output.result import Result
from cnai.questions import evidence


def command(
    run: Run,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]", help="A company, family, model or licence; without a name, all sources.")
    ] = None,
) -> Result:
    """The sources behind a record, or all sources."""
    cat = run.catalogue
    record = evidence.subject_of(cat, one_named(run, "sources", name)) if name else None
    found = tuple(evidence.sources(cat, record) if record else cat.sources)
    columns = ("id", "kind", "publisher", "title", "published", "accessed", "url")
    notes = evidence.published_later(cat, found) if found else ["no sources are recorded for it"]
    return Result(found, Source, columns, lambda: views.evidence.sources(found), notes, f"cnai why {record.id}" if record else "")
