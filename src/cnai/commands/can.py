from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run, split
from cnai.questions import permission
from cnai.questions.selection import threshold
from cnai.report import Result

FIELDS = ("model", "license", "answer", "duties", "reasons", "as_of")


def command(
    run: Run,
    names: Annotated[list[str], typer.Argument(metavar="NAME ...", help="Models; a family or company stands for all of its models.")],
    commercial: Annotated[bool, typer.Option("--commercial", help="Commercial use (the default question).")] = False,
    hosting: Annotated[bool, typer.Option("--hosting", help="Offer the model to third parties as a service.")] = False,
    fine_tune: Annotated[bool, typer.Option("--fine-tune", help="Train it further.")] = False,
    distill: Annotated[bool, typer.Option("--distill", help="Train other models on its output.")] = False,
    redistribute: Annotated[bool, typer.Option("--redistribute", help="Pass the weights on.")] = False,
    region: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Where: DE, US, CN, or EU (a member state is in the EU).")
    ] = None,
    mau: Annotated[str | None, typer.Option(metavar="N", help="Your monthly active users: 200M.")] = None,
    revenue: Annotated[str | None, typer.Option(metavar="N/PERIOD", help="Your revenue: 40M/year, 20M/month, 100M CNY/year.")] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 5 on a no, 6 on an ask.")] = False,
) -> Result:
    """May I use it? Answered from the rules of each licence; the strictest that applies decides.

    \b
    Examples:
      $ cnai can kimi-k2 --commercial --region EU --mau 200M
      $ cnai can hunyuan-a13b --region DE
      $ cnai can minimax-m2 --revenue 40M/year --json
    """
    cat = run.catalogue
    flags = zip(permission.USES, (commercial, hosting, fine_tune, distill, redistribute), strict=True)
    question = permission.Question(
        tuple(use for use, wanted in flags if wanted) or ("commercial",),
        tuple(permission.region(r) for r in split(region)),
        threshold(mau, "--mau") if mau else None,
        permission.revenue(revenue) if revenue else None,
    )
    models = list({m.id: m for n in split(names) for m in cat.models_of(cat.resolve(n))}.values())
    rows = [permission.can(cat, m, question) for m in models]
    answers = {r["answer"] for r in rows}
    code = (5 if "no" in answers else 6 if "ask" in answers else 0) if exit_code else 0
    return Result(
        rows,
        FIELDS,
        lambda: views.terms.permission(cat, rows),
        allowed=(*FIELDS, "question", "disclaimer"),
        notes=[] if rows else ["no release matches"],
        exit_code=code,
        hint=f"cnai license {rows[0]['license'] or rows[0]['model']}" if rows else "",
    )
