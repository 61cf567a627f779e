"""What every command gets: the catalogue of the wanted day, the options of output, and a way to say something on stderr."""

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import typer

from cnai.catalogue import Catalogue, load
from cnai.commands import Command
from cnai.errors import Usage
from cnai.formats import FORMATS, SAME, Settings, render
from cnai.output import colour_wanted, say, write_stdout
from cnai.report import Result
from cnai.text import plural


@dataclass(repr=False, eq=False)
class Run:
    """One call of the program."""

    colour: str = "auto"
    as_of: str | None = None
    format: str | None = None
    fields: tuple[str, ...] = ()
    header: bool = True
    sources: bool = False

    @cached_property
    def catalogue(self) -> Catalogue:
        """The data as of the wanted day. Says on stderr how many undated releases a dated view leaves out."""
        catalogue = load(self.as_of, None, Catalogue)
        if catalogue.undated:
            say(f"{plural(catalogue.undated, 'release')} without a known date left out of a dated view")
        if self.as_of and self.as_of > catalogue.date:
            say(f"the data ends on {catalogue.date}: shown as of that day")
        return catalogue

    def emit(self, result: Result) -> None:
        """Write the answer to stdout in the wanted format: drawn on a terminal, tab-separated in a pipe, unless asked otherwise."""
        terminal = sys.stdout.isatty()
        name = self.format or ("table" if terminal else "tsv")
        settings = Settings(
            name,
            self.fields,
            self.header,
            self.sources,
            colour_wanted(self.colour, terminal),
            window_width(),
            self.catalogue,
        )
        text = result.raw if result.raw is not None and self.format is None and not self.fields else render(result, settings)
        for note in result.notes:
            say(note)
        write_stdout(text)


def window_width() -> int:
    """The window's width in columns; 80 where nobody can say, and never less than 20."""
    import os

    text = os.environ.get("COLUMNS", "")
    if text.isdigit() and 20 <= int(text) <= 10_000:
        return int(text)
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            return max(os.get_terminal_size(stream.fileno() if stream else -1).columns or 80, 20)
        except (OSError, ValueError):
            continue
    return 80


Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")]
Format = Annotated[str | None, typer.Option("--format", metavar="NAME", help="table, json, jsonl, csv, tsv, markdown or toml.")]
Fields = Annotated[str | None, typer.Option("--fields", metavar="A,B", help="Only these fields (a wrong one lists them all).")]
NoHeader = Annotated[bool, typer.Option("--no-header", help="No header line.")]
Sources = Annotated[bool, typer.Option("--sources", help="Number the sources of what is shown.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As it stood then: 2025-11-03, 2025-07, 30d.")]


def reading(command: Callable[..., Result], spec: Command, colour: str, done: list[int]) -> Callable[..., None]:
    """The command with the options of output added to its own, as Typer wants to see it. Its exit code is put into `done`."""
    own = [p for p in inspect.signature(command).parameters.values() if p.name != "run"]
    added = {"json": (Json, False), "format_": (Format, None), "fields": (Fields, None), "no_header": (NoHeader, False)}
    added |= {"sources": (Sources, False)}
    if spec.dated:
        added["as_of"] = (AsOf, None)

    def call(**options: Any) -> None:
        mine = {k: options.pop(k) for k in list(options) if k in added}
        run = Run(colour=colour, as_of=mine.get("as_of"), header=not mine["no_header"], sources=mine["sources"])
        run.format = format_name(mine["json"], mine["format_"])
        run.fields = tuple(split(mine["fields"]))
        result = command(run, **options)
        run.emit(result)
        done.append(result.exit_code)

    kind = inspect.Parameter.KEYWORD_ONLY
    extra = [inspect.Parameter(n, kind, default=default, annotation=hint) for n, (hint, default) in added.items()]
    parameters = [p.replace(kind=kind) for p in own] + extra
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect.signature reads
    call.__annotations__ = {p.name: p.annotation for p in parameters}
    call.__doc__ = command.__doc__
    return call


def format_name(json: bool, name: str | None) -> str | None:
    """The format meant by --json and --format together."""
    name = SAME.get(name or "", name)
    if json and name not in (None, "json"):
        raise Usage(f"--json and --format {name} do not go together: leave one out")
    if name is not None and name not in FORMATS:
        raise Usage(f"no format {name!r}: {', '.join(FORMATS)}", list(FORMATS))
    return "json" if json else name


def split(text: str | list[str] | None) -> list[str]:
    """The names in an option that takes several, separated by commas or repeated; @FILE is a list, one name a line."""
    from pathlib import Path

    out: list[str] = []
    for part in [text] if isinstance(text, str) else text or []:
        if part.startswith("@"):
            try:
                lines = Path(part[1:]).read_text(encoding="utf-8-sig").splitlines()
            except (OSError, UnicodeDecodeError) as error:
                raise Usage(f"cannot read the list {part[1:]}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
            out += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        else:
            out += [piece.strip() for piece in part.split(",") if piece.strip()]
    return out


def choice(value: str | None, allowed: tuple[str, ...], option: str) -> str | None:
    """The value if it is one of a fixed list, else a usage error that lists them."""
    if value is not None and value not in allowed:
        raise Usage(f"{option}: no {value!r}: {', '.join(allowed)}", allowed)
    return value
