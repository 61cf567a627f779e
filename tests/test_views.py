"""Every view on the invented catalogue, drawn at pinned widths and without colour, held against golden files."""

import re

import pytest

from asked import OTHER, STDIN
from conftest import GOLDEN, Runner, too_wide

VIEWS = {
    "landscape": [],
    "tiers": ["tiers"],
    "list": ["list"],
    "show-company": ["show", "amber"],
    "show-family": ["show", "amber-models"],
    "show-model": ["show", "amber-2"],
    "compare-companies": ["compare", "amber", "basalt"],
    "compare-models": ["compare", "amber-2", "basalt-57b"],
    "models": ["models"],
    "which": ["which", "Ember", "amber-ai/Amber-2", "Ambre 2", "Granite"],
    "why-field": ["why", "amber-2", "total_params"],
    "why-record": ["why", "basalt"],
    "can-one": ["can", "amber-2", "--mau", "200M", "--revenue", "30M/month"],
    "can-many": ["can", "amber"],
    "license": ["license", "amber-license"],
    "licenses-over-time": ["license", "amber"],
    "timeline": ["timeline"],
    "news": ["news", "--since", "1y"],
    "diff": ["diff", "--since", "2024-06"],
    "sources": ["sources", "amber"],
    "cite": ["cite", "amber-2", "--bibtex"],
    "claims": ["claims"],
    "coverage": ["data", "coverage", "amber"],
    "coverage-companies": ["data", "coverage"],
    "data": ["data"],
    "show-sources": ["show", "amber-2", "--sources"],
    "list-sources": ["list", "--sources"],
    "fields": ["models", "--fields", "id,license_id,modalities_output"],
    "show-api": ["show", "amber-chat"],
    "show-claim": ["show", "amber-claim-1"],
    "show-event": ["show", "amber-2025-09-listing"],
    "show-expanded": ["show", "amber", "--expand", "models"],
    "search": ["search", "stone"],
    "models-permits": ["models", "--permits", "commercial", "--region", "US"],
    "prices": ["prices", "--history", "--cost", "1M:200K"],
    "scores": ["scores"],
    "stats": ["stats"],
    "stats-chart": ["stats", "--by", "year", "--chart"],
    "stats-months": ["stats", "--by", "month", "--chart"],
    "over-time": ["stats", "--over-time", "price", "--currency", "USD"],
    "over-time-chart": ["stats", "--over-time", "size", "--chart"],
    "audit": ["audit", OTHER],
    "schema": ["schema", "license"],
    "sql": ["sql", "select id, total_params from models order by id"],
    "review": ["review", "-"],
    "stale": ["data", "stale", "--older-than", "1d"],
}
# A format that draws blocks, or writes rows, of one view of each shape: an array, a record, two side by side, evidence.
WRITTEN = ("list", "show-model", "compare-models", "models", "why-field")
# A page with a table, facts and prose, sources, bars, dots.
PAGES = {
    "models-sources": ["models", "--sources"],
    "show-company": ["show", "amber"],
    "show-sources": ["show", "amber-2", "--sources"],
    "stats-bars": ["stats", "--by", "year", "--chart"],
    "stats-dots": ["stats", "--over-time", "size", "--chart"],
}
FORMATS = ("tsv", "csv", "markdown", "toml", "json")


@pytest.mark.parametrize("width", [80, 120, 160])
@pytest.mark.parametrize("name", VIEWS)
def test_view_is_drawn_as_agreed(name, width, stone_run: Runner, assert_golden):
    said = stone_run(*VIEWS[name], "--color", "never", stdin=STDIN, terminal=True, width=width)
    assert said.code == 0
    assert_golden(f"{name}-{width}.txt", said.out)


@pytest.mark.parametrize("name", VIEWS)
def test_view_fits_its_window(name, stone_run: Runner):
    for width in (60, 80, 160):
        said = stone_run(*VIEWS[name], "--color", "never", stdin=STDIN, terminal=True, width=width)
        assert too_wide(said.out, width) == []


@pytest.mark.parametrize("name", VIEWS)
def test_without_colour_there_is_no_escape(name, stone_run: Runner):
    assert "\x1b" not in stone_run(*VIEWS[name], "--color", "never", stdin=STDIN, terminal=True).out
    coloured = stone_run(*VIEWS[name], "--color", "always", stdin=STDIN, terminal=True).out
    assert ("\x1b" in coloured) == (name != "cite")  # a citation is plain text to be copied


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", WRITTEN)
def test_format_is_written_as_agreed(name, format_name, stone_run: Runner, assert_golden):
    said = stone_run(*VIEWS[name], "--format", format_name)
    assert said.code == 0
    assert_golden(f"{name}.{format_name}", said.out)


@pytest.mark.parametrize("format_name", ["csv", "markdown"])
def test_sources_survive_a_format(format_name, stone_run: Runner, assert_golden):
    assert_golden(f"models-sources.{format_name}", stone_run("models", "--sources", "--format", format_name).out)


@pytest.mark.parametrize("name", PAGES)
def test_the_body_of_a_page_is_written_as_agreed(name, stone_run: Runner, assert_golden):
    said = stone_run(*PAGES[name], "--format", "html", stdin=STDIN)
    body = said.out.partition("<body>\n")[2].partition("<script>")[0]
    assert_golden(f"{name}.html", body)


@pytest.mark.parametrize("name", VIEWS)
def test_plain_text_is_drawn_as_agreed(name, stone_run: Runner, assert_golden):
    said = stone_run(*VIEWS[name], "--plain", stdin=STDIN, width=80)
    assert said.code == 0
    assert said.out == stone_run(*VIEWS[name], "--plain", stdin=STDIN, terminal=True, width=200).out
    assert_golden(f"{name}.plain.txt", said.out)


def test_no_golden_file_is_left_over():
    names = {f"{name}-{width}.txt" for name in VIEWS for width in (80, 120, 160)} | {f"{name}.plain.txt" for name in VIEWS}
    names |= {f"{name}.html" for name in PAGES}
    names |= {f"{name}.{format_name}" for name in WRITTEN for format_name in FORMATS} | {"models-sources.csv", "models-sources.markdown"}
    assert {path.name for path in GOLDEN.iterdir() if path.is_file()} == names


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("name", ["alibaba", "deepseek", "tencent", "moonshot"])
def test_licences_over_time_say_of_what_they_are_at_every_width(name, width, run):
    page = run("license", name, "--format", "table", width=width).out
    assert "for the" in page.splitlines()[1]
    assert not any("for the" in line for line in page.splitlines() if line.startswith("not shown"))


def test_a_sign_of_difference_stands_beside_different_words(run: Runner):
    out = run("compare", "qwen", "kimi", "deepseek", "ernie", "--all", "--format", "table", width=60).out
    first = out.partition("DeepSeek")[0]
    assert re.search(r"^   context window +1M +1M$", first, re.MULTILINE)
    for line in first.splitlines():
        words = re.split(r"  +", line.strip())
        assert words[0] != "≠" or len(words) < 4 or words[-1] != words[-2], line


def test_a_missing_licence_is_called_the_same_in_both_views(run: Runner):
    for line in ("compare qwen kimi deepseek ernie", "compare qwen kimi deepseek ernie --all"):
        out = run(*line.split(), "--format", "table", width=120).out
        assert "closed" in out, line
        assert "not recorded" in out, line


def test_a_valuation_of_low_confidence_is_marked(run: Runner):
    assert "not confirmed" in run("show", "zhipu", "--plain").out.splitlines()[1]
    assert "not confirmed" not in run("show", "minimax", "--plain").out.splitlines()[1]
