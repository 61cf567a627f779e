"""TOML. What is not known is left out, since TOML has no null."""

from typing import Any

from cnai.formats import Settings, picked
from cnai.report import Result


def write(result: Result, settings: Settings) -> str:
    """An array as [[records]] blocks, an object as a document."""
    return dumps(picked(result, settings))


def dumps(data: Any) -> str:
    import tomli_w

    return tomli_w.dumps(bare({"records": data} if isinstance(data, list) else data))


def bare(value: Any) -> Any:
    """The same without None, at any depth."""
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [bare(v) for v in value if v is not None]
    return value
