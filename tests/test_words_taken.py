"""Words that an answer prints and people use are taken as options, or the error names the right one."""

import pytest

from cnai.model.values import Kind
from cnai.words.quantities import _USUAL
from cnai.words.words import words_of
from conftest import Runner, rows_of


def test_every_tier_that_stats_prints_can_be_asked_for(run: Runner):
    for row in rows_of(run("stats", "--by", "tier", "--json")):
        companies = {r["id"] for r in rows_of(run("list", "--tier", row["value"], "--json"))}
        models = rows_of(run("models", "--tier", row["value"], "--json"))
        assert len(models) == row["models"]
        assert {m["company"] for m in models} <= companies
        assert len({m["company"] for m in models}) == row["companies"]
        claims = rows_of(run("claims", "--tier", row["value"], "--json"))
        assert claims
        assert all(row["value"] in c["place"] or "honorable mention" in c["place"] for c in claims)


def test_companies_that_the_article_leaves_out_are_in_no_tier(stone_run: Runner, stones):
    for word in ("mention", "none"):
        mentioned = word == "mention"
        wanted = [c.id for c in stones.companies if c.tier is None and c.honorable_mention == mentioned]
        assert [r["id"] for r in rows_of(stone_run("list", "--tier", word, "--json"))] == wanted


def test_an_unknown_tier_lists_those_there_are(run: Runner):
    said = run("list", "--tier", "9")
    assert (said.code, said.out) == (2, "")
    assert "choose from 1 to 6, mention, none" in said.err


def test_claims_without_a_verdict_today_can_be_asked_for(run: Runner, real):
    wanted = [c.id for c in real.claims if c.verdict_now is None]
    assert wanted
    assert [r["id"] for r in rows_of(run("claims", "--now", "Not judged", "--json"))] == wanted
    assert [c.id for c in real.claims if c.verdict_now in (None, "supported")] == [
        r["id"] for r in rows_of(run("claims", "--now", "not-judged,supported", "--json"))
    ]


@pytest.mark.parametrize("word", _USUAL)
def test_a_usual_word_for_a_kind_is_answered_with_the_fixed_one(word, run: Runner):
    assert _USUAL[word] in words_of(Kind)
    said = run("models", "--kind", word.upper())
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(f"did you mean {_USUAL[word]}?\n")


@pytest.mark.parametrize("place", ["Scotland", "wales", "Northern Ireland", "England"])
def test_a_country_of_the_kingdom_is_a_part_of_it(place, run: Runner):
    assert rows_of(run("can", "kimi-k2", "--region", place, "--json"))[0]["question"]["regions"] == ["GB"]


# ---- licences


@pytest.mark.parametrize("name", ["apache", "Apache 2", "apache2", "Apache-2.0", "Apache License"])
def test_a_usual_name_of_a_licence_means_it(name, run: Runner):
    said = run("license", name, "--json")
    assert said.code == 0
    assert '"id": "apache-2-0"' in said.out
    assert {r["license"]["id"] for r in rows_of(run("models", "--license", name, "--json"))} == {"apache-2-0"}


@pytest.mark.parametrize(
    ("name", "licence"),
    [
        ("Apache License, Version 2.0", "apache-2-0"), ("GPLv3", "gpl-3-0-only"), ("agpl-3.0", "agpl-3-0-only"), ("The MIT License", "mit"),
        ("GNU General Public License, version 3", "gpl-3-0-only"), ("mit licence", "mit"), ("llama 3 license", "llama-3"),
        ("the deepseek licence agreement", "deepseek-license"), ("OpenMDW License Agreement, version 1.0", "openmdw-1-0"),
    ],
)  # fmt: skip
def test_a_licence_is_found_as_it_calls_itself_and_as_hubs_tag_it(name, licence, run: Runner):
    assert f'"id": "{licence}"' in run("license", name, "--json").out


@pytest.mark.parametrize("name", ["license", "the licence agreement", "Tencent Hy License", "Apache License, Version 1.1"])
def test_words_that_any_licence_bears_mean_none(name, run: Runner):
    said = run("license", name)
    assert (said.code in (2, 3), said.out) == (True, "")


def test_two_licences_are_not_compared(run: Runner):
    assert run("license", "mit,", "apache-2.0").err == "cnai: license takes one name, not 2\n"


@pytest.mark.parametrize("name", ["gpl", "cc-by", "qwen-l"])
def test_the_beginning_of_a_licence_is_no_name_of_it(name, run: Runner):
    said = run("models", "--license", name)
    assert (said.code, said.out) == (3, "")
    assert "no licence is named" in said.err


@pytest.mark.parametrize(("name", "record"), [("kimi-k2", "model"), ("glm-5-3", "model"), ("qwen", "family"), ("deepseek-chat", "model")])
def test_the_licences_of_a_record_are_found_by_any_name_of_it(name, record, run: Runner):
    said = run("license", name, "--json")
    assert said.code == 0
    assert f'"record": "{record}"' in said.out
