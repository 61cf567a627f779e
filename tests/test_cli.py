"""The program as scripts see it: exit codes, streams, options in every place, each wrong input with its words."""

import json

import pytest

from conftest import Runner

READING = [
    [],
    ["tiers"],
    ["list"],
    ["show", "amber"],
    ["compare", "amber", "basalt"],
    ["models"],
    ["can", "amber-2"],
    ["license", "mit"],
    ["timeline"],
    ["news"],
    ["diff"],
    ["which", "amber"],
    ["why", "amber"],
    ["sources"],
    ["cite"],
    ["claims"],
    ["schema"],
    ["data"],
    ["data", "coverage"],
    ["data", "stale"],
]
DATED = [c for c in READING if c[:1] not in (["diff"], ["schema"], ["data"])]


def name(argv):
    return " ".join(argv) or "alone"


@pytest.mark.parametrize("argv", READING, ids=name)
def test_json_is_one_value_with_one_newline(argv, stone_run: Runner):
    said = stone_run(*argv, "--json")
    assert said.code == 0
    json.loads(said.out)
    assert said.out.endswith("\n")
    assert not said.out.endswith("\n\n")


@pytest.mark.parametrize("argv", READING, ids=name)
def test_a_pipe_gets_the_same_bytes_at_any_width(argv, stone_run: Runner):
    narrow, wide = stone_run(*argv, width=40), stone_run(*argv, width=400)
    assert narrow.out == wide.out
    assert "\x1b" not in narrow.out


@pytest.mark.parametrize("argv", [c for c in READING if c != ["cite"]], ids=name)
def test_a_pipe_gets_as_many_cells_in_each_line(argv, stone_run: Runner):
    lines = stone_run(*argv).out.splitlines()
    assert len({line.count("\t") for line in lines}) == 1
    assert stone_run(*argv, "--no-header").out.splitlines() == lines[1:]


@pytest.mark.parametrize("argv", DATED, ids=name)
def test_as_of_is_taken_where_dates_matter(argv, stone_run: Runner):
    assert stone_run(*argv, "--as-of", "2026-01", "--json").code == 0


@pytest.mark.parametrize("argv", READING, ids=name)
def test_jsonl_and_json_agree(argv, stone_run: Runner):
    whole = json.loads(stone_run(*argv, "--json").out)
    lines = [json.loads(line) for line in stone_run(*argv, "--format", "jsonl").out.splitlines()]
    assert lines == (whole if isinstance(whole, list) else [whole])


