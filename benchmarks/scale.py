"""What happens when the catalogue grows: the same questions at 1, 10 and 100 times the releases.

    python benchmarks/scale.py [ROUNDS] [--times 1,10,100] [--keep FOLDER]

Each larger catalogue holds the real one and whole copies of it: companies, families and releases under new ids, names and repositories,
without their evidence. So the answer to a question about one lab stays the same while everything around it grows, and such a question
should cost the same. A question that goes through all releases is measured against the sqlite3 module with the same query on the same file.
Prints the ratios with their budgets; exits with 1 if one is missed.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

from startup import BARE, CASES, TYPER, best, peak, verdict

from cnai.curate.compile import compile_tree, database
from cnai.curate.tree import Draft, Tree, read_tree
from cnai.store.file import NAME, bundled

ANOTHER = str(Path(__file__).with_name("another.py"))
GROWTH = 1.5  # how much more a question about few records may cost at the largest size than at the smallest
AGAINST_SQLITE = 2.0  # how much more than SQLite a question about all records may cost, beyond the start of the program
WHERE = "total_params > 1e11"
FEW = {
    "show deepseek": ("show", "deepseek", "--json"),
    "compare qwen kimi": ("compare", "qwen", "kimi", "--json"),
    "which kimi-k2": ("which", "kimi-k2", "--json"),
}
ALL = ("models", "--where", WHERE)
SQLITE = (
    "import sqlite3,sys;"
    "rows=sqlite3.connect(sys.argv[1]).execute('select * from models where '+sys.argv[2]);"
    "sys.stdout.writelines('\\t'.join(map(str,row))+'\\n' for row in rows)"
)
_REFERENCES = ("family", "company", "parent", "successor", "flagship_family")
_HUBS = ("huggingface", "modelscope", "github")
_DROPPED = ("aliases", "article_names", "former_names", "pinyin", "legal_name", "short_name", "name_zh", "listings", "apis", "prices")


def grown(tree: Tree, times: int) -> Tree:
    """The tree with `times` - 1 copies of its companies, families and models beside the originals."""
    out = copy(tree)
    out.drafts = {table: dict(rows) for table, rows in tree.drafts.items()}
    for number in range(1, times):
        for table in ("companies", "families", "models"):
            for draft in tree.drafts[table].values():
                twin = _twin(draft, f"x{number}")
                out.drafts[table][twin.id] = twin
    return out


def _twin(draft: Draft, mark: str) -> Draft:
    """A record under a new id, name and repositories, leading to the records copied with it."""
    raw: dict[str, Any] = {k: v for k, v in draft.raw.items() if k not in _DROPPED}
    raw["id"], raw["name"] = f"{mark}-{draft.id}", f"{mark} {raw['name']}"
    for key in _REFERENCES:
        if isinstance(raw.get(key), str):
            raw[key] = f"{mark}-{raw[key]}"
    for key in _HUBS:
        if raw.get(key):
            raw[key] = f"{mark}-{raw[key]}" if isinstance(raw[key], str) else [f"{mark}-{name}" for name in raw[key]]
    if raw.get("weights"):
        raw["weights"] = [row | {"repo": f"{mark}-{row['repo']}"} for row in raw["weights"]]
    if raw.get("flagships"):
        raw["flagships"] = [row | {"model": f"{mark}-{row['model']}"} for row in raw["flagships"]]
    return Draft(draft.record, raw, draft.file)


def measure(paths: dict[int, Path], rounds: int, say: Callable[[str], None]) -> int:
    """Measure every size and print the ratios. Returns how many budgets are missed."""
    cases = {BARE: CASES[BARE].arguments, TYPER: CASES[TYPER].arguments}
    for times, path in paths.items():
        for name, arguments in FEW.items():
            cases[f"{name} x{times}"] = (ANOTHER, str(path), *arguments)
        cases[f"models x{times}"] = (ANOTHER, str(path), *ALL)
        cases[f"sqlite3 x{times}"] = ("-c", SQLITE, str(path), WHERE)
    found = {name: took.processor for name, took in best(cases, rounds).items()}
    missed = 0
    smallest, largest = min(paths), max(paths)
    say(f"bare Python {1000 * found[BARE]:.1f} ms, Typer program {1000 * found[TYPER]:.1f} ms; best of {rounds} rounds, processor time")
    for name in FEW:
        times_of = {times: found[f"{name} x{times}"] for times in paths}
        ratio = times_of[largest] / times_of[smallest]
        text = verdict(ratio, GROWTH)
        missed += "missed" in text
        figures = ", ".join(f"x{times} {1000 * value:.0f} ms" for times, value in times_of.items())
        say(f"{name}: {figures}; {ratio:.2f} times as much  ({text})")
    for times, path in paths.items():
        mine, theirs = found[f"models x{times}"], found[f"sqlite3 x{times}"]
        ratio = (mine - found[TYPER]) / theirs
        text = verdict(ratio, AGAINST_SQLITE)
        missed += "missed" in text
        memory = peak((ANOTHER, str(path), *ALL))
        say(
            f"models --where '{WHERE}' x{times}: {1000 * mine:.0f} ms ({memory:.0f} MiB), sqlite3 {1000 * theirs:.0f} ms; "
            f"{ratio:.2f} times beyond the start  ({text})"
        )
    return missed


def main(argv: list[str]) -> int:
    """Build the catalogues and measure. Returns 1 if a budget is missed."""
    parser = argparse.ArgumentParser(prog="python benchmarks/scale.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rounds", nargs="?", type=int, default=5)
    parser.add_argument("--times", default="1,10,100", help="how many times the releases (default: 1,10,100)")
    parser.add_argument("--keep", type=Path, help="keep the databases in this folder and use those that are there")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        paths = {}
        for times in sorted(int(number) for number in args.times.split(",")):
            path = paths[times] = folder / f"x{times}" / NAME
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(database(compile_tree(grown(read_tree(bundled().parent), times))))
            print(f"x{times}: {path.stat().st_size / 2**20:.0f} MiB", file=sys.stderr)
        return 1 if measure(paths, args.rounds, print) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
