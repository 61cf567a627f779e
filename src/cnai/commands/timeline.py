from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import named, split
from cnai.commands.options import Names, Run, Since, Until, Vague, Where
from cnai.output.result import Result
from cnai.questions.changes import TYPES, Entry, timeline

FIELDS = ("date", "type", "company", "id", "title", "detail", "record")
Type = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help=f"{', '.join(TYPES)}.")]


def command(
    run: Run, names: Names = None, since: Since = None, until: Until = None, type_: Type = None, where: Where = None, vague: Vague = False
) -> Result:
    """Releases and events, oldest first; with --type licence or price also the changes that no event tells."""
    found = timeline(run.catalogue, named(run, names), since=since, until=until, type=split(type_), where=where, vague=vague)
    return Result(
        found.rows, Entry, FIELDS, lambda: views.changes.timeline(run.catalogue, found.rows), found.notes, "cnai news · cnai diff"
    )
