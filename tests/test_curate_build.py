"""Keeping the data: check, fmt and build of a whole tree, what the build computes, and one file held against the rules."""

import os
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from cnai import Catalogue, load
from cnai.curate import check_file
from cnai.curate.__main__ import main
from cnai.curate.compile import _implied_past
from cnai.curate.fmt import formatted
from cnai.curate.ledger import NAME as LEDGER
from cnai.model.kinds import TABLES
from cnai.model.shape import keys, plain
from cnai.store.file import NAME
from trees import INVENTED, add, both, changed, copied, drop, put

AMBER, AMBER_MODELS = "companies/amber/company.toml", "companies/amber/amber-models.toml"
ONE, TWO, MAX, LOST = range(4)  # the models of Amber
FILES = sorted(INVENTED.rglob("*.toml"))
NAMES = [p.relative_to(INVENTED).as_posix() for p in FILES]


@pytest.fixture
def tree(tmp_path) -> Path:
    return copied(tmp_path)


def build(tree: Path) -> Catalogue:
    assert main(["--data", str(tree), "build"]) == 0
    return load(data=tree)


def built(tree: Path) -> bytes | None:
    """The bytes of the compiled database, if there is one."""
    path = tree / NAME
    return path.read_bytes() if path.exists() else None


def edited(tree: Path) -> Catalogue:
    """As an editor does: bring form and ledger up to date, check, compile."""
    assert main(["--data", str(tree), "fmt"]) == 0
    assert main(["--data", str(tree), "check"]) == 0
    return build(tree)


def one(catalogue: Catalogue, table: str, record_id: str) -> dict[str, Any]:
    return next(plain(r) for r in getattr(catalogue, table) if r.id == record_id)


def line_of(path: Path, start: str) -> int:
    """The first line of a file that begins so."""
    return next(n for n, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if row.startswith(start))


def later(tree: Path, day: str = "2026-02-28") -> None:
    changed(tree / "dataset.toml", put("date", day))


# ---- check


def test_check_of_good_data_says_no_fault(tree, capsys):
    build(tree)
    capsys.readouterr()
    assert main(["--data", str(tree), "check"]) == 0
    assert capsys.readouterr() == ("", "0 faults\n")


def test_check_says_when_the_database_is_older_than_the_tree(tree, capsys):
    note = f"0 faults\nnote: {NAME} is older than the tree: run python -m cnai.curate build\n"
    assert main(["--data", str(tree), "check"]) == 0
    assert capsys.readouterr() == ("", note)
    build(tree)
    changed(tree / "dataset.toml", put("version", "2026.01.32"))
    capsys.readouterr()
    assert main(["--data", str(tree), "check"]) == 0
    assert capsys.readouterr() == ("", note)


def test_check_names_every_fault_on_a_line_and_ends_with_4(tree, capsys):
    changed(tree / AMBER, both(put("founded", "soon"), put("hq", "Hangzhou ")))
    assert main(["--data", str(tree), "check"]) == 4
    out, err = capsys.readouterr()
    assert [line for line in out.splitlines() if line.startswith(f"{AMBER}:14: amber: founded 'soon' is not a date")]
    assert err == f"{len(out.splitlines())} faults\n"


def test_a_folder_without_data_says_so(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "check"]) == 4
    assert "companies: the folder is missing" in capsys.readouterr().out


def test_only_is_the_company_named_and_no_other(tmp_path):
    root = copied(tmp_path)
    changed(root / AMBER, put("website", "http://x.example.org/basalt"))
    assert main(["--data", str(root), "check", "--only", "basalt"]) == 0
    assert main(["--data", str(root), "check", "--only", "am"]) == 0


def test_check_of_one_company_leaves_out_the_others(tree, capsys):
    for name in ("amber", "basalt"):
        changed(tree / f"companies/{name}/company.toml", put("founded", "soon"))
    assert main(["--data", str(tree), "check", "--only", "basalt"]) == 4
    assert {line.partition(":")[0] for line in capsys.readouterr().out.splitlines()} == {"companies/basalt/company.toml"}


