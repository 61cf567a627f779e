"""Side by side: rows of values for several records of one kind, where they differ, and which is better where that is clear."""

from collections.abc import Sequence
from typing import Any, Literal

from cnai.errors import InvalidQuery
from cnai.model.base import Date, Frozen, entity
from cnai.model.records import Company, Family, Model
from cnai.model.shape import flatten, plain
from cnai.model.values import Price
from cnai.questions.main_model import (
    STANDARD,
    UNIT,
    band_prices,
    is_extended,
    main_of,
    main_price,
    main_prices,
    offers,
    other_ways,
    twin_with_price,
)  # fmt: skip
from cnai.questions.scores import same
from cnai.questions.which import Meaning
from cnai.store.catalogue import Catalogue, Named
from cnai.words.benchmarks import alike_measured, short
from cnai.words.dates import before, earliest
from cnai.words.labels import field
from cnai.words.light import light
from cnai.words.money import CURRENCIES
from cnai.words.quantities import share_of_known
from cnai.words.text import show

MODEL_ROWS = (
    ("release", ("released", "weights_released", "status", "predecessor", "successor")),
    ("price", ()),
    ("terms", ("open_weights", "license_id", "license_kind")),
    ("size", (
        "architecture", "total_params", "active_params", "context_tokens", "weights_context_tokens", "max_output_tokens", "training_tokens",
    )),
    ("what it does", ("kinds", "modalities_input", "modalities_output", "reasoning", "capabilities")),
    ("who", ("company", "family")),
)  # fmt: skip
MAIN = "main model"
MAIN_ROWS = (
    (MAIN, ("model", "released")),
    ("price", ()),
    ("terms", ("open_weights", "license_id", "license_kind")),
    ("size", ("architecture", "total_params", "active_params", "context_tokens")),
)
COMPANY_ROWS = ("tier", "kind", "hq", "country", "founded", "ceo_name", "listings", "flagship_family")


@entity
class CompareRow(Frozen):
    """One field of every subject, in their order. `best` holds the ids of the subjects with the better value."""

    group: str
    field: str
    label: str
    unit: str | None = None
    values: tuple[Any, ...] = ()
    differs: bool = False
    best: tuple[str, ...] = ()


@entity
class Comparison(Frozen):
    """Several records of one kind side by side."""

    type: Literal["company", "family", "model"]
    as_of: Date
    subjects: tuple[Meaning, ...]
    rows: tuple[CompareRow, ...] = ()


@light
class Subject:
    """A record that is compared, and the model whose figures stand for it (itself, if it is a model)."""

    record: Named
    main: Model | None


@light
class Brief:
    """What is counted of a release."""

    released: str | None
    open_weights: int | None
    license: str | None


BRIEF = ("released", "open_weights", "license_id")


@light
class Compared:
    """The comparison with what its view needs besides: the main models, whose prices stand in, and notes."""

    answer: Comparison
    subjects: list[Subject]
    twins: dict[str, str]
    notes: list[str]


def compare(catalogue: Catalogue, names: Sequence[str], *, diff_only: bool = False) -> Compared:
    """The records that the names mean, side by side. Unlike kinds become their companies. Raises InvalidQuery, NotFound."""
    chosen, notes = subjects(catalogue, names)
    twins: dict[str, str] = {}
    rows = _rows(catalogue, chosen, twins)
    out = []
    for row, better in rows:
        known = [v for v in row["values"] if v not in (None, [])]
        unread = row["field"] == "license_id" and any(s.main and s.main.open_weights for s in chosen)  # open under terms not recorded
        if not known and not unread:
            continue
        drawn = [show(row["field"], v) for v in known]
        row["differs"] = len(set(drawn)) > 1
        row["best"] = _best(row["values"], better, [s.record.id for s in chosen]) if row["differs"] else ()
        if row["field"].endswith("context_tokens") and max(known) < 1.05 * min(known):
            row["best"] = ()  # a million is written as 1,000,000 and as 1,048,576
        if row["field"] == "context_tokens" and any(s.record.id in row["best"] and s.main and is_extended(s.main) for s in chosen):
            row["best"] = ()  # others were made for what they have
        if row["differs"] or not diff_only:
            out.append(CompareRow(**row | {"values": tuple(row["values"])}))
    answer = Comparison(
        type=chosen[0].record.record,
        as_of=catalogue.day,
        subjects=tuple(Meaning(id=s.record.id, name=s.record.name, record=s.record.record) for s in chosen),
        rows=tuple(out),
    )
    return Compared(answer, chosen, twins, notes + _moved(catalogue, chosen, twins, out))


