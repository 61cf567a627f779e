"""What a list of releases is filtered by, and what each filter has to say about those that it leaves out."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from cnai.errors import InvalidQuery
from cnai.model.records import Model
from cnai.model.shape import build
from cnai.model.values import Capability, Kind, Modality, Status
from cnai.questions.found import outputs, tier_of, tiers_of, undated
from cnai.questions.named import license_ids
from cnai.store.catalogue import Catalogue
from cnai.words.dates import earliest, latest
from cnai.words.quantities import each_of, threshold, within
from cnai.words.text import plural
from cnai.words.words import words_of

KINDS, MODALITIES, STATUSES, CAPABILITIES = words_of(Kind), words_of(Modality), words_of(Status), words_of(Capability)


class Filter(NamedTuple):
    """What a release must pass, and of which releases it is not known whether they do, for lack of `what`."""

    test: Callable[[Model], bool]
    unknown: Callable[[Model], bool] = lambda _: False
    what: str = ""


def in_window(start: str | None, end: str | None, today: str) -> list[Filter]:
    """Released in a window. An inexact date counts as late as it may be for the start, today at the latest, and as early as it may be for
    the end."""
    if not (start or end):
        return []
    first, last = earliest(start or "0001"), latest(end or "9999")

    def inside(model: Model) -> bool:
        day = model.released
        return day is not None and min(latest(day), today) >= first and earliest(day) <= last

    return [Filter(inside, lambda m: not m.released)]


def by_words(
    catalogue: Catalogue,
    tier: Sequence[str | int],
    kind: Sequence[str],
    license: Sequence[str],
    modality: Sequence[str],
    status: Sequence[str],
    capability: Sequence[str],
) -> list[Filter]:
    """The filters by words of fixed lists and by licence."""
    tests: list[Filter] = []
    if tier:
        levels = tiers_of(catalogue, tier)
        makers = {c.id for c in catalogue.companies if tier_of(c.tier, c.honorable_mention) in levels}
        tests.append(Filter(lambda m: m.company in makers))
    if kind:
        kinds = set(each_of(kind, KINDS, "kind"))
        tests.append(Filter(lambda m: bool(kinds & set(m.kinds))))
    if license:
        ids = license_ids(catalogue, license)
        unnamed = Filter(
            lambda m: m.license is not None and m.license.id in ids, lambda m: m.license is None and m.open_weights is not False
        )
        tests.append(unnamed._replace(what="licence"))
    if status:
        states = each_of(status, STATUSES, "status")
        tests.append(Filter(lambda m: m.status in states, lambda m: m.status is None, "status"))
    if capability:
        skills = set(each_of(capability, CAPABILITIES, "capability"))
        tests.append(Filter(lambda m: skills <= set(m.capabilities), lambda m: not m.capabilities, "capabilities"))
    if modality:
        media = set(each_of(modality, MODALITIES, "modality"))
        tests.append(Filter(lambda m: bool(media & set(outputs(m))), lambda m: not outputs(m), "output"))
    return tests


def by_sizes(
    min_params: str | None, max_params: str | None, min_active: str | None, max_active: str | None, min_context: str | None
) -> list[Filter]:
    """The filters by numbers."""
    total, active = within(min_params, max_params, "params"), within(min_active, max_active, "active")
    context = within(min_context, None, "context")
    tests = []
    if min_params or max_params:
        tests.append(Filter(lambda m: total(m.total_params), lambda m: m.total_params is None, "size"))
    if min_active or max_active:
        tests.append(Filter(lambda m: active(_active(m)), lambda m: _active(m) is None, "active size"))
    if min_context:
        tests.append(Filter(lambda m: context(m.context_tokens), lambda m: m.context_tokens is None, "context"))
    return tests


def by_weights(wanted: bool | None) -> list[Filter]:
    """Open or closed. Raises InvalidQuery for what is not True or False."""
    if wanted not in (None, True, False):
        raise InvalidQuery("use True or False", option="open_weights")
    return [] if wanted is None else [Filter(lambda m: m.open_weights is wanted, lambda m: m.open_weights is None, "weights")]


def _active(model: Model) -> int | None:
    """The parameters at work for a token: of a dense model all."""
    return model.total_params if model.architecture == "dense" else model.active_params


def sieved(models: Sequence[Model], filters: Sequence[Filter]) -> tuple[list[Model], list[tuple[str, list[Model]]]]:
    """Those that pass every filter, and for each filter those that pass all the others and of which it is not known whether they do."""
    if not filters:
        return list(models), []
    passing: list[Model] = []
    silent: list[list[Model]] = [[] for _ in filters]
    for model in models:
        failed = list(islice((n for n, f in enumerate(filters) if not f.test(model)), 2))
        if not failed:
            passing.append(model)
        elif len(failed) == 1 and filters[failed[0]].unknown(model):
            silent[failed[0]].append(model)
    return passing, [(f.what, rows) for f, rows in zip(filters, silent, strict=True)]


def left_out(
    catalogue: Catalogue, names: Sequence[str], companies: Sequence[str], families: Sequence[str], filters: Sequence[Filter]
) -> list[Model]:
    """The models that a past day leaves out because they have no date, of those that are asked for and pass the filters."""
    return sieved([build(Model, r) for r in undated(catalogue, names, companies, families)], filters)[0]


def unseen(what: str, count: int, *, never: bool = False) -> list[str]:
    """How many releases are left out only because what is asked for is not known of them; `never` also of an announcement."""
    if not count:
        return []
    fate = "is not shown" if count == 1 else "are not shown"
    if what:
        return [f"{plural(count, 'release')} of unknown {what} {fate}"]
    more = ", not even of an announcement," if never else ""
    return [f"{plural(count, 'release has', 'releases have')} no known date{more} and {fate}"]


def tiny(least: str | None) -> list[str]:
    """What to say about a size that was probably meant in billions."""
    size = threshold(least, "min-params") if least else 10**5
    return [f"{least} parameters means {size}; for billions write {least}B"] if size < 10**5 else []


def inexact(released: Iterable[str | None], start: str | None, end: str | None) -> list[str]:
    """How many of the dates of releases shown may lie before the first or after the last day of a window."""
    first, last = earliest(start or "0001"), latest(end or "9999")
    dates = [day for day in released if day]
    early, late = sum(earliest(d) < first for d in dates), sum(latest(d) > last for d in dates)
    sides = ((early, f"before {start}"), (late, f"after {end}"))
    return [
        f"{plural(n, 'release', 'releases')} shown {'has an inexact date' if n == 1 else 'have inexact dates'} that may be {side}"
        for n, side in sides
        if n
    ]
