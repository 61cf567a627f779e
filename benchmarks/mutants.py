"""Small changes to the core, each of which a test must notice.

    python benchmarks/mutants.py [MODULE ...] [--count 30] [--seed 7]

Of each module it takes a sample of the places where one comparison, constant, condition, operator, result or statement can be changed,
makes the change in a copy of the project, and runs the tests that reach that line, then all. A change that no test notices is printed.
Modules and the test files that hold them are in `HELD`; run several modules as processes of their own to use more cores. Needs Linux.
"""

import argparse
import ast
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
HELD = {
    "words/text.py": "text",
    "store/names.py": "names name_forms words",
    "store/written.py": "names",
    "store/folding.py": "names name_forms",
    "store/spelling.py": "names name_forms",
    "store/sounds.py": "names name_forms review",
    "store/brands.py": "brands names name_forms review",
    "store/makers.py": "brands names name_forms",
    "store/addresses.py": "addresses names name_forms",
    "store/tags.py": "names name_forms",
    "store/resolving.py": "resolving names name_forms words",
    "store/people.py": "resolving words",
    "store/licences.py": "named",
    "questions/named.py": "named lists",
    "questions/reading.py": "reading review",
    "questions/asked.py": "permission",
    "questions/permission.py": "permission right_values",
    "questions/changes.py": "changes watch",
    "questions/differences.py": "changes watch",
    "output/delimited.py": "formats export",
    "output/html.py": "formats views",
    "output/markdown.py": "formats views",
    "curate/bounded.py": "overlay",
    "questions/sql.py": "sql sql_bounds",
}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.Continue: ast.Break,
}  # fmt: skip
DATA = 12  # a display of more texts than this is a table of data, not logic


class Mutant(NamedTuple):
    """The changed place, by its number in the walk over the module; its line; the change in words."""

    place: int
    line: int
    change: str


def places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node with its parent, the field of the parent, and its number in a list there."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if isinstance(value, list):
                yield from ((parent, name, n, child) for n, child in enumerate(value) if isinstance(child, ast.AST))
            elif isinstance(value, ast.AST):
                yield parent, name, None, value


def changed(parent: ast.AST, name: str, node: ast.AST) -> ast.AST | None:
    """What stands in the place of a node in its mutant; None where nothing is changed."""
    new: ast.AST | None = None
    if type(node) in SWAPS:
        new = SWAPS[type(node)]()
    elif name in ("test", "ifs") and not isinstance(node, ast.BoolOp):
        new = ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]  # a condition is an expression
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        new = node.operand
    elif isinstance(node, ast.Constant):
        new = _constant(parent, node)
    elif isinstance(node, ast.Return) and node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        new = ast.Return(ast.Constant(None))
    elif isinstance(node, (ast.AugAssign, ast.Raise)) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        new = ast.Pass()
    return new


def _constant(parent: ast.AST, node: ast.Constant) -> ast.AST | None:
    value = node.value
    if isinstance(value, bool):
        return ast.Constant(not value)
    if isinstance(value, (int, float)):
        return ast.Constant(value + 1)
    table = isinstance(parent, (ast.List, ast.Tuple, ast.Set, ast.Dict)) and len(list(ast.iter_child_nodes(parent))) > DATA
    return ast.Constant(f"{value}X") if isinstance(value, str) and not table and not isinstance(parent, (ast.JoinedStr, ast.Expr)) else None


