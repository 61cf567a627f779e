"""The one place that starts another program: the user's pager, on a terminal, for what is longer than the window."""

import contextlib
import os
import shlex
import subprocess
import sys


def show(command: str, text: str) -> bool:
    """Show text in a pager. False if it cannot be started, so that the text is printed instead."""
    environment = os.environ | {"LESS": os.environ.get("LESS", "FRX"), "LESSCHARSET": os.environ.get("LESSCHARSET", "utf-8")}
    try:
        words = shlex.split(command)
        with (
            subprocess.Popen(words, stdin=subprocess.PIPE, env=environment) as process,  # noqa: S603  # the user's own choice of a pager
            contextlib.suppress(BrokenPipeError),  # the user left before the end
        ):
            process.communicate(text.encode(sys.stdout.encoding or "utf-8", "replace"))
    except (OSError, ValueError):
        return False
    return True
