"""The program run many times, for benchmarks/faults.py: in a fork of one warm process, in a few milliseconds, or as a fresh process."""

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CODES = (0, 1, 2, 3, 4, 5, 6, 74)
LINES, WIDEST = 20, 4200  # of what an error may say


Case = tuple[bool, str]  # was the promise kept, and what was tried
PARTS: dict[str, "Callable[[Settings], Iterator[Case]]"] = {}
OWN = """\
[[set]]
id = "kimi-k3"
field = "context_tokens"
value = 1_000_000
note = "seen on the price page"

[[models]]
id = "my-model"
name = "My Model"
company = "moonshot"
family = "kimi"
kinds = ["text"]
released = "2026-11-01"
"""


class Done(NamedTuple):
    """How a run ended: exit code (negative for a signal), what it wrote, seconds of processor time, peak memory in MiB."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    memory: float

    @property
    def kept(self) -> bool:
        """Whether the run kept what holds for any input: a known exit code, and at most a few lines that are no traceback."""
        text = self.err.decode("utf-8", "replace")
        bad = any(word in text for word in ("Traceback", "Exception ignored", "failed unexpectedly", "pydantic"))
        return self.code in CODES and not bad and text.count("\n") <= LINES and max(map(len, text.split("\n"))) <= WIDEST


def started(argv: Sequence[str], streams: Sequence[int] = (), seconds: int = 300) -> int:
    """Start the program in a fork of this process, which has imported it already; returns the number of the process. `streams` are the
    descriptors of stdin, stdout and stderr, else nothing is read or written. It is ended after some seconds by SIGALRM."""
    from cnai import __main__ as program

    pid = os.fork()
    if pid:
        return pid
    try:
        signal.alarm(seconds)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number, descriptor in enumerate(streams or (nowhere, nowhere, nowhere)):
            os.dup2(descriptor, number)
        sys.argv = ["cnai", *argv]
        program.run()
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    os._exit(99)


def in_fork(argv: Sequence[str], stdin: bytes | int = b"", seconds: int = 20) -> Done:
    """Run the program so and wait for it; `stdin` is what it reads, or a descriptor."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        if isinstance(stdin, bytes):
            given.write(stdin)
            given.seek(0)
        pid = started(argv, (given.fileno() if isinstance(stdin, bytes) else stdin, out.fileno(), err.fileno()), seconds)
        _, status, used = os.wait4(pid, 0)
        said, complained = _content(out), _content(err)
    return Done(os.waitstatus_to_exitcode(status), said, complained, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _content(file: object) -> bytes:
    file.seek(0)  # type: ignore[attr-defined]  # a temporary file
    return bytes(file.read())  # type: ignore[attr-defined]


def warm() -> None:
    """Import what the commands need and open the data, so that every fork has it."""
    in_process(["list", "--json"])
    for argv in (["list", "--format", "table"], ["show", "deepseek", "--format", "html"], ["overlay", "check", "/nonexistent"]):
        from cnai.cli import main

        with open(os.devnull, "w") as nowhere:
            kept = sys.stdout, sys.stderr
            sys.stdout = sys.stderr = nowhere
            try:
                main(argv)
            finally:
                sys.stdout, sys.stderr = kept


def in_process(argv: Sequence[str], env: dict[str, str] | None = None, **more: object) -> "subprocess.CompletedProcess[bytes]":
    """Run the program as a fresh process, in the environment given."""
    where = {"capture_output": True} | ({} if "stdout" not in more else {"capture_output": False}) | more
    return subprocess.run([sys.executable, "-m", "cnai", *argv], env=clean() | (env or {}), check=False, **where)  # type: ignore[call-overload]


def clean() -> dict[str, str]:
    """The environment without what changes how Python or the program writes."""
    gone = ("PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "CNAI_ASCII", "XDG_CONFIG_HOME")
    return {k: v for k, v in os.environ.items() if k not in gone}


def limited(size: int) -> None:
    """No file that this process writes becomes larger than `size` bytes, and writing more is an error rather than a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def leftovers(folder: Path) -> list[str]:
    """The temporary files in a folder."""
    return sorted(p.name for p in folder.iterdir() if p.name.startswith(".cnai-") or p.name.endswith((".tmp", ".lock", ".break")))


class Settings:
    """The folder to work in, a generator of random numbers, how many of a thousand, and where toml-test is."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.folder, self.chance, self.toml_test = folder, random.Random(given.seed), given.toml_test
        self.scale = given.scale

    def times(self, count: int) -> range:
        """That many rounds, or fewer if asked."""
        return range(max(int(count * self.scale), 1))


def part(check: Callable[[Settings], Iterator[Case]]) -> Callable[[Settings], Iterator[Case]]:
    """A part of the run, under the name of its function."""
    PARTS[check.__name__] = check
    return check
