"""China's AI labs on one screen."""

from collections.abc import Iterator

from cnai.output.blocks import Block, Cell, Facts, Gap, Line, text_cell
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_label, company_name, open_share
from cnai.views.tiers import members, whose
from cnai.words.text import plural


def landscape(catalogue: Catalogue) -> Iterator[Block]:
    """The tiers with their companies, then the newest releases."""
    share = open_share(catalogue.models)
    counts = (
        f"{plural(len(catalogue.companies), 'company', 'companies')} · {plural(len(catalogue.models), 'release')}{share and f' · {share}'}"
    )
    day = f"as of {catalogue.day}" if catalogue.is_past else f"data {catalogue.date}"
    yield Line([text_cell("China's AI labs", "strong")], text_cell(f"{day} · {counts}", "dim"))
    yield Gap()
    rows = []
    for tier in catalogue.tiers:
        head = f"{tier.level}  {tier.title}" if tier.level else f"·  {tier.title.lower()}"
        rows.append((head, [members(catalogue, tier)]))
    others = [c.id for c in catalogue.companies if c.article_order is None]
    if others:
        rows.append(
            (
                "   beyond the article" if catalogue.tiers else "companies",
                [Cell(others, text=" · ".join(company_label(catalogue, c) for c in others))],
            )
        )
    yield Facts(rows)
    newest = [m for m in catalogue.models if m.released and (not catalogue.is_past or len(m.released) == len("2025-07-11"))][:5]
    if newest:
        yield Gap()
        cells = [
            Cell(
                m.released,
                "released" if m.origin == "cnai" else "name",
                m.id,
                text=f"{m.released:<10}  {m.name} ({company_name(catalogue, m.company)})",
            )
            for m in newest
        ]
        yield Facts([("newest", cells)])
    if catalogue.tiers:
        yield Gap()
        yield Line([text_cell(whose(catalogue), "dim")])
