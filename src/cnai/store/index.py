"""The full-text index: what is searched, and how text becomes words for it.

SQLite's own tokenizers find nothing in two Chinese characters, so Chinese is cut into overlapping pairs beforehand, in the index and
in the question alike.
"""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from cnai.store.folding import simplified
from cnai.words.glossary import TYPES

_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(f"[{_CJK}]+|[^\\W_]+", re.UNICODE)
# What is searched: table -> (the field that is the record's title, the fields of prose).
SEARCHED: dict[str, tuple[str, tuple[str, ...]]] = {
    "companies": ("name", ("summary",)),
    "families": ("name", ("summary",)),
    "models": ("name", ("summary",)),
    "licenses": ("name", ("summary",)),
    "claims": ("claim", ("fact", "note")),
    "events": ("title", ("detail",)),
    "sources": ("title", ()),
}


def words(text: str) -> str:
    """Text as the index holds it: folded words, Chinese as single characters and overlapping pairs."""
    out: list[str] = []
    for run in _RUN.findall(simplified(text)):
        if "\u3400" <= run[0] <= "\u9fff":
            out += [run[n : n + 2] for n in range(len(run) - 1)] or [run]
        else:
            out.append(run)
    return " ".join(out)


def fill(connection: sqlite3.Connection, raw: dict[str, list[dict[str, Any]]]) -> None:
    """Create the index and fill it: a row for each field of prose of each record."""
    connection.execute(
        "create virtual table _search using fts5 (record unindexed, id unindexed, company unindexed, field unindexed, title unindexed,"
        ' text unindexed, names, prose, tokenize = "unicode61 remove_diacritics 2")'
    )
    add(connection, raw, raw["companies"])


def add(connection: sqlite3.Connection, raw: dict[str, list[dict[str, Any]]], companies: list[dict[str, Any]]) -> None:
    """Add the records of some tables to the index; an event is found by the names of its company and by its type, too."""
    called = {c["id"]: words(" ".join(c[k] for k in ("name", "short_name", "name_zh") if c.get(k))) for c in companies}
    connection.executemany("insert into _search values (?, ?, ?, ?, ?, ?, ?, ?)", _rows(raw, called))


def _rows(raw: dict[str, list[dict[str, Any]]], called: dict[str, str]) -> Iterator[tuple[str | None, ...]]:
    makers = {row["id"]: row["company"] for table in ("families", "models") for row in raw.get(table, ())}
    for table, (title, prose) in SEARCHED.items():
        for row in raw.get(table, ()):
            about = next(iter(row.get("about") or ()), "")
            company = row["id"] if table == "companies" else row.get("company") or makers.get(about, about) or None
            head = (row["record"], row["id"], company)
            others = [row.get(k) for k in ("short_name", "name_zh", "legal_name", "spdx", "publisher", "arxiv")]
            others += [n for k in ("aliases", "article_names", "former_names", "pinyin") for n in row.get(k) or ()]
            known = " · ".join(dict.fromkeys(str(n) for n in [row[title], *others] if n))
            whose = kind = ""
            if table == "events":
                whose, kind = called.get(company or "", ""), TYPES.get(row["type"], row["type"])
            yield *head, title, row[title], known, f"{words(known)} {kind}".strip(), whose
            for field in prose:
                if row.get(field):
                    yield *head, field, row[title], row[field], "", f"{words(row[field])} {whose}".strip()
            if table == "licenses":
                for rule in row["rules"]:
                    text = ". ".join(t for t in (rule["clause"], rule["duty"]) if t)
                    if text:
                        yield *head, "rules", row[title], text, "", words(text)
