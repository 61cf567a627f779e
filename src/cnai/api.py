"""The library: a catalogue with every question of the command line as a method."""

from __future__ import annotations

from cnai.errors import NotFound
from cnai.store import catalogue

TYPE_CHECKING = False  # a question's module is imported when it is asked
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from typing import Any

    from cnai.model.records import Claim, Company, Family, Model, Source
    from cnai.questions.api_names import ApiName
    from cnai.questions.audit import Difference
    from cnai.questions.changes import Entry
    from cnai.questions.citation import Citation
    from cnai.questions.comparison import Comparison
    from cnai.questions.coverage import Coverage
    from cnai.questions.differences import Change
    from cnai.questions.evidence import Why
    from cnai.questions.licenses import LicensePage, LicensesOverTime
    from cnai.questions.models import Release
    from cnai.questions.over_time import Point
    from cnai.questions.permission import Permission
    from cnai.questions.prices import PriceRow
    from cnai.questions.review import Mention
    from cnai.questions.scores import Score
    from cnai.questions.search import Hit
    from cnai.questions.show import Page
    from cnai.questions.stats import Stat
    from cnai.questions.which import Which
    from cnai.store.database import Store

    Names = str | Sequence[str]


class Catalogue(catalogue.Catalogue):
    """The records, and every question about them. Names in any spelling. NotFound has the nearest, Ambiguous the candidates."""

    def company(self, name: str) -> Company:
        """The company with this name. Raises NotFound, Ambiguous."""
        return self.resolve(name, ("company",))  # type: ignore[return-value]  # of the kind asked for

    def family(self, name: str) -> Family:
        """The family with this name. Raises NotFound, Ambiguous."""
        return self.resolve(name, ("family",))  # type: ignore[return-value]  # of the kind asked for

    def model(self, name: str) -> Model:
        """The model with this name, or the one that an API name serves. Raises NotFound, Ambiguous."""
        return self.resolve(name, ("model",))  # type: ignore[return-value]  # of the kind asked for

    def api(self, name: str) -> ApiName:
        """An API name, with the models that it serves and has served. Raises NotFound."""
        from cnai.questions.api_names import of_id

        found = self.names.exact(name, ("api",))
        if not found:
            raise NotFound(f"no API name {name!r}")
        return of_id(self, found[0].id)

    def show(self, name: str) -> Page:
        """The record with this name and its `details`, or an API name."""
        from cnai.questions.show import show

        return show(self, name)

    def where(self, **filters: Any) -> tuple[Release, ...]:
        """The releases that pass every filter. Named like the options of `cnai models`: open_weights, since, permits, region …"""
        from cnai.questions.models import models
        from cnai.store.thin import whole

        names = _several(filters.pop("names", ()))
        return tuple(map(whole, models(self, names, **_options(filters)).rows))

    def can(
        self,
        name: Names,
        *,
        commercial: bool = False,
        hosting: bool = False,
        fine_tune: bool = False,
        distill: bool = False,
        redistribute: bool = False,
        region: Names = (),
        mau: int | str | None = None,
        revenue: str | None = None,
    ) -> tuple[Permission, ...]:
        """What the licences permit, one answer for each model. Without a use, the question is commercial use. `revenue` is "40M/year"."""
        from cnai.questions import permission
        from cnai.questions.asked import USES, question

        flags = zip(USES, (commercial, hosting, fine_tune, distill, redistribute), strict=True)
        asked = question([use for use, on in flags if on], _several(region), mau, revenue)
        return permission.ask(self, _several(name), asked)

    def compare(self, *names: str, diff_only: bool = False) -> Comparison:
        """Two or more records side by side."""
        from cnai.questions.comparison import compare

        return compare(self, names, diff_only=diff_only).answer

    def prices(self, names: Names = (), **options: Any) -> tuple[PriceRow, ...]:
        """Price rows. Options as in `cnai prices`: currency, endpoint, max_price, cost, flagships, history, where, sort."""
        from cnai.questions.prices import prices

        return prices(self, _several(names), **options).rows

    def scores(self, names: Names = (), **options: Any) -> tuple[Score, ...]:
        """Benchmark results. Options as in `cnai scores`: reporter, open_weights, limit."""
        from cnai.questions.scores import scores

        return scores(self, _several(names), **options).rows

    def license(self, name: str) -> LicensePage | LicensesOverTime:
        """The terms of a licence, or the licences of a record over time."""
        from cnai.questions.licenses import license_of

        return license_of(self, name)

    def timeline(self, names: Names = (), **options: Any) -> tuple[Entry, ...]:
        """Releases and events, oldest first; options: since, until, type, vague."""
        from cnai.questions import changes

        return changes.timeline(self, _several(names), **_options(options)).rows

    def news(self, names: Names = (), **options: Any) -> tuple[Entry, ...]:
        """What happened, newest first; options: since, until, type, vague, limit."""
        from cnai.questions import changes

        return changes.news(self, _several(names), **_options(options)).rows

    def diff(self, names: Names = (), *, since: str | None = None, until: str | None = None, field: Names = ()) -> tuple[Change, ...]:
        """The changes dated from `since` (default: the article's date) to `until` (default: the day shown)."""
        from cnai.questions.differences import differences

        return differences(self, _several(names), since=since, until=until, field=_several(field)).rows

    def stats(
        self, names: Names = (), *, by: str = "company", since: str | None = None, until: str | None = None, sort: str | None = None
    ) -> tuple[Stat, ...]:
        """Counts and shares by tier, company, year, month, license, modality or size."""
        from cnai.questions.stats import stats

        return stats(self, _several(names), by=by, since=since, until=until, sort=sort)

    def over_time(
        self, names: Names = (), *, of: str, since: str | None = None, until: str | None = None, currency: str | None = None
    ) -> tuple[Point, ...]:
        """The "size" or the "price" of each release by its day, oldest first."""
        from cnai.questions.over_time import over_time

        return over_time(self, _several(names), of=of, since=since, until=until, currency=currency)

    def search(self, text: str, *, tables: Names = (), limit: int | None = None) -> tuple[Hit, ...]:
        """Full text, best match first."""
        from cnai.questions.search import search

        return search(self, text, tables=_several(tables), limit=limit).rows

    def sql(self, query: str) -> list[dict[str, Any]]:
        """The rows of one read-only SELECT over the flat tables."""
        from cnai.questions.sql import query as ask

        return ask(self, query)[1]

    def which(self, *names: str) -> tuple[Which, ...]:
        """What each name refers to, and how it was recognised."""
        from cnai.questions.which import which

        return which(self, names)

    def why(self, name: str, field: str | None = None) -> tuple[Why, ...]:
        """The evidence behind a record or one of its fields."""
        from cnai.questions import evidence

        return evidence.why(self, *evidence.split_field(self, name, field))

    def sources_of(self, name: str) -> tuple[Source, ...]:
        """Every source behind a record."""
        from cnai.questions import evidence

        return tuple(evidence.sources(self, evidence.subject_of(self, name)))

    def cite(self, name: str | None = None, field: str | None = None) -> tuple[Citation, ...]:
        """How to cite the data, a record or a fact."""
        from cnai.questions import evidence
        from cnai.questions.citation import citations

        return citations(self, *(evidence.split_field(self, name, field) if name else (None, None)))

    def judged(self, names: Names = (), **options: Any) -> tuple[Claim, ...]:
        """The article's claims. Options as in `cnai claims`: verdict, tier, now, wrong."""
        from cnai.questions.claims import claims

        return claims(self, _several(names), **_options(options)).rows

    def review(self, text: str) -> tuple[Mention, ...]:
        """The labs and models that a text mentions."""
        from cnai.questions.review import review

        return review(self, text)

    def audit(self, path: str | Path, names: Names = (), *, provider: Names = ()) -> tuple[Difference, ...]:
        """Another catalogue against this one: models.dev's api.json, or a CSV, JSON or JSONL table with our column names.

        Raises BadData for a file of another shape.
        """
        from cnai.output.streams import read_data
        from cnai.questions.audit import audit

        return audit(self, read_data(str(path)), str(path), names=_several(names), providers=_several(provider)).rows

    def coverage(self, names: Names = ()) -> tuple[Coverage, ...]:
        """What is known and what is not, by company and field."""
        from cnai.questions.coverage import coverage

        return coverage(self, {self.company(n).id for n in _several(names)} or None)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table as flat rows, for pandas and polars: pandas.DataFrame(catalogue.rows("models"))."""
        from cnai.questions.columns import rows
        from cnai.store.tables import NAMES
        from cnai.words.quantities import one_of

        return rows(self, one_of(table, NAMES, "table"))

    def at(self, day: str) -> Catalogue:
        """The same data as it was at the end of a day."""
        store, as_of = catalogue.view(self.base, day)
        return Catalogue(store, as_of, self.base)


def _several(value: Any) -> list[Any]:
    return [value] if isinstance(value, (str, int)) else list(value)


# Options that take one word or several.
_MANY = (
    "company", "family", "tier", "kind", "license", "modality", "status", "capability", "permits", "region", "type", "verdict", "now",
)  # fmt: skip


def _options(given: dict[str, Any]) -> dict[str, Any]:
    return {k: _several(v) if k in _MANY else v for k, v in given.items()}


def load(as_of: str | date | None = None, data: str | Path | None = None, overlay: str | Path | None = None) -> Catalogue:
    """The bundled catalogue, as it is or as it was at the end of a day ("2025", "2025-07", "2025-07-11" or a date).

    `data` is another compiled database, or a folder with one; `overlay` is a file of your own facts, which come on top. Raises
    InvalidQuery for what is not a date, NoDatabase for a file that cannot be used, BadData for an overlay that is not valid.
    """
    store: Store = catalogue.open_store(data)
    if overlay is not None:
        from cnai.curate.overlay import overlaid

        store = overlaid(store, str(overlay))
    day = as_of if as_of is None or isinstance(as_of, str) else as_of.isoformat()
    return Catalogue(*catalogue.view(store, day), store)
