"""What each field is called and how it is read: label, kind of value, unit, documentation. And the words that views print."""

from typing import Literal, NamedTuple

Shape = Literal["text", "date", "count", "tokens", "params", "number", "bool", "list", "money", "id", "link"]

NOT_JUDGED = "not judged"  # what is said of a claim without a verdict today
# How the ids of licences begin that other makers wrote, of whose releases nothing is recorded.
OUTSIDERS = ("llama-", "gemma", "flux-", "creativeml-", "stability-", "ltx-", "openmdw-", "none-named")
NO_LICENSE = "Licence not recorded: "  # how a note begins that says why open weights have no licence here


class Field(NamedTuple):
    """How a flat field is shown: `shape` decides format and alignment, `better` says which way is better, if that is clear.

    `doc` is its documentation in a sentence. `evidence` names the fields that hold its evidence, if not itself.
    """

    label: str
    shape: Shape = "text"
    unit: str | None = None
    better: Literal["more", "less"] | None = None
    doc: str = ""
    evidence: tuple[str, ...] = ()


# One line for each field. A field without a line gets its key with spaces as label, and is text.
FIELDS: dict[str, Field] = {
    "id": Field("id", "id", doc="The record's id: kebab-case, stable, never reused."),
    "record": Field("record", doc="Which kind of record this is."),
    "name": Field("name", doc="The name its maker uses in English."),
    "name_zh": Field("Chinese name", doc="The name in Chinese characters."),
    "short_name": Field("short name", doc="The name used where room is short."),
    "legal_name": Field("legal name", doc="The registered name of the legal entity."),
    "former_names": Field("former names", "list", doc="Names it had before."),
    "article_names": Field("in the article", "list", doc="Every spelling that the article prints."),
    "pinyin": Field("pinyin", "list", doc="The Chinese name in Latin letters."),
    "aliases": Field("also called", "list", doc="Other names that people use for it."),
    "kind": Field("kind", doc="Which of the fixed kinds it is."),
    "kinds": Field("kind", "list", doc="What it is for: text, vision, video and so on."),
    "tier": Field("tier", "count", doc="The article's tier, 1 to 6."),
    "tier_title": Field("tier title", evidence=("tier",), doc="The title of the article's tier."),
    "honorable_mention": Field("honorable mention", "bool", evidence=("tier",), doc="Whether the article lists it beside the tiers."),
    "article_order": Field("place in the article", "count", evidence=("tier",), doc="The position in the article."),
    "identification": Field("identified", doc="How certain it is which company the article means."),
    "identification_confidence": Field("identified", doc="How certain it is which company the article means."),
    "identification_note": Field("why identified so", doc="Why the article's name is read this way."),
    "founded": Field("founded", "date", doc="When it was founded."),
    "hq": Field("city", doc="The city of its headquarters."),
    "country": Field("country", doc="The country of its headquarters, ISO 3166-1 alpha-2."),
    "founders": Field("founders", "list", doc="The people who founded it."),
    "ceo": Field("chief executive", doc="Who leads it."),
    "ceo_name": Field("chief executive", doc="Who leads it."),
    "ceo_name_zh": Field("chief executive in Chinese", doc="The chief executive's name in Chinese characters."),
    "ceo_since": Field("chief executive since", "date", doc="Since when the chief executive has led it."),
    "parent": Field("parent", doc="The company that owns it."),
    "parent_company": Field("parent", "id", doc="The owner, if it is in this catalogue."),
    "parent_name": Field("parent", doc="The owner's name."),
    "affiliates": Field("affiliates", "list", doc="Companies with a tie to it, such as investors."),
    "listings": Field("listings", "list", doc="Its shares on exchanges."),
    "valuation": Field("valuation", doc="What the whole company was worth."),
    "valuation_amount": Field("valuation", "money", doc="What the whole company was worth."),
    "valuation_currency": Field("currency of the valuation", doc="ISO 4217 code."),
    "valuation_date": Field("date of the valuation", "date", doc="The day of the valuation."),
    "valuation_basis": Field("basis of the valuation", doc="How the valuation was measured."),
    "restrictions": Field("restriction lists", "list", doc="Government lists that were checked for it."),
    "website": Field("website", "link", doc="Its website."),
    "huggingface": Field("Hugging Face", "list", doc="Organisations, or the main repository, on Hugging Face."),
    "modelscope": Field("ModelScope", "list", doc="Organisations, or the main repository, on ModelScope."),
    "github": Field("GitHub", "list", doc="Organisations, or the main repository, on GitHub."),
    "families": Field("families", "list", doc="The families of its models."),
    "flagship_family": Field("flagship family", "id", doc="The family it is known for."),
    "flagships": Field("flagships", "list", doc="The general models that the maker put first, with dates."),
    "model_count": Field("releases", "count", doc="How many releases are recorded."),
    "open_model_count": Field("open releases", "count", doc="How many of them have open weights."),
    "latest_model": Field("newest release", "id", doc="The newest release."),
    "latest_released": Field("newest", "date", doc="The date of the newest release."),
    "first_released": Field("first release", "date", doc="The date of the first release."),
    "released": Field("released", "date", doc="The first day that the public could use it in any way."),
    "announced": Field("announced", "date", doc="The day of the announcement."),
    "api_released": Field("on the API", "date", doc="The first day on the maker's API."),
    "weights_released": Field("weights published", "date", doc="The day the weights were published."),
    "paper_date": Field("paper", "date", doc="The date of the paper."),
    "retired": Field("retired", "date", doc="The day it was taken out of service."),
    "status": Field("status", doc="Announced, preview, current, superseded or retired."),
    "predecessor": Field("predecessor", "id", doc="The release that it follows."),
    "successor": Field("successor", "id", doc="The release that follows it."),
    "open_weights": Field("weights", "bool", doc="Whether the weights are published."),
    "license": Field("licence", evidence=("licenses",), doc="The licence of the weights today."),
    "license_id": Field("licence", evidence=("licenses",), doc="The id of the licence of the weights today."),
    "license_name": Field("licence", evidence=("licenses",), doc="The name of the licence of the weights today."),
    "license_url": Field("text of the licence", "link", evidence=("licenses",), doc="Where the licence can be read."),
    "license_kind": Field("kind of licence", evidence=("licenses",),
        doc="Permissive, copyleft, community, research, non-commercial or proprietary."),
    "licenses": Field("licences", "list", doc="All licences with scope and dates."),
    "architecture": Field("architecture", doc="Dense, mixture of experts, or other."),
    "total_params": Field("total parameters", "params", doc="All parameters."),
    "active_params": Field("active parameters", "params", doc="Parameters used for each token."),
    "size": Field("size", evidence=("total_params", "active_params"), doc="Total and active parameters in short."),
    "context_tokens": Field("context window", "tokens", unit="tokens", better="more",
        doc="The longest context that the maker supports anywhere."),
    "weights_context_tokens": Field("context of the weights", "tokens", unit="tokens", better="more",
        doc="The context of the published weights, where it differs."),
    "max_output_tokens": Field("longest output", "tokens", unit="tokens", better="more", doc="The longest answer."),
    "modalities": Field("modalities", doc="What goes in and what comes out."),
    "modalities_input": Field("input", "list", doc="What it accepts."),
    "modalities_output": Field("output", "list", doc="What it produces."),
    "reasoning": Field("reasoning", doc="Whether it reasons before it answers: no, yes or switchable."),
    "capabilities": Field("capabilities", "list", doc="What else it can do, such as calling tools."),
    "languages": Field("languages", "list", doc="The languages it is made for."),
    "training": Field("training", doc="What is known about the training."),
    "training_tokens": Field("training tokens", "tokens", unit="tokens", doc="How many tokens it was trained on."),
    "training_cutoff": Field("knowledge cutoff", "date", doc="The last date of its training data."),
    "training_hardware": Field("training hardware", doc="The hardware it was trained on."),
    "training_compute_flop": Field("training compute", "number", unit="FLOP", doc="The compute of the training."),
    "training_cost_usd": Field("training cost", "number", unit="USD", doc="The cost of the training as stated."),
    "base_model": Field("base model", doc="The model it was made from."),
    "base_model_model": Field("base model", "id", doc="The model it was made from, if it is in this catalogue."),
    "base_model_name": Field("base model", doc="The name of the model it was made from."),
    "arxiv": Field("arXiv", doc="The number of the paper on arXiv."),
    "url": Field("page", "link", doc="Its page on the web."),
    "weights": Field("weights", "list", doc="Published sets of weights."),
    "apis": Field("API names", "list", doc="Names under which endpoints serve it, with dates."),
    "prices": Field("prices", "list", doc="List prices, in the currency as published."),
    "benchmarks": Field("benchmarks", "list", doc="Scores, with who reported them."),
    "past": Field("earlier values", "list", doc="Earlier values of fields, with dates."),
    "undisclosed": Field("undisclosed", "list", doc="Fields that the maker keeps secret."),
    "not_applicable": Field("not applicable", "list", doc="Fields that cannot apply."),
    "price_input": Field("input price", "number", better="less", evidence=("prices",), doc="Price of input."),
    "price_output": Field("output price", "number", better="less", evidence=("prices",), doc="Price of output."),
    "open_share": Field("open share", "number", unit="%", evidence=("open_model_count",), doc="Of the releases with known weights."),
    "pace": Field("releases in the last 12 months", "count", doc="Releases in the last 12 months."),
    "summary": Field("summary", doc="In our own words."),
    "date": Field("date", "date", doc="When it happened."),
    "company": Field("company", "id", doc="The company it belongs to."),
    "family": Field("family", "id", doc="The family it belongs to."),
    "model": Field("model", "id", doc="The model it belongs to."),
    "level": Field("level", "count", doc="The tier's level."),
    "after": Field("after level", "count", doc="The level that a mention follows."),
    "score": Field("score", "number", doc="The score."),
    "amount": Field("amount", "number", doc="An amount of money."),
    "currency": Field("currency", doc="ISO 4217 code."),
    "spdx": Field("SPDX", doc="The SPDX id, if the licence has one."),
    "acceptable_use": Field("list of forbidden uses", "bool", doc="Whether the licence has a list of forbidden uses."),
    "rules": Field("rules", "list", doc="What the licence says for each use and condition."),
    "operator": Field("operator", doc="Who runs the endpoint, if it is not the company itself."),
    "base_url": Field("address", "link", doc="The address of the API."),
    "region": Field("region", doc="Where the endpoint serves."),
    "terms_url": Field("terms", "link", doc="The terms of the API."),
    "about": Field("about", "list", doc="The records it is about."),
    "place": Field("place in the article", doc="The place in the article."),
    "claim": Field("claim", doc="The article's statement in our own words."),
    "verdict": Field("verdict", doc="The verdict on the article's day."),
    "verdict_now": Field("verdict today", doc="The verdict on the same statement today."),
    "now_since": Field("changed since", "date", doc="Since when today's verdict has applied."),
    "fact": Field("fact", doc="What is true."),
    "note": Field("note", doc="A remark."),
    "evidence": Field("evidence", "list", doc="The sources that prove it."),
    "type": Field("type", doc="What kind of event it is."),
    "title": Field("title", doc="The title."),
    "detail": Field("detail", doc="One more sentence."),
    "field": Field("field", doc="The field of a record."),
    "old": Field("old", doc="The value before."),
    "new": Field("new", doc="The value after."),
    "publisher": Field("publisher", doc="Who published it."),
    "author": Field("author", doc="Who wrote it."),
    "language": Field("language", doc="The language of the page."),
    "published": Field("published", "date", doc="When it was published."),
    "accessed": Field("opened", "date", doc="When it was opened."),
    "subject": Field("record", "id", doc="The record that the evidence is for."),
    "value": Field("value", doc="The value that the source gives."),
    "source": Field("source", "id", doc="The id of the source."),
    "locator": Field("place", doc="Where in the source it is found."),
    "confidence": Field("confidence", doc="High, medium or low."),
    "basis": Field("basis", doc="Stated, derived or inferred."),
    "alternatives": Field("other sources say", "list", doc="Values of other sources."),
    "checked": Field("checked", "date", doc="When it was last checked."),
    "added": Field("added", "date", doc="When the record came into the data."),
    "changed": Field("changed", "date", doc="When its content last changed."),
    "origin": Field("origin", doc="The word cnai, or the user's file that it comes from."),
    "overlaid": Field("overlaid", "list", doc="Fields that the user's file sets, and those that follow from what it says."),
}  # fmt: skip

