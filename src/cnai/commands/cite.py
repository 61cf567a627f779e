import json
from typing import Annotated

import typer

from cnai.commands.options import Run
from cnai.errors import InvalidQuery
from cnai.output.result import Result
from cnai.questions import evidence
from cnai.questions.citation import Citation, citations
from cnai.words.text import safe


def command(
    run: Run,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A record, or NAME.FIELD; without a name, the data itself.")] = None,
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", help="A field of the record.")] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="As BibTeX.")] = False,
    csl: Annotated[bool, typer.Option("--csl", help="As CSL-JSON.")] = False,
) -> Result:
    """How to cite the data, a record or a fact."""
    if bibtex and csl:
        raise InvalidQuery("--bibtex and --csl cannot be used together")
    cat = run.catalogue
    record, key = evidence.split_field(cat, name, field) if name else (None, None)
    rows = citations(cat, record, key)
    shape = "bibtex" if bibtex else "text"
    notes = [] if rows else [evidence.unproved(cat, record, key) if record and key else "nothing to cite"]
    raw = "".join(f"{safe(getattr(row, shape))}\n" for row in rows)
    if csl:
        raw = safe(json.dumps([row.csl for row in rows], ensure_ascii=False, indent=1)) + "\n"
    return Result(rows, Citation, (shape,), notes=notes, raw=raw)
