"""The page for people without a terminal, as sections of blocks."""

from collections.abc import Iterator, Sequence

from cnai.model.records import Claim, Company, Model
from cnai.model.shape import plain
from cnai.output.blocks import Block, Cell, Column, Facts, Line, Prose, Section, Table, Tone, text_cell
from cnai.output.footnotes import evidence_column
from cnai.questions.permission import DISCLAIMER, Permission
from cnai.questions.report import Card, Flagship, Quarter, Report
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_label, company_name, open_share, size_cell, terms_cell, tier_text, verdict_today
from cnai.views.permission import TONES, WORDS, said
from cnai.views.profile import company_head
from cnai.views.releases import CURRENT, price_cell, releases
from cnai.views.stats import stats
from cnai.views.tiers import whose
from cnai.words.dates import before, latest
from cnai.words.labels import word
from cnai.words.text import UNKNOWN, joined, money, plural

LIGHTS = {"yes": "●", "yes, if": "◐", "ask first": "◐", "no": "○", "not known": "?"}
NEW = 12  # months: an older release of a lab is no news


def title(report: Report) -> str:
    """The heading of the page."""
    if report.whole:
        return "China's AI labs"
    return joined([c.name for c in report.companies[:4]]) + (
        f" and {len(report.companies) - 4} others" if len(report.companies) > 4 else ""
    )


def subtitle(catalogue: Catalogue, report: Report) -> str:
    """Of which day it is, and how much it covers."""
    models = sum(c.model_count for c in report.companies)
    opened = sum(c.open_model_count for c in report.companies)
    counts = f"{plural(len(report.companies), 'lab')}, {plural(models, 'release')}, {opened} with open weights"
    return f"As of {catalogue.day} · {counts}"


def report(catalogue: Catalogue, answer: Report) -> Iterator[Section]:
    """The sections in the order in which they are read."""
    quarter = answer.quarter
    asked = "" if answer.whole else "".join(f" {c.id}" for c in answer.companies)
    yield Section("changes", f"What changed since {quarter.since}", list(_changes(catalogue, quarter, asked)), short="What changed")
    several = len(answer.companies) > 1
    place = "The landscape by tier" if answer.whole else f"Where the article puts {'them' if several else 'it'}"
    yield Section("tiers", place, list(_tiers(catalogue, answer)), short="Landscape")
    if answer.flagships:
        yield Section(
            "flagships",
            "Flagships compared" if len(answer.flagships) > 1 else "The flagship",
            list(_flagships(catalogue, answer)),
            short="Flagships",
        )
    if answer.months:
        first, last = answer.months[0].value, answer.months[-1].value
        yield Section(
            "months", f"Releases by month, {first} to {last}", list(stats(catalogue, answer.months, chart=True)), short="Releases by month"
        )
    parts = [_card(catalogue, card) for card in answer.cards]
    yield Section("labs", "The labs" if len(parts) > 1 else "The lab", [Line([text_cell(_key(), "dim")])], parts=parts)


def _key() -> str:
    return f"{CURRENT} the maker's current model · † other sources say otherwise · {UNKNOWN} not known"


def _changes(catalogue: Catalogue, quarter: Quarter, asked: str) -> Iterator[Block]:
    labs = plural(quarter.makers, "lab")
    text = f"{plural(quarter.releases, 'release')} by {labs}, {quarter.opened} with open weights" if quarter.releases else "No release"
    others = joined([plural(n, f"{_kind(kind)} event") for kind, n in quarter.counts])
    yield Prose(text_cell(f"{text}{'; ' + others if others else ''}. The most telling ones, newest first:"))
    rows = []
    for row in quarter.telling:
        key = evidence_column(plain(row), "title")
        found = catalogue.find(row.id, ("model",)) if row.type == "release" else None
        what = f"{row.title} is released" if found and getattr(found, "released", None) == row.date else row.title
        cells = [Cell(row.title, key, row.id, text=f"{company_name(catalogue, row.company)}: {what}")]
        rows.append((row.date, [*cells, *([text_cell(row.detail, "dim")] if row.detail else [])]))
    if rows:
        yield Facts(rows)
    if quarter.more:
        yield Line([text_cell(f"{plural(quarter.more, 'more entry', 'more entries')}: cnai news{asked} --since {quarter.since}", "dim")])


def _kind(kind: str) -> str:
    return "other" if kind == "other" else word(kind)


def _tiers(catalogue: Catalogue, answer: Report) -> Iterator[Block]:
    rows = []
    ids = {c.id for c in answer.companies}
    for tier in answer.tiers:
        head = f"{tier.level}  {tier.title}" if tier.level else tier.title
        meant = [text_cell(tier.meaning, "dim")] if answer.whole else []
        shown = [c for c in tier.companies if c in ids]
        rows.append((head, [Cell(shown, "tier", shown[0], text=_who(catalogue, shown)), *meant]))
    if answer.beyond:
        rows.append(("Beyond the article" if catalogue.tiers else "Companies", [text_cell(_who(catalogue, answer.beyond))]))
    yield Facts(rows)
    if catalogue.tiers:
        yield Line([text_cell(whose(catalogue), "dim")])


def _who(catalogue: Catalogue, ids: Sequence[str]) -> str:
    """Companies with their flagship brands and their Chinese names."""
    return " · ".join(f"{company_label(catalogue, i)} {getattr(catalogue.get(i), 'name_zh', None) or ''}".strip() for i in ids)


