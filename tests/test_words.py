"""Names and other words as people type them: several words, commas, connecting words, dates."""

import json
import shlex

import pytest

from conftest import Runner


@pytest.mark.parametrize("command", ["models", "can", "prices", "stats", "claims", "compare", "diff", "timeline", "which"])
@pytest.mark.parametrize(
    "names",
    ["Kimi K2, GLM 4.5", "Kimi K2，GLM 4.5", "Kimi K2 、 GLM 4.5", "'Kimi K2' 'GLM 4.5'", "Kimi K2 and GLM 4.5", "Kimi K2 和 GLM 4.5"],
)
def test_names_of_several_words_are_apart(command, names, run: Runner):
    fields = ["--fields", "match_id"] if command == "which" else []
    said = run(command, *shlex.split(names), *fields)
    assert said.code == 0
    assert said.out == run(command, "kimi-k2", "glm-4-5", *fields).out


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("which Moonshot AI, Cherry Studio --fields match_id", "which moonshot cherry-studio --fields match_id"),
        ("compare Moonshot AI vs Zhipu AI", "compare moonshot zhipu"),
        ("compare Kimi和智谱", "compare kimi zhipu"),
        ("compare 千问与混元", "compare qwen hunyuan"),
        ("show QwQ and QVQ", "show qwq"),
        ("why Kimi K2", "why kimi-k2"),
        ("why Kimi K2 total params", "why kimi-k2 total_params"),
        ("why deepseek r1 released", "why deepseek-r1.released"),
        ("why kimi-k2 --field released", "why kimi-k2 released"),
        ("why MIT License", "why mit"),
        ("cite Kimi K2 released", "cite kimi-k2 released"),
        ("sources Kimi K2", "sources kimi-k2"),
        ("scores SWE-bench Verified", "scores 'SWE-bench Verified'"),
    ],
)
def test_words_without_quotes_mean(line, same, run: Runner):
    assert run(*shlex.split(line)).out == run(*shlex.split(same)).out != ""


@pytest.mark.parametrize("command", ["show", "models", "why", "sources", "license"])
def test_a_version_that_does_not_exist_is_named_whole(command, run: Runner):
    said = run(command, "DeepSeek", "V5")
    assert (said.code, said.out) == (3, "")
    assert "'DeepSeek V5'" in said.err


@pytest.mark.parametrize("command", ["show", "why", "sources", "cite", "license"])
def test_several_names_are_too_many_for_a_command_of_one(command, run: Runner):
    said = run(command, "Kimi", "K2,", "GLM-5")
    assert (said.code, said.out) == (2, "")
    assert "takes one name, not 2; to put them side by side: cnai compare Kimi K2, GLM-5" in said.err


def test_comments_and_other_columns_of_a_list_are_no_names(run: Runner):
    said = run("which", "-", "--fields", "query", "--no-header", stdin="# models\n  # all\nglm-4.5  # old\nKimi K2\tMoonshot\n\nC#\n")
    assert said.out.splitlines() == ["glm-4.5", "Kimi K2", "C#"]


@pytest.mark.parametrize(
    ("name", "endpoints"),
    [
        ("deepseek_api", {"deepseek-api"}),
        ("DeepSeek", {"deepseek-api"}),
        ("百炼", {"alibaba-dashscope-mainland", "alibaba-dashscope-international"}),
        ("Alibaba Cloud Model Studio", {"alibaba-dashscope-mainland", "alibaba-dashscope-international"}),
        ("Alibaba Cloud Model Studio, international", {"alibaba-dashscope-international"}),
        ("火山", {"volcengine-ark"}),
        ("volcano-ark", {"volcengine-ark", "byteplus-modelark"}),
        ("modelark", {"byteplus-modelark"}),
        ("Z.ai API", {"zhipu-zai"}),
        ("百度千帆", {"baidu-qianfan"}),
        ("智谱开放平台", {"zhipu-zai", "zhipu-bigmodel"}),
        ("Kimi Open Platform", {"moonshot-mainland", "moonshot-international"}),
        ("moonshot-mainland，zhipu-zai", {"moonshot-mainland", "zhipu-zai"}),
    ],
)
def test_endpoints_are_found_in_every_spelling(name, endpoints, real):
    assert {row.endpoint for row in real.prices(endpoint=name)} == endpoints


