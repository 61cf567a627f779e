"""What differs between two days, the timeline and the news."""

import json
import re
from itertools import combinations, pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnai
from cnai.output.blocks import Facts
from cnai.questions.changes import Entry, _announced, _kind, news, scope, timeline
from cnai.questions.differences import Change, _entries, _when, diff, differences, fields
from cnai.questions.models import models
from cnai.views.changes import diff as drawn
from cnai.words.dates import before, earliest, latest
from conftest import At, Runner, rows_of
from trees import REAL_DAYS, days

# ---- what differs between two days


def test_an_announced_model_is_there_from_the_day_of_its_announcement(really_on: At):
    rows = {r.id: r for r in diff(really_on("2023-09-07"), really_on("2023-09-08"), ["ant-group"])}
    assert (rows["antfinglm"].change, rows["antfinglm"].date) == ("added", "2023-09-08")


Changes = dict[tuple[str, str | None], tuple[str, Any, Any]]


def changed(before: cnai.Catalogue, after: cnai.Catalogue) -> Changes:
    rows = diff(before, after)
    out: Changes = {(r.id, r.field): (r.change, r.old, r.new) for r in rows}
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


@pytest.mark.parametrize("three", list(combinations(REAL_DAYS, 3))[::5])
def test_what_differs_over_two_real_spans_follows_from_each(really_on: At, three):
    a, b, c = (really_on(day) for day in three)
    assert changed(a, c) == composed(changed(a, b), changed(b, c))


@given(days)
def test_nothing_differs_from_itself(on: At, day):
    assert diff(on(day), on(day)) == ()


@given(days, days)
def test_backwards_the_differences_are_turned_round(on: At, a, b):
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    back = {key: (turned[change], new, old) for key, (change, old, new) in changed(on(b), on(a)).items()}
    assert changed(on(a), on(b)) == back


NONE = {"cached_input": None, "cache_write": None, "mode": None, "over_input_tokens": None, "hours": None, "until": None}
OLD_PRICE = {"endpoint": "amber-api", "currency": "USD", "input": 1, "output": 2, "unit": "1M tokens", "since": "2024-01-10"} | NONE
NEW_PRICE = {"endpoint": "amber-api", "currency": "USD", "input": 0.5, "output": 1, "unit": "1M tokens", "since": "2025-08-01"} | NONE
LISTING = {"exchange": "HKEX", "ticker": "9999.HK", "since": "2025-09-01", "until": None}


def test_what_differs_between_two_days(on: At):
    rows = {(r.id, r.field): (r.change, r.old, r.new, r.date) for r in diff(on("2024-06"), on("2025-09-01"))}
    assert rows == {
        ("amber-1", "license"): ("changed", "amber-license", "mit", "2025-07-01"),
        ("amber-1", "price"): ("changed", [OLD_PRICE], [NEW_PRICE], "2025-08-01"),
        ("amber-1", "status"): ("changed", "current", "superseded", "2025-08-15"),
        ("amber-2", None): ("added", None, "Amber 2", "2025-08-15"),
        ("amber", "listings"): ("changed", [], [LISTING], "2025-09-01"),
        ("amber-claim-1", None): ("added", None, "Amber 1 is the newest stone.", "2025-06-01"),
        ("amber-claim-2", None): ("added", None, "Amber was founded in 2019.", "2025-06-01"),
        ("cobalt-claim-1", None): ("added", None, "Cobalt is an open-source project.", "2025-06-01"),
        ("tiers-claim-1", None): ("added", None, "Stones lead the field.", "2025-06-01"),
    }


