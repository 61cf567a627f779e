"""A licence with the models under it, and the licences of a record over time."""

from typing import Any, Literal

from cnai.errors import Ambiguous
from cnai.model.base import Date, Frozen, entity
from cnai.model.records import License, Model
from cnai.model.shape import widened
from cnai.model.values import LicenseScope
from cnai.questions.named import license_ids
from cnai.questions.show import statement
from cnai.questions.strictness import stricter
from cnai.questions.which import Meaning
from cnai.store.catalogue import Catalogue
from cnai.store.folding import fold
from cnai.store.licences import called
from cnai.store.resolving import foreign


@entity
class LicensePage(License):
    """A licence and the models whose weights are under it today."""

    models: tuple[str, ...] = ()


@entity
class LicenseUseOf(Frozen):
    """A licence of a model; `change` compares it with the one before it in the same line."""

    model: str
    license: str
    scope: LicenseScope
    since: Date | None = None
    until: Date | None = None
    change: Literal["stricter", "freer", "as strict"] | None = None


@entity
class LicensesOverTime(Frozen):
    """The licences of a record over time: oldest first, one without a date by the day of the weights; without that too last."""

    subject: Meaning
    rows: tuple[LicenseUseOf, ...] = ()


def license_of(catalogue: Catalogue, name: str) -> LicensePage | LicensesOverTime:
    """The licence that a name means, or the licences of a model, family or company over time. Raises NotFound, Ambiguous."""
    means = catalogue.match(name) or catalogue.names.exact(name, ("api",))
    other = foreign(name) and any(r.id.startswith(fold(name)) for r in catalogue.licenses)  # llama
    if means and not other and not called(catalogue, name) and not statement(catalogue, name):
        return over_time(catalogue, name)
    rid, *others = sorted(license_ids(catalogue, [name]))
    if others:
        said = ", ".join(i + "".join(catalogue.license_by_id[i].name.partition(" (")[1:]) for i in (rid, *others))
        raise Ambiguous(f"{len(others) + 1} licences are called {name!r}: {said}; use one of the ids", (rid, *others))
    licence = catalogue.license_by_id[rid]
    page: LicensePage = widened(licence, LicensePage, models=tuple(m.id for m in catalogue.models if m.license and m.license.id == rid))
    return page


def over_time(catalogue: Catalogue, name: str) -> LicensesOverTime:
    """Compared within a model, and with the model that it follows."""
    record = catalogue.resolve(name)
    rows: list[LicenseUseOf] = []
    models = {m.id: m for m in catalogue.models_of(record)}
    for model in models.values():
        for use in model.licenses:
            before = _before(catalogue, model, use)
            known = catalogue.license_by_id
            change = None
            if before and starts(model, use) and before != use.license and before in known and use.license in known:
                change = stricter([known[before]], [known[use.license]])
            rows.append(LicenseUseOf(model=model.id, license=use.license, scope=use.scope, since=use.since, until=use.until, change=change))
    days = {id(row): starts(models[row.model], row) for row in rows}
    rows.sort(key=lambda r: (days[id(r)] is None, days[id(r)] or "", r.model))
    return LicensesOverTime(subject=Meaning(record=record.record, id=record.id, name=record.name), rows=tuple(rows))


def starts(model: Model, use: Any) -> str | None:
    """From when on a licence holds: its own day, else, for weights, the day on which these came out."""
    return use.since or ((model.weights_released or model.released) if use.scope == "weights" else None)


def _before(catalogue: Catalogue, model: Model, use: Any) -> str | None:
    """The licence that this one follows: the one that ended on its first day, else that of the model before, as it was on that day."""
    ended = next((r.license for r in model.licenses if r.scope == use.scope and r.until and r.until == use.since), None)
    if ended:
        return ended
    previous = catalogue.find(model.predecessor, ("model",)) if model.predecessor else None
    day = starts(model, use)
    of_scope = [r for r in previous.licenses if r.scope == use.scope] if isinstance(previous, Model) else []
    rows = [r for r in of_scope if not (r.until and day and r.until <= day) and not (r.since and day and r.since > day)]
    return rows[-1].license if rows and (day or not rows[-1].until) else None
