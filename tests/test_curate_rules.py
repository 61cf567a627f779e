"""Each rule of the data shows that it can fail: one thing is changed in the invented tree, and the fault names it and its file."""

import datetime
import math

import pytest

from cnai.curate.__main__ import all_faults, main
from cnai.curate.rules import RULES, check, known, standards
from cnai.curate.tree import read_tree
from cnai.curate.validate import validate
from trees import INVENTED, add, both, changed, copied, drop, put

AMBER, AMBER_MODELS = "companies/amber/company.toml", "companies/amber/amber-models.toml"
BASALT, BASALT_MODELS, VISION = "companies/basalt/company.toml", "companies/basalt/basalt-lm.toml", "companies/basalt/basalt-vision.toml"
SOURCES, EVENTS, CLAIMS = (f"companies/amber/{name}.toml" for name in ("sources", "events", "claims"))
ENDPOINTS, MIT, LICENSE = "companies/amber/endpoints.toml", "licenses/mit.toml", "licenses/amber-license.toml"
ARTICLE = "tiers/article.toml"
ONE, TWO, MAX, LOST = range(4)  # the models of Amber


def model(number, key, value):
    return put("models", number, key, value)


def result(key, value):
    return put("models", TWO, "benchmarks", 0, key, value)


def past(status, until):
    """An earlier status of Amber Max."""
    row = {"field": "status", "value": status, "since": "2025-10", "until": until, "source": "amber-readme", "locator": "table 3"}
    return model(MAX, "past", [row])


def unproved(name):
    """Take a field of Amber out of the evidence."""
    return lambda raw: raw["evidence"][0]["fields"].remove(name)


NEW_SOURCE = {
    "id": "amber-unused", "url": "https://example.org/", "title": "T", "publisher": "P", "kind": "primary", "accessed": "2026-01-31",
}  # fmt: skip

GONE = put("models", MAX, "apis", 0, "until", "2025-12")  # the one name of Amber Max

RETIRED = model(MAX, "status", "retired")
AHEAD = put("models", MAX, "apis", 0, "until", "2026-12-31")

OF_SISTER = {
    "license": "mit", "scope": "weights", "source": "basalt-about", "locator": "card of the sister model, header", "basis": "inferred",
    "confidence": "medium",
}  # fmt: skip

SAME_NAME = {
    "endpoint": "amber-api", "model_id": "amber-chat", "source": "amber-readme", "locator": "table 3",
    "alternatives": [{"value": "amber-chat", "source": "amber-press"}],
}  # fmt: skip

