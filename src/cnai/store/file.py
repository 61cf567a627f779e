"""The compiled file: where it is, and what its first bytes say, without opening it as a database."""

import os

from cnai.errors import NoDatabase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MARK = 0x636E6169  # "cnai", the file's application id
NAME = "catalogue.db"
_HEADER = 100  # bytes: the page size is at 16, the number of pages at 28, the user version at 60, the application id at 68


def check(path: "Any") -> bytes:
    """The head of the file, if it is a whole database of ours. Raises NoDatabase."""
    try:
        with open(path, "rb") if isinstance(path, str | os.PathLike) else path.open("rb") as file:
            head = bytes(file.read(_HEADER))
            size = file.seek(0, 2)
    except FileNotFoundError:
        raise NoDatabase(path, "is missing") from None
    except OSError as error:
        raise NoDatabase(path, f"cannot be read ({error.strerror or error})") from None
    if len(head) < _HEADER or not head.startswith(b"SQLite format 3\0") or int.from_bytes(head[68:72], "big") != MARK:
        raise NoDatabase(path, "is not a cnai database")
    page = int.from_bytes(head[16:18], "big")
    if size != (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big"):
        raise NoDatabase(path, "is truncated")
    return head


def date_of(path: "Any") -> str:
    """The data's date, read from the head of the file without opening the database."""
    day = f"{int.from_bytes(check(path)[60:64], 'big'):08d}"
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def place() -> "Any":
    """The compiled file inside the package, which may be a folder (then a path as text) or part of a zip file."""
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")
    if os.path.isdir(folder):
        return os.path.join(folder, NAME)
    from importlib.resources import files

    return files("cnai") / "data" / NAME


def bundled() -> "Any":
    """The same as a path object."""
    from pathlib import Path

    found = place()
    return Path(found) if isinstance(found, str) else found
