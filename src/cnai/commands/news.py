from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import named, split
from cnai.commands.options import Limit, Names, Run, Until, Vague
from cnai.commands.timeline import FIELDS, Type
from cnai.output.result import Result
from cnai.questions.api_names import advice
from cnai.questions.changes import RECENT, Entry, news


def command(
    run: Run,
    names: Names = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"From this day (default: {RECENT} before the day shown, without --until).")
    ] = None,
    until: Until = None,
    type_: Type = None,
    limit: Limit = None,
    vague: Vague = False,
) -> Result:
    """What happened: releases, events, changes of licences and prices, newest first."""
    wanted = named(run, names)
    found = news(run.catalogue, wanted, since=since, until=until, type=split(type_), vague=vague, limit=limit)
    return Result(
        found.rows,
        Entry,
        FIELDS,
        lambda: views.changes.news(run.catalogue, found.rows, since or (None if until else RECENT), until),
        found.notes + advice(run.catalogue, wanted, "news"),
        "cnai diff · cnai timeline",
    )
