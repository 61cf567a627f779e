"""Read-only SQL over the flat tables, bounded in time, memory and rows.

A statement can only read: an authorizer allows SELECT, the named functions and the documented tables. SQLite's own limits bound the
length of a value, and a step budget ends what does not end by itself.
"""

import os
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from cnai.errors import InvalidQuery
from cnai.model.base import Frozen, entity
from cnai.store.catalogue import Catalogue
from cnai.store.tables import NAMES, VIEWS, columns
from cnai.words.labels import field, meaning

_COMPARED = re.compile(r"""(?:=|<>|!=|\blike\b|\bin\s*\()\s*"(\w+)\"""", re.IGNORECASE)
_LISTED = re.compile(r"""\bin\s*\([^()]*\)|\bbetween\s+\S+\s+and\s+\S+""", re.IGNORECASE)  # in ("mit", "apache-2-0"): text
_PLACED = re.compile(r"""(?:^|\b(?:select|distinct|by|where|having|and|or|not|on|when|case)\b)\s*"(\w+)"(?!\.)""", re.IGNORECASE)
_OF_SQLITE = re.compile(r"rowid|column\d+|key|value|type|atom|fullkey|path|parent")  # of every table, of values and of json_each
SECONDS = 3.0
MEMORY = 100 * 2**20  # bytes beyond what the process had before
STEPS = 1_000  # instructions of SQLite's machine between two looks at the clock
LONGEST = 100_000  # bytes in a value
ROWS = 100_000
SHORT = 12  # columns that an error lists
_FUNCTIONS = frozenset((
    "abs", "avg", "ceil", "ceiling", "coalesce", "concat", "concat_ws", "count", "date", "datetime", "floor", "format", "glob",
    "group_concat", "hex", "ifnull", "iif", "instr", "json", "json_array", "json_array_length", "json_each", "json_extract",
    "json_group_array", "json_group_object", "json_object", "json_quote", "json_tree", "json_type", "json_valid", "julianday", "length",
    "like", "likelihood", "likely", "lower", "ltrim", "max", "min", "mod", "nullif", "pow", "power", "printf", "quote", "replace",
    "round", "row_number", "rank", "dense_rank", "rtrim", "sign", "sqrt", "strftime", "string_agg", "substr", "substring", "sum", "time",
    "total", "trim", "typeof", "unicode", "unixepoch", "unlikely", "upper", "lag", "lead", "first_value", "last_value", "nth_value",
    "ntile", "percent_rank", "cume_dist", "->", "->>",
))  # fmt: skip


@entity
class SqlColumn(Frozen):
    """A column of a table of SQL."""

    table: str
    column: str
    unit: str | None = None
    meaning: str
    example: Any = None


def query(catalogue: Catalogue, text: str) -> tuple[list[str], list[dict[str, Any]]]:
    """(columns, rows) of one SELECT. Raises InvalidQuery for what cannot be read, is not allowed, or does not end."""
    _told_from_columns(text, [c for table in (*NAMES, *VIEWS) for c in columns(table)])
    connection = _restricted(catalogue)
    try:
        cursor = connection.execute(text)
        if cursor.description is None:
            raise InvalidQuery("only a SELECT is allowed; cnai sql --schema lists tables and columns")
        names = _distinct([d[0] for d in cursor.description])
        found = cursor.fetchmany(ROWS + 1)
    except (sqlite3.Error, sqlite3.Warning, ValueError, MemoryError, OverflowError) as error:
        raise InvalidQuery(explained(error, _tables(text))) from None
    finally:
        connection.close()
    if len(found) > ROWS:
        raise InvalidQuery(f"more than {ROWS} rows; add a LIMIT")
    return names, [dict(zip(names, (_plain(v) for v in row), strict=True)) for row in found]


def ids_where(catalogue: Catalogue, table: str, condition: str) -> set[str]:
    """The ids of the records for which a condition over the flat columns of their table holds."""
    return {row[0] for row in rows_where(catalogue, table, condition, ("id",))}


def rows_where(catalogue: Catalogue, table: str, condition: str, wanted: Sequence[str]) -> list[tuple[Any, ...]]:
    """Some columns of the rows for which a condition holds, in the order of the table. Raises InvalidQuery."""
    _told_from_columns(condition, columns(table), option="where")
    connection = _restricted(catalogue)
    try:
        # Parsed alone first, so that nothing can close the bracket and add to the query.
        if not sqlite3.complete_statement(f"select {condition}\n;") or ";" in _without_strings(condition):
            raise InvalidQuery("a condition must be one expression, such as total_params > 1e11", option="where")
        _balanced(condition)
        order = "" if table in VIEWS else " order by rowid"
        query = f'select {", ".join(wanted)} from "{table}" where ({condition}\n){order}'  # noqa: S608  # read only, see above
        return connection.execute(query).fetchall()
    except (sqlite3.Error, sqlite3.Warning, ValueError, MemoryError, OverflowError) as error:
        if isinstance(error, InvalidQuery):
            raise
        raise InvalidQuery(explained(error, (table,)), columns(table), option="where") from None
    finally:
        connection.close()