# ---- fmt


def shuffled(value, rng: random.Random, depth: int):
    """The same TOML with its keys in another order, down to the objects whose order a record fixes."""
    if isinstance(value, dict) and depth:
        items = list(value.items())
        rng.shuffle(items)
        return {k: shuffled(v, rng, depth - 1) for k, v in items}
    return [shuffled(v, rng, depth) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", NAMES)
def test_fmt_leaves_canonical_files_alone(name):
    text = (INVENTED / name).read_text(encoding="utf-8")
    assert formatted(text, INVENTED / name) == text


RECORD_FILES = [n for n in NAMES if n not in ("dataset.toml", "tiers/article.toml")]


@given(st.sampled_from(RECORD_FILES), st.randoms(use_true_random=False))
def test_fmt_gives_one_form_for_every_order_of_keys(name, rng):
    text = (INVENTED / name).read_text(encoding="utf-8")
    depth = 2 if name.startswith("licenses/") or name.endswith("/company.toml") else 3
    assert formatted(tomli_w.dumps(shuffled(tomllib.loads(text), rng, depth)), INVENTED / name) == text


def test_a_dry_run_of_fmt_lists_what_it_would_write_and_writes_nothing(tree, capsys):
    path = tree / "companies" / "amber" / "amber-models.toml"
    path.write_text("# a comment\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    assert main(["--data", str(tree), "fmt", "--dry-run"]) == 0
    said = capsys.readouterr()
    assert said.out == f"would write {path}\n"
    assert said.err == "1 file would be rewritten\n"
    assert {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()} == before


def test_fmt_keeps_the_meaning_and_does_nothing_twice(tree, capsys):
    rng = random.Random(7)  # noqa: S311  # an order, no secret
    before = {}
    for name in NAMES:
        raw = shuffled(tomllib.loads((tree / name).read_text(encoding="utf-8")), rng, 3)
        before[name] = raw | ({"unknown_key": 1} if name == AMBER else {})
        (tree / name).write_text("# a remark\n" + tomli_w.dumps(before[name]), encoding="utf-8")
    assert main(["--data", str(tree), "fmt"]) == 0
    assert capsys.readouterr().err == f"{len(NAMES) + 1} files rewritten\n"  # and the ledger of the company with the unknown key
    assert {n: tomllib.loads((tree / n).read_text(encoding="utf-8")) for n in NAMES} == before
    assert main(["--data", str(tree), "fmt"]) == 0
    assert capsys.readouterr().err == "0 files rewritten\n"


# ---- build: its files


def test_build_writes_one_database(tree, capsys):
    before = {p.relative_to(tree).as_posix() for p in tree.rglob("*")}
    catalogue = build(tree)
    assert {p.relative_to(tree).as_posix() for p in tree.rglob("*")} - before == {NAME}
    assert capsys.readouterr().err == f"{tree / NAME} written\n"
    assert (catalogue.version, catalogue.date, catalogue.schema_version) == ("2026.01.31", "2026-01-31", "1.0")
    assert catalogue.article == {
        "title": "Stones that think",
        "date": "2025-06-01",
        "author": "nobody",
        "url": "https://example.org/stones",
    }
    assert catalogue.counts["companies"] == 3
    assert {t: len(getattr(catalogue, t)) for t in TABLES} == catalogue.counts


def test_schema_describes_every_key_of_every_record(stones):
    schema = stones.store.meta("schema")
    for cls in TABLES.values():
        body = schema["$defs"][cls.__name__]
        assert list(body["properties"]) == [*keys(cls), "sources"]  # which are there only where --sources asks for them
        assert sorted(body["required"]) == sorted(keys(cls))
        assert body["additionalProperties"] is False


def test_a_second_build_writes_the_same_bytes(tree):
    build(tree)
    first = built(tree)
    build(tree)
    assert built(tree) == first


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda tree: changed(tree / AMBER, put("founded", "soon")), id="a rule"),
        pytest.param(lambda tree: changed(tree / AMBER, put("founded", 3)), id="a shape"),
        pytest.param(lambda tree: (tree / AMBER).write_text("name = ", encoding="utf-8"), id="syntax"),
    ],
)
@pytest.mark.parametrize("before", ["nothing", "a build"])
def test_build_refuses_faulty_data_and_writes_nothing(spoil, before, tree, capsys):
    if before == "a build":
        build(tree)
    there = built(tree)
    capsys.readouterr()
    spoil(tree)
    later(tree)
    assert main(["--data", str(tree), "build"]) == 4
    out, err = capsys.readouterr()
    assert out.startswith(AMBER)
    assert "nothing was written" in err
    assert built(tree) == there
    assert (there is None) == (before == "nothing")
    assert not list(tree.glob(".*")), "no temporary file is left"


