"""How we know: evidence, sources, citations, claims, reviewed texts, coverage."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnai
from cnai.questions.citation import tex
from cnai.questions.coverage import coverage, stale
from cnai.questions.proof import fields_of, proofs, why
from cnai.questions.review import review
from conftest import Runner, Said

README, PRESS, ABOUT = "amber-readme", "amber-press", "amber-about"


def rows(said: Said) -> list[dict[str, Any]]:
    assert said.code == 0, said.err
    return json.loads(said.out)


# ---- evidence


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("amber-2 total_params", [("amber-2", "total_params", README)]),
        ("amber-2.total_params", [("amber-2", "total_params", README)]),
        ("Amber-2.Total-Params", [("amber-2", "total_params", README)]),
        ("Ember.hq", [("amber", "hq", ABOUT)]),
        ("琥珀智能 founded", [("amber", "founded", ABOUT)]),
        # a name may have dots itself
        ("BasaltLM2.5-7B-V.released", [("basalt-v-7b", "released", "basalt-about")]),
        ("9999.HK.website", [("amber", "website", ABOUT)]),
        # licences and endpoints
        ("mit acceptable_use", [("mit", "acceptable_use", "license-mit")]),
        ("MIT.acceptable_use", [("mit", "acceptable_use", "license-mit")]),
        ("amber-license.rules", [("amber-license", "rules", "license-amber")] * 5),
        ("amber-api terms_url", [("amber-api", "terms_url", ABOUT)]),
        # the parts of an object and the whole
        ("amber ceo", [("amber", "ceo", ABOUT)]),
        ("amber ceo_name", [("amber", "ceo", ABOUT)]),
        ("amber valuation_amount", [("amber", "valuation", ABOUT)]),
        ("amber-2 modalities_input", [("amber-2", "modalities", README)]),
        # what is computed leads to what it is computed from
        ("amber-2 size", [("amber-2", "total_params", README), ("amber-2", "active_params", README)]),
        ("amber-1 license", [("amber-1", "licenses", README)]),
        ("amber-2 license_kind", [("amber-2", "licenses", README)]),
        ("amber latest_model", [("amber-max", "released", PRESS)]),
        ("amber latest_released", [("amber-max", "released", PRESS)]),
        ("amber-models latest_released", [("amber-max", "released", PRESS)]),
        ("amber-models first_released", [("amber-1", "released", README)]),
        ("basalt-lm first_released", [("basalt-57b", "released", "basalt-about")]),
        ("amber-2 predecessor", [("amber-1", "released", README)]),
        ("amber tier", [("amber", "tier", "tiers-article")]),
        ("amber tier_title", [("amber", "tier", "tiers-article")]),
    ],
)
def test_a_field_leads_to_its_evidence(stone_run: Runner, line, evidence):
    found = rows(stone_run("why", *line.split(), "--json"))
    assert [(r["subject"], r["field"], r["source"]) for r in found] == evidence


def test_evidence_is_joined_with_its_source(stone_run: Runner):
    [row] = rows(stone_run("why", "amber-2", "total_params", "--json"))
    assert row == {
        "subject": "amber-2", "field": "total_params", "value": "1000000000000", "source": README, "locator": "README.md, table 2, row 3",
        "checked": "2025-10-01", "confidence": "high", "basis": "stated", "note": "The paper's count, without the draft head.",
        "alternatives": [{"value": "1.02T", "source": PRESS, "note": "counts the draft head"}],
        "url": "https://example.org/amber/readme", "title": "Amber README", "publisher": "Amber", "kind": "primary", "published": None,
    }  # fmt: skip


def test_a_record_has_the_evidence_of_all_its_fields_in_their_order(stones: cnai.Catalogue):
    for record in (*stones.companies, *stones.models, *stones.licenses, *stones.endpoints):
        fields = [r["field"] for r in why(stones, record, None)]
        order = fields_of(record)
        assert fields == sorted(fields, key=order.index)
        assert len(fields) == len(stones.evidence_of(record.id)) > 0


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("amber-max total_params", "amber-max: the maker does not disclose total_params"),
        ("amber-1 active_params", "amber-1: active_params cannot apply"),
        ("amber-2 training", "amber-2: training is not known yet"),
        ("cobalt legal_name", "cobalt: legal_name is not known yet"),
        ("cobalt latest_model", "cobalt: latest_model is not known yet"),
        ("amber-2 summary", "amber-2: summary is ours (a name, an order or our own words), not a fact with a source"),
        ("amber-2 kinds", "amber-2: kinds is ours (a name, an order or our own words), not a fact with a source"),
        ("amber model_count", "amber: model_count is computed from other records"),
        ("amber-lost", None),
        ("amber-models", "amber-models: no evidence is written yet"),
    ],
)
def test_what_has_no_evidence_says_why(stone_run: Runner, line, note):
    said = stone_run("why", *line.split(), "--json")
    assert (rows(said) == []) == (note is not None)
    assert said.err == (f"{note}\n" if note else "")


@pytest.mark.parametrize(
    ("line", "record", "some"),
    [
        ("amber-2 nosuch", "amber-2", ("total_params", "license_id", "modalities_input", "modalities")),
        ("amber.nosuch", "amber", ("hq", "ceo_name", "listings")),
        ("mit nosuch", "mit", ("rules", "acceptable_use")),
        ("amber-api nosuch", "amber-api", ("base_url", "region")),
    ],
)
def test_an_unknown_field_lists_the_fields(stone_run: Runner, line, record, some):
    said = stone_run("why", *line.split(), "--json")
    assert (said.code, said.out) == (2, "")
    error = json.loads(said.err)["error"]
    assert f"{record} has no field 'nosuch'" in error["message"]
    assert set(some) <= set(error["candidates"])


@pytest.mark.parametrize("command", ["why", "sources", "cite"])
@pytest.mark.parametrize("name", ["granite", "granite.hq", "amber-9.5"])
def test_an_unknown_name_is_not_found(stone_run: Runner, command, name):
    said = stone_run(command, name)
    assert (said.code, said.out) == (3, "")
    assert name in said.err


def test_every_field_of_every_real_record_has_an_answer(real: cnai.Catalogue):
    for record in (*real.companies, *real.families[::9], *real.models[::40], *real.licenses[::9], *real.endpoints[::5]):
        for name in fields_of(record):
            for row in proofs(real, record.id, name):
                assert real.source(row["source"]).accessed


# ---- sources and citations


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("amber", [ABOUT, PRESS, README, "tiers-article"]),  # with its models, claims and events, and where its tier stands
        ("amber-models", [PRESS, README]),
        ("amber-2", [PRESS, README]),  # with the other source that says otherwise
        ("basalt-lm", ["basalt-about"]),
        ("mit", ["license-mit"]),
        ("amber-api", [ABOUT]),
        ("cobalt", ["cobalt-about", "tiers-article"]),
    ],
)
def test_the_sources_behind_a_record(stone_run: Runner, name, ids):
    assert [r["id"] for r in rows(stone_run("sources", name, "--json"))] == ids


def test_all_sources_are_those_of_the_catalogue(stone_run: Runner, stones: cnai.Catalogue):
    assert [r["id"] for r in rows(stone_run("sources", "--json"))] == [s.id for s in stones.sources]
    assert len(stones.sources) == stones.counts["sources"]


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
        ("mit", ["Example. The MIT text. https://example.org/mit (opened 2026-01-31)."]),
        ("amber-2 summary", []),
    ],
)
def test_a_citation_names_who_when_what_and_where(stone_run: Runner, line, texts):
    assert [r["text"] for r in rows(stone_run("cite", *line.split(), "--json"))] == texts


def test_bibtex_escapes_what_tex_would_take_for_a_command(stone_run: Runner):
    [row] = rows(stone_run("cite", "amber-max", "released", "--json"))
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
    [row] = rows(stone_run("cite", "--json"))
    assert row["id"] == "cnai"
    assert f"data {stones.version}, {stones.date}" in row["text"]
    assert stones.hash in row["text"]
    assert "  version = {2026.01.31}," in row["bibtex"].splitlines()
    assert "@misc{cnai," in stone_run("cite", "--bibtex").out


# ---- claims


@pytest.mark.parametrize(
    ("line", "numbers", "closing"),
    [
        (
            "",
            ["amber-claim-1", "amber-claim-2", "cobalt-claim-1", "tiers-claim-1"],
            "4 claims: 2 supported, 1 corrected and 1 unverifiable",
        ),
        ("amber-1", ["amber-claim-1"], "1 claim: 1 supported"),
        ("amber", ["amber-claim-1", "amber-claim-2", "tiers-claim-1"], "3 claims: 1 supported, 1 corrected and 1 unverifiable"),
        ("amber-models", ["amber-claim-1"], "1 claim: 1 supported"),
        ("basalt", ["tiers-claim-1"], "1 claim: 1 unverifiable"),
        ("cobalt", ["cobalt-claim-1"], "1 claim: 1 supported"),
        ("--verdict corrected", ["amber-claim-2"], "1 claim: 1 corrected"),
        ("--verdict corrected,supported", ["amber-claim-1", "amber-claim-2", "cobalt-claim-1"], "3 claims: 2 supported and 1 corrected"),
        ("--verdict corrected --verdict unverifiable", ["amber-claim-2", "tiers-claim-1"], "2 claims: 1 corrected and 1 unverifiable"),
        ("--tier 1", ["amber-claim-1", "amber-claim-2"], "2 claims: 1 supported and 1 corrected"),
        ("--tier 2", [], "0 claims"),
        ("--now outdated", ["amber-claim-1"], "1 claim: 1 supported"),
        ("--now supported,corrected", ["amber-claim-2", "cobalt-claim-1"], "2 claims: 1 supported and 1 corrected"),
        ("amber --tier 1 --now corrected --verdict corrected", ["amber-claim-2"], "1 claim: 1 corrected"),
        (
            "--as-of 2025-07-01 --now supported,corrected",
            ["amber-claim-1", "amber-claim-2", "cobalt-claim-1"],
            "3 claims: 2 supported and 1 corrected",
        ),
        ("--as-of 2025-05-31", [], "0 claims"),
    ],
)
def test_claims_are_chosen_and_counted(stone_run: Runner, line, numbers, closing):
    said = stone_run("claims", *line.split(), "--json")
    assert [r["id"] for r in rows(said)] == numbers
    assert ("no claim matches" in said.err) == (not numbers)
    assert closing in stone_run("claims", *line.split(), "--color", "never", terminal=True).out.splitlines()


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("--verdict wrong", ["supported", "corrected", "misleading", "outdated", "unverifiable"]),
        ("--tier 9", ["1", "2"]),
        ("--now perhaps", ["supported", "corrected", "misleading", "outdated", "unverifiable"]),
    ],
)
def test_a_wrong_word_lists_the_allowed_ones(stone_run: Runner, line, allowed):
    said = stone_run("claims", *line.split(), "--json")
    assert (said.code, said.out) == (2, "")
    assert json.loads(said.err)["error"]["candidates"] == allowed


# ---- a reviewed text

TEXT = """\
Ember leads, says the press; Amber-AI follows (as does Basal).
\tThe BasaltLM2.5-7B-V sees, "BasaltLM2-57B" reads.

