"""Rules on what a source can prove: what counts as read, what needs a note, what ends together.

Each was added when data already broke it. Records that still break one are listed in known.txt, which only gets shorter.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from cnai.curate.rules.base import Fault, models, rule, short
from cnai.curate.tree import Draft, Tree
from cnai.curate.validate import with_defaults
from cnai.words.dates import earliest
from cnai.words.labels import NO_LICENSE

_DATED_LISTS = ("licenses", "apis", "prices")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NAMES_A_DAY = re.compile(
    rf"\b(?:19|20)\d\d[-/.]\d|\b(?:19|20)\d\d ?年|\d ?月|\b{_MONTH} (?:\d{{1,2}},? )?20\d\d\b|\b\d{{1,2}}/\d{{1,2}}/(?:20)?\d\d\b"
    r"|\b(?:commits?|since|released?|published|launched|dated|announced|changelog|first day|(?:api|weights)_released|paper_date)\b"
    r"|\b(?=\w*\d)[0-9a-f]{7,40}\b",  # a commit
    re.I,
)
_DATED_PAGE = re.compile(r"/commits?/|/releases/tag/|/news/")
_WEIGHTS_NAMED = re.compile(r"\b(?:weights?|checkpoints?)\b", re.I)
_SILENT = re.compile(r"\bno (?:other|separate) (?:terms|licen[cs]e)\b|\bwithout another licen[cs]e\b|\bnothing else is said\b", re.I)
_LICENSE_FILE = re.compile(r"(?<![\w-])LICEN[SC]E(?:\.(?:txt|md))?(?![\w-])")  # not MODEL_LICENSE, LICENSE-MODEL
_SIZE = re.compile(r"(?<![\w.])(A?)(\d+(?:\.\d+)?)([BT])(?![A-Za-z0-9])", re.I)
_STRICT = {"permissive": 0, "copyleft": 1, "community": 2, "research": 3, "non-commercial": 3, "proprietary": 4}
# Hosts, with the start of the path where only a part of the host is meant.
_AGGREGATORS = (
    "models.dev", "openrouter.ai", "apiyi.com", "lobehub.com", "litellm.ai", "litellm.vercel.app", "vercel.com/ai-gateway", "venice.ai",
    "novita.ai", "runware.ai", "wavespeed.ai", "crazyrouter.com", "laozhang.ai", "evolink.ai", "piapi.ai", "cometapi.com", "freemodels.net",
    "llm-stats.com", "apxml.com", "modelpricelab.com", "benchlm.ai", "gomodel.enterpilot.io", "pricepertoken.com", "requesty.ai",
    "github.com/anomalyco/models.dev", "github.com/sst/models.dev", "github.com/BerriAI/litellm", "github.com/pydantic/genai-prices",
    "github.com/null-object-0000/models-cn", "github.com/lobehub", "github.com/simonw/llm-prices", "github.com/theopenco/llmgateway",
    "github.com/bitrouter", "github.com/charmbracelet/catwalk", "github.com/ThinkInAIXYZ/PublicProviderConf", "unpkg.com/@lobehub",
    "raw.githubusercontent.com/anomalyco/models.dev", "raw.githubusercontent.com/sst/models.dev",
    "raw.githubusercontent.com/BerriAI/litellm", "raw.githubusercontent.com/pydantic/genai-prices",
    "artificialanalysis.ai/models", "artificialanalysis.ai/providers",
)  # fmt: skip


def _proofs(draft: Draft) -> list[dict[str, Any]]:
    """What proves a record: the groups beside it, or the list in a claim or event."""
    return draft.raw.get("evidence", []) if draft.record in ("claim", "event") else draft.groups


def _place(proof: dict[str, Any]) -> str:
    return str(proof["fields"][0]) if proof.get("fields") else "evidence"


def _about(proof: dict[str, Any]) -> str:
    return ", ".join(proof.get("fields", ["evidence"]))


def _source(tree: Tree, proof: dict[str, Any]) -> dict[str, Any]:
    found = tree.drafts["sources"].get(str(proof.get("source")))
    return found.raw if found else {}


def _proofs_of(draft: Draft, field: str, item: dict[str, Any]) -> list[dict[str, Any]]:
    """What proves an item of a list: its own proofs, else the groups for the whole list."""
    own = [g for g in draft.groups if field in g["fields"] and g.get("item") == item]
    return own or [g for g in draft.groups if field in g["fields"] and "item" not in g]


def _words(proof: dict[str, Any]) -> str:
    return f"{proof.get('locator', '')} {proof.get('note', '')}"


def _ended(row: dict[str, Any], today: str) -> bool:
    return bool(row.get("until")) and earliest(row["until"]) <= today


def _kept(rows: list[dict[str, Any]], today: str) -> list[dict[str, Any]]:
    return [row for row in rows if not _ended(row, today)]


@rule
def inferred_is_never_high(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for proof in _proofs(draft):
            if proof.get("basis") == "inferred" and with_defaults(proof, tree)["confidence"] == "high":
                yield draft, _place(proof), f"{_about(proof)}: inferred, so confidence is medium at most; write confidence = …"


@rule
def since_has_its_own_proof(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for field in _DATED_LISTS:
            for item in draft.raw.get(field, []):
                if item.get("since") and not any(_names_the_day(tree, draft, p, item["since"]) for p in _proofs_of(draft, field, item)):
                    yield (
                        draft,
                        field,
                        f"{field}: since {item['since']} has no proof of its own: leave since out, or give the place of the day in "
                        f"locator or note: {short(item)}",
                    )


def _names_the_day(tree: Tree, draft: Draft, proof: dict[str, Any], day: str) -> bool:
    """Whether a proof shows where a day is stated: in its words, as a release of that day, or as the day of the source itself."""
    source = _source(tree, proof)
    published = str(source.get("published") or "")
    if (published and (published.startswith(day) or day.startswith(published))) or _DATED_PAGE.search(str(source.get("url"))):
        return True
    here = [g["fields"] for g in draft.groups if (g.get("source"), g.get("locator")) == (proof.get("source"), proof.get("locator"))]
    return any(draft.raw.get(f) == day for fields in here for f in fields) or bool(_NAMES_A_DAY.search(_words(proof)))


@rule
def license_of_code_is_not_of_weights(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for item in draft.raw.get("licenses", []):
            proofs = _proofs_of(draft, "licenses", item)
            text = tree.drafts["licenses"].get(str(item.get("license")))
            if text and not text.raw.get("spdx") and text.raw.get("kind") not in ("permissive", "copyleft"):
                continue  # a model licence says itself that it is of a model
            if item.get("scope") == "weights" and proofs and all(_is_code_license(tree, p) for p in proofs):
                yield (
                    draft,
                    "licenses",
                    f"{item.get('license')} for the weights rests on the LICENSE of a code repository: cite the weights' own "
                    'repository, or write scope = "code", or a note on where the maker puts the weights under it',
                )


@rule
def no_licence_is_seen_in_the_files(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        hubs = ("huggingface", "modelscope")
        on_a_hub = any(draft.raw.get(hub) for hub in hubs) or any(w.get("hub") in hubs for w in draft.raw.get("weights", []))
        for item in draft.raw.get("licenses", []):
            proofs = _proofs_of(draft, "licenses", item)
            if item.get("license") != "none-named" or any(_shows_no_license(tree, proof, on_a_hub) for proof in proofs):
                continue
            yield (
                draft,
                "licenses",
                "none-named needs a note that says 'no LICENSE file' of the weights' repository; of weights on no hub, that the README "
                "'names no licence for them'; or, as low, that 'the list of files did not open'",
            )


def _shows_no_license(tree: Tree, proof: dict[str, Any], on_a_hub: bool) -> bool:
    words = _words(proof)
    if with_defaults(proof, tree)["confidence"] == "low" and "the list of files did not open" in words:
        return True
    return "no LICENSE file" in words or (not on_a_hub and "names no licence for them" in words)


def _is_code_license(tree: Tree, proof: dict[str, Any]) -> bool:
    url = urlsplit(str(_source(tree, proof).get("url")))
    if url.hostname not in ("github.com", "raw.githubusercontent.com"):
        return False
    if _SILENT.search(_words(proof)):
        return True  # that the maker says nothing of the weights is no proof for them
    if _WEIGHTS_NAMED.search(_words(proof)):
        return False
    return bool(_LICENSE_FILE.search(str(proof.get("locator", ""))) or _LICENSE_FILE.fullmatch(url.path.rpartition("/")[2]))


@rule
def alternatives_differ_from_the_value(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for group in draft.groups:
            for other in group.get("alternatives", []):
                values = _values(draft, group)
                value = _folded(other.get("value"))
                if value in values and not any(_alike(value, v) for v in values - {value}):
                    yield (
                        draft,
                        _place(group),
                        f"{_about(group)}: the alternative {other['value']!r} of {other.get('source')} is the value itself: "
                        "name that source in the note, or in a proof of its own",
                    )


def _values(draft: Draft, group: dict[str, Any]) -> set[str]:
    """The values that a group proves, folded."""
    if "item" in group:
        chief = {"licenses": "license", "apis": "model_id", "benchmarks": "score", "weights": "repo", "listings": "ticker"}
        key = chief.get(group["fields"][0])
        return {_folded(group["item"].get(k)) for k in (key, "since") if k and group["item"].get(k) is not None}
    given = [draft.raw.get(f) for f in group["fields"]] + [group.get("value")]
    return {_folded(v) for v in given if isinstance(v, (str, int, float))}


def _folded(value: Any) -> str:
    """A value as others would write it: "7B", "7 billion" and 7000000000 are one."""
    text = re.sub(r"(?<=\d)[,_](?=\d{3})", "", str(value).strip().lower())
    size = re.fullmatch(r"(\d+(?:\.\d+)?) ?(k|m|b|t|million|billion|trillion)", text)
    if size:
        text = str(round(float(size[1]) * {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}[size[2][0]]))
    return re.sub(r"^(\d+)\.0$", r"\1", text)


def _alike(a: str, b: str) -> bool:
    """Whether two values are of one shape, so that one alternative may be meant for either."""
    shapes = (r"\d{4}(-\d\d){0,2}", r"[\d.]+", r"true|false", r".*")
    return next(s for s in shapes if re.fullmatch(s, a, re.S)) == next(s for s in shapes if re.fullmatch(s, b, re.S))


@rule
def sizes_in_names_are_in_fields(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        if any(g.get("note") for g in draft.groups if {"total_params", "active_params"} & set(g["fields"])):
            continue
        total, active = draft.raw.get("total_params"), draft.raw.get("active_params")
        for mark, number, unit in _SIZE.findall(re.sub(r"(\d)x\d+(\.\d+)?B", r"\1 experts", str(draft.raw.get("name")), flags=re.I)):
            size = float(number) * (1e9 if unit in "Bb" else 1e12)
            known = [v for v in ((active,) if mark else (total, active)) if v]
            if not any(abs(v - size) <= 0.1 * size or _rounds_to(v, number, unit) for v in known):
                field = "active_params" if mark else "total_params"
                yield (
                    draft,
                    field,
                    f"the name gives {mark}{number}{unit}, the fields give {known or 'no size'}: fill {field}, or say why in a note",
                )


def _rounds_to(value: int, number: str, unit: str) -> bool:
    digits = len(number.partition(".")[2])
    return f"{value / (1e9 if unit in 'Bb' else 1e12):.{digits}f}" == number


@rule
def one_sentence_gives_one_context(tree: Tree) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], dict[int, list[Draft]]] = {}
    for draft in models(tree):
        value = draft.raw.get("context_tokens")
        for group in draft.groups:
            if value is not None and "context_tokens" in group["fields"] and not group.get("note"):
                place = (str(draft.raw.get("family")), str(group.get("source")), str(group.get("locator")))
                seen.setdefault(place, {}).setdefault(value, []).append(draft)
    for (_, source, locator), values in seen.items():
        for draft in (d for drafts in values.values() if len(values) > 1 for d in drafts):
            others = ", ".join(str(v) for v in sorted(values))
            what = f"{source}, {locator!r} proves different contexts in this family ({others}); give each its own row"
            yield draft, "context_tokens", what


@rule
def ended_models_are_not_current(tree: Tree) -> Iterator[Fault]:
    today = tree.dataset["date"]
    for draft in models(tree):
        apis = draft.raw.get("apis", [])
        if draft.raw.get("status") == "current" and draft.raw.get("open_weights") is False and apis and not _kept(apis, today):
            yield draft, "status", "closed, and all its API names have ended, so it is retired or superseded, not current"


@rule
def open_weights_have_a_licence_or_a_reason(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        if draft.raw.get("open_weights") and not any(row.get("scope") == "weights" for row in draft.raw.get("licenses", [])):
            reasons = [g for g in draft.groups if "open_weights" in g["fields"] and str(g.get("note", "")).startswith(NO_LICENSE)]
            if not reasons:
                what = f"open weights without a licence: record it, or say why not in a note on open_weights that begins {NO_LICENSE!r}"
                yield draft, "licenses", what


@rule
def base_terms_are_passed_on(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        base = tree.drafts["models"].get(str((draft.raw.get("base_model") or {}).get("model")))
        theirs = [_STRICT.get(str(row.raw.get("kind")), 0) for _, row in _weights_licenses(tree, base)] if base else []
        for item, text in _weights_licenses(tree, draft):
            named = any(row.get("duty_kind") == "base" for row in text.raw.get("rules", []))
            noted = any(p.get("note") for p in _proofs_of(draft, "licenses", item))
            if base and theirs and min(theirs) > _STRICT.get(str(text.raw.get("kind")), 0) and not named and not noted:
                yield (
                    draft,
                    "licenses",
                    f"its base model {base.id} has a stricter licence than {text.id}: cite a licence with a duty of kind base, or say in a "
                    "note how the two go together",
                )


def _weights_licenses(tree: Tree, draft: Draft) -> list[tuple[dict[str, Any], Draft]]:
    """The licences of the weights that are in force, each with its text."""
    rows = [row for row in draft.raw.get("licenses", []) if row.get("scope") == "weights"]
    texts = tree.drafts["licenses"]
    return [(row, texts[row["license"]]) for row in _kept(rows, tree.dataset["date"]) if row.get("license") in texts]


@rule
def prices_end_with_their_api(tree: Tree) -> Iterator[Fault]:
    today = tree.dataset["date"]
    for draft in models(tree):
        for endpoint in dict.fromkeys(str(row.get("endpoint")) for row in draft.raw.get("prices", [])):
            apis = [row for row in draft.raw.get("apis", []) if row.get("endpoint") == endpoint]
            prices = [row for row in draft.raw["prices"] if row.get("endpoint") == endpoint]
            if apis and not _kept(apis, today) and any(not row.get("until") for row in prices):
                last = max(row["until"] for row in apis)
                yield draft, "prices", f"its API names on {endpoint} have all ended, its price there has not: write until = {last!r}"


@rule
def aggregators_are_low(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for proof in _proofs(draft):
            url = str(_source(tree, proof).get("url"))
            if _is_aggregator(url) and with_defaults(proof, tree)["confidence"] != "low":
                yield draft, _place(proof), f'{_about(proof)}: {proof["source"]} is an aggregator or reseller: write confidence = "low"'


@cache
def _is_aggregator(url: str) -> bool:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    for known in _AGGREGATORS:
        name, _, path = known.lower().partition("/")
        if (host == name or host.endswith("." + name)) and f"{parts.path.lower()}/".startswith(f"/{path}/" if path else "/"):
            return True
    return False
