"""The catalogue as it was on a day: nothing later shows, and what held then holds again."""

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import cnai
from cnai.curate.rules.base import walk
from cnai.model.kinds import RECORDS
from cnai.model.shape import plain
from cnai.store.database import Database
from cnai.store.replay import Replayed, replay
from cnai.words.dates import dates_in, earliest, latest
from conftest import At
from trees import REAL_DAYS, days

Raw = dict[str, list[dict[str, Any]]]


def path_of(catalogue: cnai.Catalogue) -> Path:
    assert isinstance(catalogue.store, Database)
    return Path(catalogue.store.path)


@cache
def raw(catalogue: cnai.Catalogue) -> Raw:
    return {table: [plain(r) for r in getattr(catalogue, table)] for table in RECORDS}


def ids(catalogue: cnai.Catalogue, table: str) -> set[str]:
    return {r.id for r in getattr(catalogue, table)}


# ---- the catalogue as a whole


@pytest.mark.parametrize("more", ["", "2099", "2030-01-01"])
def test_on_the_datas_own_day_and_later_all_is_as_it_is(either: cnai.Catalogue, more):
    same = cnai.load(more or either.date, data=path_of(either))
    assert raw(same) == raw(either)
    assert same.undated == 0


# What hangs on models without any date, which a replay leaves out.
OF_UNDATED = {
    "affiliates",
    "successor",
    "predecessor",
    "families",
    "flagship_family",
    "flagships",
    "parent",
    "model_count",
    "open_model_count",
}


def test_a_replay_of_the_datas_own_day_changes_nothing_but_what_hangs_on_undated_models(either: cnai.Catalogue):
    before = raw(either)
    after = replay(before, either.date, either.article["date"])
    left_out = {m["id"] for m in before["models"]} - {m["id"] for m in after["models"]}
    assert left_out == {m["id"] for m in before["models"] if not (m["released"] or m["announced"])}
    assert Replayed(either.store, either.date).undated == len(left_out)
    for table in RECORDS:
        was = {r["id"]: r for r in before[table]}
        assert [r["id"] for r in after[table]] == [i for i in was if i in {r["id"] for r in after[table]}], "the order stays"
        for row in after[table]:
            old = was[row["id"]]
            differs = {k for k in row if row[k] != old[k]}
            assert differs <= OF_UNDATED | {"summary"}, (row["id"], differs)
            assert not row.get("summary") or table == "licenses" or row["summary"] == f"[as of {old['changed']}] {old['summary']}"


@given(days, days)
def test_more_is_there_on_a_later_day(on: At, a, b):
    early, late = (on(d) for d in sorted((a, b), key=latest))
    for table in ("companies", "families", "models", "events", "claims"):
        assert ids(early, table) <= ids(late, table)


@pytest.mark.parametrize(("a", "b"), list(pairwise(REAL_DAYS)))
def test_more_is_there_on_a_later_day_in_the_real_catalogue(really_on: At, real: cnai.Catalogue, a, b):
    for table in ("companies", "families", "models", "events", "claims"):
        assert ids(really_on(a), table) <= ids(really_on(b), table) <= ids(real, table)
    assert len(really_on(a).models) < len(really_on(b).models)


HOUSEKEEPING = {"added", "changed", "checked"}  # days on which somebody wrote or looked


def not_before(catalogue: cnai.Catalogue, day: str) -> list[tuple[str, str, str]]:
    """Every date in a replayed record that is surely later than the day."""
    return [
        (row["id"], path, leaf)
        for table in ("companies", "families", "models", "events", "claims")
        for row in raw(catalogue)[table]
        for path, leaf in walk(row)
        if isinstance(leaf, str)
        and re.fullmatch(r"20[0-3]\d(-\d\d(-\d\d)?)?", leaf)  # not the 2512 of a model's name
        and path.rpartition(".")[2] not in HOUSEKEEPING
        and earliest(leaf) > latest(day)
    ]


@given(days)
def test_nothing_in_a_replayed_record_is_later_than_the_day(on: At, day):
    if latest(day) < "2026-01-31":
        assert not_before(on(day), day) == []


