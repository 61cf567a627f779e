from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import placed, split
from cnai.commands.options import (
    Currency,
    Limit,
    Mau,
    MaxPrice,
    Names,
    Region,
    Revenue,
    Run,
    Since,
    Sort,
    Tier,
    Until,
    Where,
    currency_with,
)
from cnai.errors import InvalidQuery
from cnai.output.result import Result
from cnai.questions.filters import CAPABILITIES, KINDS, MODALITIES, STATUSES
from cnai.questions.found import currency_of
from cnai.questions.models import Release, models
from cnai.words.labels import MODEL_FIELDS, PERMISSION_FIELDS


def command(
    run: Run,
    names: Names = None,
    company: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Of this maker.")] = None,
    family: Annotated[list[str] | None, typer.Option(metavar="NAME", help="In this family or a family below it.")] = None,
    tier: Tier = None,
    kind: Annotated[list[str] | None, typer.Option(metavar="KIND", help=f"{', '.join(KINDS)}; matches any of those given.")] = None,
    since: Since = None,
    until: Until = None,
    open_: Annotated[bool, typer.Option("--open", help="Only models with open weights.")] = False,
    closed: Annotated[bool, typer.Option("--closed", help="Only models whose weights are known to be closed.")] = False,
    license: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only models with weights under this licence today.")] = None,
    modality: Annotated[list[str] | None, typer.Option(metavar="WHAT", help=f"Only models that produce {', '.join(MODALITIES)}.")] = None,
    min_params: Annotated[str | None, typer.Option(metavar="N", help="At least N parameters: 7B, 1.5T.")] = None,
    max_params: Annotated[str | None, typer.Option(metavar="N", help="At most N parameters.")] = None,
    min_active: Annotated[str | None, typer.Option(metavar="N", help="At least N active parameters (for dense models: all).")] = None,
    max_active: Annotated[str | None, typer.Option(metavar="N", help="At most N active parameters.")] = None,
    min_context: Annotated[str | None, typer.Option(metavar="N", help="A context window of at least N: 128K, 1M.")] = None,
    status: Annotated[list[str] | None, typer.Option(metavar="WORD", help=f"{', '.join(STATUSES)}; matches any of those given.")] = None,
    capability: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help=f"{', '.join(CAPABILITIES)}; matches all of those given.")
    ] = None,
    permits: Annotated[
        list[str] | None,
        typer.Option(
            metavar="USE,REGION", help="Only models whose licence allows these uses: commercial, hosting, fine-tune, distill, redistribute."
        ),
    ] = None,
    region: Region = None,
    mau: Mau = None,
    revenue: Revenue = None,
    max_price: MaxPrice = None,
    currency: Currency = None,
    where: Where = None,
    latest: Annotated[bool, typer.Option("--latest", help="Only the newest of each family.")] = False,
    sort: Sort = None,
    limit: Limit = None,
) -> Result:
    """Releases, newest first."""
    if open_ and closed:
        raise InvalidQuery("--open and --closed cannot be used together")
    found = models(
        run.catalogue, placed(run, names), company=split(company), family=split(family), tier=split(tier), kind=split(kind), since=since,
        until=until, open_weights=True if open_ else False if closed else None, license=split(license), modality=split(modality),
        min_params=min_params, max_params=max_params, min_active=min_active, max_active=max_active, min_context=min_context,
        status=split(status), capability=split(capability), permits=split(permits), region=split(region), mau=mau, revenue=revenue,
        max_price=max_price, currency=currency_with(max_price, currency), where=where, newest=latest, sort=sort, limit=limit,
    )  # fmt: skip
    rows = found.rows
    asked_in = currency_with(max_price, currency)
    code = currency_of(asked_in) if asked_in is not None else None
    columns = (*MODEL_FIELDS, *(PERMISSION_FIELDS if any(r.permission for r in rows) else ()))
    hint = f"cnai show {rows[0].id}" if rows else ""
    wanted = sort or ("price" if max_price is not None or code else None)
    return Result(rows, Release, columns, lambda: views.models.models(run.catalogue, rows, wanted, code), found.notes, hint)
