"""Run cnai on another database: `python benchmarks/another.py FILE ARGUMENTS`, where ARGUMENTS are those of cnai."""

import sys
from pathlib import Path

from cnai.__main__ import run
from cnai.store import catalogue

if __name__ == "__main__":
    path = Path(sys.argv.pop(1))
    catalogue.bundled = lambda: path  # type: ignore[attr-defined]  # where the program looks for its data
    run()
