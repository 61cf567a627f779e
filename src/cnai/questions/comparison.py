"""Side by side: rows of values for several records of one kind, where they differ, and which is better where that is clear."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cnai.catalogue import Catalogue, Named
from cnai.dates import before, earliest
from cnai.entities import Company, Model
from cnai.errors import Usage
from cnai.fields import field
from cnai.parts import Price
from cnai.plain import flatten, plain
from cnai.questions.selection import main_model
from cnai.text import tokens

MODEL_ROWS = (
    ("who", ("company", "family", "kinds", "status")),
    ("release", ("released", "weights_released", "predecessor", "successor")),
    ("size", ("architecture", "total_params", "active_params", "context_tokens", "max_output_tokens", "training_tokens")),
    ("what it does", ("modalities_input", "modalities_output", "reasoning", "capabilities")),
    ("terms", ("open_weights", "license_id", "license_kind")),
)  # fmt: skip
COMPANY_ROWS = ("tier", "kind", "hq", "country", "founded", "ceo_name", "listings", "flagship_family")
NEWEST_ROWS = (
    ("size", ("architecture", "total_params", "active_params", "context_tokens")),
    ("terms", ("open_weights", "license_id", "license_kind")),
)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Subject:
    """A record that is compared, and the model whose figures stand for it (itself, where it is a model)."""

    record: Named
    main: Model | None


def subjects(catalogue: Catalogue, names: Sequence[str]) -> tuple[list[Subject], list[str]]:
    """(the records that the names mean, of one kind; what to tell). Unlike kinds become their companies."""
    if len(names) < 2:
        raise Usage("compare needs two names or more: cnai compare qwen kimi")
    found = [catalogue.resolve(n) for n in names]
    kinds = ("company", "family", "model")
    likes = [k for k in kinds if all(catalogue.names.exact(n, [k]) or r.record == k for n, r in zip(names, found, strict=True))]
    notes = []
    if len({r.record for r in found}) > 1:
        if likes:
            found = [catalogue.resolve(n, [likes[0]]) for n in names]
        else:
            found = [r if isinstance(r, Company) else catalogue.get(r.company) for r in found]
            notes.append("unlike kinds: compared as their companies, " + ", ".join(r.id for r in found))
    found = list({r.id: r for r in found}.values())
    if len(found) < 2:
        raise Usage(f"both names mean {found[0].id}: compare needs two different records")
    return [Subject(r, r if isinstance(r, Model) else _main(catalogue, r)) for r in found], notes


def _main(catalogue: Catalogue, record: Named) -> Model | None:
    """The newest main model of a family, or of a company's flagship family."""
    if isinstance(record, Company) and record.flagship_family in catalogue.below:
        flagship = catalogue.get(record.flagship_family)
        return main_model(catalogue.models_of(flagship)) or main_model(catalogue.models_of(record))
    return main_model(catalogue.models_of(record))


def comparison(catalogue: Catalogue, chosen: Sequence[Subject], *, diff_only: bool = False) -> dict[str, Any]:
    """{type, as_of, subjects[], rows[{group, field, label, unit, values[], differs, best[]}]}; `best` holds ids of subjects."""
    ids = [s.record.id for s in chosen]
    rows = _model_rows(chosen) if isinstance(chosen[0].record, Model) else _owner_rows(catalogue, chosen)
    rows += _price_rows([s.main for s in chosen])
    if isinstance(chosen[0].record, Model):
        rows += _benchmark_rows([s.main for s in chosen])
    out = []
    for row in rows:
        values = row["values"]
        if all(v in (None, []) for v in values):
            continue
        known = [v for v in values if v not in (None, [])]
        row["differs"] = any(v != known[0] for v in known)
        better = row.pop("better")
        seen = [tokens(v) if v is not None else None for v in values] if field(row["field"]).shape == "tokens" else values
        row["best"] = _best(values, better, ids) if len({str(v) for v in seen if v is not None}) > 1 else []
        if row["differs"] or not diff_only:
            out.append(row)
    subject_rows = [{"id": s.record.id, "name": s.record.name, "record": s.record.record} for s in chosen]
    return {
        "type": chosen[0].record.record,
        "as_of": catalogue.as_of or catalogue.date,
        "subjects": subject_rows,
        "rows": out,
    }


def _row(
    group: str,
    key: str,
    values: list[Any],
    label: str | None = None,
    unit: str | None = None,
    better: str | None = None,
) -> dict[str, Any]:
    known = field(key)
    return {
        "group": group, "field": key, "label": label or known.label, "unit": unit or known.unit, "values": values,
        "differs": False, "better": better or known.better,
    }  # fmt: skip


