"""What went wrong inside, in one line."""

from __future__ import annotations

import os

_PACKAGE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "")


class UsageError(Exception):
    """What was asked for makes no sense; the text is one line for people."""


def in_one_line(error: BaseException) -> str:
    """A usage error as it is; anything else with the place that a bug report needs."""
    if isinstance(error, UsageError):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        name = error.filename
        shown = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else str(name)
        return f"{shown}: {error.strerror}"
    if isinstance(error, MemoryError):
        return "out of memory"
    trace = error.__traceback__
    place = ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(_PACKAGE):
            place = f" at {name[len(_PACKAGE) :]}:{trace.tb_lineno}"
        trace = trace.tb_next
    from ..values.product import NAME, VERSION

    kind = f"internal error in {NAME} {VERSION}, please report it"
    return f"{kind}: {type(error).__name__}: {error}{place}"
