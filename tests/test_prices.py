"""Prices: which days they are known of, what a request costs, and what a narrow window keeps."""

import re

import pytest

from cnai.words.dates import latest
from conftest import Runner


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
    "argv", [("show", "kimi-k2"), ("compare", "kimi-k2", "qwen3-max"), ("models", "qwen3-max"), ("prices", "qwen3-max")]
)
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
