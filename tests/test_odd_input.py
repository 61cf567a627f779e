"""Input that once broke something: files of wrong shape, hostile addresses, odd targets. Each case was a fault."""

import datetime
import math

import pytest

from cnai import load
from cnai.curate import single
from cnai.curate.__main__ import all_faults, main
from cnai.curate.tree import read_tree
from cnai.errors import CnaiError
from cnai.formats import Settings, markdown, sqlite, whole
from cnai.formats.html import page
from cnai.output import write_file
from cnai.report import Result
from conftest import INVENTED
from test_formats import poisoned_data
from trees import changed, copied, put

AMBER, MODELS = "companies/amber/company.toml", "companies/amber/amber-models.toml"


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        (MODELS, put("models", 0, "released", datetime.date(2024, 1, 10)), 'released: 2024-01-10 is not text: write "2024-01-10"'),
        (MODELS, put("models", 1, "benchmarks", 0, "score", math.nan), "benchmarks.0.score: nan is not a number"),
        (AMBER, put("valuation", "amount", math.inf), "valuation.amount: inf is not a number"),
        (AMBER, put("website", "https://[amber/"), "is no address"),
        (AMBER, put("evidence", 3), "evidence must be [[evidence]] blocks"),
        (AMBER, put("evidence", ["x"]), "evidence must be [[evidence]] blocks"),
        (AMBER, put("evidence", 0, "fields", [1]), "evidence: 1 is no field of a company"),
        (AMBER, put("evidence", 0, "fields", [["hq"]]), "evidence: ['hq'] is no field of a company"),
        (MODELS, put("models", 1, "evidence", 1, "alternatives", 3), "alternatives of total_params"),
        (MODELS, put("models", ["x"]), "models must be [[models]] blocks"),
        ("companies/amber/sources.toml", put("sources", ["x"]), "sources must be [[sources]] blocks"),
        ("companies/amber/claims.toml", put("claims", 0, "evidence", 3), "evidence: 3 is not a list"),
        ("tiers/article.toml", put("mentions", {"title": "x"}), "mentions must be [[mentions]] blocks"),
        ("dataset.toml", put("date", "soon"), "date 'soon' is not a date"),
    ],
)
def test_a_wrong_shape_says_how_to_write_it(file, change, says, tmp_path):
    root = copied(tmp_path)
    changed(root / file, change)
    assert [line for line in all_faults(read_tree(root)) if line.startswith(file) and says in line]


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 600 + "]" * 600, "x = " + "1" * 5000, "x." * 3000 + "x = 1"], ids=["deep", "long", "dotted"]
)
def test_what_the_parser_cannot_hold_is_a_fault(text, tmp_path):
    root = copied(tmp_path)
    (root / AMBER).write_text(text, encoding="utf-8")
    assert [line for line in all_faults(read_tree(root)) if line.startswith(f"{AMBER}: ")]


def test_a_byte_order_mark_is_no_fault(tmp_path):
    root = copied(tmp_path)
    (root / AMBER).write_bytes(b"\xef\xbb\xbf" + (root / AMBER).read_bytes())
    assert all_faults(read_tree(root), canonical=False) == []


def test_a_folder_without_data_says_so(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "check"]) == 4
    assert "companies: the folder is missing" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["x = { " + "a." * 4000 + "a = 1 }", '"=".' + "a." * 4000 + "a = 1", '["=".' + "a." * 4000 + "a]"])
def test_no_place_in_a_line_hides_a_deep_key(text, tmp_path, monkeypatch):
    monkeypatch.setattr(single, "DATA", INVENTED)
    path = copied(tmp_path) / AMBER
    path.write_text(text, encoding="utf-8")
    assert single.faults(path) == [f"{path}: line 1: a key with more than 64 dots: no record is that deep"]


def test_only_is_the_company_named_and_no_other(tmp_path):
    root = copied(tmp_path)
    changed(root / AMBER, put("website", "http://x.example.org/basalt"))
    assert main(["--data", str(root), "check", "--only", "basalt"]) == 0
    assert main(["--data", str(root), "check", "--only", "am"]) == 0


def test_an_apostrophe_of_the_text_is_kept_and_none_is_added():
    result = Result([{"a": "'quoted'"}, {"a": ["=x", "y"]}], ("a",))
    text = markdown.write(result, Settings("markdown"))
    assert "| 'quoted' |" in text
    assert "| =x; y |" in text
    assert "<td>&#x27;quoted&#x27;</td>" in page(result, Settings("html"), "x")
    assert sqlite.value(["'tis", "x"]) == "'tis; x"


def test_a_broken_address_is_no_crash_in_html():
    assert "https://[x" in page(Result([{"url": "https://[x"}], ("url",)), Settings("html"), "x")


def test_a_folder_is_no_file_even_without_force(tmp_path):
    with pytest.raises(CnaiError, match="is a folder: name a file"):
        write_file(tmp_path, b"new")


def test_a_long_name_is_written(tmp_path):
    write_file(tmp_path / ("a" * 251 + ".csv"), b"new")
    write_file(tmp_path / ("智" * 80 + ".csv"), b"new")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_link_to_nothing_is_refused_without_force(tmp_path):
    (tmp_path / "a.csv").symlink_to(tmp_path / "gone")
    with pytest.raises(CnaiError, match="exists"):
        write_file(tmp_path / "a.csv", b"new")


def test_a_footnote_links_only_to_the_web(tmp_path):
    catalogue = load(data=poisoned_data(tmp_path / "data", "javascript:alert(1)//", {"url"}))
    assert "<javascript:" not in whole.export(catalogue, "models", "markdown", sources=True).decode()
