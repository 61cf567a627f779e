"""Commands that need a package which comes with an extra, and that run for long."""

import gc
import signal
from importlib.util import find_spec

from cnai.errors import CnaiError
from cnai.output.streams import end_sign


def need(package: str, what: str, extra: str) -> None:
    """Raises CnaiError with the line that installs a package, if it is not there."""
    try:
        found = find_spec(package) is not None
    except ValueError:  # taken out of sys.modules by hand
        found = False
    if not found:
        raise CnaiError(f"{what} needs {package} (the extra {extra}): pip install {package}")


def settle() -> None:
    """Undo what suits a process of 100 ms only: the collector switched off, signals at their defaults, the sign of life."""
    end_sign()
    gc.enable()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