def test_models_come_before_their_company_and_companies_in_the_articles_order(real: cnai.Catalogue):
    rows = [r for r in diff(cnai.load("2025-06"), real) if r.record != "claim"]
    order = {c.id: n for n, c in enumerate(real.companies)}
    keys = [(order[r.company or ""], r.record == "company") for r in rows]
    assert keys == sorted(keys)
    assert len({r.record for r in rows}) == 2


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2020", "2026", ["+2021-01-14", "-2021-05-25", "+2022-03"]),
        ("2021-01-14", "2021-05-25", ["-2021-05-25"]),  # the first day is the one before the window
        ("2021-01-13", "2021-05-24", ["+2021-01-14"]),
        ("2022-03-01", "2026", []),
    ],
)
def test_an_entry_that_was_looked_for_in_vain_is_no_change(start, end, days):
    listed = [
        {"list": "A", "status": "not-found", "since": "2020-06-01", "until": None},
        {"list": "B", "status": "removed", "since": "2021-01-14", "until": "2021-05-25"},
        {"list": "C", "status": "listed", "since": "2022-03", "until": None},
    ]
    assert [f"{'-' if gone else '+'}{day}" for day, gone, came in _entries(listed, start, end)] == days


@pytest.mark.parametrize("key", ["since", "until", "date"])
@pytest.mark.parametrize(
    ("day", "start", "end", "found"),
    [
        ("2025-08-02", "2025-08-01", "2025-08-31", "2025-08-02"),
        ("2025-08-31", "2025-08-01", "2025-08-31", "2025-08-31"),
        ("2025-08", "2025-08-15", "2025-08-31", "2025-08"),
        ("2025-08-01", "2025-08-01", "2025-08-31", None),  # the earlier of the two days has it already
        ("2025-09-01", "2025-08-01", "2025-08-31", None),
    ],
)
def test_a_change_is_of_the_day_that_its_rows_say(key, day, start, end, found):
    model: Any = SimpleNamespace(
        record="model", past=(), weights_released=None, prices=(SimpleNamespace(**{key: day}), SimpleNamespace(since=None))
    )
    assert _when(model, "price", start, end) == found
    assert _when(model, "context_tokens", start, end) is None


def test_a_field_of_no_record_is_not_one_to_compare(stones: cnai.Catalogue):
    with pytest.raises(cnai.InvalidQuery, match=r"'licens'.*license") as caught:
        stones.diff(field="licens")
    assert caught.value.option == "field"


@pytest.mark.parametrize(
    ("names", "claims"),
    [
        ([], ["amber-claim-1", "amber-claim-2", "tiers-claim-1", "cobalt-claim-1"]),
        (["amber"], ["amber-claim-1", "amber-claim-2", "tiers-claim-1"]),
        (["cobalt"], ["cobalt-claim-1"]),
        (["amber-1"], ["amber-claim-1"]),
        (["amber-2"], []),
    ],
)
def test_a_difference_of_a_company_has_the_claims_about_it(on: At, names, claims):
    rows = diff(on("2024-06"), on("2025-09-01"), names)
    assert [r.id for r in rows if r.record == "claim"] == claims


def test_a_window_starts_on_the_articles_day_unless_told_otherwise(stones: cnai.Catalogue, on: At):
    assert stones.diff() == stones.diff(since="2025-06-01") == differences(stones).rows
    assert stones.diff(since="2025-10-20", field="valuation") == ()  # of inexact date: it may be from before
    expected = tuple(r for r in diff(on("2023-12-31"), on("2025-07")) if r.record != "claim")
    found = stones.diff(since="2024", until="2025-07")
    later = [r for r in found if r.field in ("open_weights", "license")]  # after the release, which is in the window too
    assert tuple(r for r in found if r not in later) == expected
    assert [(r.id, r.old, r.new, r.date) for r in later] == [
        ("amber-1", False, True, "2024-02-01"),
        ("amber-1", "amber-license", "mit", "2025-07-01"),
    ]


@pytest.mark.parametrize("since", ["2026-07-16", "2026-07-17", "2025"])
def test_a_wider_window_tells_of_weights_that_were_opened_too(real: cnai.Catalogue, since):
    rows = real.diff("kimi-k3", since=since, field="open_weights")
    assert [(r.old, r.new, r.date) for r in rows] == [(False, True, "2026-07-27")]


