"""The tree as the program reads it: one SQLite file of records, names, evidence, flat tables and a full-text index."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from cnai.curate.dispute import disputed
from cnai.curate.evidence import evidence_rows, heard_prices, hearsay, proved
from cnai.curate.ledger import Ledger, content
from cnai.curate.naming import names_table
from cnai.curate.schema import schema
from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import with_defaults
from cnai.model.kinds import RECORDS, TABLE_OF, TABLES
from cnai.model.shape import build, keys, plain
from cnai.store import index
from cnai.store.database import LAYOUT
from cnai.store.derive import derive, newest_first
from cnai.store.file import MARK
from cnai.store.tables import NAMES, create_views, fill, owner
from cnai.words.dates import earliest, latest

Raw = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Compiled:
    """All records by table, in their fixed order, and what is known about the data as a whole."""

    raw: Raw
    head: dict[str, Any]
    names: dict[str, list[list[str]]]
    owners: dict[str, str]
    """Source id -> the company (or "licenses", "tiers") in whose folder it is written."""


def compile_tree(tree: Tree) -> Compiled:
    """Compile a tree without faults."""
    raw: Raw = {table: [_full(d, tree) for d in rows.values()] for table, rows in tree.drafts.items()}
    tiers = _tiers(tree, raw["companies"])
    for company in raw["companies"]:
        company["short_name"] = company["short_name"] or company["name"]
    released = {m["id"]: m["released"] for m in raw["models"]}
    for model in raw["models"]:
        model["past"] += _implied_past(model, released.get(model["successor"]))
    derive(raw)
    raw["evidence"] = evidence_rows(tree)
    _checked(raw)
    _sort(raw, [str(row.get("place")) for row in tree.article.get("sentences", [])])
    _stamp(tree, raw)
    raw = {t: [{k: r[k] for k in keys(TABLES[t])} for r in raw[t]] for t in TABLES}
    article = {k: tree.article.get(k) for k in ("title", "date", "author", "url")}
    head = {
        "version": tree.dataset["version"],
        "date": tree.dataset["date"],
        "schema_version": tree.dataset["schema_version"],
        "article": article,
        "counts": {t: len(rows) for t, rows in raw.items()},
        "tiers": tiers,
    }
    text = json.dumps([head, raw], ensure_ascii=False, sort_keys=True)
    head["hash"] = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Compiled(raw, head, names_table(raw), dict(tree.book_of))


def database(compiled: Compiled) -> bytes:
    """The compiled catalogue as the bytes of a SQLite file: the same for the same records and the same version of SQLite."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(
            f"""
            pragma page_size = 4096;
            pragma application_id = {MARK};
            pragma user_version = {int(compiled.head["date"].replace("-", ""))};
            create table _meta (key text primary key, value text) without rowid;
            create table _record (kind text, id text, company text, parent text, body text);
            create table _name (folded text, place integer, id text, how text, kind text, primary key (folded, place)) without rowid;
            create table _disputed (id text, field text, primary key (id, field)) without rowid;
            create table _proved (id text primary key, sources integer, primary_sources integer, checked text) without rowid;
            """
        )
        meta = {**compiled.head, "layout": LAYOUT, "schema": schema(), "hearsay": hearsay(compiled.raw)}
        meta["heard_prices"] = heard_prices(compiled.raw)
        connection.executemany("insert into _meta values (?, ?)", ((k, json.dumps(v, ensure_ascii=False)) for k, v in meta.items()))
        connection.executemany("insert into _record values (?, ?, ?, ?, ?)", _bodies(compiled))
        names = ((name, n, *row) for name, rows in compiled.names.items() for n, row in enumerate(rows))
        connection.executemany("insert into _name values (?, ?, ?, ?, ?)", names)
        connection.executemany("insert into _disputed values (?, ?)", disputed(compiled.raw))
        connection.executemany("insert into _proved values (?, ?, ?, ?)", proved(compiled.raw))
        connection.executescript(
            "create index _record_kind on _record (kind); create index _record_id on _record (kind, id);"
            "create index _record_company on _record (kind, company); create index _record_parent on _record (kind, parent);"
        )
        for table in NAMES:
            fill(connection, table, compiled.raw[owner(table) or table])
        connection.executescript(
            "create index _evidence_subject on evidence (subject); create index _models_company on models (company);"
            "create index _models_family on models (family);"
        )
        create_views(connection)
        index.fill(connection, compiled.raw)
        connection.commit()
        connection.execute("vacuum")
        return connection.serialize()
    finally:
        connection.close()


