"""The pages of docs/ that are written from the program."""

from __future__ import annotations

import inspect
from dataclasses import fields
from importlib import import_module

from cnai.commands import COMMANDS, GROUPS, Command
from cnai.model import kinds
from cnai.model.shape import keys, required
from cnai.words.labels import field

KEPT = {"evidence": "needs evidence", "dated": "earlier values in `past`", "derived": "computed"}


def docstring(command: Command) -> str:
    """What a command answers, as its function says it."""
    return inspect.cleandoc(import_module(f"cnai.commands.{command.module}").command.__doc__ or "").partition("\n\n\b\n")[0]


def examples_of(command: Command) -> list[str]:
    return [f"cnai {command.name} {example}".rstrip() for example in command.examples]


def commands_page() -> str:
    parts = [
        "# Commands\n\nWritten from the program: `pytest --update` rewrites this page. `cnai COMMAND --help` lists the options.\n"
        "In csv and tsv a text that begins with `=`, `+`, `-` or `@` has an apostrophe before it, so that no spreadsheet runs it.\n"
    ]
    for group in GROUPS:
        parts.append(f"\n## {group}\n")
        for command in COMMANDS:
            if command.group == group:
                shown = "".join(f"$ {example}\n" for example in examples_of(command))
                parts.append(f"\n### cnai {command.name}\n\n{docstring(command)}\n\n```sh\n{shown}```\n")
    return "".join(parts)


def records_page() -> str:
    parts = [
        "# Records\n\nWritten from the program: `pytest --update` rewrites this page. `cnai schema` gives the JSON Schema.\n",
        "\nEvery key is always there: what is not known is `null`, an empty list is `[]`. "
        "Nested fields have flat names as columns (`license_id`).\n",
    ]
    for kind in kinds.KINDS:
        parts.append(f"\n## {kind.cls.__name__}\n\n{inspect.cleandoc(kind.cls.__doc__ or '')}\n\n| field | what | kept |\n|---|---|---|\n")
        metadata = {f.name: f.metadata for f in fields(kind.cls)}
        for key in keys(kind.cls):
            kept = [text for flag, text in KEPT.items() if metadata[key].get(flag)]
            must = ["always filled"] if key in required(kind.cls) else []
            known = field(key)
            what = (known.doc or f"{known.label}.") + (f" In {known.unit}." if known.unit else "")
            parts.append(f"| `{key}` | {what} | {', '.join([*must, *kept])} |\n")
    return "".join(parts)
