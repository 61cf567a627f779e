"""Licences by name."""

import re
from typing import TYPE_CHECKING

from cnai.store.folding import fold

if TYPE_CHECKING:
    from cnai.model.records import License
    from cnai.store.catalogue import Catalogue


# What people say of a licence that has one version in use, and how hubs tag it, folded -> its id.
_USUAL = {
    **dict.fromkeys(("apache", "apache2", "apachev2", "apachelicense", "apachelicense2", "asl2"), "apache-2-0"),
    **dict.fromkeys(("gpl3", "gpl3 0", "gplv3", "gplv3 0", "gnugplv3"), "gpl-3-0-only"),
    **dict.fromkeys(("agpl3", "agpl3 0", "agplv3", "agplv3 0", "gnuagplv3"), "agpl-3-0-only"),
    **dict.fromkeys(("bsd3", "bsd3clause", "newbsd"), "bsd-3-clause"),
    "creativemlopenrailm": "creativeml-open-rail-m",
    "openrail++": "creativeml-open-rail-plus-plus-m",
}
_SAID_TO_BE_ONE = re.compile(r"\b(?:licen[cs]e|agreement)\b", re.I)


def called(catalogue: "Catalogue", name: str) -> list[str]:
    """The ids of the licences that a name means: by id, name or SPDX id; else by a usual name, the name without what stands behind it in
    brackets, or, of a text that calls itself a licence, without such words ("Apache License, Version 2.0")."""
    wanted = fold(name)
    hits = [r.id for r in catalogue.licenses if wanted in names(r)]
    hits = hits or [r.id for r in catalogue.licenses if wanted and (wanted == short(r) or _USUAL.get(wanted) == r.id)]
    if not hits and _SAID_TO_BE_ONE.search(name) and (core := _core(name)):
        hits = [r.id for r in catalogue.licenses if core in {_core(r.id), _core(r.name), _core(r.spdx or "")}]
    return hits


def names(licence: "License") -> set[str]:
    """What it is called, folded."""
    return {fold(licence.id), fold(licence.name), *([fold(licence.spdx)] if licence.spdx else [])}


def short(licence: "License") -> str:
    """Its name without what stands behind it in brackets, folded."""
    return fold(licence.name.partition(" (")[0])


def _core(name: str) -> str:
    """A name without the words that say that it is a licence, folded: "gnugeneralpublic3" of "GNU General Public License, version 3"."""
    words = re.sub(r"\b(?:the|licen[cs]e|agreement|version)\b|\bv(?=\d)|[,()]", " ", name, flags=re.I)
    return fold(re.sub(r"(\d)[.-]0\b", r"\1", words))
