"""What every command gets: the catalogue of the day asked about, and the options that several share."""

import os
import sys
from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any

import typer

from cnai.api import Catalogue, load
from cnai.errors import InvalidQuery
from cnai.output.formats import READING, chosen, render
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.output.streams import ASCII, LINK, colour_wanted, end_sign, links_wanted, say, write_stdout
from cnai.store.config import overlay_path
from cnai.words.light import light
from cnai.words.money import Amount, amount, currency_code
from cnai.words.text import plural

Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")]
Format = Annotated[str | None, typer.Option("--format", metavar="NAME", help=f"{', '.join(READING)}.")]
Fields = Annotated[str | None, typer.Option("--fields", metavar="A,B", help="Only these fields (an unknown one lists them all).")]
NoHeader = Annotated[bool, typer.Option("--no-header", help="No header line.")]
Sources = Annotated[bool, typer.Option("--sources", help="Add numbered source notes, or columns of sources.")]
Plain = Annotated[bool, typer.Option("--plain", help="Plain text in reading order, for screen readers.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Nothing on stderr, and only the first column of a table.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Do not use a pager for long output.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As it was on that day: 2025-11-03, 2025-07, 30d.")]
Data = Annotated[str | None, typer.Option("--data", metavar="FILE", help="Your own facts on top for this run (see cnai overlay).")]
ARGUMENTS = ("name", "names", "action", "file", "record", "shell", "table", "text", "words")
# Options that several commands share.
Names = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME ...]", help="Companies, families or models; @FILE is a list, - reads one.")
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day: 2025, 2025-07, 30d.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Until this day.")]
Tier = Annotated[list[str] | None, typer.Option(metavar="N", help="In this tier, 1 to 6 (several: 2,3).")]
Sort = Annotated[str | None, typer.Option(metavar="FIELD", help="Sort by FIELD; -FIELD for descending order.")]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="Show at most N.")]
Where = Annotated[str | None, typer.Option(metavar="SQL", help="Only rows that match this SQL condition (see cnai sql --schema).")]
Region = Annotated[list[str] | None, typer.Option(metavar="CODE", help="Where it is used: DE, US, Germany, EU, EEA.")]
Mau = Annotated[str | None, typer.Option(metavar="N", help="Your monthly active users: 200M.")]
Revenue = Annotated[str | None, typer.Option(metavar="N/PERIOD", help="Your revenue: 40M/year (US dollars), 20M/month, 100M CNY/year.")]
Currency = Annotated[str | None, typer.Option(metavar="CODE", help="USD or CNY; prices are never converted.")]
MaxPrice = Annotated[
    float | None,
    typer.Option(metavar="X", parser=amount, help="At most this output price per 1M tokens; needs --currency, or one in it: US$1."),
]
Vague = Annotated[bool, typer.Option("--vague", help="Include entries whose inexact date may be outside the window.")]


