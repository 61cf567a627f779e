"""The records of a store, typed, with indices over them: read when they are asked for."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from cnai.errors import NotFound
from cnai.model.kinds import NAMED, TABLE_OF, TABLES
from cnai.model.records import Claim, Company, Endpoint, Event, Evidence, Family, License, Model, Source, Tier
from cnai.model.shape import build
from cnai.store.database import Database, Store
from cnai.store.file import NAME, bundled
from cnai.store.names import Match, Names
from cnai.words.dates import latest, parse

Named = Company | Family | Model


class Catalogue:
    """All records, typed, in their fixed order. Tables are read, and records made, when they are asked for."""

    def __init__(self, store: Store, as_of: str | None = None, base: Store | None = None) -> None:
        self.store = store
        self.base = base or store  # today's, from which another day is replayed
        self.as_of = as_of
        head = store.head
        self.version, self.date, self.schema_version = head.version, head.date, head.schema_version
        self.hash, self.counts, self.article = head.hash, head.counts, head.article
        self._made: dict[tuple[str, str], Any] = {}
        self._models_of: dict[str, tuple[Model, ...]] = {}
        self._below: dict[str, set[str]] = {}
        self._looked_up: dict[tuple[str, str], Any] = {}
        self.said: list[str] = []
        """What a person should know about how names were taken, in order."""

    def say(self, text: str) -> None:
        """Note how a name was taken, once however often it is looked up."""
        if text not in self.said:
            self.said.append(text)

    def __repr__(self) -> str:
        if self.is_past:
            return f"<Catalogue {self.version} as of {self.day}>"
        return f"<Catalogue {self.version}: {self.counts['companies']} companies, {self.counts['models']} models>"

    @property
    def day(self) -> str:
        """The last day shown: the end of the day asked for, at most the data's own date."""
        return min(latest(self.as_of), self.date) if self.as_of else self.date

    @property
    def is_past(self) -> bool:
        """Whether an earlier day than the data's own is shown."""
        return self.day < self.date

    @property
    def now(self) -> str:
        """The day shown in a sentence: "now", or "on 2025-07-11"."""
        return f"on {self.day}" if self.is_past else "now"

    def unrated(self) -> list[str]:
        """What to say about tiers and claims on a day before the article; nothing on others."""
        day = self.article["date"]
        return [f"the article is of {day}: there are no tiers and no claims before it"] if self.day < latest(day) else []

    @property
    def undated(self) -> int:
        """How many models a past day leaves out because they have no date."""
        return self.store.undated

    def _make(self, table: str, row: dict[str, Any]) -> Any:
        """The typed record of a plain one, made once."""
        key = (table, row["id"])
        if key not in self._made:
            self._made[key] = build(TABLES[table], row)
        return self._made[key]

    def table(self, table: str) -> tuple[Any, ...]:
        """All records of a table in their fixed order."""
        if table == "evidence":
            return tuple(build(Evidence, row) for row in self.store.rows(table))
        return tuple(self._make(table, row) for row in self.store.rows(table))

    def _some(self, table: str, key: str, values: Sequence[str] | set[str]) -> tuple[Any, ...]:
        return tuple(self._make(table, row) for row in self.store.some(table, key, values))

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The article's levels and honorable mentions, in reading order."""
        return tuple(build(Tier, row) for row in self.store.head.tiers)

    @cached_property
    def companies(self) -> tuple[Company, ...]:
        """As in the article, then by name."""
        return self.table("companies")

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """By id."""
        return self.table("families")

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Newest first, those without a date of release last."""
        return self.table("models")

    @cached_property
    def licenses(self) -> tuple[License, ...]:
        """By id."""
        return self.table("licenses")

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """By id."""
        return self.table("endpoints")

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """As in the article."""
        return self.table("claims")

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Oldest first."""
        return self.table("events")

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source, by id."""
        return self.table("sources")

    @cached_property
    def proving(self) -> set[str]:
        """The ids of those that a dated view shows: what proves something of its day."""
        return {s.id for s in self.sources}

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every piece of evidence, by record and field."""
        return self.table("evidence")

    def find(self, record_id: str, kinds: Sequence[str] = NAMED) -> Any:
        """The record with this id, of the first kind that has one, or None."""
        for kind in kinds:
            key = (TABLE_OF[kind], record_id)
            if key not in self._looked_up:
                found = self._some(TABLE_OF[kind], "id", (record_id,))
                self._looked_up[key] = found[0] if found else None
            if self._looked_up[key] is not None:
                return self._looked_up[key]
        return None

    def evidence_of(self, subject: str) -> tuple[Evidence, ...]:
        """The evidence of one record, by its id."""
        return self.evidence_of_all((subject,)).get(subject, ())

    def evidence_of_all(self, subjects: Sequence[str] | set[str]) -> dict[str, tuple[Evidence, ...]]:
        """The evidence of several records, by their ids; read in one go."""
        out: dict[str, list[Evidence]] = {}
        wanted = [s for s in dict.fromkeys(subjects) if s not in self._evidence]
        for start in range(0, len(wanted), 500):
            for row in self.store.some("evidence", "parent", wanted[start : start + 500]):
                out.setdefault(row["subject"], []).append(build(Evidence, row))
        self._evidence.update({s: tuple(out.get(s, ())) for s in wanted})
        return {s: self._evidence[s] for s in subjects}

    @cached_property
    def _evidence(self) -> dict[str, tuple[Evidence, ...]]:
        return {}

    def source(self, source_id: str) -> Source:
        """A source by its id. Raises NotFound."""
        found: Source | None = self.find(source_id, ("source",))
        if found is None:
            raise NotFound(f"no source {source_id!r}")
        return found

    @cached_property
    def license_by_id(self) -> dict[str, License]:
        return {r.id: r for r in self.licenses}

    def below(self, family_id: str) -> set[str]:
        """A family's id with the ids of all families below it."""
        if family_id not in self._below:
            ids, level = {family_id}, [family_id]
            while level:
                level = [row["id"] for row in self.store.some("families", "parent", level) if row["id"] not in ids]
                ids |= set(level)
            self._below[family_id] = ids
        return self._below[family_id]

    @property
    def disputed(self) -> dict[str, list[str]]:
        """Record id -> the fields for which other sources give other values."""
        return self.store.disputed

    @cached_property
    def heard_prices(self) -> frozenset[tuple[Any, ...]]:
        """The prices known from others than the maker only: (model, what tells a price from others)."""
        return frozenset(tuple(row) for row in self.store.meta("heard_prices"))

    def proved_of(self, record_id: str) -> tuple[int, int, str | None]:
        """(sources, primary ones, day of the last check) of a record; of a company or family with all that belongs to it."""
        return self.store.proved_of(record_id)

    @cached_property
    def names(self) -> Names:
        return Names(self.store)

    def get(self, record_id: str) -> Named:
        """The company, family or model with this id. Raises NotFound."""
        record: Named | None = self.find(record_id)
        if record is None:
            near = self.names.near.nearest(record_id)
            raise NotFound(f"no record {record_id!r}" + (f": did you mean {' or '.join(near)}?" if near else ""), near)
        return record

    def match(self, name: str, kinds: Sequence[str] = NAMED) -> list[Match]:
        """What a name means, exactly or as a unique beginning: one match, several where it is not clear, none."""
        return self.names.exact(name, kinds) or self.names.near.prefix(name, kinds)

    def has_comma(self, text: str) -> bool:
        """Whether a text with a comma in it is one name."""
        from cnai.store.resolving import with_comma

        return "," in text and with_comma(self, text)

    def resolve(self, name: str, kinds: Sequence[str] = NAMED) -> Named:
        """The record that a name means, companies before families before models. Raises NotFound with the nearest, or Ambiguous."""
        from cnai.store.resolving import resolve

        return resolve(self, name, kinds)

    def models_of(self, record: Named) -> tuple[Model, ...]:
        """The models of a company, of a family with all families below it, or the model itself; newest first."""
        if isinstance(record, Model):
            return (record,)
        if record.id not in self._models_of:
            key, values = ("company", {record.id}) if isinstance(record, Company) else ("parent", self.below(record.id))
            self._models_of[record.id] = self._some("models", key, sorted(values))
        return self._models_of[record.id]

    def models_with(self, ids: Sequence[str]) -> list[Model]:
        """The models of some ids, in no certain order."""
        found: list[Model] = []
        for start in range(0, len(ids), 5000):
            found += self._some("models", "id", ids[start : start + 5000])
        return found

    def events_of(self, company: str) -> tuple[Event, ...]:
        """A company's events, oldest first."""
        return self._some("events", "company", (company,))

    def sources_of_ids(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """Several sources in one go, by id."""
        found: list[Source] = []
        for start in range(0, len(ids), 500):
            found += self._some("sources", "id", ids[start : start + 500])
        return tuple(sorted(found, key=lambda s: s.id))

    def families_in(self, family: str) -> tuple[Family, ...]:
        """The families directly below a family, by id."""
        return self._some("families", "parent", (family,))

    def families_of(self, company: str) -> tuple[Family, ...]:
        """A company's families, by id."""
        return self._some("families", "company", (company,))


def open_store(data: Any = None) -> Database:
    """The compiled data: the bundled file, or another one, or the one in a folder. Raises NoDatabase."""
    path = data if data is not None else bundled()
    if data is not None:
        from pathlib import Path

        path = Path(data) / NAME if Path(data).is_dir() else Path(data)
    return Database(path)


def view(store: Store, as_of: str | None) -> tuple[Store, str | None]:
    """(the store as it was on a day, that day as a date of any exactness). Raises InvalidQuery for what is not a date."""
    if as_of is None:
        return store, None
    day = parse(as_of, store.head.date)
    if latest(day) >= store.head.date:
        return store, day
    from cnai.store.replay import Replayed

    return Replayed(store, latest(day)), day
