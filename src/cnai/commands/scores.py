from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import named
from cnai.commands.options import Run, Where
from cnai.model.shape import keys
from cnai.output.result import Result
from cnai.questions.scores import Score, benchmarks_of, scores


def command(
    run: Run,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]", help="Benchmarks, or companies, families and models.")] = None,
    reporter: Annotated[
        str | None, typer.Option(metavar="WHO", help="maker or independent (other makers are included and marked).")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Only models with open weights.")] = False,
    where: Where = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Show the N best, however measured; of several benchmarks, the best of each in turn."),
    ] = None,
) -> Result:
    """Benchmark results, grouped by reporter and by how they were measured, best first."""
    found = scores(
        run.catalogue,
        named(run, names, other=lambda name: benchmarks_of(run.catalogue, name)),
        reporter=reporter,
        open_weights=True if open_ else None,
        where=where,
        limit=limit,
    )
    columns = keys(Score)
    return Result(found.rows, Score, columns, lambda: views.scores.scores(run.catalogue, found.rows), found.notes)
