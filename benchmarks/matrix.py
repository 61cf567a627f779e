"""The same answers from every Python, dependency and way to install.

    python benchmarks/matrix.py [--python PATH ...]

Builds the wheel and the source distribution twice and compares them, then installs the wheel, away from the source, for each Python that is
found (or named with `--python`): with the newest and the lowest dependencies that are allowed, with all extras, as a zipapp, with pipx and
uvx. Each runs the commands of `ASKED`; exit code, answer and messages must be those of the source tree, byte for byte. Needs uv, and pipx
for its line. The newest Typer, above our bound, is only recorded. Exits with 1 if any other differs.
"""

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
LINES = """
--version | --help | list --help | list | list --json | list --format table | show deepseek --format table | compare qwen kimi --format csv
models --where 'total_params > 1e12' --json | can kimi-k2 --commercial --mau 200M | search attention | which r1 智谱
why deepseek-r1 total_params | sql 'select count(*) from models' | diff kimi-k2 --json | export companies --format toml
export models --format html | data check good.toml | data check bad.toml | list --data own.toml --json | schema model | nonsense
"""
ASKED = [line for row in LINES.strip().split("\n") for line in row.split(" | ")]
# Inside a zip file there can be neither pydantic, which is compiled, nor the tree of data: these say so.
NOT_IN_A_ZIP = ("data check good.toml", "data check bad.toml", "list --data own.toml --json")
WITH_EXTRAS = ["mcp --tools", "export companies -o companies.xlsx --force"]
FILES = {
    "good.toml": 'name = "Flint"\nkinds = ["text"]\nsummary = "An invented lab"\n',
    "bad.toml": 'name = 3\nkinds = ["noise"]\n[[models]]\nid = "X"\n',
    "own.toml": '[[set]]\nid = "kimi-k3"\nfield = "context_tokens"\nvalue = 1_000_000\n',
}
BUILT = ("3.11", "3.12", "3.13", "3.14")
Answer = tuple[int, bytes, bytes]


class Way(NamedTuple):
    """A way to have the program: its name, the command that runs it, whether it has the extras, is only recorded, is a zip file."""

    name: str
    command: Sequence[str | Path]
    extras: bool = False
    recorded: bool = False
    zipped: bool = False


