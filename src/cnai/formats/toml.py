"""TOML. What is not known is left out, since TOML has no null."""

import re
from typing import Any

from cnai.formats import Settings, picked
from cnai.report import Result
from cnai.text import UNSAFE


def write(result: Result, settings: Settings) -> str:
    """An array as [[records]] blocks, an object as a document."""
    return dumps(picked(result, settings))


def dumps(data: Any) -> str:
    """Plain data as TOML, an array under "records"."""
    import tomli_w

    text = tomli_w.dumps(bare({"records": data} if isinstance(data, list) else data))
    return UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    """A control or invisible character as TOML escapes it; tomli-w writes basic strings only, in which that means the character."""
    code = ord(match[0])
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def bare(value: Any) -> Any:
    """The same without None, at any depth."""
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [bare(v) for v in value if v is not None]
    return value