def test_each_step_of_a_price_has_its_own_day(real: cnai.Catalogue):
    rows = real.diff("deepseek-v4-flash", since="2026-01-01", field="price")
    assert [r.date for r in rows] == ["2026-04-26", "2026-07-31"]
    assert rows[0].new == rows[1].old
    for row in rows:
        (day,) = real.diff("deepseek-v4-flash", since=row.date, until=row.date, field="price")
        assert (day.old, day.new) == (row.old, row.new)


def test_prices_of_which_only_the_hours_changed_are_told_with_them(run: Runner):
    out = run("diff", "deepseek-v4-pro-0813", "--since", "2026-08-20", "--plain").out
    assert "14:00-18:00 Beijing time" in out
    assert "Monday to Friday 09:00-12:00" in out


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("minimax-m2-5 --field license --since 2026-01-01", ["2026-03-06"]),  # its first licence came a day after it
        ("zhipu --field valuation --since 2025-11-03", ["2026-01-08", "2026-02-20", "2026-06-22"]),
    ],
)
def test_every_step_in_a_window_is_told(run: Runner, asked, days):
    rows = json.loads(run("diff", *asked.split(), "--json").out)
    assert [r["date"] for r in rows] == days
    assert all(then["old"] == before["new"] for before, then in pairwise(rows))


@pytest.mark.parametrize("since", ["2025-11-03", "2025-11-04"])
def test_a_verdict_that_turned_on_no_known_day_is_counted(real: cnai.Catalogue, since, run: Runner):
    said = run("diff", "deepseek", "--since", since, "--field", "verdict_now", "--json")
    assert "deepseek-claim-9" not in said.out
    assert "1 change of inexact date may belong here too" in said.err
    assert {r.company for r in real.diff("xiaomi", since=since, field="verdict_now")} == {"xiaomi"}


def test_the_article_adds_no_claims_but_their_verdicts_change(stones: cnai.Catalogue):
    claims = [r for r in stones.diff() if r.record == "claim"]
    assert [(r.id, r.company, r.change, r.field, r.old, r.new, r.date) for r in claims] == [
        ("amber-claim-1", "amber", "changed", "verdict_now", "supported", "outdated", "2025-08-15")
    ]
    assert stones.diff(field="verdict_now") == tuple(claims)
    assert stones.diff(since="2025-07", field="Verdict_Now") == tuple(claims)
    assert stones.diff(until="2025-08-14", field="verdict_now") == ()
    assert stones.diff("basalt", field="verdict_now") == ()


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
        ("--since 2025-09-01 --until 2025-09-01", {("amber", "listings")}),  # both days are in the window
        ("--since 2025-09-02 --until 2025-09-30", set()),
        ("--since 2025-10-20 --field valuation", set()),
        ("--since 2025-10-20 --field valuation --vague", {("amber", "valuation")}),
        ("--since 2025-10-31 --vague --field valuation", {("amber", "valuation")}),
        ("--since 2025-11-01 --vague --field valuation", set()),
        ("amber --since 2022-06 --until 2024-04 --field hq", {("amber", "hq")}),
        ("amber --since 2022-06 --until 2024-06 --field ceo", {("amber", "ceo")}),
    ],
)  # fmt: skip
def test_the_changes_of_a_window(stone_run: Runner, line, rows):
    run = stone_run("diff", *line.split(), "--json")
    assert {(r["id"], r["field"]) for r in json.loads(run.out)} == rows
    assert {(r["change"], r["field"] is None) for r in json.loads(run.out)} <= {("added", True), ("changed", False)}
    assert bool(re.search("nothing changed$", run.err, re.M)) == (not rows)


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


@pytest.mark.parametrize(
    ("where", "dates"), [("type = 'listing'", ["2025-09-01"]), ("company = 'basalt'", ["2025-10-05", "2025-12-24"]), ("1 = 0", [])]
)
def test_a_condition_chooses_entries_of_the_timeline(stone_run: Runner, where, dates):
    run = stone_run("timeline", "--where", where, "--json")
    assert [r["date"] for r in json.loads(run.out)] == dates