def test_a_platform_is_its_endpoints_and_what_they_serve(real, run: Runner):
    assert {row.endpoint for row in real.prices("火山方舟")} == {"volcengine-ark", "byteplus-modelark"}
    assert run("prices", "Kimi", "Open", "Platform").out == run("prices", "--endpoint", "Kimi Open Platform").out
    both = {(row.model, row.endpoint) for row in real.prices(["BigModel open platform", "kimi-k3"])}
    assert ("kimi-k3", "moonshot-mainland") in both
    assert ("kimi-k2", "zhipu-bigmodel") not in both
    assert {row.company for row in real.where(names=["Kimi Open Platform"])} == {"moonshot"}
    said = run("prices", "--endpoint", "platform")
    assert (said.code, said.out) == (3, "")
    assert "could mean the endpoints" in said.err


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("豆包1.8", "seed-1-8"),
        ("Doubao 1.8", "seed-1-8"),
        ("小米大模型", "xiaomi"),
        ("Qwen models", "qwen"),
        ("文心一言4.0", "ernie-4-0"),
        ("huaweicloud/DeepSeek-R1", "deepseek-r1"),
        ("tencentcloud/deepseek-v3-0324", "deepseek-v3-0324"),
    ],
)
def test_what_engineers_in_china_type_finds(name, meant, real):
    assert real.resolve(name).id == meant


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("qwen-vl-max-2025-08-13", "did you mean qwen-vl-max?"),
        ("doubao-seed-1-8-251230", "did you mean seed-1-8?"),
        ("llama", "only China's labs"),
        ("o1-mini", "only China's labs"),
        ("llamagen-9b", "did you mean llamagen"),
        ("硅基流动", "hosts the models of others"),
        ("OpenRouter", "hosts the models of others"),
    ],
)
@pytest.mark.parametrize("command", ["show", "can"])
def test_a_name_that_is_none_is_said_to_be(command, name, said, run: Runner):
    answer = run(command, name)
    assert (answer.code, answer.out) == (3, "")
    assert said in answer.err


@pytest.mark.parametrize(
    ("name", "companies"),
    [
        ("杨植麟", ["moonshot"]),
        ("Zhilin Yang", ["moonshot"]),
        ("梁文锋", ["deepseek"]),
        ("梁文鋒", ["deepseek"]),
        ("Robin Li", ["baidu"]),
        ("Charlwin Mao", ["xiaohongshu"]),
        ("马云", ["alibaba", "ant-group"]),
    ],
)
def test_founders_and_chief_executives_lead_to_their_company(name, companies, real, run: Runner):
    assert [hit.id for hit in real.search(name)][: len(companies)] == companies
    assert [c.id for c in real.which(name)[0].candidates] == companies
    assert [c["id"] for c in json.loads(run("which", *name.split(), "--json").out)[0]["candidates"]] == companies
    said = run("show", *name.split())
    assert (said.code, said.out) == (3, "")
    assert f"cnai show {companies[0]}" in said.err


def test_a_chief_executive_leads_to_no_company_before_the_first_day(real):
    assert [c.id for c in real.at("2024-06").which("韩歆毅")[0].candidates] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("news 2025-01", "2025-01 is a date: use --since 2025-01"),
        ("diff deepseek 2025-01 2025-06", "2025-01 is a date: use --since 2025-01 --until 2025-06"),
        ("show deepseek 2025", "2025 is a date: use --as-of 2025"),
        ("article", "cnai claims"),
        ("labs", "cnai list"),
        ("cost", "cnai prices"),
        ("benchmark", "cnai scores"),
        ("events", "cnai timeline"),
        ("endpoints", "cnai export endpoints"),
        ("alibabba", "cnai show alibaba"),
        ("list models", "cnai models"),
        ("models --size 7B", "--min-params or --max-params"),
        ("models --max-cost 3", "--max-price"),
        ("models --lab deepseek", "--company"),
        ("models --maker deepseek", "--company"),
        ("models --before 2025", "--until"),
        ("news --maker deepseek", "cnai news deepseek"),
        ("list -o x.csv", "cnai export TABLE -o FILE"),
        ("list --csv", "--format csv"),
    ],
)
def test_a_guess_gets_the_right_command_or_option(line, said, run: Runner):
    answer = run(*line.split())
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_dated_api_name_in_two_words_is_one(run: Runner):
    assert run("show", "qwen-max", "2025-01-25").out == run("show", "qwen-max-2025-01-25").out != ""


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("mit", "'mit': it is a licence: cnai license mit"),
        ("Kimi K2 License", "it is a licence: cnai license kimi-k2-license"),
        ("Kimi Open Platform", "endpoints are so named, all of moonshot"),
    ],
)
def test_which_says_what_else_a_name_is(names, said, run: Runner):
    answer = run("which", *names.split(), "--json")
    assert [row["query"] for row in json.loads(answer.out)] == [names]
    assert said in answer.err