def done(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a tool that must succeed. Raises RuntimeError."""
    ran = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, check=False, env=environment())
    if ran.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {ran.stderr[-800:]}")


def environment() -> dict[str, str]:
    """The environment without what would let Python see the source or another configuration."""
    left = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "CNAI_", "XDG_", "VIRTUAL_ENV"))}
    return left | {"COLUMNS": "80", "LC_ALL": "C.UTF-8"}


def answers(command: Sequence[str | Path], asked: Sequence[str], folder: Path) -> dict[str, Answer]:
    """What a way to have the program says to each line."""
    out = {}
    for line in asked:
        ran = subprocess.run([*map(str, command), *shlex.split(line)], cwd=folder, env=environment(), capture_output=True, check=False)
        out[line] = ran.returncode, ran.stdout, ran.stderr
    return out


def builds(folder: Path) -> tuple[Path, list[str]]:
    """The wheel, and what differs between two builds of it and of the source distribution."""
    sums = []
    for n in (1, 2):
        done(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / str(n), ROOT)
        sums.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / str(n)).iterdir()})
    for name, digest in sums[0].items():
        print(f"{name}  sha256 {digest}")
    if shutil.which("twine"):
        done("twine", "check", "--strict", *(folder / "1").iterdir())
        print("twine check --strict: passed")
    else:
        print("twine check --strict: left out, twine is not installed")
    return next((folder / "1").glob("*.whl")), [name for name, digest in sums[0].items() if sums[1].get(name) != digest]


def pythons(given: Sequence[str]) -> list[Path]:
    """The Pythons to use: those named, else those of the supported versions that are on the path."""
    found = given or [path for version in BUILT if (path := shutil.which(f"python{version}"))]
    return [Path(p) for p in found]


def environments(pythons: Sequence[Path], wheel: Path, folder: Path) -> Iterator[Way]:
    """Every way to have the program, made when it is asked for."""
    for number, base in enumerate(pythons):
        said = subprocess.run(
            [base, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"], capture_output=True, text=True, check=True
        )
        version = said.stdout.strip()
        usual = installed(base, folder / f"{number}-newest", wheel)
        yield Way(f"{version}, newest dependencies", (usual, "-m", "cnai"))
        for option in (("-W", "error"), ("-O",), ("-I",)):
            yield Way(f"{version} {' '.join(option)}", (usual, *option, "-m", "cnai"))
        yield Way(f"{version}, the script", (usual.with_name("cnai"),))
        lowest = installed(base, folder / f"{number}-lowest", wheel, "--resolution", "lowest-direct")
        yield Way(f"{version}, lowest dependencies", (lowest, "-m", "cnai"))
        every = installed(base, folder / f"{number}-extras", f"{wheel}[xlsx,mcp,browse]")
        yield Way(f"{version}, all extras", (every, "-m", "cnai"), extras=True)
        every = installed(base, folder / f"{number}-low", f"{wheel}[xlsx,mcp,browse]", "--resolution", "lowest-direct")
        yield Way(f"{version}, lowest extras", (every, "-m", "cnai"), extras=True)
        app = folder / f"{number}-app"
        done("uv", "pip", "install", "--quiet", "--python", base, "--target", app, wheel)
        done(base, "-m", "zipapp", "--main", "cnai.__main__:run", "--output", app.with_suffix(".pyz"), app)
        yield Way(f"{version}, zipapp", (base, app.with_suffix(".pyz")), zipped=True)
        yield Way(f"{version}, uvx", ("uvx", "--quiet", "--python", base, "--from", wheel, "cnai"))
        if shutil.which("pipx"):
            bins = folder / f"{number}-pipx"
            where = {"PIPX_HOME": f"{bins}/home", "PIPX_BIN_DIR": f"{bins}/bin", "PIPX_MAN_DIR": f"{bins}/man"}
            subprocess.run(["pipx", "install", "--python", base, wheel], env=environment() | where, capture_output=True, check=True)
            yield Way(f"{version}, pipx", (bins / "bin" / "cnai",))
        else:
            print("pipx: left out, it is not installed")
    newest = installed(pythons[0], folder / "typer", wheel)
    done("uv", "pip", "install", "--quiet", "--python", newest, "--upgrade", "--no-deps", "typer")
    yield Way("the newest Typer, above our bound", (newest, "-m", "cnai"), recorded=True)


def installed(base: Path, target: Path, what: Path | str, *options: str) -> Path:
    """The Python of a new environment with the wheel in it."""
    done("uv", "venv", "--quiet", "--python", base, target)
    done("uv", "pip", "install", "--quiet", "--python", target / "bin" / "python", *options, what)
    return target / "bin" / "python"


def told(answer: Answer) -> bool:
    """Whether it is one line that names what cannot be loaded."""
    return answer[0] == 1 and answer[2].count(b"\n") == 1 and b"the package pydantic" in answer[2]


def main() -> int:
    """Print a line for each way. Returns 1 if one differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="a Python to use; repeatable")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        wheel, unlike = builds(folder)
        print(f"two builds: {2 - len(unlike)} of 2 the same bytes")
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); from cnai.__main__ import run; run()"
        usual = answers([sys.executable, "-c", code], [*ASKED, *WITH_EXTRAS], folder)
        ways = same = 0
        for way in environments(pythons(given.python), wheel, folder):
            asked = [*ASKED, *(WITH_EXTRAS if way.extras else ())]
            got = answers(way.command, asked, folder)
            others = [line for line in asked if got[line] != usual[line] and not (way.zipped and line in NOT_IN_A_ZIP and told(got[line]))]
            print(f"{way.name:<34} {len(asked) - len(others)} of {len(asked)}" + (" (recorded only)" if way.recorded else ""), flush=True)
            for line in others[:3]:
                print(f"    {line}: {got[line][0]} {got[line][2][-300:].decode('utf-8', 'replace')!r}")
            if not way.recorded:
                ways, same = ways + 1, same + (not others)
        print(f"{same} of {ways} ways say the same")
    return 1 if unlike or same < ways else 0


if __name__ == "__main__":
    sys.exit(main())