def mutants(source: str) -> list[Mutant]:
    """Every change that can be made to a module. Annotations, decorators and what is only for types stay."""
    tree = ast.parse(source)
    apart = [getattr(n, key, None) for n in ast.walk(tree) for key in ("annotation", "returns", "decorator_list")]
    apart += [[n] for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    left = {id(n) for top in apart if top for root in (top if isinstance(top, list) else [top]) for n in ast.walk(root)}
    found = []
    for number, (parent, name, _, node) in enumerate(places(tree)):
        new = None if id(node) in left else changed(parent, name, node)
        if new is not None:
            whole = parent if isinstance(node, (ast.operator, ast.cmpop, ast.boolop)) else node
            words = [_words(n) for n in (node, new)]
            found.append(Mutant(number, getattr(whole, "lineno", 0), f"{words[0]} -> {words[1]} in {_words(parent)}"))
    return found


def _words(node: ast.AST) -> str:
    if isinstance(node, (ast.operator, ast.cmpop, ast.boolop)):
        return type(node).__name__
    text = ast.unparse(node).partition("\n")[0]
    return text if len(text) < 70 else f"{text[:70]}…"


def mutated(source: str, mutant: Mutant) -> str:
    """The module with the change made."""
    tree = ast.parse(source)
    parent, name, number, node = next(p for n, p in enumerate(places(tree)) if n == mutant.place)
    new = changed(parent, name, node)
    if number is None:
        setattr(parent, name, new)
    else:
        getattr(parent, name)[number] = new
    return ast.unparse(ast.fix_missing_locations(tree))


def copied(target: Path) -> Path:
    """A copy of the project with links to what is not changed."""
    for path in ROOT.iterdir():
        if path.name not in ("src", "tests", ".git", "build", "dist") and not path.name.endswith(("cache", "venv", "cache__")):
            (target / path.name).symlink_to(path)
    left = shutil.ignore_patterns("__pycache__", "data")
    shutil.copytree(ROOT / "tests", target / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "src", target / "src", ignore=left)
    (target / "src" / "cnai" / "data").symlink_to(ROOT / "src" / "cnai" / "data")
    return target


def tested(project: Path, arguments: list[str], seconds: float) -> int:
    """Run pytest in a fork of this process, which has imported what tests import; returns its exit code, -1 if it took too long."""
    import hypothesis  # noqa: F401
    import pytest
    import rich.console  # noqa: F401
    import typer  # noqa: F401

    pid = os.fork()
    if pid == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            for stream in (1, 2):
                os.dup2(os.open(project / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
            os.chdir(project)
            sys.path[:0] = [str(project / "src")]
            sys.dont_write_bytecode = True
            os.environ |= {"PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
            os._exit(int(pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments])))
        finally:
            traceback.print_exc()
            os._exit(70)
    end = time.monotonic() + 4 * seconds  # a test that sleeps uses no processor time
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else -1
        time.sleep(0.02)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    return -1


def reached(project: Path, module: str, files: list[str]) -> tuple[dict[int, list[str]], float]:
    """Line -> the tests that reach it, and how long all take; the line 0 has all tests. Raises RuntimeError if the tests fail as it is."""
    from coverage import CoverageData

    start = time.perf_counter()
    os.environ["COVERAGE_FILE"] = str(project / "lines")
    (project / "one.cfg").write_text(f"[run]\ninclude = {project}/src/cnai/{module}\n", encoding="utf-8")
    watched = ["--cov", f"--cov-config={project}/one.cfg", "--cov-context=test", "--cov-report="]
    code = tested(project, [*watched, *files], 3000)
    if code:
        said = (project / "said").read_text(encoding="utf-8")[-1000:]
        raise RuntimeError(f"the tests of {module} fail before anything is changed: {said}")
    data = CoverageData(str(project / "lines"))
    data.read()
    lines = data.contexts_by_lineno(str(project / "src" / "cnai" / module))
    return {
        n: sorted({c.partition("|")[0] for c in contexts if c}) if any(contexts) else files for n, contexts in lines.items()
    }, time.perf_counter() - start


def score(module: str, count: int, seed: int) -> tuple[int, int]:
    """(killed, all) of the sample of a module; prints the survivors."""
    path = ROOT / "src" / "cnai" / module
    source = path.read_text(encoding="utf-8")
    chosen = mutants(source)
    chance = random.Random(seed)  # the same sample each time
    chosen = sorted(chance.sample(chosen, min(count, len(chosen))), key=lambda m: m.line)
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))
        target = project / "src" / "cnai" / module
        files = [f"tests/test_{name}.py" for name in HELD[module].split()]
        lines, seconds = reached(project, module, files)
        for mutant in chosen:
            near = next((n for n in range(mutant.line, 0, -1) if n in lines), 0)  # a later line of a statement counts as its first
            target.write_text(mutated(source, mutant), encoding="utf-8")
            # Those that reach the line first; then all, for what is loaded or worked out once is reached by the first test alone.
            if all(tested(project, tests, 30 + 3 * seconds) == 0 for tests in (lines.get(near, files), files)):
                survivors.append(mutant)
                print(f"    {module}:{mutant.line}: {mutant.change}", flush=True)
    print(f"{module:<26} {len(chosen) - len(survivors)} of {len(chosen)}", flush=True)
    return len(chosen) - len(survivors), len(chosen)


def main() -> int:
    """Print the score of each module and of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(HELD))
    parser.add_argument("--count", type=int, default=30, help="the most changes in one module")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    scores = [score(module, given.count, given.seed) for module in given.modules or HELD]
    killed, every = map(sum, zip(*scores, strict=True))
    print(f"{'all':<26} {killed} of {every} ({killed / every:.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
