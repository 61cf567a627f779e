from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run, choice, split
from cnai.entities import Claim
from cnai.errors import Usage
from cnai.parts import Verdict
from cnai.plain import flat_names, plain
from cnai.questions import changes
from cnai.report import Result
from cnai.text import joined

VERDICTS: tuple[str, ...] = Verdict.__args__  # type: ignore[attr-defined]  # the words of a Literal
FIELDS = ("id", "place", "claim", "verdict", "fact", "verdict_now", "now_since")


def command(
    run: Run,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]", help="Companies, families or models.")] = None,
    verdict: Annotated[list[str] | None, typer.Option(metavar="WORD", help=f"{', '.join(VERDICTS)}.")] = None,
    tier: Annotated[list[str] | None, typer.Option(metavar="N", help="About this tier.")] = None,
    now: Annotated[list[str] | None, typer.Option(metavar="WORD", help="The verdict on the same claim today.")] = None,
) -> Result:
    """The article's claims, each judged as of its own day and as of today.

    \b
    Examples:
      $ cnai claims deepseek
      $ cnai claims --verdict corrected,misleading
      $ cnai claims --now outdated --json
    """
    cat = run.catalogue
    wanted = [v for v in split(verdict) if choice(v, VERDICTS, "--verdict")]
    today = [v for v in split(now) if choice(v, VERDICTS, "--now")]
    levels = split(tier)
    known = [str(t.level) for t in cat.tiers if t.level]
    for level in levels:
        if level not in known:
            raise Usage(f"--tier: no {level!r}: {', '.join(known)}", known)
    ids = changes.scope(cat, [cat.resolve(n) for n in split(names)])
    chosen = [
        c for c in cat.claims
        if (ids is None or ids & set(c.about)) and (not wanted or c.verdict in wanted)
        and (not levels or str(c.tier) in levels) and (not today or c.verdict_now in today)
    ]  # fmt: skip
    counts = [(v, sum(c.verdict == v for c in chosen)) for v in VERDICTS]
    line = joined([f"{n} {v}" for v, n in counts if n])
    return Result(
        plain(chosen),
        FIELDS,
        lambda: views.trust.claims(cat, chosen, line),
        allowed=flat_names(Claim),
        notes=[] if chosen else ["no claim matches"],
    )
