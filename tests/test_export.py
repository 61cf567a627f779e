"""`cnai export`: whole tables to files and standard output."""

import csv
import io
import json
import sqlite3
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from cnai import Catalogue
from cnai.output.export import export
from cnai.output.formats import BY_NAME, EXPORTED
from cnai.output.streams import write_stdout
from cnai.store.tables import NAMES
from conftest import Runner


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
@pytest.mark.parametrize("format_name", [f for f in EXPORTED if not BY_NAME[f].binary])
def test_every_table_goes_to_standard_output_in_every_format(table, format_name, stone_run: Runner, stones: Catalogue):
    said = stone_run("export", table, "--format", format_name, "-o", "-")
    assert (said.code, said.err) == (0, "")
    assert said.out == export(stones, table, format_name).decode()
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
    assert (said.code, said.out, said.err) == (1, "", f"cnai: {path} exists; add --force to replace it\n")
    assert path.read_text(encoding="utf-8") == "mine"
    assert stone_run("export", "models", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("id,record,name")


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["stones"], 2, "table: invalid value 'stones' (choose from companies, families, models"),
        (
            ["models", "--format", "xml"],
            2,
            "--format: invalid value 'xml' (choose from json, jsonl, csv, tsv, markdown, toml, html, sqlite",
        ),
        (["models", "--format", "csv", "--json"], 2, "--json and --format csv cannot be used together"),
        (["all", "--format", "csv"], 2, "all needs the format json, toml, sqlite; name one table for csv"),
        (["all", "--format", "html"], 2, "all needs the format json, toml, sqlite"),
        (["models", "--fields", "sise"], 2, "--fields: no field 'sise' here; "),
        (["models", "--fields", "sise", "--format", "html"], 2, "--fields: no field 'sise' here; "),
        (["models", "--fields", "sise", "--format", "sqlite"], 2, "--fields: no field 'sise' here; "),
        ([], 2, "Missing argument 'TABLE'; for example: cnai export models"),
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
    assert "sqlite does not belong on a terminal: name a file with -o models.db" in said.err


def test_a_database_goes_through_a_pipe_as_its_bytes(stones: Catalogue, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    write_stdout(export(stones, "companies", "sqlite"))
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


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["models", "-o", "m.json", "--format", "csv"], "m.json has the ending of json, but the format is csv; change one of them"),
        (["models", "-o", "m.parquet"], "--format: .parquet cannot be written (choose from json, jsonl"),
        (["all", "--where", "id = 'x'"], "need a single table"),
        (["all", "--no-header"], "need a single table"),
        (["models", "--fields", ""], "--fields: is empty"),
        (["models", "-o", ""], "--output: is empty"),
        (["models", "--where", "beauty > 1"], "no such column: beauty"),
    ],
)
def test_what_contradicts_itself_writes_nothing(argv, says, stone_run: Runner, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = stone_run("export", *argv)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_says_what_it_would_write(stone_run: Runner, stones: Catalogue, tmp_path):
    path = tmp_path / "m.csv"
    said = stone_run("export", "models", "-o", str(path), "--dry-run")
    size = len(export(stones, "models", "csv"))
    assert (said.code, said.out, said.err) == (0, "", f"would write {path} ({size} bytes)\n")
    assert not path.exists()


@pytest.mark.parametrize(("name", "marked"), [("m.csv", True), ("m.tsv", True), ("m.json", False)])
def test_a_byte_order_mark_is_for_spreadsheets(name, marked, stone_run: Runner, tmp_path):
    path = tmp_path / name
    assert stone_run("export", "models", "-o", str(path), "--bom").code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == marked
    assert stone_run("export", "models", "-o", str(path), "--force").code == 0
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("table", "where", "count"),
    [
        ("models", "total_params > 1e11", 1),
        ("prices", "output < 1.5", 1),
        ("evidence", "subject = 'mit'", 1),
        ("rules", "license = 'mit' or 0", 1),
    ],
)
def test_rows_are_chosen_by_a_condition(table, where, count, stone_run: Runner, stones: Catalogue):
    said = stone_run("export", table, "--where", where, "--json")
    assert said.code == 0, said.err
    kept = json.loads(said.out)
    assert 0 < len(kept) < len(stones.rows(table))
    assert len(kept) >= count


def test_a_database_with_sources_says_who_proves_what(stones: Catalogue):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(export(stones, "models", "sqlite", sources=True))
        rows = connection.execute("select source, url from proofs where id = 'amber-2' and field = 'total_params'").fetchall()
    assert rows == [("amber-readme", "https://example.org/amber/readme")]


def test_a_condition_holds_in_every_format(run: Runner, tmp_path):
    import sqlite3

    file = tmp_path / "usd.db"
    assert run("export", "prices", "--where", "currency = 'USD'", "-o", str(file)).code == 0
    with sqlite3.connect(file) as connection:
        found = connection.execute("select currency, count(*) from prices group by currency").fetchall()
    rows = json.loads(run("export", "prices", "--where", "currency = 'USD'", "--format", "json").out)
    assert found == [("USD", len(rows))]
    refused = run("export", "prices", "--where", "nonsense(", "-o", str(tmp_path / "none.db"))
    assert refused.code == 2
    assert not (tmp_path / "none.db").exists()
