"""python -m cnai.curate check|fmt|build|diff|article: for maintainers of the data."""

import argparse
import sys
from pathlib import Path

from cnai.curate import ledger
from cnai.curate.article import differences
from cnai.curate.compile import compile_tree, database
from cnai.curate.diff import in_words
from cnai.curate.fmt import formatted
from cnai.curate.rules import check, known, stale
from cnai.curate.tree import Tree, read_tree
from cnai.curate.validate import validate
from cnai.errors import NoDatabase
from cnai.store.database import Database
from cnai.store.file import NAME

DATA = Path(__file__).resolve().parent.parent / "data"


def all_faults(tree: Tree, *, canonical: bool = True) -> list[str]:
    """Every fault of the tree: of syntax alone where there are any, else of shape, else of the rules and of form."""
    faults = list(tree.faults) or validate(tree) or check(tree)
    if canonical and not tree.faults:
        for name, text in tree.texts.items():
            if formatted(text, tree.root / name) != text:
                faults.append(f"{name}:1: not in canonical form: run python -m cnai.curate fmt")
        if not faults:
            faults += ledger.faults(tree)
    return faults


def _check(args: argparse.Namespace) -> int:
    tree = read_tree(args.data)
    if args.prune and not tree.faults:
        known.prune(stale(tree))
    faults = all_faults(tree, canonical=not args.only)
    if args.only:
        faults = [f for f in faults if f.startswith(f"companies/{args.only}/")]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", file=sys.stderr)
    if not faults and not args.only and _is_older(args.data, tree):
        print(f"note: {NAME} is older than the tree: run python -m cnai.curate build", file=sys.stderr)
    return 4 if faults else 0


def _is_older(data: Path, tree: Tree) -> bool:
    """Whether the compiled file is not what the tree compiles to."""
    try:
        return bool(Database(data / NAME).head.hash != compile_tree(tree).head["hash"])
    except NoDatabase:
        return True


def _fmt(args: argparse.Namespace) -> int:
    changed = broken = 0
    for path in sorted(args.data.rglob("*.toml")):
        try:
            text = path.read_text(encoding="utf-8-sig")
            new = formatted(text, path)
        except ValueError as error:
            print(f"{path}: {error}: fix the syntax error; the file was left unchanged")
            broken += 1
            continue
        if new != text:
            changed += _rewrite(path, new, dry=args.dry_run)
    tree = read_tree(args.data)
    for name, text in ledger.files(tree).items() if not tree.faults else ():
        path = args.data / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            changed += _rewrite(path, text, dry=args.dry_run)
    print(f"{changed} {'file' if changed == 1 else 'files'} {'would be ' if args.dry_run else ''}rewritten", file=sys.stderr)
    return 4 if broken else 0


def _rewrite(path: Path, text: str, *, dry: bool) -> int:
    """Write a file, or only say so. One more is changed."""
    if dry:
        print(f"would write {path}")
    else:
        path.write_text(text, encoding="utf-8", newline="\n")
    return 1


def build(data: Path) -> list[str]:
    """Compile the tree of a data folder into the database in it. Returns the faults: if there are any, nothing was written."""
    tree = read_tree(data)
    faults = all_faults(tree, canonical=False)
    if not faults:
        temporary = data / f".{NAME}.tmp"
        temporary.write_bytes(database(compile_tree(tree)))
        temporary.replace(data / NAME)
    return faults


def _build(args: argparse.Namespace) -> int:
    faults = build(args.data)
    if faults:
        print("\n".join(faults))
        print(f"{len(faults)} faults: nothing was written", file=sys.stderr)
        return 4
    print(f"{args.data / NAME} written", file=sys.stderr)
    return 0


def _diff(args: argparse.Namespace) -> int:
    old = None if str(args.old) == "-" else Database(_file(args.old))
    print("\n".join(in_words(old, Database(_file(args.new)))))
    return 0


def _article(args: argparse.Namespace) -> int:
    tree = read_tree(args.data)
    faults = tree.faults or differences(tree, args.copy.read_text(encoding="utf-8-sig"))
    print("\n".join(faults) or "every sentence is in the map, in its place")
    return 4 if faults else 0


def _file(path: Path) -> Path:
    return path / NAME if path.is_dir() else path


def main(argv: list[str] | None = None) -> int:
    """Run one of the five commands: 0 done, 1 no database to compare, 4 the data has faults (on stdout, one a line)."""
    parser = argparse.ArgumentParser(prog="python -m cnai.curate", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder (default: the package's own)")
    sub = parser.add_subparsers(dest="command", required=True)
    checking = sub.add_parser("check", help="list every fault")
    checking.add_argument("--only", help="only the faults of one company, by its id")
    checking.add_argument("--prune", action="store_true", help="first remove the known offences that no longer apply")
    formatting = sub.add_parser("fmt", help="rewrite the files in canonical form and bring the ledgers up to date")
    formatting.add_argument("--dry-run", action="store_true", help="list what would be written, and write nothing")
    sub.add_parser("build", help="compile the database that the program reads")
    comparing = sub.add_parser("diff", help="describe what differs between two compiled databases")
    comparing.add_argument("old", type=Path, help="a database or data folder, or - for nothing")
    comparing.add_argument("new", type=Path, help="a database or data folder")
    reading = sub.add_parser("article", help="hold the map of the article's sentences against a copy of the article")
    reading.add_argument("copy", type=Path, help="the article as Markdown; it is not part of the project")
    args = parser.parse_args(argv)
    try:
        return {"check": _check, "fmt": _fmt, "build": _build, "diff": _diff, "article": _article}[args.command](args)
    except NoDatabase as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
