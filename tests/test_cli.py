"""The program as scripts see it: exit codes, streams, options in every place, each wrong input with its words."""

import json

import pytest

from asked import CALLS, DATED, STDIN
from conftest import Runner

# Without what only draws otherwise, and without names that are made to harm.
READING = [call for call in CALLS if not {"--expand", "--chart", "--bibtex", "Am\x1b[31mber\u202e"} & set(call)]
# A citation and a path are text to be copied: in a pipe they are no table.
TABLES = [call for call in READING if call[:1] not in (["cite"], ["overlay"])]


def name(argv):
    return " ".join(argv) or "alone"


each_reading = pytest.mark.parametrize("argv", READING, ids=name)


@each_reading
def test_json_is_one_value_with_one_newline(argv, stone_run: Runner):
    said = stone_run(*argv, "--json", stdin=STDIN)
    assert said.code == 0
    json.loads(said.out)
    assert said.out.endswith("\n")
    assert not said.out.endswith("\n\n")


@each_reading
def test_a_pipe_gets_the_same_bytes_at_any_width(argv, stone_run: Runner):
    narrow, wide = stone_run(*argv, stdin=STDIN, width=40), stone_run(*argv, stdin=STDIN, width=400)
    assert narrow.out == wide.out
    assert "\x1b" not in narrow.out


@pytest.mark.parametrize("argv", TABLES, ids=name)
def test_a_pipe_gets_as_many_cells_in_each_line(argv, stone_run: Runner):
    lines = stone_run(*argv, stdin=STDIN).out.splitlines()
    assert len({line.count("\t") for line in lines}) == 1
    assert stone_run(*argv, "--no-header", stdin=STDIN).out.splitlines() == lines[1:]


@pytest.mark.parametrize("argv", DATED, ids=name)
def test_as_of_is_taken_where_dates_matter(argv, stone_run: Runner):
    assert stone_run(*argv, "--as-of", "2026-01", "--json", stdin=STDIN).code == 0


