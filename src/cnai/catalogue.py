"""Loading the data: the records of today or of a day, indices over them, and their evidence when it is asked for."""

import json
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files as _files
from pathlib import Path
from typing import Any

from cnai.dates import latest
from cnai.derive import descendants
from cnai.entities import (
    TABLES,
    Claim,
    Company,
    Endpoint,
    Event,
    Evidence,
    Family,
    License,
    Model,
    Source,
    Tier,
    build,
)
from cnai.errors import Ambiguous, BadData, NotFound
from cnai.names import KINDS, Match, Names

Named = Company | Family | Model
_RECORDS = ("companies", "families", "models", "licenses", "endpoints", "claims", "events")


class Catalogue:
    """All records, typed, in their fixed order; `raw` is the compiled catalogue that they are made from."""

    def __init__(self, raw: dict[str, Any], as_of: str | None = None, root: Any = None) -> None:
        self.root = root if root is not None else _files("cnai") / "data"
        self.version: str = raw["data_version"]
        self.date: str = raw["as_of"]
        self.schema_version: str = raw["schema_version"]
        self.hash: str = raw["hash"]
        self.counts: dict[str, int] = raw["counts"]
        self.article: dict[str, Any] = raw["article"]
        self.as_of = as_of
        self.undated = 0
        self.raw: dict[str, Any] = raw
        if as_of is not None and latest(as_of) < self.date:
            from cnai.replay import replay

            records, self.undated = replay({t: raw[t] for t in _RECORDS}, as_of, self.article["date"])
            self.raw = raw | records

    def _table(self, table: str) -> tuple[Any, ...]:
        return tuple(build(TABLES[table], row) for row in self.raw[table])

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The article's levels and honorable mentions, in reading order."""
        return tuple(build(Tier, row) for row in self.raw["tiers"])

    @cached_property
    def companies(self) -> tuple[Company, ...]:
        """As in the article, then by name."""
        return self._table("companies")

    @cached_property
    def families(self) -> tuple[Family, ...]:
        return self._table("families")

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Newest first, those without a date of release last."""
        return self._table("models")

    @cached_property
    def licenses(self) -> tuple[License, ...]:
        return self._table("licenses")

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        return self._table("endpoints")

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
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
        return (*(c["id"] for c in self.raw["companies"]), "licenses", "tiers")

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
        owned = {r["id"]: r["company"] or "" for t in ("families", "models", "endpoints") for r in self.raw[t]}
        return owned | {r["id"]: r["id"] for r in self.raw["companies"]} | {r["id"]: "licenses" for r in self.raw["licenses"]}

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

    @cached_property
    def by_id(self) -> dict[str, Named]:
        out: dict[str, Named] = {}
        for rows in (self.companies, self.families, self.models):
            out |= {r.id: r for r in rows}
        return out

    @cached_property
    def license_by_id(self) -> dict[str, License]:
        return {r.id: r for r in self.licenses}

    @cached_property
    def below(self) -> dict[str, set[str]]:
        """Each family's id with the ids of itself and of all families below it."""
        return descendants(self.raw["families"])

    @cached_property
    def names(self) -> Names:
        kinds = {r["id"]: r["record"] for t in ("companies", "families", "models") for r in self.raw[t]}
        return Names(self.raw["names"], kinds)

    def get(self, record_id: str) -> Named:
        """The company, family or model with this id. Raises NotFound."""
        if record_id not in self.by_id:
            raise NotFound(f"no record {record_id!r}", self.names.nearest(record_id))
        return self.by_id[record_id]

    def match(self, name: str, kinds: Sequence[str] = KINDS) -> list[Match]:
        """What a name means, exactly or as a unique beginning: one match, several where it is not clear, none."""
        return self.names.exact(name, kinds) or self.names.prefix(name, kinds)

    def resolve(self, name: str, kinds: Sequence[str] = KINDS) -> Named:
        """The record that a name means, companies before families before models. Raises NotFound with the nearest, or Ambiguous."""
        found = self.match(name, kinds)
        if len(found) == 1:
            return self.by_id[found[0].id]
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
        if isinstance(record, Company):
            return tuple(m for m in self.models if m.company == record.id)
        return tuple(m for m in self.models if m.family in self.below[record.id])

    def families_of(self, company: str) -> tuple[Family, ...]:
        return tuple(f for f in self.families if f.company == company)


def load(as_of: str | None = None, data: str | Path | None = None) -> Catalogue:
    """The bundled catalogue, as it is or as it stood at the end of a day ("2025", "2025-07" or "2025-07-11").

    `data` is another compiled data folder in place of the bundled one. Raises Usage for a wrong date, BadData for an unreadable folder.
    """
    root: Any = Path(data) if data is not None else _files("cnai") / "data"
    try:
        raw = json.loads((root / "catalogue.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadData([f"{root}/catalogue.json: {error}"]) from None
    if as_of is not None:
        from cnai.dates import parse

        as_of = parse(as_of, raw["as_of"])
    return Catalogue(raw, as_of, root)
