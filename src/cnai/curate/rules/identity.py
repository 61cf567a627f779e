"""Rules on ids, names, references: what a record is and whom it belongs to."""

import re
from collections.abc import Iterator

from cnai.curate.rules.base import Fault, named, rule, walk
from cnai.curate.tree import Draft, Tree
from cnai.model.kinds import NAMED_TABLES, TABLE_OF, TABLES
from cnai.model.shape import flat_names
from cnai.store.derive import descendants
from cnai.store.folding import fold
from cnai.store.written import spoken
from cnai.words.text import unsafe

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@rule
def ids_are_kebab_and_unique(tree: Tree) -> Iterator[Fault]:
    seen: dict[str, Draft] = {}
    for draft in tree.all():
        if not _ID.fullmatch(draft.id):
            yield draft, "id", f"id {draft.id!r} must be kebab-case: a-z, 0-9 and single hyphens"
        if TABLE_OF[draft.record] in NAMED_TABLES:
            if draft.id in seen:
                yield draft, "id", f"id {draft.id!r} is taken by the {seen[draft.id].record} in {seen[draft.id].file}"
            seen[draft.id] = draft


@rule
def names_mean_one_record(tree: Tree) -> Iterator[Fault]:
    owner: dict[str, list[Draft]] = {}
    for draft in named(tree):
        raw = draft.raw
        for folded in dict.fromkeys(fold(n) for n, _ in spoken(raw)):
            if not folded:
                yield draft, "name", "a name is empty once folded"
                continue
            for other in owner.setdefault(folded, []):
                if not _company_and_family(draft, other):
                    yield (
                        draft,
                        "name",
                        f"the name {folded!r} is also used by {other.record} {other.id}: remove it from one of them",
                    )
            owner[folded].append(draft)


def _company_and_family(a: Draft, b: Draft) -> bool:
    pair = {a.record: a, b.record: b}
    return "company" in pair and "family" in pair and pair["family"].raw.get("company") == pair["company"].id


@rule
def references_resolve(tree: Tree) -> Iterator[Fault]:
    ids = {t: set(rows) for t, rows in tree.drafts.items()}
    named = ids["companies"] | ids["families"] | ids["models"]
    single = {
        "company": ids["companies"], "family": ids["families"], "successor": ids["models"], "flagship_family": ids["families"],
        "flagships.model": ids["models"], "license": ids["licenses"],
    }  # fmt: skip
    inner = {"parent.company": "companies", "affiliates.company": "companies", "licenses.license": "licenses"}
    inner |= {"base_model.model": "models", "apis.endpoint": "endpoints", "prices.endpoint": "endpoints"}
    for draft in tree.all():
        targets = dict(single) | {path: ids[table] for path, table in inner.items()} | {"about": named, "evidence.source": ids["sources"]}
        if draft.record == "family":
            targets["parent"] = ids["families"]
        for path, leaf in walk(draft.raw):
            if path in targets and leaf is not None and leaf not in targets[path]:
                yield draft, path.partition(".")[0], f"{path} names {leaf!r}, which does not exist"
        for group in draft.groups:
            cited = [group.get("source"), *(a.get("source") for a in group.get("alternatives", []))]
            for source in cited:
                if source not in ids["sources"]:
                    yield (
                        draft,
                        "evidence",
                        f"evidence of {', '.join(group['fields'])} names source {source!r}, which does not exist",
                    )


@rule
def chains_have_no_circle(tree: Tree) -> Iterator[Fault]:
    for table, key in (("models", "successor"), ("families", "parent")):
        rows = tree.drafts[table]
        for draft in rows.values():
            seen, at = {draft.id}, draft.raw.get(key)
            while at in rows and at not in seen:
                seen.add(at)
                at = rows[at].raw.get(key)
            if at == draft.id:
                yield draft, key, f"{key} leads back to {draft.id}"
            target = rows.get(str(draft.raw.get(key)))
            if target and target.raw.get("company") != draft.raw.get("company"):
                yield draft, key, f"{key} {target.id} belongs to another company"


@rule
def flagship_is_its_own(tree: Tree) -> Iterator[Fault]:
    below = descendants([d.raw for d in tree.drafts["families"].values()])
    for draft in tree.drafts["families"].values():
        for row in draft.raw.get("flagships", []):
            model = tree.drafts["models"].get(str(row.get("model")))
            if model and model.raw.get("family") not in below[draft.id]:
                yield draft, "flagships", f"flagships names {model.id}, which is not a model of this family"
    for draft in tree.drafts["companies"].values():
        family = draft.raw.get("flagship_family")
        if family in below and tree.drafts["families"][family].raw.get("company") != draft.id:
            yield draft, "flagship_family", f"{family} belongs to another company"


@rule
def article_is_sound(tree: Tree) -> Iterator[Fault]:
    article = Draft("tier", {"id": "article"}, "tiers/article.toml")
    ids = _entries(tree)
    for cid in dict.fromkeys(c for c in ids if ids.count(c) > 1):
        yield article, "companies", f"{cid} is in more than one place"
    if tree.article.get("source") not in (None, *tree.drafts["sources"]):
        yield article, "source", f"source names {tree.article['source']!r}, which does not exist"
    if not str(tree.article.get("url", "https://")).startswith("https://"):
        yield article, "url", f"url {tree.article['url']} must be https"
    for path, leaf in walk(tree.article):
        if isinstance(leaf, str) and (bad := unsafe().search(leaf)):
            yield article, path.partition(".")[0], f"{path} has the hidden character U+{ord(bad[0]):04X}: delete it"


@rule
def article_is_covered(tree: Tree) -> Iterator[Fault]:
    about = {rid for draft in tree.drafts["claims"].values() for rid in draft.raw.get("about", [])}
    for cid in dict.fromkeys(_entries(tree)):
        draft = tree.drafts["companies"].get(cid)
        if draft is None:
            yield Draft("company", {"id": cid}, "tiers/article.toml"), None, "is in the article's tiers but has no company.toml"
            continue
        own = [d for d in named(tree) if cid in (d.id, d.raw.get("company"))]
        if not any(d.raw.get("article_names") for d in own):
            yield draft, "article_names", "is in the article; add the spellings that it prints to article_names"
        if not any(d.id in about for d in own):
            claims = Draft("claim", {"id": cid}, f"companies/{cid}/claims.toml")
            yield claims, None, "is in the article; add at least one of its claims with a verdict here"


def _entries(tree: Tree) -> list[str]:
    """The companies of the tiers and of the honorable mentions, as often as they are listed."""
    return [cid for row in tree.article.get("tiers", []) + tree.article.get("mentions", []) for cid in row.get("companies", [])]


@rule
def silence_is_spelled_right(tree: Tree) -> Iterator[Fault]:
    for draft in named(tree):
        cls = TABLES[TABLE_OF[draft.record]]
        for key in ("undisclosed", "not_applicable"):
            for name in draft.raw.get(key, []):
                if name not in flat_names(cls) and name not in cls.__dataclass_fields__:
                    yield draft, key, f"{key} names {name!r}, which is no field"
                elif draft.raw.get(name) not in (None, []):
                    yield draft, key, f"{key} names {name}, which is filled"