@pytest.mark.parametrize(("day", "titles"), [("2025-11-05", ["Amber 9"]), ("2025-11", ["Amber 9", "Amber 9 arrives"])])
def test_an_event_is_the_detail_of_a_release_only_on_an_exact_day(day, titles):
    catalogue: Any = SimpleNamespace(events=[SimpleNamespace(id="arrival", about=("amber-9",))], find=lambda i, _: i)
    release = Entry(date=day, record="model", type="release", company="amber", id="amber-9", title="Amber 9")
    event = Entry(date=day, record="event", type="other", company="amber", id="arrival", title="Amber 9 arrives")
    rows = _announced(catalogue, [release, event], ())
    assert [r.title for r in rows] == titles
    assert rows[0].detail == (None if len(titles) > 1 else "Amber 9 arrives")


def test_every_event_and_release_is_told_once(either: cnai.Catalogue):
    rows = timeline(either).rows
    told = [e.title for e in either.events] + [m.name for m in either.models if m.released]
    in_details = [e.title for e in either.events if e.type == "other" and any((r.detail or "").startswith(e.title) for r in rows)]
    assert sorted([r.title for r in rows] + in_details) == sorted(told)
    assert len(timeline(either, type=["other"]).rows) == sum(e.type == "other" for e in either.events)


def test_the_timeline_is_oldest_first_and_the_news_newest_first(either: cnai.Catalogue):
    oldest, newest = [r.date for r in timeline(either).rows], [r.date for r in news(either, since="1990", vague=True).rows]
    assert oldest == sorted(oldest)
    assert newest == sorted(newest, reverse=True)
    assert len(newest) >= len(oldest)


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("", TIMELINE),
        # an inexact date belongs to a window only with all its days; --vague takes those that may belong
        ("--since 2021-12-31", TIMELINE[1:]),
        ("--since 2021-12-31 --vague", TIMELINE),
        ("--since 2021", TIMELINE),
        ("--since 2022", TIMELINE[1:]),
        ("--since 2025-11-01", TIMELINE[5:]),
        ("--since 2025-11-02", TIMELINE[6:]),
        ("--since 2025-11-30 --vague", TIMELINE[5:]),
        ("--since 2025-12", TIMELINE[6:]),
        ("--until 2021-01-01", []),
        ("--until 2021-01-01 --vague", TIMELINE[:1]),
        ("--until 2021", TIMELINE[:1]),
        ("--until 2020", []),
        ("--until 2025-10-31", TIMELINE[:5]),
        ("--until 2025-11-01", TIMELINE[:5]),
        ("--until 2025-11-01 --vague", TIMELINE[:6]),
        ("--until 2025-11-30", TIMELINE[:6]),
        ("--until 2025-11", TIMELINE[:6]),
        ("--since 2025-09 --until 2025", TIMELINE[3:]),
        ("--since 2025 --until 2025-09-01", TIMELINE[2:4]),
        ("--since 6m", TIMELINE[2:]),
        ("--as-of 2025-08-15", TIMELINE[:3]),
        ("--as-of 2025-11-01", TIMELINE[:6]),  # its days are cut at the day shown
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
    assert ("nothing happened in this window" in run.err) == (not dates)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("timeline --since 2021-12-31", "1 entry with inexact dates may also belong here; add --vague\n"),
        ("timeline --since 2021-06 --until 2025-11-15", "2 entries with inexact dates may also belong here; add --vague\n"),
        ("news --since 2025-11-20", "1 entry with inexact dates may also belong here; add --vague\n"),
        ("diff --since 2025-11-15", "1 change of inexact date may belong here too: add --vague\n"),
        ("diff --since 2025-10-20", "1 change of inexact date may belong here too: add --vague\n"),
        ("timeline --since 2021", ""),
        ("timeline --since 2021-12-31 --vague", ""),
        ("diff --since 2025-10-20 --vague", ""),
    ],
)
def test_how_many_of_inexact_date_may_belong_is_said(stone_run: Runner, line, note):
    err = stone_run(*line.split(), "--json").err
    assert note in err
    assert ("inexact" in err) == bool(note)


