"""May I: a licence's rules held against a use. The strictest rule that applies decides: no before ask before yes.

This reads licence texts as their records retell them; it is no legal advice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import Endpoint, License, Model
from cnai.errors import Usage
from cnai.parts import Rule, When
from cnai.questions.regions import COUNTRIES, EU
from cnai.questions.selection import threshold
from cnai.text import money, short_number

USES = ("commercial", "hosting", "fine-tune", "distill", "redistribute")
DISCLAIMER = "This is not legal advice: read the licence itself."
RANK = {"no": 2, "ask": 1, "yes": 0}

_SAME = {"UK": "GB", "EL": "GR"}
_REVENUE = re.compile(r"([\d.,]+\s*[kmbt]?)\s*([a-z]{3})?\s*/\s*(month|year|mo|yr|m|y)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Revenue:
    """An amount of money for each month or year."""

    amount: float
    currency: str
    period: str

    def per(self, period: str) -> float:
        """The amount for a month or a year, a year being twelve months."""
        if period == self.period:
            return self.amount
        return self.amount / 12 if period == "month" else self.amount * 12


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Question:
    """What somebody wants to do. What is not said is None or empty, and rules that hang on it are told as conditions."""

    uses: tuple[str, ...] = ("commercial",)
    regions: tuple[str, ...] = ()
    mau: int | None = None
    revenue: Revenue | None = None

    def plain(self) -> dict[str, Any]:
        revenue = self.revenue and {
            "amount": self.revenue.amount,
            "currency": self.revenue.currency,
            "period": self.revenue.period,
        }
        return {"uses": list(self.uses), "regions": list(self.regions), "mau": self.mau, "revenue": revenue}


@dataclass(slots=True, repr=False, eq=False)
class _Verdict:
    answer: str = "yes"
    duties: list[str] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)

    def add(self, use: str, answer: str, clause: str, locator: str | None, url: str | None) -> None:
        reason = {"use": use, "answer": answer, "clause": clause, "locator": locator, "url": url}
        if reason not in self.reasons:
            self.reasons.append(reason)
        if RANK[answer] > RANK[self.answer]:
            self.answer = answer


def uses(words: Sequence[str]) -> tuple[str, ...]:
    """The uses, checked. Raises Usage."""
    for word in words:
        if word not in USES:
            raise Usage(f"no use {word!r}: {', '.join(USES)}", USES)
    return tuple(words) or ("commercial",)


def region(text: str) -> str:
    """A region as ISO 3166 alpha-2 code or EU. Raises Usage."""
    code = _SAME.get(text.strip().upper(), text.strip().upper())
    if code != "EU" and code not in COUNTRIES:
        raise Usage(f"--region: {text!r} is no region: write a country as two letters (DE, US, CN) or EU")
    return code


def revenue(text: str) -> Revenue:
    """ "40M/year", "20M USD/month", "100M CNY/year" (dollars where no currency is named). Raises Usage where the period is missing."""
    found = _REVENUE.fullmatch(text.strip().lstrip("$"))
    if not found:
        raise Usage(f"--revenue: {text!r} needs an amount and a period: write 40M/year or 20M/month (USD; another as 40M CNY/year)")
    period = "month" if found[3].lower().startswith("m") else "year"
    return Revenue(threshold(found[1], "--revenue"), (found[2] or "USD").upper(), period)


def can(catalogue: Catalogue, model: Model, question: Question) -> dict[str, Any]:
    """{model, license, answer, duties[], reasons[], question {}, as_of, disclaimer} for one model."""
    verdict = _Verdict()
    licenses = weights_licenses(catalogue, model)
    if model.open_weights is False:
        _closed(catalogue, model, question, verdict)
    elif not licenses:
        what = (
            "the licence of these weights is not known" if model.open_weights else "whether and how its weights are published is not known"
        )
        for use in question.uses:
            verdict.add(use, "ask", what, None, model.url)
    for licence in licenses if model.open_weights is not False else ():
        for use in question.uses:
            _judge(licence, use, question, verdict)
    verdict.reasons.sort(key=lambda r: -RANK[r["answer"]])
    return {
        "model": model.id,
        "license": licenses[-1].id if licenses else None,
        "answer": verdict.answer,
        "duties": list(dict.fromkeys(verdict.duties)),
        "reasons": verdict.reasons,
        "question": question.plain(),
        "as_of": catalogue.as_of or catalogue.date,
        "disclaimer": DISCLAIMER,
    }


def weights_licenses(catalogue: Catalogue, model: Model) -> list[License]:
    """The licences under which the weights stand now; more than one where a supplement joins a base text."""
    rows = [r for r in model.licenses if r.scope == "weights" and not r.until]
    rows.sort(key=lambda r: r.since or "")
    return [catalogue.license_by_id[r.license] for r in rows if r.license in catalogue.license_by_id]


def permits(catalogue: Catalogue, model: Model, question: Question) -> bool:
    """Whether the answer is a plain yes."""
    return bool(can(catalogue, model, question)["answer"] == "yes")


def _judge(licence: License, use: str, question: Question, verdict: _Verdict) -> None:
    spoken = False
    for rule in licence.rules:
        if rule.use not in (use, "any"):
            continue
        applies = _applies(rule.when, question)
        if applies:
            spoken = True
            verdict.add(use, rule.answer, rule.clause or "", rule.locator, licence.url)
            verdict.duties += [rule.duty] if rule.duty else []
        elif applies is None:
            verdict.duties.append(_condition(rule))
            if _other_currency(rule.when, question):
                verdict.add(
                    use,
                    "ask",
                    f"the limit is {condition_of(rule.when)}; compare your revenue in that currency",
                    rule.locator,
                    licence.url,
                )
    if not spoken:
        verdict.add(use, "ask", f"the licence does not speak of {use}", None, licence.url)


def _applies(when: When, question: Question) -> bool | None:
    """Whether all conditions of a rule hold; None where that hangs on something the question does not say."""
    known = True
    if when.regions and question.regions:
        if not any(r in when.regions or (r in EU and "EU" in when.regions) for r in question.regions):
            return False
    elif when.regions:
        known = False
    if when.mau_over is not None:
        if question.mau is None:
            known = False
        elif question.mau <= when.mau_over:
            return False
    if when.revenue_over is not None:
        if question.revenue is None or _other_currency(when, question):
            known = False
        elif question.revenue.per(when.period or "year") <= when.revenue_over:
            return False
    return True if known else None


def _other_currency(when: When, question: Question) -> bool:
    return when.revenue_over is not None and question.revenue is not None and question.revenue.currency != (when.currency or "USD")


def _condition(rule: Rule) -> str:
    """A rule that hangs on something unsaid, as a condition: "over 100M monthly users: show the name"."""
    then = {"no": "not allowed", "ask": "permission is needed"}.get(rule.answer, "")
    duty = rule.duty or ""
    text = f"{then} ({duty})" if then and duty else then or duty or "allowed"
    return f"{condition_of(rule.when)}: {text}"


def condition_of(when: When) -> str:
    """When a rule holds, in words; "" for always."""
    parts = []
    if when.regions:
        parts.append(f"in {', '.join(when.regions)}")
    if when.mau_over is not None:
        parts.append(f"over {short_number(when.mau_over)} monthly users")
    if when.revenue_over is not None:
        parts.append(f"over {money(when.revenue_over, when.currency)} of revenue a {when.period}")
    return " and ".join(parts)


def _closed(catalogue: Catalogue, model: Model, question: Question, verdict: _Verdict) -> None:
    for use in question.uses:
        verdict.add(use, "no", "its weights are not published", None, model.url)
    for endpoint in _endpoints(catalogue, model):
        verdict.duties.append(
            f"its API may be used under the terms of {endpoint.name}" + (f": {endpoint.terms_url}" if endpoint.terms_url else "")
        )


def _endpoints(catalogue: Catalogue, model: Model) -> Iterator[Endpoint]:
    ids = {a.endpoint for a in model.apis if not a.until}
    return (e for e in catalogue.endpoints if e.id in ids)


def strictness(licence: License) -> tuple[int, int]:
    """How much a licence withholds, then how many duties it names. The first is the sum over uses of no (2) and ask (1), for a small
    maker, for a very large one, and inside the EU."""
    scenarios = (Question(), Question(mau=10**12, revenue=Revenue(10**15, "USD", "year")), Question(regions=("EU",)))
    total = 0
    for scene in scenarios:
        for use in USES:
            verdict = _Verdict()
            _judge(licence, use, scene, verdict)
            total += RANK[verdict.answer]
    return total, len({rule.duty for rule in licence.rules if rule.duty})


def stricter(before: Sequence[License], after: Sequence[License]) -> str:
    """ "stricter", "freer" or "as strict" for licences that follow licences: by what they withhold, else by the number of duties."""
    old, new = (max((strictness(x) for x in side), default=(0, 0)) for side in (before, after))
    return "stricter" if new > old else "freer" if new < old else "as strict"
