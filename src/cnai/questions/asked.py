"""May I, the question: what somebody wants to do, and when a rule holds for it."""

from collections.abc import Sequence
from typing import Literal

from cnai.model.base import Frozen, entity
from cnai.model.values import Rule, When
from cnai.questions.regions import inside, region
from cnai.words.money import revenue
from cnai.words.quantities import each_of, users
from cnai.words.text import money, short_number

USES = ("commercial", "hosting", "fine-tune", "distill", "redistribute")
ASSUMED = "USD"  # of a revenue without a currency


@entity
class Revenue(Frozen):
    """An amount of money for each month or year."""

    amount: float
    currency: str
    period: Literal["month", "year"]

    def per(self, period: str) -> float:
        """The amount for a month or a year, a year being twelve months."""
        if period == self.period:
            return self.amount
        return self.amount / 12 if period == "month" else self.amount * 12


@entity
class Question(Frozen):
    """What somebody wants to do. What is not given is None or empty; rules that depend on it become conditions."""

    uses: tuple[str, ...] = ("commercial",)
    regions: tuple[str, ...] = ()
    mau: int | None = None
    revenue: Revenue | None = None


def question(uses: Sequence[str] = (), regions: Sequence[str] = (), mau: str | int | None = None, income: str | None = None) -> Question:
    """The question in checked words: uses, regions by code or name, monthly users ("200M"), revenue ("40M/year"). Raises InvalidQuery."""
    money_in = None
    if income is not None:
        amount, currency, period = revenue(income)
        money_in = Revenue(amount=amount, currency=currency or ASSUMED, period=period)
    return Question(
        uses=tuple(dict.fromkeys(each_of(uses, USES, "uses"))) or ("commercial",),
        regions=tuple(dict.fromkeys(region(r) for r in regions)),
        mau=None if mau is None else users(mau if isinstance(mau, str) else f"{mau:f}"),
        revenue=money_in,
    )


def unasked(asked: Question, income: str | None) -> list[str]:
    """Notes on a revenue in Chinese whose currency was assumed, and on users or revenue without commercial use, to which most limits
    apply."""
    said = []
    if income is not None and not income.isascii() and asked.revenue and asked.revenue.amount and revenue(income)[1] is None:
        meant = f"{money(asked.revenue.amount, ASSUMED, exact=True)} a {asked.revenue.period}"
        said.append(f"revenue {income} has no currency and is read as {meant}; for yuan add CNY or 元")
    if "commercial" not in asked.uses and (asked.mau is not None or asked.revenue is not None):
        said.append("commercial use was not asked about, and limits of users and revenue are mostly of that: add commercial")
    return said


def applies(when: When, asked: Question) -> bool | None:
    """Whether all conditions of a rule hold; None if that depends on something the question does not say."""
    known = True
    if when.regions and asked.regions:
        if not any(inside(r, when.regions) for r in asked.regions):
            return False
    elif when.regions:
        known = False
    if when.mau_over is not None:
        if asked.mau is None:
            known = False
        elif asked.mau <= when.mau_over:
            return False
    if when.revenue_over is not None:
        if asked.revenue is None or other_currency(when, asked):
            known = False
        elif asked.revenue.per(when.period or "year") <= when.revenue_over:
            return False
    return True if known else None


def other_currency(when: When, asked: Question) -> bool:
    return when.revenue_over is not None and asked.revenue is not None and asked.revenue.currency != (when.currency or "USD")


def condition(rule: Rule, asked: Question) -> str:
    """A rule that depends on something unsaid, as a condition: "over 100M monthly users: show the name". Money in another currency is
    not converted."""
    then = {"no": "not allowed", "ask": "permission is needed"}.get(rule.answer, "")
    duty = rule.duty or ""
    text = f"{then} ({duty})" if then and duty else then or duty or "allowed"
    if rule.answer == "yes" and other_currency(rule.when, asked) and rule.when.mau_over is None and not rule.when.regions:
        limit = f"{money(rule.when.revenue_over or 0, rule.when.currency)} a {rule.when.period}"
        return f"compare your revenue with {limit}: above that {text}"
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
