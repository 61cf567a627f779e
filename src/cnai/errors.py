"""What can go wrong, each with its exit code and what to do next."""

from collections.abc import Sequence

USAGE, NOT_FOUND, BAD_DATA, CANNOT, NO_WRITE = 2, 3, 4, 1, 74


class CnaiError(Exception):
    """Something that the user can act on: a message of one or two lines, an exit code and perhaps candidates."""

    exit_code = CANNOT
    code = "failed"

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.candidates = tuple(candidates)


class Usage(CnaiError):
    """Asked wrongly: an unknown option value, two options that do not go together."""

    exit_code = USAGE
    code = "usage"


class NotFound(CnaiError):
    """No record has this name; `candidates` are the nearest ids."""

    exit_code = NOT_FOUND
    code = "not_found"


class Ambiguous(NotFound):
    """Several records could be meant; `candidates` are their ids."""

    code = "ambiguous"


class BadData(CnaiError):
    """A data file is not valid. `faults` has one line a fault: file, line where it can be told, what is wrong, how to write it."""

    exit_code = BAD_DATA
    code = "bad_data"

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class CannotWrite(CnaiError):
    """The output could not be written."""

    exit_code = NO_WRITE
    code = "cannot_write"
