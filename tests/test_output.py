"""Where answers go: files that are replaced whole or not at all, colours, standard output of any encoding, and `cnai export`."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from cnai import Catalogue
from cnai.errors import CannotWrite, CnaiError
from cnai.formats import whole
from cnai.output import colour_wanted, say, stdout_is_utf8, write_file, write_stdout
from cnai.questions.tables import NAMES
from conftest import Runner

# ---- files

unix = pytest.mark.skipif(os.name == "nt", reason="modes and links of Unix")


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_new_file_is_written(tmp_path):
    write_file(tmp_path / "a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


def test_a_file_that_exists_is_refused_without_force(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(CnaiError, match=r"a\.csv exists: add --force to replace it") as caught:
        write_file(path, b"new")
    assert caught.value.exit_code == 1
    assert path.read_bytes() == b"old"
    write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CnaiError, match="is a folder: name a file"):
        write_file(tmp_path, b"new", force=True)


@pytest.mark.parametrize("place", ["missing/a.csv", "file/a.csv"])
def test_a_place_that_cannot_be_written_says_so(place, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWrite, match=r"cannot write .*a\.csv: (No such file or|Not a) directory") as caught:
        write_file(tmp_path / place, b"new")
    assert caught.value.exit_code == 74


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(before, tmp_path):
    """As on a full disk: the file may grow to 1000 bytes only."""
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.csv"
    if before is not None:
        path.write_bytes(before)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(CannotWrite, match=r"cannot write .*: File too large"):
            write_file(path, b"x" * 100_000, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path) == ([] if before is None else ["a.csv"])
    assert before is None or path.read_bytes() == before


@unix
def test_a_file_keeps_its_mode_when_it_is_replaced(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new", force=True)
    assert path.stat().st_mode & 0o777 == 0o640


@unix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_person_wants(umask, mode, tmp_path):
    before = os.umask(umask)
    try:
        write_file(tmp_path / "a.csv", b"new")
        assert os.umask(umask) == umask  # as it was
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == mode


@unix
def test_a_link_is_replaced_and_what_it_points_to_is_left_alone(tmp_path):
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a.csv").symlink_to(tmp_path / "other")
    write_file(tmp_path / "a.csv", b"new", force=True)
    assert (tmp_path / "other").read_bytes() == b"other"
    assert (tmp_path / "a.csv").read_bytes() == b"new"


def test_a_reader_sees_the_old_or_the_new_file_and_nothing_between(tmp_path):
    """A writer that is killed at any moment leaves a whole file."""
    path = tmp_path / "a"
    contents = [bytes([n]) * 2_000_000 for n in (65, 66)]
    path.write_bytes(contents[0])
    code = """
import sys
from pathlib import Path
from cnai.output import write_file
path = Path(sys.argv[1])
while True:
    for n in (65, 66):
        write_file(path, bytes([n]) * 2_000_000, force=True)
        print(flush=True)
