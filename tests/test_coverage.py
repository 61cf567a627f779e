"""What is known and what is not, what was checked long ago, and the head of the data."""

import json

import pytest

import cnai
from cnai.questions.coverage import Share, by_company, coverage, stale
from cnai.views.coverage import SHARES
from conftest import Runner, rows_of

README = "amber-readme"


def test_coverage_counts_every_record_once(either: cnai.Catalogue):
    counts = ("filled", "undisclosed", "not_applicable", "unknown")
    sums: dict[tuple[str, str], int] = {}
    for row in coverage(either):
        key = row.record, row.field
        sums[key] = sums.get(key, 0) + sum(getattr(row, k) for k in counts)
        assert (row.primary_share is None) == (row.filled == 0)
        assert row.primary_share is None or 0 <= row.primary_share <= 1
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
    found = rows_of(stone_run("data", "coverage", "Ember", "--json"))
    assert {r["company"] for r in found} == {"amber"}
    [row] = [r for r in found if (r["record"], r["field"]) == (record, field)]
    assert tuple(row[k] for k in ("filled", "undisclosed", "not_applicable", "unknown", "primary_share")) == counts


@pytest.mark.parametrize(
    ("span", "sources"),
    [("90d", {README}), ("2025-10-02", {README}), ("2025-10-01", set()), ("6m", set()), ("1d", {README}), ("2026-02-01", None)],
)
def test_stale_is_what_was_checked_before_the_day(stone_run: Runner, stones: cnai.Catalogue, span, sources):
    said = stone_run("data", "stale", "--older-than", span, "--json")
    found = rows_of(said)
    assert {r["source"] for r in found} == (sources if sources is not None else {e.source for e in stones.evidence})
    assert [r["checked"] for r in found] == sorted(r["checked"] for r in found)
    assert ("everything was checked on" in said.err) == (not found)


def test_stale_has_the_address_to_look_at_again(stones: cnai.Catalogue):
    row = stale(stones, "2025-10-02")[0]
    assert row.to_dict() == {
        "subject": "amber-1", "field": "announced", "checked": "2025-10-01", "source": README, "url": "https://example.org/amber/readme",
    }  # fmt: skip


def test_the_head_of_the_data_counts_what_is_there(stone_run: Runner, stones: cnai.Catalogue):
    head = json.loads(stone_run("data", "--json").out)
    assert list(head) == ["version", "as_of", "hash", "schema_version", "counts"]
    assert head["counts"] == {k: len(getattr(stones, k)) for k in head["counts"]}


def test_coverage_of_several_companies_is_a_line_each(stones: cnai.Catalogue):
    rows = by_company(stones, coverage(stones))
    assert [r.company for r in rows] == [c.id for c in stones.companies]
    for row in rows:
        models = [m for m in stones.models if m.company == row.company]
        assert row.releases == row.dated.of == len(models)
        assert row.licensed.of == sum(bool(m.open_weights) for m in models)
        assert row.dated.known == sum(len(m.released or "") == 10 for m in models)
        assert all(0 <= getattr(row, key).known <= getattr(row, key).of for key in SHARES)


@pytest.mark.parametrize(("known", "of", "percent"), [(0, 0, None), (0, 3, 0), (1, 3, 33), (2, 3, 67), (3, 3, 100)])
def test_a_share_of_nothing_is_unknown(known, of, percent):
    assert Share(of=of, known=known).percent == percent
