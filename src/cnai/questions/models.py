"""Choosing releases by their fields, by what their licences permit, by price."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from cnai.errors import InvalidQuery
from cnai.model.base import Frozen, Url, entity
from cnai.model.records import Model
from cnai.model.shape import widened
from cnai.model.values import Answer
from cnai.questions.filters import by_sizes, by_weights, by_words, in_window, inexact, left_out, sieved, tiny, unseen
from cnai.questions.found import Found, beyond, currency_of, first, window
from cnai.questions.main_model import UNIT, band_prices, main_price, main_prices, other_ways
from cnai.questions.named import named
from cnai.questions.skimmed import skimmed
from cnai.questions.sorting import sorted_by
from cnai.store.catalogue import Catalogue
from cnai.store.thin import whole
from cnai.words.dates import earliest
from cnai.words.quantities import threshold
from cnai.words.text import plural

if TYPE_CHECKING:
    from cnai.questions.permission import Permission

M = TypeVar("M", bound=Model)


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
    if names or company or family:
        chosen: list[Model] = named(catalogue, names, company, family, ids=_matching(catalogue, where))
    else:
        chosen = skimmed(catalogue, Release, where)
    start, end = window(catalogue, since, until)
    filters = [
        *in_window(start, end, catalogue.day), *by_weights(open_weights),
        *by_sizes(min_params, max_params, min_active, max_active, min_context),
        *by_words(catalogue, tier, kind, license, modality, status, capability),
    ]  # fmt: skip
    chosen, silent = sieved(chosen, filters)
    priced = max_price is not None or sort in ("price", "-price")
    code = currency_of(currency) if priced or currency is not None else ""
    ask = (permits, region, mau, revenue)
    counted = partial(_counted, catalogue, most=max_price, code=code, ask=ask)
    after = beyond(catalogue, earliest(start)) if start else []
    notes = [*after]
    if catalogue.is_past and not (start or end):
        notes += unseen("", counted(left_out(catalogue, names, company, family, filters)), never=True)
    notes += [note for what, models in silent if what or not after for note in unseen(what, counted(models))] + tiny(min_params)
    rows, unsure, said = _permitted(catalogue, chosen, *ask)
    notes += said
    if priced:
        rows, without = _priced(rows, max_price, code)
        notes += without
    if not permits and _is_asked(*ask):
        notes += ["no use was named, so only models whose licence permits commercial use are shown"]
    rows = newest_of_families(rows) if newest else rows
    shown, rest = first(_sorted(rows, sort, code), limit, "release")
    day = end or (catalogue.day if catalogue.is_past else None)
    notes += [
        *_to_ask(unsure),
        *_dearer(shown, max_price, code),
        *(_held_by_weights(shown, min_context) if open_weights and min_context else []),
        *inexact([m.released for m in shown], start, day),
        *(catalogue.unrated() if tier else []),
    ]
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


def newest_of_families(models: Sequence[Release]) -> list[Release]:
    """The newest of each family among models that come newest first; of one day the largest."""
    best: dict[str, Release] = {}
    for model in models:
        if model.released:
            seen = best.get(model.family)
            if seen is None or (model.released == seen.released and (model.total_params or 0) > (seen.total_params or 0)):
                best[model.family] = model
    return [m for m in models if best.get(m.family) is m]


def _priced(models: Sequence[M], most: float | None, code: str) -> tuple[list[M], list[str]]:
    """Those whose list price for output is at most so much: standard mode, first band, off-peak, cheapest endpoint, per 1M tokens. With a
    note on how many have none, and which of them are priced otherwise."""
    outputs = {m.id: p.output for m in models if (p := main_price(m, code)) and p.output is not None}
    without = [m for m in models if m.id not in outputs]
    word = "comes last" if len(without) == 1 else "come last"
    fate = word if most is None else "is not shown" if len(without) == 1 else "are not shown"
    note = f"{plural(len(without), 'release')} without a standard output price per {UNIT} in {code} {fate}"
    other = {m.id: ways for m in without if (ways := other_ways(m, code))}
    if other:
        ways = list(dict.fromkeys(way for found in other.values() for way in found))
        named = "; ".join(ways[:3]) + ("; …" if len(ways) > 3 else "")
        note += f"; {len(other)} of them {'has' if len(other) == 1 else 'have'} other prices ({named}): cnai prices {next(iter(other))}"
    return list(models) if most is None else [m for m in models if outputs.get(m.id, most + 1) <= most], [note] if without else []


def _is_asked(permits: Sequence[str], region: Sequence[str], mau: str | int | None, revenue: str | None) -> bool:
    """Whether any part of a licence question was given."""
    return bool(permits or region or mau is not None or revenue is not None)


def _counted(catalogue: Catalogue, models: list[Model], *, most: float | None, code: str, ask: tuple[Any, ...]) -> int:
    """How many models pass what is asked beyond the filters: the price and the licence question."""
    if models and most is not None:
        models = _priced(models, most, code)[0]
    return len(_permitted(catalogue, models, *ask)[0]) if _is_asked(*ask) else len(models)


def _permitted(
    catalogue: Catalogue, models: Sequence[Model], permits: Sequence[str], region: Sequence[str], mau: str | int | None, revenue: str | None
) -> tuple[list[Release], list["Permission"], list[str]]:
    """(the models as rows: all, or after a licence question those whose answer is yes; the answers of those to be asked about; what to say
    of the question). `permits` takes uses and regions together."""
    if not _is_asked(permits, region, mau, revenue):
        return [m if isinstance(m, Release) else release(m) for m in models], [], []
    from cnai.questions import permission
    from cnai.questions.asked import question, unasked

    uses, places = _told_apart(permits)
    asked = question(uses, [*places, *region], mau, revenue)
    answers = [(m, permission.can(catalogue, m, asked)) for m in models]
    unsure = [answer for _, answer in answers if answer.answer == "ask"]
    return [release(m, permit(answer)) for m, answer in answers if answer.answer == "yes"], unsure, unasked(asked, revenue)


def _to_ask(unsure: Sequence["Permission"]) -> list[str]:
    """How many models are not shown since one has to ask first, and of how many of them since no licence is recorded."""
    if not unsure:
        return []
    unrecorded = sum(answer.license is None for answer in unsure)
    why = f" ({unrecorded} without a recorded licence)" if unrecorded else ""
    fate = "is not shown" if len(unsure) == 1 else "are not shown"
    return [f'{plural(len(unsure), "release")} with the answer "ask first" {fate}{why}: cnai can {unsure[0].model}']


def _dearer(rows: Sequence[Model], most: float | None, code: str) -> list[str]:
    """How many of the models shown cost more than the highest price at peak hours, and how many for inputs beyond the first band."""
    notes = []
    for prices, when in (main_prices, "at peak hours"), (band_prices, "for longer inputs"):
        over = [m for m in rows if most is not None and any((p.output or 0) > most for p in prices(m, code))]
        what = plural(len(over), "release shown costs", "releases shown cost")
        notes += [f"{what} more than that {when}: cnai prices {over[0].id}"] if over else []
    return notes


def _held_by_weights(rows: Sequence[Model], least: str) -> list[str]:
    """How many of the models shown have that context only at the API or when it is extended."""
    size = threshold(least, "min-context")
    fewer = [m for m in rows if m.weights_context_tokens and m.weights_context_tokens < size]
    what = plural(len(fewer), "release shown has", "releases shown have")
    return [f"{what} a shorter context in the weights themselves: cnai show {fewer[0].id}"] if fewer else []


def _told_apart(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words that mean uses and regions, apart. Raises InvalidQuery for one that is neither."""
    from cnai.questions.asked import USES
    from cnai.questions.regions import region
    from cnai.words.quantities import one_of

    out: tuple[list[str], list[str]] = ([], [])
    for text in words:
        with suppress(InvalidQuery):
            out[0].append(one_of(text, USES, "permits"))
            continue
        try:
            out[1].append(region(text))
        except InvalidQuery:
            import difflib

            near = difflib.get_close_matches(text.strip().lower(), USES, n=1, cutoff=0.4)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise InvalidQuery(
                f"unknown use {text!r}; use {', '.join(USES)}, or a region (DE, US, CN){hint}", USES, option="permits"
            ) from None
    return out


def _sorted(rows: Sequence[Release], sort: str | None, code: str) -> list[Release]:
    if sort in ("price", "-price"):

        def output(row: Release) -> Any:
            found = main_price(row, code)
            return found.output if found else None

        known = [r for r in rows if output(r) is not None]
        return sorted(known, key=output, reverse=sort.startswith("-")) + [r for r in rows if output(r) is None]
    return sorted_by(rows, sort, Release)
