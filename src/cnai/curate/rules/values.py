"""Rules on sizes, prices, addresses, weights."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from cnai.curate.rules.base import Fault, models, rule, short
from cnai.curate.tree import Tree
from cnai.model.kinds import TABLE_OF, TABLES
from cnai.model.shape import leaves


@rule
def urls_are_canonical(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for path, leaf, kind in leaves(TABLES[TABLE_OF[draft.record]], draft.raw):
            if kind == "url" and isinstance(leaf, str):
                try:
                    parts = urlsplit(leaf)
                except ValueError as error:
                    yield draft, path.partition(".")[0], f"{path} {leaf} is not an address: {error}"
                    continue
                why = (
                    "must be https" if parts.scheme != "https"
                    else "has no host" if not parts.hostname
                    else "has capitals in its host" if parts.netloc != parts.netloc.lower()
                    else "has a fragment" if parts.fragment
                    else "has tracking parameters" if re.search(r"(^|&)(utm_\w+|spm|from|ref|share_token)=", parts.query)
                    else "has spaces" if re.search(r"\s", leaf)
                    else ""
                )  # fmt: skip
                if why:
                    yield draft, path.partition(".")[0], f"{path} {leaf} {why}"


@rule
def active_is_at_most_total(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
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
            yield draft, "active_params", "a dense model has no active_params; list it in not_applicable"


@rule
def context_is_sane(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for key in ("context_tokens", "weights_context_tokens", "max_output_tokens"):
            value = draft.raw.get(key)
            if value is not None and not 256 <= value <= 20_000_000:
                yield draft, key, f"{key} {value} is out of bounds: write plain tokens, 131072 for 128K"


@rule
def prices_are_sane(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        for row in draft.raw.get("prices", []):
            sums = [row.get(k) for k in ("cached_input", "input", "output")]
            given = [s for s in sums if s is not None]
            if any(not 0 <= s <= 100_000 for s in given) or (not given and row.get("cache_write") is None):
                yield draft, "prices", f"price of {row.get('endpoint')} is out of bounds or empty: {short(row)}"
            if given != sorted(given):
                yield (
                    draft,
                    "prices",
                    f"price of {row.get('endpoint')}: cached_input ≤ input ≤ output does not hold: {given}",
                )
            if not re.fullmatch(r"[A-Z]{3}", str(row.get("currency"))):
                yield draft, "prices", f"currency {row.get('currency')!r} must be an ISO 4217 code such as CNY or USD"


@rule
def open_weights_can_be_got(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
        raw = draft.raw
        places = [raw.get(k) for k in ("weights", "huggingface", "modelscope", "github", "url")]
        if raw.get("open_weights") and not any(places):
            yield (
                draft,
                "open_weights",
                "open weights need a place to download them: huggingface, modelscope, weights, github or url",
            )
        if raw.get("open_weights") is False and (raw.get("weights") or raw.get("weights_released")):
            yield draft, "open_weights", "closed, but it has weights; one of the two is wrong"
