"""The program: `cnai` and `python -m cnai` are the same. Signals first, so that Ctrl-C and a closed pipe end it quietly at any moment."""

import signal
import sys


def run() -> None:
    """Run the program with the arguments of the process and exit with its code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    from cnai.cli import main

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
