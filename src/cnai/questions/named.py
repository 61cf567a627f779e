"""The models and licences that names mean."""

from collections.abc import Callable, Iterable, Sequence

from cnai.errors import NotFound
from cnai.model.records import Model
from cnai.store.catalogue import Catalogue
from cnai.store.derive import release_order
from cnai.store.endpoints import platform
from cnai.store.folding import fold
from cnai.store.licences import called
from cnai.store.spelling import nearest


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
            found = {m.id: m for n in wanted for m in meant(catalogue, n, kinds)}
            chosen = found if chosen is None else {i: m for i, m in chosen.items() if i in found}
    return newest_first(m for m in (chosen or {}).values() if ids is None or m.id in ids)


def meant(catalogue: Catalogue, name: str, kinds: Sequence[str] = ("company", "family", "model")) -> Sequence[Model]:
    """The models of a name; of a platform those that are served there. Raises NotFound, Ambiguous."""
    places = {e.id for e in platform(catalogue, name)} if "model" in kinds else set()
    if not places:
        record = catalogue.resolve(name, kinds)
        found = catalogue.models_of(record)
        if not found and record.record == "family":
            catalogue.say(f"{record.name} has no models of its own: cnai show {record.id}")
        return found
    return [m for m in catalogue.models if places & {*(a.endpoint for a in m.apis), *(p.endpoint for p in m.prices)}]


def told_apart(
    catalogue: Catalogue, names: Sequence[str], other: Callable[[str], object] | None = None
) -> tuple[list[str], list[NotFound]]:
    """The names that mean a company, family or model (or something to `other`), and what is wrong with the rest."""
    known: list[str] = []
    bad: list[NotFound] = []
    before = len(catalogue.said)
    for name in names:
        try:
            if not (other and other(name)):
                catalogue.resolve(name)
        except NotFound as error:
            bad.append(error)
        else:
            known.append(name)
    del catalogue.said[before:]  # it is said when the question is answered
    return known, bad


def newest_first(models: Iterable[Model]) -> list[Model]:
    """By date of release, newest first; an inexact date after the exact ones of its span; those without a date last; ties by id."""
    by_id = sorted(models, key=lambda m: m.id)
    return sorted(by_id, key=lambda m: release_order(m.released), reverse=True)


def license_ids(catalogue: Catalogue, names: Sequence[str]) -> set[str]:
    """The licences that the names mean: by id, name or SPDX id. Raises NotFound with the nearest."""
    out = set()
    for name in names:
        hits = called(catalogue, name)
        if not hits:
            if catalogue.is_past and (later := called(Catalogue(catalogue.base), name)):
                raise NotFound(f"nothing was under {' or '.join(later)} yet, as of {catalogue.day}", later)
            near = nearest(name, [r.id for r in catalogue.licenses])
            near = near or [r.id for r in catalogue.licenses if len(name) > 3 and _has_words(r.id, fold(name))][:3]
            hint = f"did you mean {' or '.join(near)}?" if near else "cnai export licenses lists them"
            raise NotFound(f"no licence is named {name!r}: {hint}", near)
        out |= set(hits)
    return out


def _has_words(rid: str, folded: str) -> bool:
    """Whether words of an id, one after the other, begin so: "openrail" stands in creativeml-open-rail-m."""
    parts = rid.split("-")
    return any("".join(parts[i:]).startswith(folded) for i in range(len(parts)))