WRONG = [
    (["nonsense"], 2, "no command 'nonsense'"),
    (["lst"], 2, "did you mean list?"),
    (["--json", "list"], 2, "options go after the command: cnai list --json"),
    (["list", "--formt", "csv"], 2, "--format"),
    (["list", "--format", "xls"], 2, "--format: invalid value 'xls' (choose from table, json, jsonl, csv, tsv, markdown, toml, html)"),
    (["list", "--json", "--format", "csv"], 2, "--json and --format csv cannot be used together"),
    (["list", "--fields", "id,bogus"], 2, "--fields: no field 'bogus' here; fields: id, record, name"),
    (["list", "--tier", "9"], 2, "--tier: invalid value '9' (choose from 1, 2, mention, none)"),
    (["list", "--kind", "bank"], 2, "company, startup, research-institute"),
    (["list", "--sort", "beauty"], 2, "no field 'beauty'"),
    (["list", "--as-of", "yesterday"], 2, "'yesterday' is not a date; use 2025, 2025-07, 2025-07-11 or a span such as 30d"),
    (["list", "--color", "blue"], 2, "auto, always, never"),
    (["show"], 2, "NAME"),
    (["show", ""], 2, "a name is empty"),
    (["can", "amber-2", "--region", ""], 2, "--region: is empty"),
    (["can", "commercial", "amber-2"], 2, "'commercial' is an option: cnai can amber-2 --commercial"),
    (["can", "Fine-tune"], 2, "'Fine-tune' is an option: cnai can NAME --fine-tune"),
    (["list", "--city", " "], 2, "--city: is empty"),
    (["models", "--company", ","], 2, "--company: is empty"),
    (["show", "amber", "basalt"], 2, "show takes one name, not 2; to put them side by side: cnai compare amber, basalt"),
    (["why", "amber-2,", "basalt"], 2, "why takes one name, not 2"),
    (["why", "amber", "2", "glory"], 2, "amber-2 has no field 'glory'"),
    (["overlay", "set", "amber-2", "bogus", "1"], 2, "cnai: FIELD: no field 'bogus'"),
    (["overlay", "set", "amber-2", "context", "abc"], 2, "cnai: VALUE: 'abc' is not a size"),
    (["overlay", "set", "amber-2", "open_weights", "abc"], 2, "cnai: VALUE: 'abc' is not a value of open_weights"),
    (["news", "--since", "99999y"], 2, "'99999y' goes back too far"),
    (["amber"], 2, "did you mean: cnai show amber"),
    (["Amber", "Intelligence"], 2, "did you mean: cnai show Amber Intelligence"),
    (["amber-chat"], 2, "did you mean: cnai show amber-chat"),
    (["news", "--days", "30"], 2, "news has no option --days: use --since 30d"),
    (["models", "--compny", "x"], 2, "models has no option --compny: did you mean --company? (cnai"),
    (["models", "--open-weights"], 2, "models has no option --open-weights: did you mean --open? (cnai"),
    (["prices", "--company", "x"], 2, "prices has no option --company: give the name without an option: cnai prices deepseek"),
    (["stats", "--company", "x"], 2, "stats has no option --company: give the name without an option: cnai stats deepseek"),
    (["show", "granite"], 3, "no company, family or model is called 'granite'"),
    (["show", "ambre"], 3, "did you mean amber"),
    (["show", "--", "-x"], 3, "'-x'"),
    (["show", "basaltlm2"], 3, "or basalt-lm?"),
    (["compare", "amber"], 2, "two names"),
    (["compare", "amber", "Amber Intelligence"], 2, "all names mean amber; compare needs two different records"),
    (["models", "--open", "--closed"], 2, "cannot be used together"),
    (["models", "--min-params", "huge"], 2, "--min-params: 'huge' is not a size; use 7B, 1.5T, 128K, 1M or a plain number"),
    (["models", "--company", "nobody"], 3, "'nobody'"),
    (["models", "--company", "amber-1"], 3, "no company is called"),
    (["models", "--license", "gpl"], 3, "no licence is named 'gpl'"),
    (["models", "--status", "new"], 2, "announced, preview, current"),
    (["models", "--limit", "0"], 2, "--limit"),
    (["models", "--permits", "commercial,atlantis"], 2, "DE, US, CN"),
    (["models", "@/nowhere/list"], 1, "cannot read /nowhere/list"),
    (["models", "--where", "beauty > 1"], 2, "--where: no such column: beauty"),
    (["models", "--where", "1); drop table models; --"], 2, "--where"),
    (["models", "--where", "id in (select name from sqlite_master)"], 2, "--where: access to sqlite_master.name is prohibited"),
    (["models", "--where", "load_extension('x')"], 2, "--where"),
    (["models", "--where", "(with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n)"], 2, "--where"),
    (["why", "amber-2", "beauty"], 2, "amber-2 has no field 'beauty'"),
    (["why", "granite.released"], 3, "granite"),
    (["can", "amber-2", "--revenue", "40M"], 2, "40M/year"),
    (["can", "amber-2", "--region", "Atlantis"], 2, "--region: unknown region 'Atlantis'; use a country code or name (DE, Germany, 德国)"),
    (["can", "amber-2", "--region", "ZZ"], 2, "DE, Germany, 德国"),
    (["license", "granite"], 3, "no licence is named 'granite'"),
    (["timeline", "--type", "party"], 2, "release, founding"),
    (["diff", "--field", "colour"], 2, "hq, country, ceo"),
    (["claims", "--verdict", "nice"], 2, "supported, corrected"),
    (["claims", "--tier", "7"], 2, "1, 2"),
    (["models", "--max-price", "3"], 2, "--currency: a price needs a currency, USD or CNY"),
    (["models", "--sort", "price"], 2, "--currency"),
    (["models", "--max-price", "3", "--currency", "XYZ"], 2, "--currency"),
    (["prices", "--cost", "many"], 2, "--cost"),
    (["prices", "--endpoint", "granite-api"], 3, "granite-api"),
    (["scores", "granite"], 3, "granite"),
    (["scores", "--reporter", "mother"], 2, "maker, independent"),
    (["stats", "--by", "colour"], 2, "tier, company, year"),
    (["search", "!!!"], 2, "search needs a word"),
    (["search", "stone", "--in", "poems"], 2, "companies, families, models"),
    (["sql"], 2, "sql needs a query"),
    (["sql", "select 1; select 2"], 2, "one query at a time: leave out what follows the first ;"),
    (["sql", "drop table models"], 2, "only a SELECT"),
    (["sql", "select beauty from models"], 2, "no such column: beauty"),
    (["schema", "planet"], 3, "company, family, model"),
    (["schema", "licence"], 3, "did you mean license"),
    (["schema", "data", "coverge"], 3, "did you mean data coverage?"),
    (["data", "dance"], 2, "cnai: data ACTION: invalid value 'dance' (choose from coverage, stale, check"),
    (["data", "check"], 2, "data check needs a file"),
    (["review", "/nowhere/text"], 1, "cannot read /nowhere/text"),
    (["export", "planets"], 2, "companies, families, models"),
    (["export", "all", "--format", "csv"], 2, "all needs the format json, toml, sqlite; name one table for csv"),
    (["export", "all", "--fields", "id"], 2, "need a single table"),
    (["export", "models", "--format", "xls"], 2, "--format: invalid value 'xls' (choose from json, jsonl, csv, tsv"),
]


