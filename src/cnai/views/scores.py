"""Benchmark results, one table a benchmark and kind of reporter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cnai.output.blocks import Block, Cell, Column, Gap, Line, Table, text_cell
from cnai.questions.scores import Score, alike
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_name
from cnai.words.benchmarks import alike_measured, short
from cnai.words.text import UNKNOWN, plural, score

REPORTED = {"maker": ", by the makers' own account", "independent": ", by others' account", "rival": ", by rival makers' account"}
COLUMNS = (
    Column("score", "score", 9, right=True), Column("model", "model", 9), Column("variant", "how", 8, wrap=True),
    Column("company", "company", 6), Column("weights", "weights", 5), Column("reported_by", "reported by", 7, wrap=True),
    Column("date", "date", 4),
)  # fmt: skip


def scores(catalogue: Catalogue, rows: Sequence[Score]) -> Iterator[Block]:
    """A table a benchmark, kind of reporter and unit, the ways of measuring one below the other, each best first; of a single model one
    table of its benchmarks. What is filed under two spellings is one benchmark."""
    _, called = alike((r.benchmark, r.variant) for r in rows)
    rows = [_called(r, *called[r.benchmark, r.variant]) for r in rows]
    groups: dict[tuple[str, str | None, str | None], list[Score]] = {}
    for r in rows:
        groups.setdefault((r.benchmark, "rival" if r.rival else r.reported_by, r.unit), []).append(r)
    mixed = any(len({alike_measured(r.variant, r.settings) for r in group}) > 1 for group in groups.values())
    units = Counter((name, reporter) for name, reporter, _ in groups)
    if len(groups) > 1 and len({r.model for r in rows}) == 1:
        columns = [
            Column("benchmark", "benchmark", 9, wrap=True),
            *(c for c in COLUMNS if c.key in ("variant", "score", "reported_by", "date")),
        ]
        table = [
            [text_cell(r.benchmark), *(c for c, col in zip(_row(catalogue, r, r.reported_by), COLUMNS, strict=True) if col in columns)]
            for r in rows
        ]
        yield Table(columns, table, str(catalogue.get(rows[0].model).name))
    else:
        for n, ((name, reporter, unit), group) in enumerate(groups.items()):
            if n:
                yield Gap()
            scale = f" in {unit or 'points'}" if units[name, reporter] > 1 else ""
            yield Table(COLUMNS, [_row(catalogue, r) for r in group], f"{name}{scale}{REPORTED.get(reporter or '', '')}")
    if rows:
        order = ", best first under each “how”" if mixed and len({r.model for r in rows}) > 1 else ""
        yield Line([text_cell(f"{plural(len(rows), 'score')} of {plural(len({r.model for r in rows}), 'model')}{order}", "dim")])


def _called(r: Score, name: str, variant: str | None) -> Score:
    return replace(r, benchmark=name, variant=variant)  # type: ignore[type-var]  # an entity is a dataclass


def _row(catalogue: Catalogue, r: Score, reporter: str | None = None) -> list[Cell]:
    record = catalogue.get(r.model)
    return [
        Cell(r.score, "benchmarks", r.model, text=score(r.score, r.unit)), Cell(record.name, "name", r.model, text=record.name),
        text_cell(short(r.variant, r.settings)), text_cell(company_name(catalogue, r.company)),
        Cell(record.open_weights, "open_weights", r.model),  # type: ignore[union-attr]  # a model
        text_cell(f"a rival: {r.evaluator}" if r.rival else r.evaluator or reporter or UNKNOWN), text_cell(r.date or UNKNOWN),
    ]  # fmt: skip
