"""The records: companies, families, models, licences, endpoints, claims, events, sources, evidence. Every key is always there."""

from typing import Literal

from cnai.model.base import Date, Frozen, Url, derived, entity, ev
from cnai.model.values import (
    Affiliate,
    Alternative,
    Api,
    Architecture,
    BaseModel,
    Basis,
    Benchmark,
    Capability,
    Chief,
    CompanyKind,
    Confidence,
    EventType,
    Flagship,
    Identification,
    Kind,
    LicenseKind,
    LicenseRef,
    LicenseUse,
    Listing,
    Modalities,
    Parent,
    Past,
    Person,
    Price,
    Proof,
    Reasoning,
    Restriction,
    Rule,
    Status,
    Training,
    Valuation,
    Verdict,
    Weights,
)


@entity
class Record(Frozen):
    """What every record but evidence has."""

    id: str
    added: Date | None = derived()
    changed: Date | None = derived()
    origin: str = derived("cnai")
    overlaid: tuple[str, ...] = derived(())


@entity
class Company(Record):
    """A company, start-up, institute, community or project that makes models."""

    record: Literal["company"] = derived("company")
    name: str
    short_name: str | None = None
    name_zh: str | None = ev()
    pinyin: tuple[str, ...] = ()
    legal_name: str | None = ev()
    former_names: tuple[str, ...] = ev(())
    aliases: tuple[str, ...] = ()
    article_names: tuple[str, ...] = ()
    kind: CompanyKind
    tier: int | None = derived()
    tier_title: str | None = derived()
    honorable_mention: bool = derived(False)
    article_order: int | None = derived()
    identification: Identification | None = None
    founded: Date | None = ev()
    hq: str | None = ev(dated=True)
    country: str | None = ev(dated=True)
    founders: tuple[Person, ...] = ev(())
    ceo: Chief | None = ev(dated=True)
    parent: Parent | None = ev(dated=True)
    affiliates: tuple[Affiliate, ...] = ev(())
    listings: tuple[Listing, ...] = ev(())
    valuation: Valuation | None = ev(dated=True)
    restrictions: tuple[Restriction, ...] = ev(())
    website: Url | None = ev()
    huggingface: tuple[str, ...] = ev(())
    modelscope: tuple[str, ...] = ev(())
    github: tuple[str, ...] = ev(())
    summary: str
    families: tuple[str, ...] = derived(())
    flagship_family: str | None = None
    model_count: int = derived(0)
    open_model_count: int = derived(0)
    latest_model: str | None = derived()
    latest_released: Date | None = derived()
    past: tuple[Past, ...] = ev(())
    undisclosed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    checked: Date | None = derived()


@entity
class Family(Record):
    """A brand and the models and families under it."""

    record: Literal["family"] = derived("family")
    name: str
    name_zh: str | None = ev()
    pinyin: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    article_names: tuple[str, ...] = ()
    company: str
    parent: str | None = None
    kinds: tuple[Kind, ...] = ()
    summary: str
    flagships: tuple[Flagship, ...] = ()
    first_released: Date | None = derived()
    latest_model: str | None = derived()
    latest_released: Date | None = derived()
    model_count: int = derived(0)
    open_model_count: int = derived(0)
    past: tuple[Past, ...] = ev(())
    undisclosed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    checked: Date | None = derived()


@entity
class Model(Record):
    """A release: what its maker announced under a separate name."""

    record: Literal["model"] = derived("model")
    name: str
    name_zh: str | None = ev()
    aliases: tuple[str, ...] = ()
    article_names: tuple[str, ...] = ()
    company: str
    family: str
    kinds: tuple[Kind, ...] = ()
    released: Date | None = ev()
    announced: Date | None = ev()
    api_released: Date | None = ev()
    weights_released: Date | None = ev()
    paper_date: Date | None = ev()
    retired: Date | None = ev()
    status: Status | None = ev(dated=True)
    predecessor: str | None = derived()
    successor: str | None = None
    open_weights: bool | None = ev(dated=True)
    license: LicenseRef | None = derived()
    licenses: tuple[LicenseUse, ...] = ev(())
    architecture: Architecture | None = ev()
    total_params: int | None = ev()
    active_params: int | None = ev()
    context_tokens: int | None = ev()
    weights_context_tokens: int | None = ev()
    max_output_tokens: int | None = ev()
    modalities: Modalities | None = ev()
    reasoning: Reasoning | None = ev()
    capabilities: tuple[Capability, ...] = ev(())
    languages: tuple[str, ...] = ev(())
    training: Training | None = ev()
    base_model: BaseModel | None = ev()
    huggingface: str | None = ev()
    modelscope: str | None = ev()
    github: str | None = ev()
    arxiv: str | None = ev()
    url: Url | None = ev()
    weights: tuple[Weights, ...] = ev(())
    apis: tuple[Api, ...] = ev(())
    prices: tuple[Price, ...] = ev(())
    benchmarks: tuple[Benchmark, ...] = ev(())
    summary: str | None = None
    past: tuple[Past, ...] = ev(())
    undisclosed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    checked: Date | None = derived()


@entity
class License(Record):
    """One licence text with its conditions as rules."""

    record: Literal["license"] = derived("license")
    name: str
    spdx: str | None = None
    url: Url
    kind: LicenseKind
    summary: str
    rules: tuple[Rule, ...] = ev(())
    acceptable_use: bool | None = ev()
    checked: Date | None = derived()


@entity
class Endpoint(Record):
    """An API on which models are served."""

    record: Literal["endpoint"] = derived("endpoint")
    name: str
    company: str | None = None
    operator: str | None = None
    base_url: Url | None = ev()
    region: Literal["mainland", "international", "eu", "us", "other"] | None = ev()
    terms_url: Url | None = ev()
    license: str | None = ev()
    checked: Date | None = derived()


@entity
class Claim(Record):
    """One checkable statement of the article, with a verdict for the article's day and for today."""

    record: Literal["claim"] = derived("claim")
    about: tuple[str, ...] = ()
    tier: int | None = None
    place: str
    claim: str
    verdict: Verdict
    fact: str
    verdict_now: Verdict | None = None
    now_since: Date | None = None
    note: str | None = None
    evidence: tuple[Proof, ...] = ()


@entity
class Event(Record):
    """A dated event other than a model release."""

    record: Literal["event"] = derived("event")
    date: Date
    company: str
    about: tuple[str, ...] = ()
    type: EventType
    title: str
    detail: str | None = None
    amount: float | None = None
    currency: str | None = None
    field: str | None = None
    old: str | None = None
    new: str | None = None
    evidence: tuple[Proof, ...] = ()


@entity
class Source(Record):
    """A page or file that was read."""

    record: Literal["source"] = derived("source")
    url: Url
    title: str
    publisher: str
    kind: Literal["primary", "secondary"]
    author: str | None = None
    language: str | None = None
    published: Date | None = None
    accessed: Date


@entity
class Evidence(Frozen):
    """The tie between one field of one record and a source."""

    subject: str
    field: str
    value: str | None = None
    source: str
    locator: str
    checked: Date
    confidence: Confidence
    basis: Basis
    note: str | None = None
    alternatives: tuple[Alternative, ...] = ()


@entity
class Tier(Frozen):
    """A level of the article, or one of its honorable mentions (then `level` is None and `after` the level it follows)."""

    level: int | None = None
    title: str
    meaning: str
    companies: tuple[str, ...] = ()
    after: int | None = None