def _moved(catalogue: Catalogue, chosen: Sequence[Subject], twins: dict[str, str], rows: Sequence[CompareRow]) -> list[str]:
    """Of main models without a price: which model their API name serves now, and which other prices they have that no row shows."""
    from cnai.questions.api_names import moved_on

    dear = [s.main for s in chosen if s.main and s.record.id not in twins and not any(main_price(s.main, c) for c in CURRENCIES)]
    notes = [note for model in dear for note in moved_on(catalogue, model, "prices")]
    drawn = {r.unit for r in rows if "_per_" in r.field}
    for model in dear:
        left = [p for c in CURRENCIES for p in offers(model, c) if f"{c} per {p.unit}" not in drawn]
        ways = list(dict.fromkeys(way for p in left for way in other_ways(model, p.currency)))
        if ways:
            notes.append(f"{model.name} has no standard price per {UNIT}, only others ({'; '.join(ways[:3])}): cnai prices {model.id}")
    return notes


def subjects(catalogue: Catalogue, names: Sequence[str]) -> tuple[list[Subject], list[str]]:
    """(the records that the names mean, of one kind; what to say about that)."""
    if len(names) < 2:
        raise InvalidQuery("compare needs at least two names; for example: cnai compare qwen kimi")
    notes: list[str] = []
    by_models: str | None = None
    found = [_with_models(catalogue, catalogue.resolve(n), notes) for n in names]
    if len({r.record for r in found}) > 1:
        kinds = ("company", "family", "model")
        likes = [k for k in kinds if all(r.record == k or catalogue.names.exact(n, [k]) for n, r in zip(names, found, strict=True))]
        if likes:
            found = [catalogue.resolve(n, [likes[0]]) for n in names]
        else:
            models = dict.fromkeys(m.id for r in found if (m := main_of(catalogue, r)))
            found = [r if isinstance(r, Company) else catalogue.get(r.company) for r in found]
            by_models = f"; by models: cnai compare {' '.join(models)}" if len(models) > 1 else ""
            makers = ", ".join(dict.fromkeys(r.name for r in found))
            notes.append(f"different kinds of record: compared by their companies, {makers}" + by_models)
    found = list({r.id: r for r in found}.values())
    if len(found) < 2:
        if by_models is not None:
            raise InvalidQuery(f"different kinds of record, all of {found[0].name}" + by_models)
        raise InvalidQuery(f"all names mean {found[0].id}; compare needs two different records")
    return [Subject(r, main_of(catalogue, r)) for r in found], notes


def _with_models(catalogue: Catalogue, record: Named, notes: list[str]) -> Named:
    """A product without models of its own stands for its maker's main family, one of pictures or sound for the newest family of these."""
    if not isinstance(record, Family) or record.model_count or catalogue.models_of(record):
        return record
    owner = catalogue.get(record.company)
    family = catalogue.find(owner.flagship_family, ("family",)) if isinstance(owner, Company) and owner.flagship_family else None
    media = set(record.kinds) & {"image", "video", "music", "speech", "3d"}
    if media and isinstance(family, Family) and not media & set(family.kinds):
        others = [f for f in catalogue.families if f.company == record.company and f.latest_released and media & set(f.kinds)]
        family = max(others, key=lambda f: (f.latest_released or "", f.id), default=family)
    if not isinstance(family, Family) or family.id == record.id:
        return record
    notes.append(f"{record.name} has no models of its own: compared as {family.name} of the same maker")
    return family


