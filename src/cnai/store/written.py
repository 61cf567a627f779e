"""The names that a record has, as they are written in it."""

from collections.abc import Mapping
from typing import Any


def spoken(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, how) of everything that means this plain record and nothing else: what the build keeps unique."""
    names = [(record["id"], "id"), (record["name"], "name")]
    names += [(record[k], "alias") for k in ("short_name", "legal_name") if record.get(k)]
    names += [(n, "alias") for k in ("aliases", "former_names") for n in record.get(k) or ()]
    names += [(n, "article") for n in record.get("article_names") or ()]
    names += [(record["name_zh"], "chinese")] if record.get("name_zh") else []
    names += [(n, "pinyin") for n in record.get("pinyin") or ()]
    names += [(row["ticker"], "ticker") for row in record.get("listings") or ()]
    return names


def addresses(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, how) of repositories, organisations and papers, which several records may share."""
    out: list[tuple[str, str]] = []
    for field in ("huggingface", "modelscope", "github"):
        value = record.get(field) or ()
        out += [(n, "hub") for n in ([value] if isinstance(value, str) else value)]
    out += [(row["repo"], "hub") for row in record.get("weights") or ()]
    out += [(n.rpartition("/")[2], how) for n, how in out if "/" in n]
    return out + ([(record["arxiv"], "paper")] if record.get("arxiv") else [])
