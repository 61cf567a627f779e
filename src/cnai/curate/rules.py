"""What the data must keep to beyond its shapes: one small function a rule, each yielding (draft, key, what is wrong and what to do)."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import with_defaults
from cnai.dates import earliest, is_date, latest
from cnai.derive import descendants
from cnai.entities import TABLE_OF, TABLES, flagged, flat_names
from cnai.names import fold, spoken

Fault = tuple[Draft, str | None, str]
Check = Callable[[Tree], Iterator[Fault]]
RULES: list[Check] = []

_NAMED = ("companies", "families", "models")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def rule(check: Check) -> Check:
    RULES.append(check)
    return check


def _named(tree: Tree) -> list[Draft]:
    return [d for t in _NAMED for d in tree.drafts[t].values()]


def _models(tree: Tree) -> list[Draft]:
    return list(tree.drafts["models"].values())


def _walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, leaf) of every plain value inside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, path)
    else:
        yield path, value


@rule
def ids_are_kebab_and_unique(tree: Tree) -> Iterator[Fault]:
    seen: dict[str, Draft] = {}
    for draft in tree.all():
        if not _ID.fullmatch(draft.id):
            yield draft, "id", f"id {draft.id!r} must be kebab-case: a-z, 0-9 and single hyphens"
        if TABLE_OF[draft.record] in _NAMED:
            if draft.id in seen:
                yield draft, "id", f"id {draft.id!r} is taken by the {seen[draft.id].record} in {seen[draft.id].file}"
            seen[draft.id] = draft


@rule
def names_mean_one_record(tree: Tree) -> Iterator[Fault]:
    owner: dict[str, list[Draft]] = {}
    for draft in _named(tree):
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
                        f"the name {folded!r} also means {other.record} {other.id}: let one of them give it up",
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
    }  # fmt: skip
    inner = {"parent.company": "companies", "affiliates.company": "companies", "licenses.license": "licenses"}
    inner |= {"base_model.model": "models", "apis.endpoint": "endpoints", "prices.endpoint": "endpoints"}
    for draft in tree.all():
        targets = dict(single) | {path: ids[table] for path, table in inner.items()} | {"about": named, "evidence.source": ids["sources"]}
        if draft.record == "family":
            targets["parent"] = ids["families"]
        for path, leaf in _walk(draft.raw):
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
                    yield draft, name, f"{name} needs evidence: {_short(bare[0])} has no source"
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


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."


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
                    yield draft, "evidence", f"evidence for {name}, which is not filled: fill it or take the name out"


@rule
def every_source_is_used(tree: Tree) -> Iterator[Fault]:
    used: set[str] = set()
    for draft in tree.all():
        for group in draft.groups:
            used |= {str(group.get("source")), *(str(a.get("source")) for a in group.get("alternatives", []))}
        if draft.record in ("claim", "event"):
            used |= {str(p.get("source")) for p in draft.raw.get("evidence", []) if isinstance(p, dict)}
    for draft in tree.drafts["sources"].values():
        if draft.id not in used:
            yield draft, "id", "no evidence uses this source: cite it or delete it"


@rule
def secondary_sources_are_never_high(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        proofs = draft.raw.get("evidence", []) if draft.record in ("claim", "event") else draft.groups
        for proof in proofs:
            source = tree.drafts["sources"].get(str(proof.get("source")))
            if source and source.raw.get("kind") == "secondary" and with_defaults(proof, tree)["confidence"] == "high":
                yield draft, "evidence", f"{source.id} is secondary: confidence is medium at most"


@rule
def claims_and_events_are_proved(tree: Tree) -> Iterator[Fault]:
    for draft in (*tree.drafts["claims"].values(), *tree.drafts["events"].values()):
        if not draft.raw.get("evidence") and draft.raw.get("verdict") != "unverifiable":
            yield draft, "evidence", "needs evidence: write evidence = [{ source = …, locator = … }]"
        if draft.raw.get("now_since") and draft.raw.get("now") != "changed":
            yield draft, "now_since", 'now_since is for now = "changed" only'


@rule
def urls_are_canonical(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for path, leaf in _walk(draft.raw):
            if path.rpartition(".")[2] in ("url", "website", "base_url", "terms_url") and isinstance(leaf, str):
                parts = urlsplit(leaf)
                why = (
                    "must be https" if parts.scheme != "https" and parts.hostname not in _NO_TLS
                    else "has no host" if not parts.hostname
                    else "has capitals in its host" if parts.netloc != parts.netloc.lower()
                    else "has a fragment" if parts.fragment
                    else "has tracking parameters" if re.search(r"(^|&)(utm_\w+|spm|from|ref|share_token)=", parts.query)
                    else "has spaces" if re.search(r"\s", leaf)
                    else ""
                )  # fmt: skip
                if why:
                    yield draft, path.partition(".")[0], f"{path} {leaf} {why}"


# Hosts of authorities and exchanges that answer without TLS only; each was the address of an opened source.
_NO_TLS: tuple[str, ...] = ()

_DATE_KEYS = {
    "founded", "released", "announced", "api_released", "weights_released", "paper_date", "retired", "since", "until", "date", "cutoff",
    "published", "accessed", "checked", "now_since",
}  # fmt: skip
_MAY_BE_AHEAD = {"until", "retired"}


@rule
def dates_are_real_and_past(tree: Tree) -> Iterator[Fault]:
    today = tree.dataset["date"]
    for draft in tree.all():
        proofs = {"evidence": [{"checked": g.get("checked")} for g in draft.groups]}
        for path, leaf in (*_walk(draft.raw), *_walk(proofs)):
            key = path.rpartition(".")[2]
            if key not in _DATE_KEYS or leaf is None:
                continue
            if not isinstance(leaf, str) or not is_date(leaf):
                yield (
                    draft,
                    path.partition(".")[0],
                    f'{path} {leaf!r} is not a date: write "2025", "2025-07" or "2025-07-11"',
                )
            elif earliest(leaf) > today and key not in _MAY_BE_AHEAD:
                yield draft, path.partition(".")[0], f"{path} {leaf} is after the data's date {today}"


@rule
def dates_are_in_order(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        raw = draft.raw
        for first, then in (
            ("announced", "released"), ("released", "api_released"), ("released", "weights_released"), ("released", "retired"),
        ):  # fmt: skip
            if _after(raw.get(first), raw.get(then)):
                yield draft, first, f"{first} {raw[first]} is after {then} {raw[then]}"
        successor = tree.drafts["models"].get(str(raw.get("successor")))
        if successor and _after(raw.get("released"), successor.raw.get("released")):
            yield draft, "successor", f"released {raw['released']} is after its successor's {successor.raw['released']}"
        company = tree.drafts["companies"].get(str(raw.get("company")))
        if company and _after(company.raw.get("founded"), raw.get("released")):
            yield (
                draft,
                "released",
                f"released {raw['released']} is before the company's founding {company.raw['founded']}",
            )
    for draft in tree.all():
        for path, row in _rows(draft.raw):
            if _after(row.get("since"), row.get("until")):
                yield draft, path, f"{path}: since {row['since']} is after until {row['until']}"


def _rows(raw: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in raw.items():
        if isinstance(value, list):
            yield from ((key, row) for row in value if isinstance(row, dict))


def _after(a: Any, b: Any) -> bool:
    """Whether the first date is surely after the second."""
    return isinstance(a, str) and isinstance(b, str) and is_date(a) and is_date(b) and earliest(a) > latest(b)


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
                yield draft, key, f"{key} leads in a circle back to {draft.id}"
            target = rows.get(str(draft.raw.get(key)))
            if target and target.raw.get("company") != draft.raw.get("company"):
                yield draft, key, f"{key} {target.id} belongs to another company"


@rule
def active_is_at_most_total(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        total, active = draft.raw.get("total_params"), draft.raw.get("active_params")
        if total is not None and not 10**5 <= total <= 10**14:
            yield (
                draft,
                "total_params",
                f"total_params {total} is out of bounds: write the plain number, 7000000000 for 7B",
            )
        if total is not None and active is not None and active > total:
            yield draft, "active_params", f"active_params {active} is more than total_params {total}"
        if draft.raw.get("architecture") == "dense" and active is not None:
            yield draft, "active_params", "a dense model has no active_params: name it in not_applicable"


@rule
def context_is_sane(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        for key in ("context_tokens", "weights_context_tokens", "max_output_tokens"):
            value = draft.raw.get(key)
            if value is not None and not 256 <= value <= 20_000_000:
                yield draft, key, f"{key} {value} is out of bounds: write plain tokens, 131072 for 128K"


@rule
def prices_are_sane(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        for row in draft.raw.get("prices", []):
            sums = [row.get(k) for k in ("cached_input", "input", "output")]
            given = [s for s in sums if s is not None]
            if any(not 0 <= s <= 100_000 for s in given) or (not given and row.get("cache_write") is None):
                yield draft, "prices", f"price of {row.get('endpoint')} is out of bounds or empty: {_short(row)}"
            if given != sorted(given):
                yield (
                    draft,
                    "prices",
                    f"price of {row.get('endpoint')}: cached_input ≤ input ≤ output does not hold: {given}",
                )
            if not re.fullmatch(r"[A-Z]{3}", str(row.get("currency"))):
                yield draft, "prices", f"currency {row.get('currency')!r} must be an ISO 4217 code such as CNY or USD"


@rule
def licences_have_rules(tree: Tree) -> Iterator[Fault]:
    for draft in tree.drafts["licenses"].values():
        if not draft.raw.get("rules"):
            yield draft, "rules", "a licence needs rules: which use, when, yes, no or ask"
        for row in draft.raw.get("rules", []):
            when = row.get("when", {})
            if ("revenue_over" in when) != ("period" in when) or ("revenue_over" in when) != ("currency" in when):
                yield draft, "rules", "revenue_over, currency and period go together"
            if not row.get("clause") or not row.get("locator"):
                yield draft, "rules", f"rule for {row.get('use')} needs clause (in our words) and locator"
        if draft.raw.get("spdx") and fold(draft.raw["spdx"]) != fold(draft.id):
            yield draft, "spdx", f"the id of an SPDX licence is {draft.raw['spdx']} in lower case, dots as hyphens"


@rule
def open_weights_can_be_got(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        raw = draft.raw
        places = [raw.get(k) for k in ("weights", "huggingface", "modelscope", "github", "url")]
        if raw.get("open_weights") and not any(places):
            yield (
                draft,
                "open_weights",
                "open weights need a place to get them: huggingface, modelscope, weights, github or url",
            )
        if raw.get("open_weights") is False and (raw.get("weights") or raw.get("weights_released")):
            yield draft, "open_weights", "closed, yet it has weights: one of the two is wrong"


@rule
def announced_is_not_released(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        raw = draft.raw
        if raw.get("status") == "announced" and raw.get("released"):
            yield draft, "status", "announced, yet it has a date of release"
        if raw.get("status") == "superseded" and not raw.get("successor"):
            yield draft, "status", "superseded by what? name its successor"


@rule
def silence_is_spelled_right(tree: Tree) -> Iterator[Fault]:
    for draft in _named(tree):
        cls = TABLES[TABLE_OF[draft.record]]
        for key in ("undisclosed", "not_applicable"):
            for name in draft.raw.get(key, []):
                if name not in flat_names(cls) and name not in cls.__dataclass_fields__:
                    yield draft, key, f"{key} names {name!r}, which is no field"
                elif draft.raw.get(name) not in (None, []):
                    yield draft, key, f"{key} names {name}, which is filled"


@rule
def past_is_of_dated_fields(tree: Tree) -> Iterator[Fault]:
    for draft in _named(tree):
        allowed = flagged(TABLES[TABLE_OF[draft.record]], "dated")
        for row in draft.raw.get("past", []):
            if row.get("field") not in allowed:
                yield draft, "past", f"past {row.get('field')!r} is not one of {', '.join(allowed) or 'none'}"
            if not row.get("until"):
                yield draft, "past", f"past {row.get('field')} needs until, the day on which it no longer held"


@rule
def text_is_clean(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for path, leaf in (*_walk(draft.raw), *_walk({"evidence": draft.groups})):
            if isinstance(leaf, str) and (bad := _HIDDEN.search(leaf)):
                yield draft, path.partition(".")[0], f"{path} has the hidden character U+{ord(bad[0]):04X}: delete it"
            elif isinstance(leaf, str) and leaf != leaf.strip():
                yield draft, path.partition(".")[0], f"{path} starts or ends with a space"


@rule
def article_is_covered(tree: Tree) -> Iterator[Fault]:
    rows = tree.article.get("tiers", []) + tree.article.get("mentions", [])
    for cid in (c for row in rows for c in row.get("companies", [])):
        draft = tree.drafts["companies"].get(cid)
        if draft is None:
            yield (
                Draft("company", {"id": cid}, "tiers/article.toml"),
                None,
                "is in the article's tiers but has no company.toml",
            )
        elif not _spellings(tree, cid):
            yield draft, "article_names", "is in the article: write the spellings that it prints into article_names"


def _spellings(tree: Tree, cid: str) -> bool:
    return any(d.raw.get("article_names") for d in _named(tree) if cid in (d.id, d.raw.get("company")))


@rule
def summaries_have_a_length(tree: Tree) -> Iterator[Fault]:
    for draft in tree.drafts["companies"].values():
        words = len(str(draft.raw.get("summary", "")).split())
        if not 60 <= words <= 120:
            yield draft, "summary", f"the summary has {words} words: 60 to 120 are wanted"


_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|T|billion|trillion)\b[ -](?:total |active |activated )?param", re.I)
_CONTEXT = re.compile(r"(\d+(?:\.\d+)?)\s*([KM])\b[ -](?:token|context)", re.I)


@rule
def prose_agrees_with_fields(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        text, raw = str(draft.raw.get("summary", "")), draft.raw
        for number, unit in _SIZE.findall(text):
            size = float(number) * (1e9 if unit[0] in "bB" else 1e12)
            known = [v for v in (raw.get("total_params"), raw.get("active_params")) if v]
            if known and not any(abs(size - v) <= 0.06 * v for v in known):
                yield draft, "summary", f"the summary says {number}{unit} parameters, the fields {known}"
        for number, unit in _CONTEXT.findall(text):
            size = float(number) * (1024 if unit in "kK" else 1024**2)
            known = [v for v in (raw.get("context_tokens"), raw.get("weights_context_tokens"), raw.get("max_output_tokens")) if v]
            if known and not any(abs(size - v) <= 0.06 * v for v in known):
                yield draft, "summary", f"the summary says {number}{unit} tokens, the fields {known}"
    for draft in tree.drafts["companies"].values():
        year = re.search(r"[Ff]ounded in (?:\w+ )?(\d{4})", str(draft.raw.get("summary", "")))
        if year and draft.raw.get("founded") and year[1] != draft.raw["founded"][:4]:
            yield draft, "summary", f"the summary says founded in {year[1]}, the field {draft.raw['founded']}"


@rule
def base_models_are_older(tree: Tree) -> Iterator[Fault]:
    for draft in _models(tree):
        base = tree.drafts["models"].get(str((draft.raw.get("base_model") or {}).get("model")))
        if base and (base.id == draft.id or _after(base.raw.get("released"), draft.raw.get("released"))):
            yield draft, "base_model", f"its base model {base.id} came after it"


@rule
def flagship_is_its_own(tree: Tree) -> Iterator[Fault]:
    below = descendants([d.raw for d in tree.drafts["families"].values()])
    for draft in tree.drafts["companies"].values():
        family = draft.raw.get("flagship_family")
        if family in below and tree.drafts["families"][family].raw.get("company") != draft.id:
            yield draft, "flagship_family", f"{family} belongs to another company"


def check(tree: Tree) -> list[str]:
    """Every fault of every rule, one line each with file and line. The tree must be valid in shape."""
    out = []
    for one in RULES:
        out += [f"{tree.where(draft, key)}: {draft.id}: {what}" for draft, key, what in one(tree)]
    return out
