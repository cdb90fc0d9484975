"""What standard output can show: whether it is a terminal, how wide, and in colour or not.

https://no-color.org, https://force-color.org and https://bixense.com/clicolors/ say what the
variables mean; where they contradict each other, NO_COLOR wins.
"""

from __future__ import annotations

import os

USUAL_WIDTH = 80
_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "path": "1",
    "command": "32",
    "aside": "2",
    "added": "32",
    "removed": "31",
    "modified": "33",
    "alarm": "1;37;41",
}


def is_terminal() -> bool:
    """Whether standard output is read by a person at a terminal."""
    try:
        return os.isatty(1)
    except OSError:
        return False


def has_colour() -> bool:
    """Whether standard output is to be in colour."""
    environment = os.environ
    if environment.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environment.get(name, "0") not in ("", "0"):
            return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    is_known = "TERM" in environment or "WT_SESSION" in environment
    return is_known and is_terminal()


def width() -> int:
    """The columns of the terminal; USUAL_WIDTH where it does not tell."""
    try:
        told = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        told = 0
    if told <= 0:
        try:
            told = os.get_terminal_size(1).columns
        except OSError:
            told = 0
    return told if told > 0 else USUAL_WIDTH


def painted(text: str, style: str, colour: bool) -> str:
    """The text in a style, one of those above; as it is without colour."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour and text else text
