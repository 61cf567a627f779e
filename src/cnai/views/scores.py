"""Benchmark results, one table a benchmark and variant."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cnai.output.blocks import Block, Cell, Column, Gap, Line, Table, text_cell
from cnai.questions.scores import Score
from cnai.store.catalogue import Catalogue
from cnai.views.cells import company_name
from cnai.words.text import UNKNOWN, plural, score


def scores(catalogue: Catalogue, rows: Sequence[Score]) -> Iterator[Block]:
    """Best first; who reported a score stands beside it."""
    columns = [
        Column("score", "score", 9, right=True), Column("model", "model", 9, wrap=True), Column("company", "company", 6),
        Column("weights", "weights", 5), Column("reported_by", "reported by", 8, wrap=True), Column("date", "date", 4),
    ]  # fmt: skip
    for n, ((name, variant), group) in enumerate(groupby(rows, key=lambda r: (r.benchmark, r.variant))):
        if n:
            yield Gap()
        table = []
        for r in group:
            record = catalogue.get(r.model)
            table.append([
                Cell(r.score, "benchmarks", r.model, text=score(r.score, r.unit)), text_cell(record.name),
                text_cell(company_name(catalogue, r.company)), Cell(record.open_weights, "open_weights", r.model),  # type: ignore[union-attr]
                text_cell(r.evaluator or r.reported_by or UNKNOWN), text_cell(r.date or UNKNOWN),
            ])  # fmt: skip
        yield Table(columns, table, name + (f" ({variant})" if variant else ""))
    if rows:
        yield Line([text_cell(f"{plural(len(rows), 'score')} of {plural(len({r.model for r in rows}), 'model')}", "dim")])
