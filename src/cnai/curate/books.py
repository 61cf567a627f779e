"""The books: evidence rows and sources, one book a company, and what follows from them."""

from typing import Any

from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import with_defaults
from cnai.derive import descendants
from cnai.entities import TABLES
from cnai.plain import keys

Books = dict[str, dict[str, list[dict[str, Any]]]]


def books_of(tree: Tree, sources: list[dict[str, Any]]) -> Books:
    """Evidence rows and sources, one book a company (licences and the article's tiers have a book each)."""
    books: Books = {}
    row: dict[str, Any]
    for draft in tree.all():
        if draft.record in ("claim", "event", "source"):
            continue
        book = "licenses" if draft.record == "license" else str(draft.raw.get("company") or draft.id)
        rows = books.setdefault(book, {"evidence": [], "sources": []})["evidence"]
        for group in draft.groups:
            rows += _rows(draft, group, tree)
    _tier_rows(tree, books)
    for source in sorted(sources, key=lambda s: s["id"]):
        row = {k: source[k] for k in keys(TABLES["sources"])}
        books.setdefault(tree.book_of[source["id"]], {"evidence": [], "sources": []})["sources"].append(row)
    for one in books.values():
        one["evidence"].sort(key=lambda e: (e["subject"], e["field"]))
    return dict(sorted(books.items()))


def _tier_rows(tree: Tree, books: Books) -> None:
    """The evidence for a company's tier: where the article puts it."""
    source = tree.article.get("source")
    for row in tree.article.get("tiers", []) + tree.article.get("mentions", []) if source else ():
        place = f"level {row['level']}, {row['title']}" if row.get("level") else f"{row['title']} after level {row['after']}"
        proof = with_defaults(
            {"fields": ["tier"], "source": source, "locator": place, "value": str(row.get("level") or row["title"])}, tree
        )
        for cid in row["companies"]:
            if cid in tree.drafts["companies"]:
                books[cid]["evidence"] += _rows(tree.drafts["companies"][cid], proof, tree)


def disputed(books: Books) -> dict[str, list[str]]:
    """Record -> the fields for which other sources say otherwise."""
    out: dict[str, set[str]] = {}
    for book in books.values():
        for row in book["evidence"]:
            if row["alternatives"]:
                out.setdefault(row["subject"], set()).add(row["field"])
    return {subject: sorted(fields) for subject, fields in sorted(out.items())}


def proved(raw: dict[str, list[dict[str, Any]]], books: Books) -> dict[str, list[Any]]:
    """Record -> [sources, primary ones, day of the last check]; of a company or family with all that belongs to it."""
    kind = {s["id"]: s["kind"] for book in books.values() for s in book["sources"]}
    own: dict[str, set[tuple[str, str]]] = {}
    for book in books.values():
        for row in book["evidence"]:
            own.setdefault(row["subject"], set()).add((row["source"], row["checked"]))
    below = descendants(raw["families"])
    part_of: dict[str, set[str]] = {r["id"]: {r["id"]} for t in ("companies", "models") for r in raw[t]}
    for family in raw["families"]:
        part_of[family["id"]] = set(below[family["id"]])
        part_of[family["company"]].add(family["id"])
    for model in raw["models"]:
        part_of[model["company"]].add(model["id"])
        for family_id, ids in below.items():
            if model["family"] in ids:
                part_of[family_id].add(model["id"])
    out: dict[str, list[Any]] = {}
    for rid, parts in sorted(part_of.items()):
        rows = {row for part in parts for row in own.get(part, ())}
        used = {source for source, _ in rows}
        out[rid] = [len(used), sum(kind[s] == "primary" for s in used), max((day for _, day in rows), default=None)]
    return out


def _rows(draft: Draft, group: dict[str, Any], tree: Tree) -> list[dict[str, Any]]:
    proof = with_defaults(group, tree)
    out = []
    for name in group["fields"]:
        value = proof.get("value") or brief(proof["item"] if "item" in proof else value_of(draft.raw, name))
        row = {"subject": draft.id, "field": name, "value": value, "basis": proof.get("basis", "stated")}
        row |= {k: proof.get(k) for k in ("source", "locator", "checked", "confidence", "note")}
        row["alternatives"] = [{k: a.get(k) for k in ("value", "source", "note")} for a in proof.get("alternatives", [])]
        out.append({k: row[k] for k in keys(TABLES["evidence"])})
    return out


def value_of(raw: dict[str, Any], name: str) -> Any:
    """A field's value, also of a part under its flat name (ceo_name)."""
    if name in raw:
        return raw[name]
    for key, value in raw.items():
        if isinstance(value, dict) and name.startswith(key + "_"):
            return value.get(name[len(key) + 1 :])
    return None


def brief(value: Any) -> str | None:
    """A value as one line of text, for evidence rows: lists join with "; ", the parts of an object with ", "."""
    if value is None or value in ([], {}):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(brief(v) or "" for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{k} {brief(v)}" for k, v in value.items() if v is not None)
    return str(value)
