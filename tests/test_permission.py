"""May I: rules of a licence held against a use, first on the invented licences, then on real ones as their records retell them."""

import json
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cnai
from cnai.curate.evidence import hearsay
from cnai.model.records import License, Model
from cnai.model.shape import plain
from cnai.model.values import BaseModel, Rule, When
from cnai.questions import countries
from cnai.questions.asked import USES, Question, Revenue, condition_of
from cnai.questions.permission import _OUTSIDE as OUTSIDE
from cnai.questions.permission import (
    HEARSAY,
    RANK,
    SILENCE,
    Verdict,
    can,
    flat_extras,
    judge,
    weights_licenses,
)
from cnai.questions.permission import ask as asked_of
from cnai.questions.regions import EEA, EU, distance, inside, region
from cnai.questions.strictness import stricter
from cnai.store.derive import licenses_on
from conftest import Runner, rows_of

Rows = list[dict[str, Any]]
Ask = Callable[..., Rows]


@pytest.fixture
def ask(stone_run: Runner) -> Ask:
    """The rows of `cnai can` on the invented data: ask("amber-2 --mau 200M")."""

    def call(line: str) -> Rows:
        said = stone_run("can", *line.split(), "--json")
        assert said.code == 0, said.err
        return json.loads(said.out)

    return call


# ---- the strictest rule that applies decides


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        # amber-2 stands under the Amber License: free, above 100M users ask, no distillation, not in the EU
        ("amber-2", "yes"),
        ("amber-2 --commercial", "yes"),
        ("amber-2 --commercial --hosting --fine-tune --redistribute", "yes"),
        ("amber-2 --distill", "no"),
        ("amber-2 --commercial --distill", "no"),
        ("amber-2 --mau 200M", "ask"),
        ("amber-2 --mau 200M --hosting", "yes"),  # the limit is one of commercial use
        ("amber-2 --mau 200M --commercial --distill", "no"),
        ("amber-2 --mau 200M --region DE", "no"),
        ("amber-2 --revenue 30M/month", "yes"),
        ("amber-2 --revenue 30M/month --mau 200M", "ask"),
        # a member state is inside the EU, the EU is itself, neither a neighbour nor a former member is
        ("amber-2 --region DE", "no"),
        ("amber-2 --region fr", "no"),
        ("amber-2 --region EL", "no"),
        ("amber-2 --region EU", "no"),
        ("amber-2 --region eu --hosting", "no"),
        ("amber-2 --region GB", "yes"),
        ("amber-2 --region UK", "yes"),
        ("amber-2 --region CH", "yes"),
        ("amber-2 --region NO", "yes"),
        ("amber-2 --region US,CN", "yes"),
        ("amber-2 --region US,DE", "no"),
        ("amber-2 --region US --region DE", "no"),
        # a limit is passed, not reached
        ("amber-2 --mau 100M", "yes"),
        ("amber-2 --mau 100,000,000", "yes"),
        ("amber-2 --mau 100000001", "ask"),
        ("amber-2 --mau 0", "yes"),
        # another currency cannot be compared: a duty stays a condition
        ("amber-2 --revenue 1/year", "yes"),
        ("amber-2 --revenue 1EUR/year", "yes"),
        # a use that no rule speaks of
        ("basalt-v-7b", "yes"),
        ("basalt-v-7b --hosting", "ask"),
        ("basalt-v-7b --commercial --distill", "ask"),
        # MIT
        ("basalt-57b --commercial --hosting --fine-tune --distill --redistribute --region DE --mau 1T --revenue 1T/year", "yes"),
        # no weights, and weights of which no licence is known
        ("amber-max", "no"),
        ("amber-max --fine-tune", "no"),
        ("amber-lost", "ask"),
        ("amber-lost --region US --mau 1", "ask"),
    ],
)
def test_the_strictest_rule_that_applies_decides(ask: Ask, line, answer):
    [row] = ask(line)
    assert row["answer"] == answer
    assert RANK[answer] == max(RANK[r["answer"]] for r in row["reasons"])
    assert row["reasons"][0]["answer"] == answer, "the reason that decides comes first"


COMPARE = "compare your revenue with US$20m a month: above that show the name"
NAME, IN_EU = "show the name", "in EU: not allowed"
OVER_USERS, OVER_REVENUE = "over 100M monthly users: permission is needed", f"over US$20m of revenue a month: {NAME}"


@pytest.mark.parametrize(
    ("line", "duties"),
    [
        ("amber-2", [OVER_USERS, OVER_REVENUE, IN_EU, "keep the notice"]),
        ("amber-2 --hosting", [IN_EU, "keep the notice"]),
        ("amber-2 --mau 5", [OVER_REVENUE, IN_EU, "keep the notice"]),
        ("amber-2 --mau 5 --region US", [OVER_REVENUE, "keep the notice"]),
        ("amber-2 --mau 5 --region US --revenue 1/year", ["keep the notice"]),
        ("amber-2 --mau 5 --region US --revenue 30M/month", [NAME, "keep the notice"]),
        # a month is a twelfth of a year, and a limit is passed, not reached
        ("amber-2 --mau 5 --region US --revenue 20M/month", ["keep the notice"]),
        ("amber-2 --mau 5 --region US --revenue 240M/year", ["keep the notice"]),
        ("amber-2 --mau 5 --region US --revenue 240.1M/year", [NAME, "keep the notice"]),
        ("amber-2 --mau 5 --region US --revenue 240.1M/y", [NAME, "keep the notice"]),
        # a rule in another currency stays a condition
        ("amber-2 --mau 5 --region US --revenue 900MCNY/year", [COMPARE, "keep the notice"]),
        ("basalt-57b", ["keep the notice"]),
        ("basalt-v-7b", []),
        ("amber-lost", []),
        ("amber-max", []),  # what its API allows is told apart
    ],
)
def test_what_is_not_said_becomes_a_condition(ask: Ask, line, duties):
    """The duty that everybody has, to keep the notices, comes last."""
    [row] = ask(line)
    assert row["duties"] == duties
    assert row["conditional"] == (row["answer"] == "yes" and bool(set(duties) - {"keep the notice"}))


