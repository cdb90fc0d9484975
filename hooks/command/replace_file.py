"""Replace a file's content: the file is the old one or the new one, never a part of it."""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..rules.hint import Hint


class RefusedError(Exception):
    """The file was left as it is; the text says why, for people, and `hint` what mends it
    besides the hints of the finding, None where these are of no use."""

    def __init__(self, text: str, hint: Hint | None = None) -> None:
        super().__init__(text)
        self.hint = hint


def replace(path: str, before: bytes, after: bytes) -> None:
    """Give the file `after` for content, provided it still holds `before`.

    A temporary file beside it is written, synchronised and renamed over it, with
    the same mode, and the same owner where root runs it. RefusedError where the file is
    no regular file, may not be written by its owner, or changed meanwhile; OSError where
    the system refuses: then the file is as it was.
    """
    facts = os.lstat(path)
    if not stat.S_ISREG(facts.st_mode):
        raise RefusedError("it is not a regular file")
    if not facts.st_mode & stat.S_IWUSR:
        raise RefusedError("its owner may not write it")
    folder = os.path.realpath(os.path.dirname(path) or ".")
    scratch = os.path.join(folder, f".{os.path.basename(path)}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(scratch, flags | getattr(os, "O_BINARY", 0), 0o600)
    try:
        try:
            _write(handle, after)
            _copy_mode(handle, facts)
            os.fsync(handle)
        finally:
            os.close(handle)
        if read(path) != before:
            raise RefusedError("it changed while it was being read")
        os.replace(scratch, path)
    except BaseException:
        _remove(scratch)
        raise


def read(path: str) -> bytes | None:
    """The content of a regular file; None where there is none, or a link."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # no system can hold a file of that path
            return None
        raise


def with_plain_line_ends(disk: bytes, staged: bytes) -> bytes:
    """The content of a file on disk with plain line ends, where git gave it others; the same
    object where it did not."""
    has_crlf = b"\r\n" in disk and b"\r\n" not in staged
    return disk.replace(b"\r\n", b"\n") if has_crlf else disk


def _copy_mode(handle: int, facts: os.stat_result) -> None:
    """Give a file the mode of another, and its owner where that is allowed."""
    if hasattr(os, "fchown") and os.geteuid() == 0:
        os.fchown(handle, facts.st_uid, facts.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(facts.st_mode))


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _remove(path: str) -> None:
    from contextlib import suppress  # only after a failure

    with suppress(OSError):  # the file itself is whole; what stopped us may stop this too
        os.unlink(path)
