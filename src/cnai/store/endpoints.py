"""Endpoints by the names that people know: of the platform, of its address."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cnai.store.folding import is_chinese, simplified, width

if TYPE_CHECKING:
    from cnai.model.records import Endpoint
    from cnai.store.catalogue import Catalogue

LEAST = 4  # letters that a name needs
_WORD = re.compile(r"[\w.]+")


def named(catalogue: "Catalogue", text: str) -> list["Endpoint"]:
    """The endpoints whose name, id or address holds these words one after the other; those of whole names first."""
    wanted = list(_words(text))
    if width("".join(wanted)) < LEAST:
        return []
    found = [
        (list(_words(name)) != wanted, len(endpoint.id), endpoint.id, endpoint)
        for endpoint in catalogue.endpoints
        for name in (endpoint.id, endpoint.name, re.sub(r"^https?://", "", endpoint.base_url or "").replace(".", " "))
        if _holds(list(_words(name)), wanted)
    ]
    return list({e.id: e for *_, e in sorted(found, key=lambda row: row[:3])}.values())


def whose(catalogue: "Catalogue", text: str) -> str:
    """A sentence on the endpoint that is meant, "" if there is none or several makers have one of this name."""
    found = named(catalogue, text)
    if len({e.company for e in found}) != 1:
        return ""
    what = f"{found[0].name} is an endpoint" if len(found) == 1 else f"{len(found)} endpoints are so named, all"
    return f"{what} of {found[0].company}: cnai prices --endpoint {found[0].id}"


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(simplified(text).replace("_", " ").replace("-", " ")):
        yield from word if is_chinese(word[0]) else [word.strip(".")]


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(words[i : i + len(wanted)]) == list(wanted) for i in range(len(words) - len(wanted) + 1))