@pytest.mark.parametrize(
    ("line", "api"),
    [
        ("amber-max", ("ask", "amber-api", "https://amber.example.org/terms", "the terms of Amber API decide")),
        ("amber-2 --region DE", ("ask", "amber-api", "https://amber.example.org/terms", "the terms of Amber API decide")),
        ("basalt-v-7b", None),
        ("amber-lost", None),
    ],
)
def test_what_the_api_allows_is_told_apart(ask: Ask, line, api):
    [row] = ask(line)
    assert (row["api"] and tuple(row["api"][k] for k in ("answer", "endpoint", "terms_url", "note"))) == api


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("amber-2 --region DE", ("commercial", "no", "does not apply in the European Union", "section 4", "https://example.org/amber-license")),
        ("amber-2 --distill", ("distill", "no", "no training of other models", "section 5", "https://example.org/amber-license")),
        ("basalt-v-7b --hosting", ("hosting", "ask", "the terms do not mention hosting for others", None, "https://example.org/only")),
        ("amber-max", ("commercial", "no", "its weights are not published", None, "https://amber.example.org/max")),
        ("amber-lost", ("commercial", "ask", "the licence of these weights is not recorded (the press names none)", None, None)),
    ],
)  # fmt: skip
def test_the_first_reason_says_where_it_is_written(ask: Ask, line, reason):
    [row] = ask(line)
    assert tuple(row["reasons"][0][k] for k in ("use", "answer", "clause", "locator", "url")) == reason


def test_a_row_holds_the_question_and_the_day(ask: Ask):
    [row] = ask("amber-2 --hosting --commercial --region el,US --mau 2M --revenue 40M/year")
    assert list(row) == [
        "model", "name", "company", "released", "license", "answer", "conditional", "duties", "reasons", "api", "question", "as_of",
        "disclaimer",
    ]  # fmt: skip
    assert (row["name"], row["company"], row["released"]) == ("Amber 2", "amber", "2025-08-15")
    assert [r["decides"] for r in row["reasons"]] == [r["answer"] == row["answer"] for r in row["reasons"]]
    assert row["question"] == {
        "uses": ["commercial", "hosting"], "regions": ["GR", "US"], "mau": 2_000_000,
        "revenue": {"amount": 40_000_000, "currency": "USD", "period": "year"},
    }  # fmt: skip
    assert (row["license"], row["as_of"]) == ("amber-license", "2026-01-31")
    assert "not legal advice" in row["disclaimer"]


@pytest.mark.parametrize(
    ("names", "models"),
    [
        ("amber", ["amber-max", "amber-2", "amber-1", "amber-lost"]),
        ("amber-models", ["amber-max", "amber-2", "amber-1", "amber-lost"]),
        ("basalt-lm", ["basalt-v-7b", "basalt-57b"]),  # with the family below it
        ("basalt-vision", ["basalt-v-7b"]),
        ("cobalt", []),
        ("basalt-57b amber-2 basalt-57b", ["basalt-57b", "amber-2"]),
        ("amber-2,basalt-lm", ["amber-2", "basalt-v-7b", "basalt-57b"]),
    ],
)
def test_a_company_or_family_stands_for_all_its_models(ask: Ask, names, models):
    assert [row["model"] for row in ask(names)] == models


@pytest.mark.parametrize(
    ("as_of", "license_id", "answer"),
    [("2024-01-20", None, "no"), ("2025-06-30", "amber-license", "no"), ("2025-07-01", "mit", "yes"), ("2026-01-31", "mit", "yes")],
)
def test_the_licence_of_the_day_answers(ask: Ask, as_of, license_id, answer):
    [row] = ask(f"amber-1 --region DE --as-of {as_of}")
    assert (row["license"], row["answer"], row["as_of"]) == (license_id, answer, as_of)


def test_weights_of_which_nothing_is_known_are_to_be_asked_for(stones: cnai.Catalogue):
    model = Model(id="x", name="X", company="amber", family="amber-models")
    row = can(stones, model, Question())
    assert (row.answer, row.license) == ("ask", None)
    assert [r.clause for r in row.reasons] == ["it is not recorded whether its weights are published"]


