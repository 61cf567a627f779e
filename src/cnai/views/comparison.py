"""Side by side: a column for each subject, or, where the window is too narrow for that, a row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cnai.model.records import Model
from cnai.model.values import Price
from cnai.output.blocks import Block, Cell, Column, Facts, Gap, Line, Table, text_cell
from cnai.questions.comparison import Compared, CompareRow
from cnai.questions.main_model import main_prices, offers
from cnai.store.catalogue import Catalogue
from cnai.views.cells import SHARE, company_name, disputed, legend, license_names, terms_cell
from cnai.views.releases import doubt, price_cell
from cnai.words.labels import COUNTRIES, evidence_fields
from cnai.words.text import UNKNOWN, plural, score, show, size, unit_price

ACROSS = 3  # more subjects than this become rows
PAIR = 2  # in a narrow window, so many beside each other
PER_MILLION = " per 1M tokens"
OF_RECORD = (
    "tier", "kind", "hq", "country", "founded", "ceo_name", "listings", "flagship_family", "company", "pace", "model_count",
    "open_model_count", "open_share",
)  # fmt: skip


def comparison(catalogue: Catalogue, compared: Compared, *, whole: bool = False) -> Iterator[Block]:
    """All rows for a few subjects; the deciding ones for many."""
    if len(compared.subjects) > ACROSS and not whole:
        yield from _turned(catalogue, compared)
    else:
        yield from _side_by_side(catalogue, compared, range(len(compared.subjects)), whole=whole)
    if any(row.field == "open_share" for row in compared.answer.rows) and (whole or len(compared.subjects) <= ACROSS):
        yield Line([text_cell(SHARE, "dim")])
    for rid, twin in compared.twins.items():
        name = next(s.record.name for s in compared.subjects if s.record.id == rid)
        yield Line([text_cell(f"the price of {name} is that of {catalogue.get(twin).name}, the same weights on the API", "dim")])


def _side_by_side(catalogue: Catalogue, compared: Compared, which: Sequence[int], *, whole: bool) -> Iterator[Block]:
    """A column for each subject. In a window in which a name would break, a row for each, or all rows in tables of fewer."""
    subjects = [compared.answer.subjects[i] for i in which]
    mains = {s.record.id: s.main.id for s in compared.subjects if s.main}
    columns = [Column("differs", " ", 9), Column("label", "", 9, wrap=True), *(Column(s.id, s.name, 9, wrap=True) for s in subjects)]
    table: list[list[Cell]] = []
    group = None
    per = PER_MILLION if all(PER_MILLION in row.label for row in compared.answer.rows if row.group == "price") else ""
    for row in compared.answer.rows:
        if row.group != group:
            group = row.group
            head = f"{group}{per}" if group == "price" else group
            table.append([text_cell(""), text_cell(head, "strong"), *[text_cell("")] * len(subjects)])
        values = [row.values[i] for i in which]
        differs = row.differs and len({show(row.field, v) for v in values if v not in (None, [])}) > 1  # of what this table shows
        cells = [text_cell("≠" if differs else " ", "warn"), text_cell(row.label.replace(per, ""), "dim")]
        for subject, value in zip(subjects, values, strict=True):
            record, _ = proved_by(row, subject.id, mains)
            cells.append(_cell(catalogue, row, value, record, best=subject.id in row.best and (differs or len(values) == 1)))
            if row.group == "price" and value is not None:
                priced = catalogue.get(compared.twins.get(subject.id, record))
                cells[-1] = cells[-1].marked(doubt(catalogue, priced, _prices_of(priced, row)))  # type: ignore[arg-type]  # a model
        table.append(cells)
    instead: list[Block] = []
    if not whole:
        instead = list(_turned(catalogue, compared))
    elif len(which) > 1:
        step = PAIR if len(which) > PAIR else 1
        for start in range(0, len(which), step):
            instead += [*([Gap()] if start else []), *_side_by_side(catalogue, compared, which[start : start + step], whole=True)]
    else:
        facts = [(row[1].text or "", [row[2]]) for row in table if row[1].tone != "strong"]
        instead = [Line([text_cell(subjects[0].name, "strong")]), Facts(facts)]
    yield Table(columns, table, instead=instead)
    yield from legend(columns, table)


def _cell(catalogue: Catalogue, row: CompareRow, value: Any, record: str, *, best: bool) -> Cell:
    model = catalogue.find(record, ("model",)) if row.field == "license_id" and value is None else None
    if isinstance(model, Model):
        return terms_cell(catalogue, model)
    if row.field == "license_id":
        text = license_names(catalogue, (v for v in row.values if v)).get(value, UNKNOWN)
        return Cell(value, "license_id", record, text=text, mark=disputed(catalogue, record, *evidence_fields("license_id")))
    _, key = proved_by(row, record, {})
    signs = ["▲" if best else "", disputed(catalogue, record, *evidence_fields(key)) if value is not None else ""]
    text = score(value, row.unit, row.label) if row.group == "benchmarks" and value is not None else _named(catalogue, key, value)
    return Cell(value, key, record, text=text, mark=" ".join(s for s in signs if s))


def proved_by(row: CompareRow, subject: str, mains: Mapping[str, str]) -> tuple[str, str]:
    """(the record, its field) whose evidence is behind a cell of a subject with such a main model."""
    record = subject if row.field in OF_RECORD else mains.get(subject, subject)
    return record, "_".join(row.field.split("_")[:2]) if row.group == "price" else row.field


def _prices_of(model: Model, row: CompareRow) -> list[Price]:
    """The prices of a model that a row may show."""
    currency, _, unit = (row.unit or "").partition(" per ")
    return [p for p in offers(model, currency) if p.unit == unit] if "_per_" in row.field else main_prices(model, currency)


def _named(catalogue: Catalogue, key: str, value: Any) -> str:
    """Names in place of ids, money with two decimals."""
    if value in (None, []):
        return UNKNOWN
    if key in ("model", "predecessor", "successor", "flagship_family", "family"):
        record = catalogue.find(value)
        return record.name if record else str(value)
    if key == "company":
        return company_name(catalogue, value)
    if key == "licenses":
        counts = {lid: n for lid, _, n in (v.rpartition(" ") for v in value)}
        return ", ".join(f"{text} {counts[lid or '']}" for lid, text in license_names(catalogue, counts).items())
    if key in ("price_input", "price_output"):
        return unit_price(value)
    if key == "country":
        return COUNTRIES.get(value, str(value))
    if key == "open_share":
        return f"{value} %"
    return show(key, value)


def _is_same(row: CompareRow) -> bool:
    """Whether every subject is known to have the same value."""
    return not row.differs and all(value not in (None, []) for value in row.values)


def _short(record: Any) -> str:
    return str(getattr(record, "short_name", None) or record.name)


def _turned(catalogue: Catalogue, compared: Compared) -> Iterator[Block]:
    """A row for each subject with what decides."""
    columns = [
        Column("name", "", 9, wrap=True), Column("released", "released", 7), Column("size", "size", 5, right=True),
        Column("context", "ctx", 4, right=True), Column("license", "licence", 6, wrap=True, least=0),
        Column("price", "per 1M in · out", 8, right=True, wrap=True, least=17),
    ]  # fmt: skip
    table = []
    for s in compared.subjects:
        m = s.main
        if m is None:
            table.append([Cell(s.record.id, text=s.record.name, tone="strong"), *[text_cell(UNKNOWN)] * 5])
            continue
        priced = catalogue.get(compared.twins[s.record.id]) if s.record.id in compared.twins else m
        sums = {
            "total_params": m.total_params,
            "active_params": m.active_params,
            "undisclosed": m.undisclosed,
            "not_applicable": m.not_applicable,
        }
        name = m.name if m.id == s.record.id else f"{_short(s.record)}:\n{m.name}"
        table.append([
            Cell(m.id, "released", m.id, text=name, tone="strong"), Cell(m.released, "released", m.id),
            Cell(m.total_params, "size", m.id, text=size(sums)), Cell(m.context_tokens, "context_tokens", m.id),
            terms_cell(catalogue, m), price_cell(catalogue, priced, broken=True),  # type: ignore[arg-type]  # a twin is a model
        ])  # fmt: skip
    yield Table(columns, table)
    yield from legend(columns, table)
    ids = " ".join(s.record.id for s in compared.subjects)
    same = [r.label for r in compared.answer.rows if r.group in ("size", "terms", "what it does") and _is_same(r)]
    more = [text_cell(f"same everywhere: {', '.join(same)}", "dim")] if same else []
    yield Line([*more, text_cell(f"{plural(len(compared.answer.rows), 'row')} in all: cnai compare {ids} --all", "dim")])
