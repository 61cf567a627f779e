"""Prices: which days they are known of, what a request costs, and what a narrow window keeps."""

import re

import pytest

from cnai.model.values import Price
from cnai.questions.main_model import main_prices
from cnai.questions.prices import _cost
from cnai.words.dates import latest
from conftest import Runner, rows_of


@pytest.mark.parametrize("day", ["2024-12-31", "2025-11", "2026-06-01"])
def test_a_past_day_says_which_prices_may_be_younger(day, run: Runner, really_on):
    then = really_on(day)
    rows = then.prices()
    young = [r for r in rows if r.since is None or latest(r.since) > then.day]
    assert young
    said = run("prices", "--as-of", day, "--format", "table", width=300)
    assert f"{len(young)} of {len(rows)} prices shown may be younger than {then.day}: no first day is known" in said.err
    lines = [line for line in said.out.splitlines() if " per " not in line]
    assert sum("~" in line for line in lines) == len(young) + 1, "each is marked, and the sign explained"
    assert "may be younger" not in run("prices").err
    assert "~" not in run("prices", "--format", "table", width=300).out


@pytest.mark.parametrize(
    "argv",
    [
        ("show", "kimi-k2"), ("show", "qwen-max-latest"), ("compare", "kimi-k2", "qwen3-max"), ("models", "qwen3-max"),
        ("prices", "qwen3-max"),
    ],
)  # fmt: skip
def test_every_view_of_prices_marks_them(argv, run: Runner):
    past, now = (run(*argv, *day, "--format", "table", width=200).out for day in (("--as-of", "2026-01"), ()))
    assert re.search(r"\S \??~", past)
    assert past.count("~ may be younger than the day shown: its first day is not known") == 1
    assert "~" not in now


def test_a_price_of_a_known_day_is_not_marked(stone_run: Runner):
    said = stone_run("prices", "--as-of", "2025-07-01", "--format", "table")
    assert "US$2.00" in said.out
    assert "~" not in said.out
    assert "younger" not in said.err


@pytest.mark.parametrize("name", ["deepseek", "alibaba"])
@pytest.mark.parametrize("most", [0.5, 1, 2])
def test_a_highest_price_says_which_models_cost_more_at_peak_hours(name, most, run: Runner, real):
    said = run("models", name, "--max-price", str(most), "--currency", "USD", "--json")
    shown = {row["id"] for row in rows_of(said)}
    dear = {m.id for m in real.models if m.id in shown and any((p.output or 0) > most for p in main_prices(m, "USD"))}
    assert (re.findall(r"(\d+) releases? shown costs? more than that at peak hours", said.err) or ["0"]) == [str(len(dear))]


# ---- cost


@pytest.mark.parametrize(
    ("row", "tokens", "cost"),
    [
        ({"input": 0.5}, (10**6, 0, 0), 0.5),
        ({"input": 0.5}, (10**6, 1, 0), None),
        ({"output": 2.0}, (0, 10**6, 0), 2.0),
        ({"output": 2.0}, (1, 10**6, 0), None),
        ({"input": 1.0, "output": 2.0, "cached_input": 0.1}, (10**6, 10**6, 10**6), 2.1),
        ({"cached_input": 0.1}, (10**6, 0, 10**6), 0.1),
        ({"input": 1.0, "output": 2.0}, (10**6, 0, 10**6), 1.0),
        ({"input": 1.0, "output": 2.0}, (0, 0, 0), 0),
    ],
)
def test_a_cost_needs_only_the_prices_of_what_is_asked_for(row, tokens, cost):
    assert _cost(Price(endpoint="a", currency="USD", unit="1M tokens", **row), *tokens) == cost


def test_the_bands_between_that_a_cost_leaves_out_are_said(run: Runner, real):
    every = [r for r in real.prices("qwen-plus") if (r.over_input_tokens or 0) < 10**6]
    shown = real.prices("qwen-plus", cost="1M:1K")
    left = len(every) - len(shown)
    assert left > 0
    assert f"{left} prices for requests of a size between the two are left out" in run("prices", "qwen-plus", "--cost", "1M:1K").err
    assert "between the two" not in run("prices", "qwen-plus", "--cost", "10K:1K").err


# ---- narrow windows


@pytest.mark.parametrize("width", [30, 40, 60, 80])
@pytest.mark.parametrize(
    "argv", [("deepseek", "--cost", "1M:200K"), ("qwen-plus", "--cost", "1M:1K"), ("qwen-plus",), ("kling-2-5-turbo",)]
)
def test_what_tells_prices_apart_stays_in_a_narrow_window(argv, width, run: Runner):
    said = run("prices", *argv, "--format", "table", width=width)
    gone = re.search(r"not shown at this width: ((?:.|\n)*?)\n\d", said.out)
    assert not gone or not {"mode", "per", "cost"} & set(re.split(r",\s+", gone[1]))
    assert re.search(r"\bmode\b", said.out)


@pytest.mark.parametrize("width", [60, 200])
def test_no_mode_is_drawn_where_there_is_none(width, run: Runner):
    assert not re.search(r"\bmode\b", run("prices", "kimi-k3", "--cost", "1M:200K", "--format", "table", width=width).out)


def test_of_several_names_those_without_a_price_are_named(run: Runner):
    said = run("prices", "kimi-k2", "deepseek-v3", "kimi-k3", "--cost", "1M:100K")
    assert "no price of kimi-k2 and deepseek-v3 matches; " in said.err
    assert "ended: add --history" in said.err
    assert "no price of" not in run("prices", "kimi-k3", "qwen3-7-max").err
