"""Manners on a terminal: links where they are known, a sign of life while one waits."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest

from cnai.output.streams import LINK, links_wanted
from conftest import Runner

NAMES = (
    "FORCE_HYPERLINK",
    "TERM_PROGRAM",
    "VTE_VERSION",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "WT_SESSION",
    "DOMTERM",
    "ALACRITTY_WINDOW_ID",
)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of which nothing is known."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "4900"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"FORCE_HYPERLINK": "1"}, True),
        ({"FORCE_HYPERLINK": ""}, False),
        ({"TERM_PROGRAM": "vscode", "FORCE_HYPERLINK": "0"}, False),
    ],
    ids=str,
)
def test_links_are_for_terminals_that_know_them(environment, wanted, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert links_wanted(True, True) is wanted
    assert links_wanted(False, True) is False, "without colour there is no escape"
    assert links_wanted(True, False) is (wanted and "FORCE_HYPERLINK" in environment), "a pipe is no terminal"


def drawn(run: Runner, *argv: str) -> str:
    said = run(*argv, "--color", "always", "--no-pager", terminal=True)
    assert said.code == 0, said.err
    return said.out


def test_an_address_is_a_link_and_the_same_bytes_each_time(run: Runner, monkeypatch):
    asked = ("can", "kimi-k2")
    without = drawn(run, *asked)
    assert "\x1b]8;" not in without
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    linked = drawn(run, *asked)
    assert re.search(r"\x1b\]8;;(https://\S+)\x1b\\(?:\x1b\[[\d;]*m)?\1", linked), "the address is shown as well"
    assert linked == drawn(run, *asked)
    assert LINK.sub("", linked) == without
    assert linked.count("\x1b]8;;\x1b\\") * 2 == linked.count("\x1b]8;;"), "every link ends"


def test_sources_are_links(run: Runner, monkeypatch):
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    assert "\x1b]8;;https://" in drawn(run, "show", "deepseek-r1", "--sources")


def test_no_text_of_the_data_ends_a_link_early(hostile_run: Runner, monkeypatch):
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    for argv in (["show", "amber-2", "--sources"], ["why", "amber-2"], ["can", "amber-2"], ["sources"]):
        rest = re.sub(r"\x1b\[[\d;]*m", "", LINK.sub("", drawn(hostile_run, *argv)))
        assert "\x1b" not in rest


# ---- a sign of life

SLOW = "select count(*) from models a, models b, models c, models d where a.name || b.name < c.name || d.name"
SIGN = b"working ...\r"
# The program with less patience: the sign comes after a second.
CNAI = [sys.executable, "-c", "from cnai.questions import sql; from cnai.__main__ import run; sql.SECONDS = 1.5; run()"]


def in_terminal(*argv: str) -> bytes:
    """What appears on a terminal that is only the standard error of a call."""
    pty: Any = pytest.importorskip("pty", reason="Windows has no pseudo-terminals of this kind")
    ours, theirs = pty.openpty()
    with subprocess.Popen([*CNAI, *argv], stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        out = b""
        while True:
            try:
                data = os.read(ours, 1000)
            except OSError:  # as Linux says that the other end is closed
                break
            if not data:
                break
            out += data
        process.wait()
    os.close(ours)
    return out


def test_a_long_wait_is_said_and_taken_away_before_the_answer():
    out = in_terminal("sql", SLOW)
    assert out.startswith(SIGN + b" " * (len(SIGN) - 1) + b"\r")
    assert b"took too long" in out[2 * len(SIGN) :]
    assert out.count(SIGN) == 1


def test_a_quick_answer_and_a_quiet_one_have_no_sign():
    assert SIGN not in in_terminal("list", "--json")
    assert SIGN not in in_terminal("sql", SLOW, "--quiet")


def test_into_a_pipe_no_sign_is_written():
    done = subprocess.run([*CNAI, "sql", SLOW], capture_output=True)
    assert done.stderr.startswith(b"cnai: the query took too long")


@pytest.mark.parametrize(
    "line", ["overlay --data --json --data none.toml", "models --tier --json --tier 3", "news --since --json --since 30d"]
)
def test_an_option_is_no_value_though_the_value_comes_later(line, run: Runner):
    said = run(*line.split())
    assert (said.code, said.out) == (2, "")
    assert "needs a value, and --json is an option" in said.err
    assert run("search", "--", "--json").code in (0, 3)