def test_models_and_companies_that_changed_alike_on_one_day_are_one_row(real: cnai.Catalogue):
    rows = [r for r in real.news(since="1990") if r.record == "model" and r.type != "release"]
    keys = [(r.company, r.date, r.type, r.title.partition(": ")[2]) for r in rows]
    assert len(keys) == len(set(keys)) > 0
    told = {(r.company, r.type, r.date) for r in real.news(since="1990") if r.record == "event"}
    assert not [r for r in rows if (r.company, r.type, r.date) in told], "what an event tells is not told twice"


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
    assert bool(re.search(r"1 release has no known date(, not even of an announcement,)? and is not shown\n", run.err)) == counted
    assert ("known date" in run.err) == counted


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("--since 2025-08", ["basalt-v-7b release", "amber-max release", "basalt-57b release", "amber-2025-09-listing listing",
                             "amber-2 release", "amber-2 licence", "amber-1 price"]),
        ("--since 60d", ["basalt-v-7b release"]),
        ("", []),
        ("--since 30d --as-of 2025-07-10", ["amber-1 licence"]),
        ("amber-1 --since 2020", ["amber-1 price", "amber-1 licence", "amber-1 release", "amber-1 release"]),
    ],
)  # fmt: skip
def test_the_news_of_a_span(stone_run: Runner, line, rows):
    run = stone_run("news", *line.split(), "--json")
    assert [f"{r['id']} {r['type']}" for r in json.loads(run.out)] == rows
    assert ("nothing since" in run.err) == (not rows)


def test_a_change_that_an_event_tells_days_before_is_not_told_again(real: cnai.Catalogue):
    rows = news(real, ["minimax"], since="2026-04-01", until="2026-04-30", type=["licence"]).rows
    assert [r.title for r in rows] == ["M2.7 opens for non-commercial use only"]
    rows = news(real, ["zhipu"], since="2026-08", until="2026-08", type=["licence"], vague=True).rows
    assert [r.title for r in rows] == ["GLM-5.3 weights get a licence of their own"]


def test_an_event_that_only_tells_of_a_release_is_its_detail(real: cnai.Catalogue):
    rows = news(real, ["kuaishou"], since="2026-10-15", until="2026-10-15").rows
    assert [(r.type, r.title) for r in rows] == [("release", "Kling 4.0")]
    assert (rows[0].detail or "").startswith("Kling 4.0 launches. ")


def test_models_that_follow_others_alike_are_one_entry(real: cnai.Catalogue):
    rows = [r for r in news(real, type=["licence"], since="2023").rows if "released under" in r.title]
    together = [r.title for r in rows if "their predecessors'" in r.title]
    assert together
    for title in together:
        who, _, what = title.partition(": ")
        assert " and " in who
        assert re.fullmatch(r"released under .+, (stricter than|freer than|as strict as) their predecessors' \S.+", what)
    told = [(r.company, r.date, r.title.partition(": ")[2]) for r in rows]
    assert len(told) == len(set(told))


def test_news_of_a_licence_say_whether_it_became_stricter(on: At):
    titles = {(r.id, r.date): r.title for r in news(on("2026-01-31"), since="2020").rows if r.type == "licence"}
    assert titles == {
        ("amber-1", "2025-07-01"): "Amber 1: the licence changes from Amber License (modified) to MIT License (freer)",
        ("amber-2", "2025-08-15"): "Amber 2: released under Amber License (modified), stricter than Amber 1's MIT License",
    }


def test_news_tell_the_licence_of_the_day(real: cnai.Catalogue):
    [title] = [r.title for r in real.news(since="2023") if r.id == "cogvideox-2b" and "released under" in r.title]
    assert title.startswith("CogVideoX-2B: released under CogVideoX License, ")


