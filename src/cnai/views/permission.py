"""May I: one answer with its clauses, or many grouped by what decides."""

from collections.abc import Iterator, Sequence

from cnai.output.blocks import Block, Cell, Column, Facts, Gap, Line, Table, Tone, text_cell
from cnai.questions.api_names import api_name
from cnai.questions.apps import APP
from cnai.questions.asked import Question
from cnai.questions.permission import DISCLAIMER, Permission, Reason, endpoints
from cnai.store.catalogue import Catalogue
from cnai.views.cells import endpoint_name, license_name, license_names
from cnai.words.dates import earliest
from cnai.words.labels import word
from cnai.words.text import joined, money, plural, short_number

WORDS = {"yes": "yes", "no": "no", "ask": "ask first"}
TONES: dict[str, Tone] = {"yes": "open", "yes, if": "warn", "no": "warn", "ask first": "warn", "not known": "dim"}
ORDER = ("yes", "yes, if", "ask first", "not known", "no")
WHOLE = 3  # so many answers are shown with their clauses; more are grouped
BESIDE = 2  # so many uses are named in the margin
OURS = "cnai"  # the origin of our own records
NAMED = 3  # so many models are named in a group


def permission(catalogue: Catalogue, rows: Sequence[Permission], *, each: bool = False, names: Sequence[str] = ()) -> Iterator[Block]:
    """The question, the answers, and that this is not legal advice. `names`: what was asked for, API names among it."""
    if not rows:
        return
    many = len(rows) > WHOLE and not each
    yield Line([text_cell(asked(rows[0].question), "dim")], text_cell(plural(len(rows), "model"), "dim") if many else None)
    if many:
        yield Gap()
        yield from _grouped(catalogue, rows)
        yield Gap()
        ruled = next((r.model for r in rows if r.license), None)
        every = f" · with every clause: cnai can {ruled}" if ruled else ""
        yield Line([text_cell(f"one by one: cnai can … --each{every}", "dim")])
    for row in rows if not many else ():
        yield Gap()
        yield from _one(catalogue, row, names)
    yield Gap()
    yield Line([text_cell(f"As of {rows[0].as_of}. {DISCLAIMER}", "dim")])


def said(row: Permission) -> str:
    """The answer in a word or two."""
    if row.answer == "yes":
        return "yes, if" if row.conditional else "yes"
    if row.answer == "ask" and row.license is None and not _app(row):
        return "not known"
    return WORDS[row.answer]


def _app(row: Permission) -> bool:
    """Whether the answer is on an app, which has no weights."""
    return any(r.clause.startswith(APP) for r in row.reasons)


def _closed(catalogue: Catalogue, row: Permission) -> bool:
    """Whether the answer is no because the weights are not published, not because of the terms of a base model."""
    record = catalogue.find(row.model, ("model",))
    return row.answer == "no" and not row.license and record is not None and record.open_weights is False


def _one(catalogue: Catalogue, row: Permission, asked_for: Sequence[str]) -> Iterator[Block]:
    under = f" under {license_name(catalogue, row.license)}" if row.license else ""
    closed = _closed(catalogue, row)
    head = f"weights: {said(row)}" if closed else said(row)
    yield Line([text_cell(head, TONES[said(row)]), Cell("", "name", row.model, text=f"{row.name}{under}", tone="strong")])
    facts: list[tuple[str, list[Cell]]] = []
    if row.duties:
        facts.append(("obligations", [text_cell(d) for d in row.duties]))
    for uses, reason in _clauses(r for r in row.reasons if r.decides):
        named = ", ".join(map(word, uses))
        facts.append((named, _clause(row, reason)) if len(uses) <= BESIDE else ("decides", _clause(row, reason, f" ({named})")))
    others = [(uses, r) for uses, r in _clauses(r for r in row.reasons if not r.decides)]
    if others:
        facts.append(
            ("also said", [text_cell(f"{WORDS[r.answer]} ({', '.join(map(word, uses))}): {r.clause}", "dim") for uses, r in others])
        )
    if row.api:
        note = f": {row.api.note}" if row.api.note else ""
        cells = [text_cell(f"{WORDS[row.api.answer]}, {endpoint_name(catalogue, row.api.endpoint)}{note}{_beside(catalogue, row.model)}")]
        if row.api.terms_url:
            cells.append(text_cell(row.api.terms_url, "accent"))
        facts.append(("API", cells))
    elif names := _switched_off(catalogue, row.model, asked_for):
        facts.append(("API", [text_cell(f"{name} is switched off since {day}") for name, day in names.items()]))
    elif ended := _api_ended(catalogue, row.model):
        facts.append(("API", [text_cell(f"no longer served, since {ended}")]))
    yield Facts(facts)


