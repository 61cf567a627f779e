"""The page for people without a terminal: what it holds, and what a real browser makes of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cnai
from browser import CHROMIUM, MISSING, Browser
from cnai import views
from cnai.output import report as pages
from cnai.output.footnotes import Footnotes
from cnai.questions.main_model import main_of
from cnai.questions.report import TELLING, report
from conftest import Runner
from hostile import FREE, MARKUP, poisoned_data

needs_browser = pytest.mark.skipif(not CHROMIUM, reason=MISSING)
SECTIONS = ("changes", "tiers", "flagships", "months", "labs", "sources")
PROBE = "window.pwned = (window.pwned || 0) + 1"
# Text that would run, load or break out if a page took it for more than text; each is tried in every place that holds free text.
BROKEN = (
    f"<script>{PROBE}</script>", f"</script><script>{PROBE}</script>", f"</style><script>{PROBE}</script>",
    f"<img src=x onerror='{PROBE}'>", f"<svg onload='{PROBE}'>", f"\"><svg/onload={PROBE}>", f"' onmouseover='{PROBE}",
    f'" onfocus="{PROBE}" autofocus="', "<iframe src=//x.test>", f"javascript:{PROBE}", "<base href=//x.test>",
    "<meta http-equiv=refresh content='0;url=//x.test'>", "<link rel=stylesheet href=//x.test>", "<form action=//x.test><input>",
    f"<details open ontoggle='{PROBE}'>", f"<body onload='{PROBE}'>", "<!--", "-->", "]]>", "<b", "&lt;b&gt;", "&#60;script&#62;",
    f"<math><mtext></mtext><script>{PROBE}</script></math>", f"<template><script>{PROBE}</script></template>",
    f"{{{{constructor.constructor('{PROBE}')()}}}}", f"${{{PROBE}}}", f"<a href='javascript:{PROBE}'>x</a>",
    f"<video><source onerror='{PROBE}'>", "<object data=//x.test>", "<embed src=//x.test>", f"<input autofocus onfocus='{PROBE}'>",
    f"<select onfocus='{PROBE}' autofocus>", "<style>*{display:none}</style>", "<plaintext>", "<textarea>", "<title>", "<noscript>",
    "<xmp>", f"<marquee onstart='{PROBE}'>", "\u202e", "\u0000", "\ufeff", "\u2028", *MARKUP,
)  # fmt: skip


# The same in capitals, behind what ends an attribute, and as entities.
VARIANTS = tuple(dict.fromkeys(v for text in BROKEN for v in (text, text.upper(), f"--><{text}", f"\"'>{text}", html.escape(text))))


def page_of(catalogue: cnai.Catalogue, *names: str, write=pages.as_html) -> str:
    answer = report(catalogue, names)
    notes = Footnotes(catalogue, wanted=True)
    sections = list(views.report.report(catalogue, answer))
    return write(views.report.title(answer), views.report.subtitle(catalogue, answer), sections, notes)


class Structure(HTMLParser):
    """Ids, addresses inside and outside the page, and tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.inside: list[str] = []
        self.tags: dict[str, int] = {}
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name == "href" and value.startswith("#"):
                self.inside.append(value[1:])
            elif name in ("src", "srcset", "data", "action", "background", "poster"):
                self.loads.append(value)
            elif name.startswith("on"):
                self.handlers.append(name)


# ---- what it holds


def test_it_has_every_section_in_order_and_a_card_for_each_lab(either):
    seen = Structure(page_of(either))
    assert [i for i in seen.ids if i in SECTIONS] == [s for s in SECTIONS if s in seen.ids]
    assert {"changes", "tiers", "labs", "sources"} <= set(seen.ids)
    assert [i for i in seen.ids if i.startswith("lab-")] == [f"lab-{c.id}" for c in either.companies]


def test_every_address_inside_the_page_leads_somewhere_and_nothing_is_loaded(either):
    seen = Structure(page_of(either))
    assert set(seen.inside) <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))
    assert seen.loads == seen.handlers == []


def test_the_counts_are_those_of_the_other_questions(real):
    answer = report(real)
    rows = real.news(since="3m")
    assert answer.quarter.releases == sum(r.type == "release" and real.get(r.id).released == r.date for r in rows)
    assert sum(n for _, n in answer.quarter.counts) == sum(r.type != "release" for r in rows)
    assert len(answer.quarter.telling) == TELLING
    assert answer.quarter.more == len(rows) - TELLING
    assert set(answer.quarter.telling) <= set(rows)
    by_month = {s.value: s.models for s in real.stats(by="month")}
    assert [row.models for row in answer.months] == [by_month.get(row.value, 0) for row in answer.months]
    assert len(answer.months) == 24
    for flagship in answer.flagships:
        assert flagship.model is main_of(real, flagship.company)
        assert flagship.permission == real.can(flagship.model.id, commercial=True)[0]
    assert sum(len(card.claims) for card in answer.cards) >= len(real.claims) - 1


