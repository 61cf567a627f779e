"""Where answers go, what is said beside them, and what comes in."""

import contextlib
import os
import re
import signal
import stat
import sys
from typing import Any

from cnai.errors import BadData, CnaiError, InvalidQuery
from cnai.words.text import safe

LARGEST_INPUT = 16 * 2**20
# What is drawn with signs that an encoding may lack, in ASCII.
ASCII = str.maketrans({
    "─": "-", "│": "|", "≠": "!", "▲": "^", "●": "*", "○": "o", "—": "-", "–": "-", "·": "|", "†": "+", "‡": "++", "…": "...", "¥": "CNY ",
    "⟦": "[", "⟧": "]", "█": "#", "░": ".", "▏": "|", "§": "*", "≤": "<=", "→": "->", "\u00a0": " ", "’": "'", "“": '"', "”": '"', "×": "x",
    "≥": ">=", "◐": "%", "└": "+",
})  # fmt: skip


def colour_wanted(choice: str, is_terminal: bool) -> bool:
    """Whether to colour: --color first, then NO_COLOR and CNAI_NO_COLOR, TERM=dumb, FORCE_COLOR and CLICOLOR_FORCE,
    CLICOLOR=0, then the terminal.

    A variable that is set but empty has no effect (https://no-color.org, https://force-color.org).
    """
    if choice != "auto":
        return choice == "always"
    env = os.environ.get
    if env("NO_COLOR") or env("CNAI_NO_COLOR") or env("TERM") == "dumb":
        return False
    if env("FORCE_COLOR") or env("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal and env("CLICOLOR") != "0"


def links_wanted(colour: bool, is_terminal: bool) -> bool:
    """Whether to write web addresses as links (OSC 8): where there is colour, on a terminal that is known to show them, or as
    FORCE_HYPERLINK says."""
    env = os.environ.get
    forced = env("FORCE_HYPERLINK")
    if not colour or forced == "0":
        return False
    if forced:
        return True
    named = any(map(env, ("KITTY_WINDOW_ID", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM", "ALACRITTY_WINDOW_ID")))
    known = env("TERM_PROGRAM", "") in ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
    vte = env("VTE_VERSION", "")
    return is_terminal and (named or known or (vte.isdecimal() and int(vte) >= 5000) or env("TERM", "").startswith(("foot", "xterm-kitty")))


LINK = re.compile(r"\x1b\]8;;[^\x1b]*\x1b\\")  # where a link begins or ends
WORKING = "working ..."
_sign = {"shown": False}


def begin_sign(seconds: float = 1.0) -> None:
    """Say on a terminal that the program is at work, if no answer comes within a second. Whatever is written next takes that away."""
    if sys.stderr is None or not sys.stderr.isatty() or not hasattr(signal, "setitimer"):
        return
    signal.signal(signal.SIGALRM, _show_sign)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _show_sign(*_: Any) -> None:
    _sign["shown"] = True
    _to_terminal(WORKING)


def end_sign() -> None:
    """No sign from now on."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    if _sign["shown"]:
        _sign["shown"] = False
        _to_terminal(" " * len(WORKING))


def _to_terminal(text: str) -> None:
    """Over the line where the cursor is, past Python's own buffer, which may be in use when the signal comes."""
    with contextlib.suppress(OSError, ValueError):
        os.write(sys.stderr.fileno(), f"{text}\r".encode("ascii"))


def write_stdout(text: str | bytes, *, drawn: bool = False) -> None:
    """Write to standard output whole. Data is UTF-8 whatever the locale says; what is drawn for people is in the stream's encoding, with
    ASCII signs where it lacks ours; characters that it cannot show are left out, and stderr says so."""
    end_sign()
    stream = sys.stdout
    if isinstance(text, str) and drawn:
        encoding = stream.encoding or "utf-8"
        try:
            data = text.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            text = text.translate(ASCII)
            encoding = "ascii" if encoding.lower() in ("ascii", "us-ascii") else encoding
            lost = {c for c in set(text) if not c.encode(encoding, "ignore")}
            data = _blanked(text, lost).encode(encoding, "ignore")
            if lost:
                say(f"this terminal's encoding ({encoding}) cannot show every character, so some were left out (try PYTHONUTF8=1)")
    else:
        data = text.encode() if isinstance(text, str) else text
    try:
        number = stream.fileno()
    except (OSError, ValueError, AttributeError):  # a stream in memory
        if hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(data)
        else:
            stream.write(data.decode(errors="replace"))
        return
    stream.flush()
    _write_all(number, data)


def _blanked(text: str, lost: set[str]) -> str:
    """The text with blanks in place of some characters, as wide as these, so that columns stay in place; none at the end of a line."""
    from cnai.store.folding import width

    blank = text.translate({ord(c): " " * width(c) for c in lost})
    return "\n".join(new.rstrip() if new != old else old for new, old in zip(blank.split("\n"), text.split("\n"), strict=True))


def _write_all(number: int, data: bytes) -> None:
    """Every byte, whatever one write accepts: Python's own unbuffered stream takes a short count for the whole."""
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(number, rest) :]
        except BlockingIOError:
            import select

            select.select([], [number], [])


_QUOTED = r"((?<!\w)'[^'\n]{200})[^'\n]+'(?!\w)"  # a name longer than anyone's


def say(text: str) -> None:
    """Write a line to stderr, wrapped on a terminal, which may be closed, full or unable to hold the characters."""
    end_sign()
    stream = sys.stderr
    try:
        encoding = stream.encoding or "utf-8"
        line = _short(re.sub(_QUOTED, r"\1…'", safe(text))).encode(encoding, "backslashreplace").decode(encoding)
        terminal = getattr(stream, "isatty", bool)() and not line.startswith("{")  # an error as JSON stays one line
        stream.write((_wrapped(line) if terminal else line) + "\n")
        stream.flush()
    except (OSError, ValueError, AttributeError):
        silence(2)


def _wrapped(text: str) -> str:
    """Lines for a terminal, broken between words so that none breaks at the edge of the window; an address or path is never broken."""
    from cnai.store.folding import width

    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        columns = 0
    out = []
    for line in text.split("\n"):
        row, *words = line.split(" ")
        for word in words:
            if row and width(f"{row} {word}") > (columns or 80):
                out.append(row)
                row = word
            else:
                row += f" {word}"
        out.append(row)
    return "\n".join(out)


def _short(text: str, longest: int = 4000) -> str:
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"


def silence(number: int) -> None:
    """Point stdout (1) or stderr (2) at nothing, so that the interpreter's last flush does not fail again."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def read_stdin() -> str:
    """Standard input as UTF-8 text, with or without a byte-order mark, CR LF or LF. Raises InvalidQuery."""
    stream = sys.stdin
    if stream is None:
        raise InvalidQuery("standard input is closed; name a file, or pass the names as arguments")
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream in memory
        return text_of(stream.read().encode(errors="surrogateescape"), "standard input")
    return text_of(buffer.read(LARGEST_INPUT + 1), "standard input")


def read_text(path: str) -> str:
    """A file as UTF-8 text, under the same rules. Raises InvalidQuery for what is not text, CnaiError for what cannot be read."""
    try:
        # Not blocking: to open a pipe that nobody writes to would wait for ever.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        mode = os.fstat(number).st_mode
        if not stat.S_ISREG(mode):
            os.close(number)
            if stat.S_ISDIR(mode):
                raise IsADirectoryError(0, "Is a directory")
            raise InvalidQuery(f"{path} is not a regular file: name a text file")
        with open(number, "rb") as file:
            return text_of(file.read(LARGEST_INPUT + 1), path)
    except (OSError, ValueError) as error:
        if isinstance(error, CnaiError):
            raise
        raise CnaiError(f"cannot read {_short(safe(path), 200)}: {getattr(error, 'strerror', None) or error}") from None


class NotText(InvalidQuery):
    """Input that is not UTF-8."""


def read_data(path: str | None) -> str:
    """The text of a data file that the user gave, None for standard input. Raises BadData for one that cannot be read or is not UTF-8."""
    try:
        return read_stdin() if path is None else read_text(path)
    except CnaiError as error:
        if isinstance(error, InvalidQuery) and not isinstance(error, NotText):
            raise
        raise BadData([error.message]) from None


def text_of(data: bytes, what: str) -> str:
    """Bytes as UTF-8 text without a byte-order mark. Raises InvalidQuery."""
    if len(data) > LARGEST_INPUT:
        raise InvalidQuery(f"{what} has more than {LARGEST_INPUT // 2**20} MiB; use a part of it")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise NotText(f"{what} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
