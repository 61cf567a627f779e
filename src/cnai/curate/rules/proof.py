"""Rules on evidence and sources."""

from collections.abc import Iterator

from cnai.curate.rules.base import Fault, rule, short
from cnai.curate.tree import Tree
from cnai.curate.validate import with_defaults
from cnai.model.kinds import TABLE_OF, TABLES
from cnai.model.shape import flagged
from cnai.store.folding import fold


@rule
def filled_fields_have_evidence(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        cls = TABLES[TABLE_OF[draft.record]]
        proved = {f for g in draft.groups if "item" not in g for f in g["fields"]}
        items = [(g["fields"][0], g["item"]) for g in draft.groups if "item" in g]
        for name in flagged(cls, "evidence"):
            value = draft.raw.get(name)
            if value in (None, [], {}) or name in proved:
                continue
            if isinstance(value, list):
                bare = [v for v in value if (name, v) not in items]
                if bare:
                    yield draft, name, f"{name} needs evidence: {short(bare[0])} has no source"
            elif isinstance(value, dict):
                missing = [k for k in value if f"{name}_{k}" not in proved]
                if missing:
                    yield draft, name, f"{name} needs evidence for {', '.join(missing)}"
            else:
                yield (
                    draft,
                    name,
                    f"{name} needs evidence: name it in the fields of an [[evidence]] block with source and locator",
                )


@rule
def evidence_is_for_filled_fields(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        silent = {*draft.raw.get("undisclosed", []), *draft.raw.get("not_applicable", [])}
        for group in draft.groups:
            for name in group["fields"]:
                filled = draft.raw.get(name) not in (None, [], {}) or any(
                    isinstance(v, dict) and name.startswith(k + "_") and v.get(name[len(k) + 1 :]) is not None for k, v in draft.raw.items()
                )
                if not filled and name not in silent:
                    yield draft, "evidence", f"evidence for {name}, which is empty; fill it or remove the name"


@rule
def every_source_is_used(tree: Tree) -> Iterator[Fault]:
    used: set[str] = {str(tree.article.get("source"))}
    for draft in tree.all():
        for group in draft.groups:
            used |= {str(group.get("source")), *(str(a.get("source")) for a in group.get("alternatives", []))}
        if draft.record in ("claim", "event"):
            used |= {str(p.get("source")) for p in draft.raw.get("evidence", []) if isinstance(p, dict)}
    for draft in tree.drafts["sources"].values():
        if draft.id not in used:
            yield draft, "id", "no evidence uses this source; cite it or delete it"


@rule
def secondary_sources_are_never_high(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        proofs = draft.raw.get("evidence", []) if draft.record in ("claim", "event") else draft.groups
        for proof in proofs:
            source = tree.drafts["sources"].get(str(proof.get("source")))
            if source and source.raw.get("kind") == "secondary" and with_defaults(proof, tree)["confidence"] == "high":
                yield draft, "evidence", f"{source.id} is secondary, so confidence is medium at most"


@rule
def claims_and_events_are_proved(tree: Tree) -> Iterator[Fault]:
    for draft in (*tree.drafts["claims"].values(), *tree.drafts["events"].values()):
        if not draft.raw.get("evidence") and draft.raw.get("verdict") != "unverifiable":
            yield draft, "evidence", "needs evidence: write evidence = [{ source = …, locator = … }]"
        if draft.raw.get("now_since") and draft.raw.get("verdict_now") in (None, draft.raw.get("verdict")):
            yield draft, "now_since", "now_since is only for a verdict_now that differs from verdict"


@rule
def licences_have_rules(tree: Tree) -> Iterator[Fault]:
    for draft in tree.drafts["licenses"].values():
        if not draft.raw.get("rules"):
            yield draft, "rules", "a licence needs rules: a use, its conditions, and yes, no or ask"
        for row in draft.raw.get("rules", []):
            when = row.get("when", {})
            if ("revenue_over" in when) != ("period" in when) or ("revenue_over" in when) != ("currency" in when):
                yield draft, "rules", "revenue_over, currency and period go together"
            if bool(row.get("duty")) != bool(row.get("duty_kind")):
                yield draft, "rules", f"rule for {row.get('use')}: duty and duty_kind go together"
            if not row.get("clause") or not row.get("locator"):
                yield draft, "rules", f"rule for {row.get('use')} needs clause (in our words) and locator"
        named = {row.get("use") for row in draft.raw.get("rules", []) if row.get("duty_kind") == "name"}
        said = [r.get("clause") or "" for r in draft.raw.get("rules", []) if r.get("use") == "hosting" and r.get("duty_kind") == "name"]
        if any("products" in clause for clause in said) and not named & {"commercial", "any"}:
            yield draft, "rules", "products that use the model must show a name: commercial use needs that duty too, not hosting alone"
        if draft.raw.get("spdx") and fold(draft.raw["spdx"]) != fold(draft.id):
            yield draft, "spdx", f"the id of an SPDX licence is {draft.raw['spdx']} in lower case, dots as hyphens"
