"""Reading the TOML tree into drafts: plain records, each with its file and with the proofs that stand beside it."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cnai.model.kinds import KINDS, TABLE_OF, TABLES
from cnai.model.shape import keys, lists
from cnai.store.location import line_of

# The keys with which a group, or an object in a list, says where it comes from.
ITEM_PROOF_KEYS = ("source", "locator", "checked", "confidence", "basis", "note", "alternatives")
DEEPEST = 16  # levels of objects and lists in a file; ours have six
LARGEST_NUMBER = 128  # bits


@dataclass(slots=True)
class Draft:
    """A record as written: `raw` has only record keys; `groups` are (fields, proof) beside it or (list field, proof, the item)."""

    record: str
    raw: dict[str, Any]
    file: str
    groups: list[dict[str, Any]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.raw.get("id", "?"))


@dataclass(slots=True)
class Tree:
    """All drafts by table, the dataset's own file, the tiers, and the faults met while reading."""

    root: Path
    drafts: dict[str, dict[str, Draft]] = field(default_factory=lambda: {t: {} for t in TABLES if t != "evidence"})
    dataset: dict[str, Any] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    instead: dict[str, Path] = field(default_factory=dict)
    # source id -> the folder-wise file of evidence that it is compiled into (a company's id, "licenses" or "tiers")
    book_of: dict[str, str] = field(default_factory=dict)

    def all(self) -> list[Draft]:
        return [d for rows in self.drafts.values() for d in rows.values()]

    def where(self, draft: Draft, key: str | None = None) -> str:
        """ "file:line" of a record or of a key in it, as exactly as the text shows."""
        return f"{draft.file}:{line_of(self.texts.get(draft.file, ''), draft.id, key)}"


def read_tree(root: Path, instead: dict[str, Path] | None = None) -> Tree:
    """Every file of the data folder. Faults of syntax and shape are collected in `faults`, not raised.

    `instead` names other files to read in place of those at the given paths below the folder, or to add to it.
    """
    tree = Tree(root, instead=instead or {})
    tree.dataset = _load(tree, root / "dataset.toml")
    tree.article = _load(tree, root / "tiers/article.toml")
    for key in ("tiers", "mentions", "sentences"):
        rows = tree.article.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            tree.faults.append(f"tiers/article.toml:1: {key} must be [[{key}]] blocks")
            tree.article[key] = []
    _lists(tree, root / "tiers", ("claims", "sources"), "tiers")
    for path in _listed(tree, root / "licenses"):
        raw = _load(tree, path)
        _add_list(tree, "sources", raw.pop("sources", []), path, "licenses")
        _add(tree, "license", {"id": path.stem} | raw, path)
    companies = root / "companies"
    if not companies.is_dir():
        tree.faults.append("companies: the folder is missing")
    folders = {p for p in companies.iterdir() if p.is_dir()} if companies.is_dir() else set()
    folders |= {(root / name).parent for name in tree.instead if name.startswith("companies/")}
    for folder in sorted(folders):
        _company(tree, folder)
    return tree


def _listed(tree: Tree, folder: Path) -> list[Path]:
    """The TOML files of a folder, those read instead included."""
    added = {tree.root / name for name in tree.instead}
    return sorted({*folder.glob("*.toml"), *(p for p in added if p.parent == folder)})


def _company(tree: Tree, folder: Path) -> None:
    company = folder.name
    lists = ("endpoints", "events", "claims", "sources")
    _lists(tree, folder, lists, company)
    for path in _listed(tree, folder):
        if path.stem in lists:
            continue
        raw = _load(tree, path)
        if path.stem == "company":
            _add(tree, "company", {"id": company} | raw, path)
            continue
        models = raw.pop("models", [])
        _add(tree, "family", {"id": path.stem, "company": company} | raw, path)
        _add_list(tree, "models", models, path, company, {"company": company, "family": path.stem})


