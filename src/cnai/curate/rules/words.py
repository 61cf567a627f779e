"""Rules on prose: clean, of a length, and no number that a field contradicts."""

import re
from collections.abc import Iterator

from cnai.curate.rules.base import Fault, models, rule, walk
from cnai.curate.tree import Tree
from cnai.words.text import unsafe

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|T|billion|trillion)\b[ -](?:total |active |activated )?param", re.I)
_CONTEXT = re.compile(r"(\d+(?:\.\d+)?)\s*([KM])\b[ -](?:token|context)", re.I)


@rule
def text_is_clean(tree: Tree) -> Iterator[Fault]:
    for draft in tree.all():
        for path, leaf in (*walk(draft.raw), *walk({"evidence": draft.groups})):
            if isinstance(leaf, str) and (bad := unsafe().search(leaf)):
                yield draft, path.partition(".")[0], f"{path} has the hidden character U+{ord(bad[0]):04X}: delete it"
            elif isinstance(leaf, str) and leaf != leaf.strip():
                yield draft, path.partition(".")[0], f"{path} starts or ends with a space"


@rule
def summaries_have_a_length(tree: Tree) -> Iterator[Fault]:
    for draft in tree.drafts["companies"].values():
        words = len(str(draft.raw.get("summary", "")).split())
        if not 60 <= words <= 120:
            yield draft, "summary", f"the summary has {words} words; write 60 to 120"


@rule
def prose_agrees_with_fields(tree: Tree) -> Iterator[Fault]:
    for draft in models(tree):
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
