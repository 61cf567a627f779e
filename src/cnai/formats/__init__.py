"""The formats an answer can be written in. Each module turns a Result into text; only the chosen one is imported."""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from cnai.catalogue import Catalogue
from cnai.entities import TABLE_OF, TABLES
from cnai.errors import Usage
from cnai.fields import field as label
from cnai.plain import flatten
from cnai.report import Result

# Name -> module. A new format is one module with write(result, settings) -> str and one line here.
FORMATS = {
    "table": "terminal",
    "json": "json_",
    "jsonl": "json_",
    "csv": "separated",
    "tsv": "separated",
    "markdown": "markdown",
    "toml": "toml",
}
SAME = {"md": "markdown"}


@dataclass(slots=True, repr=False, eq=False)
class Settings:
    """How to write: the format's name, the fields asked for, header line, sources, and colour and width for a terminal."""

    format: str = "table"
    fields: tuple[str, ...] = ()
    header: bool = True
    sources: bool = False
    colour: bool = False
    width: int | None = None
    catalogue: Catalogue | None = None
    cited: dict[str, int] = field(default_factory=dict)
    others: dict[tuple[str, str, str, str], str | None] = field(default_factory=dict)

    def note(self, subject: str, name: str) -> list[int]:
        """The numbers of the sources behind a field of a record, in order of first mention; none unless sources are asked for."""
        if not self.sources or self.catalogue is None or not subject or not name:
            return []
        from cnai.questions.proof import proofs

        rows = proofs(self.catalogue, subject, name)
        for row in rows:
            for other in row["alternatives"]:
                self.others.setdefault((row["subject"], row["field"], other["value"], other["source"]), other["note"])
        return [self.cited.setdefault(source, len(self.cited) + 1) for source in dict.fromkeys(r["source"] for r in rows)]

    def otherwise(self) -> list[str]:
        """What other sources say of the values mentioned so far, a line each."""
        lines = []
        for (subject, name, value, source), note in self.others.items():
            title = self.catalogue.source(source).title if self.catalogue else source
            lines.append(f"{subject}, {label(name).label}: {value} ({title})" + (f": {note}" if note else ""))
        return lines

    def notes(self) -> list[tuple[int, Any]]:
        """The numbered sources mentioned so far."""
        if self.catalogue is None:
            return []
        return [(n, self.catalogue.source(s)) for s, n in self.cited.items()]


def render(result: Result, settings: Settings) -> str:
    """The answer as text in the chosen format."""
    if settings.fields:
        check_fields(result, settings.fields)
    module = import_module(f"cnai.formats.{FORMATS[settings.format]}")
    text: str = module.write(result, settings)
    return text


def check_fields(result: Result, wanted: tuple[str, ...]) -> None:
    allowed = allowed_fields(result)
    for name in wanted:
        if name not in allowed:
            raise Usage(f"no field {name!r} here. Fields: {', '.join(allowed)}", allowed)


def allowed_fields(result: Result) -> list[str]:
    """The flat fields of this answer, and the nested ones as they stand in JSON."""
    if result.allowed:
        return list(result.allowed)
    rows = result.data if isinstance(result.data, list) else [result.data]
    names = [k for row in rows[:1] for k in (*flat(row), *row)]
    return list(dict.fromkeys([*result.columns, *names]))


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its nested objects spread over flat columns."""
    table = TABLE_OF.get(str(row.get("record")))
    cls = TABLES.get(table or "")
    if cls is not None and "name" in row and set(row) >= set(cls.__dataclass_fields__):
        extra = {k: v for k, v in row.items() if k not in cls.__dataclass_fields__}
        return flatten(cls, row) | extra
    out: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            out |= {f"{key}_{k}": v for k, v in value.items()}
        else:
            out[key] = value
    return out


def text_rows(result: Result, settings: Settings) -> tuple[list[str], list[dict[str, Any]]]:
    """(columns, flat rows) for the formats of rows. One object becomes a row for each field, unless it says how it lies in rows."""
    if result.rows is not None:
        rows = result.rows
        if settings.fields:
            rows = [r for r in rows if r.get("field") in settings.fields]
        return list(result.columns), rows
    if isinstance(result.data, dict):
        values = flat(result.data)
        names = settings.fields or tuple(k for k in values if k != "details")
        pairs = [{"field": k, "value": values.get(k, result.data.get(k))} for k in names]
        return ["field", "value"], pairs
    columns = list(settings.fields or result.columns or (flat(result.data[0]) if result.data else ()))
    rows = []
    for raw in result.data:
        spread = flat(raw)
        rows.append({c: spread[c] if c in spread else raw.get(c) for c in columns} | {"id": raw.get("id")})
    return columns, rows


def picked(result: Result, settings: Settings) -> Any:
    """The data for JSON and TOML, cut to the fields asked for."""
    if not settings.fields:
        return result.data

    def pick(row: dict[str, Any]) -> dict[str, Any]:
        spread = flat(row)
        return {f: row[f] if f in row else spread.get(f) for f in settings.fields}

    if isinstance(result.data, dict):
        if result.rows is not None:
            keep = [r for r in result.data["rows"] if r["field"] in settings.fields]
            return result.data | {"rows": keep}
        return pick(result.data)
    return [pick(row) for row in result.data]


def footer(settings: Settings) -> str:
    """What every page ends with: whose data, of which day, under which licence."""
    cat = settings.catalogue
    return f"cnai data {cat.version} of {cat.as_of or cat.date}, CC0-1.0" if cat else "cnai data, CC0-1.0"
