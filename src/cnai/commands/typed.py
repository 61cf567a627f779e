"""A command as Typer has it: the options of output added to its own, and in plain words what Typer has against the arguments."""

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

import typer

from cnai.commands import Command, find
from cnai.commands.names import Listed, is_list, split
from cnai.commands.options import AsOf, Data, Fields, Format, Json, NoHeader, NoPager, Plain, Quiet, Run, Sources, format_name, refuse_empty
from cnai.errors import InvalidQuery
from cnai.output.options import Options
from cnai.output.result import Result

_TO_FILE = "use cnai export TABLE -o FILE, or > FILE"
# Options that people try on a command that has another way for it.
_INSTEAD = {
    "--days": "use --since 30d", "--limit": "pipe the output to head", "--license": "use --field license",
    "--search": "use cnai search TEXT", "-o": _TO_FILE, "--output": _TO_FILE,
    "--export": "use cnai export TABLE -o FILE, or --format csv", "--csv": "use --format csv", "--tsv": "use --format tsv",
    "--markdown": "use --format markdown", "--md": "use --format markdown", "--html": "use cnai export TABLE -o FILE.html",
}  # fmt: skip
_NO_LISTS = ("name", "words", "text", "action")  # of one name, or of words
# Other words for the same option, where the command has it.
_SAME = {
    "--mau": ("--users", "--user", "--monthly-users"), "--revenue": ("--income", "--turnover", "--sales"),
    "--region": ("--country", "--place"), "--company": ("--lab", "--maker", "--vendor", "--developer", "--brand", "--org"),
    "--min-params": ("--size", "--params"), "--max-params": ("--size", "--params"), "--min-context": ("--context",),
    "--max-price": ("--max-cost", "--price"), "--since": ("--from", "--after", "--year", "--start"),
    "--until": ("--to", "--before", "--year", "--till", "--end", "--as-of"),
    "--limit": ("--top", "--head"), "--sort": ("--order", "--order-by"), "--as-of": ("--date", "--day", "--at"),
}  # fmt: skip
_NAMING = ("--model", "--name", "--family", "--company", *_SAME["--company"])
_OF_NAMES = (
    "prices",
    "scores",
    "can",
    "timeline",
    "news",
    "show",
    "compare",
    "why",
    "claims",
    "license",
    "cite",
    "sources",
    "stats",
    "diff",
    "which",
)


def execute(command: Command, argv: list[str], colour: str) -> int:
    """The exit code of a command with these arguments. Raises InvalidQuery for what Typer refuses."""
    known = typed(command, colour)
    _refuse_options_as_values(known, argv)
    try:
        code: int | None = known.main(argv, prog_name=f"cnai {command.name}".strip(), standalone_mode=False)
    except typer.TyperException as error:
        raise InvalidQuery(_usage(error, command, argv)) from None
    return code or 0


def _refuse_options_as_values(command: Any, argv: Sequence[str]) -> None:
    """Raises InvalidQuery for an option that takes the next one for its value, even where it is given again behind it."""
    of = {name: param for param in command.params for name in param.opts}
    until = argv.index("--") if "--" in argv else len(argv)
    for given, value in pairwise(argv[:until]):
        param = of.get(given)
        if param is not None and not getattr(param, "is_flag", False) and given.startswith("-") and value in of and value.startswith("--"):
            raise InvalidQuery(f"needs a value, and {value} is an option", option=given.lstrip("-"))


@cache
def typed(spec: Command, colour: str = "auto") -> Any:
    """A command as Typer has it: what parses the arguments, and what completion scripts and the man page are written from."""
    function = import_module(f"cnai.commands.{spec.module}").command
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.command(
        spec.name or "cnai",
        help=_help_of(spec, function.__doc__ or ""),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80, "terminal_width": 80},
    )(reading(function, spec, colour) if spec.reading else with_colour(function, colour))
    return typer.main.get_command(app)


def _help_of(command: Command, text: str) -> str:
    """A command's help: what it answers, then its examples."""
    if not command.examples:
        return text
    lines = "".join(f"  $ cnai {command.name} {example}".rstrip() + "\n" for example in command.examples)
    return f"{inspect.cleandoc(text)}\n\n\b\nExamples:\n{lines}"


