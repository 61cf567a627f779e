"""What people bring, and the right answer: reports by users and of other catalogues, each as a command on the bundled data.

The forms of names have a file of their own (test_name_forms).
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

import cnai
from conftest import Runner


def answer(run: Runner, *argv: str, stdin: str = ""):
    said = run(*argv, "--json", stdin=stdin)
    assert said.code == 0, said.err
    return json.loads(said.out)


# ---- licences


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("hunyuan-a13b --region DE", "no"),
        ("hunyuan-a13b --region Germany", "no"),
        ("hunyuan-a13b --region germany", "no"),
        ("hunyuan-a13b --region EU", "no"),
        ("hunyuan-a13b --region EEA", "no"),
        ("hunyuan-a13b --region UK", "no"),
        ("hunyuan-a13b --region KR", "no"),
        ("hunyuan-a13b --region US", "yes"),
        ("hunyuan-a13b --region NO", "yes"),
        ("hunyuan-a13b --region GF", "no"),  # French departments with codes of their own are in the EU
        ("hunyuan-a13b --region MQ", "no"),
        ("hunyuan-a13b --region YT", "no"),
        ("hunyuan-a13b --region MF", "no"),
        ("hunyuan-a13b --region RE", "no"),
        ("hunyuan-a13b --region GP", "no"),
        ("hunyuan-a13b --region AX", "no"),
        ("minimax-m2-7 --commercial", "ask"),
        ("deepseek-r1 --commercial --distill", "yes"),
        ("qwen3-max --commercial", "no"),
        ("deepseek-r1-distill-llama-70b --mau 800M", "ask"),  # Llama's limit of 700M users
        ("deepseek-r1-distill-llama-8b --mau 800000000", "ask"),
        ("deepseek-r1-distill-llama-70b --mau '50 million'", "yes"),
        ("deepseek-r1-distill-qwen-7b --commercial", "yes"),
    ],
)
def test_a_licence_question_has_its_answer(line, wanted, run: Runner):
    import shlex

    (row,) = answer(run, "can", *shlex.split(line))
    assert row["answer"] == wanted
    assert {r["answer"] for r in row["reasons"] if r["decides"]} == {wanted}


@pytest.mark.parametrize(
    ("name", "conditional", "says"),
    [
        ("deepseek-r1", False, ""),
        ("qwen3-32b", False, ""),
        ("kimi-k2", True, "show 'Kimi K2'"),
        ("kimi-k3", True, "show 'Kimi K3'"),
        ("glm-5-3", True, "if you or an affiliate offer models as a service"),
        ("qwen3-8-flash-next", True, "separate licence from Qwen"),
        ("deepseek-r1-distill-llama-70b", True, "show 'Built with Llama'"),
        ("deepseek-r1-distill-llama-8b", True, "show 'Built with Llama'"),
    ],
)
def test_a_yes_with_a_duty_is_a_yes_if(name, conditional, says, run: Runner):
    (row,) = answer(run, "can", name, "--commercial")
    assert (row["answer"], row["conditional"]) == ("yes", conditional)
    assert says in "; ".join(row["duties"])
    drawn = run("can", name, "--commercial", "--color", "never", terminal=True, width=120).out
    assert drawn.splitlines()[2].startswith("yes, if" if conditional else "yes ·")


def test_many_models_are_grouped_and_counted(run: Runner):
    drawn = run("can", "alibaba", "--region", "DE", "--color", "never", terminal=True, width=120).out
    rows = answer(run, "can", "alibaba", "--region", "DE")
    assert "not known" in drawn
    assert "yes, if" in drawn
    assert len(drawn.splitlines()) < len(rows) / 2


def test_one_command_answers_who_may_use_large_models_where(run: Runner):
    rows = answer(
        run, "models", "--open", "--min-params", "100B", "--permits", "commercial", "--region", "DE", "--mau", "50M", "--revenue", "5M/year"
    )
    assert rows
    assert {r["permission"]["answer"] for r in rows} == {"yes"}
    assert any(r["permission"]["conditional"] for r in rows)
    assert all(r["total_params"] >= 10**11 for r in rows)
    table = run("models", "--open", "--min-params", "100B", "--permits", "commercial", "--region", "DE", "--format", "csv", "--sources").out
    head = table.splitlines()[0].split(",")
    assert {"name", "released", "permission_answer", "permission_duties", "permission_clause", "permission_url", "released_source"} <= set(
        head
    )


# ---- API names


def test_an_api_name_says_what_it_serves_and_served(run: Runner):
    page = answer(run, "show", "deepseek-reasoner")
    assert (page["record"], page["id"], page["serves"]) == ("api", "deepseek-reasoner", [])
    assert {"deepseek-r1", "deepseek-r1-0528", "deepseek-v3-1", "deepseek-v3-2-exp"} <= {s["model"] for s in page["served"]}
    assert page["served"][0]["until"] == "2026-07-24"
    assert page["replaced_by"]
    then = answer(run, "show", "deepseek-reasoner", "--as-of", "2025-02-01")
    assert [s["model"] for s in then["serves"]] == ["deepseek-r1"]
    assert answer(run, "which", "deepseek-reasoner")[0]["match"]["record"] == "api"


def test_other_commands_take_an_api_name_for_its_model_and_say_so(run: Runner):
    said = run("can", "deepseek-chat", "--commercial", "--json")
    assert len(json.loads(said.out)) == 1
    assert "the API name deepseek-chat is switched off and last served" in said.err
    assert len(answer(run, "models", "deepseek-chat")) == 1
    assert answer(run, "prices", "deepseek-chat", "--history")
    assert answer(run, "why", "deepseek-reasoner", "released")


def test_the_page_of_a_model_warns_that_its_api_name_has_moved(run: Runner):
    assert "the API name deepseek-v4-flash serves" in run("show", "deepseek-v4-flash").err


# ---- time


def test_since_starts_on_the_first_day_of_its_span(run: Runner):
    month = {r["id"] for r in answer(run, "diff", "moonshot", "deepseek", "minimax", "--since", "2026-10") if r["change"] == "added"}
    day = {r["id"] for r in answer(run, "diff", "moonshot", "deepseek", "minimax", "--since", "2026-10-01") if r["change"] == "added"}
    assert month == day
    assert {"kimi-k3-1-pro", "deepseek-v4-1-flash-1017", "minimax-m3-1-flash"} <= month


def test_news_shows_only_what_surely_lies_in_the_window(run: Runner):
    said = run("news", "--json")
    rows = json.loads(said.out)
    assert rows
    assert all(len(r["date"]) >= len("2026-11") for r in rows)
    assert "add --vague" in said.err
    assert len(answer(run, "news", "--vague")) > len(rows)


def test_one_fact_is_told_once(run: Runner):
    rows = answer(run, "news", "--type", "licence", "--since", "3y")
    events = {(r["company"], r["date"]) for r in rows if r["record"] == "event"}
    assert not [r for r in rows if r["record"] == "model" and (r["company"], r["date"]) in events]
    keys = [(r["company"], r["date"], r["title"]) for r in rows]
    assert len(keys) == len(set(keys))


def test_a_record_that_did_not_exist_yet_says_since_when(run: Runner):
    said = run("show", "deepseek", "--as-of", "2022")
    assert (said.code, said.out) == (3, "")
    assert "exists since 2023-07" in said.err


def test_relative_dates_count_from_the_day_shown(run: Runner):
    said = run("list", "--as-of", "30d")
    assert "the data ends" not in said.err
    assert answer(run, "timeline", "--as-of", "2025-11-03", "--since", "30d")
    assert answer(run, "models", "--as-of", "2025-11-03", "--since", "30d")


# ---- comparing


@pytest.mark.parametrize(
    ("names", "mains"),
    [
        ("qwen kimi", ["qwen4-max", "kimi-k3-1-pro"]),
        ("qwen2 qwen2-5 qwen3-5", ["qwen2-72b", "qwen2-5-72b", "qwen3-5-397b-a17b"]),
        ("baidu deepseek", ["ernie-5-1", "deepseek-v4-pro-0813"]),
    ],
)
def test_the_main_model_is_the_one_that_people_mean(names, mains, run: Runner):
    rows = answer(run, "compare", *names.split())["rows"]
    assert next(r["values"] for r in rows if r["field"] == "model") == mains


def test_values_that_look_the_same_do_not_differ(run: Runner):
    rows = answer(run, "compare", "alibaba", "moonshot")["rows"]
    for row in rows:
        if row["field"] == "context_tokens":
            assert not row["differs"]
            assert row["best"] == []


def test_five_flagships_fit_eighty_columns(run: Runner):
    drawn = run("compare", "alibaba", "moonshot", "deepseek", "zhipu", "minimax", "--color", "never", terminal=True, width=80).out
    assert max(map(len, drawn.splitlines())) <= 80
    assert "Kimi K3.1 Pro" in drawn
    assert "US$" in drawn


def test_a_product_stands_for_the_family_that_it_runs_on(run: Runner):
    said = run("compare", "yuanbao", "qwen", "--json")
    assert "has no models of its own" in said.err
    assert json.loads(said.out)["subjects"][0]["id"] == "hunyuan"


@pytest.mark.parametrize("option", [["--company", "deepseek"], []])
def test_the_newest_of_a_day_is_the_largest(option, run: Runner):
    newest = {m["family"]: m for m in answer(run, "models", "--latest", *option)}
    for other in answer(run, "models", *option):
        best = newest.get(other["family"])
        if best and other["released"] == best["released"] and other["total_params"]:
            assert (best["total_params"] or 0) >= other["total_params"]


# ---- wrong input


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["deepseek"], 2, "did you mean: cnai show deepseek"),
        (["Moonshot", "AI"], 2, "did you mean: cnai show Moonshot AI"),
        (["list", "--limit", "5"], 2, "list has no option --limit: pipe the output to head"),
        (["models", "--limit", "ten"], 2, "use a whole number of 1 or more"),
        (["news", "--days", "30"], 2, "use --since 30d"),
        (["can", "kimi-k2", "--mau", "50", "million"], 2, "50M or '50 million'"),
        (["can", "kimi-k2", "--region", "Europ"], 2, "did you mean EU?"),
        (["can", "hunyuan-a13b", "--region", ""], 2, "is empty"),
        (["can", "", "--commercial", "--exit-code"], 2, "is empty"),
        (["models", "--company", ""], 2, "is empty"),
        (["models", "--family", ""], 2, "is empty"),
        (["models", "--since", ""], 2, "is empty"),
        (["models", "--where", ""], 2, "is empty"),
        (["models", "--permits", ""], 2, "is empty"),
        (["models", "--license", ""], 2, "is empty"),
        (["list", "--country", ""], 2, "is empty"),
        (["show", ""], 2, "is empty"),
        (["list", "--tier", "9"], 2, "choose from 1 to 6"),
        (["models", "--sort", "nmae"], 2, "did you mean name"),
        (["models", "--max-price", "1"], 2, "currency"),
        (["models", "--sort", "price"], 2, "currency"),
        (["models", "--where", "nme = 'x'"], 2, "did you mean name"),
        (["export", "models", "-o", "models.xls"], 2, "cannot be written"),
        (["export", "models", "-o", "a.csv", "--format", "json"], 2, "has the ending of csv"),
        (["models", "--license", "gpl"], 3, "did you mean gpl-3-0-only"),
        (["show", "alibabba"], 3, "did you mean alibaba"),
        (["show", "gpt-4"], 3, "only China's labs"),
        (["compare", "qwen"], 2, "at least two names"),
        (["--json", "list"], 2, "options go after the command: cnai list --json"),
        (["shwo", "deepseek"], 2, "did you mean show"),
        (["review", "Quinn leads"], 2, "echo ... | cnai review -"),
        (["claims", "--verdict", "wrong"], 2, "choose from supported"),
        (["can", "kimi-k2", "--revenue", "40M"], 2, "period"),
        (["models", "--as-of", "soon"], 2, "'soon' is not a date; use 2025"),
    ],
)
def test_an_error_says_what_and_what_to_do(argv, code, says, run: Runner):
    said = run(*argv)
    assert (said.code, said.out) == (code, "")
    assert says in said.err
    assert len(said.err.splitlines()) <= 2


@pytest.mark.parametrize(
    "argv",
    [
        ["models", "help"], ["models", "--sort", "date", "--limit", "1"], ["models", "--sort", "-size", "--limit", "1"],
        ["list", "--sort", "releases"], ["why", "kimi-k2.size"], ["models", "--company", "deepseek，moonshot", "--limit", "1"],
        ["models", "--company", "deepseek、moonshot", "--limit", "1"], ["list", "--kind", "STARTUP"], ["list", "--country", "China"],
        ["list", "--city", "北京"], ["models", "--fields", "ID,Name", "--limit", "1"], ["claims", "deepseek-claim-4"],
        ["show", "deepseek-claim-4"],
        ["show", "Moonshot", "AI"], ["news", "--type", "license"], ["diff", "--field", "licence"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_people_type_is_taken(argv, run: Runner):
    said = run(*argv)
    assert said.code == 0, said.err
    assert said.out


def test_names_are_read_from_standard_input(run: Runner):
    assert [r["model"] for r in answer(run, "can", "-", stdin="kimi-k2\r\ndeepseek-r1\r\n")] == ["kimi-k2", "deepseek-r1"]
    assert answer(run, "which", "-", stdin="\ufeff智谱\r\n")[0]["query"] == "智谱"
    assert run("can", "-", stdin="\n").code == 2


def test_sizes_that_are_hardly_meant_are_questioned(run: Runner):
    assert "for billions write 100B" in run("models", "--min-params", "100", "--limit", "1").err


# ---- sources and formats


@pytest.mark.parametrize(
    ("name", "table"),
    [(f, "weights") for f in ("json", "jsonl", "csv", "tsv", "markdown", "toml", "html")]
    + [(f, t) for f in ("json", "csv") for t in ("models", "prices", "benchmarks", "licenses")],
)
def test_sources_leave_with_every_format_and_table(name, table, run: Runner):
    condition = "model = 'kimi-k2'" if table in ("prices", "benchmarks", "weights") else "id in ('kimi-k2', 'mit')"
    said = run("export", table, "--format", name, "--sources", "--where", condition)
    assert said.code == 0, said.err
    assert "https://" in said.out
    assert len(said.out) > len(run("export", table, "--format", name, "--where", condition).out)


def test_the_values_of_evidence_are_values(run: Runner):
    assert {type(r["value"]) for r in answer(run, "why", "deepseek-r1", "total_params")} == {int}
    assert all(isinstance(r["value"], dict) for r in answer(run, "why", "deepseek-chat", "prices") if r["value"])
    assert {r["value"] for r in answer(run, "why", "deepseek-r1", "open_weights")} == {True}


def test_claims_come_in_the_articles_order_with_a_sentence_on_top(run: Runner):
    order = [c["id"].rpartition("-claim-")[0] for c in answer(run, "claims")]
    assert list(dict.fromkeys(order))[:4] == ["tiers", "deepseek", "alibaba", "bytedance"]
    first = run("claims", "--wrong", "--color", "never", terminal=True, width=120).out.splitlines()[0]
    assert "are wrong, misleading or outdated" in first


def test_an_html_page_has_about_ten_columns_and_drawn_values(run: Runner):
    page = run("export", "models", "--format", "html", "--where", "company = 'moonshot'").out
    assert page.count("<th ") <= 11
    assert ">open<" in page
    assert ">2780000000000<" not in page
    assert "overflow-wrap:anywhere" not in page


# ---- one answer to one question


def test_a_model_has_one_licence_of_today(real):
    from cnai.questions.asked import Question
    from cnai.questions.permission import can

    for model in real.models:
        if model.open_weights is not False:
            assert can(real, model, Question()).license == (model.license.id if model.license else None), model.id


def test_evidence_for_sources_is_read_in_one_go(real, monkeypatch: pytest.MonkeyPatch):
    from cnai.output.export import export
    from cnai.store.database import Database

    asked: list[str] = []
    some = Database.some

    def counted(self: Database, table: str, key: str, values: Any) -> Any:
        asked.append(table)
        return some(self, table, key, values)

    monkeypatch.setattr(Database, "some", counted)
    export(real.at(real.date), "companies", "csv", sources=True)
    records = len(real.companies)
    assert asked.count("evidence") <= 1 + records  # all at once, then the newest release of each, which its fields lead to
    assert asked.count("companies") <= 1 + 2 * records


def test_sorting_reads_each_value_once():
    from cnai.model.records import Company
    from cnai.questions.sorting import sorted_by

    class Counted:
        def __init__(self, founded: str) -> None:
            self.read = 0
            self._founded = founded

        @property
        def founded(self) -> str:
            self.read += 1
            return self._founded

    rows = [Counted(str(year)) for year in range(2030, 2000, -1)]
    assert [r._founded for r in sorted_by(rows, "founded", Company)] == [str(y) for y in range(2001, 2031)]
    assert {r.read for r in rows} == {1}


@pytest.mark.parametrize("argv", [["show", "zzz", "--format", "json"], ["show", "zzz", "--format=JSON"], ["show", "zzz", "--json"]])
def test_an_error_has_the_form_of_the_answer(argv, run: Runner):
    said = run(*argv)
    assert (said.code, said.out) == (3, "")
    assert json.loads(said.err)["error"]["code"] == "not_found"


@pytest.mark.parametrize("word", ["--json", "--debug"])
def test_what_follows_two_hyphens_is_a_name(word, run: Runner):
    said = run("which", "--", word)
    assert said.code == 0
    assert word in said.out
    assert not said.out.startswith("[")


def test_debug_keeps_the_exit_code_and_the_json(run: Runner):
    said = run("--debug", "show", "zzz", "--json")
    assert (said.code, said.out) == (3, "")
    assert json.loads(said.err.splitlines()[-1])["error"]["code"] == "not_found"


def test_licences_over_time_compare_within_a_line(run: Runner):
    rows = answer(run, "license", "minimax")["rows"]
    real = cnai.load()
    weights = {r["model"]: real.model(r["model"]).weights_released or real.model(r["model"]).released for r in rows}
    dates = [r["since"] or (weights[r["model"]] if r["scope"] == "weights" else None) for r in rows]
    assert dates == sorted((d for d in dates if d), key=str) + [d for d in dates if d is None]
    assert all(r["change"] is None for r, day in zip(rows, dates, strict=True) if day is None)
    assert next(r for r in rows if r["model"] == "minimax-m2" and r["license"] != "mit")["change"] == "stricter"


def test_money_is_written_with_its_currency(run: Runner):
    drawn = run("can", "kimi-k2", "--revenue", "40M/year", "--color", "never", terminal=True, width=120).out
    assert "US$40m of revenue a year" in drawn
    assert "US$20m of revenue a month" in run("can", "kimi-k2", "--color", "never", terminal=True, width=120).out


@pytest.mark.parametrize("command", ["show", "can", "prices", "models", "news", "why"])
@pytest.mark.parametrize("name", ["Quen", "Kimmy", "Jipu", "Mee Mo", "Deep Sick", "Moonshoot", "Baidoo"])
def test_a_misheard_name_is_not_taken_but_what_which_makes_of_it_is_suggested(command, name, real, run):
    (row,) = real.which(name)
    said = run(command, name)
    assert (said.code, said.out) == (3, "")
    asked = name if " " not in name else f"'{name}'"
    assert f"did you mean {row.match.id}? cnai which {asked}" in said.err


def test_flagships_without_a_price_are_counted(run):
    said = run("prices", "--flagships", "--fields", "company", "--no-header")
    found = re.search(r"flagship of (\d+) of (\d+) makers: (.*)\n", said.err)
    assert found
    without = found[3].split(", ")
    assert len(without) == int(found[1]) == int(found[2]) - len(set(said.out.split()))
    assert not set(without) & set(said.out.split())
    assert "flagship" not in run("prices", "kimi-k2", "--flagships").err, "its maker has one with a price, though this is none"


@pytest.mark.parametrize("command", ["show", "prices", "can"])
def test_a_model_whose_api_name_serves_another_one_now_says_so(command, run):
    from cnai.commands.tools import tools

    note = "the API name deepseek-v4-flash serves DeepSeek-V4.1-Flash-1017 now"
    assert f"{note}; cnai {command} deepseek-v4-1-flash-1017" in run(command, "deepseek-v4-flash").err
    assert "serves DeepSeek-V4.1" not in run(command, "kimi-k3").err
    (tool,) = (t for t in tools() if t.name == command)
    taken = {"name": "deepseek-v4-flash"} if command == "show" else {tool.inputs[0].name: ["deepseek-v4-flash"]}
    assert any(text.startswith(note) for text in tool.call(taken)["notes"])


@pytest.mark.parametrize("command", ["prices", "can"])
def test_an_api_name_that_is_switched_off_names_its_successor(command, run):
    said = run(command, "deepseek-reasoner").err
    assert "instead of deepseek-reasoner use deepseek-flash, which serves DeepSeek-V4.1-Flash-1017 now" in said
    assert ("--history" in said) == (command == "prices")


def test_the_page_of_an_api_name_that_is_switched_off_does_not_ask_for_terms(run):
    page = run("show", "qwen-max-latest", "--format", "table", width=120).out
    assert "switched off" in page
    assert "API: no longer served under this name" in page
    assert "API: ask first" not in page
    live = run("show", "deepseek-flash", "--format", "table", width=120).out
    assert "may I   API: yes" in live
    assert "no longer served" not in live


@pytest.mark.parametrize("name", ["hunyuan-dit-1-1", "minicpm-v-2-6", "internlm2-7b"])
def test_a_licence_is_compared_with_what_the_model_before_had_on_that_day(name, run: Runner):
    rows = answer(run, "license", name)["rows"]
    assert rows[0]["change"] is None  # the same text, though the model before is under another one today


def test_a_plan_answers_by_its_own_terms(run: Runner):
    rows = answer(run, "can", "GLM Coding Plan")
    assert {r["api"]["endpoint"] for r in rows} == {"zhipu-zai-coding"}
    assert {r["api"]["answer"] for r in rows} == {"ask"}


# ---- what is left out, and where to look


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("list --tier 2 --as-of 2026-11-26", r"\d+ releases have no known date and are not counted on 2026-11-26"),
        ("stats tencent --as-of 2026-11-26", r"\d+ releases have no known date and are not counted"),
        ("stats --over-time size --as-of 2025-01-01", r"\d+ releases shown have inexact dates that may be after 2025-01-01"),
        ("can tencent --as-of 2026-11-26", r"\d+ releases have no known date and are not counted"),
        ("compare tencent alibaba --as-of 2026-11-26", r"\d+ releases have no known date and are not counted"),
        ("show tencent --as-of 2026-11-26", r"\d+ releases have no known date and are not counted"),
        ("export models --as-of 2026-11-26 -o -", r"\d+ releases have no known date and are not counted"),
        ("models --since 2026-12", "the data ends on .*\nno release matches"),
        ("diff deepseek-v4-flash --since 2026-10-01", "the API name deepseek-v4-flash serves .* now"),
        ("news deepseek-v4-flash", "the API name deepseek-v4-flash serves .* now"),
        ("license qwen-plus", "the weights of qwen-plus are not published"),
        ("license kimi-k3-1-pro", "no licence of kimi-k3-1-pro is recorded"),
    ],
)
def test_what_an_answer_leaves_out_is_said(run: Runner, line, said):
    assert re.search(said, run(*line.split()).err)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("data stale nope", 3, "no company is called 'nope'"),
        ("data path foo", 2, "data path takes no name"),
        ("data --older-than 5d", 2, "--older-than is for cnai data stale"),
        ("sql x --schema", 2, "sql --schema takes no query"),
        ("stats --currency USD", 2, "--currency is for --over-time price"),
        ("list 3", 2, "cnai list --tier 3"),
        ("list Beijing", 2, "cnai list --city Beijing"),
        ("list 北京", 2, "cnai list --city 北京"),
        ("list deepseek", 2, "cnai show deepseek"),
    ],
)
def test_what_a_command_does_not_take_is_said(run: Runner, line, code, said):
    answered = run(*line.split())
    assert (answered.code, answered.out) == (code, "")
    assert said in answered.err


def test_stale_facts_are_those_of_the_company_asked_for(real: cnai.Catalogue, run: Runner):
    own = {"moonshot", *(m.id for m in real.models_of(real.company("moonshot"))), *(f.id for f in real.families_of("moonshot"))}
    own |= {e.id for e in real.endpoints if e.company == "moonshot"}
    rows = answer(run, "data", "stale", "moonshot", "--older-than", "1d")
    assert rows
    assert {r["subject"] for r in rows} <= own


def test_a_price_in_yuan_shows_yuan(run: Runner):
    out = run("models", "--max-price", "2元", "--limit", "3", "--format", "table").out
    assert "¥" in out
    assert "US$" not in out


@pytest.mark.parametrize(
    ("names", "field", "values", "best"),
    [
        ("qwen3-8-27b qwen3-32b", "weights_context_tokens", [262144, 32768], ["qwen3-8-27b"]),
        ("intern-s2-397b ling-3-0-flash-vl", "context_tokens", [1010000, 1048576], []),  # each is called a million
        ("kimi-k2 kimi-k3", "context_tokens", [131072, 1048576], ["kimi-k3"]),
    ],
)
def test_contexts_side_by_side(run: Runner, names, field, values, best):
    (row,) = (r for r in answer(run, "compare", *names.split())["rows"] if r["field"] == field)
    assert (row["values"], row["best"]) == (values, best)


def test_a_claim_that_is_found_is_one_about_a_company(real: cnai.Catalogue):
    companies = {c.id for c in real.companies}
    assert {h.company for h in real.search("flash", tables=["claims"])} <= companies


def test_published_weights_are_no_release_in_a_report(run: Runner):
    out = run("report", "moonshot", "-o", "-", "--format", "markdown", "--since", "2026-11-04").out
    assert "Kimi K3.1 Pro: its weights are published" in out
    assert "is released" not in out
    assert "No release" in out
