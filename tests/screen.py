"""What a command shows on a terminal."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path

from tests.repository import clean_environment

# What would decide about colour in the place of the test
SETTINGS = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "PY_COLORS")


def on_terminal(
    command: Sequence[str], folder: Path, *, columns: int = 80, **environment: str
) -> tuple[str, int]:
    """What a command writes when its standard streams are a terminal, and its exit status."""
    known = {name: value for name, value in clean_environment().items() if name not in SETTINGS}
    reader, terminal = os.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=known | {"TERM": "xterm-256color"} | environment,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    written = b""
    while True:
        try:
            part = os.read(reader, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        written += part
    os.close(reader)
    return written.decode("utf-8", "replace").replace("\r\n", "\n"), process.wait()
