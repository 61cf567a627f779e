"""Evidence as rows, a field each, and what follows from them."""

import re
from collections.abc import Iterator
from typing import Any

from cnai.curate.dispute import value_of
from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import with_defaults
from cnai.model.kinds import TABLES
from cnai.model.shape import build, keys
from cnai.model.values import Price
from cnai.store.derive import descendants
from cnai.words.text import brief, price_key

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


def hearsay(raw: Raw) -> list[str]:
    """The models whose licence is known from others only: neither from the weights' own repository nor from their maker."""
    licences = (row for row in raw["evidence"] if row["field"] == "licenses" and "scope code" not in (row["value"] or ""))
    return sorted({row["subject"] for row in licences if row["confidence"] == "low"})


def heard_prices(raw: Raw) -> list[list[Any]]:
    """The prices that are known from resellers and aggregators only, as (model, what tells the price from others)."""
    kind = {s["id"]: s["kind"] for s in raw["sources"]}
    said: dict[str, list[tuple[bool, str]]] = {}
    for row in raw["evidence"]:
        if row["field"] == "prices":
            doubtful = row["confidence"] == "low" and kind[row["source"]] == "secondary"
            said.setdefault(row["subject"], []).append((doubtful, f"{_whole(row['value'])}; "))
    out = []
    for model in raw["models"]:
        for row in model["prices"]:
            text = f"{_whole(brief(row))}; "
            about = [doubtful for doubtful, value in said.get(model["id"], ()) if text in value]
            if about and all(about):
                out.append([model["id"], *price_key(build(Price, row))])
    return out


def _whole(text: str | None) -> str:
    """The same with whole numbers written as such."""
    return re.sub(r"(\d)\.0(?=[,;]|$)", r"\1", text or "")


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
