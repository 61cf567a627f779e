"""The parts that records are made of, and the words of the fixed lists."""

from dataclasses import field
from typing import Any, Literal

from cnai.model.base import Date, Frozen, Url, entity

Kind = Literal[
    "text", "reasoning", "code", "math", "vision", "omni", "image", "video", "audio", "speech", "music", "3d",
    "embedding", "ocr", "medical", "agent", "robotics", "world", "app", "other",
]  # fmt: skip
CompanyKind = Literal["company", "startup", "research-institute", "community", "open-source-project"]
Modality = Literal["text", "image", "audio", "video", "3d", "action"]
Status = Literal["announced", "preview", "current", "superseded", "retired"]
Architecture = Literal["dense", "moe", "other"]
Reasoning = Literal["no", "yes", "switchable"]
Capability = Literal["tools", "structured-output", "search", "computer-use", "other"]
LicenseKind = Literal["permissive", "copyleft", "community", "research", "non-commercial", "proprietary"]
LicenseScope = Literal["weights", "code", "api"]
Use = Literal["commercial", "hosting", "fine-tune", "distill", "redistribute", "any"]
Answer = Literal["yes", "no", "ask"]
Verdict = Literal["supported", "corrected", "misleading", "outdated", "unverifiable"]
EventType = Literal[
    "founding", "funding", "valuation", "listing", "takeover", "leadership", "renaming", "restriction", "lawsuit",
    "filing", "award", "ranking", "licence", "price", "retirement", "partnership", "other",
]  # fmt: skip
Confidence = Literal["high", "medium", "low"]
Basis = Literal["stated", "derived", "inferred"]
DutyKind = Literal["notice", "name", "ask", "separate", "base", "other"]


# ---- parts of records


@entity
class Person(Frozen):
    """A name, with the Chinese one where it is known."""

    name: str
    name_zh: str | None = None


@entity
class Chief(Frozen):
    """The chief executive, and since when."""

    name: str
    name_zh: str | None = None
    since: Date | None = None


@entity
class Parent(Frozen):
    """The owner: the id of a company in the catalogue, or a name."""

    company: str | None = None
    name: str | None = None


@entity
class Affiliate(Frozen):
    """A company with a tie to this one."""

    company: str | None = None
    name: str
    relation: str


@entity
class Identification(Frozen):
    """How certain it is which company the article means."""

    confidence: Confidence
    note: str


@entity
class Listing(Frozen):
    """Shares on an exchange."""

    exchange: str
    ticker: str
    since: Date | None = None
    until: Date | None = None


@entity
class Valuation(Frozen):
    """What the company was worth, and how that was measured."""

    amount: float
    currency: str
    date: Date | None = None
    basis: str | None = None


@entity
class Restriction(Frozen):
    """Whether a company is on an authority's list."""

    list: str
    authority: str
    status: Literal["listed", "proposed", "removed", "not-found"]
    since: Date | None = None
    until: Date | None = None


@entity
class Past(Frozen):
    """An earlier value of a field, half open: `until` is the first day without it."""

    field: str
    value: Any = None
    since: Date | None = None
    until: Date | None = None


@entity
class LicenseRef(Frozen):
    """A licence in short."""

    id: str
    name: str
    url: Url
    kind: LicenseKind


@entity
class LicenseUse(Frozen):
    """A licence of a model: what it covers, and when."""

    license: str
    scope: LicenseScope
    since: Date | None = None
    until: Date | None = None


@entity
class Modalities(Frozen):
    """What goes in and what comes out."""

    input: tuple[Modality, ...] = ()
    output: tuple[Modality, ...] = ()


@entity
class Training(Frozen):
    """What is known about the training."""

    tokens: int | None = None
    cutoff: Date | None = None
    hardware: str | None = None
    compute_flop: float | None = None
    cost_usd: float | None = None


@entity
class BaseModel(Frozen):
    """The model that this one was made from."""

    model: str | None = None
    name: str | None = None


@entity
class Weights(Frozen):
    """One published set of weights."""

    hub: str
    repo: str
    variant: str | None = None
    format: str | None = None
    precision: str | None = None
    size_bytes: int | None = None
    official: bool | None = None
    since: Date | None = None


@entity
class Api(Frozen):
    """A name under which an endpoint serves this model, and when."""

    endpoint: str
    model_id: str
    since: Date | None = None
    until: Date | None = None


@entity
class Price(Frozen):
    """A list price for a unit, in the currency as published."""

    endpoint: str
    currency: str
    input: float | None = None
    output: float | None = None
    cached_input: float | None = None
    cache_write: float | None = None
    unit: str
    mode: str | None = None
    over_input_tokens: int | None = None
    hours: str | None = None
    since: Date | None = None
    until: Date | None = None


@entity
class Benchmark(Frozen):
    """One score, with who measured it and how."""

    name: str
    variant: str | None = None
    topic: Literal["capability", "safety", "censorship", "security"] | None = None
    score: float
    unit: str | None = None
    lower_is_better: bool | None = None
    reported_by: Literal["maker", "independent"] | None = None
    evaluator: str | None = None
    settings: str | None = None
    date: Date | None = None


@entity
class Flagship(Frozen):
    """The general model that a maker puts first in a family, and since when. Editorial: it needs no evidence."""

    model: str
    since: Date | None = None
    note: str | None = None


@entity
class When(Frozen):
    """The conditions of a rule: all that are given must hold."""

    mau_over: int | None = None
    revenue_over: float | None = None
    currency: str | None = None
    period: Literal["month", "year"] | None = None
    regions: tuple[str, ...] = ()


@entity
class Rule(Frozen):
    """What a licence says about a use."""

    use: Use
    when: When = field(default_factory=When)
    answer: Answer
    duty: str | None = None
    duty_kind: DutyKind | None = None
    clause: str | None = None
    locator: str | None = None


@entity
class Proof(Frozen):
    """A source, the place in it, and the confidence."""

    source: str
    locator: str
    checked: Date
    confidence: Confidence


@entity
class Alternative(Frozen):
    """What another source says."""

    value: str
    source: str
    note: str | None = None


@entity
class Contrary(Alternative):
    """The same with the value as the field holds it, a number or true and false, where the words say one."""

    value: Any = None
