"""Which record a name means, and what is said where it means none."""

import pytest

import cnai
from cnai import Ambiguous, NotFound
from cnai.model.kinds import NAMED
from cnai.store.people import led_by
from cnai.store.resolving import OTHERS, OTHERS_ZH, foreign, not_here
from conftest import At

COVERED = "3 labs are covered, and this is not one of them"
HOST = "it hosts the models of others; name the model, such as deepseek-r1"
AMBERS = ("amber", "amber-models", "amber-2")
NO_HINT = "cnai list shows the companies, cnai search finds words"


def raised(catalogue: cnai.Catalogue, name: str, kinds=NAMED) -> NotFound:
    with pytest.raises(NotFound) as error:
        catalogue.resolve(name, kinds)
    assert catalogue.said == []
    return error.value


@pytest.mark.parametrize(
    ("name", "id_", "said"),
    [
        ("Amber", "amber", []),
        ("琥珀智能", "amber", []),
        ("hupozhineng", "amber", []),
        ("hpzn", "amber", ["hpzn is taken as Amber Intelligence"]),
        ("xw", "basalt", ["xw is taken as Basalt"]),
        ("Amber One", "amber-1", []),
        ("basalt 57b", "basalt-57b", []),
        ("Basalt LM", "basalt-lm", []),
        ("amber-chat", "amber-2", ["the API name amber-chat serves Amber 2"]),
        ("AMBER-CHAT", "amber-2", ["the API name amber-chat serves Amber 2"]),
    ],
)
def test_a_name_means_one_record_and_doubt_is_said(name, id_, said, stones: cnai.Catalogue):
    assert stones.resolve(name).id == id_
    assert stones.said == said


def test_a_beginning_that_is_unique_is_no_doubt(real: cnai.Catalogue):
    del real.said[:]
    assert real.resolve("deepseek-v3-1-termin").id == "deepseek-v3-1-terminus"
    assert real.said == []


@pytest.mark.parametrize(
    ("name", "kinds", "message", "candidates"),
    [
        ("zzz", NAMED, f"no company, family or model is called 'zzz': {NO_HINT}", ()),
        ("", NAMED, f"no company, family or model is called '': {NO_HINT}", ()),
        ("  ", NAMED, f"no company, family or model is called '  ': {NO_HINT}", ()),
        ("...", NAMED, f"no company, family or model is called '...': {NO_HINT}", ()),
        ("GPT-4o", NAMED, "no company, family or model is called 'GPT-4o': only China's labs are in this catalogue", ()),
        ("groq", ("model",), f"no model is called 'groq': {HOST}", ()),
        ("硅基流动", NAMED, f"no company, family or model is called '硅基流动': {HOST}", ()),
        ("iflytek Spark", NAMED, f"no company, family or model is called 'iflytek Spark': {COVERED}", ()),
        ("TeleChat2", NAMED, f"no company, family or model is called 'TeleChat2': {COVERED}", ()),
        ("XVERSE-65B", NAMED, f"no company, family or model is called 'XVERSE-65B': {COVERED}", ()),
        ("讯飞星火", NAMED, f"no company, family or model is called '讯飞星火': {COVERED}", ()),
        ("Ambr", NAMED, "no company, family or model is called 'Ambr': did you mean amber? cnai which Ambr", AMBERS),
        ("2.5-7b-v", NAMED, "no company, family or model is called '2.5-7b-v': did you mean basalt-v-7b?", ("basalt-v-7b",)),
        ("amber-2", ("company",), "no company is called 'amber-2': it is the model amber-2 of amber", ("amber-2", "amber", "amber-models")),
        ("amber", ("model",), "no model is called 'amber': it is the company amber", ("amber", "amber-models", "amber-1")),
        ("basalt-vision", ("model",), "no model is called 'basalt-vision': it is the family basalt-vision of basalt", ("basalt-vision",)),
        ("amber-chat", ("family",), "no family is called 'amber-chat': did you mean amber or amber-models?", ("amber", "amber-models")),
        ("Ambr-chat", ("company", "family"), "no company or family is called 'Ambr-chat': did you mean amber-chat?", ("amber-chat",)),
        ("mit", NAMED, "no company, family or model is called 'mit': it is a licence: cnai license mit", ()),
        ("Hu Li", ("model",), "no model is called 'Hu Li': Li Hu is the chief executive of amber: cnai show amber", ("amber",)),
    ],
)  # fmt: skip
def test_a_name_that_means_nothing_is_told_why(name, kinds, message, candidates, stones: cnai.Catalogue):
    error = raised(stones, name, kinds)
    assert str(error) == message
    assert error.candidates == candidates


