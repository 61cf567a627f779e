"""Who may import whom, and what must not be imported early."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "cnai"
# Lower levels first; a module imports from lower levels, or from an earlier name on its own.
LEVELS = (
    ("errors", "parts", "entities", "plain"),
    ("dates", "fields", "places", "derive", "replay", "names", "tables", "catalogue"),
    ("text", "blocks", "report"),
    ("questions",),
    ("output", "views", "formats"),
    ("curate",),
    ("commands",),
    ("library", "cli"),
    ("__main__", "__init__"),
)
ORDER = {name: n for n, name in enumerate(name for level in LEVELS for name in level)}
# A heavy package -> the modules that may name it at all.
ONLY = {
    "rich": ("formats/terminal.py",),
    "pydantic": ("curate/validate.py", "curate/schema.py"),
    "tomllib": ("curate/tree.py", "curate/fmt.py"),
    "tomli_w": ("curate/fmt.py", "formats/toml.py"),
    "sqlite3": ("formats/sqlite.py",),
    "typer": ("cli.py", "commands/"),
    "importlib.metadata": (),
}
MODULES = sorted(SOURCE.rglob("*.py"))


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "cnai")


def part(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_point_downwards(path):
    here = part(path)
    for name in imports(path):
        if name.startswith("cnai.") and here != "__init__":
            there = name.split(".")[1]
            assert there in ORDER or there == "__version__", name
            assert there == "__version__" or ORDER[there] <= ORDER[here], f"{here} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_heavy_packages_stay_in_their_leaf(path):
    here = path.relative_to(SOURCE).as_posix()
    for name in imports(path):
        for package, places in ONLY.items():
            if name == package or name.startswith(package + "."):
                assert any(here.startswith(p) for p in places), f"{here} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_module_can_be_read_in_one_sitting(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 340, f"{path.name} has {lines} lines"


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running some code."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONSTARTUP"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    return set(done.stderr.split())


HEAVY = ("rich", "pydantic", "tomllib", "tomli_w", "sqlite3", "importlib.metadata", "difflib", "tempfile")


@pytest.mark.parametrize(
    "argv", [["list", "--json"], ["compare", "qwen", "kimi", "--json"], ["show", "deepseek"], ["models", "--format", "csv"]], ids=" ".join
)
def test_answers_for_scripts_import_nothing_heavy(argv):
    modules = loaded(f"from cnai.cli import main; main({argv!r})")
    early = [h for h in HEAVY[:6] if h in modules]
    assert early == []


def test_the_library_needs_the_standard_library_only():
    modules = loaded("import cnai; c = cnai.load(); c.resolve('qwen'); c.models")
    assert not {"typer", "rich", "pydantic", "tomli_w"} & modules


def test_only_the_command_named_is_imported():
    modules = loaded("from cnai.cli import main; main(['list', '--json'])")
    assert {m for m in modules if m.startswith("cnai.commands.")} == {"cnai.commands.run", "cnai.commands.list_"}


def test_nothing_opens_a_network_or_runs_a_program():
    for path in MODULES:
        for name in imports(path):
            assert name.split(".")[0] not in ("socket", "http", "subprocess", "ssl", "ftplib", "requests"), f"{path.name}: {name}"
            assert name != "urllib.request"


def test_only_formats_and_the_data_tools_print():
    for path in MODULES:
        if path.relative_to(SOURCE).as_posix() == "curate/__main__.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"]
        assert not calls, path.name
