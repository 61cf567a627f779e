"""The bundled data: it is what the tree compiles to, keeps every rule, and what is in it makes sense together."""

import subprocess
from pathlib import Path

import pytest

import cnai
from cnai.curate.__main__ import all_faults
from cnai.curate.compile import compile_tree
from cnai.curate.schema import schema
from cnai.curate.tree import read_tree
from cnai.model.kinds import RECORDS
from cnai.questions.coverage import coverage
from cnai.words.dates import earliest

DATA = Path(cnai.__file__).parent / "data"
ARTICLE = {
    1: ["deepseek"],
    2: ["alibaba", "bytedance", "tencent"],
    3: ["moonshot", "zhipu", "minimax", "kuaishou"],
    4: ["baidu", "01-ai", "baichuan"],
    5: ["stepfun", "openbmb", "huawei", "sensetime", "shanghai-ai-lab", "ant-group"],
    6: ["xiaohongshu", "xiaomi", "meituan"],
}
MENTIONS = {3: ["butterfly-effect"], 5: ["cherry-studio"]}
# Companies read in full depth, with a second reading.
FINISHED = ["deepseek", "moonshot", "zhipu", "minimax", "kuaishou", "alibaba", "ant-group"]


@pytest.fixture(scope="module")
def tree():
    return read_tree(DATA)


def test_the_tree_has_no_fault(tree):
    assert all_faults(tree) == []


def test_the_bundled_database_is_what_the_tree_compiles_to(tree, real):
    assert real.hash == compile_tree(tree).head["hash"], "run python -m cnai.curate build"
    assert real.store.meta("schema") == schema(), "run python -m cnai.curate build"


def test_nothing_compiled_is_committed():
    done = subprocess.run(["git", "ls-files", "src/cnai/data"], cwd=DATA.parent.parent.parent, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a checkout")
    assert {Path(name).suffix for name in done.stdout.split()} == {".toml", ".txt"}


def test_the_article_is_there_in_its_order(real):
    assert {t.level: list(t.companies) for t in real.tiers if t.level} == ARTICLE
    assert {t.after: list(t.companies) for t in real.tiers if not t.level} == MENTIONS
    order = [c for level in range(1, 7) for c in [*ARTICLE[level], *MENTIONS.get(level, [])]]
    assert [c.id for c in real.companies][: len(order)] == order
    tiered = {c for ids in ARTICLE.values() for c in ids}
    assert all((c.tier in ARTICLE) == (c.id in tiered) for c in real.companies)


@pytest.mark.parametrize("company", [c for ids in (*ARTICLE.values(), *MENTIONS.values()) for c in ids])
def test_an_entry_of_the_article_has_names_a_source_and_a_judged_claim(company, real):
    record = real.get(company)
    assert record.name
    assert record.summary
    assert real.evidence_of(company)
    assert any(company in c.about or any(m.id in c.about for m in real.models_of(record)) for c in real.claims)


def test_what_the_article_calls_bria_is_identified_with_its_doubt(real):
    assert real.get("baichuan").identification.confidence in ("medium", "low")


@pytest.mark.parametrize("company", FINISHED)
def test_most_of_a_finished_company_rests_on_primary_sources(company, real):
    rows = [r for r in coverage(real, {company}) if r.record == "model"]
    filled = sum(r.filled for r in rows)
    assert sum(r.filled * (r.primary_share or 0) for r in rows) / filled >= 0.6


@pytest.mark.parametrize("company", FINISHED)
def test_a_finished_company_is_whole(company, real):
    record = real.get(company)
    assert 60 <= len(record.summary.split()) <= 120
    assert record.founded
    assert record.hq
    assert record.country
    assert record.restrictions or company in ("alibaba",)
    assert len(real.models_of(record)) >= 20
    assert [e for e in real.events if e.company == company]
    assert [e for e in real.endpoints if e.company == company]


def test_every_model_belongs_to_the_company_of_its_family(real):
    families = {f.id: f.company for f in real.families}
    assert all(families[m.family] == m.company for m in real.models)


def test_counts_and_newest_follow_from_the_models(real):
    for company in real.companies:
        models = real.models_of(company)
        assert company.model_count == len(models)
        assert company.open_model_count == sum(m.open_weights is True for m in models)
        dated = [m for m in models if m.released]
        assert company.latest_released == (max(m.released for m in dated) if dated else None)


def test_nothing_lies_after_the_data_s_own_date(real):
    for model in real.models:
        for day in (model.released, model.announced, model.api_released, model.weights_released, model.paper_date):
            assert day is None or earliest(day) <= real.date


def test_every_piece_of_evidence_has_its_source_and_its_subject(real):
    sources = {s.id for s in real.sources}
    known = {r.id for table in RECORDS for r in getattr(real, table)}
    for row in real.evidence:
        assert row.source in sources
        assert row.subject in known
    assert {p.source for record in (*real.claims, *real.events) for p in record.evidence} <= sources


@pytest.mark.parametrize("name", ["deepseek", "kimi", "qwen", "deepseek-r1"])
def test_the_sources_of_a_record_are_those_of_all_that_belongs_to_it(name, real):
    record = real.get(name)
    parts = {record.id, *(m.id for m in real.models_of(record))}
    if record.record == "company":
        parts |= {f.id for f in real.families_of(record.id)}
    parts |= real.below(record.id)
    used = {e.source for part in parts for e in real.evidence_of(part)}
    sources = {s.id for s in real.sources_of(name)}
    assert used <= sources
    others = {a.source for part in parts for e in real.evidence_of(part) for a in e.alternatives}
    stated = {p.source for r in (*real.claims, *real.events) for p in r.evidence}
    assert sources <= used | others | stated


def test_the_project_speaks_of_itself_alone():
    """No path of a machine, no package registry, no word of how it came to be."""
    root = Path(__file__).parent.parent
    words = ["/work/", "/root/", "pypi" + ".org", "files.pythonhosted", "sub" + "agent", "stored copy", "search corpus"]
    docs = [path for path in (root / "docs").rglob("*") if path.is_file()]
    for path in [*root.glob("*.md"), *docs, *DATA.rglob("*.toml"), *(root / "src").rglob("*.py")]:
        text = path.read_text(encoding="utf-8").lower()
        for word in words:
            assert word not in text, f"{path.name}: {word}"
