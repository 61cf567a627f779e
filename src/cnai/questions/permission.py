"""May I: a licence's rules compared with a use. The strictest rule that applies decides: no before ask before yes.

Licences are read as the records describe them; this is not legal advice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cnai.model.base import Date, Frozen, Url, entity
from cnai.model.records import Endpoint, License, Model
from cnai.model.values import Answer
from cnai.questions.apps import app_terms
from cnai.questions.asked import Question, applies, condition, condition_of, other_currency
from cnai.questions.named import meant
from cnai.questions.regions import distance
from cnai.store.catalogue import Catalogue
from cnai.store.endpoints import platform
from cnai.words.labels import NO_LICENSE, word

DISCLAIMER = "This is not legal advice: read the licence itself."
HEARSAY = "check the card of the weights first: the licence recorded here was not read from it"
SILENCE = "look beside the weights first: that no licence is named there is not certain"
RANK = {"no": 2, "ask": 1, "yes": 0}
UNCOMMERCIAL = ("research", "non-commercial")  # kinds of licence whose grant does not reach a service for others unless it says so
DEEPEST = 5  # base models of base models


@entity
class Reason(Frozen):
    """One rule that applies to one use; `decides` if it is one of the strictest."""

    use: str
    answer: Answer
    clause: str
    locator: str | None = None
    url: Url | None = None
    decides: bool = False


@entity
class ApiTerms(Frozen):
    """What the terms of the maker's API say about the same question."""

    answer: Answer
    endpoint: str
    terms_url: Url | None = None
    note: str | None = None


@entity
class Permission(Frozen):
    """The answer for one model. `conditional`: yes, with a duty beyond keeping notices."""

    model: str
    name: str
    company: str
    released: Date | None = None
    license: str | None = None
    answer: Answer
    conditional: bool
    duties: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    api: ApiTerms | None = None
    question: Question
    as_of: Date
    disclaimer: str = DISCLAIMER


@dataclass(slots=True, repr=False, eq=False)
class Verdict:
    """What the rules held against a question come to so far."""

    answer: str = "yes"
    duties: dict[str, bool] = field(default_factory=dict)
    """Text of the duty -> whether it goes beyond keeping notices."""
    conditional: dict[str, list[str]] = field(default_factory=dict)
    """Text of a duty -> the texts that name it under a condition."""
    reasons: list[dict[str, Any]] = field(default_factory=list)

    def add(self, use: str, answer: str, clause: str, locator: str | None, url: str | None) -> None:
        reason = {"use": use, "answer": answer, "clause": clause, "locator": locator, "url": url}
        if reason not in self.reasons:
            self.reasons.append(reason)
        if RANK[answer] > RANK[self.answer]:
            self.answer = answer

    def duty(self, text: str, *, counts: bool) -> None:
        self.duties[text] = self.duties.get(text, False) or counts


def ask(catalogue: Catalogue, names: Sequence[str], asked: Question) -> tuple[Permission, ...]:
    """The answer for every model that the names mean, each once; of a platform by its own terms. Raises NotFound, Ambiguous."""
    models: dict[str, Model] = {}
    places: dict[str, list[Endpoint]] = {}
    for name in names:
        for model in meant(catalogue, name):
            models[model.id] = model
            places.setdefault(model.id, []).extend(platform(catalogue, name))
    return tuple(can(catalogue, m, asked, places[m.id]) for m in models.values())


def can(catalogue: Catalogue, model: Model, asked: Question, places: Sequence[Endpoint] = ()) -> Permission:
    """The answer for one model; what the terms of an API say is that of these endpoints, if any are named."""
    verdict = Verdict()
    licenses = weights_licenses(catalogue, model)
    if model.open_weights is False:
        for use in asked.uses:
            verdict.add(use, "no", app_terms(catalogue, model) or "its weights are not published", None, model.url)
    elif not licenses:
        closed = app_terms(catalogue, model) or "it is not recorded whether its weights are published"
        what = _unrecorded(catalogue, model) if model.open_weights else closed
        for use in asked.uses:
            verdict.add(use, "ask", what, None, model.url)
        _base(catalogue, model, asked, verdict, licenses)
    else:
        for licence in licenses:
            for use in asked.uses:
                judge(licence, use, asked, verdict)
        _base(catalogue, model, asked, verdict, licenses)
        if model.id in catalogue.store.meta("hearsay") and "licenses" not in model.overlaid:
            verdict.duty(SILENCE if any(row.id == "none-named" for row in licenses) else HEARSAY, counts=True)
    for always in [d for d in verdict.duties if d in verdict.conditional]:  # it holds already, so not under a condition too
        for text in verdict.conditional[always]:
            verdict.duties.pop(text, None)
    verdict.reasons.sort(key=lambda r: -RANK[r["answer"]])
    return Permission(
        model=model.id,
        name=model.name,
        company=model.company,
        released=model.released,
        license=licenses[-1].id if licenses else None,
        answer=verdict.answer,
        conditional=verdict.answer == "yes" and any(verdict.duties.values()),
        duties=tuple(sorted(verdict.duties, key=lambda d: not verdict.duties[d])),  # those beyond notices first
        reasons=tuple(Reason(**r, decides=r["answer"] == verdict.answer) for r in verdict.reasons),
        api=_api(catalogue, places or endpoints(catalogue, model), asked),
        question=asked,
        as_of=catalogue.day,
    )


