"""Faults of what the program writes: writers that are killed or many, full disks, places that cannot be written, names of files."""

import contextlib
import itertools
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from forked import OWN, Case, Settings, clean, in_fork, in_process, leftovers, limited, part, started


def _killed(settings: Settings, argv: list[str], rounds: int, target: Path, sound: Callable[[], object]) -> Iterator[Case]:
    """Start a writer and kill it at any moment; the file must stay whole, and nothing lie beside it after the next run."""
    start = time.perf_counter()
    if in_fork(argv).code:
        raise RuntimeError(f"cannot even be run: {argv}")
    took = time.perf_counter() - start
    for _ in settings.times(rounds):
        pid = started(argv)
        time.sleep(settings.chance.random() * took * 1.1)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        try:
            sound()
            whole = True
        except (ValueError, OSError, AssertionError):
            whole = False
        stray = [name for name in leftovers(target.parent) if not name.endswith((".lock", ".break"))]
        for name in stray:
            (target.parent / name).unlink(missing_ok=True)
        yield whole and not stray, f"{' '.join(argv)}: {'whole' if whole else 'damaged'}, left {stray}"


@part
def kills(settings: Settings) -> Iterator[Case]:
    """SIGKILL at any moment of an export, of a change to one's own facts, of compiling the data: old or new, whole, nothing left."""
    table, own, book = settings.folder / "t.csv", settings.folder / "facts.toml", settings.folder / "all.db"
    own.write_text(OWN, encoding="utf-8")
    yield from _killed(settings, ["export", "models", "-o", str(table), "--force"], 200, table, lambda: _ends(table))
    change = ["overlay", "set", "kimi-k3", "context", "2M", "--data", str(own)]
    yield from _killed(settings, change, 200, own, lambda: tomllib.loads(own.read_text(encoding="utf-8")))
    yield from _killed(settings, ["export", "all", "--format", "sqlite", "-o", str(book), "--force"], 100, book, lambda: _opens(book))


def _ends(table: Path) -> None:
    if table.read_bytes()[-1:] != b"\n":
        raise ValueError("cut off")


def _opens(book: Path) -> None:
    with contextlib.closing(sqlite3.connect(book)) as connection:
        if connection.execute("pragma integrity_check").fetchone() != ("ok",):
            raise ValueError("damaged")


@part
def writers(settings: Settings) -> Iterator[Case]:
    """Writers of one file of facts at the same time: each one's value is there afterwards."""
    own = settings.folder / "shared.toml"
    own.write_text(OWN, encoding="utf-8")
    ids = [row["id"] for row in json.loads(in_process(["models", "--open", "--json"]).stdout)][: len(settings.times(200))]
    pids = [started(["overlay", "set", name, "context", "4096", "--data", str(own)]) for name in ids]
    for pid in pids:
        os.waitpid(pid, 0)
    held = {row["id"] for row in tomllib.loads(own.read_text(encoding="utf-8"))["set"] if row["value"] == 4096}
    for name in ids:
        yield name in held, name
    yield not leftovers(settings.folder), f"left {leftovers(settings.folder)}"


READING = (
    "list",
    "list --json",
    "models --json",
    "show deepseek",
    "compare qwen kimi --format csv",
    "export models",
    "--version",
    "--help",
)


@part
def disk(settings: Settings) -> Iterator[Case]:
    """A full disk behind stdout, stderr or both, and a file that may not grow, also unbuffered: exit 74 and a line, never a part with 0."""
    for argv, env in itertools.product(READING, ({}, {"PYTHONUNBUFFERED": "1"})):
        with open("/dev/full", "wb") as full:
            one = in_process(argv.split(), env, stdout=full, stderr=subprocess.PIPE)
            two = in_process(argv.split(), env, stdout=subprocess.PIPE, stderr=full)
            three = in_process(argv.split(), env, stdout=full, stderr=full)
        yield one.returncode == 74 and one.stderr.count(b"\n") == 1, f"{argv} > /dev/full: {one.returncode} {one.stderr!r}"
        yield two.returncode == 0 and bool(two.stdout), f"{argv} 2> /dev/full: {two.returncode}"
        yield three.returncode == 74, f"{argv} both: {three.returncode}"
        with (settings.folder / "small").open("wb") as small:
            four = in_process(argv.split(), env, stdout=small, stderr=subprocess.PIPE, preexec_fn=lambda: limited(8))
        yield four.returncode == 74, f"{argv} in a file of at most 8 bytes: {four.returncode}"
    target = settings.folder / "old.csv"
    for _ in settings.times(20):
        target.write_text("old\n", encoding="utf-8")
        done = in_process(["export", "models", "-o", str(target), "--force"], preexec_fn=lambda: limited(5000))
        yield done.returncode == 74 and target.read_text(encoding="utf-8") == "old\n" and not leftovers(settings.folder), "export"


