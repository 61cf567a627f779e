import sys
from typing import Annotated

import typer

from cnai import views
from cnai.commands.run import Run, split
from cnai.questions.identity import which
from cnai.report import Result


def command(
    run: Run,
    names: Annotated[list[str], typer.Argument(metavar="NAME ...", help="Names in any spelling; - reads them from standard input.")],
) -> Result:
    """Which record each name means, and how it was recognised.

    Chinese, pinyin, mis-spellings, repositories, API names and tickers are all names. A name that means nothing has a null match.

    \b
    Examples:
      $ cnai which Hunren
      $ cnai which 智谱 Quinn deepseek-ai/DeepSeek-R1 --json
    """
    asked: list[str] = []
    for name in names:
        if name == "-":
            asked += [line.rstrip("\n") for line in sys.stdin if line.strip()]
        else:
            asked += split(name) if name.startswith("@") else [name]
    rows = [which(run.catalogue, name) for name in asked]
    notes = []
    for row in rows:
        if row["match"] is None and not row["candidates"]:
            near = run.catalogue.names.nearest(row["query"])
            notes.append(f"nothing is called {row['query']!r}" + (f"; nearest: {', '.join(near)}" if near else ""))
    flat = ("query", "match_id", "match_record", "match_name", "how", "score", "candidates")
    return Result(rows, flat, lambda: views.tables.which(rows), allowed=("query", "match", *flat[1:]), notes=notes)