# ---- the command


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("basalt-57b", 0),
        ("cobalt", 0),
        ("amber-2 --mau 200M", 6),
        ("amber-lost basalt-57b", 6),
        ("amber-max", 5),
        ("amber", 5),  # a no among yes and ask
        ("amber-2 amber-lost --region EU", 5),
    ],
)
def test_exit_code_says_the_strictest_answer(stone_run: Runner, line, code):
    assert stone_run("can", *line.split(), "--exit-code").code == code
    assert stone_run("can", *line.split()).code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "amber-2 --region Atlantis",
            "--region: unknown region 'Atlantis'; use a country code or name (DE, Germany, 德国), EU or EEA",
        ),
        ("amber-2 --region Germani", "did you mean DE?"),
        ("amber-2 --region E", "unknown region 'E'"),
        ("amber-2 --region D1", "unknown region 'D1'"),
        ("amber-2 --revenue 40M", "--revenue: '40M' needs an amount and a period; use 40M/year, 20M/month or 40M CNY/year"),
        ("amber-2 --revenue 40M/week", "needs an amount and a period"),
        ("amber-2 --revenue /year", "needs an amount and a period"),
        ("amber-2 --revenue 40MGULDEN/year", "--revenue: "),
        ("amber-2 --revenue 1.2.3/year", "--revenue: '1.2.3' is not a size"),
        ("amber-2 --mau many", "--mau: 'many' is not a number of users; use 800K, 200M, 1B or a plain number"),
        ("amber-2 --mau -5", "--mau: '-5' is not a number of users"),
        ("amber-2 --mau 200M,000", "--mau: '200M,000' is not a number of users"),
        ("amber-2 --users 800M", "did you mean --mau?"),
        ("amber-2 --income 4M/year", "did you mean --revenue?"),
        ("amber-2 --turnover 4M/year", "did you mean --revenue?"),
        ("amber-2 --country DE", "did you mean --region?"),
        ("amber-2 --as-of never", "'never' is not a date; use 2025, 2025-07"),
        ("amber-2 --uses all", "can has no option --uses"),
        ("", "Missing argument"),
    ],
)
def test_a_wrong_question_is_a_usage_error(stone_run: Runner, line, said):
    run = stone_run("can", *line.split())
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert len(run.err.splitlines()) == 1


def test_an_unknown_name_is_not_found(stone_run: Runner):
    run = stone_run("can", "granite")
    assert (run.code, run.out) == (3, "")


@pytest.mark.parametrize(
    ("words", "models"),
    [
        ("commercial", ["basalt-v-7b", "basalt-57b", "amber-2", "amber-1"]),
        ("commercial,eu", ["basalt-v-7b", "basalt-57b", "amber-1"]),
        ("commercial,DE", ["basalt-v-7b", "basalt-57b", "amber-1"]),
        ("EU", ["basalt-v-7b", "basalt-57b", "amber-1"]),  # without a use the commercial one is meant
        ("commercial,hosting", ["basalt-57b", "amber-2", "amber-1"]),
        ("Distill", ["basalt-57b", "amber-1"]),
    ],
)
def test_models_that_permit_are_those_with_a_plain_yes(stone_run: Runner, words, models):
    run = stone_run("models", "--permits", words, "--json")
    assert [row["id"] for row in json.loads(run.out)] == models


@pytest.mark.parametrize("question", [["--permits", "commercial"], ["--permits", "hosting"], ["--region", "DE"], ["--mau", "200M"]])
@pytest.mark.parametrize("name", ["moonshot", "tencent", "deepseek"])
def test_models_that_permit_say_how_many_are_to_be_asked_about(name, question, run: Runner):
    uses = ["--hosting"] if "hosting" in question else question if question[0] != "--permits" else []
    answers = [(r["answer"], r["license"]) for r in rows_of(run("can", name, *uses, "--json"))]
    asked = [license_id for answer, license_id in answers if answer == "ask"]
    said = run("models", name, *question, "--json")
    assert len(rows_of(said)) == sum(answer == "yes" for answer, _ in answers)
    pattern = r'(\d+) releases? with the answer "ask first" (?:is|are) not shown(?: \((\d+) without a recorded licence\))?'
    counts = re.findall(pattern, said.err)
    assert counts == ([(str(len(asked)), str(asked.count(None) or ""))] if asked else [])


def test_models_that_permit_refuse_an_unknown_word(stone_run: Runner):
    run = stone_run("models", "--permits", "comercial")
    assert (run.code, run.out) == (2, "")
    assert "--permits: unknown use 'comercial'" in run.err
    assert "did you mean commercial?" in run.err


@pytest.mark.parametrize(("option", "said"), [("--region DE", True), ("--mau 5", True), ("--permits commercial --region DE", False)])
def test_a_licence_question_without_a_use_says_which_use_is_asked_about(stone_run: Runner, option, said):
    run = stone_run("models", *option.split(), "--json")
    assert run.code == 0
    assert ("commercial use" in run.err) == said


def test_the_library_answers_as_the_command_does(stones: cnai.Catalogue, ask: Ask):
    asked = stones.can("Ember", hosting=True, distill=True, region="el", mau=5, revenue="1M/year")
    assert plain(asked) == ask("Ember --hosting --distill --region EL --mau 5 --revenue 1M/year")
    assert stones.can("Ember", region=["el", "Germany"])[0].question.regions == ("GR", "DE")
    with pytest.raises(cnai.NotFound):
        stones.can("granite")


# ---- reading the options


@given(st.integers(0, 10**12))
def test_a_year_is_twelve_months(amount):
    year, month = Revenue(amount=amount * 12, currency="USD", period="year"), Revenue(amount=amount, currency="USD", period="month")
    assert year.per("month") == amount == month.per("month")
    assert month.per("year") == amount * 12


def test_every_country_has_one_code_and_names_that_mean_no_other():
    written = [countries.plain(name) for _, names_of in countries._ENTRIES for name in names_of.split("/")]
    assert len(countries._ENTRIES) == len(countries.CODES)
    assert len(written) == len(set(written))
    assert not {c.lower() for c in countries.CODES} & set(written)


