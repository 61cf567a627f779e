"""The conventions of docs/conventions.md hold: each command there prints what the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (?:`(.+)` \| `(.+)`|\| (.+)) \|$")
ROWS = [row for row in (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", row)]
# (number, what is expected, command, what it prints, or where and why without a command).
ITEMS = [match.groups() for row in ROWS if (match := ROW.match(row))]
NEEDED = [tool for tool in ("bash", "script", "awk", "od", "timeout", "cksum") if not shutil.which(tool)]
linux = pytest.mark.skipif(sys.platform != "linux" or bool(NEEDED), reason=f"needs Linux and {', '.join(NEEDED) or 'its tools'}")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """`cnai` and `python` are those of this environment, and nothing about colour is set."""
    folder = tmp_path_factory.mktemp("bin")
    for name, line in (("cnai", f'exec "{sys.executable}" -m cnai "$@"'), ("python", f'exec "{sys.executable}" "$@"')):
        (folder / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    unset = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_ACTIONS", "PAGER", "FORCE_HYPERLINK")
    kept = {k: v for k, v in os.environ.items() if k not in unset}
    return kept | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "SHELL": "/bin/bash"}


@linux
@pytest.mark.parametrize(("what", "command", "prints"), [i[1:4] for i in ITEMS if i[2]], ids=[f"{i[0]}-{i[1][:40]}" for i in ITEMS if i[2]])
def test_a_convention_holds(what, command, prints, environment, tmp_path):
    done = subprocess.run(
        ["bash", "-c", command.replace("\\|", "|")],
        cwd=ROOT,
        env=environment | {"T": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert " ".join(done.stdout.split()) == prints, f"{what}: {done.stderr}"


def test_every_item_is_there_once_with_a_command_or_a_reason():
    assert len(ROWS) == len(ITEMS)
    assert [int(i[0]) for i in ITEMS] == list(range(1, 87))
    assert len({i[1] for i in ITEMS}) == 86
    reasons = [i[4] for i in ITEMS if not i[2]]
    assert all(len(reason) > 30 for reason in reasons)
    assert len(reasons) < 10


def test_a_reason_names_tests_that_exist():
    named = {name for i in ITEMS if i[4] for name in re.findall(r"tests/\w+\.py|docs/\w+\.md|benchmarks/\w+\.py", i[4])}
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
