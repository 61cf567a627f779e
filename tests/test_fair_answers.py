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
        ("qwen3-max-thinking,kimi-k3 --currency CNY", "¥2.50 · 10.00", "US$"),
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


def test_prices_over_time_are_of_the_standard_mode(real):
    drawn = {p.model for code in ("USD", "CNY") for p in real.over_time(of="price", currency=code)}
    assert not drawn & {"longcat-2-5", "seedance-2-5"}
    assert {"deepseek-v4-pro-0813", "kimi-k3"} <= drawn


def test_a_changed_price_that_is_a_discount_is_called_one():
    from cnai.views.changes import _prices

    row = {"currency": "USD", "unit": "1M tokens", "output": 1.2, "mode": "launch discount", "hours": None, "over_input_tokens": None}
    assert "launch discount" in _prices([row])
    assert "launch discount" not in _prices([row, row | {"mode": "list", "output": 3.0}])


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


# ---- options, SQL


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("can kimi-k2 --region", "--region: needs a value (CODE)"),
        ("can kimi-k2 --mau", "--mau: needs a value (N)"),
        ("models --since", "--since: needs a value (DATE)"),
        ("models --limit", "--limit: needs a value (N)"),
        ("show kimi-k2 --format", "--format: needs a value (NAME)"),
        ("show kimi-k2 --as-of", "--as-of: needs a value (DATE)"),
        ("list --tier", "--tier: needs a value (N)"),
        ("export models -o", "-o: needs a value (FILE)"),
        ("can kimi-k2 --json=1", "--json: takes no value"),
        ("models --open=true", "--open: takes no value"),
        ("show", "Missing argument 'NAME'; for example: cnai show deepseek"),
        ("which", "for example: cnai which Hunren"),
    ],
)
def test_an_option_that_exists_is_not_denied_and_what_is_missing_has_an_example(run: Runner, line, message):
    said = run(*line.split())
    assert said.code == 2
    assert message in said.err


@pytest.mark.parametrize(
    ("query", "head"),
    [
        ("select name, paper_date from models where paper_date is null limit 2", ["paper"]),
        ("select id, name, company, family, released, paper_date from models where paper_date is null limit 2", ["id", "paper"]),
    ],
)
def test_every_selected_column_is_drawn(run: Runner, query, head):
    first = run("sql", query, "--format", "table", width=160).out.splitlines()[0]
    assert all(word in first for word in head)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select id from models where license = 'mit'", "did you mean licenses or license_id?"),
        ("select name from apis", "apis has model, endpoint, model_id, since, until"),
        ('select name from "apis"', "apis has model, endpoint, model_id, since, until"),
        ("select releasedd from companies, models", "did you mean released"),
        ("select endpointt from models join apis on model = id", "did you mean endpoint"),
    ],
)
def test_a_wrong_column_names_those_of_its_tables(run: Runner, query, message):
    err = run("sql", query).err
    assert message in err


# ---- counts, benchmarks, licences


@pytest.mark.parametrize("by", ["modality", "size", "tier", "license", "company"])
def test_the_sum_of_groups_is_a_count_of_releases(run: Runner, by):
    every = len(rows_of(run("models", "--json")))
    lines = run("stats", "--by", by, "--format", "table").out.splitlines()
    total = next(line for line in lines if "with open weights; most" in line)
    assert total.startswith(f"{every} releases")
    assert "not known with" not in total
    assert "most: 2 with" not in total


@pytest.mark.parametrize(
    ("name", "said", "not_said"),
    [
        ("SWE bench", "SWE-bench Verified (", "SWE-bench ("),
        ("AIME", "AIME 2024 (", "AIME ("),
        ("MATH", "MATH-500", "MathVista"),
        ("SWE-bench Verified", "", "there are also"),
    ],
)
def test_a_benchmark_whose_name_goes_on_in_others_says_so(run: Runner, name, said, not_said):
    err = run("scores", name, "--limit", "1").err
    assert said in err
    assert not_said not in err


