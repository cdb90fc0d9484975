"""Exit statuses, and what is written where.

The descriptors are written to directly: nothing waits in a buffer for an end of the
process that may not come, and whatever goes wrong is known here.
"""

from __future__ import annotations

import os
import sys

PASSED, FOUND, FAILED = 0, 1, 2


def catch_interrupts() -> None:
    """From here on Ctrl-C is a KeyboardInterrupt again; see the package's __init__."""
    import _signal  # type: ignore[import-not-found]

    if _signal.getsignal(_signal.SIGINT) == _signal.SIG_DFL:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)


def write_out(text: str) -> int:
    """Write to standard output, in UTF-8 with plain line ends on every system.

    A reader that has seen enough and went away is not a failure. UsageError where the
    text cannot be written.
    """
    rest = memoryview(text.encode("utf-8", "backslashreplace"))
    while rest:
        try:
            rest = rest[os.write(1, rest) :]
        except BlockingIOError:
            import select  # only where standard output is shared with somebody who does not wait

            select.select([], [1], [])
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            break
        except OSError as error:
            from .errors import UsageError  # only when something failed

            raise UsageError(f"standard output: {error.strerror}") from None
    return PASSED


def version() -> str:
    """The line that --version prints."""
    from ..values.product import NAME, VERSION  # only where it is asked for

    return f"{NAME} {VERSION}\n"


def reserve_std_streams() -> None:
    """Open something in the place of standard streams that are closed, so that no pipe of
    git's takes their numbers."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        for number, way in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, way)  # the lowest number that is free: this one


def print_error(name: str, message: str) -> int:
    """One clear line on standard error; the exit status that goes with it."""
    _print(name, message)
    return FAILED


def print_note(name: str, message: str) -> None:
    """One line on standard error that changes no verdict."""
    _print(name, f"note: {message}")


def _print(name: str, message: str) -> None:
    from ..report.escaped import escaped  # only when there is something to say

    line = f"{name}: {escaped(message)}\n".encode("utf-8", "backslashreplace")
    try:
        os.write(2, line)
    except OSError:
        return  # there is nobody to tell
