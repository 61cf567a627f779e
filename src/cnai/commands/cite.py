from typing import Annotated

import typer

from cnai.commands.run import Run
from cnai.questions import proof
from cnai.questions.citation import citations
from cnai.report import Result
from cnai.text import safe


def command(
    run: Run,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A record, or NAME.FIELD; without it the data itself.")] = None,
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", help="One field of it.")] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="As BibTeX.")] = False,
) -> Result:
    """How to cite the data, a record or a fact.

    \b
    Examples:
      $ cnai cite
      $ cnai cite deepseek-r1 total_params
      $ cnai cite kimi-k2 --bibtex
    """
    cat = run.catalogue
    record, field = proof.split_field(cat, name, field) if name else (None, None)
    rows = citations(cat, record, field)
    key = "bibtex" if bibtex else "text"
    notes = [] if rows else [proof.unproved(record, field) if record and field else "nothing to cite"]
    raw = "".join(f"{safe(row[key])}\n" for row in rows)
    return Result(rows, (key,), allowed=("id", "text", "bibtex", "url"), notes=notes, raw=raw)
