"""Values become words: at their limits, where they are missing, and where they hold what a terminal could obey."""

import sys
import unicodedata

import pytest

from cnai.words import text
from cnai.words.quantities import threshold


@pytest.mark.parametrize(
    ("function", "value", "said"),
    [
        (text.tokens, 131072, "128K"),
        (text.tokens, 1048576, "1M"),
        (text.tokens, 1047552, "1023K"),
        (text.tokens, 1024, "1K"),
        *((text.tokens, n * 1000, f"{n}K") for n in (8, 32, 40, 64, 96, 128, 200, 256, 384, 512)),
        *((text.tokens, n * 1024, f"{n}K") for n in (8, 32, 40, 64, 96, 128, 198, 200, 256, 384, 512)),
        (text.tokens, 1_024_000, "1.02M"),
        (text.tokens, 1_010_000, "1.01M"),
        (text.tokens, 2_097_152, "2M"),
        (text.tokens, 1_000_000, "1M"),
        (text.tokens, 15_500_000_000_000, "15.5T"),
        (text.tokens, 0, "0"),
        (text.params, 671_000_000_000, "671B"),
        (text.params, 1_040_000_000_000, "1.04T"),
        (text.short_number, 999, "999"),
        (text.short_number, 999.5, "1K"),
        (text.short_number, 1000, "1K"),
        (text.short_number, 999_499, "999K"),
        (text.short_number, 999_499.9, "999K"),
        (text.short_number, 999_500, "1M"),
        (text.short_number, -1_500_000, "-1.5M"),
        (text.short_number, 999_499_999, "999M"),
        (text.short_number, 999_500_000_000, "1T"),
        (text.short_number, 10**12, "1T"),
        (text.short_number, 1.5, "1.5"),
        (text.short_number, 1000 * 10**12, "1000T"),
        (text.short_number, 1234 * 10**12, "1234T"),
    ],
)
def test_a_number_in_three_digits_and_a_letter(function, value, said):
    assert function(value) == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (10**9, "USD", "US$1bn"),
        (999_999_999, "USD", "US$1bn"),
        (20 * 10**9, "USD", "US$20bn"),
        (10**6, "CNY", "¥1m"),
        (999_499, "CNY", "¥999,499"),
        (999_500, "CNY", "¥1m"),
        (10**12, "HKD", "HK$1,000bn"),
        (1234 * 10**9, None, "1,234bn"),
        (5, "EUR", "EUR 5"),
        (0.5, None, "0.5"),
        (1_500_000, "EUR", "EUR 1.5m"),
    ],
)
def test_money_by_its_sign_or_code(amount, currency, said):
    assert text.money(amount, currency) == said


def test_what_cannot_be_seen_or_is_obeyed_is_shown_as_its_code_point():
    """Every control, format, private and broken character, but for the line break and the tab; and no other."""
    shown = {c for c in map(chr, range(sys.maxunicode + 1)) if text.safe(c) != c}
    unseen = {c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")} - {
        "\n",
        "\t",
    }
    assert unseen <= shown
    assert {unicodedata.category(c) for c in shown - unseen} <= {"Cn"}  # places that no character has yet
    assert text.safe("a\x1b[31m\u202eb\U000110bd\ud800\n") == "a\\u{1b}[31m\\u{202e}b\\u{110bd}\\u{d800}\n"


