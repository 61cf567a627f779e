"""Where the interactive screen can be: each place is a question with its answer as blocks, and knows which records it leads to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cnai.commands.options import Run
from cnai.errors import CnaiError
from cnai.output.blocks import Bars, Block, Cell, Dots, Facts, Gap, Line, Prose, Table, text_cell
from cnai.output.drawing import blocks_of
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.questions.asked import USES
from cnai.questions.search import search
from cnai.store.catalogue import Catalogue
from cnai.store.folding import fold
from cnai.views.cells import company_label, company_name

LINK = "cnai:"  # how a cell names the record that it leads to
KINDS = ("company", "family", "model", "license", "claim", "event")
ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
SHOWN = 40  # so many hits are listed
KEYS = (
    ("/", "find: companies, families, models, API names, and every text"),
    ("Enter", "open what is chosen: in the list, or the link on the page"),
    ("Tab", "from the list to the page and back"),
    ("n  p", "the next and the previous link on the page"),
    ("b  f", "back and forward (also Backspace)"),
    ("c", "mark for comparing; the second mark shows them side by side"),
    ("x", "take all marks away"),
    ("l", "may I use it; again, to add uses, regions, users or revenue"),
    ("t", "its timeline"),
    ("m", "all its releases"),
    ("w", "the evidence behind it"),
    ("h", "the landscape, where you began"),
    ("z", "the page alone, or the list beside it again"),
    ("?", "this page"),
    ("q", "quit (also Ctrl-C)"),
)


@dataclass(frozen=True)
class Place:
    """A question (the name of a command, or "keys") about some records."""

    what: str
    names: tuple[str, ...] = ()
    asked: str = ""
    """Of a licence question, the words that go with it: uses, regions, monthly users, revenue."""

    @property
    def subject(self) -> str:
        """The record that it is about, "" for several or none."""
        return self.names[0] if len(self.names) == 1 else ""


START = Place("landscape")


@dataclass(frozen=True)
class Entry:
    """A line of the list; `place` is None for a heading."""

    text: str
    place: Place | None = None


class Trail:
    """The places seen, with the one shown now."""

    def __init__(self) -> None:
        self.places, self.at = [START], 0

    @property
    def here(self) -> Place:
        return self.places[self.at]

    def go(self, place: Place) -> None:
        """Go on to a place; what lay ahead is forgotten."""
        if place != self.here:
            self.places = [*self.places[: self.at + 1], place]
            self.at += 1

    def step(self, by: int) -> bool:
        """One back (-1) or forward (1), if there is one."""
        if not 0 <= self.at + by < len(self.places):
            return False
        self.at += by
        return True


def blocks(run: Run, place: Place) -> list[Block]:
    """What a place shows, each record that it names once a row as a link. What cannot be answered is said there."""
    if place.what == "keys":
        return [Line([text_cell("Keys", "strong")]), Gap(), Facts([(key, [text_cell(text)]) for key, text in KEYS])]
    cat = run.catalogue
    cat.said.clear()
    try:
        result = _result(run, place)
        shown = blocks_of(result, Options(), cat)
        notes = run.notes(result)
    except CnaiError as error:
        shown, notes = [Line([text_cell(error.message, "warn")])], []
    except Exception as error:
        shown, notes = [Line([text_cell(f"cnai failed unexpectedly ({type(error).__name__}: {error})", "warn")])], []
    shown += [Gap(), *(Prose(text_cell(note, "dim")) for note in notes)] if notes else []
    for row in _rows(shown):
        _link(cat, row, place.subject)
    return shown


def _result(run: Run, place: Place) -> Result:
    command = import_module(f"cnai.commands.{place.what}").command
    if place.what == "landscape":
        found: Result = command(run)
    elif place.what == "models":
        found = command(run, [place.subject])
    elif place.what == "can":
        found = command(run, list(place.names), **question_in(place.asked))
    elif place.what == "why":
        found = command(run, place.subject)
    else:
        found = command(run, list(place.names))
    return found


def question_in(words: str) -> dict[str, Any]:
    """The options of `cnai can` in words such as "hosting DE 200M 40M/year"; without a use, commercial use. Raises InvalidQuery."""
    out: dict[str, Any] = {}
    for word in re.sub(r"[,，、](?!\d)|(?<!\d)[,，、]", " ", words).split():
        if word.lower() in USES:
            out[word.lower().replace("-", "_")] = True
        elif "/" in word:
            out["revenue"] = word
        elif word[0].isdigit():
            out["mau"] = word
        else:
            out.setdefault("region", []).append(word)
    return out


def page_of(catalogue: Catalogue, record: str) -> Place:
    """Where a record is shown: a licence has a page of its own question."""
    licence = not catalogue.find(record, KINDS[:3]) and catalogue.find(record, ("license",))
    return Place("license" if licence else "show", (record,))


def _rows(shown: Sequence[Block]) -> Iterator[Sequence[Cell]]:
    """The cells that stand together: a row of a table, one line of facts, a line."""
    for block in shown:
        if isinstance(block, Table):
            yield from block.rows
        elif isinstance(block, Facts):
            yield from ([cell] for _, cells in block.rows for cell in cells)
        elif isinstance(block, Line):
            yield [*block.cells, *([block.right] if block.right else [])]
        elif isinstance(block, Prose | Bars | Dots | Gap):
            continue


def _link(catalogue: Catalogue, row: Sequence[Cell], subject: str) -> None:
    """Mark the cells of a row that lead to another record: its name before other fields of it, each record once."""
    best: dict[str, Cell] = {}
    for cell in row:
        for record in (cell.value, cell.subject):
            if isinstance(record, str) and record != subject and ID.fullmatch(record) and catalogue.find(record, KINDS):
                if record not in best or (cell.field in ("name", "title") and best[record].field not in ("name", "title")):
                    best[record] = cell
                break
    for record, cell in best.items():
        cell.link = LINK + record


def companies(catalogue: Catalogue) -> list[Entry]:
    """The tiers with who is in them, then the companies that the article leaves out."""
    out = []
    for tier in catalogue.tiers:
        out.append(Entry(f"{tier.level}  {tier.title}" if tier.level else f"·  {tier.title.lower()}"))
        out += [_company(catalogue, cid) for cid in tier.companies]
    others = [c.id for c in catalogue.companies if c.article_order is None]
    return [*out, *([Entry("·  beyond the article")] if others and catalogue.tiers else []), *(_company(catalogue, cid) for cid in others)]


def _company(catalogue: Catalogue, cid: str) -> Entry:
    return Entry(company_label(catalogue, cid), Place("show", (cid,)))


def found(catalogue: Catalogue, text: str) -> list[Entry]:
    """What a text may mean: the names first, as every command takes them, then what the search finds."""
    out: dict[str, Entry] = {}
    meant, near = catalogue.names.near.meaning(text)
    begun = [m for kind in ("company", "family", "model") for m in catalogue.names.near.beginnings(text, (kind,))]
    for match in (*meant, *begun, *near):
        out.setdefault(match.id, _entry(catalogue, match.kind, match.id))
    if not out:  # one or two letters: every name that begins so
        rows = [
            (KINDS.index(of), name, rid)
            for name, found in catalogue.store.beginning(fold(text)).items()
            for rid, _, of in found
            if of in KINDS
        ]
        for kind, _, rid in sorted(rows)[: 4 * SHOWN]:
            out.setdefault(rid, _entry(catalogue, KINDS[kind], rid))
    try:
        hits = search(catalogue, text, limit=SHOWN).rows
    except CnaiError:  # no word yet
        hits = ()
    for hit in hits:
        if hit.record in KINDS:
            out.setdefault(hit.id, _entry(catalogue, hit.record, hit.id, hit.title))
    return list(out.values())[:SHOWN]


def _entry(catalogue: Catalogue, kind: str, rid: str, title: str = "") -> Entry:
    if kind == "api":
        return Entry(f"{rid}  API", Place("show", (rid,)))
    record = catalogue.find(rid, (kind,))
    name = title or getattr(record, "name", None) or rid
    zh = getattr(record, "name_zh", None)
    maker = company_name(catalogue, record.company) if kind in ("model", "family") else "" if kind == "company" else kind
    return Entry(" ".join(part for part in (name, zh, maker and f"({maker})") if part), page_of(catalogue, rid))
