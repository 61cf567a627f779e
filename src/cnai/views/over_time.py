"""Sizes or prices by the year, as a table or as a chart, and in a sentence."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Dots, Line, Table, text_cell
from cnai.questions.over_time import Point
from cnai.questions.stats import median
from cnai.store.catalogue import Catalogue
from cnai.words.text import UNKNOWN, params, plural, unit_price

KINDS = ((True, "open weights"), (False, "closed weights"))


def over_time(catalogue: Catalogue, points: Sequence[Point], *, chart: bool = False) -> Iterator[Block]:
    """A row a year, open against closed, or a dot a release; then what they say in a sentence."""
    shown = [p for p in points if p.open_weights is not None]
    if not shown:
        return
    table = _table(catalogue, shown)
    if chart:
        rows = [(_when(p.date), p.value, p.open_weights is True, f"{_model(catalogue, p)}, {_value(p, p.value)}, {p.date}") for p in shown]
        scale = "total parameters" if points[0].of == "size" else f"{points[0].unit} of output"
        yield Dots(rows, _ticks(shown), ("open weights", "closed", f"{scale}, each mark ten times the one below"), table)
    else:
        yield table
    yield Line([text_cell(_said(catalogue, shown, len(points) - len(shown)), "dim")])


def _table(catalogue: Catalogue, points: Sequence[Point]) -> Table:
    """Count, median and highest of each year, open against closed."""
    columns = [Column("year", "year", 9)]
    for opened, label in ((True, "open"), (False, "closed")):
        columns += [
            Column(f"{label}_count", label, 9, right=True), Column(f"{label}_median", f"median {label}", 8, right=True),
            Column(f"{label}_highest", f"highest {label}", 7 if opened else 6, wrap=True),
        ]  # fmt: skip
    rows = []
    for year in sorted({p.date[:4] for p in points}):
        row = [text_cell(year)]
        for opened, _ in KINDS:
            found = [p for p in points if p.date[:4] == year and p.open_weights is opened]
            middle = median(sorted(p.value for p in found))
            row.append(Cell(len(found), text=str(len(found))))
            row.append(Cell(middle, text=_value(found[0], middle)) if middle else text_cell(UNKNOWN))
            top = max(found, key=lambda p: p.value) if found else None
            row.append(Cell(top.value, text=_highest(catalogue, top)) if top else text_cell(UNKNOWN))
        rows.append(row)
    return Table(columns, rows)


def _said(catalogue: Catalogue, points: Sequence[Point], unknown: int) -> str:
    """The chart in words: how many, the medians of the first and the last year, and the highest."""
    what = "of known size" if points[0].of == "size" else f"in {points[0].unit} of output"
    out = [f"{plural(len(points), 'release' if points[0].of == 'size' else 'price')} {what}, {points[0].date} to {points[-1].date}"]
    for opened, label in KINDS:
        found = [p for p in points if p.open_weights is opened]
        if found:
            years = sorted({p.date[:4] for p in found})
            ends = years[:1] if len(years) == 1 else [years[0], years[-1]]
            medians = [median(sorted(p.value for p in found if p.date[:4] == y)) or 0 for y in ends]
            top = max(found, key=lambda p: p.value)
            trend = " and ".join(f"{_value(top, m)} in {y}" for m, y in zip(medians, ends, strict=True))
            out.append(f"{label}: median {trend}, highest {_highest(catalogue, top)} ({top.date})")
    if unknown:
        out.append(f"{unknown} whose weights are not known to be open or closed left out")
    return "; ".join(out)


def _highest(catalogue: Catalogue, point: Point) -> str:
    return f"{_value(point, point.value)} {_model(catalogue, point)}"


def _model(catalogue: Catalogue, point: Point) -> str:
    record = catalogue.find(point.model, ("model",))
    return str(record.name) if record else point.model


def _value(point: Point, value: float) -> str:
    if point.of == "size":
        return params(round(value))
    return f"{'US$' if point.unit.startswith('USD') else '¥'}{unit_price(round(value, 4))}"


def _when(day: str) -> float:
    """A date as a year with its fraction; an inexact one in the middle of its span."""
    parts = [int(p) for p in day.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    return parts[0] + (parts[1] - 1 + ((parts[2] - 1) / 31 if len(parts) > 2 else 0.5)) / 12


def _ticks(points: Sequence[Point]) -> list[tuple[float, str]]:
    """The powers of ten from below the lowest value to above the highest."""
    from math import ceil, floor, log10

    low = floor(log10(min(p.value for p in points)))
    high = max(ceil(log10(max(p.value for p in points))), low + 1)
    return [(10.0**n, _value(points[0], 10.0**n).removesuffix(".00")) for n in range(low, high + 1)]
