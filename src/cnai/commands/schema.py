from typing import Annotated

import typer

from cnai import views
from cnai.commands.options import Run
from cnai.errors import NotFound
from cnai.output.result import Result
from cnai.store.spelling import nearest


def command(
    run: Run,
    record: Annotated[
        list[str] | None,
        typer.Argument(metavar="[RECORD or COMMAND]", help="A record such as model, or a command such as compare or data coverage."),
    ] = None,
) -> Result:
    """The JSON Schema of the records and of each command's JSON."""
    whole = run.catalogue.store.meta("schema")
    if not record:
        return Result(whole, view=lambda: views.schema.schema(whole))
    answers = whole["answers"]
    name = " ".join(" ".join(record).split()).lower()
    if name not in answers:
        near = nearest(name, tuple(answers))
        hint = f"did you mean {' or '.join(near)}?" if near else ", ".join(answers)
        raise NotFound(f"no schema of {name!r}: {hint}", near or tuple(answers))
    one = {"$schema": whole["$schema"], **answers[name], "$defs": used(answers[name], whole["$defs"])}
    return Result(one, view=lambda: views.schema.schema(one))


def used(body: object, known: dict[str, object]) -> dict[str, object]:
    """The definitions that a schema refers to, directly or not."""
    out: dict[str, object] = {}
    waiting = [body]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            name = str(at.get("$ref", "")).rpartition("/")[2]
            if name in known and name not in out:
                out[name] = known[name]
                waiting.append(known[name])
            waiting += at.values()
        elif isinstance(at, list):
            waiting += at
    return dict(sorted(out.items()))
