"""Reading a file of a folder that anybody may have written to."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False

LARGEST_MODULE = 500 << 20  # bytes of the files of a module, as much as the go command takes
_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):  # each where a system has it
    _FLAGS |= getattr(os, _name, 0)


def opened(path: str) -> int:
    """A descriptor of a regular file, to read from; OSError or ValueError for anything else."""
    descriptor = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not a file")
    return descriptor


def contents(path: str, largest: int) -> bytes | None:
    """The bytes of a regular file of at most `largest` bytes; None for anything else, a symbolic
    link or a pipe among them."""
    try:
        descriptor = opened(path)
    except (OSError, ValueError):
        return None
    try:
        status = os.fstat(descriptor)
        if status.st_size > largest:
            return None
        parts, left = [], largest + 1
        while left > 0 and (part := os.read(descriptor, min(left, status.st_size + 1))):
            parts.append(part)
            left -= len(part)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return b"".join(parts) if left > 0 else None