def test_the_id_of_a_source_is_a_name(real, run: Runner):
    source = real.sources[0]
    assert json.loads(run("sources", source.id, "--json").out)[0]["url"] == source.url
    assert source.url in run("cite", source.id).out
    said = run("why", source.id)
    assert (said.code, said.out) == (2, "")
    assert f"cnai sources {source.id}" in said.err


@pytest.mark.parametrize("currency", ["RMB", "rmb", "人民币", "元", "¥", "cny"])
def test_the_currency_by_its_usual_names(currency, real):
    assert real.prices("kimi-k3", currency=currency) == real.prices("kimi-k3", currency="CNY") != ()


def test_a_price_may_name_its_currency(run: Runner):
    assert run("prices", "kimi", "--max-price", "US$5").out == run("prices", "kimi", "--max-price", "5", "--currency", "USD").out
    assert run("prices", "kimi", "--max-price", "30元").out == run("prices", "kimi", "--max-price", "30", "--currency", "RMB").out
    for line in ("kimi --max-price ¥8 --currency USD", "kimi --max-price 8x", "kimi --max-price 8", "kimi --sort cost"):
        said = run("prices", *line.split())
        assert (said.code, said.out) == (2, "")


def test_a_revenue_of_nothing_is_remarked(run: Runner):
    assert "write '$40M/year' in quotes" in run("can", "kimi-k2", "--revenue", "0M/year").err


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("models --family alibaba", 3, "no family is called 'alibaba': it is the company alibaba"),
        ("models --company kimi", 3, "no company is called 'kimi': it is the family kimi of moonshot"),
        ("list --city Beijng", 0, "the cities of the companies: Beijing, "),
        ("list --country US", 0, "the countries of the companies: CN, HK, SG"),
    ],
)
def test_an_unknown_value_of_a_filter_is_met_with_the_known(line, code, said, run: Runner):
    answer = run(*line.split())
    assert answer.code == code
    assert said in answer.err


def test_a_statistic_ends_where_it_is_told(real, run: Runner):
    whole = {row.value: row.models for row in real.stats(by="year")}
    assert {row.value: row.models for row in real.stats(by="year", since="2023", until="2024")} == {y: whole[y] for y in ("2023", "2024")}
    assert {row["value"] for row in json.loads(run("stats", "--by", "year", "--until", "2023", "--json").out)} == {
        y for y in whole if y < "2024"
    }
    assert max(point.date for point in real.over_time(of="size", until="2023")) < "2024"


def test_unlike_kinds_are_compared_by_companies_and_the_models_are_named(run: Runner):
    said = run("compare", "千问3.5", "智谱GLM-5")
    assert "by their companies, Alibaba Group, Zhipu AI; by models: cnai compare qwen3-5-" in said.err


ROUTED = "https://openrouter.ai/z-ai/glm-4.7"


@pytest.mark.parametrize("routed", [ROUTED, "openrouter/z-ai/glm-4.7", "vertex_ai/zai-org/glm-4.7", "groq/z-ai/glm-4.7"])
@pytest.mark.parametrize(
    "command", ["which", "models", "can", "prices", "stats", "news", "timeline", "claims", "compare", "diff", "scores"]
)
def test_a_path_is_a_name_by_itself(command, routed, run: Runner, tmp_path):
    said = run(command, "glm-5", "glm-4.6", routed, "--json")
    (tmp_path / "names").write_text(f"glm-5\nglm-4.6\n{routed}\n", encoding="utf-8")
    assert (said.code, said.out) == (0, run(command, f"@{tmp_path / 'names'}", "--json").out)


@pytest.mark.parametrize(("command", "code"), [("which", 0), ("can", 3), ("show", 3), ("models", 3)])
def test_an_unknown_name_before_a_path_is_not_lost(command, code, run: Runner):
    said = run(command, "nobody", ROUTED)
    assert said.code == code
    assert "'nobody'" in said.err


@pytest.mark.parametrize(
    ("name", "record"),
    [("PMLM (u-PMLM-R, u-PMLM-A)", "pmlm"), ("Models of Tencent AI Lab, ARC Lab and others", "tencent-research-models")],
)
def test_a_name_with_a_comma_is_one_name(name, record, run: Runner):
    assert f'"id": "{record}"' in run("which", name, "--json").out
    for command in ("show", "models", "can", "why", "license"):
        assert run(command, name, "--json").out == run(command, record, "--json").out


