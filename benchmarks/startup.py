"""How long whole processes take, as ratios to `python -c pass` measured in the same run, interleaved so that a busy machine hits all alike.

    python benchmarks/startup.py [ROUNDS]

Prints the median of each command's ratio, its median milliseconds and its peak memory. The budgets: `list --json` and
`compare --json` at most 8 times bare Python, a drawn table at most 11, peak memory at most 60 MiB.
"""

import os
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "cnai --version": ["-m", "cnai", "--version"],
    "cnai --help": ["-m", "cnai", "--help"],
    "cnai list --json": ["-m", "cnai", "list", "--json"],
    "cnai compare qwen kimi --json": ["-m", "cnai", "compare", "qwen", "kimi", "--json"],
    "cnai models --json": ["-m", "cnai", "models", "--json"],
    "cnai list --format table": ["-m", "cnai", "list", "--format", "table"],
    "cnai show deepseek --format table": ["-m", "cnai", "show", "deepseek", "--format", "table"],
    "cnai compare qwen kimi --format table": ["-m", "cnai", "compare", "qwen", "kimi", "--format", "table"],
}
BUDGET = {"cnai list --json": 8, "cnai compare qwen kimi --json": 8, "cnai list --format table": 11}


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    """The wall time of one process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def peak(arguments: list[str], environment: dict[str, str]) -> float:
    """The peak memory of one process in MiB, measured by a parent of its own."""
    code = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, sys.executable, *arguments], env=environment, capture_output=True, check=True, text=True
    )
    return int(out.stdout) / 1024


def main(rounds: int = 25) -> None:
    """Measure and print."""
    unset = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    environment = {k: v for k, v in os.environ.items() if k not in unset}
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for arguments in COMMANDS.values():  # once unmeasured, so that byte code is there
        seconds(arguments, environment)
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments, environment))
    bare = times["python -c pass"]
    for name, arguments in COMMANDS.items():
        ratio = statistics.median(t / b for t, b in zip(times[name], bare, strict=True))
        budget = f"  (budget {BUDGET[name]})" if name in BUDGET else ""
        print(f"{ratio:5.1f} x  {1000 * statistics.median(times[name]):6.1f} ms  {peak(arguments, environment):5.1f} MiB  {name}{budget}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