@pytest.mark.parametrize("day", REAL_DAYS)
def test_nothing_in_a_replayed_real_record_is_later_than_the_day(really_on: At, day):
    assert not_before(really_on(day), day) == []


def unmarked(records: Raw) -> Raw:
    """Without the date that a replay writes before what was said later."""
    return {
        t: [{k: v for k, v in r.items() if k not in ("summary", "fact", "note", "detail")} for r in rows] for t, rows in records.items()
    }


@given(days, days)
def test_going_back_twice_is_going_back_once(on: At, a, b):
    early, late = sorted(map(latest, (a, b)))
    all_, article = raw(on("2026-01-31")), "2025-06-01"
    once, twice = replay(all_, early, article), replay(replay(all_, late, article), early, article)
    assert unmarked(once) == unmarked(twice)


@pytest.mark.parametrize(("early", "late"), [("2023-06-30", "2025-05-28"), ("2025-01-20", "2025-11-03")])
def test_another_day_of_a_past_catalogue_is_that_day_of_todays(really_on: At, early, late):
    assert raw(really_on(late).at(early)) == raw(really_on(early))
    assert raw(really_on(early).at(late)) == raw(really_on(late))


@given(days)
def test_a_replay_leaves_what_it_reads_as_it_is(on: At, day):
    before = raw(on("2026-01-31"))
    copy = json.loads(json.dumps(before))
    replay(before, latest(day), "2025-06-01")
    assert before == copy


@pytest.mark.parametrize("day", REAL_DAYS)
def test_counts_of_a_day_are_counted_from_its_models(really_on: At, day):
    catalogue = really_on(day)
    owners: list[cnai.Company | cnai.Family] = [*catalogue.companies, *catalogue.families]
    for owner in owners:
        models = catalogue.models_of(owner)
        assert owner.model_count == len(models)
        assert owner.open_model_count == sum(m.open_weights is True for m in models)
        assert owner.latest_released == max((m.released for m in models if m.released), default=None)
        assert all(catalogue.find(m.successor) for m in models if m.successor)


# ---- by example


def value(catalogue: cnai.Catalogue, path: str) -> Any:
    rid, _, way = path.partition(".")
    found = catalogue.get(rid)
    for step in way.split("."):
        found = getattr(found, step) if found is not None else None
    return found


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("amber-1.status", {"2024-01-10": "current", "2025-08-14": "current", "2025-08-15": "superseded"}),
        ("amber-1.successor", {"2025-08-14": None, "2025-08-15": "amber-2"}),
        ("amber-1.open_weights", {"2024-01-31": False, "2024-02-01": True}),
        ("amber-1.weights_released", {"2024-01-31": None, "2024-02": "2024-02-01"}),
        ("amber-1.huggingface", {"2024-01-31": None, "2024": "amber-ai/Amber-1"}),
        ("amber-1.license.id", {"2024-01-31": None, "2024-02-01": "amber-license", "2025-06-30": "amber-license", "2025-07-01": "mit"}),
        ("amber.hq", {"2020-03": "Beijing", "2022-12-31": "Beijing", "2023-01-01": "Hangzhou"}),
        ("amber.ceo.name", {"2020-03": "Wang Po", "2024-04-30": "Wang Po", "2024-05": "Li Hu"}),
        ("amber.valuation.amount", {"2025-09-30": None, "2025-10": 2_000_000_000}),
        ("amber.latest_model", {"2023": None, "2024": "amber-1", "2025-10": "amber-2", "2025-11": "amber-max"}),
        ("amber.model_count", {"2023": 0, "2024": 1, "2025-10": 2, "2025-11": 3, "2026-01-31": 4}),
        ("amber.open_model_count", {"2024-01-31": 0, "2024": 1, "2025-10": 2}),
        ("amber.flagship_family", {"2023": None, "2024": "amber-models"}),
        ("amber.families", {"2023": (), "2024": ("amber-models",)}),
        ("amber-2.predecessor", {"2025-08-15": "amber-1"}),
        ("amber-max.released", {"2025-11-01": "2025-11", "2025-12": "2025-11"}),
        ("basalt-lm.latest_model", {"2025-10-05": "basalt-57b", "2025-12-24": "basalt-v-7b"}),
        ("basalt-lm.first_released", {"2025-10-05": "2025-10-05", "2026": "2025-10-05"}),
    ],
)
def test_a_value_on_a_day(on: At, path, values):
    assert {day: value(on(day), path) for day in values} == values


