"""Benchmark results side by side, with who reported them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
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
from cnai.words.benchmarks import OTHER_NAMES, alike_measured
from cnai.words.quantities import one_of

REPORTERS = ("maker", "independent")
OTHERS = 5  # benchmarks that a note names
Filed = tuple[str, str | None]
Board = tuple[str, str, bool]
Reported = tuple[Model, Benchmark, str | None]  # with the rival that measured


@entity
class Score(Frozen):
    """One result of one model. `variant` and `settings` say how it was measured; results of other ways are not to be ranked with it.
    `rival` is the company whose own models compete with this one, if it is the evaluator."""

    benchmark: str
    variant: str | None = None
    score: float
    unit: str | None = None
    model: str
    company: str
    reported_by: Literal["maker", "independent"] | None = None
    evaluator: str | None = None
    date: Date | None = None
    settings: str | None = None
    rival: str | None = None


def scores(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    reporter: str | None = None,
    open_weights: bool | None = None,
    where: str | None = None,
    limit: int | None = None,
) -> Found[Score]:
    """The results of the named benchmarks, or of the models that the names mean, by benchmark, unit and reporter, and in each the ways of
    measuring one after the other, the best first. `limit` keeps the best of each benchmark, however measured and by whom."""
    wanted = one_of(reporter, REPORTERS, "reporter") if reporter else None
    known, meant = _filed(catalogue)
    benchmarks, others = _told_apart(catalogue, names, _every(known, meant))
    results = [
        (m, b)
        for m in _models(catalogue, others, known)
        for b in m.benchmarks
        if (not benchmarks or {fold(b.name), same(b.name, b.variant), fold(meant[b.name, b.variant][0])} & benchmarks)
        and (wanted is None or b.reported_by == wanted)
        and (open_weights is None or m.open_weights is open_weights)
    ]
    if where is not None:
        from cnai.questions.sql import rows_where

        kept = set(rows_where(catalogue, "benchmarks", where, ("model", "name", "variant", "score", "evaluator", "settings", "date")))
        results = [(m, b) for m, b in results if (m.id, b.name, b.variant, b.score, b.evaluator, b.settings, b.date) in kept]
    best, notes = first(_best_in_turn(results, meant), limit, "score")
    makers = {e: _company_called(catalogue, e) for e in {b.evaluator for _, b in best} if e}
    shown = _in_groups([(m, b, _rival(m, makers.get(b.evaluator or ""))) for m, b in best], meant)
    notes = [*notes, *_longer(catalogue, names, known, meant)] if shown else ["no score matches"]
    return Found(tuple(_score(*row) for row in shown), notes)


def _longer(catalogue: Catalogue, names: Sequence[str], known: Mapping[str, str], meant: Mapping[Filed, Filed]) -> list[str]:
    """Of benchmarks whose name is the beginning of others: which others there are, with their results."""
    notes = []
    for name in names:
        folded = fold(name)
        itself = fold(other_names().get(folded, (name, None))[0])
        if itself not in known or catalogue.names.exact(name):
            continue
        counts = Counter(meant[b.name, b.variant][0] for m in catalogue.models for b in m.benchmarks)
        others = [full for k, full in known.items() if k.startswith(folded) and k != itself and counts[full] and _goes_on(full, folded)]
        others.sort(key=lambda full: (-counts[full], full))
        if others:
            listed = ", ".join(f"{full} ({counts[full]})" for full in others[:OTHERS])
            rest = f" and {len(others) - OTHERS} more" if len(others) > OTHERS else ""
            notes.append(f'only {known[itself]} itself is shown; there are also {listed}{rest}: cnai scores "{others[0]}"')
    return notes


def _goes_on(full: str, start: str) -> bool:
    """Whether a name goes on with another word or a number behind a folded beginning (AIME 2024, not MathVista behind MATH)."""
    words = full.replace("-", " ").split()
    return fold(full)[len(start) : len(start) + 1].isdigit() or any(fold(" ".join(words[:n])) == start for n in range(1, len(words)))


def same(name: str, variant: str | None) -> str:
    """What two results share that are of one benchmark and variant, however these are written: "SWE-bench" with the variant "Verified" is
    "SWE-bench Verified"."""
    return fold(f"{name} {variant or ''}")


@cache
def other_names() -> dict[str, Filed]:
    """Other names of benchmarks, folded -> the usual name, and the part of it that is meant."""
    return {fold(name): called for name, called in OTHER_NAMES.items()}


def _usual(name: str, variant: str | None) -> Filed:
    called, part = other_names().get(fold(name), (name, None))
    return called, ", ".join(p for p in (part, variant) if p) or None


def alike(results: Iterable[Filed]) -> tuple[dict[str, str], dict[Filed, Filed]]:
    """(the usual spelling of each benchmark by its folded name; name and variant as filed -> as they are called together)."""
    filed = Counter(results)
    called = {one: _usual(*one) for one in filed}
    names: Counter[str] = Counter()
    for one, count in filed.items():
        names[called[one][0]] += count
    usual = {fold(name): name for name, _ in sorted(names.items(), key=lambda row: (row[1], row[0]))}
    ways = {same(*called[one]): called[one][1] for one, _ in sorted(filed.items(), key=lambda row: (row[1], row[0][1] or ""))}
    return usual, {
        one: (usual[same(n, v)], None) if same(n, v) in usual else (usual[fold(n)], ways[same(n, v)]) for one, (n, v) in called.items()
    }


def _filed(catalogue: Catalogue) -> tuple[dict[str, str], dict[Filed, Filed]]:
    return alike((b.name, b.variant) for m in catalogue.models for b in m.benchmarks)


def _every(known: Mapping[str, str], meant: Mapping[Filed, Filed]) -> set[str]:
    """All benchmarks, folded: by name, and by name and variant."""
    return {*known, *(same(*filed) for filed in meant)}


def benchmarks_of(catalogue: Catalogue, name: str, every: Collection[str] | None = None) -> set[str]:
    """The benchmarks, folded, that a name means, by their whole name or its beginning, unless it is the name of a record."""
    every, folded = every or _every(*_filed(catalogue)), fold(name)
    other = {k: fold(called) for k, (called, _) in other_names().items() if fold(called) in every}
    hits = {folded} if folded in every else {other[folded]} if folded in other else set()
    if not hits and len(name) > 2:
        hits = {k for k in every if k.startswith(folded)} | {called for k, called in other.items() if k.startswith(folded)}
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


def _board(b: Benchmark, meant: Mapping[Filed, Filed]) -> Board:
    """What results can be put in one order by their score: those of one benchmark, one unit, one direction."""
    return meant[b.name, b.variant][0], b.unit or "", bool(b.lower_is_better)


def _goodness(model: Model, b: Benchmark) -> tuple[float, str]:
    """Sorted by this the best comes first."""
    return b.score if b.lower_is_better else -b.score, model.id


def _best_in_turn(results: Iterable[tuple[Model, Benchmark]], meant: Mapping[Filed, Filed]) -> list[tuple[Model, Benchmark]]:
    """The best result of each benchmark, then the second best of each, and so on, however measured and by whom: a limit cuts here. Of a
    benchmark with several units the one with most results comes first."""
    boards: defaultdict[Board, list[tuple[Model, Benchmark]]] = defaultdict(list)
    for m, b in results:
        boards[_board(b, meant)].append((m, b))
    of_each: defaultdict[str, list[tuple[Model, Benchmark]]] = defaultdict(list)
    for board in sorted(boards, key=lambda board: (board[0].casefold(), -len(boards[board]), board)):
        of_each[board[0]] += sorted(boards[board], key=lambda row: _goodness(*row))
    ranked = [(n, row) for rows in of_each.values() for n, row in enumerate(rows)]
    return [row for _, row in sorted(ranked, key=lambda one: one[0])]


def _in_groups(results: Sequence[Reported], meant: Mapping[Filed, Filed]) -> list[Reported]:
    """By benchmark, unit (that of most results first) and reporter, rivals last; in each the ways of measuring one after the other, first
    the one with the best result, and in each the best first."""
    sizes = Counter(_board(b, meant) for _, b, _ in results)

    def table(row: Reported) -> tuple[object, ...]:
        _, b, rival = row
        board = _board(b, meant)
        return board[0].casefold(), -sizes[board], board, rival is not None, b.reported_by or ""

    groups: defaultdict[tuple[object, ...], list[Reported]] = defaultdict(list)
    for row in results:
        _, b, _ = row
        groups[*table(row), alike_measured(meant[b.name, b.variant][1], b.settings)].append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: _goodness(*row[:2]))
    ordered = sorted(groups.values(), key=lambda rows: (table(rows[0]), _goodness(*rows[0][:2])))
    return [row for rows in ordered for row in rows]


def _company_called(catalogue: Catalogue, evaluator: str) -> str | None:
    """The company that an evaluator is or belongs to, if it is one that makes models itself."""
    found = catalogue.names.exact(evaluator, ("company", "family"))
    record = catalogue.get(found[0].id) if found else None
    return str(getattr(record, "company", record.id)) if record else None


def _rival(model: Model, maker: str | None) -> str | None:
    return maker if maker != model.company else None


def _score(model: Model, benchmark: Benchmark, rival: str | None) -> Score:
    values = {k: getattr(benchmark, k) for k in keys(Benchmark) if k in keys(Score)}
    return Score(**values, benchmark=benchmark.name, model=model.id, company=model.company, rival=rival)