Try amber-ai/Amber-2, 9999.HK, Bassalt, Ambre and Amber One. Nobody names Granite or amber.
今天玄武和琥珀智能都来了。
"""
FOUND = [
    (1, 1, "Ember", "amber", "article"),
    (1, 30, "Amber-AI", "amber", "alias"),
    (1, 56, "Basal", "basalt", "article"),
    (2, 6, "BasaltLM2.5-7B-V", "basalt-v-7b", "name"),
    (2, 30, "BasaltLM2-57B", "basalt-57b", "name"),
    (4, 5, "amber-ai/Amber-2", "amber-2", "hub"),
    (4, 23, "9999.HK", "amber", "ticker"),
    (4, 32, "Bassalt", "basalt", "spelling"),
    (4, 41, "Ambre", "amber", "spelling"),
    (4, 51, "Amber One", "amber-1", "alias"),
    (5, 3, "玄武", "basalt", "chinese"),
    (5, 6, "琥珀智能", "amber", "chinese"),
]


def test_a_text_names_labs_and_models(stone_run: Runner):
    found = rows(stone_run("review", "-", "--json", stdin=TEXT))
    assert [(r["line"], r["column"], r["text"], r["id"], r["how"]) for r in found] == FOUND
    assert {r["id"]: r["claims"] for r in found} == {
        "amber": ["amber-claim-1", "amber-claim-2", "tiers-claim-1"], "basalt": ["tiers-claim-1"], "amber-1": ["amber-claim-1"],
        "amber-2": [], "basalt-57b": [], "basalt-v-7b": [],
    }  # fmt: skip
    assert list(found[0]) == ["line", "column", "text", "record", "id", "name", "how", "score", "claims"]


def at_its_place(text: str, row: dict[str, Any]) -> bool:
    return text.splitlines()[row["line"] - 1][row["column"] - 1 :].startswith(row["text"])


PIECES = [
    *(f[2] for f in FOUND), "Amber", "Amber 2", "Basalt Vision", "and", "The", "。", "，", ", ", ". ", "(", ")", "\n", "\r\n", "\u2028",
    "\t", " ", "'s", "“", "*", "😀", "é", "\u200b", "智", "\x1b[1m",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map(" ".join) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_every_place_is_exact(invented_data: Path, text):
    found = review(cnai.load(data=invented_data), text)
    assert all(at_its_place(text, row) and row["text"] for row in found)
    places = [(row["line"], row["column"]) for row in found]
    assert places == sorted(set(places)), "in reading order, none twice"


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "Nobody is named here.", "granite and amber in lower case", "石头", "1 2 3", ". ? !", "Llama and GPT-4o"],
)
def test_a_text_may_name_nobody(stone_run: Runner, text):
    said = stone_run("review", "-", "--json", stdin=text)
    assert rows(said) == []
    assert said.err == "it names no lab or model that we know\n"


def test_a_file_is_read_with_or_without_a_mark_of_order(stone_run: Runner, tmp_path: Path):
    for name, encoding in (("plain.md", "utf-8"), ("marked.md", "utf-8-sig")):
        (tmp_path / name).write_text(TEXT, encoding=encoding)
        assert [r["column"] for r in rows(stone_run("review", str(tmp_path / name), "--json"))] == [f[1] for f in FOUND]


def test_what_is_no_text_is_refused(stone_run: Runner, tmp_path: Path):
    (tmp_path / "latin.txt").write_bytes("Améthyste".encode("latin-1"))
    for path, why_not in ((tmp_path / "latin.txt", "is not UTF-8 text (byte 2)"), (tmp_path / "none.txt", "cannot read")):
        said = stone_run("review", str(path))
        assert (said.code, said.out) == (1, "")
        assert why_not in said.err


def test_a_mis_spelling_is_shown_with_the_right_name_and_the_claims(stone_run: Runner):
    out = stone_run("review", "-", stdin="Ember is here.\n", terminal=True).out
    assert "Ember" in out
    assert "Amber Intelligence" in out
    assert "3 claims that we hold on them" in out


# Every spelling that the article prints, in sentences that are not the article's.
PRINTED = [
    ("Deep Seek", "deepseek", "Few saw Deep Seek coming."),
    ("Deepseek R1", "deepseek-r1", "In winter Deepseek R1 made headlines."),
    ("Deepseek V3 3.1", "deepseek-v3-1", "By autumn it was Deepseek V3 3.1 instead."),
    ("Alibaba Cloud", "alibaba", "One can rent it from Alibaba Cloud today."),
    ("Quinn", "qwen", "Students pick Quinn for its sizes."),
    ("Quinn 3235B2507 Reasoning", "qwen3-235b-a22b-thinking-2507", "They ran Quinn 3235B2507 Reasoning at night."),
    ("ByteDance", "bytedance", "Then ByteDance woke up."),
    ("Bite Seed", "seed", "Its team is heard as Bite Seed in the film."),
    ("Seed Thinking v1.5", "seed-thinking-v1-5", "It answers slowly, this Seed Thinking v1.5 of theirs."),
    ("Seed Dream 3.0", "seedream-3-0", "The picture is by Seed Dream 3.0, not by hand."),
    ("Seen 1.0", "seedance-1-0", "The clip was made with Seen 1.0 in a minute."),
    ("Tencent", "tencent", "Games paid for it at Tencent first."),
    ("Hunren", "hunyuan", "The chat runs on Hunren now."),
    ("Moonshot AI", "moonshot", "A dark side of the moon gave Moonshot AI its name."),
    ("Kimi", "kimi", "Long letters go to Kimi first."),
    ("Kimi K2", "kimi-k2", "We asked Kimi K2 for a poem."),
    ("Zupu AI", "zhipu", "A spin-off called Zupu AI went public."),
    ("ZAI", "zhipu", "The sign on the door says ZAI in blue."),
    ("GLM4.5", "glm-4-5", "Cheap and good, that was GLM4.5 in summer."),
    ("CogVideo", "cogvideo", "Before all others there was CogVideo, blurred but moving."),
    ("Minimax", "minimax", "Its rival Minimax sells voices."),
    ("Glow", "glow", "Teenagers talked to Glow all night."),
    ("Miniax M2", "minimax-m2", "The agent used Miniax M2 for tools."),
    ("Kuaishou", "kuaishou", "Short films made Kuaishou rich."),
    ("Cling", "kling", "Her short film is pure Cling, frame by frame."),
    ("Butterfly Effect", "butterfly-effect", "The maker, Butterfly Effect, moved south."),
    ("Manis AI", "manus", "Invitations to Manis AI were sold for money."),
    ("Baidu", "baidu", "People searched with Baidu for years."),
    ("Ernie", "ernie", "A puppet lent Ernie its name."),
    ("Ernie 4.5", "ernie-4-5", "The weights of Ernie 4.5 were opened."),
    ("01.AI", "01-ai", "A famous founder left 01.AI to others."),
    ("Yi", "yi", "The small one is called Yi for short."),
    ("BRIA", "baichuan", "The line on BRIA puzzles every reader."),
    ("StepFun", "stepfun", "From Shanghai came StepFun with voices."),
    ("Step three", "step3", "Its model Step three sees pictures."),
    ("OpenBMB", "openbmb", "A university stands behind OpenBMB too."),
    ("MiniCPM", "minicpm", "My phone runs MiniCPM offline."),
    ("Huawei", "huawei", "The chips are made by Huawei itself."),
    ("Pangu", "pangu", "A giant of myth gave Pangu its name."),
    ("SenseTime", "sensetime", "Cameras were the trade of SenseTime before."),
    ("SenseNova", "sensenova", "Office work is what SenseNova does."),
    ("SenseNova V6.5", "sensenova-v6-5", "They showed SenseNova V6.5 on a stage."),
    ("Shanghai AI Laboratory", "shanghai-ai-lab", "Papers pour out of Shanghai AI Laboratory daily."),
    ("InternLM", "internlm", "Small and open, that is InternLM in two words."),
    ("Ant Group", "ant-group", "Payments are the trade of Ant Group at home."),
    ("Ring", "ring", "It thinks before it speaks, their Ring does."),
    ("Ring 1T", "ring-1t", "A rack of servers holds Ring 1T in memory."),
    ("Cherry Studio", "cherry-studio", "On the desktop I use Cherry Studio for all."),
    ("Xiaohongsu", "xiaohongshu", "Shoppers read Xiaohongsu before they buy."),
    ("DOTS LM1", "dots-llm1", "A small team trained DOTS LM1 from nothing."),
    ("Xiaomi", "xiaomi", "Even the cars of Xiaomi talk."),
    ("Mimo", "mimo", "The voice in the kitchen is Mimo now."),
    ("Meituan", "meituan", "Lunch comes by Meituan here."),
    ("Long-Flash", "longcat-flash-chat", "The courier's own model is Long-Flash, of all things."),
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "rid", "sentence"), PRINTED)
def test_a_spelling_of_the_article_is_found_in_a_sentence(real: cnai.Catalogue, spelling, rid, sentence):
    [row] = review(real, sentence)
    assert (row["text"], row["id"]) == (spelling, rid)
    assert row["column"] == sentence.index(spelling) + 1


def test_the_articles_spellings_name_every_company_of_it(real: cnai.Catalogue):
    text = "\n".join(sentence for *_, sentence in PRINTED)
    found = review(real, text)
    assert [row["line"] for row in found] == list(range(1, len(PRINTED) + 1))
    named = {real.get(row["id"]) for row in found}
    article = {c for tier in real.tiers for c in tier.companies}
    assert {getattr(r, "company", r.id) for r in named} == article
    assert len(article) == 22
    assert all(any(row["claims"] for row in found if getattr(real.get(row["id"]), "company", row["id"]) == c) for c in article)


def test_chinese_without_spaces_is_read(real: cnai.Catalogue):
    text = "智譜和百度都在北京，騰訊在深圳。小红书也来了！"
    found = review(real, text)
    assert [(r["text"], r["id"]) for r in found] == [
        ("智譜", "zhipu"), ("百度", "baidu"), ("騰訊", "tencent"), ("小红书", "xiaohongshu"),
    ]  # fmt: skip
    assert all(at_its_place(text, row) for row in found)


# ---- what is known, and what was checked long ago


@pytest.fixture(params=["invented", "real"])
def either(request: pytest.FixtureRequest) -> cnai.Catalogue:
    return request.getfixturevalue("stones" if request.param == "invented" else "real")


def test_coverage_counts_every_record_once(either: cnai.Catalogue):
    counts = ("filled", "undisclosed", "not_applicable", "unknown")
    sums: dict[tuple[str, str], int] = {}
    for row in coverage(either):
        key = row["record"], row["field"]
        sums[key] = sums.get(key, 0) + sum(row[k] for k in counts)
        assert (row["primary_share"] is None) == (row["filled"] == 0)
        assert row["primary_share"] is None or 0 <= row["primary_share"] <= 1
    size = {"company": len(either.companies), "family": len(either.families), "model": len(either.models)}
    assert {key: size[key[0]] for key in sums} == sums
    assert {record for record, _ in sums} == set(size)


@pytest.mark.parametrize(
    ("record", "field", "counts"),
    [
        ("company", "hq", (1, 0, 0, 0, 1)),
        ("company", "legal_name", (0, 0, 0, 1, None)),
        ("model", "released", (3, 0, 0, 1, 0.667)),  # one of them by a secondary source
        ("model", "open_weights", (4, 0, 0, 0, 0.5)),
        ("model", "total_params", (2, 1, 0, 1, 1)),
        ("model", "active_params", (1, 1, 1, 1, 1)),
        ("model", "github", (1, 0, 0, 3, 0)),
        ("family", "name_zh", (0, 0, 0, 1, None)),
    ],
)
def test_coverage_of_a_company(stone_run: Runner, record, field, counts):
    found = rows(stone_run("data", "coverage", "Ember", "--json"))
    assert {r["company"] for r in found} == {"amber"}
    [row] = [r for r in found if (r["record"], r["field"]) == (record, field)]
    assert tuple(row[k] for k in ("filled", "undisclosed", "not_applicable", "unknown", "primary_share")) == counts


@pytest.mark.parametrize(
    ("span", "sources"),
    [("90d", {README}), ("2025-10-02", {README}), ("2025-10-01", set()), ("6m", set()), ("1d", {README}), ("2026-02-01", None)],
)
def test_stale_is_what_was_checked_before_the_day(stone_run: Runner, stones: cnai.Catalogue, span, sources):
    said = stone_run("data", "stale", "--older-than", span, "--json")
    found = rows(said)
    assert {r["source"] for r in found} == (sources if sources is not None else {e.source for e in stones.evidence})
    assert [r["checked"] for r in found] == sorted(r["checked"] for r in found)
    assert ("nothing was last checked before" in said.err) == (not found)


def test_stale_has_the_address_to_look_at_again(stones: cnai.Catalogue):
    row = stale(stones, "2025-10-02")[0]
    assert row == {
        "subject": "amber-1", "field": "announced", "checked": "2025-10-01", "source": README, "url": "https://example.org/amber/readme",
    }  # fmt: skip


def test_the_head_of_the_data_counts_what_is_there(stone_run: Runner, stones: cnai.Catalogue):
    head = json.loads(stone_run("data", "--json").out)
    assert list(head) == ["version", "as_of", "hash", "schema_version", "counts"]
    assert head["counts"] == {k: len(getattr(stones, k)) for k in head["counts"]}


@pytest.mark.parametrize("name", ["glm-4.8", "kimi-k2.9"])
@pytest.mark.parametrize("command", ["why", "cite"])
def test_a_version_that_does_not_exist_is_no_field(run: Runner, command, name):
    assert run(command, name).code == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kimi's answer, Tencent's first, Quinn's size.", [("Kimi", "kimi"), ("Tencent", "tencent"), ("Quinn", "qwen")]),
        (
            "月之暗面发布Kimi K2模型，阿里云的Qwen3也开源。",
            [("月之暗面", "moonshot"), ("Kimi K2", "kimi-k2"), ("阿里云", "alibaba"), ("Qwen3", "qwen3")],
        ),
        ("通义千问、Kimi、豆包", [("通义千问", "qwen"), ("Kimi", "kimi"), ("豆包", "doubao")]),
        ("We serve kimi-k2 and qwen3-8b.", [("kimi-k2", "kimi-k2"), ("qwen3-8b", "qwen3-8b")]),
        ("In a minute - Deep Seek", [("Deep Seek", "deepseek")]),
    ],
)
def test_a_real_text_is_read(real: cnai.Catalogue, text, found):
    assert [(r["text"], r["id"]) for r in review(real, text)] == found


def test_braces_stay_balanced_for_bibtex():
    assert tex("a { b").count("{") == tex("a { b").count("}")


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("amber-2025-09-listing", "title", "Lists in Hong Kong"), ("amber-claim-2", "fact", "It was founded in March 2020.")],
)
def test_an_event_and_a_claim_lead_to_their_sources(stone_run: Runner, name, field, value):
    said = stone_run("why", name, "--json")
    assert [(r["field"], r["value"]) for r in rows(said)] == [(field, value)]
    assert value in stone_run("why", name, "--color", "never", terminal=True).out
