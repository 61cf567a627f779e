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
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from asked import ASKED, CALLS, DATED, STDIN, said_of
from bundled import use_database
from cnai import Catalogue, load
from cnai.commands import COMMANDS, LANDSCAPE
from cnai.model.kinds import TABLES
from cnai.model.shape import plain
from cnai.output import delimited, json_, markdown, toml
from cnai.output import html as html_format
from cnai.output.blocks import Facts, Gap, Line, Prose, text_cell
from cnai.output.export import READABLE, export
from cnai.output.footnotes import Footnotes, item_text
from cnai.output.formats import BY_NAME, EXPORTED, READING, footer, render
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.questions.columns import rows
from cnai.store import tables
from cnai.store.tables import NAMES, columns
from cnai.words.text import safe
from conftest import Runner
from hostile import FREE, HOSTILE, MARKUP, control, poisoned_data

# Answers that hold no text of anybody's.
OURS = (
    ["schema"], ["cite"], ["data"], ["data", "coverage"], ["data", "stale", "--older-than", "1d"], ["sql", "--schema"],
    ["stats", "--by", "year", "--chart"], ["overlay", "path"],
)  # fmt: skip


def test_every_reading_command_is_asked():
    assert set(ASKED) == {c.name for c in (LANDSCAPE, *COMMANDS) if c.reading}


each_call = pytest.mark.parametrize("call", CALLS, ids=said_of)
# The API names of the hostile data are other names, so this one is unknown there.
each_hostile_call = pytest.mark.parametrize("call", [c for c in CALLS if c != ["show", "amber-chat"]], ids=said_of)


Both = Callable[..., tuple[str, str]]

# ---- hostile data


@pytest.mark.parametrize("format_name", READING)
@each_hostile_call
def test_nothing_hostile_reaches_the_output(call, format_name, hostile_run: Runner):
    for more in ([], ["--sources"], *([["--as-of", "2025-12"]] if call in DATED else [])):
        said = hostile_run(*call, "--format", format_name, *more, stdin=STDIN, width=100)
        assert said.code == 0, said.err
        assert control(said.out) == set()
        assert control(said.err) == set()


@each_hostile_call
def test_markup_is_drawn_byte_for_byte(call, hostile_run: Runner):
    said = hostile_run(*call, "--color", "never", "--sources", stdin=STDIN, terminal=True, width=5000)
    assert said.code == 0
    assert control(said.out) == set()
    missing = [text for text in MARKUP if text not in " ".join(said.out.split())]
    assert not missing or call in OURS


@each_hostile_call
def test_colours_are_the_only_escapes(call, hostile_run: Runner):
    said = hostile_run(*call, "--color", "always", stdin=STDIN, terminal=True)
    assert control(re.sub(r"\x1b\[(?!31m)[0-9;]*m", "", said.out)) == set()


@pytest.mark.parametrize("table", NAMES)
@pytest.mark.parametrize("format_name", [f for f in EXPORTED if not BY_NAME[f].binary])
def test_nothing_hostile_reaches_an_export(table, format_name, hostile: Catalogue):
    for sources in (False, True):
        assert control(export(hostile, table, format_name, sources=sources).decode()) == set()


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


# ---- CSV and TSV


def parsed(text: str, **options) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True, **options))


clean = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")))
formula = ("=", "+", "-", "@")
texts = st.fixed_dictionaries({"a": st.text(), "b": st.text(), "c": st.text()})


@given(st.lists(st.fixed_dictionaries({"a": clean, "b": clean})))
def test_csv_gives_back_what_went_in(data):
    back = parsed(delimited.lines(["a", "b"], data))
    assert back == [["a", "b"], *([f"'{v}" if v.startswith(formula) else v for v in (row["a"], row["b"])] for row in data)]


@given(st.lists(texts), st.booleans())
def test_csv_has_one_width_and_neither_formula_nor_control(data, header):
    back = parsed(delimited.lines(["a", "b", "c"], data, header=header))
    assert len(back) == len(data) + header
    for value in [v for row in back for v in row]:
        assert not value.startswith(formula)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", value)
    assert {len(row) for row in back} <= {3}