def test_licences_that_look_alike_are_named_in_full_in_one_table(run: Runner):
    out = " ".join(run("can", "hunyuan", "--region", "EU", "--format", "table", width=400).out.split())
    assert "Agreement (June 2025)" in out
    assert "Agreement (November 2024)" in out
    one = run("compare", "hunyuan-large", "hunyuan-a13b", "--format", "table", width=200).out
    assert "(November 2024)" in one
    assert "(June 2025)" in one


def test_the_advice_to_see_every_clause_names_a_model_with_clauses(run: Runner):
    line = next(line for line in run("can", "qwen2.5", "--format", "table").out.splitlines() if "with every clause" in line)
    (row,) = rows_of(run("can", line.split()[-1], "--json"))
    assert row["license"]


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("cherry-studio-desktop", "ask", "an app has no weights; its code is under GNU Affero"),
        ("cherry-studio-enterprise", "ask", "an app has no weights; its terms of use decide"),
        ("manus-1-6", "no", "an app has no weights; its terms of use decide"),
        ("ernie-bot", "no", "its weights are not published"),
    ],
)
def test_an_app_is_not_asked_for_its_weights(run: Runner, name, answer, words):
    (row,) = rows_of(run("can", name, "--json"))
    assert row["answer"] == answer
    assert words in row["reasons"][0]["clause"]
    assert "not known" not in run("can", name, "--format", "table").out


# ---- other catalogues, ids for scripts, versions


def test_what_we_draw_ourselves_is_no_difference(real, tmp_path, run: Runner):
    from cnai.model.records import Model
    from cnai.model.shape import flat_names, flatten, plain
    from cnai.questions.others import _column
    from cnai.words.text import show

    columns = [name for name in flat_names(Model) if _column(name)]
    lines = [",".join(["id", *columns])]
    for model in real.models_of(real.get("moonshot")):
        silent = {"undisclosed": model.undisclosed, "not_applicable": model.not_applicable}
        flat = flatten(Model, plain(model))
        lines.append(
            ",".join([model.id, *(json.dumps(show(name, flat[name], silent), ensure_ascii=False).replace("\\", "") for name in columns)])
        )
    file = tmp_path / "drawn.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert [row for row in rows_of(run("audit", str(file), "--json")) if row["field"]] == []


@pytest.mark.parametrize(
    ("text", "differs"),
    [("128K", False), ("1M", True), ("131072", False), ("128000", True), ("127K", True), ("undisclosed", False), ("n/a", False)],
)
def test_a_rounded_size_is_alike_and_an_exact_one_is_not(run: Runner, text, differs):
    rows = rows_of(run("audit", "-", "kimi-k2", "--json", stdin=f"id,context\nkimi-k2,{text}\n"))
    assert any(row["kind"] == "differs" for row in rows) == differs


def test_a_table_in_which_nothing_matched_is_not_without_difference(run: Runner):
    for form in ("tsv", "table"):
        said = run("audit", "-", "--format", form, stdin="id,founded\ndeepseek,2023\nzhipu,2019\n")
        assert "no difference" not in said.out + said.err
        assert "nothing was compared" in said.out + said.err


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("which Quinn", "Quinn"),
        ("models kimi-k2", "kimi-k2"),
        ("stats --by company", "company"),
        ("models --fields name kimi-k2", "Kimi K2"),
    ],
)
def test_quiet_is_the_first_column_alone(run: Runner, line, first):
    quiet, whole = (run(*line.split(), *more).out.splitlines() for more in (["--quiet"], ["--no-header"]))
    assert quiet == [row.partition("\t")[0] for row in whole]
    assert quiet[0] == first


@pytest.mark.parametrize(("word", "code"), [("--json", 0), ("", 0), ("--foo", 2), ("x", 2)])
def test_version_is_data_when_asked_for_it(run: Runner, word, code):
    said = run("version", *word.split())
    assert said.code == code
    if word == "--json":
        assert set(json.loads(said.out)) == {"version", "data_version"}