def test_the_union_has_27_members_and_some_far_parts():
    far = {"GF", "GP", "MF", "MQ", "RE", "YT", "AX"}  # the parts of France and Finland that have codes of their own
    assert far < EU
    assert len(EU - far) == 27
    assert EU | {"IS", "LI", "NO"} == EEA
    assert {"GB", "CH", "EU", "UK", "EL"} & EEA == set()
    assert len(countries.CODES) == 249 + 1  # and XK, which is in use for Kosovo
    assert EEA < countries.CODES
    assert not {"EU", "UK", "ZZ"} & countries.CODES
    assert all(region(code.lower()) == code for code in countries.CODES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany", "DE"), ("germany", "DE"), (" usa ", "US"), ("United States", "US"), ("UK", "GB"), ("Britain", "GB"), ("EL", "GR"),
        ("European Union", "EU"), ("eea", "EEA"), ("South  Korea", "KR"), ("德国", "DE"),
        ("Réunion", "RE"), ("reunion", "RE"), ("Jersey", "JE"), ("台灣", "TW"), ("欧洲", "EU"), ("歐盟", "EU"), ("U.S.A.", "US"),
        ("Timor_Leste", "TL"), ("Cote d'Ivoire", "CI"), ("Kosovo", "XK"), ("中国大陆", "CN"),
    ],
)  # fmt: skip
def test_a_region_is_a_code_or_the_usual_name(text, code):
    assert region(text) == code


@pytest.mark.parametrize("everywhere", ["worldwide", "Global", "全球"])
def test_everywhere_is_no_region_and_no_near_country(everywhere):
    with pytest.raises(cnai.InvalidQuery, match="without --region the answer says where it differs"):
        region(everywhere, "--region")


@pytest.mark.parametrize("text", ["Congo", "Atlantis", "zz", ""])
def test_a_name_of_no_country_or_of_two_is_refused(text):
    with pytest.raises(cnai.InvalidQuery):
        region(text)


@pytest.mark.parametrize(
    ("place", "listed", "is_inside"),
    [
        ("DE", ("EU",), True), ("RE", ("EU",), True), ("NO", ("EU",), False), ("NO", ("EEA",), True), ("EU", ("DE",), True),
        ("EEA", ("EU",), True), ("EEA", ("NO",), True), ("EU", ("NO",), False), ("GB", ("EU", "GB"), True), ("US", ("EU",), False),
    ],
)  # fmt: skip
def test_a_place_lies_inside_what_overlaps_with_it(place, listed, is_inside):
    assert inside(place, listed) == is_inside


# ---- what holds for every licence


def test_one_more_use_never_makes_the_answer_freer(real: cnai.Catalogue):
    for model in real.models[::7]:
        answer = {uses: RANK[can(real, model, Question(uses=uses)).answer] for n in (1, 2) for uses in combinations(USES, n)}
        assert all(answer[a, b] == max(answer[a,], answer[b,]) for a, b in combinations(USES, 2))


def test_more_users_never_make_the_answer_freer(real: cnai.Catalogue):
    for license_ in real.licenses:
        model = next((m for m in real.models if license_ in weights_licenses(real, m)), None)
        if model:
            ranks = [RANK[can(real, model, Question(uses=USES, mau=mau)).answer] for mau in (0, 10**6, 10**8, 10**9, 10**12)]
            assert ranks == sorted(ranks), license_.id


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        (["mit"], ["amber-license"], "stricter"),
        (["amber-license"], ["mit"], "freer"),
        (["mit"], ["only-commercial"], "stricter"),
        (["mit"], ["mit"], "as strict"),
        (["mit", "amber-license"], ["amber-license"], "as strict"),  # the strictest of several counts
        (["mit"], [], "freer"),
    ],
)
def test_one_licence_is_stricter_than_another(stones: cnai.Catalogue, old, new, how):
    by_id = stones.license_by_id
    assert stricter([by_id[i] for i in old], [by_id[i] for i in new]) == how


# ---- real licences, as their records retell them


@pytest.fixture
def really(run: Runner) -> Ask:
    """The rows of `cnai can` on the bundled data."""

    def call(line: str) -> Rows:
        said = run("can", *line.split(), "--json")
        assert said.code == 0, said.err
        return json.loads(said.out)

    return call


@pytest.mark.parametrize(
    ("line", "license_id", "answer", "duty"),
    [
        # Kimi K2: MIT, with the name to be shown above 100M users or 20M dollars a month
        ("kimi-k2 --commercial --region EU --mau 200M", "kimi-k2-license", "yes", "show 'Kimi K2' prominently on the user interface"),
        ("kimi-k2 --commercial --mau 1M --revenue 300M/year", "kimi-k2-license", "yes", "show 'Kimi K2' prominently on the user interface"),
        # Hunyuan: not for the EU, Britain and South Korea; above 100M users ask; its output trains no other models
        ("hunyuan-a13b --region DE", "tencent-hunyuan-community-license-2025-06", "no", None),
        ("hunyuan-a13b --region EU", "tencent-hunyuan-community-license-2025-06", "no", None),
        ("hunyuan-a13b --region GB", "tencent-hunyuan-community-license-2025-06", "no", None),
        ("hunyuan-a13b --region KR", "tencent-hunyuan-community-license-2025-06", "no", None),
        ("hunyuan-a13b --region US", "tencent-hunyuan-community-license-2025-06", "yes", "over 100M monthly users: permission is needed"),
        ("hunyuan-a13b --region US --mau 200M", "tencent-hunyuan-community-license-2025-06", "ask", None),
        ("hunyuan-a13b --region US --distill", "tencent-hunyuan-community-license-2025-06", "no", None),
        # MiniMax: M2 shows its name above 30M dollars a year, M2.5 has no limit, M2.7 has to be asked for any business
        ("minimax-m2 --revenue 40M/year", "minimax-m2-license-modified-mit", "yes", "show 'MiniMax M2' prominently"),
        ("minimax-m2-5 --revenue 40M/year", "minimax-model-license-m2-5", "yes", "keep to the Prohibited Uses Policy"),
        ("minimax-m2-7 --revenue 40M/year", "minimax-m2-7-license-non-commercial-2026-04-15", "ask", "once authorised show 'Built with"),
        ("minimax-m2-7 --fine-tune", "minimax-m2-7-license-non-commercial-2026-04-15", "yes", "stay non-commercial"),
        # Qwen2.5: the largest size under a licence of its own, the small ones under Apache
        ("qwen2-5-72b --mau 200M", "qwen-license", "ask", None),
        ("qwen2-5-72b --mau 100M", "qwen-license", "yes", None),
        ("qwen2-5-7b --mau 200M", "apache-2-0", "yes", None),
        # DeepSeek: its own licence for the first V3, MIT since
        ("deepseek-v3", "deepseek-license", "yes", "use restrictions of Attachment A"),
        ("deepseek-v3 --mau 1B --revenue 1B/year --region DE", "deepseek-license", "yes", "use restrictions of Attachment A"),
        ("deepseek-v3-0324", "mit", "yes", "keep the copyright notice"),
        ("deepseek-r1 --distill", "mit", "yes", "keep the copyright notice"),
        # Zhipu: research alone in 2022, MIT in 2025
        ("glm-130b --commercial", "glm-130b-license", "no", None),
        ("glm-4-5 --commercial", "mit", "yes", "keep the copyright notice"),
        # no weights
        ("qwen3-max", None, "no", None),
    ],
)
def test_a_real_licence_answers(really: Ask, line, license_id, answer, duty):
    [row] = really(line)
    assert (row["license"], row["answer"]) == (license_id, answer)
    assert duty is None or any(duty in d for d in row["duties"])


