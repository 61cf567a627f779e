"""Evidence as rows, a field each, and what follows from them."""

import re
from collections.abc import Iterator
from typing import Any

from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import with_defaults
from cnai.model.kinds import NAMED_TABLES, TABLES
from cnai.model.shape import keys
from cnai.store.derive import descendants
from cnai.words.text import brief, show

Raw = dict[str, list[dict[str, Any]]]


def evidence_rows(tree: Tree) -> list[dict[str, Any]]:
    """Every piece of evidence, a row a field."""
    rows: list[dict[str, Any]] = []
    for draft in tree.all():
        for group in draft.groups:
            rows += _rows(draft, group, tree)
    return rows + list(_tier_rows(tree))


def _tier_rows(tree: Tree) -> Iterator[dict[str, Any]]:
    """The evidence for a company's tier: where the article puts it."""
    source = tree.article.get("source")
    for row in tree.article.get("tiers", []) + tree.article.get("mentions", []) if source else ():
        place = f"level {row['level']}, {row['title']}" if row.get("level") else f"{row['title']} after level {row['after']}"
        proof = {"fields": ["tier"], "source": source, "locator": place, "value": str(row.get("level") or row["title"])}
        for cid in row["companies"]:
            if cid in tree.drafts["companies"]:
                yield from _rows(tree.drafts["companies"][cid], proof, tree)


def disputed(raw: Raw) -> list[tuple[str, str]]:
    """(record, field) for which other sources give a value that is drawn otherwise: one that rounds to the same is no dispute."""
    values = {record["id"]: record for table in NAMED_TABLES for record in raw[table]}
    out = set()
    for row in raw["evidence"]:
        own = value_of(values.get(row["subject"], {}), row["field"])
        if any(not _same(row["field"], own, other["value"]) for other in row["alternatives"]):
            out.add((row["subject"], row["field"]))
    return sorted(out)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _same(field: str, own: Any, other: str) -> bool:
    """Whether another source's words mean what the record shows: "685000000000" beside 671B is not, "March 2023" beside 2023-03 is."""
    text = other.strip().lower()
    if isinstance(own, bool) or own is None:
        return brief(own) == text
    if isinstance(own, (int, float)):
        return text.replace(",", "").isdecimal() and show(field, int(text.replace(",", ""))) == show(field, own)
    if isinstance(own, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", own):
        named = re.fullmatch(r"(?:(\d{1,2}) )?([a-z]{3})[a-z]*\.? (?:(\d{1,2}), )?(\d{4})", text)
        if named and named[2] in _MONTHS:
            day = named[1] or named[3]
            text = f"{named[4]}-{_MONTHS.index(named[2]) + 1:02d}" + (f"-{int(day):02d}" if day else "")
        return text == own
    return text == (brief(own) or "").lower()


def proved(raw: Raw) -> list[tuple[str, int, int, str | None]]:
    """(record, sources, primary ones, day of the last check); of a company or family with all that belongs to it."""
    kind = {s["id"]: s["kind"] for s in raw["sources"]}
    own: dict[str, set[tuple[str, str]]] = {}
    for row in raw["evidence"]:
        mine = own.setdefault(row["subject"], set())
        mine.add((row["source"], row["checked"]))
        mine |= {(other["source"], row["checked"]) for other in row["alternatives"]}
    for row in (*raw["claims"], *raw["events"]):
        for subject in dict.fromkeys([*row["about"], *([row["company"]] if row.get("company") else [])]):
            own.setdefault(subject, set()).update((p["source"], p["checked"]) for p in row["evidence"])
    below = descendants(raw["families"])
    part_of: dict[str, set[str]] = {r["id"]: {r["id"]} for t in ("companies", "models") for r in raw[t]}
    for family in raw["families"]:
        part_of[family["id"]] = set(below[family["id"]])
        part_of[family["company"]].add(family["id"])
    above: dict[str, list[str]] = {}
    for family_id, ids in below.items():
        for member in ids:
            above.setdefault(member, []).append(family_id)
    for model in raw["models"]:
        part_of[model["company"]].add(model["id"])
        for family_id in above[model["family"]]:
            part_of[family_id].add(model["id"])
    out: list[tuple[str, int, int, str | None]] = []
    for rid, parts in sorted(part_of.items()):
        rows = {row for part in parts for row in own.get(part, ())}
        used = {source for source, _ in rows}
        out.append((rid, len(used), sum(kind[s] == "primary" for s in used), max((day for _, day in rows), default=None)))
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
