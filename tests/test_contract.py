"""The shapes that scripts rely on: the keys of every answer, written down here once more on purpose, so that a change is a decision."""

import json
from dataclasses import fields
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from asked import CALLS, STDIN, said_of
from cnai.model.kinds import KINDS, TABLES
from cnai.model.shape import keys
from cnai.questions.answers import ANSWERS
from conftest import Runner, ran

HERE = Path(__file__).parent
COMMON = {"id", "record", "added", "changed", "origin", "overlaid"}
RECORDS = {
    "companies": (
        "name short_name name_zh pinyin legal_name former_names aliases article_names kind tier tier_title honorable_mention "
        "article_order identification founded hq country founders ceo parent affiliates listings valuation restrictions website "
        "huggingface modelscope github summary families flagship_family model_count open_model_count latest_model "
        "latest_released past undisclosed not_applicable checked"
    ),
    "families": (
        "name name_zh pinyin aliases article_names company parent kinds summary flagships first_released latest_model latest_released "
        "model_count open_model_count past undisclosed not_applicable checked"
    ),
    "models": (
        "name name_zh aliases article_names company family kinds released announced api_released weights_released paper_date "
        "retired status predecessor successor open_weights license licenses architecture total_params active_params "
        "context_tokens weights_context_tokens max_output_tokens modalities reasoning capabilities languages training "
        "base_model huggingface modelscope github arxiv url weights apis prices benchmarks summary past undisclosed "
        "not_applicable checked"
    ),
    "licenses": "name spdx url kind summary rules acceptable_use checked",
    "endpoints": "name company operator base_url region terms_url license checked",
    "claims": "about tier place claim verdict fact verdict_now now_since note evidence",
    "events": "date company about type title detail amount currency field old new evidence",
    "sources": "url title publisher kind author language published accessed",
}
EVIDENCE = {"subject", "field", "value", "source", "locator", "checked", "confidence", "basis", "note", "alternatives"}
PARTS = {
    "ceo": "name name_zh since", "parent": "company name", "valuation": "amount currency date basis", "license": "id name url kind",
    "modalities": "input output", "training": "tokens cutoff hardware compute_flop cost_usd", "base_model": "model name",
    "identification": "confidence note",
}  # fmt: skip
ITEMS = {
    "founders": "name name_zh", "affiliates": "company name relation", "listings": "exchange ticker since until",
    "restrictions": "list authority status since until", "past": "field value since until", "licenses": "license scope since until",
    "weights": "hub repo variant format precision size_bytes official since", "apis": "endpoint model_id since until",
    "prices": "endpoint currency input output cached_input cache_write unit mode over_input_tokens hours since until",
    "benchmarks": "name variant topic score unit lower_is_better reported_by evaluator settings date",
    "flagships": "model since note", "rules": "use when answer duty duty_kind clause locator", "alternatives": "value source note",
}  # fmt: skip


def answer(run: Runner, *argv: str):
    said = run(*argv, "--json")
    assert said.code == 0, said.err
    return json.loads(said.out)


@cache
def exported(table: str):
    """A table of the bundled data."""
    return answer(ran, "export", table)


@pytest.mark.parametrize("table", RECORDS)
def test_records_have_their_keys_always(table):
    rows = exported(table)
    wanted = COMMON | set(RECORDS[table].split())
    for row in rows:
        assert set(row) == wanted, row["id"]
    assert len({tuple(row) for row in rows}) == 1


def test_evidence_has_its_keys():
    assert all(set(row) == EVIDENCE for row in exported("evidence"))


@pytest.mark.parametrize("table", ["companies", "models", "licenses"])
def test_parts_of_records_have_their_keys(table):
    seen = set()
    for row in exported(table):
        for key, names in PARTS.items():
            if row.get(key):
                assert set(row[key]) == set(names.split())
                seen.add(key)
        for key, names in ITEMS.items():
            for item in row.get(key) or ():
                assert set(item) == set(names.split())
                seen.add(key)
    assert seen


def test_the_classes_and_this_page_agree():
    for table, cls in TABLES.items():
        wanted = EVIDENCE if table == "evidence" else COMMON | set(RECORDS[table].split())
        assert {f.name for f in fields(cls)} == wanted == set(keys(cls))


