"""What the tests share: an invented catalogue, the program run in process, golden files."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import cnai
from cnai import catalogue as catalogue_module
from cnai.cli import main
from cnai.curate.__main__ import all_faults
from cnai.curate.compile import compile_tree, files
from cnai.curate.schema import schema
from cnai.curate.tree import read_tree
from cnai.formats import json_

HERE = Path(__file__).parent
INVENTED = HERE / "invented"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files")


def compiled(tree_folder: Path, target: Path) -> Path:
    """Compile a data tree into a folder that the program can read."""
    tree = read_tree(tree_folder)
    faults = all_faults(tree)
    assert not faults, faults
    (target / "evidence").mkdir(parents=True)
    for name, text in files(compile_tree(tree)).items():
        (target / name).write_text(text, encoding="utf-8")
    (target / "schema.json").write_text(json_.dumps(schema()), encoding="utf-8")
    return target


@pytest.fixture(scope="session")
def invented_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented catalogue, compiled."""
    return compiled(INVENTED, tmp_path_factory.mktemp("data") / "compiled")


@pytest.fixture
def stones(invented_data: Path) -> cnai.Catalogue:
    """The invented catalogue, loaded."""
    return cnai.load(data=invented_data)


@pytest.fixture(scope="session")
def real() -> cnai.Catalogue:
    """The bundled catalogue."""
    return cnai.load()


@dataclass(frozen=True)
class Said:
    """What a run of the program gave."""

    code: int
    out: str
    err: str


Runner = Callable[..., Said]


class Terminal(io.StringIO):
    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run the program in this process on the bundled data: run("list", "--json") gives its code, stdout and stderr."""

    def call(*argv: str, stdin: str = "", terminal: bool = False, width: int = 80) -> Said:
        out, err = Terminal(terminal), Terminal(False)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            patch.setenv("COLUMNS", str(width))
            for name in ("NO_COLOR", "CNAI_NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
                patch.delenv(name, raising=False)
            patch.setenv("TERM", "xterm-256color")
            code = main(list(argv))
        return Said(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def stone_run(run: Runner, invented_data: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """The same on the invented data."""
    monkeypatch.setattr(catalogue_module, "bundled", lambda: invented_data)
    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """golden("name.txt", text): the text is what the golden file holds; pytest --update rewrites it."""

    def check(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {name}: look at the output and run pytest --update"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: look at it, then pytest --update"

    return check


@pytest.fixture
def golden_docs(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """The same for a page in docs/ that is written from the program."""

    def check(name: str, text: str) -> None:
        path = HERE.parent / "docs" / name
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"docs/{name} is not what the program says: pytest --update"

    return check