@pytest.mark.parametrize(
    ("line", "duty"),
    [
        ("kimi-k2 --mau 1M --revenue 1M/month", "show 'Kimi K2' prominently on the user interface"),
        ("minimax-m2 --mau 1M --revenue 30M/year", "show 'MiniMax M2' prominently on the user interface of the product or service"),
        ("minimax-m2-5 --revenue 40M/year", "show 'MiniMax M2.5' prominently on the user interface of the product or service"),
    ],
)
def test_a_small_maker_has_not_the_duty_of_a_large_one(really: Ask, line, duty):
    [row] = really(line)
    assert row["answer"] == "yes"
    assert duty not in row["duties"]


@pytest.mark.parametrize(
    ("model", "as_of", "license_id"),
    [
        ("minimax-m2", "2025-11-03", "mit"),
        ("minimax-m2", "2025-11-13", "minimax-m2-license-modified-mit"),
        ("minimax-m2-5", "2026-03-01", "minimax-m2-5-license-modified-mit"),
    ],
)
def test_a_real_licence_of_an_earlier_day_answers(really: Ask, model, as_of, license_id):
    assert [row["license"] for row in really(f"{model} --as-of {as_of}")] == [license_id]


FREE = tuple({"use": use, "answer": "yes"} for use in USES)


def licence(*rules: dict[str, Any]) -> License:
    """An invented licence that allows every use, but for some rules."""
    made = [Rule(**(r | {"when": When(**r["when"])} if "when" in r else r)) for r in (*rules, *FREE)]
    return License(id="invented", name="Invented", url="https://example.org", summary="Invented", kind="community", rules=tuple(made))


@pytest.mark.parametrize(
    ("rules", "how"),
    [
        ([], "as strict"),
        ([{"use": "commercial", "answer": "no", "when": {"regions": ("EU",)}}], "stricter"),
        ([{"use": "commercial", "answer": "ask", "when": {"mau_over": 10**8}}], "stricter"),
        ([{"use": "commercial", "answer": "ask", "when": {"revenue_over": 10**7, "currency": "USD", "period": "year"}}], "stricter"),
        ([{"use": "distill", "answer": "ask"}], "stricter"),
        ([{"use": "commercial", "answer": "yes", "duty": "show the name"}], "stricter"),  # as free, with a duty more
        ([{"use": "hosting", "answer": "no", "when": {"regions": ("JP",)}}], "as strict"),  # a place that is not compared
    ],
)
def test_what_makes_a_licence_stricter(rules, how):
    assert stricter([licence()], [licence(*rules)]) == how


@pytest.mark.parametrize(
    ("when", "question", "answer"),
    [
        ({"mau_over": 100}, {"mau": 100}, "yes"), ({"mau_over": 100}, {"mau": 101}, "no"), ({"mau_over": 100}, {"mau": 0}, "yes"),
        ({"revenue_over": 1200, "period": "year", "currency": "USD"}, {"revenue": (100, "USD", "month")}, "yes"),
        ({"revenue_over": 1200, "period": "year", "currency": "USD"}, {"revenue": (100.1, "USD", "month")}, "no"),
        ({"revenue_over": 100, "period": "month", "currency": "USD"}, {"revenue": (1201, "USD", "year")}, "no"),
        ({"revenue_over": 100, "period": "month", "currency": "USD"}, {"revenue": (1200, "USD", "year")}, "yes"),
        ({"revenue_over": 100, "period": "year", "currency": "USD"}, {"revenue": (10**9, "CNY", "year")}, "ask"),
        ({"regions": ("EU",)}, {"regions": ("DE",)}, "no"), ({"regions": ("EU",)}, {"regions": ("US",)}, "yes"),
        ({"regions": ("EU",)}, {"regions": ("US", "FR")}, "no"),
        ({"regions": ("EU",), "mau_over": 5}, {"regions": ("FR",), "mau": 5}, "yes"),
    ],
)  # fmt: skip
def test_a_limit_is_passed_only_beyond_it(when, question, answer, stones: cnai.Catalogue, monkeypatch):
    model = next(m for m in stones.models if m.open_weights and not m.base_model)
    monkeypatch.setattr(
        "cnai.questions.permission.weights_licenses", lambda *_: [licence({"use": "commercial", "answer": "no", "when": when})]
    )
    amount = question.pop("revenue", None)
    asked = Question(**question, revenue=amount and Revenue(amount=amount[0], currency=amount[1], period=amount[2]))
    assert can(stones, model, asked).answer == answer


