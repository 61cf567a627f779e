"""Rules on benchmark results: one name, one unit and one writing for what is the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from cnai.curate.rules.base import Fault, models, rule, short
from cnai.curate.tree import Draft, Tree
from cnai.store.folding import fold
from cnai.words.benchmarks import EVALUATORS, OTHER_NAMES, SEVERAL_UNITS, UNITS, usual_words

_RANK = re.compile(r"\brank\b(?!ing)", re.IGNORECASE)
_WHOLE = ("overall", "total")


def _results(tree: Tree) -> list[tuple[Draft, dict[str, Any]]]:
    return [(draft, row) for draft in models(tree) for row in draft.raw.get("benchmarks", [])]


@rule
def benchmarks_have_one_name(tree: Tree) -> Iterator[Fault]:
    results = _results(tree)
    counts = Counter(row["name"] for _, row in results)
    usual = {fold(name): name for name, _ in sorted(counts.items(), key=lambda one: (one[1], one[0]))}
    usual |= {fold(name): name for name, _ in OTHER_NAMES.values()}
    other = {fold(name): called for name, called in OTHER_NAMES.items()}
    for draft, row in results:
        name, variant = row["name"], row.get("variant") or ""
        called, part = other.get(fold(name), (usual[fold(name)], None))
        first, _, _ = variant.partition(", ")
        joined = _joined(fold(f"{name} {first}"), usual, other) if first else name
        if called != name:
            more = f", with the variant {part!r}" if part else ""
            yield draft, "benchmarks", f"{name!r} is recorded as {called!r}; use that name{more}"
        elif joined not in (None, name):
            yield draft, "benchmarks", f"{name!r} with the variant {first!r} is recorded as {joined!r}; use that name"


def _joined(folded: str, usual: dict[str, str], other: dict[str, tuple[str, str | None]]) -> str | None:
    """What a name together with its variant is called, if that is a name: Arena-Hard and v2 are Arena-Hard v2.0."""
    return other[folded][0] if folded in other else usual.get(folded)


@rule
def benchmarks_have_one_unit(tree: Tree) -> Iterator[Fault]:
    units: dict[str, Counter[str]] = defaultdict(Counter)
    for _, row in _results(tree):
        if row.get("unit") != "rank":
            units[row["name"]][row.get("unit") or "none"] += 1
    for draft, row in _results(tree):
        name, unit = row["name"], row.get("unit") or "none"
        usual = max(sorted(units[name]), key=lambda one, of=units[name]: of[one]) if units[name] else unit  # type: ignore[misc]
        said = " ".join(str(row.get(key) or "") for key in ("variant", "settings"))
        if unit in UNITS:
            to, factor = UNITS[unit]
            more = f" and multiply the score by {factor}" if factor != 1 else ""
            yield draft, "benchmarks", f"{name}: use the unit {to!r} instead of {unit!r}{more}"
        elif unit == "rank" and not row.get("lower_is_better"):
            yield draft, "benchmarks", f"{name}: a rank needs lower_is_better = true"
        elif unit != "rank" and _RANK.search(said):
            yield draft, "benchmarks", f"{name}, {short(said.strip())}: a rank is not a score; use the unit 'rank'"
        elif unit not in ("rank", usual) and name not in SEVERAL_UNITS:
            yield draft, "benchmarks", f"{name} is recorded in {usual!r}, this result in {unit!r}; convert it exactly"


@rule
def ways_of_measuring_have_one_writing(tree: Tree) -> Iterator[Fault]:
    for draft, row in _results(tree):
        for key in ("variant", "settings"):
            text = row.get(key)
            if text and usual_words(text) != text:
                yield draft, "benchmarks", f"{row['name']}: write the {key} as {usual_words(text)!r}, not {text!r}"
        if row.get("variant") in _WHOLE:
            yield draft, "benchmarks", f"{row['name']}: remove the variant {row['variant']!r}; it is the usual one"
        if row.get("evaluator") in EVALUATORS:
            yield draft, "benchmarks", f"{row['name']}: write the evaluator as {EVALUATORS[row['evaluator']]!r}, not {row['evaluator']!r}"