@given(st.lists(st.fixed_dictionaries({"a": st.text()}), min_size=1))
def test_one_column_keeps_its_empty_rows(data):
    assert len(parsed(delimited.lines(["a"], data, header=False))) == len(data)


@given(st.lists(texts), st.booleans())
def test_tsv_has_one_width_without_any_quoting(data, header):
    lines = delimited.lines(["a", "b", "c"], data, tabs=True, header=header).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(data) + header
    for line, row in zip(lines[header:], data, strict=True):
        assert line.split("\t") == [delimited.cell(row[c]) for c in "abc"]


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
    assert delimited.cell(value) == text


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
    return markdown.write(Result([{"a": c} for c in cells], columns=("a",)), Options("markdown"), Footnotes(None, wanted=False))


@given(clean.filter(lambda text: not text.startswith("'")))
def test_markdown_shows_any_text_as_it_is(text):
    tags, cells = rendered(md(text))
    assert tags <= TABLE_TAGS
    assert [c.strip() for c in cells] == [safe(text).strip() if text else "—"]


@pytest.mark.parametrize(
    "text",
    ["a|b", "`a`", "[a](http://example.org)", "![a](http://example.org/i.png)", "<img src=x onerror=alert(1)>", "<!-- a", "**a** _b_ ~~c~~",
     "&lt;b&gt; &copy; &#x202e;", "\\", "a\\|b", "# a", "- a", "1. a", "[^1]", "$x$", "<https://example.org>", "---", "| --- |", "``` a"],
)  # fmt: skip
def test_markdown_means_nothing_by_a_text(text):
    tags, cells = rendered(md(text))
    assert tags <= TABLE_TAGS
    assert cells == [text]