@pytest.mark.parametrize(
    "line",
    [
        "data stale --older-than 5y",
        "models --since 2026-11-25 --until 2026-11-25 --company baichuan",
        "sql 'select id from models where 0'",
    ],
)
def test_an_empty_table_has_its_header(run: Runner, line):
    import shlex

    (header,) = run(*shlex.split(line)).out.splitlines()
    assert header.split("\t")[0] in ("id", "subject")


# ---- compare, which, encodings, a value of one's own


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_compare_has_its_sources_beside_the_values(run: Runner, form):
    sign = "," if form == "csv" else "\t"
    head, *rows = run("compare", "kimi-k2", "glm-4-5", "--sources", "--format", form).out.splitlines()
    assert head.split(sign) == ["field", "label", "kimi-k2", "kimi-k2_source", "glm-4-5", "glm-4-5_source"]
    released = next(row.split(sign) for row in rows if row.startswith("released"))
    assert released[3].startswith("https://")
    assert released[5].startswith("https://")


def test_compare_names_its_sources_in_json(run: Runner):
    found = json.loads(run("compare", "kimi", "glm", "--sources", "--json", "--fields", "released").out)["sources"]
    assert {(s["subject"], s["field"]) for s in found} == {("kimi", "released"), ("glm", "released")}
    assert all(s["url"].startswith("https://") for s in found)


def test_compare_does_not_advise_what_was_done(run: Runner):
    assert "--diff-only" in run("compare", "qwen", "kimi", "--format", "table").out
    assert "--diff-only" not in run("compare", "qwen", "kimi", "--diff-only", "--format", "table").out


def test_terms_that_are_not_recorded_have_a_row(run: Runner):
    out = run("compare", "qwen4-max", "kimi-k3-1-pro", "--format", "table", width=120).out
    (row,) = (line for line in out.splitlines() if "  licence " in line)
    assert row.split() == ["licence", "closed", "not", "recorded"]


def test_long_names_are_told_in_two_lines_each(run: Runner):
    lines = run("which", "doubao-seed-1-6-251015", "qwen3-coder-480b-a35b-instruct", "--format", "table").out.splitlines()
    assert [line.split() for line in lines[2:4]] == [
        ["qwen3-coder-480b-a35b-instruct", "Qwen3-Coder-480B-A35B-Instruct"],
        ["qwen3-coder-480b-a35b-instruct", "·", "model"],
    ]


def test_columns_stay_in_place_where_characters_cannot_be_shown(run: Runner):
    from cnai.output.streams import _blanked

    drawn = run("list", "--format", "table").out
    lost = {c for c in drawn if "\u3400" <= c <= "\u9fff"}
    for old, new in zip(drawn.splitlines(), _blanked(drawn, lost).splitlines(), strict=True):
        assert new.split()[-1:] == old.split()[-1:]
        assert len(new) == len(old) + sum(c in lost for c in old)
    assert _blanked("智\n a  \n", {"智"}) == "\n a  \n"


def test_an_own_value_is_set_and_taken_out_again(run: Runner, tmp_path):
    file = str(tmp_path / "own.toml")
    for field, value in (("context", "900K"), ("licence", "mit")):
        assert run("overlay", "set", "Kimi K3", field, value, "--data", file).code == 0
    assert "would take kimi-k3: licenses" in run("overlay", "unset", "Kimi K3", "licence", "--data", file, "--dry-run").err
    assert run("overlay", "unset", "Kimi K3", "licence", "--data", file).code == 0
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    assert "900000" in text
    assert "mit" not in text
    assert run("overlay", "unset", "Kimi K3", "licence", "--data", file).code == 1
    assert run("overlay", "unset", "Kimi K3", "--data", file).code == 2
    assert run("overlay", "unset", "kimi-k3", "context_tokens", "--data", file).code == 0
    assert run("overlay", "check", "--data", file).code == 0