@pytest.mark.parametrize(
    ("day", "listings", "prices"),
    [
        ("2024-01-09", [], None),
        ("2024-01-10", [], [1]),
        ("2025-07-31", [], [1]),
        ("2025-08-01", [], [0.5]),
        ("2025-09-01", ["9999.HK"], [0.5]),
        ("2026-01-31", ["9999.HK"], [0.5]),
    ],
)
def test_listings_and_prices_that_hold_on_a_day(on: At, day, listings, prices):
    catalogue = on(day)
    assert [r.ticker for r in catalogue.company("amber").listings if not r.until] == listings
    model = catalogue.find("amber-1")
    assert (None if model is None else [p.input for p in model.prices if not p.until]) == prices


def test_a_company_is_not_there_before_its_founding(on: At):
    assert ids(on("2017"), "companies") == {"cobalt"}  # of which no founding is known
    assert ids(on("2020-02"), "companies") == {"cobalt", "basalt"}
    assert ids(on("2020"), "companies") == {"cobalt", "basalt", "amber"}


def test_a_family_is_there_from_its_first_model_on(on: At):
    assert ids(on("2024-01-09"), "families") == set()
    assert ids(on("2025-10-05"), "families") == {"amber-models", "basalt-lm"}
    assert ids(on("2025-12-24"), "families") == {"amber-models", "basalt-lm", "basalt-vision"}


def test_claims_are_not_there_before_the_article(on: At, really_on: At, real: cnai.Catalogue):
    assert on("2025-05-31").claims == ()
    assert ids(on("2025-06-01"), "claims") == {"amber-claim-1", "amber-claim-2", "cobalt-claim-1", "tiers-claim-1"}
    assert really_on("2025-11-02").claims == ()
    assert len(really_on("2025-11-03").claims) == len(real.claims) > 0


def test_a_claim_holds_until_the_day_on_which_it_changed(on: At):
    now = {day: {c.id: (c.verdict_now, c.now_since) for c in on(day).claims} for day in ("2025-08-14", "2025-08-15")}
    assert now["2025-08-14"] == {
        "amber-claim-1": ("supported", None), "amber-claim-2": ("corrected", None), "cobalt-claim-1": ("supported", None),
        "tiers-claim-1": (None, None),
    }  # fmt: skip
    assert now["2025-08-15"]["amber-claim-1"] == ("outdated", "2025-08-15")


def test_on_the_day_of_the_article_both_verdicts_are_one(on: At, really_on: At):
    for then in (on("2025-06-01"), really_on("2025-11-03")):
        assert [c.id for c in then.claims if c.verdict_now != c.verdict or c.now_since] == []


def test_an_announced_model_is_there_before_its_release(real: cnai.Catalogue):
    model = plain(real.models[0]) | {"announced": "2024-01", "released": "2024-06", "weights_released": "2024-09", "past": []}
    model |= {"status": "current", "open_weights": True, "successor": None}
    seen = {}
    for day in ("2023", "2024-03", "2024-07", "2024-10"):
        rows = replay({t: [model] if t == "models" else [] for t in RECORDS}, latest(day), "2025")["models"]
        seen[day] = [(m["status"], m["announced"], m["released"], m["open_weights"]) for m in rows]
    assert seen == {
        "2023": [],
        "2024-03": [("announced", "2024-01", None, False)],
        "2024-07": [("current", "2024-01", "2024-06", False)],
        "2024-10": [("current", "2024-01", "2024-06", True)],
    }


