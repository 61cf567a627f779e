"""The user's own file held against the records: strictly, and every fault in one run with its line."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cnai.curate.bounded import Document, read
from cnai.curate.rules import identity, time, values, words
from cnai.curate.rules.base import walk
from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import faults_of
from cnai.errors import BadData
from cnai.model.kinds import BESIDE, NAMED_TABLES, TABLE_OF, TABLES
from cnai.model.shape import build, flagged, flat_names, keys, leaves, objects, plain
from cnai.store.database import Store
from cnai.store.facts import Facts, Said, Setting, whole
from cnai.store.folding import fold
from cnai.store.overlay import Overlaid
from cnai.store.written import spoken
from cnai.words.dates import is_date
from cnai.words.text import safe, unsafe

# The tables of which the user may have records: claims are the article's, sources and evidence follow from what the file says.
OWN = ("companies", "families", "models", "licenses", "endpoints", "events")
SET = "set"
_SAID = ("note", "source")
_SETTING = ("id", "field", "value", "since", *_SAID)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAMING = ("name", "short_name", "legal_name", "name_zh", "aliases", "former_names", "article_names", "pinyin")
_LARGEST_NUMBER = 2**53
_MOST_ITEMS = 200
# Rules of ours that make sense for a person's own facts; on prose, proof and completeness there is none.
_RULES = (
    identity.references_resolve, identity.chains_have_no_circle, identity.flagship_is_its_own, identity.silence_is_spelled_right,
    values.urls_are_canonical, values.active_is_at_most_total, values.context_is_sane, values.prices_are_sane, time.dates_are_in_order,
    time.base_models_are_older, time.past_is_of_dated_fields, words.text_is_clean,
)  # fmt: skip


def overlaid(store: Store, path: str) -> Store:
    """A store with the facts of a file on top of it, or the store itself where the file says nothing. Raises BadData."""
    return checked(store, read(path))


def checked(store: Store, document: Document) -> Store:
    """The same for a document. Raises BadData with a line for each fault."""
    reading = Reading(document, store)
    made = reading.run()
    if reading.faults:
        raise BadData([text for _, text in sorted(reading.faults.items())])
    return store if made is None or made.facts.empty else made


@dataclass(slots=True)
class Reading:
    """One file on its way to facts: what was found good so far, and the faults by line."""

    document: Document
    store: Store
    records: dict[str, list[tuple[dict[str, Any], Said]]] = field(default_factory=dict)
    settings: list[Setting] = field(default_factory=list)
    faults: dict[tuple[int, str], str] = field(default_factory=dict)

    def fault(self, line: int, what: str) -> None:
        """Note what is wrong on a line."""
        text = what if len(what) <= 500 else f"{what[:500]}…"
        self.faults[line, text] = f"{self.document.where(line)}: {safe(text)}"

    def run(self) -> Overlaid | None:
        """The store with the facts, after every check: shapes first, and what the values mean only where the shapes are right."""
        raw = self.document.raw
        for name, blocks in raw.items():
            if name not in (SET, *OWN):
                near = difflib.get_close_matches(name, (SET, *OWN), n=1)
                hint = f"did you mean [[{near[0]}]]?" if near else f"write [[{SET}]] or [[{']], [['.join(OWN)}]]"
                self.fault(self._first(name), f"{short(name)} is not expected here: {hint}")
            elif not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
                self.fault(self._first(name), f"{name} must be [[{name}]] blocks")
        for table in (*OWN, SET):
            blocks = raw.get(table, [])
            for n, block in enumerate(blocks if isinstance(blocks, list) else []):
                if isinstance(block, dict):
                    self._setting(n, block) if table == SET else self._record(table, n, block)
        self._no_taken_names()
        self._twice()
        return None if self.faults else self._rules()

    def _first(self, name: str) -> int:
        return self.document.line(name, 0)

    # ---- own records

    def _record(self, table: str, n: int, block: dict[str, Any]) -> None:
        cls = TABLES[table]
        start = self.document.line(table, n)
        rid = block.get("id")
        count = len(self.faults)
        if not isinstance(rid, str) or not _ID.fullmatch(rid) or len(rid) > 100:
            self.fault(start, f'id {short(rid)} must be text of a-z, 0-9 and single hyphens: write id = "my-model"')
            rid = short(rid)
        written = {k: v for k, v in block.items() if k not in _SAID}
        self._hidden(table, n, written, f"{rid}: ")
        for key in sorted({*flagged(cls, "derived"), "evidence"} & set(written)):
            self.fault(self.document.line(table, n, key), f"{rid}: {key} follows from the rest: leave it out")
            del written[key]
        for place, what in (*self._values(written), *faults_of(cls, written)):
            self.fault(self.document.line(table, n, place.partition(".")[0]), f"{rid}: {short(place, 80)}: {_plainly(what, cls, place)}")
        for path, leaf, kind in leaves(cls, written):
            if kind == "date" and not (isinstance(leaf, str) and is_date(leaf)):
                line = self.document.line(table, n, path.partition(".")[0])
                self.fault(line, f'{rid}: {path} {short(leaf)} is not a date: write "2025", "2025-07" or "2025-07-11"')
        said = self._said(table, n, block)
        if self._ours(rid, (table,) if table not in NAMED_TABLES else NAMED_TABLES):
            self.fault(start, f"{rid} is a record of cnai: to change a field of it write [[{SET}]] with id, field and value")
        elif any(row["id"] == rid for t in OWN for row, _ in self.records.get(t, ())):
            self.fault(start, f"{rid} is written twice")
        elif len(self.faults) == count:
            made = whole(table, written, self.document.path, self.document.day, start)
            self.records.setdefault(table, []).append((made, said))

    def _hidden(self, table: str, n: int, block: dict[str, Any], head: str = "") -> None:
        """Note each hidden character, on the line of the key that has it."""
        for path, leaf in walk(block):
            if isinstance(leaf, str) and (bad := unsafe().search(leaf)):
                line = self.document.line(table, n, path.partition(".")[0])
                self.fault(line, f"{head}{short(path, 80)} has the hidden character U+{ord(bad[0]):04X}: delete it")

    def _said(self, table: str, n: int, block: dict[str, Any]) -> Said:
        self._hidden(table, n, {k: block[k] for k in _SAID if k in block})
        for key in _SAID:
            text, line = block.get(key), self.document.line(table, n, key)
            if text is not None and (not isinstance(text, str) or not text.strip()):
                self.fault(line, f'{key} {short(text)} is not text: write {key} = "…"')
            elif key == "source" and isinstance(text, str) and not re.fullmatch(r"https?://[^\s/]+\S*", text):
                self.fault(line, f'source {short(text)} is not a web address: write source = "https://…", and other words as note')
        note, source = (block.get(k) if isinstance(block.get(k), str) else None for k in _SAID)
        return Said(self.document.line(table, n), note, source)

    def _values(self, value: Any, place: str = "") -> Iterator[tuple[str, str]]:
        """What no record may hold, whatever its shape: numbers beyond any measure and lists without end."""
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from self._values(inner, f"{place}.{key}" if place else key)
        elif isinstance(value, list):
            if len(value) > _MOST_ITEMS:
                yield place, f"has more than {_MOST_ITEMS} items"
            for inner in value[:_MOST_ITEMS]:
                yield from self._values(inner, place)
        elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) > _LARGEST_NUMBER and "flop" not in place:
            yield place, "is larger than any record's number"

    def _ours(self, rid: str, tables: Iterable[str]) -> tuple[str, dict[str, Any]] | None:
        """(table, plain record) of ours with an id."""
        for table in tables:
            found = self.store.some(table, "id", (rid,))
            if found:
                return table, found[0]
        return None

    def _no_taken_names(self) -> None:
        """A name of the user's record must not mean one of ours, or another of the user's, except a company's own family."""
        seen: dict[str, str] = {}
        for table in NAMED_TABLES:
            for row, said in self.records.get(table, ()):
                family_of = row.get("company") if table == "families" else None
                for name in dict.fromkeys(fold(n) for n, _ in spoken(row)):
                    self._taken(name, said.line, seen.get(name), row["id"], family_of)
                    seen.setdefault(name, row["id"])
        for setting in self.settings:
            if setting.key in _NAMING:
                for text in setting.value if isinstance(setting.value, list) else [setting.value]:
                    self._taken(fold(text), setting.said.line, seen.get(fold(text)), setting.id, None)

    def _taken(self, name: str, line: int, own: str | None, *allowed: str | None) -> None:
        """Note it if a folded name means another record than those it may mean."""
        ours = [i for i, how, _ in self.store.named(name) if how not in ("hub", "paper", "api", "bare", "initials")]
        others = [i for i in (*ours, *([own] if own else [])) if i not in allowed]
        if others or not name:
            what = f"is also used by {others[0]}" if others else "is empty"
            self.fault(line, f"{allowed[0]}: the name {short(name)} {what}: choose another")

    # ---- own values

    def _setting(self, n: int, block: dict[str, Any]) -> None:
        start = self.document.line(SET, n)

        def line(key: str) -> int:
            return self.document.line(SET, n, key)

        for extra in sorted(set(block) - set(_SETTING)):
            self.fault(line(extra), f"{short(extra)} is not a key of [[{SET}]]: write {', '.join(_SETTING)}")
        self._hidden(SET, n, {k: v for k, v in block.items() if k not in _SAID})
        said = self._said(SET, n, block)
        missing = [k for k in ("id", "field", "value") if k not in block]
        if missing:
            self.fault(start, f"[[{SET}]] needs {' and '.join(missing)}")
            return
        rid, name = block["id"], block["field"]
        found = self._target(rid) if isinstance(rid, str) else None
        if found is None:
            ids = [row[0] for row in self.store.named(fold(rid)) if row[2] not in BESIDE] if isinstance(rid, str) else []
            hint = f'write id = "{ids[0]}"' if ids and ids[0] != rid else "cnai which NAME shows the id of a name"
            self.fault(line("id"), f"id {short(rid)} is not the id of a record: {hint}")
            return
        table, row = found
        cls = TABLES[table]
        key = key_of(cls, name) if isinstance(name, str) else None
        if key is None or not isinstance(rid, str):
            allowed = list(_FREE[cls])
            near = difflib.get_close_matches(str(name), allowed, n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else f"the fields are {', '.join(allowed)}"
            why = "follows from the rest" if isinstance(name, str) and name in flat_names(cls) else f"is not a field of a {row['record']}"
            self.fault(line("field"), f"{rid}: {short(name)} {why}: {hint}")
            return
        value = block["value"] if name == key else {**(row.get(key) or {}), name[len(key) + 1 :]: block["value"]}
        value = {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value
        bad = [*self._values(value), *faults_of(cls.__dataclass_fields__[key].type, value)]
        for place, what in bad:
            self.fault(line("value"), f"{rid}: {name}{'.' + short(place, 80) if place else ''}: {what}")
        for path, leaf, kind in leaves(cls, {key: value}):
            if kind == "date" and not (isinstance(leaf, str) and is_date(leaf)):
                self.fault(line("value"), f'{rid}: {path} {short(leaf)} is not a date: write "2025", "2025-07" or "2025-07-11"')
                bad.append(("", ""))
        since = block.get("since")
        if since is not None and not (isinstance(since, str) and is_date(since)):
            self.fault(line("since"), f'{rid}: since {short(since)} is not a date: write "2025", "2025-07" or "2025-07-11"')
        elif since is not None and key not in flagged(cls, "dated"):
            dated = ", ".join(flagged(cls, "dated")) or "none"
            self.fault(line("since"), f"{rid}: since is for fields that change over time: {dated}")
        elif not bad:
            self.settings.append(Setting(table, rid, name, key, _completed(cls, key, value), since, said))

    def _target(self, rid: str) -> tuple[str, dict[str, Any]] | None:
        own = next(((t, row) for t in OWN for row, _ in self.records.get(t, ()) if row["id"] == rid), None)
        return own or self._ours(rid, OWN)

    def _twice(self) -> None:
        """A field is set once: neither twice, nor as a whole beside a part of it."""
        seen: dict[tuple[str, str], Setting] = {}
        for s in self.settings:
            for name in {s.field, s.key}:
                first = seen.setdefault((s.id, name), s)
                if first is not s and (name == s.field or first.field == s.key):
                    self.fault(s.said.line, f"{s.id}: {s.field} is set twice, first on line {first.said.line}")

    # ---- what the values mean

    def _rules(self) -> Overlaid:
        """Our own rules, on a small tree of the user's records, those that the file changes, and those that they refer to."""
        tree = Tree(root=None)  # type: ignore[arg-type]  # nothing is read from it
        store = Overlaid(self.store, Facts(self.document.path, self.document.day, self.records, tuple(self.settings)))
        lines: dict[tuple[str, str | None], int] = {(s.id, s.key): s.said.line for s in self.settings}
        for table in OWN:
            ids = {row["id"] for row, _ in self.records.get(table, ())}
            lines |= {(row["id"], None): said.line for row, said in self.records.get(table, ())}
            for found in store.some(table, "id", ids | {s.id for s in self.settings if s.table == table}):
                tree.drafts[table][found["id"]] = Draft(found["record"], _filled(found), self.document.path)
        found_ids = (text for d in tree.all() for _, text in walk(d.raw) if isinstance(text, str) and _ID.fullmatch(text))
        named = set(found_ids)
        for table in OWN:
            for found in store.some(table, "id", named - tree.drafts[table].keys()):
                tree.drafts[table][found["id"]] = Draft(found["record"], _filled(found), "")
        for check in _RULES:
            for draft, key, what in check(tree):
                line = lines.get((draft.id, key)) or self._own_line(draft.id, key) or lines.get((draft.id, None))
                if draft.file and line:
                    self.fault(line, f"{draft.id}: {what}")
        return store

    def _own_line(self, rid: str, key: str | None) -> int | None:
        """The line of a key of an own record."""
        places = ((t, n) for t in OWN for n, block in enumerate(self.document.raw.get(t, [])) if block.get("id") == rid)
        return next((self.document.line(t, n, key) for t, n in places), None)


def _free(cls: Any) -> dict[str, str]:
    """Every name that a person may set -> the field that it belongs to: fields, and parts of objects by their flat names."""
    fixed = {*flagged(cls, "derived"), "id", "record", "evidence", "past"}
    out = {k: k for k in keys(cls) if k not in fixed}
    for key, inner in objects(cls).items():
        out |= {f"{key}_{part}": key for part in keys(inner) if key in out}
    return out


_FREE: dict[Any, dict[str, str]] = {TABLES[table]: _free(TABLES[table]) for table in OWN}


def key_of(cls: type[Any], name: str) -> str | None:
    """The field of a record to which a name, or the flat name of a part of it, belongs; None where a person cannot set it."""
    return _FREE[cls].get(name) if cls in _FREE else None


def _completed(cls: type[Any], key: str, value: Any) -> Any:
    """A value with everything that an object in it leaves out, as a record holds it."""
    return plain(getattr(build(cls, {key: value}), key))


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """A record as one writes it: without what is empty or follows from the rest."""
    derived = flagged(TABLES[TABLE_OF[row["record"]]], "derived")
    return {k: v for k, v in row.items() if v not in (None, [], ()) and k not in (*derived, "evidence")}


def _plainly(what: str, cls: type[Any], place: str) -> str:
    """What is wrong, with the nearest field where one is misspelled."""
    near = difflib.get_close_matches(place, keys(cls), n=1) if what.startswith("unknown field") else []
    return f"unknown field; did you mean {near[0]}?" if near else what


def short(value: Any, longest: int = 60) -> str:
    """A value as the file has it, cut to a few words."""
    text = value if isinstance(value, str) and longest != 60 else repr(value)
    return text if len(text) <= longest else f"{text[:longest]}…"
