"""What the tests share: an invented catalogue, the program run in process, golden files."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from rich.cells import cell_len

import cnai
from bundled import use_database
from cnai.cli import main
from cnai.curate.__main__ import all_faults
from cnai.curate.compile import compile_tree, database
from cnai.curate.tree import read_tree
from cnai.store.file import NAME
from hostile import HOSTILE, poisoned_data
from trees import INVENTED

At = Callable[[str], cnai.Catalogue]
HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
# No test, and no process that one starts, reads the user's own facts or settings.
NOWHERE = tempfile.TemporaryDirectory(prefix="cnai-", ignore_cleanup_errors=True)
os.environ["XDG_CONFIG_HOME"] = os.environ["APPDATA"] = NOWHERE.name
for variable in ("CNAI_OVERLAY", "CNAI_PAGER", "PYTHONUNBUFFERED"):
    os.environ.pop(variable, None)
# As in the program, where no garbage is collected: what is there now is never looked at, what comes later seldom.
gc.freeze()
gc.set_threshold(100_000, 20, 50)
# A property is tried with so many examples, however long each takes here; pytest --hypothesis-profile=thorough tries many more.
settings.register_profile("usual", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=5000)
settings.load_profile("usual")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the golden files and the pages of docs/ that are written from the program"
    )


# ---- catalogues


def compiled(tree_folder: Path, target: Path) -> Path:
    """Compile a data tree into a folder that the program can read."""
    tree = read_tree(tree_folder)
    faults = all_faults(tree)
    assert not faults, faults
    target.mkdir(parents=True)
    (target / NAME).write_bytes(database(compile_tree(tree)))
    return target / NAME


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


@pytest.fixture(params=["invented", "real"])
def either(request: pytest.FixtureRequest) -> cnai.Catalogue:
    """Each of the two catalogues."""
    return request.getfixturevalue("stones" if request.param == "invented" else "real")


@pytest.fixture(scope="session")
def on(invented_data: Path) -> At:
    """The invented catalogue as it was on a day."""
    return cache(lambda day: cnai.load(day, data=invented_data))


@pytest.fixture(scope="session")
def really_on() -> At:
    """The bundled catalogue as it was on a day."""
    return cache(cnai.load)


@pytest.fixture(scope="session")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented catalogue with hostile text before every free text."""
    return poisoned_data(tmp_path_factory.mktemp("data") / "hostile", HOSTILE)


@pytest.fixture
def hostile(hostile_data: Path) -> cnai.Catalogue:
    """The same, loaded."""
    return cnai.load(data=hostile_data)


# ---- the program in this process


@dataclass(frozen=True)
class Said:
    """What a run of the program gave."""

    code: int
    out: str
    err: str


Runner = Callable[..., Said]


def rows_of(said: Said) -> list[dict[str, Any]]:
    """The answer of a run with --json that must have succeeded."""
    assert said.code == 0, said.err
    return json.loads(said.out)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def ran(*argv: str, stdin: str = "", terminal: bool = False, width: int = 80) -> Said:
    """Run the program in this process on the bundled data: ran("list", "--json") gives its code, stdout and stderr."""
    out, err = Terminal(terminal), Terminal(False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        patch.setenv("COLUMNS", str(width))
        for name in ("NO_COLOR", "CNAI_NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
            patch.delenv(name, raising=False)
        patch.setenv("TERM", "xterm-256color")
        code = main(list(argv))
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture
def run() -> Runner:
    """The program on the bundled data."""
    return ran


@pytest.fixture
def stone_run(run: Runner, invented_data: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """The same on the invented data."""
    use_database(invented_data, monkeypatch)
    return run


@pytest.fixture
def hostile_run(run: Runner, hostile_data: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """The same on the hostile data."""
    use_database(hostile_data, monkeypatch)
    return run


def too_wide(text: str, width: int) -> list[str]:
    """The lines that do not fit a window. An address at the end of a line and a command are never wrapped, so that they can be copied."""
    return [line for line in text.splitlines() if cell_len(line) > width and not re.search(r"https?://\S+$|^ *cnai ", line)]


# ---- golden files

REWRITTEN: list[str] = []


def assert_same(path: Path, text: str, update: bool, where: str) -> None:
    """The text is what the file holds; with --update the file is rewritten, and the end of the run lists it."""
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if update and before != text:
        path.write_text(text, encoding="utf-8")
        REWRITTEN.append(where)
        before = text
    assert before is not None, f"{where} does not exist: run pytest --update and read it"
    assert text == before, f"{where} differs: read the difference, then run pytest --update"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With pytest-xdist a worker hands on what it rewrote."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["rewrote"] = REWRITTEN


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    REWRITTEN.extend(getattr(node, "workeroutput", {}).get("rewrote", []))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for where in sorted(REWRITTEN):
        terminalreporter.write_line(f"rewrote {where}")


@pytest.fixture
def assert_golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """assert_golden("name.txt", text): the text is what the golden file holds; pytest --update rewrites it."""
    update = request.config.getoption("--update")
    return lambda name, text: assert_same(GOLDEN / name, text, update, f"tests/golden/{name}")


@pytest.fixture
def assert_page(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """The same for a page in docs/ that is written from the program."""

    update = request.config.getoption("--update")
    return lambda name, text: assert_same(HERE.parent / "docs" / name, text, update, f"docs/{name}")
