import sys
from pathlib import Path
from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run
from cnai.errors import CnaiError
from cnai.questions.review import review
from cnai.report import Result

FIELDS = ("line", "column", "text", "record", "id", "name", "how", "score", "claims")


def command(
    run: Run,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text; - reads standard input.")],
) -> Result:
    """Which labs and models a text names, mis-spellings included, and which claims we hold on them.

    \b
    Examples:
      $ echo "Quinn and Zupu lead." | cnai review -
    """
    if file == "-":
        text = sys.stdin.read()
    else:
        try:
            text = Path(file).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise CnaiError(f"{file} is not UTF-8 text (byte {error.start}): save it as UTF-8") from None
        except OSError as error:
            raise CnaiError(f"cannot read {file}: {error.strerror}") from None
    rows = review(run.catalogue, text)
    return Result(
        rows,
        FIELDS,
        lambda: views.trust.review(run.catalogue, rows),
        allowed=FIELDS,
        notes=[] if rows else ["it names no lab or model that we know"],
    )
