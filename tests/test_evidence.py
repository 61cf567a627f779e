"""Where each fact comes from: the evidence behind a field, and the sources behind a record."""

import csv
import io
import json
import re

import pytest

import cnai
from cnai.questions.evidence import fields_of, proofs, why
from cnai.store.location import line_of
from conftest import Runner, rows_of

README, PRESS, ABOUT = "amber-readme", "amber-press", "amber-about"


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
    found = rows_of(stone_run("why", *line.split(), "--json"))
    assert [(r["subject"], r["field"], r["source"]) for r in found] == evidence


def test_evidence_is_joined_with_its_source(stone_run: Runner):
    [row] = rows_of(stone_run("why", "amber-2", "total_params", "--json"))
    assert row == {
        "subject": "amber-2", "field": "total_params", "value": 1_000_000_000_000, "source": README, "locator": "README.md, table 2, row 3",
        "checked": "2025-10-01", "confidence": "high", "basis": "stated", "note": "The paper's count, without the draft head.",
        "alternatives": [{"value": 1_200_000_000_000, "source": PRESS, "note": "counts the draft head"}],
        "url": "https://example.org/amber/readme", "title": "Amber README", "publisher": "Amber", "kind": "primary", "published": None,
    }  # fmt: skip


def test_a_record_has_the_evidence_of_all_its_fields_in_their_order(stones: cnai.Catalogue):
    for record in (*stones.companies, *stones.models, *stones.licenses, *stones.endpoints):
        fields = [r.field for r in why(stones, record)]
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
        ("amber-2 summary", "amber-2: summary is editorial, so it has no source"),
        ("amber-2 kinds", "amber-2: kinds is editorial, so it has no source"),
        ("amber model_count", "amber: model_count is computed from other records"),
        ("amber-lost", None),
        (
            "amber-models",
            "amber-models: no fact is its own; what is said of it follows from 4 releases with 38 pieces of evidence: cnai why amber-max",
        ),
    ],
)
def test_what_has_no_evidence_says_why(stone_run: Runner, line, note):
    said = stone_run("why", *line.split(), "--json")
    assert (rows_of(said) == []) == (note is not None)
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
                assert real.source(row.source).accessed


@pytest.mark.parametrize("name", ["glm-4.8", "kimi-k2.9"])
@pytest.mark.parametrize("command", ["why", "cite"])
def test_a_version_that_does_not_exist_is_no_field(run: Runner, command, name):
    assert run(command, name).code == 3


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [("amber-2025-09-listing", "title", "Lists in Hong Kong"), ("amber-claim-2", "fact", "It was founded in March 2020.")],
)
def test_an_event_and_a_claim_lead_to_their_sources(stone_run: Runner, name, field, value):
    said = stone_run("why", name, "--json")
    assert [(r["field"], r["value"]) for r in rows_of(said)] == [(field, value)]
    assert value in stone_run("why", name, "--color", "never", terminal=True).out


# ---- sources


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
    assert [r["id"] for r in rows_of(stone_run("sources", name, "--json"))] == ids


def test_all_sources_are_those_of_the_catalogue(stone_run: Runner, stones: cnai.Catalogue):
    assert [r["id"] for r in rows_of(stone_run("sources", "--json"))] == [s.id for s in stones.sources]
    assert len(stones.sources) == stones.counts["sources"]


def test_a_file_with_many_faults_is_looked_through_once():
    class Read(str):
        times = 0

        def splitlines(self, keepends=False):
            Read.times += 1
            return super().splitlines(keepends)

    text = Read('[[models]]\nid = "a"\nkinds = 1\n\n[[models]]\nid = "b"\nkinds = 2\n[models.base_model]\n')
    asked = [("a", None), ("a", "kinds"), ("a", "url"), ("b", "kinds"), ("b", "base_model"), ("c", None)]
    assert [line_of(text, *which) for which in asked * 10] == [2, 3, 2, 7, 8, 1] * 10
    assert Read.times == 1


def test_a_family_says_that_its_releases_are_proved(run: Runner):
    said = run("why", "kimi").err
    named = re.search(r"^kimi: .* from (\d+) releases with (\d+) pieces of evidence: cnai (why \S+)$", said, re.MULTILINE)
    assert named
    assert int(named[2]) > int(named[1]) > 1
    assert rows_of(run(*named[3].split(), "--json"))


@pytest.mark.parametrize("name", ["kimi", "qwen", "deepseek", "alibaba", "kimi-k2"])
def test_a_page_points_to_evidence_that_is_there(name, run: Runner):
    where = re.search(r"cnai why (\S+)", run("show", name, "--format", "table").out)
    assert where
    assert rows_of(run("why", where[1], "--json"))


def test_each_source_says_which_item_of_a_list_it_proves(run: Runner):
    said = run("why", "moonshot", "--plain").out
    for investor in ("Tencent (investor)", "Monolith (investor)"):
        assert re.search(rf"^\[\d+\]: {re.escape(investor)}$", said, re.MULTILINE)
    assert "valuation: US$4.3bn" in said
    for line in ("moonshot past", "kimi-k3-license rules"):
        assert {type(r["value"]) for r in rows_of(run("why", *line.split(), "--json"))} == {dict}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kimi-k3 modalities", "text, image, video → text"),
        ("kimi-k3 weights", "moonshotai/Kimi-K3 · Hugging Face"),
        ("mit rules", "any use: yes: lets anyone use, copy, change"),
        ("minimax-m2 licenses", "MIT, weights (2025-10-27 to 2025-11-13)"),
    ],
)
def test_a_value_is_written_as_on_the_page_of_its_record(run: Runner, line, words):
    said, whole = (run("why", *names, terminal=True, width=160).out for names in (line.split(), line.split()[:1]))
    assert words in said
    assert words in whole
    assert "True" not in said
    assert "['" not in said


@pytest.mark.parametrize(
    ("line", "record", "field", "proved"),
    [
        ("news kimi-k3-1-pro --since 2026-10", "kimi-k3-1-pro", "2026-11-04", "weights_released"),
        ("news kimi-k3-1-pro --since 2026-10", "kimi-k3-1-pro", "2026-10-24", "released"),
        ("timeline kimi-k2", "kimi-k2", "2025-07-11", "released"),
        ("diff kimi-k3 --since 2026-07 --field open_weights", "kimi-k3", "2026-07-27", "open_weights"),
        ("diff deepseek-v4-pro-0813 --since 2026-08-20 --field price", "deepseek-v4-pro-0813", "2026-08-23", "prices"),
    ],
)
def test_what_happened_has_the_sources_of_what_it_tells_of(real: cnai.Catalogue, run: Runner, line, record, field, proved):
    known = {e.source for e in real.why(record, proved)}
    rows = json.loads(run(*line.split(), "--sources", "--json").out)
    (row,) = (r for r in rows if r["id"] == record and r["date"] == field and r["record"] == "model")
    assert {s["source"] for s in row["sources"]}
    assert {s["source"] for s in row["sources"]} <= known
    table = list(csv.DictReader(io.StringIO(run(*line.split(), "--sources", "--format", "csv").out)))
    assert any(r["date_source"] for r in table if r["id"] == record)
