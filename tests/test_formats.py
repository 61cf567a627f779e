"""What each format promises, on good data and on hostile data: valid, faithful, and harmless to whoever opens it."""

import base64
import csv
import hashlib
import html
import io
import json
import math
import re
import sqlite3
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cnai import Catalogue, load
from cnai import catalogue as catalogue_module
from cnai.cli import main
from cnai.commands import COMMANDS, LANDSCAPE
from cnai.curate.compile import compile_tree, files
from cnai.curate.tree import read_tree
from cnai.entities import TABLES
from cnai.formats import FORMATS, Settings, footer, json_, markdown, render, separated, toml, whole
from cnai.formats.html import page
from cnai.questions.tables import NAMES, columns, rows
from cnai.report import Result
from cnai.text import safe
from conftest import INVENTED, Runner

# Every reading command, as it is asked of the invented data.
ASKED = {
    "": [[]],
    "tiers": [["tiers"]],
    "list": [["list"]],
    "show": [["show", "amber"], ["show", "amber-models"], ["show", "amber-2"]],
    "models": [["models"]],
    "compare": [["compare", "amber", "basalt"], ["compare", "amber-2", "basalt-57b"]],
    "can": [["can", "amber-2"], ["can", "amber", "basalt"]],
    "license": [["license", "amber-license"], ["license", "amber"]],
    "timeline": [["timeline"]],
    "news": [["news", "--since", "3y"]],
    "diff": [["diff", "--since", "2024-06"]],
    "which": [["which", "Ember", "Ambre 2", "Granite", "Am\x1b[31mber\u202e"]],
    "why": [["why", "amber-2", "total_params"], ["why", "amber"]],
    "sources": [["sources"]],
    "cite": [["cite"], ["cite", "amber-2"], ["cite", "amber-2", "--bibtex"]],
    "claims": [["claims"]],
    "review": [["review", "-"]],
    "schema": [["schema"]],
    "data": [["data"], ["data", "coverage"], ["data", "stale", "--older-than", "1d"]],
}
CALLS = [call for calls in ASKED.values() for call in calls]
DATED = [call for c in (LANDSCAPE, *COMMANDS) if c.reading and c.dated for call in ASKED[c.name]]
# Answers that hold no text of anybody's.
OURS = (["schema"], ["cite"], ["data"], ["data", "coverage"], ["data", "stale", "--older-than", "1d"])
STDIN = "Ember leads, says Basal.\n"


def test_every_reading_command_is_asked_here():
    assert set(ASKED) == {c.name for c in (LANDSCAPE, *COMMANDS) if c.reading}


def said_of(call: list[str]) -> str:
    return " ".join(call) or "landscape"


each_call = pytest.mark.parametrize("call", CALLS, ids=said_of)


