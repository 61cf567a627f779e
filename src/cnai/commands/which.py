from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import Listed, named
from cnai.commands.options import Run
from cnai.output.result import Result
from cnai.questions.api_names import ended, live_models, served_now
from cnai.questions.which import Which, which
from cnai.store.people import led_by
from cnai.store.resolving import elsewhere, not_here


def command(
    run: Run,
    names: Annotated[list[str], typer.Argument(metavar="NAME ...", help="Names in any spelling; @FILE is a list, - reads one.")],
) -> Result:
    """What each name refers to, and how it was recognised.

    Chinese, pinyin, misspellings, repositories, API names and tickers are all names. The match of an unknown name is null.
    """
    cat = run.catalogue
    apart = names if isinstance(names, Listed) else named(run, names, other=lambda name: led_by(cat, name) or elsewhere(cat, name))
    rows = which(cat, apart)
    columns = ("query", "match_id", "match_record", "match_name", "how", "score", "candidates")
    unknown = [r.query for r in rows if r.match is None and not r.candidates]
    other = {r.query: said for r in rows if r.match is None if (said := elsewhere(cat, r.query))}
    notes = [f"nothing is named {q!r}" + (f": {said}" if (said := not_here(cat, q)) else "") for q in unknown if q not in other]
    notes += [f"{query!r}: {said}" for query, said in other.items()]
    notes += [
        f"the API name {r.query} serves {now[0].name} {run.catalogue.now}: cnai show {now[0].id}"
        for r in rows
        if r.match and r.match.record == "model"
        if (now := live_models(cat, r.query)) and r.match.id not in {m.id for m in now}
    ]
    notes += [
        f"the API name {r.match.name} is switched off and last served {last[0].name}: cnai show {last[0].id}"
        for r in rows
        if r.match and r.match.record == "api"
        if not live_models(cat, r.match.id) and (last := served_now(cat, r.match.id))
    ]
    notes += [said for r in rows if r.match and r.match.record == "model" for said in ended(cat, r.query)]
    api = next((r.query for r in rows if r.match and r.match.record == "api"), None)
    return Result(rows, Which, columns, lambda: views.which.which(cat, rows), notes, f"cnai show {api}" if api else "")
