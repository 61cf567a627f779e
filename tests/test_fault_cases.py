"""What people reported of this and other catalogues, and the neighbours of each report: a command, and what it must say."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from cnai.output.blocks import Column, Line, Table, text_cell
from cnai.output.footnotes import Footnotes
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.output.terminal import write
from cnai.views.cells import legend
from cnai.words.text import price
from conftest import Runner

NAMES = {
    "minimax-m2": "minimax/minimax-m2; MiniMax/MiniMax-M2",
    "cogview-4": "zhipuai/cogview-4",
    "glm-4-6": "z-ai/glm-4.6; vercel/zai/glm-4.6; glm-4.6:cloud; https://openrouter.ai/z-ai/glm-4.6",
    "deepseek-r1": "deepseek/deepseek-r1:free; deepseek.r1-v1:0; us.deepseek.r1-v1:0; deepseek-r1:671b",
    "deepseek-r1-distill-qwen-7b": "deepseek-r1:7b; https://ollama.com/library/deepseek-r1:7b",
    "qwen3-32b": "qwen.qwen3-32b-v1:0; qwen3:32b; 阿里 Qwen3-32B; https://www.modelscope.cn/models/Qwen/Qwen3-32B/summary",
    "kimi-k2": "kimi-k2:1t-cloud; moonshotai/kimi-k2:nitro; accounts/fireworks/models/kimi-k2-instruct; 月之暗面 Kimi K2",
    "kling-2-6": "可灵 2.6; 快手可灵2.6",
    "ernie-4-5": "百度文心 4.5",
    "yuanbao": "元宝",
    "hunyuan": "腾讯混元",
}


@pytest.mark.parametrize(("query", "wanted"), [(q, i) for i, many in NAMES.items() for q in many.split("; ")])
def test_a_name_as_people_write_it_is_one_record(query, wanted, real):
    (row,) = real.which(query)
    assert row.match
    assert row.match.id == wanted


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("baidu/ERNIE-5", "ernie-5-0"),
        ("HunyuanVideo 1", "hunyuanvideo"),
        ("Doubao 1.5", "doubao-1-5-pro"),
        ("deepseek-r1:8b", "deepseek-r1-distill-llama-8b"),
        ("unsloth/Qwen3-32B-GGUF", "qwen3-32b"),
        ("openai/glm-4.6", "glm-4-6"),
        ("tencent/HY-Motion-1.0", "hy-motion-1-0-lite"),
        ("万相2.2", "wan2-2-t2v-a14b"),
    ],
)
def test_a_name_that_may_be_another_version_or_copy_has_candidates_only(query, nearest, real):
    (row,) = real.which(query)
    assert row.match is None
    assert nearest in [c.id for c in row.candidates]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["models", "--company", ""], "--company: is empty"),
        (["list", "--city", " "], "--city: is empty"),
        (["can", "kimi-k2", "--region", "，"], "--region: is empty"),
        (["show", ""], "a name is empty"),
        (["search", ""], "the text is empty"),
        (["schema", ""], "the record is empty"),
        (["list", "--country", "Nowhere"], "--country: unknown region 'Nowhere'"),
        (["data", "check", "-"], "data check reads no standard input"),
    ],
)
def test_a_value_that_says_nothing_is_refused_by_its_own_name(argv, said, run: Runner):
    done = run(*argv)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_wrong_type_hides_no_other_fault(tmp_path, run: Runner):
    file = tmp_path / "flint.toml"
    file.write_text('name = 3\nkinds = ["text"]\nsummary = "x"\n\n[[models]]\nid = "x-1"\nname = "X"\nreleased = "31.1.2025"\n')
    done = run("data", "check", str(file))
    assert done.code == 4
    assert "3 is not text" in done.err
    assert "31.1.2025" in done.err


@pytest.mark.parametrize("name", ["glm-4-5-flash", "kling-image-2-0"])
def test_a_retired_model_has_no_price_today(name, run: Runner):
    assert json.loads(run("prices", name, "--json").out) == []
    assert json.loads(run("prices", name, "--json", "--history").out)


def test_an_argument_is_read_as_utf_8_in_any_locale():
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for query, wanted in (("智谱".encode(), b"zhipu"), (b"\xff\xfe", b"\n")):
        done = subprocess.run([sys.executable, "-m", "cnai", "which", query], env=env, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0
        assert wanted in done.stdout


# ---- what a person sees


def test_the_sign_of_dispute_is_explained_only_where_it_is_drawn(real):
    columns = [Column("name", "model", 9), Column("context", "context of the model", 3)]
    rows = [[text_cell("Amber"), text_cell("1M").marked("†")]]
    blocks = [Table(columns, rows), *legend(columns, rows)]
    assert isinstance(blocks[1], Line)
    wide, narrow = (write(Result((), view=lambda: blocks), Options(width=w), Footnotes(real, wanted=False)) for w in (80, 20))
    assert wide.count("†") == 2
    assert "not shown at this width" in narrow.replace("\n", " ")
    assert "†" not in narrow


@pytest.mark.parametrize(
    ("argv", "said"),
    [("--min-params 100B", "of unknown size"), ("--min-context 1M", "of unknown context"), ("--closed", "of unknown weights")],
)
def test_a_filter_says_how_many_it_cannot_judge(argv, said, run: Runner):
    assert said in run("models", "--limit", "1", *argv.split()).err


def test_companies_are_named_not_numbered(run: Runner):
    head = run("list", "--format", "table").out.splitlines()[0]
    assert head.split()[:2] == ["name", "Chinese"]


def test_a_unit_that_all_prices_share_stands_above_them(run: Runner):
    lines = run("prices", "deepseek", "--cost", "1M:200K", "--format", "table").out.splitlines()
    assert lines[0] == "per 1M tokens"
    assert lines[1].split() == ["model", "input", "output", "mode", "cost"]
    assert "cost" not in run("prices", "minimax", "--format", "table").out.splitlines()[0]


def test_the_last_price_of_an_ended_api_name_is_the_last(run: Runner):
    out = run("show", "deepseek-chat", "--format", "table").out
    assert "to 2026-04-26)" not in out
    assert "¥1.00 in" in out


def test_a_price_under_a_name_ends_with_the_name(run: Runner):
    page = json.loads(run("show", "deepseek-reasoner", "--json").out)  # the model cost the same under its own name until 2026-07-31
    assert max(row["until"] for row in page["prices"]) == max(row["until"] for row in page["served"]) == "2026-07-24"


def test_prices_have_two_decimals_or_as_many_as_they_need():
    row = {"currency": "USD", "input": 3, "cached_input": 0.003, "output": 0.6, "unit": "1M tokens"}
    assert price(row) == "US$3.00 in · US$0.003 cached · US$0.60 out per 1M tokens"


# ---- running text


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Liang Wenfeng founded DeepSeek", ["deepseek"]),
        ("Step 2: install. Step 3: run.", []),
        ("BayLing is here, Tailing the log", []),
        ("K2 is a mountain, R1 a router", []),
        ("deepseek-chat in text", ["deepseek-chat"]),
        ("StepFun Step 2 is a model", ["stepfun", "step-2"]),
    ],
)
def test_ordinary_words_and_people_are_no_labs(text, ids, real):
    assert [m.id for m in real.review(text)] == ids


@pytest.mark.parametrize(
    ("asked", "what", "missing"),
    [
        ("--status current", "status", lambda m: m.status is None),
        ("--capability tools", "capabilities", lambda m: not m.capabilities),
        ("--modality video", "output", lambda m: not (m.modalities and m.modalities.output)),
        ("--license mit", "licence", lambda m: m.license is None and m.open_weights is not False),
        ("--open --min-params 100B --since 2026", "size", lambda m: m.open_weights and (m.released or "") >= "2026" and not m.total_params),
    ],
)
def test_a_filter_says_how_many_it_drops_for_want_of_knowledge_that_pass_all_others(run, real, asked, what, missing):
    count = sum(map(bool, map(missing, real.models)))
    assert count
    assert f"{count} release{'s' if count > 1 else ''} of unknown {what} " in run("models", *asked.split()).err


def test_days_that_are_not_known_are_counted_of_the_question(run):
    undated = "have no known date and are not shown"
    assert undated not in run("models", "--open", "--min-params", "100B", "--since", "2026").err
    assert undated not in run("models", "--since", "2027").err
    assert "no known date, not even of an announcement, and are not shown" in run("models", "--as-of", "2024-12-31").err
