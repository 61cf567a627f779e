"""The pages of the manual are true: what they show is what the program prints and what the library returns.

Written into a page: a command or a Python statement. `pytest --update` writes the output below it. A last line "…" stands for more of the
same; a command without output, or with a pipe, is only run by test_docs.
"""

import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import chdir, redirect_stdout
from dataclasses import fields
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

import cnai
from cnai.curate.article import Sentence
from cnai.curate.diff import in_words
from cnai.curate.schema import schema
from cnai.model.kinds import TABLES
from cnai.model.shape import flagged
from cnai.questions.answers import ANSWERS
from cnai.store.database import Database
from cnai.store.file import bundled
from cnai.store.tables import NAMES, columns
from conftest import assert_same, ran
from rooms import ROOMS

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/questions.md", "docs/sql.md", "docs/overlay.md", "docs/library.md")
README = (ROOT / "README.md").read_text(encoding="utf-8")
OTHERS = ("pandas", "polars", "duckdb")
CLASSES = tuple(TABLES.values())
DAY = 1_795_651_200  # 2026-11-26 in UTC


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def assert_page(page: str, text: str, request: pytest.FixtureRequest) -> None:
    assert_same(ROOT / page, text, request.config.getoption("--update"), page)


# ---- commands


def printed(run, command: str) -> str:
    """What a person sees of a command in a window of 80 columns, without colours."""
    said = run(*shlex.split(command)[1:], "--no-color", terminal=True, width=80)
    assert said.code == 0, f"{command}: {said.err}"
    return said.out.rstrip("\n")


def cut(text: str, shown: list[str]) -> str:
    """As many lines of the text as are shown, if the last of them is "…"."""
    if not shown or shown[-1] != "…":
        return text
    return "\n".join([*text.split("\n")[: len(shown) - 1], "…"])


def rewritten(block: str, run) -> str:
    """A block of commands with the output of each that shows any."""
    out: list[str] = []
    rest = block.rstrip("\n").split("\n")
    while rest:
        line = rest.pop(0)
        out.append(line)
        shown = list(takewhile(lambda text: not text.startswith("$ "), rest))
        rest = rest[len(shown) :]
        if line.startswith("$ cnai") and any(shown):
            blank = [""] if rest and shown[-1] == "" else []
            out += [cut(printed(run, line[2:]), shown[: len(shown) - len(blank)]), *blank]
        else:
            out += shown
    return "\n".join(out) + "\n"


@pytest.fixture
def beside(tmp_path, monkeypatch):
    """A folder to run commands in, with the files that a page shows (their first line is their name), and a small api.json."""

    def enter(page: str) -> None:
        for text, name in re.findall(r"```\w+\n(# ([\w-]+\.(?:toml|txt))\n.*?)```", page, re.S):
            (tmp_path / name).write_text(text, encoding="utf-8")
            os.utime(tmp_path / name, (DAY, DAY))  # facts without a day are of the day of their file
        (tmp_path / "api.json").symlink_to(Path(__file__).parent / "models_dev.json")
        monkeypatch.chdir(tmp_path)

    return enter


@pytest.mark.parametrize("page", [p for p in PAGES if "```console" in read(p)])
def test_a_page_shows_what_the_program_prints(page, run, request, beside):
    beside(read(page))
    text = re.sub(r"(?<=```console\n).*?(?=```)", lambda m: rewritten(m[0], run), read(page), flags=re.S)
    assert_page(page, text, request)


# ---- Python


def result_of(example: doctest.Example, names: dict[str, Any]) -> str:
    """What a statement prints, its value included, as the interactive interpreter shows it."""
    out = io.StringIO()
    with redirect_stdout(out):
        try:
            exec(compile(example.source, "<manual>", "single"), names)  # noqa: S102  # that is what the test is for
        except cnai.CnaiError as error:
            last = "".join(traceback.format_exception_only(error))
            out.write(f"Traceback (most recent call last):\n    ...\n{last}")
    return out.getvalue()


