from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import named, split
from cnai.commands.options import Run
from cnai.model.shape import keys
from cnai.output.result import Result
from cnai.output.streams import read_data
from cnai.questions.audit import Difference, audit, evidence_field


def command(
    run: Run,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="The api.json of models.dev, the list of OpenRouter or LiteLLM, or a CSV, JSON or JSONL table; - reads stdin.",
        ),
    ],
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]", help="Only models of these; @FILE is a list.")] = None,
    provider: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this provider of the file (default: the makers' own).")
    ] = None,
) -> Result:
    """Another catalogue against this one: what it lacks, what this one lacks, where the two differ."""
    text, what = (read_data(None), "standard input") if file == "-" else (read_data(file), file)
    found = audit(run.catalogue, text, what, names=named(run, names), providers=split(provider))
    hint = next((f"cnai why {r.model} {evidence_field(r.field)}" for r in found.rows if r.kind == "differs"), "")
    cat = run.catalogue
    return Result(
        found.rows,
        Difference,
        keys(Difference),
        lambda: views.audit.audit(cat, found.rows, found.entries, found.outcome),
        found.notes,
        hint,
    )
