import json
from typing import Annotated

import typer

from cnai.commands.names import words_of_one
from cnai.commands.options import Run
from cnai.errors import InvalidQuery
from cnai.output.result import Result
from cnai.questions import evidence
from cnai.questions.citation import Citation, citations
from cnai.words.text import safe


def command(
    run: Run,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME [FIELD]]", help="A record and a field of it, also as NAME.FIELD; without a name, the data itself."),
    ] = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="As BibTeX.")] = False,
    csl: Annotated[bool, typer.Option("--csl", help="As CSL-JSON.")] = False,
) -> Result:
    """How to cite the data, a record or a fact."""
    if bibtex and csl:
        raise InvalidQuery("--bibtex and --csl cannot be used together")
    cat = run.catalogue
    record, key = evidence.of_words(cat, words_of_one(run, "cite", name)) if name else (None, None)
    rows = citations(cat, record, key)
    shape = "bibtex" if bibtex else "text"
    notes = [] if rows else [evidence.unproved(cat, record, key) if record and key else "nothing to cite"]
    raw = "".join(f"{safe(getattr(row, shape))}\n" for row in rows)
    if csl:
        raw = safe(json.dumps([row.csl for row in rows], ensure_ascii=False, indent=1)) + "\n"
    return Result(rows, Citation, (shape,), notes=notes, raw=raw)
