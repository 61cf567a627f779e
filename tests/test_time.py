"""Time: the catalogue as it stood on a day, what differs between two days, the timeline and the news."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnai
from cnai.catalogue import RECORDS
from cnai.dates import earliest, latest
from cnai.plain import plain
from cnai.questions.changes import diff, news, scope, timeline
from cnai.questions.selection import dated
from cnai.replay import replay
from conftest import Runner

At = Callable[[str], cnai.Catalogue]
Raw = dict[str, list[dict[str, Any]]]

exact = st.dates(date(2017, 1, 1), date(2026, 3, 1)).map(lambda d: d.isoformat())
days = st.one_of(exact, exact.map(lambda d: d[:7]), exact.map(lambda d: d[:4]))  # "2025" is the end of that year
REAL_DAYS = ["2022", "2024-02-29", "2025-01-20", "2025-11-03", "2026-03", "2026-10-31"]


@pytest.fixture(scope="module")
def on(invented_data: Path) -> At:
    """The invented catalogue as it stood on a day."""
    return cache(lambda day: cnai.load(day, data=invented_data))


@pytest.fixture(scope="module")
def really_on() -> At:
    """The bundled catalogue as it stood on a day."""
    return cache(cnai.load)


@pytest.fixture(scope="module", params=["invented", "real"])
def whole(request: pytest.FixtureRequest, invented_data: Path) -> cnai.Catalogue:
    """Each of the two catalogues, undivided."""
    return cnai.load(data=invented_data) if request.param == "invented" else request.getfixturevalue("real")


def raw(catalogue: cnai.Catalogue) -> Raw:
    return {table: [plain(r) for r in getattr(catalogue, table)] for table in RECORDS}


def ids(catalogue: cnai.Catalogue, table: str) -> set[str]:
    return {r.id for r in getattr(catalogue, table)}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


# ---- the whole catalogue on a day


@pytest.mark.parametrize("more", ["", "2099", "2030-01-01"])
def test_on_the_datas_own_day_and_later_all_is_as_it_is(whole: cnai.Catalogue, more):
    same = cnai.load(more or whole.date, data=whole.root)
    assert raw(same) == raw(whole)
    assert same.undated == 0


# What hangs on models without any date, which a replay leaves out.
OF_UNDATED = {"successor", "predecessor", "families", "flagship_family", "parent", "model_count", "open_model_count"}


def test_a_replay_of_the_datas_own_day_changes_nothing_but_what_hangs_on_undated_models(whole: cnai.Catalogue):
    before = raw(whole)
    after, left_out = replay(before, whole.date, whole.article["date"])
    assert left_out == sum(not (m["released"] or m["announced"]) for m in before["models"])
    for table in RECORDS:
        was = {r["id"]: r for r in before[table]}
        assert [r["id"] for r in after[table]] == [i for i in was if i in {r["id"] for r in after[table]}], "the order stays"
        for row in after[table]:
            old = was[row["id"]]
            differs = {k for k in row if row[k] != old[k]}
            assert differs <= OF_UNDATED | {"summary"}, (row["id"], differs)
            assert not row.get("summary") or table == "licenses" or row["summary"] == f"[{old['changed']}] {old['summary']}"


@given(days, days)
def test_more_is_there_on_a_later_day(on: At, a, b):
    early, late = (on(d) for d in sorted((a, b), key=latest))
    for table in ("companies", "families", "models", "events", "claims"):
        assert ids(early, table) <= ids(late, table)


@pytest.mark.parametrize(("a", "b"), list(pairwise(REAL_DAYS)))
def test_more_is_there_on_a_later_day_in_the_real_catalogue(really_on: At, a, b):
    for table in ("companies", "families", "models", "events", "claims"):
        assert ids(really_on(a), table) <= ids(really_on(b), table) <= ids(cnai.load(), table)
    assert len(really_on(a).models) < len(really_on(b).models)


HOUSEKEEPING = {"added", "changed", "checked"}  # days on which somebody wrote or looked


def not_before(catalogue: cnai.Catalogue, day: str) -> list[tuple[str, str, str]]:
    """Every date in a replayed record that is surely later than the day."""
    return [
        (row["id"], path, leaf)
        for table in ("companies", "families", "models", "events", "claims")
        for row in raw(catalogue)[table]
        for path, leaf in leaves(row)
        if isinstance(leaf, str)
        and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", leaf)
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
    """Without the date that a replay writes before each summary."""
    return {t: [{k: v for k, v in r.items() if k != "summary"} for r in rows] for t, rows in records.items()}


@given(days, days)
def test_going_back_twice_is_going_back_once(on: At, a, b):
    early, late = sorted((a, b), key=latest)
    all_, article = raw(on("2026-01-31")), "2025-06-01"
    once, twice = replay(all_, early, article)[0], replay(replay(all_, late, article)[0], early, article)[0]
    assert unmarked(once) == unmarked(twice)


@pytest.mark.parametrize(("early", "late"), [("2023-06", "2025-05-28"), ("2025-01-20", "2025-11-03"), ("2025-11-03", "2026-06")])
def test_going_back_twice_is_going_back_once_in_the_real_catalogue(real: cnai.Catalogue, early, late):
    all_, article = raw(real), real.article["date"]
    once, twice = replay(all_, early, article)[0], replay(replay(all_, late, article)[0], early, article)[0]
    assert unmarked(once) == unmarked(twice)


@given(days)
def test_a_replay_leaves_what_it_reads_as_it_is(on: At, day):
    before = raw(on("2026-01-31"))
    copy = json.loads(json.dumps(before))
    replay(before, day, "2025-06-01")
    assert before == copy


@pytest.mark.parametrize("day", REAL_DAYS)
def test_counts_of_a_day_are_counted_from_its_models(really_on: At, day):
    catalogue = really_on(day)
    for owner in (*catalogue.companies, *catalogue.families):
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
    assert [r.ticker for r in catalogue.get("amber").listings if not r.until] == listings
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


def test_claims_are_not_there_before_the_article(on: At, really_on: At):
    assert on("2025-05-31").claims == ()
    assert ids(on("2025-06-01"), "claims") == {"amber-claim-1", "amber-claim-2", "cobalt-claim-1", "tiers-claim-1"}
    assert really_on("2025-11-02").claims == ()
    assert len(really_on("2025-11-03").claims) == len(cnai.load().claims) > 0


def test_a_claim_holds_until_the_day_on_which_it_changed(on: At):
    now = {day: {c.id: (c.verdict_now, c.now_since) for c in on(day).claims} for day in ("2025-08-14", "2025-08-15")}
    assert now["2025-08-14"] == {
        "amber-claim-1": ("supported", None), "amber-claim-2": ("corrected", None), "cobalt-claim-1": ("supported", None),
        "tiers-claim-1": (None, None),
    }  # fmt: skip
    assert now["2025-08-15"]["amber-claim-1"] == ("outdated", "2025-08-15")


def test_an_announced_model_is_there_before_its_release():
    model = plain(cnai.load().models[0]) | {"announced": "2024-01", "released": "2024-06", "weights_released": "2024-09", "past": []}
    model |= {"status": "current", "open_weights": True, "successor": None}
    seen = {}
    for day in ("2023", "2024-03", "2024-07", "2024-10"):
        rows = replay({t: [model] if t == "models" else [] for t in RECORDS}, day, "2025")[0]["models"]
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
    ],
)
def test_a_real_model_on_a_day(name, day, status, license_id):
    model = cnai.load(day).find(name)
    assert (model and model.status, model and model.license and model.license.id) == (status, license_id)


# ---- what differs between two days


Changes = dict[tuple[str, str | None], tuple[str, Any, Any]]


def changed(before: cnai.Catalogue, after: cnai.Catalogue) -> Changes:
    rows = diff(before, after)
    out = {(r["id"], r["field"]): (r["change"], r["old"], r["new"]) for r in rows}
    assert len(out) == len(rows)
    return out


def composed(first: Changes, then: Changes) -> Changes:
    """Two sets of changes one after the other: a record that came brings its later changes along, a change taken back is none."""
    out = dict(first)
    for (rid, name), (change, old, new) in then.items():
        if (rid, None) in first and name is not None:
            continue
        start = out.pop((rid, name), (change, old, None))[1]
        if start != new or change != "changed":
            out[rid, name] = (change, start, new)
    return out


@given(st.lists(days, min_size=3, max_size=3))
def test_what_differs_over_two_spans_follows_from_each(on: At, three):
    a, b, c = (on(day) for day in sorted(three, key=latest))
    assert changed(a, c) == composed(changed(a, b), changed(b, c))


@pytest.mark.parametrize("three", list(combinations(REAL_DAYS, 3))[::3])
def test_what_differs_over_two_real_spans_follows_from_each(really_on: At, three):
    a, b, c = (really_on(day) for day in three)
    assert changed(a, c) == composed(changed(a, b), changed(b, c))


@given(days)
def test_nothing_differs_from_itself(on: At, day):
    assert diff(on(day), on(day)) == []


@given(days, days)
def test_backwards_the_differences_are_turned_round(on: At, a, b):
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    back = {key: (turned[change], new, old) for key, (change, old, new) in changed(on(b), on(a)).items()}
    assert changed(on(a), on(b)) == back


def test_what_differs_in_a_year(on: At):
    rows = {(r["id"], r["field"]): (r["change"], r["old"], r["new"], r["date"]) for r in diff(on("2024-06"), on("2025-09-01"))}
    assert rows == {
        ("cobalt-claim-1", None): ("added", None, "Cobalt is an open-source project.", "2025-06-01"),
        ("amber", "listings"): ("changed", [], ["HKEX 9999.HK"], "2025-09-01"),
        ("amber-1", "license"): ("changed", "amber-license", "mit", "2025-07-01"),
        ("amber-1", "price"): (
            "changed", ["US$1 in · US$2 out per 1M tokens at amber-api"], ["US$0.5 in · US$1 out per 1M tokens at amber-api"], "2025-08-01",
        ),
        ("amber-1", "status"): ("changed", "current", "superseded", "2025-08-15"),
        ("amber-2", None): ("added", None, "Amber 2", "2025-08-15"),
        ("amber-claim-1", None): ("added", None, "Amber 1 is the newest stone.", "2025-06-01"),
        ("amber-claim-2", None): ("added", None, "Amber was founded in 2019.", "2025-06-01"),
        ("tiers-claim-1", None): ("added", None, "Stones lead the field.", "2025-06-01"),
    }  # fmt: skip


def test_the_library_compares_with_the_articles_day(stones: cnai.Catalogue, on: At):
    assert stones.diff() == diff(on("2025-06-01"), stones)
    assert stones.diff("2024", "2025-07") == diff(on("2024"), on("2025-07"))


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("", {("amber", "listings"), ("amber", "valuation"), ("amber-1", "license"), ("amber-1", "price"), ("amber-1", "status"),
              ("amber-2", None), ("amber-max", None), ("basalt-57b", None), ("basalt-v-7b", None), ("amber-claim-1", "verdict_now")}),
        ("--until 2025-07", {("amber-1", "license")}),
        ("basalt", {("basalt-57b", None), ("basalt-v-7b", None)}),
        ("amber --field license,price", {("amber-1", "license"), ("amber-1", "price")}),
        ("--since 30d", set()),
        ("--since 2026-01-31", set()),
        ("amber --since 2022-06 --until 2024-04 --field hq", {("amber", "hq")}),
        ("amber --since 2022-06 --until 2024-06 --field ceo", {("amber", "ceo")}),
    ],
)  # fmt: skip
def test_the_command_compares_with_the_articles_day(stone_run: Runner, line, rows):
    run = stone_run("diff", *line.split(), "--json")
    assert {(r["id"], r["field"]) for r in json.loads(run.out)} == rows
    assert ("nothing changed" in run.err) == (not rows)


@pytest.mark.parametrize(
    ("names", "ids_"),
    [
        ([], None),
        (["amber-1"], {"amber-1"}),
        (["basalt-lm"], {"basalt-lm", "basalt-vision", "basalt-57b", "basalt-v-7b"}),
        (["basalt-vision", "cobalt"], {"basalt-vision", "basalt-v-7b", "cobalt"}),
        (["amber"], {"amber", "amber-models", "amber-1", "amber-2", "amber-max", "amber-lost"}),
    ],
)
def test_a_record_speaks_for_what_is_below_it(stones: cnai.Catalogue, names, ids_):
    assert scope(stones, [stones.resolve(n) for n in names]) == ids_


# ---- the timeline and the news

TIMELINE = ["2021", "2024-01-10", "2025-08-15", "2025-09-01", "2025-10-05", "2025-11", "2025-12-24"]


def test_the_timeline_is_oldest_first_and_the_news_newest_first(whole: cnai.Catalogue):
    oldest, newest = [r["date"] for r in timeline(whole)], [r["date"] for r in news(whole)]
    assert oldest == sorted(oldest)
    assert newest == sorted(newest, reverse=True)
    assert len(newest) >= len(oldest) == len(whole.events) + sum(m.released is not None for m in whole.models)


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("", TIMELINE),
        # for --since an inexact date is as late as it may be, for --until as early
        ("--since 2021-12-31", TIMELINE),
        ("--since 2022", TIMELINE[1:]),
        ("--since 2025-11-30", TIMELINE[5:]),
        ("--since 2025-12", TIMELINE[6:]),
        ("--until 2021-01-01", TIMELINE[:1]),
        ("--until 2020", []),
        ("--until 2025-10-31", TIMELINE[:5]),
        ("--until 2025-11-01", TIMELINE[:6]),
        ("--until 2025-11", TIMELINE[:6]),
        ("--since 2025-09 --until 2025", TIMELINE[3:]),
        ("--since 2025 --until 2025-09-01", TIMELINE[2:4]),
        ("--since 2025-12 --until 2025-11", []),
        ("--since 6m", TIMELINE[2:]),
        ("--as-of 2025-08-15", TIMELINE[:3]),
        ("--as-of 2025-11-01", TIMELINE[:6]),
        ("--type funding,listing", ["2021", "2025-09-01"]),
        ("--type release", [d for d in TIMELINE if d not in ("2021", "2025-09-01")]),
        ("basalt", ["2025-10-05", "2025-12-24"]),
        ("basalt-vision", ["2025-12-24"]),
        ("amber-1 amber-2", ["2024-01-10", "2025-08-15"]),
        ("amber", [d for d in TIMELINE if d not in ("2025-10-05", "2025-12-24")]),
    ],
)
def test_the_timeline_of_a_span(stone_run: Runner, line, dates):
    run = stone_run("timeline", *line.split(), "--json")
    assert [r["date"] for r in json.loads(run.out)] == dates
    assert ("nothing in this span" in run.err) == (not dates)


@pytest.mark.parametrize(
    ("line", "counted"),
    [
        ("timeline", True),
        ("timeline amber", True),
        ("timeline basalt", False),
        ("models --since 2024", True),
        ("models basalt --since 2024", False),
        ("models", False),
        ("models --as-of 2025-12-30", True),
        ("diff --since 2025-12-30", True),
    ],
)
def test_what_has_no_date_is_left_out_and_counted(stone_run: Runner, line, counted):
    run = stone_run(*line.split(), "--json")
    assert "amber-lost" not in run.out or line == "models"
    assert len(re.findall(r"^1 releases? without a known date (are |is )?left out", run.err, re.MULTILINE)) == counted
    assert ("known date" in run.err) == counted


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("--since 2025-08", ["basalt-v-7b release", "amber-max release", "basalt-57b release", "amber-2025-09-listing listing",
                             "amber-2 release", "amber-2 licence", "amber-1 price"]),
        ("--since 60d", ["basalt-v-7b release"]),
        ("", []),
        ("--since 30d --as-of 2025-07-10", ["amber-1 licence"]),
        ("amber-1 --since 2020", ["amber-1 price", "amber-1 licence", "amber-1 release"]),
    ],
)  # fmt: skip
def test_the_news_of_a_span(stone_run: Runner, line, rows):
    run = stone_run("news", *line.split(), "--json")
    assert [f"{r['id']} {r['type']}" for r in json.loads(run.out)] == rows
    assert ("nothing since" in run.err) == (not rows)


def test_news_of_a_licence_say_whether_it_became_stricter(on: At):
    titles = {(r["id"], r["date"]): r["title"] for r in news(on("2026-01-31")) if r["type"] == "licence"}
    assert titles == {
        ("amber-1", "2025-07-01"): "Amber 1: licence changes from amber-license to mit (freer)",
        ("amber-2", "2025-08-15"): "Amber 2 comes under Amber License (modified), Amber 1 under MIT License (stricter)",
    }


@given(days, days, days)
def test_a_span_takes_what_may_lie_in_it(day, since, until):
    inside = dated(since, until)(day)
    assert inside == (latest(day) >= earliest(since) and earliest(day) <= latest(until))
    assert dated(None, None)(day)
    assert not dated(since, None)(None)


def test_news_tell_the_licence_of_the_day(real: cnai.Catalogue):
    [title] = [r["title"] for r in news(real) if r["id"] == "minimax-m2" and "comes under" in r["title"]]
    assert title.startswith("MiniMax-M2 comes under MIT License, ")
