"""The files around the code: they parse, agree with each other and name things that exist."""

import io
import re
import shlex
import subprocess
import sys
import tomllib
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import mkdocs_hooks
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import cnai
from cnai.commands import COMMANDS
from cnai.curate.__main__ import main as curate

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROGRAMS = {"just", "git", "uv"}  # what a recipe may start besides Python


def read(name: str) -> Any:
    """A YAML file of the project."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def recipes() -> dict[str, list[str]]:
    """The commands of each recipe of the justfile."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "justfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found[list(found)[-1]].append(line.strip().removeprefix("@"))
        elif line and not line.startswith("#"):
            found[line.split()[0].rstrip(":")] = []
    return found


def test_the_justfile_has_the_usual_recipes():
    assert {"test", "lint", "fmt", "data", "golden", "bench"} <= set(recipes())


@pytest.mark.parametrize("command", [command for commands in recipes().values() for command in commands])
def test_a_recipe_runs_what_exists(command):
    program, *arguments = shlex.split(re.sub(r"{{.*?}}", "", command))
    if program != "python":
        assert program in PROGRAMS
    elif arguments[0] == "-m":
        assert arguments[1] == "pip" or find_spec(arguments[1])  # an environment of uv has no pip
    else:
        assert (ROOT / arguments[0]).is_file()


def test_a_recipe_for_the_data_uses_known_commands():
    for command in recipes()["data"]:
        assert command.split()[-1] in run_curate(command.split()[-1], "--help")


def test_hooks_before_a_commit_check_style_spelling_and_data():
    hooks = {hook["id"]: hook for repo in read(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]}
    assert {"ruff-check", "ruff-format", "codespell", "data"} <= set(hooks)
    assert hooks["data"]["entry"] in recipes()["data"]
    assert re.match(hooks["data"]["files"], "src/cnai/data/companies/deepseek/company.toml")


def test_the_development_tools_are_listed_once():
    assert PROJECT["dependency-groups"]["dev"] == ["cnai[dev]"]
    assert len(PROJECT["project"]["optional-dependencies"]["dev"]) > 5


def test_coverage_counts_branches_and_has_a_floor():
    coverage = PROJECT["tool"]["coverage"]
    assert coverage["run"]["branch"] is True
    assert coverage["report"]["fail_under"] == 95
    assert "--cov" not in PROJECT["tool"]["pytest"]["ini_options"]["addopts"]


def pins(name: str) -> dict[str, tuple[str, list[str]]]:
    """Package -> (version, hashes) of a file of pinned requirements."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    rows = re.findall(r"^([\w.-]+)==([^ ;]+)(.*)$", text, re.M)
    assert len(rows) == len(re.findall(r"^\w", text, re.M)), "every line is a pin"
    return {canonicalize_name(package): (version, re.findall(r"--hash=sha256:([0-9a-f]{64})\b", rest)) for package, version, rest in rows}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("dev.txt", PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]),
        ("release.txt", [*PROJECT["build-system"]["requires"], "build", "twine"]),
    ],
)
def test_the_pins_cover_what_is_installed_each_with_its_hashes(name, wanted):
    pinned = pins(name)
    for requirement in map(Requirement, wanted):
        version, _ = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{name} pins {requirement.name} {version}: run just pins"
    assert [package for package, (_, hashes) in pinned.items() if not hashes] == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda p: p.name)
def test_the_pins_name_no_address(path):
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host| @ ", path.read_text(encoding="utf-8"))


def test_a_release_is_built_twice_from_pins_and_checked():
    runs = [step.get("run", "") for step in jobs("release.yml")["build"]["steps"]]
    order = ["--require-hashes -r requirements/release.txt", "-m build --no-isolation", "sha256sum --check", "-m twine check --strict"]
    at = [next((n for n, run in enumerate(runs) if wanted in run), -1) for wanted in order]
    assert -1 not in at
    assert at == sorted(at)


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def jobs(name: str) -> dict[str, Any]:
    return dict(read(f".github/workflows/{name}")["jobs"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_actions_are_pinned_to_a_commit_with_its_version_beside_it(path):
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    assert used
    for action, rest in used:
        if not action.startswith("./"):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_a_workflow_may_only_read_unless_a_job_says_so(path):
    assert read(f".github/workflows/{path.name}")["permissions"] in ({}, {"contents": "read"})


def test_the_suite_runs_on_every_supported_python_and_system():
    matrix = jobs("test.yml")["test"]["strategy"]["matrix"]
    assert {system.partition("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}
    named = {c.rpartition(" ")[2] for c in PROJECT["project"]["classifiers"] if re.search(r":: 3\.\d+$", c)}
    assert named <= set(matrix["python"])
    assert f">={matrix['python'][0]}" == PROJECT["project"]["requires-python"]
    assert {extra["dependencies"] for extra in matrix["include"]} == {"lowest"}


def test_the_workflow_checks_what_the_justfile_checks():
    runs = [step.get("run") for step in jobs("test.yml")["lint"]["steps"]]
    assert set(recipes()["lint"]) | set(recipes()["coverage"]) <= set(runs)


def test_the_workflow_builds_the_site_as_the_justfile_does():
    runs = [step.get("run") for step in jobs("docs.yml")["build"]["steps"]]
    assert recipes()["docs"] == [runs[-2]] == ["python -m mkdocs build --strict"]


def pages_of(part: Any) -> list[str]:
    """The files that a part of the site's table of contents names."""
    if isinstance(part, str):
        return [part]
    return [page for one in (part.values() if isinstance(part, dict) else part) for page in pages_of(one)]