@light
class Run:
    """One call of the program."""

    colour: str = "auto"
    as_of: str | None = None
    format: str | None = None
    options: Options = Options()
    plain: bool = False
    pager: bool = True
    data: str | None = None
    own: bool = True
    date_option: str = ""
    """The option of the command that takes a date, for those who write one among the names."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The data as of the day asked about, with the user's own facts on top."""
        return loaded(self.as_of, self.data) if self.own else load(self.as_of)

    def notes(self, result: Result) -> list[str]:
        """What goes to stderr beside the answer."""
        notes = [*(cat.said if (cat := self.__dict__.get("catalogue")) else ()), *result.notes]
        if cat is not None and cat.as_of and cat.as_of[:4] > cat.date[:4]:
            notes.append(f"the data ends on {cat.date} and is shown as of that day")
        if cat is not None and cat.store.overlay:
            facts = cat.store.overlay.facts
            notes.append(f"with {facts.in_words()} from your own file {facts.file}" + (", which anyone may change" if facts.loose else ""))
        return notes

    def emit(self, result: Result) -> None:
        """Write the answer to stdout in the format asked for: drawn on a terminal, tab-separated in a pipe, unless asked otherwise."""
        terminal = sys.stdout.isatty()
        name = self.format or ("table" if terminal or self.plain else "tsv")
        if self.options.quiet and name == "table":
            name = "tsv"
        colour = colour_wanted(self.colour, terminal)
        asked = {"format": name, "colour": colour, "links": links_wanted(colour, terminal), "width": window_width()}
        options = Options(**{**vars(self.options), **asked})
        drawn = name == "table"
        if result.columns and "overlaid" in result.allowed and self.catalogue.store.overlay:
            result.columns = tuple(dict.fromkeys((*result.columns, "origin", "overlaid")))
        if result.raw is not None and self.format is None and not options.fields:
            text = result.raw
        elif drawn and self.plain:
            from cnai.output import plain
            from cnai.output.footnotes import Footnotes
            from cnai.output.formats import with_fields

            text = plain.write(result, with_fields(result, options), Footnotes(self.catalogue, wanted=options.sources))
        else:
            text = render(result, options, self.catalogue)
        if drawn and (self.plain or os.environ.get("CNAI_ASCII")):
            text = text.translate(ASCII)  # some terminals draw our signs two cells wide
        if not options.quiet:
            for note in self.notes(result):
                say(note)
        if drawn and terminal and self.pager and not self.plain and page(text):
            return
        write_stdout(text, drawn=drawn)


def loaded(as_of: str | None, data: str | None) -> Catalogue:
    """The data as of a day, with the facts of a file on top: the one named, else the user's own if there is one."""
    return load(as_of, overlay=data or overlay_path())


def page(text: str) -> bool:
    """Show text that is longer than the window in the user's pager. False if there is none, or the text fits."""
    try:
        height = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError, AttributeError):
        return False
    command = os.environ.get("CNAI_PAGER", os.environ.get("PAGER", "less"))
    if not height or text.count("\n") < height or not command.strip() or command.strip() == "cat":
        return False
    from cnai.commands.pager import show

    end_sign()
    return show(command, LINK.sub("", text))  # older pagers show the marks of a link as they are


def refuse_empty(given: dict[str, Any]) -> None:
    """Raises InvalidQuery for an option or name that is given but empty, or takes the next option for its value: nothing is dropped."""
    for name, value in given.items():
        word = name.strip("_").replace("_", "-")
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and text.startswith("--") and word not in ARGUMENTS:
                raise InvalidQuery(f"needs a value, and {text} is an option", option=word)
            # A comma that stands alone between names is none.
            between = isinstance(value, list) and word in ARGUMENTS and text.strip() and any(t.strip(" ,，、") for t in value)
            if isinstance(text, str) and not text.strip(" ,，、") and not between:
                if word not in ARGUMENTS:
                    raise InvalidQuery("is empty; give a value or leave the option out", option=word)
                raise InvalidQuery(f"{'a name' if word in ('name', 'names') else f'the {word}'} is empty")


def format_name(json: bool, name: str | None) -> str | None:
    """The format meant by --json and --format together."""
    found = chosen(name)
    if json and found not in (None, "json"):
        raise InvalidQuery(f"--json and --format {name} cannot be used together")
    return "json" if json else found


def currency_with(price: float | None, currency: str | None) -> str | None:
    """The currency asked for, or the one that a price names. Raises InvalidQuery for two."""
    named = price.currency if isinstance(price, Amount) else None
    if named and currency and currency_code(currency).upper() != named:
        raise InvalidQuery(f"the price is in {named}, and --currency is {currency}: give one of them", option="max-price")
    return currency or named


def window_width() -> int:
    """The columns of the window: COLUMNS if it is a number, else the terminal's own, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdecimal() and int(columns) > 0:
        return min(int(columns), 1000)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80


def count(rows: Sequence[Any], one: str, many: str | None = None, *, opened: int | None = None) -> str:
    """ "42 releases, 31 with open weights"."""
    return plural(len(rows), one, many) + (f", {opened} with open weights" if opened is not None else "")