def test_the_name_of_a_platform_may_have_a_comma(run: Runner):
    whole = "Alibaba Cloud Model Studio, international"
    assert run("prices", whole, "kimi-k2", "--json").out == run("prices", "alibaba-dashscope-international", "kimi-k2", "--json").out != ""


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["文心一言", "文心大模型5.0"], ["ernie", "ernie-5-0"]),
        (["stepaudio", "NextStep-1"], ["step-audio", "nextstep-1"]),
        (["NEO", "日日新V6"], ["neo-vlm", "sensenova-v6-pro"]),
        (["Zhipu", "GLM-5"], ["glm-5"]),
        (["腾讯", "元宝"], ["yuanbao"]),
        (["蚂蚁", "百灵"], ["ling"]),
        (["Kimi", "K2"], ["kimi-k2"]),
        (["Moonshot", "AI", "Kimi", "K2"], ["kimi-k2"]),
        (["可灵", "2.6"], ["kling-2-6"]),
    ],
)
def test_words_are_one_name_or_several(words, ids, run: Runner):
    assert [row["match"]["id"] for row in json.loads(run("which", *words, "--json").out)] == ids


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["腾讯", "元宝"], "腾讯 元宝 is read as one name; for several, put commas between: 腾讯, 元宝\n"),
        (["Zhipu", "GLM-5"], "Zhipu GLM-5 is read as one name; for several, put commas between: Zhipu, GLM-5\n"),
        (["Kimi", "K2"], ""),
        (["Moonshot", "AI"], ""),
        (["可灵", "2.6"], ""),
    ],
)
def test_names_that_are_read_as_one_are_said(words, said, run: Runner):
    for command in ("which", "models", "can"):
        assert ("read as one name" in run(command, *words).err) is bool(said)
    assert run("which", *words).err == said
    assert "read as one" not in run("which", ", ".join(words)).err
    assert "read as one" not in run("show", *words).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kimi-k2", "moonshot"], "different kinds of record, all of Moonshot AI; by models: cnai compare kimi-k2 "),
        (["qwen", "alibaba"], "different kinds of record, all of Alibaba Group\n"),
        (["腾讯", "元宝"], "'腾讯 元宝' is one name: cnai show yuanbao; compare needs two\n"),
        (["kimi,", "k2"], "different kinds of record, all of Moonshot AI; by models: "),
        (["Kimi"], "compare needs at least two names"),
        (["deepseek", "DeepSeek"], "all names mean deepseek; compare needs two different records\n"),
    ],
)
def test_what_cannot_be_compared_is_told_why(words, said, run: Runner):
    answer = run("compare", *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"cnai: {said}")


@pytest.mark.parametrize("text", ["kimi k2 vs deepseek v3", "Kimi K2 versus DeepSeek V3"])
def test_two_names_in_one_pair_of_quotes_are_two(text, run: Runner):
    for command in ("can", "compare", "models"):
        assert run(command, text, "--json").out == run(command, "kimi-k2,", "deepseek-v3", "--json").out != ""


def test_a_search_that_found_no_record_with_all_words_says_so(run: Runner):
    said = "no record has all of these words; those shown have some of them"
    assert said in run("search", "single gpu").err
    assert said not in run("search", "sparse attention").err


@pytest.mark.parametrize(("name", "near"), [("deepseek-r1-250528", "deepseek-r1-0528"), ("deepseek-v3-20250324", "deepseek-v3-0324")])
def test_the_day_of_an_api_name_leads_to_the_model_of_that_day(name, near, run: Runner):
    assert f"did you mean {near}?" in run("show", name).err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("kimi-k2-turbo-preview", "the API name kimi-k2-turbo-preview is switched off since 2026-05-25, not confirmed"),
        (
            "moonshot-v1-128k",
            "the API name moonshot-v1-128k is switched off since 2026-08-31, not confirmed; "
            "instead use kimi-k2.6, which serves Kimi K2.6 now",
        ),
    ],
)
def test_an_api_name_that_is_a_models_name_too_says_that_it_is_switched_off(name, said, run: Runner):
    for command in ("show", "can", "prices", "which"):
        assert said in run(command, name).err.splitlines()
    assert "switched off" not in run("show", name, "--as-of", "2026-01-01").err
    assert "switched off" not in run("show", "kimi-k3").err
