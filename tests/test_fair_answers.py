"""What an answer counts, prices and leaves out is said as it is: shares of the whole, units and modes by name, replacements that serve."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from cnai.model.values import Price
from cnai.questions.comparison import _other_prices
from cnai.questions.main_model import main_price, main_prices, other_ways
from conftest import Runner, rows_of


def model_with(*rows: Any) -> Any:
    """As much of a model as prices need."""
    usual = {"endpoint": "a", "currency": "USD", "unit": "1M tokens"}
    return SimpleNamespace(status=None, prices=tuple(Price(**usual | row) for row in rows))


# ---- prices


@pytest.mark.parametrize(
    ("rows", "low", "high", "ways"),
    [
        ([{"output": 2.0}, {"output": 1.0, "mode": "batch"}], 2.0, 2.0, ["for input only", "batch"]),
        ([{"output": 1.0, "mode": "off-peak"}, {"output": 2.0, "mode": "peak", "hours": "9 to 12"}], 1.0, 2.0, ["for input only"]),
        ([{"output": 1.0, "mode": "standard"}, {"output": 3.0, "mode": "standard", "endpoint": "a"}], 1.0, 1.0, ["for input only"]),
        ([{"output": 6.4, "mode": "720p"}, {"output": 11.7, "mode": "1080p"}], None, None, ["720p", "1080p"]),
        ([{"output": 0.3, "mode": "launch discount"}], None, None, ["launch discount"]),
        ([{"output": 0.3, "mode": "launch discount"}, {"output": 1.2, "mode": "list"}], 1.2, 1.2, ["launch discount", "for input only"]),
        ([{"output": 0.08, "unit": "second", "mode": "768P"}], None, None, ["per second"]),
    ],
)
def test_only_the_standard_mode_is_the_price_and_only_other_hours_are_a_peak(rows, low, high, ways):
    model = model_with(*rows)
    found = main_prices(model, "USD")
    assert [p.output for p in found[:1]] == ([] if low is None else [low])
    assert max((p.output or 0 for p in found), default=None) == high
    assert (main_price(model, "USD") is None) == (low is None)
    assert other_ways(model, "USD") == ways


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        (
            [{"output": 0.08, "unit": "second", "mode": "768P"}, {"output": 0.13, "unit": "second", "mode": "2K"}],
            [{"output": 0.084, "unit": "second", "mode": "standard"}],
            [("output price from (USD per second)", [0.08, 0.084], None)],
        ),
        (
            [{"output": 0.1, "unit": "image"}],
            [{"output": 0.2, "unit": "image", "mode": "standard"}],
            [("output price (USD per image)", [0.1, 0.2], "less")],
        ),
        (
            [{"output": 7.0, "mode": "720p"}, {"output": 7.7, "mode": "1080p"}],
            [{"output": 10.7, "mode": "720p"}],
            [("output price, 720p (USD per 1M tokens)", [7.0, 10.7], "less")],
        ),
        ([{"output": 1.0, "mode": "batch"}, {"output": 2.0}], [{"output": 1.5, "mode": "batch"}], []),
        ([{"output": 0.1, "unit": "image"}], [{"output": 0.2, "unit": "second"}], []),
    ],
)
def test_what_all_price_alike_is_compared(one, other, rows):
    found = _other_prices([model_with(*one), model_with(*other), None], "USD")
    assert [(row["label"], row["values"], better) for row, better in found] == [(a, [*b, None], c) for a, b, c in rows]


@pytest.mark.parametrize(
    ("line", "drawn", "not_drawn"),
    [
        ("seed-2-0-lite --currency CNY", "¥0.60 · 3.60", "US$"),
        ("seed-2-0-lite --currency USD", "US$0.25", "¥"),
        ("--company bytedance --max-price 10 --currency CNY", "¥", "US$"),
        ("--company bytedance --sort price --currency CNY --limit 3", "¥", "US$"),
    ],
)
def test_the_column_of_prices_is_in_the_currency_asked_for(run: Runner, line, drawn, not_drawn):
    out = run("models", *line.split(), "--format", "table", width=160).out
    assert drawn in out
    assert not_drawn not in out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kling --max-price 1 --currency USD", ["without a standard output price per 1M tokens in USD are not shown", "(per second"]),
        ("seedance --sort price --currency USD", ["come last", "cnai prices seedance-2-5"]),
        ("kling --max-price 1 --currency EUR", ["choose from USD, CNY"]),
        ("kling --currency EUR", ["choose from USD, CNY"]),
    ],
)
def test_what_is_priced_otherwise_is_said_with_the_way_to_it(run: Runner, line, words):
    err = run("models", *line.split()).err
    assert all(word in err for word in words), err


def test_a_discount_is_not_compared_with_a_list_price(run: Runner):
    said = run("compare", "longcat-2-5", "deepseek-v4-pro-0813", "--json")
    (row,) = (r for r in json.loads(said.out)["rows"] if r["field"] == "price_output_usd")
    assert row["values"][0] is None
    assert row["best"] == []
    assert "launch discount" in said.err
    assert "cnai prices longcat-2-5" in said.err


# ---- claims


def test_a_claim_on_its_own_page_is_not_a_share(run: Runner):
    assert "0 of 1" not in run("show", "deepseek-claim-4", "--format", "table").out


def test_every_share_of_claims_is_of_all_of_the_subject(run: Runner):
    every = len(rows_of(run("claims", "moonshot", "--json")))
    for option in ("--wrong", "--verdict=supported", "--now=outdated"):
        assert f" of {every} claims" in run("claims", "moonshot", option, "--format", "table", width=160).out.splitlines()[0]


# ---- API names


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("doubao-1-5-pro-32k-250115", "doubao-seed-2-1-pro"),  # at the same endpoint, past a model that only another cloud serves
        ("hunyuan-t1-latest", "hy3 at Tencent"),
    ],
)
def test_what_to_use_instead_is_at_the_same_endpoint_or_the_other_is_named(run: Runner, name, wanted):
    page = " ".join(run("show", name, "--format", "table").out.split())
    assert f"use instead {wanted}" in page
    assert f"instead of {name} use {wanted}" in run("prices", name).err


# ---- files and messages


@pytest.mark.parametrize(
    ("file", "code"), [("x.pdf", 2), ("r.docx", 2), ("r.json", 2), ("r.htm", 0), ("R.MD", 0), ("r.html", 0), ("page", 0)]
)
def test_a_report_is_not_written_under_another_ending(run: Runner, tmp_path, file, code):
    said = run("report", "deepseek", "-o", str(tmp_path / file))
    assert said.code == code, said.err
    assert (tmp_path / file).exists() == (not code)


@pytest.mark.parametrize(
    "text",
    [
        "no model is called 文心一言四点零，通义万相: " + "did you mean 可灵 or 「小米大模型」？ " * 4,
        "a " * 200,
        "  two\n  lines " + "b" * 90,
    ],
)
def test_a_message_is_wrapped_by_what_the_eye_sees(text):
    from rich.cells import cell_len

    from cnai.output.streams import _wrapped

    lines = _wrapped(text).split("\n")
    assert "".join(lines).split() == text.replace("\n", "").split() or " ".join(lines).split() == text.split()
    assert all(cell_len(line) <= 80 or " " not in line.strip() for line in lines)