# The words of the fixed lists, as people read them.
WORDS: dict[str, str] = {
    "startup": "start-up",
    "research-institute": "research institute",
    "open-source-project": "open-source project",
    "moe": "mixture of experts",
    "3d": "3D",
    "ocr": "OCR",
    "not-found": "not on the list",
    "non-commercial": "non-commercial",
    "fine-tune": "fine-tuning",
    "distill": "distillation",
    "redistribute": "redistribution",
    "commercial": "commercial use",
    "hosting": "hosting for others",
}

# The flat fields that a table of releases, or of companies, shows unless others are asked for.
MODEL_FIELDS = (
    "id", "name", "company", "family", "released", "status", "total_params", "active_params", "context_tokens", "open_weights",
    "license_id",
)  # fmt: skip
PERMISSION_FIELDS = ("permission_answer", "permission_conditional", "permission_duties", "permission_clause", "permission_url")
COMPANY_FIELDS = (
    "id", "name", "name_zh", "tier", "kind", "hq", "country", "founded", "model_count", "open_model_count", "latest_model",
    "latest_released",
)  # fmt: skip

COUNTRIES = {"CN": "China", "SG": "Singapore", "HK": "Hong Kong", "US": "United States", "KY": "Cayman Islands"}


def field(key: str) -> Field:
    """How a flat field is shown."""
    return FIELDS.get(key) or Field(key.replace("_", " "))


