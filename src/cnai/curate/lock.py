"""One writer of a file at a time, on any system: a lock file that is made exclusively, waited for, and freed where its process is gone."""

import contextlib
import os
import time
from collections.abc import Iterator

from cnai.errors import CannotWrite, CnaiError

WAIT = 60.0  # seconds for one other writer to be done
_OLD = 60.0  # seconds after which a temporary file is nobody's: writing one takes milliseconds


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Hold the file for one writer: FILE.lock is made exclusively, holds the process's number, and is waited for. One whose process is
    gone is taken away. Raises CnaiError when one other writer holds it for a minute; as long as it changes hands, all get their turn."""
    path = os.path.realpath(path)
    lock = f"{path}.lock"
    end, holder = time.monotonic() + WAIT, _holder(lock)
    pause = 0.005
    while not _made(lock):
        if not _abandoned(lock):
            now = _holder(lock)
            if now != holder:
                end, holder = time.monotonic() + WAIT, now
            elif time.monotonic() > end:
                raise CnaiError(f"another writer (process {_holder(lock) or 'unknown'}) holds {lock}: remove it if there is none")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.1)
    try:
        _sweep(os.path.dirname(path))
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(lock)


def _made(lock: str) -> bool:
    """Whether the lock could be made, with our number in it."""
    try:
        number = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    except PermissionError as error:
        if os.name == "nt" and os.path.exists(lock):  # Windows says so of a file that is being removed
            return False
        raise CannotWrite(f"cannot write {lock}: {error.strerror or error}") from None
    except OSError as error:
        raise CannotWrite(f"cannot write {lock}: {error.strerror or error}") from None
    with contextlib.suppress(OSError):
        os.write(number, str(os.getpid()).encode())
    os.close(number)
    return True


def _holder(lock: str) -> int | None:
    """The number of the process in a lock; None while it is being written, or where it cannot be read."""
    try:
        with open(lock, "rb") as file:
            text = file.read(20)
    except OSError:
        return None
    return int(text) if text.isdigit() else None


def _abandoned(lock: str) -> bool:
    """Take a lock away whose process is gone, by one waiter at a time. True if it may be tried again at once."""
    if not _gone(lock):
        return False
    breaker = f"{lock}.break"
    if not _made(breaker):
        with contextlib.suppress(OSError):
            if time.time() - os.stat(breaker).st_mtime > WAIT / 2:
                os.unlink(breaker)
        return False
    try:
        if _gone(lock):  # still the same one: only whoever holds the breaker takes it away
            with contextlib.suppress(OSError):
                os.unlink(lock)
        return True
    finally:
        with contextlib.suppress(OSError):
            os.unlink(breaker)


def _gone(lock: str) -> bool:
    """Whether nobody holds a lock any more: its process has ended, or, where that cannot be told, it is older than the longest wait."""
    holder = _holder(lock)
    try:
        age = time.time() - os.stat(lock).st_mtime
    except OSError:
        return False
    if holder is None or os.name == "nt":
        return age > WAIT / 2
    try:
        os.kill(holder, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _sweep(folder: str) -> None:
    """Remove what writers that were killed left behind."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(".cnai-") and entry.name.endswith(".tmp") and time.time() - entry.stat().st_mtime > _OLD:
                os.unlink(entry.path)
