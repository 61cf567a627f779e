"""Where answers go: files that are replaced whole or not at all, colours, standard output and error of any encoding; and what is read."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cnai.errors import CannotWrite, CnaiError, InvalidQuery
from cnai.output.files import write_file
from cnai.output.streams import LARGEST_INPUT, colour_wanted, read_stdin, read_text, say, write_stdout

# ---- files

unix = pytest.mark.skipif(os.name == "nt", reason="modes and links of Unix")


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_new_file_is_written(tmp_path):
    write_file(tmp_path / "a.csv", b"new")
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


def test_a_file_that_exists_is_refused_without_force(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(CnaiError, match=r"a\.csv exists; add --force to replace it") as caught:
        write_file(path, b"new")
    assert caught.value.exit_code == 1
    assert path.read_bytes() == b"old"
    write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CnaiError, match="is a folder; name a file"):
        write_file(tmp_path, b"new", force=True)


@pytest.mark.parametrize("place", ["missing/a.csv", "file/a.csv"])
def test_a_place_that_cannot_be_written_says_so(place, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWrite, match=r"cannot write .*a\.csv: (No such file or|Not a) directory") as caught:
        write_file(tmp_path / place, b"new")
    assert caught.value.exit_code == 74


@pytest.mark.parametrize("before", [None, b"old"])
def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(before, tmp_path):
    """As on a full disk: the file may grow to 1000 bytes only."""
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.csv"
    if before is not None:
        path.write_bytes(before)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(CannotWrite, match=r"cannot write .*: File too large"):
            write_file(path, b"x" * 100_000, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path) == ([] if before is None else ["a.csv"])
    assert before is None or path.read_bytes() == before


@unix
def test_a_file_keeps_its_mode_when_it_is_replaced(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new", force=True)
    assert path.stat().st_mode & 0o777 == 0o640


@unix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_person_wants(umask, mode, tmp_path):
    before = os.umask(umask)
    try:
        write_file(tmp_path / "a.csv", b"new")
        assert os.umask(umask) == umask  # as it was
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == mode


@unix
def test_through_a_link_its_target_is_replaced(tmp_path):
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a.csv").symlink_to(tmp_path / "other")
    write_file(tmp_path / "a.csv", b"new", force=True)
    assert (tmp_path / "a.csv").is_symlink()
    assert (tmp_path / "other").read_bytes() == b"new"


def test_a_reader_sees_the_old_or_the_new_file_and_nothing_between(tmp_path):
    """A writer that is killed at any moment leaves a whole file."""
    path = tmp_path / "a"
    contents = [bytes([n]) * 2_000_000 for n in (65, 66)]
    path.write_bytes(contents[0])
    code = """
import sys
from pathlib import Path
from cnai.output.files import write_file
path = Path(sys.argv[1])
while True:
    for n in (65, 66):
        write_file(path, bytes([n]) * 2_000_000, force=True)
        print(flush=True)
