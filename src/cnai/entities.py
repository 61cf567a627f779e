"""The records: frozen, slotted dataclasses of plain values, standard library only.

Every key is always there: what is not known is None, an empty list is (). Dates are text as exact as known ("2025", "2025-07",
"2025-07-11"). The metadata of a field says how it is kept: `evidence` (when filled it needs proof), `dated` (earlier values stand
in `past`), `derived` (the build computes it, nobody writes it).
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin

Date = Annotated[str, "date"]
Url = Annotated[str, "url"]

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


def _ev(default: Any = None, *, dated: bool = False) -> Any:
    return field(default=default, metadata={"evidence": True, "dated": dated})


def _derived(default: Any = None) -> Any:
    return field(default=default, metadata={"derived": True})


# Nothing is generated: __init__, frozenness and repr stand once in the base, since making them for thirty classes took a fifth of
# the start-up.
_plain = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)


class _Strict:
    """Unknown keys are refused where pydantic validates a record at the border; nothing else knows of it."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    def __init__(self, **values: Any) -> None:
        for f in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            if f.name in values:
                value = values.pop(f.name)
            elif f.default is not MISSING:
                value = f.default
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            else:
                raise TypeError(f"{type(self).__name__} needs {f.name}")
            object.__setattr__(self, f.name, value)
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', None) or plain(self)}>"


# ---- parts of records


@_plain
class Person(_Strict):
    """A name, with the Chinese one where it is known."""

    name: str
    name_zh: str | None = None


@_plain
class Chief(_Strict):
    """Who leads, and since when."""

    name: str
    name_zh: str | None = None
    since: Date | None = None


@_plain
class Parent(_Strict):
    """The owner: a company of ours by id, or any by name."""

    company: str | None = None
    name: str | None = None


@_plain
class Affiliate(_Strict):
    """A company with a tie to this one."""

    company: str | None = None
    name: str
    relation: str


@_plain
class Identification(_Strict):
    """How sure one can be whom the article means."""

    confidence: Confidence
    note: str


@_plain
class Listing(_Strict):
    """Shares on an exchange."""

    exchange: str
    ticker: str
    since: Date | None = None
    until: Date | None = None


@_plain
class Valuation(_Strict):
    """What the whole was worth, by which measure."""

    amount: float
    currency: str
    date: Date | None = None
    basis: str | None = None


@_plain
class Restriction(_Strict):
    """A place, or none, on an authority's list."""

    list: str
    authority: str
    status: Literal["listed", "proposed", "removed", "not-found"]
    since: Date | None = None
    until: Date | None = None


@_plain
class Past(_Strict):
    """An earlier value of a field, half open: `until` is the first day without it."""

    field: str
    value: Any = None
    since: Date | None = None
    until: Date | None = None


@_plain
class LicenseRef(_Strict):
    """A licence in short."""

    id: str
    name: str
    url: Url
    kind: LicenseKind


@_plain
class LicenseUse(_Strict):
    """Which licence held for what, and when."""

    license: str
    scope: LicenseScope
    since: Date | None = None
    until: Date | None = None


@_plain
class Modalities(_Strict):
    """What goes in and what comes out."""

    input: tuple[Modality, ...] = ()
    output: tuple[Modality, ...] = ()


@_plain
class Training(_Strict):
    """What is known of the training."""

    tokens: int | None = None
    cutoff: Date | None = None
    hardware: str | None = None
    compute_flop: float | None = None
    cost_usd: float | None = None


@_plain
class BaseModel(_Strict):
    """The model that this one was made from."""

    model: str | None = None
    name: str | None = None


@_plain
class Weights(_Strict):
    """One published set of weights."""

    hub: str
    repo: str
    variant: str | None = None
    format: str | None = None
    precision: str | None = None
    size_bytes: int | None = None
    official: bool | None = None
    since: Date | None = None


@_plain
class Api(_Strict):
    """A name on an endpoint, and when it meant this model."""

    endpoint: str
    model_id: str
    since: Date | None = None
    until: Date | None = None


@_plain
class Price(_Strict):
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


@_plain
class Benchmark(_Strict):
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


@_plain
class When(_Strict):
    """The conditions of a rule: all that are given must hold."""

    mau_over: int | None = None
    revenue_over: float | None = None
    currency: str | None = None
    period: Literal["month", "year"] | None = None
    regions: tuple[str, ...] = ()


@_plain
class Rule(_Strict):
    """What a licence says of a use."""

    use: Use
    when: When = field(default_factory=When)
    answer: Answer
    duty: str | None = None
    clause: str | None = None
    locator: str | None = None


@_plain
class Proof(_Strict):
    """A source, the place in it, and how sure it is."""

    source: str
    locator: str
    checked: Date
    confidence: Confidence


@_plain
class Alternative(_Strict):
    """What another source says."""

    value: str
    source: str
    note: str | None = None


# ---- records


@_plain
class Record(_Strict):
    """What every record but evidence has."""

    id: str
    added: Date | None = _derived()
    changed: Date | None = _derived()
    origin: str = _derived("cnai")
    overlaid: tuple[str, ...] = _derived(())


