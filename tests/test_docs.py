"""The documents are true: every example runs, every command is described, every figure that can be computed is."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from cnai.cli import help_text
from cnai.commands import COMMANDS, GROUPS
from cnai.curate.compile import read_compiled
from cnai.curate.diff import in_words
from cnai.entities import TABLES
from cnai.fields import field
from cnai.plain import keys, required
from conftest import Runner

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = ROOT / "src" / "cnai" / "data"


def examples(text: str) -> list[str]:
    """The lines of a text that show a command."""
    return [line.strip()[2:] for line in text.splitlines() if line.strip().startswith("$ ")]


def docstring(module: str) -> str:
    path = ROOT / "src" / "cnai" / "commands" / f"{module}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    function = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "command")
    return ast.get_docstring(function) or ""


ALL = [
    *examples(README),
    *(re.split(r"\s{2,}", e)[0] for e in examples(help_text())),
    *(e for c in COMMANDS for e in examples(docstring(c.module))),
]


def test_there_are_examples_of_every_command():
    for command in COMMANDS:
        assert examples(docstring(command.module)), f"cnai {command.name} --help shows no example"
    assert len(examples(README)) > 25


@pytest.mark.parametrize("example", sorted(set(ALL)))
def test_example_runs(example, tmp_path):
    """Through a shell as a reader would; a program that this machine lacks is taken out of the pipe."""
    parts = [p for p in example.split(" | ") if shlex.split(p)[0] == "cnai" or shutil.which(shlex.split(p)[0])]
    script = " | ".join(re.sub(r"^cnai\b", f"{shlex.quote(sys.executable)} -m cnai", p) for p in parts)
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())
    assert "Traceback" not in done.stderr


def test_the_python_example_runs(capsys):
    code = re.search(r"```python\n(.+?)```", README, re.S)[1]
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # that is what the test is for
    assert "Kimi K2" in capsys.readouterr().out


@pytest.mark.parametrize("title", ["Run it", "Test it"])
def test_the_two_commands_are_one_line_each(title):
    block = re.search(rf"^## {title}\n+```sh\n(.+?)\n```", README, re.M | re.S)[1]
    assert block.count("\n") == 0
    assert block.startswith("python3 -m venv .venv && ")


def test_ci_runs_the_line_of_the_readme():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "## Test it" in text
    assert "pip install" not in text


def test_every_command_is_in_help_and_readme():
    for command in COMMANDS:
        assert re.search(rf"^  {command.name} ", help_text(), re.M)
        assert f"`{command.name}`" in README
        assert command.group in GROUPS


def test_commands_page_is_written_from_the_program(golden_docs):
    parts = ["# Commands\n\nWritten from the program: `pytest --update` rewrites this page. `cnai COMMAND --help` lists the options.\n"]
    for group in GROUPS:
        parts.append(f"\n## {group}\n")
        for command in COMMANDS:
            if command.group == group:
                text = docstring(command.module).replace("\b\n", "")
                body = re.sub(
                    r"Examples:\n((?:  \$ .*\n?)+)", lambda m: "```sh\n" + re.sub(r"^  ", "", m[1], flags=re.M).rstrip() + "\n```", text
                )
                parts.append(f"\n### cnai {command.name}\n\n{body}\n")
    golden_docs("commands.md", "".join(parts))


def test_records_page_is_written_from_the_classes(golden_docs):
    kinds = {"evidence": "needs evidence", "dated": "earlier values in `past`", "derived": "computed"}
    parts = ["# Records\n\nWritten from the program: `pytest --update` rewrites this page. `cnai schema` gives the JSON Schema.\n"]
    parts.append(
        "\nEvery key is always there: what is not known is `null`, an empty list is `[]`. "
        "Nested fields have flat names as columns (`license_id`).\n"
    )
    for cls in TABLES.values():
        parts.append(f"\n## {cls.__name__}\n\n{cls.__doc__}\n\n| field | what | kept |\n|---|---|---|\n")
        by_name = {f.name: f for f in fields(cls)}
        for key in keys(cls):
            kept = ", ".join(text for flag, text in kinds.items() if by_name[key].metadata.get(flag))
            must = "always filled" if key in required(cls) else ""
            parts.append(f"| `{key}` | {field(key).label} | {', '.join(x for x in (must, kept) if x)} |\n")
    golden_docs("records.md", "".join(parts))


def test_the_changelog_counts_the_data():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert in_words({}, read_compiled(DATA) or {})[0] in text


def test_the_tree_described_is_the_tree():
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    for command in ("check", "build"):
        assert command in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "licenses/<id>.toml" in text


def test_contributing_names_modules_that_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:src|tests|docs|licenses|tiers)/[\w/.]+\.(?:py|toml|md))`", text):
        assert (ROOT / path).exists() or (DATA / path).exists(), path


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_command_module_has_its_function(command):
    assert callable(import_module(f"cnai.commands.{command.module}").command)


def test_help_of_a_command_leads_with_examples(run: Runner):
    text = run("help", "models").out
    assert text.index("$ cnai models") < text.index("--company")
