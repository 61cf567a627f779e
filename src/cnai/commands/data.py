from pathlib import Path
from typing import Annotated, Any

import typer

from cnai import views
from cnai.commands.run import Run, choice
from cnai.dates import parse
from cnai.errors import BadData, Usage
from cnai.questions import coverage
from cnai.report import Result

ACTIONS = ("coverage", "stale", "check")
COVERAGE = ("record", "field", "company", "filled", "undisclosed", "not_applicable", "unknown", "primary_share")


def command(
    run: Run,
    action: Annotated[
        str | None,
        typer.Argument(
            metavar="[coverage|stale|check]",
            help="What is known, what was checked long ago, or whether files are valid.",
        ),
    ] = None,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME|FILE ...]", help="Companies (coverage) or data files (check).")
    ] = None,
    older_than: Annotated[str, typer.Option("--older-than", metavar="SPAN", help="For stale: 90d, 6m before the data's date.")] = "90d",
) -> Result:
    """The data's version, date, hash and counts; what is known; what is stale; whether a data file is valid.

    \b
    Examples:
      $ cnai data
      $ cnai data coverage moonshot
      $ cnai data stale --older-than 90d
    """
    choice(action, ACTIONS, "data")
    cat = run.catalogue
    if action == "check":
        return _check(names or [])
    if action == "coverage":
        companies = {cat.resolve(n, ("company",)).id for n in names} if names else None
        rows = coverage.coverage(cat, companies)
        return Result(rows, COVERAGE, lambda: views.trust.coverage(rows), allowed=COVERAGE)
    if action == "stale":
        rows = coverage.stale(cat, parse(older_than, cat.date))
        fields = ("subject", "field", "checked", "source", "url")
        return Result(
            rows,
            fields,
            allowed=fields,
            notes=[] if rows else [f"nothing was last checked before {parse(older_than, cat.date)}"],
        )
    data: dict[str, Any] = {
        "version": cat.version,
        "as_of": cat.date,
        "hash": cat.hash,
        "schema_version": cat.schema_version,
        "counts": cat.counts,
    }
    return Result(data)


def _check(files: list[str]) -> Result:
    """Every fault of the files in one run: exit 4 with one line a fault."""
    if not files:
        raise Usage("data check needs a file: cnai data check src/cnai/data/companies/moonshot/kimi.toml")
    from cnai.curate.single import faults

    found = [fault for name in files for fault in faults(Path(name))]
    if found:
        raise BadData(found)
    return Result(
        [],
        ("fault",),
        allowed=("fault",),
        notes=[f"{len(files)} files are valid" if len(files) > 1 else f"{files[0]} is valid"],
    )
