"""Run a door under observation: `python -m tests.hostile.observed LOG MODULE [ARGUMENT ...]`.

Whatever the interpreter tells an audit hook (https://docs.python.org/3/library/audit_events.html)
of programs, sockets and files that are written goes to LOG, a line each.
"""

from __future__ import annotations

import importlib
import os
import sys

CHANGES = (
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.chown", "os.utime", "os.setxattr", "shutil.", "tempfile."),
)
PROGRAMS = (
    *("subprocess.Popen", "os.exec", "os.spawn", "os.posix_spawn", "os.system", "os.fork", "pty."),
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def observed(log: int) -> None:
    """Begin to write down what this process does."""

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            if (isinstance(flags, int) and flags & WRITING) or set("wax+") & set(str(mode or "")):
                _line(log, "write", path)
        elif event.startswith(PROGRAMS):
            _line(log, "program", event, arguments[0])
        elif event.startswith("socket."):
            _line(log, "socket", event)
        elif event.startswith(CHANGES):
            _line(log, "change", event, *arguments)
        elif event.startswith("ctypes."):
            _line(log, "native", event)

    sys.addaudithook(note)


def _line(log: int, *words: object) -> None:
    text = "\t".join(os.fsdecode(word) if isinstance(word, bytes) else str(word) for word in words)
    os.write(log, text.replace("\n", " ").encode("utf-8", "surrogateescape") + b"\n")


def main() -> int:
    """Import the module first: what the interpreter itself does is not ours."""
    path, name, *arguments = sys.argv[1:]
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    module = importlib.import_module(name)
    sys.dont_write_bytecode = True
    sys.argv = [name, *arguments]
    observed(log)
    status = module.main(arguments)
    assert isinstance(status, int)
    return status


if __name__ == "__main__":
    sys.exit(main())
