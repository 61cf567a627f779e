from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import placed, split
from cnai.commands.options import Mau, Region, Revenue, Run
from cnai.errors import InvalidQuery
from cnai.output.result import Result
from cnai.questions import permission
from cnai.questions.api_names import advice
from cnai.questions.asked import USES, question, unasked
from cnai.questions.found import not_counted

FIELDS = ("model", "name", "company", "released", "license", "answer", "conditional", "duties", "clause", "url", "api_answer", "as_of")


def command(
    run: Run,
    names: Annotated[list[str], typer.Argument(metavar="NAME ...", help="Models; a family or company means all of its models.")],
    commercial: Annotated[bool, typer.Option("--commercial", help="Commercial use (the default question).")] = False,
    hosting: Annotated[bool, typer.Option("--hosting", help="Offer the model to third parties as a service.")] = False,
    fine_tune: Annotated[bool, typer.Option("--fine-tune", help="Train the model further.")] = False,
    distill: Annotated[bool, typer.Option("--distill", help="Train other models on its output.")] = False,
    redistribute: Annotated[bool, typer.Option("--redistribute", help="Redistribute the weights.")] = False,
    region: Region = None,
    mau: Mau = None,
    revenue: Revenue = None,
    each: Annotated[bool, typer.Option("--each", help="Show each model on its own, with every clause.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 5 if any answer is no, with 6 if any is ask.")] = False,
) -> Result:
    """May I use it? Answered from the rules of each licence; the strictest that applies decides."""
    if said_use := next((name for name in names if name.lower() in USES), None):
        rest = " ".join(name for name in names if name.lower() not in USES) or "NAME"
        raise InvalidQuery(f"{said_use!r} is an option: cnai can {rest} --{said_use.lower()}")
    flags = zip(USES, (commercial, hosting, fine_tune, distill, redistribute), strict=True)
    asked = question([use for use, wanted in flags if wanted], split(region), mau, revenue)
    wanted = placed(run, names)
    if not wanted:
        raise InvalidQuery("the list of names is empty; for example: cnai can kimi-k2 --commercial")
    rows = permission.ask(run.catalogue, wanted, asked)
    said = advice(run.catalogue, wanted, "can") if rows else ["no release matches"]
    said += not_counted(run.catalogue, wanted) + unasked(asked, revenue)
    if asked.revenue and not asked.revenue.amount:
        said.append("a revenue of 0: a shell takes $4 for a name of its own, so write '$40M/year' in quotes")
    answers = {r.answer for r in rows}
    code = (5 if "no" in answers else 6 if "ask" in answers else 0) if exit_code else 0
    hint = "" if not rows else f"cnai license {rows[0].license}" if rows[0].license else f"cnai show {rows[0].model}"
    return Result(
        rows, permission.Permission, FIELDS, lambda: views.permission.permission(run.catalogue, rows, each=each, names=wanted),
        said, hint, code, beside=permission.flat_extras,
    )  # fmt: skip
