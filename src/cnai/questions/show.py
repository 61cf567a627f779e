"""The page of a record: the record with what belongs to it."""

from typing import Any

from cnai.model.base import Date, Frozen, entity
from cnai.model.records import Claim, Company, Event, Evidence, Family, Model, Source
from cnai.model.shape import keys, widened
from cnai.model.values import Status
from cnai.questions.api_names import ApiName, api_name, moved_on, served_now
from cnai.questions.related import claims_about, events_about
from cnai.store.catalogue import Catalogue, Named


@entity
class ShortModel(Frozen):
    """The few fields of a model that are shown inside another record."""

    id: str
    name: str
    released: Date | None = None
    status: Status | None = None
    open_weights: bool | None = None
    total_params: int | None = None
    active_params: int | None = None
    context_tokens: int | None = None
    license_id: str | None = None


@entity
class OwnerDetails(Frozen):
    """What belongs to a company or family. `models` are short unless whole records are asked for."""

    families: tuple[Family, ...] = ()
    models: tuple[ShortModel, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()


@entity
class WholeDetails(Frozen):
    """The same with whole models."""

    families: tuple[Family, ...] = ()
    models: tuple[Model, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()


@entity
class ModelDetails(Frozen):
    """The evidence of a model and its sources."""

    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()


@entity
class ProofDetails(Frozen):
    """The sources of an event or claim."""

    sources: tuple[Source, ...] = ()


@entity
class CompanyPage(Company):
    """A company with what belongs to it."""

    details: OwnerDetails | WholeDetails


@entity
class FamilyPage(Family):
    """A family with what belongs to it."""

    details: OwnerDetails | WholeDetails


@entity
class ModelPage(Model):
    """A model with its evidence and sources."""

    details: ModelDetails


@entity
class ClaimPage(Claim):
    """A claim with its sources."""

    details: ProofDetails


@entity
class EventPage(Event):
    """An event with its sources."""

    details: ProofDetails


_PAGES = {Company: CompanyPage, Family: FamilyPage, Model: ModelPage, Claim: ClaimPage, Event: EventPage}
Page = CompanyPage | FamilyPage | ModelPage | ClaimPage | EventPage | ApiName


def show(catalogue: Catalogue, name: str, *, expand: bool = False) -> Page:
    """The page of what a name means: a company, family, model, API name, or the claim or event of this id.

    Raises NotFound with the nearest names, Ambiguous with the candidates.
    """
    stated = statement(catalogue, name)
    if stated is not None:
        return _page(stated, ProofDetails(sources=tuple(catalogue.source(p.source) for p in stated.evidence)))
    served = api_name(catalogue, name)
    if served is not None:
        return served
    return page(catalogue, catalogue.resolve(name), expand=expand)


def statement(catalogue: Catalogue, name: str) -> Claim | Event | None:
    """The claim or event of this id."""
    found: Claim | Event | None = catalogue.find(name.strip().lower(), ("claim", "event"))
    return found


def page(catalogue: Catalogue, record: Named, *, expand: bool = False) -> Page:
    """The page of a company, family or model."""
    if isinstance(record, Model):
        rows = catalogue.evidence_of(record.id)
        used = sorted({s for e in rows for s in (e.source, *(a.source for a in e.alternatives))})
        return _page(record, ModelDetails(evidence=rows, sources=tuple(catalogue.source(s) for s in used)))
    models = catalogue.models_of(record)
    families = catalogue.families_of(record.id) if isinstance(record, Company) else catalogue.families_in(record.id)
    ids = {record.id, *(f.id for f in families), *(m.id for m in models)}
    about = {"claims": tuple(claims_about(catalogue, ids)), "events": tuple(events_about(catalogue, record)), "families": tuple(families)}
    if expand:
        return _page(record, WholeDetails(models=models, **about))
    return _page(record, OwnerDetails(models=tuple(short(m) for m in models), **about))


def short(model: Model) -> ShortModel:
    """A model in its few most asked fields."""
    values = {k: getattr(model, k) for k in keys(ShortModel) if k != "license_id"}
    return ShortModel(**values, license_id=model.license.id if model.license else None)


def _page(record: Any, details: Any) -> Page:
    out: Page = widened(record, _PAGES[type(record)], details=details)
    return out


def next_steps(catalogue: Catalogue, page: Page) -> str:
    """What to type next."""
    if isinstance(page, ApiName):
        first = next(iter(served_now(catalogue, page.id)), None)
        return f"cnai show {first.id} · cnai can {first.id}" if first else ""
    if isinstance(page, (Claim, Event)):
        return f"cnai why {page.id}"
    if isinstance(page, Model):
        return f"cnai why {page.id} · cnai show {page.company}"
    # Where a family has no evidence of its own, what is said of it follows from its releases.
    proved = [page.id] if catalogue.evidence_of(page.id) else [m.id for m in catalogue.models_of(page)[:1]]
    flagship = page.flagship_family if isinstance(page, Company) else page.latest_model
    return " · ".join([*(f"cnai why {i}" for i in proved), *([f"cnai show {flagship}"] if flagship else [])])


def notes(catalogue: Catalogue, page: Page) -> list[str]:
    """What a reader of a model's page should know: its API name may serve another model now."""
    return moved_on(catalogue, page) if isinstance(page, Model) else []
