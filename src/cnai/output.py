"""Where answers go: standard output, or a file that is replaced whole or not at all."""

import contextlib
import os
import sys
from pathlib import Path

from cnai.errors import CannotWrite, CnaiError
from cnai.text import safe


def colour_wanted(choice: str, is_terminal: bool) -> bool:
    """Whether to colour: --color first, then NO_COLOR and CNAI_NO_COLOR, TERM=dumb, FORCE_COLOR and CLICOLOR_FORCE,
    CLICOLOR=0, then the terminal.

    A variable that is set but empty says nothing (https://no-color.org, https://force-color.org).
    """
    if choice != "auto":
        return choice == "always"
    env = os.environ.get
    if env("NO_COLOR") or env("CNAI_NO_COLOR") or env("TERM") == "dumb":
        return False
    if env("FORCE_COLOR") or env("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal and env("CLICOLOR") != "0"


def write_stdout(text: str | bytes) -> None:
    """Write to standard output whole. Characters that the stream cannot hold become "?" (JSON never has any, see formats.json)."""
    if isinstance(text, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        return
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def say(text: str) -> None:
    """Tell the person something on stderr, which may be closed or unable to hold the characters."""
    stream = sys.stderr
    with contextlib.suppress(OSError, ValueError, AttributeError):
        encoding = stream.encoding or "utf-8"
        stream.write(safe(text).encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()


def stdout_is_utf8() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") in ("utf8", "utf8sig")


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file through a temporary one beside it, so that it is never half there. Refuses to replace a file without `force`."""
    if path.is_dir():
        raise CnaiError(f"{path} is a folder: name a file")
    if (path.exists() or path.is_symlink()) and not force:
        raise CnaiError(f"{path} exists: add --force to replace it")
    import tempfile

    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".cnai-", suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                temporary.chmod(mode)
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {error.strerror or error}") from None


def _umask() -> int:
    value = os.umask(0o022)
    os.umask(value)
    return value
