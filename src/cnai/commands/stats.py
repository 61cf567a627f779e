from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import placed
from cnai.commands.options import Currency, Names, Run, Since, Sort, Until
from cnai.errors import InvalidQuery
from cnai.model.shape import keys
from cnai.output.result import Result
from cnai.questions.stats import BY, Stat, left_out, of_window, stats, totals


def command(
    run: Run,
    names: Names = None,
    by: Annotated[str | None, typer.Option(metavar="WHAT", help=f"{', '.join(BY)} (default: company).")] = None,
    since: Since = None,
    until: Until = None,
    over_time: Annotated[
        str | None, typer.Option("--over-time", metavar="WHAT", help="Instead of counts: size or price, open against closed.")
    ] = None,
    currency: Currency = None,
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars; with --over-time, a dot for each release.")] = False,
    sort: Sort = None,
) -> Result:
    """Counts and shares of releases, openness, size and pace."""
    words = placed(run, names)
    if over_time is not None:
        from cnai.questions import over_time as question

        if by or sort:
            raise InvalidQuery(f"--over-time and --{'by' if by else 'sort'} cannot be used together")
        points = question.over_time(run.catalogue, words, of=over_time, since=since, until=until, currency=currency)
        notes = of_window(run.catalogue, words, since, until) or ([] if points else ["no release matches"])
        view = lambda: views.over_time.over_time(run.catalogue, points, chart=chart)  # noqa: E731
        title = f"{over_time.strip().capitalize()} over time"
        return Result(points, question.Point, keys(question.Point), view, notes, title=title, sums=True)
    if currency:
        raise InvalidQuery("--currency is for --over-time price")
    rows = stats(run.catalogue, words, by=by or "company", since=since, until=until, sort=sort)
    notes = left_out(run.catalogue, words, by=by or "company", since=since, until=until) or ([] if rows else ["no release matches"])
    return Result(
        rows,
        Stat,
        keys(Stat),
        lambda: views.stats.stats(
            run.catalogue, rows, totals(run.catalogue, words, by=by or "company", since=since, until=until), chart=chart
        ),
        notes,
        title=f"Releases by {by or 'company'}",
        sums=True,
    )
