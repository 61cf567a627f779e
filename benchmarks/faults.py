"""What the program does under faults, hostile input and bad surroundings, counted.

    python benchmarks/faults.py [PART ...] [--scale 0.1] [--seed 7] [--toml-test FOLDER]

Each part prints how often its promise was kept; the parts and what they promise are in docs/reliability.md. `--scale` makes the parts that
count by the thousand shorter. `--toml-test` is a checkout of toml-lang/toml-test; without it that part is left out. Needs Linux. Exits with
1 if a promise was broken.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import faults_reading
import faults_writing
from forked import PARTS, Settings, warm

MODULES = (faults_reading, faults_writing)  # importing them registers their parts


def main() -> int:
    """Run the parts, print a line for each. Returns 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--toml-test", metavar="FOLDER")
    given = parser.parse_args()
    unknown = [p for p in given.parts if p not in PARTS]
    if unknown:
        parser.error(f"no part {unknown[0]!r}: choose from {', '.join(PARTS)}")
    warm()
    broken = 0
    for name in given.parts or PARTS:
        if name == "toml" and not given.toml_test:
            print(f"{name:<14} left out: name a checkout of toml-lang/toml-test with --toml-test")
            continue
        start, held, failed = time.perf_counter(), 0, []
        with tempfile.TemporaryDirectory() as folder:
            for kept, what in PARTS[name](Settings(Path(folder), given)):
                held += kept
                if not kept:
                    failed.append(what)
        print(f"{name:<14} {held:,} of {held + len(failed):,}  ({time.perf_counter() - start:.0f} s)", flush=True)
        for what in failed[:5]:
            print(f"    {what[:600]}")
        broken += len(failed)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
