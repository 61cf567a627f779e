"""Markdown tables (GitHub's dialect), sources as footnotes, and where the data comes from at the end."""

import re
from typing import Any

from cnai.fields import field
from cnai.formats import Settings, footer, text_rows
from cnai.formats.separated import plain
from cnai.report import Result
from cnai.text import one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&])")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, link, image or HTML of it works."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def write(result: Result, settings: Settings) -> str:
    """One table, then footnotes where sources are asked for, then the foot line."""
    columns, rows = text_rows(result, settings)
    out = []
    if settings.header:
        names = [result.labels.get(c) or (c if c in ("field", "value") else field(c).label) for c in columns]
        out += [_row([escaped(n) for n in names]), _row(["---"] * len(columns))]
    for row in rows:
        out.append(_row([_cell(row, c, result, settings) for c in columns]))
    notes = settings.notes()
    if notes:
        out.append("")
    out += [f"[^{n}]: {escaped(s.title)}, {escaped(s.publisher)}, {_url(s.url)}" for n, s in notes]
    others = settings.otherwise()
    if others:
        out += ["", "Other sources say:", "", *(f"- {escaped(line)}" for line in others)]
    out += ["", escaped(footer(settings)), ""]
    return "\n".join(out)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(row: dict[str, Any], column: str, result: Result, settings: Settings) -> str:
    value = row.get(column)
    text = escaped(plain(value))
    if value in (None, [], ""):
        return text
    where = (result.subject, str(row.get("field"))) if column == "value" else (str(row.get("id") or ""), column)
    return text + "".join(f"[^{n}]" for n in settings.note(*where))


def _url(url: str) -> str:
    """A web address as a link, any other as text."""
    if not url.startswith(("https://", "http://")):
        return escaped(url)
    return "<" + one_line(url).replace("<", "%3C").replace(">", "%3E").replace(" ", "%20") + ">"
