"""Loading the data: the records of today or of a day, indices over them, and their evidence when it is asked for."""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from cnai.dates import latest, parse
from cnai.derive import descendants
from cnai.entities import TABLES, Claim, Company, Endpoint, Event, Evidence, Family, License, Model, Source, Tier
from cnai.errors import Ambiguous, BadData, NotFound
from cnai.names import KINDS, Match, Names
from cnai.plain import blank, build
from cnai.tables import NameTable, Tables

Named = Company | Family | Model
RECORDS = ("companies", "families", "models", "licenses", "endpoints", "claims", "events")
_NAMED = ("companies", "families", "models")


class Catalogue:
    """All records, typed, in their fixed order. Tables are read, and records made, when they are asked for."""

    def __init__(self, tables: Tables, as_of: str | None = None, root: Any = None) -> None:
        head = tables.head
        self.root = root if root is not None else bundled()
        self.version: str = head["data_version"]
        self.date: str = head["as_of"]
        self.schema_version: str = head["schema_version"]
        self.hash: str = head["hash"]
        self.counts: dict[str, int] = head["counts"]
        self.article: dict[str, Any] = head["article"]
        self.as_of = as_of
        self.undated = 0
        self._tables = tables
        self._raw: dict[str, list[dict[str, Any]]] = {}
        self._made: dict[str, Any] = {}
        self._models_of: dict[str, tuple[Model, ...]] = {}
        if as_of is not None and latest(as_of) < self.date:
            from cnai.replay import replay

            whole = {t: [blank(TABLES[t]) | row for row in tables[t]] for t in RECORDS}
            self._raw, self.undated = replay(whole, as_of, self.article["date"])

    def raw(self, table: str) -> list[dict[str, Any]]:
        """The plain records of a table as compiled: a key that is missing has its empty value."""
        if table not in self._raw:
            self._raw[table] = self._tables[table]
        return self._raw[table]

    def _make(self, table: str, row: dict[str, Any]) -> Any:
        """The typed record of a plain one, made once."""
        key = f"{table} {row['id']}"
        if key not in self._made:
            self._made[key] = build(TABLES[table], row)
        return self._made[key]

    def _table(self, table: str) -> tuple[Any, ...]:
        return tuple(self._make(table, row) for row in self.raw(table))

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The article's levels and honorable mentions, in reading order."""
        return tuple(build(Tier, row) for row in self._tables["tiers"])

    @cached_property
    def companies(self) -> tuple[Company, ...]:
        """As in the article, then by name."""
        return self._table("companies")

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """By id."""
        return self._table("families")

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Newest first, those without a date of release last."""
        return self._table("models")

    @cached_property
    def licenses(self) -> tuple[License, ...]:
        """By id."""
        return self._table("licenses")

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """By id."""
        return self._table("endpoints")

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """By id."""
        return self._table("claims")

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Oldest first."""
        return self._table("events")

    @cached_property
    def _books(self) -> dict[str, dict[str, Any]]:
        return {}

    def _book(self, name: str) -> dict[str, Any]:
        """The evidence and sources of a company (or of "licenses", "tiers"), read once; empty where there is no such book."""
        if name not in self._books:
            path = self.root / "evidence" / f"{name}.json"
            raw = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"evidence": [], "sources": []}
            evidence: dict[str, list[Evidence]] = {}
            for row in raw["evidence"]:
                evidence.setdefault(row["subject"], []).append(build(Evidence, row))
            self._books[name] = {
                "evidence": evidence,
                "sources": {r["id"]: build(Source, r) for r in raw["sources"]},
            }
        return self._books[name]

    @cached_property
    def _book_names(self) -> tuple[str, ...]:
        return (*(c["id"] for c in self.raw("companies")), "licenses", "tiers")

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of every book, by id. Reads all books."""
        rows = [s for b in self._book_names for s in self._book(b)["sources"].values()]
        return tuple(sorted(rows, key=lambda s: s.id))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every piece of evidence of every book. Reads all books."""
        return tuple(e for b in self._book_names for rows in self._book(b)["evidence"].values() for e in rows)

    @cached_property
    def book_of(self) -> dict[str, str]:
        """Record id -> the book in which its evidence stands: its company's, or "licenses"."""
        owned = {r["id"]: r.get("company") or "" for t in ("families", "models", "endpoints") for r in self.raw(t)}
        return owned | {r["id"]: r["id"] for r in self.raw("companies")} | {r["id"]: "licenses" for r in self.raw("licenses")}

    def evidence_of(self, subject: str) -> tuple[Evidence, ...]:
        """The evidence of one record, by its id; reads only its company's book."""
        return tuple(self._book(self.book_of.get(subject, ""))["evidence"].get(subject, ()))

    def source(self, source_id: str, near: str | None = None) -> Source:
        """A source by its id; `near` is a book to look into first."""
        for book in dict.fromkeys([*([near] if near else []), source_id.split("-", maxsplit=1)[0], *self._book_names]):
            found: Source | None = self._book(book)["sources"].get(source_id)
            if found:
                return found
        raise NotFound(f"no source {source_id!r}")

    def _rows(self, table: str, key: str, values: set[str]) -> list[dict[str, Any]]:
        """The plain records of a table with one of these values; parses only those where nothing else was parsed before."""
        if table in self._raw:
            return [row for row in self._raw[table] if row[key] in values]
        return self._tables.some(table, key, values)

    def find(self, record_id: str) -> Named | None:
        """The company, family or model with this id, or None."""
        for table in _NAMED:
            for row in self._rows(table, "id", {record_id}):
                found: Named = self._make(table, row)
                return found
        return None

    @cached_property
    def license_by_id(self) -> dict[str, License]:
        return {r.id: r for r in self.licenses}

    @cached_property
    def below(self) -> dict[str, set[str]]:
        """Each family's id with the ids of itself and of all families below it."""
        return descendants(self.raw("families"))

    @cached_property
    def disputed(self) -> dict[str, list[str]]:
        """Record id -> the fields for which other sources say otherwise."""
        fields: dict[str, list[str]] = self._tables["disputed"]
        return fields

    @cached_property
    def proved(self) -> dict[str, tuple[int, int, str | None]]:
        """Record id -> (sources, primary ones, day of the last check); of a company or family with all that belongs to it."""
        return {rid: tuple(row) for rid, row in self._tables["proved"].items()}

    @cached_property
    def names(self) -> Names:
        replayed = self.as_of is not None and latest(self.as_of) < self.date
        alive = {row["id"] for table in _NAMED for row in self.raw(table)} if replayed else None
        return Names(NameTable(self._tables.slice("names")), alive)

    def get(self, record_id: str) -> Named:
        """The company, family or model with this id. Raises NotFound."""
        record = self.find(record_id)
        if record is None:
            raise NotFound(f"no record {record_id!r}", self.names.nearest(record_id))
        return record

    def match(self, name: str, kinds: Sequence[str] = KINDS) -> list[Match]:
        """What a name means, exactly or as a unique beginning: one match, several where it is not clear, none."""
        return self.names.exact(name, kinds) or self.names.prefix(name, kinds)

    def resolve(self, name: str, kinds: Sequence[str] = KINDS) -> Named:
        """The record that a name means, companies before families before models. Raises NotFound with the nearest, or Ambiguous."""
        found = self.match(name, kinds)
        if len(found) == 1:
            return self.get(found[0].id)
        what = " or ".join(kinds) if len(kinds) < len(KINDS) else "company, family or model"
        if found:
            ids = [m.id for m in found]
            shown = ", ".join(ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")
            raise Ambiguous(f"{name!r} could mean {shown}: write one of them", ids)
        close = [m.id for m in self.names.spelling(name, kinds)] if name.strip() else []
        close = list(dict.fromkeys([*close, *self.names.nearest(name)]))[:3]
        hint = f"did you mean {' or '.join(close)}?" if close else "see cnai list for the companies there are"
        raise NotFound(f"no {what} is called {name!r}: {hint}", close)

    def models_of(self, record: Named) -> tuple[Model, ...]:
        """The models of a company, of a family with all families below it, or the model itself; newest first."""
        if isinstance(record, Model):
            return (record,)
        if record.id not in self._models_of:
            key, values = ("company", {record.id}) if isinstance(record, Company) else ("family", self.below[record.id])
            self._models_of[record.id] = tuple(self._make("models", row) for row in self._rows("models", key, values))
        return self._models_of[record.id]

    def families_of(self, company: str) -> tuple[Family, ...]:
        """A company's families, by id."""
        return tuple(self._make("families", row) for row in self._rows("families", "company", {company}))


def bundled() -> Any:
    """The data folder inside the package, which may be a folder or part of a zip file."""
    folder = Path(__file__).parent / "data"
    if folder.is_dir():
        return folder
    from importlib.resources import files

    return files("cnai") / "data"


Some = TypeVar("Some", bound=Catalogue)


def load(as_of: str | None, data: str | Path | None, cls: type[Some]) -> Some:
    """The catalogue of a data folder (default: the bundled one) as one of these classes. See cnai.load."""
    root: Any = Path(data) if data is not None else bundled()
    try:
        tables = Tables((root / "catalogue.json").read_bytes())
    except (OSError, ValueError) as error:
        raise BadData([f"{root}/catalogue.json: {error}"]) from None
    return cls(tables, parse(as_of, tables.head["as_of"]) if as_of is not None else None, root)