WRONG = [
    (["nonsense"], 2, "no command 'nonsense'"),
    (["lst"], 2, "did you mean list?"),
    (["--json", "list"], 2, "put --json behind the command: cnai list --json"),
    (["list", "--formt", "csv"], 2, "--format"),
    (["list", "--format", "xls"], 2, "table, json, jsonl, csv, tsv, markdown, toml"),
    (["list", "--json", "--format", "csv"], 2, "do not go together"),
    (["list", "--fields", "id,bogus"], 2, "no field 'bogus' here. Fields: id, record, name"),
    (["list", "--tier", "9"], 2, "no '9': 1, 2"),
    (["list", "--kind", "bank"], 2, "company, startup, research-institute"),
    (["list", "--sort", "beauty"], 2, "no field 'beauty'"),
    (["list", "--as-of", "yesterday"], 2, "write 2025, 2025-07, 2025-07-11"),
    (["list", "--color", "blue"], 2, "auto, always, never"),
    (["show"], 2, "NAME"),
    (["show", ""], 3, "no company, family or model is called ''"),
    (["show", "granite"], 3, "no company, family or model is called 'granite'"),
    (["show", "ambre"], 3, "did you mean amber"),
    (["show", "--", "-x"], 3, "'-x'"),
    (["show", "basaltlm2"], 3, "could mean"),
    (["compare", "amber"], 2, "two names"),
    (["compare", "amber", "Amber Intelligence"], 2, "both names mean amber"),
    (["models", "--open", "--closed"], 2, "leave one out"),
    (["models", "--min-params", "huge"], 2, "write 7B, 1.5T, 128K, 1M"),
    (["models", "--company", "nobody"], 3, "'nobody'"),
    (["models", "--company", "amber-1"], 3, "no company is called"),
    (["models", "--license", "gpl"], 3, "no licence is called 'gpl'"),
    (["models", "--status", "new"], 2, "announced, preview, current"),
    (["models", "--limit", "0"], 2, "--limit"),
    (["models", "--permits", "commercial,europe"], 2, "DE, US, CN"),
    (["models", "@/nowhere/list"], 2, "cannot read the list /nowhere/list"),
    (["models", "--where", "beauty > 1"], 2, "no such column: beauty. Columns: id, record, name"),
    (["models", "--where", "1); drop table models; --"], 2, "--where"),
    (["models", "--where", "id in (select name from sqlite_master)"], 2, "Columns:"),
    (["models", "--where", "load_extension('x')"], 2, "--where"),
    (["models", "--where", "(with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n)"], 2, "--where"),
    (["why", "amber-2", "beauty"], 2, "amber-2 has no field 'beauty'"),
    (["why", "granite.released"], 3, "granite"),
    (["can", "amber-2", "--revenue", "40M"], 2, "40M/year"),
    (["can", "amber-2", "--region", "Europe"], 2, "DE, US, CN"),
    (["can", "amber-2", "--region", "ZZ"], 2, "DE, US, CN"),
    (["license", "granite"], 3, "no licence is called 'granite'"),
    (["timeline", "--type", "party"], 2, "release, founding"),
    (["diff", "--field", "colour"], 2, "hq, country, ceo"),
    (["claims", "--verdict", "nice"], 2, "supported, corrected"),
    (["claims", "--tier", "7"], 2, "1, 2"),
    (["schema", "planet"], 3, "company, family, model"),
    (["data", "dance"], 2, "coverage, stale, check"),
    (["data", "check"], 2, "data check needs a file"),
    (["review", "/nowhere/text"], 1, "cannot read /nowhere/text"),
    (["export", "planets"], 2, "companies, families, models"),
    (["export", "all", "--format", "csv"], 2, "all is for json, toml, sqlite only"),
    (["export", "all", "--fields", "id"], 2, "are for one table"),
    (["export", "models", "--format", "xls"], 2, "csv, tsv, json"),
]


@pytest.mark.parametrize(("argv", "code", "words"), WRONG, ids=[name(w[0]) for w in WRONG])
def test_wrong_input_says_what_and_what_next(argv, code, words, stone_run: Runner):
    said = stone_run(*argv)
    assert (said.code, said.out) == (code, "")
    assert words in said.err
    assert said.err.count("\n") <= 2
    assert "Traceback" not in said.err


@pytest.mark.parametrize(("argv", "code"), [w[:2] for w in WRONG if "--json" not in w[0] and w[0][0] != "export"][:20])
def test_with_json_an_error_is_one_json_line(argv, code, stone_run: Runner):
    argv = [argv[0], "--json", *argv[1:]] if argv[0] != "nonsense" else [*argv, "--json"]
    said = stone_run(*argv)
    assert (said.code, said.out) == (code, "") or "--format" in argv
    error = json.loads(said.err)["error"]
    assert set(error) == {"code", "message", "candidates"}


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
    assert "compared as their companies" in said.err


def test_best_is_marked_only_where_better_is_clear(stone_run: Runner):
    answer = json.loads(stone_run("compare", "amber-2", "basalt-57b", "--json").out)
    best = {r["label"]: r["best"] for r in answer["rows"]}
    assert best["context window"] == ["amber-2"]
    assert best["input price (USD)"] == ["basalt-57b"]
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
    from cnai.questions import selection

    def broken(*_args, **_more):
        raise RuntimeError("no stones left")

    monkeypatch.setattr(selection, "companies", broken)
    said = stone_run("list")
    assert (said.code, said.out) == (1, "")
    assert "no stones left" in said.err
    with pytest.raises(RuntimeError):
        stone_run("list", "--debug")
