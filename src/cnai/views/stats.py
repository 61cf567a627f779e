"""Counts and shares, as a table or as bars."""

from collections.abc import Iterator, Mapping, Sequence

from cnai.output.blocks import Bars, Block, Cell, Column, Line, Table, text_cell
from cnai.questions.stats import Stat
from cnai.store.catalogue import Catalogue
from cnai.views.cells import SHARE, company_name, license_names
from cnai.words.text import UNKNOWN, params, plural


def stats(catalogue: Catalogue, rows: Sequence[Stat], total: tuple[int, int] | None = None, *, chart: bool = False) -> Iterator[Block]:
    """A row a group, then a sentence on the releases in total (all, open), where one may be in several groups; else on their sum."""
    if not rows:
        return
    by = rows[0].by
    called = _called(catalogue, rows)
    if chart:
        bars = [(called[r.value], r.models, r.open_models) for r in rows]
        yield Bars(_every_month(bars) if by == "month" else bars, ("releases", "with open weights"))
    else:
        columns = [
            Column("value", by, 9, wrap=True), Column("companies", "companies", 4, right=True), Column("models", "releases", 9, right=True),
            Column("open_models", "open", 8, right=True), Column("open_share", "share", 7, right=True),
            Column("median_params", "median size", 5, right=True), Column("median_gap_days", "days between", 3, right=True),
        ]  # fmt: skip
        yield Table(columns, [_row(called, r) for r in rows])
    total = total or (sum(r.models for r in rows), sum(r.open_models for r in rows))
    text = f"{plural(total[0], 'release')}, {total[1]} with open weights"
    named = [r for r in rows if r.value not in ("not known", "none")]
    if named:
        top = max(named, key=lambda r: r.models)
        text += f"; most: {'tier ' if by == 'tier' and top.value.isdigit() else ''}{called[top.value]} with {top.models}"
    yield Line([text_cell(text, "dim")])
    if sum(r.models for r in rows) > total[0]:
        yield Line([text_cell(f"a release counts in each {by} that it has", "dim")])
    if not chart and any(r.models and r.open_share != round(r.open_models / r.models, 4) for r in rows):
        yield Line([text_cell(SHARE, "dim")])


def _every_month(bars: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The bars with one for each month between the first and the last, so that the chart is a scale of time."""
    known = {label: (whole, part) for label, whole, part in bars}
    first, last = (12 * int(m[:4]) + int(m[5:]) - 1 for m in (min(known), max(known)))
    months = (f"{n // 12}-{n % 12 + 1:02}" for n in range(first, last + 1))
    return [(m, *known.get(m, (0, 0))) for m in months]


def _row(called: Mapping[str | None, str], r: Stat) -> list[Cell]:
    share = f"{100 * r.open_share:.0f} %" if r.open_share is not None else UNKNOWN
    counts = ("model_count", "open_model_count") if r.by == "company" else ("", "")
    gap = str(r.median_gap_days) if r.median_gap_days is not None else UNKNOWN
    return [
        Cell(r.value, text=called[r.value]), Cell(r.companies, text=str(r.companies)),
        Cell(r.models, counts[0], r.value, text=str(r.models)), Cell(r.open_models, counts[1], r.value, text=str(r.open_models)),
        Cell(r.open_share, text=share),
        Cell(r.median_params, text=params(r.median_params) if r.median_params else UNKNOWN), Cell(r.median_gap_days, text=gap),
    ]  # fmt: skip


def _called(catalogue: Catalogue, rows: Sequence[Stat]) -> dict[str | None, str]:
    """What each group is called."""
    if rows[0].by == "license":
        return license_names(catalogue, (r.value for r in rows))
    return {r.value: company_name(catalogue, r.value) if r.by == "company" else r.value for r in rows}
