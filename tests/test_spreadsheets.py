"""What spreadsheets and data tools open: xlsx, opened again by openpyxl, and the data package, validated by its own library."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys

import pytest

from cnai.output.datapackage import DESCRIPTOR, files
from cnai.output.export import export
from cnai.store.tables import NAMES, columns
from conftest import Runner


def needs(package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(importlib.util.find_spec(package) is None, reason=f"{package} is not installed")


@pytest.fixture
def opened(tmp_path):
    def read(content: bytes) -> list[list[object]]:
        import openpyxl  # type: ignore[import-untyped, unused-ignore]

        path = tmp_path / "x.xlsx"
        path.write_bytes(content)
        sheet = openpyxl.load_workbook(path).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    return read


@needs("openpyxl")
@pytest.mark.parametrize("table", NAMES)
def test_a_workbook_holds_the_rows_of_the_table(stones, opened, table):
    rows = opened(export(stones, table, "xlsx"))
    assert tuple(rows[0]) == columns(table)
    records = stones.rows(table)
    assert len(rows) == len(records) + 1
    for shown, record in zip(rows[1:], records, strict=True):
        for name, value in zip(rows[0], shown, strict=True):
            if isinstance(record[name], (bool, int, float)):
                assert value == record[name]
                assert isinstance(value, bool) == isinstance(record[name], bool)
            elif record[name] in (None, [], ""):
                assert value is None
            else:
                assert isinstance(value, str)


@needs("openpyxl")
def test_no_text_of_the_data_is_a_formula_or_a_link(hostile, tmp_path):
    import openpyxl

    for table in NAMES:
        path = tmp_path / f"{table}.xlsx"
        path.write_bytes(export(hostile, table, "xlsx"))
        for row in openpyxl.load_workbook(path).active.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None


@needs("openpyxl")
def test_the_options_of_export_hold_for_a_workbook(run: Runner, opened, tmp_path):
    path = tmp_path / "labs.xlsx"
    said = run("export", "companies", "-o", str(path), "--fields", "id,name_zh", "--where", "tier = 3")
    assert said.code == 0, said.err
    rows = opened(path.read_bytes())
    assert rows[0] == ["id", "name_zh"]
    assert ["moonshot", "月之暗面"] in rows
    assert run("export", "companies", "-o", str(path), "--sources", "--no-header", "--force").code == 0
    assert any(str(v).startswith("https://") for row in opened(path.read_bytes()) for v in row)
    assert run("export", "companies", "-o", str(path), "--format", "csv").code == 2
    assert run("export", "all", "--format", "xlsx").code == 2


def test_without_xlsxwriter_the_line_that_installs_it_is_given(run: Runner, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    said = run("export", "models", "-o", str(tmp_path / "m.xlsx"))
    assert said.code == 1
    assert said.out == ""
    assert "pip install xlsxwriter" in said.err
    assert not (tmp_path / "m.xlsx").exists()


def test_the_data_package_has_every_table_and_column(either):
    contents = files(either)
    assert list(contents) == [*(f"{t}.csv" for t in NAMES), DESCRIPTOR]
    package = json.loads(contents[DESCRIPTOR])
    assert [r["name"] for r in package["resources"]] == list(NAMES)
    for resource in package["resources"]:
        header = next(csv.reader(contents[resource["path"]].decode().splitlines()))
        assert header == [f["name"] for f in resource["schema"]["fields"]]
        assert resource["bytes"] == len(contents[resource["path"]])
        assert all(f["description"] and f["title"] for f in resource["schema"]["fields"])


@needs("frictionless")
@pytest.mark.filterwarnings("ignore")
def test_its_own_library_finds_the_data_package_valid(stones, tmp_path):
    import frictionless

    for name, content in files(stones).items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / DESCRIPTOR))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]


def test_the_data_package_is_written_to_a_folder(stone_run: Runner, stones, tmp_path):
    folder = tmp_path / "data"
    dry = stone_run("export", "datapackage", "-o", str(folder), "--dry-run")
    assert (dry.code, folder.exists()) == (0, False)
    assert f"would write {folder}" in dry.err
    assert stone_run("export", "datapackage", "-o", str(folder)).code == 0
    assert {p.name for p in folder.iterdir()} == set(files(stones))
    assert stone_run("export", "datapackage", "-o", str(folder)).code == 1
    assert stone_run("export", "datapackage", "-o", str(folder), "--force").code == 0
    file = tmp_path / "file"
    file.touch()
    assert stone_run("export", "datapackage", "-o", str(file)).code == 1
    assert stone_run("export", "datapackage").code == 2
    assert stone_run("export", "datapackage", "-o", str(folder), "--format", "json").code == 2