def test_an_endpoint_is_told_with_its_command(stones: cnai.Catalogue):
    for name in ("Amber API", "amber-api"):
        assert str(raised(stones, name)).endswith(": Amber API is an endpoint of amber: cnai prices --endpoint amber-api")


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("V4", ["deepseek-v4-pro", "deepseek-v4-flash"]),
        ("V4.1", ["deepseek-v4-1-flash"]),
        ("M1", ["minimax-m1-40k", "minimax-m1-80k", "baichuan-m1-14b"]),
        ("M2", ["minimax-m2", "baichuan-m2-32b"]),
        ("K2.7", ["kimi-k2-7-code", "kimi-k2-7-code-highspeed"]),
        ("Z1", ["glm-z1-air", "glm-z1-32b-0414"]),
    ],
)
def test_a_generation_of_variants_or_of_several_makers_is_no_one_model(name, among, real: cnai.Catalogue):
    with pytest.raises(Ambiguous) as error:
        real.resolve(name)
    assert set(among) <= set(error.value.candidates)


@pytest.mark.parametrize(("name", "id_"), [("R1", "deepseek-r1"), ("V2", "deepseek-v2"), ("K2", "kimi-k2"), ("V4-Pro", "deepseek-v4-pro")])
def test_a_generation_that_is_a_model_is_that_one(name, id_, real: cnai.Catalogue):
    del real.said[:]
    assert real.resolve(name).id == id_
    assert real.said == [f"{name} is taken as {real.get(id_).name}"]
    del real.said[:]


def test_several_candidates_are_all_given_and_six_shown(real: cnai.Catalogue):
    with pytest.raises(Ambiguous) as error:
        real.resolve("U1")
    message, found = str(error.value), error.value.candidates
    assert len(found) > 6
    assert message == f"'U1' could mean {', '.join(found[:6])} and {len(found) - 6} more; use one of them"


def test_a_few_candidates_are_all_shown(real: cnai.Catalogue):
    with pytest.raises(Ambiguous) as error:
        real.resolve("M2")
    assert str(error.value) == "'M2' could mean minimax-m2, baichuan-m2-32b; use one of them"


@pytest.mark.parametrize(
    ("day", "name", "message"),
    [
        ("2024-01-01", "amber-2", "Amber 2 exists since 2025-08-15; nothing of it is known as of 2024-01-01"),
        ("2025-09", "Amber Max", "Amber Max exists since 2025-11; nothing of it is known as of 2025-09-30"),
        ("2024-01-01", "basalt-lm", "BasaltLM exists since 2025-10-05; nothing of it is known as of 2024-01-01"),
        (
            "2025-09",
            "amber-lost",
            "Amber Lost has no known date, so it is not known whether it existed; nothing of it is known as of 2025-09-30",
        ),
    ],
)  # fmt: skip
def test_what_came_later_is_told_with_its_day(day, name, message, on: At):
    with pytest.raises(NotFound) as error:
        on(day).resolve(name)
    assert str(error.value) == message
    assert len(error.value.candidates) == 1


def test_a_name_of_nothing_is_the_same_in_the_past(on: At):
    with pytest.raises(NotFound, match="is called 'zzz': cnai list shows"):
        on("2024-01-01").resolve("zzz")


