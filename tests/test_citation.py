"""How to cite: a fact by its source, a record by the data, the data by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnai
from cnai.questions.citation import tex
from conftest import Runner, rows_of


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("amber-2 total_params", ["Amber. Amber README. https://example.org/amber/readme (opened 2025-10-01)."]),
        ("amber-2.total_params", ["Amber. Amber README. https://example.org/amber/readme (opened 2025-10-01)."]),
        (
            "amber-max released",
            ["A. Writer (2025-09-02). Stones & sticks. News. https://news.example.org/amber (opened 2026-01-31)."],
        ),
        ("amber founded", ["Amber (2025-10-01). About Amber. https://amber.example.org/about (opened 2026-01-31)."]),
        ("mit acceptable_use", ["Example. The MIT text. https://example.org/mit (opened 2026-01-31)."]),
        ("amber-2 summary", []),
    ],
)
def test_a_citation_names_who_when_what_and_where(stone_run: Runner, line, texts):
    assert [r["text"] for r in rows_of(stone_run("cite", *line.split(), "--json"))] == texts


def test_bibtex_escapes_what_tex_would_take_for_a_command(stone_run: Runner):
    [row] = rows_of(stone_run("cite", "amber-max", "released", "--json"))
    assert row["bibtex"].splitlines() == [
        "@misc{amber-press,",
        "  author = {{A. Writer}},",
        r"  title = {Stones \& sticks},",
        "  year = {2025},",
        "  publisher = {News},",
        "  url = {https://news.example.org/amber},",
        "  urldate = {2026-01-31}",
        "}",
    ]
    assert tex(r"50% of_A&B #1 $ ~ ^ \ é 智谱") == r"50\% of\_A\&B \#1 \$ \~{} \^{} \textbackslash{} é 智谱"


@given(st.text(st.sampled_from("ab%&#$_~^\\ 智")))
def test_no_special_character_stays_bare(text):
    done = tex(text)
    for sign in "%&#$_~^":
        assert done.count(sign) == done.count("\\" + sign) == text.count(sign)
    assert done.count(r"\textbackslash{}") == text.count("\\")


def test_the_data_cites_itself(stone_run: Runner, stones: cnai.Catalogue):
    [row] = rows_of(stone_run("cite", "--json"))
    assert row["id"] == "cnai"
    assert f"data {stones.version}, {stones.date}" in row["text"]
    assert stones.hash in row["text"]
    assert "  version = {2026.01.31}," in row["bibtex"].splitlines()
    assert "@misc{cnai," in stone_run("cite", "--bibtex").out


def test_braces_stay_balanced_for_bibtex():
    assert tex("a { b").count("{") == tex("a { b").count("}")


def test_a_record_is_cited_itself_before_its_sources(stone_run: Runner):
    itself, *sources = rows_of(stone_run("cite", "mit", "--json"))
    assert itself["id"] == "cnai-mit"
    assert itself["text"].startswith(
        "The cnai maintainers. MIT License, in cnai: China's AI labs (data 2026.01.31, 2026-01-31). CC0-1.0. sha256:"
    )
    assert [s["text"] for s in sources] == ["Example. The MIT text. https://example.org/mit (opened 2026-01-31)."]


def test_csl_has_what_a_reference_manager_needs(stone_run: Runner):
    [row] = rows_of(stone_run("cite", "amber-max", "released", "--json"))
    assert row["csl"] == {
        "id": "amber-press", "type": "webpage", "title": "Stones & sticks", "author": [{"literal": "A. Writer"}], "publisher": "News",
        "URL": "https://news.example.org/amber", "accessed": {"date-parts": [[2026, 1, 31]]}, "issued": {"date-parts": [[2025, 9, 2]]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"), [("amber-claim-1", "Amber 1 is the newest stone"), ("amber-2025-09-listing", None), ("amber-2021-funding", None)]
)
def test_a_claim_or_event_is_cited_by_its_words_before_its_own_sources(stone_run: Runner, stones: cnai.Catalogue, name, words):
    itself, *sources = rows_of(stone_run("cite", name, "--json"))
    title = words or stones.find(name, ("event",)).title
    assert itself["csl"]["title"] == f"{title}, in cnai: China's AI labs"
    assert {s["id"] for s in sources} == {r["source"] for r in rows_of(stone_run("why", name, "--json"))} != set()
