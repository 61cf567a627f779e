"""Who may import whom, and what must not be imported early."""

import ast
import graphlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rooms import ROOMS

SOURCE = Path(__file__).parent.parent / "src" / "cnai"
# What still goes the other way: (module, what it imports). Whoever mends one takes its line away.
UPWARDS: set[tuple[str, str]] = set()
# A heavy package -> the modules that may name it at all.
ONLY = {
    "rich": ("output/terminal.py",),
    "pydantic": ("curate/validate.py", "curate/schema.py"),
    "tomllib": ("curate/",),
    "tomli_w": ("curate/", "output/toml.py"),
    "sqlite3": ("store/", "output/sqlite.py", "questions/sql.py", "curate/compile.py"),
    "typer": ("cli.py", "commands/"),
    "subprocess": ("commands/pager.py",),
    "tempfile": ("output/files.py",),
    "textual": ("commands/screen.py", "commands/page.py"),
    "mcp": ("commands/mcp.py",),
    "mcp_types": ("commands/mcp.py",),
    "anyio": ("commands/mcp.py",),
    "xlsxwriter": ("output/",),
    "importlib.metadata": (),
}
# Looking something up in a dictionary or reading options is cheap; these cost a tenth of the start-up or more.
LATE = ("difflib", "tempfile", "importlib.resources", "subprocess", "tomllib", "tomli_w", "pydantic")
MODULES = sorted(SOURCE.rglob("*.py"))


each_module = pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())