@part
def places(settings: Settings) -> Iterator[Case]:
    """No home, a home that is a file, a deleted folder, settings of odd places: reading answers the same as anywhere."""
    usual = in_process(["list", "--json"]).stdout
    odd = {
        "no HOME": {"HOME": ""},
        "a home that is not there": {"HOME": "/nonexistent"},
        "a home in /proc": {"HOME": "/proc"},
        "a file as home": {"HOME": "/etc/passwd"},
        "a relative XDG": {"XDG_CONFIG_HOME": "here"},
        "no TMPDIR": {"TMPDIR": "/nonexistent"},
        "an empty XDG": {"XDG_CONFIG_HOME": ""},
        "XDG a file": {"XDG_CONFIG_HOME": "/etc/passwd"},
        "no PATH": {"PATH": ""},
    }
    for name, env in odd.items():
        yield in_process(["list", "--json"], env).stdout == usual, name
    gone = settings.folder / "gone"
    gone.mkdir()
    script = f'cd "{gone}" && rmdir "{gone}" && exec "{sys.executable}" -m cnai list --json'
    yield subprocess.run(["sh", "-c", script], env=clean(), capture_output=True, check=False).stdout == usual, "a deleted folder"
    for env in ({"HOME": "/proc"}, {"XDG_CONFIG_HOME": "/proc/self"}):
        done = in_process(["overlay", "init"], env)
        yield done.returncode in (1, 74) and done.stderr.count(b"\n") == 1, f"overlay init with {env}: {done.returncode} {done.stderr!r}"
    sealed = settings.folder / "sealed"
    sealed.mkdir()
    if os.getuid() == 0 and shutil.which("unshare"):
        line = f'mount --bind "{sealed}" "{sealed}" && mount -o remount,ro,bind "{sealed}" && exec "$@"'
        argv = [sys.executable, "-m", "cnai", "export", "models", "-o", str(sealed / "t.csv")]
        done = subprocess.run(["unshare", "-m", "sh", "-c", line, "sh", *argv], env=clean(), capture_output=True, check=False)
        yield done.returncode == 74 and done.stderr.count(b"\n") == 1, f"a read-only folder: {done.returncode} {done.stderr!r}"


@part
def paths(settings: Settings) -> Iterator[Case]:
    """Hostile names for an export: only a file inside the folder is written, a device stays a device, an outer file what it was."""
    inner, outer = settings.folder / "a" / "in", settings.folder / "a" / "secret"
    inner.mkdir(parents=True)
    outer.write_text("secret", encoding="utf-8")
    (inner / "folder").mkdir()
    (inner / "link").symlink_to(outer)
    os.link(outer, inner / "hard")
    os.mkfifo(inner / "pipe")
    names = [
        "..",
        "../secret",
        ".",
        "",
        "folder",
        "pipe",
        "link",
        "hard",
        "a\nb",
        "a\x1bb",
        "CON",
        "x" * 300,
        "深度/求索",
        "深度",
        "a:b",
        "dot.",
        " ",
        "-",
        "~",
        "$HOME",
        "`id`",
        "x/../../secret",
        "/dev/null",
        "/dev/full",
        "/proc/self/mem",
        "a\udcffb",
    ]
    for name in names:
        for force in ([], ["--force"]):
            if force and name in ("../secret", "link", "x/../../secret"):
                continue  # that is what was asked for
            done = in_fork(["export", "companies", "--format", "csv", "-o", name if name.startswith("/") else f"{inner}/{name}", *force])
            devices = all(Path(p).is_char_device() for p in ("/dev/null", "/dev/full"))
            fine = outer.read_text(encoding="utf-8") == "secret" and (inner / "pipe").is_fifo() and devices and (inner / "folder").is_dir()
            yield done.kept and fine and not leftovers(inner), f"{name!r} {force}: {done.code} {done.err[:150]!r}"