@pytest.mark.parametrize(
    ("name", "day", "status", "license_id"),
    [
        ("kimi-k2", "2025-07-10", None, None),
        ("kimi-k2", "2025-07-11", "current", "kimi-k2-license"),
        ("kimi-k2", "2025-09-05", "superseded", "kimi-k2-license"),
        ("minimax-m2", "2025-11-03", "current", "mit"),
        ("minimax-m2", "2025-11-13", "current", "minimax-m2-license-modified-mit"),
        ("deepseek-v3-1", "2025-08-18", None, None),
        ("deepseek-v3-1", "2025-08-21", "current", "mit"),
        ("glm-4-alltools", "2026-01-01", "superseded", None),  # served until 2026-07-20
        ("glm-4-alltools", "2026-07-20", "retired", None),
        ("seed-1-6-thinking", "2026-05-30", "superseded", None),
        ("longcat-2-0-preview", "2026-07-21", "current", None),  # without a successor
        ("longcat-2-0-preview", "2026-07-22", "retired", None),
        ("kimi-latest", "2026-01-27", "current", None),
    ],
)
def test_a_real_model_on_a_day(name, day, status, license_id, really_on: At):
    model = really_on(day).find(name)
    assert (model and model.status, model and model.license and model.license.id) == (status, license_id)


@pytest.mark.parametrize("day", ["2025-07-12", "2026-01-01", "2026-07-01"])
def test_no_real_model_is_retired_while_it_is_served(day, really_on: At):
    assert [m.id for m in really_on(day).models if m.status == "retired" and any(not a.until for a in m.apis)] == []


@pytest.mark.parametrize(
    ("name", "day", "field", "value"),
    [
        ("xiaomi", "2021-03", "restrictions", [("listed", "2021-01-14", None)]),
        ("xiaomi", "2021-06", "restrictions", [("removed", "2021-01-14", "2021-05-25")]),
        ("kimi-k3", "2026-07-20", "licenses", []),
        ("deepseek", "2025-02-01", "affiliates", []),
        ("butterfly-effect", "2026-01-15", "not_applicable", None),
    ],
)
def test_a_dated_entry_is_as_it_was_before_its_end_and_what_has_no_day_is_not_there(name, day, field, value, really_on: At):
    held = getattr(really_on(day).get(name), field)
    if field == "restrictions":
        assert [(r.status, r.since, r.until) for r in held] == value
    elif value is None:
        assert "parent" not in held
    else:
        assert list(held) == value


def test_an_event_that_tells_of_later_is_marked_with_the_day_it_was_written(really_on: At):
    detail = {e.id: e.detail for e in really_on("2025-02-01").events}["huawei-2021-06-1260h"]
    assert detail is not None
    assert detail.startswith("[as of 2026")


# ---- evidence


def test_the_evidence_of_the_datas_own_day_is_todays_but_for_what_is_not_there(real: cnai.Catalogue):
    rows = Replayed(real.store, real.date).rows("evidence")
    alive = {r["id"] for table in RECORDS for r in Replayed(real.store, real.date).rows(table)}
    today = [r for r in real.store.rows("evidence") if r["subject"] in alive and r["field"] != "affiliates"]
    assert len(rows) == len(today) > 0


@pytest.mark.parametrize("day", ["2024-06", "2025-02-01", "2026-02-01"])
def test_evidence_of_a_day_names_no_later_entry(really_on: At, day):
    rows = really_on(day).evidence
    dates = [d for row in rows for d in re.findall(r"(?:since|until|date) (20\d\d(?:-\d\d)*)", row.value or "")]
    assert dates
    assert max(map(earliest, dates)) <= latest(day)


@pytest.mark.parametrize(
    ("name", "field", "day", "values"),
    [
        ("deepseek", "valuation", "2025-02-01", []),
        ("zhipu", "listings", "2025-12-01", []),
        ("zhipu", "valuation", "2025-11-03", []),
        ("moonshot", "valuation", "2024-06", [2_500_000_000]),
        ("butterfly-effect", "parent", "2026-01-15", ["Meta Platforms"]),
        ("minimax-m2", "licenses", "2025-11-05", ["2025-10-27"]),
    ],
)
def test_a_value_of_a_day_has_its_own_evidence(name, field, day, values, really_on: At):
    rows = really_on(day).why(name, field)
    assert [r.value.get("amount") or r.value.get("name") or r.value.get("since") for r in rows] == values


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("butterfly-effect parent --as-of 2026-01-15", ""),
        ("deepseek valuation --as-of 2025-02-01", "valuation is not known on 2025-02-01"),
        ("deepseek-r1-distill-qianfan-llama-8b retired --as-of 2025-08-01", "not retired yet on 2025-08-01"),
        ("kimi-k2 status --as-of 2025-08-01", "no source is recorded for what status was on 2025-08-01"),
        ("xiaomi restrictions --as-of 2021-03", "1 source was published after 2021-03-31"),
    ],
)
def test_what_is_not_known_on_a_day_is_said(asked, said, run):
    assert said in run("why", *asked.split()).err