def executed(block: str, names: dict[str, Any]) -> str:
    """A block of statements, each with its result."""
    out: list[str] = []
    for part in doctest.DocTestParser().parse(block):
        if isinstance(part, str):
            out.append(part)
            continue
        got = result_of(part, names)
        same = doctest.OutputChecker().check_output(part.want, got, doctest.ELLIPSIS)
        lines = part.source.rstrip("\n").split("\n")
        out += [f"{'>>>' if n == 0 else '...'} {line}".rstrip() + "\n" for n, line in enumerate(lines)]
        out.append(part.want if same and "..." in part.want else got)
    return "".join(out)


def blocks_replaced(page: str, wanted: Callable[[str], bool], names: dict[str, Any]) -> str:
    """A page with the Python blocks that are wanted executed anew."""

    def replaced(match: re.Match[str]) -> str:
        return executed(match[0], names) if ">>> " in match[0] and wanted(match[0]) else match[0]

    return re.sub(r"(?<=```python\n).*?(?=```)", replaced, read(page), flags=re.S)


def uses(block: str) -> list[str]:
    """The packages of others that a block imports."""
    return [name for name in OTHERS if f"import {name}" in block]


@pytest.mark.parametrize("page", [p for p in PAGES if ">>> " in read(p)])
def test_a_page_shows_what_python_returns(page, request):
    assert_page(page, blocks_replaced(page, lambda block: not uses(block), {}), request)


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    """A folder with the files that the page on the library exports."""
    folder = tmp_path_factory.mktemp("exported")
    with chdir(folder):
        for line in re.findall(r"^cnai (export .*)$", read("docs/library.md"), re.M):
            assert ran(*shlex.split(line)).code == 0
    return folder


@pytest.mark.parametrize("package", OTHERS)
def test_a_page_shows_what_other_packages_return(package, request, exported, monkeypatch):
    """The tables that cnai exports are read by the packages that people use for tables; `pip install .[dev]` installs them."""
    pytest.importorskip(package, reason=f"{package} is not installed: pip install .[dev]")
    page = "docs/library.md"
    monkeypatch.chdir(exported)
    found = [block for block in re.findall(r"```python\n(.*?)```", read(page), re.S) if package in uses(block)]
    assert found
    names = {"cnai": cnai, "catalogue": cnai.load()}
    assert_page(page, blocks_replaced(page, lambda block: package in uses(block), names), request)


def test_every_method_is_in_the_manual():
    text = read("docs/library.md")
    public = [name for name, value in vars(cnai.Catalogue).items() if callable(value) and not name.startswith("_")]
    assert [name for name in public if f".{name}(" not in text] == []
    assert [name for name in cnai.__all__ if f"`{name}`" not in text and f"cnai.{name}" not in text] == []


def test_the_example_of_the_readme_passes_a_strict_type_checker(tmp_path):
    """From outside the checkout, as in the project of somebody who has cnai installed."""
    found = re.search(r"```python\n(.+?)```", README, re.S)
    assert found
    (tmp_path / "example.py").write_text(found[1], encoding="utf-8")
    cache = f"--cache-dir={ROOT / '.mypy_cache'}"
    environment = {k: v for k, v in os.environ.items() if k != "MYPYPATH"}
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", cache, "example.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


# ---- pages that are written from the program


