"""Sizes, prices, revenues and currencies as people type them: what is read, what is refused, and what was probably meant."""

import json
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnai.errors import InvalidQuery
from cnai.questions.others import known
from cnai.words.money import amount, currency_code, revenue
from cnai.words.quantities import one_of, sizes_in, threshold, users
from conftest import Runner, rows_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5亿", 5e8), ("50万", 5e5), ("1.2 千万", 1.2e7), ("1万亿", 1e12), ("5千亿", 5e11), ("2百亿", 2e10), ("5000萬", 5e7),
        ("1亿5000万", 1.5e8), ("1亿5千万", 1.5e8), ("50 million", 5e7), ("2bn", 2e9), ("3 mn", 3e6), ("40 mio", 4e7), ("1.5 Mrd.", 1.5e9),
        ("10 thousand", 1e4), (".5M", 5e5), ("100,000,000", 1e8), ("1，500，000", 1.5e6), ("1,234.5K", 1234500), ("1_000", 1000),
        ("５Ｍ", 5e6), ("5\u212a", 5000),
    ],
)  # fmt: skip
def test_a_size_is_read(text, number):
    assert threshold(text, "min-params") == number


@pytest.mark.parametrize("text", ["2亿用户", "2亿个用户", "2亿人", "200M users", "200M MAU", "200 million monthly active users", "2亿月活"])
def test_the_word_for_users_may_stand_behind_their_number(text):
    assert users(text) == 200_000_000


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1,5M", "1.5M"), ("0,6B", "0.6B"), ("1,5亿", "1.5亿"), ("1，5M", "1.5M"), ("0,500M", "0.500M"), ("1.234,5M", "1234.5M"),
        ("1,0000", "1.0000"), ("1234,567", "1234.567"), ("99,99,999", "9999999"), ("1,2,3M", ""), ("1,234,5", ""), ("1,5.5", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read", [users, amount, lambda text: threshold(text, "cost"), lambda text: revenue(text + "/year")])
def test_a_comma_that_groups_no_thousands_is_refused(read, text, meant):
    with pytest.raises(InvalidQuery, match="a comma only groups thousands") as refused:
        read(text)
    assert re.findall(r"did you mean (.+)\?$", refused.value.message) == [meant] * bool(meant)


@given(st.integers(1, 10**15), st.sampled_from([",", "，"]))
def test_thousands_may_be_grouped(number, comma):
    assert threshold(f"{number:,}".replace(",", comma), "mau") == number


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["", "K", "M", " million", "亿"]))
def test_a_comma_is_never_dropped_between_other_numbers(whole, rest, unit):
    if len(str(rest)) != 3 or whole not in range(1, 1000):
        with pytest.raises(InvalidQuery):
            threshold(f"{whole},{rest}{unit}", "mau")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("三百万", "300万"), ("一亿二千万", "1亿2000万"), ("两千三百万", "2300万"), ("一千零五万", "1005万"), ("十五万", "15万"),
        ("1000千tokens", "1000千"), ("128K tokens", "128K"), ("7B params", "7B"),
    ],
)  # fmt: skip
def test_a_size_in_words_is_refused_with_the_figure(text, meant):
    with pytest.raises(InvalidQuery, match=f"; did you mean {meant}\\?$"):
        threshold(text, "min-params")
    assert threshold(meant, "min-params") > 0


@pytest.mark.parametrize("text", ["三百五", "千千万", "三三万", "tokens"])
def test_no_figure_is_guessed_of_an_unclear_number(text):
    with pytest.raises(InvalidQuery, match="is not a size") as error:
        threshold(text, "min-params")
    assert "did you mean" not in str(error.value)


@pytest.mark.parametrize(("text", "meant"), [("5元/百万tokens", "5元"), ("US$0.5 per 1M tokens", "US$0.5"), ("$5/million", "$5")])
def test_a_price_with_its_unit_is_refused_with_the_price(text, meant):
    with pytest.raises(InvalidQuery, match=f"per 1M tokens, so {re.escape(meant)} is enough"):
        amount(text)
    assert amount(meant) > 0


