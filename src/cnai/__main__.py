"""The program: `cnai` and `python -m cnai` are the same. Signals first, so that Ctrl-C and a closed pipe end it quietly at any moment."""

import gc
import signal
import sys


def run() -> None:
    """Run the program with the arguments of the process and exit with its code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    gc.disable()  # a short process makes no garbage worth looking for, and the search took a tenth of its time
    from cnai.cli import main

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
