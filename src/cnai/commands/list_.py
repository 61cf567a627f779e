from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run, choice, split
from cnai.entities import Company
from cnai.errors import Usage
from cnai.fields import COMPANY_FIELDS
from cnai.parts import CompanyKind, Modality
from cnai.plain import flat_names, plain
from cnai.questions import selection
from cnai.report import Result

KINDS: tuple[str, ...] = CompanyKind.__args__  # type: ignore[attr-defined]  # the words of a Literal
MODALITIES: tuple[str, ...] = Modality.__args__  # type: ignore[attr-defined]


def command(
    run: Run,
    tier: Annotated[list[str] | None, typer.Option(metavar="N", help="Of this tier, 1 to 6 (several: 2,3).")] = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help=f"{', '.join(KINDS)}.")] = None,
    city: Annotated[list[str] | None, typer.Option(metavar="CITY", help="Headquarters.")] = None,
    country: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Country, ISO 3166: CN, SG.")] = None,
    modality: Annotated[list[str] | None, typer.Option(metavar="WHAT", help=f"With a model that puts out {', '.join(MODALITIES)}.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="With at least one release with open weights.")] = False,
    listed: Annotated[bool, typer.Option("--listed", help="With shares on an exchange.")] = False,
    sort: Annotated[str | None, typer.Option(metavar="FIELD", help="By this field, -FIELD backwards.")] = None,
) -> Result:
    """Companies, in the article's order.

    \b
    Examples:
      $ cnai list --tier 3
      $ cnai list --open --sort -model_count
      $ cnai list --kind startup --fields id,name_zh,founded
    """
    cat = run.catalogue
    levels = [t.level for t in cat.tiers if t.level]
    for level in split(tier):
        if level not in map(str, levels):
            raise Usage(f"--tier: no {level!r}: {', '.join(map(str, levels))}", [str(n) for n in levels])
    chosen = selection.companies(
        cat,
        tiers=[int(t) for t in split(tier)],
        kinds=[k for k in split(kind) if choice(k, KINDS, "--kind")],
        cities=split(city),
        countries=split(country),
        modalities=[m for m in split(modality) if choice(m, MODALITIES, "--modality")],
        open_only=open_,
        listed=listed,
    )
    chosen = selection.sorted_by(chosen, sort, Company)
    notes = [] if chosen else ["no company matches"]
    return Result(
        plain(chosen),
        COMPANY_FIELDS,
        lambda: views.tables.companies(chosen),
        allowed=flat_names(Company),
        notes=notes,
        hint=f"cnai show {chosen[0].id}" if chosen else "",
    )