def _bodies(compiled: Compiled) -> Any:
    for table in (t for t in compiled.raw if t != "evidence"):
        for row in compiled.raw[table]:
            company = row["id"] if table == "companies" else row.get("company")
            parent = row.get("family") if table == "models" else row.get("parent")
            rid = row["id"]
            if table == "sources":
                company = compiled.owners[rid]
            parent = parent if isinstance(parent, str) else None
            yield table, rid, company, parent, json.dumps(bare(row), ensure_ascii=False)


def _full(draft: Draft, tree: Tree) -> dict[str, Any]:
    raw = dict(draft.raw)
    if draft.record in ("claim", "event"):
        raw["evidence"] = [with_defaults(p, tree) for p in raw.get("evidence", [])]
    out: dict[str, Any] = plain(build(TABLES[TABLE_OF[draft.record]], raw))
    return out


def _sort(raw: Raw, sentences: list[str]) -> None:
    """The fixed order of every table; `sentences` are the places of the article in its order."""
    place = {c["id"]: (c["article_order"] or 10**6, c["name"].casefold()) for c in raw["companies"]}
    raw["companies"].sort(key=lambda c: place[c["id"]])
    raw["models"] = newest_first(raw["models"])
    raw["events"].sort(key=lambda e: (e["date"], e["id"]))
    said = {sentence: n for n, sentence in enumerate(sentences)}
    raw["claims"].sort(key=lambda c: _claim_place(c, place, said))
    raw["evidence"].sort(key=lambda e: (e["subject"], e["field"]))
    for table in ("families", "licenses", "endpoints", "sources"):
        raw[table].sort(key=lambda r: r["id"])


def _claim_place(claim: dict[str, Any], place: dict[str, tuple[int, str]], said: dict[str, int]) -> tuple[int, str, int, int]:
    """Claims in the article's order: those of no single company first, then by company, sentence and number."""
    folder, _, number = claim["id"].rpartition("-claim-")
    order = place.get(folder, (0, ""))[0]
    return order, folder, said.get(claim["place"], 0), int(number) if number.isdecimal() else 0


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
    """What the dates of a model and of its successor say about earlier values, for fields without a written `past`:
    closed until its weights came; current until its successor came; superseded until it was retired, and never retired while an API
    name of it was served."""
    written = {p["field"] for p in model["past"]}
    start, weights, status = model["released"], model["weights_released"], model["status"]
    out = []
    if "open_weights" not in written and model["open_weights"] and start and weights and start < weights:
        out.append({"field": "open_weights", "value": False, "since": start, "until": weights})
    if "status" not in written and start and status in ("superseded", "retired"):
        gone = _gone(model) if status == "retired" else None
        unfollowed = not next_released or (gone and latest(gone) < earliest(next_released))
        for value, end in (("current", gone if unfollowed else next_released), ("superseded", gone)):
            if end and end > start:
                out.append({"field": "status", "value": value, "since": start, "until": end})
                start = end
    return out


def _gone(model: dict[str, Any]) -> str | None:
    """The day from which a retired model was served no more: the one written, or the end of its last API name if that is later."""
    ends = [model["retired"], *(row["until"] for row in model["apis"])]
    return max(filter(None, ends), key=earliest, default=None)


def _checked(raw: Raw) -> None:
    """The oldest check behind each record that has evidence."""
    oldest: dict[str, str] = {}
    for row in raw["evidence"]:
        oldest[row["subject"]] = min(oldest.get(row["subject"], "9999"), row["checked"])
    for table in RECORDS:
        for record in raw[table]:
            if "checked" in record:
                record["checked"] = oldest.get(record["id"])


def _stamp(tree: Tree, raw: Raw) -> None:
    """Set `added` and `changed` from the ledger; a record that is not in it yet is of the data's date."""
    ledger = Ledger.of(tree)
    for table in tree.drafts:
        for record in raw[table]:
            record["added"], record["changed"] = ledger.days(record["record"], record["id"])
            record["origin"] = "cnai"


def bare(value: Any) -> Any:
    """The same without what is empty, at any depth: half the size, and the program fills it in again."""
    return content(value)
