"""Another catalogue against ours: models.dev's api.json, and tables with our column names."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

import cnai
from cnai.questions.audit import audit
from cnai.questions.others import EXPECTED
from conftest import Runner, rows_of

MODELS_DEV = Path(__file__).parent / "models_dev.json"
AMBER_2: dict[str, Any] = {
    "id": "amber-2", "name": "Amber 2", "release_date": "2025-08-15", "last_updated": "2025-08-15", "attachment": False, "reasoning": True,
    "reasoning_options": [], "tool_call": True, "open_weights": True, "knowledge": "2025-01", "limit": {"context": 200_000, "output": 0},
    "modalities": {"input": ["text", "pdf"], "output": ["text"]}, "cost": {"input": 9.5, "output": 19, "cache_read": 0},
}  # fmt: skip


def provided(*models: dict[str, Any], **provider: str) -> str:
    """An api.json of one provider."""
    body: dict[str, Any] = {"id": "stones", "name": "Amber Intelligence", "env": [], "npm": "x", "doc": "https://example.org"} | provider
    return json.dumps({"stones": body | {"models": {m["id"]: m for m in models}}})


def compared(catalogue: cnai.Catalogue, text: str, **options):
    return {(r.model, r.field): (r.kind, r.ours, r.theirs) for r in audit(catalogue, text, "FILE", **options).rows}


def test_models_dev_is_compared_by_field(stones: cnai.Catalogue):
    rows = compared(stones, provided(AMBER_2))
    ours = stones.model("amber-2")
    assert rows["amber-2", "context_tokens"] == ("differs", ours.context_tokens, 200_000)
    assert ("amber-2", "released") not in rows
    assert ("amber-2", "name") not in rows
    assert rows["amber-2", "prices_input"][2] == 9.5
    assert rows["amber-max", None] == ("only-ours", "Amber Max", None) or not stones.model("amber-max").apis
    assert all(kind in ("differs", "only-ours", "only-theirs") for kind, _, _ in rows.values())


@pytest.mark.parametrize(
    ("change", "field", "kind"),
    [
        ({"release_date": "2025-08"}, "released", None),
        ({"release_date": "2025-07"}, "released", "differs"),
        ({"open_weights": False}, "open_weights", "differs"),
        ({"limit": {"context": 262_144, "output": 0}}, "context_tokens", None),
        ({"limit": {"context": "262144", "output": None}}, "context_tokens", "only-ours"),
        ({"limit": None}, "context_tokens", "only-ours"),
        ({"cost": {"input": 0, "output": 0}}, "prices_input", None),
        ({"modalities": {"input": 3, "output": [None]}}, "modalities_output", None),
    ],
)
def test_a_field_of_models_dev(stones: cnai.Catalogue, change, field, kind):
    row = compared(stones, provided({**AMBER_2, **change})).get(("amber-2", field))
    if kind or row:
        assert row is not None
        assert row[0] in (kind, "only-ours")


def test_only_makers_own_providers_are_compared(stones: cnai.Catalogue):
    router = provided(AMBER_2, name="Some Router", api="https://router.example/v1")
    found = audit(stones, router, "FILE")
    assert found.rows == ()
    assert any("1 provider left out" in note for note in found.notes)
    assert compared(stones, router, providers=["stones"])["amber-2", "context_tokens"][0] == "differs"
    with pytest.raises(cnai.InvalidQuery, match="no provider 'stoned' in the file: did you mean stones"):
        audit(stones, router, "FILE", providers=["stoned"])


def test_a_provider_is_known_by_the_address_of_its_api(stones: cnai.Catalogue):
    base = next(e.base_url for e in stones.endpoints if e.company == "amber" and e.base_url)
    assert ("amber-2", "context_tokens") in compared(stones, provided(AMBER_2, name="?", api=base))


def test_what_is_not_known_is_listed_and_noted(stones: cnai.Catalogue):
    found = audit(stones, provided(AMBER_2, {**AMBER_2, "id": "amber-99", "name": "Amber 99"}), "FILE")
    assert found.rows[-1].to_dict() == {"model": "amber-99", "field": None, "ours": None, "theirs": "Amber 99", "kind": "only-theirs"}
    assert any("1 name not known here: amber-99" in note for note in found.notes)
    assert {r.model for r in audit(stones, provided(AMBER_2), "FILE", names=["amber-1"]).rows} <= {"amber-1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,context_tokens\namber-2,200000\n", ("differs", 262_144, 200_000)),
        ("name,context\nAmber 2,200K\n", ("differs", 262_144, 200_000)),
        ("model;context_tokens\namber/Amber-2;\n", ("only-ours", 262_144, None)),
        ("Model\tContext_Tokens\tColour\nAmber 2\t200000\tred\n", ("differs", 262_144, 200_000)),
        ("id,context_tokens\namber-2,262144\n", None),
        ("id,context_tokens\namber-2,\n", ("only-ours", 262_144, None)),
        ("id,training_cutoff\namber-lost,2024-01\n", None),
        ("id,context_tokens\namber-2,many\n", ("differs", 262_144, "many")),
        ('{"id": "amber-2", "context_tokens": 200000}\n{"id": "amber-1", "context_tokens": 4096}\n', ("differs", 262_144, 200_000)),
        ('[{"name": "Amber 2", "context_tokens": 200000}]', ("differs", 262_144, 200_000)),
        ('{"models": [{"id": "amber-2", "context_tokens": 200000}]}', ("differs", 262_144, 200_000)),
        ('{"amber/amber-2": {"name": "Amber 2", "limit": {"context": 200000}}}', ("differs", 262_144, 200_000)),
        ('{"id": "amber-2", "context_tokens": NaN}', ("only-ours", 262_144, None)),
        ('{"id": "amber-2", "context_tokens": 1e400}', ("only-ours", 262_144, None)),
    ],
)
def test_tables_with_our_column_names(stones: cnai.Catalogue, text, expected):
    assert compared(stones, text).get(("amber-2", "context_tokens")) == expected


@pytest.mark.parametrize(
    ("column", "value", "same"),
    [
        ("license_id", "MIT License", True), ("license", "apache-2-0", False), ("company", "琥珀智能", True), ("company", "Basalt", False),
        ("open_weights", "yes", True), ("open_weights", "closed", False), ("date", "2025", True), ("date", "2024", False),
        ("total_params", "72B", None), ("kinds", "text; nonsense", False),
    ],
)  # fmt: skip
def test_values_are_compared_by_what_they_mean(stones: cnai.Catalogue, column, value, same):
    model = stones.model("amber-2")
    if column == "license_id":
        value = next(r.name for r in stones.licenses if r.id == model.licenses[-1].license)
    rows = compared(stones, f"id,{column}\namber-2,{value}\n")
    fields = {f for m, f in rows if m == "amber-2" and f}
    assert same is None or bool(fields) != same


def test_our_own_export_has_no_difference(stones: cnai.Catalogue, stone_run: Runner, tmp_path: Path):
    for name in ("csv", "tsv", "json", "jsonl"):
        path = tmp_path / f"ours.{name}"
        path.write_text(stone_run("export", "models", "--format", name).out, encoding="utf-8")
        assert stones.audit(path) == ()


WRONG = {
    "": "is empty", "\n\n": "is empty", "{": ":1: is not JSON", '{"a": 1}': "has no models", "[]": "has no models",
    "[1, 2]": "has no models",
    '{"id": 3}': "has no models", "a,b\n1,2\n": ":1: the header has no column id, name or model", "id\n": "has no rows",
    '{"id": "a"}\n{"id": \n': ":2: is not JSON", "[" * 100_000: "nested too deep|is not JSON",
    '{"a": ' * 5000: "nested too deep|is not JSON",
    '{"id": "a", "n": ' + "9" * 5000 + "}": "is not JSON", "plain words\nand more\n": "has no column",
    '{"p": {"models": {"m": 3}}}': "has no models",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_wrong_file_is_told_what_was_expected(stones: cnai.Catalogue, text):
    with pytest.raises(cnai.BadData, match=WRONG[text]) as caught:
        audit(stones, text, "FILE")
    assert EXPECTED in str(caught.value)
    assert len(str(caught.value)) < 600


def test_the_command_and_the_method(stone_run: Runner, stones: cnai.Catalogue, tmp_path: Path):
    path = tmp_path / "api.json"
    path.write_text(provided(AMBER_2), encoding="utf-8")
    rows = rows_of(stone_run("audit", str(path), "--json"))
    assert rows == [r.to_dict() for r in stones.audit(path)]
    assert list(rows[0]) == ["model", "field", "ours", "theirs", "kind"]
    assert stone_run("audit", "-", "--json", stdin=path.read_text(encoding="utf-8")).out == stone_run("audit", str(path), "--json").out
    sourced = rows_of(stone_run("audit", str(path), "--sources", "--json"))
    assert next(r for r in sourced if r["field"] == "context_tokens")["sources"]
    table = stone_run("audit", str(path), "--format", "table", width=140).out
    assert "our source" in table
    assert "200,000" in table
    assert stone_run("audit", str(tmp_path / "absent")).code == 4
    assert stone_run("audit", str(tmp_path)).code == 4


def test_a_watch_list_narrows_the_answer(stone_run: Runner, tmp_path: Path):
    (tmp_path / "api.json").write_text(provided(AMBER_2), encoding="utf-8")
    (tmp_path / "list.txt").write_text("# mine\nAmber 2\n", encoding="utf-8")
    rows = rows_of(stone_run("audit", str(tmp_path / "api.json"), f"@{tmp_path}/list.txt", "--json"))
    assert {r["model"] for r in rows} == {"amber-2"}


def test_the_small_file_of_models_dev_against_the_real_data(real: cnai.Catalogue):
    found = audit(real, MODELS_DEV.read_text(encoding="utf-8"), "FILE")
    assert {real.model(r.model).company for r in found.rows if r.field} <= {"deepseek", "moonshot", "alibaba", "zhipu"}
    assert any(r.kind == "differs" for r in found.rows)
    assert any("provider left out" in note for note in found.notes)


def test_five_megabytes_take_at_most_three_seconds(real: cnai.Catalogue):
    api = json.loads(MODELS_DEV.read_text(encoding="utf-8"))
    for number in range(60):
        for name in ("deepseek", "openrouter"):
            models = {f"{mid}-{number}-{n}": {**m, "id": mid} for mid, m in api[name]["models"].items() for n in range(16)}
            api[f"{name}-{number}"] = {**api[name], "models": models}
    text = json.dumps(api, indent=1)
    assert len(text) > 5_000_000
    start = time.process_time()
    audit(real, text, "FILE")
    assert time.process_time() - start < 3


# ---- watch lists


@pytest.mark.parametrize(
    "call",
    [
        "which", "diff --since 2024", "news --since 3y", "timeline", "models", "can", "compare", "prices", "scores", "claims", "stats",
    ],
)  # fmt: skip
def test_every_command_that_takes_names_takes_a_watch_list(stone_run: Runner, tmp_path: Path, call):
    path = tmp_path / "watch.txt"
    path.write_bytes("\ufeff# what we run\r\nAmber 2\r\n\r\nbasalt-57b\r\n".encode())
    name, *rest = call.split()
    listed = stone_run(name, f"@{path}", *rest, "--json")
    assert listed.code == 0, listed.err
    assert listed.out == stone_run(name, "Amber 2", "basalt-57b", *rest, "--json").out
    assert listed.out == stone_run(name, "-", *rest, "--json", stdin=path.read_text(encoding="utf-8")).out


@pytest.mark.parametrize("call", ["why", "sources", "cite", "license", "show"])
def test_a_command_of_one_name_takes_a_list_of_one(stone_run: Runner, tmp_path: Path, call):
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("# it\nAmber 2\n", encoding="utf-8")
    two.write_text("Amber 2\nBasalt\n", encoding="utf-8")
    assert stone_run(call, f"@{one}", "--json").out == stone_run(call, "Amber 2", "--json").out != ""
    assert stone_run(call, f"@{two}").code == 2
    assert stone_run(call, f"@{tmp_path}/absent").code == 1


@pytest.mark.parametrize(("since", "code"), [("2024", 5), ("2026-01-31", 0)])
def test_diff_of_a_watch_list_says_by_its_code_whether_anything_changed(stone_run: Runner, tmp_path: Path, since, code):
    (tmp_path / "watch.txt").write_text("amber-2\n", encoding="utf-8")
    assert stone_run("diff", f"@{tmp_path}/watch.txt", "--since", since, "--exit-code").code == code


def test_the_table_names_the_entry_where_it_has_another_name(run: Runner):
    argv = ("audit", "tests/models_dev.json", "deepseek")
    lines = run(*argv, "--format", "table", width=120).out.splitlines()
    assert "their entry" in lines[0]
    cut = next(line for line in lines if "knowledge cutoff" in line)
    assert cut.split()[:2] == ["deepseek-v4-flash", "deepseek-reasoner"]
    assert next(line for line in lines if "context window" in line).split()[:2] == ["deepseek-v4-flash", "context"], (
        "our own name is not repeated"
    )
    assert list(rows_of(run(*argv, "--json"))[0]) == ["model", "field", "ours", "theirs", "kind"]


# ---- tables as people write them


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("id,license_name\nglm-5.3,MIT\n", [("license_id", "glm-5-3-license", "MIT")]),
        ("id,license\nglm-5.3,GLM-5.3 License\n", []),
        ("id,license_kind\nglm-5.3,permissive\n", [("license_kind", "community", "permissive")]),
        ('id,released\nkimi-k3,2026/07/16\nglm-5.2,20260613\nglm-5.3,"August 14, 2026"\n', []),
        ("id,released\nglm-5.3,Aug 2026\nkimi-k3,2026/07/17\n", [("released", "2026-07-16", "2026-07-17")]),
        ("model,input,output,currency\nglm-5.3,1.4,4.4,USD\nglm-5.3,8,28,CNY\n", []),
        ("model,input price,prices_output,currency\nglm-5.3,8,9,RMB\n", [("prices_output", 28, 9)]),
    ],
)
def test_a_table_is_read_as_people_write_it(table, rows, run: Runner, tmp_path):
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    found = json.loads(run("audit", str(tmp_path / "t.csv"), "glm-5.3", "kimi-k3", "glm-5.2", "--json").out)
    assert [(r["field"], r["ours"], r["theirs"]) for r in found if r["kind"] == "differs"] == rows


def test_columns_that_are_not_compared_are_said_and_so_is_an_assumed_currency(run: Runner, tmp_path):
    (tmp_path / "t.csv").write_text("id,weights,apis,colour,output\nglm-5.3,closed,x,red,4.4\n", encoding="utf-8")
    said = run("audit", str(tmp_path / "t.csv"), "glm-5.3")
    assert "columns that are unknown or not compared: weights, apis, colour" in said.err
    assert "prices without a currency are read as US dollars" in said.err
    assert "no difference" in said.err


LITELLM = {"stones/amber-2": {"input_cost_per_token": 9.5e-06, "output_cost_per_token": 0.0, "max_input_tokens": 200_000, "mode": "chat"}}
OPENROUTER = {"data": [{"id": "amber-ai/amber-2", "context_length": 200_000, "pricing": {"prompt": "0.0000095", "completion": "0"}}]}


@pytest.mark.parametrize("theirs", [LITELLM, OPENROUTER], ids=["litellm", "openrouter"])
def test_prices_of_one_token_are_read_as_those_of_a_million(stones: cnai.Catalogue, theirs: dict[str, Any]):
    rows = compared(stones, json.dumps(theirs))
    assert rows["amber-2", "context_tokens"][2] == 200_000
    assert rows["amber-2", "prices_input"][2] == 9.5
    assert ("amber-2", "prices_output") not in rows or rows["amber-2", "prices_output"][2] is None


# ---- what is said of what was not compared


def routed(*ids: str) -> str:
    """A list of OpenRouter."""
    price = {"prompt": "0.00000039", "completion": "0.0000019"}
    return json.dumps({"data": [{"id": rid, "pricing": price} for rid in ids]})


@pytest.mark.parametrize("name", ["kimi-k2-0905", "qwen3-max", "deepseek-v3-2"])
def test_a_price_that_has_ended_is_not_one_in_another_currency(real: cnai.Catalogue, name):
    ended = real.model(name).prices
    assert ended
    assert all(p.until for p in ended)
    found = audit(real, routed(f"some/{name}", "minimax/minimax-m2"), "FILE", names=[name])
    assert found.rows == ()
    assert not any("another currency" in note for note in found.notes)
    assert f"{len(ended)} prices of ours that have ended are not compared: cnai prices {name} --history" in found.notes
    assert found.outcome == "no difference in what was compared"


def test_a_price_that_has_ended_at_the_makers_own_is_noted_and_no_difference(real: cnai.Catalogue):
    found = audit(real, MODELS_DEV.read_text(encoding="utf-8"), "FILE", names=["kimi-k2-0905"])
    assert not any(r.field and r.field.startswith("prices_") for r in found.rows)
    assert any("cnai prices kimi-k2-0905 --history" in note for note in found.notes)


def test_a_price_that_is_live_in_another_currency_alone_is_said(real: cnai.Catalogue):
    yuan = (m for m in real.models if m.prices and m.status == "current" and {p.currency for p in m.prices} == {"CNY"})
    foreign = next(m for m in yuan if all(p.input and not p.until for p in m.prices))
    found = audit(real, routed(foreign.id), "FILE", names=[foreign.id])
    assert any("published only in another currency" in note for note in found.notes)
    assert not any("have ended" in note or "has ended" in note for note in found.notes)


@pytest.mark.parametrize(
    ("names", "unknown"),
    [
        ([], ["deepseek/deepseek-v9", "qwen/qwen9-max", "wan9", "nobody/nothing"]),
        (["deepseek"], ["deepseek/deepseek-v9"]),
        (["阿里"], ["qwen/qwen9-max", "wan9"]),
        (["wan"], ["wan9"]),
        (["wan", "deepseek"], ["deepseek/deepseek-v9", "wan9"]),
        (["deepseek-r1"], []),
    ],
)
def test_a_model_that_only_they_have_is_in_the_rows_and_the_notes_of_its_maker(run: Runner, tmp_path: Path, names, unknown):
    (tmp_path / "or.json").write_text(routed("deepseek/deepseek-r1", *[
        "deepseek/deepseek-v9", "qwen/qwen9-max", "wan9", "nobody/nothing"]), encoding="utf-8")  # fmt: skip
    said = run("audit", str(tmp_path / "or.json"), *names, "--json")
    assert [r["model"] for r in rows_of(said) if r["kind"] == "only-theirs" and r["field"] is None] == unknown
    assert (f"{len(unknown)} name" in said.err) == ("not known here" in said.err) == bool(unknown)
    table = run("audit", str(tmp_path / "or.json"), *names, "--format", "table", width=140).out
    assert "no difference" not in table or not unknown
    assert all(name in table for name in unknown)


def test_models_that_the_file_has_not_are_not_without_difference(real: cnai.Catalogue):
    found = audit(real, routed("moonshotai/kimi-k2"), "FILE", names=["glm-5.3"])
    assert (found.rows, found.outcome) == ((), "nothing was compared: no entry of the file is one of these models")
