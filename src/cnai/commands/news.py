from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run, choice, split
from cnai.commands.timeline import FIELDS, TYPES
from cnai.dates import latest, parse
from cnai.questions import changes
from cnai.questions.selection import dated
from cnai.report import Result


def command(
    run: Run,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]", help="Companies, families or models.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="release, licence, price, funding, ...")] = None,
    since: Annotated[str, typer.Option(metavar="DATE", help="From this day on; 30d counts from the data's own date.")] = "30d",
) -> Result:
    """What happened: releases, events, changes of licences and prices, newest first.

    \b
    Examples:
      $ cnai news
      $ cnai news moonshot --since 6m
      $ cnai news --type licence --since 2y
    """
    cat = run.catalogue
    ids = changes.scope(cat, [cat.resolve(n) for n in split(names)])
    today = min(latest(cat.as_of or cat.date), cat.date)
    types = [t for t in split(type_) if choice(t, TYPES, "--type")]
    inside = dated(parse(since, today), None)
    rows = [r for r in changes.news(cat, ids) if r["date"] and inside(r["date"]) and (not types or r["type"] in types)]
    notes = [] if rows else [f"nothing since {parse(since, today)}: try --since 6m"]
    return Result(rows, FIELDS, lambda: views.history.news(rows), allowed=FIELDS, notes=notes, hint="cnai diff · cnai timeline")