@pytest.mark.parametrize("text", ["5元/千tokens", "$5/image"])
def test_a_price_of_another_unit_is_not_read_as_one_of_a_million_tokens(text):
    with pytest.raises(InvalidQuery, match=r"0\.5$"):
        amount(text)


@pytest.mark.parametrize(
    ("text", "allowed", "meant"),
    [
        ("代码", "text code video", "code"),
        ("视频", "text code video", "video"),
        ("IPO", "listing filing", "listing"),
        ("llm", "text", "text"),
    ],
)
def test_a_word_of_the_trade_is_refused_with_the_fixed_word(text, allowed, meant):
    with pytest.raises(InvalidQuery, match=f"did you mean {meant}\\?$"):
        one_of(text, allowed.split(), "kind")


@pytest.mark.parametrize("text", ["9" * 400, "1亿5千", "1亿50000万", "-5", "1, 5M", "9e5", "½M", "5MM", "", "亿"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(InvalidQuery, match="is not a size"):
        threshold(text, "min-params")


@given(st.text("0123456789.,，_ kmbKtn万千亿一$¥￥€USDCNYx/每年月peraMio\u212a", max_size=14))
def test_any_text_is_an_amount_or_a_usage_error(text):
    for read in (users, amount, revenue):
        with suppress(InvalidQuery):
            read(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("40M/year", (4e7, None, "year")),
        ("$20M/month", (2e7, "USD", "month")),
        ("20M USD / mo", (2e7, "USD", "month")),
        ("100M cny/yr", (1e8, "CNY", "year")),
        ("1.5B EUR/y", (1.5e9, "EUR", "year")),
        ("1,500,000 eur/year", (1.5e6, "EUR", "year")),
        ("2,500,000/m", (2.5e6, None, "month")),
        (" 12/year ", (12, None, "year")),
        ("40 million/year", (4e7, None, "year")),
        ("40 billion/year", (4e10, None, "year")),
        ("3 million per month", (3e6, None, "month")),
        ("10bn USD/year", (1e10, "USD", "year")),
        ("US$10bn/year", (1e10, "USD", "year")),
        ("40M dollars/year", (4e7, "USD", "year")),
        ("40M US dollars a year", (4e7, "USD", "year")),
        ("40 Mio. EUR/year", (4e7, "EUR", "year")),
        ("40k euros per annum", (4e4, "EUR", "year")),
        ("40M€ p.a.", (4e7, "EUR", "year")),
        ("40M yuan yearly", (4e7, "CNY", "year")),
        ("40M annually", (4e7, None, "year")),
        ("3M monthly", (3e6, None, "month")),
        ("£5M/year", (5e6, "GBP", "year")),
        ("$40M CAD/year", (4e7, "CAD", "year")),
        ("¥5亿 JPY/月", (5e8, "JPY", "month")),
        ("4000万美元/年", (4e7, "USD", "year")),
        ("每年5亿元", (5e8, "CNY", "year")),
        ("每个月5亿元", (5e8, "CNY", "month")),
        ("人民币2000万元/月", (2e7, "CNY", "month")),
        ("港币5000万元/年", (5e7, "HKD", "year")),
        ("4000萬港幣/年", (4e7, "HKD", "year")),
        ("¥5亿/月", (5e8, "CNY", "month")),
        ("￥5亿/月", (5e8, "CNY", "month")),
        ("20M RMB/month", (2e7, "CNY", "month")),
        ("3千万/月", (3e7, None, "month")),
        ("1亿5000万/年", (1.5e8, None, "year")),
    ],
)
def test_a_revenue_is_read(text, meant):
    assert revenue(text) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("40M XYZ/year", "'XYZ', which is neither a size (K, M, B, 万, 亿) nor a known currency (USD, CNY, EUR, "),
        ("40M EUO/year", "did you mean EUR?"),
        ("40 mill/year", "has 'mill', which is neither a size"),
        ("XYZ 40M/year", "has 'XYZ'"),
        ("40MGULDEN/year", "neither a size"),
        ("$40M EUR/year", "names two currencies, USD and EUR"),
        ("40M USD CNY/year", "use 40M/year or 40M CNY/year"),
        ("一亿二千万/年", "did you mean 1亿2000万?"),
        ("USD/year", "needs an amount and a period"),
        ("40M USD", "needs an amount and a period"),
    ],
)
def test_a_revenue_that_is_none_is_refused(text, said, run: Runner):
    answer = run("can", "kimi-k2", "--revenue", text)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("cnai: --revenue: ")
    assert said in answer.err


