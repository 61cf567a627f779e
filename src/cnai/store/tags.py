"""The tags of Ollama: `deepseek-r1:7b` names a size of a family, `kimi-k2:1t-cloud` a size and where it runs."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cnai.store.folding import fold

if TYPE_CHECKING:
    from cnai.store.names import Match, Names

_SAID_NOTHING = re.compile(
    r"(?:latest|cloud|q\d\w*|iq\d\w*|fp\d+|f\d+|bf16|int\d|mxfp\d|nvfp\d|k|m|s|l|xs|xl|ud|gguf|mlx|\d)$", re.IGNORECASE
)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)([mbt])$", re.IGNORECASE)
_POINT = re.compile(r" ?(?!0 \d+[mbt])\d{1,3}(?![\dmbt])")  # a point release, not a date or a size
# Under these names Ollama has the generation after the first (https://ollama.com/library/qwen, /yi, /codeqwen).
_THEIRS = {"qwen": "qwen1.5", "yi": "yi-1.5", "codeqwen": "codeqwen1.5"}
_UNIT = {"m": 1e6, "b": 1e9, "t": 1e12}


def tagged(names: "Names", name: str, kinds: Sequence[str]) -> tuple[list["Match"], list["Match"]]:
    """(what a name with a tag means, what it may mean): the whole name, a size among names that begin so, or the record of that size."""
    base, _, tag = name.rpartition(":")
    words = [w for w in tag.split("-") if w and not _SAID_NOTHING.match(w)]
    if words and fold(base) in _THEIRS:
        base, words = _THEIRS[fold(base)], [w for w in words if w != "v1.5"]
    here = names.plain(base, kinds)
    if not words:
        return here, []
    rest = "-".join(words)
    whole = names.plain(f"{base}-{rest}", kinds) or names.plain(f"{base}{rest}", kinds)
    size = _SIZE.match(words[0])
    if whole or "model" not in kinds or not size:
        return whole, here
    start, behind = fold(base), fold(f"{base}-{rest}")
    begun = {row[0] for other, rows in names.store.beginning(start).items() if not _POINT.match(other[len(start) :]) for row in rows}
    sized = {row[0] for rows in names.store.beginning(behind).values() for row in rows}
    makers = set().union(*(names.makers.companies(m) for m in here))
    records = [r for r in names.store.some("models", "id", sorted(begun)) if r["company"] in makers or not makers]
    written = re.compile(rf"(?<![\d.])(?<![-_ ]a){re.escape(rest)}(?!\d|[b-z])", re.IGNORECASE)  # A35B is what is active of it
    spelt = {r["id"] for r in records if written.search(r["name"])}
    spelt = spelt & sized or spelt
    amount = float(size[1]) * _UNIT[size[2].lower()]
    own = [m for m in here if m.kind == "model" and _fits(names.makers.record(m).get("total_params"), amount)]
    if not spelt and len(own) == 1:
        return own, []
    spelt = spelt or {r["id"] for r in records if _fits(r.get("total_params"), amount)}
    found = [names.match(i, "hub", 1.0, "model") for i in sorted(spelt)]
    return (found, []) if found else ([], here)


def _fits(params: float | None, amount: float) -> bool:
    """Whether a model has about the size that a tag says."""
    return params is not None and abs(params - amount) <= 0.05 * amount