def place(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def dotted(path: Path) -> str:
    """cnai.store.database of store/database.py, cnai.store of store/__init__.py."""
    return ".".join(("cnai", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


NAMES = {dotted(path) for path in MODULES}


def for_types(tree: ast.AST) -> Iterator[ast.If]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield node


def imports(tree: ast.AST) -> Iterator[str]:
    """Everything that is imported when it runs, also inside functions; of `from package import module` the module."""
    hints = {n for block in for_types(tree) for inner in block.body for n in ast.walk(inner)}
    for node in ast.walk(tree):
        if node in hints:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, "imports name the whole way"
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & NAMES
            yield from inner or {node.module}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@each_module
def test_imports_point_to_earlier_rooms(path):
    here = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    if here == "__init__":
        return  # the public face names all and imports nothing before it is asked for
    assert here in ROOMS, f"{here} is no room: put it into the order"
    for name in imports(parsed(path)):
        there = name.split(".")[1] if name.startswith("cnai.") else ""
        if there and there != here and (place(path), name) not in UPWARDS:
            assert ROOMS.index(there) < ROOMS.index(here), f"{here} imports {name}"


def test_what_goes_the_other_way_still_does():
    for module, name in UPWARDS:
        assert name in set(imports(parsed(SOURCE / module))), f"{module} does not import {name} any more: take the line away"


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of a circle, if there is one."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("room", [r for r in ROOMS if (SOURCE / r).is_dir()])
def test_a_room_has_no_circle(room):
    graph = {dotted(path): set(imports(parsed(path))) & NAMES for path in MODULES if path.is_relative_to(SOURCE / room)}
    graph = {name: {n for n in known if n in graph and n not in {name, f"cnai.{room}"}} for name, known in graph.items()}
    graph.pop(f"cnai.{room}", None)  # what a package's own file names late is no dependency of its modules
    assert circle(graph) == []


@each_module
def test_heavy_packages_stay_in_their_leaf(path):
    for name in imports(parsed(path)):
        for package, places in ONLY.items():
            if name == package or name.startswith(package + "."):
                assert place(path).startswith(places or ("-",)), f"{place(path)} imports {name}"


@each_module
def test_costly_imports_are_late(path):
    if place(path).startswith("curate/"):
        return  # a tool for those who keep the data
    top = ast.Module([n for n in parsed(path).body if isinstance(n, (ast.Import, ast.ImportFrom))], [])
    if place(path) not in ("output/toml.py", "commands/pager.py"):  # leaves that are imported late themselves
        assert not [n for n in imports(top) for late in LATE if n == late or n.startswith(late + ".")]


@each_module
def test_a_module_can_be_read_in_one_sitting(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 340, f"{path.name} has {lines} lines"


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running some code."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONSTARTUP"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    return set(done.stderr.split())


HEAVY = (
    "rich",
    "pydantic",
    "tomllib",
    "tomli_w",
    "importlib.metadata",
    "tempfile",
    "textual",
    "mcp",
    "anyio",
)  # Typer itself needs difflib and subprocess


@pytest.mark.parametrize(
    "argv",
    [
        ["list", "--json"], ["compare", "qwen", "kimi", "--json"], ["show", "deepseek"], ["models", "--format", "csv"],
        ["can", "kimi-k2", "--json"],
        ["search", "agent", "--json"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_answers_for_scripts_import_nothing_heavy(argv):
    modules = loaded(f"from cnai.cli import main; main({argv!r})")
    assert [h for h in HEAVY if h in modules] == []


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["nonsense"]], ids=" ".join)
def test_help_and_version_need_neither_typer_nor_the_database(argv):
    modules = loaded(f"from cnai.cli import main; main({argv!r})")
    early = {"typer", "rich", "pydantic"} & modules
    assert not early
    assert "sqlite3" not in modules or argv == ["nonsense"]  # which could be a name


def test_the_library_needs_the_standard_library_only():
    modules = loaded("import cnai; c = cnai.load(); c.resolve('qwen'); c.models")
    assert not {"typer", "rich", "pydantic", "tomli_w"} & modules


def test_only_the_command_named_is_imported():
    modules = loaded("from cnai.cli import main; main(['list', '--json'])")
    assert {m.removeprefix("cnai.commands.") for m in modules if m.startswith("cnai.commands.")} == {"names", "options", "typed", "list_"}


# ---- what could run code, start a program or reach a network

DANGEROUS = {
    "socket", "socketserver", "ssl", "http", "ftplib", "smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "xmlrpc", "wsgiref",
    "asyncio", "selectors", "webbrowser", "requests", "urllib3", "httpx", "aiohttp", "websockets", "urllib.request", "urllib.error",
    "urllib.robotparser",  # a network
    "pickle", "_pickle", "marshal", "shelve", "dbm", "ctypes", "cffi", "code", "codeop", "runpy", "imp", "yaml", "jinja2",  # code as data
    "subprocess", "pty", "multiprocessing",  # programs
}  # fmt: skip
RUNS = {"eval", "exec", "compile", "__import__", "breakpoint", "import_module"}  # as a plain name; re.compile is another
STARTS = re.compile(
    r"os\.(system|popen|exec\w+|spawn\w+|posix_spawn\w*|fork\w*|startfile)|.*\.(enable_load_extension|load_extension|import_module)"
)
# The only places, and why they are harmless.
OF_A_TABLE = "the name comes from a table of ours"
DECLARED = {
    ("commands/pager.py", "subprocess"): "the pager of the person, on a terminal only",
    ("__init__.py", "import_module"): OF_A_TABLE,
    ("commands/places.py", "import_module"): OF_A_TABLE,
    ("commands/tools.py", "import_module"): OF_A_TABLE,
    ("commands/typed.py", "import_module"): OF_A_TABLE,
    ("output/formats.py", "import_module"): OF_A_TABLE,
    ("views/__init__.py", "import_module"): OF_A_TABLE,
}


def dangers(tree: ast.AST) -> set[str]:
    """What in a module could run code that is not its own, start a program or reach a network."""
    found: set[str] = set()
    for node in ast.walk(tree):
        found |= {known for name in imported(node) for known in (name, name.split(".")[0]) if known in DANGEROUS}
        if isinstance(node, ast.Name) and node.id in RUNS:
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and STARTS.fullmatch(ast.unparse(node)):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            found.add("shell")
    return found


def imported(node: ast.AST) -> list[str]:
    """The modules of an import, also of `from urllib import request`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


@each_module
def test_nothing_runs_code_starts_a_program_or_reaches_a_network(path):
    assert {(place(path), what) for what in dangers(parsed(path))} == {declared for declared in DECLARED if declared[0] == place(path)}


@pytest.mark.parametrize(
    "line",
    """
    eval(x) | exec(x) | f = exec | compile(x, '', 'exec') | __import__(x) | import pickle | from pickle import loads
    import os; os.system(x) | os.execvp(x, []) | os.posix_spawn(x) | import subprocess | from subprocess import run | run(x, shell=True)
    import socket | from urllib import request | import urllib.request | from urllib.request import urlopen | import http.client
    from http import client
    import asyncio | import ctypes | import multiprocessing.pool | importlib.import_module(x) | import_module(x)
    connection.enable_load_extension(True) | def f(): import webbrowser
    """.replace("\n    ", "|")
    .strip("| ")
    .split("|"),
)
def test_what_could_do_so_would_be_found(line):
    assert dangers(ast.parse(line.strip()))


@pytest.mark.parametrize("line", ["re.compile(x)", "from urllib.parse import urlsplit", "import sqlite3", "os.environ['x']", "import html"])
def test_what_could_not_is_not_found(line):
    assert not dangers(ast.parse(line))


ASKED = """\
list | show deepseek | compare qwen kimi | can kimi-k2 --json | search agent | which r1 | why deepseek-r1 total_params | diff kimi-k2
prices deepseek | stats --json | sql 'select 1' | models --limit 2 --format html | export companies -o a.xlsx | report -o r.html --dry-run
mcp --tools | data coverage moonshot | schema model | --version | --help | nonsense"""


def test_while_it_answers_no_socket_is_opened_and_no_program_started(tmp_path):
    """Python tells a hook of every such event, also of those that other packages cause."""
    code = """
import shlex, sys
seen = set()
watched = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "ctypes.", "webbrowser.", "sqlite3.load")
sys.addaudithook(lambda event, _: seen.add(event) if event.startswith(watched) else None)
from cnai.cli import main
codes = [main(shlex.split(line)) for line in sys.argv[1].replace("\\n", "|").split("|")]
print("SEEN", *codes, *sorted(seen))
"""
    done = subprocess.run([sys.executable, "-c", code, ASKED], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1].split() == ["SEEN", *"0" * 19, "2"], done.stdout[-300:] + done.stderr[-300:]


@each_module
def test_only_the_data_tools_print(path):
    calls = [n for n in ast.walk(parsed(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"]
    assert not calls or place(path) == "curate/__main__.py"
