"""The answer of `models`."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Line, text_cell
from cnai.questions.models import Release
from cnai.questions.sorting import under
from cnai.store.catalogue import Catalogue
from cnai.views.releases import releases
from cnai.words.text import plural


def models(catalogue: Catalogue, rows: Sequence[Release], sort: str | None = None, currency: str | None = None) -> Iterator[Block]:
    """The releases, then how many there are. The column that they are sorted by goes last; prices are in the currency asked for."""
    if not rows:
        return
    by = (sort or "").lstrip("-").lower()
    several = len({m.company for m in rows}) > 1
    yield from releases(catalogue, rows, maker=several, price=True, by="prices" if by == "price" else under(by, Release), currency=currency)
    opened = sum(m.open_weights is True for m in rows)
    yield Line([text_cell(f"{plural(len(rows), 'release')}, {opened} with open weights", "dim")])
