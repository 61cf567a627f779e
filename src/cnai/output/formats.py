"""The formats an answer can be written in. Each module turns a Result into text; only the chosen one is imported."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from cnai.errors import InvalidQuery
from cnai.model.kinds import OF_RECORD
from cnai.model.shape import column, flat_names, flatten, keys, objects
from cnai.output.footnotes import OWNERS, Footnotes
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.store.catalogue import Catalogue
from cnai.words.light import light


@light
class Format:
    """`reading` ones are offered by every command, `whole` ones can hold all tables at once; the others are for export only."""

    name: str
    module: str
    endings: tuple[str, ...] = ()
    reading: bool = True
    whole: bool = False
    binary: bool = False


# A new format is one module with write(result, options, footnotes) -> str and one line here.
FORMATS = (
    Format("table", "terminal"),
    Format("json", "json_", (".json",), whole=True),
    Format("jsonl", "json_", (".jsonl", ".ndjson")),
    Format("csv", "delimited", (".csv",)),
    Format("tsv", "delimited", (".tsv", ".tab")),
    Format("markdown", "markdown", (".md", ".markdown")),
    Format("toml", "toml", (".toml",), whole=True),
    Format("html", "html", (".html", ".htm")),
    Format("sqlite", "sqlite", (".db", ".sqlite", ".sqlite3"), reading=False, whole=True, binary=True),
    Format("xlsx", "xlsx", (".xlsx",), reading=False, binary=True),
)
BY_NAME = {f.name: f for f in FORMATS} | {"md": next(f for f in FORMATS if f.name == "markdown")}
READING = tuple(f.name for f in FORMATS if f.reading)
EXPORTED = tuple(f.name for f in FORMATS if f.name != "table")


def chosen(name: str | None, allowed: Sequence[str] = READING) -> str | None:
    """The format that a name means, in any case. Raises InvalidQuery."""
    if name is None:
        return None
    found = BY_NAME.get(name.strip().lower())
    if found is None or found.name not in allowed:
        raise InvalidQuery(f"invalid value {name!r} (choose from {', '.join(allowed)})", tuple(allowed), option="format")
    return found.name


def of_file(path: str) -> str | None:
    """The format that a file's ending means, None for an ending of no format."""
    lower = path.lower()
    return next((f.name for f in FORMATS if lower.endswith(f.endings) and f.endings), None)


def render(result: Result, options: Options, catalogue: Catalogue | None = None) -> str:
    """The answer as text in the chosen format. Raises InvalidQuery for a field that it does not have."""
    options = with_fields(result, options)
    module = import_module(f"cnai.output.{BY_NAME[options.format].module}")
    text: str = module.write(result, options, Footnotes(catalogue, wanted=options.sources))
    return text


def with_fields(result: Result, options: Options) -> Options:
    """The options with the fields of the answer that are meant."""
    return Options(**{**vars(options), "fields": fields_named(result.allowed, options.fields)}) if options.fields else options


