"""Which database the program takes for its own: the bundled one, or another for the length of a test.

Imported before anything else of cnai, so that every module that finds the bundled file asks here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cnai.store import file

_chosen: dict[str, Path | None] = {"path": None}
_place = file.place


def _instead() -> Any:
    return _place() if _chosen["path"] is None else str(_chosen["path"])


file.place = _instead


def use_database(path: Path, patch: pytest.MonkeyPatch) -> None:
    """Make the program of this process read another database, as long as the patch holds."""
    patch.setitem(_chosen, "path", path)
