"""The tree as the program reads it: one catalogue of records, and for each company a book of its evidence and sources."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnai.curate.books import Books, books_of, disputed, proved
from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import with_defaults
from cnai.derive import derive, newest_first
from cnai.entities import TABLE_OF, TABLES
from cnai.names import KINDS, addresses, fold, spoken
from cnai.plain import build, keys, plain

HOUSEKEEPING = ("added", "changed", "checked", "origin", "overlaid")


@dataclass(slots=True)
class Compiled:
    """`catalogue` is what catalogue.json holds, `books` the files of evidence by their name."""

    catalogue: dict[str, Any]
    books: Books


def compile_tree(tree: Tree, previous: dict[str, Any] | None = None) -> Compiled:
    """Compile a tree without faults. `previous` is the catalogue compiled before: it tells when a record came and changed."""
    day = tree.dataset["date"]
    raw = {table: [_full(d, tree) for d in rows.values()] for table, rows in tree.drafts.items()}
    sources = raw.pop("sources")
    tiers = _tiers(tree, raw["companies"])
    for company in raw["companies"]:
        company["short_name"] = company["short_name"] or company["name"]
    released = {m["id"]: m["released"] for m in raw["models"]}
    for model in raw["models"]:
        model["past"] += _implied_past(model, released.get(model["successor"]))
    derive(raw)
    _stamp(sources, previous, day)
    books = books_of(tree, sources)
    _checked(raw, books)
    order = {c["id"]: (c["article_order"] or 10**6, c["name"].casefold()) for c in raw["companies"]}
    raw["companies"].sort(key=lambda c: order[c["id"]])
    raw["models"] = newest_first(raw["models"])
    raw["events"].sort(key=lambda e: (e["date"], e["id"]))
    for table in ("families", "licenses", "endpoints", "claims"):
        raw[table].sort(key=lambda r: r["id"])
    _stamp([r for rows in raw.values() for r in rows], previous, day)
    for table, rows in raw.items():
        raw[table] = [{k: r[k] for k in keys(TABLES[table])} for r in rows]
    article = {k: tree.article.get(k) for k in ("title", "date", "author", "url")}
    catalogue: dict[str, Any] = {
        "schema_version": tree.dataset["schema_version"],
        "data_version": tree.dataset["version"],
        "as_of": day,
        "hash": "",
        "article": article,
        "counts": {t: len(rows) for t, rows in raw.items()}
        | {"sources": len(sources), "evidence": sum(len(b["evidence"]) for b in books.values())},
        "tiers": tiers,
        **raw,
        "disputed": disputed(books),
        "proved": proved(raw, books),
        "names": names_table(raw),
    }
    text = json.dumps([catalogue, books], ensure_ascii=False, sort_keys=True)
    catalogue["hash"] = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Compiled(catalogue, books)


def _full(draft: Draft, tree: Tree) -> dict[str, Any]:
    raw = dict(draft.raw)
    if draft.record in ("claim", "event"):
        raw["evidence"] = [with_defaults(p, tree) for p in raw.get("evidence", [])]
    out: dict[str, Any] = plain(build(TABLES[TABLE_OF[draft.record]], raw))
    return out


def _tiers(tree: Tree, companies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tiers in reading order (a mention after the level it follows), written into their companies too."""
    rows = tree.article.get("tiers", []) + tree.article.get("mentions", [])
    rows.sort(key=lambda r: (r.get("level") or r.get("after") or 0, "after" in r))
    by_id = {c["id"]: c for c in companies}
    position = 0
    out = []
    for row in rows:
        for cid in row["companies"]:
            position += 1
            if cid in by_id:
                by_id[cid] |= {
                    "tier": row.get("level"),
                    "tier_title": row["title"],
                    "honorable_mention": row.get("level") is None,
                    "article_order": position,
                }
        out.append({k: row.get(k) for k in ("level", "title", "meaning", "companies", "after")})
    return out


def _implied_past(model: dict[str, Any], next_released: str | None) -> list[dict[str, Any]]:
    """What the dates of a model and of its successor say of earlier values, for fields whose past nobody wrote:
    closed until its weights came; current until its successor came; superseded until it was retired."""
    written = {p["field"] for p in model["past"]}
    start, weights, status = model["released"], model["weights_released"], model["status"]
    out = []
    if "open_weights" not in written and model["open_weights"] and start and weights and start < weights:
        out.append({"field": "open_weights", "value": False, "since": start, "until": weights})
    if "status" not in written and start and status in ("superseded", "retired"):
        ends = [("current", next_released), ("superseded", model["retired"] if status == "retired" else None)]
        for value, end in ends:
            if end and end > start:
                out.append({"field": "status", "value": value, "since": start, "until": end})
                start = end
    return out


