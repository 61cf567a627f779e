from typing import Annotated

import typer

from cnai import views
from cnai.catalogue import Catalogue, load
from cnai.commands.run import Run, choice, split
from cnai.questions import changes
from cnai.report import Result
from cnai.text import plural

FIELDS = ("date", "id", "record", "company", "change", "field", "old", "new")


def command(
    run: Run,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]", help="Companies, families or models.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="The earlier day (default: the article's).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The later day (default: the data's).")] = None,
    field: Annotated[list[str] | None, typer.Option(metavar="FIELD", help=f"Only changes of: {', '.join(changes.FIELDS)}.")] = None,
) -> Result:
    """What differs between two days: what came, and which fields changed.

    \b
    Examples:
      $ cnai diff
      $ cnai diff --since 2026-06 --field license,price
      $ cnai diff moonshot --since 2025-11-03 --json
    """
    after = load(until, None, Catalogue) if until else run.catalogue
    before = load(since or after.article["date"], None, Catalogue)
    fields = [f for f in split(field) if choice(f, changes.FIELDS, "--field")]
    ids = changes.scope(after, [after.resolve(n) for n in split(names)])
    rows = changes.diff(before, after)
    if ids is not None:
        claims = {c.id for c in after.claims if ids & set(c.about)}
        rows = [r for r in rows if r["id"] in ids or r["id"] in claims]
    rows = [r for r in rows if not fields or r["field"] in fields]
    notes = [] if rows else ["nothing changed"]
    if before.undated:
        notes.append(f"{plural(before.undated, 'release')} without a known date left out")
    span = (before.as_of or before.date, after.as_of or after.date)
    return Result(rows, FIELDS, lambda: views.history.diff(after, rows, span), allowed=FIELDS, notes=notes, hint="cnai news")
