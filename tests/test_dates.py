"""Dates as exact as known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnai import InvalidQuery
from cnai.words.dates import before, earliest, is_date, latest, parse

exact = st.dates().map(lambda d: d.isoformat())
dates = st.one_of(exact, exact.map(lambda d: d[:7]), exact.map(lambda d: d[:4]))


@pytest.mark.parametrize("text", ["2025", "2025-07", "2025-07-11", "2024-02-29"])
def test_real_dates_are_dates(text):
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-02-30", "2025-7", "2025-07-11T00:00", "2025-W01", "2025/07"])
def test_other_texts_are_none(text):
    assert not is_date(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2025-07-11", "2025-07-11", "2025-07-11"),
    ],
)
def test_a_date_stands_for_a_span(text, first, last):
    assert (earliest(text), latest(text)) == (first, last)


@given(dates)
def test_a_span_holds_its_date(text):
    assert earliest(text) <= latest(text)
    assert earliest(text).startswith(text)
    assert latest(text).startswith(text)
    assert is_date(latest(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [("30d", "2026-10-24"), ("12w", "2026-08-31"), ("6m", "2026-05-23"), ("1y", "2025-11-23"), ("2025-07", "2025-07"), (" 2025 ", "2025")],
)
def test_spans_count_from_the_day_given(text, day):
    assert parse(text, "2026-11-23") == day


def test_a_month_back_stays_inside_its_month():
    assert before("2026-03-31", 1, "m") == "2026-02-28"
    assert before("2024-02-29", 1, "y") == "2023-02-28"


@pytest.mark.parametrize("text", ["", "yesterday", "d30", "5000000000y", "99999y", "2025-99"])
def test_no_date_says_how_to_write_one(text):
    with pytest.raises(InvalidQuery, match="2025-07-11"):
        parse(text, "2026-11-23")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2025/11/03", "2025-11-03"), ("2025.11.03", "2025-11-03"), ("20251103", "2025-11-03"), ("2025-11-03T10:00:00Z", "2025-11-03"),
        ("2025-7-1", "2025-07-01"), ("2025年11月3日", "2025-11-03"), ("2025年7月", "2025-07"), ("3 November 2025", "2025-11-03"),
        ("today", "2026-11-23"), ("Yesterday", "2026-11-22"), ("2025Q3", "2025-07 to 2025-09"),
        ("q1 2026", "2026-01 to 2026-03"), ("last week", "1w"), ("past 3 months", "3m"), ("two weeks ago", "2w"), ("3 Months", "3m"),
        ("a year ago", "1y"), ("昨天", "2026-11-22"), ("上周", "1w"), ("近三个月", "3m"), ("最近30天", "30d"), ("两个星期前", "2w"),
        ("2025年", "2025"), ("今年", "2026"), ("去年", "2025"), ("前年", "2024"), ("this year", "2026"),
    ],
)  # fmt: skip
def test_a_date_of_another_form_is_refused_with_the_right_form(text, near):
    with pytest.raises(InvalidQuery, match=f"did you mean {re.escape(near)}\\?$"):
        parse(text, "2026-11-23")


@pytest.mark.parametrize(
    "text", ["03/11/2025", "soon", "2025-02-30", "2025-13", "20251399", "day 2025", "3月", "3日", "2025年末", "ago", "last"]
)
def test_nothing_is_guessed_of_an_unclear_date(text):
    with pytest.raises(InvalidQuery, match=r"1y$"):
        parse(text, "2026-11-23")
