"""Benchmark results: found under every name, compared only with what was measured alike, none of the best left out by a limit."""

import itertools
import json

import pytest

import cnai
from cnai.questions.scores import alike
from cnai.words.benchmarks import alike_measured, how, short, usual_words
from conftest import Runner
from test_use_cases import drawn


def rows_of(answer):
    return json.loads(answer.out)


# ---- words


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("no tools", "without tools"),
        ("text-only, No Tools", "text only, without tools"),
        ("Avg@16", "avg@16"),
        ("mean of 32 answers, with Lean as a tool", "avg@32, with Lean as a tool"),
        ("base model, 5 examples", "base, 5-shot"),
        ("0-shot CoT", "0-shot CoT"),
        ("Pass^3; Instruct", "pass^3; instruct"),
        ("08/24 to 01/25", "2024-08 to 2025-01"),
        ("24.08–25.05", "2024-08 to 2025-05"),
        ("2408-2505, pass@1", "2024-08 to 2025-05, pass@1"),
        ("API of 2024-05-11", "API of 2024-05-11"),
        ("average over six fields", "average over six fields"),
        ("interval (-1.89, +2.44)", "interval (-1.89, +2.44)"),
    ],
)
def test_a_way_of_measuring_has_one_writing(written, usual):
    assert usual_words(written) == usual
    assert usual_words(usual) == usual


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((None, "no tools"), ("without tools", None), True),
        (("text only, with tools", None), ("with tools", "text only"), True),
        ((None, "with tools"), (None, "without tools"), False),
        ((None, "with tools"), (None, None), False),
        ((None, "1,016,857 votes, interval ±2"), (None, None), True),
        ((None, "mini-SWE-agent 1.17.1, bash only"), (None, "mini-SWE-agent 1.0.0, bash only"), True),
        ((None, "mini-SWE-agent 2.0.0, bash only"), (None, "mini-SWE-agent 1.0.0, bash only"), False),
        (("thinking", "avg@4"), ("thinking", "avg@8"), False),
    ],
)
def test_what_was_measured_alike(one, other, same):
    assert (alike_measured(*one) == alike_measured(*other)) is same


def test_long_settings_are_cut_between_their_parts_and_a_variant_never():
    assert short(None, None) == ""
    assert short("airline", "2,232 votes, interval ±12") == "airline"
    long = "Terminus-2 harness with JSON parser, limit of 10 hours, temperature 0.7, context of 256K"
    assert short(None, long) == "Terminus-2 harness with JSON parser, limit of 10 hours, …"
    assert short("x" * 80, "with tools") == "x" * 80 + ", …"
    assert short("x" * 80, None) == "x" * 80
    assert how("text only", "text only; with tools") == ("text only", "with tools")


def test_results_filed_under_other_names_are_called_alike():
    filed = [("SWE-bench", "Verified"), ("SWE-bench Verified", None), ("HLE", "text only"), ("Tau2 retail", "avg@4"), ("Own", "hard")]
    usual, called = alike(filed)
    assert [called[one] for one in filed] == [
        ("SWE-bench Verified", None), ("SWE-bench Verified", None), ("Humanity's Last Exam", "text only"),
        ("τ²-Bench", "retail, avg@4"), ("Own", "hard"),
    ]  # fmt: skip
    assert usual["humanity'slastexam"] == "Humanity's Last Exam"


# ---- names


@pytest.mark.parametrize(
    ("asked", "benchmark"),
    [
        ("HLE", "Humanity's Last Exam"), ("hle", "Humanity's Last Exam"), ("Humanity’s last exam", "Humanity's Last Exam"),
        ("tau2-bench", "τ²-Bench"), ("tau2", "τ²-Bench"), ("TAU-bench", "τ-Bench"), ("HMMT Feb 2025", "HMMT 2025"),
        ("Terminal-Bench 2", "Terminal-Bench 2.0"), ("arena hard v2", "Arena-Hard v2.0"), ("ARC-AGI", "ARC-AGI-1"),
        ("Chatbot Arena", "LMArena text"), ("aider polyglot", "Aider polyglot"),
        ("aime25", "AIME 2025"), ("AIME 24", "AIME 2024"), ("LCB", "LiveCodeBench"), ("lcb-v6", "LiveCodeBench v6"),
        ("tbench", "Terminal-Bench"), ("AA index", "Artificial Analysis Intelligence Index"), ("webdev arena", "LMArena web development"),
    ],
)  # fmt: skip
def test_a_benchmark_is_found_under_the_names_that_people_type(asked, benchmark, real: cnai.Catalogue):
    rows = real.scores(asked)
    assert {r.benchmark for r in rows} == {benchmark}
    assert len(rows) == sum(b.name == benchmark for m in real.models for b in m.benchmarks)


