from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run, choice, split
from cnai.dates import parse
from cnai.parts import EventType
from cnai.questions import changes
from cnai.questions.selection import dated
from cnai.report import Result
from cnai.text import plural

TYPES: tuple[str, ...] = ("release", *EventType.__args__)  # type: ignore[attr-defined]  # the words of a Literal
FIELDS = ("date", "type", "company", "id", "title", "record")


def command(
    run: Run,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]", help="Companies, families or models.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day on: 2025, 2025-07, 30d.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day.")] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="release, funding, listing, licence, price, ...")
    ] = None,
) -> Result:
    """Releases and events, oldest first.

    \b
    Examples:
      $ cnai timeline deepseek
      $ cnai timeline --since 2026 --type listing,licence
    """
    cat = run.catalogue
    types = [t for t in split(type_) if choice(t, TYPES, "--type")]
    ids = changes.scope(cat, [cat.resolve(n) for n in split(names)])
    inside = dated(parse(since, cat.date) if since else None, parse(until, cat.date) if until else None)
    rows = [r for r in changes.timeline(cat, ids) if inside(r["date"]) and (not types or r["type"] in types)]
    undated = sum(m.released is None and (ids is None or m.id in ids) for m in cat.models)
    notes = [f"{plural(undated, 'release')} without a known date left out"] if undated else []
    if not rows:
        notes.append("nothing in this span")
    return Result(rows, FIELDS, lambda: views.history.timeline(rows), allowed=FIELDS, notes=notes, hint="cnai news · cnai diff")
