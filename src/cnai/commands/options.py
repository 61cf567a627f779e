"""What every command gets: the catalogue of the day asked about, the options of output, and names as people type them."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Annotated, Any

import typer

from cnai.api import Catalogue, load
from cnai.errors import InvalidQuery, NotFoundAmong
from cnai.output.formats import READING, chosen, render
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.output.streams import ASCII, LINK, colour_wanted, end_sign, links_wanted, read_stdin, read_text, say, write_stdout
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
Quiet = Annotated[bool, typer.Option("--quiet", help="Only the first column, and nothing on stderr.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Do not use a pager for long output.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As it was on that day: 2025-11-03, 2025-07, 30d.")]
Data = Annotated[str | None, typer.Option("--data", metavar="FILE", help="Your own facts on top for this run (see cnai overlay).")]
_VERSION = r"[A-Za-z]?\d[\w.]*"
_DATE = r"(?:19|20)\d\d(?:-\d\d?){0,2}"
_AND = ("and", "vs", "vs.", "versus", "or", "&", "和", "与", "跟")  # between two names
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


class Listed(list[str]):
    """Values that came from a list, already apart."""


def is_list(text: str) -> bool:
    """Whether an argument is a list of names: `-`, or `@FILE`; `@cf/org/name` is a name as Cloudflare writes it."""
    return text == "-" or (text.startswith("@") and not text.lower().startswith(("@cf/", "@hf/")))


def one_of_list(command: str, names: Sequence[str]) -> str:
    """The name in a list of one, for a command that takes one name. Raises InvalidQuery."""
    if not names:
        raise InvalidQuery("there is no name in the list")
    if len(names) != 1:
        raise InvalidQuery(f"{command} takes one name, and the list has {len(names)}")
    return names[0]


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


def split(text: str | Sequence[str] | None) -> list[str]:
    """The values of an option that takes several, repeated or separated by commas (，、 too); @FILE is a list, one a line, - reads one."""
    if isinstance(text, Listed):
        return list(text)
    out: list[str] = []
    for part in [text] if isinstance(text, str) else text or []:
        if part == "@":
            raise InvalidQuery("@ needs a file: write @FILE for a list of names")
        if is_list(part):
            out += _lines(read_stdin() if part == "-" else read_text(part[1:]))
        else:
            out += [piece.strip() for piece in part.replace("，", ",").replace("、", ",").split(",") if piece.strip()]
    return out


def _lines(text: str) -> list[str]:
    """The lines of a list, each up to a tab or a comment and without a bullet or number of Markdown. Raises InvalidQuery for JSON."""
    lines = (re.split(r"\t|(?:^|\s)#", line.lstrip(), maxsplit=1)[0] for line in text.splitlines())
    out = [line for line in (re.sub(r"^(?:[-*+•]|\d+[.)])\s+", "", line).strip() for line in lines) if line]
    if out and out[0][0] in "[{":
        raise InvalidQuery("this looks like JSON: a list has one name a line")
    return out


def named(run: Run, words: Sequence[str] | None, *, least: int = 1, other: Callable[[str], object] | None = None) -> list[str]:
    """The names in arguments: apart at commas, and between them the longest run of words that is an exact name or alias (`Moonshot AI`), or
    that means something to `other`, is one. At least `least` names are left, so that a comparison never joins all its words. In a list
    each must mean a record, or something to `other`. Raises NotFoundAmong."""
    if isinstance(words, Listed):
        return _known(run, words, other)
    given = [name for word in words or () for name in _joined(run, word)]
    if any(w.lower() in ("thousand", "million", "billion", "trillion", "bn", "mio", "mrd") for w in given):
        raise InvalidQuery("write a size as one word or in quotes: 50M or '50 million'")
    if any(map(is_list, given)):
        return split(given)
    out: list[str] = []
    parts, inside = _between_commas(run, given), False
    while parts:
        part = parts.pop(0)
        sizes = range(min(len(part), 6), 1, -1)
        size = next((n for n in sizes if len(out) + 1 + bool(parts or part[n:]) >= least and _one(run, part[:n], other)), 1)
        name, rest = " ".join(part[:size]), part[size:]
        if size > 1 and run.catalogue.names.each_means(part[:size]):
            run.catalogue.said.append(f"{name} is read as one name; for several, put commas between: {', '.join(part[:size])}")
        if run.date_option and _is_date(name) and not _means(run, name, other):
            days = [w for w in map(str.strip, given) if _is_date(w)]
            until = f" --until {days[1]}" if len(days) > 1 and run.date_option == "--since" else ""
            raise InvalidQuery(f"{name} is a date: use {run.date_option} {days[0]}{until}")
        version = inside and len(out) >= least and re.fullmatch(_VERSION, name) and not _means(run, name, other)
        if version and run.catalogue.names.makers.makers(out[-1]):
            out[-1] += f" {name}"  # DeepSeek V5, which is none
        else:
            out.append(name)
        rest = rest[1:] if rest[1:] and rest[0].lower() in _AND else rest
        inside = bool(rest)
        parts[:0] = [rest] * inside
    return out


def words_of_one(run: Run, command: str, words: Sequence[str]) -> list[str]:
    """The words for a command that takes one name. Raises InvalidQuery for several with commas between them."""
    if any(map(is_list, words)):
        return [one_of_list(command, split(words))]
    if any(run.catalogue.has_comma(text) for text in (words[0], " ".join(words))):
        return list(words)
    parts = split(" ".join(words))
    if len(parts) > 1:
        from cnai.store.licences import called

        beside = "" if called(run.catalogue, parts[0]) else f"; to put them side by side: cnai compare {', '.join(parts)}"
        raise InvalidQuery(f"{command} takes one name, not {len(parts)}{beside}")
    return [w for word in words if (w := word.strip(" ,，、"))]


def placed(run: Run, words: Sequence[str] | None) -> list[str]:
    """The names in arguments for a question about models, of which a platform has those that it serves."""
    from cnai.store.endpoints import platform

    return named(run, words, other=lambda name: platform(run.catalogue, name))


def one_named(run: Run, command: str, words: Sequence[str]) -> str:
    """The name in arguments for a command that takes one: words that are no names by themselves are one name. Raises InvalidQuery."""
    if any(map(is_list, words)):  # read once: standard input is empty after that
        return one_of_list(command, split(words))
    names, said = named(run, words), run.catalogue.said
    said[:] = [note for note in said if " is read as one name; " not in note]
    words = words_of_one(run, command, words)
    if len(names) > 1 and (any("/" in name for name in names) or all(_means(run, name) for name in names)):
        for name in names:
            run.catalogue.resolve(name)  # says which is unknown
        words_of_one(run, command, [", ".join(names)])
    return " ".join(words)


def _is_date(name: str) -> bool:
    return name[:1] in ("1", "2") and bool(re.fullmatch(_DATE, name))


def _joined(run: Run, word: str) -> list[str]:
    """The names in a word of Chinese: Kimi和智谱 are two."""
    both = None if word.isascii() else re.fullmatch("(.+?)[和与跟](.+)", word)
    return list(both.groups()) if both and not _means(run, word) and all(_means(run, part) for part in both.groups()) else [word]


def _means(run: Run, name: str, other: Callable[[str], object] | None = None) -> bool:
    return bool(run.catalogue.match(name) or run.catalogue.names.exact(name, ("api",)) or (other and other(name)))


def _one(run: Run, words: Sequence[str], other: Callable[[str], object] | None) -> bool:
    return run.catalogue.names.one_name(words) or bool(other and other(" ".join(words)))


def _between_commas(run: Run, words: Sequence[str]) -> list[list[str]]:
    """The words between commas (，、 too). One argument of several words was in quotes: it is apart, and may be a name with a comma."""
    parts: list[list[str]] = [[]]
    for word in words:
        pieces = [word] if run.catalogue.has_comma(word) else re.split(r"[,，、]|\s(?:vs\.?|versus)\s", word)
        for n, piece in enumerate(map(str.strip, pieces)):
            in_quotes = " " in piece
            parts += [[]] * (n > 0 or in_quotes)
            parts[-1] += [piece] * bool(piece)
            parts += [[]] * in_quotes
    return [part for part in parts if part]


def _known(run: Run, names: Sequence[str], other: Callable[[str], object] | None) -> list[str]:
    """The names of a list, each of which means a record, or something to `other`. Raises NotFoundAmong with all that do not, so that a
    list is put right in one go."""
    from cnai.questions.named import told_apart

    known, bad = told_apart(run.catalogue, names, other)
    if bad:
        raise NotFoundAmong(bad)
    return known


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
