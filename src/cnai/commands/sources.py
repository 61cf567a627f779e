from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run
from cnai.entities import Source
from cnai.plain import flat_names, plain
from cnai.questions import proof
from cnai.report import Result


def command(
    run: Run,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A company, family, model or licence; without it all sources."),
    ] = None,
) -> Result:
    """The sources behind a record, or behind the whole data.

    \b
    Examples:
      $ cnai sources kimi
      $ cnai sources deepseek-r1 --json
    """
    cat = run.catalogue
    found = proof.sources(cat, proof.subject_of(cat, name)) if name else cat.sources
    rows = [plain(s) for s in found]
    columns = ("id", "kind", "publisher", "title", "published", "accessed", "url")
    notes = [] if rows else ["no sources are written for it"]
    return Result(
        rows,
        columns,
        lambda: views.trust.sources(found),
        allowed=flat_names(Source),
        notes=notes,
        hint=f"cnai why {name}" if name else "",
    )
