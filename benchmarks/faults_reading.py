"""Faults of what the program reads: files of facts, arguments, surroundings, signals, input without end."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from forked import OWN, Case, Done, Settings, clean, in_fork, in_process, part

import cnai


@part
def toml(settings: Settings) -> Iterator[Case]:
    """The files of the TOML test suite as one's own facts: taken, or refused with file and line."""
    for path in sorted(Path(settings.toml_test, "tests").glob("*valid/**/*.toml")):
        done = in_fork(["list", "--json", "--data", str(path)])
        told = done.code == 0 or (done.code == 4 and f"{path}:".encode() in done.err)
        yield done.kept and told, str(path)


@part
def mutations(settings: Settings) -> Iterator[Case]:
    """A good file of facts with bytes changed, or cut off anywhere."""
    good, path = OWN.encode(), settings.folder / "own.toml"
    for n in settings.times(10_000):
        data = bytearray(good)
        for _ in range(settings.chance.randint(1, 3)):
            data[settings.chance.randrange(len(data))] = settings.chance.randrange(256)
        path.write_bytes(bytes(data) if n % 5 else good[: settings.chance.randrange(len(good))])
        done = in_fork(["show", "kimi-k3", "--json", "--data", str(path)])
        yield done.kept and done.code in (0, 4), f"{path.read_bytes()!r}: {done.code} {done.err[:200]!r}"


