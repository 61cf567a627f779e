"""Another catalogue as entries in our terms: models.dev's api.json, the lists of OpenRouter and LiteLLM, or a table (CSV, TSV, JSON, JSONL)
whose columns are named as ours."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from cnai.errors import BadData, InvalidQuery
from cnai.model.records import Model
from cnai.model.shape import flat_names, marked, objects, plain_type
from cnai.questions.sorting import field_named
from cnai.words.dates import read
from cnai.words.money import currency_code
from cnai.words.quantities import misplaced_comma, threshold

EXPECTED = (
    "expected the api.json of models.dev ({provider: {models: {…}}}), or a CSV, TSV, JSON or JSONL table with a column id, name or model"
    " and others named as ours (cnai schema model)"
)
NAMES = ("id", "model", "name")
# Ours and what follows from other records: no other catalogue can differ in these.
_LEFT_OUT = {
    "id", "record", "name", "added", "changed", "origin", "overlaid", "checked", "summary", "past", "undisclosed", "not_applicable",
    "article_names", "predecessor", "license_url",
}  # fmt: skip
# How price tables call what a million tokens cost.
_PRICES = {
    **dict.fromkeys(("input", "inputprice", "priceinput", "pricesinput", "inputcost", "costinput"), "prices_input"),
    **dict.fromkeys(("output", "outputprice", "priceoutput", "pricesoutput", "outputcost", "costoutput"), "prices_output"),
    **dict.fromkeys(("cachedinput", "cacheread", "pricecachedinput", "pricescachedinput", "costcacheread"), "prices_cached_input"),
}
# How LiteLLM and OpenRouter call what one token costs, and the context.
_PER_TOKEN = {
    "inputcostpertoken": "prices_input", "pricingprompt": "prices_input",
    "outputcostpertoken": "prices_output", "pricingcompletion": "prices_output",
    "cachereadinputtokencost": "prices_cached_input", "pricinginputcacheread": "prices_cached_input",
}  # fmt: skip
_CONTEXT = ("maxinputtokens", "contextlength")
_PROVIDER = "litellm_provider"
_MILLION = 10**6
_DATED = frozenset((*marked(Model, "date"), "training_cutoff"))
_LARGEST_NUMBER = 10**18
_FLAG_WORDS = {"true": True, "yes": True, "1": True, "open": True, "false": False, "no": False, "0": False, "closed": False}
_MODALITIES = {"text", "image", "audio", "video"}


@dataclass(frozen=True, slots=True)
class Provider:
    """Who serves, in the other catalogue's words."""

    id: str
    name: str = ""
    api: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the other catalogue says of one model: its names there, and our fields with its values (None: it leaves them blank)."""

    names: tuple[str, ...]
    values: Mapping[str, Any]
    provider: Provider | None = None
    currency: str = "USD"
    """Of its prices."""
    assumed: bool = False
    """Whether it names no currency."""


@dataclass(frozen=True, slots=True)
class Other:
    """A catalogue that was read."""

    entries: list[Entry]
    ignored: list[str] = field(default_factory=list)
    """Columns that none of our fields is, or that are not compared."""


def other(text: str, where: str) -> Other:
    """The entries of a file's text. Raises BadData with what was expected."""
    start = text.lstrip()[:1]
    if not start:
        raise BadData([f"{where}: is empty: {EXPECTED}"])
    if start not in "{[":
        return _table(text, where)
    try:
        data = _json(text)
    except ValueError as error:
        lines = text.splitlines()
        if len(lines) < 2 or not lines[0].lstrip().startswith("{") or lines[0].strip() == "{":
            raise BadData([f"{where}:{getattr(error, 'lineno', 1)}: is not JSON ({_short(error)}): {EXPECTED}"]) from None
        data = _lines(lines, where)
    except RecursionError:
        raise BadData([f"{where}: is nested too deep: {EXPECTED}"]) from None
    found = _of_json(data)
    if found is None or not found.entries:
        raise BadData([f"{where}: has no models: {EXPECTED}"])
    return found


