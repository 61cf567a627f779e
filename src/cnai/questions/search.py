"""Full text over names, summaries, claims, events, licence clauses and source titles, best match first."""

import re
from collections.abc import Sequence

from cnai.errors import InvalidQuery
from cnai.model.base import Frozen, entity
from cnai.model.kinds import TABLE_OF
from cnai.model.shape import plain
from cnai.questions.found import Found, first
from cnai.store.catalogue import Catalogue
from cnai.store.folding import simplified
from cnai.store.index import words
from cnai.store.people import Leader, led_by
from cnai.words.dates import dates_in, earliest
from cnai.words.glossary import alike, terms
from cnai.words.quantities import each_of

IN = ("companies", "families", "models", "licenses", "claims", "events", "sources")
LIMIT = 20


@entity
class Hit(Frozen):
    """A record that matches. `snippet` has the match between ⟦ and ⟧; `score` is higher for better ones."""

    record: str
    id: str
    company: str | None = None
    title: str
    snippet: str
    field: str
    score: float


def search(catalogue: Catalogue, text: str, *, tables: Sequence[str] = (), limit: int | None = None) -> Found[Hit]:
    """The records that contain all the words (else any of them), each once: names before prose, and titles of sources last. InvalidQuery
    without words."""
    asked = words(text).split()
    if not asked:
        raise InvalidQuery("search needs a word; for example: cnai search agent")
    wanted = each_of(tables, IN, "in")
    meant = [w for w in map(words, terms(simplified(text))) if w]  # Chinese words of the trade in English, a phrase as one
    english = " ".join(meant)
    every = _all_words(catalogue, asked, text)
    if english != " ".join(asked):  # the data's own Chinese first, then a phrase as such, then its words
        every += [*_all_words(catalogue, meant, english), *_all_words(catalogue, english.split(), english)]
    hits = _of(wanted, every)
    whole = bool(hits)
    hits = hits or _of(wanted, _found(catalogue, " OR ".join(map(_quoted, meant)), english))
    hits = hits or _of(wanted, _found(catalogue, " OR ".join(map(_quoted, english.split())), english))
    best = hits[0].score if hits else 1.0
    people = _of(wanted, [_person(row, best) for row in led_by(catalogue, text)])
    hits = [*people, *(h for h in hits if h.id not in {p.id for p in people})]
    notes = ["no record has all of these words; those shown have some of them"] if hits and not whole and not people else []
    if not hits:
        found, near = catalogue.names.near.meaning(text)
        for match in (*found, *near)[:5]:
            record = catalogue.find(match.id)
            if record:
                hits.append(
                    Hit(
                        record=record.record,
                        id=record.id,
                        company=getattr(record, "company", record.id),
                        title=record.name,
                        snippet=record.name,
                        field="name",
                        score=match.score,
                    )
                )
        hits = _of(wanted, hits)
        if hits:
            notes.append("no text matches; these names are spelled similarly")
    shown, rest = first(hits, limit or LIMIT, "record")
    return Found(shown, notes + rest if shown else ["nothing matches"])


def _person(person: Leader, score: float) -> Hit:
    title, said = person.company_name, f"⟦{person.name}{f' {person.name_zh}' if person.name_zh else ''}⟧"
    return Hit(record="company", id=person.company, company=person.company, title=title, snippet=said, field=person.field, score=score)


def _of(tables: Sequence[str], hits: Sequence[Hit]) -> list[Hit]:
    """Each record once, of these tables if any are named; the titles of sources after what the data itself says."""
    once: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        if not tables or TABLE_OF[hit.record] in tables:
            once.setdefault((hit.record, hit.id), hit)
    return sorted(once.values(), key=lambda h: h.record == "source")


def _all_words(catalogue: Catalogue, asked: Sequence[str], text: str) -> list[Hit]:
    return _found(catalogue, " AND ".join(map(_meant, asked)), text)


def _found(catalogue: Catalogue, question: str, text: str) -> list[Hit]:
    rows = catalogue.store.search(question)
    out: dict[tuple[str, str], Hit] = {}
    for record, rid, company, field, title, body, rank in rows:
        if (record, rid) not in out and _exists(catalogue, record, rid):
            snippet = _dated(catalogue, record, rid, field) + _snippet(body, text)
            out[record, rid] = Hit(record=record, id=rid, company=company, title=title, snippet=snippet, field=field, score=round(-rank, 3))
    return list(out.values())


def _exists(catalogue: Catalogue, record: str, rid: str) -> bool:
    """Whether a record was there on the day; a source when it proves something of the day and its title tells of nothing later, a
    maker's licence when something is under it."""
    if not catalogue.is_past:
        return True
    found = catalogue.find(rid, (record,))
    if record == "source":
        from cnai.store.proof_on import late

        return found is not None and not late(plain(found), catalogue.day) and rid in catalogue.proving
    if record == "license" and found is not None and not found.spdx:  # the text of one maker, which came with what is under it
        under = (*(use.license for m in catalogue.models for use in m.licenses), *(e.license for e in catalogue.endpoints))
        return rid in under and not any(earliest(d) > catalogue.day for d in dates_in(found.name))
    return found is not None


def _dated(catalogue: Catalogue, record: str, rid: str, field: str) -> str:
    """Of a past day the mark of a text that was written later, as the record has it."""
    text = getattr(catalogue.find(rid, (record,)), field, None) if catalogue.is_past else None
    marked = re.match(r"\[as of \S+\] ", text) if isinstance(text, str) else None
    return marked[0] if marked else ""


def _meant(word: str) -> str:
    """A word or one that means the same, in FTS5's language."""
    return f"({' OR '.join(map(_quoted, alike(word)))})"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"' + ("*" if word.isascii() and len(word) > 2 else "")


def _snippet(body: str, text: str, room: int = 60) -> str:
    """The text around the first match, with the match between ⟦ and ⟧."""
    lower = simplified(body)
    if len(lower) != len(body):
        lower = body.lower()
    lower, asked = lower.replace("-", " "), simplified(text).replace("-", " ")
    said = [asked.strip(), *(t.replace("-", " ") for t in terms(asked)), *asked.split()]
    parts = [*said, *(other for part in (*said, *words(text).split()) for other in alike(part))]
    at, part = next(((lower.find(p), p) for p in parts if p and p in lower), (-1, ""))
    if at < 0:
        return body[: 2 * room].strip() + ("…" if len(body) > 2 * room else "")
    start, end = max(at - room, 0), min(at + len(part) + room, len(body))
    head = ("…" if start else "") + body[start:at]
    return f"{head}⟦{body[at : at + len(part)]}⟧{body[at + len(part) : end]}" + ("…" if end < len(body) else "")
