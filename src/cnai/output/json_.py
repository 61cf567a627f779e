"""JSON, one record a line inside an array, and JSON Lines. Invisible and control characters are escaped, so that no terminal obeys them."""

import json
import re
from typing import Any

from cnai.output.footnotes import Footnotes
from cnai.output.formats import picked
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.words.text import unsafe

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(result: Result, options: Options, footnotes: Footnotes) -> str:
    """The data as JSON text with one newline at the end."""
    return dumps(picked(result, options, footnotes), lines=options.format == "jsonl")


def dumps(data: Any, *, lines: bool = False) -> str:
    """JSON text. `lines` gives one value a line without brackets."""

    def one(value: Any) -> str:
        text = _ENCODE(value)
        return text if text.isprintable() else unsafe().sub(_escape, text)

    if lines:
        return "".join(one(row) + "\n" for row in (data if isinstance(data, list) else [data]))
    if isinstance(data, list):
        return "[" + ",".join("\n" + one(row) for row in data) + ("\n]\n" if data else "]\n")
    rows = []
    for key, value in data.items():
        body = dumps(value).rstrip("\n") if isinstance(value, list) and value and isinstance(value[0], dict) else one(value)
        rows.append(f"{one(key)}: {body}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
