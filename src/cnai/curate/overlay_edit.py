"""Writing the user's own file: the example to begin with, and one value at a time, by one writer at a time."""

import os
import time
from pathlib import Path
from typing import Any

import tomli_w

from cnai.curate.bounded import Document, parsed, read
from cnai.curate.lock import locked
from cnai.curate.overlay import SET, checked, key_of
from cnai.errors import BadData, CannotWrite, CnaiError, InvalidQuery
from cnai.model.shape import flagged, part, plain_type
from cnai.output.files import write_file
from cnai.questions.sorting import field_named
from cnai.store.database import Store
from cnai.words.quantities import threshold

EXAMPLE = """\
# Your own facts for cnai. They come on top of the catalogue: in every command,
# in search and SQL, marked with a sign, and never into the catalogue itself.
# Remove the # before a block to use it. `cnai overlay check` names every fault.

# Your own value of a field. `cnai why NAME FIELD` shows it beside ours.
#
# [[set]]
# id = "kimi-k3"                        # the id: cnai which "Kimi K3"
# field = "context_tokens"              # cnai schema model lists the fields
# value = 1_000_000
# note = "our own test, 2026-11-20"     # optional
# source = "https://example.org/test"   # optional, a web address
#
# [[set]]
# id = "kimi-k3"
# field = "status"
# value = "retired"
# since = "2026-11-01"                  # before that day ours holds

# Your own records: companies, families, models, licenses, endpoints, events.
# Counts, newest releases and licences follow by themselves.
#
# [[models]]
# id = "kimi-k3-ours"
# name = "Kimi K3 Ours"
# company = "moonshot"
# family = "kimi"
# released = "2026-11-20"
# total_params = 2_780_000_000_000
# open_weights = true
# huggingface = "our-lab/kimi-k3-ours"
# licenses = [{ license = "kimi-k3-license", scope = "weights" }]
# summary = "Fine-tuned by us."
# note = "internal"
#
# [[events]]
# id = "moonshot-our-visit"
# date = "2026-11-20"
# company = "moonshot"
# type = "other"
# title = "We visited Moonshot"
"""


def begin(path: str, *, dry_run: bool = False) -> str:
    """Write the example. Returns what was done; raises CnaiError where there is a file already."""
    if os.path.lexists(path):
        raise CnaiError(f"{path} exists: edit it, or remove it first")
    if dry_run:
        return f"would write {path} ({len(EXAMPLE)} bytes)"
    _folder(path)
    with locked(path):
        write_file(Path(path), EXAMPLE.encode())
    return f"wrote {path}: remove the # before what you need, then cnai overlay check"


def put(path: str, base: Store, target: Any, field: str, value: Any, *, dry_run: bool = False, **said: str | None) -> str:
    """Set a field of a record in the file, in place of an earlier value of it. The whole is checked before it is written. Returns what was
    done; raises BadData for a file or a value that is not valid.

    The check takes its time, so it is done before other writers are kept waiting; what they write meanwhile stays.
    """
    block = {"id": target.id, "field": field, "value": value} | {k: v for k, v in said.items() if v}
    words = f"{target.id}: {field} = {inline(value)}"
    checked(base, _with(path, block))
    if dry_run:
        return f"would write to {path}: {words}"
    _folder(path)
    with locked(path):
        write_file(Path(path), _with(path, block).text.encode(), force=True)
    return f"wrote {path}: {words}"


def drop(path: str, base: Store, target: Any, field: str, *, dry_run: bool = False) -> str:
    """Take the value of a field of a record out of the file again, under the same rules. Raises CnaiError where there is none."""
    blocks = read(path).raw.get(SET, []) if os.path.lexists(path) else []
    if not any(_is_of(block, target.id, field) for block in blocks):
        raise CnaiError(f"{path} sets no {field} of {target.id}")
    block = {"id": target.id, "field": field}
    checked(base, _with(path, block))
    if dry_run:
        return f"would take {target.id}: {field} out of {path}"
    with locked(path):
        write_file(Path(path), _with(path, block).text.encode(), force=True)
    return f"took {target.id}: {field} out of {path}"


def _is_of(block: Any, rid: str, field: str) -> bool:
    return isinstance(block, dict) and (block.get("id"), block.get("field")) == (rid, field)


def _with(path: str, block: dict[str, Any]) -> Document:
    """The file as it is now with one more block."""
    document = read(path) if os.path.lexists(path) else Document(path, "", time.strftime("%Y-%m-%d", time.gmtime()))
    return parsed(path, with_block(document, block), document.day)