@pytest.mark.parametrize("command", ["models", "diff", "news", "timeline"])
def test_a_window_that_ends_before_it_begins_is_a_usage_error(command, run):
    said = run(command, "--since", "2026-03", "--until", "2025")
    assert (said.code, said.out) == (2, "")
    assert "--since: 2026-03 is after until 2025" in said.err
    assert run(command, "--since", "2026-03", "--until", "2026").code == 0


def test_inexact_dates_in_a_window_of_models_are_counted(real):
    """A release of "2026" is shown for a window within 2026, but may be from before or after it."""
    found = models(real, ["alibaba"], since="2026-06-01", until="2026-09-30")
    early = sum(earliest(m.released or "") < "2026-06-01" for m in found.rows)
    late = sum(latest(m.released or "") > "2026-09-30" for m in found.rows)
    assert early
    assert late
    assert any(f"{early} releases shown have inexact dates that may be before 2026-06-01" in note for note in found.notes)
    assert any(f"{late} releases shown have inexact dates that may be after 2026-09-30" in note for note in found.notes)
    exact = [m for m in found.rows if len(m.released or "") == len("2026-06-01")]
    assert exact
    assert not any("inexact" in note for note in models(real, [exact[0].id], since="2026-06-01").notes)


def test_undated_releases_are_named_where_they_are_missing_and_only_there(real, run):
    undated = sum(m.released is None for m in real.models)
    assert f"{undated} releases have no known year and are not counted" in run("stats", "--by", "year").err
    assert "no known" not in run("stats", "--by", "tier").err
    assert f"{undated} releases have no known date" in run("timeline", "--type", "release").err
    assert "no known date" not in run("timeline", "--type", "listing").err
    unheard = sum(not (m.released or m.announced) for m in real.models)
    assert f"{unheard} releases have no known date, not even of an announcement, and are not shown" in run("diff").err


@pytest.mark.parametrize(("many", "lines"), [(3, 3), (4, 1), (6, 1)])
def test_prices_that_end_on_one_day_are_one_line(stones: cnai.Catalogue, many, lines):
    old = [{"currency": "USD", "input": 1.0, "output": 2.0, "mode": None, "over_input_tokens": None, "unit": "1M tokens"}]
    rows = [
        Change(id=m.id, record="model", company="amber", change="changed", field="price", old=old, new=[], date="2025-10-01")
        for m in stones.models[:many]
    ]
    facts = next(b for b in drawn(stones, rows, "2025-09", None) if isinstance(b, Facts))
    assert [label for label, _ in facts.rows] == ["2025-10-01"] * lines
    text = facts.rows[0][1][0].text or ""
    assert ("no longer listed" in text, "more" in text) == (True, many > 4)


@pytest.mark.parametrize(
    ("spelled", "type_"),
    [("license", "licence"), ("licences", "licence"), ("licenses", "licence"), ("releases", "release"), ("prices", "price")],
)
def test_a_type_is_understood_as_people_spell_it(spelled, type_, real: cnai.Catalogue):
    rows = timeline(real, ["moonshot"], type=[spelled]).rows
    assert rows == timeline(real, ["moonshot"], type=[type_]).rows
    assert {r.type for r in rows} == {type_}


def test_a_change_of_one_price_row_is_not_taken_for_another(stones: cnai.Catalogue):
    """Rows of another endpoint, band, mode, currency or hour are not each other's before and after."""
    rows = [p for m in stones.models for p in m.prices]
    keys = {_kind(p) for p in rows}
    assert len(keys) == len({(p.endpoint, p.currency, p.unit, p.mode, p.over_input_tokens, p.hours) for p in rows}) > 1


@pytest.mark.parametrize("field", ["weights", "benchmarks", "apis"])
def test_what_only_grows_is_no_change(field):
    assert field not in fields()


def test_fields_of_a_difference_are_understood_as_they_are_drawn(real: cnai.Catalogue):
    early = cnai.load("2025-06")
    for spelled, known in (("licence", "license"), ("prices", "price")):
        assert diff(early, real, [], [spelled]) == diff(early, real, [], [known]) != ()


