"""What a person types on the first day, and what has to stand in the answer: the program on the bundled data, as it is drawn."""

from __future__ import annotations

import itertools
import json
import shlex
from collections import Counter

import pytest

from cnai.questions.main_model import main_of
from cnai.store.folding import fold
from cnai.words.benchmarks import alike_measured
from conftest import Runner, Said


def drawn(run: Runner, line: str, width: int = 120) -> str:
    """What a terminal of that width shows, with the notes before it."""
    said = run(*shlex.split(line), "--color", "never", terminal=True, width=width)
    assert said.code == 0, said.err
    return said.err + said.out


def refused(run: Runner, line: str) -> Said:
    said = run(*shlex.split(line))
    assert said.out == ""
    return said


# ---- API names


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("which deepseek-reasoner", "switched off 2026-07-24, last DeepSeek-V4-Flash"),
        ("which deepseek-reasoner", "cnai show deepseek-reasoner"),
        ("which deepseek-flash", "now DeepSeek-V4.1-Flash-1017"),
        ("which kling-v1", "now Kling IMAGE 1.0, Kling 1.0"),
        ("which deepseek-v4-flash", "the API name deepseek-v4-flash serves DeepSeek-V4.1-Flash-1017 now"),
        ("show deepseek-v4-flash", "the API name deepseek-v4-flash serves DeepSeek-V4.1-Flash-1017 now"),
        ("show deepseek-reasoner", "API name, switched off 2026-07-24"),
        ("show deepseek-reasoner", "DeepSeek-R1 at DeepSeek API (2025-01-20 to 2025-05-28)"),
        ("can deepseek-reasoner", "is switched off and last served DeepSeek-V4-Flash"),
        ("can kimi-latest", "no longer served, since 2026-01-28"),
        ("show hunyuan-turbos-latest", "hy3 at Tencent Cloud TokenHub, which serves Hy3 now"),
    ],
)
def test_an_api_name_says_what_it_means_today(line, says, run: Runner):
    assert says in drawn(run, line, 200)


@pytest.mark.parametrize("name", ["r1", "deepseek-r1", "V3", "deepseek-v3-1"])
def test_a_name_that_is_switched_off_serves_nothing_now(name, run: Runner):
    assert " serves " not in drawn(run, f"show {name}")


def test_what_an_api_name_served_on_a_past_day(run: Runner):
    assert "the API name deepseek-reasoner serves DeepSeek-V3.1 on 2025-09-01" in drawn(run, "show deepseek-r1 --as-of 2025-09-01")


# ---- side by side


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("compare doubao qwen hunyuan deepseek", "same everywhere: context window ·"),
        ("compare baidu xiaohongshu sensetime 01-ai", ""),
        ("compare deepseek moonshot alibaba zhipu", "same everywhere: architecture, context window ·"),
    ],
)
def test_only_what_is_known_of_all_is_the_same_everywhere(line, same, run: Runner):
    said = drawn(run, line)
    assert same in said
    assert ("same everywhere" in said) == bool(same)


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("doubao", "seed-2-1-pro"),
        ("seed", "seed-2-1-pro"),
        ("bytedance", "seed-2-1-pro"),
        ("baidu", "ernie-5-1"),
        ("01-ai", "yi-lightning"),
        ("alibaba", "qwen4-max"),
        ("qwen2", "qwen2-72b"),
        ("qwen3-5", "qwen3-5-397b-a17b"),
    ],
)
def test_the_model_that_stands_for_a_line(name, model, run: Runner):
    said = run("compare", name, "moonshot" if name in ("bytedance", "baidu", "01-ai", "alibaba") else "kimi", "--json")
    (row,) = [r for r in json.loads(said.out)["rows"] if r["field"] == "model"]
    assert row["values"][0] == model


# ---- time


@pytest.mark.parametrize("command", ["news", "timeline", "diff", "models"])
def test_a_day_after_the_data_is_said(command, run: Runner):
    assert "the data ends on " in drawn(run, f"{command} --since 2027")
    assert "the data ends on " not in drawn(run, f"{command} deepseek --since 2026-09")


def test_a_timeline_has_no_empty_head(run: Runner):
    lines = drawn(run, "timeline kimi --since 2026").splitlines()
    year = lines.index("2026")
    assert lines[year + 1].strip()
    assert "─" not in lines[year + 2]


def test_licences_of_new_releases_are_pointed_to(run: Runner):
    assert drawn(run, "diff --field license").endswith("cnai news --type licence\n")


# ---- may I


def test_many_uses_do_not_crush_the_clause(run: Runner):
    said = drawn(run, "can kimi-k2 --commercial --hosting --fine-tune --distill --redistribute", 80)
    assert "decides      yes (commercial use, hosting for others, fine-tuning, distillation," in said
    assert "commercial use  yes: " in drawn(run, "can kimi-k2 --commercial", 80)


def test_closed_weights_lead_to_the_model_not_to_a_licence(run: Runner):
    assert drawn(run, "can qwen3-max").endswith("cnai show qwen3-max\n")
    assert drawn(run, "can kimi-k3").endswith("cnai license kimi-k3-license\n")