def _beside(catalogue: Catalogue, model: str) -> str:
    """How many endpoints serve a model of which one is named, " (1 of 3 endpoints; cnai prices X)"; "" for one."""
    record = catalogue.find(model, ("model",))
    count = len(endpoints(catalogue, record)) if record else 0
    return f" (1 of {count} endpoints; cnai prices {model})" if count > 1 else ""


def _switched_off(catalogue: Catalogue, model: str, asked_for: Sequence[str]) -> dict[str, str]:
    """The API names asked for that last served a model, each with the first day without it."""
    found = (api_name(catalogue, name) for name in asked_for)
    return {p.name: p.served[0].until for p in found if p and not p.serves and p.served[0].model == model and p.served[0].until}


def _api_ended(catalogue: Catalogue, model: str) -> str | None:
    """The day from which no endpoint serves a model that was served before: the last of the ends, of one span the most exact."""
    record = catalogue.find(model, ("model",))
    ends = [a.until for a in record.apis if a.until] if record else []
    return max(ends, key=lambda d: (earliest(d), len(d))) if record and ends and len(ends) == len(record.apis) else None


def _clauses(reasons: object) -> Iterator[tuple[list[str], Reason]]:
    """Each clause once, with the uses that it is for."""
    groups: dict[tuple[str, str, str | None], tuple[list[str], Reason]] = {}
    for r in reasons:  # type: ignore[attr-defined]  # an iterable of reasons
        groups.setdefault((r.answer, r.clause, r.locator), ([], r))[0].append(r.use)
    yield from groups.values()


def _clause(row: Permission, reason: Reason, uses: str = "") -> list[Cell]:
    place = f" ({reason.locator})" if reason.locator else ""
    answer = said(row) if reason.decides and said(row) == "not known" else WORDS[reason.answer]
    cells = [Cell(reason.clause, "rules", row.license or "", text=f"{answer}{uses}: {reason.clause}{place}")]
    return [*cells, text_cell(reason.url, "accent")] if reason.url else cells


def _grouped(catalogue: Catalogue, rows: Sequence[Permission]) -> Iterator[Block]:
    """By answer and licence: how many, the deciding obligation or clause once, the first names."""
    groups: dict[tuple[str, str], list[Permission]] = {}
    for row in rows:
        groups.setdefault((said(row), row.license or ("app" if _app(row) else "closed" if _closed(catalogue, row) else "")), []).append(row)
    columns = [
        Column("answer", "answer", 9, once=True), Column("count", "n", 9, right=True), Column("license", "licence", 8, wrap=True),
        Column("why", "what decides", 8, wrap=True), Column("models", "models", 7, wrap=True),
    ]  # fmt: skip
    table = []
    called = license_names(catalogue, (row.license for row in rows if row.license))
    for (answer, lid), members in sorted(groups.items(), key=lambda g: (ORDER.index(g[0][0]), -len(g[1]), g[0][1])):
        first = members[0]
        own = next((m.model for m in members if catalogue.get(m.model).origin != OURS), "")  # marked as the user's
        names = [m.name for m in members[:NAMED]]
        more = f" +{len(members) - NAMED}" if len(members) > NAMED else ""
        licence = {"": "licence not recorded", "closed": "weights not published", "app": "no weights: an app"}.get(lid) or called[lid]
        table.append([
            text_cell(answer, TONES[answer]), Cell("", "name", own, text=str(len(members))), text_cell(licence),
            text_cell(_why(catalogue, first)), text_cell(", ".join(names) + more),
        ])  # fmt: skip
    yield Table(columns, table)
    counts = [(a, sum(said(r) == a for r in rows)) for a in ORDER]
    yield Line([text_cell(", ".join(f"{n} {a}" for a, n in counts if n), "dim")])


def _why(catalogue: Catalogue, row: Permission) -> str:
    if row.answer == "yes":
        notices = _notices(catalogue, row.license)
        beyond = [d for d in row.duties if d not in notices]
        return "; ".join(beyond[:2]) if row.conditional else "keep the notices" if row.duties else "no condition"
    reason = next((r for r in row.reasons if r.decides), None)
    if row.api and row.answer == "no" and row.license is None:
        return f"API: {WORDS[row.api.answer]}"
    return reason.clause if reason and (row.license or row.answer == "no" or _app(row)) else ""


def _notices(catalogue: Catalogue, lid: str | None) -> set[str | None]:
    """The duties of a licence that only ask to keep notices."""
    licence = catalogue.license_by_id.get(lid or "")
    return {rule.duty for rule in licence.rules if rule.duty_kind == "notice"} if licence else set()


def asked(question: Question) -> str:
    """The question in words."""
    parts = [joined([word(u) for u in question.uses])]
    if question.regions:
        parts.append(f"in {joined(question.regions)}")
    if question.mau is not None:
        parts.append(f"{short_number(question.mau, exact=True)} monthly users")
    if question.revenue:
        income = question.revenue
        parts.append(f"{money(income.amount, income.currency, exact=True)} of revenue a {income.period}")
    return f"May I: {', '.join(parts)}?"
