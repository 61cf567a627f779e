"""The models and licences that names mean."""

import pytest

import cnai
from cnai import NotFound
from cnai.questions.named import license_ids, named, newest_first, told_apart
from conftest import Runner

ALL = ["basalt-v-7b", "amber-max", "basalt-57b", "amber-2", "amber-1", "amber-lost"]
AMBER, BASALT = ([i for i in ALL if i.startswith(maker)] for maker in ("amber", "basalt"))
IDS = {"amber-2", "basalt-v-7b", "amber-lost"}


@pytest.mark.parametrize(
    ("names", "companies", "families", "ids", "models"),
    [
        ([], [], [], None, ALL),
        ([], [], [], IDS, ["basalt-v-7b", "amber-2", "amber-lost"]),
        ([], [], [], set(), []),
        (["amber"], [], [], None, AMBER),
        (["BasaltLM"], [], [], None, BASALT),
        (["amber-1", "Amber 2"], [], [], None, ["amber-2", "amber-1"]),
        (["amber-2"], ["amber", "basalt"], [], None, ["amber-2"]),
        (["amber-2"], ["basalt"], [], None, []),
        ([], ["basalt"], [], None, BASALT),
        ([], ["basalt"], ["basalt-vision"], None, ["basalt-v-7b"]),
        (["cobalt"], [], [], None, []),
        (["amber"], [], [], IDS, ["amber-2", "amber-lost"]),
        (["amber"], [], [], set(), []),
        (["Amber API"], [], [], None, ["amber-max", "amber-2", "amber-1"]),  # served there, or with a price there
        (["Amber API"], ["basalt"], [], None, []),
        (["basalt-api"], [], [], None, ["basalt-57b"]),
        (["amber-chat"], [], [], None, ["amber-2"]),
    ],
)
def test_names_mean_these_models(names, companies, families, ids, models, stones: cnai.Catalogue):
    assert [m.id for m in named(stones, names, companies, families, ids)] == models


@pytest.mark.parametrize(
    ("companies", "families"),
    [(["amber-2"], []), (["basalt-vision"], []), (["Amber API"], []), ([], ["cobalt"]), ([], ["amber-2"]), ([], ["Amber API"])],
)
def test_a_company_or_family_is_of_that_kind(companies, families, stones: cnai.Catalogue):
    with pytest.raises(NotFound):
        named(stones, [], companies, families)


def test_models_are_told_newest_first(real: cnai.Catalogue):
    models = newest_first(real.models)
    exact = [str(m.released) for m in models if m.released and len(str(m.released)) == 10]
    assert exact == sorted(exact, reverse=True)
    dated = [bool(m.released) for m in models]
    assert dated == sorted(dated, reverse=True)
    undated = [m.id for m in models if not m.released]
    assert undated == sorted(undated)
    assert newest_first([]) == []


def test_what_is_wrong_with_names_is_gathered(stones: cnai.Catalogue):
    known, bad = told_apart(stones, ["amber", "nothing", "amber-chat", "mit"])
    assert known == ["amber", "amber-chat"]
    assert [str(e).split(":")[0] for e in bad] == [f"no company, family or model is called {n!r}" for n in ("nothing", "mit")]
    assert stones.said == []  # it is said when the question is answered
    known, bad = told_apart(stones, ["nothing", "mit"], other=lambda name: name == "mit")
    assert (known, len(bad)) == (["mit"], 1)


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        ([], set()),
        (["mit"], {"mit"}),
        (["MIT License"], {"mit"}),
        (["Amber License"], {"amber-license"}),
        (["amber license (modified)"], {"amber-license"}),
        (["mit", "Only Commercial"], {"mit", "only-commercial"}),
    ],
)
def test_names_mean_these_licences(names, ids, stones: cnai.Catalogue):
    assert license_ids(stones, names) == ids


@pytest.mark.parametrize("name", ["…", "...", "·", "--", "GPL", "MIT License (modified)", "(modified)"])
def test_another_name_means_no_licence(name, stones: cnai.Catalogue):
    with pytest.raises(NotFound) as error:
        license_ids(stones, [name])
    assert str(error.value).startswith(f"no licence is named {name!r}: ")


def test_a_near_name_of_a_licence_is_proposed(stones: cnai.Catalogue):
    with pytest.raises(NotFound) as error:
        license_ids(stones, ["ambr-license"])
    assert str(error.value) == "no licence is named 'ambr-license': did you mean amber-license?"
    assert error.value.candidates == ("amber-license",)
    with pytest.raises(NotFound) as error:
        license_ids(stones, ["xyzzy"])
    assert str(error.value) == "no licence is named 'xyzzy': cnai export licenses lists them"


def test_a_licence_by_any_of_its_names(real: cnai.Catalogue):
    for name in ("Apache License 2.0", "apache_2.0", "Apache-2.0"):
        assert license_ids(real, [name]) == {"apache-2-0"}
    for record in real.licenses:
        assert all(record.id in license_ids(real, [name]) for name in (record.id, record.name, record.spdx) if name)


def test_several_licences_of_one_name_are_told(run: Runner):
    said = run("license", "CogVLM License")
    assert (said.code, said.out) == (3, "")
    assert "2 licences are called 'CogVLM License': zhipu-cogvlm-license-2023-10 (October 2023), zhipu-cogvlm-license-2023-12" in said.err
    assert "it is a licence: cnai license zhipu-cogvlm-license-2023-10 or zhipu-cogvlm" in run("show", "CogVLM License").err


def test_marks_alone_mean_no_licence(run: Runner):
    for argv in (("show", "..."), ("license", "·"), ("which", "。")):
        assert "cnai license" not in run(*argv).err
    said = run("models", "--license", "...", "--json")
    assert (said.code, said.out) == (3, "")


@pytest.mark.parametrize("command", ["models", "can", "stats", "scores", "prices"])
def test_a_product_without_models_is_pointed_to_its_page(command, run: Runner):
    said = run(command, "元宝")
    assert "Yuanbao has no models of its own: cnai show yuanbao" in said.err.splitlines()