# ---- figures


@pytest.mark.parametrize(
    ("line", "says", "never"),
    [
        ("show kimi-k3", "US$3.00 in · US$0.30 cached · US$15.00 out", "US$0.3 "),
        ("show deepseek-reasoner", "US$0.0028 cached", "US$0.00 "),
        ("show kimi-k3", "DeepSWE (max effort, Kimi Code as the agent) 67.5 %", "share"),
        ("show cherry-studio", "Cherry Studio App (mobile)", "n/a"),
        ("prices kimi-k3", "US$15.00", "cost"),
        ("prices kimi-k3 --cost 1M:200K", "US$6.00", "n/a"),
    ],
)
def test_figures_read_alike(line, says, never, run: Runner):
    said = drawn(run, line, 160)
    assert says in said
    assert never not in said


# ---- wrong input


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("deepseek", 2, "did you mean: cnai show deepseek"),
        ("list moonshot", 2, "list takes no 'moonshot': cnai show moonshot"),
        ("list --limit 5", 2, "to head"),
        ("models --limit ten", 2, "--limit: use a whole number"),
        ("models --limit 0", 2, "--limit: use a whole number"),
        ("models --max-price cheap --currency USD", 2, "use a number, such as 0.5 or US$0.5"),
        ("prices --max-price cheap", 2, "use a number, such as 0.5 or US$0.5"),
        ("news --days 30", 2, "--since 30d"),
        ("can kimi-k3 --mau 50 million", 2, "50M"),
        ("can kimi-k3 --revenue 40", 2, "40M/year"),
        ("export report", 2, "cnai report -o report.html"),
        ("export modles", 2, "cnai: table: invalid value 'modles'"),
        ("completion cmd", 2, "cnai: shell: invalid value 'cmd'"),
        ("show deepseek --as-of 2022", 3, "DeepSeek exists since 2023-07"),
        # a word of another kind is recognised
        ("models --company kimi", 3, "the family kimi of moonshot"),
        ("models --family moonshot", 3, "company moonshot"),
        ("can mit", 3, "cnai license mit"),
        ("show 'Apache License 2.0'", 3, "cnai license apache-2-0"),
        ("claims --verdict wrong", 2, "cnai claims --wrong"),
        ("models --fields releasd", 2, "no field 'releasd' here; did you mean released"),
    ],
)
def test_an_error_says_what_to_type(line, code, says, run: Runner):
    said = refused(run, line)
    assert said.code == code
    assert says in said.err


def test_only_fields_that_exist_are_suggested(run: Runner):
    said = refused(run, "models --sort tokens").err
    assert "context_tokens" in said
    assert "open_model_count" not in said


@pytest.mark.parametrize("line", ["models --sort -price --currency USD --limit 3", "models --max-price 1 --currency USD --limit 3"])
def test_the_column_asked_for_stays_in_a_narrow_window(line, run: Runner):
    def is_drawn(said: str) -> bool:
        return "per 1M in · out" in next(text for text in said.splitlines() if text.startswith("released"))

    assert is_drawn(drawn(run, line, 76))
    assert not is_drawn(drawn(run, "models --limit 3", 76))


# ---- what so many tokens cost


@pytest.mark.parametrize(
    ("line", "bands"),
    [
        ("prices seed-2-0-code --currency CNY --cost 10K:1K", [None]),
        ("prices seed-2-0-code --currency CNY --cost 100K:1K", [None, 32768]),  # in small requests, and in one
        ("prices minimax-m3 --currency USD --cost 3M:500K", [None, 512000]),  # more than one request holds
    ],
)
def test_the_cost_is_at_the_price_for_so_many_input_tokens(line, bands, run: Runner):
    rows = json.loads(run(*shlex.split(line), "--json").out)
    assert [r["over_input_tokens"] for r in rows if r["mode"] == "standard"] == bands


@pytest.mark.parametrize("line", ["stats --currency --json", "data --older-than --json --quiet", "models --since --open"])
def test_an_option_is_no_value_of_another(line, run: Runner):
    said = run(*line.split())
    assert (said.code, said.out) == (2, "")
    assert "needs a value, and --" in said.err


def test_a_list_without_a_name_is_said(run: Runner):
    said = run("show", "-", stdin="")
    assert (said.code, "there is no name in the list" in said.err) == (2, True)


def test_prices_that_ended_are_counted(run: Runner):
    assert "no price matches; 6 ended: add --history" in run("prices", "qwen3-max").err
    assert run("prices", "qwen3-max", "--history").out.count("\n") == 7


def test_the_cost_with_input_from_the_cache(run: Runner):
    (row,) = json.loads(run("prices", "kimi-k3", "--currency", "USD", "--cost", "1M:100K:400K", "--json").out)
    assert row["cost"] == 0.6 * row["input"] + 0.4 * row["cached_input"] + 0.1 * row["output"]
    assert "400K of the input tokens from the cache" in run("prices", "kimi-k3", "--cost", "1M:100K:400K").err
    assert run("prices", "kimi-k3", "--cost", "1M:100K:2M").code == 2


