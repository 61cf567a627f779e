"""Choosing releases by their fields, by what their licences permit, by price."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cnai.errors import NotFound
from cnai.model.base import Frozen, Url, entity
from cnai.model.records import Model
from cnai.model.shape import widened
from cnai.model.values import Answer, Capability, Kind, Modality, Status
from cnai.questions.found import Found, beyond, currency_of, first, outputs, tiers_of, window
from cnai.questions.main_model import main_price
from cnai.questions.skimmed import skimmed
from cnai.questions.sorting import sorted_by
from cnai.store.catalogue import Catalogue
from cnai.store.derive import release_order
from cnai.store.folding import fold
from cnai.store.spelling import nearest
from cnai.store.thin import whole
from cnai.words.dates import earliest, latest
from cnai.words.quantities import each_of, threshold, within
from cnai.words.text import plural
from cnai.words.words import words_of

if TYPE_CHECKING:
    from cnai.questions.permission import Permission

KINDS, MODALITIES, STATUSES, CAPABILITIES = words_of(Kind), words_of(Modality), words_of(Status), words_of(Capability)


@entity
class Permit(Frozen):
    """The answer to the licence question, with the clause that decides."""

    answer: Answer
    conditional: bool
    duties: tuple[str, ...] = ()
    clause: str | None = None
    url: Url | None = None


@entity
class Release(Model):
    """A model, with the answer to a licence question if one was asked."""

    permission: Permit | None = None


def models(
    catalogue: Catalogue,
    names: Sequence[str] = (),
    *,
    company: Sequence[str] = (),
    family: Sequence[str] = (),
    tier: Sequence[str | int] = (),
    kind: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    open_weights: bool | None = None,
    license: Sequence[str] = (),
    modality: Sequence[str] = (),
    min_params: str | None = None,
    max_params: str | None = None,
    min_active: str | None = None,
    max_active: str | None = None,
    min_context: str | None = None,
    status: Sequence[str] = (),
    capability: Sequence[str] = (),
    permits: Sequence[str] = (),
    region: Sequence[str] = (),
    mau: str | int | None = None,
    revenue: str | None = None,
    max_price: float | None = None,
    currency: str | None = None,
    where: str | None = None,
    newest: bool = False,
    sort: str | None = None,
    limit: int | None = None,
) -> Found[Release]:
    """The releases that pass every filter given, newest first. Raises NotFound for a name, InvalidQuery for anything else."""
    chosen: list[Model] = []
    if names or company or family:
        chosen = named(catalogue, names, company, family, ids=_matching(catalogue, where))
    else:
        chosen = skimmed(catalogue, Release, where)
    notes: list[str] = []
    start, end = window(catalogue, since, until)
    if start or end:
        notes += _undated(sum(m.released is None for m in chosen))
        chosen = [m for m in chosen if _in_time(m.released, start, end)]
        notes += beyond(catalogue, earliest(start)) if start else []
    elif catalogue.is_past:
        notes += _undated(_left_out(catalogue, names, company, family))
    tests = _tests(catalogue, tier, kind, license, modality, status, capability)
    chosen = [m for m in chosen if all(test(m) for test in tests)]
    limits = {"size": min_params or max_params, "active size": min_active or max_active, "context": min_context}
    notes += _unknown(chosen, {**limits, "weights": open_weights is not None})
    tests = _sizes(min_params, max_params, min_active, max_active, min_context)
    tests += [lambda m: open_weights is None or m.open_weights is open_weights]
    if min_params and threshold(min_params, "min-params") < 10**5:
        notes.append(f"{min_params} parameters means {threshold(min_params, 'min-params')}; for billions write {min_params}B")
    chosen = [m for m in chosen if all(test(m) for test in tests)]
    if max_price is not None or sort in ("price", "-price"):
        chosen, without = _priced(chosen, max_price, currency)
        notes += without
    rows = [m if isinstance(m, Release) else release(m) for m in chosen]
    if permits or region or mau is not None or revenue is not None:
        from cnai.questions import permission

        uses, places = _permitted(permits)
        asked = permission.question(uses, [*places, *region], mau, revenue)
        rows = [
            r
            for r in (release(m, permit(permission.can(catalogue, m, asked))) for m in chosen)
            if r.permission and r.permission.answer == "yes"
        ]
    if newest:
        rows = newest_of_families(rows)
    shown, rest = first(_sorted(rows, sort, currency), limit, "release")
    notes += _inexact(shown, start, end)
    return Found(shown, notes + rest if shown else [*notes, "no release matches"])


def release(model: Model, answer: Permit | None = None) -> Release:
    """A whole model as a row of an answer."""
    row: Release = widened(whole(model), Release, **({"permission": answer} if answer else {}))
    return row


def _matching(catalogue: Catalogue, where: str | None) -> set[str] | None:
    """The ids of the models for which an SQL condition holds, None without one."""
    if where is None:
        return None
    from cnai.questions.sql import ids_where

    return ids_where(catalogue, "models", where)


def permit(row: "Permission") -> Permit:
    """The answer in short, with the first clause that decides."""
    reason = next((r for r in row.reasons if r.decides), None)
    return Permit(
        answer=row.answer, conditional=row.conditional, duties=row.duties, clause=reason and reason.clause, url=reason and reason.url
    )


def _left_out(catalogue: Catalogue, names: Sequence[str], companies: Sequence[str], families: Sequence[str]) -> int:
    """How many models a past day leaves out because they have no date, of those that are asked for."""
    if not (names or companies or families):
        return catalogue.undated
    owners: set[str] = set()
    for wanted, kinds in ((names, ("company", "family")), (companies, ("company",)), (families, ("family",))):
        for match in (m for name in wanted for m in catalogue.match(name, kinds)[:1]):
            owners |= {match.id} | catalogue.below(match.id)
    rows = (r for r in catalogue.base.rows("models") if not (r.get("announced") or r.get("released")))
    return sum(bool({r["company"], r["family"]} & owners) for r in rows)


def _undated(count: int) -> list[str]:
    return [f"{plural(count, 'release has', 'releases have')} no known date and {'is' if count == 1 else 'are'} not shown"] if count else []


def _inexact(rows: Sequence[Model], start: str | None, end: str | None) -> list[str]:
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


def _unknown(models: Sequence[Model], asked: Mapping[str, Any]) -> list[str]:
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


def _in_time(day: str | None, start: str | None, end: str | None) -> bool:
    """An inexact date counts as late as it may be for the start, as early as it may be for the end."""
    if day is None:
        return False
    return (not start or latest(day) >= earliest(start)) and (not end or earliest(day) <= latest(end))


def _tests(
    catalogue: Catalogue,
    tier: Sequence[str | int],
    kind: Sequence[str],
    license: Sequence[str],
    modality: Sequence[str],
    status: Sequence[str],
    capability: Sequence[str],
) -> list[Callable[[Model], bool]]:
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


def _active(model: Model) -> int | None:
    """The parameters at work for a token: of a dense model all."""
    return model.total_params if model.architecture == "dense" else model.active_params


def _sizes(
    min_params: str | None, max_params: str | None, min_active: str | None, max_active: str | None, min_context: str | None
) -> list[Callable[[Model], bool]]:
    total, active = within(min_params, max_params, "params"), within(min_active, max_active, "active")
    context = within(min_context, None, "context")
    return [
        lambda m: total(m.total_params),
        lambda m: active(_active(m)),
        lambda m: context(m.context_tokens),
    ]


def named(
    catalogue: Catalogue,
    names: Sequence[str],
    companies: Sequence[str] = (),
    families: Sequence[str] = (),
    ids: set[str] | None = None,
) -> list[Model]:
    """The models of all records named, newest first; all models if none is named; of these those of some ids, if these are given.
    Raises NotFound for an unknown name."""
    if not (names or companies or families):
        return list(catalogue.models) if ids is None else newest_first(catalogue.models_with(sorted(ids)))
    chosen: dict[str, Model] | None = None
    for wanted, kinds in ((names, ("company", "family", "model")), (companies, ("company",)), (families, ("family",))):
        if wanted:
            found = {m.id: m for n in wanted for m in catalogue.models_of(catalogue.resolve(n, kinds))}
            chosen = found if chosen is None else {i: m for i, m in chosen.items() if i in found}
    return newest_first(m for m in (chosen or {}).values() if ids is None or m.id in ids)


def newest_first(models: Iterable[Model]) -> list[Model]:
    """By date of release, newest first; an inexact date after the exact ones of its span; those without a date last; ties by id."""
    by_id = sorted(models, key=lambda m: m.id)
    return sorted(by_id, key=lambda m: release_order(m.released), reverse=True)


def license_ids(catalogue: Catalogue, names: Sequence[str]) -> set[str]:
    """The licences that the names mean: by id, name or SPDX id. Raises NotFound with the nearest."""
    out = set()
    for name in names:
        hits = [r.id for r in catalogue.licenses if fold(name) in (fold(r.id), fold(r.name), fold(r.spdx or "-"))]
        hits = hits or [r.id for r in catalogue.licenses if fold(name) == fold(r.name.partition(" (")[0])]
        if not hits:
            near = nearest(name, [r.id for r in catalogue.licenses])
            hint = f"did you mean {' or '.join(near)}?" if near else "cnai export licenses lists them"
            raise NotFound(f"no licence is named {name!r}: {hint}", near)
        out |= set(hits)
    return out


def newest_of_families(models: Sequence[Release]) -> list[Release]:
    """The newest of each family among models that come newest first; of one day the largest."""
    best: dict[str, Release] = {}
    for model in models:
        if model.released:
            seen = best.get(model.family)
            if seen is None or (model.released == seen.released and (model.total_params or 0) > (seen.total_params or 0)):
                best[model.family] = model
    return [m for m in models if best.get(m.family) is m]


def _priced(models: list[Model], most: float | None, currency: str | None) -> tuple[list[Model], list[str]]:
    """Those whose list price for output is at most so much: standard mode, first band, off-peak, cheapest endpoint, per 1M tokens. With a
    note on how many have none."""
    code = currency_of(currency)
    if most is None:
        return models, []
    outputs = [(m, p.output) for m in models if (p := main_price(m, code)) and p.output is not None]
    missing = len(models) - len(outputs)
    note = f"{plural(missing, 'release')} without a price in {code} {'is' if missing == 1 else 'are'} not shown"
    return [m for m, output in outputs if output <= most], [note] if missing else []


def _permitted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Uses and regions, as `permits` takes them together."""
    from cnai.questions.permission import USES

    uses = [w.strip().lower() for w in words if w.strip().lower() in USES]
    return uses, [w for w in words if w.strip().lower() not in USES]


def _sorted(rows: Sequence[Release], sort: str | None, currency: str | None) -> list[Release]:
    if sort in ("price", "-price"):
        code = currency_of(currency)

        def output(row: Release) -> Any:
            found = main_price(row, code)
            return found.output if found else None

        known = [r for r in rows if output(r) is not None]
        return sorted(known, key=output, reverse=sort.startswith("-")) + [r for r in rows if output(r) is None]
    return sorted_by(rows, sort, Release)
