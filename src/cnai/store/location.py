"""Where a record is written: its file below the data folder, and the line of a key in it."""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Any

from cnai.model.kinds import KINDS

_BLOCKS = tuple(f"[[{kind.block}]]" for kind in KINDS if kind.block)


def written(record: Any, field: str | None) -> str | None:
    """The file and line in which a record, or a field of it, is written: in the user's own facts, or in a checkout of the project; None
    where the program is installed, since nobody is to change the files there."""
    from cnai.store.file import bundled
    from cnai.words.labels import evidence_fields

    if record.origin != "cnai":
        return str(record.origin)
    name = file_of(record)
    data = bundled().parent
    path = data / name
    if not path.is_file() or not (data.parent.parent.parent / "pyproject.toml").is_file():
        return None
    key = evidence_fields(field)[0] if field else None
    if key and key not in type(record).__dataclass_fields__:
        key = key.partition("_")[0]
    return f"src/cnai/data/{name}:{line_of(path.read_text(encoding='utf-8'), record.id, key)}"


def file_of(record: Any) -> str:
    """The data file, below src/cnai/data, in which a record is written."""
    if record.record == "event":
        return f"companies/{record.company}/events.toml"
    if record.record == "claim":
        folder = record.id.rpartition("-claim-")[0]
        return "tiers/claims.toml" if folder == "tiers" else f"companies/{folder}/claims.toml"
    if record.record == "license":
        return f"licenses/{record.id}.toml"
    if record.record == "company":
        return f"companies/{record.id}/company.toml"
    name = {"family": record.id, "model": getattr(record, "family", ""), "endpoint": "endpoints"}[record.record]
    return f"companies/{record.company}/{name}.toml"


def line_of(text: str, record_id: str, key: str | None = None) -> int:
    """The line (from 1) on which a record starts, or on which one of its keys stands; 1 where the text does not show it."""
    starts, blocks, keys = _index(text)
    start = starts.get(f'id="{record_id}"', 0)
    after = bisect_right(blocks, start)
    end = blocks[after] if after < len(blocks) else text.count("\n") + 1
    for name in (key, f"models.{key}") if key else ():
        rows = keys.get(name, ())
        first = bisect_left(rows, start)
        if first < len(rows) and rows[first] < end:
            return rows[first] + 1
    return start + 1


@lru_cache(maxsize=4)
def _index(text: str) -> tuple[dict[str, int], list[int], dict[str, list[int]]]:
    """Where ids, blocks and keys stand in a text, from 0: made once, since a file with many faults is asked for each."""
    starts: dict[str, int] = {}
    blocks: list[int] = []
    keys: dict[str, list[int]] = {}
    for n, line in enumerate(text.splitlines()):
        row = line.strip()
        if row in _BLOCKS:
            blocks.append(n)
        if row.startswith("id"):
            starts.setdefault(line.replace(" ", ""), n)
        for name in {row.partition("=")[0].strip(), row.strip("[]")}:
            keys.setdefault(name, []).append(n)
    return starts, blocks, keys
