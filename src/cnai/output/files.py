"""A file is written whole or not at all."""

import contextlib
import os
import signal
from functools import partial
from pathlib import Path
from typing import Any

from cnai.errors import CannotWrite, CnaiError

TEMPORARY = ".cnai-"  # how the name of a temporary file begins; the number of its process follows


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file through a temporary one beside it, so that it is never half there. Refuses to replace a file without `force`, and never
    replaces what is not a regular file (a device, a pipe); through a symbolic link its target is replaced."""
    if path.is_symlink() and force:
        path = path.resolve()
    if path.is_dir():
        raise CnaiError(f"{path} is a folder; name a file")
    if path.exists() and not path.is_file():
        raise CnaiError(f"{path} is not a regular file: write to standard output instead (-o -)")
    if (path.exists() or path.is_symlink()) and not force:
        raise CnaiError(f"{path} exists; add --force to replace it")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        with _interruptible():
            _written(path, content, mode)
    except (OSError, ValueError) as error:
        raise CannotWrite(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from None


def _written(path: Path, content: bytes, mode: int) -> None:
    """Write the content beside the file and put it in its place. Where the system has files without a name, nothing is left behind even if
    the process is killed while it writes; a name of its own is needed only for an instant, to replace a file that exists."""
    number = _nameless(path.parent)
    if number is not None:
        with open(number, "wb") as file:
            _fill(file, content, mode)
            link = partial(os.link, f"/proc/self/fd/{number}", src_dir_fd=number)  # with a descriptor the link is followed
            if not path.exists():
                link(path)
                return
            temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{number}.tmp")
            link(temporary)
    else:
        import tempfile

        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{TEMPORARY}{os.getpid()}-", suffix=".tmp", delete=False) as named:
            temporary = Path(named.name)
            try:
                _fill(named, content, mode)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _nameless(folder: Path) -> int | None:
    """A new file without a name on the file system of a folder; None where there is no such thing."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not os.path.exists("/proc/self/fd"):
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, 0o600)
    except OSError:
        return None


def _fill(file: Any, content: bytes, mode: int) -> None:
    file.write(content)
    file.flush()
    if hasattr(os, "fchmod"):
        os.fchmod(file.fileno(), mode)
    os.fsync(file.fileno())


@contextlib.contextmanager
def _interruptible() -> Any:
    """While a file is written, Ctrl-C and a request to end raise, so that the temporary file is taken away."""

    def stop(number: int, _frame: Any) -> None:
        raise SystemExit(128 + number)

    before: dict[int, Any] = {}
    with contextlib.suppress(ValueError):  # not in the main thread
        before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _umask() -> int:
    value = os.umask(0o022)
    os.umask(value)
    return value