@pytest.mark.parametrize(("argv", "code", "words"), WRONG, ids=[name(w[0]) for w in WRONG])
def test_wrong_input_says_what_and_what_next(argv, code, words, stone_run: Runner, monkeypatch):
    monkeypatch.setattr("cnai.questions.sql.SECONDS", 0.3)
    said = stone_run(*argv)
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert said.err.count("\n") <= 2
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("argv", "code"),
    [w[:2] for w in WRONG if not {"--json", "--format", "--"} & set(w[0])],
    ids=[name(w[0]) for w in WRONG if not {"--json", "--format", "--"} & set(w[0])],
)
def test_with_json_an_error_is_one_json_line(argv, code, stone_run: Runner, monkeypatch):
    monkeypatch.setattr("cnai.questions.sql.SECONDS", 0.3)
    said = stone_run(*argv, "--json")
    assert (said.code, said.out) == (code, "")
    assert said.err.count("\n") == 1
    error = json.loads(said.err)["error"]
    assert set(error) == {"code", "message", "candidates"}
    assert error["code"] == {1: "failed", 2: "usage", 3: "not_found"}[code]


def test_the_nearest_names_are_candidates(stone_run: Runner):
    error = json.loads(stone_run("show", "ambre", "--json").err)["error"]
    assert error["code"] == "not_found"
    assert "amber" in error["candidates"]


EMPTY = [
    ["list", "--city", "Nowhere"],
    ["models", "--since", "2030"],
    ["timeline", "--since", "2030"],
    ["news", "--since", "0d"],
    ["diff", "--since", "2026-01-31"],
]


@pytest.mark.parametrize("argv", EMPTY, ids=name)
def test_an_empty_answer_is_an_answer(argv, stone_run: Runner):
    said = stone_run(*argv, "--json")
    assert (said.code, said.out) == (0, "[]\n")
    assert said.err


@pytest.mark.parametrize(
    "argv", [["-h"], ["--help"], ["help"], ["help", "list"], ["list", "-h"], ["companies", "--help"], ["export", "-h"]], ids=name
)
def test_help_is_on_stdout_within_eighty_columns(argv, run: Runner):
    said = run(*argv)
    assert (said.code, said.err) == (0, "")
    assert "cnai" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_version_names_program_and_data(run: Runner, real):
    said = run("--version")
    assert (said.code, said.out.count("\n")) == (0, 1)
    assert said.out.startswith("cnai ")
    assert f"(data {real.date})" in said.out


def test_colour_may_stand_anywhere(stone_run: Runner):
    before = stone_run("--color", "always", "list", terminal=True)
    after = stone_run("list", "--color=always", terminal=True)
    assert before.out == after.out
    assert "\x1b" in before.out


def test_a_list_of_names_comes_from_a_file(stone_run: Runner, tmp_path):
    names = tmp_path / "names"
    names.write_text("# mine\namber-1\n\nBasaltLM2-57B\n", encoding="utf-8")
    rows = json.loads(stone_run("models", f"@{names}", "--json").out)
    assert {r["id"] for r in rows} == {"amber-1", "basalt-57b"}


def test_a_citation_is_text_to_be_copied(stone_run: Runner):
    entry = stone_run("cite", "amber-2", "total_params", "--bibtex").out
    assert entry.startswith("@misc{amber-readme,\n")
    assert entry == stone_run("cite", "amber-2", "total_params", "--bibtex", terminal=True, width=20).out
    assert stone_run("cite", "amber-2", "total_params", "--format", "csv").out.startswith("text\n")


def test_which_reads_names_from_standard_input(stone_run: Runner):
    rows = json.loads(stone_run("which", "-", "--json", stdin="Ember\nGranite\n").out)
    assert [(r["query"], r["match"] and r["match"]["id"]) for r in rows] == [("Ember", "amber"), ("Granite", None)]


