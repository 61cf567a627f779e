"""The compiled database: the same bytes for the same tree, and one clear line where it cannot be used."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import cnai
from bundled import use_database
from cnai.store.file import NAME
from cnai.store.tables import NAMES, columns
from conftest import Runner
from trees import INVENTED

Spoil = Callable[[Path], object]


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def cut_to_its_head(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def after(statement: str) -> Spoil:
    """The file after a statement."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(statement)
            connection.commit()

    return spoil


def foreign(path: Path) -> None:
    path.unlink()
    after("create table models (id text)")(path)


other_layout = after("update _meta set value = '\"1\"' where key = 'layout'")
without_head = after("delete from _meta where key in ('article', 'counts')")
with_a_broken_record = after("update _record set body = '{' where kind = 'companies'")


def scrambled(path: Path) -> None:
    """Everything behind the first page is noise."""
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(n % 251 for n in range(len(data) - 4096)))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def text(path: Path) -> None:
    path.write_text("a catalogue of stones\n" * 50, encoding="utf-8")


# Which commands a fault of the file reaches: --version reads the head of the file alone.
ALL = (["list"], ["--version"], ["show", "amber", "--json"])
OPENED = (["list"], ["show", "amber", "--json"])
FAULTS: dict[str, tuple[Spoil, str, tuple[list[str], ...]]] = {
    "missing": (Path.unlink, "is missing", ALL),
    "empty": (emptied, "is not a cnai database", ALL),
    "truncated": (cut, "is truncated", ALL),
    "cut to its head": (cut_to_its_head, "is truncated", ALL),
    "foreign": (foreign, "is not a cnai database", ALL),
    "text": (text, "is not a cnai database", ALL),
    "a folder": (a_folder, "cannot be read (Is a directory)", ALL),
    "of another layout": (other_layout, "was compiled for another version of cnai", OPENED),
    "scrambled": (scrambled, "is damaged", OPENED),
    "without its head": (without_head, "is damaged", OPENED),
    "with a broken record": (with_a_broken_record, "is damaged (a record cannot be read)", OPENED),
}


@pytest.mark.parametrize(
    ("fault", "argv"),
    [(name, argv) for name, (_, _, calls) in FAULTS.items() for argv in calls],
    ids=lambda v: v if isinstance(v, str) else " ".join(v),
)
def test_a_database_that_cannot_be_used_is_one_line(fault, argv, run: Runner, invented_data, tmp_path, monkeypatch):
    spoil, says, _ = FAULTS[fault]
    path = tmp_path / NAME
    path.write_bytes(invented_data.read_bytes())
    spoil(path)
    use_database(path, monkeypatch)
    said = run(*argv)
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    message = json.loads(said.err)["error"]["message"] if "--json" in argv else said.err.removeprefix("cnai: ").rstrip()
    assert message.startswith(f"the bundled data {path} {says}")
    assert message.endswith("; reinstall cnai, or run python -m cnai.curate build in a checkout")


def test_the_code_of_a_missing_database_is_for_scripts(run: Runner, tmp_path, monkeypatch):
    use_database(tmp_path / NAME, monkeypatch)
    assert json.loads(run("list", "--json").err)["error"] == {
        "code": "no_database", "message": cnai.NoDatabase(tmp_path / NAME, "is missing").message, "candidates": [],
    }  # fmt: skip


@pytest.mark.parametrize("argv", [["--help"], ["list", "--help"], ["help"]], ids=" ".join)
def test_help_needs_no_database(argv, run: Runner, tmp_path, monkeypatch):
    use_database(tmp_path / NAME, monkeypatch)
    said = run(*argv)
    assert (said.code, said.err) == (0, "")


def test_it_is_opened_to_be_read_only(stones: cnai.Catalogue):
    with closing(stones.store.database()) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("delete from models")


def test_a_read_leaves_nothing_beside_it(run: Runner, invented_data, tmp_path, monkeypatch):
    path = tmp_path / NAME
    path.write_bytes(invented_data.read_bytes())
    path.chmod(0o444)
    use_database(path, monkeypatch)
    for argv in (["list"], ["search", "stone"], ["sql", "select count(*) from models"], ["diff"], ["show", "amber", "--as-of", "2025-07"]):
        assert run(*argv).code == 0
    assert [p.name for p in tmp_path.iterdir()] == [NAME]
    assert path.read_bytes() == invented_data.read_bytes()


def test_every_flat_table_has_the_columns_and_rows_of_its_records(stones: cnai.Catalogue):
    with closing(stones.store.database()) as connection:
        for table in NAMES:
            cursor = connection.execute(f'select * from "{table}"')  # noqa: S608  # our own names
            assert tuple(d[0] for d in cursor.description) == columns(table)
            assert len(cursor.fetchall()) == len(stones.rows(table)) > 0
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


# ---- two builds are the same bytes


def compile_in_a_process(tree: Path, seed: str) -> bytes:
    env = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai" if seed == "2" else "UTC"}
    subprocess.run([sys.executable, "-m", "cnai.curate", "--data", tree, "build"], env=env, check=True, capture_output=True)
    return (tree / NAME).read_bytes()


def test_two_builds_of_one_tree_are_the_same_bytes(tmp_path):
    """Two processes with other hash seeds and zones, on copies whose files were made in opposite order."""
    files = sorted(p for p in INVENTED.rglob("*") if p.is_file())
    for folder, order in (("one", files), ("two", files[::-1])):
        for path in order:
            target = tmp_path / folder / path.relative_to(INVENTED)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    one = compile_in_a_process(tmp_path / "one", "1")
    assert one == compile_in_a_process(tmp_path / "two", "2") == compile_in_a_process(tmp_path / "one", "3")
