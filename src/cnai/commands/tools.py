"""The questions as tools for agents: inputs are the options of each command, answers have its JSON Schema, the data's date and sources."""

import inspect
import re
import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, get_args, get_origin

from cnai.api import load
from cnai.commands import Command, find
from cnai.commands.names import Listed
from cnai.commands.options import Run, refuse_empty
from cnai.commands.schema import used
from cnai.errors import InvalidQuery
from cnai.output.drawing import blocks_of, cells, is_known
from cnai.output.footnotes import Footnotes
from cnai.output.options import Options
from cnai.output.result import Result
from cnai.questions import changes, claims, search
from cnai.words.money import CURRENCIES
from cnai.words.quantities import one_of

TOOLS = ("search", "show", "compare", "can", "prices", "news", "why", "claims", "sql")
# Options that only shape what is drawn, or the exit code.
NOT_HERE = {"each", "exit_code", "all_"}
# Parameter -> its words, where they are a fixed list.
FIXED = {
    "currency": CURRENCIES, "verdict": claims.VERDICTS, "now": claims.NOW, "type": changes.TYPES, "in": search.IN,
    "expand": ("models",),
}  # fmt: skip
EXAMPLES = {"region": "DE", "tier": "3"}  # in lists of what is no name
LIMIT, MOST = 20, 1000
FEW = 6  # entries of each list beside a record, where no limit is given
NEWEST = {"events": "date", "families": "latest_released"}  # lists in another order -> the day that counts
DATE = "The day asked about, such as 2025-11-03 or 30d; without it, the data's own."
TYPES: dict[type, tuple[str, str]] = {
    str: ("string", "text"), bool: ("boolean", "true or false"), int: ("integer", "a whole number"), float: ("number", "a number"),
}  # fmt: skip


@dataclass(frozen=True)
class Input:
    """An argument of a tool. `own` is the parameter of the command; `listed` whether the command takes a list of it."""

    name: str
    own: str
    kind: type
    listed: bool
    wrapped: bool
    help: str
    default: Any
    required: bool

    def schema(self) -> dict[str, Any]:
        """What may be given, as JSON Schema."""
        one: dict[str, Any] = {"type": TYPES[self.kind][0]}
        if self.name in FIXED:
            one["enum"] = list(FIXED[self.name])
        if self.kind is int:
            one |= {"minimum": 1, "maximum": MOST}
        body: dict[str, Any] = {"type": "array", "items": one} if self.listed else one
        if self.required and self.listed:
            body["minItems"] = 1
        return body | {"description": self.help} | ({"default": self.default} if self.default not in (None, False) else {})

    def checked(self, value: Any) -> Any:
        """The value as the command takes it. Raises InvalidQuery."""
        if self.listed:
            if not isinstance(value, list) or (self.required and not value):
                raise InvalidQuery(f"{self.name} must be a list, such as [{self._example}]")
            return Listed(self._one(v) for v in value)
        return [self._one(value)] if self.wrapped else self._one(value)

    @property
    def _example(self) -> str:
        return f'"{FIXED[self.name][0] if self.name in FIXED else EXAMPLES.get(self.name, "kimi-k2")}"'

    def _one(self, value: Any) -> Any:
        if self.name == "mau" and isinstance(value, (int, float)) and not isinstance(value, bool):
            value = f"{value:.0f}"  # a number as such, though it is asked for as text such as 3M
        right = isinstance(value, (int, float) if self.kind is float else self.kind) and (self.kind is bool or not isinstance(value, bool))
        if not right:
            raise InvalidQuery(f"{self.name} must be {TYPES[self.kind][1]}, not {value!r:.60}")
        if self.kind is int and not 1 <= value <= MOST:
            raise InvalidQuery(f"{self.name} must be from 1 to {MOST}, not {value}")
        if isinstance(value, str) and (value.strip() == "-" or value.strip().startswith("@")):
            raise InvalidQuery(f"{self.name}: {value!r:.60} is no name; a tool reads no files")
        return one_of(value, FIXED[self.name], self.name) if self.name in FIXED else value


