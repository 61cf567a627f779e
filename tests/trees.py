"""The invented data tree: copies of it, small changes to them, and days on which things happened."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import strategies as st

INVENTED = Path(__file__).parent / "invented"
# Days of the invented data; "2025" is the end of that year. And some days of the bundled data.
_exact = st.dates(date(2017, 1, 1), date(2026, 3, 1)).map(lambda d: d.isoformat())
days = st.one_of(_exact, _exact.map(lambda d: d[:7]), _exact.map(lambda d: d[:4]))
REAL_DAYS = ["2022", "2024-02-29", "2025-01-20", "2025-11-03", "2026-03", "2026-10-31"]

Change = Callable[[dict[str, Any]], Any]


def copied(tmp_path: Path) -> Path:
    """A copy of the invented tree that a test may change."""
    return Path(shutil.copytree(INVENTED, tmp_path / "tree"))


def changed(path: Path, change: Change) -> None:
    """Apply a change to a TOML file, read as a dict; a file that is not there is begun."""
    raw = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    change(raw)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(raw), encoding="utf-8")


def put(*path: Any) -> Change:
    """put("models", 0, "status", "current") sets the value at that place."""
    *way, key, value = path

    def change(raw: Any) -> None:
        for step in way:
            raw = raw[step]
        raw[key] = value

    return change


def drop(*path: Any) -> Change:
    """drop("models", 0, "status") takes the key or item there away."""
    *way, key = path

    def change(raw: Any) -> None:
        for step in way:
            raw = raw[step]
        del raw[key]

    return change


def add(*path: Any) -> Change:
    """add("models", 0, "aliases", "X") puts an item at the end of the list there."""
    *way, value = path

    def change(raw: Any) -> None:
        for step in way:
            raw = raw[step]
        raw.append(value)

    return change


def both(*changes: Change) -> Change:
    """Several changes of one file."""

    def change(raw: dict[str, Any]) -> None:
        for one in changes:
            one(raw)

    return change
