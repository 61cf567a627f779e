"""What a page for people without a terminal holds: put together from the other questions, nothing of its own is computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from cnai.model.records import Claim, Company, Model, Tier
from cnai.questions.asked import Question
from cnai.questions.changes import Entry, news
from cnai.questions.main_model import main_of, twin_with_price
from cnai.questions.permission import Permission, can
from cnai.questions.related import claims_about
from cnai.questions.stats import Stat, stats
from cnai.store.catalogue import Catalogue
from cnai.words.dates import before, earliest, parse

QUARTER = "3m"
TELLING = 14  # so many entries of the quarter are named; all are counted
MONTHS = 24
NEWEST = 4
# What an event is about, the most telling first; releases of a lab's main model come before all of them.
WEIGHT = (
    "listing", "takeover", "restriction", "lawsuit", "funding", "valuation", "leadership", "licence", "price", "founding", "renaming",
    "partnership", "retirement", "ranking", "award", "filing", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Quarter:
    """What changed since a day: `counts` by type, the most first; `telling` are the entries to read, newest first."""

    since: str
    until: str
    releases: int
    opened: int
    makers: int
    counts: tuple[tuple[str, int], ...]
    telling: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Flagship:
    """The model that stands for a company, the model whose price stands for it, and whether one may use it commercially."""

    company: Company
    model: Model
    priced: Model
    permission: Permission


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Card:
    """A company with the model that stands for it, its newest releases and what the article says about it."""

    company: Company
    main: Model | None
    newest: tuple[Model, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Report:
    """The whole page. `whole` is False where only some companies were asked for; `tiers` then hold these only."""

    companies: tuple[Company, ...]
    whole: bool
    quarter: Quarter
    tiers: tuple[Tier, ...]
    beyond: tuple[str, ...]
    flagships: tuple[Flagship, ...]
    months: tuple[Stat, ...]
    cards: tuple[Card, ...]


def report(catalogue: Catalogue, names: Sequence[str] = (), *, since: str = QUARTER) -> Report:
    """The landscape, or the companies that the names mean (a family or model stands for its company). Raises NotFound, Ambiguous."""
    companies = _companies(catalogue, names)
    ids = {c.id for c in companies}
    mains = {c.id: main_of(catalogue, c) for c in companies}
    flagships = [_flagship(catalogue, c, m) for c in companies if (m := mains[c.id]) is not None]
    return Report(
        companies=companies,
        whole=not names,
        quarter=_quarter(catalogue, [c.id for c in companies] if names else [], since, {m.id for m in mains.values() if m}),
        tiers=tuple(t for t in catalogue.tiers if ids & set(t.companies)),
        beyond=tuple(c.id for c in companies if c.article_order is None),
        flagships=tuple(flagships),
        months=_months(catalogue, [c.id for c in companies] if names else []),
        cards=tuple(_card(catalogue, c, mains[c.id]) for c in companies),
    )


def _companies(catalogue: Catalogue, names: Sequence[str]) -> tuple[Company, ...]:
    """The companies meant, in the article's order."""
    wanted = set()
    for name in names:
        record = catalogue.resolve(name)
        wanted.add(record.id if isinstance(record, Company) else record.company)
    return tuple(c for c in catalogue.companies if not names or c.id in wanted)


def _quarter(catalogue: Catalogue, names: Sequence[str], since: str, mains: set[str]) -> Quarter:
    rows = news(catalogue, names, since=since).rows
    models = [(r, m) for r in rows if r.type == "release" and isinstance(m := catalogue.find(r.id, ("model",)), Model)]
    released = [m for r, m in models if m.released == r.date]  # not those of which only the weights came
    kinds: dict[str, int] = {}
    for row in rows:
        if row.type != "release":
            kinds[row.type] = kinds.get(row.type, 0) + 1
    ranked = sorted((r for r in rows if r.type != "release" or r.id in mains), key=lambda r: _weight(r, mains))
    chosen = {id(r) for r in ranked[:TELLING]}
    return Quarter(
        since=earliest(parse(since, catalogue.day)),
        until=catalogue.day,
        releases=len(released),
        opened=sum(m.open_weights is True for m in released),
        makers=len({m.company for m in released}),
        counts=tuple(sorted(kinds.items(), key=lambda pair: (pair[0] == "other", -pair[1], pair[0]))),
        telling=tuple(r for r in rows if id(r) in chosen),
        more=len(rows) - len(chosen),
    )


def _months(catalogue: Catalogue, names: Sequence[str]) -> tuple[Stat, ...]:
    """The last two years, month by month, those without a release too."""
    known = {row.value: row for row in stats(catalogue, names, by="month")}
    days = [before(f"{catalogue.day[:7]}-01", n, "m") for n in range(MONTHS - 1, -1, -1)]
    rows = [known.get(d[:7]) or Stat(by="month", value=d[:7], companies=0, models=0, open_models=0) for d in days]
    return tuple(rows) if any(row.models for row in rows) else ()


def _weight(row: Entry, mains: set[str]) -> int:
    if row.type == "release":
        return -1 if row.id in mains else len(WEIGHT)
    return WEIGHT.index(row.type) if row.type in WEIGHT else len(WEIGHT)


def _flagship(catalogue: Catalogue, company: Company, model: Model) -> Flagship:
    priced = next((t for c in ("USD", "CNY") if (t := twin_with_price(catalogue, model, c)) is not None), model)
    return Flagship(company, model, priced, can(catalogue, model, Question()))


def _card(catalogue: Catalogue, company: Company, main: Model | None) -> Card:
    models = [m for m in catalogue.models_of(company) if m.released]
    newest = models[:NEWEST]
    if main is not None and main.released and main not in newest:
        newest = [m for m in models if m in newest[: NEWEST - 1] or m is main]
    ids = {company.id, *(f.id for f in catalogue.families_of(company.id)), *(m.id for m in models)}
    return Card(company, main, tuple(newest), tuple(claims_about(catalogue, ids)))
