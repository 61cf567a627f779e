from typing import Annotated

import typer

from cnai.commands.options import Run
from cnai.errors import InvalidQuery
from cnai.output.result import Result
from cnai.questions.found import not_counted
from cnai.questions.sql import SqlColumn, query, schema


def command(
    run: Run,
    text: Annotated[str | None, typer.Argument(metavar="QUERY", help="One SELECT; - reads it from standard input.")] = None,
    schema_: Annotated[bool, typer.Option("--schema", help="The tables and columns with units and examples.")] = False,
) -> Result:
    """Read-only SQL over the tables, limited in time and size."""
    if schema_:
        if text is not None:
            raise InvalidQuery("sql --schema takes no query")
        return Result(schema(run.catalogue), SqlColumn)
    if text is None:
        raise InvalidQuery('sql needs a query: cnai sql "select name, released from models limit 5"; cnai sql --schema lists the tables')
    if text == "-":
        from cnai.output.streams import read_stdin

        text = read_stdin()
    names, rows = query(run.catalogue, text)
    notes = ([] if rows else ["no rows"]) + (not_counted(run.catalogue) if "models" in text.lower() else [])
    return Result(tuple(rows), None, tuple(names), names=tuple(names), notes=notes, sums=True)