def _checked(raw: dict[str, list[dict[str, Any]]], books: Books) -> None:
    oldest: dict[str, str] = {}
    for book in books.values():
        for row in book["evidence"]:
            oldest[row["subject"]] = min(row["checked"], oldest.get(row["subject"], row["checked"]))
    for rows in raw.values():
        for record in rows:
            if "checked" in record:
                record["checked"] = oldest.get(record["id"])


def _stamp(records: list[dict[str, Any]], previous: dict[str, Any] | None, day: str) -> None:
    """Set `added` and `changed`: a record that was there before keeps its days unless its content differs."""
    old: dict[tuple[str, str], dict[str, Any]] = {}
    for table in TABLES:
        old |= {(r["record"], r["id"]): r for r in (previous or {}).get(table, []) if "id" in r}
    for record in records:
        was = old.get((record["record"], record["id"]))
        record["added"] = (was or {}).get("added") or day
        same = was is not None and _content(was) == _content(record)
        record["changed"] = (was or {}).get("changed", day) if same else day


def _content(record: dict[str, Any]) -> dict[str, Any]:
    """What counts as a change: not when it was checked, nor what the build notes about it."""
    out: dict[str, Any] = bare({k: v for k, v in record.items() if k not in HOUSEKEEPING})
    if "evidence" in out:
        out["evidence"] = [{k: v for k, v in proof.items() if k != "checked"} for proof in out["evidence"]]
    return out


def bare(value: Any) -> Any:
    """The same without what is empty, at any depth: half the size, and the program fills it in again."""
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if v is not None and v != []}
    return [bare(v) for v in value] if isinstance(value, list) else value


def names_table(raw: dict[str, list[dict[str, Any]]]) -> dict[str, list[list[str]]]:
    """{folded name: [[id, how, kind], …]} of companies, families and models.

    A repository that several models of one family share means the family, unless it is the main repository of one of them.
    """
    main: dict[str, set[str]] = {}
    for model in raw["models"]:
        main.setdefault(fold(model["huggingface"] or ""), set()).add(model["id"])
    table: dict[str, dict[str, str]] = {}
    shared: dict[str, dict[str, str]] = {}
    family_of = {m["id"]: m["family"] for m in raw["models"]}
    for kind in KINDS:
        for record in raw[TABLE_OF[kind]]:
            for name, how in spoken(record):
                table.setdefault(fold(name), {}).setdefault(record["id"], how)
            for name, how in addresses(record):
                shared.setdefault(fold(name), {}).setdefault(record["id"], how)
    for name, ids in shared.items():
        if name in table:
            continue
        owners = main.get(name, set())
        meant = {i: ids[i] for i in owners} if len(owners) == 1 else ids
        families = {family_of.get(i, i) for i in meant}
        how = next(iter(meant.values()))
        table[name] = {families.pop(): how} if len(meant) > 1 and len(families) == 1 and how == "hub" else meant
    table.pop("", None)
    kind_of = {r["id"]: kind for kind in KINDS for r in raw[TABLE_OF[kind]]}
    return {n: [[i, how, kind_of[i]] for i, how in ids.items()] for n, ids in sorted(table.items())}


def read_compiled(root: Path) -> dict[str, Any] | None:
    """The catalogue compiled before with all its books' sources and evidence, or None."""
    path = root / "catalogue.json"
    if not path.exists():
        return None
    out: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    out["sources"], out["evidence"] = [], []
    for book in sorted((root / "evidence").glob("*.json")):
        raw = json.loads(book.read_text(encoding="utf-8"))
        out["sources"] += raw["sources"]
        out["evidence"] += raw["evidence"]
    return out


def files(compiled: Compiled) -> dict[str, str]:
    """Every compiled file by its path below the data folder, as text: one record a line, so that differences read well."""
    out = {"catalogue.json": _lines(compiled.catalogue)}
    out |= {f"evidence/{name}.json": _lines(book) for name, book in compiled.books.items()}
    return out


def _lines(obj: dict[str, Any]) -> str:
    parts = []
    for key, value in obj.items():
        if isinstance(value, list):
            body = "[" + ",".join("\n" + json.dumps(bare(v), ensure_ascii=False) for v in value) + "\n]"
        elif key in ("names", "disputed", "proved"):
            body = (
                "{"
                + ",".join(f"\n{json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items())
                + "\n}"
            )
        else:
            body = json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(key)}: {body}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