def test_the_site_lists_every_page_once():
    beside = set(mkdocs_hooks.BESIDE.values())
    own = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    listed = pages_of(read("mkdocs.yml")["nav"])
    assert sorted(listed) == sorted(own | {page for page in beside if page.endswith(".md") and "/" not in page})


def test_files_beside_the_pages_are_there_and_links_follow_them():
    assert [file for file in mkdocs_hooks.BESIDE if not (ROOT / file).is_file()] == []
    text = "[a](docs/sql.md) [b](LICENSE-DATA) [c](../llms.txt) [d](CONTRIBUTING.md#x) [e](README.md) ![f](docs/pictures/can.svg) [g](#h)"
    assert mkdocs_hooks.moved(text) == (
        "[a](sql.md) [b](LICENSE-DATA.txt) [c](llms.txt) [d](CONTRIBUTING.md#x) [e](index.md) ![f](pictures/can.svg) [g](#h)"
    )


def test_the_site_is_built_without_a_warning(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert not re.search(r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//', first), "the site fetches nothing from elsewhere"
    assert "pictures/can.svg" in first


def test_only_the_last_job_of_a_release_may_ask_for_an_identity():
    release = jobs("release.yml")
    assert [name for name, job in release.items() if "id-token" in job["permissions"]] == ["publish"]
    assert release["publish"]["needs"] == "build"
    assert release["build"]["needs"] == "test"
    assert "with" not in release["publish"]["steps"][-1]


def test_the_citation_names_this_version_and_the_date_of_the_data():
    citation = read("CITATION.cff")
    dataset = tomllib.loads((ROOT / "src/cnai/data/dataset.toml").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == cnai.__version__
    assert str(citation["date-released"]) == dataset["date"]
    assert " AND ".join(citation["license"]) == PROJECT["project"]["license"]
    assert citation["authors"] == PROJECT["project"]["authors"]


def test_the_security_policy_names_options_that_exist(run):
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    writing = next(part for part in text.split("\n\n") if part.startswith("**Files are written only where you ask.**"))
    help_text = run("export", "--help").out + run("completion", "--help").out + run_curate("check", "--help")
    assert [option for option in re.findall(r"--[a-z]+", writing) if option not in help_text] == []


def run_curate(*arguments: str) -> str:
    """What the data tools print before they stop."""
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit):
        curate(list(arguments))
    return out.getvalue()


FORMS = sorted(p for p in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")


def questions(path: Path) -> dict[str, Any]:
    """The questions of an issue form by id."""
    return {part["id"]: part for part in read(path.relative_to(ROOT).as_posix())["body"] if part["type"] != "markdown"}


@pytest.mark.parametrize("path", FORMS, ids=lambda p: p.stem)
def test_an_issue_form_has_what_its_host_demands(path):
    form = read(path.relative_to(ROOT).as_posix())
    assert {"name", "description", "title", "body"} <= set(form)
    assert {part["type"] for part in form["body"]} <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}
    assert all(part["attributes"]["label"] for part in questions(path).values())
    assert [q for q in questions(path).values() if q.get("validations", {}).get("required")]


def test_a_wrong_fact_comes_with_record_field_and_source():
    asked = questions(FORMS[0])
    assert {"record", "field", "source"} <= {name for name, q in asked.items() if q.get("validations", {}).get("required")}


@pytest.mark.parametrize("path", [*FORMS, ROOT / ".github" / "pull_request_template.md"], ids=lambda p: p.stem)
def test_a_template_names_commands_that_exist(path):
    named = re.findall(r"`cnai ([a-z]+)", path.read_text(encoding="utf-8"))
    assert set(named) <= {command.name for command in COMMANDS}
