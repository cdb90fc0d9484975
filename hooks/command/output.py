"""Exit statuses, and what is written where."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hooks.command.options import Options

PASSED, FOUND, FAILED = 0, 1, 2


def say(text: str, options: Options) -> int:
    """Write to standard output, in UTF-8 with plain line ends on every system."""
    if not text and options.text("format") == "json":
        text = "[]\n"
    data = text.encode("utf-8", "backslashreplace")
    sys.stdout.flush()
    while data:
        data = data[os.write(1, data) :]
    return PASSED


def complain(name: str, message: str) -> int:
    """One clear line on standard error; the exit status that goes with it."""
    from hooks.report.visible import visible  # only when something failed

    line = f"{name}: {visible(message)}\n".encode("utf-8", "backslashreplace")
    sys.stderr.flush()
    os.write(2, line)
    return FAILED