ROWS = {
    "tiers": (["tiers"], "level title meaning companies after"),
    "timeline": (["timeline"], "date record type company id title detail"),
    "news": (["news", "--since", "1y"], "date record type company id title detail"),
    "diff": (["diff"], "id record company change field old new date"),
    "which": (["which", "qwen", "nobody"], "query match how score candidates"),
    "why": (["why", "deepseek-r1"], " ".join(EVIDENCE) + " url title publisher kind published"),
    "can": (
        ["can", "kimi-k2"],
        "model name company released license answer conditional duties reasons api question as_of disclaimer",
    ),
    "coverage": (["data", "coverage"], "record field company filled undisclosed not_applicable unknown primary_share"),
    "stale": (["data", "stale", "--older-than", "1d"], "subject field checked source url"),
    "review": (["review", "-"], "line column text record id name how score claims"),
    "search": (["search", "agent"], "record id company title snippet field score"),
    "stats": (["stats"], "by value companies models open_models open_share median_params median_gap_days"),
    "over-time": (["stats", "--over-time", "size"], "of date model company open_weights value unit"),
    "prices": (
        ["prices"],
        "model company endpoint api_name currency input cached_input output unit mode over_input_tokens hours since until cost",
    ),
    "scores": (["scores"], "benchmark variant score unit model company reported_by evaluator date settings rival"),
    "cite": (["cite", "deepseek-r1"], "id text bibtex csl url"),
    "audit": (["audit", str(HERE / "models_dev.json")], "model field ours theirs kind"),
    "sources": (["sources", "kimi"], " ".join(COMMON) + " " + RECORDS["sources"]),
    "models": (["models", "deepseek"], " ".join(COMMON) + " " + RECORDS["models"] + " permission"),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_have_their_keys(name, run: Runner):
    argv, names = ROWS[name]
    rows = json.loads(run(*argv, "--json", stdin="Kimi leads.").out)
    assert rows
    assert {frozenset(row) for row in rows} == {frozenset(names.split())}
    assert len({tuple(row) for row in rows}) == 1, "the order of keys is fixed"


def test_a_permission_in_short_has_its_keys(run: Runner):
    rows = answer(run, "models", "deepseek", "--permits", "commercial")
    assert rows
    assert all(set(r["permission"]) == {"answer", "conditional", "duties", "clause", "url"} for r in rows)
    assert all(r["permission"] is None for r in answer(run, "models", "deepseek"))


def test_parts_of_an_answer_have_their_keys(run: Runner):
    [row] = answer(run, "can", "kimi-k2", "--region", "DE", "--mau", "5M", "--revenue", "1M/year")
    assert set(row["question"]) == {"uses", "regions", "mau", "revenue"}
    assert set(row["question"]["revenue"]) == {"amount", "currency", "period"}
    assert all(set(r) == {"use", "answer", "clause", "locator", "url", "decides"} for r in row["reasons"])
    assert row["api"] is None or set(row["api"]) == {"answer", "endpoint", "terms_url", "note"}
    which = answer(run, "which", "qwen", "Kimi-VL-A3B")
    assert set(which[0]["match"]) == {"record", "id", "name"}
    assert all(set(c) == {"record", "id", "name", "how", "score"} for c in which[1]["candidates"])


def test_an_api_name_has_its_page(run: Runner):
    page = answer(run, "show", "deepseek-reasoner")
    assert set(page) == {"record", "id", "name", "serves", "served", "replaced_by", "prices"}
    assert page["record"] == "api"
    assert all(set(s) == {"model", "endpoint", "since"} for s in page["serves"])
    assert all(set(s) == {"model", "endpoint", "since", "until"} for s in page["served"])


def test_compare_is_one_object(run: Runner):
    found = answer(run, "compare", "qwen", "kimi")
    assert set(found) == {"type", "as_of", "subjects", "rows"}
    assert all(set(s) == {"id", "name", "record"} for s in found["subjects"])
    assert all(set(r) == {"group", "field", "label", "unit", "values", "differs", "best"} for r in found["rows"])
    assert all(len(r["values"]) == 2 for r in found["rows"])


def test_show_of_an_owner_has_families_models_claims_and_events(run: Runner):
    for name in ("deepseek", "qwen"):
        found = answer(run, "show", name)["details"]
        assert set(found) == {"families", "models", "claims", "events"}
        short = "id name released status open_weights total_params active_params context_tokens license_id"
        assert all(set(m) == set(short.split()) for m in found["models"])
    whole = answer(run, "show", "deepseek", "--expand", "models")["details"]["models"]
    assert set(whole[0]) == COMMON | set(RECORDS["models"].split())


def test_show_of_a_model_has_evidence_and_sources(run: Runner):
    found = answer(run, "show", "kimi-k2")["details"]
    assert set(found) == {"evidence", "sources"}
    assert {e["source"] for e in found["evidence"]} <= {s["id"] for s in found["sources"]}


def test_data_and_export_all_say_which_data_it_is(run: Runner):
    data = answer(run, "data")
    assert set(data) == {"version", "as_of", "hash", "schema_version", "counts"}
    whole = exported("all")
    assert list(whole)[:5] == ["schema_version", "data_version", "as_of", "article", "tiers"]
    assert {t: len(whole[t]) for t in TABLES} == data["counts"]


# ---- every answer is of its schema


@cache
def validator(name: str) -> Draft202012Validator:
    schema = answer(ran, "schema", name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(name: str, value) -> list[str]:
    """What a schema has against a value; of a long list, against some two hundred rows from end to end."""
    if isinstance(value, list):
        value = value[:: len(value) // 200 + 1]
    return [f"{error.json_path}: {error.message[:200]}" for error in islice(validator(name).iter_errors(value), 5)]


# What a command's JSON is called in the schema: its own name, or where a call answers something else, none.
OTHERWISE = {("sql", "select * from models"), ("sql", "--schema"), ("overlay", "path")}
ANSWERED = [call for call in CALLS if call and call[0] != "schema" and tuple(call[:2]) not in OTHERWISE]
REAL = [
    ["tiers"], ["list"], ["show", "deepseek"], ["show", "qwen"], ["show", "kimi-k2"], ["show", "deepseek-reasoner"],
    ["show", "deepseek", "--expand", "models"], ["search", "reasoning"], ["models"],
    ["models", "--permits", "commercial", "--region", "DE"],
    ["compare", "qwen", "kimi"], ["compare", "deepseek-r1", "kimi-k2"], ["prices", "--history"], ["scores"],
    ["can", "minimax", "--mau", "200M"],
    ["license", "mit"], ["license", "minimax"], ["timeline"], ["news", "--since", "2y"], ["diff", "--vague"], ["stats", "--by", "size"],
    ["which", "Hunren", "nobody"], ["why", "deepseek-r1"], ["why", "moonshot"], ["sources"], ["cite", "qwen"], ["claims"], ["data"],
    ["data", "coverage"], ["data", "stale", "--older-than", "1d"],
    ["audit", str(HERE / "models_dev.json")],
]  # fmt: skip


def answers(call: list[str]) -> str:
    """What the answer of a call is called in the schema: the command, with its action where that answers something else."""
    return " ".join(call[:2]) if " ".join(call[:2]) in ANSWERS else call[0]


def test_every_answer_has_a_schema_and_is_asked():
    assert {answers(call) for call in ANSWERED} == set(ANSWERS) == {answers(call) for call in REAL} | {"review"}


@pytest.mark.parametrize("call", ANSWERED, ids=said_of)
def test_an_answer_is_of_its_schema(call, stone_run: Runner):
    assert faults(answers(call), json.loads(stone_run(*call, "--json", stdin=STDIN).out)) == []


@pytest.mark.parametrize("call", REAL, ids=said_of)
def test_an_answer_on_the_bundled_data_is_of_its_schema(call, run: Runner):
    assert faults(answers(call), answer(run, *call)) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.record)
def test_every_record_is_of_its_schema(kind):
    rows = exported(kind.table)
    assert [f for row in rows[:: len(rows) // 200 + 1] for f in faults(kind.record, row)] == []  # some two hundred, from end to end


@pytest.mark.parametrize(
    "spoil", [lambda r: r.pop("name"), lambda r: r.update(hobby="x"), lambda r: r.update(tier="one"), lambda r: r.update(founded="soon")]
)
def test_what_is_not_a_record_is_not_of_the_schema(spoil, stone_run: Runner):
    row = answer(stone_run, "list")[0]
    assert faults("company", row) == []
    spoil(row)
    assert faults("company", row) != []