def with_block(document: Document, block: dict[str, Any]) -> str:
    """The text with one more [[set]] block (none if it has no value), without an earlier one for the same field; comments stay as they
    are."""
    blocks = document.raw.get(SET, [])
    before = [n for n, b in enumerate(blocks) if _is_of(b, block["id"], block["field"])]
    added = f"[[{SET}]]\n" + "".join(f"{k} = {inline(v)}\n" for k, v in block.items()) if "value" in block else ""
    if blocks and sum(name == SET for _, name in document.headings) != len(blocks):  # written as one value, set = [{ … }]
        rest = [b for n, b in enumerate(blocks) if n not in before]
        return tomli_w.dumps(document.raw | {SET: [*rest, *([block] if added else [])]})
    lines = document.text.split("\n")
    for n in reversed(before):
        start, end = _extent(document, n)
        del lines[start:end]
    text = "\n".join(lines).rstrip("\n")
    return f"{text}\n\n{added}".rstrip("\n") + "\n" if text else added


def inline(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {inline(v)}" for k, v in value.items()) + " }"
    return tomli_w.dumps({"value": value}).removeprefix("value = ").strip()


def _extent(document: Document, number: int) -> tuple[int, int]:
    """The lines of a block, from its heading to its last line that is neither blank nor a comment (half open)."""
    lines = document.text.split("\n")
    start = document.line(SET, number) - 1
    end = min(document.end(SET, start + 1) - 1, len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return start, end


def field_meant(target: Any, name: str) -> str:
    """The field that a person types for a record. Raises InvalidQuery."""
    cls = type(target)
    licensed = name.strip().lower() in ("license", "licence", "license_id") and "licenses" in cls.__dataclass_fields__
    return "licenses" if licensed else field_named(name, cls, "FIELD")


def meant(target: Any, name: str, text: str) -> tuple[str, Any]:
    """(field, value) of what a person types for a record: the field under its own name or a heading, the value by the field's type.

    A licence is what the weights are under. Raises InvalidQuery.
    """
    cls = type(target)
    if name.strip().lower() in ("license", "licence", "license_id") and "licenses" in cls.__dataclass_fields__:
        return "licenses", [{"license": text.strip().lower(), "scope": "weights"}]
    field = field_named(name, cls, "FIELD")
    key = key_of(cls, field)
    if key is None:
        why = "follows from other facts" if field in flagged(cls, "derived") else "cannot be set"
        raise InvalidQuery(f"{field} {why}: cnai schema {target.record} lists the fields", option="FIELD")
    return field, value_of(cls, key, field, text)


def value_of(cls: type[Any], key: str, field: str, text: str) -> Any:
    """A text as the value of a field: a number, true or false, a list, words. Raises InvalidQuery."""
    kind = getattr(plain_type(cls, field), "__name__", "")
    if kind == "bool":
        word = text.strip().lower()
        if word not in ("true", "yes", "open", "false", "no", "closed"):
            raise InvalidQuery(f"{text!r} is not a value of {field}: write true or false", option="VALUE")
        return word in ("true", "yes", "open")
    if kind == "int":
        return threshold(text, "VALUE")
    if kind == "float":
        try:
            return float(text)
        except ValueError:
            raise InvalidQuery(f"{text!r} is not a value of {field}: write a number", option="VALUE") from None
    if kind == "str":
        return text
    inner, many = part(_hint(cls, key, field))
    if inner is None and many and not text.lstrip().startswith("["):
        return [piece.strip() for piece in text.split(",") if piece.strip()]
    return _toml(field, text, "'[{ name = \"…\" }]'" if many else "'{ name = \"…\" }'")


def _hint(cls: type[Any], key: str, field: str) -> Any:
    """The type of a field, or of a part of an object by its flat name."""
    hint = cls.__dataclass_fields__[key].type
    inner, _ = part(hint)
    return hint if field == key or inner is None else inner.__dataclass_fields__[field[len(key) + 1 :]].type


def _toml(field: str, text: str, form: str) -> Any:
    """Objects and lists of them are typed as TOML."""
    try:
        return parsed("VALUE", f"value = {text}\n", "").raw["value"]
    except (BadData, KeyError):
        raise InvalidQuery(f"{field} has several parts: write them as in {form}") from None


def _folder(path: str) -> None:
    folder = os.path.dirname(os.path.abspath(path))
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot make the folder {folder}: {error.strerror or error}") from None