def _best(values: list[Any], better: str | None, ids: list[str]) -> list[str]:
    numbers = [v for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    if not better or len(numbers) < 2:
        return []
    top = max(numbers) if better == "more" else min(numbers)
    return [i for i, v in zip(ids, values, strict=True) if v == top]


def _model_rows(chosen: Sequence[Subject]) -> list[dict[str, Any]]:
    flats = [flatten(Model, plain(s.main)) for s in chosen]
    return [_row(group, key, [f[key] for f in flats]) for group, names in MODEL_ROWS for key in names]


def _owner_rows(catalogue: Catalogue, chosen: Sequence[Subject]) -> list[dict[str, Any]]:
    owners = [s.record if isinstance(s.record, Company) else catalogue.get(s.record.company) for s in chosen]
    flats = [flatten(Company, plain(o)) for o in owners]
    rows = [] if isinstance(chosen[0].record, Company) else [_row("who", "company", [o.id for o in owners])]
    for f in flats:
        f["listings"] = [f"{row['exchange']} {row['ticker']}" for row in f["listings"] if not row["until"]]
    rows += [
        _row("who", key, [f[key] for f in flats])
        for key in COMPANY_ROWS
        if key != "flagship_family" or isinstance(chosen[0].record, Company)
    ]
    mains = [flatten(Model, plain(s.main)) if s.main else {} for s in chosen]
    rows += [
        _row("newest main model", "model", [m.get("id") for m in mains]),
        _row("newest main model", "released", [m.get("released") for m in mains]),
    ]
    rows += [_row(group, key, [m.get(key) for m in mains]) for group, names in NEWEST_ROWS for key in names]
    models = [catalogue.models_of(s.record) for s in chosen]
    year_ago = before(catalogue.date if not catalogue.as_of else _day(catalogue), 1, "y")
    first = [min((m.released for m in ms if m.released), key=earliest, default=None) for ms in models]
    rows += [
        _row("pace", "first_released", first),
        _row("pace", "model_count", [len(ms) for ms in models]),
        _row("pace", "open_model_count", [sum(m.open_weights is True for m in ms) for ms in models]),
        _row(
            "pace",
            "pace",
            [sum(m.released is not None and earliest(m.released) > year_ago for m in ms) for ms in models],
        ),
    ]
    return rows


def _day(catalogue: Catalogue) -> str:
    from cnai.dates import latest

    return min(latest(catalogue.as_of or catalogue.date), catalogue.date)


def list_price(model: Model | None, currency: str) -> Price | None:
    """Today's list price per 1M tokens in a currency: standard mode, lowest band, the newest where several hold."""
    rows = [p for p in (model.prices if model else ()) if p.currency == currency and not p.until and p.unit == "1M tokens"]
    rows = [p for p in rows if p.mode in (None, "standard")] or rows
    rows = [p for p in rows if not p.over_input_tokens] or rows
    return max(rows, key=lambda p: p.since or "", default=None)


def _price_rows(models: Sequence[Model | None]) -> list[dict[str, Any]]:
    rows = []
    for currency in ("USD", "CNY"):
        prices = [list_price(m, currency) for m in models]
        for key, part in (("price_input", "input"), ("price_output", "output")):
            values = [getattr(p, part) if p else None for p in prices]
            label = f"{field(key).label} ({currency})"
            rows.append(_row("price", f"{key}_{currency.lower()}", values, label, f"{currency} per 1M tokens", "less"))
    return rows


def _benchmark_rows(models: Sequence[Model | None]) -> list[dict[str, Any]]:
    """Only scores of the same benchmark, variant, settings, unit and reporter stand beside each other."""
    table: dict[tuple[Any, ...], dict[int, float]] = {}
    lower: dict[tuple[Any, ...], bool] = {}
    for n, model in enumerate(models):
        for b in model.benchmarks if model else ():
            key = (b.name, b.variant, b.settings, b.unit, b.reported_by, b.evaluator)
            table.setdefault(key, {})[n] = b.score
            lower[key] = bool(b.lower_is_better)
    rows = []
    for key, scores in table.items():
        if len(scores) > 1:
            name, variant, _, unit, who, evaluator = key
            label = name + (f" ({variant})" if variant else "") + (f", {evaluator or who}" if who else "")
            values = [scores.get(n) for n in range(len(models))]
            rows.append(_row("benchmarks", "benchmarks", values, label, unit, "less" if lower[key] else "more"))
    return rows
