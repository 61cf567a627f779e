"""Benchmark results side by side, with who reported them."""

from collections.abc import Mapping, Sequence
from typing import Literal

from cnai.errors import NotFound
from cnai.model.base import Date, Frozen, entity
from cnai.model.records import Model
from cnai.model.shape import keys
from cnai.model.values import Benchmark
from cnai.questions.found import Found, first
from cnai.questions.named import named
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
    known = _benchmarks(catalogue)
    benchmarks, others = _told_apart(catalogue, names, known)
    results = [
        (m, b)
        for m in _models(catalogue, others, known)
        for b in m.benchmarks
        if (not benchmarks or b.name in benchmarks)
        and (wanted is None or b.reported_by == wanted)
        and (open_weights is None or m.open_weights is open_weights)
    ]
    if where is not None:
        from cnai.questions.sql import rows_where

        kept = set(rows_where(catalogue, "benchmarks", where, ("model", "name", "variant", "score", "evaluator")))
        results = [(m, b) for m, b in results if (m.id, b.name, b.variant, b.score, b.evaluator) in kept]
    shown, notes = first(sorted(results, key=_place), limit, "score")
    return Found(tuple(_score(m, b) for m, b in shown), notes if shown else ["no score matches"])


def _benchmarks(catalogue: Catalogue) -> dict[str, str]:
    return {fold(b.name): b.name for m in catalogue.models for b in m.benchmarks}


def benchmarks_of(catalogue: Catalogue, name: str, known: Mapping[str, str] | None = None) -> list[str]:
    """The benchmarks that a name means, by their whole name or its beginning, unless it is the name of a record."""
    known, folded = known or _benchmarks(catalogue), fold(name)
    hits = [known[folded]] if folded in known else [v for k, v in known.items() if k.startswith(folded) and len(name) > 2]
    return [] if catalogue.names.exact(name) else hits


def _told_apart(catalogue: Catalogue, names: Sequence[str], known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The benchmarks that some of the names mean, and the other names."""
    benchmarks: list[str] = []
    others: list[str] = []
    for name in names:
        if hits := benchmarks_of(catalogue, name, known):
            benchmarks += hits
        else:
            others.append(name)
    return benchmarks, others


def _models(catalogue: Catalogue, names: Sequence[str], known: Mapping[str, str]) -> list[Model]:
    """The models that names mean. Raises NotFound with the nearest benchmarks too."""
    try:
        return named(catalogue, names)
    except NotFound as missing:
        near = [known[n] for n in nearest(names[0], tuple(known))]
        hint = f"; benchmarks: {', '.join(near)}" if near else ""
        raise NotFound(missing.message + hint, [*missing.candidates, *near]) from None


def _place(result: tuple[Model, Benchmark]) -> tuple[object, ...]:
    """Where a result comes in the order: within benchmark, variant, reporter and unit the best first."""
    model, b = result
    score = b.score if b.lower_is_better else -b.score
    return b.name.casefold(), b.variant or "", b.reported_by or "", b.unit or "", score, model.id


def _score(model: Model, benchmark: Benchmark) -> Score:
    values = {k: getattr(benchmark, k) for k in keys(Benchmark) if k in keys(Score)}
    return Score(**values, benchmark=benchmark.name, model=model.id, company=model.company)
