"""Lists of names, `-` and `@FILE`: an empty one, and one with lines that mean nothing."""

import json

import pytest

from conftest import Runner, rows_of

OF_NAMES = ("models", "prices", "scores", "timeline", "news", "diff", "stats", "claims", "which")


@pytest.mark.parametrize("argv", [*((c,) for c in OF_NAMES), ("list", "--city"), ("models", "--company"), ("claims", "--tier")])
def test_an_empty_list_asks_for_nothing(argv, run: Runner, tmp_path):
    (tmp_path / "none").write_text("# no name\n\n", encoding="utf-8")
    said = run(*argv, f"@{tmp_path / 'none'}", "--json")
    assert (said.code, said.out) == (0, "[]\n")


def test_an_empty_list_is_no_question_of_licence(run: Runner, tmp_path):
    (tmp_path / "none").write_text("", encoding="utf-8")
    for argv in ([f"@{tmp_path / 'none'}"], ["kimi-k2", "--region", f"@{tmp_path / 'none'}"]):
        said = run("can", *argv)
        assert (said.code, said.out) == (2, "")
        assert "empty" in said.err


@pytest.mark.parametrize("command", ["can", "models", "prices", "compare"])
def test_all_bad_lines_of_a_list_are_said_at_once(command, run: Runner, tmp_path):
    path = tmp_path / "names"
    path.write_text("kimi-k2\nxyzzy\nM2\ndeepseek-r1\n", encoding="utf-8")
    said = run(command, f"@{path}")
    assert (said.code, said.out) == (3, "")
    bad = [line for line in said.err.splitlines() if line.startswith("cnai: ")]
    assert len(bad) == 2
    assert "xyzzy" in bad[0]
    assert "minimax-m2" in bad[1]


def test_bad_lines_are_json_where_the_answer_is(run: Runner, tmp_path):
    path = tmp_path / "names"
    path.write_text("xyzzy\nkimi-k2\nM2\n", encoding="utf-8")
    said = run("can", f"@{path}", "--json")
    assert said.out == ""
    assert [json.loads(line)["error"]["code"] for line in said.err.splitlines()] == ["not_found", "ambiguous"]


def test_a_list_may_name_benchmarks_and_claims(run: Runner, real, tmp_path):
    for command, name in (("scores", "MMLU-Pro"), ("claims", real.claims[0].id)):
        (tmp_path / "names").write_text(name, encoding="utf-8")
        said = run(command, f"@{tmp_path / 'names'}")
        assert said.code == 0
        assert said.out == run(command, name).out


def test_a_name_of_cloudflare_is_no_file(run: Runner):
    name = "@cf/deepseek-ai/deepseek-r1-distill-qwen-32b"
    for argv in (["show", name], ["can", name], ["which", name], ["which", "--", name]):
        said = run(*argv)
        assert said.code == 0
        assert "deepseek-r1-distill-qwen-32b" in said.out
    assert "cannot read" in run("which", "@no-such-file").err


def test_the_id_is_the_last_to_go(run: Runner):
    said = run("which", "deepseek-r1-distill-qwen-32b", "--format", "table", width=90)
    assert said.out.count("eepseek-r1-distill-qwen-32b") == 2


def test_asked_fields_are_told_apart_and_stay(run: Runner):
    said = run("models", "kimi", "--fields", "id,license_id,license_name,weights", "--format", "table", width=90)
    heads = [h.strip() for h in said.out.splitlines()[0].split("  ") if h.strip()]
    assert heads == ["id", "license id", "license name", "weights"]


def test_an_audit_says_what_a_name_may_mean_and_whose_models_are_only_ours(run: Runner, tmp_path):
    (tmp_path / "four.csv").write_text("model,context_tokens\nkimi-k2,128000\nqwen3-235b,1\nxyzzy,3\n", encoding="utf-8")
    said = run("audit", str(tmp_path / "four.csv"))
    assert "qwen3-235b (perhaps qwen3-235b-a22b" in said.err
    assert "of the makers whose models the file has" in said.err


@pytest.mark.parametrize("command", ["show", "license", "why", "sources", "cite"])
def test_a_list_of_one_name_is_read_from_standard_input_too(command, run: Runner, tmp_path):
    (tmp_path / "one").write_text("kimi-k2\n", encoding="utf-8")
    plain, piped, filed = (run(command, word, stdin="kimi-k2\n") for word in ("kimi-k2", "-", f"@{tmp_path / 'one'}"))
    assert plain.code == 0
    assert plain == piped == filed
    said = run(command, "-", stdin="kimi-k2\ndeepseek-r1\n")
    assert (said.code, said.out) == (2, "")
    assert f"{command} takes one name, and the list has 2" in said.err