@pytest.mark.parametrize(
    "name", ["gpt", "ChatGPT", "gpt-4o", "o1", "o3-mini", "o4 ", "claude", "Gemini 3", "phi4", "phi-4", "DALL-E 3", "command-r+"]
)
def test_models_of_other_countries(name):
    assert foreign(name.strip())


@pytest.mark.parametrize("name", ["gptq", "o1x", "o2", "llamagen", "philosophy", "claudeX", "qwen-gpt", "", "soraya"])
def test_names_that_only_begin_so(name):
    assert not foreign(name)


def test_makers_that_are_not_covered_are_not(real: cnai.Catalogue):
    for name in (*OTHERS.split(), *OTHERS_ZH.split()):
        assert "labs are covered" in not_here(real, name)
        assert not real.match(name)
    assert not_here(real, "jd.com") == ""  # the word is another
    assert "labs are covered" in not_here(real, "jd/joyai")
    assert not_here(real, "deepseek") == ""


def test_whoever_leads_or_founded_a_company_is_found_by_each_name(real: cnai.Catalogue):
    for company in real.companies:
        people = [("founders", p) for p in company.founders] + ([("ceo", company.ceo)] if company.ceo else [])
        for field, person in people:
            for name in filter(None, (person.name, person.name_zh, " ".join(reversed(person.name.split())))):
                found = [p for p in led_by(real, name) if p.company == company.id]
                assert len(found) == 1, f"{name} once"
                assert found[0].company_name == company.name
                assert found[0].field == ("ceo" if company.ceo and company.ceo.name == person.name else field)


@pytest.mark.parametrize("name", ["", " ", "-", ",", "()", "Nobody Here", "Li"])
def test_nobody_leads_by_another_name(name, stones: cnai.Catalogue):
    assert led_by(stones, name) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Jack Ma", "Jack Ma is a founder of alibaba and ant-group: cnai show alibaba"),
        ("High-Flyer", "High-Flyer (幻方量化) is the parent of deepseek: cnai show deepseek"),
        ("幻方量化", "High-Flyer (幻方量化) is the parent of deepseek: cnai show deepseek"),
        ("杨植麟", "Yang Zhilin is the chief executive of moonshot: cnai show moonshot"),
        ("Charlwin Mao", "Mao Wenchao (Charlwin Mao) is the chief executive of xiaohongshu: cnai show xiaohongshu"),
    ],
)
def test_a_person_is_told_with_post_and_company(name, said, real: cnai.Catalogue):
    del real.said[:]
    assert str(raised(real, name)).endswith(f": {said}")


def test_a_company_before_it_was_founded_is_told_so(really_on: At):
    with pytest.raises(NotFound) as error:
        really_on("2022").resolve("DeepSeek")
    assert str(error.value) == "DeepSeek exists since 2023-07; nothing of it is known as of 2022-12-31"


def test_a_release_before_it_was_announced_is_told_by_that_day(real: cnai.Catalogue, really_on: At):
    told = next(m for m in real.models if m.announced and m.released and "2024-01-01" < m.announced < m.released and len(m.announced) == 10)
    with pytest.raises(NotFound) as error:
        really_on("2023").resolve(told.id)
    assert str(error.value) == f"{told.name} exists since {told.announced}; nothing of it is known as of 2023-12-31"


def test_an_api_name_of_several_models_is_no_one_of_them(real: cnai.Catalogue):
    shared: dict[str, set[str]] = {}
    for model in real.models:
        for api in model.apis:
            if not api.until:
                shared.setdefault(api.model_id, set()).add(model.id)
    several = {name: ids for name, ids in shared.items() if len(ids) > 1 and not real.names.exact(name)}
    for name, ids in several.items():
        with pytest.raises(Ambiguous) as error:
            real.resolve(name)
        assert set(error.value.candidates) == ids
        assert str(error.value).startswith(f"the API name {name!r} serves several models: ")
    assert several