def test_unlike_kinds_are_compared_as_their_companies_and_it_is_said(stone_run: Runner):
    said = stone_run("compare", "amber-2", "basalt-lm", "--json")
    answer = json.loads(said.out)
    assert answer["type"] == "company"
    assert [s["id"] for s in answer["subjects"]] == ["amber", "basalt"]
    assert "compared by their companies" in said.err


def test_best_is_marked_only_where_better_is_clear(stone_run: Runner):
    answer = json.loads(stone_run("compare", "amber-2", "basalt-57b", "--json").out)
    best = {r["label"]: r["best"] for r in answer["rows"]}
    assert best["context window"] == ["amber-2"]
    assert best["input price (USD per 1M tokens)"] == ["basalt-57b"]
    assert best["StoneBench (hard), maker"] == ["basalt-57b"]
    assert best["total parameters"] == []
    assert best["released"] == []


def test_diff_only_keeps_the_rows_that_differ(stone_run: Runner):
    whole = json.loads(stone_run("compare", "amber-2", "basalt-57b", "--json").out)["rows"]
    differing = json.loads(stone_run("compare", "amber-2", "basalt-57b", "--diff-only", "--json").out)["rows"]
    assert differing == [r for r in whole if r["differs"]]
    assert len(differing) < len(whole)


FILTERS = [
    (["--tier", "1"], ["amber-max", "amber-2", "amber-1", "amber-lost"]),
    (["--company", "basalt"], ["basalt-v-7b", "basalt-57b"]),
    (["--family", "basalt-lm"], ["basalt-v-7b", "basalt-57b"]),
    (["--family", "basalt-vision"], ["basalt-v-7b"]),
    (["--kind", "vision"], ["basalt-v-7b"]),
    (["--open", "--company", "amber"], ["amber-2", "amber-1", "amber-lost"]),
    (["--closed"], ["amber-max"]),
    (["--license", "MIT"], ["basalt-57b", "amber-1"]),
    (["--modality", "text"], ["basalt-v-7b", "amber-2"]),
    (["--min-params", "57B"], ["basalt-57b", "amber-2"]),
    (["--max-params", "7B"], ["basalt-v-7b", "amber-1"]),
    (["--max-active", "7B"], ["amber-1"]),
    (["--min-active", "32B"], ["amber-2"]),
    (["--min-context", "256K"], ["amber-2"]),
    (["--status", "preview,superseded"], ["basalt-v-7b", "amber-1"]),
    (["--capability", "tools"], ["amber-2"]),
    (["--latest"], ["basalt-v-7b", "amber-max", "basalt-57b"]),
    (["--since", "2025-11"], ["basalt-v-7b", "amber-max"]),
    (["--until", "2025-08-15"], ["amber-2", "amber-1"]),
    (["--sort", "total_params", "--limit", "2"], ["basalt-v-7b", "amber-1"]),
    (["--sort", "-total_params", "--limit", "1"], ["amber-2"]),
    (["--permits", "commercial,de"], ["basalt-v-7b", "basalt-57b", "amber-1"]),
    (["amber-1,basalt-57b"], ["basalt-57b", "amber-1"]),
    (["--where", "total_params < 1e10 and license_kind = 'permissive'"], ["amber-1"]),
    (["--where", "kinds like '%vision%' or released is null"], ["basalt-v-7b", "amber-lost"]),
]


@pytest.mark.parametrize(("argv", "ids"), FILTERS, ids=[name(f[0]) for f in FILTERS])
def test_models_are_filtered(argv, ids, stone_run: Runner):
    assert [r["id"] for r in json.loads(stone_run("models", *argv, "--json").out)] == ids


COMPANIES = [
    (["--tier", "2"], ["basalt"]),
    (["--tier", "1,2"], ["amber", "basalt"]),
    (["--kind", "startup"], ["amber"]),
    (["--city", "beijing"], ["basalt"]),
    (["--country", "cn"], ["amber", "cobalt", "basalt"]),
    (["--modality", "text"], ["amber", "basalt"]),
    (["--open"], ["amber", "basalt"]),
    (["--listed"], ["amber"]),
    (["--sort", "founded"], ["basalt", "amber", "cobalt"]),
    (["--sort", "-name"], ["cobalt", "basalt", "amber"]),
]


@pytest.mark.parametrize(("argv", "ids"), COMPANIES, ids=[name(c[0]) for c in COMPANIES])
def test_companies_are_filtered(argv, ids, stone_run: Runner):
    assert [r["id"] for r in json.loads(stone_run("list", *argv, "--json").out)] == ids