def weights_licenses(catalogue: Catalogue, model: Model) -> list[License]:
    """The licences of the weights today; more than one where a supplement joins a base text."""
    rows = [r for r in model.licenses if r.scope == "weights" and not r.until]
    rows.sort(key=lambda r: r.since or "")
    return [catalogue.license_by_id[r.license] for r in rows if r.license in catalogue.license_by_id]


def _unrecorded(catalogue: Catalogue, model: Model) -> str:
    """That a model's licence is not recorded, and why, where a note says so."""
    notes = [e.note for e in catalogue.evidence_of(model.id) if e.field == "open_weights" and (e.note or "").startswith(NO_LICENSE)]
    why = f" ({notes[0].removeprefix(NO_LICENSE).rstrip('.')})" if notes and notes[0] else ""
    return f"the licence of these weights is not recorded{why}"


def judge(licence: License, use: str, asked: Question, verdict: Verdict, of: str = "", *, quoted: bool = False) -> None:
    """Hold the rules of a licence against one use; `of` names the base model whose licence it is. Of a text that is known from quotations
    only (`quoted`), nothing is said of what it does not mention."""
    spoken = False
    prefix = f"base model {of}: " if of else ""
    said_no_more = use == "hosting" and licence.kind in UNCOMMERCIAL and not any(r.use == use for r in licence.rules)
    if said_no_more:
        what = "research" if licence.kind == "research" else "non-commercial use"
        verdict.add(use, "ask", f"{prefix}the licence is for {what} and does not speak of offering the model to others", None, licence.url)
    for rule in sorted(licence.rules, key=lambda r: r.use == "any"):  # what is said of this very use first
        if rule.use not in (use, "any"):
            continue
        holds = applies(rule.when, asked)
        if holds:
            spoken = True
            verdict.add(use, rule.answer, prefix + (rule.clause or ""), rule.locator, licence.url)
            if rule.duty:
                verdict.duty(prefix + rule.duty, counts=rule.duty_kind != "notice" and rule.answer == "yes")
        elif holds is None:
            under = prefix + condition(rule, asked)
            verdict.duty(under, counts=True)
            if rule.duty and rule.answer == "yes":
                verdict.conditional.setdefault(prefix + rule.duty, []).append(under)
            if rule.answer != "yes" and other_currency(rule.when, asked):
                text = f"the limit is {condition_of(rule.when)}; compare your revenue in that currency"
                verdict.add(use, "ask", prefix + text, rule.locator, licence.url)
    for rule in () if "commercial" in asked.uses else licence.rules:  # a limit of commercial use that the question is over
        limits = rule.when.mau_over is not None or rule.when.revenue_over is not None
        if rule.use == "commercial" and limits and applies(rule.when, asked) and (rule.answer != "yes" or rule.duty):
            verdict.duty(f"{prefix}in commercial use, {condition(rule, asked)}", counts=True)
    if spoken and licence.kind in UNCOMMERCIAL and "commercial" not in asked.uses and not _says_so(licence, use):
        verdict.duty(f"{prefix}for {'research' if licence.kind == 'research' else 'non-commercial use'} only", counts=True)
    if not spoken and not said_no_more:
        text = "the terms do not" if licence.kind == "proprietary" else "the licence does not"
        text = "what others quote of the terms does not" if quoted else text
        verdict.add(use, "ask", f"{prefix}{text} mention {word(use)}", None, licence.url)


def _says_so(licence: License, use: str) -> bool:
    """Whether a duty of a licence for research or non-commercial use says that it is one."""
    said = " ".join(r.duty or "" for r in licence.rules if r.use in (use, "any"))
    return bool(re.search(r"non-?commercial|research|academic", said, re.I))


