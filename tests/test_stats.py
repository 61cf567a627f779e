"""Counts, shares, and sizes and prices over time."""

import re

import pytest

import cnai
from cnai.questions.stats import Brief, _stat, median
from conftest import Runner


@pytest.mark.parametrize(("values", "middle"), [([], None), ([3], 3), ([1, 100], 50.5), ([1, 2, 9], 2), ([1, 2, 4, 9], 3)])
def test_the_median(values, middle):
    assert median(values) == middle


@pytest.mark.parametrize(("days", "gap"), [(("01", "10", "18"), 9), (("01", "10", "20"), 10), (("01", "03"), 2), (("01",), None)])
def test_half_a_day_between_releases_is_rounded_up(days, gap):
    models = [Brief(d, "amber", f"2025-07-{d}", None, None, None, None) for d in days]
    assert _stat("company", "amber", models).median_gap_days == gap


@pytest.mark.parametrize("how", [("--by", "tier"), ("--by", "company"), ("--by", "month"), ("--over-time", "size")])
@pytest.mark.parametrize("window", [("--since", "7d"), ("--since", "2026-06", "--until", "2026-08"), ("--since", "2030")])
def test_inexact_dates_in_a_window_are_said_as_by_models(how, window, run: Runner):
    said = set(run("models", *window).err.splitlines())
    assert said
    counted = set(run("stats", *window, *how).err.splitlines())
    inexact = {note for note in said | counted if "inexact" in note}
    assert said - inexact <= counted
    assert inexact & counted == (set() if "month" in how else inexact)  # what has no exact month is in none


def test_the_groups_add_up_to_all_releases(either):
    total = len(either.models)
    for by in ("tier", "company", "license", "size"):
        assert sum(row.models for row in either.stats(by=by)) == total
    assert sum(row.models for row in either.stats(by="year")) == sum(m.released is not None for m in either.models)


def test_what_is_named_is_counted_as_all_is(real):
    assert real.stats(by="size", since="2000") == real.stats([c.id for c in real.companies], by="size", since="2000")
    (whole,) = (row for row in real.stats() if row.value == "moonshot")
    assert real.stats("moonshot") == (whole,)


def test_a_point_is_a_release_of_known_size_and_day(either):
    points = {p.model: p for p in either.over_time(of="size")}
    assert {m.id: m.total_params for m in either.models if m.released and m.total_params} == {k: p.value for k, p in points.items()}
    assert all(p.open_weights is either.model(k).open_weights for k, p in list(points.items())[:50])


def test_a_price_is_one_that_was_published(real):
    points = real.over_time("deepseek", of="price", currency="USD")
    published = {(m.id, p.output) for m in real.models for p in m.prices if p.currency == "USD"}
    assert {(p.model, p.value) for p in points} <= published
    assert {p.company for p in points} == {"deepseek"}
    assert [p.date for p in points] == sorted(p.date for p in points)
    assert all(p.date <= "2025" for p in real.at("2024").over_time(of="price", currency="CNY"))


def test_prices_are_never_mixed(real):
    with pytest.raises(cnai.InvalidQuery, match="needs a currency"):
        real.over_time(of="price")


@pytest.mark.parametrize("more", [("--chart",), ()])
@pytest.mark.parametrize("how", [("--format", "table"), ("--plain",), ("--format", "markdown"), ("--format", "html")])
def test_every_format_says_the_same_sentence(how, more, run: Runner):
    said = run("stats", "--over-time", "size", *more, *how, width=400)
    assert said.code == 0
    text = re.sub(r"[\\\n]", "", said.out)
    assert re.search(r"\d+ releases of known size, 2019 to 2026.*open weights: median .* in 2019 and .* in 2026, highest 2\.78T", text)


def test_a_chart_of_dots_has_one_for_each_release(run: Runner):
    page = run("stats", "moonshot", "--over-time", "size", "--chart", "--format", "html").out
    assert page.count("<circle") == page.count("</title></circle>") == len(cnai.load().over_time("moonshot", of="size"))
    assert "Kimi K3, 2.78T, 2026-07-16" in page


def test_a_chart_of_months_leaves_none_out(run: Runner):
    out = run("stats", "moonshot", "--by", "month", "--chart", "--plain").out
    months = re.findall(r"^(\d{4})-(\d\d),", out, re.M)
    assert len(months) > 12
    numbers = [12 * int(y) + int(m) for y, m in months]
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_the_sum_can_be_sorted(run: Runner):
    rows = run("stats", "--since", "2026", "--sort", "-models", "--fields", "models", "--no-header").out.split()
    assert [int(n) for n in rows] == sorted(map(int, rows), reverse=True)
    assert run("stats", "--over-time", "size", "--by", "year").code == 2


@pytest.mark.parametrize(("by", "heading"), [("year", "year"), ("license", "licence"), ("license", "license"), ("tier", "Tier")])
def test_the_groups_are_sorted_by_the_heading_over_them(by, heading, run: Runner):
    assert run("stats", "--by", by, "--sort", f"-{heading}").out == run("stats", "--by", by, "--sort", "-value").out != ""
    assert run("stats", "--by", "month", "--sort", heading).code == 2


def test_the_share_of_open_weights_is_one_figure_everywhere(real, run: Runner):
    """Of the releases whose weights are known to be open or closed, and said so where some are not."""
    flags = [m.open_weights for m in real.models if m.company == "moonshot"]
    share = flags.count(True) / (flags.count(True) + flags.count(False))
    assert None in flags
    (row,) = real.stats("moonshot")
    assert row.open_share == round(share, 4)
    (compared,) = (r for r in real.compare("moonshot", "xiaohongshu").rows if r.field == "open_share")
    assert compared.values[0] == round(100 * share)
    for args in (("stats", "moonshot"), ("compare", "moonshot", "xiaohongshu", "--all")):
        assert "open share: of the releases whose weights are known to be open or closed" in run(*args, "--format", "table", width=200).out
    every = [m.open_weights for m in real.models if m.open_weights is not None]
    assert f"{100 * sum(every) / len(every):.0f} % with open weights, of those known" in run("--format", "table", width=200).out


def test_two_licences_of_one_name_are_told_apart(run: Runner):
    rows = re.split(r"\n(?=\S)", run("stats", "qwen", "--by", "license", "--format", "table", width=140).out)
    names = [re.split(r"  +", row)[0] for row in rows]
    assert len(names) == len(set(names))
    assert {"Qwen Research License Agreement (September 2024)", "Qwen Research License Agreement (September 2026)"} <= set(names)


def test_a_name_of_several_licences_says_their_ids(run: Runner):
    said = run("license", "Qwen Research License Agreement")
    assert said.code == 3
    assert "qwen-research-license (September 2024), qwen-research-license-2026-09 (September 2026)" in said.err
