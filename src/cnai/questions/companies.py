"""Choosing companies by their fields."""

from collections.abc import Sequence

from cnai.model.records import Company
from cnai.model.values import CompanyKind, Modality
from cnai.questions.found import Found, not_counted, outputs, tier_of, tiers_of
from cnai.questions.regions import region
from cnai.questions.sorting import sorted_by, within
from cnai.store.catalogue import Catalogue
from cnai.store.folding import fold
from cnai.words.quantities import each_of
from cnai.words.words import words_of

KINDS, MODALITIES = words_of(CompanyKind), words_of(Modality)
# Chinese names of cities in which labs have their seat.
CITIES = {
    "北京": "beijing",
    "上海": "shanghai",
    "杭州": "hangzhou",
    "深圳": "shenzhen",
    "香港": "hong kong",
    "新加坡": "singapore",
    "广州": "guangzhou",
}


def companies(
    catalogue: Catalogue,
    *,
    tier: Sequence[str | int] = (),
    kind: Sequence[str] = (),
    city: Sequence[str] = (),
    country: Sequence[str] = (),
    modality: Sequence[str] = (),
    open_weights: bool = False,
    listed: bool = False,
    where: str | None = None,
    sort: str | None = None,
) -> Found[Company]:
    """The companies that pass every filter given, in the article's order. Raises InvalidQuery."""
    levels = tiers_of(catalogue, tier)
    kinds = each_of(kind, KINDS, "kind")
    media = set(each_of(modality, MODALITIES, "modality"))
    makers = {m.company for m in catalogue.models if set(outputs(m)) & media} if media else set()
    towns = {fold(CITIES.get(c.strip().removesuffix("市"), c)) for c in city}
    lands = {region(c, "country") for c in country}
    ids = None
    if where is not None:
        from cnai.questions.sql import ids_where

        ids = ids_where(catalogue, "companies", where)

    def test(c: Company) -> bool:
        return (
            (not levels or tier_of(c.tier, c.honorable_mention) in levels)
            and (not kinds or c.kind in kinds)
            and (not towns or (c.hq is not None and fold(c.hq) in towns))
            and (not lands or c.country in lands)
            and (not media or c.id in makers)
            and (not open_weights or c.open_model_count > 0)
            and (not listed or any(row.until is None for row in c.listings))
            and (ids is None or c.id in ids)
        )

    rows = sorted_by([c for c in catalogue.companies if test(c)], sort, Company)
    notes = [] if rows else (catalogue.unrated() if tier else []) or ["no company matches"]
    notes += within(rows, sort, Company)
    if catalogue.is_past:
        from cnai.questions.filters import inexact

        ids = {c.id for c in rows}
        notes += not_counted(catalogue, [*ids]) if rows else []
        notes += inexact((m.released for m in catalogue.models if m.company in ids), None, catalogue.day)
    for what, asked, known in (
        ("cities", towns, {fold(c.hq): c.hq for c in catalogue.companies if c.hq}),
        ("countries", lands, {c.country: c.country for c in catalogue.companies if c.country}),
    ):
        if asked - {*known}:
            notes.append(f"the {what} of the companies: {', '.join(sorted(known.values()))}")
    return Found(tuple(rows), notes)
