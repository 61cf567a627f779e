"""The program as a process: closed pipes, full disks, signals, odd environments. Real processes, since that is what is tested."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CNAI = [sys.executable, "-m", "cnai"]
CLEAN = {k: v for k, v in os.environ.items() if k not in ("PYTHONUNBUFFERED", "NO_COLOR", "FORCE_COLOR", "COLUMNS")}


def process(*argv: str, env: dict[str, str] | None = None, **more):
    return subprocess.run([*CNAI, *argv], env=CLEAN | (env or {}), capture_output=True, **more)


@pytest.mark.parametrize("argv", ["list", "list --json", "models --json", "--help", "export companies --format json"])
def test_a_reader_that_goes_away_is_no_error(argv):
    script = f"{sys.executable} -m cnai {argv} | true; echo ${{PIPESTATUS[0]}}"
    for _ in range(3):
        done = subprocess.run(["bash", "-c", script], env=CLEAN, capture_output=True, text=True)
        assert int(done.stdout) in (0, 141)
        assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which only Linux has")
@pytest.mark.parametrize("argv", ["list", "list --json", "--help", "--version", "export models"])
def test_a_full_disk_is_said_in_one_line(argv):
    with open("/dev/full", "w") as full:
        done = subprocess.run([*CNAI, *argv.split()], env=CLEAN, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 74
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


def test_a_closed_stdout_is_an_error_and_closed_stdin_and_stderr_are_none():
    run = lambda redirect: subprocess.run(["bash", "-c", f"{sys.executable} -m cnai list {redirect}"], env=CLEAN, capture_output=True)  # noqa: E731
    assert run(">&-").returncode != 0
    assert run("2>&- >/dev/null").returncode == 0
    assert run("<&-").returncode == 0


@pytest.mark.parametrize("after", [0.0, 0.03, 0.06, 0.1])
def test_ctrl_c_ends_it_quietly(after):
    program = [sys.executable, "-c", "from cnai.__main__ import run; print(flush=True); run()", "which", "-"]
    running = subprocess.Popen(program, env=CLEAN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout
    running.stdout.readline()
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate()
    assert running.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in err or after == 0.0  # before the first line of the program the interpreter itself answers


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "utf-8"])
def test_data_is_utf8_in_any_encoding(encoding):
    done = process("show", "zhipu", "--json", env={"PYTHONIOENCODING": encoding})
    assert json.loads(done.stdout.decode("utf-8"))["name_zh"].startswith("智谱")
    done = process("list", "--fields", "id,name_zh", env={"PYTHONIOENCODING": encoding})
    assert "zhipu\t智谱" in done.stdout.decode("utf-8")
    assert not done.stdout.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_table_in_a_poor_encoding_is_poorer_but_there(encoding):
    done = process("list", "--format", "table", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert "DeepSeek" in done.stdout.decode(encoding)
    assert b"?" not in done.stdout
    assert f"encoding ({encoding}) cannot show every character".encode() in done.stderr


def test_the_same_bytes_in_any_environment():
    odd = [
        {},
        {"TZ": "Asia/Shanghai"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C"},
        {"COLUMNS": "0"},
        {"COLUMNS": "abc"},
        {"HOME": "/nowhere"},
    ]
    outputs = {process("models", "--json", env=env).stdout for env in odd}
    assert len(outputs) == 1


@pytest.mark.parametrize("value", ["0", "1", "-5", "abc", "99999999"])
def test_an_odd_width_still_prints_all(value):
    done = process("list", "--format", "table", env={"COLUMNS": value, "TERMINAL_WIDTH": value})
    assert done.returncode == 0
    assert done.stdout.count(b"\n") > 22


@pytest.mark.parametrize("env", [{"GITHUB_ACTIONS": "true"}, {"FORCE_COLOR": "1"}, {"TTY_COMPATIBLE": "1"}])
def test_a_pipe_is_never_coloured_behind_ones_back(env):
    for argv in (["list"], ["list", "--json"], ["--help"], ["list", "--help"], ["nonsense"]):
        done = process(*argv, env=env)
        assert b"\x1b" not in done.stdout + done.stderr


def test_reading_writes_no_file(tmp_path):
    before = sorted(p for p in Path(tmp_path).rglob("*"))
    process("list", cwd=tmp_path, env={"HOME": str(tmp_path), "XDG_CONFIG_HOME": "", "PYTHONDONTWRITEBYTECODE": "1"})
    assert sorted(p for p in Path(tmp_path).rglob("*")) == before


@pytest.mark.parametrize("profiler", ["cProfile", "profile"])
def test_a_profiler_sees_the_end(profiler):
    done = subprocess.run([sys.executable, "-m", profiler, "-m", "cnai", "list", "--json"], env=CLEAN, capture_output=True, text=True)
    assert done.returncode == 0
    assert "function calls" in done.stdout


def test_a_large_answer_is_whole_in_a_pipe():
    assert json.loads(process("export", "models", "--format", "json").stdout)[-1]["id"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
@pytest.mark.parametrize("argv", ["--help", "--version", "list --json"])
def test_what_is_written_unbuffered_into_a_file_that_may_not_grow_is_an_error(argv, tmp_path):
    script = f"trap '' XFSZ; ulimit -f 0; exec {sys.executable} -m cnai {argv} > {tmp_path / 'a'}"
    done = subprocess.run(["bash", "-c", script], env=CLEAN | {"PYTHONUNBUFFERED": "1"}, capture_output=True, text=True)
    assert done.returncode == 74
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("value", ["²", "٣", "１２", " 5", "1e3", "", "9" * 40])
def test_what_is_no_width_is_no_fault(value):
    done = process("list", "--format", "table", env={"COLUMNS": value})
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("value", ["x", "bash_source", "complete_zsh"])
def test_the_completion_of_a_library_is_not_woken(value):
    assert process("tiers", "--json", env={"_CNAI_COMPLETE": value, "_CNAI_TIERS_COMPLETE": value}).stdout.startswith(b"[")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which only Linux has")
@pytest.mark.parametrize(("argv", "code"), [("timeline moonshot", 0), ("show zzz", 3), ("nonsense", 2)])
def test_messages_that_cannot_be_written_change_no_exit_code(argv, code):
    with open("/dev/full", "w") as full:
        assert subprocess.run([*CNAI, *argv.split()], env=CLEAN, stdout=subprocess.DEVNULL, stderr=full).returncode == code
        if code == 0:
            assert subprocess.run([*CNAI, *argv.split()], env=CLEAN, stdout=full, stderr=full).returncode == 74


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")
@pytest.mark.parametrize("how", ["non-blocking", "stopped"])
def test_an_unbuffered_answer_is_whole_however_slowly_it_is_read(how):
    reading, writing = os.pipe()
    os.set_blocking(writing, how != "non-blocking")
    running = subprocess.Popen([*CNAI, "models", "--json"], env=CLEAN | {"PYTHONUNBUFFERED": "1"}, stdout=writing)
    os.close(writing)
    with open(reading, "rb") as pipe:
        first = pipe.read(1)
        time.sleep(0.2)  # until the pipe, which holds less than the answer, is full
        if how == "stopped":
            running.send_signal(signal.SIGSTOP)
            running.send_signal(signal.SIGCONT)
        assert json.loads(first + pipe.read())[-1]["id"]
    assert running.wait() == 0