def kind_of(body: dict[str, Any]) -> str:
    """The type of a value in words, from its JSON Schema."""
    if "$ref" in body:
        name = body["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in body:
        return " or ".join(kind_of(one) for one in body["anyOf"])
    if "enum" in body:
        return " or ".join(f"`{json.dumps(value)}`" for value in body["enum"])
    if "const" in body:
        return f"`{json.dumps(body['const'])}`"
    if body.get("type") == "array":
        return f"array of {kind_of(body['items'])}" if body.get("items") else "array"
    if body.get("type") == "object":
        return "object"
    if body.get("format") == "uri":
        return "URL"
    if body.get("pattern"):
        return "date"
    return str(body.get("type", "any value"))


def only_required(name: str, body: dict[str, Any]) -> dict[str, Any]:
    """A definition without what is there only where it is asked for."""
    kept = {k: v for k, v in body["properties"].items() if k in body["required"] or name == "ProofOf"}
    return body | {"properties": kept}


def fields_of(body: dict[str, Any]) -> str:
    rows = "".join(f"| `{name}` | {kind_of(value)} |\n" for name, value in body["properties"].items())
    return f"| field | value |\n|---|---|\n{rows}"


def test_the_page_on_json_is_written_from_the_schema(request):
    whole = schema()
    parts = [
        "# JSON\n\nWritten from the program: `pytest --update` rewrites this page. `cnai schema NAME --json` prints the JSON Schema of a\n"
        "record or of a command's answer.\n\n"
        "Every field is always there: a value that is not known is `null`, an empty list is `[]`. Dates are text, as exact as known:\n"
        "`2025`, `2025-07` or `2025-07-11`. `sql` answers an array of rows with the columns of the query.\n\n"
        "`--sources` adds `sources` to every row of an array, or to the object: a ProofOf for each field and source.\n\n"
        "In json, jsonl and toml a text is as it is. In csv and tsv, also in a pipe, a text that begins with `=`, `+`, `-` or `@` has an\n"
        "apostrophe (`'`) before it, so that no spreadsheet runs it as a formula; numbers have none.\n\n"
        "## Commands\n\n| command | answer |\n|---|---|\n"
    ]
    for command, (classes, many) in ANSWERS.items():
        answer = " or ".join(kind_of({"$ref": f"/{cls.__name__}"}) for cls in classes)
        parts.append(f"| `cnai {command} --json` | {'array of ' if many else ''}{answer} |\n")
    parts.append("\n## Objects\n")
    for name, body in sorted(whole["$defs"].items()):
        parts.append(f"\n### {name}\n\n{body.get('description', '')}\n\n{fields_of(only_required(name, body))}")
    assert_page("docs/json.md", "".join(parts), request)


def test_contributing_lists_the_layers():
    assert " · ".join(ROOMS[:-1]) in read("CONTRIBUTING.md")


def test_the_changelog_counts_the_data(request):
    counts = in_words(None, Database(bundled()))[0]
    assert_page("CHANGELOG.md", re.sub(r"^- Data 20.*$", counts, read("CHANGELOG.md"), flags=re.M), request)


def test_the_example_of_your_own_facts_is_valid(tmp_path):
    found = re.search(r"```toml\n(.+?)```", read("docs/overlay.md"), re.S)
    assert found
    path = tmp_path / "overlay.toml"
    path.write_text(found[1], encoding="utf-8")
    catalogue = cnai.load(overlay=path)
    assert catalogue.model("kimi-k2").context_tokens == 200_000
    assert catalogue.model("kimi-k2-ours").company == "moonshot"


def test_the_page_on_sql_lists_every_table():
    text = read("docs/sql.md")
    listed = dict(re.findall(r"^\| `(\w+)` \| `(\w+)`", text, re.M))
    assert tuple(listed) == NAMES
    for table, key in listed.items():
        assert key in columns(table)


def test_the_page_on_data_names_the_fields_that_need_evidence():
    text = read("docs/data.md")
    listed = text.partition("These fields need evidence")[2].partition("What a source can prove")[0]
    for record in ("companies", "families", "models", "licenses", "endpoints"):
        assert " ".join(flagged(TABLES[record], "evidence")) in " ".join(listed.split())


def test_the_page_on_data_shows_only_keys_that_exist():
    proof = {"fields", "source", "locator", "checked", "confidence", "basis", "value", "note"}
    known = {f.name for cls in (*CLASSES, Sentence) for f in fields(cls)} | proof
    for block in re.findall(r"```toml\n(.*?)```", read("docs/data.md"), re.S):
        assert set(re.findall(r"^(?:# )?(\w+) = ", block, re.M)) <= known