def test_a_duty_of_two_rules_is_said_once_and_those_beyond_notices_first(stones: cnai.Catalogue, monkeypatch):
    model = next(m for m in stones.models if m.open_weights and not m.base_model)
    rules = [
        {"use": "commercial", "answer": "yes", "duty": "keep the notice", "duty_kind": "notice"},
        {"use": "commercial", "answer": "yes", "duty": "show the name", "duty_kind": "attribution"},
        {"use": "hosting", "answer": "yes", "duty": "show the name", "duty_kind": "attribution"},
    ]
    monkeypatch.setattr("cnai.questions.permission.weights_licenses", lambda *_: [licence(*rules)])
    answer = can(stones, model, Question(uses=("commercial", "hosting")))
    assert answer.duties == ("show the name", "keep the notice")
    assert answer.conditional
    monkeypatch.setattr("cnai.questions.permission.weights_licenses", lambda *_: [licence(rules[0])])
    assert not can(stones, model, Question()).conditional


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2025-06-30", []),
        ("2025-07-01", ["a"]),
        ("2025-08-31", ["a"]),
        ("2025-09-01", ["b"]),
        ("2025-10-01", ["b", "c"]),
        (None, ["b", "c"]),
    ],
)
def test_a_licence_holds_until_the_day_on_which_the_next_begins(day, held):
    rows = [
        {"license": "c", "scope": "weights", "since": "2025-10"},
        {"license": "b", "scope": "weights", "since": "2025-09-01"},
        {"license": "a", "scope": "weights", "since": "2025-07-01", "until": "2025-09-01"},
        {"license": "code", "scope": "code"},
    ]
    assert licenses_on({"licenses": rows}, day) == held


def test_the_licence_of_a_base_model_by_another_maker_counts_too(real: cnai.Catalogue, monkeypatch):
    assert {"llama-3-3", "llama-3-2", "llama-3-1", "llama-3", "llama-2"} <= {rid for _, rid in OUTSIDE} & set(real.license_by_id)
    model = real.get("deepseek-r1-distill-llama-70b")
    assert isinstance(model, Model)
    assert can(real, model, Question(mau=8 * 10**8)).answer == "ask"
    monkeypatch.setattr("cnai.questions.permission.weights_licenses", lambda *_: [real.license_by_id["mit"]])
    answer = can(real, model, Question(mau=8 * 10**8))
    assert answer.answer == "ask"
    assert answer.reasons[0].clause.startswith("base model Llama-3.3-70B-Instruct: ")


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("CodeLlama-34b-Python", "llama-2"),  # not Llama 3, whose name begins "llama3"
        ("LLaMA-7B", "llama-1"),
        ("LLaMA-30B", "llama-1"),
        ("Llama-3.3-70B-Instruct", "llama-3-3"),
        ("meta-llama/Llama-2-7b-chat", "llama-2"),
        ("Vicuna-7B v0 with UMT", "llama-1"),
        ("FLUX.1-dev", "flux-1-dev-non-commercial"),
        ("Stable Diffusion 1.5", "creativeml-open-rail-m"),
        ("Stable Diffusion XL", "creativeml-open-rail-plus-plus-m"),
        ("Stable Diffusion 3.5 Large", "stability-ai-community-license"),
        ("TinyLlama-1.1B", None),
    ],
)
def test_a_base_model_that_is_not_recorded_is_known_by_its_name(name, of, real: cnai.Catalogue, monkeypatch):
    judged = []
    monkeypatch.setattr("cnai.questions.permission.judge", lambda licence, *_, **__: judged.append(licence.id))
    can(real, Model(id="x", name="X", open_weights=True, company="zhipu", family="glm", base_model=BaseModel(name=name)), Question())
    assert list(dict.fromkeys(judged)) == ([of] if of else [])


def test_a_condition_in_words_and_the_clause_that_decides():
    assert condition_of(When(regions=("EU", "UK"), mau_over=10**8)) == "in EU, UK and over 100M monthly users"
    reasons = [{"decides": False, "clause": "a", "url": "b"}, {"decides": True, "clause": "c", "url": "d"}]
    assert flat_extras({"reasons": reasons}) == {"clause": "c", "url": "d"}
    assert flat_extras({"reasons": []}) == {"clause": None, "url": None}


@pytest.mark.parametrize(("argv", "duty"), [("minimax-m2 --revenue 40M/year", "MiniMax M2"), ("kimi-k2 --revenue 30M/month", "Kimi K2")])
def test_a_duty_that_holds_is_not_repeated_under_a_condition(argv, duty, run):
    duties = json.loads(run("can", *argv.split(), "--json").out)[0]["duties"]
    assert sum(f"show '{duty}' prominently" in text for text in duties) == 1
    assert not any(text.startswith("over ") for text in duties)


def test_a_duty_under_several_conditions_names_each(run):
    duties = json.loads(run("can", "kimi-k2", "--json").out)[0]["duties"]
    assert sum("show 'Kimi K2' prominently" in text for text in duties) == 2