# (rule, the file that is changed, the change, what the fault says)
CASES = [
    ("ids_are_kebab_and_unique", ENDPOINTS, put("endpoints", 0, "id", "Amber_API"), "id 'Amber_API' must be kebab-case"),
    ("ids_are_kebab_and_unique", AMBER_MODELS, model(LOST, "id", "amber--lost"), "single hyphens"),
    ("ids_are_kebab_and_unique", AMBER_MODELS, model(LOST, "id", "amber"), "id 'amber' is taken by the company in companies/amber/company"),
    ("names_mean_one_record", AMBER_MODELS, model(LOST, "aliases", ["Basalt-LM"]), "the name 'basaltlm' is also used by family basalt-lm"),
    ("names_mean_one_record", AMBER_MODELS, model(LOST, "name", "琥珀智能"), "the name '琥珀智能' is also used by company amber"),
    ("names_mean_one_record", AMBER_MODELS, model(LOST, "aliases", ["-"]), "a name is empty once folded"),
    ("references_resolve", AMBER_MODELS, model(ONE, "successor", "amber-3"), "successor names 'amber-3', which does not exist"),
    ("references_resolve", AMBER_MODELS, model(TWO, "base_model", {"model": "x"}), "base_model.model names 'x'"),
    ("references_resolve", AMBER_MODELS, put("models", ONE, "licenses", 0, "license", "x"), "licenses.license names 'x'"),
    ("references_resolve", AMBER_MODELS, put("models", TWO, "apis", 0, "endpoint", "x"), "apis.endpoint names 'x'"),
    ("references_resolve", AMBER_MODELS, put("models", ONE, "prices", 0, "endpoint", "x"), "prices.endpoint names 'x'"),
    ("references_resolve", AMBER_MODELS, put("models", ONE, "evidence", 0, "source", "x"), "evidence of announced, released"),
    ("references_resolve", AMBER_MODELS, put("models", TWO, "evidence", 1, "alternatives", 0, "source", "x"), "names source 'x'"),
    ("references_resolve", AMBER, put("flagship_family", "x"), "flagship_family names 'x'"),
    ("references_resolve", AMBER, put("parent", {"company": "x"}), "parent.company names 'x'"),
    ("references_resolve", AMBER, put("affiliates", [{"company": "x", "name": "X", "relation": "r"}]), "affiliates.company names 'x'"),
    ("references_resolve", VISION, put("parent", "x"), "parent names 'x'"),
    ("references_resolve", CLAIMS, add("claims", 0, "about", "x"), "about names 'x'"),
    ("references_resolve", EVENTS, put("events", 0, "evidence", 0, "source", "x"), "evidence.source names 'x'"),
    ("filled_fields_have_evidence", AMBER, unproved("founded"), "founded needs evidence: name it in the fields"),
    ("filled_fields_have_evidence", AMBER, unproved("listings"), "listings needs evidence: {'exchange': 'HKEX'"),
    ("filled_fields_have_evidence", AMBER, unproved("ceo"), "ceo needs evidence for name, since"),
    ("filled_fields_have_evidence", AMBER, both(unproved("ceo"), add("evidence", 0, "fields", "ceo_name")), "evidence for since"),
    ("evidence_is_for_filled_fields", AMBER, add("evidence", 0, "fields", "parent"), "evidence for parent, which is empty"),
    ("evidence_is_for_filled_fields", AMBER, add("evidence", 0, "fields", "ceo_name_zh"), "evidence for ceo_name_zh, which is empty"),
    ("every_source_is_used", SOURCES, add("sources", NEW_SOURCE), "no evidence uses this source"),
    ("secondary_sources_are_never_high", AMBER_MODELS, put("models", MAX, "evidence", 0, "confidence", "high"), "amber-press is secondary"),
    ("secondary_sources_are_never_high", EVENTS, put("events", 0, "evidence", 0, "confidence", "high"), "amber-press is secondary"),
    ("claims_and_events_are_proved", EVENTS, drop("events", 0, "evidence"), "needs evidence: write evidence = [{"),
    ("claims_and_events_are_proved", CLAIMS, put("claims", 1, "evidence", []), "needs evidence: write evidence = [{"),
    ("claims_and_events_are_proved", CLAIMS, put("claims", 1, "now_since", "2025-09"), "now_since is only for a verdict_now that differs"),
    ("claims_and_events_are_proved", CLAIMS, drop("claims", 0, "verdict_now"), "now_since is only for a verdict_now that differs"),
    ("urls_are_canonical", AMBER, put("website", "http://amber.example.org/"), "website http://amber.example.org/ must be https"),
    ("urls_are_canonical", AMBER, put("website", "javascript:alert(1)"), "must be https"),
    ("urls_are_canonical", AMBER, put("website", "https:///about"), "has no host"),
    ("urls_are_canonical", AMBER, put("website", "https://Amber.example.org/"), "has capitals in its host"),
    ("urls_are_canonical", SOURCES, put("sources", 0, "url", "https://amber.example.org/#top"), "has a fragment"),
    ("urls_are_canonical", ENDPOINTS, put("endpoints", 0, "terms_url", "https://example.org/?a=1&utm_source=x"), "has tracking parameters"),
    ("urls_are_canonical", ENDPOINTS, put("endpoints", 0, "base_url", "https://example.org/a b"), "base_url https://example.org/a b has"),
    ("dates_are_real_and_past", AMBER, put("founded", "2020-02-30"), "founded '2020-02-30' is not a date: write"),
    ("dates_are_real_and_past", AMBER, put("listings", 0, "since", "soon"), "listings.since 'soon' is not a date"),
    ("dates_are_real_and_past", AMBER, put("founded", "2026-02"), "founded 2026-02 is after the data's date 2026-01-31"),
    ("dates_are_real_and_past", AMBER, put("evidence", 0, "checked", "2026-02-01"), "evidence.checked 2026-02-01 is after"),
    ("dates_are_real_and_past", SOURCES, put("sources", 0, "accessed", "31.1.2026"), "accessed '31.1.2026' is not a date"),
    ("dates_are_in_order", AMBER_MODELS, model(ONE, "announced", "2024-02"), "announced 2024-02 is after released 2024-01-10"),
    ("dates_are_in_order", AMBER_MODELS, model(ONE, "api_released", "2024-01-09"), "released 2024-01-10 is after api_released 2024-01-09"),
    ("dates_are_in_order", AMBER_MODELS, model(ONE, "weights_released", "2023"), "released 2024-01-10 is after weights_released 2023"),
    ("dates_are_in_order", AMBER_MODELS, model(ONE, "retired", "2023"), "released 2024-01-10 is after retired 2023"),
    ("dates_are_in_order", AMBER_MODELS, model(ONE, "released", "2025-09"), "released 2025-09 is after its successor's 2025-08-15"),
    ("dates_are_in_order", AMBER_MODELS, model(ONE, "released", "2019"), "released 2019 is before the company's founding 2020-03"),
    ("dates_are_in_order", AMBER, put("listings", 0, "until", "2025-08"), "listings: since 2025-09-01 is after until 2025-08"),
    ("chains_have_no_circle", AMBER_MODELS, model(TWO, "successor", "amber-1"), "successor leads back to amber-2"),
    ("chains_have_no_circle", AMBER_MODELS, model(TWO, "successor", "amber-2"), "successor leads back to amber-2"),
    ("chains_have_no_circle", AMBER_MODELS, model(TWO, "successor", "basalt-57b"), "successor basalt-57b belongs to another company"),
    ("chains_have_no_circle", BASALT_MODELS, put("parent", "basalt-vision"), "parent leads back to basalt-lm"),
    ("chains_have_no_circle", VISION, put("parent", "amber-models"), "parent amber-models belongs to another company"),
    ("active_is_at_most_total", AMBER_MODELS, model(ONE, "total_params", 7), "total_params 7 is out of bounds: write the plain number"),
    ("active_is_at_most_total", AMBER_MODELS, model(TWO, "active_params", 10**12 + 1), "is more than total_params 1000000000000"),
    ("active_is_at_most_total", AMBER_MODELS, model(ONE, "active_params", 10**9), "a dense model has no active_params"),
    ("context_is_sane", AMBER_MODELS, model(ONE, "context_tokens", 128), "context_tokens 128 is out of bounds: write plain tokens"),
    ("context_is_sane", AMBER_MODELS, model(ONE, "max_output_tokens", 20_000_001), "max_output_tokens 20000001 is out of bounds"),
    ("context_is_sane", AMBER_MODELS, model(ONE, "weights_context_tokens", 255), "weights_context_tokens 255 is out of bounds"),
    ("prices_are_sane", AMBER_MODELS, put("models", ONE, "prices", 0, "output", 100_001), "price of amber-api is out of bounds or empty"),
    ("prices_are_sane", AMBER_MODELS, put("models", ONE, "prices", 0, "input", -1), "price of amber-api is out of bounds or empty"),
    ("prices_are_sane", BASALT_MODELS, both(drop("models", 0, "prices", 0, "input"), drop("models", 0, "prices", 0, "output")), "or empty"),
    ("prices_are_sane", AMBER_MODELS, put("models", TWO, "prices", 0, "cached_input", 1), "cached_input ≤ input ≤ output does not hold"),
    ("prices_are_sane", AMBER_MODELS, put("models", TWO, "prices", 0, "currency", "$"), "currency '$' must be an ISO 4217 code"),
    ("licences_have_rules", LICENSE, put("rules", []), "a licence needs rules"),
    ("licences_have_rules", LICENSE, drop("rules", 2, "when", "period"), "revenue_over, currency and period go together"),
    ("licences_have_rules", LICENSE, drop("rules", 2, "when", "currency"), "revenue_over, currency and period go together"),
    ("licences_have_rules", LICENSE, drop("rules", 0, "clause"), "rule for any needs clause (in our words) and locator"),
    (
        "licences_have_rules",
        MIT,
        add("rules", {"use": "hosting", "answer": "yes", "duty": "show MIT", "duty_kind": "name", "clause": "products", "locator": "2"}),
        "commercial use needs that duty too, not hosting alone",
    ),
    ("licences_have_rules", MIT, put("spdx", "Apache-2.0"), "the id of an SPDX licence is Apache-2.0 in lower case"),
    ("open_weights_can_be_got", AMBER_MODELS, drop("models", LOST, "github"), "open weights need a place to download them"),
    ("open_weights_can_be_got", AMBER_MODELS, model(MAX, "weights_released", "2025-11"), "closed, but it has weights"),
    ("announced_is_not_released", AMBER_MODELS, model(MAX, "status", "announced"), "announced, but it has a date of release"),
    ("announced_is_not_released", AMBER_MODELS, drop("models", ONE, "successor"), "superseded, but without a successor"),
    ("silence_is_spelled_right", AMBER_MODELS, add("models", MAX, "undisclosed", "size"), "undisclosed names 'size', which is no field"),
    ("silence_is_spelled_right", AMBER_MODELS, add("models", MAX, "undisclosed", "url"), "undisclosed names url, which is filled"),
    ("silence_is_spelled_right", AMBER, put("not_applicable", ["ticker"]), "not_applicable names 'ticker', which is no field"),
    ("past_is_of_dated_fields", AMBER, put("past", 0, "field", "founded"), "past 'founded' is not one of hq, country, ceo"),
    ("past_is_of_dated_fields", AMBER, drop("past", 0, "until"), "past hq needs until"),
    ("past_is_of_dated_fields", VISION, put("past", [{"field": "name", "value": "V", "until": "2025"}]), "past 'name' is not one of none"),
    ("text_is_clean", AMBER, put("hq", "Hang\u202ezhou"), "hq has the hidden character U+202E: delete it"),
    ("text_is_clean", AMBER, put("ceo", "name", "Li\x1b[31m Hu"), "ceo.name has the hidden character U+001B"),
    ("text_is_clean", MIT, put("rules", 0, "duty", "keep\u200bit"), "rules.duty has the hidden character U+200B"),
    ("text_is_clean", AMBER, put("evidence", 0, "locator", "\x9bpage"), "evidence.locator has the hidden character U+009B"),
    ("text_is_clean", CLAIMS, put("claims", 0, "fact", "It was. "), "fact starts or ends with a space"),
    ("article_is_covered", ARTICLE, add("tiers", 1, "companies", "granite"), "is in the article's tiers but has no company.toml"),
    ("article_is_covered", BASALT, drop("article_names"), "add the spellings that it prints to article_names"),
    ("article_is_covered", "companies/cobalt/claims.toml", put("claims", []), "add at least one of its claims"),
    ("article_is_sound", ARTICLE, add("tiers", 1, "companies", "amber"), "amber is in more than one place"),
    ("article_is_sound", ARTICLE, put("source", "nobody"), "source names 'nobody', which does not exist"),
    ("article_is_sound", ARTICLE, put("url", "javascript:alert(1)"), "url javascript:alert(1) must be https"),
    ("article_is_sound", ARTICLE, put("tiers", 0, "title", "\x1b[31mbright"), "title has the hidden character U+001B"),
    ("article_is_mapped", ARTICLE, put("sentences", 3, "place", "tier 1, Ember, sentence 3"), "sentence 3: sentence 2 comes next"),
    ("article_is_mapped", ARTICLE, put("sentences", 0, "place", "introduction, sentence 1"), "introduction, sentence 1: is there twice"),
    ("article_is_mapped", ARTICLE, drop("sentences", 0), "title: 0 places, but sections says 1"),
    ("article_is_mapped", ARTICLE, drop("sections", "title"), "title: 1 places, but sections says 0"),
    ("article_is_mapped", ARTICLE, drop("sentences", 0, "reason"), "title: needs claims, or a reason"),
    ("article_is_mapped", ARTICLE, put("sentences", 1, "reason", "praise"), "introduction, sentence 1: needs claims, or a reason"),
    ("article_is_mapped", ARTICLE, add("sentences", 1, "claims", "amber-claim-9"), "claims names 'amber-claim-9', which does not exist"),
    ("article_is_mapped", CLAIMS, put("claims", 0, "place", "title"), "its place is 'title', but the map of sentences lists it at 't"),
    ("article_is_mapped", CLAIMS, put("claims", 1, "id", "amber-claim-7"), "the map of sentences lists it at no sentence: make them agree"),
    ("summaries_have_a_length", AMBER, put("summary", "word " * 58 + "word"), "the summary has 59 words; write 60 to 120"),
    ("summaries_have_a_length", AMBER, put("summary", "word " * 120 + "word"), "the summary has 121 words; write 60 to 120"),
    ("prose_agrees_with_fields", AMBER_MODELS, model(ONE, "summary", "With 8B parameters."), "says 8B parameters, the fields [7000000000]"),
    ("prose_agrees_with_fields", AMBER_MODELS, model(TWO, "summary", "It has 1.2 trillion parameters."), "says 1.2trillion parameters"),
    ("prose_agrees_with_fields", AMBER_MODELS, model(ONE, "summary", "An 8K-token window."), "says 8K tokens, the fields [4096]"),
    ("prose_agrees_with_fields", BASALT, put("summary", "Founded in May 2017." + " word" * 60), "says founded in 2017, the field 2018"),
    ("base_models_are_older", AMBER_MODELS, model(ONE, "base_model", {"model": "amber-2"}), "its base model amber-2 came after it"),
    ("base_models_are_older", AMBER_MODELS, model(TWO, "base_model", {"model": "amber-2"}), "its base model amber-2 came after it"),
    ("flagship_is_its_own", BASALT, put("flagship_family", "amber-models"), "amber-models belongs to another company"),
    ("inferred_is_never_high", AMBER_MODELS, put("models", TWO, "evidence", 1, "basis", "inferred"), "total_params: inferred, so"),
    ("since_has_its_own_proof", AMBER_MODELS, put("models", ONE, "evidence", 0, "locator", "table 1"), "licenses: since 2025-07-01 has"),
    ("since_has_its_own_proof", AMBER_MODELS, put("models", ONE, "evidence", 0, "locator", "table 1"), "prices: since 2025-08-01 has no"),
    ("since_has_its_own_proof", AMBER_MODELS, put("models", MAX, "apis", 0, "since", "2025-12"), "apis: since 2025-12 has no proof"),
    ("license_of_code_is_not_of_weights", BASALT_MODELS, put("models", 0, "evidence", 0, "locator", "LICENSE"), "mit for the weights"),
    (
        "license_of_code_is_not_of_weights", BASALT_MODELS,
        put("models", 0, "evidence", 0, "locator", "README, where the weights are offered without another licence"), "mit for the weights",
    ),
    ("no_licence_is_seen_in_the_files", BASALT_MODELS, put("models", 0, "licenses", 0, "license", "none-named"), "needs a note that"),
    ("alternatives_differ_from_the_value", AMBER_MODELS, put("models", TWO, "evidence", 1, "alternatives", 0, "value", "1T"), "'1T' of"),
    ("alternatives_differ_from_the_value", AMBER_MODELS, put("models", TWO, "apis", 0, SAME_NAME), "'amber-chat' of amber-press is the"),
    ("sizes_in_names_are_in_fields", BASALT_MODELS, put("models", 0, "total_params", 40 * 10**9), "gives 57B, the fields give [4000"),
    ("sizes_in_names_are_in_fields", BASALT_MODELS, drop("models", 0, "total_params"), "the name gives 57B, the fields give no size"),
    ("sizes_in_names_are_in_fields", BASALT_MODELS, put("models", 0, "name", "BasaltLM2-57B-A57B"), "gives A57B, the fields give no size"),
    ("one_sentence_gives_one_context", AMBER_MODELS, put("models", ONE, "evidence", 0, "locator", "README.md, table 2"), "(4096, 262144)"),
    ("ended_models_are_not_current", AMBER_MODELS, put("models", MAX, "apis", 0, "until", "2025-12"), "all its API names have ended"),
    ("open_weights_have_a_licence_or_a_reason", BASALT_MODELS, drop("models", 0, "licenses"), "that begins 'Licence not recorded: '"),
    ("base_terms_are_passed_on", BASALT_MODELS, put("models", 0, "base_model", {"model": "amber-2"}), "amber-2 has a stricter licence"),
    ("prices_end_with_their_api", AMBER_MODELS, put("models", TWO, "apis", 0, "until", "2025-12"), "write until = '2025-12'"),
    ("aggregators_are_low", AMBER_MODELS, put("models", MAX, "evidence", 0, "confidence", "medium"), "amber-press is an aggregator"),
    ("benchmarks_have_one_name", AMBER_MODELS, result("name", "HLE"), "'HLE' is recorded as \"Humanity's Last Exam\"; use that name"),
    ("benchmarks_have_one_name", AMBER_MODELS, result("name", "Tau2 retail"), "'τ²-Bench'; use that name, with the variant 'retail'"),
    ("benchmarks_have_one_name", AMBER_MODELS, result("name", "Stone-Bench"), "'Stone-Bench' is recorded as 'StoneBench'; use"),
    (
        "benchmarks_have_one_name", AMBER_MODELS,
        both(result("variant", "hard, with tools"), add("models", TWO, "benchmarks", {"name": "StoneBench Hard", "score": 1, "unit": "%"})),
        "'StoneBench' with the variant 'hard' is recorded as 'StoneBench Hard'",
    ),
    ("benchmarks_have_one_unit", AMBER_MODELS, result("unit", "share"), "use the unit '%' instead of 'share' and multiply"),
    ("benchmarks_have_one_unit", AMBER_MODELS, result("unit", "ELO"), "use the unit 'Elo' instead of 'ELO'"),
    ("benchmarks_have_one_unit", AMBER_MODELS, result("unit", "points"), "StoneBench is recorded in '%', this result in 'points'"),
    ("benchmarks_have_one_unit", AMBER_MODELS, result("unit", "rank"), "a rank needs lower_is_better = true"),
    ("benchmarks_have_one_unit", AMBER_MODELS, result("variant", "rank of open models"), "a rank is not a score; use the unit 'rank'"),
    ("ways_of_measuring_have_one_writing", AMBER_MODELS, result("settings", "no tools; Avg@4"), "as 'without tools; avg@4', not 'no tools"),
    ("ways_of_measuring_have_one_writing", AMBER_MODELS, result("variant", "overall"), "remove the variant 'overall'"),
    ("ways_of_measuring_have_one_writing", AMBER_MODELS, result("evaluator", "lechmazur"), "the evaluator as 'Lech Mazur'"),
    ("aggregators_are_low", EVENTS, put("events", 0, "evidence", 0, "confidence", "medium"), "amber-press is an aggregator"),
    ("retirement_is_the_last_end", AMBER_MODELS, both(model(MAX, "retired", "2025-11"), GONE), "before the end of its API name amber-max"),
    ("retirement_is_the_last_end", AMBER_MODELS, model(MAX, "status", "retired"), "closed and retired, but its API name amber-max on"),
    ("retirement_is_the_last_end", AMBER_MODELS, both(RETIRED, AHEAD), "is served until 2026-12-31"),
    ("what_was_retired_was_not_served", AMBER_MODELS, both(RETIRED, GONE, past("current", "2025-11")), "until 2025-12"),
    ("what_was_retired_was_not_served", AMBER_MODELS, past("retired", "2026-01-15"), "was served until today"),
    ("retirements_have_an_event", AMBER_MODELS, model(MAX, "retired", "2025-12-31"), "retired on 2025-12-31, but no event of type"),
    ("listings_have_an_event", AMBER, put("listings", 0, "since", "2025-09-02"), "listed on HKEX since 2025-09-02, but no event"),
    ("base_models_point_at_their_record", AMBER_MODELS, model(TWO, "base_model", {"name": "amber 1"}), "write model = 'amber-1'"),
    ("alternatives_stand_beside_one_field", AMBER_MODELS, add("models", TWO, "evidence", 1, "fields", "context_tokens"), "the one field"),
    ("licence_of_a_sister_is_low", BASALT_MODELS, put("models", 0, "licenses", 0, OF_SISTER), "mit is concluded from another model's card"),
    ("proofs_name_what_can_be_opened", AMBER, put("evidence", 0, "locator", "table 2, file 66608502918"), "nobody can open"),
    ("an_api_name_means_one_model", AMBER_MODELS, put("models", MAX, "apis", 0, "model_id", "amber-chat"), "serves amber-2 at the same"),
    ("prices_can_be_told_apart", AMBER_MODELS, drop("models", ONE, "prices", 0, "until"), "two prices at amber-api that nothing tells"),
    ("an_end_is_the_first_day_without", AMBER_MODELS, put("models", ONE, "prices", 0, "until", "2025-07-31"), "begins on 2025-08-01"),
    ("what_is_superseded_was_followed", AMBER_MODELS, put("models", TWO, "status", "announced"), "superseded by amber-2, which is only"),
    ("flagships_were_released", AMBER_MODELS, put("flagships", [{"model": "amber-2", "since": "2025-08-01"}]), "but was released on"),
    ("closed_models_without_a_name_are_retired", AMBER_MODELS, both(GONE, put("models", MAX, "status", "preview")), "write retired, with"),
    ("a_maker_measures_for_itself", AMBER_MODELS, result("evaluator", "Stone Lab"), "of Stone Lab it is independent"),
    ("active_parameters_need_an_architecture", AMBER_MODELS, drop("models", TWO, "architecture"), "fill architecture too"),
    ("weights_under_a_licence_are_open", BASALT_MODELS, drop("models", 0, "open_weights"), "whether they are open is not said"),
    ("licences_are_used", LICENSE, put("summary", "A licence."), "no model or endpoint is under it"),
    ("proofs_name_what_can_be_opened", EVENTS, put("events", 0, "evidence", 0, "locator", "files 63262135782"), "nobody can open"),
]  # fmt: skip
# What a rule needs in a second file before a case of it can fail.
BEFORE = {
    "license_of_code_is_not_of_weights": ("companies/basalt/sources.toml", put("sources", 0, "url", "https://github.com/basalt/lm")),
    "licences_are_used": (
        AMBER_MODELS,
        both(put("models", ONE, "licenses", 0, "license", "mit"), put("models", TWO, "licenses", 0, "license", "mit")),
    ),
    "aggregators_are_low": (SOURCES, put("sources", 2, "url", "https://openrouter.ai/amber/amber-max")),
}


