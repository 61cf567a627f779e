"""How long whole processes take, as ratios to floors that are measured in the same run.

    python benchmarks/startup.py [ROUNDS]

Two floors: a bare `python -c pass`, and benchmarks/floor.py, a Typer program that prints an empty list. The rounds are interleaved, so
that a busy machine slows all processes alike, and the figure of each process is its best round. Ratios are of processor time, which a
busy machine changes less than time on the clock; these processes only compute, so on an idle machine the two are the same. Prints both
times, the ratio to each floor, the peak memory and the budget; exits with 1 if a budget is missed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

BARE, TYPER = "python -c pass", "a Typer program that prints []"
MEMORY = 60  # MiB


class Case(NamedTuple):
    """A process: its arguments to Python, the floor it is measured against, the budget as a ratio to it, whether memory has a budget."""

    arguments: tuple[str, ...]
    floor: str | None = None
    budget: float | None = None
    memory: bool = False


def _cnai(*arguments: str, floor: str = TYPER, budget: float | None = None, memory: bool = False) -> Case:
    return Case(("-m", "cnai", *arguments), floor, budget, memory)


CASES = {
    BARE: Case(("-c", "pass")),
    TYPER: Case((str(Path(__file__).with_name("floor.py")), "--json")),
    "--version": _cnai("--version", floor=BARE, budget=2.5),
    "--help": _cnai("--help", floor=BARE, budget=2.5),
    "list --json": _cnai("list", "--json", budget=1.25, memory=True),
    "compare qwen kimi --json": _cnai("compare", "qwen", "kimi", "--json", budget=1.4, memory=True),
    "show deepseek --json": _cnai("show", "deepseek", "--json", budget=1.4, memory=True),
    "can kimi-k2 --json": _cnai("can", "kimi-k2", "--commercial", "--json", budget=1.4),
    "search attention --json": _cnai("search", "sparse attention", "--json", budget=1.4),
    "sql --json": _cnai("sql", "select count(*) from models", "--json", budget=1.4),
    "prices deepseek --json": _cnai("prices", "deepseek", "--json", budget=1.4),
    "stats --json": _cnai("stats", "--json", budget=1.4),
    "which kimi-k2 --json": _cnai("which", "kimi-k2", "--json"),
    "models --json": _cnai("models", "--json"),
    "list, drawn": _cnai("list", "--format", "table", budget=1.7, memory=True),
    "show deepseek, drawn": _cnai("show", "deepseek", "--format", "table", budget=1.7, memory=True),
    "compare qwen kimi, drawn": _cnai("compare", "qwen", "kimi", "--format", "table", budget=1.7, memory=True),
}


def environment() -> dict[str, str]:
    """The environment without what would slow Python down: byte code that is not kept, output that is not buffered."""
    return {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}


class Seconds(NamedTuple):
    """The time of one process: of the processor, and on the clock."""

    processor: float
    clock: float


def _children() -> float | None:
    """The processor time of all processes that have ended; None on a system that does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(arguments: tuple[str, ...]) -> Seconds:
    """The time of one process. Raises CalledProcessError if it fails."""
    before, start = _children(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    clock, after = time.perf_counter() - start, _children()
    return Seconds(clock if before is None or after is None else after - before, clock)


def best(cases: dict[str, tuple[str, ...]], rounds: int) -> dict[str, Seconds]:
    """The best round of each process, the rounds interleaved."""
    for arguments in cases.values():  # once unmeasured, so that byte code and files are in place
        seconds(arguments)
    times = dict.fromkeys(cases, Seconds(float("inf"), float("inf")))
    for _ in range(rounds):
        for name, arguments in cases.items():
            now = seconds(arguments)
            times[name] = Seconds(min(times[name].processor, now.processor), min(times[name].clock, now.clock))
    return times


def peak(arguments: tuple[str, ...]) -> float:
    """The peak memory of one process in MiB, measured by a parent of its own."""
    code = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, sys.executable, *arguments], env=environment(), capture_output=True, check=True, text=True
    )
    return int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def verdict(found: float, budget: float | None) -> str:
    """The budget and whether it is kept."""
    if budget is None:
        return ""
    return f"{budget:g}" if found <= budget else f"{budget:g}, missed by {100 * (found / budget - 1):.1f} %"


def main(rounds: int = 25) -> int:
    """Measure and print. Returns 1 if a budget is missed."""
    times = best({name: case.arguments for name, case in CASES.items()}, rounds)
    missed = 0
    print(f"{'ms':>7} {'clock':>7} {'x bare':>7} {'x Typer':>8} {'MiB':>6}  process  (budget)")
    for name, case in CASES.items():
        took, memory = times[name], peak(case.arguments)
        said = []
        if case.floor and case.budget:
            said.append(verdict(took.processor / times[case.floor].processor, case.budget))
        if case.memory:
            said.append(f"{verdict(memory, MEMORY)} MiB")
        missed += any("missed" in text for text in said)
        floors = f"{took.processor / times[BARE].processor:7.2f} {took.processor / times[TYPER].processor:8.2f}"
        budget = f"  ({'; '.join(said)})" if said else ""
        print(f"{1000 * took.processor:7.1f} {1000 * took.clock:7.1f} {floors} {memory:6.1f}  {name}{budget}")
    print(f"{missed} of {sum(c.budget is not None for c in CASES.values())} over budget; best of {rounds} rounds")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 25))
