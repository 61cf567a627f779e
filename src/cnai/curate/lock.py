"""One writer of a file at a time, on any system, by a lock that is freed where its process is gone."""

import contextlib
import os
import time
from collections.abc import Iterator

from cnai.errors import CannotWrite, CnaiError
from cnai.output.files import TEMPORARY

WAIT = 60.0  # seconds for one other writer to be done
_OLD = 60.0  # seconds after which a temporary file is nobody's: writing one takes milliseconds


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Hold the file for one writer. Its folder is locked where the system frees such a lock with its process, so that nothing is left
    behind; elsewhere FILE.lock is made. Raises CnaiError when one other writer holds it for a minute."""
    path = os.path.realpath(path)
    with _folder_locked(os.path.dirname(path)) as held, contextlib.nullcontext() if held else _file_locked(path):
        _sweep(os.path.dirname(path))
        yield


@contextlib.contextmanager
def _folder_locked(folder: str) -> Iterator[bool]:
    """Hold a folder by a lock of the system; False where it has none for folders."""
    number = _opened(folder)
    if number is None:
        yield False
        return
    import fcntl

    try:
        end, pause = time.monotonic() + WAIT, 0.002
        while True:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise CnaiError(f"another writer holds {folder}: try again when it has ended") from None
                time.sleep(pause)
                pause = min(pause * 1.2, 0.02)
            else:
                break
        yield True
    finally:
        os.close(number)


def _opened(folder: str) -> int | None:
    """A folder to be locked; None where the system or the file system cannot."""
    try:
        import fcntl

        number = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(number, fcntl.LOCK_UN)
    except BlockingIOError:
        pass
    except OSError:
        os.close(number)
        return None
    return number


@contextlib.contextmanager
def _file_locked(path: str) -> Iterator[None]:
    """FILE.lock is made exclusively, holds the process's number, and is waited for. One whose process is gone is taken away; as long as it
    changes hands, all get their turn."""
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
    return age > WAIT / 2 if holder is None or os.name == "nt" else _ended(holder)


def _ended(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _sweep(folder: str) -> None:
    """Remove what writers that were killed left behind: temporary files whose process has ended, or that are old."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(TEMPORARY) and entry.name.endswith(".tmp"):
                process = entry.name.removeprefix(TEMPORARY).partition("-")[0]
                ended = os.name != "nt" and process.isdecimal() and _ended(int(process))
                if ended or time.time() - entry.stat().st_mtime > _OLD:
                    os.unlink(entry.path)
