"""Text that would harm whoever opens it, and the invented catalogue with it before every free text."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

from cnai.curate.compile import compile_tree, database
from cnai.curate.tree import read_tree
from cnai.store.file import NAME
from trees import INVENTED

MARKUP = (
    "=1+1", "[red]x[/red]", "[/]", ":fire:", "[link=file:///x]l[/link]", "<script>alert(1)</script>", "</script>", "<b", '"on="', "|",
)  # fmt: skip
ESCAPES = "\x1b[31m \x1b[2J \x1b]0;t\x07 \x9b5m \x08 \r \u202e \u2066 \u200b \ufeff \U000e0041 \x00"
HOSTILE = " ".join(MARKUP) + f" `code` ![i](http://example.org/i.png) [l](http://example.org) **b** &lt; \\ {ESCAPES} end"
# The fields that hold free text: every other one is an id, a date, a number or a word of a fixed list.
FREE = {
    "name", "short_name", "name_zh", "legal_name", "former_names", "aliases", "article_names", "pinyin", "hq", "country", "summary",
    "title", "meaning", "detail", "claim", "fact", "place", "note", "locator", "publisher", "author", "language", "duty", "clause",
    "exchange", "ticker", "list", "authority", "variant", "evaluator", "settings", "hardware", "tier_title", "value", "repo",
    "huggingface", "modelscope", "github", "arxiv", "model_id", "operator", "spdx", "languages",
}  # fmt: skip


def control(text: str) -> set[str]:
    """The characters of a text that a terminal could obey or a reader not see, apart from line breaks and tabs."""
    return {c for c in set(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in "\n\t"}


def poisoned(value: Any, text: str, key: str = "", free: set[str] = FREE) -> Any:
    """Plain data with `text` before every free text in it."""
    if isinstance(value, dict):
        return {k: poisoned(v, text, k, free) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v, text, key, free) for v in value]
    return f"{text} {value}" if isinstance(value, str) and key in free else value


def poisoned_data(folder: Path, text: str, free: set[str] = FREE) -> Path:
    """The invented data, compiled with a text before every free text, which a check of the data would refuse."""
    compiled = compile_tree(read_tree(INVENTED))
    compiled.raw = poisoned(compiled.raw, text, free=free)
    compiled.head |= {key: poisoned(compiled.head[key], text, free=free) for key in ("article", "tiers")}
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(database(compiled))
    return folder / NAME
