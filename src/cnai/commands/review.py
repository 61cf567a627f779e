from pathlib import Path
from typing import Annotated

import typer

from cnai import views
from cnai.commands.options import Run
from cnai.errors import InvalidQuery
from cnai.model.shape import keys
from cnai.output.result import Result
from cnai.output.streams import read_stdin, read_text
from cnai.questions.review import Mention, review


def command(
    run: Run,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text file; - reads standard input.")],
) -> Result:
    """The labs and models that a text mentions, misspellings included, and the article's claims about them."""
    if file != "-" and " " in file and not Path(file).exists():
        raise InvalidQuery(f"no such file: {file[:60]!r}; to review words: echo ... | cnai review -")
    rows = review(run.catalogue, read_stdin() if file == "-" else read_text(file))
    notes = [] if rows else ["no known lab or model is mentioned"]
    return Result(rows, Mention, keys(Mention), lambda: views.review.review(run.catalogue, rows), notes)