def test_an_unexpected_fault_is_one_line_and_debug_shows_it(stone_run: Runner, monkeypatch):
    from cnai.commands import list_

    def broken(*_args, **_more):
        raise RuntimeError("no stones left")

    monkeypatch.setattr(list_, "companies", broken)
    said = stone_run("list")
    assert (said.code, said.out) == (1, "")
    assert said.err == "cnai: cnai failed unexpectedly (RuntimeError: no stones left); run it again with --debug to see where\n"
    said = stone_run("list", "--debug")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Traceback (most recent call last):\n")
    assert "RuntimeError: no stones left" in said.err


@pytest.mark.parametrize("argv", [["nonsense"], ["show", "granite"], ["list", "--tier", "9"]], ids=name)
def test_debug_keeps_the_exit_code(argv, stone_run: Runner):
    plain, debug = stone_run(*argv), stone_run("--debug", *argv)
    assert (debug.code, debug.out) == (plain.code, plain.out)
    assert debug.err.startswith("Traceback")
    assert debug.err.endswith(plain.err)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            ModuleNotFoundError("No module named 'pydantic_core'", name="pydantic_core._pydantic_core"),
            "the package pydantic_core cannot be loaded",
        ),
        (ImportError("cannot import name 'X' from 'cnai.words'", name="cnai.words"), "cnai failed unexpectedly (ImportError: "),
        (KeyError("x"), "cnai failed unexpectedly (KeyError: 'x'); run it again with --debug"),
        (FileNotFoundError(2, "No such file or directory", "granite.toml"), "cnai: granite.toml: No such file or directory\n"),
    ],
)
def test_what_nobody_foresaw_is_one_line(error, said, run, monkeypatch):
    def fail(*_):
        raise error

    monkeypatch.setattr("cnai.cli._main", fail)
    done = run("list")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert said in done.err


@pytest.mark.parametrize("word", ["research-institute", "research institute", "Research_Institute"])
def test_a_fixed_word_is_taken_as_it_is_printed(word, stone_run: Runner):
    assert stone_run("list", "--kind", word).out == stone_run("list", "--kind", "RESEARCH-INSTITUTE").out


@pytest.mark.parametrize(
    ("argv", "never"),
    [
        (["license", "nope"], "did you mean"), (["why", "amber-2", "nope"], "did you mean"), (["scores", "nope"], "benchmarks:"),
        (["scores", "nonesuch"], "benchmarks:"),
    ],
    ids=name,
)  # fmt: skip
def test_what_is_not_near_is_not_suggested(argv, never, run: Runner):
    argv = ["kimi-k2" if word == "amber-2" else word for word in argv]
    said = run(*argv)
    assert said.code in (2, 3)
    assert never not in said.err


@pytest.mark.parametrize(
    ("argv", "near"),
    [
        (["license", "apahce"], "did you mean apache-2-0?"), (["license", "gpl"], "did you mean gpl-3-0-only?"),
        (["why", "kimi-k2", "contxt"], "did you mean context_tokens?"),
        (["scores", "brwosecomp"], "called 'brwosecomp': did you mean BrowseComp"),
        (["scores", "kimi-k2", "humanevla"], "called 'humanevla': did you mean HumanEval or HumanEval+?"),
        (["compare", "Kimi", "K2"], "'Kimi K2' is one name: cnai show kimi-k2; compare needs two"),
    ],
    ids=name,
)  # fmt: skip
def test_what_is_near_is_suggested(argv, near, run: Runner):
    assert near in run(*argv).err


@pytest.mark.parametrize("text", ["Mistral", "gemini", "gpt-5"])
def test_a_name_of_another_country_has_no_near_ones(text, run: Runner):
    said = run("which", text, "--fields", "query,candidates", "--no-header")
    assert (said.out.split(), said.err) == ([text], f"nothing is named {text!r}: only China's labs are in this catalogue\n")


@pytest.mark.parametrize(
    ("code", "argv"),
    [
        (4, ["list", "--data"]), (4, ["overlay", "check"]), (4, ["data", "check"]), (4, ["audit"]), (1, ["review"]), (1, ["which"]),
        (1, ["can"]),
    ],
    ids=str,
)  # fmt: skip
def test_a_missing_data_file_is_bad_data_and_another_file_a_failure(code, argv, tmp_path, stone_run: Runner):
    sign = "@" if argv[0] in ("which", "can") else ""
    said = stone_run(*argv, f"{sign}{tmp_path / 'none'}")
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
