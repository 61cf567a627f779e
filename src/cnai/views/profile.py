"""The profile of a company, a family or a model."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnai.model.records import Claim, Company, Event, Family, Model
from cnai.model.shape import flatten, plain
from cnai.output.blocks import Block, Cell, Facts, Gap, Line, Prose, Tone, text_cell
from cnai.questions.api_names import ApiName, described, of_the_end, replacement, served_now
from cnai.questions.main_model import flagships_of
from cnai.questions.related import claims_about, events_about
from cnai.questions.show import Page
from cnai.store.catalogue import Catalogue, Named
from cnai.store.serving import rows_of
from cnai.views.cells import (
    cell,
    company_name,
    counted,
    doubts,
    endpoint_name,
    item_words,
    license_name,
    names,
    of_prices,
    silences,
    size_cell,
    tier_text,
    valued,
    weights_cell,
)
from cnai.views.releases import releases
from cnai.words.dates import before, latest
from cnai.words.labels import COUNTRIES, field, word
from cnai.words.text import UNKNOWN, plural, price, show_item, silence, span

RELEASES = 12
MODEL_FACTS = (
    "aliases", "article_names", "family", "kinds", "announced", "api_released", "weights_released", "paper_date", "retired",
    "predecessor", "license_name", "architecture", "total_params", "active_params", "context_tokens", "weights_context_tokens",
    "max_output_tokens", "modalities_input", "modalities_output", "reasoning", "capabilities", "languages", "training_tokens",
    "training_cutoff", "training_hardware", "training_compute_flop", "training_cost_usd", "base_model_model", "base_model_name",
    "huggingface", "modelscope", "github", "arxiv", "url",
)  # fmt: skip
EVENTS = 6
FAMILIES = 12


def profile(catalogue: Catalogue, page: Page, *, expand: bool = False) -> Iterator[Block]:
    """The blocks of a page, the most asked first."""
    if isinstance(page, ApiName):
        yield from _api(catalogue, page)
    elif isinstance(page, (Claim, Event)):
        yield from _statement(catalogue, page)
    elif isinstance(page, Model):
        yield from _model(catalogue, page)
    elif isinstance(page, Company):
        yield from _company(catalogue, page, expand)
    else:
        yield from _family(catalogue, page, expand)


def _statement(catalogue: Catalogue, record: Claim | Event) -> Iterator[Block]:
    """A claim or an event with its sources."""
    if isinstance(record, Claim):
        from cnai.views.claims import claims as claim_blocks

        yield from claim_blocks(catalogue, (record,))
        return
    yield Line([text_cell(record.title, "strong")], text_cell(company_name(catalogue, record.company), "accent"))
    yield Line([text_cell(record.date), text_cell(word(record.type))])
    if record.detail:
        yield Gap()
        yield Prose(text_cell(record.detail))
    yield Gap()
    found = [catalogue.source(p.source) for p in record.evidence]
    yield Facts([(f"[{n}]", [text_cell(f"{s.title} ({s.publisher})"), text_cell(s.url, "accent")]) for n, s in enumerate(found, 1)])


def _api(catalogue: Catalogue, page: ApiName) -> Iterator[Block]:
    """What the name serves now, what it served when, what to use instead, price and terms."""
    from cnai.questions.asked import Question
    from cnai.questions.permission import can
    from cnai.views.permission import WORDS, said

    ends = (f" {last.until}{of_the_end(catalogue, last.model, page.name, last.until)}" for last in page.served[:1] if last.until)
    state = "in service" if page.serves else f"switched off{''.join(ends)}"
    yield Line([text_cell(page.name, "strong")], text_cell(f"API name, {state}", "accent"))
    yield Gap()
    rows: list[tuple[str, list[Cell]]] = []

    def line(model: str, endpoint: str, days: str) -> Cell:
        name = catalogue.get(model).name
        return Cell(model, "apis", model, text=f"{name} at {endpoint_name(catalogue, endpoint)}{days}")

    if page.serves:
        rows.append(("serves", [line(s.model, s.endpoint, f" (since {s.since})" if s.since else "") for s in page.serves]))
    if page.served:
        rows.append(("before" if page.serves else "served", [line(s.model, s.endpoint, span(plain(s))) for s in page.served]))
    known = rows_of(catalogue.store, page.id)
    if use := replacement(catalogue, known):
        served = catalogue.find(use.model, ("model",))
        costs = (plain(p) for p in served.prices if p.endpoint == use.endpoint and not p.until)
        today = next((f" ({price(row)})" for row in costs), "")
        rows.append(("use instead", [text_cell(f"{described(catalogue, use, known[0].endpoint)}{today}")]))
    if page.prices:
        label = "price" if page.serves else "last price"
        newest = max((p.until or "9999" for p in page.prices), default="")
        shown = [p for p in page.prices if page.serves or (p.until or "9999") == newest]
        signs = doubts(catalogue, ((p.model, p) for p in shown))
        cells = [
            Cell(p.output, "prices", p.model, f"{price(plain(p))} at {endpoint_name(catalogue, p.endpoint)}{span(plain(p))}", mark=sign)
            for p, sign in zip(shown, signs, strict=True)
        ]
        rows.append((label, [*cells, *of_prices(signs)]))
    for model in served_now(catalogue, page.id)[:3]:
        row = can(catalogue, model, Question())
        api = (
            f"API: {WORDS[row.api.answer]}" if row.api and page.serves else f"API: no longer served{' under this name' if row.api else ''}"
        )
        weights = f"weights: {said(row)}" + (f", {license_name(catalogue, row.license)}" if row.license else "")
        rows.append(("may I", [text_cell(f"{api} · {weights} ({model.name})")]))
    yield Facts(rows)


def _company(catalogue: Catalogue, c: Company, expand: bool) -> Iterator[Block]:
    title = Cell(c.name, "name_zh", c.id, text=names(c), tone="strong")
    yield Line([title], Cell(c.tier, "tier", c.id, text=tier_text(catalogue, c), tone="accent"))
    yield Line(list(company_head(catalogue, c)))
    yield Gap()
    yield Prose(cell(c, "summary"))
    yield from _releases(catalogue, c, expand)
    families = [f for f in catalogue.families_of(c.id) if f.parent is None]
    if families:
        yield Gap()
        yield Line([text_cell("Families", "strong")])
        shown = families if expand else sorted(families, key=lambda f: f.latest_released or "", reverse=True)[:FAMILIES]
        yield Facts([(f.name, [Cell(f.id, "families", c.id, text=_line_of_family(f))]) for f in shown])
        if len(shown) < len(families):
            yield Line([text_cell(f"+ {len(families) - len(shown)} more: cnai show {c.id} --expand models", "dim")])
    yield Gap()
    yield Facts([(label, [one]) for label, one in _company_facts(c)])
    yield from _tail(catalogue, c)


def company_head(catalogue: Catalogue, c: Company) -> Iterator[Cell]:
    """What and where it is, since when, whether listed, what it is worth, and whether that is well founded."""
    place = f"{word(c.kind)} in {c.hq}" if c.hq else word(c.kind)
    country = COUNTRIES.get(c.country or "", c.country or "")
    yield Cell(c.hq, "hq", c.id, text=f"{place}, {country}" if country and country != c.hq else place)
    yield Cell(c.founded, "founded", c.id, text=f"founded {c.founded or UNKNOWN}")
    listed = ", ".join(f"{row.exchange} {row.ticker}" for row in c.listings if not row.until)
    if listed or "listings" in c.not_applicable:
        yield Cell(listed, "listings", c.id, text=listed or "not listed")
    if c.valuation:
        unsure = any(e.field == "valuation" and e.confidence == "low" for e in catalogue.evidence_of(c.id))
        yield Cell(c.valuation.amount, "valuation", c.id, text=valued(c) + ", not confirmed" * unsure)


def _company_facts(c: Company) -> Iterator[tuple[str, Cell]]:
    """Who leads and owns it, under which names and lists it stands, where it publishes."""

    def fact(key: str, text: str | None = None) -> tuple[str, Cell]:
        value = plain(getattr(c, key))
        return field(key).label, Cell(value, key, c.id, text=text)

    if c.ceo:
        yield fact("ceo", show_item(plain(c.ceo)) + (f" (since {c.ceo.since})" if c.ceo.since else ""))
    yield from (fact(k) for k in ("founders", "legal_name", "former_names") if getattr(c, k))
    if c.parent:
        yield fact("parent", c.parent.name or c.parent.company)
    if c.affiliates:
        yield fact("affiliates")
    for n, row in enumerate(c.restrictions):
        tone: Tone = "warn" if row.status in ("listed", "proposed") else "plain"
        label = "" if n else field("restrictions").label
        yield label, Cell(row.status, "restrictions", c.id, text=show_item(plain(row)), tone=tone)
    hubs = [f"{field(k).label} {', '.join(getattr(c, k))}" for k in ("huggingface", "modelscope", "github") if getattr(c, k)]
    if hubs:
        yield "hubs", Cell(hubs, "huggingface", c.id, text=" · ".join(hubs))
    yield from (fact(k) for k in ("website", "article_names") if getattr(c, k))
    if c.identification:
        yield "identified", text_cell(f"{c.identification.confidence} confidence: {c.identification.note}")


def _line_of_family(f: Family) -> str:
    dates = f"{f.first_released} to {f.latest_released}" if f.first_released != f.latest_released else f.first_released
    parts = [
        ", ".join(word(k) for k in f.kinds),
        counted(f.model_count, f.open_model_count) if f.model_count else "",
        dates or "",
    ]
    return " · ".join(p for p in parts if p)


def _family(catalogue: Catalogue, f: Family, expand: bool) -> Iterator[Block]:
    company = catalogue.get(f.company)
    yield Line(
        [Cell(f.name, "name_zh", f.id, text=names(f), tone="strong")],
        Cell(f.company, "company", f.id, text=company.name, tone="accent"),
    )
    yield Line([Cell(f.kinds, "kinds", f.id, text=_line_of_family(f))])
    yield Gap()
    yield Prose(cell(f, "summary"))
    below = catalogue.families_in(f.id)
    if below:
        yield Gap()
        yield Line([text_cell("Below it", "strong")])
        yield Facts([(g.name, [Cell(g.id, "parent", g.id, text=_line_of_family(g))]) for g in below])
    yield from _releases(catalogue, f, expand)
    yield from _tail(catalogue, f)


def _releases(catalogue: Catalogue, record: Company | Family, expand: bool) -> Iterator[Block]:
    models = catalogue.models_of(record)
    if models:
        shown = models if expand else models[:RELEASES]
        yield Gap()
        yield from _flagships(catalogue, record)
        yield from releases(catalogue, shown, maker=False, price=True, title="Releases")
        if len(models) > len(shown):
            option = "company" if isinstance(record, Company) else "family"
            yield Line([text_cell(f"+ {len(models) - len(shown)} older: cnai models --{option} {record.id}", "dim")])
    elif isinstance(record, Family):
        yield Gap()
        company = catalogue.get(record.company)
        runs_on = company.flagship_family if isinstance(company, Company) else None
        if runs_on and runs_on != record.id:
            yield Line([text_cell(f"a product without models of its own; the models of {company.name}: cnai show {runs_on}", "dim")])


def _flagships(catalogue: Catalogue, record: Company | Family) -> Iterator[Block]:
    """The model that the maker puts first, and those that it put first before: they are seldom among the newest."""
    held = flagships_of(catalogue, record)
    if held:
        (first, since), *before = held
        rows = [("flagship", [Cell(first.name, "flagships", record.id, text=first.name + (f" (since {since})" if since else ""))])]
        if before:
            rows.append(("before it", [Cell(tuple(m.id for m, _ in before), text=" · ".join(m.name for m, _ in before))]))
        yield Facts(rows)
        yield Gap()


def _tail(catalogue: Catalogue, record: Company | Family) -> Iterator[Block]:
    """Events of the last year, claims and sources, as a company and a family both end."""
    events = events_about(catalogue, record)[::-1]
    start = before(catalogue.day, 1, "y")
    recent = [e for e in events if latest(e.date) >= start][:EVENTS]
    if recent:
        yield Gap()
        yield Line([text_cell("Recent events", "strong")])
        yield Facts(
            [(e.date, [Cell(e.title, "title", e.id, text=e.title), *([text_cell(e.detail, "dim")] if e.detail else [])]) for e in recent]
        )
    if len(events) > len(recent):
        yield Line([text_cell(f"+ {plural(len(events) - len(recent), 'earlier event')}: cnai timeline {record.id}", "dim")])
    yield Gap()
    ids = {record.id, *(f.id for f in catalogue.families_of(record.id)), *(m.id for m in catalogue.models_of(record))}
    claims = claims_about(catalogue, ids)
    rows = []
    if claims:
        verdicts = [c.verdict for c in claims]
        counts = ", ".join(f"{verdicts.count(v)} {v}" for v in dict.fromkeys(verdicts))
        rows.append(("article", [text_cell(f"{plural(len(claims), 'claim')}: {counts}: cnai claims {record.id}")]))
    rows.append(("sources", [text_cell(_sources(catalogue, record))]))
    yield Facts(rows)


def _sources(catalogue: Catalogue, record: Named) -> str:
    count, primary, day = catalogue.proved_of(record.id)
    if catalogue.is_past:
        from cnai.questions.evidence import sources

        used = sources(catalogue, record)
        count, primary = len(used), sum(s.kind == "primary" for s in used)
    return f"{count}, {primary} primary" + (f", checked {day}" if day else "") + f": cnai sources {record.id}"


def _model(catalogue: Catalogue, m: Model) -> Iterator[Block]:
    company = catalogue.get(m.company)
    yield Line(
        [Cell(m.name, "name_zh", m.id, text=names(m), tone="strong")],
        Cell(m.company, "company", m.id, text=company.name, tone="accent"),
    )
    status = Cell(
        m.status,
        "status",
        m.id,
        text=", ".join(filter(None, (m.status, f"followed by {_name(catalogue, m.successor)}" if m.successor else None))),
    )
    sized = m.total_params or silence(silences(m), "total_params") != UNKNOWN
    yield Line([cell(m, "released"), *([size_cell(m)] if sized else []), weights_cell(m), *([status] if status.text else [])])
    if m.summary:
        yield Gap()
        yield Prose(cell(m, "summary"))
    yield Gap()
    flat = flatten(Model, plain(m))
    rows: list[tuple[str, list[Cell]]] = []
    silent: dict[str, list[str]] = {}
    for key in MODEL_FACTS:
        value = flat[key]
        if value in (None, []):
            silent.setdefault(silence(silences(m), key), []).append(field(key).label)
            continue
        if key == "base_model_name" and flat["base_model_model"]:
            continue
        if key == "license_name" and m.license:
            rows.append(("licence", [Cell(value, "licenses", m.id, text=f"{value} ({word(m.license.kind)})")]))
        else:
            text = _name(catalogue, value) if key in ("family", "predecessor", "base_model_model") and value else None
            rows.append((field(key).label, [Cell(value, key, m.id, text=text, row=silences(m))]))
    rows += [(why, [text_cell(", ".join(labels), "dim")]) for why, labels in silent.items() if why != UNKNOWN]
    yield Facts(rows)
    lists = [(label, cells) for label, cells in _model_lists(catalogue, m) if cells]
    if lists:
        yield Gap()
        yield Facts(lists)
    yield Gap()
    yield Facts([("sources", [text_cell(_sources(catalogue, m))])])


def _name(catalogue: Catalogue, rid: str) -> str:
    record = catalogue.find(rid)
    return record.name if record else rid


def _model_lists(catalogue: Catalogue, m: Model) -> Iterator[tuple[str, list[Cell]]]:
    """The lists of a model, a line an entry."""

    def cells(key: str, rows: Sequence[Any]) -> list[Cell]:
        return [Cell(plain(row), key, m.id, text=item_words(catalogue, key, plain(row))) for row in rows]

    if len(m.licenses) > 1:
        yield "licences over time", cells("licenses", m.licenses)
    yield "weights", cells("weights", m.weights)
    yield "API names", cells("apis", m.apis)
    signs = doubts(catalogue, ((m.id, p) for p in m.prices)) if m.prices else []
    rows = [c.marked(sign) if sign else c for c, sign in zip(cells("prices", m.prices), signs, strict=True)]
    yield "prices", [*rows, *of_prices(signs)]
    yield "benchmarks", cells("benchmarks", m.benchmarks)
    yield "earlier", cells("past", [p for p in m.past if p.field != "status"])
