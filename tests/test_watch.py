"""The commands and scripts of docs/watch.md, run in a shell with the list that the page shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PAGE = (Path(__file__).parent.parent / "docs" / "watch.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"```sh\n(.+?)```", PAGE, re.S)
JOB = yaml.safe_load(re.findall(r"```yaml\n(.+?)```", PAGE, re.S)[0])["jobs"]["watch"]
STEPS = [step["run"] for step in JOB["steps"] if step.get("run", "").startswith("cnai ")]
COMMANDS = list(dict.fromkeys([line for block in SCRIPTS for line in block.splitlines() if line.startswith("cnai ")] + STEPS))


@pytest.fixture
def shell(tmp_path):
    """Runs a script where `cnai` is this cnai and watch.txt is the list of the page."""
    listed = re.search(r"```text\n(.+?)```", PAGE, re.S)
    assert listed
    (tmp_path / "watch.txt").write_text(listed[1], encoding="utf-8")
    (tmp_path / "cnai").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cnai "$@"\n', encoding="utf-8")
    (tmp_path / "cnai").chmod(0o755)
    environment = os.environ | {"HOME": str(tmp_path), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    return lambda script: subprocess.run(["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers(command, shell):
    done = shell(command)
    assert done.returncode in ((0, 5, 6) if "--exit-code" in command else (0,)), done.stderr
    assert done.stdout
    assert "Traceback" not in done.stderr


def test_the_script_prints_only_what_changed(shell):
    script = next(s for s in SCRIPTS if s.startswith("#!"))
    quiet = shell(script.replace("--since 7d", "--since 0d"))
    assert (quiet.returncode, quiet.stdout) == (0, "")
    loud = shell(script.replace("--since 7d", "--since 2024"))
    assert loud.returncode == 0
    assert "DeepSeek" in loud.stdout


def test_an_unknown_name_ends_the_script(shell, tmp_path):
    (tmp_path / "watch.txt").write_text("nothing-of-that-name\n", encoding="utf-8")
    done = shell(next(s for s in SCRIPTS if s.startswith("#!")))
    assert (done.returncode, done.stdout) == (3, "")
    assert "nothing-of-that-name" in done.stderr
