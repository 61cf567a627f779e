"""The numbered sources of what is shown, in order of first mention, and what other sources say about it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cnai.model.records import Source
from cnai.output.blocks import Cell
from cnai.store.catalogue import Catalogue
from cnai.words.labels import evidence_fields
from cnai.words.labels import field as label
from cnai.words.text import brief, parts


class Footnotes:
    """Empty unless sources are asked for. The evidence of many records is read in one go (`expect`)."""

    def __init__(self, catalogue: Catalogue | None, *, wanted: bool) -> None:
        self.catalogue = catalogue
        self._wanted = wanted and catalogue is not None
        self._cited: dict[str, int] = {}
        self._others: dict[tuple[str, str, str, str], str | None] = {}

    def __bool__(self) -> bool:
        return self._wanted

    def expect(self, subjects: Sequence[str]) -> None:
        """Read the evidence of these records in one go."""
        if self._wanted and self.catalogue is not None:
            self.catalogue.evidence_of_all([s for s in subjects if s])

    def sources(self, subject: str, name: str, item: str | None = None) -> list[str]:
        """The ids of the sources behind a field of a record, best first; of a list, those of one item (its `brief` text) where they are
        written beside it. None unless sources are asked for."""
        if not self._wanted or self.catalogue is None or not subject or not name:
            return []
        from cnai.questions.evidence import proofs

        rows = proofs(self.catalogue, subject, name)
        rows = [r for r in rows if _is_of(r.value, item)] if item else rows
        own = self.catalogue.store.overlay
        if own is not None:  # what the user has set is not what our sources say
            rows = [r for r in rows if r.source in own.source_ids] or rows
        for row in rows:
            for other in row.alternatives:
                self._others.setdefault((row.subject, row.field, other.value, other.source), other.note)
        return list(dict.fromkeys(r.source for r in rows))

    def numbers(self, cell: Cell) -> list[int]:
        """The numbers of the sources behind a cell, in order of first mention."""
        found = self.sources(cell.subject, cell.proof or cell.field, cell.item)
        return [self._cited.setdefault(source, len(self._cited) + 1) for source in found]

    def source(self, source_id: str) -> Source:
        """A source by its id."""
        assert self.catalogue is not None  # noqa: S101  # only asked for what was cited
        return self.catalogue.source(source_id)

    def cited(self) -> list[tuple[int, Source]]:
        """The numbered sources mentioned so far."""
        return [(n, self.source(s)) for s, n in self._cited.items()]

    def otherwise(self) -> list[str]:
        """What other sources say about the values mentioned so far, a line each."""
        lines = []
        for (subject, name, value, source), note in self._others.items():
            lines.append(f"{subject}, {label(name).label}: {value} ({self.source(source).title})" + (f": {note}" if note else ""))
        return lines

    def of_cells(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The sources of rows whose columns lead to several records: {subject, field, source, url, title}."""
        cells = [(row["field"], column, owner) for row in rows for column, owner in row[OWNERS].items()]
        self.expect([record for _, _, (record, _) in cells])
        return [
            {"subject": column, "field": name, "source": source, "url": self.source(source).url, "title": self.source(source).title}
            for name, column, owner in cells
            for source in self.sources(*owner)
        ]

    def of_row(self, row: dict[str, Any], columns: Sequence[str], subject: str = "") -> list[dict[str, Any]]:
        """The sources of a flat row as plain data: {field, source, url, title}."""
        owner = owner_of(row) or subject
        out = []
        for column in columns:
            for source in self.sources(owner, evidence_column(row, column), item_text(row)):
                found = self.source(source)
                out.append({"field": column, "source": source, "url": found.url, "title": found.title})
        return out


def _is_of(value: str | None, item: str) -> bool:
    """Whether what a source proves is this item of a list: the item alone, a list that holds it, or a field as a whole."""
    wanted = _pieces(item)
    return value is None or any(
        wanted <= proved and all(piece.startswith(_UNSHOWN) for piece in proved - wanted)
        for proved in map(_pieces, dict.fromkeys((value, *value.split("; "))))
    )


@lru_cache(maxsize=1 << 14)
def _pieces(text: str) -> frozenset[str]:
    """The parts of an item as `brief` writes it, in any order, a whole number without its ".0"."""
    return frozenset(part.removesuffix(".0") for part in parts(text))


OWNERS = "owners"
"""The key of a row, not of its columns, under which each column of it has a record and a field whose evidence it leads to."""
_UNSHOWN = ("topic ", "lower_is_better ", "cache_write ")  # parts of an item that rows leave out
_ANOTHER_NAME = {"benchmark": "name"}
_ADDED = ("id", "model", "license", "subject", "company", "rival", "cost", "api_name")  # what a row says beside its item
# Rows of parts of records: the column by which their evidence is found is the list that they are items of.
_PARTS = {"prices": {"currency", "unit"}, "benchmarks": {"score", "reported_by"}, "weights": {"hub", "repo"}, "apis": {"model_id"}}


_TELLING = ("date", "title", "new")
_OF_TYPE = {"release": "released", "licence": "licenses", "price": "prices"}  # the field of a model behind what happened to it
_LISTS = {"license": "licenses", "price": "prices"}


def _told(row: dict[str, Any]) -> str:
    """The field that a row of `diff`, or a row of `news` about a model, tells of; "" for other rows."""
    if {"change", "field", "new"} <= row.keys():
        name = row["field"] or ("released" if row.get("record") == "model" else "name")
        return _LISTS.get(name) or evidence_fields(name)[0]
    if {"type", "title"} <= row.keys() and row.get("record") == "model":
        return "weights_released" if row["title"].endswith("weights are published") else _OF_TYPE.get(row["type"], "")
    return ""


def owner_of(row: dict[str, Any]) -> str:
    """The record whose evidence a flat row leads to."""
    value = row.get("id") or row.get("model") or row.get("subject") or row.get("license") or ""
    return value if isinstance(value, str) else ""


def item_text(row: dict[str, Any]) -> str | None:
    """How the evidence names a row that is a part of a record; None for a record."""
    if row.get("id") or not any(marks <= row.keys() for marks in _PARTS.values()):
        return None
    return brief({_ANOTHER_NAME.get(k, k): v for k, v in row.items() if k not in _ADDED})


def evidence_column(row: dict[str, Any], column: str) -> str:
    """The field that proves a column of a row: of a part of a record the list that it is an item of, of what happened what it tells of."""
    told = _told(row)
    if told:
        return told if column in _TELLING else ""
    if row.get("id"):
        return column
    if {"ours", "theirs"} <= row.keys():  # a row of `audit` names the field whose value it shows
        from cnai.questions.audit import evidence_field

        return evidence_field(row["field"]) if column == "ours" else ""
    for name, marks in _PARTS.items():
        if marks <= row.keys():
            return name
    return "rules" if {"use", "clause"} <= row.keys() else column
