"""The catalogue as it was at the end of a day: `past`, dated lists and dates are replayed, counts are counted again.

What is dated follows from the classes. An inexact date counts as early as it may be. A model without any date is left out, since
it is not known whether it existed.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from cnai.model.kinds import NAMED_TABLES, RECORDS, TABLE_OF, TABLES
from cnai.model.shape import blank, dated_lists, flagged, marked
from cnai.store.database import Among, Head, Names, Store
from cnai.store.derive import Raw, derive, descendants
from cnai.store.folding import fold
from cnai.store.then import held_on, later, marked_later, on_day
from cnai.words.dates import dates_in, earliest
from cnai.words.labels import OUTSIDERS


class Replayed:
    """Another store as it was at the end of `day`."""

    def __init__(self, store: Store, day: str) -> None:
        self._store = store
        self._day = day

    @cached_property
    def _raw(self) -> Raw:
        raw = self._replayed(self._today)
        if self.overlay is not None:  # what follows from the user's facts on that day
            self.overlay.mark(raw, self._replayed(_whole(self.overlay.base)))
        return raw

    @cached_property
    def _today(self) -> Raw:
        return _whole(self._store)

    def _replayed(self, whole: Raw) -> Raw:
        return replay(whole, self._day, self.head.article["date"])

    @cached_property
    def head(self) -> Head:
        """Today's, without tiers on a day before the article."""
        head = self._store.head
        return Head(**{**vars(head), "tiers": []}) if later(head.article["date"], self._day) else head

    @cached_property
    def undated(self) -> int:
        """How many models are left out because they have no date."""
        return sum(not born(row) for row in self._store.rows("models"))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The records of a table on that day; of the sources those that prove something of it."""
        if table == "sources":
            return [row for row in self._store.rows(table) if row["id"] in self._proving]
        return self._raw[table] if table in self._raw else self._proofs(self._store.rows(table))

    def some(self, table: str, key: str, values: Iterable[str]) -> list[dict[str, Any]]:
        """Those whose id, company or parent is one of the values."""
        if table not in self._raw:
            found = self._store.some(table, key, values)
            return self._proofs(found) if table == "evidence" else found
        name = "family" if (table, key) == ("models", "parent") else key
        wanted = set(values)
        return [row for row in self._raw[table] if row[name] in wanted]

    def _proofs(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Of today's evidence of some records that of the day."""
        from cnai.store.proof_on import evidence_on

        now, then = self._by_id
        sources = {row["id"]: row for row in self._store.rows("sources")}
        return evidence_on(rows, now, then, sources, self._day)

    @cached_property
    def _by_id(self) -> tuple[dict[str, dict[str, Any]], ...]:
        """The records of today and of the day by id."""
        return tuple({row["id"]: row for rows in raw.values() for row in rows} for raw in (self._today, self._raw))

    @cached_property
    def _proving(self) -> set[str]:
        """The ids of the sources that prove something of the day."""
        inside = (proof["source"] for table in ("claims", "events") for row in self._raw[table] for proof in row["evidence"])
        return {*inside, *(source for row in self.rows("evidence") for source in _cited(row))}

    @cached_property
    def _alive(self) -> set[str]:
        return {row["id"] for table in NAMED_TABLES for row in self._raw[table]}

    @cached_property
    def _answering(self) -> set[str]:
        """The API names, folded, that a model of that day has or had."""
        return {fold(str(name)) for (name,) in self.columns("apis", ("model_id",))}

    def _lives(self, row: list[str]) -> bool:
        return fold(row[0]) in self._answering if row[2] == "api" else row[0] in self._alive

    def named(self, folded: str) -> list[list[str]]:
        """What a folded name meant on that day."""
        return [row for row in self._store.named(folded) if self._lives(row)]

    def beginning(self, folded: str) -> Names:
        """The names that begin so."""
        return self._living(self._store.beginning(folded))

    @cached_property
    def names(self) -> Names:
        return self._living(self._store.names)

    def _living(self, names: Names) -> Names:
        kept = {name: [row for row in rows if self._lives(row)] for name, rows in names.items()}
        return {name: rows for name, rows in kept.items() if rows}

    @property
    def disputed(self) -> dict[str, list[str]]:
        return self._store.disputed

    def proved_of(self, record_id: str) -> tuple[int, int, str | None]:
        """Today's count: a proof that was read later proves the past too."""
        return self._store.proved_of(record_id)

    def columns(self, table: str, names: Sequence[str], among: Among | None = None) -> list[tuple[Any, ...]]:
        """Some columns of a flat table of that day."""
        from cnai.store.tables import chosen

        return chosen(table, self.rows, names, among)

    @property
    def overlay(self) -> Any:
        return self._store.overlay

    def meta(self, key: str) -> Any:
        return self._store.meta(key)

    def search(self, question: str) -> list[Any]:
        """What matches today; the question leaves out what did not exist on that day."""
        return self._store.search(question)

    def database(self) -> sqlite3.Connection:
        """The flat tables of that day, in memory."""
        from cnai.store.tables import NAMES, create_views, fill, owner

        connection = sqlite3.connect(":memory:")
        for table in NAMES:
            fill(connection, table, self.rows(owner(table) or table))
        create_views(connection)
        return connection