def of_providers(entries: list[Entry], providers: Sequence[str]) -> list[Entry]:
    """The entries of the providers named, all if none is. Raises InvalidQuery for one that the file has not."""
    if not providers:
        return entries
    wanted = {p.strip().lower() for p in providers}
    known = dict.fromkeys(e.provider.id for e in entries if e.provider)
    absent = sorted(wanted - {k.lower() for k in known})
    if absent:
        import difflib

        near = difflib.get_close_matches(absent[0], known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "the file has no providers" if not known else "see the keys of the file"
        raise InvalidQuery(f"no provider {absent[0]!r} in the file: {hint}", near, option="provider")
    return [e for e in entries if e.provider and e.provider.id.lower() in wanted]


def _json(text: str) -> Any:
    return json.loads(text, parse_constant=lambda _: None)


def _lines(lines: list[str], where: str) -> list[Any]:
    """JSON Lines."""
    out = []
    for number, line in enumerate(lines, 1):
        try:
            out += [_json(line)] if line.strip() else []
        except (ValueError, RecursionError) as error:
            raise BadData([f"{where}:{number}: is not JSON ({_short(error)}): {EXPECTED}"]) from None
    return out


def _short(error: Exception) -> str:
    return str(error).partition(": line")[0][:100]


def _of_json(data: Any) -> Other | None:
    """Entries by the shape of the data; None for a shape that is not known."""
    if isinstance(data, dict):
        providers = {k: v for k, v in data.items() if isinstance(v, dict) and isinstance(v.get("models"), dict)}
        if providers:
            return Other([e for pid, p in providers.items() for e in _provided(pid, p)])
        rows = next((data[k] for k in ("models", "records", "data") if isinstance(data.get(k), list)), None)
        if rows is None and not any(isinstance(data.get(k), str) for k in NAMES):
            rows = [{"id": k, **v} for k, v in data.items() if isinstance(v, dict)]
        data = [data] if rows is None else rows
    if not isinstance(data, list):
        return None
    ignored: dict[str, None] = {}
    entries = [e for row in data if isinstance(row, dict) for e in _row(row, ignored)]
    return Other(entries, list(ignored))


def _provided(pid: str, provider: dict[str, Any]) -> Iterator[Entry]:
    """The models of one provider of models.dev."""
    whose = Provider(pid, _text(provider.get("name")), _text(provider.get("api")))
    for mid, model in provider["models"].items():
        if isinstance(model, dict):
            yield Entry(_names(model, mid), their_fields(model), whose)


def _names(row: Mapping[str, Any], *more: str) -> tuple[str, ...]:
    found = [*more, *(_text(row.get(k)) for k in NAMES)]
    return tuple(dict.fromkeys(n[:200] for n in found if n.strip()))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _row(row: dict[str, Any], ignored: dict[str, None]) -> Iterator[Entry]:
    names = _names(row)
    if not names:
        return
    if isinstance(row.get("limit"), dict) or "release_date" in row or isinstance(row.get("cost"), dict):
        yield Entry(names, their_fields(row))
        return
    inner = objects(Model)
    flat: dict[str, Any] = {}
    for key, value in row.items():
        spread = isinstance(value, dict) and (key in inner or key == "pricing")
        flat |= {f"{key}_{sub}": v for sub, v in value.items()} if spread else {key: value}
    values: dict[str, Any] = {}
    currency = next((_text(v).strip() for k, v in flat.items() if k.strip().lower() == "currency"), "")
    for key, value in flat.items():
        name = _column(key)
        if name:
            values[name] = known(name, value) if _letters(key) not in _PER_TOKEN else _of_a_million(name, value)
        elif name is None and key.strip().lower() != "currency":
            ignored[key[:60]] = None
    whose = _text(flat.get(_PROVIDER))
    provider = Provider(whose, whose) if whose else None
    yield Entry(names, values, provider, currency_code(currency or "USD").upper(), assumed=not currency)


@lru_cache(maxsize=1000)
def _column(key: str) -> str | None:
    """The field that a column is; "" for one that is left out on purpose, None for one that is none of ours or cannot be compared."""
    letters = _letters(key)
    if named := _PRICES.get(letters) or _PER_TOKEN.get(letters) or ("context_tokens" if letters in _CONTEXT else None):
        return named
    if key.strip().lower() in (*NAMES, _PROVIDER) or key.strip().lower().endswith("_source"):
        return ""
    try:
        name = field_named(key, Model, "column")
    except InvalidQuery:
        return None
    name = "license_id" if name in ("license", "license_name") else name
    if name in _LEFT_OUT:
        return ""
    listed = plain_type(Model, name) is None
    return None if name not in flat_names(Model) or (listed and name not in LISTS) else name


def _letters(key: str) -> str:
    return "".join(c for c in key.lower() if c.isalpha())


def _of_a_million(name: str, value: Any) -> Any:
    """The price of a million tokens from that of one; 0 is no price."""
    one = known(name, value)
    return round(one * _MILLION, 10) if isinstance(one, (int, float)) and one else None


class Rounded(int):
    """A number that was written with a unit, such as 128K."""


_BLANK = ("—", "undisclosed", "n/a")  # how a missing value is drawn
LISTS = ("aliases", "kinds", "capabilities", "languages", "modalities_input", "modalities_output")


def known(name: str, value: Any) -> Any:
    """A value of a column as the field holds it; None for what is blank or no value of the field."""
    if isinstance(value, str):
        text = value.strip().removeprefix("'")
        return _typed(name, text) if text and text.lower() not in _BLANK else None
    if isinstance(value, list):
        items = [v.strip()[:200] for v in value if isinstance(v, str) and v.strip()]
        return items or None
    if isinstance(value, bool) or value is None:
        return value
    return value if isinstance(value, (int, float)) and abs(value) < _LARGEST_NUMBER else None


def _typed(name: str, text: str) -> Any:
    """A text by the type of the field, since CSV has only texts; as it is where it is no value of that type."""
    if name.startswith("prices_"):
        return _number(name, text)
    if name in _DATED:
        return read(text) or text[:200]
    if name in LISTS:
        return [piece.strip() for piece in text.replace(",", ";").split(";") if piece.strip()]
    kind = getattr(plain_type(Model, name), "__name__", "")
    if kind == "bool" and text.lower() in _FLAG_WORDS:
        return _FLAG_WORDS[text.lower()]
    return _number(name, text) if kind in ("int", "float") else text[:200]


def _number(name: str, text: str) -> Any:
    """A number, also one with separators or a size such as 128K."""
    with suppress(ValueError, OverflowError):
        number = float(text if misplaced_comma(text) else text.replace(",", "").replace("_", ""))
        return known(name, int(number) if number.is_integer() else number)
    try:
        return known(name, Rounded(threshold(text, name)))
    except (InvalidQuery, OverflowError):
        return text[:200]


def _table(text: str, where: str) -> Other:
    """CSV, or TSV; with a semicolon where the header has one and no comma."""
    header = text.lstrip("\n").partition("\n")[0]
    sign = "\t" if "\t" in header else ";" if ";" in header and "," not in header else ","
    try:
        rows = list(csv.DictReader(text.lstrip("\n").splitlines(), delimiter=sign))
    except csv.Error as error:
        raise BadData([f"{where}: is not a table ({error}): {EXPECTED}"]) from None
    columns = [c for c in (rows[0] if rows else {}) if isinstance(c, str)]
    if not rows or not any(c.strip().lower() in NAMES for c in columns):
        raise BadData([f"{where}:1: {'the header has no column id, name or model' if rows else 'has no rows'}: {EXPECTED}"])
    ignored: dict[str, None] = {}
    lower = ({c.strip().lower(): v for c, v in row.items() if isinstance(c, str)} for row in rows)
    return Other([e for row in lower for e in _row(row, ignored)], list(ignored))


# ---- models.dev's fields


def _at(*path: str) -> Callable[[Mapping[str, Any]], Any]:
    return partial(_inside, path)


def _inside(path: tuple[str, ...], row: Mapping[str, Any]) -> Any:
    value: Any = row
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


# Our field -> where models.dev has it. Its prices are dollars for a million tokens.
_THEIRS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "released": _at("release_date"),
    "open_weights": _at("open_weights"),
    "context_tokens": _at("limit", "context"),
    "max_output_tokens": _at("limit", "output"),
    "modalities_input": _at("modalities", "input"),
    "modalities_output": _at("modalities", "output"),
    "reasoning": _at("reasoning"),
    "tools": _at("tool_call"),
    "structured-output": _at("structured_output"),
    "training_cutoff": _at("knowledge"),
    "prices_input": _at("cost", "input"),
    "prices_output": _at("cost", "output"),
    "prices_cached_input": _at("cost", "cache_read"),
}
_TEXTS = ("released", "training_cutoff")
_FLAGS = ("open_weights", "reasoning", "tools", "structured-output")


def their_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """Our fields with the values of a model of models.dev. A limit of 0 is none; prices of 0 are those of a plan."""
    out: dict[str, Any] = {}
    for name, get in _THEIRS.items():
        value = get(row)
        if name in _TEXTS:
            out[name] = value.strip()[:20] if isinstance(value, str) and value.strip() else None
        elif name in _FLAGS:
            out[name] = value if isinstance(value, bool) else None
        elif name.startswith("modalities"):
            items = [v for v in value if isinstance(v, str) and v in _MODALITIES] if isinstance(value, list) else []
            out[name] = items or None
        else:
            number = known(name, value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
            out[name] = number if number or name.startswith("prices") else None
    if not any(out[k] for k in out if k.startswith("prices")):
        out |= {k: None for k in out if k.startswith("prices")}
    return out