# ---- build: added and changed


def stamps(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    return {r.id: (r.added, r.changed) for t in TABLES if t != "evidence" for r in getattr(catalogue, t)}


def test_a_record_that_no_ledger_knows_is_of_the_datas_day(tree):
    for path in tree.rglob(LEDGER):
        path.unlink()
    assert set(stamps(edited(tree)).values()) == {("2026-01-31", "2026-01-31")}


def test_the_ledger_says_when_a_record_came_and_changed(tree):
    path = tree / "companies/amber" / LEDGER
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("model amber-2 2026-01-31 2026-01-31", "model amber-2 2025-08-20 2025-12-24"), encoding="utf-8")
    assert stamps(edited(tree))["amber-2"] == ("2025-08-20", "2025-12-24")


def test_only_the_record_that_changed_gets_a_new_day(tree):
    before = stamps(edited(tree))
    changed(tree / AMBER_MODELS, put("models", TWO, "context_tokens", 131072))
    later(tree)
    assert stamps(edited(tree)) == before | {"amber-2": ("2026-01-31", "2026-02-28")}


def test_a_new_record_gets_both_days_and_no_other_changes(tree):
    before = stamps(edited(tree))
    evidence = [{"fields": ["released", "status"], "source": "amber-press", "locator": "paragraph 5"}]
    new = {"id": "amber-mini", "name": "Amber Mini", "released": "2026-02-01", "status": "preview", "evidence": evidence}
    changed(tree / AMBER_MODELS, add("models", new))
    later(tree)
    assert stamps(edited(tree)) == before | {"amber-mini": ("2026-02-28", "2026-02-28")}


def test_a_later_build_without_a_change_moves_no_day(tree):
    before = stamps(edited(tree))
    later(tree)
    assert stamps(edited(tree)) == before


def test_evidence_alone_does_not_change_its_record(tree):
    before = stamps(edited(tree))
    changed(tree / AMBER_MODELS, put("models", TWO, "evidence", 0, "locator", "README.md, table 3"))
    later(tree)
    assert stamps(edited(tree)) == before


def test_to_have_looked_at_a_claim_again_is_no_change(tree):
    before = stamps(edited(tree))
    claims = tree / "companies/amber/claims.toml"
    changed(claims, put("claims", 0, "evidence", 0, "checked", "2025-12-31"))
    later(tree)
    assert stamps(edited(tree)) == before
    changed(claims, put("claims", 0, "fact", "Amber 1 was the newest until August."))
    assert stamps(edited(tree)) == before | {"amber-claim-1": ("2026-01-31", "2026-02-28")}


def test_an_old_ledger_is_a_fault_that_fmt_mends(tree, capsys):
    changed(tree / AMBER_MODELS, put("models", TWO, "context_tokens", 131072))
    assert main(["--data", str(tree), "check"]) == 4
    assert capsys.readouterr().out == f"companies/amber/{LEDGER}:1: the ledger is not up to date: run python -m cnai.curate fmt\n"
    assert main(["--data", str(tree), "fmt"]) == 0
    assert main(["--data", str(tree), "check"]) == 0


