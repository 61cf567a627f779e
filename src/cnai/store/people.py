"""Founders and chief executives by name, in Latin letters or Chinese."""

import re
from typing import TYPE_CHECKING, Any

from cnai.store.folding import fold

if TYPE_CHECKING:
    from cnai.model.records import Company
    from cnai.store.catalogue import Catalogue


def led_by(catalogue: "Catalogue", name: str) -> list[tuple["Company", str, Any]]:
    """(company, field, person) of the companies that somebody of this name founded or leads on the day shown, each company once."""
    wanted = _key(name)
    people = [(c, field, p) for c in catalogue.companies for field, of in (("ceo", (c.ceo,)), ("founders", c.founders)) for p in of if p]
    found = {c.id: (c, field, p) for c, field, p in reversed(people) if wanted in _names(p)}
    return list(reversed(found.values())) if wanted else []


def _names(person: Any) -> set[str]:
    """Mao Wenchao (Charlwin Mao) 毛文超 has three."""
    return {_key(part) for part in (*re.split(r"[()]", person.name), person.name_zh or "")} - {""}


def _key(name: str) -> str:
    """A name whose order does not matter: Zhilin Yang is Yang Zhilin."""
    return " ".join(sorted(map(fold, re.split(r"[\s,-]+", name.strip()))))