@pytest.mark.parametrize(
    ("confidence", "value", "unsure"),
    [
        ("low", "license mit, scope weights", True),
        ("low", "license mit, scope code", False),
        ("medium", "license mit, scope weights", False),
    ],
)
def test_hearsay_is_a_low_confidence_in_the_licence_of_the_weights(confidence, value, unsure):
    row = {"subject": "amber-2", "field": "licenses", "value": value, "confidence": confidence}
    assert hearsay({"evidence": [row]}) == ["amber-2"] * unsure


def test_a_licence_known_from_others_only_is_never_a_plain_yes(real: cnai.Catalogue):
    unsure = set(real.store.meta("hearsay"))
    answers = {p.model: p for p in asked_of(real, [c.id for c in real.companies], Question())}
    assert unsure & answers.keys()
    for rid, answer in answers.items():
        held = rid in unsure and answer.license is not None
        said = [duty for duty in (HEARSAY, SILENCE) if duty in answer.duties]
        assert said == [SILENCE if answer.license == "none-named" else HEARSAY] * held, rid
        assert not (held and answer.answer == "yes" and not answer.conditional), rid


@pytest.mark.parametrize("currency", ["CNY", "EUR"])
def test_a_duty_above_a_limit_in_another_currency_is_a_condition(run: Runner, currency):
    line = ["can", "kimi-k2", "--mau", "1", "--revenue", f"1M {currency}/year"]
    [row] = json.loads(run(*line, "--json").out)
    assert (row["answer"], row["conditional"]) == ("yes", True)
    assert row["duties"][0].startswith("compare your revenue with US$20m a month: above that show 'Kimi K2'")
    assert ",yes,true," in run(*line, "--format", "csv").out


def test_a_limit_for_providers_of_models_is_no_limit_for_others(really: Ask):
    [row] = really("glm-5.3 --revenue 20B/year")
    assert (row["answer"], row["conditional"]) == ("yes", True)
    assert any("if you or an affiliate offer models as a service" in d for d in row["duties"])
    assert really("glm-5.3 --revenue 20B/year --hosting")[0]["answer"] == "ask"


def host(url: str) -> str:
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def test_the_terms_of_an_api_are_the_maker_s_own(really: Ask, real: cnai.Catalogue):
    [row] = really("deepseek-v4-1-flash-1017")
    assert row["api"]["answer"] == "yes"
    assert row["api"]["terms_url"].startswith("https://cdn.deepseek.com/")
    makers = {host(s.url) for s in real.sources if s.kind == "primary"} | {host(e.base_url or "") for e in real.endpoints}
    makers |= {"alicdn.com", "byteplus.com", "mi.com"}  # hosts of Alibaba, ByteDance and Xiaomi
    copies = {s.url for s in real.sources if s.kind != "primary" and host(s.url) not in makers}
    assert "https://51haodu.com/t/Q1lISn!YWkVjaQ==" in copies
    for endpoint in real.endpoints:
        terms = real.license_by_id.get(endpoint.license or "")
        assert not {endpoint.terms_url, terms and terms.url} & copies, endpoint.id


def test_terms_that_are_only_quoted_are_no_plain_yes(really: Ask):
    api = really("kling-3-0")[0]["api"]
    assert api["answer"] == "ask"
    assert api["note"].startswith("read the terms first, which others quote so: commercial use")
    assert really("kling-3-0 --distill")[0]["api"]["note"] == "what others quote of the terms does not mention distillation"


def test_an_api_name_that_ended_has_one_last_day(run: Runner):
    assert "deepseek-chat is switched off since 2026-07-24" in run("can", "deepseek-chat", "--format", "table").out
    assert "switched off 2026-07-24\n" in run("show", "deepseek-chat", "--format", "table").out
    planned = run("show", "doubao-seed-2-0-pro-260215", "--format", "table").out
    assert "switched off 2026-11-24, not confirmed" in planned


@pytest.mark.parametrize(("region", "endpoint"), [("DE", "zhipu-zai"), ("US", "zhipu-zai"), ("CN", "zhipu-bigmodel")])
def test_the_endpoint_is_one_for_the_region(really: Ask, run: Runner, region, endpoint):
    assert really(f"glm-5.3 --region {region}")[0]["api"]["endpoint"] == endpoint
    text = " ".join(run("can", "glm-5.3", "--region", region, "--format", "table").out.split())
    assert "(1 of 3 endpoints; cnai prices glm-5-3)" in text


@pytest.mark.parametrize(
    ("place", "nearest"),
    [
        ("DE", ["eu", "international", None, "mainland"]),
        ("US", ["us", "international", None, "eu"]),
        ("CN", ["mainland", "international", None, "us"]),
    ],
)
def test_how_far_an_endpoint_is(place, nearest):
    assert [distance(e, place) for e in nearest] == [0, 1, 2, 3]


def test_research_and_non_commercial_licences_allow_no_business(real: cnai.Catalogue):
    """No yes to commercial use; to hosting only where a rule of the text speaks of it."""
    held = [li for li in real.licenses if li.kind in ("research", "non-commercial")]
    assert held
    for li in held:
        asked = {use: Verdict() for use in ("commercial", "hosting")}
        for use, verdict in asked.items():
            judge(li, use, Question(), verdict)
        assert asked["commercial"].answer != "yes", li.id
        allowed = any(r.use == "hosting" and r.answer == "yes" for r in li.rules)
        assert asked["hosting"].answer != "yes" or allowed, li.id