def test_a_build_never_touches_the_tree(tree):
    changed(tree / AMBER_MODELS, put("models", TWO, "context_tokens", 131072))
    before = {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    build(tree)
    assert {p: p.read_bytes() for p in tree.rglob("*") if p.is_file() and p.name != NAME} == before


# ---- build: what it computes


@pytest.mark.parametrize(
    ("table", "record", "expected"),
    [
        ("companies", "amber", {"model_count": 4, "open_model_count": 3, "latest_model": "amber-max", "latest_released": "2025-11"}),
        ("companies", "amber", {"families": ["amber-models"], "checked": "2026-01-31"}),
        ("companies", "amber", {"tier": 1, "tier_title": "The bright", "honorable_mention": False, "article_order": 1}),
        ("companies", "cobalt", {"tier": None, "tier_title": "Honorable mention", "honorable_mention": True, "article_order": 2}),
        ("companies", "basalt", {"tier": 2, "tier_title": "The dark", "honorable_mention": False, "article_order": 3}),
        ("companies", "cobalt", {"model_count": 0, "open_model_count": 0, "latest_model": None, "latest_released": None, "families": []}),
        ("families", "amber-models", {"model_count": 4, "open_model_count": 3, "first_released": "2024-01-10", "checked": None}),
        ("families", "basalt-lm", {"model_count": 2, "latest_model": "basalt-v-7b", "first_released": "2025-10-05"}),
        ("families", "basalt-vision", {"model_count": 1, "latest_model": "basalt-v-7b", "first_released": "2025-12-24"}),
        ("models", "amber-1", {"predecessor": None, "successor": "amber-2", "checked": "2025-10-01"}),
        ("models", "amber-2", {"predecessor": "amber-1", "successor": None}),
        ("models", "amber-1", {"license": {"id": "mit", "name": "MIT License", "url": "https://example.org/mit", "kind": "permissive"}}),
        ("models", "amber-max", {"license": None, "past": []}),
        ("models", "amber-2", {"past": []}),
        (
            "models",
            "amber-1",
            {
                "past": [
                    {"field": "open_weights", "value": False, "since": "2024-01-10", "until": "2024-02-01"},
                    {"field": "status", "value": "current", "since": "2024-01-10", "until": "2025-08-15"},
                ]
            },
        ),
    ],
)
def test_the_build_computes(table, record, expected, stones):
    row = one(stones, table, record)
    assert {k: row[k] for k in expected} == expected


def test_a_retired_model_was_current_then_superseded(tree):
    changed(tree / AMBER_MODELS, both(put("models", ONE, "status", "retired"), put("models", ONE, "retired", "2025-12-01")))
    changed(tree / AMBER_MODELS, add("models", ONE, "evidence", 0, "fields", "retired"))
    past = one(build(tree), "models", "amber-1")["past"]
    assert [(p["value"], p["since"], p["until"]) for p in past if p["field"] == "status"] == [
        ("current", "2024-01-10", "2025-08-15"),
        ("superseded", "2025-08-15", "2025-12-01"),
    ]


OLD_NAME = {"endpoint": "amber-api", "model_id": "amber-old", "source": "amber-readme", "locator": "table 1"}


@pytest.mark.parametrize(
    ("follower", "retired", "ends", "past"),
    [
        ("amber-2", None, ["2025-11-01", "2025-12-01"], [("current", "2025-08-15"), ("superseded", "2025-12-01")]),
        ("amber-2", "2025-11", ["2025-11-30"], [("current", "2025-08-15"), ("superseded", "2025-11-30")]),
        ("amber-2", None, ["2025-03-01"], [("current", "2025-03-01")]),
        (None, None, ["2025-12-01"], [("current", "2025-12-01")]),
        (None, "2025-12-01", [], [("current", "2025-12-01")]),
    ],
    ids=["no day", "a vague day", "ended before its successor came", "no successor", "no successor, a day"],
)
def test_a_model_is_not_retired_while_it_is_served(follower, retired, ends, past, stones):
    row = one(stones, "models", "amber-1")
    served = [{**OLD_NAME, "until": end} for end in ends]
    model = {**row, "past": [], "status": "retired", "successor": follower, "retired": retired, "apis": served}
    rows = _implied_past(model, "2025-08-15" if follower else None)
    assert [(p["value"], p["until"]) for p in rows if p["field"] == "status"] == past


def test_a_past_that_is_written_is_not_computed(tree):
    written = {"field": "status", "value": "preview", "since": "2024-01-10", "until": "2024-03"}
    changed(tree / AMBER_MODELS, put("models", ONE, "past", [{**written, "source": "amber-readme", "locator": "table 1"}]))
    past = one(build(tree), "models", "amber-1")["past"]
    assert [p for p in past if p["field"] == "status"] == [written]


def test_the_predecessor_is_the_newest_of_those_that_were_followed(tree):
    changed(tree / AMBER_MODELS, put("models", LOST, "successor", "amber-2"))
    assert one(build(tree), "models", "amber-2")["predecessor"] == "amber-1"


@pytest.mark.parametrize(
    ("entries", "today"),
    [
        ([("amber-license", "weights", "2025-01"), ("mit", "weights", "2025-02")], "mit"),
        ([("mit", "weights", "2025-02"), ("amber-license", "weights", "2025-01")], "mit"),
        ([("mit", "code", "2025-02"), ("amber-license", "weights", "2025-01")], "amber-license"),
        ([("mit", "api", "2025-02")], None),
    ],
)
def test_the_licence_of_today_is_the_latest_of_the_weights(entries, today, tree):
    rows = [{"license": i, "scope": scope, "since": since} for i, scope, since in entries]
    changed(tree / AMBER_MODELS, put("models", ONE, "licenses", rows))
    changed(tree / AMBER_MODELS, put("models", ONE, "evidence", 0, "note", "Licence not recorded: only code and API have one."))
    licence = one(build(tree), "models", "amber-1")["license"]
    assert (licence and licence["id"]) == today


def test_rows_stand_in_their_order(stones):
    ids = {t: [r.id for r in getattr(stones, t)] for t in TABLES if t != "evidence"}
    assert ids["companies"] == ["amber", "cobalt", "basalt"]  # as in the article, a mention after the level it follows
    assert ids["models"] == ["basalt-v-7b", "amber-max", "basalt-57b", "amber-2", "amber-1", "amber-lost"]
    assert ids["events"] == ["amber-2021-funding", "amber-2025-09-listing"]
    assert ids["claims"] == [
        "tiers-claim-1",
        "amber-claim-1",
        "amber-claim-2",
        "cobalt-claim-1",
    ]  # as in the article, its introduction first
    for table in ("families", "licenses", "endpoints", "sources"):
        assert ids[table] == sorted(ids[table])
    assert [t.title for t in stones.tiers] == ["The bright", "Honorable mention", "The dark"]


# ---- build: evidence and names


def evidence(catalogue: Catalogue, subject: str, field: str) -> dict[str, Any]:
    return next(plain(e) for e in catalogue.evidence_of(subject) if e.field == field)


@pytest.mark.parametrize(
    ("subject", "field", "confidence", "checked"),
    [("amber-2", "total_params", "high", "2025-10-01"), ("amber-max", "released", "medium", "2026-01-31")],
)
def test_evidence_says_by_default_what_its_source_is_worth(subject, field, confidence, checked, stones):
    row = evidence(stones, subject, field)
    assert (row["confidence"], row["checked"], row["basis"]) == (confidence, checked, "stated")


def test_evidence_keeps_what_was_written(tree):
    said = {"confidence": "low", "checked": "2025-12-31", "basis": "inferred", "value": "one trillion"}
    changed(tree / AMBER_MODELS, lambda raw: raw["models"][TWO]["evidence"][1].update(said))
    row = evidence(build(tree), "amber-2", "total_params")
    assert {k: row[k] for k in said} == said
    assert row["alternatives"] == [{"value": "1.2T", "source": "amber-press", "note": "counts the draft head"}]


@pytest.mark.parametrize(
    ("subject", "field", "value"),
    [
        ("amber-2", "total_params", "1000000000000"),
        ("amber-2", "open_weights", "true"),
        ("amber-2", "modalities", "input text; image, output text"),
        ("amber", "founders", "name Li Hu, name_zh 李琥"),
        ("mit", "acceptable_use", "false"),
        ("basalt-api", "region", "mainland"),
    ],
)
def test_evidence_holds_the_value_that_it_proves(subject, field, value, stones):
    assert evidence(stones, subject, field)["value"] == value


def test_claims_and_events_get_the_defaults_too(stones):
    proof = {"source": "amber-readme", "locator": "table 1", "checked": "2025-10-01", "confidence": "high"}
    assert one(stones, "claims", "amber-claim-1")["evidence"] == [proof]
    assert one(stones, "events", "amber-2021-funding")["evidence"][0]["confidence"] == "medium"


def means(catalogue: Catalogue, name: str) -> list[tuple[str, str]]:
    return [(m.id, m.how) for m in catalogue.names.exact(name) or catalogue.names.exact(name, ("api",))]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("amber", ("amber", "id")),
        ("Amber Intelligence", ("amber", "name")),
        ("琥珀智能", ("amber", "chinese")),
        ("Hupo Zhineng", ("amber", "pinyin")),
        ("9999.HK", ("amber", "ticker")),
        ("Ember", ("amber", "article")),
        ("amber-ai", ("amber", "alias")),  # its own name before the hub's
        ("Amber One", ("amber-1", "alias")),
        ("amber-ai/Amber-2", ("amber-2", "hub")),
        ("amber-chat", ("amber-chat", "api")),
        ("BasaltLM2 57B", ("basalt-57b", "name")),
    ],
)
def test_a_name_means_its_record(name, meant, stones):
    assert means(stones, name) == [meant]


