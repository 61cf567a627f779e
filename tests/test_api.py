"""import cnai: what a program relies on."""

import json
from dataclasses import FrozenInstanceError

import pytest

import cnai
from cnai.model.shape import plain
from conftest import Runner


def test_a_catalogue_has_typed_records_in_order(real):
    assert [c.id for c in real.companies[:4]] == ["deepseek", "alibaba", "bytedance", "tencent"]
    model = real.get("deepseek-r1")
    assert (model.record, model.company, model.total_params) == ("model", "deepseek", 671_000_000_000)
    dates = [m.released for m in real.models if m.released]
    assert dates == sorted(dates, reverse=True)


def test_resolve_and_get_raise_not_found_with_the_nearest(real):
    with pytest.raises(cnai.NotFound) as caught:
        real.resolve("deepsek")
    assert "deepseek" in caught.value.candidates
    with pytest.raises(cnai.NotFound):
        real.get("nobody")


def test_records_are_frozen(stones):
    with pytest.raises(AttributeError):
        stones.get("amber").name = "Copal"


def test_records_refuse_what_they_do_not_know():
    from cnai.model.values import Person

    assert Person(name="Li Hu").name_zh is None
    with pytest.raises(TypeError, match="needs name"):
        Person()
    with pytest.raises(TypeError, match="has no age"):
        Person(name="Li Hu", age=3)
    assert "Li Hu" in repr(Person(name="Li Hu"))


def test_as_of_and_data_choose_another_catalogue(invented_data):
    then = cnai.load("2025-06", data=invented_data)
    assert {m.id for m in then.models} == {"amber-1"}
    with pytest.raises(cnai.InvalidQuery):
        cnai.load("soon", data=invented_data)


def test_a_folder_without_data_says_which_file_is_missing(tmp_path):
    with pytest.raises(cnai.NoDatabase, match=r"catalogue\.db is missing; reinstall cnai") as caught:
        cnai.load(data=tmp_path)
    assert (caught.value.exit_code, caught.value.code) == (1, "no_database")


def test_a_wrong_question_is_a_value_error_and_an_unknown_name_a_lookup_error(stones):
    with pytest.raises(ValueError, match="unknown region 'ZZ'") as caught:
        stones.can("amber-2", region="ZZ")
    assert isinstance(caught.value, cnai.InvalidQuery)
    assert caught.value.option == "region"
    assert "--" not in caught.value.message
    with pytest.raises(LookupError, match="granite") as lost:
        stones.can("granite")
    assert isinstance(lost.value, cnai.NotFound)
    assert issubclass(cnai.Ambiguous, cnai.NotFound)


def test_company_family_and_model_look_among_their_own_kind(stones):
    assert stones.company("Ember").id == "amber"
    assert stones.family("amber").id == "amber-models"
    assert stones.model("amber-chat").id == "amber-2"
    assert stones.api("Amber Chat").serves[0].model == "amber-2"
    with pytest.raises(cnai.NotFound):
        stones.company("amber-2")
    with pytest.raises(cnai.NotFound):
        stones.api("granite")


@pytest.mark.parametrize(
    ("method", "names", "argv"),
    [
        ("can", ("amber-2",), ["can", "amber-2"]),
        ("prices", ("amber",), ["prices", "amber"]),
        ("scores", (), ["scores"]),
        ("timeline", ("basalt",), ["timeline", "basalt"]),
        ("news", (), ["news"]),
        ("diff", (), ["diff"]),
        ("stats", (), ["stats"]),
        ("search", ("stone",), ["search", "stone"]),
        ("why", ("amber-2", "total_params"), ["why", "amber-2", "total_params"]),
        ("sources_of", ("amber",), ["sources", "amber"]),
        ("cite", ("mit",), ["cite", "mit"]),
        ("judged", ("amber",), ["claims", "amber"]),
        ("coverage", ("amber",), ["data", "coverage", "amber"]),
        ("license", ("mit",), ["license", "mit"]),
        ("show", ("amber-2",), ["show", "amber-2"]),
        ("compare", ("amber", "basalt"), ["compare", "amber", "basalt"]),
        ("which", ("Ember",), ["which", "Ember"]),
        ("sql", ("select id from models",), ["sql", "select id from models"]),
        ("where", (), ["models"]),
    ],
)
def test_a_question_is_a_method_with_the_commands_answer(stones, stone_run: Runner, method, names, argv):
    answer = getattr(stones, method)(*names)
    assert plain(answer) == json.loads(stone_run(*argv, "--json").out)


def test_filters_are_named_as_the_options_are(stones, stone_run: Runner):
    wanted = [r["id"] for r in json.loads(stone_run("models", "amber", "--open", "--min-params", "5B", "--since", "2024", "--json").out)]
    assert [m.id for m in stones.where(names="amber", open_weights=True, min_params="5B", since="2024")] == wanted == ["amber-2", "amber-1"]
    assert [c.id for c in stones.judged(verdict="corrected", tier=1)] == ["amber-claim-2"]
    assert (
        {e.type for e in stones.news(type="licence", since="2020")}
        == {"licence"}
        == {e.type for e in stones.news(type=["licence"], since="2020")}
    )
    assert [p.currency for p in stones.prices("amber-1", history=True)] == ["USD", "USD"]