def _told_from_columns(text: str, names: Sequence[str], option: str | None = None) -> None:
    """Raises InvalidQuery for a value in double quotes that is also a column name, which SQLite reads as the column, and for an unknown
    name in double quotes where a column is expected, which SQLite reads as text."""
    bare = re.sub(r"--[^\n]*|/\*.*?\*/", " ", re.sub(r"'(?:[^']|'')*'", "''", text), flags=re.DOTALL)
    for quoted in _COMPARED.findall(bare):
        if quoted.casefold() in names:
            raise InvalidQuery(f"\"{quoted}\" in double quotes is a column name; for text use single quotes: '{quoted}'", option=option)
    bare = _LISTED.sub("", bare)
    placed = [m[1].casefold() for m in _PLACED.finditer(bare)]
    own = re.findall(r"\w+", _PLACED.sub(" ", bare).casefold())  # a name that the query gives also appears elsewhere in it
    known = {*names, *NAMES, *VIEWS, *own}
    for quoted in placed:
        if quoted not in known and not _OF_SQLITE.fullmatch(quoted):
            import difflib

            near = difflib.get_close_matches(quoted, dict.fromkeys(names), n=2, cutoff=0.5)
            hint = f"did you mean {', '.join(near)} or the text '{quoted}'?" if near else f"for text use single quotes: '{quoted}'"
            raise InvalidQuery(f'no such column: "{quoted}"; {hint}', option=option)


def _restricted(catalogue: Catalogue) -> sqlite3.Connection:
    connection = catalogue.store.database()
    connection.execute("select 1 from json_each('[]'), json_tree('[]')")  # made on first use, which the authorizer would refuse
    connection.execute("pragma mmap_size = 0")  # so that the memory of the process is what the query takes, not the file
    connection.set_authorizer(_only_reads)
    for limit in (sqlite3.SQLITE_LIMIT_LENGTH, sqlite3.SQLITE_LIMIT_SQL_LENGTH):
        connection.setlimit(limit, LONGEST)
    connection.set_progress_handler(_bounds(), STEPS)
    return connection


def _bounds() -> Callable[[], bool]:
    """What says that a query has taken too long or too much memory."""
    end, most, looks = time.monotonic() + SECONDS, _memory() + MEMORY, count()
    return lambda: time.monotonic() > end or (next(looks) % 16 == 0 and _memory() > most)


def _memory() -> int:
    """The bytes that the process has; on a system that does not tell, the most that it had, or 0."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        if sys.platform == "win32":
            return 0
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _only_reads(action: int, first: str | None, second: str | None, *_: Any) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_OK if str(second).lower() in _FUNCTIONS else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ:
        hidden = str(first).lower().startswith(("_", "sqlite_", "pragma_"))  # ours and SQLite's own; the rest are tables and names of WITH
        return sqlite3.SQLITE_DENY if hidden else sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE) else sqlite3.SQLITE_DENY


def _tables(text: str) -> tuple[str, ...]:
    """The tables that a query names."""
    import re

    named = {word.lower() for word in re.findall(r"(?:\bfrom|\bjoin|,)\s*[\"`\[]?(\w+)", text, re.IGNORECASE)}
    return tuple(t for t in (*NAMES, *VIEWS) if t in named)


def explained(error: Exception, tables: Sequence[str] = ()) -> str:
    """SQLite's complaint in words, with the nearest table, or column of the tables of the query (of all where it names none)."""
    import difflib

    text = str(error)
    if "interrupted" in text:
        return "the query took too long or too much memory and was stopped; add a WHERE or a LIMIT"
    if isinstance(error, MemoryError) or "too big" in text:
        return f"the query produced a value of more than {LONGEST} bytes and was stopped"
    if "one statement" in text:
        return "one query at a time: leave out what follows the first ;"
    if "prohibited" in text or "not authorized" in text:
        return f"{text}; only a SELECT over the tables of cnai sql --schema is allowed"
    kind, _, name = text.partition(": ")
    if kind in ("no such column", "no such table"):
        bare = name.rpartition(".")[2]
        names = (*NAMES, *VIEWS) if kind.endswith("table") else [c for t in tables or NAMES for c in columns(t)]
        known = [n for n in dict.fromkeys(names) if n != bare]
        near = difflib.get_close_matches(bare, known, n=2, cutoff=0.5)
        few = f"{' and '.join(tables)} has {', '.join(known)}" if tables and kind.endswith("column") and len(known) <= SHORT else ""
        return f"{text}; " + (f"did you mean {' or '.join(near)}?" if near else few or "cnai sql --schema lists them")
    return text


def _without_strings(text: str) -> str:
    out, quote = [], ""
    for c in text:
        if quote:
            quote = "" if c == quote else quote
        elif c in "'\"`":
            quote = c
        else:
            out.append(c)
    return "".join(out)


def _balanced(condition: str) -> None:
    depth = 0
    bare = _without_strings(condition)
    for c in bare:
        depth += (c == "(") - (c == ")")
        if depth < 0:
            break
    if depth or "--" in bare or "/*" in bare:
        raise InvalidQuery("a condition must be one expression with balanced brackets and no comments", option="where")


def _distinct(names: Sequence[str]) -> list[str]:
    """Column names, each once: a second "id" becomes "id_2"."""
    out: list[str] = []
    for name in names:
        count = 2
        chosen = name
        while chosen in out:
            chosen, count = f"{name}_{count}", count + 1
        out.append(chosen)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return None
    return value.hex() if isinstance(value, bytes) else value


def schema(catalogue: Catalogue) -> tuple[SqlColumn, ...]:
    """Every table and column with unit, meaning and an example value."""
    out = []
    connection = catalogue.store.database()
    try:
        for table in (*NAMES, *VIEWS):
            for name in columns(table):
                found = connection.execute(f'select "{name}" from "{table}" where "{name}" is not null limit 1').fetchone()  # noqa: S608  # names are ours
                example = found and _short(found[0])
                out.append(SqlColumn(table=table, column=name, unit=field(name).unit, meaning=meaning(table, name), example=example))
    finally:
        connection.close()
    return tuple(out)


def _short(value: Any) -> Any:
    return value[:60] + "…" if isinstance(value, str) and len(value) > 60 else value
