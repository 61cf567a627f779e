"""import cnai: what a program relies on."""

import pytest

import cnai


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
    from cnai.parts import Person

    assert Person(name="Li Hu").name_zh is None
    with pytest.raises(TypeError, match="needs name"):
        Person()
    with pytest.raises(TypeError, match="has no age"):
        Person(name="Li Hu", age=3)
    assert "Li Hu" in repr(Person(name="Li Hu"))


def test_as_of_and_data_choose_another_catalogue(invented_data):
    then = cnai.load("2025-06", data=invented_data)
    assert {m.id for m in then.models} == {"amber-1"}
    with pytest.raises(cnai.Usage):
        cnai.load("soon", data=invented_data)


def test_a_folder_without_data_is_bad_data(tmp_path):
    with pytest.raises(cnai.BadData, match=r"catalogue\.json"):
        cnai.load(data=tmp_path)


def test_can_and_diff_are_methods(stones):
    assert [r["answer"] for r in stones.can("amber-2", mau=200_000_000)] == ["ask"]
    assert stones.can("amber-2", regions=["DE"])[0]["answer"] == "no"
    assert stones.can("amber-1", uses=["distill"], revenue="1M/year")[0]["question"]["uses"] == ["distill"]
    with pytest.raises(cnai.Usage):
        stones.can("amber-2", uses=["frame"])
    changed = {(r["id"], r["field"]) for r in stones.diff("2025-06", "2025-07-15")}
    assert changed == {("amber-1", "license")}
    assert stones.diff() == stones.diff("2025-06-01")


def test_what_the_package_does_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        cnai.nothing  # noqa: B018  # the access is the test