def test_another_name_names_the_benchmarks_whose_name_goes_on(run: Runner):
    err = run("scores", "HLE", "--limit", "1").err
    assert "only Humanity's Last Exam itself is shown; there are also HLE-Verified (" in err


# ---- order and limit


def test_in_a_table_each_way_of_measuring_is_together_and_best_first(real: cnai.Catalogue):
    lower = {(b.name, b.variant, b.unit): bool(b.lower_is_better) for m in real.models for b in m.benchmarks}
    rows = real.scores()
    groups = []

    def table(r):
        return (
            r.benchmark,
            r.unit,
            lower[r.benchmark, r.variant, r.unit],
            r.reported_by,
            bool(r.rival),
            alike_measured(r.variant, r.settings),
        )

    for key, group in itertools.groupby(rows, table):
        values = [r.score for r in group]
        assert values == sorted(values, reverse=not key[2])
        groups.append(key)
    assert len(groups) == len(set(groups))


@pytest.mark.parametrize(
    ("asked", "more", "lower"),
    [
        ("SWE-bench Verified", (), False),
        ("HLE", (), False),
        ("Artificial Analysis Intelligence Index", (), False),
        ("Vectara hallucination leaderboard", (), True),
        ("SWE-bench Verified", ("--reporter", "independent"), False),
    ],
)
def test_a_limit_keeps_the_best_whoever_measured_and_however(asked, more, lower, run: Runner):
    every = rows_of(run("scores", asked, *more, "--json"))
    best = sorted((r["score"] for r in every), reverse=not lower)
    shown = rows_of(run("scores", asked, *more, "--limit", "10", "--json"))
    assert sorted((r["score"] for r in shown), reverse=not lower) == best[:10]
    assert [r for r in every if r in shown] == sorted(shown, key=every.index)


def test_a_limit_over_several_benchmarks_takes_the_best_of_each_in_turn(real: cnai.Catalogue):
    rows = real.scores("kimi-k2-thinking", limit=5)
    assert len({r.benchmark for r in rows}) == len(rows) == 5
    of_each = real.scores(["AIME 2024", "AIME 2025", "SWE-bench Verified"], limit=3)
    assert {r.benchmark for r in of_each} == {"AIME 2024", "AIME 2025", "SWE-bench Verified"}
    for row in of_each:
        assert row.score == max(r.score for r in real.scores(row.benchmark))


def test_a_limit_never_prefers_a_rank_or_a_rare_unit(real: cnai.Catalogue):
    assert {r.unit for r in real.scores("LMArena text")} == {"Elo", "rank"}
    assert [r.unit for r in real.scores("LMArena text", limit=5)] == ["Elo"] * 5
    assert [r.unit for r in real.scores("Codeforces", limit=8)] == ["Elo"] * 7 + ["%"]


# ---- what is shown


def test_what_was_measured_otherwise_is_labelled(run: Runner):
    out = drawn(run, "scores HLE --reporter maker", 160)
    lines = [line.split("  ") for line in out.splitlines() if "Seed 2.0 Pro" in line]
    assert [[cell.strip() for cell in line if cell.strip()][:3] for line in lines] == [
        ["54.2 %", "Seed 2.0 Pro", "text only, with tools"],
        ["32.4 %", "Seed 2.0 Pro", "text only, without tools"],
    ]
    page = " ".join(drawn(run, "show seed-2-0-pro", 200).split())
    assert "Humanity's Last Exam (text only, with tools) 54.2 %, maker" in page
    assert "Humanity's Last Exam (text only, without tools) 32.4 %, maker" in page


def test_settings_are_a_field(run: Runner):
    rows = rows_of(run("scores", "HLE", "--json", "--fields", "model,settings,score"))
    assert {tuple(row) for row in rows} == {("model", "settings", "score")}
    assert {row["settings"] for row in rows} > {None, "text only, with tools"}


def test_results_by_a_rival_maker_are_marked_and_apart(real: cnai.Catalogue, run: Runner):
    rows = [r for r in real.scores("ProverBench") if r.evaluator == "Meituan"]
    assert {(r.rival, r.reported_by) for r in rows} == {("meituan", "independent")}
    assert not [r for r in real.scores() if r.rival == r.company]
    assert not [r for r in real.scores() if r.rival and r.reported_by == "maker"]
    out = drawn(run, "scores ProverBench", 140)
    assert "ProverBench, by rival makers' account" in out
    assert "a rival: Meituan" in out
    assert "Artificial Analysis" not in {r.evaluator for r in real.scores() if r.rival}
    mixed = [r.rival is not None for r in real.scores("OpenAudioBench")]
    assert mixed == sorted(mixed)
