"""Endpoints by the names that people know: of the platform, of its address."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cnai.store.folding import fold, is_chinese, simplified, width

if TYPE_CHECKING:
    from cnai.model.records import Endpoint
    from cnai.store.catalogue import Catalogue

LEAST = 4  # letters that a name needs
_PLATFORM = re.compile(r"\s*(?:开放平台|平台|open platform|platform|api)$", re.IGNORECASE)
_CHINESE = {"千帆": "Qianfan", "方舟": "Volcano Engine Ark", "万擎": "Wanqing"}  # of platforms that are no family
_WORD = re.compile(r"[\w.]+")
# Words in the names and addresses of endpoints that are not their makers' own: one alone means none of them.
_COMMON = """openai anthropic compatible closed address code custom engine expires format gateway global legacy service subscription
temporary virginia voice volcano west workshop paas"""


def named(catalogue: "Catalogue", text: str) -> list["Endpoint"]:
    """The endpoints whose name, id or address holds these words one after the other; those of whole names first."""
    wanted = list(_words(text))
    if width("".join(wanted)) < LEAST or all(word.casefold() in _COMMON.split() or word.isdigit() for word in wanted):
        return []
    found = [
        (list(_words(name)) != wanted, len(endpoint.id), endpoint.id, endpoint)
        for endpoint in catalogue.endpoints
        for name in (endpoint.id, endpoint.name, re.sub(r"^https?://", "", endpoint.base_url or "").replace(".", " "))
        if _holds(list(_words(name)), wanted)
    ]
    return list({e.id: e for *_, e in sorted(found, key=lambda row: row[:3])}.values())


def meant(catalogue: "Catalogue", text: str) -> list["Endpoint"]:
    """The endpoints that a text means: by id or name; else all of a platform, in any spelling; else all of a maker. They are of several
    makers where it is not clear."""
    text = next((name for chinese, name in _CHINESE.items() if chinese in text), text)
    wanted, words = fold(text), list(_words(text))
    exact = [e for e in catalogue.endpoints if wanted in (fold(e.id), fold(e.name))]
    found = exact or named(catalogue, text)
    found = [e for e in found if list(_words(e.name))[: len(words)] == words] or found
    if not found:
        for match in catalogue.names.exact(_PLATFORM.sub("", text), ("company", "family")):
            record = catalogue.get(match.id)
            found = [e for e in catalogue.endpoints if e.company == record.id] or of_platform(catalogue, record)
    return found


def of_platform(catalogue: "Catalogue", record: Any) -> list["Endpoint"]:
    """The endpoints of a platform: a family without models, by any of its names."""
    if record.record != "family" or record.model_count:
        return []
    names = (record.id, record.name, record.name_zh or "", *record.pinyin, *record.aliases)
    return list({e.id: e for name in names for e in named(catalogue, name) if e.company == record.company}.values())


def platform(catalogue: "Catalogue", name: str) -> list["Endpoint"]:
    """The endpoints that a name means where it means no company, family with models or model."""
    found = catalogue.match(name) or catalogue.names.exact(name, ("api",))
    if found:
        return of_platform(catalogue, catalogue.get(found[0].id)) if found[0].kind == "family" and len(found) == 1 else []
    places = meant(catalogue, name)
    return places if len({e.company for e in places}) == 1 else []


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