@_plain
class Company(Record):
    """Who makes it."""

    record: Literal["company"] = _derived("company")
    name: str
    short_name: str | None = None
    name_zh: str | None = _ev()
    pinyin: tuple[str, ...] = ()
    legal_name: str | None = _ev()
    former_names: tuple[str, ...] = _ev(())
    aliases: tuple[str, ...] = ()
    article_names: tuple[str, ...] = ()
    kind: CompanyKind
    tier: int | None = _derived()
    tier_title: str | None = _derived()
    honorable_mention: bool = _derived(False)
    article_order: int | None = _derived()
    identification: Identification | None = None
    founded: Date | None = _ev()
    hq: str | None = _ev(dated=True)
    country: str | None = _ev(dated=True)
    founders: tuple[Person, ...] = _ev(())
    ceo: Chief | None = _ev(dated=True)
    parent: Parent | None = _ev(dated=True)
    affiliates: tuple[Affiliate, ...] = _ev(())
    listings: tuple[Listing, ...] = _ev(())
    valuation: Valuation | None = _ev(dated=True)
    restrictions: tuple[Restriction, ...] = _ev(())
    website: Url | None = _ev()
    huggingface: tuple[str, ...] = _ev(())
    modelscope: tuple[str, ...] = _ev(())
    github: tuple[str, ...] = _ev(())
    summary: str
    families: tuple[str, ...] = _derived(())
    flagship_family: str | None = None
    model_count: int = _derived(0)
    open_model_count: int = _derived(0)
    latest_model: str | None = _derived()
    latest_released: Date | None = _derived()
    past: tuple[Past, ...] = _ev(())
    undisclosed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    checked: Date | None = _derived()


@_plain
class Family(Record):
    """A brand and what hangs under it."""

    record: Literal["family"] = _derived("family")
    name: str
    name_zh: str | None = _ev()
    pinyin: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    article_names: tuple[str, ...] = ()
    company: str
    parent: str | None = None
    kinds: tuple[Kind, ...] = ()
    summary: str
    first_released: Date | None = _derived()
    latest_model: str | None = _derived()
    latest_released: Date | None = _derived()
    model_count: int = _derived(0)
    open_model_count: int = _derived(0)
    past: tuple[Past, ...] = _ev(())
    undisclosed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    checked: Date | None = _derived()


@_plain
class Model(Record):
    """What its maker announced under a name of its own."""

    record: Literal["model"] = _derived("model")
    name: str
    name_zh: str | None = _ev()
    aliases: tuple[str, ...] = ()
    article_names: tuple[str, ...] = ()
    company: str
    family: str
    kinds: tuple[Kind, ...] = ()
    released: Date | None = _ev()
    announced: Date | None = _ev()
    api_released: Date | None = _ev()
    weights_released: Date | None = _ev()
    paper_date: Date | None = _ev()
    retired: Date | None = _ev()
    status: Status | None = _ev(dated=True)
    predecessor: str | None = _derived()
    successor: str | None = None
    open_weights: bool | None = _ev(dated=True)
    license: LicenseRef | None = _derived()
    licenses: tuple[LicenseUse, ...] = _ev(())
    architecture: Architecture | None = _ev()
    total_params: int | None = _ev()
    active_params: int | None = _ev()
    context_tokens: int | None = _ev()
    weights_context_tokens: int | None = _ev()
    max_output_tokens: int | None = _ev()
    modalities: Modalities | None = _ev()
    reasoning: Reasoning | None = _ev()
    capabilities: tuple[Capability, ...] = _ev(())
    languages: tuple[str, ...] = _ev(())
    training: Training | None = _ev()
    base_model: BaseModel | None = _ev()
    huggingface: str | None = _ev()
    modelscope: str | None = _ev()
    github: str | None = _ev()
    arxiv: str | None = _ev()
    url: Url | None = _ev()
    weights: tuple[Weights, ...] = _ev(())
    apis: tuple[Api, ...] = _ev(())
    prices: tuple[Price, ...] = _ev(())
    benchmarks: tuple[Benchmark, ...] = _ev(())
    summary: str | None = None
    past: tuple[Past, ...] = _ev(())
    undisclosed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    checked: Date | None = _derived()


@_plain
class License(Record):
    """One licence text with its conditions as rules."""

    record: Literal["license"] = _derived("license")
    name: str
    spdx: str | None = None
    url: Url
    kind: LicenseKind
    summary: str
    rules: tuple[Rule, ...] = _ev(())
    acceptable_use: bool | None = _ev()
    checked: Date | None = _derived()


@_plain
class Endpoint(Record):
    """Where models are served."""

    record: Literal["endpoint"] = _derived("endpoint")
    name: str
    company: str | None = None
    operator: str | None = None
    base_url: Url | None = _ev()
    region: Literal["mainland", "international", "eu", "us", "other"] | None = _ev()
    terms_url: Url | None = _ev()
    checked: Date | None = _derived()


