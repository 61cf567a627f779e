"""The facts of a user's file, once it is found valid: own records and own values, each with what is said of it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnai.model.kinds import TABLES
from cnai.model.shape import build, plain
from cnai.words.text import joined, plural

SOURCE = "overlay"  # the id of the user's file as a source; pages that it names are overlay-1, overlay-2, …


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says of a fact: where it is written, and the user's note and source, if any."""

    line: int
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """One own value. `field` is as written (a part of an object has a flat name), `key` the field of the record, `value` all of that.

    With `since` ours held before that day.
    """

    table: str
    id: str
    field: str
    key: str
    value: Any
    since: str | None
    said: Said


@dataclass(frozen=True, slots=True)
class Facts:
    """A valid file of the user: whole plain records by table with what is said of them, and own values. `day` is when it was written."""

    file: str
    day: str
    records: Mapping[str, list[tuple[dict[str, Any], Said]]]
    settings: tuple[Setting, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the file says nothing."""
        return not (self.settings or any(self.records.values()))

    @property
    def loose(self) -> bool:
        """Whether every user of the machine may write to the file."""
        try:
            return os.name == "posix" and bool(os.stat(self.file).st_mode & 0o002)
        except OSError:
            return False

    def in_words(self) -> str:
        """ "3 values and 1 record"."""
        counts = ((len(self.settings), "value"), (sum(map(len, self.records.values())), "record"))
        return joined([plural(n, one) for n, one in counts if n])


def whole(table: str, written: dict[str, Any], file: str, day: str, line: int) -> dict[str, Any]:
    """A record of the user as a whole plain one: what is not written is empty, and it says where it comes from."""
    cls = TABLES[table]
    row: dict[str, Any] = plain(build(cls, written))
    row |= {"origin": file, "added": day, "changed": day}
    if "checked" in row:
        row["checked"] = day
    if table == "companies":
        row["short_name"] = row["short_name"] or row["name"]
    if table == "events":
        row["evidence"] = [{"source": SOURCE, "locator": f"line {line} of {file}", "checked": day, "confidence": "medium"}]
    return row