def test_more_tokens_never_cost_less_at_the_same_price(real):
    costs = [
        {(r.model, r.endpoint, r.currency, r.mode, r.hours, r.over_input_tokens): r.cost for r in real.prices(cost=asked)}
        for asked in ("10K:1K", "100K:10K", "1M:100K", "1.1M:110K", "10M:1M")
    ]
    for fewer, more in itertools.pairwise(costs):
        assert {k[:-1] for k in fewer} == {k[:-1] for k in more}  # the same offers
        assert all(more[k] is None if fewer[k] is None else more[k] >= fewer[k] for k in fewer.keys() & more.keys())
        assert min(c for c in more.values() if c) > min(c for c in fewer.values() if c)


def test_a_request_has_one_price_for_its_size_whatever_day_each_is_dated(real, run: Runner):
    rows = real.prices("qwen-plus", cost="1M:200K")
    offers = Counter((r.endpoint, r.currency, r.mode, bool(r.over_input_tokens)) for r in rows)
    assert len(rows) == 9
    assert set(offers.values()) == {1}
    shown = drawn(run, "prices minimax-m3 --cost 1M:200K")
    assert "in small requests" in shown
    assert "in requests over" in shown


def test_prices_of_other_units_have_no_cost_and_that_is_said(run: Runner):
    assert "no cost in tokens of 1 price per minute" in run("prices", "glm-asr-2512", "--cost", "1M:100K").err


def test_every_maker_has_a_flagship_price_or_is_named(real, run: Runner):
    done = run("prices", "--flagships", "--currency", "CNY", "--json")
    shown = {r["company"] for r in json.loads(done.out)}
    said = [name.strip() for line in done.err.splitlines() if "flagship" in line for name in line.rpartition(": ")[2].split(",")]
    assert set(said) == {c.short_name for c in real.companies if c.id not in shown}


def test_what_is_silent_of_a_model_takes_one_line(run: Runner):
    page = drawn(run, "show wan2-2-plus")
    assert "\nn/a     context window, context of the weights, longest output, reasoning, capabilities, knowledge cutoff\n" in page
    head = drawn(run, "show ernie-4-5-turbo-128k").splitlines()[1]
    assert head.endswith("undisclosed · closed · followed by ERNIE 5.0 Preview")  # no status is known


def test_prices_from_others_than_the_maker_bear_a_mark(run: Runner):
    of_both = ("compare {} kimi-k2", "models --where \"id='{}'\"")  # no price of Kimi K2 is doubtful
    for line in ("prices {}", "show {}", *of_both, "compare {} kimi-k2 deepseek-v3 deepseek-v4-pro-0813"):
        assert "? from a reseller or an aggregator" in drawn(run, line.format("yi-lightning"))
    for line in ("prices {}", "show {}", *of_both):
        assert "aggregator" not in drawn(run, line.format("deepseek-v4-pro-0813"))


def test_the_price_of_what_a_name_serves_now_is_a_command_away(run: Runner):
    assert "cnai prices deepseek-v4-pro-0813" in run("compare", "kimi-k3", "deepseek-v4-pro").err


@pytest.mark.parametrize("asked", ["SWE-bench Verified", "gpqa diamond", "Multi-SWE-bench", "swe bench multilingual", "terminal-bench 2.1"])
def test_a_benchmark_is_found_however_it_is_typed(asked, real):
    filed = {(m.id, b.name, b.variant) for m in real.models for b in m.benchmarks if fold(b.name) == fold(asked)}
    assert filed
    assert filed == {(r.model, r.benchmark, r.variant) for r in real.scores(asked)}


def test_results_of_one_benchmark_meet_and_variants_are_apart(real, run: Runner):
    out = drawn(run, 'scores "GPQA Diamond"')
    heads = [line for line in out.splitlines() if line.startswith("GPQA") and "account" in line]
    assert len(heads) == len(set(heads)) == 2
    rows = real.scores("HLE", reporter="maker")
    for _, group in itertools.groupby(rows, lambda r: (r.benchmark, r.unit, alike_measured(r.variant, r.settings))):
        values = [r.score for r in group]
        assert values == sorted(values, reverse=True)
    groups = [(r.benchmark, r.unit, alike_measured(r.variant, r.settings)) for r in rows]
    assert len(list(itertools.groupby(groups))) == len(set(groups)) > 3


def test_the_prices_of_flagships_are_of_those_that_stand_for_their_makers(real):
    rows = real.prices(flagships=True)
    assert {r.currency for r in rows} == {"USD", "CNY"}
    assert len({r.company for r in rows}) > 12
    for company in ("moonshot", "zhipu"):
        assert {r.model for r in rows if r.company == company} == {getattr(main_of(real, real.get(company)), "id", None)}


def test_a_benchmark_is_a_table_and_makers_are_apart(run: Runner):
    out = drawn(run, 'scores "SWE-bench Verified" --open')
    heads = [line for line in out.splitlines() if line.startswith("SWE-bench")]
    assert heads == ["SWE-bench Verified, by others' account", "SWE-bench Verified, by the makers' own account"]
    alone = drawn(run, "scores kimi-k2")
    assert alone.splitlines()[1].split()[:2] == ["benchmark", "score"]
