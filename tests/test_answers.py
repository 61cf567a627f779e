"""What an answer looks like where there is little room, and what it must not leave out: the program on the bundled data."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from cnai.curate.dispute import contradicts
from cnai.model.shape import part, plain_type
from cnai.output.blocks import Block, Cell, Column, Line, Table, text_cell
from cnai.output.fitting import fit
from cnai.output.footnotes import Footnotes
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.output.terminal import write
from cnai.store import file
from cnai.store.brands import Brands
from cnai.store.catalogue import Catalogue
from conftest import Runner, rows_of, too_wide
from test_use_cases import drawn

# ---- side by side in little room

LONG = "compare qwen2 qwen3 qwen3-5"


@pytest.mark.parametrize("width", [40, 60, 80, 90, 100, 120])
@pytest.mark.parametrize("line", [LONG, f"{LONG} --all", "compare alibaba moonshot deepseek zhipu minimax"])
def test_no_name_and_no_date_breaks(line, width, run: Runner):
    said = drawn(run, line, width)
    for name in ("Qwen3-235B-A22B-Instruct-2507", "Qwen3.5-397B-A17B") if "qwen2" in line else ("DeepSeek-V4-Pro-0813", "Kimi K3.1 Pro"):
        assert name in said
    assert not re.search(r"\d{4}-\d\d-\s*$", said, re.MULTILINE)
    assert too_wide(said, width) == []


def test_too_many_columns_for_the_window_are_rows(run: Runner):
    assert "Qwen3:  " in drawn(run, LONG, 80)
    assert "main model" not in drawn(run, LONG, 80)
    assert "main model" in drawn(run, LONG, 100)
    assert drawn(run, f"{LONG} --all", 80).count("main model") == 2


def test_five_flagships_fit_80_columns_with_their_licences(run: Runner):
    said = drawn(run, "compare alibaba moonshot deepseek zhipu minimax", 80)
    assert "not shown" not in said
    assert "licence" in said
    assert "US$0.66-1.32 ·" in said


def test_the_last_line_keeps_each_command_whole(run: Runner):
    said = drawn(run, "compare alibaba moonshot deepseek zhipu minimax", 60)
    assert "\ncnai compare alibaba moonshot deepseek zhipu minimax --diff-only\n" in said
    assert "\ncnai compare alibaba moonshot deepseek zhipu minimax --all\n" in said


def test_a_cell_breaks_where_its_text_says_and_only_if_it_must(real):
    columns = [Column("name", "", 9, wrap=True), Column("day", "day", 9)]
    blocks: list[Block] = [Table(columns, [[Cell("a", text="Amber Lab:\nAmber Large"), text_cell("2026-01-01")]]), Line([text_cell("x")])]
    wide, narrow = (write(Result((), view=lambda: blocks), Options(width=w), Footnotes(real, wanted=False)) for w in (80, 30))
    assert "Amber Lab: Amber Large" in wide
    assert "Amber Lab:\u0020" in narrow
    assert "\nAmber Large\n" in narrow


# ---- releases


@pytest.mark.parametrize("width", [140, 160, 200])
def test_the_price_is_there_from_140_columns_on(width, run: Runner):
    head = drawn(run, "models --no-pager", width)
    assert "per 1M in · out" in next(line for line in head.splitlines() if line.startswith("released"))


def test_a_column_that_is_the_same_in_every_row_is_not_drawn(run: Runner):
    assert "company" not in drawn(run, "models moonshot", 120)
    assert "company" in drawn(run, "models moonshot deepseek", 120)


def test_a_narrow_column_stays_where_a_wide_one_has_gone():
    columns = [Column("a", "a", 9), Column("b", "b", 3), Column("c", "c", 4)]
    sizes, dropped = fit(columns, [10, 4, 30], 20)
    assert (sizes, dropped) == ({0: 10, 1: 4}, ["c"])


@pytest.mark.parametrize(
    ("fields", "head"),
    [("price", "prices"), ("date,size,context", "released\ttotal_params\tcontext_tokens"), ("ID,Open-Weights", "id\topen_weights")],
)
def test_the_headings_that_are_drawn_are_fields(fields, head, run: Runner):
    assert run("models", "moonshot", "--fields", fields).out.splitlines()[0] == head
    assert list(rows_of(run("models", "moonshot", "--fields", fields, "--json"))[0]) == head.split("\t")


def test_a_limit_of_price_says_how_many_have_none(run: Runner):
    said = run("models", "moonshot", "--max-price", "5", "--currency", "USD")
    shown = len(said.out.splitlines()) - 1
    unpriced = re.search(r"(\d+) releases without a standard output price per 1M tokens in USD are not shown", said.err)
    assert unpriced
    everything = rows_of(run("models", "moonshot", "--json"))
    assert shown + int(unpriced[1]) <= len(everything)
    assert "not shown" not in run("models", "moonshot", "--sort", "price", "--currency", "USD").err


# ---- how we know


@pytest.mark.parametrize(
    ("own", "other", "is_dispute"),
    [
        ("2026-08-13", "2026-08-12", False),
        ("2026-08-13", "2026-08-15", True),
        ("2023-03", "March 2023", False),
        ("2010-04-06", "2010-04", False),
        ("2023-07", "2023-05", True),
        ("2021", "early 2022", True),
        ("2026-08-25", "by 2026-08-28", False),
        ("2026-06-12", "not yet on 2026-06-01", False),
        ("2024-12-26", "2024-12-25 (weights)", False),
        ("2026-01-30", "still listed as free on 2026-07-31", True),
        (671_000_000_000, "685000000000", False),
        (284_000_000_000, "304000000000", True),
        (37_000_000_000, "685000000000", False),
        (428_000_000_000, "427B total, 26B active", False),
        (1_048_576, "1050000", False),
        (131_072, "65536", True),
        (570_000_000, "about 500M", True),
        (428_000_000_000, "MiniMax Community License", False),
        (True, "true", False),
        (False, "open under Apache 2.0", True),
        (True, "2026-04-23", False),
        ("Cyril Han (Han Xinyi)", "Han Xinyi", False),
        ("Shanghai", "Beijing", True),
        ("Beijing", "2023-07", False),
    ],
)
def test_a_dispute_is_more_than_time_zones_and_rounding(own, other, is_dispute):
    assert contradicts(own, other) is is_dispute


def test_of_fixed_words_only_another_one_is_a_dispute():
    assert not contradicts("moe", "685000000000", words=("dense", "moe", "other"))
    assert contradicts("moe", "dense", words=("dense", "moe", "other"))


def test_a_part_of_a_list_holds_what_another_source_says_of_it():
    item = "endpoint moonshot-international, currency USD, input 3.0, output 15.0, cached_input 0.3"
    assert not contradicts([{"input": 3.0}], "3, 15 and 0.3 dollars", item)
    assert contradicts([{"input": 3.0}], "0.60 in, 2.40 out", item)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("deepseek-v3-1", "total_params", 685_000_000_000),
        ("01-ai", "founded", "2023-07"),
        ("glm-5-3", "weights_released", "by 2026-08-28"),
        ("qwen3-coder-plus", "open_weights", True),
    ],
)
def test_the_words_of_other_sources_are_data_where_they_can_be(name, field, value, run: Runner):
    others = [a["value"] for row in rows_of(run("why", name, field, "--json")) for a in row["alternatives"]]
    assert value in others


def test_earlier_values_have_the_type_of_their_field(real):
    for table in (real.companies, real.families, real.models):
        for record in table:
            for past in record.past:
                kind, many = part({f.name: f.type for f in fields(record)}[past.field])
                wanted = dict if kind else plain_type(type(record), past.field) or object
                assert many or past.value is None or isinstance(past.value, wanted), (record.id, past.field)


def test_the_place_of_a_fact_is_told_only_in_a_checkout(run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path):
    assert "to correct it: src/cnai/data/companies/moonshot/company.toml:" in drawn(run, "why moonshot founded")
    installed = tmp_path / "site-packages" / "cnai" / "data"
    (installed / "companies" / "moonshot").mkdir(parents=True)
    (installed / "companies" / "moonshot" / "company.toml").write_text('id = "moonshot"\n')
    monkeypatch.setattr(file, "bundled", lambda: installed / "catalogue.db")
    assert "to correct it" not in drawn(run, "why moonshot founded")


# ---- a page


@pytest.mark.parametrize(
    ("name", "first", "before"),
    [
        ("alibaba", "Qwen4-Max (since 2026-11-16)", ["Qwen3.8-Max", "Qwen3.7-Max", "Qwen3-Max"]),
        ("deepseek", "DeepSeek-V4-Pro-0813", ["DeepSeek-R1", "DeepSeek-V3"]),
        ("moonshot", "Kimi K3.1 Pro", ["Kimi K3", "Kimi K2"]),
        ("kling", "Kling 4.0", ["Kling 3.0"]),
    ],
)
def test_a_page_names_the_flagship_and_those_before(name, first, before, run: Runner):
    said = drawn(run, f"show {name}", 80)
    page = said[said.index("\nflagship") + 1 : said.index("Releases")]
    assert first in page.splitlines()[0]
    _, _, earlier = page.partition("before it")
    assert set(before) <= {part.strip(" ·") for part in re.split(r" · |\n", earlier)}


def test_the_flagship_of_a_past_day(run: Runner):
    assert "flagship   DeepSeek-R1 (since 2025-01-20)" in drawn(run, "show deepseek --as-of 2025-03", 80)


def test_parts_of_a_line_do_not_break(run: Runner):
    said = drawn(run, "show baidu", 80)
    assert all(f" {name}" in said for name in ("ERNIE 4.0 Turbo", "ERNIE 3.0 Titan", "ERNIE Bot (2023)"))


# ---- names


@pytest.mark.parametrize(
    ("name", "company", "endpoint"),
    [
        ("Kimi Open Platform", "moonshot", "moonshot-"),
        ("TokenHub", "tencent", "tencent-tokenhub"),
        ("LongCat API Platform", "meituan", "meituan-longcat-platform"),
    ],
)
def test_the_name_of_an_endpoint_says_whose_it_is(name, company, endpoint, run: Runner):
    said = run("show", name)
    assert (said.code, said.out) == (3, "")
    assert f"of {company}: cnai prices --endpoint {endpoint}" in said.err
    row = rows_of(run("which", name, "--json"))[0]
    assert row["match"] is None
    assert [c["id"] for c in row["candidates"]] == [company]


@pytest.mark.parametrize(("name", "record"), [("火山方舟", "volcano-ark"), ("ModelArk", "volcano-ark"), ("元宝", "yuanbao")])
def test_a_platform_that_is_a_product_is_shown(name, record, run: Runner):
    assert rows_of(run("which", name, "--json"))[0]["match"]["id"] == record


@pytest.mark.parametrize(
    ("name", "candidate"),
    [("KAT-Coder-V2.5", "kat-coder-v2-5-dev"), ("MiniMax-M3.1", "minimax-m3-1-flash"), ("Hy-Image-3.5", "hy-image-3-5-preview")],
)
def test_a_name_without_the_word_that_makes_a_variant_is_a_candidate(name, candidate, run: Runner):
    row = rows_of(run("which", name, "--json"))[0]
    assert row["match"] is None
    assert row["candidates"][0]["id"] == candidate
    assert "no record of this name; perhaps" in " ".join(drawn(run, f"which {name}", 160).split())
    assert run("can", name).code == 3


# ---- running text


@pytest.mark.parametrize(
    "line",
    [
        "Kimi Räikkönen won the race", "Kimi Antonelli is fast", "Ernie Els plays golf", "Quinn Hughes scores", "the Pangu myth is old",
        "Pangu creates the world", "Wen Xin went home", "The Minimax algorithm is old", "a Minimax theorem", "Kolors of the rainbow",
    ],
)  # fmt: skip
def test_a_person_or_a_common_word_is_no_lab(line, real):
    assert real.review(line) == ()


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("Moonshot's Kimi Researcher is out", ["moonshot", "kimi-researcher"]),
        ("Kimi Assistant and Qwen Chat", ["kimi", "qwen"]),
        ("Kimi K2 Thinking is out", ["kimi-k2-thinking"]),
        ("Kimi Räikkönen uses Kimi of Moonshot", ["kimi", "kimi", "moonshot"]),
        ("Huawei's Pangu creates text", ["huawei", "pangu"]),
        ("Baidu's Wen Xin answers", ["baidu", "ernie"]),
        ("MiniMax Search is of MiniMax", ["minimax", "minimax"]),
    ],
)
def test_beside_a_second_sign_it_is(line, ids, real):
    assert [row.id for row in real.review(line)] == ids


def test_a_text_of_invented_names_is_read_in_proportion_to_its_length(real, monkeypatch: pytest.MonkeyPatch):
    """Each new word costs a fixed number of look-ups, so the work grows with the text."""
    calls: list[str] = []
    monkeypatch.setattr(Brands, "brand", lambda _, text: calls.append(text))
    words = [a + b + c for a in ("Bo", "Ka", "Tu", "Vi") for b in ("dra", "gle", "mpo", "rst") for c in ("n", "x", "th", "zz")]
    for text in (words, words[:32]):
        calls.clear()
        real.review(" ".join(text))
        assert len(calls) <= 3 * len(text)
    calls.clear()
    real.review(" ".join(words * 20))
    assert len(calls) <= 3 * 9 * len(words)


@pytest.mark.parametrize(("text", "first"), [("Apache", "cnai license apache-2-0"), ("context caching", "cnai show moonshot-2024-07")])
def test_what_is_found_is_named_and_its_page_is_in_the_last_line(text, first, run: Runner):
    said = drawn(run, f"search {text!r}", 100)
    assert said.splitlines()[-1].startswith(first) or first in said.splitlines()[-1]
    assert " id " not in next(line for line in said.splitlines() if line.startswith("record"))
    assert run(*said.splitlines()[-1].split()[1:]).code == 0


# ---- what changed


def test_a_price_that_ended_is_said_in_words(run: Runner):
    said = drawn(run, "diff bytedance --since 2026-10", 160)
    assert "no longer listed" in said
    assert "→ —" not in said


def test_columns_share_the_room_and_the_longest_texts_get_the_rest():
    columns = [Column("licence", "licence", 8, wrap=True), Column("why", "why", 8, wrap=True), Column("models", "models", 8, wrap=True)]
    sizes, dropped = fit(columns, [48, 200, 60], 110, [15, 16, 25])
    assert dropped == []
    assert sum(sizes.values()) + 4 == 110
    assert max(sizes.values()) - min(sizes.values()) < 12


def test_what_replaces_an_ended_api_name_is_named_with_its_price(run: Runner):
    price = "US$0.15 in · US$0.003 cached · US$0.60 out per 1M tokens, off-peak"
    page = " ".join(drawn(run, "show deepseek-reasoner", 200).split())
    assert f"serves DeepSeek-V4.1-Flash-1017 now ({price})" in page


@pytest.mark.parametrize("table", ["events", "claims", "licenses", "sources"])
def test_a_term_of_the_field_is_found_in_every_table_in_both_languages(table, run: Runner):
    hits = {text: rows_of(run("search", text, "--in", table, "--limit", "500", "--json")) for text in ("开源", "open source")}
    assert {h["id"] for h in hits["open source"]} <= {h["id"] for h in hits["开源"]}
    assert hits["open source"]


@pytest.mark.parametrize(("word", "alike"), [("IPO", "listing"), ("CEO", "chief executive"), ("MoE", "mixture of experts")])
def test_words_that_mean_the_same_find_the_same(word, alike, run):
    hits = {text: rows_of(run("search", text, "--limit", "900", "--json")) for text in (word, f'"{alike}"')}
    assert {h["id"] for h in hits[word]} >= {h["id"] for h in hits[f'"{alike}"'] if h["record"] == "event"} != set()


@pytest.mark.parametrize(("chinese", "english"), [("实体清单", "entity list")])
def test_a_narrow_word_of_chinese_finds_no_more_than_its_english(chinese, english, run):
    hits = [{h["id"] for h in rows_of(run("search", text, "--limit", "900", "--json"))} for text in (chinese, english)]
    assert hits[0] >= hits[1] != set()
    wider = {h["id"] for h in rows_of(run("search", {"entity list": "sanctions"}.get(english, "price"), "--limit", "900", "--json"))}
    assert hits[1] <= wider
    assert len(hits[0]) * 3 < len(wider)


@pytest.mark.parametrize(("text", "type_"), [("IPO", "listing"), ("上市", "listing"), ("lawsuit", "lawsuit"), ("起诉", "lawsuit")])
def test_the_events_of_a_type_are_found_by_its_usual_words(text, type_, run: Runner, real: Catalogue):
    events = {e.id for e in real.events if e.type == type_}
    hits = [h["id"] for h in rows_of(run("search", text, "--limit", "900", "--json"))]
    assert set(hits[: len(events)]) == events


@pytest.mark.parametrize("text", ["Zhipu IPO", "智谱 上市", "智谱上市"])
def test_an_event_is_found_by_the_name_of_its_company(text, run: Runner):
    assert rows_of(run("search", text, "--in", "events", "--json"))[0]["id"] == "zhipu-2026-01-listing"


@pytest.mark.parametrize(
    ("texts", "event"),
    [
        ("layoffs layoff 裁员", "butterfly-effect-2025-07-layoffs"),
        ("离职 林俊旸", "alibaba-2026-03-lin-junyang-leaves"),
        ("罗福莉", "xiaomi-2025-11-luo-fuli"),
        ("意大利 禁令", "deepseek-2025-01-italy deepseek-2025-02-australia"),
        ("迪士尼", "minimax-2025-09-disney"),
        ("手机", "xiaomi-2026-03-miclaw"),
    ],
)
def test_news_is_found_in_the_words_of_those_who_ask(texts, event, run: Runner):
    for text in texts.split():
        hits = {h["id"] for h in rows_of(run("search", text, "--in", "events", "--limit", "5", "--json"))}
        assert hits & set(event.split()), text


def test_titles_of_sources_come_after_what_the_data_says(run: Runner):
    kinds = [h["record"] == "source" for h in rows_of(run("search", "IPO", "--limit", "500", "--json"))]
    assert kinds == sorted(kinds)
    assert set(kinds) == {False, True}


def test_licences_over_time_are_a_row_each(run: Runner):
    whole = json.loads(run("license", "minimax", "--json").out)
    lines = run("license", "minimax", "--format", "csv").out.splitlines()
    assert lines[0] == "model,license,scope,since,until,change"
    assert len(lines) == 1 + len(whole["rows"]) > 2
    picked = json.loads(run("license", "minimax", "--json", "--fields", "model,since").out)
    assert picked["rows"][0].keys() == {"model", "since"}
    assert run("license", "minimax", "--format", "csv", "--fields", "model,since").out.splitlines()[0] == "model,since"


def test_scores_of_other_units_are_in_other_tables(run: Runner):
    tables = drawn(run, "scores Codeforces", 120).split("\n\n")
    assert [re.search(r" in (\S+),", t.splitlines()[0])[1] for t in tables] == ["Elo", "%"]  # type: ignore[index]
    for table, unit in zip(tables, ("Elo", "%"), strict=True):
        assert set(re.findall(r"^ *[\d.]+ (\S+)  ", table, re.MULTILINE)) == {unit}


def test_a_chart_explains_its_signs_and_figures(run: Runner):
    said = drawn(run, "stats --by year --chart", 80)
    assert re.search(r"^█ with open weights · ░ others · (\d+) \((\d+)\): \2 of \1 with open weights$", said, re.MULTILINE)


def test_a_chinese_phrase_of_the_trade_is_looked_for_as_a_phrase(run: Runner):
    first = rows_of(run("search", "价格战", "--limit", "2", "--json"))
    assert ["price war" in hit["snippet"].replace("⟦", "").replace("⟧", "") for hit in first] == [True, True]
    [own, *_] = rows_of(run("search", "人工智能", "--limit", "1", "--json"))
    assert "人工智能" in own["snippet"].replace("⟦", "").replace("⟧", "")


def test_a_plain_row_says_all_its_fields_though_a_drawn_one_says_them_once(run: Runner):
    line = ("can", "hunyuan", "--region", "UK")
    rows = [row for row in run(*line, "--plain").out.splitlines() if ", n: " in row]
    assert len([row for row in rows if row.startswith("answer: no, ")]) > 1
    assert all(row.startswith("answer: ") for row in rows)
    assert len([row for row in drawn(run, " ".join(line), 160).splitlines() if row.startswith("no  ")]) == 1


def test_a_plain_row_has_no_sign_that_says_nothing(run: Runner):
    said = run("news", "--plain", "--limit", "40").out
    assert "company: " in said
    assert not [line for line in said.splitlines() if ", ·" in line or ", |" in line]


def test_the_history_of_an_api_name_is_that_of_all_it_served_cut_at_its_days(run):
    rows = rows_of(run("prices", "deepseek-chat", "--history", "--json"))
    assert {r["api_name"] for r in rows} == {"deepseek-chat"}
    models = list(dict.fromkeys(r["model"] for r in rows))
    assert models[0] == "deepseek-v4-flash"
    assert {"deepseek-v3", "deepseek-v3-2", "deepseek-v2-5"} <= set(models)
    assert max(r["until"] for r in rows) == "2026-07-24"
    assert all(r["since"] >= "2024-12-26" for r in rows if r["model"] == "deepseek-v3")
    both = rows_of(run("prices", "kimi-k2", "deepseek-chat", "--history", "--json"))
    assert {"kimi-k2", *models} == {r["model"] for r in both}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("can qwen3-max", "no longer served, since 2026-10-10"),
        ("which qwen3-max --as-of 2026-05-01", "serves Qwen3-Max-Thinking on 2026-05-01"),
    ],
)
def test_an_end_is_said_as_exactly_as_it_is_known_and_now_is_the_day_asked_about(run, asked, said):
    answer = run(*asked.split(), "--format", "table")
    assert said in answer.out + answer.err


def test_an_extended_context_is_not_called_the_longest(run: Runner):
    rows = json.loads(run("compare", "qwen3.6-27b", "qwen3-coder-next", "--json").out)["rows"]
    row = next(r for r in rows if r["field"] == "context_tokens")
    assert (row["differs"], row["best"]) == (True, [])