def test_verdicts_come_last_in_a_difference(real: cnai.Catalogue):
    rows = diff(cnai.load("2025-11-03"), real)
    claims = [r.record == "claim" for r in rows]
    assert claims == sorted(claims)
    assert True in claims
    assert False in claims


@pytest.mark.parametrize(("since", "day"), [("6m", "2025-07-31"), ("30d", "2026-01-01"), ("2025-09", "2025-09")])
def test_the_head_of_a_difference_names_the_day_that_a_span_means(stone_run: Runner, since, day):
    assert stone_run("diff", "--since", since, "--plain").out.startswith(f"From {day} to 2026-01-31: ")


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("xiaomi --since 2021 --until 2021 --field restrictions", ["2021-01-14", "2021-05-25"]),
        ("xiaomi --since 2021-01 --until 2021-03 --field restrictions", ["2021-01-14"]),
        ("deepseek --since 2025-01-01 --field restrictions", ["2025", "2025-01", "2025-02", "2025-02-04", "2025-12-18"]),
        ("butterfly-effect --since 2025-12-01 --until 2026-01-31 --field parent", ["2025-12-29"]),
        ("butterfly-effect --since 2025-12-01 --field parent", []),
    ],
)
def test_each_entry_of_a_list_changes_on_its_own_day(run, asked, days):
    assert [row["date"] for row in rows_of(run("diff", *asked.split(), "--json"))] == days


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "butterfly-effect --since 2025-12-01 --field parent",
            "parent of butterfly-effect changed and changed back: cnai timeline butterfly",
        ),
        ("butterfly-effect --since 2026-09 --field parent", "nothing changed"),
    ],
)
def test_what_changed_and_changed_back_is_not_nothing(run, asked, said):
    err = run("diff", *asked.split()).err
    assert said in err
    assert ("nothing changed" in err) == (said == "nothing changed")


@pytest.mark.parametrize("kind", ["licence", "price", "license,price"])
def test_the_timeline_of_licences_and_prices_tells_what_the_news_tell(real: cnai.Catalogue, kind):
    types = kind.split(",")
    rows = real.timeline("qwen", since="2023", type=types)
    assert rows
    assert sorted(map(repr, rows)) == sorted(map(repr, real.news("qwen", since="2023", type=types)))
    assert [earliest(r.date) for r in rows] == sorted(earliest(r.date) for r in rows)


def test_a_licence_as_strict_as_the_one_before_is_no_news(real: cnai.Catalogue):
    assert not [r for r in real.news(since="2020", type="licence") if "as strict as" in r.title]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("huawei --type restriction --since 6m", "nothing since {6m}; the newest before is of 20"),
        ("kuaishou --type lawsuit", "nothing since {30d}, nor before"),
    ],
)
def test_empty_news_say_where_the_newest_is(run, real, asked, said):
    days = {"6m": before(real.date, 6, "m"), "30d": before(real.date, 30, "d")}
    assert said.format(**days) in run("news", *asked.split()).err


def test_drawn_news_say_their_window(run, real):
    assert f"since {before(real.date, 30, 'd')}" in run("news", "deepseek", terminal=True).out
    assert "since 2026-10 until 2026-10-31" in run("news", "--since", "2026-10", "--until", "2026-10-31", terminal=True).out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("seed --field price --since 2026-11", "prices no longer listed at Volcano Engine Ark"),
        ("--since 2027", "From 2027 on: nothing"),
        ("kimi --since 2026-07 --until 2026-10 --field status", "2 current to superseded: Kimi K2.6 (2026-07-16), Kimi K3 (2026-10-24)"),
    ],
)
def test_a_drawn_change_says_what_went_and_what_came(run, asked, said):
    out = " ".join(run("diff", *asked.split(), terminal=True, width=160).out.split())
    assert said in out
    assert not re.search(r"\d \w+ to —|— to \w+", out)


