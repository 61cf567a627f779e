"""The shapes that scripts rely on: the keys of every answer, written down here once more on purpose, so that a change is a decision."""

import json
from dataclasses import fields

import pytest

from cnai.entities import TABLES
from cnai.plain import keys
from conftest import Runner

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


@pytest.mark.parametrize("table", RECORDS)
def test_records_have_their_keys_always(table, run: Runner):
    rows = json.loads(run("export", table, "--format", "json").out)
    wanted = COMMON | set(RECORDS[table].split())
    for row in rows:
        assert set(row) == wanted, row["id"]
    assert len({tuple(row) for row in rows}) == 1


def test_evidence_has_its_keys(run: Runner):
    assert all(set(row) == EVIDENCE for row in json.loads(run("export", "evidence", "--format", "json").out))


@pytest.mark.parametrize("table", ["companies", "models", "licenses"])
def test_parts_of_records_have_their_keys(table, run: Runner):
    seen = set()
    for row in json.loads(run("export", table, "--format", "json").out):
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
    "timeline": (["timeline"], "date record type company id title"),
    "news": (["news", "--since", "1y"], "date record type company id title"),
    "diff": (["diff"], "id record company change field old new date"),
    "which": (["which", "qwen", "nobody"], "query match how score candidates"),
    "why": (["why", "deepseek-r1"], " ".join(EVIDENCE) + " url title publisher kind published"),
    "can": (["can", "kimi-k2"], "model license answer duties reasons question as_of disclaimer"),
    "coverage": (["data", "coverage"], "record field company filled undisclosed not_applicable unknown primary_share"),
    "review": (["review", "-"], "line column text record id name how score claims"),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_have_their_keys(name, run: Runner):
    argv, names = ROWS[name]
    rows = json.loads(run(*argv, "--json", stdin="Quinn leads.").out)
    assert rows
    assert all(set(row) == set(names.split()) for row in rows)


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
    whole = json.loads(run("export", "all", "--format", "json").out)
    assert list(whole)[:5] == ["schema_version", "data_version", "as_of", "article", "tiers"]
    assert {t: len(whole[t]) for t in TABLES} == data["counts"]


def test_every_record_is_of_the_schema(run: Runner):
    """A small validator of our own for what the schema uses: types, enums, required and further keys."""
    schema = answer(run, "schema")
    whole = json.loads(run("export", "all", "--format", "json").out)
    for table, cls in TABLES.items():
        for row in whole[table]:
            check(row, {"$ref": f"#/$defs/{cls.__name__}"}, schema["$defs"], row.get("id", table))


def check(value, rule, definitions, where):
    if "$ref" in rule:
        return check(value, definitions[rule["$ref"].rpartition("/")[2]], definitions, where)
    if "anyOf" in rule:
        for one in rule["anyOf"]:
            try:
                return check(value, one, definitions, where)
            except AssertionError:
                continue
        raise AssertionError(f"{where}: {value!r} fits nothing")
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "array": list, "object": dict}
    if "type" in rule:
        assert isinstance(value, kinds[rule["type"]]), f"{where}: {value!r} is no {rule['type']}"
    if "enum" in rule:
        assert value in rule["enum"], f"{where}: {value!r}"
    if "const" in rule:
        assert value == rule["const"], f"{where}: {value!r}"
    for item in value if isinstance(value, list) else ():
        check(item, rule.get("items", {}), definitions, where)
    if isinstance(value, dict) and "properties" in rule:
        assert set(value) == set(rule["required"]) == set(rule["properties"]), where
        for key, inner in value.items():
            check(inner, rule["properties"][key], definitions, f"{where}.{key}")
    return None