def test_can_answers_for_each_model(stones):
    [row] = stones.can("amber-2", mau=200_000_000)
    assert (row.answer, row.conditional) == ("ask", False)
    [row] = stones.can("amber-2", commercial=True, region="DE")
    assert row.answer == "no"
    [row] = stones.can("amber-1", distill=True, revenue="1M/year")
    assert row.question.uses == ("distill",)
    assert stones.can(["amber-1", "basalt-57b"]) == (*stones.can("amber-1"), *stones.can("basalt-57b"))
    with pytest.raises(TypeError):
        stones.can("amber-2", frame=True)


def test_records_compare_by_value_and_are_written_plainly(stones, invented_data):
    again = cnai.load(data=invented_data)
    assert stones.get("amber") == again.get("amber")
    assert len({stones.get("amber"), again.get("amber")}) == 1
    assert repr(stones.get("amber-2")) == "<Model amber-2: Amber 2, 2025-08-15>"
    raw = stones.get("amber-2").to_dict()
    assert (raw["license"]["id"], raw["training"]) == ("amber-license", None)
    flat = stones.get("amber-2").to_dict(flat=True)
    assert (flat["license_id"], flat["modalities_input"]) == ("amber-license", ["text", "image"])
    assert "license" not in flat


def test_rows_are_flat_for_data_frames(stones):
    rows = stones.rows("models")
    assert [r["id"] for r in rows] == [m.id for m in stones.models]
    assert all(set(r) == set(rows[0]) for r in rows)
    assert rows[3]["license_id"] == "amber-license"
    assert {r["model"] for r in stones.rows("prices")} <= {m.id for m in stones.models}
    with pytest.raises(cnai.InvalidQuery, match="companies, families, models"):
        stones.rows("stones")


def test_a_notebook_shows_text_of_the_data_as_text_only(hostile):
    page = hostile.get("amber")._repr_html_()
    assert page.startswith("<table><tr><th>")
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "\x1b" not in page


def test_another_day_is_another_catalogue(stones):
    then = stones.at("2025-06")
    assert {m.id for m in then.models} == {"amber-1"}
    assert (then.day, then.is_past) == ("2025-06-30", True)
    assert (stones.day, stones.is_past) == ("2026-01-31", False)
    assert then.at("2026").models == stones.models
    assert repr(then) == "<Catalogue 2026.01.31 as of 2025-06-30>"


def test_what_the_package_does_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        cnai.nothing  # noqa: B018  # the access is the test


# ---- many threads, and arguments of the wrong kind


@pytest.mark.parametrize("day", [None, "2025-11-03"])
def test_a_catalogue_can_be_asked_from_other_threads(day):
    from concurrent.futures import ThreadPoolExecutor

    catalogue = cnai.load(day)
    asked = [
        lambda: catalogue.model("kimi-k2").name,
        lambda: catalogue.can("deepseek-r1")[0].answer,
        lambda: len(catalogue.search("agent")) > 0,
        lambda: len(catalogue.sql("select id from models limit 3")),
        lambda: [m.query for m in catalogue.which("Hunren")],
    ]
    alone = [ask() for ask in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda n: asked[n % len(asked)](), range(60))) == [alone[n % len(asked)] for n in range(60)]


@pytest.mark.parametrize(
    ("filters", "option"),
    [
        ({"limit": -5}, "limit"),
        ({"limit": 0}, "limit"),
        ({"open_weights": "yes"}, "open_weights"),
        ({"mau": -1}, "mau"),
        ({"min_params": "many"}, "min-params"),
        ({"max_price": 1}, "currency"),
    ],
)
def test_a_filter_of_the_wrong_kind_is_refused(real: cnai.Catalogue, filters, option):
    with pytest.raises(cnai.InvalidQuery) as caught:
        real.where(**filters)
    assert caught.value.option == option
    assert "--" not in str(caught.value)


@pytest.mark.parametrize("size", [7e9, 7_000_000_000, "7B"])
def test_sizes_are_numbers_or_words(real: cnai.Catalogue, size):
    assert real.where(min_params=size) == real.where(min_params="7B")


def test_a_day_may_be_a_date():
    from datetime import date

    assert cnai.load(date(2025, 7, 11)).day == "2025-07-11"


def test_a_record_loses_no_field(real: cnai.Catalogue):
    with pytest.raises(FrozenInstanceError):
        del real.model("kimi-k2").name
    assert real.model("kimi-k2").name == "Kimi K2"


def test_flagships_of_a_past_day_were_there(really_on):
    past = really_on("2025-05-04")
    assert all(past.find(row.model, ("model",)) for f in past.families for row in f.flagships)
    assert past.family("kling").flagships[-1].model == "kling-2-0"