"""
    for n in range(6):
        process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.002 * n)
        process.kill()
        process.wait()
        process.stdout.close()
        assert path.read_bytes() in contents


def test_a_folder_is_no_file_even_without_force(tmp_path):
    with pytest.raises(CnaiError, match="is a folder; name a file"):
        write_file(tmp_path, b"new")


def test_a_long_name_is_written(tmp_path):
    write_file(tmp_path / ("a" * 251 + ".csv"), b"new")
    write_file(tmp_path / ("智" * 80 + ".csv"), b"new")
    assert len(list(tmp_path.iterdir())) == 2


@unix
def test_a_link_to_nothing_is_refused_without_force(tmp_path):
    (tmp_path / "a.csv").symlink_to(tmp_path / "gone")
    with pytest.raises(CnaiError, match="exists"):
        write_file(tmp_path / "a.csv", b"new")


@unix
def test_a_device_or_pipe_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(CnaiError, match="is not a regular file: write to standard output instead"):
            write_file(path, b"new", force=True)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


# ---- colours

COLOUR_VARIABLES = ("NO_COLOR", "CNAI_NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM")


@pytest.mark.parametrize(
    ("choice", "terminal", "env", "wanted"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("never", True, {"FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": "0"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"CNAI_NO_COLOR": "1"}, False),
        ("auto", True, {"CNAI_NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"TERM": "xterm"}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": ""}, False),
        ("auto", False, {"CLICOLOR_FORCE": "1"}, True),
        ("auto", False, {"CLICOLOR_FORCE": "0"}, False),
        ("auto", False, {"CLICOLOR_FORCE": ""}, False),
        ("auto", True, {"CLICOLOR": "0"}, False),
        ("auto", True, {"CLICOLOR": "1"}, True),
        ("auto", False, {"CLICOLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", False, {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        ("auto", False, {"FORCE_COLOR": "1", "CLICOLOR": "0"}, True),
    ],
)
def test_colour_follows_the_option_then_the_environment_then_the_terminal(choice, terminal, env, wanted, monkeypatch):
    for name in COLOUR_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert colour_wanted(choice, terminal) is wanted


# ---- standard output and error

ENCODINGS = ["utf-8", "latin-1", "ascii", "gbk", "cp1252"]


def written(text, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_memory: bool, **more) -> tuple[bytes, str]:
    """What write_stdout sends to a stream of this encoding, in memory or a real file, and what it says on stderr."""
    err = io.StringIO()
    raw = io.BytesIO() if in_memory else (tmp_path / "out").open("wb")
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", err)
        write_stdout(text, **more)
        stream.flush()
    data = raw.getvalue() if isinstance(raw, io.BytesIO) else (tmp_path / "out").read_bytes()
    raw.close()
    return data, err.getvalue()


memory_or_file = pytest.mark.parametrize("in_memory", [True, False], ids=["memory", "file"])


@memory_or_file
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_data_is_utf8_whatever_the_locale_says(encoding, in_memory, tmp_path, monkeypatch):
    assert written("é 智 ─ …\n", encoding, tmp_path, monkeypatch, in_memory=in_memory) == ("é 智 ─ …\n".encode(), "")
    assert written(b"\x00\xff", encoding, tmp_path, monkeypatch, in_memory=in_memory) == (b"\x00\xff", "")


@memory_or_file
@pytest.mark.parametrize(
    ("encoding", "shown", "note"),
    [
        ("utf-8", "é 智 ─ …", False),
        ("gbk", "é 智 ─ …", False),
        ("latin-1", "é    - ...", True),
        ("cp1252", "é    - ...", True),
        ("ascii", "     - ...", True),
    ],
)
def test_drawn_text_uses_ascii_signs_where_the_encoding_lacks_ours(encoding, shown, note, in_memory, tmp_path, monkeypatch):
    data, err = written("é 智 ─ …\n", encoding, tmp_path, monkeypatch, in_memory=in_memory, drawn=True)
    assert data == f"{shown}\n".encode(encoding)
    assert (f"encoding ({encoding}) cannot show every character, so some were left out" in err) == note
    assert b"?" not in data


def test_signs_alone_are_nothing_to_speak_of(tmp_path, monkeypatch):
    assert written("─ a …\n", "ascii", tmp_path, monkeypatch, in_memory=True, drawn=True) == (b"- a ...\n", "")


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "é 智 \\u{1b}[31m"), ("ascii", "\\xe9 \\u667a \\u{1b}[31m")])
def test_stderr_holds_every_character_and_obeys_none(encoding, shown, monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding=encoding))
    say("é 智 \x1b[31m")
    assert raw.getvalue().decode(encoding) == f"{shown}\n"


def test_a_message_without_end_is_cut(capsys):
    say("a" * 100_000)
    assert capsys.readouterr().err == "a" * 4000 + "… (100000 characters)\n"


def test_a_closed_stderr_is_no_fault(tmp_path):
    """In a process of its own, since the module points the real stderr at nothing."""
    code = "import sys; from cnai.output.streams import say; sys.stderr.close(); say('x'); sys.stderr = None; say('x'); print('done')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


# ---- what is read


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n"], ids=["lf", "crlf", "cr", "mark"])
def test_text_is_read_with_any_line_break_and_mark(data, tmp_path, monkeypatch):
    (tmp_path / "names").write_bytes(data)
    assert read_text(str(tmp_path / "names")) == "a\nb\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
    assert read_stdin() == "a\nb\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Améthyste".encode("latin-1"), "is not UTF-8 text (byte 2); save it as UTF-8"),
        ("智".encode("utf-16"), "is not UTF-8 text (byte 0)"),
        (b"a" * (LARGEST_INPUT + 1), "has more than 16 MiB; use a part of it"),
    ],
    ids=["latin-1", "utf-16", "too large"],
)
def test_what_is_not_text_is_a_usage_error(data, says, tmp_path, monkeypatch):
    (tmp_path / "names").write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    for read, what in ((lambda: read_text(str(tmp_path / "names")), str(tmp_path / "names")), (read_stdin, "standard input")):
        with pytest.raises(InvalidQuery) as caught:
            read()
        assert f"{what} {says}" in caught.value.message


def test_what_cannot_be_read_says_why(tmp_path, monkeypatch):
    with pytest.raises(CnaiError, match=r"cannot read .*: No such file") as caught:
        read_text(str(tmp_path / "none"))
    assert caught.value.exit_code == 1
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(CnaiError, match=r"is not a regular file|Is a directory"):
            read_text(str(path))
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InvalidQuery, match="standard input is closed"):
        read_stdin()


@unix
def test_only_a_regular_file_is_read(tmp_path):
    """A pipe that nobody writes to is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    for path, says in ((tmp_path / "pipe", "not a regular file"), ("/dev/zero", "not a regular file"), (tmp_path, "Is a directory")):
        with pytest.raises(CnaiError, match=says):
            read_text(str(path))


@unix
def test_what_is_said_breaks_between_words_on_a_terminal_only(tmp_path):
    import fcntl
    import pty
    import struct
    import termios

    words = "one fault of a file " * 6 + "https://example.org/" + "x" * 40
    code = f"from cnai.output.streams import say; say({words!r}); say('a.toml:1: first\\nb.toml:2: second'); say('{{' + {words!r})"
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
    with open(tmp_path / "err", "w+", encoding="utf-8") as file:
        for stream in (other, file):
            subprocess.run([sys.executable, "-c", code], stderr=stream, check=True)
        file.seek(0)
        plain = file.read().splitlines()
    os.close(other)
    shown = os.read(main, 65536).decode().splitlines()
    os.close(main)
    assert plain == [words, "a.toml:1: first", "b.toml:2: second", "{" + words]
    wrapped = shown[: shown.index("a.toml:1: first")]
    assert " ".join(wrapped) == words
    assert [len(line) for line in wrapped if not line.startswith("https")] == [49, 49, 19]
    assert shown[-2:] == ["b.toml:2: second", "{" + words]