def reading(command: Callable[..., Result], spec: Command, colour: str) -> Callable[..., int]:
    """The command with the options of output added to its own, as Typer wants to see it; it returns the exit code.

    Typer has callbacks for options of a group, not for those of each command, so the signature is put together here.
    """
    own = [p for p in inspect.signature(command).parameters.values() if p.name != "run"]
    added: dict[str, tuple[Any, Any]] = {"json": (Json, False), "format_": (Format, None), "fields": (Fields, None)}
    added |= {"no_header": (NoHeader, False), "sources": (Sources, False), "plain": (Plain, False), "quiet": (Quiet, False)}
    added |= {"no_pager": (NoPager, False)}
    if spec.dated:
        added["as_of"] = (AsOf, None)
    added["data"] = (Data, None)

    def call(**given: Any) -> int:
        refuse_empty(given)
        mine = {k: given.pop(k) for k in list(given) if k in added}
        options = Options(
            fields=tuple(f.lower() for f in split(mine["fields"])),
            header=not mine["no_header"],
            sources=mine["sources"],
            quiet=mine["quiet"],
        )
        may_be_lists = {} if spec.name == "data" else {k: v for k, v in given.items() if isinstance(v, list) and k not in _NO_LISTS}
        lists = {k: Listed(split(v)) for k, v in may_be_lists.items() if any(map(is_list, v))}
        given |= lists
        run = Run(
            colour,
            mine.get("as_of"),
            format_name(mine["json"], mine["format_"]),
            options,
            mine["plain"],
            not mine["no_pager"],
            mine["data"],
            date_option="--since" if "since" in given else "--as-of" if spec.dated and spec.name not in ("which", "audit") else "",
        )
        result = command(run, **given)
        if not all(lists.values()):
            if spec.name == "can" or not result.many:
                raise InvalidQuery("the list is empty")
            result = result.but(answer=(), view=lambda: (), notes=["the list is empty"], hint="", exit_code=0)
        run.emit(result)
        return result.exit_code

    return signed(call, [*own, *(_parameter(n, hint, default) for n, (hint, default) in added.items())])


def with_colour(command: Callable[..., int], colour: str) -> Callable[..., int]:
    """The command with --color passed on to it, if it takes it: the program has read that option already."""
    own = list(inspect.signature(command).parameters.values())
    if not any(p.name == "colour" for p in own):
        return command
    return signed(lambda **given: command(**given, colour=colour), [p for p in own if p.name != "colour"])


def signed(call: Callable[..., int], parameters: list[inspect.Parameter]) -> Callable[..., int]:
    """A function with other parameters, all of them by name."""
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect.signature reads
    call.__annotations__ = {p.name: p.annotation for p in parameters}
    return call


def _parameter(name: str, hint: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)


def _meant(name: str, options: Sequence[str]) -> list[str]:
    """The options that a wrong one may stand for: the likest, without the dashes, which all have."""
    import difflib

    if not options:
        return []
    word = name.strip("-")
    begin = {o: o.strip("-").startswith(word) or word.startswith(o.strip("-")) for o in options}
    likeness = {o: 1.0 if begin[o] else difflib.SequenceMatcher(None, o.strip("-"), word).ratio() for o in options}
    return [o for o in options if likeness[o] >= max(0.6, max(likeness.values()) - 0.1)]


def _options_of(command: Command) -> set[str]:
    """Its options, with the dashes."""
    return {o for p in typed(command).params for o in p.opts}


def _usage(error: Any, command: Command, argv: list[str]) -> str:
    """One line for a wrong option or argument, with the nearest and where to look."""
    message = error.format_message().rstrip(".")
    name = getattr(error, "option_name", None)
    if name and message.endswith(("requires an argument", "does not take a value")):
        metavar = next((p.metavar for p in typed(command).params if name in p.opts), None)
        message = f"{name}: takes no value" if "not take" in message else f"{name}: needs a value" + (f" ({metavar})" if metavar else "")
    elif name:
        if name in _NAMING and command.name in _OF_NAMES:
            hint = f"give the name without an option: cnai {command.name} deepseek"
        elif name in _INSTEAD:
            hint = _INSTEAD[name]
        else:
            same = [option for option, words in _SAME.items() if name in words and option in _options_of(command)]
            near = same or _meant(name, getattr(error, "possibilities", None) or ())
            hint = f"did you mean {' or '.join(near)}?" if near else ""
        message = f"{command.name or 'cnai'} has no option {name}" + (f": {hint}" if hint else "")
    elif message.startswith("Got unexpected extra argument"):
        extra = message.rpartition("(")[2].removesuffix(")")
        hint = f": cnai {_listed(extra)}" if command.name in ("list", "tiers") else ""
        message = f"{command.name or 'cnai'} takes no {extra!r}{hint}"
    elif message.startswith("Missing argument") and command.examples:
        message += f"; for example: cnai {command.name} {command.examples[0]}"
    elif "'--max-price'" in message:
        option = next((a for a in argv if a.startswith("--max-price")), "--max-price")
        why = error.__context__  # what the reader of the option has against it
        message = f"{option.partition('=')[0]}: {why.message if isinstance(why, InvalidQuery) else 'use a number, such as 0.5 or US$0.5'}"
    elif "valid integer" in message or "int range" in message or "in the range" in message:
        option = next((a for a in argv if a.startswith("--limit")), "--limit")
        message = f"{option.partition('=')[0]}: use a whole number of 1 or more"
    return " ".join(f"{message} (cnai {command.name} --help)".split())


def _listed(word: str) -> str:
    """The command that a word behind `list` was probably meant for."""
    from cnai.questions.companies import CITIES

    if word.isdigit():
        return f"list --tier {word}"
    if word.lower() in {*CITIES, *CITIES.values()}:
        return f"list --city {word}"
    return word if find(word) else f"show {word}"