def fields_named(allowed: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """The fields that names or drawn headings mean, in any case. Raises InvalidQuery with the nearest and the allowed fields."""
    out = []
    for name in wanted:
        key = name.strip().lower().replace("-", "_").replace(" ", "_")
        if name in allowed:
            out.append(name)
            continue
        import difflib

        from cnai.questions.sorting import HEADINGS

        found = next((c for c in (key, *HEADINGS.get(key.replace("_", " "), ())) if c in allowed), None)
        if found is None:
            near = difflib.get_close_matches(key, allowed, n=2)
            hint = f"did you mean {' or '.join(near)}? " if near else ""
            raise InvalidQuery(f"no field {name!r} here; {hint}fields: {', '.join(allowed)}", tuple(allowed), option="fields")
        out.append(found)
    return tuple(dict.fromkeys(out))


def flat(row: dict[str, Any], cls: type[Any] | None) -> dict[str, Any]:
    """A row with its nested objects spread over flat columns; what the class does not know is kept."""
    if cls is None or not hasattr(cls, "__dataclass_fields__"):
        kind = OF_RECORD.get(str(row.get("record")))
        cls = kind.cls if kind and set(row) >= set(kind.cls.__dataclass_fields__) else None
    if cls is None:
        return dict(row)
    known = cls.__dataclass_fields__
    deep = set(objects(cls))
    out = flatten(cls, row)
    return {k: v for k, v in out.items() if k not in deep} | {k: v for k, v in row.items() if k not in known}


def text_rows(result: Result, options: Options) -> tuple[list[str], list[dict[str, Any]]]:
    """(columns, flat rows) for row-based formats. A single object becomes one row per field unless the result supplies its own rows."""
    if result.rows is not None:
        if "field" not in result.columns:
            return list(options.fields or result.columns), result.rows
        return list(result.columns), [r for r in result.rows if not options.fields or r.get("field") in options.fields]
    if not result.many:
        values = flat(result.data, type(result.answer)) if not isinstance(result.answer, dict) else dict(result.data)
        names = options.fields or tuple(k for k in values if k != "details" and not k.startswith("details_"))
        return ["field", "value"], [{"field": k, "value": values.get(k, result.data.get(k))} for k in names]
    columns = list(options.fields or result.columns)
    if columns and result.cls is not None and result.beside is None and all(isinstance(r, result.cls) for r in result.answer):
        known = keys(result.cls)
        wanted = [*columns, *(k for k in (("id",) if "id" in known else _OWNERS) if k in known and k not in columns)]
        getters = [(name, column(result.cls, name)) for name in wanted]  # only what is shown is read from a record
        return columns, [{name: get(record) for name, get in getters} for record in result.answer]
    raw = result.data
    columns = columns or list(flat(raw[0], result.cls) if raw else flat_names(result.cls) if result.cls else ())
    rows = []
    for row in raw:
        spread = flat(row, result.cls) | (result.beside(row) if result.beside else {})
        rows.append({c: spread[c] if c in spread else row.get(c) for c in columns} | {"id": row.get("id")} | _owner(row))
    return columns, rows


# What leads from a row that has no id to its evidence.
_OWNERS = ("model", "license", "subject", "currency", "unit", "score", "reported_by")


def _owner(row: dict[str, Any]) -> dict[str, Any]:
    return {} if row.get("id") else {k: row[k] for k in _OWNERS if k in row}


def picked(result: Result, options: Options, footnotes: Footnotes) -> Any:
    """The data for JSON and TOML, cut to the fields asked for; with sources, each row has a list of its own."""
    data = result.data
    if not result.many:
        one = _pick(data, result, options)
        if not footnotes:
            return one
        if result.rows and OWNERS in result.rows[0]:
            return one | {"sources": footnotes.of_cells(text_rows(result, options)[1])}
        return one | {"sources": footnotes.of_row(data, _columns(data, result, options), result.subject)}
    if footnotes:
        from cnai.output.footnotes import owner_of

        footnotes.expect([owner_of(row) for row in data])
    rows = [_pick(row, result, options) for row in data]
    if footnotes:
        return [
            r | {"sources": footnotes.of_row(row, _columns(row, result, options), result.subject)}
            for r, row in zip(rows, data, strict=True)
        ]
    return rows


def _columns(row: dict[str, Any], result: Result, options: Options) -> list[str]:
    return list(options.fields or result.columns or flat(row, result.cls))


def _pick(row: dict[str, Any], result: Result, options: Options) -> Any:
    if not options.fields:
        return row
    if not result.many and result.rows is not None:
        if "field" not in result.columns:
            return row | {"rows": [{f: r.get(f) for f in options.fields} for r in row["rows"]]}
        return row | {"rows": [r for r in row["rows"] if r["field"] in options.fields]}
    spread = flat(row, result.cls or (None if result.many else type(result.answer)))
    spread |= result.beside(row) if result.beside else {}
    return {f: row[f] if f in row else spread.get(f) for f in options.fields}


def footer(catalogue: Catalogue | None) -> str:
    """What every page ends with: whose data, of which day, under which licence."""
    return f"cnai data {catalogue.version} of {catalogue.day}, CC0-1.0" if catalogue else "cnai data, CC0-1.0"
