"""Two people at work: branches that each change a word about another company merge without a conflict."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cnai import load
from cnai.curate.__main__ import main
from trees import INVENTED, changed, put

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def repository(tmp_path) -> Path:
    """The invented tree in a repository of its own, without its compiled database, as a checkout has it."""
    root = Path(shutil.copytree(INVENTED, tmp_path / "repository"))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "A. Writer")
    git(root, "config", "user.email", "writer@example.org")
    (root / ".gitignore").write_text("catalogue.db\n", encoding="utf-8")
    commit(root, "Begin")
    return root


def git(root: Path, *argv: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *argv], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", message)


def edited(root: Path, branch: str, file: str, change) -> None:
    """On a branch of its own, change a file as an editor does: edit, fmt, build, commit."""
    git(root, "switch", "--quiet", "--create", branch, "main")
    changed(root / file, change)
    for command in ("fmt", "build"):
        subprocess.run([sys.executable, "-m", "cnai.curate", "--data", str(root), command], check=True, capture_output=True)
    commit(root, branch)


def test_branches_about_two_companies_merge(repository):
    edited(repository, "amber", "companies/amber/company.toml", put("hq", "Shenzhen"))
    edited(repository, "basalt", "companies/basalt/basalt-lm.toml", put("models", 0, "name", "BasaltLM2-57B-A"))
    changes = {branch: git(repository, "diff", "--name-only", "main", branch).split() for branch in ("amber", "basalt")}
    assert changes == {
        "amber": ["companies/amber/company.toml", "companies/amber/ledger.txt"],
        "basalt": ["companies/basalt/basalt-lm.toml", "companies/basalt/ledger.txt"],
    }
    git(repository, "switch", "--quiet", "main")
    git(repository, "merge", "--quiet", "--no-edit", "amber")
    git(repository, "merge", "--quiet", "--no-edit", "basalt")
    assert main(["--data", str(repository), "check"]) == 0
    assert main(["--data", str(repository), "build"]) == 0
    catalogue = load(data=repository)
    assert catalogue.company("amber").hq == "Shenzhen"
    assert catalogue.get("basalt-57b").name == "BasaltLM2-57B-A"
    assert git(repository, "status", "--porcelain") == "", "the database is not of the repository"