def test_a_repository_of_several_models_means_them_all(tree):
    for number in (ONE, TWO):
        changed(tree / AMBER_MODELS, put("models", number, "huggingface", "stones/all"))
    assert {i for i, _ in means(build(tree), "stones/all")} == {"amber-1", "amber-2"}
    changed(tree / "companies/basalt/basalt-lm.toml", put("models", 0, "huggingface", "stones/all"))
    assert {i for i, _ in means(build(tree), "stones/all")} == {"amber-1", "amber-2", "basalt-57b"}


def test_an_api_name_that_ended_still_has_a_page_and_means_the_model_that_it_served_last(tree):
    changed(tree / AMBER_MODELS, both(*(put("models", TWO, k, 0, "until", "2025-12-01") for k in ("apis", "prices"))))
    catalogue = build(tree)
    page = catalogue.api("amber-chat")
    assert page.serves == ()
    assert [(s.model, s.until) for s in page.served] == [("amber-2", "2025-12-01")]
    assert catalogue.resolve("amber-chat").id == "amber-2"
    assert catalogue.said == ["the API name amber-chat is switched off and last served Amber 2"]


# ---- one file of anybody's


@pytest.fixture
def mine(tree, monkeypatch) -> Path:
    """A folder of a contributor's own, beside the tree that the rules are held against."""
    monkeypatch.setattr(check_file, "DATA", INVENTED)
    return tree


