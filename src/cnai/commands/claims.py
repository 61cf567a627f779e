from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import named, split
from cnai.commands.options import Names, Run, Tier, Where
from cnai.errors import InvalidQuery
from cnai.model.records import Claim
from cnai.output.result import Result
from cnai.questions.claims import VERDICTS, claims
from cnai.questions.show import statement


def command(
    run: Run,
    names: Names = None,
    verdict: Annotated[list[str] | None, typer.Option(metavar="WORD", help=f"{', '.join(VERDICTS)}.")] = None,
    tier: Tier = None,
    now: Annotated[list[str] | None, typer.Option(metavar="WORD", help="Only claims with this verdict today.")] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="Every verdict except supported.")] = False,
    where: Where = None,
) -> Result:
    """The article's claims in order, each with the verdict for the article's day and for today."""
    if "wrong" in split(verdict):
        hint = f"choose from {', '.join(VERDICTS)}; cnai claims --wrong shows all but supported"
        raise InvalidQuery(f"invalid value 'wrong' ({hint})", VERDICTS, option="verdict")
    asked, levels = named(run, names, other=lambda name: statement(run.catalogue, name)), split(tier)
    every = claims(run.catalogue, asked, tier=levels).rows
    found = claims(run.catalogue, asked, verdict=split(verdict), tier=levels, now=split(now), wrong=wrong, where=where)
    columns = ("id", "place", "claim", "verdict", "fact", "verdict_now", "now_since")
    return Result(found.rows, Claim, columns, lambda: views.claims.claims(run.catalogue, found.rows, every, now=bool(now)), found.notes)
