"""From arguments to an exit code: finds the command, registers only that one, and is the one place where errors become words."""

import contextlib
import os
import sys
from importlib import import_module
from typing import Any

from cnai import commands
from cnai.commands import ALIASES, COMMANDS, GROUPS, LANDSCAPE, Command
from cnai.errors import BadData, CannotWrite, CnaiError, Usage

HELP = """\
cnai: China's AI labs in the terminal. Who they are, what they have released,
what one may do with it, what changed, and how we know.

Examples
  $ cnai                                  the landscape on one screen
  $ cnai list --tier 3                    the companies of a tier
  $ cnai show deepseek                    a profile
  $ cnai compare qwen kimi                side by side
  $ cnai which Hunren                     a name, however it is spelled
  $ cnai models --open --since 2025 --json
"""

TAIL = """
Options for every command
  --color auto|always|never   colours (auto: on a terminal without NO_COLOR)
  --debug                     show the traceback of an error
  --version                   the version and the data's date
  -h, --help                  this text, or a command's: cnai list -h

Exit codes: 0 answered, also when empty; 1 could not; 2 asked wrongly; 3 no such
name; 4 a data file is not valid; 74 the output could not be written.
"""


def main(argv: list[str]) -> int:
    """Run one command and return the exit code. The answer goes to stdout, everything else to stderr."""
    if sys.stdout is None:
        return CannotWrite.exit_code
    debug = "--debug" in argv
    as_json = "--json" in argv
    try:
        code = _main([a for a in argv if a != "--debug"])
        sys.stdout.flush()
        return code
    except CnaiError as error:
        if debug:
            raise
        return _report(error, as_json)
    except OSError as error:
        if debug:
            raise
        _drop_stdout()
        return _report(CannotWrite(f"cannot write the output: {error.strerror or error}"), as_json)
    except Exception as error:
        if debug:
            raise
        return _report(CnaiError(f"cnai failed unexpectedly ({type(error).__name__}: {error}): --debug shows where"), as_json)


def _main(argv: list[str]) -> int:
    colour, argv = _colour(argv)
    if argv and argv[0] in ("-h", "--help"):
        return _say(help_text())
    if argv and argv[0] in ("--version", "-V"):
        return _say(f"cnai {_version()} (data {_data_version()})\n")
    if argv and argv[0] == "help":
        return _say(help_text()) if len(argv) == 1 else _run(_command(argv[1]), ["--help"], colour)
    if not argv:
        return _run(LANDSCAPE, [], colour)
    if argv[0].startswith("-"):
        named = next((a for a in argv if commands.find(a)), None)
        if named:
            raise Usage(f"put {argv[0]} behind the command: cnai {named} {argv[0]}")
        return _run(LANDSCAPE, argv, colour)
    return _run(_command(argv[0]), argv[1:], colour)


def _colour(argv: list[str]) -> tuple[str, list[str]]:
    """The value of --color, wherever it stands, and the other arguments."""
    colour, rest, words = "auto", [], iter(argv)
    for arg in words:
        if arg == "--":
            rest += [arg, *words]
        elif arg == "--color" or arg.startswith("--color="):
            colour = arg.partition("=")[2] if "=" in arg else next(words, "")
            if colour not in ("auto", "always", "never"):
                raise Usage(f"--color: no {colour!r}: auto, always, never")
        else:
            rest.append(arg)
    return colour, rest


def _command(name: str) -> Command:
    command = commands.find(name)
    if command is None:
        import difflib

        close = difflib.get_close_matches(name, [*(c.name for c in COMMANDS), *ALIASES, "help"], n=2)
        hint = f"did you mean {' or '.join(close)}?" if close else "cnai --help lists them"
        raise Usage(f"no command {name!r}: {hint}", close)
    return command


def _run(command: Command, argv: list[str], colour: str) -> int:
    """Register one command with Typer and call it."""
    _mend_environment()
    import typer

    from cnai.commands.run import reading

    function = import_module(f"cnai.commands.{command.module}").command
    done: list[int] = []
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    app.command(
        command.name or "cnai",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80, "terminal_width": 80},
    )(reading(function, command, colour, done) if command.reading else function)
    click_error: Any = typer.BadParameter.__mro__[2]  # Typer keeps its Click to itself; this is its ClickException
    try:
        typer.main.get_command(app).main(argv, prog_name=f"cnai {command.name}".strip(), standalone_mode=False)
    except click_error as error:
        raise Usage(_usage(error, command)) from None
    return done[0] if done else 0


def _usage(error: Any, command: Command) -> str:
    """One line for a wrong option or argument, with the nearest and where to look."""
    message = error.format_message().rstrip(".")
    near = getattr(error, "possibilities", None)
    if near:
        message = (
            f"{message.partition(' (Possible')[0].partition('. Did you')[0].partition(' Did you')[0]}: did you mean {' or '.join(near)}?"
        )
    return f"{message} (cnai {command.name} --help)".replace("  ", " ").replace("cnai  ", "cnai ")


def _mend_environment() -> None:
    """Drop settings that would break Typer or Rich rather than say anything: a width that is no number, a set but empty FORCE_COLOR."""
    for name in ("TERMINAL_WIDTH", "COLUMNS"):
        if not os.environ.get(name, "80").isdigit():
            del os.environ[name]
    if os.environ.get("FORCE_COLOR") == "":
        del os.environ["FORCE_COLOR"]


def help_text() -> str:
    """The program's help: examples, then the commands by purpose."""
    out = [HELP]
    for group in GROUPS:
        rows = [c for c in COMMANDS if c.group == group]
        if rows:
            out.append(f"\n{group}\n" + "".join(f"  {c.name:<12}{c.line}\n" for c in rows))
    return "".join(out) + TAIL


def _say(text: str) -> int:
    from cnai.output import write_stdout

    write_stdout(text)
    return 0


def _version() -> str:
    from cnai import __version__

    return __version__


def _data_version() -> str:
    """The data's date, read from the head of the catalogue without loading it."""
    import re
    from importlib.resources import files

    with (files("cnai") / "data" / "catalogue.json").open(encoding="utf-8") as file:
        found = re.search(r'"as_of": "([^"]+)"', file.read(400))
    return found[1] if found else "unknown"


def _report(error: CnaiError, as_json: bool) -> int:
    """An error in one or two lines on stderr, or as one line of JSON."""
    from cnai.output import say

    if as_json:
        import json

        body = {"code": error.code, "message": error.message, "candidates": list(error.candidates)}
        text = json.dumps({"error": body}, ensure_ascii=True)
    else:
        text = error.message if isinstance(error, BadData) else f"cnai: {error.message}"
    say(text)
    return error.exit_code


def _drop_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not fail again."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
