"""How to cite the data itself, or the sources behind a record or a fact."""

import re
from typing import Any

from cnai.model.base import Frozen, Url, entity
from cnai.model.records import Source
from cnai.questions import evidence as proof
from cnai.store.catalogue import Catalogue

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts a brace also behind a backslash
    "}": r"\textbraceright{}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\~{}",
    "^": r"\^{}",
}


@entity
class Citation(Frozen):
    """How to cite one thing: as a sentence, as BibTeX, as CSL-JSON (https://citationstyles.org)."""

    id: str
    text: str
    bibtex: str
    csl: dict[str, Any]
    url: Url | None = None


def citations(catalogue: Catalogue, record: Any = None, field: str | None = None) -> tuple[Citation, ...]:
    """The data itself, or each source behind the record or field; a record is cited itself before its sources."""
    if record is None:
        return (_data(catalogue),)
    if field is None:
        itself = () if isinstance(record, Source) else (_data(catalogue, record),)
        return (*itself, *(_source(s) for s in proof.sources(catalogue, record)))
    rows = proof.proofs(catalogue, record.id, field)
    return tuple(_source(catalogue.source(i)) for i in dict.fromkeys(r.source for r in rows))


def _data(catalogue: Catalogue, record: Any = None) -> Citation:
    title = "cnai: China's AI labs"
    if record is not None and getattr(record, "origin", "cnai") != "cnai":
        return _own(catalogue, record)
    if record is not None:
        title = f"{_name(record)}, in {title}"
    key = "cnai" if record is None else f"cnai-{record.id}"
    text = f"The cnai maintainers. {title} (data {catalogue.version}, {catalogue.date}). CC0-1.0. {catalogue.hash}."
    fields = {
        "author": "{The cnai maintainers}",
        "title": tex(title),
        "year": catalogue.date[:4],
        "version": catalogue.version,
        "note": f"Data of {catalogue.date}, CC0-1.0",
    }
    csl = {
        "id": key, "type": "dataset", "title": title, "author": [{"literal": "The cnai maintainers"}], "version": catalogue.version,
        "issued": _csl_date(catalogue.date),
    }  # fmt: skip
    return Citation(id=key, text=text, bibtex=_bibtex(key, fields), csl=csl)


def _name(record: Any) -> str:
    """What a record is called: a claim or an event by its words."""
    said: str = getattr(record, "claim", None) or getattr(record, "title", None) or getattr(record, "name", None) or record.id
    return said if hasattr(record, "name") else said.rstrip(".")


def _own(catalogue: Catalogue, record: Any) -> Citation:
    """A record of the user's own file: it is not ours to credit or to license."""
    key, name = f"own-{record.id}", _name(record)
    said = f"your own record in {record.origin}, not part of cnai's data"
    csl = {"id": key, "type": "document", "title": name, "note": said, "issued": _csl_date(record.changed or catalogue.date)}
    bibtex = _bibtex(key, {"title": tex(name), "note": tex(said)})
    return Citation(id=key, text=f"{name}: {said}.", bibtex=bibtex, csl=csl)


def _source(source: Source) -> Citation:
    who = source.author or source.publisher
    day = f" ({source.published})" if source.published else ""
    text = f"{who}{day}. {source.title}. {source.publisher + '. ' if source.author else ''}{source.url} (opened {source.accessed})."
    fields = {
        "author": f"{{{tex(who)}}}",
        "title": tex(source.title),
        "year": (source.published or "")[:4],
        "publisher": tex(source.publisher),
        "url": source.url,
        "urldate": source.accessed,
    }
    csl: dict[str, Any] = {
        "id": source.id, "type": "webpage", "title": source.title, "author": [{"literal": who}], "publisher": source.publisher,
        "URL": source.url, "accessed": _csl_date(source.accessed),
    }  # fmt: skip
    if source.published:
        csl["issued"] = _csl_date(source.published)
    return Citation(id=source.id, text=text, bibtex=_bibtex(source.id, {k: v for k, v in fields.items() if v}), csl=csl, url=source.url)


def _csl_date(day: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}


def tex(text: str) -> str:
    """Text in which TeX takes no character for a command."""
    return re.sub(r"[\\{}%&#$_~^]", lambda m: _TEX[m[0]], text)


def _bibtex(key: str, fields: dict[str, str]) -> str:
    body = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key}{body}\n}}"
