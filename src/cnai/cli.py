"""From arguments to an exit code: finds the command, registers only that one, and is the one place where errors become words."""

import io
import os
import sys
from itertools import pairwise
from typing import Any

from cnai import commands
from cnai.commands import ALIASES, COMMANDS, GROUPS, LANDSCAPE, Command
from cnai.errors import BadData, CannotWrite, CnaiError, InvalidQuery

HELP = """\
cnai: China's AI labs in the terminal. Who they are, what they have released,
what you may do with it, what has changed, and how we know.

Examples
  $ cnai                                  the landscape on one screen
  $ cnai list --tier 3                    the companies of a tier
  $ cnai show deepseek                    a page on one lab
  $ cnai compare qwen kimi                side by side
  $ cnai can kimi-k2 --region EU          what a licence permits
  $ cnai which Hunren                     find a name in any spelling
  $ cnai models --open --since 2025 --json
"""

TAIL = """
Every reading command takes --json, --format, --fields, --sources, --plain,
--quiet, --no-header and --no-pager; those about dated facts take --as-of DATE.

Options for every command
  --color auto|always|never   colours (auto: on a terminal without NO_COLOR)
  --no-color                  the same as --color never
  --debug                     show the traceback of an error
  --version                   the version and the data's date
  -h, --help                  this text, or a command's: cnai list -h

Exit codes: 0 answered, also when empty; 1 failed, such as a text or list that
is missing; 2 usage error, such as a text or list that is not UTF-8; 3 name not
found; 4 a data file (your own facts, data check, audit) is missing or not
valid; 5, 6 with --exit-code; 74 cannot write.
"""


def main(argv: list[str]) -> int:
    """Run one command and return the exit code. The answer goes to stdout, everything else to stderr."""
    if sys.stdout is None:
        return CannotWrite.exit_code
    debug, argv = _debug(argv)
    try:
        code = _main(argv)
        sys.stdout.flush()
    except CnaiError as error:
        code, failed = error.exit_code, error
    except BrokenPipeError:
        _streams().silence(1)
        return 141
    except OSError as error:
        if error.filename is None:
            _streams().silence(1)
            failed = CannotWrite(f"cannot write the output: {error.strerror or error}")
        else:
            failed = CnaiError(f"{error.filename}: {error.strerror or error}")
        code = failed.exit_code
    except Exception as error:
        failed = CnaiError(_unexpected(error))
        code = failed.exit_code
        failed.__cause__ = error
    else:
        return code
    if debug:
        import traceback

        traceback.print_exception(failed)
    _report(failed, _as_json(argv))
    return code


def _unexpected(error: Exception) -> str:
    package = (error.name or "").partition(".")[0] if isinstance(error, ImportError) else "cnai"
    if package != "cnai":
        return f"the package {package} cannot be loaded: install cnai again, with what it needs; inside a zip file this command cannot work"
    return f"cnai failed unexpectedly ({type(error).__name__}: {error}); run it again with --debug to see where"


def _streams() -> Any:
    from cnai.output import streams

    return streams


def _debug(argv: list[str]) -> tuple[bool, list[str]]:
    """Whether --debug is given before "--", and the other arguments."""
    end = argv.index("--") if "--" in argv else len(argv)
    return "--debug" in argv[:end], [a for a in argv[:end] if a != "--debug"] + argv[end:]


def _as_json(argv: list[str]) -> bool:
    """Whether the answer was to be JSON, in which case an error is too."""
    end = argv.index("--") if "--" in argv else len(argv)
    words = [a.lower() for a in argv[:end]]
    return "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)


def _main(argv: list[str]) -> int:
    colour, argv = _colour(argv)
    if argv and argv[0] in ("-h", "--help"):
        return _say(help_text())
    if argv and argv[0] in ("--version", "-V", "version"):
        return _say(_version_line(argv))
    if argv and argv[0] == "help":
        return _say(help_text()) if len(argv) == 1 else _run(_command(argv[1], []), ["--help"], colour)
    if not argv:
        return _run(LANDSCAPE, [], colour)
    if argv[0].startswith("-"):
        named = next((a for a in argv if commands.find(a)), None)
        if named:
            rest = " ".join(a for a in argv if a != named)
            raise InvalidQuery(f"options go after the command: cnai {named} {rest}")
        return _run(LANDSCAPE, argv, colour)
    command = _command(argv[0], argv[1:])
    if argv[1:2] == ["help"] and len(argv) == 2 and command.name not in ("search", "which", "review"):
        return _run(command, ["--help"], colour)
    return _run(command, argv[1:], colour)


def _colour(argv: list[str]) -> tuple[str, list[str]]:
    """The value of --color, wherever it is, and the other arguments."""
    colour, rest, words = "auto", [], iter(argv)
    for arg in words:
        if arg == "--":
            rest += [arg, *words]
        elif arg == "--no-color":
            colour = "never"
        elif arg == "--color" or arg.startswith("--color="):
            colour = arg.partition("=")[2] if "=" in arg else next(words, "")
            if colour not in ("auto", "always", "never"):
                raise InvalidQuery(f"invalid value {colour!r} (choose from auto, always, never)", option="color")
        else:
            rest.append(arg)
    return colour, rest