def test_names_choose_companies_in_the_articles_order(real, run: Runner):
    answer = report(real, ["qwen", "deepseek-r1"])
    assert [c.id for c in answer.companies] == ["deepseek", "alibaba"]
    assert {r.company for r in answer.quarter.telling} <= {"deepseek", "alibaba"}
    said = run("report", "kimmmmi", "-o", "-")
    assert said.code == 3
    assert said.out == ""


def test_chinese_names_are_beside_the_english_ones(real):
    text = page_of(real)
    assert 'Moonshot AI <span lang="zh">月之暗面</span>' in text
    assert "### Moonshot AI 月之暗面" in page_of(real, write=pages.as_markdown)


def test_markdown_holds_the_same(either):
    text = page_of(either, write=pages.as_markdown)
    for company in either.companies:
        assert re.search(rf"^### {re.escape(company.name)}", text, re.M), company.name
    notes = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert notes == set(re.findall(r"^\[\^(\d+)\]:", text, re.M))


def test_as_of_a_day_nothing_later_is_in_it(run: Runner):
    said = run("report", "--as-of", "2025-06-30", "-o", "-", "--format", "md")
    assert said.code == 0, said.err
    assert "As of 2025\\-06\\-30" in said.out or "As of 2025-06-30" in said.out
    assert not re.search(
        r"2025-(0[7-9]|1\d)|2026-", re.sub(r"\[\^\d+\]:.*", "", said.out).partition("## The labs")[0].replace("2025-11-03", "")
    )


def test_a_file_is_written_once_and_replaced_with_force(run: Runner, tmp_path):
    path = tmp_path / "labs.html"
    dry = run("report", "moonshot", "-o", str(path), "--dry-run")
    assert (dry.code, path.exists()) == (0, False)
    assert f"would write {path}" in dry.err
    assert run("report", "moonshot", "-o", str(path)).code == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("report", "moonshot", "-o", str(path)).code == 1
    assert run("report", "moonshot", "-o", str(path), "--force").code == 0
    assert run("report", "moonshot", "-o", str(tmp_path / "labs.md")).code == 0
    assert (tmp_path / "labs.md").read_text(encoding="utf-8").startswith("# Moonshot AI")


def test_a_list_is_read_as_everywhere(run: Runner, tmp_path):
    (tmp_path / "list").write_text("# ours\nqwen\nno such lab\nkimi\nnor this one\n", encoding="utf-8")
    (tmp_path / "empty").write_text("# none yet\n", encoding="utf-8")
    wrong = run("report", f"@{tmp_path / 'list'}")
    assert (wrong.code, wrong.out) == (3, "")
    assert all(f"'{name}'" in wrong.err for name in ("no such lab", "nor this one"))
    empty = run("report", f"@{tmp_path / 'empty'}")
    assert (empty.code, empty.out) == (2, "")
    assert "the list is empty" in empty.err


@pytest.mark.parametrize(
    "argv",
    [["-o", "x.csv"], ["-o", "x.html", "--format", "markdown"], ["--format", "json"], ["--since", "soon"], ["-o", ""], [""]],
    ids=" ".join,
)
def test_wrong_input_is_a_usage_error(run: Runner, argv):
    said = run("report", *argv)
    assert said.code == 2
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_a_page_does_not_belong_on_a_terminal(run: Runner):
    assert run("report", "moonshot", terminal=True).code == 2


# ---- in a real browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = Browser(tmp_path_factory.mktemp("profile"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, real: cnai.Catalogue) -> Path:
    path = tmp_path_factory.mktemp("page") / "labs.html"
    path.write_text(page_of(real), encoding="utf-8")
    return path


@needs_browser
@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_opens_from_a_file_without_complaint_and_fits(browser, page, width, dark):
    browser.open(page, width=width, dark=dark)
    assert browser.complaints() == []
    assert browser.requests() == [page.as_uri()]
    assert browser.run("document.documentElement.scrollWidth") <= width
    wide = (
        "[...document.querySelectorAll('main *')].filter(e=>!e.closest('.scroll,svg')&&e.getBoundingClientRect().right>innerWidth+1).length"
    )
    assert browser.run(wide) == 0
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(13, 17, 23)" if dark else "rgb(255, 255, 255)")


