"""Benchmark results side by side, with who reported them."""

from collections.abc import Sequence
from typing import Literal

from cnai.errors import NotFound
from cnai.model.base import Date, Frozen, entity
from cnai.questions.found import Found, first
from cnai.questions.models import named
from cnai.store.catalogue import Catalogue
from cnai.store.folding import fold
from cnai.store.spelling import nearest
from cnai.words.quantities import one_of

REPORTERS = ("maker", "independent")


@entity
class Score(Frozen):
    """One result of one model. Variants, settings and reporters are never mixed."""

    benchmark: str
    variant: str | None = None
    score: float
    unit: str | None = None
    model: str
    company: str
    reported_by: Literal["maker", "independent"] | None = None
    evaluator: str | None = None
    date: Date | None = None


def scores(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    reporter: str | None = None,
    open_weights: bool | None = None,
    where: str | None = None,
    limit: int | None = None,
) -> Found[Score]:
    """The results of the named benchmarks, or of the models that the names mean; best first within benchmark, variant, reporter, unit."""
    wanted = one_of(reporter, REPORTERS, "reporter") if reporter else None
    known = {fold(b.name): b.name for m in catalogue.models for b in m.benchmarks}
    tests, records = [], []
    for name in names:
        hits = [label for key, label in known.items() if key == fold(name)] or [
            v for k, v in known.items() if k.startswith(fold(name)) and len(name) > 2
        ]
        if hits and not catalogue.names.exact(name):
            tests += hits
        else:
            records.append(name)
    try:
        models = named(catalogue, records)
    except NotFound as missing:
        near = nearest(records[0], tuple(known))
        hint = f"; benchmarks: {', '.join(known[n] for n in near)}" if near else ""
        raise NotFound(missing.message + hint, [*missing.candidates, *(known[n] for n in near)]) from None
    rows: list[tuple[bool, Score]] = [
        (
            bool(b.lower_is_better),
            Score(
                benchmark=b.name,
                variant=b.variant,
                score=b.score,
                unit=b.unit,
                model=m.id,
                company=m.company,
                reported_by=b.reported_by,
                evaluator=b.evaluator,
                date=b.date,
            ),
        )
        for m in models
        for b in m.benchmarks
        if (not tests or b.name in tests)
        and (wanted is None or b.reported_by == wanted)
        and (open_weights is None or m.open_weights is open_weights)
    ]
    if where is not None:
        from cnai.questions.sql import rows_where

        kept = set(rows_where(catalogue, "benchmarks", where, ("model", "name", "variant", "score", "evaluator")))
        rows = [(low, s) for low, s in rows if (s.model, s.benchmark, s.variant, s.score, s.evaluator) in kept]
    rows.sort(
        key=lambda r: (
            r[1].benchmark.casefold(),
            r[1].variant or "",
            r[1].reported_by or "",
            r[1].unit or "",
            r[1].score if r[0] else -r[1].score,
            r[1].model,
        )
    )
    found, notes = first([s for _, s in rows], limit, "score")
    return Found(found, notes if found else ["no score matches"])