@pytest.mark.parametrize(("text", "code"), [("rmb", "CNY"), ("US$", "USD"), ("￥", "CNY"), ("人民幣", "CNY"), ("Euros", "EUR"), ("x", "x")])
def test_a_currency_is_known_by_its_usual_names(text, code):
    assert currency_code(text) == code


@pytest.mark.parametrize(
    ("text", "meant"), [("0.5", (0.5, None)), ("1,000", (1000, None)), ("US$1", (1, "USD")), ("8元", (8, "CNY")), ("€.5", (0.5, "EUR"))]
)
def test_a_price_is_read(text, meant):
    assert (amount(text), amount(text).currency) == meant


def test_every_currency_of_the_data_is_known(real):
    used = {price.currency for model in real.models for price in model.prices}
    used |= {rule.when.currency for licence in real.licenses for rule in licence.rules if rule.when.currency}
    assert {revenue(f"1M {code}/year")[1] for code in used} == used


def test_sizes_in_a_text_keep_their_commas():
    assert sizes_in("427B total, 26B active, 1,234M, and 1,5 billion on 2025-07-11") == [427e9, 26e9, 1234e6, 1]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("prices kimi-k3 --cost 1,5M:200K", "1.5M"),
        ("prices kimi-k3 --max-price 0,5 --currency USD", "0.5"),
        ("models --max-price=0,5 --currency USD", "0.5"),
        ("models --min-params 0,6B", "0.6B"),
        ("models --max-active 1,5B", "1.5B"),
        ("models --min-context 0,5M", "0.5M"),
        ("can hunyuan3d-2-1 --mau 0,5M", "0.5M"),
        ("can minimax-m3 --revenue 19,5M/year", "19.5M"),
    ],
)
def test_a_decimal_comma_is_a_usage_error_in_every_option(line, meant, run: Runner):
    answer = run(*line.split())
    assert (answer.code, answer.out) == (2, "")
    assert re.match("cnai: --[a-z-]+: ", answer.err)
    assert f"did you mean {meant}?" in answer.err


@pytest.mark.parametrize("command", ["can", "models"])
@pytest.mark.parametrize(
    ("income", "read"),
    [
        ("30M/year", ""),
        ("3000万/年", "US$30m a year"),
        ("3000万/月", "US$30m a month"),
        ("30M USD/year", ""),
        ("3000万元/年", ""),
        ("$30M/year", ""),
    ],
)
def test_a_currency_that_is_assumed_is_said(command, income, read, run: Runner):
    said = f"revenue {income} has no currency and is read as {read}; for yuan add CNY or 元" if read else "has no currency"
    answer = run(command, "kimi-k2", "--revenue", income, "--json")
    assert (said in answer.err) is bool(read)
    if command == "can":
        assert rows_of(answer)[0]["question"]["revenue"].keys() == {"amount", "currency", "period"}


def test_a_colon_of_a_chinese_keyboard_parts_the_tokens(run: Runner):
    assert run("prices", "kimi-k3", "--cost", "1M：200K", "--json").out == run("prices", "kimi-k3", "--cost", "1M:200K", "--json").out != ""


def test_all_known_currencies_are_candidates(run: Runner):
    error = json.loads(run("can", "kimi-k2", "--revenue", "4M XYZ/year", "--json").err)["error"]
    assert {"USD", "CNY", "INR", "ZAR"} <= set(error["candidates"])


@pytest.mark.parametrize(("text", "value"), [("1,048,576", 1048576), ("685B", 685e9), ("685,5B", "685,5B"), ("0,5", "0,5")])
def test_a_number_of_another_catalogue_keeps_its_decimal_comma(text, value):
    assert known("total_params", text) == value
