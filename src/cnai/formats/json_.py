"""JSON, one record a line inside an array, and JSON Lines. Invisible and control characters are escaped, so that no terminal obeys them."""

import json
import re
from typing import Any

from cnai.formats import Settings, picked
from cnai.output import stdout_is_utf8
from cnai.report import Result
from cnai.text import UNSAFE


def write(result: Result, settings: Settings) -> str:
    """The data as JSON text with one newline at the end."""
    return dumps(picked(result, settings), lines=settings.format == "jsonl")


def dumps(data: Any, *, lines: bool = False) -> str:
    """JSON text. `lines` gives one value a line without brackets."""
    ascii_only = not stdout_is_utf8()

    def one(value: Any) -> str:
        text = json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)
        return text if ascii_only else UNSAFE.sub(_escape, text)

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
