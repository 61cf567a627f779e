"""Cells and lines that several views share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cnai.model.records import Claim, Company, Family, Model
from cnai.output.blocks import Block, Cell, Column, Line, Tone, text_cell
from cnai.store.catalogue import Catalogue
from cnai.store.then import may_be_later
from cnai.words.labels import NOT_JUDGED, evidence_fields, field
from cnai.words.quantities import share_of_known
from cnai.words.text import UNKNOWN, money, plural, price, price_key, show, size, span

DISPUTED = "†"
DOUBTED = "?"
YOUNGER = "~"
OF_PRICES = {
    DOUBTED: f"{DOUBTED} from a reseller or an aggregator, not from the maker",
    YOUNGER: f"{YOUNGER} may be younger than the day shown: its first day is not known",
}


def cell(record: Any, key: str, **more: Any) -> Cell:
    """A field of a record as a cell that leads to its evidence; a missing value says why."""
    return Cell(getattr(record, key), key, record.id, row=silences(record), **more)


def disputed(catalogue: Catalogue, subject: str, *keys: str) -> str:
    """The sign behind a value for which other sources say otherwise, else ""."""
    return DISPUTED if set(keys) & set(catalogue.disputed.get(subject, ())) else ""


def doubts(catalogue: Catalogue, prices: Iterable[tuple[str, Any]]) -> list[str]:
    """For each price of a model the signs that it is known from others than the maker only, and that it may be younger than a past day."""
    out = []
    for model, row in prices:
        heard = (model, *price_key(row)) in catalogue.heard_prices
        own = heard and "prices" in getattr(catalogue.find(model, ("model",)), "overlaid", ())
        out.append(DOUBTED * (heard and not own) + YOUNGER * (catalogue.is_past and may_be_later(row.since, catalogue.day)))
    return out


def of_prices(signs: Iterable[str]) -> list[Cell]:
    """What the signs on some prices mean."""
    borne = "".join(signs)
    return [text_cell(text, "dim") for sign, text in OF_PRICES.items() if sign in borne]


def legend(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterator[Block]:
    """What the signs mean, where any cell bears them: said of the column that stays longest when the window is narrow."""
    borne = [(column, c.subject) for row in rows for column, c in zip(columns, row, strict=True) if DISPUTED in c.mark]
    if borne:
        column, subject = max(borne, key=lambda b: b[0].keep)
        yield Line([text_cell(f"{DISPUTED} other sources differ: cnai why {subject}", "dim")], column=column.key)
    priced = [
        (column.key, c.mark) for row in rows for column, c in zip(columns, row, strict=True) if any(sign in c.mark for sign in OF_PRICES)
    ]
    yield from (Line([said], column=priced[0][0]) for said in of_prices(mark for _, mark in priced))


def silences(record: Any) -> dict[str, Any]:
    return {k: getattr(record, k, ()) for k in ("undisclosed", "not_applicable")}


def names(record: Any) -> str:
    """The English name, with the Chinese beside it."""
    zh = getattr(record, "name_zh", None)
    return f"{record.name}  {zh}" if zh else str(record.name)


def weights_cell(model: Model) -> Cell:
    tone: Tone = "plain" if model.open_weights is None else "open" if model.open_weights else "closed"
    return cell(model, "open_weights", tone=tone)


def weights_word(model: Model) -> str:
    """ "open", "closed" or ""."""
    return {True: "open", False: "closed"}.get(model.open_weights, "")  # type: ignore[arg-type]  # None has no word


def size_cell(model: Model) -> Cell:
    return Cell(
        model.total_params,
        "size",
        model.id,
        text=size({"total_params": model.total_params, "active_params": model.active_params, **silences(model)}),
    )


def license_cell(model: Model, called: Mapping[str | None, str]) -> Cell:
    text = called[model.license.id] if model.license else UNKNOWN if model.open_weights is False else None
    return Cell(model.license and model.license.id, "license_id", model.id, text=text, row=silences(model))


def terms_cell(catalogue: Catalogue, model: Model) -> Cell:
    """The licence of the weights, in a view without a column on weights: else whether they are closed or it is not recorded."""
    text = (
        license_name(catalogue, model.license.id)
        if model.license
        else {True: "not recorded", False: "closed", None: UNKNOWN}[model.open_weights]
    )
    return Cell(model.license and model.license.id, "license_id", model.id, text=text)


def tier_text(catalogue: Catalogue, company: Company) -> str:
    """ "tier 3 · The start-ups", "honorable mention", "not in the article", "" on a day before it."""
    if company.tier is not None:
        return f"tier {company.tier} · {company.tier_title}"
    return "honorable mention" if company.honorable_mention else "not in the article" if catalogue.tiers else ""


def valued(company: Company) -> str:
    """ "valued at US$20bn (2026-05)" or ""."""
    if company.valuation is None:
        return ""
    day = f" ({company.valuation.date})" if company.valuation.date else ""
    return f"valued at {money(company.valuation.amount, company.valuation.currency)}{day}"


def verdict_tone(verdict: str) -> Tone:
    return {"supported": "open", "unverifiable": "dim"}.get(verdict, "warn")  # type: ignore[return-value]  # the values are tones


def verdict_today(catalogue: Catalogue, claim: Claim) -> str:
    """The verdict on the day asked about: "today too: misleading", or "today: outdated (since 2026-06-16)"."""
    day = f"on {catalogue.day}" if catalogue.is_past else "today"
    if claim.verdict_now == claim.verdict:
        return f"{day} too: {claim.verdict}"
    return f"{day}: {claim.verdict_now or NOT_JUDGED}" + (f" (since {claim.now_since})" if claim.now_since else "")


SHARE = "open share: of the releases whose weights are known to be open or closed"


def open_share(models: Iterable[Model]) -> str:
    """The share of open weights among the models of which it is known: "71 % with open weights, of those known"; "" where of none."""
    flags = [m.open_weights for m in models]
    share = share_of_known(flags)
    return "" if share is None else f"{100 * share:.0f} % with open weights" + (", of those known" if None in flags else "")


def counted(models: int, open_models: int) -> str:
    return f"{plural(models, 'release')}, {open_models} open"


def company_name(catalogue: Catalogue, cid: str | None) -> str:
    """The short name of a company, the id where there is none."""
    record = catalogue.find(cid or "", ("company",))
    return record.short_name or record.name if isinstance(record, Company) else cid or ""


def company_label(catalogue: Catalogue, cid: str) -> str:
    """The company with its flagship brand: "Moonshot Kimi"."""
    record = catalogue.find(cid, ("company",))
    if not isinstance(record, Company):
        return cid
    short = record.short_name or record.name
    family = catalogue.find(record.flagship_family or "", ("family",))
    return short if not isinstance(family, Family) or family.name.casefold() in short.casefold() else f"{short} {family.name}"


def license_name(catalogue: Catalogue, lid: str | None) -> str:
    """The SPDX name of a licence, else its name without what is in brackets."""
    record = catalogue.find(lid, ("license",)) if lid else None
    return record.spdx or str(record.name).partition(" (")[0] if record else lid or UNKNOWN


def license_names(catalogue: Catalogue, ids: Iterable[str | None]) -> dict[str | None, str]:
    """The names of the licences of one table: short, and in full where two of them would look the same."""
    short = {lid: license_name(catalogue, lid) for lid in dict.fromkeys(ids)}
    seen = list(short.values())
    return {lid: str(catalogue.license_by_id[lid].name) if lid and seen.count(text) > 1 else text for lid, text in short.items()}


def endpoint_name(catalogue: Catalogue, eid: str) -> str:
    """The name of an endpoint."""
    record = catalogue.find(eid, ("endpoint",))
    return str(record.name) if record else eid


def item_words(catalogue: Catalogue, key: str, row: Any) -> str:
    """An entry of a list of a record, or an object, as its page and its evidence write it."""
    if not isinstance(row, Mapping):
        return show(key, row)
    if key == "weights":
        parts = (row.get(p) for p in ("variant", "format", "precision", "since"))
        return " · ".join(str(v) for v in (row["repo"], field(row["hub"]).label, *parts) if v)
    if key == "apis":
        return f"{row['model_id']} at {endpoint_name(catalogue, row['endpoint'])}{span(row)}"
    if key == "prices":
        return f"{price(row)} at {endpoint_name(catalogue, row['endpoint'])}{span(row)}"
    if key == "licenses":
        return f"{license_name(catalogue, row['license'])}, {row['scope']}{span(row)}"
    if key == "past":
        return f"{field(row['field']).label}: {item_words(catalogue, row['field'], row['value'])}{span(row)}"
    if key == "modalities":
        return " → ".join(show(key, row[side]) for side in ("input", "output"))
    return show(key, row)


def marked(catalogue: Catalogue, c: Cell) -> Cell:
    """The cell with the sign of dispute, if other sources give other values."""
    if c.field == "name" or not disputed(catalogue, c.subject, *evidence_fields(c.field)):
        return c
    return c.marked(DISPUTED)
