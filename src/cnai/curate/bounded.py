"""A person's TOML file, read within bounds: what would cost the parser time or memory is refused before it is parsed."""

import os
import re
import stat
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from cnai.errors import BadData
from cnai.words.text import safe

LARGEST = 256 * 1024  # bytes in the file
LONGEST = 2000  # characters in a text
DEEPEST = 8  # levels of brackets
MOST_PARTS = 16  # dotted parts of a key
MOST_DOTS = 10_000  # in the whole file, outside of texts and comments
MOST_KEYS = 5000  # keys and headings
MOST_COMMAS = 20_000

_TOKEN = re.compile(r"""[ \t\r]+|#[^\n]*|\"{3}|'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\[\]{}=,.\n]|[^\s\[\]{}=,."'#]+|.""", re.DOTALL)
_BASIC_END = re.compile(r'(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}', re.DOTALL)
_LITERAL_END = re.compile(r"'{3,5}")
_HEADING = re.compile(r"\[\[?[ \t]*([A-Za-z0-9_.-]+)")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass
class Document:
    """A file's text and content, the day on which it was written, and on which lines its headings are."""

    path: str
    text: str
    day: str
    raw: dict[str, Any] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _blocks(self) -> dict[str, list[int]]:
        """Heading -> the lines on which it is."""
        out: dict[str, list[int]] = {}
        for line, name in self.headings:
            out.setdefault(name, []).append(line)
        for line, name in self.headings:  # [a.b] without [a]
            out.setdefault(name.partition(".")[0], [line])
        return out

    def line(self, name: str, number: int, key: str | None = None) -> int:
        """The line of the block of this number under a name, or of a key in it; the nearest that can be told."""
        blocks = self._blocks.get(name, [])
        if number >= len(blocks):  # written as one value: name = [{ … }]
            return next((n for n, row in enumerate(self._lines, 1) if row.partition("=")[0].strip() == name), 1)
        start = blocks[number]
        for n in range(start, self.end(name, start) - 1) if key else ():
            if re.split(r"[.=]", self._lines[n], maxsplit=1)[0].strip().strip("\"'") == key:
                return n + 1
        return start

    def end(self, name: str, start: int) -> int:
        """The line after a block: that of the next heading that is not of a part of it."""
        after = bisect_right(self.headings, (start, "\U0010ffff"))
        rest = (line for line, other in islice(self.headings, after, None) if not other.startswith(f"{name}."))
        return next(rest, len(self._lines) + 1)

    def where(self, line: int) -> str:
        """ "file:line"."""
        return f"{short_path(self.path)}:{line}"


def short_path(path: str) -> str:
    """A path that is safe to print, cut to a line."""
    text = safe(path)
    return text if len(text) <= 300 else f"{text[:300]}…"


def read(path: str) -> Document:
    """A file as a document. Raises BadData, with file and line where it can be told, for whatever is not a TOML file of a person's size."""
    data, day = _bytes(path)
    name = short_path(path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadData([f"{name}:{line}: this is not UTF-8 text (byte {error.start}): save it as UTF-8"]) from None
    return parsed(path, text, day)


def parsed(path: str, text: str, day: str) -> Document:
    """The document of a text. Raises BadData."""
    document = Document(path, text, day)
    _scan(document)
    try:
        document.raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        what = _PLACE.sub("", str(error)).removesuffix(" (at end of document)")
        raise BadData([f"{document.where(line)}: {safe(what)[:200]}: correct the TOML syntax there"]) from None
    return document


def _bytes(path: str) -> tuple[bytes, str]:
    """The content of a regular file of at most the largest size, and the day of its last change (UTC); nothing else is even read."""
    name = short_path(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        number = os.open(path, flags)
    except FileNotFoundError:
        raise BadData([f"{name}: the file is missing: cnai overlay init writes an example"]) from None
    except (OSError, ValueError) as error:
        raise BadData([f"{name}: cannot be read ({getattr(error, 'strerror', None) or error})"]) from None
    info = os.fstat(number)
    if not stat.S_ISREG(info.st_mode):
        os.close(number)
        raise BadData([f"{name}: is not a regular file: name a TOML file"])
    with os.fdopen(number, "rb") as file:
        try:
            data = file.read(LARGEST + 1) if info.st_size <= LARGEST else b"x" * (LARGEST + 1)
        except OSError as error:
            raise BadData([f"{name}: cannot be read ({error.strerror or error})"]) from None
    if len(data) > LARGEST:
        raise BadData([f"{name}: has more than {LARGEST // 1024} KiB: keep only your own facts in it"])
    return data, datetime.fromtimestamp(max(info.st_mtime, 0), UTC).date().isoformat()


def _scan(document: Document) -> None:
    """Walk over the text once, token by token: note the headings and refuse what is out of bounds. Raises BadData."""
    text = document.text
    at, line, depth, parts, dots, keys, commas = 0, 1, 0, 0, 0, 0, 0
    fresh = True  # nothing but blanks since the line began

    def refuse(what: str) -> BadData:
        return BadData([f"{document.where(line)}: {what}"])

    while at < len(text):
        token = _TOKEN.match(text, at)[0]  # type: ignore[index]  # its last alternative matches anything
        end = at + len(token)
        first = token[0]
        if first in " \t\r#":
            at = end
            continue
        if token in ('"""', "'''"):
            found = (_BASIC_END if first == '"' else _LITERAL_END).search(text, end)
            if found is None or (first == '"' and found.start() != end):
                raise refuse("a text is not closed")
            end = found.end()
        elif first in "\"'" and len(token) == 1:
            raise refuse("a text is not closed")
        if first in "\"'" and end - at > LONGEST + (6 if text.startswith(first * 3, at) else 2):
            raise refuse(f"a text has more than {LONGEST} characters")
        if first not in "\"'" and len(token) > LONGEST:
            raise refuse(f"a key or a value has more than {LONGEST} characters")
        if first == "[" and fresh and depth == 0:
            heading = _HEADING.match(text, at)
            document.headings.append((line, heading[1] if heading else ""))
            keys += 1
        keys += first == "="
        commas += first == ","
        depth += (first in "[{") - (first in "]}") if len(token) == 1 else 0
        if first == ".":
            dots += 1
            parts += 1
        elif not text.startswith(".", _next(text, end)) and first != ".":
            parts = 0
        if parts >= MOST_PARTS:
            raise refuse(f"a key has more than {MOST_PARTS} parts")
        if depth > DEEPEST:
            raise refuse(f"nested deeper than {DEEPEST} levels: no record is")
        if keys > MOST_KEYS or commas > MOST_COMMAS or dots > MOST_DOTS:
            raise refuse(f"more than {MOST_KEYS} keys: keep only your own facts in the file")
        line += text.count("\n", at, end)
        fresh = first == "\n"
        at = end


def _next(text: str, at: int) -> int:
    """The place of the next character that is not a blank."""
    while at < len(text) and text[at] in " \t":
        at += 1
    return at