@pytest.mark.parametrize(("given", "line"), [("a \r\n\tb", "a b"), ("\n", " "), ("a  b", "a  b"), ("a\x0bb\n", "a\\u{b}b ")])
def test_one_line_has_no_line_break(given, line):
    assert text.one_line(given) == line


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"total_params": 10**12, "active_params": 32 * 10**9}, "1T-A32B"),
        ({"total_params": 72 * 10**9}, "72B"),
        ({"active_params": 3 * 10**9}, "A3B"),
        ({}, "—"),
        ({"undisclosed": ["total_params"]}, "undisclosed"),
        ({"not_applicable": ["total_params"]}, "n/a"),
        ({"undisclosed": ["active_params"]}, "—"),
    ],
)
def test_a_size_or_why_there_is_none(row, said):
    assert text.size(row) == said


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("open_weights", True, "open"),
        ("open_weights", False, "closed"),
        ("open_weights", None, "—"),
        ("deprecated", True, "yes"),
        ("deprecated", False, "no"),
        ("kinds", [], "—"),
        ("kinds", ["text", "code"], "text, code"),
        ("context_tokens", 262144, "256K"),
        ("total_params", 72 * 10**9, "72B"),
        ("model_count", 58, "58"),
        ("training_cost_usd", 5_576_000, "US$5.58m"),
        ("training_compute_flop", 1000, "1,000"),
        ("base_model", {"name": "Llama", "relation": "distilled"}, "Llama (distilled)"),
        ("name", "a\nb", "a b"),
        ("founders", [{"name": "Liang Wenfeng", "name_zh": "梁文锋"}], "Liang Wenfeng 梁文锋"),
    ],
)
def test_a_value_as_people_read_it(key, value, said):
    assert text.show(key, value) == said


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("text", "text"),
        ({"exchange": "HKEX", "ticker": "2513"}, "HKEX 2513"),
        ({"list": "1260H", "authority": "US", "status": "listed"}, "1260H: listed"),
        ({"list": "1260H", "authority": "US", "status": "listed", "since": "2025-01-07"}, "1260H: listed (2025-01-07)"),
        (
            {"list": "X", "authority": "US", "status": "removed", "since": "2021-01-14", "until": "2021-05-25"},
            "X: listed 2021-01-14, removed 2021-05-25",
        ),
        ({"list": "X", "authority": "US", "status": "removed", "until": "2021-05-25"}, "X: removed 2021-05-25"),
        ({"amount": 2 * 10**9, "currency": "USD", "date": "2025-01"}, "US$2bn (2025-01)"),
        ({"name": "SWE-bench", "variant": "agentic", "score": 65.8, "unit": "%"}, "SWE-bench (agentic) 65.8 %"),
        ({"list": "X", "authority": "US", "status": "not-found", "since": "2026-11-01"}, "X: not on the list (checked 2026-11-01)"),
        ({"amount": 5}, "5"),
        ({"name": "Baidu", "relation": "parent"}, "Baidu (parent)"),
        ({"a": "x", "b": None, "c": [], "d": {"name": "y"}}, "x, y"),
        ({"name": "MMLU", "score": 0.5, "unit": "share", "reported_by": "maker"}, "MMLU 50 %, maker"),
        ({"name": "MMLU", "score": 1, "reported_by": "independent"}, "MMLU 1, independent"),
        ({"name": "MMLU", "score": 1, "reported_by": "independent", "evaluator": "Sierra"}, "MMLU 1, Sierra"),
        ({"name": "MMLU", "score": 1, "reported_by": "maker", "evaluator": "Sierra"}, "MMLU 1, maker"),
        ({"name": "MMLU", "variant": "5-shot", "settings": "no tools", "score": 1}, "MMLU (5-shot, without tools) 1"),
        ({"currency": "CNY", "input": 1, "unit": "1M tokens", "since": "2025-07"}, "¥1.00 in per 1M tokens (since 2025-07)"),
    ],
)
def test_an_object_in_a_few_words(item, said):
    assert text.show_item(item) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, ""),
        ({"since": "2025-07"}, " (since 2025-07)"),
        ({"until": "2025-09"}, " (until 2025-09)"),
        ({"since": "2025-07", "until": "2025-09"}, " (2025-07 to 2025-09)"),
    ],
)
def test_the_days_of_an_entry(row, said):
    assert text.span(row) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"input": 0.6, "output": 2.5}, "US$0.60 in · US$2.50 out per 1M tokens"),
        ({"input": 0}, "US$0.00 in per 1M tokens"),
        ({"cached_input": 0.0028, "cache_write": 1.234, "mode": "batch"}, "US$0.0028 cached · US$1.234 cache write per 1M tokens, batch"),
        ({"input": 1, "mode": "standard", "hours": "off-peak"}, "US$1.00 in per 1M tokens, off-peak"),
        ({"input": 1, "over_input_tokens": 131072}, "US$1.00 in per 1M tokens, over 128K input tokens"),
        ({"input": 1, "currency": "EUR"}, "EUR 1.00 in per 1M tokens"),
    ],
)
def test_a_price_row(row, said):
    assert text.price({"currency": "USD", "unit": "1M tokens"} | row) == said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0.658, "share"), "65.8 %"),
        ((1, "share"), "100 %"),
        ((0, "share"), "0 %"),
        ((1.2, "share"), "1.2 share"),
        ((-0.1, "share"), "-0.1 share"),
        ((1400, "Elo"), "1400 Elo"),
        ((1400, "elo", "Chatbot Arena Elo"), "1400"),
        ((3, None), "3"),
        ((2, "rank"), "rank 2"),
    ],
)
def test_a_score_with_its_unit_once(arguments, said):
    assert text.score(*arguments) == said


def test_small_words():
    assert [text.joined(v) for v in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert text.joined(["a", "b"], "or") == "a or b"
    assert [text.plural(n, "release") for n in (0, 1, 2)] == ["0 releases", "1 release", "2 releases"]
    assert text.plural(2, "company", "companies") == "2 companies"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, None),
        ([], None),
        ({}, None),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (["a", "b"], "a; b"),
        ([None], ""),
        ({"a": 1, "b": None, "c": ["x", "y"]}, "a 1, c x; y"),
    ],
)
def test_a_value_as_one_line_of_evidence(value, said):
    assert text.brief(value) == said


def test_a_context_is_written_as_a_threshold_is_read(real):
    for n in {m.context_tokens for m in real.models if m.context_tokens}:
        assert threshold(text.tokens(n), "min-context") == pytest.approx(n, rel=0.05)
