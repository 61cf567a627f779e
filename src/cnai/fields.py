"""What each field is called and how it is read: label, kind of value, unit, which way is better. And the words that views print."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["text", "date", "count", "tokens", "params", "number", "bool", "list", "money", "id", "link"]


@dataclass(frozen=True, slots=True)
class Field:
    """How a flat field is shown: `shape` decides format and alignment, `better` says which way is better, if that is clear."""

    label: str
    shape: Shape = "text"
    unit: str | None = None
    better: Literal["more", "less"] | None = None


# One line a field. A field that is not named here is called by its key with spaces and read as text.
FIELDS: dict[str, Field] = {
    "id": Field("id", "id"),
    "name": Field("name"),
    "name_zh": Field("Chinese name"),
    "short_name": Field("short name"),
    "legal_name": Field("legal name"),
    "former_names": Field("former names", "list"),
    "article_names": Field("in the article", "list"),
    "pinyin": Field("pinyin", "list"),
    "aliases": Field("also called", "list"),
    "kind": Field("kind"),
    "kinds": Field("kind", "list"),
    "tier": Field("tier", "count"),
    "tier_title": Field("tier title"),
    "founded": Field("founded", "date"),
    "hq": Field("city"),
    "country": Field("country"),
    "founders": Field("founders", "list"),
    "ceo_name": Field("chief executive"),
    "ceo": Field("chief executive"),
    "parent": Field("parent"),
    "listings": Field("listings", "list"),
    "valuation": Field("valuation"),
    "valuation_amount": Field("valuation", "money"),
    "restrictions": Field("restriction lists", "list"),
    "affiliates": Field("affiliates", "list"),
    "website": Field("website", "link"),
    "huggingface": Field("Hugging Face", "list"),
    "modelscope": Field("ModelScope", "list"),
    "github": Field("GitHub", "list"),
    "families": Field("families", "list"),
    "flagship_family": Field("flagship family", "id"),
    "model_count": Field("releases", "count"),
    "open_model_count": Field("open releases", "count"),
    "open_share": Field("open share", "number", "%"),
    "latest_model": Field("newest release", "id"),
    "latest_released": Field("newest", "date"),
    "first_released": Field("first release", "date"),
    "released": Field("released", "date"),
    "announced": Field("announced", "date"),
    "api_released": Field("on the API", "date"),
    "weights_released": Field("weights published", "date"),
    "paper_date": Field("paper", "date"),
    "retired": Field("retired", "date"),
    "status": Field("status"),
    "open_weights": Field("weights", "bool"),
    "license": Field("licence"),
    "license_id": Field("licence"),
    "license_name": Field("licence"),
    "license_kind": Field("kind of licence"),
    "licenses": Field("licences", "list"),
    "architecture": Field("architecture"),
    "total_params": Field("total parameters", "params"),
    "active_params": Field("active parameters", "params"),
    "size": Field("size"),
    "context_tokens": Field("context window", "tokens", "tokens", "more"),
    "weights_context_tokens": Field("context of the weights", "tokens", "tokens"),
    "max_output_tokens": Field("longest output", "tokens", "tokens", "more"),
    "modalities": Field("modalities"),
    "modalities_input": Field("takes in", "list"),
    "modalities_output": Field("puts out", "list"),
    "reasoning": Field("reasoning"),
    "capabilities": Field("capabilities", "list"),
    "languages": Field("languages", "list"),
    "training": Field("training"),
    "training_tokens": Field("training tokens", "tokens", "tokens"),
    "training_cutoff": Field("knowledge until", "date"),
    "training_hardware": Field("training hardware"),
    "training_compute_flop": Field("training compute", "number", "FLOP"),
    "training_cost_usd": Field("training cost", "number", "USD"),
    "base_model": Field("base model"),
    "base_model_model": Field("base model", "id"),
    "base_model_name": Field("base model"),
    "arxiv": Field("arXiv"),
    "url": Field("page", "link"),
    "weights": Field("weights", "list"),
    "apis": Field("API names", "list"),
    "prices": Field("prices", "list"),
    "benchmarks": Field("benchmarks", "list"),
    "price_input": Field("input price", "number", None, "less"),
    "price_output": Field("output price", "number", None, "less"),
    "pace": Field("releases in the last 12 months", "count"),
    "summary": Field("summary"),
    "date": Field("date", "date"),
    "company": Field("company", "id"),
    "family": Field("family", "id"),
    "model": Field("model", "id"),
    "level": Field("level", "count"),
    "after": Field("after level", "count"),
    "score": Field("score", "number"),
    "amount": Field("amount", "number"),
    "spdx": Field("SPDX"),
    "acceptable_use": Field("list of forbidden uses", "bool"),
    "checked": Field("checked", "date"),
    "accessed": Field("opened", "date"),
    "published": Field("published", "date"),
    "verdict_now": Field("verdict today"),
    "now_since": Field("changed since", "date"),
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
COMPANY_FIELDS = (
    "id", "name", "name_zh", "tier", "kind", "hq", "country", "founded", "model_count", "open_model_count", "latest_model",
    "latest_released",
)  # fmt: skip

COUNTRIES = {"CN": "China", "SG": "Singapore", "HK": "Hong Kong", "US": "United States", "KY": "Cayman Islands"}


def field(key: str) -> Field:
    """How a flat field is shown."""
    return FIELDS.get(key) or Field(key.replace("_", " "))


def word(value: str) -> str:
    """A word of a fixed list as people read it."""
    return WORDS.get(value, value)
