"""TOML. What is not known is left out, since TOML has no null; in an array, where the place counts, it is an empty string."""

import re
from typing import Any

from cnai.output.footnotes import Footnotes
from cnai.output.formats import picked
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import unsafe


def write(result: Result, options: Options, footnotes: Footnotes) -> str:
    """An array as [[records]] blocks, an object as a document."""
    return dumps(picked(result, options, footnotes))


def dumps(data: Any) -> str:
    """Plain data as TOML, an array under "records"."""
    import tomli_w

    text = tomli_w.dumps(without_null({"records": data} if isinstance(data, list) else data))
    return unsafe().sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    """A control or invisible character as TOML escapes it; tomli-w writes basic strings only, in which that means the character. A lone
    surrogate has no escape in TOML and becomes the replacement character."""
    code = ord(match[0])
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def without_null(value: Any) -> Any:
    """The same without None, at any depth; in arrays "" stands for it."""
    if isinstance(value, dict):
        return {k: without_null(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return ["" if v is None else without_null(v) for v in value]
    return value