@needs_browser
def test_a_heading_sorts_the_table(browser, page):
    browser.open(page)
    column = "[...document.querySelectorAll('#flagships tbody tr')].map(r=>r.cells[{0}].dataset.v??r.cells[{0}].innerText)"
    for key, label in ((2, "released"), (3, "size")):
        press = f"[...document.querySelectorAll('#flagships th button')].find(b=>b.innerText==='{label}')"
        browser.run(f"{press}.focus()")
        browser.key("Enter", "\r")
        assert browser.run(f"{press}.parentNode.ariaSort") == "ascending"
        shown = [v for v in browser.run(column.format(key)) if re.fullmatch(r"[\d.-]+", v)]
        assert len(shown) > 5
        assert shown == (sorted(shown) if label == "released" else sorted(shown, key=float))
        browser.key("Enter", "\r")
        assert browser.run(f"{press}.parentNode.ariaSort") == "descending"


@needs_browser
def test_the_search_box_filters_and_escape_empties_it(browser, page):
    browser.open(page)
    cards = "[...document.querySelectorAll('.card')].filter(c=>c.checkVisibility()).map(c=>c.id)"
    whole = browser.run(cards)
    browser.key("/", "/")
    assert browser.run("document.activeElement.id") == "find"
    browser.type("月之暗面")
    assert browser.run(cards) == ["lab-moonshot"]
    assert browser.run("document.getElementById('found').textContent").startswith("1 lab")
    links = "[...document.querySelectorAll('nav a')].filter(a=>a.checkVisibility()).map(a=>a.hash)"
    assert "#lab-moonshot" in browser.run(links)
    assert "#lab-deepseek" not in browser.run(links)
    browser.key("Escape")
    assert browser.run(cards) == whole
    browser.type("nothing has this word")
    assert browser.run(cards) == []


@needs_browser
def test_light_and_dark_can_be_switched_and_everything_is_reached_by_keyboard(browser, page):
    browser.open(page)
    browser.key("Tab")
    assert browser.run("document.activeElement.className") == "skip"
    browser.key("Tab")
    assert browser.run("document.activeElement.id") == "find"
    browser.run("document.getElementById('theme').focus()")
    browser.key("Enter", "\r")
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(13, 17, 23)"
    assert browser.run("document.getElementById('theme').textContent") == "Light"
    browser.run("document.querySelector('summary').focus()")
    browser.key("Enter", "\r")
    assert browser.run("document.querySelector('details').open")


@needs_browser
def test_text_has_enough_contrast(browser, page):
    script = """(()=>{
    const canvas=document.createElement('canvas').getContext('2d',{willReadFrequently:true});
    const rgb=c=>{canvas.clearRect(0,0,1,1);canvas.fillStyle=c;canvas.fillRect(0,0,1,1);return [...canvas.getImageData(0,0,1,1).data]};
    const light=c=>{const [r,g,b]=c.map(v=>v/255).map(v=>v<=.03928?v/12.92:((v+.055)/1.055)**2.4);return .2126*r+.7152*g+.0722*b};
    const ground=e=>{for(;e;e=e.parentElement){const c=rgb(getComputedStyle(e).backgroundColor);if(c[3]===255)return c}
      return [255,255,255,255]};
    let worst=[99,''];
    for(const e of document.querySelectorAll('main *,nav *,header *')){
      if(![...e.childNodes].some(n=>n.nodeType===3&&n.data.trim())||e.closest('svg')||!e.checkVisibility())continue;
      const [a,b]=[light(rgb(getComputedStyle(e).color)),light(ground(e))];
      const ratio=(Math.max(a,b)+.05)/(Math.min(a,b)+.05);if(ratio<worst[0])worst=[ratio,e.outerHTML.slice(0,90)]}
    return worst})()"""
    for dark in (False, True):
        browser.open(page, dark=dark)
        ratio, where = browser.run(script)
        assert ratio >= 4.5, where


@needs_browser
def test_it_prints_on_a_few_sheets(browser, page, tmp_path, real):
    browser.open(page)
    pdf = browser.printed()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") <= 16
    short = tmp_path / "two.html"
    short.write_text(page_of(real, "moonshot", "deepseek"), encoding="utf-8")
    browser.open(short)
    assert browser.printed().count(b"/Type /Page\n") <= 4


@needs_browser
def test_two_hundred_hostile_strings_do_nothing(browser, tmp_path):
    assert len(VARIANTS) >= 200
    for n in range(0, len(VARIANTS), 25):
        text = " ".join(VARIANTS[n : n + 25])
        catalogue = cnai.load(data=poisoned_data(tmp_path / str(n), text, FREE | {"url"}))
        path = tmp_path / f"{n}.html"
        path.write_text(page_of(catalogue), encoding="utf-8")
        source = path.read_text(encoding="utf-8")
        browser.open(path)
        assert browser.complaints() == [], text
        assert browser.requests() == [path.as_uri()]
        assert browser.run("window.pwned ?? 0") == 0
        assert browser.run("document.scripts.length") == 1
        assert browser.run("[...document.querySelectorAll('a')].every(a=>/^(https?|file):/.test(a.href))")
        assert Structure(source).handlers == []
        assert browser.run("document.querySelectorAll('.card').length") == len(catalogue.companies)
