"""The parts that records are made of, and how all of them are made: frozen, slotted dataclasses of plain values.

Every key is always there: what is not known is None, an empty list is (). Dates are text as exact as known ("2025", "2025-07",
"2025-07-11"). The metadata of a field says how it is kept: `evidence` (when filled it needs proof), `dated` (earlier values stand
in `past`), `derived` (the build computes it, nobody writes it).
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Annotated, Any, ClassVar, Literal

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
DutyKind = Literal["notice", "name", "ask", "separate", "base", "other"]


def ev(default: Any = None, *, dated: bool = False) -> Any:
    return field(default=default, metadata={"evidence": True, "dated": dated})


def derived(default: Any = None) -> Any:
    return field(default=default, metadata={"derived": True})


# Nothing is generated: __init__, frozenness and repr stand once in the base, since making them for thirty classes took a fifth of
# the start-up.
entity = dataclass(init=False, repr=False, eq=False, kw_only=True)


class Strict:
    """Unknown keys are refused where pydantic validates a record at the border; nothing else knows of it."""

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
            self.__dict__[f.name] = value
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __repr__(self) -> str:
        values = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))  # type: ignore[arg-type]  # a dataclass
        return f"<{type(self).__name__} {getattr(self, 'id', None) or values}>"


# ---- parts of records


@entity
class Person(Strict):
    """A name, with the Chinese one where it is known."""

    name: str
    name_zh: str | None = None


@entity
class Chief(Strict):
    """Who leads, and since when."""

    name: str
    name_zh: str | None = None
    since: Date | None = None


@entity
class Parent(Strict):
    """The owner: a company of ours by id, or any by name."""

    company: str | None = None
    name: str | None = None


@entity
class Affiliate(Strict):
    """A company with a tie to this one."""

    company: str | None = None
    name: str
    relation: str


@entity
class Identification(Strict):
    """How sure one can be whom the article means."""

    confidence: Confidence
    note: str


@entity
class Listing(Strict):
    """Shares on an exchange."""

    exchange: str
    ticker: str
    since: Date | None = None
    until: Date | None = None


@entity
class Valuation(Strict):
    """What the whole was worth, by which measure."""

    amount: float
    currency: str
    date: Date | None = None
    basis: str | None = None


@entity
class Restriction(Strict):
    """A place, or none, on an authority's list."""

    list: str
    authority: str
    status: Literal["listed", "proposed", "removed", "not-found"]
    since: Date | None = None
    until: Date | None = None


@entity
class Past(Strict):
    """An earlier value of a field, half open: `until` is the first day without it."""

    field: str
    value: Any = None
    since: Date | None = None
    until: Date | None = None


@entity
class LicenseRef(Strict):
    """A licence in short."""

    id: str
    name: str
    url: Url
    kind: LicenseKind


@entity
class LicenseUse(Strict):
    """Which licence held for what, and when."""

    license: str
    scope: LicenseScope
    since: Date | None = None
    until: Date | None = None


@entity
class Modalities(Strict):
    """What goes in and what comes out."""

    input: tuple[Modality, ...] = ()
    output: tuple[Modality, ...] = ()


@entity
class Training(Strict):
    """What is known of the training."""

    tokens: int | None = None
    cutoff: Date | None = None
    hardware: str | None = None
    compute_flop: float | None = None
    cost_usd: float | None = None


@entity
class BaseModel(Strict):
    """The model that this one was made from."""

    model: str | None = None
    name: str | None = None


@entity
class Weights(Strict):
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
class Api(Strict):
    """A name on an endpoint, and when it meant this model."""

    endpoint: str
    model_id: str
    since: Date | None = None
    until: Date | None = None


@entity
class Price(Strict):
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
class Benchmark(Strict):
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
class Flagship(Strict):
    """The general model that a maker puts first in a family, and since when. Editorial: it needs no evidence."""

    model: str
    since: Date | None = None
    note: str | None = None


@entity
class When(Strict):
    """The conditions of a rule: all that are given must hold."""

    mau_over: int | None = None
    revenue_over: float | None = None
    currency: str | None = None
    period: Literal["month", "year"] | None = None
    regions: tuple[str, ...] = ()


@entity
class Rule(Strict):
    """What a licence says of a use."""

    use: Use
    when: When = field(default_factory=When)
    answer: Answer
    duty: str | None = None
    duty_kind: DutyKind | None = None
    clause: str | None = None
    locator: str | None = None


@entity
class Proof(Strict):
    """A source, the place in it, and how sure it is."""

    source: str
    locator: str
    checked: Date
    confidence: Confidence


@entity
class Alternative(Strict):
    """What another source says."""

    value: str
    source: str
    note: str | None = None
