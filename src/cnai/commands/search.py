from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import split
from cnai.commands.options import Run
from cnai.output.result import Result
from cnai.questions.search import IN, LIMIT, Hit, search

COMMAND = {"license": "license"}  # what shows a record of a kind; show by default


def command(
    run: Run,
    text: Annotated[list[str], typer.Argument(metavar="TEXT ...", help="Words, also in Chinese.")],
    in_: Annotated[list[str] | None, typer.Option("--in", metavar="TABLE", help=f"Only in {', '.join(IN)}.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help=f"Show at most N (default {LIMIT}).")] = None,
) -> Result:
    """Full text over names, summaries, claims, events, licence clauses and source titles, best match first."""
    found = search(run.catalogue, " ".join(text), tables=split(in_), limit=limit)
    shown = next((f"cnai {COMMAND.get(r.record, 'show')} {r.id}" for r in found.rows if r.record != "source"), "")
    columns = ("record", "id", "company", "title", "field", "snippet", "score")
    return Result(found.rows, Hit, columns, lambda: views.search.search(run.catalogue, found.rows), found.notes, shown)
