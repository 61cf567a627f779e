"""Licences by name."""

from typing import TYPE_CHECKING

from cnai.store.folding import fold

if TYPE_CHECKING:
    from cnai.model.records import License
    from cnai.store.catalogue import Catalogue


# What people say of a licence that has one version in use, folded -> its id.
_USUAL = dict.fromkeys(("apache", "apache2", "apachev2", "apachelicense", "apachelicense2", "asl2"), "apache-2-0")


def called(catalogue: "Catalogue", name: str) -> list[str]:
    """The ids of the licences that a name means: by id, name or SPDX id; else by a usual name, or the name without what
    stands behind it in brackets."""
    wanted = fold(name)
    whole = [r.id for r in catalogue.licenses if wanted in names(r)]
    return whole or [r.id for r in catalogue.licenses if wanted and (wanted == short(r) or _USUAL.get(wanted) == r.id)]


def names(licence: "License") -> set[str]:
    """What it is called, folded."""
    return {fold(licence.id), fold(licence.name), *([fold(licence.spdx)] if licence.spdx else [])}


def short(licence: "License") -> str:
    """Its name without what stands behind it in brackets, folded."""
    return fold(licence.name.partition(" (")[0])
