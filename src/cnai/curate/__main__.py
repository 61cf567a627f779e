"""python -m cnai.curate check|fmt|build|diff: for those who keep the data."""

import argparse
import json
import sys
from pathlib import Path

from cnai.curate.compile import compile_tree, files, read_compiled
from cnai.curate.diff import in_words
from cnai.curate.fmt import formatted
from cnai.curate.rules import check
from cnai.curate.schema import schema
from cnai.curate.tree import Tree, read_tree
from cnai.curate.validate import validate

DATA = Path(__file__).resolve().parent.parent / "data"


def all_faults(tree: Tree, *, canonical: bool = True) -> list[str]:
    """Every fault of the tree: of syntax alone where there are any, else of shape, else of the rules and of form."""
    faults = list(tree.faults) or validate(tree) or check(tree)
    if canonical and not tree.faults:
        for name, text in tree.texts.items():
            if formatted(text, tree.root / name) != text:
                faults.append(f"{name}:1: not in canonical form: run python -m cnai.curate fmt")
    return faults


def _check(args: argparse.Namespace) -> int:
    faults = all_faults(read_tree(args.data), canonical=not args.only)
    if args.only:
        faults = [f for f in faults if f.startswith(f"companies/{args.only}/")]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults", file=sys.stderr)
    return 4 if faults else 0


def _fmt(args: argparse.Namespace) -> int:
    changed = broken = 0
    for path in sorted(args.data.rglob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8-sig")
            new = formatted(text, path)
        except ValueError as error:
            print(f"{path}: {error}: mend the syntax there, nothing of this file was changed")
            broken += 1
            continue
        if new != text:
            path.write_text(new, encoding="utf-8")
            changed += 1
    print(f"{changed} files rewritten", file=sys.stderr)
    return 4 if broken else 0


def _build(args: argparse.Namespace) -> int:
    tree = read_tree(args.data)
    faults = all_faults(tree, canonical=False)
    if faults:
        print("\n".join(faults))
        print(f"{len(faults)} faults: nothing was written", file=sys.stderr)
        return 4
    wanted = files(compile_tree(tree, read_compiled(args.data)))
    wanted["schema.json"] = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    (args.data / "evidence").mkdir(exist_ok=True)
    for old in (args.data / "evidence").glob("*.json"):
        if f"evidence/{old.name}" not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (args.data / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} files written", file=sys.stderr)
    return 0


def _diff(args: argparse.Namespace) -> int:
    old = {} if str(args.old) == "-" else read_compiled(args.old) or {}
    print("\n".join(in_words(old, read_compiled(args.new) or {})))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one of the four commands: 0 done, 4 the data has faults (named on stdout, one a line)."""
    parser = argparse.ArgumentParser(prog="python -m cnai.curate", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder (default: the package's own)")
    sub = parser.add_subparsers(dest="command", required=True)
    checking = sub.add_parser("check", help="name every fault")
    checking.add_argument("--only", help="only the faults of one company, by its id")
    sub.add_parser("fmt", help="rewrite the files in canonical form")
    sub.add_parser("build", help="compile what the program reads")
    comparing = sub.add_parser("diff", help="what differs between two compiled data folders, in words")
    comparing.add_argument("old", type=Path, help="a data folder, or - for nothing")
    comparing.add_argument("new", type=Path, help="a data folder")
    args = parser.parse_args(argv)
    return {"check": _check, "fmt": _fmt, "build": _build, "diff": _diff}[args.command](args)


if __name__ == "__main__":
    sys.exit(main())
