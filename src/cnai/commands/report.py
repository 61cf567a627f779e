import sys
from pathlib import Path
from typing import Annotated

import typer

from cnai import views
from cnai.commands.names import Listed, is_list, named, split
from cnai.commands.options import AsOf, Data, Names, Run, refuse_empty
from cnai.errors import InvalidQuery
from cnai.output.files import write_file
from cnai.output.formats import chosen, of_file
from cnai.output.streams import say, write_stdout
from cnai.questions.report import QUARTER, report

FORMATS = ("html", "markdown")


def command(
    names: Names = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Output file; - writes to standard output.")] = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="NAME", help="html or markdown (or by the file's ending).")] = None,
    since: Annotated[str, typer.Option(metavar="DATE", help="What changed from this day on.")] = QUARTER,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace the file if it exists.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
    as_of: AsOf = None,
    data: Data = None,
) -> int:
    """A page for people who do not use a terminal: the whole landscape, or the companies named.

    One file that opens offline and prints: what changed in the last quarter, the tiers, the flagships compared, releases by month, a card
    for each lab, and the sources.
    """
    refuse_empty({"names": names, "output": output, "format": format_, "since": since, "as_of": as_of, "data": data})
    kind = _format(format_, output)
    if output is None and kind == "html" and sys.stdout.isatty():
        raise InvalidQuery("a page does not belong on a terminal: name a file with -o labs.html")
    run = Run(as_of=as_of, data=data)
    wanted = named(run, Listed(split(names)) if any(map(is_list, names or ())) else names)
    if names and not wanted:
        raise InvalidQuery("the list is empty: write names into it, or leave it out for the whole landscape")
    catalogue = run.catalogue
    answer = report(catalogue, wanted, since=since)
    from cnai.output import report as pages
    from cnai.output.footnotes import Footnotes

    notes = Footnotes(catalogue, wanted=True)
    notes.expect([*(c.id for c in answer.companies), *(m.id for card in answer.cards for m in card.newest)])
    write = pages.as_html if kind == "html" else pages.as_markdown
    sections = list(views.report.report(catalogue, answer))
    content = write(views.report.title(answer), views.report.subtitle(catalogue, answer), sections, notes).encode()
    if output in (None, "-"):
        write_stdout(content)
    elif dry_run:
        say(f"would write {output} ({len(content)} bytes)")
    else:
        write_file(Path(output or ""), content, force=force)
        say(f"wrote {output}")
    return 0


def _format(name: str | None, output: str | None) -> str:
    """The format asked for, else by the file's ending, else html. A file with the ending of anything else is refused."""
    asked = chosen(name, FORMATS)
    meant = of_file(output) if output not in (None, "-") and output else None
    if meant and (meant not in FORMATS or asked not in (None, meant)):
        what = f"the format is {asked}" if asked else f"a report is {' or '.join(FORMATS)}"
        raise InvalidQuery(f"{output} has the ending of {meant}, but {what}: change one of them")
    ending = Path(output or "").suffix
    if ending and not meant:
        raise InvalidQuery(f"{output} has the ending {ending}, but a report is html or markdown: use .html, .htm or .md")
    return asked or meant or "html"