@pytest.mark.parametrize("name", [n for n in NAMES if n != "dataset.toml"])
def test_a_good_file_has_no_fault(name, mine):
    assert check_file.faults(mine / name) == []


def test_a_faulty_file_is_named_with_its_line(mine):
    path = mine / AMBER
    changed(path, both(put("founded", "soon"), put("website", "http://amber.example.org/")))
    lines = [f"{path}:{line_of(path, key)}:" for key in ("website", "founded")]
    assert sorted(f.partition(" amber: ")[0] for f in check_file.faults(path)) == sorted(lines)


def test_a_file_of_wrong_shape_is_named_with_its_line(mine):
    path = mine / AMBER_MODELS
    changed(path, put("models", MAX, "status", "newest"))
    number = line_of(path, 'status = "newest"')
    (fault,) = check_file.faults(path)
    assert fault.startswith(f"{path}:{number}: amber-max: status: 'newest' is not one of 'announced'")


def test_broken_syntax_is_named_with_its_line(mine):
    path = mine / AMBER
    path.write_text('name = "Amber"\nhq = = "x"\n', encoding="utf-8")
    (fault,) = check_file.faults(path)
    assert fault.startswith(f"{path}:2: ")
    assert "in column 6; correct the TOML syntax" in fault


def test_a_new_file_joins_the_tree(mine):
    path = mine / "companies/granite/company.toml"
    changed(path, both(put("name", "Granite"), put("kind", "startup"), put("summary", "word " * 59 + "word"), put("aliases", ["Ember"])))
    assert check_file.faults(path) == [f"{path}:1: granite: the name 'ember' is also used by company amber: remove it from one of them"]
    changed(path, both(drop("aliases"), put("flagship_family", "amber-models")))
    assert check_file.faults(path) == [f"{path}:4: granite: amber-models belongs to another company"]
    changed(path, drop("flagship_family"))
    assert check_file.faults(path) == []