@pytest.fixture(scope="session")
def harmless_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented data with a harmless word where the hostile data has hostile text."""
    return poisoned_data(tmp_path_factory.mktemp("data") / "harmless", "plain")


@pytest.fixture
def both(run: Runner, hostile_data: Path, harmless_data: Path, monkeypatch: pytest.MonkeyPatch) -> Both:
    """An answer on the hostile data and on the harmless."""

    def call(*argv: str) -> tuple[str, str]:
        out = []
        for data in (hostile_data, harmless_data):
            use_database(data, monkeypatch)
            said = run(*argv, stdin=STDIN)
            assert said.code == 0, said.err
            out.append(said.out)
        return out[0], out[1]

    return call


@each_hostile_call
def test_hostile_text_makes_nothing_in_markdown_that_harmless_text_does_not(call, both: Both):
    for more in ([], ["--sources"]):
        bad, good = (re.findall(r"</?[a-zA-Z][^<>]*>", MARKDOWN.render(text)) for text in both(*call, "--format", "markdown", *more))
        assert bad == good


@each_call
def test_markdown_ends_with_whose_data_of_which_day_under_which_licence(call, stone_run: Runner):
    out = stone_run(*call, "--format", "markdown", stdin=STDIN).out
    assert out.endswith("\n\ncnai data 2026.01.31 of 2026-01-31, CC0-1.0\n")


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Facts([("size", [text_cell("1B"), text_cell("2B")]), ("", [text_cell("rest")])]), "- **size:** 1B<br>2B\n- rest"),
        (Line([text_cell("head", "strong")]), "**head**"),
        (Line([text_cell("head", "strong")], indent=2), "head"),
        (Line([text_cell("head", "strong"), text_cell("more")]), "head · more"),
        (Line([text_cell("head", "strong")], right=text_cell("aside")), "head · aside"),
        (Line([text_cell(""), text_cell("only")]), "only"),
        (Prose(text_cell("as it is (so)")), "as it is (so)"),
        (Gap(), ""),
    ],
)
def test_blocks_in_markdown(block, text):
    assert markdown.drawn(block, Options("markdown"), Footnotes(None, wanted=False)) == text


def test_markdown_lists_what_other_sources_say(stone_run: Runner):
    out = stone_run("show", "amber-2", "--format", "md", "--sources").out
    assert re.search(r"\n\nOther sources say:\n\n- [^\n]+(\n- [^\n]+)*\n\ncnai data", out)


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
    assert back == toml.without_null({"records": whole_answer} if isinstance(whole_answer, list) else whole_answer)


def test_toml_keeps_the_places_of_what_is_compared(run: Runner):
    back = tomllib.loads(run("compare", "qwen", "kimi", "ernie", "--format", "toml").out)
    rows = json.loads(run("compare", "qwen", "kimi", "ernie", "--json").out)["rows"]
    assert [["" if v is None else v for v in r["values"]] for r in rows] == [r["values"] for r in back["rows"]]
    assert any(None in r["values"] for r in rows)


def test_toml_keeps_hostile_text(hostile_run: Runner):
    back = tomllib.loads(hostile_run("list", "--format", "toml", "--fields", "name").out)
    assert back["records"][0] == {"name": f"{HOSTILE} Amber Intelligence"}


# ---- HTML


class Elements(HTMLParser):
    """Every element with its attributes, and the text outside scripts and styles."""

    def __init__(self, page_text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
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

    def get(self, tag: str) -> list[dict[str, str | None]]:
        return [dict(attrs) for name, attrs in self.found if name == tag]


def exported(catalogue: Catalogue, table: str, **options) -> Elements:
    return Elements(export(catalogue, table, "html", **options).decode())


@each_hostile_call
def test_hostile_text_makes_no_element_that_harmless_text_does_not(call, both: Both):
    for more in ([], ["--sources"]):
        bad, good = (Elements(text) for text in both(*call, "--format", "html", *more))
        assert Counter(bad.found) == Counter(good.found)  # a search may rank them otherwise
        assert bad.scripts == good.scripts


@pytest.mark.parametrize("sources", [False, True])
@pytest.mark.parametrize("table", NAMES)
def test_hostile_names_make_no_element_that_harmless_ones_do_not(table, sources, hostile: Catalogue, harmless_data: Path):
    bad, good = (exported(c, table, sources=sources) for c in (hostile, load(data=harmless_data)))
    assert bad.found == good.found
    if FREE & set(READABLE.get(table, columns(table))) and rows(hostile, table):
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
def test_only_web_addresses_are_links(url):
    result = Result([{"id": "x", "url": url}, {"id": "y", "url": 'https://example.org/?a=1&b="2'}], columns=("id", "url"))
    seen = Elements(html_format.write(result, Options("html"), Footnotes(None, wanted=False)))
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
    assert policy == (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_shows_every_row_and_whose_data_it_is(stones: Catalogue):
    seen = exported(stones, "models")
    assert len(seen.get("tr")) == 1 + len(stones.models)
    for model in stones.models:
        assert model.name in seen.text
    assert "1T" in seen.text
    assert "1000000000000" in {cell.get("data-v") for cell in seen.get("td")}, "sorting needs the number itself"
    assert footer(stones) == "cnai data 2026.01.31 of 2026-01-31, CC0-1.0"
    assert footer(stones) in seen.text


def test_the_page_links_each_note_to_its_source(stones: Catalogue):
    seen = exported(stones, "models", sources=True)
    notes = {item["id"] for item in seen.get("li") if "id" in item}
    used = {a["href"].removeprefix("#") for a in seen.get("a") if a["href"] and a["href"].startswith("#")}
    assert notes == used != set()


# ---- SQLite


@pytest.fixture
def database(stones: Catalogue, tmp_path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "all.db"
    path.write_bytes(export(stones, "all", "sqlite"))
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
    path.write_bytes(export(hostile, "companies", "sqlite"))
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("select name from companies")]
    assert names == [c.name for c in hostile.companies]


# ---- all of them


def test_all_tables_in_one_object(stones: Catalogue):
    for data in (json.loads(export(stones, "all", "json")), tomllib.loads(export(stones, "all", "toml").decode())):
        assert {t: len(data[t]) for t in TABLES} == stones.counts
        assert data["as_of"] == "2026-01-31"
        assert data["data_version"] == "2026.01.31"


@pytest.mark.parametrize("format_name", READING)
def test_fields_are_cut_to_those_asked_for(format_name, stones: Catalogue):
    result = Result([{"id": "x", "name": "X", "hq": "secret"}], columns=("id", "name", "hq"))
    text = render(result, Options(format_name, ("name", "id")), stones)
    assert "X" in text
    assert "secret" not in text


def test_an_apostrophe_of_the_text_is_kept_and_none_is_added():
    result, none = Result([{"a": "'quoted'"}, {"a": ["=x", "y"]}], columns=("a",)), Footnotes(None, wanted=False)
    text = markdown.write(result, Options("markdown"), none)
    assert "| 'quoted' |" in text
    assert "| =x, y |" in text
    assert "<td>&#x27;quoted&#x27;</td>" in html_format.write(result, Options("html"), none).replace(' class="w"', "")
    assert tables.value(["'tis", "x"]) == "'tis; x"


@pytest.mark.parametrize(("names", "rows"), [("amber-1", 0), ("amber-1 amber-2", 2), ("amber-1 amber-2 amber-max", 3)])
def test_a_page_of_several_rows_can_be_filtered(stone_run, names, rows):
    page = stone_run("models", *names.split(), "--format", "html").out
    assert re.findall(r'type="search" placeholder="filter (\d+) rows"', page) == ([str(rows)] if rows else [])


def test_a_broken_address_is_no_crash_in_html():
    result = Result([{"url": "https://[x"}], columns=("url",))
    assert "https://[x" in html_format.write(result, Options("html"), Footnotes(None, wanted=False))


def test_a_footnote_links_only_to_the_web(tmp_path):
    catalogue = load(data=poisoned_data(tmp_path / "data", "javascript:alert(1)//", {"url"}))
    assert "<javascript:" not in export(catalogue, "models", "markdown", sources=True).decode()
    assert 'href="javascript:' not in export(catalogue, "models", "html", sources=True).decode()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a>b<c|d e", "<https://example.org/a%3Eb%3Cc%7Cd%20e>"),
        ("http://example.org", "<http://example.org>"),
        ("https://example.org/a\nb", "<https://example.org/a%20b>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("//example.org", "//example.org"),
    ],
)
def test_nothing_ends_a_link_of_markdown_early(address, shown):
    assert markdown.url(address) == shown


# ---- sources in columns


@pytest.mark.parametrize(
    ("call", "header", "proved"),
    [
        (("show", "amber-2"), "field,value,source", {"released"}),
        (("models", "--fields", "name,released"), "name,released,released_source", {"Amber 1"}),
    ],
)
def test_sources_are_a_column_where_there_is_evidence(call, header, proved, stone_run: Runner):
    out = stone_run(*call, "--format", "csv", "--sources").out
    assert out.splitlines()[0] == header
    rows = list(csv.DictReader(io.StringIO(out)))
    key, last = header.split(",")[0], header.split(",")[-1]
    assert {r[key] for r in rows if r[last].startswith("https://")} >= proved
    assert all(r[last] == "" or r[last].startswith("https://") for r in rows)


def test_a_row_of_a_list_is_proved_by_its_own_source_only(real: Catalogue):
    """Each result and each price has a source of its own; two where two prove the same row."""
    notes = Footnotes(real, wanted=True)
    for parts, field in ((real.scores(limit=10**6), "benchmarks"), (real.prices(history=True), "prices")):
        notes.expect([row.model for row in parts])
        found = [notes.sources(row.model, field, item_text(plain(row))) for row in parts]
        assert {len(sources) for sources in found} <= {1, 2}
        assert sum(len(sources) == 1 for sources in found) > 0.9 * len(found)
