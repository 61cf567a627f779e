"""What a list of releases is filtered by, and what each filter has to say about those that it leaves out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnai.model.records import Model
from cnai.model.values import Capability, Kind, Modality, Status
from cnai.questions.found import beyond, outputs, tiers_of
from cnai.questions.named import license_ids
from cnai.store.catalogue import Catalogue
from cnai.words.dates import earliest, latest
from cnai.words.quantities import each_of, threshold, within
from cnai.words.text import plural
from cnai.words.words import words_of

KINDS, MODALITIES, STATUSES, CAPABILITIES = words_of(Kind), words_of(Modality), words_of(Status), words_of(Capability)


def released(catalogue: Catalogue, models: list[Model], start: str | None, end: str | None) -> tuple[list[Model], list[str]]:
    """Those released in a window, with a note on those without a date. An inexact date counts as late as it may be for the start, as early
    as it may be for the end."""
    if not (start or end):
        return models, []
    chosen = [
        m
        for m in models
        if m.released and (not start or latest(m.released) >= earliest(start)) and (not end or earliest(m.released) <= latest(end))
    ]
    notes = _undated(sum(m.released is None for m in models))
    return chosen, notes + (beyond(catalogue, earliest(start)) if start else [])


def by_words(
    catalogue: Catalogue,
    tier: Sequence[str | int],
    kind: Sequence[str],
    license: Sequence[str],
    modality: Sequence[str],
    status: Sequence[str],
    capability: Sequence[str],
) -> list[Callable[[Model], bool]]:
    """The filters by words of fixed lists and by licence."""
    tests: list[Callable[[Model], bool]] = []
    if tier:
        levels = tiers_of(catalogue, tier)
        makers = {c.id for c in catalogue.companies if c.tier in levels}
        tests.append(lambda m: m.company in makers)
    if kind:
        kinds = set(each_of(kind, KINDS, "kind"))
        tests.append(lambda m: bool(kinds & set(m.kinds)))
    if license:
        ids = license_ids(catalogue, license)
        tests.append(lambda m: m.license is not None and m.license.id in ids)
    if modality:
        media = set(each_of(modality, MODALITIES, "modality"))
        tests.append(lambda m: bool(media & set(outputs(m))))
    if status:
        states = each_of(status, STATUSES, "status")
        tests.append(lambda m: m.status in states)
    if capability:
        skills = set(each_of(capability, CAPABILITIES, "capability"))
        tests.append(lambda m: skills <= set(m.capabilities))
    return tests


def by_sizes(
    min_params: str | None, max_params: str | None, min_active: str | None, max_active: str | None, min_context: str | None
) -> list[Callable[[Model], bool]]:
    total, active = within(min_params, max_params, "params"), within(min_active, max_active, "active")
    context = within(min_context, None, "context")
    return [
        lambda m: total(m.total_params),
        lambda m: active(_active(m)),
        lambda m: context(m.context_tokens),
    ]


def _active(model: Model) -> int | None:
    """The parameters at work for a token: of a dense model all."""
    return model.total_params if model.architecture == "dense" else model.active_params


def passing(models: Sequence[Model], tests: Sequence[Callable[[Model], bool]]) -> list[Model]:
    return [m for m in models if all(test(m) for test in tests)]


def _undated(count: int) -> list[str]:
    return [f"{plural(count, 'release has', 'releases have')} no known date and {'is' if count == 1 else 'are'} not shown"] if count else []


def left_out(catalogue: Catalogue, names: Sequence[str], companies: Sequence[str], families: Sequence[str]) -> list[str]:
    """How many models a past day leaves out because they have no date, of those that are asked for."""
    if not (names or companies or families):
        return _undated(catalogue.undated)
    owners: set[str] = set()
    for wanted, kinds in ((names, ("company", "family")), (companies, ("company",)), (families, ("family",))):
        for match in (m for name in wanted for m in catalogue.match(name, kinds)[:1]):
            owners |= {match.id} | catalogue.below(match.id)
    rows = (r for r in catalogue.base.rows("models") if not (r.get("announced") or r.get("released")))
    return _undated(sum(bool({r["company"], r["family"]} & owners) for r in rows))


def unknown(models: Sequence[Model], asked: Mapping[str, Any]) -> list[str]:
    """How many releases a filter leaves out only because what it asks for is not known of them."""
    values: dict[str, Callable[[Model], Any]] = {
        "size": lambda m: m.total_params,
        "active size": _active,
        "context": lambda m: m.context_tokens,
        "weights": lambda m: m.open_weights,
    }
    out = []
    for what, wanted in asked.items():
        count = sum(values[what](m) is None for m in models) if wanted else 0
        if count:
            out.append(f"{plural(count, 'release')} of unknown {what} {'is' if count == 1 else 'are'} not shown")
    return out


def tiny(least: str | None) -> list[str]:
    """What to say about a size that was probably meant in billions."""
    size = threshold(least, "min-params") if least else 10**5
    return [f"{least} parameters means {size}; for billions write {least}B"] if size < 10**5 else []


def inexact(rows: Sequence[Model], start: str | None, end: str | None) -> list[str]:
    """How many of the releases shown may lie before the first or after the last day of a window."""
    first, last = earliest(start or "0001"), latest(end or "9999")
    dates = [m.released for m in rows if m.released]
    early, late = sum(earliest(d) < first for d in dates), sum(latest(d) > last for d in dates)
    sides = ((early, f"before {start}"), (late, f"after {end}"))
    return [
        f"{plural(n, 'release', 'releases')} shown {'has an inexact date' if n == 1 else 'have inexact dates'} that may be {side}"
        for n, side in sides
        if n
    ]