"""
    for n in range(6):
        process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE)
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.002 * n)
        process.kill()
        process.wait()
        process.stdout.close()
        assert path.read_bytes() in contents


# ---- colours

COLOUR_VARIABLES = ("NO_COLOR", "CNAI_NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM")


@pytest.mark.parametrize(
    ("choice", "terminal", "env", "wanted"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("never", True, {"FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": "0"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"CNAI_NO_COLOR": "1"}, False),
        ("auto", True, {"CNAI_NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"TERM": "xterm"}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": ""}, False),
        ("auto", False, {"CLICOLOR_FORCE": "1"}, True),
        ("auto", False, {"CLICOLOR_FORCE": "0"}, False),
        ("auto", False, {"CLICOLOR_FORCE": ""}, False),
        ("auto", True, {"CLICOLOR": "0"}, False),
        ("auto", True, {"CLICOLOR": "1"}, True),
        ("auto", False, {"CLICOLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", False, {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        ("auto", False, {"FORCE_COLOR": "1", "CLICOLOR": "0"}, True),
    ],
)
def test_colour_follows_the_option_then_the_environment_then_the_terminal(choice, terminal, env, wanted, monkeypatch):
    for name in COLOUR_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert colour_wanted(choice, terminal) is wanted


# ---- standard output and error


@pytest.mark.parametrize(
    ("encoding", "written"),
    [("utf-8", "é 智"), ("latin-1", "é ?"), ("ascii", "? ?"), ("gbk", "é 智"), ("cp1252", "é ?")],
)
def test_what_stdout_cannot_hold_becomes_a_question_mark(encoding, written, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, newline="\n"))
    write_stdout("é 智\n")
    write_stdout(b"\x00\xff")
    assert raw.getvalue() == f"{written}\n".encode(encoding) + b"\x00\xff"
    assert stdout_is_utf8() == (encoding == "utf-8")


@pytest.mark.parametrize(("encoding", "written"), [("utf-8", "é 智 \\u{1b}[31m"), ("ascii", "\\xe9 \\u667a \\u{1b}[31m")])
def test_stderr_holds_every_character_and_obeys_none(encoding, written, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding=encoding))
    say("é 智 \x1b[31m")
    assert raw.getvalue().decode(encoding) == f"{written}\n"


def test_a_closed_stderr_is_no_fault(monkeypatch):
    closed = io.StringIO()
    closed.close()
    for stream in (closed, None):
        monkeypatch.setattr(sys, "stderr", stream)
        assert say("nobody hears it") is None


# ---- cnai export


@pytest.mark.parametrize(
    "name", [f"m.{e}" for e in ["csv", "tsv", "json", "jsonl", "ndjson", "md", "markdown", "toml", "html", "sqlite", "db", "CSV"]]
)
def test_an_export_takes_its_format_from_the_ending(name, stone_run: Runner, stones: Catalogue, tmp_path):
    path = tmp_path / name
    said = stone_run("export", "models", "-o", str(path))
    assert (said.code, said.out, said.err) == (0, "", f"wrote {path}\n")
    assert count_of(path) == len(stones.models)


def count_of(path: Path) -> int:
    """How many models a file holds, as a reader of its format sees it."""
    if path.suffix in (".db", ".sqlite"):
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("select count(*) from models").fetchone()[0]
    text = path.read_text(encoding="utf-8")
    if path.suffix in (".jsonl", ".ndjson"):
        return len([json.loads(line) for line in text.splitlines()])
    if path.suffix == ".json":
        return len(json.loads(text))
    if path.suffix == ".toml":
        return len(tomllib.loads(text)["records"])
    if path.suffix == ".html":
        return text.count("<tr>") - 1
    if path.suffix in (".md", ".markdown"):
        return len([line for line in text.splitlines() if line.startswith("| ")]) - 2
    return len(list(csv.reader(io.StringIO(text), delimiter="\t" if path.suffix == ".tsv" else ","))) - 1


@pytest.mark.parametrize("table", NAMES)
@pytest.mark.parametrize("format_name", [f for f in whole.FORMATS if f != "sqlite"])
def test_every_table_goes_to_standard_output_in_every_format(table, format_name, stone_run: Runner, stones: Catalogue):
    said = stone_run("export", table, "--format", format_name, "-o", "-")
    assert (said.code, said.err) == (0, "")
    assert said.out == whole.export(stones, table, format_name).decode()
    assert said == stone_run("export", table, "--format", format_name)


@pytest.mark.parametrize("name", ["all.json", "all.toml", "all.db"])
def test_all_tables_go_into_one_file(name, stone_run: Runner, stones: Catalogue, tmp_path):
    path = tmp_path / name
    assert stone_run("export", "all", "-o", str(path)).code == 0
    if name == "all.db":
        with closing(sqlite3.connect(path)) as connection:
            counts = {t: connection.execute(f'select count(*) from "{t}"').fetchone()[0] for t in stones.counts}  # noqa: S608  # our own names
    else:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if name == "all.json" else tomllib.loads(text)
        counts = {t: len(data[t]) for t in stones.counts}
    assert counts == stones.counts


def test_an_export_refuses_to_replace_a_file(stone_run: Runner, tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("mine", encoding="utf-8")
    said = stone_run("export", "models", "-o", str(path))
    assert (said.code, said.out, said.err) == (1, "", f"cnai: {path} exists: add --force to replace it\n")
    assert path.read_text(encoding="utf-8") == "mine"
    assert stone_run("export", "models", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("id,record,name")


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["stones"], 2, "no table 'stones': companies, families, models"),
        (["models", "--format", "xml"], 2, "no format 'xml': csv, tsv, json, jsonl, markdown, toml, html, sqlite"),
        (["models", "--format", "csv", "--json"], 2, "--json and --format csv do not go together"),
        (["all", "--format", "csv"], 2, "all is for json, toml, sqlite only: name one table for csv"),
        (["all", "--format", "html"], 2, "all is for json, toml, sqlite only"),
        (["models", "--fields", "size"], 2, "no field 'size' here. Fields: id, record, name"),
        (["models", "--fields", "size", "--format", "html"], 2, "no field 'size' here. Fields: id, record, name"),
        (["models", "--fields", "size", "--format", "sqlite"], 2, "no field 'size' here. Fields: id, record, name"),
        ([], 2, "Missing argument 'TABLE' (cnai export --help)"),
        (["models", "-o", "/nowhere/at/all/m.csv"], 74, "cannot write /nowhere/at/all/m.csv: No such file or directory"),
    ],
)
def test_an_export_asked_wrongly_says_what_there_is(argv, code, says, stone_run: Runner):
    said = stone_run("export", *argv)
    assert (said.code, said.out) == (code, "")
    assert says in said.err


def test_a_database_stays_off_a_terminal(stone_run: Runner):
    said = stone_run("export", "models", "--format", "sqlite", terminal=True)
    assert (said.code, said.out) == (2, "")
    assert "name a file with -o cnai.db" in said.err


def test_a_database_goes_through_a_pipe_as_its_bytes(stones: Catalogue, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    write_stdout(whole.export(stones, "companies", "sqlite"))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(raw.getvalue())
        assert connection.execute("select count(*) from companies").fetchone() == (len(stones.companies),)


def test_an_export_is_cut_to_its_fields(stone_run: Runner):
    said = stone_run("export", "companies", "--fields", "id,ceo_name", "--no-header")
    assert said.out.splitlines() == ["amber,Li Hu", "cobalt,", "basalt,"]
    assert json.loads(stone_run("export", "companies", "--fields", "id,ceo", "--json").out)[0] == {
        "id": "amber",
        "ceo": {"name": "Li Hu", "name_zh": None, "since": "2024-05"},
    }


def test_an_export_of_a_day_holds_what_was_there(stone_run: Runner):
    rows = json.loads(stone_run("export", "models", "--json", "--as-of", "2025-01").out)
    assert [row["id"] for row in rows] == ["amber-1"]
    assert rows[0]["license"]["id"] == "amber-license"
