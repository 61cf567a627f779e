"""Benchmark results side by side, with who reported them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from cnai.errors import NotFound
from cnai.model.base import Date, Frozen, entity
from cnai.model.records import Model
from cnai.model.shape import keys
from cnai.model.values import Benchmark
from cnai.questions.found import Found, first
from cnai.questions.named import named, newest_first
from cnai.store.catalogue import Catalogue
from cnai.store.folding import fold
from cnai.store.spelling import nearest
from cnai.words.quantities import one_of

REPORTERS = ("maker", "independent")
OTHERS = 5  # benchmarks that a note names
Filed = tuple[str, str | None]


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
    known, meant = _filed(catalogue)
    benchmarks, others = _told_apart(catalogue, names, _every(known, meant))
    results = [
        (m, b)
        for m in _models(catalogue, others, known)
        for b in m.benchmarks
        if (not benchmarks or fold(b.name) in benchmarks or same(b.name, b.variant) in benchmarks)
        and (wanted is None or b.reported_by == wanted)
        and (open_weights is None or m.open_weights is open_weights)
    ]
    if where is not None:
        from cnai.questions.sql import rows_where

        kept = set(rows_where(catalogue, "benchmarks", where, ("model", "name", "variant", "score", "evaluator")))
        results = [(m, b) for m, b in results if (m.id, b.name, b.variant, b.score, b.evaluator) in kept]
    shown, notes = first(sorted(results, key=lambda row: _place(row, meant)), limit, "score")
    notes = [*notes, *_longer(catalogue, names, known, meant)] if shown else ["no score matches"]
    return Found(tuple(_score(m, b) for m, b in shown), notes)


def _longer(catalogue: Catalogue, names: Sequence[str], known: Mapping[str, str], meant: Mapping[Filed, Filed]) -> list[str]:
    """Of benchmarks whose name is the beginning of others: which others there are, with their results."""
    notes = []
    for name in names:
        folded = fold(name)
        if folded not in known or catalogue.names.exact(name):
            continue
        counts = Counter(meant[b.name, b.variant][0] for m in catalogue.models for b in m.benchmarks)
        others = [full for k, full in known.items() if k.startswith(folded) and k != folded and counts[full] and _goes_on(full, folded)]
        others.sort(key=lambda full: (-counts[full], full))
        if others:
            listed = ", ".join(f"{full} ({counts[full]})" for full in others[:OTHERS])
            rest = f" and {len(others) - OTHERS} more" if len(others) > OTHERS else ""
            notes.append(f'only {known[folded]} itself is shown; there are also {listed}{rest}: cnai scores "{others[0]}"')
    return notes


def _goes_on(full: str, start: str) -> bool:
    """Whether a name goes on with another word or a number behind a folded beginning (AIME 2024, not MathVista behind MATH)."""
    words = full.replace("-", " ").split()
    return fold(full)[len(start) : len(start) + 1].isdigit() or any(fold(" ".join(words[:n])) == start for n in range(1, len(words)))


def same(name: str, variant: str | None) -> str:
    """What two results share that are of one benchmark and variant, however these are written: "SWE-bench" with the variant "Verified" is
    "SWE-bench Verified"."""
    return fold(f"{name} {variant or ''}")


def alike(results: Iterable[Filed]) -> tuple[dict[str, str], dict[Filed, Filed]]:
    """(the usual spelling of each benchmark by its folded name; name and variant as filed -> as they are called together)."""
    filed = Counter(results)
    names: Counter[str] = Counter()
    for (name, _), count in filed.items():
        names[name] += count
    usual = {fold(name): name for name, _ in sorted(names.items(), key=lambda row: (row[1], row[0]))}
    ways = {same(n, v): v for (n, v), _ in sorted(filed.items(), key=lambda row: (row[1], row[0][1] or ""))}
    return usual, {(n, v): (usual[same(n, v)], None) if same(n, v) in usual else (usual[fold(n)], ways[same(n, v)]) for n, v in filed}


def _filed(catalogue: Catalogue) -> tuple[dict[str, str], dict[Filed, Filed]]:
    return alike((b.name, b.variant) for m in catalogue.models for b in m.benchmarks)


def _every(known: Mapping[str, str], meant: Mapping[Filed, Filed]) -> set[str]:
    """All benchmarks, folded: by name, and by name and variant."""
    return {*known, *(same(*filed) for filed in meant)}


def benchmarks_of(catalogue: Catalogue, name: str, every: Collection[str] | None = None) -> set[str]:
    """The benchmarks, folded, that a name means, by their whole name or its beginning, unless it is the name of a record."""
    every, folded = every or _every(*_filed(catalogue)), fold(name)
    hits = {folded} if folded in every else {k for k in every if k.startswith(folded) and len(name) > 2}
    return set() if catalogue.names.exact(name) else hits


def _told_apart(catalogue: Catalogue, names: Sequence[str], every: Collection[str]) -> tuple[set[str], list[str]]:
    """The benchmarks that some of the names mean, folded, and the other names."""
    benchmarks: set[str] = set()
    others: list[str] = []
    for name in names:
        if hits := benchmarks_of(catalogue, name, every):
            benchmarks |= hits
        else:
            others.append(name)
    return benchmarks, others


def _models(catalogue: Catalogue, names: Sequence[str], known: Mapping[str, str]) -> list[Model]:
    """The models that names mean; all if none is given. Raises NotFound with the nearest benchmarks, or else the nearest records."""
    found: dict[str, Model] = {}
    for name in names:
        try:
            found |= {m.id: m for m in named(catalogue, [name])}
        except NotFound as missing:
            near = [known[n] for n in nearest(name, tuple(known), alike=0.7)]
            if not near:
                raise
            said = f"no benchmark, company, family or model is called {name!r}: did you mean {' or '.join(near)}?"
            raise NotFound(said, [*near, *missing.candidates]) from None
    return newest_first(found.values()) if names else named(catalogue, ())


def _place(result: tuple[Model, Benchmark], meant: Mapping[Filed, Filed]) -> tuple[object, ...]:
    """Where a result comes in the order: within benchmark, variant, reporter and unit the best first."""
    model, b = result
    name, variant = meant[b.name, b.variant]
    score = b.score if b.lower_is_better else -b.score
    return name.casefold(), variant or "", b.reported_by or "", b.unit or "", score, model.id


def _score(model: Model, benchmark: Benchmark) -> Score:
    values = {k: getattr(benchmark, k) for k in keys(Benchmark) if k in keys(Score)}
    return Score(**values, benchmark=benchmark.name, model=model.id, company=model.company)
