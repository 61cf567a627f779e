from pathlib import Path
from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import named
from cnai.commands.options import Run
from cnai.errors import BadData, InvalidQuery
from cnai.output.result import Result
from cnai.questions import coverage
from cnai.store.file import bundled
from cnai.words.dates import parse
from cnai.words.quantities import one_of
from cnai.words.text import plural

ACTIONS = ("coverage", "stale", "check", "path")


def command(
    run: Run,
    action: Annotated[
        str | None,
        typer.Argument(metavar="[coverage|stale|check|path]", help="What is known, what is stale, are files valid, where the data is."),
    ] = None,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME|FILE ...]", help="Companies (coverage, stale) or data files (check).")
    ] = None,
    older_than: Annotated[
        str | None, typer.Option("--older-than", metavar="SPAN", help="For stale: 90d (the default), 6m before the data's date.")
    ] = None,
) -> Result:
    """The version, date, hash and counts of the data; what is known, what is stale, whether a data file is valid."""
    what = one_of(action, ACTIONS, "data ACTION") if action else None
    if older_than is not None and what != "stale":
        raise InvalidQuery("--older-than is for cnai data stale")
    if what == "check":
        return _check(names or [])
    if what == "path":
        if names:
            raise InvalidQuery("data path takes no name")
        return Result({"path": str(bundled())}, raw=f"{bundled()}\n")
    cat = run.catalogue
    companies = {cat.resolve(n, ("company",)).id for n in named(run, names)} if names else None
    if what == "coverage":
        rows = coverage.coverage(cat, companies)
        return Result(rows, coverage.Coverage, view=lambda: views.coverage.coverage(cat, rows), sums=True)
    if what == "stale":
        day = parse(older_than or "90d", cat.date)
        stale = coverage.stale(cat, day, companies)
        return Result(stale, coverage.Stale, notes=[] if stale else [f"everything was checked on {day} or later"])
    about = coverage.About(version=cat.version, as_of=cat.date, hash=cat.hash, schema_version=cat.schema_version, counts=cat.counts)
    return Result(about, view=lambda: views.coverage.about(cat), sums=True)


def _check(files: list[str]) -> Result:
    """Every fault of the files in one run: exit 4 with one line a fault."""
    if not files:
        raise InvalidQuery("data check needs a file; for example: cnai data check src/cnai/data/companies/moonshot/kimi.toml")
    if "-" in files:
        raise InvalidQuery("data check reads no standard input: the name and folder of a file say what it stands for")
    from cnai.curate.check_file import faults

    found = [fault for name in files for fault in faults(Path(name))]
    if found:
        raise BadData(found)
    return Result(
        (),
        None,
        ("fault",),
        names=("fault",),
        notes=[f"{files[0]} is valid" if len(files) == 1 else f"{plural(len(files), 'file')} are valid"],
    )