@pytest.mark.parametrize(("name", "file", "change", "says"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
def test_a_broken_rule_says_what_is_wrong_and_where(name, file, change, says, tmp_path):
    root = copied(tmp_path)
    if name in BEFORE:
        other, first = BEFORE[name]
        changed(root / other, first)
    changed(root / file, change)
    tree = read_tree(root)
    assert not tree.faults
    assert not validate(tree)
    found = [what for draft, _, what in next(r for r in RULES if r.__name__ == name)(tree) if draft.file == file]
    assert [what for what in found if says in what], found
    assert [line for line in check(tree) if line.startswith(f"{file}:") and says in line]


def test_every_rule_has_a_case():
    assert {rule.__name__ for rule in RULES} == {name for name, *_ in CASES}


def test_the_invented_tree_has_no_fault():
    assert all_faults(read_tree(INVENTED)) == []


ALLOWED = {
    "evidence for each part of an object": (
        AMBER,
        both(unproved("ceo"), add("evidence", 0, "fields", "ceo_name"), add("evidence", 0, "fields", "ceo_since")),
    ),
    "evidence in the item itself": (
        AMBER,
        both(unproved("listings"), put("listings", 0, "source", "amber-about"), put("listings", 0, "locator", "foot")),
    ),
    "evidence of a silence": (AMBER_MODELS, add("models", MAX, "evidence", 0, "fields", "total_params")),
    "an end that is still to come": (AMBER_MODELS, put("models", ONE, "prices", 1, "until", "2026-12-31")),
    "a date that may be in order": (AMBER_MODELS, model(ONE, "announced", "2024")),
    "a rounded number in prose": (AMBER_MODELS, model(ONE, "summary", "About 6.9B parameters and a 4K-token window.")),
    "names that differ by a boundary between digits": (AMBER_MODELS, put("models", LOST, "aliases", ["Basalt LM 5.7B series"])),
    "60 words": (AMBER, put("summary", "word " * 59 + "word")),
    "120 words": (AMBER, put("summary", "word " * 119 + "word")),
    "the shortest context": (AMBER_MODELS, model(ONE, "context_tokens", 256)),
    "a size in a name that a note explains": (
        BASALT_MODELS,
        both(put("models", 0, "total_params", 40 * 10**9), put("models", 0, "evidence", 0, "note", "counted without the experts")),
    ),
    "a size in a name, rounded": (BASALT_MODELS, put("models", 0, "total_params", 57_400_000_000)),
    "an API name that will end": (AMBER_MODELS, put("models", MAX, "apis", 0, "until", "2026-12-31")),
    "a day that the proof names": (
        AMBER_MODELS,
        both(put("models", MAX, "apis", 0, "since", "2025-12"), put("models", MAX, "evidence", 0, "note", "open since December 2025")),
    ),
    "a day on which the source was published": (AMBER_MODELS, put("models", MAX, "apis", 0, "since", "2025-09-02")),
    "an alternative to one of several dates": (
        AMBER_MODELS,
        both(
            put("models", ONE, "announced", "2024-01-09"),
            put("models", ONE, "evidence", 0, "alternatives", [{"value": "2024-01-09", "source": "amber-press"}]),
        ),
    ),
    "a rank in a benchmark of scores": (AMBER_MODELS, both(result("unit", "rank"), result("lower_is_better", True))),
    "a claim that nobody can check": (CLAIMS, both(put("claims", 1, "verdict", "unverifiable"), drop("claims", 1, "evidence"))),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_the_rules_allow_is_no_fault(name, tmp_path):
    file, change = ALLOWED[name]
    root = copied(tmp_path)
    changed(root / file, change)
    assert all_faults(read_tree(root), canonical=False) == []


def none_named(note, confidence="medium"):
    proof = {"source": "basalt-about", "locator": "whole page", "basis": "inferred", "confidence": confidence, "note": note}
    return put("models", 0, "licenses", 0, {"license": "none-named", "scope": "weights"} | proof)


NO_FILES, NO_HUB = "The page shows no tag; the list of files did not open.", "The README names no licence for them."


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (none_named("No tag, no LICENSE file."), 0),
        (none_named("The page shows no tag."), 1),
        (none_named(NO_FILES, "low"), 0),
        (none_named(NO_FILES), 1),
        (none_named(NO_HUB), 1),
        (both(none_named(NO_HUB), drop("models", 0, "huggingface")), 0),
    ],
    ids=["files", "head alone", "head alone, low", "head alone, medium", "README of a hub", "README, on no hub"],
)
def test_no_licence_is_a_finding_only_of_what_was_seen(change, faults, tmp_path):
    root = copied(tmp_path)
    changed(root / BASALT_MODELS, change)
    assert len(list(standards.no_licence_is_seen_in_the_files(read_tree(root)))) == faults


def test_known_offenders_are_passed_over_until_they_are_corrected(tmp_path, monkeypatch):
    root = copied(tmp_path)
    changed(root / AMBER_MODELS, put("models", MAX, "apis", 0, "until", "2025-12"))
    listed = tmp_path / "known.txt"
    listed.write_text("ended_models_are_not_current amber-max status\n", encoding="utf-8")
    monkeypatch.setattr(known, "DATA", root)
    monkeypatch.setattr(known, "KNOWN", listed)
    assert check(read_tree(root)) == []
    changed(root / AMBER_MODELS, drop("models", MAX, "apis", 0, "until"))
    assert [line for line in check(read_tree(root)) if line.startswith("known.txt: 'ended_models_are_not_current amber-max status'")]
    assert main(["--data", str(root), "check", "--prune"]) == 0
    assert check(read_tree(root)) == []
    assert listed.read_text(encoding="utf-8") == ""


def test_the_list_of_known_offenders_is_sorted_and_of_the_newer_rules_only():
    lines = known.KNOWN.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert {line.split()[0] for line in lines} <= {r.__name__ for r in RULES if r.__module__ == standards.__name__}


SHAPES = [
    (AMBER, put("employees", 7), "amber: employees: unknown field"),
    (AMBER, put("ceo", "title", "boss"), "amber: ceo.title: unknown field"),
    (AMBER, put("model_count", 4), "amber: model_count is computed by the build; remove it"),
    (AMBER_MODELS, model(TWO, "predecessor", "amber-1"), "amber-2: predecessor is computed by the build; remove it"),
    (AMBER_MODELS, model(ONE, "total_params", "7B"), "total_params: '7B' is not a whole number"),
    (AMBER_MODELS, model(ONE, "total_params", 7.5e9), "total_params: 7500000000.0 is not a whole number"),
    (AMBER_MODELS, model(ONE, "open_weights", "yes"), "open_weights: 'yes' is not true or false"),
    (AMBER_MODELS, put("models", TWO, "benchmarks", 0, "score", "65.5"), "benchmarks.0.score: '65.5' is not a number"),
    (AMBER, put("founded", 2020), 'founded: 2020 is not text: write "…"'),
    (AMBER, put("aliases", "Amber AI"), "aliases: 'Amber AI' is not a list: write […]"),
    (AMBER, put("ceo", "Li Hu"), "ceo: 'Li Hu' is not an object: write { … }"),
    (AMBER_MODELS, model(ONE, "status", "newest"), "status: 'newest' is not one of 'announced', 'preview', 'current', 'super"),
    (LICENSE, put("rules", 0, "answer", "maybe"), "rules.0.answer: 'maybe' is not one of 'yes', 'no', 'ask'"),
    (AMBER, drop("name"), "amber: name: is missing; add it"),
    (AMBER_MODELS, drop("models", ONE, "name"), "amber-1: name: is missing"),
    (AMBER_MODELS, drop("models", ONE, "id"), "id: is missing"),
    (SOURCES, drop("sources", 0, "accessed"), "amber-about: accessed: is missing"),
    (AMBER, drop("evidence", 0, "locator"), "past: locator: is missing"),
    (AMBER, drop("evidence", 0, "source"), "past: source: is missing"),
    (AMBER, drop("evidence", 0, "fields"), 'evidence needs fields = ["…"], source and locator'),
    (AMBER, put("evidence", 0, "page", "3"), "page is not a key of evidence"),
    (AMBER, add("evidence", 0, "fields", "colour"), "evidence: 'colour' is not a field of a company"),
    (AMBER, put("evidence", 0, "confidence", "sure"), "confidence: 'sure' is not one of"),
    (CLAIMS, drop("claims", 0, "evidence", 0, "locator"), "amber-claim-1: evidence.0.locator: is missing"),
    (AMBER_MODELS, drop("models", TWO, "evidence", 1, "alternatives", 0, "value"), "alternatives of total_params: value: is missing"),
    (AMBER, put("past", 1, "value", "Wang Po"), "past ceo: value: 'Wang Po' is not an object"),
    (AMBER, put("past", 1, "value", "nick", "P"), "past ceo: nick: unknown field"),
    (AMBER, put("past", 0, "value", 3), "past hq: value: 3 is not text"),
    (ARTICLE, drop("tiers", 0, "meaning"), "entry 1: meaning: is missing"),
    (ARTICLE, put("mentions", 0, "companies", "cobalt"), "entry 3: companies: 'cobalt' is not a list"),
    (ARTICLE, drop("sentences", 0, "sha256"), "sentence 1 of the map: sha256: is missing"),
    (ARTICLE, put("sections", "title", "one"), "sections: title: 'one' is not a whole number"),
    ("dataset.toml", drop("version"), 'version is missing: write version = "…"'),
    ("dataset.toml", put("schema_version", 1), "schema_version is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "change", "says"), SHAPES, ids=[s[2][:50] for s in SHAPES])
def test_a_wrong_shape_says_how_to_write_it(file, change, says, tmp_path):
    root = copied(tmp_path)
    changed(root / file, change)
    tree = read_tree(root)
    assert not tree.faults
    assert [line for line in validate(tree) if line.startswith(f"{file}:") and says in line], validate(tree)


@pytest.mark.parametrize("key", ["total_params", "open_weights", "status"])
def test_a_fault_names_the_line_of_its_key(key, tmp_path):
    root = copied(tmp_path)
    path = root / AMBER_MODELS
    changed(path, model(TWO, key, [1]))
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, row in enumerate(lines, 1) if row == f"{key} = [")
    assert [f for f in validate(read_tree(root)) if f.startswith(f"{AMBER_MODELS}:{number}: amber-2: {key}")]


def replaced(old, new):
    return lambda path: path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


UNREADABLE = [
    (AMBER, replaced("hq = ", "hq = = "), ":15: Invalid value in column 6; correct the TOML syntax there"),
    (AMBER, replaced('"Hangzhou"', '"Hangzhou'), " in column 15; correct"),
    (AMBER, replaced("hq = ", "kind = "), ":15: "),
    (AMBER, lambda path: path.write_bytes(path.read_bytes() + "# 智谱".encode("gbk")), f"{AMBER}: not UTF-8 (byte 1"),
    (AMBER, lambda path: path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16")), f"{AMBER}: not UTF-8 (byte 0); save it"),
    ("dataset.toml", lambda path: path.unlink(), "dataset.toml: the file is missing"),
    (ARTICLE, lambda path: path.unlink(), "tiers/article.toml: the file is missing"),
    (AMBER_MODELS, replaced('id = "amber-lost"', 'id = "amber-1"'), "id 'amber-1' is also used in companies/amber/amber-mo"),
    (SOURCES, replaced('id = "amber-press"', 'id = "basalt-about"'), "id 'basalt-about' is also used in"),
    (SOURCES, replaced("[[sources]]", "[[source]]"), f"{SOURCES}:1: 'source' is not expected here: write [[sources]] blocks"),
    ("companies/cobalt/sources.toml", replaced("[[sources]]", "[sources]"), "sources must be [[sources]] blocks"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "spoil", "says"), UNREADABLE, ids=[u[2][:50] for u in UNREADABLE])
def test_an_unreadable_file_is_named_with_the_place(file, spoil, says, tmp_path):
    root = copied(tmp_path)
    spoil(root / file)
    faults = all_faults(read_tree(root))
    assert [line for line in faults if says in line], faults


def test_every_fault_is_reported_in_one_run(tmp_path):
    root = copied(tmp_path)
    changed(root / AMBER, both(put("founded", "soon"), put("website", "http://amber.example.org/"), put("summary", "Short.")))
    changed(root / BASALT, put("hq", " Beijing"))
    said = "\n".join(check(read_tree(root)))
    for part in ("founded 'soon'", "must be https", "the summary has 1 words", "hq starts or ends"):
        assert part in said


def test_broken_syntax_in_two_files_is_reported_in_one_run(tmp_path):
    root = copied(tmp_path)
    for file in (AMBER, MIT):
        replaced("name = ", "name ")(root / file)
    assert {line.partition(":")[0] for line in all_faults(read_tree(root))} == {AMBER, MIT}


def test_another_order_of_keys_is_not_canonical(tmp_path):
    root = copied(tmp_path)
    path = root / AMBER
    first, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(rest.replace("\n", f"\n{first}\n", 1), encoding="utf-8")
    assert all_faults(read_tree(root)) == [f"{AMBER}:1: not in canonical form: run python -m cnai.curate fmt"]
    assert all_faults(read_tree(root), canonical=False) == []


# ---- input that once broke the reading


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        (AMBER_MODELS, put("models", 0, "released", datetime.date(2024, 1, 10)), 'released: 2024-01-10 is not text: write "2024-01-10"'),
        (AMBER_MODELS, put("models", 1, "benchmarks", 0, "score", math.nan), "benchmarks.0.score: nan is not a number"),
        (AMBER, put("valuation", "amount", math.inf), "valuation.amount: inf is not a number"),
        (AMBER, put("website", "https://[amber/"), "is not an address"),
        (AMBER, put("evidence", 3), "evidence must be [[evidence]] blocks"),
        (AMBER, put("evidence", ["x"]), "evidence must be [[evidence]] blocks"),
        (AMBER, put("evidence", 0, "fields", [1]), "evidence: 1 is not a field of a company"),
        (AMBER, put("evidence", 0, "fields", [["hq"]]), "evidence: ['hq'] is not a field of a company"),
        (AMBER_MODELS, put("models", 1, "evidence", 1, "alternatives", 3), "alternatives of total_params"),
        (AMBER_MODELS, put("models", ["x"]), "models must be [[models]] blocks"),
        ("companies/amber/sources.toml", put("sources", ["x"]), "sources must be [[sources]] blocks"),
        ("companies/amber/claims.toml", put("claims", 0, "evidence", 3), "evidence: 3 is not a list"),
        ("tiers/article.toml", put("mentions", {"title": "x"}), "mentions must be [[mentions]] blocks"),
        ("tiers/article.toml", put("sentences", ["x"]), "sentences must be [[sentences]] blocks"),
        ("tiers/article.toml", put("sections", 3), "sections: "),
        ("dataset.toml", put("date", "soon"), "date 'soon' is not a date"),
    ],
)
def test_a_value_of_another_kind_says_how_to_write_it(file, change, says, tmp_path):
    root = copied(tmp_path)
    changed(root / file, change)
    assert [line for line in all_faults(read_tree(root)) if line.startswith(file) and says in line]


def test_a_number_that_python_does_not_print_is_a_fault(tmp_path):
    root = copied(tmp_path)
    (root / AMBER).write_text("a = 0x" + "f" * 3600, encoding="utf-8")
    assert [line for line in all_faults(read_tree(root)) if line.startswith(AMBER) and "128 bits" in line]


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 600 + "]" * 600, "x = " + "1" * 5000, "x." * 3000 + "x = 1"], ids=["deep", "long", "dotted"]
)
def test_what_the_parser_cannot_hold_is_a_fault(text, tmp_path):
    root = copied(tmp_path)
    (root / AMBER).write_text(text, encoding="utf-8")
    assert [line for line in all_faults(read_tree(root)) if line.startswith(f"{AMBER}: ")]


def test_a_byte_order_mark_is_no_fault(tmp_path):
    root = copied(tmp_path)
    (root / AMBER).write_bytes(b"\xef\xbb\xbf" + (root / AMBER).read_bytes())
    assert all_faults(read_tree(root), canonical=False) == []
