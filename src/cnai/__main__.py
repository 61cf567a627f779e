"""The program: `cnai` and `python -m cnai` are the same. Signals first: Ctrl-C and a closed pipe end it quietly at any time."""

import gc
import os
import signal
import sys


def run() -> None:
    """Run the program with the arguments of the process and exit with its code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    gc.disable()  # a short process makes no garbage worth collecting, and looking for it took a tenth of the time
    from cnai.cli import main

    _end(main([_utf8(a) for a in sys.argv[1:]]))


def _end(code: int) -> None:
    """End the process with everything written. Taking the interpreter apart object by object first would be a tenth of the whole time; it
    is left out unless somebody looks on (a profiler, a debugger, `python -i`). The program keeps nothing for the end of a process."""
    if sys.gettrace() or sys.getprofile() or sys.flags.inspect:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # closed, broken or absent: what could not be written is said by now
            continue
    os._exit(code)


def _utf8(argument: str) -> str:
    """An argument read as UTF-8 whatever the locale says; bytes that are none become question marks."""
    return argument if argument.isprintable() else os.fsencode(argument).decode("utf-8", "replace")


if __name__ == "__main__":
    run()