@pytest.mark.parametrize(
    ("kind", "purpose"), [("research", "research"), ("non-commercial", "non-commercial use"), ("permissive", None), ("community", None)]
)
def test_a_grant_for_a_purpose_does_not_reach_a_service_unless_it_says_so(kind, purpose):
    for rules in ((), ({"use": "hosting", "answer": "yes"},)):
        verdict = Verdict()
        made = tuple(Rule(**r) for r in (*rules, {"use": "any", "answer": "yes"}))
        held = License(id="invented", name="Invented", url="https://example.org", summary="Invented", kind=kind, rules=made)
        judge(held, "hosting", Question(), verdict, "Amber 1")
        doubt = f"base model Amber 1: the licence is for {purpose} and does not speak of offering the model to others"
        assert [r["clause"] for r in verdict.reasons if r["answer"] == "ask"] == ([doubt] if purpose and not rules else [])


def test_weights_without_a_licence_are_answered_in_one_way(stone_run: Runner):
    text = stone_run("can", "amber-lost", "--format", "table").out
    assert "not known: the licence of these weights is not recorded" in text
    assert "ask first" not in text


def test_terms_that_are_the_model_s_own_already_are_not_judged_twice(real: cnai.Catalogue, monkeypatch):
    held = real.license_by_id["llama-3-1"]
    model = Model(id="x", name="X", open_weights=True, company="zhipu", family="glm", base_model=BaseModel(name="Llama-3.1-8B"))
    monkeypatch.setattr("cnai.questions.permission.weights_licenses", lambda *_: [held])
    answer = can(real, model, Question())
    assert answer.license == "llama-3-1"
    assert not [text for text in (*answer.duties, *(r.clause for r in answer.reasons)) if "base model" in text]


@pytest.mark.parametrize(("kind", "subject"), [("proprietary", "the terms do"), ("community", "the licence does")])
def test_a_use_that_is_not_mentioned_is_to_be_asked_about(kind, subject):
    verdict = Verdict()
    held = License(id="invented", name="Invented", url="https://example.org", summary="Invented", kind=kind, rules=())
    judge(held, "distill", Question(), verdict)
    assert [(r["answer"], r["clause"]) for r in verdict.reasons] == [("ask", f"{subject} not mention distillation")]
    verdict = Verdict()
    judge(licence(), "distill", Question(), verdict)
    assert [(r["answer"], r["clause"]) for r in verdict.reasons] == [("yes", "")]  # allowed, in words that are not recorded


def test_the_terms_of_the_base_model_hold_where_the_model_s_own_are_unknown(real: cnai.Catalogue):
    shared = {"id": "x", "name": "X", "open_weights": True}
    row = can(real, Model(**shared, company="zhipu", family="glm", base_model=BaseModel(name="meta-llama/Llama-3.1-8B")), Question())
    assert (row.answer, row.license) == ("ask", None)
    assert any("Llama-3.1-8B" in d and "over 700M monthly users" in d for d in row.duties)
    own = Model(**shared, company="moonshot", family="kimi", base_model=BaseModel(model="kimi-k2"))  # the maker may license it anew
    row = can(real, own, Question())
    assert row.answer == "ask"
    assert row.duties[0].startswith("the base model Kimi K2 is under ")
    assert row.duties[0].endswith("; ask whether that holds here too")


def test_a_licence_without_a_day_is_where_its_weights_are_in_the_table_over_time(run):
    lines = run("license", "kimi", terminal=True).out.splitlines()
    k3 = next(line for line in lines if "(2026-07-27)" in line)
    assert "stricter" in k3
    assert any("in brackets: the day of the weights" in line for line in lines)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--mau", "100000001", "100,000,001 monthly users"),
        ("--mau", "100M", "100M monthly users"),
        ("--mau", "1234567", "1,234,567 monthly users"),
        ("--revenue", "20000001/month", "US$20,000,001 of revenue a month"),
        ("--revenue", "20M/month", "US$20m of revenue a month"),
    ],
)
def test_the_heading_holds_the_numbers_of_the_question_unrounded(option, value, said, run: Runner):
    assert run("can", "kimi-k2", option, value, "--format", "table").out.splitlines()[0] == f"May I: commercial use, {said}?"


@pytest.mark.parametrize("name", ["glm-130b", "codegeex2-6b", "webglm"])
def test_a_licence_for_research_says_so_whatever_is_asked(name, run: Runner):
    (row,) = rows_of(run("can", name, "--fine-tune", "--distill", "--json"))
    assert (row["answer"], row["conditional"]) == ("yes", True)
    assert "for non-commercial use only" in row["duties"]
    (row,) = rows_of(run("can", name, "--commercial", "--json"))
    assert "for non-commercial use only" not in row["duties"]


def test_the_clause_about_the_very_use_comes_first(run: Runner):
    (row,) = rows_of(run("can", "minimax-m3", "--commercial", "--json"))
    assert "non-commercial" not in row["reasons"][0]["clause"]


@pytest.mark.parametrize(
    "asked", ["can kimi-k2 --hosting --mau 200M", "can kimi-k2 --distill --revenue 1B/year", "models kimi --permits hosting --mau 9M"]
)
def test_limits_without_commercial_use_are_remarked(asked, run: Runner):
    said = "commercial use was not asked about, and limits of users and revenue are mostly of that: add commercial"
    assert said in run(*asked.split()).err
    assert (
        said
        not in run(
            *asked.split(), "--commercial" if asked.startswith("can") else "--permits", *["commercial"] * asked.startswith("models")
        ).err
    )


def test_a_platform_means_what_is_served_there_in_can_too(run: Runner):
    served = {r["model"] for r in rows_of(run("can", "百炼", "--hosting", "--json"))}
    assert served == {r["id"] for r in rows_of(run("models", "百炼", "--json"))} != set()