Raw = tuple[dict[str, Any], str | None]


def _row(group: str, key: str, values: list[Any], label: str | None = None, unit: str | None = None, better: str | None = None) -> Raw:
    known = field(key)
    return {
        "group": group,
        "field": key,
        "label": label or known.label,
        "unit": unit or known.unit,
        "values": values,
    }, better or known.better


def _rows(catalogue: Catalogue, chosen: Sequence[Subject], twins: dict[str, str]) -> list[Raw]:
    mains = [flatten(Model, plain(s.main)) | {"model": s.main.id} if s.main else {} for s in chosen]
    is_model = isinstance(chosen[0].record, Model)
    rows: list[Raw] = []
    for group, keys in MODEL_ROWS if is_model else MAIN_ROWS:
        if group == "price":
            rows += _price_rows(catalogue, chosen, twins)
        rows += [_row(group, key, [m.get(key) for m in mains]) for key in keys]
    rows += _benchmark_rows([s.main for s in chosen])
    if not is_model:
        rows += _owner_rows(catalogue, chosen)
    return rows


def _best(values: list[Any], better: str | None, ids: list[str]) -> tuple[str, ...]:
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    if not better or len(numbers) < 2:
        return ()
    top = max(numbers) if better == "more" else min(numbers)
    return tuple(i for i, v in zip(ids, values, strict=True) if v == top)


def _owner_rows(catalogue: Catalogue, chosen: Sequence[Subject]) -> list[Raw]:
    owners = [s.record if isinstance(s.record, Company) else catalogue.get(s.record.company) for s in chosen]
    flats = [flatten(Company, plain(o)) for o in owners]
    models = [_releases_of(catalogue, s.record) for s in chosen]
    year_ago = before(catalogue.day, 1, "y")
    first = [min((m.released for m in ms if m.released), key=earliest, default=None) for ms in models]
    known = [share_of_known(m.open_weights for m in ms) for ms in models]
    shares = [None if s is None else round(100 * s) for s in known]
    rows = [
        _row("pace", "first_released", first),
        _row("pace", "model_count", [len(ms) for ms in models]),
        _row("pace", "open_model_count", [sum(bool(m.open_weights) for m in ms) for ms in models]),
        _row("pace", "open_share", shares),
        _row("pace", "pace", [sum(m.released is not None and earliest(m.released) > year_ago for m in ms) for ms in models]),
        _row("pace", "licenses", [_mix(ms) for ms in models], "licence mix"),
    ]
    for f in flats:
        f["listings"] = [f"{row['exchange']} {row['ticker']}" for row in f["listings"] if not row["until"]]
    if not isinstance(chosen[0].record, Company):
        rows.append(_row("who", "company", [o.id for o in owners]))
    of_company = [k for k in COMPANY_ROWS if k != "flagship_family" or isinstance(chosen[0].record, Company)]
    return rows + [_row("who", key, [f[key] for f in flats]) for key in of_company]


def _releases_of(catalogue: Catalogue, record: Named) -> list[Brief]:
    """The releases of a company, or of a family with all below it."""
    among = ("company", [record.id]) if isinstance(record, Company) else ("family", sorted(catalogue.below(record.id)))
    return [Brief(*row) for row in catalogue.store.columns("models", BRIEF, among)]


def _mix(models: Sequence[Brief]) -> list[str]:
    """The most used licences of the open models with their counts: ["mit 12", "apache-2-0 3"]."""
    counts: dict[str, int] = {}
    for m in models:
        if m.open_weights and m.license:
            counts[m.license] = counts.get(m.license, 0) + 1
    return [f"{lid} {n}" for lid, n in sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:3]]