def _base(catalogue: Catalogue, model: Model, asked: Question, verdict: Verdict, own: list[License]) -> None:
    """The terms of the base model apply too: judged where they are recorded, a duty where only the name is known. Those of
    the same maker are named where no licence of the model itself is recorded."""
    at: Model | None = model
    for _ in range(DEEPEST):
        base = at.base_model if at else None
        if base is None:
            return
        record = catalogue.find(base.model, ("model",)) if base.model else None
        if record is None:
            _outside(catalogue, base.name, asked, verdict, own)
            return
        if record.company == model.company and not own:
            for licence in weights_licenses(catalogue, record):
                verdict.duty(f"the base model {record.name} is under {licence.name}; ask whether that holds here too", counts=True)
        for licence in weights_licenses(catalogue, record) if record.company != model.company else ():  # a maker may license its own anew
            if licence not in own and licence.kind != "permissive":
                for use in asked.uses:
                    judge(licence, use, asked, verdict, record.name)
        at = record


# Licences of base models by other makers, by what stands in the names of these: the first that fits. One that is not recorded is a duty
# to read it.
_OUTSIDE = (
    ("codellama", "llama-2"), ("llama7b", "llama-1"), ("llama13b", "llama-1"), ("llama30b", "llama-1"), ("llama65b", "llama-1"),
    ("llama33", "llama-3-3"), ("llama32", "llama-3-2"), ("llama31", "llama-3-1"), ("llama4", "llama-4"), ("llama3", "llama-3"),
    ("llama2", "llama-2"), ("vicuna7bv0", "llama-1"), ("vicuna13bv0", "llama-1"), ("vicuna7bv15", "llama-2"), ("vicuna13bv15", "llama-2"),
    ("vicuna", "vicuna"), ("llava15", "llama-2"), ("gemma4", "apache-2-0"), ("gemma", "gemma"), ("flux1dev", "flux-1-dev-non-commercial"),
    ("flux1filldev", "flux-1-dev-non-commercial"), ("stablediffusion3", "stability-ai-community-license"),
    ("stablediffusion2", "creativeml-open-rail-plus-plus-m"), ("stablediffusionxl", "creativeml-open-rail-plus-plus-m"),
    ("stablediffusion", "creativeml-open-rail-m"), ("stablevideodiffusion", "stable-video-diffusion"), ("starcoder", "bigcode-open-rail-m"),
    ("bloom", "bigscience-bloom-rail"), ("chameleon", "chameleon-research"), ("ltxvideo09", "ltx-video-0-9-rail-m"),
    ("llavav16", "llava-1-6"), ("cosmos", "nvidia-open-model"),
)  # fmt: skip


def _outside(catalogue: Catalogue, name: str | None, asked: Question, verdict: Verdict, own: list[License]) -> None:
    """A base model that is not in this catalogue: its licence where that is recorded, else the duty to read it."""
    folded = "".join(c for c in (name or "").rpartition("/")[2].lower() if c.isalnum()).removeprefix("meta")
    for start, rid in _OUTSIDE:
        if start in folded:
            licence = catalogue.license_by_id.get(rid)
            if licence and licence not in own:
                for use in asked.uses:
                    judge(licence, use, asked, verdict, name or "")
            elif licence is None:
                verdict.duty(f"follow the licence of the base model {name} as well", counts=True)
            return


def _api(catalogue: Catalogue, serving: Sequence[Endpoint], asked: Question) -> ApiTerms | None:
    """What the terms of the endpoint that serves a model say, of several the first that fits the regions; None if none does."""
    if not serving:
        return None
    endpoint = min(serving, key=lambda e: sum(distance(e.region, r) for r in asked.regions))
    licence = catalogue.license_by_id.get(endpoint.license or "")
    if licence is None:
        return ApiTerms(answer="ask", endpoint=endpoint.id, terms_url=endpoint.terms_url, note=f"the terms of {endpoint.name} decide")
    verdict = Verdict()
    quoted = all(e.confidence == "low" for e in catalogue.evidence_of(licence.id) if e.field == "rules")
    for use in asked.uses:
        judge(licence, use, asked, verdict, quoted=quoted)
    clauses = [r["clause"] for r in verdict.reasons if r["answer"] == verdict.answer]
    note = "; ".join(dict.fromkeys(clauses))
    if quoted and verdict.answer == "yes":
        verdict.answer, note = "ask", f"read the terms first, which others quote so: {note}"
    return ApiTerms(answer=verdict.answer, endpoint=endpoint.id, terms_url=endpoint.terms_url or licence.url, note=note)


def endpoints(catalogue: Catalogue, model: Model) -> list[Endpoint]:
    """Those that serve the model now."""
    ids = {a.endpoint for a in model.apis if not a.until}
    return [e for e in catalogue.endpoints if e.id in ids]


def flat_extras(row: dict[str, Any]) -> dict[str, Any]:
    """The first clause that decides with its address, for flat rows."""
    first: dict[str, Any] = next((r for r in row["reasons"] if r["decides"]), {})
    return {"clause": first.get("clause"), "url": first.get("url")}