@part
def interrupts(settings: Settings) -> Iterator[Case]:
    """SIGINT at any millisecond: it ends, and no line of ours is in a traceback."""
    for delay in settings.times(250):
        argv = [sys.executable, "-m", "cnai", "models", "--json"]
        running = subprocess.Popen(argv, env=clean(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(delay / 1000)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
        ours = b"/cnai/" in err
        yield not ours and running.returncode in (0, 1, 130, -signal.SIGINT), f"after {delay} ms: {running.returncode} {err[-300:]!r}"


@part
def environments(settings: Settings) -> Iterator[Case]:
    """Languages, encodings, widths, terminals, colours, time zones, hash seeds: one answer, byte for byte."""
    usual = in_process(["list", "--json"]).stdout
    choices = (
        [{"LC_ALL": v} for v in ("C", "POSIX", "C.UTF-8", "zh_CN.GBK", "tr_TR.UTF-8")] + [{"LANG": "", "LC_ALL": ""}],
        [{}, *({"PYTHONIOENCODING": v} for v in ("ascii", "cp1252", "gbk"))],
        [{"TZ": v} for v in ("UTC", "Asia/Shanghai", "Bad/Zone", ":/etc/passwd")],
        [{"COLUMNS": v} for v in ("0", "1", "abc", "²", "99999999999999999999")],
        [{"NO_COLOR": "1"}, {"FORCE_COLOR": ""}, {"FORCE_COLOR": "1"}, {"TERM": "dumb"}, {"CI": "true", "GITHUB_ACTIONS": "true"}],
        [{"PYTHONHASHSEED": v} for v in ("0", "1")],
    )
    every = list(itertools.product(*choices))
    settings.chance.shuffle(every)
    for chosen in every[: len(settings.times(800))]:
        env = {k: v for setting in chosen for k, v in setting.items()}
        yield in_process(["list", "--json"], env).stdout == usual, str(env)


@part
def commands(settings: Settings) -> Iterator[Case]:
    """Random command lines: a known exit code, no traceback, JSON that parses."""
    from cnai.commands import COMMANDS
    from cnai.commands.typed import typed

    options = {c.name: [o for p in typed(c).params for o in getattr(p, "opts", ()) if o.startswith("-")] for c in COMMANDS}
    words = [
        "deepseek",
        "kimi",
        "智谱",
        "qwen3",
        "mit",
        "2025-07",
        "30d",
        "3",
        "200M",
        "-1",
        "",
        " ",
        "--",
        "@nope",
        "-",
        "*",
        "a\nb",
        "\x1b[31m",
        "x" * 5000,
        "models",
        "EU",
        "null",
        "=1+1",
        "'; drop table models; --",
        "total_params > 1e9",
        "select 1",
        "../x",
        "\udcff",
    ]
    for _ in settings.times(10_000):
        command = settings.chance.choice(COMMANDS).name
        pool = words + options[command] * 2 + ["--json", "--format", "csv", "html"]
        argv = [command, *settings.chance.choices(pool, k=settings.chance.randint(0, 5))]
        if command in ("completion", "export", "report"):
            argv += ["--dry-run"]
        if command == "overlay":
            argv += ["--data", str(settings.folder / "none.toml"), "--dry-run"]
        done = in_fork(argv, seconds=30)
        fine = done.kept and (done.code or "--json" not in argv or "--" in argv or _parses(done))
        yield bool(fine), f"{argv}: {done.code} {done.err[-300:]!r}"


def _parses(done: Done) -> bool:
    try:
        json.loads(done.out)
    except ValueError:
        return b"Usage:" in done.out  # --help
    return True


# What is tried -> the arguments, and what is piped in.
Calls = dict[str, tuple[list[str], bytes | int]]


def _large_texts(folder: Path) -> Calls:
    """Files of facts that would cost a parser much."""
    texts = {
        "a key of 10,000 parts": "a." * 9999 + "a = 1",
        "256 lines of 999 parts": ("a." * 998 + "b = 1\n") * 256,
        "brackets": "a = " + "[" * 5000,
        "tables": "a = " + "{b = " * 5000,
        "a huge text": f'a = "{"x" * 10**6}"',
        "a huge number": f"a = {'9' * 5000}",
        "a huge hexadecimal": f"a = 0x{'f' * 3600}",
        "200,000 keys": "".join(f"k{n} = 1\n" for n in range(200_000)),
        "an infinity": "a = inf",
    }
    calls: Calls = {}
    for what, text in texts.items():
        path = folder / f"large-{len(calls)}.toml"
        path.write_text(text, encoding="utf-8")
        calls[what] = (["list", "--data", str(path)], b"")
        calls[f"{what}, checked"] = (["data", "check", str(path)], b"")
    return calls


def _no_files(folder: Path) -> Calls:
    """What is no file, or has no end."""
    calls: Calls = {}
    sparse = folder / "sparse.toml"
    with sparse.open("wb") as file:
        file.truncate(2**30)
    os.mkfifo(folder / "fifo")
    for path in (sparse, folder / "fifo", folder, Path("/dev/zero"), Path("/proc/self/mem")):
        for argv in (
            ["list", "--data", str(path)],
            ["data", "check", str(path)],
            ["review", str(path)],
            ["which", f"@{path}"],
            ["audit", str(path)],
        ):
            calls[" ".join(argv)] = (argv, b"")
    return calls


def _hungry_queries() -> Calls:
    """SQL that makes much of little."""
    calls: Calls = {}
    for sql in (
        "zeroblob(900000000)||id",
        "randomblob(999999999)",
        "printf('%300000000d', 1)",
        "hex(zeroblob(400000000))",
        "group_concat(zeroblob(100000000))",
        "json_group_array(printf('%10000000d', 1))",
        "(with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t)",
        "(select count(*) from models a, models b, models c, models d)",
        "load_extension('x')",
        "readfile('/etc/passwd')",
    ):
        calls[f"sql {sql}"] = (["sql", f"select {sql} from models"], b"")
        calls[f"--where {sql}"] = (["models", "--where", f"{sql} is not null"], b"")
    return calls


@part
def limits(settings: Settings) -> Iterator[Case]:
    """Input made to take time or memory: refused within 5 seconds of processor time and 200 MiB."""
    calls: Calls = {**_large_texts(settings.folder), **_no_files(settings.folder), **_hungry_queries()}
    calls["an argument of 100 KB"] = (["show", "x" * 100_000], b"")
    calls["60,000 invented words"] = (["review", "-"], b" ".join(b"Xyzzy%d" % n for n in range(60_000)))
    sound = Path(cnai.__file__).parent / "data/companies/moonshot/kimi.toml"
    whole = in_fork(["data", "check", str(sound)]).seconds  # it reads all data, to know what the file may refer to
    for what, (argv, given) in calls.items():
        done = in_fork(argv, given, 40)
        most = 5 + whole * (argv[:2] == ["data", "check"])
        yield done.kept and done.seconds <= most and done.memory <= 200, f"{what}: {done.code}, {done.seconds:.1f} s, {done.memory:.0f} MiB"
    for argv in (["review", "-"], ["which", "-"]):
        with subprocess.Popen(["yes", "Zupu"], stdout=subprocess.PIPE) as endless:
            done = in_fork(argv, endless.stdout.fileno() if endless.stdout else b"", 30)
            endless.kill()
        yield (
            done.kept and done.seconds <= 5 and done.memory <= 300,
            f"endless {argv}: {done.code}, {done.seconds:.1f} s, {done.memory:.0f} MiB",
        )