def test_a_fault_elsewhere_is_not_this_files(mine, tmp_path, monkeypatch):
    broken = copied(tmp_path / "b")
    changed(broken / AMBER, put("founded", "soon"))
    monkeypatch.setattr(check_file, "DATA", broken)
    assert check_file.faults(mine / "companies/basalt/company.toml") == []


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def big(path: Path) -> None:
    path.write_bytes(b"#" * (check_file.LARGEST + 1))


def deep(dots: int):
    return lambda path: path.write_text(f'name = "x"\n{".".join("a" * (dots + 1))} = 1\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(Path.unlink, "No such file or directory", id="missing"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), "is not a regular file; name a TOML file", id="folder"),
        pytest.param(
            piped,
            "is not a regular file; name a TOML file",
            marks=pytest.mark.skipif(os.name == "nt", reason="pipes of Unix"),
            id="pipe",
        ),
        pytest.param(big, "has 2097153 bytes, more than 2097152: split it", id="too large"),
        pytest.param(deep(1000), "line 2: a key with more than 64 dots; no record is that deep", id="1000 dots"),
        pytest.param(deep(65), "line 2: a key with more than 64 dots; no record is that deep", id="65 dots"),
    ],
)
def test_what_is_no_data_file_is_refused_at_once(spoil, says, mine):
    path = mine / AMBER
    spoil(path)
    assert check_file.faults(path) == [f"{path}: {says}"]


def test_a_file_at_the_limits_is_read(mine):
    path = mine / AMBER
    good = path.read_bytes()
    path.write_bytes(good + b"#" * (check_file.LARGEST - len(good)))
    assert check_file.faults(path) == []
    deep(64)(path)
    assert "a key with more" not in check_file.faults(path)[0]


def test_the_program_says_whether_files_are_valid(mine, stone_run):
    good, bad = mine / "companies/cobalt/company.toml", mine / AMBER
    assert stone_run("data", "check", str(good)).err == f"{good} is valid\n"
    changed(bad, both(put("founded", "soon"), put("hq", "Hangzhou ")))
    said = stone_run("data", "check", str(good), str(bad))
    assert (said.code, said.out) == (4, "")
    assert said.err.count(f"{bad}:") == 2


@pytest.mark.parametrize("text", ["x = { " + "a." * 4000 + "a = 1 }", '"=".' + "a." * 4000 + "a = 1", '["=".' + "a." * 4000 + "a]"])
def test_no_place_in_a_line_hides_a_deep_key(text, mine):
    path = mine / AMBER
    path.write_text(text, encoding="utf-8")
    assert check_file.faults(path) == [f"{path}: line 1: a key with more than 64 dots; no record is that deep"]
