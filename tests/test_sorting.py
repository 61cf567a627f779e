"""What every --sort sorts by: any field or heading, and sums of money never across currencies and units."""

from itertools import groupby

import pytest

from cnai.model.records import Company
from cnai.model.shape import flat_names
from cnai.questions.models import Release, models
from cnai.questions.prices import PriceRow
from cnai.questions.sorting import HEADINGS, sorted_by
from cnai.questions.stats import Stat
from conftest import Runner

SORTED = {"list": Company, "models": Release, "prices": PriceRow, "stats": Stat}


def fields(cls):
    """Everything that --sort takes for a class."""
    known = [*flat_names(cls), *cls.__dataclass_fields__]
    return list(dict.fromkeys([*known, *(heading for heading, name in HEADINGS.items() if name in known)]))


@pytest.mark.parametrize(("command", "field"), [(command, f) for command, cls in SORTED.items() for f in fields(cls)])
def test_every_field_and_heading_sorts(command, field, stone_run):
    more = {"models": ["--currency", "USD"], "prices": ["--cost", "1M:200K"]}.get(command, [])
    plain, up, down = (stone_run(command, *more, *sort, "--format", "tsv") for sort in ([], ["--sort", field], ["--sort", f"-{field}"]))
    assert (up.code, down.code) == (0, 0), up.err + down.err
    assert len(plain.out.splitlines()) == len(up.out.splitlines()) == len(down.out.splitlines()) > 1
    assert stone_run(command, *more, "--sort", field, "--format", "table").code == 0


@pytest.fixture(scope="module")
def rows(real):
    return {"list": real.companies, "models": models(real).rows, "prices": real.prices(), "stats": real.stats()}


@pytest.mark.parametrize(("command", "field"), [(command, f) for command, cls in SORTED.items() for f in fields(cls)])
def test_no_value_of_the_data_stops_a_sort(command, field, rows):
    assert len(sorted_by(rows[command], f"-{field}", SORTED[command])) == len(rows[command])


@pytest.mark.parametrize(
    ("command", "field"), [("list", "valuation"), ("list", "-valuation_amount"), ("prices", "input"), ("prices", "-output")]
)
def test_sums_are_sorted_within_a_currency_and_unit(command, field, rows):
    key = field.lstrip("-")

    def seen(row):
        if command == "list":
            return row.valuation and (row.valuation.amount, row.valuation.currency, None)
        return None if getattr(row, key) is None else (getattr(row, key), row.currency, row.unit)

    known = [found for row in sorted_by(rows[command], field, SORTED[command]) if (found := seen(row))]
    groups = [(unit, [amount for amount, *_ in of_unit]) for unit, of_unit in groupby(known, key=lambda k: k[1:])]
    assert len(groups) == len({unit for unit, _ in groups}) > 1, "each currency and unit once"
    for _, amounts in groups:
        assert amounts == sorted(amounts, reverse=field.startswith("-"))


@pytest.mark.parametrize(
    ("command", "heading", "field"),
    [
        ("stats", "releases", "models"), ("stats", "open", "open_models"), ("stats", "share", "open_share"),
        ("stats", "median size", "median_params"), ("stats", "days between", "median_gap_days"), ("list", "releases", "model_count"),
        ("list", "models", "model_count"), ("prices", "at", "endpoint"), ("prices", "per", "unit"), ("models", "context", "context_tokens"),
    ],
)  # fmt: skip
def test_any_heading_that_is_drawn_sorts(command, heading, field, run: Runner):
    assert run(command, "--sort", f"-{heading}", "--json").out == run(command, "--sort", f"-{field}", "--json").out != "[]\n"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("list --sort -valuation", True),
        ("list --sort name", False),
        ("prices kimi-k3 --sort output", True),
        ("prices kimi-k3 --sort output --currency USD", False),
        ("prices kimi-k3 deepseek --cost 1M:200K --sort cost", True),
    ],
)
def test_sums_in_several_currencies_are_said_to_be_sorted_within_each(asked, said, run: Runner):
    assert ("sorted within each currency, not across" in run(*asked.split()).err) == said