# What a column means in a table of its own, where the field of that name means something else or says too little.
_IN_TABLE = {
    "families.parent": "The family above it.",
    "licenses.name": "The name of the licence.",
    "licenses.rules": "The terms, by use and condition.",
    "endpoints.name": "The name of the endpoint.",
    "endpoints.license": "The licence record of its API terms.",
    "rules.license": "The licence that contains the rule.",
    "rules.use": "The use it covers; any covers every use.",
    "rules.when_mau_over": "Applies above this number of monthly active users.",
    "rules.when_revenue_over": "Applies above this revenue.",
    "rules.when_currency": "The currency of the revenue, ISO 4217.",
    "rules.when_period": "The period of the revenue: year or month.",
    "rules.when_regions": "Applies in these regions.",
    "rules.answer": "Yes, no or ask.",
    "rules.duty": "What the user of the model must do.",
    "rules.duty_kind": "The kind of duty, from a fixed list.",
    "rules.clause": "The clause in our own words.",
    "apis.endpoint": "The endpoint that serves it.",
    "apis.model_id": "The name of the model in the API.",
    "apis.since": "The first day on which the name serves this model there.",
    "apis.until": "The first day on which it no longer does.",
    "prices.endpoint": "The endpoint with this price.",
    "prices.input": "The price of input, in the currency per unit.",
    "prices.output": "The price of output, in the currency per unit.",
    "prices.cached_input": "The price of input read from the cache.",
    "prices.cache_write": "The price of writing to the cache.",
    "prices.unit": "What the price is for: 1M tokens, image, second and so on.",
    "prices.mode": "Standard, batch, thinking and so on.",
    "prices.over_input_tokens": "Applies to requests with more input tokens than this.",
    "prices.hours": "The hours of the day when it applies; empty for all hours, or for those off peak.",
    "prices.since": "The first day on which it applies.",
    "prices.until": "The first day on which it no longer applies.",
    "benchmarks.name": "The name of the benchmark.",
    "benchmarks.variant": "The part or version of the benchmark.",
    "benchmarks.topic": "The topic, from a fixed list.",
    "benchmarks.unit": "The unit of the score.",
    "benchmarks.lower_is_better": "Whether a lower score is better.",
    "benchmarks.reported_by": "Who reported it: maker, rival or independent.",
    "benchmarks.evaluator": "Who measured it, if not the maker.",
    "benchmarks.settings": "How it was measured.",
    "benchmarks.date": "When it was reported.",
    "weights.hub": "The hub with the files.",
    "weights.repo": "The repository on the hub.",
    "weights.variant": "The form of the weights.",
    "weights.format": "The format of the files.",
    "weights.precision": "The number type of the weights.",
    "weights.size_bytes": "The size of the files.",
    "weights.official": "Whether the maker or one of its partners published them.",
    "weights.since": "The first day on which they were available.",
}


def meaning(table: str, column: str) -> str:
    """What a column of a table means."""
    known = field(column)
    return _IN_TABLE.get(f"{table}.{column}") or known.doc or known.label


def evidence_fields(key: str) -> tuple[str, ...]:
    """The fields whose evidence proves a shown field: usually the field itself."""
    return field(key).evidence or (key,)


def word(value: str) -> str:
    """A word of a fixed list as people read it."""
    return WORDS.get(value, value)
