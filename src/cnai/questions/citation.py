"""How to cite the data itself, or the sources behind a record or a fact."""

import re
from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import Source
from cnai.questions import proof

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


def citations(catalogue: Catalogue, record: Any = None, field: str | None = None) -> list[dict[str, Any]]:
    """Rows {id, text, bibtex, url}: the data itself, or each source behind the record or field."""
    if record is None:
        return [_data(catalogue)]
    if field is None:
        return [_source(s) for s in proof.sources(catalogue, record)]
    rows = proof.proofs(catalogue, record.id, field)
    book = catalogue.book_of.get(record.id)
    return [_source(catalogue.source(i, book)) for i in dict.fromkeys(r["source"] for r in rows)]


def _data(catalogue: Catalogue) -> dict[str, Any]:
    title = "cnai: China's AI labs"
    text = f"The cnai maintainers. {title} (data {catalogue.version}, {catalogue.date}). CC0-1.0. {catalogue.hash}."
    fields = {
        "author": "{The cnai maintainers}",
        "title": title,
        "year": catalogue.date[:4],
        "version": catalogue.version,
        "note": f"Data of {catalogue.date}, CC0-1.0",
    }
    return {"id": "cnai", "text": text, "bibtex": _bibtex("cnai", fields), "url": None}


def _source(source: Source) -> dict[str, Any]:
    who = source.author or source.publisher
    day = f" ({source.published})" if source.published else ""
    text = f"{who}{day}. {source.title}. {source.publisher + '. ' if source.author else ''}{source.url} (opened {source.accessed})."
    fields = {
        "author": f"{{{tex(who)}}}",
        "title": tex(source.title),
        "year": (source.published or "")[:4],
        "publisher": tex(source.publisher),
    }
    fields |= {"url": source.url, "urldate": source.accessed}
    return {
        "id": source.id,
        "text": text,
        "bibtex": _bibtex(source.id, {k: v for k, v in fields.items() if v}),
        "url": source.url,
    }


def tex(text: str) -> str:
    """Text in which TeX takes no character for a command."""
    return re.sub(r"[\\{}%&#$_~^]", lambda m: _TEX[m[0]], text)


def _bibtex(key: str, fields: dict[str, str]) -> str:
    body = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key}{body}\n}}"