def _price_rows(catalogue: Catalogue, chosen: Sequence[Subject], twins: dict[str, str]) -> list[Raw]:
    """Input and output in each currency: off-peak, standard mode, first band; the price at peak and that of the longest inputs, where
    there are any, as rows of their own."""
    rows: list[Raw] = []
    for currency in CURRENCIES:
        priced = [twin_with_price(catalogue, s.main, currency) if s.main else None for s in chosen]
        for s, model in zip(chosen, priced, strict=True):
            if model is not None and s.main is not None and model.id != s.main.id:
                twins[s.record.id] = model.id
        for key, part in (("price_input", "input"), ("price_output", "output")):
            low = [getattr(main_price(m, currency), part, None) if m else None for m in priced]
            high = [_most(main_prices(m, currency), part) if m else None for m in priced]
            unit = f"{currency} per {UNIT}"
            name = f"{key}_{currency.lower()}"
            rows.append(_row("price", name, low, f"{field(key).label} ({unit})", unit, "less"))
            long = [_most(band_prices(m, currency), part) if m else None for m in priced]
            for suffix, words, dear in (("peak", "at peak", high), ("longest", "for the longest inputs", long)):
                if any(d is not None and d != v for d, v in zip(dear, low, strict=True)):
                    rows.append(_row("price", f"{name}_{suffix}", dear, f"{field(key).label} {words} ({unit})", unit, "less"))
        rows += _other_prices([s.main for s in chosen], currency)
    return rows


def _most(rows: Sequence[Price], part: str) -> float | None:
    return max((v for v in (getattr(p, part) for p in rows) if v is not None), default=None)


def _other_prices(mains: Sequence[Model | None], currency: str) -> list[Raw]:
    """Of models that are all priced per second, image or the like, or per token in modes of their own: the prices of the modes that all
    have, else the lowest of each model, which then are not like with like."""
    offered = [offers(m, currency) if m else [] for m in mains]
    priced = [prices for prices in offered if prices]
    units = [u for u in dict.fromkeys(p.unit for ps in priced for p in ps) if all(any(p.unit == u for p in ps) for ps in priced)]
    rows: list[Raw] = []
    for unit in units if len(priced) > 1 else ():
        if unit == UNIT and any(p.unit == UNIT and p.mode in STANDARD for ps in priced for p in ps):
            continue
        modes = [dict.fromkeys(p.mode or "standard" for p in ps if p.unit == unit) for ps in priced]
        shared = [mode for mode in modes[0] if all(mode in others for others in modes)]
        for mode in (*shared, *(() if shared else (None,))):
            for part in ("input", "output"):
                of_mode = [[p for p in ps if p.unit == unit and mode in (None, p.mode or "standard")] for ps in offered]
                least = [min((v for p in ps if (v := getattr(p, part)) is not None), default=None) for ps in of_mode]
                words = "from" if mode is None else "" if mode == "standard" else mode
                name = "_".join(f"price {part} {currency} per {unit} {words}".lower().replace(",", "").split())
                label = f"{part} price{' ' if mode is None else ', ' if words else ''}{words} ({currency} per {unit})"
                if any(v is not None for v in least):
                    rows.append(_row("price", name, least, label, f"{currency} per {unit}", "less" if mode else None))
    return rows


def _benchmark_rows(models: Sequence[Model | None]) -> list[Raw]:
    """Only scores of the same benchmark, way of measuring, unit and reporter are compared."""
    table: dict[tuple[Any, ...], dict[int, float]] = {}
    lower: dict[tuple[Any, ...], bool] = {}
    called: dict[tuple[Any, ...], tuple[str, str]] = {}
    for n, model in enumerate(models):
        for b in model.benchmarks if model else ():
            key = (same(b.name, b.variant), alike_measured(None, b.settings), b.unit, b.reported_by, b.evaluator)
            called.setdefault(key, (b.name, short(b.variant, b.settings)))
            table.setdefault(key, {})[n] = b.score
            lower[key] = bool(b.lower_is_better)
    rows = []
    for key, scores in table.items():
        if len(scores) > 1:
            _, _, unit, who, evaluator = key
            name, measured = called[key]
            label = name + (f" ({measured})" if measured else "") + (f", {evaluator or who}" if who else "")
            values = [scores.get(n) for n in range(len(models))]
            rows.append(_row("benchmarks", "benchmarks", values, label, unit, "less" if lower[key] else "more"))
    return rows
