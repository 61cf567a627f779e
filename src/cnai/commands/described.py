"""The commands as completion scripts and the man page need them: names, options, arguments and help, all read from Typer's own objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cnai.commands import COMMANDS, Command


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Parameter:
    """An option or an argument. `name` is the parameter's own; `value` what follows an option ("" for a flag), or how an argument is
    written; `several` whether it may come more than once."""

    name: str
    flags: tuple[str, ...]
    value: str
    help: str
    several: bool


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Described:
    """A command with its parameters and the text of its help without the examples."""

    spec: Command
    text: str
    options: tuple[Parameter, ...]
    arguments: tuple[Parameter, ...]


def described() -> tuple[Described, ...]:
    """Every command, in the order of the help."""
    return tuple(_described(spec) for spec in COMMANDS)


def _described(spec: Command) -> Described:
    import inspect

    from cnai.commands.typed import typed

    command = typed(spec)
    parameters = list(_parameters(command))
    return Described(
        spec,
        inspect.cleandoc(command.help or "").partition("\b\nExamples:")[0].strip(),
        tuple(p for p in parameters if p.flags),
        tuple(p for p in parameters if not p.flags),
    )


def _parameters(command: Any) -> Iterator[Parameter]:
    for p in command.params:
        option = p.param_type_name == "option"
        flags = tuple(sorted((*p.opts, *p.secondary_opts), key=len)) if option else ()
        value = "" if option and p.is_flag else p.metavar or p.name.upper()
        yield Parameter(
            p.name, flags, value, " ".join((getattr(p, "help", None) or "").split()), bool(p.multiple if option else p.nargs != 1)
        )
    yield Parameter("help", ("-h", "--help"), "", "Show this message and exit.", False)
