"""The documents are true: every example runs, every command is described, every figure that can be computed is."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from cnai.cli import help_text
from cnai.commands import COMMANDS, GROUPS
from cnai.commands.tools import TOOLS
from cnai.model.kinds import KINDS
from cnai.model.shape import keys
from cnai.words.labels import FIELDS
from conftest import Runner, Said, ran
from pages import commands_page, examples_of, records_page

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DATA = ROOT / "src" / "cnai" / "data"


def examples(text: str) -> list[str]:
    """The lines of a text that show a command."""
    return [line.strip()[2:] for line in text.splitlines() if line.strip().startswith("$ ")]


# Pages for agents: what they say to type is run as well.
FOR_AGENTS = ("llms.txt", "skills/cnai/SKILL.md")
ALL = [
    *examples(README),
    *(e for page in FOR_AGENTS for e in examples((ROOT / page).read_text(encoding="utf-8"))),
    *(re.split(r"\s{2,}", e)[0] for e in examples(help_text())),
    *(e for c in COMMANDS for e in examples_of(c)),
    *(re.split(r"\s{2,}", line)[0] for line in CONTRIBUTING.splitlines() if line.startswith("cnai ")),
]


def test_there_are_examples_of_every_command():
    assert [c.name for c in COMMANDS if not c.examples] == []
    assert len(examples(README)) > 20


# They run until they are ended: test_mcp and test_browse start them as they are meant to be.
LASTING = ("cnai mcp", "cnai browse", "cnai browse kimi")
# Files that examples read: name beside the reader -> the file of the project.
OTHER = ROOT / "tests" / "models_dev.json"
READ = {"README.md": ROOT / "README.md", "tests/models_dev.json": OTHER, "api.json": OTHER}


def in_a_shell(example: str, folder: Path) -> Said:
    """As a reader would run it; a program that this machine lacks is taken out of the pipe."""
    parts = [p for p in example.split(" | ") if shlex.split(p)[0] == "cnai" or shutil.which(shlex.split(p)[0])]
    script = " | ".join(re.sub(r"^cnai\b", f"{shlex.quote(sys.executable)} -m cnai", p) for p in parts)
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("example", sorted(set(ALL) - set(LASTING)))
def test_example_runs(example, tmp_path, monkeypatch):
    """A command alone runs in this process, several in a pipe in a shell."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name, path in READ.items():
        if name in example:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).symlink_to(path)
    before = set(tmp_path.rglob("*"))
    said = in_a_shell(example, tmp_path) if " | " in example else ran(*shlex.split(example)[1:])
    assert said.code == 0, said.err
    assert "Traceback" not in said.err
    written = set(tmp_path.rglob("*")) - before
    if "--dry-run" in example:
        assert said.err.startswith("would write ")
        assert not written
    else:
        assert said.out or written


def found(pattern: str, text: str, flags: int) -> str:
    match = re.search(pattern, text, flags)
    assert match, pattern
    return match[1]


def test_the_python_example_runs(capsys):
    code = found(r"```python\n(.+?)```", README, re.S)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # that is what the test is for
    assert "Kimi K2" in capsys.readouterr().out


@pytest.mark.parametrize("title", ["Run it", "Test it"])
def test_the_two_commands_are_one_line_each(title):
    block = found(rf"^## {title}\n+```sh\n(.+?)\n```", README, re.M | re.S)
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


def test_commands_page_is_written_from_the_program(assert_page):
    assert_page("commands.md", commands_page())


def test_records_page_is_written_from_the_classes(assert_page):
    assert_page("records.md", records_page())


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.record)
def test_every_field_is_documented(kind):
    assert [key for key in keys(kind.cls) if not FIELDS.get(key) or not FIELDS[key].doc.endswith(".")] == []


def test_the_tree_described_is_the_tree():
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    for command in ("check", "build"):
        assert command in CONTRIBUTING
    assert "licenses/<id>.toml" in text


def test_contributing_names_modules_that_exist():
    for path in re.findall(r"`((?:src|tests|docs|licenses|tiers)/[\w/.]+\.(?:py|toml|md))`", CONTRIBUTING):
        assert (ROOT / path).exists() or (DATA / path).exists(), path


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_command_module_has_its_function(command):
    assert callable(import_module(f"cnai.commands.{command.module}").command)


def test_help_of_a_command_leads_with_examples(run: Runner):
    text = run("help", "models").out
    assert text.index("$ cnai models") < text.index("--company")


# ---- pages for agents


@pytest.mark.parametrize("page", [*FOR_AGENTS, "docs/agents.md"])
def test_a_page_for_agents_links_to_files_that_exist(page):
    path = ROOT / page
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []
    assert links or page.endswith("SKILL.md")


def test_the_summary_for_agents_has_the_agreed_form():
    """A title, a summary in a quotation, then lists of links under headings (https://llmstxt.org)."""
    title, quote, *_ = (part for part in (ROOT / "llms.txt").read_text(encoding="utf-8").split("\n\n"))
    assert title == "# cnai"
    assert all(line.startswith("> ") for line in quote.splitlines())
    lists = (ROOT / "llms.txt").read_text(encoding="utf-8").partition("\n## ")[2]
    assert all(re.match(r"- \[[^\]]+\]\([^)]+\): ", line) for line in lists.splitlines()[1:] if line and not line.startswith("##"))


def test_the_skill_has_a_name_and_says_when_to_use_it():
    _, head, body = (ROOT / "skills" / "cnai" / "SKILL.md").read_text(encoding="utf-8").split("---\n", 2)
    known = yaml.safe_load(head)
    assert set(known) == {"name", "description"}
    assert known["name"] == "cnai"
    assert 50 < len(known["description"]) <= 1024
    assert {c for e in examples(body) for c in re.findall(r"cnai (\w+)", e)} <= {c.name for c in COMMANDS}
    assert "not legal advice" in body


def test_the_page_on_agents_lists_the_tools():
    text = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", text, re.M)) == TOOLS
