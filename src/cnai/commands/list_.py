from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import split
from cnai.commands.options import Run, Sort, Tier, Where
from cnai.model.records import Company
from cnai.output.result import Result
from cnai.questions.companies import KINDS, MODALITIES, companies
from cnai.words.labels import COMPANY_FIELDS


def command(
    run: Run,
    tier: Tier = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help=f"{', '.join(KINDS)}.")] = None,
    city: Annotated[list[str] | None, typer.Option(metavar="CITY", help="Headquarters.")] = None,
    country: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Country: CN, SG, China.")] = None,
    modality: Annotated[list[str] | None, typer.Option(metavar="WHAT", help=f"With a model that produces {', '.join(MODALITIES)}.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Only companies with a release with open weights.")] = False,
    listed: Annotated[bool, typer.Option("--listed", help="Only companies listed on an exchange.")] = False,
    where: Where = None,
    sort: Sort = None,
) -> Result:
    """Companies, in the article's order."""
    found = companies(
        run.catalogue, tier=split(tier), kind=split(kind), city=split(city), country=split(country), modality=split(modality),
        open_weights=open_, listed=listed, where=where, sort=sort,
    )  # fmt: skip
    hint = f"cnai show {found.rows[0].id}" if found.rows else ""
    return Result(found.rows, Company, COMPANY_FIELDS, lambda: views.companies.companies(found.rows, sort), found.notes, hint)
