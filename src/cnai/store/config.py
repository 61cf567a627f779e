"""Where the user's own facts are: a file in the configuration directory, never one in the current directory."""

import os
import sys

from cnai.errors import InvalidQuery

VARIABLE = "CNAI_OVERLAY"


def overlay_place() -> str | None:
    """The path of the user's file, whether or not it exists: $CNAI_OVERLAY, else overlay.toml in the configuration directory.

    None where there is no such directory (no home). Raises InvalidQuery for a path in $CNAI_OVERLAY that is not absolute.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if not os.path.isabs(named):
            raise InvalidQuery(f"{VARIABLE} is {named[:200]!r}, which is not an absolute path")
        return named
    folder = _configuration()
    return os.path.join(folder, "cnai", "overlay.toml") if folder else None


def overlay_path() -> str | None:
    """The user's file if there is one. One that $CNAI_OVERLAY names must exist: reading it says so if it does not."""
    path = overlay_place()
    return path if path and (os.environ.get(VARIABLE) or os.path.lexists(path)) else None


def _configuration() -> str | None:
    """The user's configuration directory: %APPDATA% on Windows, else $XDG_CONFIG_HOME if it is absolute, else ~/.config."""
    if sys.platform == "win32":
        return os.environ.get("APPDATA") or None
    folder = os.environ.get("XDG_CONFIG_HOME", "")
    if os.path.isabs(folder):
        return folder
    home = os.path.expanduser("~")
    return os.path.join(home, ".config") if os.path.isabs(home) else None
