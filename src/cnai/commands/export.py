import sys
from pathlib import Path
from typing import Annotated

import typer

from cnai.commands.run import AsOf, Run, split
from cnai.errors import Usage
from cnai.formats import SAME
from cnai.formats.whole import FORMATS, export
from cnai.output import say, write_file, write_stdout
from cnai.questions.tables import NAMES


def command(
    table: Annotated[str, typer.Argument(metavar="TABLE", help=f"{', '.join(NAMES)} or all.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)} (or by the file's ending).")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; - is standard output (the default).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace the file if it is there.")] = False,
    fields: Annotated[str | None, typer.Option(metavar="A,B", help="Only these columns.")] = None,
    no_header: Annotated[bool, typer.Option("--no-header", help="No header line.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="With the sources of each value.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    as_of: AsOf = None,
) -> None:
    """A whole table, or all of them, to a file or standard output.

    \b
    Examples:
      $ cnai export models --format csv -o models.csv
      $ cnai export all --format sqlite -o cnai.db
      $ cnai export companies --format html -o companies.html
    """
    run = Run(as_of=as_of)
    endings = {".db": "sqlite", ".md": "markdown", ".ndjson": "jsonl"} | {f".{f}": f for f in FORMATS}
    chosen = SAME.get(format_ or "", format_) or (
        "json" if json else endings.get(Path(output or "").suffix.lower(), "csv" if table != "all" else "json")
    )
    if chosen not in FORMATS:
        raise Usage(f"no format {chosen!r}: {', '.join(FORMATS)}", tuple(FORMATS))
    if json and chosen != "json":
        raise Usage(f"--json and --format {chosen} do not go together: leave one out")
    if table not in (*NAMES, "all"):
        raise Usage(f"no table {table!r}: {', '.join(NAMES)}, all", (*NAMES, "all"))
    if table == "all" and (fields or sources or no_header):
        raise Usage("--fields, --sources and --no-header are for one table, not for all")
    content = export(run.catalogue, table, chosen, fields=tuple(split(fields)), header=not no_header, sources=sources)
    if output in (None, "-"):
        if chosen == "sqlite" and sys.stdout.isatty():
            raise Usage("a database does not belong on a terminal: name a file with -o cnai.db")
        write_stdout(content if chosen == "sqlite" else content.decode())
        return
    write_file(Path(output), content, force=force)
    say(f"wrote {output}")