def control(text: str) -> set[str]:
    """The characters of a text that a terminal could obey or a reader not see, beside line breaks and tabs."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in "\n\t"}


# ---- hostile data

MARKUP = (
    "=1+1", "[red]x[/red]", "[/]", ":fire:", "[link=file:///x]l[/link]", "<script>alert(1)</script>", "</script>", "<b", '"on="', "|",
)  # fmt: skip
ESCAPES = "\x1b[31m \x1b[2J \x1b]0;t\x07 \x9b5m \x08 \r \u202e \u2066 \u200b \ufeff \U000e0041 \x00"
HOSTILE = " ".join(MARKUP) + f" `code` ![i](http://example.org/i.png) [l](http://example.org) **b** &lt; \\ {ESCAPES} end"
# The fields that hold free text: every other one is an id, a date, a number or a word of a fixed list.
FREE = {
    "name", "short_name", "name_zh", "legal_name", "former_names", "aliases", "article_names", "pinyin", "hq", "country", "summary",
    "title", "meaning", "detail", "claim", "fact", "place", "note", "locator", "publisher", "author", "language", "duty", "clause",
    "exchange", "ticker", "list", "authority", "variant", "evaluator", "settings", "hardware", "tier_title", "value", "repo",
    "huggingface", "modelscope", "github", "arxiv", "model_id", "operator", "spdx", "languages",
}  # fmt: skip


def poisoned(value, text: str, key: str = "", free: set[str] = FREE):
    """Plain data with `text` before every free text in it."""
    if isinstance(value, dict):
        return {k: poisoned(v, text, k, free) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v, text, key, free) for v in value]
    return f"{text} {value}" if isinstance(value, str) and key in free else value


def poisoned_data(target: Path, text: str, free: set[str] = FREE) -> Path:
    """The invented data, compiled with a text before every free text: what a check of the data would have refused."""
    compiled = compile_tree(read_tree(INVENTED))
    kept = {k: compiled.catalogue[k] for k in ("names", "counts")}
    compiled.catalogue = poisoned(compiled.catalogue, text, free=free) | kept
    compiled.books = poisoned(compiled.books, text, free=free)
    (target / "evidence").mkdir(parents=True)
    for name, content in files(compiled).items():
        (target / name).write_text(content, encoding="utf-8")
    (target / "schema.json").write_text("{}", encoding="utf-8")
    return target


@pytest.fixture(scope="session")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return poisoned_data(tmp_path_factory.mktemp("data") / "hostile", HOSTILE)


@pytest.fixture
def hostile(hostile_data: Path) -> Catalogue:
    return load(data=hostile_data)


@pytest.fixture
def hostile_run(run: Runner, hostile_data: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.setattr(catalogue_module, "bundled", lambda: hostile_data)
    return run


@pytest.mark.parametrize("format_name", FORMATS)
@each_call
def test_nothing_hostile_reaches_the_output(call, format_name, hostile_run: Runner):
    for more in ([], ["--sources"], *([["--as-of", "2025-12"]] if call in DATED else [])):
        said = hostile_run(*call, "--format", format_name, *more, stdin=STDIN, width=100)
        assert said.code == 0, said.err
        assert control(said.out) == set()
        assert control(said.err) == set()


@each_call
def test_markup_is_drawn_byte_for_byte(call, hostile_run: Runner):
    said = hostile_run(*call, "--color", "never", "--sources", stdin=STDIN, terminal=True, width=5000)
    assert said.code == 0
    assert control(said.out) == set()
    missing = [text for text in MARKUP if text not in " ".join(said.out.split())]
    assert not missing or call in OURS


@each_call
def test_colours_are_the_only_escapes(call, hostile_run: Runner):
    said = hostile_run(*call, "--color", "always", stdin=STDIN, terminal=True)
    assert control(re.sub(r"\x1b\[(?!31m)[0-9;]*m", "", said.out)) == set()


@pytest.mark.parametrize("table", NAMES)
@pytest.mark.parametrize("format_name", [f for f in whole.FORMATS if f != "sqlite"])
def test_nothing_hostile_reaches_an_export(table, format_name, hostile: Catalogue):
    for sources in (False, True):
        assert control(whole.export(hostile, table, format_name, sources=sources).decode()) == set()


@pytest.mark.parametrize(
    "argv",
    [
        ["show", HOSTILE.replace("\x00", "")],
        ["list", "--fields", "\x1b[31m"],
        ["list", "--sort", "\x9b5m"],
        ["--color", "\u202e"],
        ["\x9b5m"],
    ],
)
def test_nothing_hostile_in_an_argument_reaches_an_error(argv, stone_run: Runner):
    said = stone_run(*argv)
    assert said.code in (2, 3)
    assert said.out == ""
    assert control(said.err) == set()


# ---- JSON


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
@each_call
def test_json_is_valid_and_ends_with_one_newline(call, format_name, stone_run: Runner):
    out = stone_run(*call, "--format", format_name, stdin=STDIN).out
    assert out.endswith("\n")
    assert not out.endswith("\n\n")
    if format_name == "json":
        json.loads(out)
    else:
        whole_answer = json.loads(stone_run(*call, "--json", stdin=STDIN).out)
        lines = [json.loads(line) for line in out.splitlines()]
        assert lines == (whole_answer if isinstance(whole_answer, list) else [whole_answer])


def test_json_keeps_hostile_text_though_it_never_writes_it_raw(hostile_run: Runner):
    out = hostile_run("list", "--json").out
    assert json.loads(out)[0]["name"] == f"{HOSTILE} Amber Intelligence"
    assert "\\u202e" in out
    assert "\\udb40\\udc41" in out  # a character beyond the first plane, as a pair
    assert "琥珀" in out


leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
json_values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(), json_values)) | st.dictionaries(st.text(), json_values))
def test_json_gives_back_what_went_in(data):
    text = json_.dumps(data)
    assert json.loads(text) == data
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]", text)
    lines = json_.dumps(data, lines=True).split("\n")[:-1]
    assert [json.loads(line) for line in lines] == (data if isinstance(data, list) else [data])


def test_json_holds_even_half_a_character():
    assert json.loads(json_.dumps({"a": "\ud800"})) == {"a": "\ud800"}


def test_an_empty_answer_is_an_empty_array():
    assert json_.dumps([]) == "[]\n"
    assert json_.dumps([], lines=True) == ""


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("lines", [True, False])
def test_json_refuses_what_is_no_number(number, lines):
    for data in ([{"score": number}], {"scores": [{"score": number}]}, {"score": number}):
        with pytest.raises(ValueError, match="not JSON compliant"):
            json_.dumps(data, lines=lines)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "gbk"])
def test_json_is_escaped_where_stdout_is_not_utf8(encoding, invented_data, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(catalogue_module, "bundled", lambda: invented_data)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    assert main(["list", "--json"]) == 0
    text = raw.getvalue().decode("ascii")
    assert json.loads(text)[0]["name_zh"] == "琥珀智能"


# ---- CSV and TSV


def parsed(text: str, **options) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True, **options))


clean = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")))
formula = ("=", "+", "-", "@")
texts = st.fixed_dictionaries({"a": st.text(), "b": st.text(), "c": st.text()})


@given(st.lists(st.fixed_dictionaries({"a": clean, "b": clean})))
def test_csv_gives_back_what_went_in(data):
    back = parsed(separated.lines(["a", "b"], data))
    assert back == [["a", "b"], *([f"'{v}" if v.startswith(formula) else v for v in (row["a"], row["b"])] for row in data)]


@given(st.lists(texts), st.booleans())
def test_csv_has_one_width_and_neither_formula_nor_control(data, header):
    back = parsed(separated.lines(["a", "b", "c"], data, header=header))
    assert len(back) == len(data) + header
    for value in [v for row in back for v in row]:
        assert not value.startswith(formula)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", value)
    assert {len(row) for row in back} <= {3}


@given(st.lists(st.fixed_dictionaries({"a": st.text()}), min_size=1))
def test_one_column_keeps_its_empty_rows(data):
    assert len(parsed(separated.lines(["a"], data, header=False))) == len(data)


@given(st.lists(texts), st.booleans())
def test_tsv_has_one_width_without_any_quoting(data, header):
    lines = separated.lines(["a", "b", "c"], data, tabs=True, header=header).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(data) + header
    for line, row in zip(lines[header:], data, strict=True):
        assert line.split("\t") == [separated.cell(row[c]) for c in "abc"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-5, "-5"),
        (1_000_000_000_000, "1000000000000"),
        (0.15, "0.15"),
        (2.0, "2"),
        (-0.5, "-0.5"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("a=1", "a=1"),
        ("a\tb\r\nc", "a b c"),
        (["a", "b"], "a; b"),
        (["=a", "b"], "'=a; b"),
        ([], ""),
        ({"a": 1}, '{"a": 1}'),
        ([{"a": "é"}], '[{"a": "é"}]'),
        ("\x1b[31m", "\\u{1b}[31m"),
    ],
)
def test_a_cell_is_text(value, text):
    assert separated.cell(value) == text


@pytest.mark.parametrize("format_name", ["csv", "tsv"])
@each_call
def test_every_answer_is_a_table_of_one_width(call, format_name, stone_run: Runner):
    for more in ([], ["--sources"]):
        out = stone_run(*call, "--format", format_name, *more, stdin=STDIN).out
        lines = parsed(out) if format_name == "csv" else [line.split("\t") for line in out.splitlines()]
        assert len({len(line) for line in lines}) == 1


def test_no_header_leaves_only_rows(stone_run: Runner):
    for format_name in ("csv", "tsv"):
        with_header = stone_run("list", "--format", format_name).out
        assert stone_run("list", "--format", format_name, "--no-header").out == with_header.partition("\n")[2]


# ---- Markdown

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td", "p"}


def rendered(text: str) -> tuple[set[str], list[str]]:
    """(the tags, the text of each table cell) of Markdown, as a renderer that lets HTML through understands it."""
    shown = MARKDOWN.render(text)
    tags = {t.lower() for t in re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", shown)}
    return tags, [html.unescape(c) for c in re.findall(r"<td>(.*?)</td>", shown, re.S)]


def md(*cells: str) -> str:
    return markdown.write(Result([{"a": c} for c in cells], ("a",)), Settings("markdown"))


@given(clean.filter(lambda text: not text.startswith("'")))
def test_markdown_shows_any_text_as_it_is(text):
    tags, cells = rendered(md(text))
    assert tags <= TABLE_TAGS
    assert [c.strip() for c in cells] == [safe(text).strip()]


@pytest.mark.parametrize(
    "text",
    ["a|b", "`a`", "[a](http://example.org)", "![a](http://example.org/i.png)", "<img src=x onerror=alert(1)>", "<!-- a", "**a** _b_ ~~c~~",
     "&lt;b&gt; &copy; &#x202e;", "\\", "a\\|b", "# a", "- a", "1. a", "[^1]", "$x$", "<https://example.org>", "---", "| --- |", "``` a"],
)  # fmt: skip
def test_markdown_means_nothing_by_a_text(text):
    tags, cells = rendered(md(text))
    assert tags <= TABLE_TAGS
    assert cells == [text]


@each_call
def test_hostile_text_is_only_text_in_markdown(call, hostile_run: Runner):
    tags, _ = rendered(hostile_run(*call, "--format", "markdown", stdin=STDIN).out)
    assert tags <= TABLE_TAGS


@each_call
def test_markdown_ends_with_whose_data_of_which_day_under_which_licence(call, stone_run: Runner):
    out = stone_run(*call, "--format", "markdown", stdin=STDIN).out
    assert out.endswith("\n\ncnai data 2026.01.31 of 2026-01-31, CC0-1.0\n")


def test_markdown_numbers_its_sources(stone_run: Runner):
    out = stone_run("models", "--format", "md", "--sources").out
    used, defined = set(re.findall(r"\[\^(\d+)\](?!:)", out)), re.findall(r"^\[\^(\d+)\]: .*, <https://[^>]*>$", out, re.M)
    assert used == set(defined)
    assert len(defined) == len(set(defined)) > 1


# ---- TOML


@each_call
def test_toml_is_valid_and_leaves_out_what_is_not_known(call, stone_run: Runner):
    whole_answer = json.loads(stone_run(*call, "--json", stdin=STDIN).out)
    back = tomllib.loads(stone_run(*call, "--format", "toml", stdin=STDIN).out)
    assert back == toml.bare({"records": whole_answer} if isinstance(whole_answer, list) else whole_answer)
    assert "None" not in str(back)


def test_toml_keeps_hostile_text(hostile_run: Runner):
    back = tomllib.loads(hostile_run("list", "--format", "toml", "--fields", "name").out)
    assert back["records"][0] == {"name": f"{HOSTILE} Amber Intelligence"}


# ---- HTML


class Elements(HTMLParser):
    """Every element with its attributes, and the text outside scripts and styles."""

    def __init__(self, page_text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple]] = []
        self.text = ""
        self.scripts: list[str] = []
        self._in = ""
        self.feed(page_text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._in = tag
        self.found.append((tag, tuple(attrs)))

    def handle_endtag(self, tag):  # noqa: ARG002  # the parser's signature
        self._in = ""

    def handle_data(self, data):
        if self._in == "script":
            self.scripts.append(data)
        elif self._in != "style":
            self.text += data

    def get(self, tag: str) -> list[dict]:
        return [dict(attrs) for name, attrs in self.found if name == tag]


def exported(catalogue: Catalogue, table: str, **options) -> Elements:
    return Elements(whole.export(catalogue, table, "html", **options).decode())


@pytest.mark.parametrize("sources", [False, True])
@pytest.mark.parametrize("table", NAMES)
def test_hostile_names_make_no_element_that_harmless_ones_do_not(table, sources, hostile: Catalogue, tmp_path):
    harmless = load(data=poisoned_data(tmp_path / "harmless", "stone"))
    bad, good = (exported(c, table, sources=sources) for c in (hostile, harmless))
    assert bad.found == good.found
    if FREE & set(columns(table)) and rows(hostile, table):
        assert all(text in bad.text for text in MARKUP)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
    ],
)
def test_only_web_addresses_are_links(url, stones: Catalogue):
    result = Result([{"id": "x", "url": url}, {"id": "y", "url": 'https://example.org/?a=1&b="2'}], ("id", "url"))
    seen = Elements(page(result, Settings("html", catalogue=stones), "x"))
    assert seen.get("a") == [{"href": 'https://example.org/?a=1&b="2', "rel": "noopener noreferrer"}]
    assert url.strip().replace("\n", " ") in seen.text


@pytest.mark.parametrize("table", NAMES)
def test_the_page_loads_nothing_and_runs_only_its_own_script(table, stones: Catalogue):
    seen = exported(stones, table, sources=True)
    assert not {"link", "img", "iframe", "object", "embed", "base", "form", "svg", "video", "audio"} & {tag for tag, _ in seen.found}
    assert not [(tag, k) for tag, attrs in seen.found for k, _ in attrs if k in ("src", "srcset", "style", "action") or k.startswith("on")]
    (policy,) = (m["content"] for m in seen.get("meta") if m.get("http-equiv") == "Content-Security-Policy")
    (script,) = seen.scripts
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


def test_the_page_shows_every_row_and_whose_data_it_is(stones: Catalogue):
    seen = exported(stones, "models")
    assert len(seen.get("tr")) == 1 + len(stones.models)
    for model in stones.models:
        assert model.name in seen.text
    assert "1,000,000,000,000" in seen.text
    assert footer(Settings(catalogue=stones)) == "cnai data 2026.01.31 of 2026-01-31, CC0-1.0"
    assert footer(Settings(catalogue=stones)) in seen.text


def test_the_page_links_each_note_to_its_source(stones: Catalogue):
    seen = exported(stones, "models", sources=True)
    notes = {item["id"] for item in seen.get("li")}
    used = {a["href"].removeprefix("#") for a in seen.get("a") if a["href"].startswith("#")}
    assert notes == used != set()


# ---- SQLite


@pytest.fixture
def database(stones: Catalogue, tmp_path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "all.db"
    path.write_bytes(whole.export(stones, "all", "sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_a_database_holds_every_table_with_every_row(database, stones: Catalogue):
    tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    assert tables == {*NAMES, "about"}
    for name in NAMES:
        cursor = database.execute(f'select * from "{name}"')  # noqa: S608  # our own names
        assert tuple(d[0] for d in cursor.description) == columns(name)
        assert len(cursor.fetchall()) == len(rows(stones, name)) > 0
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_what_is_not_known_is_null_in_a_database(database):
    row = database.execute("select total_params, license_id, prices, open_weights, released from models where id = 'amber-max'").fetchone()
    assert row == (None, None, None, 0, "2025-11")
    assert database.execute("select count(*) from models where total_params > 5e11").fetchone() == (1,)
    assert database.execute("select typeof(total_params), typeof(open_weights) from models where id = 'amber-2'").fetchone() == (
        "integer",
        "integer",
    )


def test_a_database_says_which_data_it_is(database, stones: Catalogue):
    about = dict(database.execute("select key, value from about"))
    assert about == {"data_version": "2026.01.31", "as_of": "2026-01-31", "hash": stones.hash, "license": "CC0-1.0"}


def test_a_database_keeps_hostile_text(hostile: Catalogue, tmp_path):
    path = tmp_path / "hostile.db"
    path.write_bytes(whole.export(hostile, "companies", "sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("select name from companies")]
    assert names == [c.name for c in hostile.companies]


# ---- all of them


def test_all_tables_in_one_object(stones: Catalogue):
    for data in (json.loads(whole.export(stones, "all", "json")), tomllib.loads(whole.export(stones, "all", "toml").decode())):
        assert {t: len(data[t]) for t in TABLES} == stones.counts
        assert data["as_of"] == "2026-01-31"
        assert data["data_version"] == "2026.01.31"


@pytest.mark.parametrize("format_name", FORMATS)
def test_fields_are_cut_to_those_asked_for(format_name, stones: Catalogue):
    result = Result([{"id": "x", "name": "X", "hq": "secret"}], ("id", "name", "hq"))
    text = render(result, Settings(format_name, ("name", "id"), catalogue=stones))
    assert "X" in text
    assert "secret" not in text
