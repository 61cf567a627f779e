"""The benchmarks measure what they say: the floors are floors, the budgets are those of the page, a grown catalogue is a catalogue."""

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import cnai
from cnai.commands import COMMANDS
from cnai.curate.compile import compile_tree, database
from cnai.curate.tree import read_tree
from trees import INVENTED

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "benchmarks"
SPEED = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")


@pytest.fixture
def startup(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    return import_module("startup")


@pytest.fixture
def scale(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    return import_module("scale")


@pytest.fixture
def larger(scale, tmp_path):
    """The invented catalogue, three times as large, compiled."""
    path = tmp_path / "catalogue.db"
    path.write_bytes(database(compile_tree(scale.grown(read_tree(INVENTED), 3))))
    return path


def test_the_floor_is_a_typer_program_that_prints_an_empty_list():
    done = subprocess.run([sys.executable, str(FOLDER / "floor.py"), "--json"], capture_output=True, text=True)
    assert json.loads(done.stdout) == []
    assert "cnai" not in re.findall(r"^(?:import|from) (\w+)", (FOLDER / "floor.py").read_text(encoding="utf-8"), re.M)


def test_every_budget_is_a_ratio_to_a_floor_that_is_measured(startup):
    for name, case in startup.CASES.items():
        assert case.floor in (None, startup.BARE, startup.TYPER), name
        assert case.floor or case.budget is None, name


@pytest.mark.parametrize("name", ["--version", "list --json", "list, drawn"])
def test_a_case_is_a_command_that_runs(startup, name):
    assert startup.seconds(startup.CASES[name].arguments).processor > 0


def test_a_missed_budget_says_by_how_much(startup):
    assert startup.verdict(1.5, 1.5) == "1.5"
    assert startup.verdict(1.65, 1.5) == "1.5, missed by 10.0 %"
    assert startup.verdict(9.0, None) == ""


def test_the_environment_keeps_byte_code_and_buffers(startup, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"} & set(startup.environment())


def test_a_grown_catalogue_has_copies_beside_the_originals(larger, stones):
    grown = cnai.load(data=larger)
    assert len(grown.models) == 3 * len(stones.models)
    assert len(grown.companies) == 3 * len(stones.companies)
    assert [m.id for m in grown.models_of(grown.get("amber"))] == [m.id for m in stones.models_of(stones.get("amber"))]
    assert {m.company for m in grown.models_of(grown.get("x2-amber"))} == {"x2-amber"}
    assert grown.resolve("amber").id == "amber"


def test_the_program_can_be_run_on_another_database(larger):
    done = subprocess.run([sys.executable, str(FOLDER / "another.py"), str(larger), "list", "--json"], capture_output=True, text=True)
    assert {"amber", "x1-amber", "x2-amber"} <= {row["id"] for row in json.loads(done.stdout)}


def test_the_page_on_speed_has_every_process_and_budget(startup, scale):
    for name, case in startup.CASES.items():
        line = next((line for line in SPEED.splitlines() if f"  {name}" in line), None)
        assert line, name
        if case.budget:
            assert f"({case.budget:g}" in line, line
    for name in scale.FEW:
        assert f"{name}: x1 " in SPEED


# ---- faults, mutants and the matrix

RELIABLE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


@pytest.fixture
def mutants(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    return import_module("mutants")


def test_the_page_on_reliability_has_every_part(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    parts = import_module("faults") and import_module("forked").PARTS
    assert re.findall(r"^\| `(\w+)` \|", RELIABLE, re.M) == list(parts)


def test_a_mutant_differs_in_one_place_and_is_a_module(mutants):
    source = """
def f(a: int = 1, b: str = "x") -> bool:
    'No change.'
    if a < 2 and not b:
        g(a)
    return a + 1 in (b, "y")
"""
    found = mutants.mutants(source)
    texts = [mutants.mutated(source, m) for m in found]
    assert len({*texts, source}) == len(texts) + 1
    assert all(compile(text, "m", "exec") for text in texts)
    assert {m.change.partition(" in ")[0] for m in found} >= {
        "Lt -> LtE",
        "And -> Or",
        "not b -> b",
        "1 -> 2",
        "g(a) -> pass",
        "Add -> Sub",
    }
    assert not any("No changeX" in text or "intX" in text for text in texts)


def test_mutants_are_made_of_modules_and_held_by_tests_that_exist(mutants):
    for module, files in mutants.HELD.items():
        assert (ROOT / "src" / "cnai" / module).is_file()
        assert [f for f in files.split() if not (ROOT / "tests" / f"test_{f}.py").is_file()] == []


def test_the_matrix_asks_commands_that_exist_and_knows_a_clear_line(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    matrix = import_module("matrix")
    known = {command.name for command in COMMANDS}
    assert {line.split()[0] for line in [*matrix.ASKED, *matrix.WITH_EXTRAS]} - known == {"--version", "--help", "nonsense"}
    assert set(matrix.NOT_IN_A_ZIP) <= set(matrix.ASKED)
    assert matrix.told((1, b"", b"cnai: the package pydantic_core cannot be loaded\n"))
    assert not matrix.told((1, b"", b"cnai: cnai failed unexpectedly (ImportError: pydantic)\n"))