@_plain
class Claim(Record):
    """One checkable statement of the article, judged."""

    record: Literal["claim"] = _derived("claim")
    about: tuple[str, ...] = ()
    tier: int | None = None
    place: str
    claim: str
    verdict: Verdict
    fact: str
    now: Literal["holds", "changed"] | None = None
    now_since: Date | None = None
    note: str | None = None
    evidence: tuple[Proof, ...] = ()


@_plain
class Event(Record):
    """A dated fact that is no release."""

    record: Literal["event"] = _derived("event")
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


@_plain
class Source(Record):
    """A page or file that was read."""

    record: Literal["source"] = _derived("source")
    url: Url
    title: str
    publisher: str
    kind: Literal["primary", "secondary"]
    author: str | None = None
    language: str | None = None
    published: Date | None = None
    accessed: Date


@_plain
class Evidence(_Strict):
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


@_plain
class Tier(_Strict):
    """A level of the article, or one of its honorable mentions (then `level` is None and `after` the level it follows)."""

    level: int | None = None
    title: str
    meaning: str
    companies: tuple[str, ...] = ()
    after: int | None = None


# Table name -> record class, in the order of an export.
TABLES: dict[str, type[Any]] = {
    "companies": Company,
    "families": Family,
    "models": Model,
    "licenses": License,
    "endpoints": Endpoint,
    "claims": Claim,
    "events": Event,
    "sources": Source,
    "evidence": Evidence,
}
TABLE_OF = {cls.__name__.lower(): table for table, cls in TABLES.items()}
_LAST = ("added", "changed", "origin", "overlaid")


# ---- to and from plain values

_Plan = tuple[tuple[str, Callable[[Any], Any] | None, Any], ...]
_plans: dict[type, _Plan] = {}
_orders: dict[type, tuple[str, ...]] = {}


def keys(cls: type[Any]) -> tuple[str, ...]:
    """The field names of a record or part in their fixed output order: id and record first, housekeeping last."""
    if cls not in _orders:
        names = [f.name for f in fields(cls)]
        head = [n for n in ("id", "record") if n in names]
        tail = [n for n in _LAST if n in names]
        _orders[cls] = (*head, *(n for n in names if n not in head and n not in tail), *tail)
    return _orders[cls]


def part(hint: Any) -> tuple[type[Any] | None, bool]:
    """The dataclass inside a type hint, if any, and whether the hint is a list."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
    return (hint if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__") else None), many


def _converter(f: "Field[Any]") -> Callable[[Any], Any] | None:
    cls, many = part(f.type)
    if cls is None:
        return tuple if many else None
    if many:
        return lambda rows: tuple(build(cls, row) for row in rows)
    return lambda row: None if row is None else build(cls, row)


def build(cls: type[Any], raw: dict[str, Any]) -> Any:
    """A record or part from plain values as JSON gives them. Trusted data: nothing is validated here."""
    plan = _plans.get(cls)
    if plan is None:
        plan = _plans[cls] = tuple((f.name, _converter(f), _default(f)) for f in fields(cls))
    record, put = object.__new__(cls), object.__setattr__
    for name, convert, default in plan:
        if name in raw:
            put(record, name, raw[name] if convert is None else convert(raw[name]))
        elif default is MISSING:
            raise TypeError(f"{cls.__name__} needs {name}")
        else:
            put(record, name, default)
    return record


def _default(f: "Field[Any]") -> Any:
    """What stands where a plain record says nothing. Parts are frozen, so all records may share one."""
    return f.default if f.default_factory is MISSING else f.default_factory()


def plain(value: Any) -> Any:
    """Plain values (dict, list, text, number, bool, None) from a record, a part or a list of them."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in keys(type(value))}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def blank(cls: type[Any]) -> dict[str, Any]:
    """A plain record of which nothing is known: None for each value, [] for each list."""
    return {f.name: [] if f.default == () else None for f in fields(cls)}


def flagged(cls: type[Any], flag: str) -> tuple[str, ...]:
    """The fields of a record that are kept in a certain way: "evidence", "dated" or "derived"."""
    return tuple(f.name for f in fields(cls) if f.metadata.get(flag))


def required(cls: type[Any]) -> tuple[str, ...]:
    """The fields that nobody may leave out."""
    return tuple(f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)


def flat_names(cls: type[Any]) -> tuple[str, ...]:
    """The fields as columns: the parts of an object get a flat name (ceo_name, license_id)."""
    out: list[str] = []
    kinds = {f.name: f.type for f in fields(cls)}
    for name in keys(cls):
        inner, many = part(kinds[name])
        if inner is None or many:
            out.append(name)
        else:
            out += [f"{name}_{sub}" for sub in keys(inner)]
    return tuple(out)


def flatten(cls: type[Any], row: dict[str, Any]) -> dict[str, Any]:
    """A plain record with its nested objects spread over flat columns; lists stay lists."""
    out: dict[str, Any] = {}
    kinds = {f.name: f.type for f in fields(cls)}
    for name in keys(cls):
        inner, many = part(kinds[name])
        value = row.get(name)
        if inner is None or many:
            out[name] = value
        else:
            for sub in keys(inner):
                out[f"{name}_{sub}"] = None if value is None else value.get(sub)
    return out
