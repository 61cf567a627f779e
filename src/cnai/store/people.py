"""Founders, chief executives and parents of companies by name, in Latin letters or Chinese."""

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from cnai.store.folding import fold

if TYPE_CHECKING:
    from cnai.store.catalogue import Catalogue

_COLUMNS = ("id", "name", "ceo_name", "ceo_name_zh", "founders", "parent_name")  # read so, no record need be made


class Leader(NamedTuple):
    """Whoever leads ("ceo"), founded ("founders") or owns ("parent") a company."""

    company: str
    company_name: str
    field: str
    name: str
    name_zh: str | None


def led_by(catalogue: "Catalogue", name: str) -> list[Leader]:
    """The people and firms of a name, once for each company that they lead or own on the day shown, or founded."""
    wanted = _key(name)
    people = [
        Leader(cid, called, field, person["name"], person.get("name_zh"))
        for cid, called, ceo, ceo_zh, founders, parent in catalogue.store.columns("companies", _COLUMNS)
        for field, of in (
            ("ceo", [{"name": ceo, "name_zh": ceo_zh}]),
            ("founders", json.loads(founders or "[]")),
            ("parent", [{"name": parent}]),
        )
        for person in of
        if person["name"]
    ]
    found = {p.company: p for p in reversed(people) if wanted in _names(p)}
    return list(reversed(found.values())) if wanted else []


def _names(person: Leader) -> set[str]:
    """Mao Wenchao (Charlwin Mao) 毛文超 has three, and both Latin ones together."""
    return {_key(part) for part in (person.name, *re.split(r"[()]", person.name), person.name_zh or "")} - {""}


def _key(name: str) -> str:
    """A name whose order does not matter: Zhilin Yang is Yang Zhilin."""
    return " ".join(sorted(map(fold, re.split(r"[\s,()-]+", name.strip("() \t")))))