# What people call a command before they have read the help.
_GUESSED = {
    "claims": ("article", "factcheck", "fact-check", "check", "verify"),
    "list": ("labs", "lab", "makers", "vendors"),
    "prices": ("cost", "costs", "pricing"),
    "scores": ("benchmark", "benchmarks", "bench", "leaderboard"),
    "timeline": ("events", "history"),
    "models": ("releases",),
    "show": ("info", "get", "view"),
    "show API-NAME": ("api", "apis"),
    "search TEXT": ("find", "grep"),
    "diff": ("changes",),
    "why": ("evidence", "proof"),
    "sql": ("query",),
    **{f"export {table}": (table,) for table in ("endpoints", "families", "licenses")},
}


def _command(name: str, rest: list[str]) -> Command:
    command = commands.find(name) or commands.find(name.lower())
    if command is None:
        import difflib

        close = difflib.get_close_matches(name.lower(), [*(c.name for c in COMMANDS), *ALIASES, "help"], n=2)
        guessed = next((command for command, words in _GUESSED.items() if name.lower() in words), None)
        known = f"did you mean: cnai {guessed}" if guessed else f"did you mean {' or '.join(close)}?" if close else _as_name(name, rest)
        hint = known or "cnai --help lists them"
        raise InvalidQuery(f"no command {name!r}: {hint}", close)
    return command


def _as_name(name: str, rest: list[str]) -> str:
    """The command that a name alone most probably means."""
    from cnai.api import load

    words = [w for w in rest if not w.startswith("-")]
    try:
        names = load().names
        found = any(names.exact(text) or names.exact(text, ("api",)) for text in (name, " ".join([name, *words])))
        spelled = [] if found else names.near.spelling(name)
    except CnaiError:
        return ""
    meant = [name, *words] if found else [spelled[0].id] if len(spelled) == 1 else []
    return f"did you mean: cnai show {' '.join(meant)}" if meant else ""


def _run(command: Command, argv: list[str], colour: str) -> int:
    _clean_environment()
    from cnai.commands.typed import execute

    if "--quiet" not in argv:
        _streams().begin_sign()
    try:
        return execute(command, argv, colour)
    finally:
        _streams().end_sign()


ARGUMENTS = ("table", "shell", "overlay", "data ACTION", "FIELD", "VALUE")  # of `InvalidQuery.option`, what is no option


def _clean_environment() -> None:
    """Drop settings that would break Typer or Rich rather than say anything: a width that is no number, a set but empty FORCE_COLOR."""
    for name in ("TERMINAL_WIDTH", "COLUMNS"):
        value = os.environ.get(name, "80")
        if not (value.isascii() and value.isdecimal()):
            del os.environ[name]
    if os.environ.get("FORCE_COLOR") == "":
        del os.environ["FORCE_COLOR"]
    for name in [n for n in os.environ if n.startswith("_") and n.endswith("_COMPLETE")]:
        del os.environ[name]


def help_text() -> str:
    """The program's help: examples, then the commands by purpose."""
    out = [HELP]
    for group in GROUPS:
        rows = [c for c in COMMANDS if c.group == group]
        if rows:
            out.append(f"\n{group}\n" + "".join(f"  {c.name:<12}{c.line}\n" for c in rows))
    return "".join(out) + TAIL


def _say(text: str) -> int:
    if text.isascii() and not isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):  # unbuffered, a short write would go unnoticed
        sys.stdout.write(text)
    else:
        _streams().write_stdout(text, drawn=True)
    return 0


def _version_line(argv: list[str]) -> str:
    """The version and the data's date, as text or, with --json, as an object."""
    if "-h" in argv or "--help" in argv:
        return "Usage: cnai version [--json]\n\n  The version of the program and of the data.\n"
    if rest := [a for a in argv[1:] if a != "--json"]:
        raise InvalidQuery(f"{argv[0]} takes no {rest[0]!r}, only --json")
    if len(argv) == 1:
        return f"cnai {_version()} (data {_data_version()})\n"
    import json

    return json.dumps({"version": _version(), "data_version": _data_version()}) + "\n"


def _version() -> str:
    from cnai import __version__

    return __version__


def _data_version() -> str:
    """The data's date, read from the head of the file without loading it."""
    from cnai.store.file import date_of, place

    return date_of(place())


def _report(error: CnaiError, as_json: bool) -> None:
    """An error in one or two lines on stderr, or as one line of JSON."""
    for each in getattr(error, "each", ()):
        _report(each, as_json)
    if hasattr(error, "each"):
        return
    option = getattr(error, "option", None)
    text = f"{option if option in ARGUMENTS else f'--{option}'}: {error.message}" if option else error.message
    if as_json:
        import json

        body = {"code": error.code, "message": text, "candidates": list(error.candidates)}
        _streams().say(json.dumps({"error": body}, ensure_ascii=True))
    else:
        _streams().say(text if isinstance(error, BadData) else f"cnai: {text}")
