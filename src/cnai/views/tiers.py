"""The article's tiers with who is in them."""

from collections.abc import Iterator

from cnai.model.records import Tier
from cnai.output.blocks import Block, Cell, Gap, Line, Prose, text_cell
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_label


def tiers(catalogue: Catalogue) -> Iterator[Block]:
    """Each tier with its meaning and who is in it."""
    for tier in catalogue.tiers:
        title = f"{tier.level}  {tier.title}" if tier.level else f"·  {tier.title} (after tier {tier.after})"
        yield Line([Cell(tier.level, text=title, tone="strong")])
        yield Prose(Cell(tier.meaning, text=tier.meaning), indent=3)
        yield Prose(members(catalogue, tier), indent=3)
        yield Gap()
    if catalogue.tiers:
        yield Line([text_cell(whose(catalogue), "dim")])


def members(catalogue: Catalogue, tier: Tier) -> Cell:
    """Who is in a tier, as one cell that leads to where the article says so."""
    text = " · ".join(company_label(catalogue, c) for c in tier.companies)
    return Cell(tier.companies, "tier", next(iter(tier.companies), ""), text=text)


def whose(catalogue: Catalogue) -> str:
    """Whose opinion the tiers are."""
    return f"tiers as in the article {catalogue.article['title']!r} of {catalogue.article['date']}"
