"""The errors, each with its exit code and code word."""

from collections.abc import Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CnaiError(Exception):
    """An error that the user can act on: a message of one or two lines, an exit code, and candidates if there are any."""

    exit_code = 1
    code = "failed"

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.candidates = tuple(candidates)


class InvalidQuery(CnaiError, ValueError):
    """A usage error: an unknown value, two options that cannot be used together. `option` names the wrong one, if any."""

    exit_code = 2
    code = "usage"

    def __init__(self, message: str, candidates: Sequence[str] = (), *, option: str | None = None) -> None:
        super().__init__(message, candidates)
        self.option = option


class NotFound(CnaiError, LookupError):
    """No record has this name; `candidates` are the nearest ids."""

    exit_code = 3
    code = "not_found"


class Ambiguous(NotFound):
    """Several records could be meant; `candidates` are their ids."""

    code = "ambiguous"


class NotFoundAmong(NotFound):
    """Names of a list that mean nothing, or several things; `each` has an error a name, and each is said on a line of its own."""

    def __init__(self, each: Sequence[NotFound]) -> None:
        super().__init__("\n".join(e.message for e in each), [c for e in each for c in e.candidates])
        self.each = tuple(each)


class BadData(CnaiError):
    """A data file is not valid. `faults` has one line a fault: file, line where it can be told, what is wrong, how to write it."""

    exit_code = 4
    code = "bad_data"

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class NoDatabase(CnaiError):
    """The compiled data cannot be used: the message names the file, what is wrong with it and what to do."""

    code = "no_database"

    def __init__(self, path: "Any", what: str) -> None:
        super().__init__(f"the bundled data {path} {what}; reinstall cnai, or run python -m cnai.curate build in a checkout")


class CannotWrite(CnaiError):
    """The output could not be written."""

    exit_code = 74
    code = "cannot_write"