def test_a_price_that_changed_is_said_by_endpoint(on: At, stones: cnai.Catalogue):
    rows = [r for r in diff(on("2024-06"), on("2025-09-01")) if r.field == "price"]
    text = " ".join(
        cell.text or "" for b in drawn(stones, rows, "2024-06", None) if isinstance(b, Facts) for _, cs in b.rows for cell in cs
    )
    assert "US$1.00 in · US$2.00 out per 1M tokens → US$0.50 in · US$1.00 out per 1M tokens" in text


def test_a_window_that_cannot_end_elsewhere_names_the_option_that_can(run):
    assert "--until" in run("diff", "--as-of", "2025-06-01").err


def test_an_end_alone_has_no_start(run: Runner, real):
    rows = real.news("moonshot", until="2023-11")
    assert rows
    assert all(latest(r.date) <= "2023-11-30" for r in rows)
    assert {r.id for r in rows} == {r.id for r in real.news("moonshot", since="1990", until="2023-11")}
    said = run("news", "moonshot", "--until", "2023-11", "--format", "table")
    assert said.code == 0
    assert f"{len(rows)} entries until 2023-11" in said.out or f"{len(rows)} entry until 2023-11" in said.out
    assert real.news() == real.news(since="30d")


def test_the_default_start_of_diff_is_named_where_it_is_too_late(run: Runner, real):
    said = run("diff", "moonshot", "--until", "2025-01")
    assert (said.code, said.out) == (2, "")
    assert f"--until: 2025-01 is before {real.article['date']}, the day of the article" in said.err


def test_weights_that_came_later_are_news_of_their_day(real: cnai.Catalogue, run: Runner):
    rows = [(r.date, r.title) for r in real.news("kimi-k3-1-pro", since="2026-10", type=["release"])]
    assert rows == [("2026-11-04", "Kimi K3.1 Pro: its weights are published"), ("2026-10-24", "Kimi K3.1 Pro")]
    assert "its weights are published" in run("news", "moonshot", "--since", "2026-11-01", "--until", "2026-11-10").out
    assert [r.date for r in real.news("minimax-m2-7", since="2026", type=["release"])] == ["2026-03-18"]  # an event tells that it opened


@pytest.mark.parametrize(
    ("asked", "day", "old", "new"),
    [
        ("minimax-m2 --field license --since 2025-10-01", "2025-11-13", "mit", "minimax-m2-license-modified-mit"),
        ("minimax-m2 --field license --since 2025-10-01 --until 2025-12-01", "2025-11-13", "mit", "minimax-m2-license-modified-mit"),
        ("minimax-m2 --field status --since 2025-10-01 --until 2026-01-01", "2025-12-22", "current", "superseded"),
    ],
)
def test_what_changed_after_a_release_in_the_window_is_told_too(asked, day, old, new, run: Runner):
    (row,) = json.loads(run("diff", *asked.split(), "--json").out)
    assert (row["change"], row["date"], row["old"], row["new"]) == ("changed", day, old, new)


def test_the_first_price_of_a_new_model_is_no_change(run: Runner):
    said = run("diff", "minimax-m2", "--field", "license", "--since", "2025-10-01", "--until", "2025-11-01", "--json")
    assert (said.code, said.out) == (0, "[]\n")
    rows = json.loads(run("diff", "glm-5-3-flash", "--field", "price", "--since", "2026-08-01", "--json").out)
    assert [r["date"] for r in rows] == ["2026-09-10"]
    assert all(r["old"] for r in rows)


@pytest.mark.parametrize(("name", "day"), [("minicpm-v-2-6", "2025-09-15"), ("internlm2-7b", "2025-01-15")])
def test_an_event_that_is_not_listed_hides_no_change_of_its_day(name, day, run: Runner):
    (row,) = (r for r in json.loads(run("timeline", name, "--type", "licence", "--json").out) if r["date"] == day)
    assert "Apache" in row["title"]


def test_the_end_of_a_price_for_the_beginning_is_a_change(run: Runner):
    rows = json.loads(run("timeline", "deepseek-v3", "--type", "price", "--json").out)
    assert any(r["date"] == "2025-02-08" and "0.27" in r["title"] and "0.14" in r["title"] for r in rows)