def light(row: Permission) -> Cell:
    """Whether one may use the weights commercially: a sign and a word; for closed weights what holds for the API."""
    answer = said(row)
    if row.answer == "no" and not row.license:
        text = f"closed; API: {WORDS[row.api.answer]}" if row.api else "closed"
        return text_cell(f"{LIGHTS['no']} {text}", "closed")
    tone: Tone = TONES[answer]
    return text_cell(f"{LIGHTS[answer]} {answer}", tone)


def _flagships(catalogue: Catalogue, answer: Report) -> Iterator[Block]:
    columns = [
        Column("company", "lab", 9), Column("name", "model", 9, wrap=True), Column("released", "released", 9),
        Column("size", "size", 8, right=True), Column("context_tokens", "context", 8, right=True),
        Column("prices", "per 1M in · out", 8, right=True), Column("license_id", "licence", 8, wrap=True),
        Column("permission", "commercial use", 9, wrap=True),
    ]  # fmt: skip
    table = [_flagship(catalogue, f) for f in answer.flagships]
    yield Table(columns, table)
    borrowed = [
        f"{f.model.name}: that of {f.priced.name}, the same weights on the API" for f in answer.flagships if f.priced is not f.model
    ]
    signs = "● yes · ◐ with conditions, or ask first · ○ not as weights · ? the licence is not recorded"
    yield Line([text_cell(f"Commercial use of the weights: {signs}. {DISCLAIMER}", "dim")])
    yield Line(
        [
            text_cell(
                "Prices are list prices per million tokens in the currency as published, off-peak to peak. " + " ".join(borrowed), "dim"
            )
        ]
    )


def _flagship(catalogue: Catalogue, f: Flagship) -> list[Cell]:
    m = f.model
    name = Cell(m.name, "released", m.id, text=m.name, mark=f"({m.status})" if m.status in ("preview", "announced", "retired") else "")
    return [
        text_cell(company_name(catalogue, f.company.id), "strong"), name, Cell(m.released, text=m.released or UNKNOWN), _bare(size_cell(m)),
        Cell(m.context_tokens, "context_tokens", row={"undisclosed": m.undisclosed, "not_applicable": m.not_applicable}),
        price_cell(catalogue, f.priced), terms_cell(catalogue, m), light(f.permission),
    ]  # fmt: skip


def _bare(c: Cell) -> Cell:
    """The cell without its way to the sources, which another cell of the row has."""
    return Cell(c.value, c.field, "", c.text, c.tone, c.mark, c.row)


def _card(catalogue: Catalogue, card: Card) -> Section:
    c = card.company
    blocks: list[Block] = [Line([x for x in company_head(catalogue, c) if x.field != "valuation"]), Prose(text_cell(c.summary))]
    if card.newest:
        old = latest(card.newest[0].released or "") < before(catalogue.day, NEW, "m")
        head = "Newest releases (none in the last year)" if old else "Newest releases"
        tables = [b for b in releases(catalogue, card.newest, maker=False, price=True, title=head) if isinstance(b, Table)]
        blocks += [Table(t.columns, [[row[0], *map(_bare, row[1:])] for row in t.rows], t.title) for t in tables]
    parts = []
    if card.claims:
        facts = Facts([(claim.verdict, _verdict(catalogue, claim)) for claim in card.claims])
        parts.append(Section(f"claims-{c.id}", f"The article on {company_name(catalogue, c.id)}: {_verdicts(card.claims)}", [facts]))
    side = Cell(c.tier, "tier", c.id, text=tier_text(catalogue, c), tone="accent")
    return Section(f"lab-{c.id}", c.name, blocks, list(_figures(catalogue, c, card.main)), parts, names=c.name_zh or "", side=side)


def _verdicts(claims: Sequence[Claim]) -> str:
    found = [claim.verdict for claim in claims]
    return f"{plural(len(claims), 'claim')}, {joined([f'{found.count(v)} {v}' for v in dict.fromkeys(found)])}"


def _verdict(catalogue: Catalogue, claim: Claim) -> list[Cell]:
    cells = [Cell(claim.claim, "claim", claim.id, text=claim.claim, tone="plain")]
    if claim.verdict != "supported":
        cells.append(text_cell(claim.fact, "dim"))
    if claim.verdict != "supported" or claim.verdict_now != claim.verdict:
        cells.append(text_cell(verdict_today(catalogue, claim), "dim"))
    return cells


def _figures(catalogue: Catalogue, c: Company, main: Model | None) -> Iterator[tuple[str, Cell]]:
    """Three figures: how much it has released, its flagship, and what it is worth or how open it is."""
    yield "release" if c.model_count == 1 else "releases", text_cell(str(c.model_count))
    if main is not None:
        yield f"flagship, {main.released or 'undated'}", text_cell(main.name)
    else:
        yield "newest release", text_cell(c.latest_released or UNKNOWN)
    if c.valuation:
        day = f"valued, {c.valuation.date}" if c.valuation.date else "valued"
        yield day, Cell(c.valuation.amount, "valuation", c.id, text=money(c.valuation.amount, c.valuation.currency))
    elif share := open_share(catalogue.models_of(c)):
        figure, _, label = share.partition(" % ")
        yield label, text_cell(f"{figure} %")