@dataclass(frozen=True, eq=False)
class Tool:
    """A question with what it takes."""

    spec: Command
    ask: Callable[..., Result]

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def description(self) -> str:
        """What it answers, without the examples of the command line."""
        return inspect.cleandoc(self.ask.__doc__ or "").partition("\n\n\b\n")[0]

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The parameters of the command, and what every tool takes."""
        own = [_input(p) for p in inspect.signature(self.ask).parameters.values() if p.name != "run" and p.name not in NOT_HERE]
        shared = [
            Input("as_of", "as_of", str, False, False, DATE, None, False),
            Input(
                "limit",
                "limit",
                int,
                False,
                False,
                f"At most so many rows (else {LIMIT}), or entries of each list and sources (else {FEW} and {LIMIT}).",
                None,
                False,
            ),
        ]
        named = {i.name for i in shared}
        return (*(i for i in own if i.name not in named), *shared)

    def input_schema(self) -> dict[str, Any]:
        """The arguments as JSON Schema."""
        required = [i.name for i in self.inputs if i.required]
        out: dict[str, Any] = {"type": "object", "properties": {i.name: i.schema() for i in self.inputs}, "additionalProperties": False}
        return out | ({"required": required} if required else {})

    def output_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The answer as JSON Schema, from the schema document of the catalogue."""
        rows = {"type": "array", "items": {"type": "object"}}
        source = {"$ref": "#/$defs/Source"}
        body = {
            "as_of": {"type": "string", "description": "The last day that the answer covers."},
            "data_version": {"type": "string", "description": "The version of the data."},
            "answer": schema["answers"].get(self.name, rows),
            "sources": {"type": "array", "items": source, "description": "The sources behind the answer."},
            "notes": {"type": "array", "items": {"type": "string"}, "description": "What a reader should know."},
        }
        known = used([body], schema["$defs"])
        return {"type": "object", "properties": body, "required": list(body), "additionalProperties": False, "$defs": known}

    def call(self, given: dict[str, Any], data: str | None = None) -> dict[str, Any]:
        """The answer as plain data. Raises CnaiError for what cannot be answered."""
        values = self._checked(given)
        given_limit, day = values.pop("limit", None), values.pop("as_of", None)
        limit = given_limit or LIMIT
        takes_limit = "limit" in inspect.signature(self.ask).parameters
        run = Run(as_of=day, data=data)
        result = self.ask(run, **values, **({"limit": limit} if takes_limit else {}))
        notes = list(run.notes(result))
        answer = result.data
        if result.many and len(answer) > limit:
            notes.append(f"{len(answer)} rows, the first {limit} are given: {'raise limit, or ' * (limit < MOST)}ask for less")
            result = result.but(answer=result.answer[:limit], view=None)
            answer = result.data
        elif not result.many:
            answer, cut = _cut(answer, given_limit or FEW)
            notes += cut
        sources = _sources(result, Footnotes(run.catalogue, wanted=True))
        if not result.many and len(sources) > limit:
            notes.append(f"{len(sources)} sources, the first {limit} are given: raise limit for more, or ask why about one field")
            sources = sources[:limit]
        return {
            "as_of": run.catalogue.day,
            "data_version": run.catalogue.version,
            "answer": answer,
            "sources": sources,
            "notes": [_within(in_words(note)) for note in notes],
        }

    def _checked(self, given: dict[str, Any]) -> dict[str, Any]:
        known = {i.name: i for i in self.inputs}
        given = {one_of(name, tuple(known), "argument"): value for name, value in given.items()}
        missing = [i.name for i in self.inputs if i.required and i.name not in given]
        if missing:
            raise InvalidQuery(f"{self.name} needs {missing[0]}: {known[missing[0]].help}")
        values = {known[name].own: known[name].checked(value) for name, value in given.items() if value is not None}
        refuse_empty(values)
        return values


def tools() -> tuple[Tool, ...]:
    """Every tool, in the order of their use."""
    out = []
    for name in TOOLS:
        spec = find(name)
        assert spec is not None  # noqa: S101  # a test holds it
        out.append(Tool(spec, import_module(f"cnai.commands.{spec.module}").command))
    return tuple(out)


def in_words(text: str) -> str:
    """A sentence for the command line, with arguments in place of options."""
    return re.sub(r"(?<!\w)--(?=[a-z])", "", text)


def schema() -> dict[str, Any]:
    """The schema document of the records and answers."""
    found: dict[str, Any] = load().store.meta("schema")
    return found


def _input(p: inspect.Parameter) -> Input:
    hint, info = get_args(p.annotation)[:2]
    if isinstance(hint, types.UnionType):
        hint = next(h for h in get_args(hint) if h is not types.NoneType)
    listed = get_origin(hint) is list
    name = p.name.strip("_")
    text = (info.help or "").partition("; @")[0].rstrip(".") + "."
    wrapped = listed and name in ("name", "text")  # words on the command line, one text here
    required = p.default is inspect.Parameter.empty or (name in ("names",) and info.metavar in ("NAME ...", "A B ..."))
    kind = get_args(hint)[0] if listed else hint
    return Input(name, p.name, kind, listed and not wrapped, wrapped, text, None if required else p.default, required)


def _within(note: str) -> str:
    """A note that advises no limit that is too high."""
    return re.sub(r"use limit (\d+)", lambda m: m[0] if int(m[1]) <= MOST else f"at most {MOST} are given at once, so ask for less", note)


def _cut(answer: dict[str, Any], limit: int) -> tuple[dict[str, Any], list[str]]:
    """The record with the long lists beside it shortened, and what was left out."""
    details = answer.get("details")
    if not isinstance(details, dict):
        return answer, []
    notes = [
        f"{len(rows)} {key}, the {'newest' if key in NEWEST else 'first'} {limit} are given: raise limit for more"
        for key, rows in details.items()
        if len(rows) > limit
    ]
    return answer | {"details": {key: _first(key, rows, limit) for key, rows in details.items()}}, notes


def _first(key: str, rows: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """The newest of a list that comes in another order, the first of any other, in their order."""
    day = NEWEST.get(key)
    kept = sorted(range(len(rows)), key=lambda i: (rows[i][day] or "") if day else "", reverse=bool(day))[:limit]
    return [rows[i] for i in sorted(kept)]


def _sources(result: Result, footnotes: Footnotes) -> list[dict[str, Any]]:
    """The sources behind what people would see of the answer, in the order of first mention."""
    from cnai.model.shape import plain

    if result.many:
        result = result.but(view=None)
    for cell in cells(blocks_of(result, Options())):
        if is_known(cell):
            footnotes.numbers(cell)
    return [plain(source) for _, source in footnotes.cited()]
