"""The profile of a company, a family or a model."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cnai.blocks import Block, Cell, Facts, Gap, Line, Prose, Tone, said
from cnai.catalogue import Catalogue, Named
from cnai.entities import Company, Family, Model
from cnai.fields import COUNTRIES, field, word
from cnai.plain import flatten, plain
from cnai.questions.around import claims_about, events_about
from cnai.text import UNKNOWN, benchmark, plural, price, show_item, silence, span
from cnai.views.parts import cell, counted, names, releases, silences, size_cell, tier_text, valued, weights_cell

RELEASES = 12
MODEL_FACTS = (
    "aliases", "article_names", "family", "kinds", "announced", "api_released", "weights_released", "paper_date", "retired",
    "predecessor", "license_name", "architecture", "total_params", "active_params", "context_tokens", "weights_context_tokens",
    "max_output_tokens", "modalities_input", "modalities_output", "reasoning", "capabilities", "languages", "training_tokens",
    "training_cutoff", "training_hardware", "training_compute_flop", "training_cost_usd", "base_model_model", "base_model_name",
    "huggingface", "modelscope", "github", "arxiv", "url",
)  # fmt: skip
EVENTS = 6


def profile(catalogue: Catalogue, record: Named, *, expand: bool = False) -> Iterator[Block]:
    """Blocks for one record, the most asked first."""
    if isinstance(record, Model):
        yield from _model(catalogue, record)
    elif isinstance(record, Family):
        yield from _family(catalogue, record, expand)
    else:
        yield from _company(catalogue, record, expand)


def _company(catalogue: Catalogue, c: Company, expand: bool) -> Iterator[Block]:
    title = Cell(c.name, "name_zh", c.id, text=names(c), tone="strong")
    yield Line([title], Cell(c.tier, "tier", c.id, text=tier_text(c), tone="accent"))
    yield Line(list(_company_head(c)))
    yield Gap()
    yield Prose(cell(c, "summary"))
    yield Gap()
    yield Facts([(label, [one]) for label, one in _company_facts(c)])
    families = [f for f in catalogue.families_of(c.id) if f.parent is None]
    if families:
        yield Gap()
        yield Line([said("Families", "strong")])
        yield Facts([(f.name, [Cell(f.id, "families", c.id, text=_line_of_family(f))]) for f in families])
    yield from _tail(catalogue, c, expand)


def _company_head(c: Company) -> Iterator[Cell]:
    """What and where it is, since when, whether listed, what it is worth."""
    place = f"{word(c.kind)} in {c.hq}" if c.hq else word(c.kind)
    country = COUNTRIES.get(c.country or "", c.country or "")
    yield Cell(c.hq, "hq", c.id, text=f"{place}, {country}" if country and country != c.hq else place)
    yield Cell(c.founded, "founded", c.id, text=f"founded {c.founded or UNKNOWN}")
    listed = ", ".join(f"{row.exchange} {row.ticker}" for row in c.listings if not row.until)
    if listed or "listings" in c.not_applicable:
        yield Cell(listed, "listings", c.id, text=listed or "not listed")
    if c.valuation:
        yield Cell(c.valuation.amount, "valuation", c.id, text=valued(c))


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
        yield "identified", said(f"{c.identification.confidence} confidence: {c.identification.note}")


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
    below = [g for g in catalogue.families if g.parent == f.id]
    if below:
        yield Gap()
        yield Line([said("Below it", "strong")])
        yield Facts([(g.name, [Cell(g.id, "parent", g.id, text=_line_of_family(g))]) for g in below])
    yield from _tail(catalogue, f, expand)


def _tail(catalogue: Catalogue, record: Company | Family, expand: bool) -> Iterator[Block]:
    """Releases, events, claims and sources, as a company and a family both end."""
    models = catalogue.models_of(record)
    if models:
        shown = models if expand else models[:RELEASES]
        yield Gap()
        yield from releases(catalogue, shown, maker=False, price=True, title="Releases")
        if len(models) > len(shown):
            option = "company" if isinstance(record, Company) else "family"
            yield Line([said(f"+ {len(models) - len(shown)} older: cnai models --{option} {record.id}", "dim")])
    events = events_about(catalogue, record)[::-1]
    if events:
        yield Gap()
        yield Line([said("Lately", "strong")])
        yield Facts([(e.date, [Cell(e.title, "title", e.id, text=e.title)]) for e in events[:EVENTS]])
    yield Gap()
    ids = {record.id, *(f.id for f in catalogue.families_of(record.id)), *(m.id for m in models)}
    claims = claims_about(catalogue, ids)
    rows = []
    if claims:
        verdicts = [c.verdict for c in claims]
        counts = ", ".join(f"{verdicts.count(v)} {v}" for v in dict.fromkeys(verdicts))
        rows.append(("article", [said(f"{plural(len(claims), 'claim')}: {counts}: cnai claims {record.id}")]))
    rows.append(("sources", [said(_sources(catalogue, record))]))
    yield Facts(rows)


def _sources(catalogue: Catalogue, record: Named) -> str:
    count, primary, day = catalogue.proved[record.id]
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
        text=f"{m.status}, followed by {m.successor}" if m.successor else m.status or "status —",
    )
    yield Line([cell(m, "released"), size_cell(m), weights_cell(m), status])
    if m.summary:
        yield Gap()
        yield Prose(cell(m, "summary"))
    yield Gap()
    flat = flatten(Model, plain(m))
    rows: list[tuple[str, list[Cell]]] = []
    for key in MODEL_FACTS:
        value = flat[key]
        if value in (None, []) and silence(silences(m), key) == UNKNOWN:
            continue
        if key == "license_name" and m.license:
            rows.append(("licence", [Cell(value, "licenses", m.id, text=f"{value} ({word(m.license.kind)})")]))
        else:
            rows.append((field(key).label, [Cell(value, key, m.id, row=silences(m))]))
    yield Facts(rows)
    lists = [(label, cells) for label, cells in _model_lists(m) if cells]
    if lists:
        yield Gap()
        yield Facts(lists)
    yield Gap()
    yield Facts([("sources", [said(_sources(catalogue, m))])])


def _model_lists(m: Model) -> Iterator[tuple[str, list[Cell]]]:
    """The lists of a model, a line an entry."""

    def cells(key: str, rows: Sequence[Any], write: Callable[[Any], str]) -> list[Cell]:
        return [Cell(plain(row), key, m.id, text=write(row)) for row in rows]

    if len(m.licenses) > 1:
        yield "licences over time", cells("licenses", m.licenses, lambda r: f"{r.license}, {r.scope}{span(plain(r))}")
    parts = ("repo", "hub", "variant", "format", "precision", "since")
    yield "weights", cells("weights", m.weights, lambda w: " · ".join(str(v) for v in (getattr(w, p) for p in parts) if v))
    yield "API names", cells("apis", m.apis, lambda a: f"{a.model_id} at {a.endpoint}{span(plain(a))}")
    yield "prices", cells("prices", m.prices, lambda p: f"{price(plain(p))} at {p.endpoint}{span(plain(p))}")
    yield "benchmarks", cells("benchmarks", m.benchmarks, lambda b: benchmark(plain(b)))
    past = [p for p in m.past if p.field != "status"]
    yield "earlier", cells("past", past, lambda p: f"{field(p.field).label}: {show_item(p.value)}{span(plain(p))}")
