from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import placed
from cnai.commands.options import Currency, MaxPrice, Names, Run, Sort, Where, currency_with
from cnai.model.shape import keys
from cnai.output.result import Result
from cnai.questions.prices import PriceRow, prices


def command(
    run: Run,
    names: Names = None,
    currency: Currency = None,
    endpoint: Annotated[str | None, typer.Option(metavar="NAME", help="Only at these endpoints: ids, platforms (百炼), makers.")] = None,
    max_price: MaxPrice = None,
    cost: Annotated[
        str | None,
        typer.Option(
            metavar="IN:OUT",
            help="The cost of this many input and output tokens in all, in small and in large requests: 1M:200K; "
            "1M:200K:800K with 800K from the cache.",
        ),
    ] = None,
    flagships: Annotated[bool, typer.Option("--flagships", help="Only the model that each maker puts first.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Include earlier prices.")] = False,
    where: Where = None,
    sort: Sort = None,
) -> Result:
    """List prices as published, current unless --as-of or --history."""
    found = prices(
        run.catalogue, placed(run, names), currency=currency_with(max_price, currency), endpoint=endpoint, max_price=max_price, cost=cost,
        flagships=flagships, history=history, where=where, sort=sort,
    )  # fmt: skip
    columns = tuple(k for k in keys(PriceRow) if k != "cost" or cost)
    return Result(found.rows, PriceRow, columns, lambda: views.prices.prices(run.catalogue, found.rows), found.notes)