def _whole(store: Store) -> Raw:
    return {table: [blank(TABLES[table]) | row for row in store.rows(table)] for table in RECORDS}


def _cited(row: dict[str, Any]) -> Iterator[str]:
    """The sources that a piece of evidence names."""
    yield row["source"]
    yield from (other["source"] for other in row["alternatives"])


def replay(raw: Raw, day: str, article_date: str) -> Raw:
    """The records as they were at the end of a day."""
    out: Raw = dict(raw)
    out["models"] = [_model(m, day) for m in raw["models"] if born(m) and not later(born(m), day)]
    out["companies"] = [_record(c, day) for c in raw["companies"] if not later(c["founded"], day)]
    had, has = {m["family"] for m in raw["models"]}, {m["family"] for m in out["models"]}
    below = descendants(raw["families"])
    out["families"] = [_record(f, day) for f in raw["families"] if below[f["id"]] & has or not below[f["id"]] & had]
    out["events"] = [_event(e, day) for e in raw["events"] if not later(e["date"], day)]
    out["claims"] = [_claim(c, day, article_date) for c in raw["claims"]]
    if later(article_date, day):
        out["claims"] = []
        out["companies"] = [c | _UNRATED for c in out["companies"]]
    _came(out, raw, day)
    there = {m["id"] for m in out["models"]}
    _forget(out["models"], "successor", there)
    out["families"] = [f | {"flagships": [row for row in f["flagships"] if row["model"] in there]} for f in out["families"]]
    families = {f["id"] for f in out["families"]}
    _forget(out["families"], "parent", families)
    _forget(out["companies"], "flagship_family", families)
    derive(out)
    return out


def _came(out: Raw, raw: Raw, day: str) -> None:
    """Leave out the endpoints at which nothing was served yet, and the licences of China's makers under which nothing was yet: what has no
    day of its own came with what refers to it. Where nothing refers to it today, it stays, as licences of other makers do."""
    served, serves = _places(raw["models"]), _places(out["models"])
    out["endpoints"] = [e for e in raw["endpoints"] if e["id"] in serves or e["id"] not in served]
    granted, grants = _licenses(raw), _licenses(out)
    out["licenses"] = [
        row for row in raw["licenses"]
        if row["spdx"] or row["id"] in grants or row["id"].startswith(OUTSIDERS)
        or (row["id"] not in granted and not any(later(d, day) for d in dates_in(row["name"])))
    ]  # fmt: skip
    alive = {row["id"] for row in out["licenses"] if not any(later(d, day) for d in dates_in(row["name"]))}
    out["endpoints"] = [e if e["license"] in alive else e | {"license": None} for e in out["endpoints"]]


