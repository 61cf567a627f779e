"""The man page, made of the same help that the program prints."""

from collections.abc import Iterable, Iterator, Sequence

from cnai.commands import GROUPS
from cnai.commands.described import Described, Parameter
from cnai.words.text import one_line

# Parameters that every reading command has: they are explained once.
SHARED = ("json", "format_", "fields", "no_header", "sources", "plain", "quiet", "no_pager", "as_of", "data", "help")


def page(version: str, day: str, help_text: str, commands: Sequence[Described]) -> str:
    """The page in roff (man(7)). `help_text` is what `cnai --help` prints: its first lines and what follows the commands are taken over."""
    about, _, rest = help_text.partition("\n\nExamples\n")
    examples = rest.partition("\n\n")[0].splitlines()
    tail = help_text.partition("Options for every command\n")[2]
    glob, _, codes = tail.partition("\n\n")
    name, _, what = about.replace("\n", " ").partition(": ")
    out = ['.\\" -*- coding: utf-8 -*-', f'.TH CNAI 1 "{day}" "cnai {version}" "User Commands"', ".nh", ".ad l"]
    out += [
        ".SH NAME",
        f"{name} \\- {_text(what.partition('. ')[0])}",
        ".SH SYNOPSIS",
        ".B cnai",
        "[\\fICOMMAND\\fR] [\\fIARGUMENT\\fR ...] [\\fIOPTION\\fR ...]",
    ]
    out += [".SH DESCRIPTION", _text(what), ".SH EXAMPLES", ".nf", *(_text(line.strip()) for line in examples), ".fi"]
    out.append(".SH COMMANDS")
    for group in GROUPS:
        for d in (d for d in commands if d.spec.group == group):
            out += _command(d)
    shared = next(d for d in commands if d.spec.reading and d.spec.dated)
    out += [".SH OPTIONS OF EVERY READING COMMAND", *_options(p for p in shared.options if p.name in SHARED)]
    out += [".SH OPTIONS OF EVERY COMMAND", *_pairs(glob)]
    out += [".SH EXIT STATUS", _text(codes.replace("Exit codes: ", "").replace("\n", " ").strip())]
    out += [".SH ENVIRONMENT", *_environment()]
    return "\n".join(out) + "\n"


def _command(d: Described) -> Iterator[str]:
    arguments = "".join(f" {a.value}" for a in d.arguments)
    yield f".SS {_text(f'cnai {d.spec.name}{arguments}')}"
    for n, paragraph in enumerate(d.text.split("\n\n")):
        yield from ([".PP"] if n else [])
        yield _text(" ".join(paragraph.split()))
    yield from _options(p for p in d.options if not (p.name == "help" or (d.spec.reading and p.name in SHARED)))
    if d.spec.examples:
        yield from [".PP", ".nf", *(_text(f"$ cnai {d.spec.name} {example}".rstrip()) for example in d.spec.examples), ".fi"]


def _options(options: Iterable[Parameter]) -> Iterator[str]:
    for p in options:
        value = f" \\fI{_text(p.value)}\\fR" if p.value else ""
        yield from [".TP", ", ".join(f"\\fB{_text(flag)}\\fR" for flag in p.flags) + value, _text(p.help)]


def _pairs(text: str) -> Iterator[str]:
    """Lines of "  --option  what it does" as they are in the help."""
    for line in text.splitlines():
        option, _, what = line.strip().partition("  ")
        yield from [".TP", f"\\fB{_text(option)}\\fR", _text(what.strip())]


def _environment() -> Iterator[str]:
    for name, what in (
        ("NO_COLOR, CNAI_NO_COLOR", "No colours."),
        ("FORCE_COLOR, CLICOLOR_FORCE", "Colours in a pipe too."),
        ("CNAI_PAGER, PAGER", "The program that shows what is longer than the window."),
        ("FORCE_HYPERLINK", "1: web addresses as links; 0: never."),
        ("COLUMNS", "The width of the window."),
    ):
        yield from [".TP", _text(name), _text(what)]


def _text(text: str) -> str:
    """Text that roff shows as it is."""
    text = one_line(text).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
