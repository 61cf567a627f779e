"""Answers that say what they leave out, and questions that could be taken for others."""

import json

import pytest

import cnai
from cnai.words.text import show
from conftest import Runner


@pytest.mark.parametrize("word", ["openai", "anthropic", "code", "closed", "Volcano", "format", "service"])
@pytest.mark.parametrize("command", ["models", "can", "prices", "stats"])
def test_a_common_word_is_no_endpoint(run: Runner, command: str, word: str) -> None:
    done = run(command, word)
    assert (done.code, done.out) == (3, "")


@pytest.mark.parametrize("name", ["Bailian", "ModelArk", "TokenHub", "SenseCore", "Kimi Code"])
def test_a_platform_is_one(real: cnai.Catalogue, name: str) -> None:
    from cnai.store.endpoints import meant

    assert meant(real, name)


@pytest.mark.parametrize("command", ["models --where", "timeline --where", "sql"])
def test_a_word_in_double_quotes_is_not_taken_for_a_column(run: Runner, command: str) -> None:
    text = {"sql": 'select id from models where status = "retired"'}.get(command, 'type = "title"')
    done = run(*command.split(), text if "models" not in command else 'status = "retired"')
    assert done.code == 2
    assert "in double quotes is a column name; for text use single quotes" in done.err


def test_other_double_quotes_are_as_in_sqlite(run: Runner) -> None:
    quoted, plain = (run("models", "--where", f"company = {q}moonshot{q}", "--quiet").out for q in ('"', "'"))
    assert quoted == plain != ""
    assert run("models", "--where", "name like '%= \"status\"%'").code == 0


def test_what_where_cannot_search_is_said(run: Runner) -> None:
    whole, searched = (run("timeline", "--type", "licence", *more) for more in ((), ("--where", "1=1")))
    left = whole.out.count("\n") - searched.out.count("\n")
    assert left > 0
    assert f"--where leaves out {left} changes of licences and prices without an event" in searched.err


@pytest.mark.parametrize("command", ["news", "timeline"])
def test_entries_that_may_be_later_are_counted(run: Runner, command: str) -> None:
    assert "inexact dates that may be after 2025-11-03" in run(command, "--as-of", "2025-11-03").err
    assert "may be after" not in run(command, "--until", "2025-11-03").err


def test_dearer_bands_are_told(run: Runner) -> None:
    assert "costs more than that for longer inputs" in run("models", "qwen3-7-flash", "--max-price", "US$0.2").err
    table = run("compare", "qwen3-7-flash", "glm-5-3-flash", "--format", "table", width=160).out
    assert "output price for the longest inputs" in table


def test_weights_with_less_context_are_told(run: Runner) -> None:
    assert "releases shown have a shorter context in the weights themselves" in run("models", "--open", "--min-context", "1M").err
    assert "in the weights themselves" not in run("models", "--min-context", "1M").err


@pytest.mark.parametrize("what", ["params", "active"])
def test_bounds_the_wrong_way_round_are_refused(run: Runner, what: str) -> None:
    done = run("models", f"--min-{what}", "9B", f"--max-{what}", "7B")
    assert done.code == 2
    assert f"9B is more than --max-{what} 7B" in done.err


def test_a_base_with_stricter_terms_is_told(run: Runner) -> None:
    assert '"answer": "ask"' in run("can", "ui-tars-72b-dpo", "--mau", "800M", "--json").out


@pytest.mark.parametrize(("value", "text"), [(5.5e11, "550000000000"), (0.25, "0.25"), (1e-07, "1e-07"), (float("nan"), "nan")])
def test_a_large_number_is_written_out(value: float, text: str) -> None:
    assert show("valuation_amount", value) == text


def test_columns_mean_what_their_table_says(real: cnai.Catalogue) -> None:
    from cnai.questions.sql import schema

    said = {(row.table, row.column): row.meaning for row in schema(real)}
    assert said["families", "parent"] == "The family above it."
    assert said["companies", "parent_name"] == "The owner's name."
    assert said["endpoints", "license"] == "The licence record of its API terms."
    silent = [key for key, words in said.items() if words.lower() == key[1].replace("_", " ")]
    assert not silent


@pytest.mark.parametrize(
    ("question", "duty"),
    [
        ("qwen2.5-72b --hosting --mau 200M", "in commercial use, over 100M monthly users: permission is needed"),
        ("kimi-k2 --hosting --mau 200M", "in commercial use, over 100M monthly users: show 'Kimi K2' prominently on the user interface"),
        ("qwen2.5-72b --hosting --mau 50M", ""),
        ("qwen2.5-72b --hosting --commercial --mau 200M", ""),
    ],
)
def test_a_limit_of_commercial_use_is_a_duty_where_that_was_not_asked(run: Runner, question: str, duty: str) -> None:
    [row] = json.loads(run("can", *question.split(), "--json").out)
    said = [d for d in row["duties"] if d.startswith("in commercial use")]
    assert [d[: len(duty)] for d in said] == ([duty] if duty else [])