def _places(models: list[dict[str, Any]]) -> set[str]:
    """The endpoints that serve some models or have prices of them."""
    return {row["endpoint"] for m in models for row in (*m["apis"], *m["prices"])}


def _licenses(raw: Raw) -> set[str]:
    """The licences that models are under."""
    return {use["license"] for m in raw["models"] for use in m["licenses"]}


def born(model: dict[str, Any]) -> str | None:
    """The first date on which the model was known of."""
    dates = [model[k] for k in ("announced", "released") if model.get(k)]
    return min(dates, key=earliest) if dates else None


def _forget(records: list[dict[str, Any]], field: str, alive: set[str]) -> None:
    for record in records:
        if record[field] not in alive:
            record[field] = None


def _record(record: dict[str, Any], day: str) -> dict[str, Any]:
    """A copy of the record as it was: dated fields from `past`, dated lists cut, later dates unknown, its summary marked with its date."""
    cls = TABLES[TABLE_OF[record["record"]]]
    out = dict(record)
    for key, when in dated_lists(cls).items():
        if out.get(key):
            out[key] = [r for r in (on_day(row, when, day) for row in out[key]) if r]
    for field in flagged(cls, "dated"):
        out[field] = _value_on(field, record, day)
    for field in set(marked(cls, "date")) - set(flagged(cls, "derived")):
        if later(record[field], day):
            out[field] = None
    out["past"] = [p for p in record["past"] if not later(p.get("until"), day) and not later(p.get("since"), day)]
    out |= {field: [] for field in _UNDATED if out.get(field)}
    out["not_applicable"] = [f for f in record["not_applicable"] if out.get(f) in (None, [])]
    if record["summary"]:
        out["summary"] = f"[as of {record['changed']}] {record['summary']}"
    return out


_STAMP = re.compile(r"(?<!\d)(?:20)?(2\d)(-?)([01]\d)\2([0-3]\d)(?!\d)")  # the day in the name of a snapshot: 2025-07-22, 20260402, 250615
_UNRATED = {"tier": None, "tier_title": None, "honorable_mention": False, "article_order": None}  # before the article
_UNDATED = ("affiliates",)  # lists of what has no day: nobody knows what of them held then


def _value_on(field: str, record: dict[str, Any], day: str) -> Any:
    """The value on that day: the earlier one that held then, None where only later ones are known, else today's."""
    earlier = held_on(field, record, day)
    if earlier:
        return None if later(earlier.get("since"), day) else earlier.get("value")
    value = record[field]
    if isinstance(value, dict) and later(value.get("since") or value.get("date"), day):
        return None
    return value


def _model(model: dict[str, Any], day: str) -> dict[str, Any]:
    out = _record(model, day)
    out["apis"] = [a for a in out["apis"] if a.get("since") or not any(d > day for d in _days(a["model_id"]))]
    if later(model["released"], day):
        out["status"] = "announced"
    if later(model["released"], day) or later(model["weights_released"], day):
        out |= {"weights": [], "huggingface": None, "modelscope": None, "open_weights": False}
        out["licenses"] = [r for r in out["licenses"] if r["scope"] != "weights" or r.get("since")]
    return out


def _days(name: str) -> list[str]:
    """The days that an API name gives."""
    return [f"20{year}-{month}-{day}" for year, _, month, day in _STAMP.findall(name)]


def _event(event: dict[str, Any], day: str) -> dict[str, Any]:
    detail = marked_later(event["detail"], event["changed"], day)
    return event if detail == event["detail"] else {**event, "detail": detail}


def _claim(claim: dict[str, Any], day: str, article_date: str) -> dict[str, Any]:
    """The claim with the verdict of that day, on the article's own day the first one; what is said of it was written later, so it is
    marked with its date as summaries are."""
    said = {k: f"[as of {claim['changed']}] {claim[k]}" for k in ("fact", "note") if claim[k] and later(claim["changed"], day)}
    first = later(claim["now_since"], day) or not later(day, article_date)
    then = {"verdict_now": claim["verdict"], "now_since": None} if first else {}
    return {**claim, **said, **then}
