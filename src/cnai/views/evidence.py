"""How we know: the evidence of a record, and sources."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cnai.model.records import Source
from cnai.model.shape import build, flatten, plain
from cnai.model.values import When
from cnai.output.blocks import Block, Cell, Facts, Gap, Line, text_cell
from cnai.questions.evidence import Why
from cnai.store.catalogue import Catalogue
from cnai.store.location import written
from cnai.views.cells import item_words
from cnai.words.labels import field as label_of
from cnai.words.labels import word
from cnai.words.text import plural, show, size


def sources(rows: Sequence[Source]) -> Iterator[Block]:
    """Numbered sources, the primary ones first."""
    ordered = sorted(rows, key=lambda s: (s.kind != "primary", s.publisher.casefold(), s.id))
    primary = sum(s.kind == "primary" for s in rows)
    yield Line([text_cell(f"{plural(len(rows), 'source')}, {primary} primary", "strong")])
    facts = []
    for number, s in enumerate(ordered, 1):
        published = f", {s.published}" if s.published else ""
        head = text_cell(f"{s.title} ({s.publisher}{published}); {s.kind}, opened {s.accessed}")
        facts.append((f"[{number}]", [head, text_cell(s.url, "accent")]))
    yield Facts(facts)


def evidence(catalogue: Catalogue, record: Any, field: str | None, rows: Sequence[Why]) -> Iterator[Block]:
    """The value large, then each source as a numbered note; what others say under it."""
    name = getattr(record, "name", None) or getattr(record, "title", None) or getattr(record, "claim", "")
    yield Line([text_cell(f"{name}: {label_of(field).label}" if field else str(name), "strong")])
    if field:
        yield Line([Cell("", field, record.id, text=value_text(catalogue, record, field), tone="accent")])
    last = None
    items = {r.field for r in rows for other in rows if r.field == other.field and r.value != other.value}  # each source proves its own
    for number, row in enumerate(rows, 1):
        if field is None and row.field != last:
            last = row.field
            value = "" if last in items else f": {_written(catalogue, last, row.value)}"
            yield Gap()
            yield Line([Cell("", last, record.id, text=label_of(last).label + value, tone="accent")])
        elif field is not None:
            yield Gap()
        yield Facts([(f"[{number}]", list(_note(catalogue, row, with_value=field is not None or row.field in items)))])
    place = written(record, field)
    if place:
        yield Gap()
        yield Line([text_cell(f"to correct it: {place}", "dim")])


def _written(catalogue: Catalogue, key: str, value: Any) -> str:
    """A value as the page of its record writes it."""
    if key == "rules" and isinstance(value, Mapping):
        return _rule(value)
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        return "; ".join(_written(catalogue, key, v) for v in value)
    return item_words(catalogue, key, value)


def _rule(rule: Mapping[str, Any]) -> str:
    """A rule of a licence: "hosting: ask first, over 100M monthly users: the clause, obligation: the duty"."""
    from cnai.questions.asked import condition_of
    from cnai.views.permission import WORDS

    use = word(rule["use"]) if rule["use"] != "any" else "any use"
    head = ", ".join(filter(None, (WORDS[rule["answer"]], condition_of(build(When, dict(rule["when"] or {}))))))
    duty = f", obligation: {rule['duty']}" if rule["duty"] else ""
    return f"{use}: {head}" + (f": {rule['clause']}" if rule["clause"] else "") + duty


def value_text(catalogue: Catalogue, record: Any, field: str) -> str:
    """The value of a field as a person reads it."""
    whole = plain(record)
    if field == "size":
        return size(whole)
    flat = flatten(type(record), whole)
    value = flat.get(field, whole.get(field))
    return show(field, value, whole) if value in (None, []) else _written(catalogue, field, whole.get(field, value))


def _note(catalogue: Catalogue, row: Why, *, with_value: bool) -> Iterator[Cell]:
    if with_value and row.value not in (None, []) and not (isinstance(row.value, list) and isinstance(row.value[0], Mapping)):
        yield text_cell(_written(catalogue, row.field, row.value))
    published = f", {row.published}" if row.published else ""
    yield text_cell(f"{row.title} ({row.publisher}{published})")
    yield text_cell(row.url, "accent")
    basis = "" if row.basis == "stated" else f", {row.basis}"
    yield text_cell(f"{row.locator}; {row.kind} source, {row.confidence} confidence{basis}, checked {row.checked}", "dim")
    if row.note:
        yield text_cell(row.note)
    for other in row.alternatives:
        note = f": {other.note}" if other.note else ""
        agrees = other.value == row.value
        value = other.value if isinstance(other.value, str) else _written(catalogue, row.field, other.value)
        head = "also" if agrees else "other sources"
        yield text_cell(f"{head}: {value} ({catalogue.source(other.source).title}){note}", "dim" if agrees else "warn")
