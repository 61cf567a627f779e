"""Another catalogue beside ours: what it lacks, what we lack, and where the two differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlsplit

from cnai.model.base import Frozen, entity
from cnai.model.kinds import NAMED
from cnai.model.records import Endpoint, Model
from cnai.model.shape import marked, objects, plain
from cnai.questions.found import Found
from cnai.questions.named import named
from cnai.questions.others import Entry, Provider, Rounded, of_providers, other
from cnai.store import licences
from cnai.store.catalogue import Catalogue, Named
from cnai.store.endpoints import platform
from cnai.store.folding import fold
from cnai.words.dates import earliest, is_date, latest
from cnai.words.labels import word
from cnai.words.text import plural, short_number, show

FIRST = 8  # unknown names that are said on stderr


@entity
class Difference(Frozen):
    """A field in which another catalogue and ours differ, or that only one has. Without a field the whole model is meant."""

    model: str
    field: str | None = None
    ours: Any = None
    theirs: Any = None
    kind: Literal["differs", "only-ours", "only-theirs"]


@dataclass(slots=True, repr=False, eq=False)
class Audited(Found[Difference]):
    """`entries` says for each row which entry of the other catalogue it is of, "" where that has our id or there is none; `outcome` is what
    to say without rows."""

    entries: tuple[str, ...] = ()
    outcome: str = "no difference"


def audit(catalogue: Catalogue, text: str, where: str, *, names: Sequence[str] = (), providers: Sequence[str] = ()) -> Audited:
    """The differences between a file's text and ours by field, in the order of our models, then models that only one side has.

    Of models.dev and LiteLLM the makers' own providers are compared, or those named; `names` keeps the models of some records and what
    only the file has of them. Raises BadData for a file of another shape, NotFound for an unknown name, InvalidQuery for an unknown
    provider.
    """
    read = other(text, where)
    entries = of_providers(read.entries, providers)
    kept = {m.id for m in named(catalogue, names)} if names else None
    work = _Audit(catalogue, kept, all_providers=bool(providers))
    rows = [(row, entry.names[0]) for entry in entries for row in work.differences(entry)]
    rows += [(row, "") for row in work.missing()]
    place = {m.id: n for n, m in enumerate(catalogue.models)}
    found = {(r.model, r.field, repr(r.theirs), r.kind): (r, theirs) for r, theirs in rows}
    ordered = sorted(found.values(), key=lambda row: (row[0].field is None, place[row[0].model]))
    unknown = [Difference(model=name, theirs=title, kind="only-theirs") for name, title in work.unknown.items()]
    notes = list(_notes(work, read.ignored, entries))
    missing = sum(row.field is None for row, _ in ordered)
    if missing:
        served = ", that are served" if work.served else ""
        notes.append(f"only ours: {plural(missing, 'current release')} of the makers whose models the file has{served}")
    entries_of = tuple("" if theirs == row.model else theirs for row, theirs in ordered) + ("",) * len(unknown)
    nothing = f"nothing was compared: no entry of the file is {'a model of ours' if kept is None else 'one of these models'}"
    same = "no difference in what was compared" if work.yuan or work.ended else "no difference"
    outcome = same if any(map(work.is_asked, work.seen)) else nothing
    return Audited((*(row for row, _ in ordered), *unknown), notes if ordered or unknown else [*notes, outcome], entries_of, outcome)


def _notes(work: "_Audit", ignored: Sequence[str], entries: Sequence[Entry]) -> Iterator[str]:
    yield f"{plural(len(entries), 'entry', 'entries')} read, {len(work.seen)} of our models matched"
    if work.skipped:
        yield f"{plural(len(work.skipped), 'provider')} left out, not the makers' own (--provider ID compares one)"
    if work.unknown:
        first = ", ".join(map(work.perhaps, list(work.unknown)[:FIRST]))
        yield f"{plural(len(work.unknown), 'name')} not known here: {first}" + (", …" if len(work.unknown) > FIRST else "")
    if work.yuan:
        yield f"{plural(len(work.yuan), 'price is', 'prices are')} published only in another currency and not compared"
    if work.ended:
        some = f"{' '.join(list(work.ended)[:FIRST])} --history" + (f", {len(work.ended)} models in all" if len(work.ended) > FIRST else "")
        said = plural(sum(work.ended.values()), "price of ours that has ended is", "prices of ours that have ended are")
        yield f"{said} not compared: cnai prices {some}"
    if ignored:
        more = ", …" if len(ignored) > FIRST else ""
        yield f"columns that are unknown or not compared: {', '.join(ignored[:FIRST])}{more}"
    if any(e.assumed and any(k.startswith("prices_") for k in e.values) for e in entries):
        yield "prices without a currency are read as US dollars for 1M tokens"


class _Audit:
    """One comparison: what was matched, what was not. `kept` are the models that are asked for, None for all."""

    def __init__(self, catalogue: Catalogue, kept: set[str] | None, *, all_providers: bool) -> None:
        self.catalogue = catalogue
        self.kept = kept
        self.all_providers = all_providers
        self.seen: dict[str, None] = {}
        self.unknown: dict[str, str] = {}
        self.skipped: set[str] = set()
        self.makers: set[str] = set()
        self.yuan: set[tuple[str, str]] = set()
        self.ended: dict[str, int] = {}
        self.served = False
        self._known: dict[str, list[str]] = {}
        self._owners: dict[Provider, tuple[str | None, Endpoint | None]] = {}

    # ---- whose entries they are

    @cached_property
    def _endpoints(self) -> dict[str, list[Endpoint]]:
        """Host -> our endpoints there, the shortest address first."""
        out: dict[str, list[Endpoint]] = {}
        for row in sorted(self.catalogue.endpoints, key=lambda e: len(e.base_url or "")):
            host = urlsplit(row.base_url or "").hostname
            if host:
                out.setdefault(host, []).append(row)
        return out

    def owner(self, provider: Provider) -> tuple[str | None, Endpoint | None]:
        """(the maker whose own provider it is, our endpoint for it), by the address of its API, else by its name."""
        if provider not in self._owners:
            self._owners[provider] = self._owner(provider)
        return self._owners[provider]

    def _owner(self, provider: Provider) -> tuple[str | None, Endpoint | None]:
        try:
            parts = urlsplit(provider.api)
            here = self._endpoints.get(parts.hostname or "", [])
        except ValueError:
            here = []
        if here:
            best = next((e for e in here if (e.base_url or "").rstrip("/") == provider.api.rstrip("/")), here[0])
            return best.company, best
        name = provider.name.partition("(")[0].strip()
        found = self.catalogue.names.plain(name, ("company",)) if name else []
        if not found and name and (places := platform(self.catalogue, name)):  # dashscope
            return places[0].company, None
        return (found[0].id, None) if len(found) == 1 else (None, None)

    # ---- which model is meant

    def model(self, entry: Entry, company: str | None) -> Model | None:
        """Our model that an entry means: by id or name, else by the API name that it is served under."""
        for look in (self._written, self._meant):  # the second is slow, and most names are written as ours
            for name in entry.names:
                ids = look(name)
                own = [i for i in ids if company is None or self._by_id[i].company == company] or ids
                if len(own) == 1:
                    return self._by_id[own[0]]
        return None

    def _written(self, name: str) -> list[str]:
        """The models of exactly this name or API name, with or without a path before it."""
        last = name.rpartition("/")[2]
        exact = self.catalogue.names.plain(name, ("model",)) or self.catalogue.names.plain(last, ("model",))
        return [m.id for m in exact] or self._apis.get(fold(name)) or self._apis.get(fold(last), [])

    def _meant(self, name: str) -> list[str]:
        """The models that a name means as hubs and routers write it."""
        if name not in self._known:
            self._known[name] = [m.id for m in self.catalogue.names.exact(name, ("model",))]
        return self._known[name]

    @cached_property
    def _by_id(self) -> dict[str, Model]:
        return {m.id: m for m in self.catalogue.models}

    @cached_property
    def _apis(self) -> dict[str, list[str]]:
        """Folded API name -> the models that it serves now, else the last one that it served."""
        now: dict[str, dict[str, None]] = {}
        past: dict[str, tuple[str, str]] = {}
        for model in self.catalogue.models:
            for api in model.apis:
                name = fold(api.model_id)
                if not api.until or earliest(api.until) > self.catalogue.day:
                    now.setdefault(name, {})[model.id] = None
                else:
                    past[name] = max(past.get(name, ("", "")), (api.until, model.id))
        return {name: [rid] for name, (_, rid) in past.items()} | {name: list(ids) for name, ids in now.items()}

    # ---- what is asked for

    def is_asked(self, rid: str) -> bool:
        """Whether a model is asked for."""
        return self.kept is None or rid in self.kept

    @cached_property
    def _makers_asked(self) -> set[str]:
        """The companies and families all of whose models are asked for."""
        records: list[Named] = [*self.catalogue.companies, *self.catalogue.families]
        every = ((r.id, self.catalogue.models_of(r)) for r in records)
        return {rid for rid, models in every if models and all(self.is_asked(m.id) for m in models)}

    def _is_of_those_asked(self, name: str, company: str | None) -> bool:
        """Whether a name that we do not know is perhaps of a model that is asked for, or of a maker all of whose models are."""
        if self.kept is None:
            return True
        makers = self.catalogue.names.makers
        *path, last = name.split("/")
        whose = [*(m for part in path for m in makers.vendors(part)), *(m for m, _ in makers.heads(last))]
        ids = {company, *(m.id for m in whose)}.union(*map(makers.companies, whose))
        return bool(ids & self._makers_asked) or any(m.id in self.kept for m in self.catalogue.names.candidates(name))

    # ---- the differences

    def differences(self, entry: Entry) -> Iterator[Difference]:
        """The rows of one entry."""
        company, endpoint = self.owner(entry.provider) if entry.provider else (None, None)
        if entry.provider and company is None and not self.all_providers:
            self.skipped.add(entry.provider.id)
            return
        model = self.model(entry, company)
        if model is None:
            if self.catalogue.names.exact(entry.names[0], NAMED):  # a family or company: no model of its own
                return
            if self._is_of_those_asked(entry.names[0], company):
                self.unknown.setdefault(entry.names[0], entry.names[-1])
            return
        if company and model.company != company and not self.all_providers:
            return  # another maker's model, served by this one
        self.seen[model.id] = None
        self.makers.add(model.company)
        self.served = self.served or entry.provider is not None
        if not self.is_asked(model.id):
            return
        for name, theirs in entry.values.items():
            ours = _ours(model, name, endpoint, entry.currency)
            if name.startswith("prices_") and ours is None and theirs is not None and self._excused(model, name, endpoint, entry.currency):
                continue
            yield from _compared(model, name, ours, theirs, self.catalogue)

    def _excused(self, model: Model, name: str, endpoint: Endpoint | None, currency: str) -> bool:
        """Whether a price that we do not have in a currency has ended, or is in another one: what is noted and not compared."""
        there = [p for p in model.prices if endpoint is None or p.endpoint == endpoint.id]
        live = [p for p in there if not p.until and model.status != "retired"]
        had = {p.currency for p in there} - {p.currency for p in live}
        if currency in had or (had and not live):
            self.ended[model.id] = sum(bool(p.until) or model.status == "retired" for p in model.prices)
            return True
        other = any(p.currency != currency and getattr(p, name.removeprefix("prices_")) is not None for p in live)
        self.yuan |= {(model.id, name)} if other else set()
        return other

    def missing(self) -> Iterator[Difference]:
        """What we have of the same makers and the file has not: current models, served ones where the file is about what is served."""
        for model in self.catalogue.models:
            if model.company not in self.makers or model.id in self.seen or model.status not in ("current", "preview"):
                continue
            if self.is_asked(model.id) and (not self.served or any(not a.until for a in model.apis)):
                yield Difference(model=model.id, ours=model.name, kind="only-ours")

    def perhaps(self, name: str) -> str:
        """An unknown name with what it may mean."""
        found, near = self.catalogue.names.near.meaning(name)
        ids = [m.id for m in (*found, *near) if m.score][:3]
        return f"{name} (perhaps {' or '.join(ids)})" if ids else name


_OBJECTS = tuple(objects(Model))


def _ours(model: Model, name: str, endpoint: Endpoint | None, currency: str) -> Any:
    """Our value of a field; of a price the one at the endpoint in a currency, or at the cheapest one where it is not known."""
    if name.startswith("prices_"):
        from cnai.questions.main_model import UNIT, current_prices, offers

        there = current_prices(model, currency) or [p for p in offers(model, currency) if p.unit == UNIT]
        rows = [p for p in there if endpoint is None or p.endpoint == endpoint.id]
        best = min(rows, key=lambda p: (p.output is None, p.output or 0, p.input or 0), default=None)
        return getattr(best, name.removeprefix("prices_"), None)
    if name in ("tools", "structured-output"):
        return (name in model.capabilities) if model.capabilities else None
    whole = next((key for key in _OBJECTS if name.startswith(f"{key}_")), None) if not hasattr(model, name) else None
    owner = getattr(model, whole) if whole else model
    return plain(getattr(owner, name.removeprefix(f"{whole}_"), None))


def _compared(model: Model, name: str, ours: Any, theirs: Any, catalogue: Catalogue) -> Iterator[Difference]:
    has, other_has = ours not in (None, [], ""), theirs not in (None, [], "")
    field = "capabilities" if name in ("tools", "structured-output") else name
    if name in ("tools", "structured-output"):
        if ours == theirs or (not theirs and not ours):
            return
        ours, theirs = (name if value else None if value is None else f"no {name}" for value in (ours, theirs))
    if has and other_has and not _same(name, ours, theirs, catalogue):
        yield Difference(model=model.id, field=field, ours=ours, theirs=theirs, kind="differs")
    elif has and not other_has:
        if not name.startswith("prices_") and name not in ("training_cutoff", "tools", "structured-output"):
            yield Difference(model=model.id, field=field, ours=ours, kind="only-ours")
    elif other_has and not has and field not in model.undisclosed:
        yield Difference(model=model.id, field=field, theirs=theirs, kind="only-theirs")


_DATES = frozenset((*marked(Model, "date"), "training_cutoff"))


def _same(name: str, ours: Any, theirs: Any, catalogue: Catalogue) -> bool:
    """Whether two values say the same: inexact dates that overlap, numbers that look the same, names of one thing."""
    if name in _DATES:
        if not is_date(str(theirs)):
            return False
        return bool(earliest(ours) <= latest(theirs) and earliest(theirs) <= latest(ours))
    if name == "reasoning" and isinstance(theirs, bool):
        return bool((ours != "no") == theirs)
    if isinstance(theirs, str) and fold(theirs) == fold(show(name, ours)):
        return True
    if isinstance(ours, list):
        return isinstance(theirs, list) and {fold(word(str(v))) for v in ours} == {fold(word(str(v))) for v in theirs}
    if isinstance(ours, (int, float)) and not isinstance(ours, bool):
        numbers = isinstance(theirs, (int, float)) and not isinstance(theirs, bool)
        if isinstance(theirs, Rounded):
            return short_number(theirs) in (show(name, ours), short_number(ours))
        return numbers and (ours == theirs or (name.endswith("_params") and show(name, ours) == show(name, theirs)))
    if isinstance(ours, bool):
        return ours is theirs
    return _means(name, str(ours), str(theirs), catalogue)


def _means(name: str, ours: str, theirs: str, catalogue: Catalogue) -> bool:
    """Whether two words or names mean the same."""
    if fold(ours) == fold(theirs):
        return True
    if name == "license_id":
        record = catalogue.license_by_id.get(ours)
        return record is not None and fold(theirs) in {*licences.names(record), licences.short(record)}
    if name in ("company", "family", "successor"):
        return any(m.id == ours for m in catalogue.names.exact(theirs, NAMED))
    return False


def evidence_field(name: str | None) -> str:
    """The field whose evidence is behind our value in a row."""
    return "prices" if name and name.startswith("prices_") else name or ""
