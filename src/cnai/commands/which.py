from typing import Annotated

import typer

from cnai import views
from cnai.commands.options import Listed, Run, named
from cnai.output.result import Result
from cnai.questions.api_names import live_models
from cnai.questions.which import Which, which
from cnai.store.endpoints import whose
from cnai.store.people import led_by
from cnai.store.resolving import not_here


def command(
    run: Run,
    names: Annotated[list[str], typer.Argument(metavar="NAME ...", help="Names in any spelling; @FILE is a list, - reads one.")],
) -> Result:
    """What each name refers to, and how it was recognised.

    Chinese, pinyin, misspellings, repositories, API names and tickers are all names. The match of an unknown name is null.
    """
    rows = which(run.catalogue, names if isinstance(names, Listed) else named(run, names, other=lambda name: led_by(run.catalogue, name)))
    columns = ("query", "match_id", "match_record", "match_name", "how", "score", "candidates")
    unknown = [r.query for r in rows if r.match is None and not r.candidates]
    notes = [f"nothing is named {query!r}" + (f": {said}" if (said := not_here(run.catalogue, query)) else "") for query in unknown]
    notes += [said for r in rows if r.match is None and (said := whose(run.catalogue, r.query))]
    notes += [
        f"the API name {r.query} serves {now[0].name} now: cnai show {now[0].id}"
        for r in rows
        if r.match and r.match.record == "model"
        if (now := live_models(run.catalogue, r.query)) and r.match.id not in {m.id for m in now}
    ]
    api = next((r.query for r in rows if r.match and r.match.record == "api"), None)
    return Result(rows, Which, columns, lambda: views.which.which(run.catalogue, rows), notes, f"cnai show {api}" if api else "")