def test_sources_and_search_of_a_day_hold_nothing_published_later(really_on: At):
    then = really_on("2025-02-01")
    assert "zhipu-chinadaily" not in [s.id for s in then.sources_of("zhipu")]
    found = [h for h in then.search("Kimi", limit=1000) if h.record == "source"]
    assert found
    assert not [h for h in found if (then.source(h.id).published or "") > "2025-02-01"]
    assert [h.id for h in then.search("Kimi License", tables="licenses") if h.id.startswith("kimi-k")] == []
    assert then.search("MIT", tables="licenses")
    assert then.search("Kimi assistant", tables="companies")[0].snippet.startswith("[as of ")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("kimi-k3-license", "2026-07-15", "2026-07-28"),
        ("glm-5-3-license", "2024-01-01", "2026-11-27"),
        ("kimi-k2-license", "2025-07-10", "2025-07-11"),
    ],
)
def test_a_makers_licence_came_with_the_first_model_under_it(name, before, after, run, really_on: At):
    said = run("license", name, "--as-of", before)
    assert (said.code, said.out) == (3, "")
    assert said.err == f"cnai: nothing was under {name} yet, as of {before}\n"
    assert run("license", name, "--as-of", after).code == 0
    assert [day for day in (before, after) if name in really_on(day).license_by_id] == [after]


@pytest.mark.parametrize("name", ["mit", "llama-3", "gemma", "creativeml-open-rail-m"])
def test_the_licences_of_other_makers_were_there_whoever_used_them(name, really_on: At):
    assert name in really_on("2023-01-01").license_by_id


def test_terms_that_name_a_later_day_are_not_those_of_an_endpoint_then(really_on: At):
    then = really_on("2026-01-01")
    held = {e.license for e in then.endpoints if e.license}
    assert held
    assert not [rid for rid in held if any(earliest(d) > "2026-01-01" for d in dates_in(then.license_by_id[rid].name))]


def test_an_api_name_with_a_later_day_in_it_is_of_later(really_on: At):
    names = [a.model_id for m in really_on("2025-11-03").models for a in m.apis]
    assert "ernie-4.5-turbo-128k" in names
    assert not [n for n in names if n.endswith(("-20260402", "-260115", "-2026-01-15"))]


def test_dates_that_may_be_later_than_the_day_are_counted_aloud(run):
    assert "releases shown have inexact dates that may be after 2025-11-03" in run("models", "--as-of", "2025-11-03").err
    assert "releases shown have inexact dates that may be after 2026-01-01" in run("stats", "--by", "year", "--as-of", "2026-01-01").err
    assert "inexact" not in run("stats", "--by", "year").err


@pytest.mark.parametrize("asked", ["", "tiers", "claims", "list --tier 1", "models --tier 1", "stats --by tier"])
def test_before_the_article_there_are_no_tiers_and_no_claims_and_it_is_said(asked, run):
    said = run(*asked.split(), "--as-of", "2025-11-02")
    assert "the article is of 2025-11-03" in said.err
    assert "deepseek" not in said.out.split()
    assert "the article is of" not in run(*asked.split(), "--as-of", "2025-11-03").err


def test_the_landscape_before_the_article_names_the_companies_that_were_there(run):
    drawn = run("--as-of", "2020", terminal=True).out
    assert "Alibaba" in drawn
    assert "moonshot" not in drawn.lower()


def test_a_snapshot_is_not_served_before_the_day_in_its_name(really_on: At):
    names = {day: {a.model_id for a in really_on(day).model("qwen3-vl-flash").apis} for day in ("2025-11-03", "2026-01-22")}
    assert "qwen3-vl-flash-2026-01-22" in names["2026-01-22"] - names["2025-11-03"]
    assert "qwen3-vl-flash" in names["2025-11-03"]
