"""The benchmarks measure what they say: the floors are floors, the budgets are those of the page, a grown catalogue is a catalogue."""

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import cnai
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
