from typing import Annotated

import typer

from cnai import views
from cnai.commands.options import Names, Run, Since, named
from cnai.model.shape import keys
from cnai.output.result import Result
from cnai.questions.stats import BY, Stat, stats


def command(
    run: Run,
    names: Names = None,
    by: Annotated[str, typer.Option(metavar="WHAT", help=f"{', '.join(BY)}.")] = "company",
    since: Since = None,
    chart: Annotated[bool, typer.Option("--chart", help="As bars.")] = False,
) -> Result:
    """Counts and shares of releases, openness, size and pace."""
    rows = stats(run.catalogue, named(run, names), by=by, since=since)
    notes = [] if rows else ["no release matches"]
    return Result(rows, Stat, keys(Stat), lambda: views.stats.stats(run.catalogue, rows, chart=chart), notes)
