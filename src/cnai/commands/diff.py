from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import named, split
from cnai.commands.options import Names, Run, Until, Vague
from cnai.output.result import Result
from cnai.questions import differences
from cnai.questions.api_names import advice


def command(
    run: Run,
    names: Names = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day (default: the day of the article).")] = None,
    until: Until = None,
    field: Annotated[list[str] | None, typer.Option(metavar="FIELD", help=f"Only changes of: {', '.join(differences.fields())}.")] = None,
    vague: Vague = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 5 if anything changed.")] = False,
) -> Result:
    """The changes within a window of dates: records that were added, fields that changed."""
    wanted = named(run, names)
    found = differences.differences(run.catalogue, wanted, since=since, until=until, field=split(field), vague=vague)
    columns = ("date", "id", "record", "company", "change", "field", "old", "new")
    view = lambda: views.changes.diff(run.catalogue, found.rows, since, until)  # noqa: E731
    notes = found.notes + advice(run.catalogue, wanted, "diff")
    hint = "cnai news --type licence" if "license" in split(field) else "cnai news"
    return Result(found.rows, differences.Change, columns, view, notes, hint, exit_code=5 if exit_code and found.rows else 0)
