import json
from typing import Annotated

import typer

from cnai.commands.run import Run
from cnai.entities import TABLE_OF
from cnai.errors import NotFound
from cnai.report import Result


def command(
    run: Run,
    record: Annotated[
        str | None,
        typer.Argument(metavar="[RECORD]", help="company, family, model, license, endpoint, claim, event, source, evidence."),
    ] = None,
) -> Result:
    """The JSON Schema of the records.

    \b
    Examples:
      $ cnai schema model --json
    """
    whole = json.loads((run.catalogue.root / "schema.json").read_text(encoding="utf-8"))
    if record is None:
        return Result(whole)
    if record not in TABLE_OF:
        raise NotFound(f"no record {record!r}: {', '.join(TABLE_OF)}", tuple(TABLE_OF))
    name = record.capitalize()
    return Result({"$schema": whole["$schema"], "$ref": f"#/$defs/{name}", "$defs": whole["$defs"]})