def _lists(tree: Tree, folder: Path, names: tuple[str, ...], book: str) -> None:
    for name in names:
        path = folder / f"{name}.toml"
        if path in _listed(tree, folder):
            raw = _load(tree, path)
            extra = {"company": book} if name in ("endpoints", "events") else {}
            _add_list(tree, name, raw.pop(name, []), path, book, extra)
            for key in raw:
                tree.faults.append(f"{_relative(tree, path)}:1: {key!r} is not expected here: write [[{name}]] blocks")


def _load(tree: Tree, path: Path) -> dict[str, Any]:
    name = _relative(tree, path)
    try:
        text = tree.instead.get(name, path).read_text(encoding="utf-8-sig")
        tree.texts[name] = text
        raw = tomllib.loads(text)
        what = _beyond(raw)
        if what is None:
            return raw
        tree.faults.append(f"{name}: {what}")
    except FileNotFoundError:
        tree.faults.append(f"{name}: the file is missing")
    except UnicodeDecodeError as error:
        tree.faults.append(f"{name}: not UTF-8 (byte {error.start}); save it as UTF-8")
    except RecursionError:
        tree.faults.append(f"{name}: nested too deep; no record is that deep")
    except ValueError as error:  # broken syntax, or a number of thousands of digits
        said = str(error)
        place = re.search(r" \(at (?:line (\d+), (column \d+)|end of document)\)$", said)
        if place is None:
            tree.faults.append(f"{name}: {said}; correct the TOML syntax there")
        else:
            line, what = place[1] or len(text.splitlines()) or 1, said[: place.start()] + (f" in {place[2]}" if place[2] else " at the end")
            tree.faults.append(f"{name}:{line}: {what}; correct the TOML syntax there")
    return {}


def _beyond(value: Any) -> str | None:
    """What no record holds, told without recursion: a value nested too deep, or a number that nothing prints."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for v in level if isinstance(v, (dict, list)) for inner in (v.values() if isinstance(v, dict) else v)]
        if any(isinstance(v, int) and v.bit_length() > LARGEST_NUMBER for v in level):
            return f"a number of more than {LARGEST_NUMBER} bits; none is that large"
    if any(isinstance(v, (dict, list)) for v in level):
        return f"nested deeper than {DEEPEST} levels; no record is that deep"
    return None


def _relative(tree: Tree, path: Path) -> str:
    return path.relative_to(tree.root).as_posix()


def _add_list(tree: Tree, table: str, rows: Any, path: Path, book: str, extra: dict[str, Any] | None = None) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        tree.faults.append(f"{_relative(tree, path)}:1: {table} must be [[{table}]] blocks")
        return
    record = next(kind.record for kind in KINDS if kind.table == table)
    for row in rows:
        if table == "sources":
            tree.book_of[str(row.get("id"))] = book
        _add(tree, record, {**(extra or {}), **row}, path)


def _add(tree: Tree, record: str, raw: dict[str, Any], path: Path) -> None:
    draft = Draft(record, raw, _relative(tree, path))
    if record not in ("claim", "event"):
        groups = raw.pop("evidence", [])
        if isinstance(groups, list) and all(isinstance(group, dict) for group in groups):
            draft.groups += groups
        else:
            tree.faults.append(f"{tree.where(draft)}: {draft.id}: evidence must be [[evidence]] blocks")
        for key in lists(TABLES[TABLE_OF[record]]):
            if isinstance(raw.get(key), list):
                raw[key] = [_split(draft, key, item) for item in raw[key]]
    rows = tree.drafts[TABLE_OF[record]]
    if draft.id in rows:
        tree.faults.append(f"{tree.where(draft)}: id {draft.id!r} is also used in {rows[draft.id].file}")
    rows[draft.id] = draft


def _split(draft: Draft, key: str, item: Any) -> Any:
    """Take the proof out of an object in a list and note it as a group of its own."""
    if not isinstance(item, dict):
        return item
    own = keys(lists(TABLES[TABLE_OF[draft.record]])[key])  # a note of a flagship and the locator of a rule are their own
    bare = {k: v for k, v in item.items() if k not in ITEM_PROOF_KEYS or k in own}
    if "source" in item:
        draft.groups.append({"fields": [key], **{k: item[k] for k in ITEM_PROOF_KEYS if k in item}, "item": bare})
    return bare
