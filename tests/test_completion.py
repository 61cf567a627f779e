"""Tab in real shells, each in a pseudo-terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

import cnai
from cnai.commands import COMMANDS
from cnai.commands.completion import SHELLS, asked
from cnai.commands.described import described
from cnai.output import completion
from conftest import Runner
from hostile import poisoned_data

PROMPT = "ready> "
SHOWN = "cnai() { printf '<%s>' \"$@\"; echo; }"
# Text that would run, or would be read as something else than a word, in one of the shells.
HOSTILE = (
    "$(touch pwned)", "`touch pwned`", "; touch pwned;", "'; touch pwned; '", '"; touch pwned; "', "| touch pwned", "a b", "-x", "--help",
    "*", "~", "a\nb", "a\ttouch", "\x1b[31m", "\u202e", "$HOME", "${IFS}", "(touch pwned)", "a;b", "a&b", "#x", "!x", "a\\b", "<x", "x=y",
    "",
)  # fmt: skip


def needs(shell: str):
    return pytest.param(shell, marks=pytest.mark.skipif(not shutil.which(shell), reason=f"there is no {shell} here"))


@cache
def script(shell: str) -> str:
    """The script for a shell, on the bundled data."""
    return completion.script(shell, *everything())


@cache
def everything():
    """The commands and words of the bundled data."""
    return asked(cnai.load())


class Shell:
    """An interactive shell with the script read and `cnai` replaced by what shows its arguments."""

    def __init__(self, shell: str, script: Path, home: Path) -> None:
        env = {"HOME": str(home), "PATH": os.environ["PATH"], "TERM": "dumb", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PS1": PROMPT}
        env |= {"ZDOTDIR": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
        argv = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"], "fish": ["fish", "--no-config", "-i"]}[shell]
        self.home = home
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            os.chdir(home)
            os.execvpe(argv[0], argv, env)  # noqa: S606  # the shell that is tested
        setup = {
            "bash": f"bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; . {script}; {SHOWN}",
            "zsh": f"autoload -U compinit; compinit -u -d {home}/dump; unsetopt beep; . {script}; {SHOWN}",
            "fish": f"source {script}; function cnai; printf '<%s>' $argv; echo; end",
        }[shell]
        self.read(2)
        self.send(f"{setup}; echo se''t\r", "set")

    def read(self, seconds: float, until: str = "") -> str:
        """What it writes, until a text comes or it has been quiet."""
        out, end = "", time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], min(seconds, 0.2))[0]:
                try:
                    out += os.read(self.terminal, 65536).decode(errors="replace")
                except OSError:
                    break
            elif out and not until:
                break
            if until and until in out:
                break
        return out

    def send(self, text: str, until: str = "", seconds: float = 15) -> str:
        os.write(self.terminal, text.encode())
        return self.read(seconds, until)

    def completed(self, line: str) -> str:
        """The arguments of the command after Tab at the end of the line and Enter, as <a><b>."""
        out = self.send(f"{line}\t\r", ">\r\n")
        found = re.findall(r"((?:<[^<>]*>)+)\r*\n", out)
        self.read(0.05)
        return found[-1] if found else out

    def listed(self, line: str) -> str:
        """What is shown for two Tabs."""
        out = self.send(f"{line}\t\t") + self.read(1)
        self.send("\x03")
        return out

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


@pytest.fixture(params=[needs(s) for s in SHELLS], scope="module")
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp(request.param)
    (home / "script").write_text(script(request.param), encoding="utf-8")
    found = Shell(request.param, home / "script", home)
    yield found
    found.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no pseudo-terminals here")
def test_tab_completes_commands_options_words_and_names(shell):
    for line, expected in (
        ("cnai timel", "<timeline>"),
        ("cnai compa", "<compare>"),
        ("cnai show moonsho", "<show><moonshot>"),
        ("cnai show 月之", "<show><月之暗面>"),
        ("cnai models --capab", "<models><--capability>"),
        ("cnai models --status supers", "<models><--status><superseded>"),
        ("cnai models --open --company xiaom", "<models><--open><--company><xiaomi>"),
        ("cnai claims --verdict mislea", "<claims><--verdict><misleading>"),
        ("cnai export companie", "<export><companies>"),
        ("cnai export models --format sqli", "<export><models><--format><sqlite>"),
        ("cnai data cov", "<data><coverage>"),
        ("cnai overlay set kimi-k2 context_t", "<overlay><set><kimi-k2><context_tokens>"),
        ("cnai why moonshot website", "<why><moonshot><website>"),
        ("cnai stats moonshot --by licen", "<stats><moonshot><--by><license>"),
        ("cnai --color alw", "<--color><always>"),
    ):
        assert shell.completed(line) == expected, line
    assert "corrected" in shell.listed("cnai claims --verdict ")


def test_lists_with_commas_complete_their_last_word(shell):
    assert shell.completed("cnai models --status retired,supers") == "<models><--status><retired,superseded>"


def test_options_that_name_a_file_complete_files(shell):
    (shell.home / "quarterly.html").touch()
    assert shell.completed("cnai report -o quarterl") == "<report><-o><quarterly.html>"


def test_what_one_writes_freely_is_left_alone(shell):
    assert shell.completed("cnai models --since 20") == "<models><--since><20>"


@pytest.mark.parametrize("word", HOSTILE)
def test_a_word_that_means_something_to_a_shell_is_unsafe(word):
    assert not completion.is_safe(word)
    with pytest.raises(ValueError, match="not safe"):
        completion.script("bash", (), {"names": (word,)})


@pytest.fixture(scope="module")
def hostile_words(tmp_path_factory: pytest.TempPathFactory):
    """The commands and words of data with text before every free text that would run in a shell."""
    texts = ("$(touch pwned) `touch pwned`; touch pwned;", "'; touch pwned; '", '"; touch pwned; "', "\n touch pwned\n")
    return [asked(cnai.load(data=poisoned_data(tmp_path_factory.mktemp("data") / "hostile", text))) for text in texts]


@pytest.mark.parametrize("name", [needs(s) for s in SHELLS])
def test_hostile_names_in_the_data_reach_no_script(name, tmp_path, hostile_words):
    for commands, words in hostile_words:
        text = completion.script(name, commands, words)
        assert "pwned" not in text
        (tmp_path / "script").write_text(text, encoding="utf-8")
        argv = {"bash": ["bash", "--norc"], "zsh": ["zsh", "-f"], "fish": ["fish", "--no-config"]}[name]
        read = "compdef() { :; }; . ./script" if name == "zsh" else "source ./script"
        subprocess.run([*argv, "-c", read], cwd=tmp_path, check=True, env=os.environ | {"HOME": str(tmp_path)})
        assert not (tmp_path / "pwned").exists()


def test_every_command_option_and_fixed_word_is_in_each_script():
    for name in SHELLS:
        text = script(name)
        for spec in COMMANDS:
            assert re.search(rf"\b{spec.name}\b", text), spec.name
        for d in described():
            for option in d.options:
                for flag in option.flags:
                    assert (flag if name != "fish" else f"{'-l' if flag.startswith('--') else '-s'} {flag.lstrip('-')}") in text, flag


def test_every_fixed_list_that_a_help_names_is_completed():
    commands, words = everything()
    by_name = {c.name: c for c in commands}
    for d in described():
        for option, choice in zip(d.options, by_name[d.spec.name].options, strict=True):
            listed = re.match(r"(?:[a-z0-9-]+, ){3,}[a-z0-9-]+", option.help)
            if listed and option.value:
                assert set(listed[0].split(", ")) <= set(words.get(choice.words or "", ())), (d.spec.name, option.flags)


def test_install_names_the_place_and_asks(stone_run: Runner, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(variable, raising=False)
    for name, place in (
        ("bash", ".local/share/bash-completion/completions/cnai"), ("zsh", ".zfunc/_cnai"), ("fish", ".config/fish/completions/cnai.fish"),
    ):  # fmt: skip
        path = tmp_path / place
        refused = stone_run("completion", name, "--install")
        assert refused.code == 2
        assert str(path) in refused.err
        assert "--yes" in refused.err
        dry = stone_run("completion", name, "--install", "--dry-run")
        assert dry.code == 0
        assert str(path) in dry.err
        assert not path.exists()
        for _ in range(2):  # a second time replaces its own
            assert stone_run("completion", name, "--install", "--yes").code == 0
        assert path.read_text(encoding="utf-8") == stone_run("completion", name).out
        path.write_text("mine", encoding="utf-8")
        assert stone_run("completion", name, "--install", "--yes").code == 1
        assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no pseudo-terminals here")
@pytest.mark.parametrize(("answer", "written"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks_before_it_writes(tmp_path, answer, written):
    pid, terminal = pty.fork()
    if not pid:
        environment = os.environ | {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
        os.execve(sys.executable, [sys.executable, "-m", "cnai", "completion", "fish", "--install"], environment)  # noqa: S606  # the program
    path = tmp_path / "config/fish/completions/cnai.fish"
    out = b""
    while b"[y/N]" not in out:
        out += os.read(terminal, 4096)
    assert f"write {path}".encode() in out
    assert not path.exists()
    os.write(terminal, f"{answer}\r".encode())
    with contextlib.suppress(OSError):
        while os.read(terminal, 4096):
            pass
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert status == 0
    assert path.exists() is written


def test_an_unknown_shell_is_a_usage_error(run: Runner):
    assert run("completion", "tcsh").code == 2
    assert "bash" in run("completion", "tcsh").err
    assert run("completion").code == 2