@pytest.mark.parametrize("bullet", ["- ", "* ", "+ ", "1. ", "12) ", "  - "])
@pytest.mark.parametrize("from_stdin", [True, False])
def test_a_list_of_markdown_is_read_without_its_bullets(bullet, from_stdin, run: Runner, tmp_path):
    text = f"# mine\n\n{bullet}deepseek-v3\n{bullet}01.AI  # 1. of them\n"
    (tmp_path / "names").write_text(text, encoding="utf-8")
    said = run("which", "-", "--quiet", stdin=text) if from_stdin else run("which", f"@{tmp_path / 'names'}", "--quiet")
    assert said.out.splitlines()[-2:] == ["deepseek-v3", "01.AI"]


@pytest.mark.parametrize("text", ['["deepseek-v3"]', '\n{"models": []}\n'])
def test_json_is_no_list(text, run: Runner):
    said = run("which", "-", stdin=text)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("one name a line") == 1


@pytest.mark.parametrize("argv", [["which", "@"], ["show", "@"], ["which", "kimi-k2", "@"], ["models", "--company", "@"]])
def test_an_at_sign_alone_names_no_file(argv, run: Runner):
    said = run(*argv)
    assert (said.code, said.out) == (2, "")
    assert "@ needs a file" in said.err


@pytest.mark.parametrize("command", ["which", "show"])
def test_a_name_without_end_is_cut_on_stderr(command, run: Runner):
    said = run(command, "-", stdin="x" * 100_000)
    assert "x" * 200 + "…'" in said.err
    assert len(said.err) < 500


GBK, UTF_16, BINARY = "智谱".encode("gbk"), "智谱".encode("utf-16"), b"PK\x03\x04\xff\xfe"


@pytest.mark.parametrize("data", [GBK, UTF_16, BINARY], ids=["gbk", "utf-16", "binary"])
@pytest.mark.parametrize(("argv", "code"), [(["which", "@FILE"], 2), (["review", "FILE"], 2), (["audit", "FILE"], 4)])
def test_what_is_not_utf_8_is_a_usage_error_and_as_a_data_file_not_valid(argv, code, data, run: Runner, tmp_path):
    (tmp_path / "f").write_bytes(data)
    said = run(*(a.replace("FILE", str(tmp_path / "f")) for a in argv))
    assert (said.code, said.out) == (code, "")
    assert "is not UTF-8 text" in said.err


@pytest.mark.parametrize(
    "text",
    [
        "name,price\nqwen3-32b,1\nkimi-k2,2\n",
        "NAME         ID       SIZE\nqwen3:32b    abc123   20 GB\n",
        "| model | use |\n| --- | --- |\n| kimi-k2 | chat |\n",
    ],
)
@pytest.mark.parametrize("command", ["which", "models"])
def test_a_table_is_no_list_of_names(command, text, run: Runner, tmp_path):
    (tmp_path / "table").write_text(text, encoding="utf-8")
    said = run(command, f"@{tmp_path / 'table'}")
    assert (said.code, said.out) == (2, "")
    assert "this has columns: a list has one name a line" in said.err


@pytest.mark.parametrize(
    "text", ["Moonshot AI Co., Ltd.\nTencent Holdings, Ltd.\n", "kimi-k2\nqwen3,5\n", "qwen3-32b,1\n", "GLM  5\nkimi-k2\n"]
)
def test_a_list_with_a_comma_somewhere_is_no_table(text, run: Runner, tmp_path):
    (tmp_path / "list").write_text(text, encoding="utf-8")
    assert run("which", f"@{tmp_path / 'list'}").code == 0


@pytest.mark.parametrize(("first", "second"), [("BIDU", "9888"), ("Tencent", "0700"), ("deepseek", "671B"), ("NYSE:BABA", "HKEX:2513")])
def test_a_ticker_or_size_behind_a_name_is_an_argument_by_itself(first, second, run: Runner):
    rows = rows_of(run("which", first, second, "--json"))
    assert [row["query"] for row in rows] == [first, second]
    assert rows[0]["match"]
