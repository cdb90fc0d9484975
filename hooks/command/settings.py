"""Where the configuration of a run comes from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..git.commit import Commit
    from ..git.objects import Objects
    from .config import Config
    from .options import Options

NAME = ".gomod-hooks.toml"


def configuration(commit: Commit, options: Options) -> Config | None:
    """The configuration to obey; None where there is none."""
    asked = options.text("config")
    if not asked:
        data = commit.files.read(NAME)
        return None if data is None else parsed(data, NAME)
    return None if asked == "none" else named(asked, commit.objects)


def unstaged(commit: Commit) -> str:
    """What to add to a hint where the file on disk is not the one that was obeyed."""
    from . import rewrite  # only when something was found

    place = commit.disk.path(NAME)
    disk = rewrite.read(place) if place else None
    staged = commit.files.read(NAME)
    if disk is None or disk in (staged, (staged or b"").replace(b"\n", b"\r\n")):
        return ""
    return f"\n{NAME} on disk is not the one that is staged: git add {NAME}"


def named(asked: str, objects: Objects) -> Config:
    """The configuration in a file, or at REV:PATH."""
    return parsed(_content(asked, objects), asked)


def _content(asked: str, objects: Objects) -> bytes:
    from .failure import UsageError

    try:
        with open(asked, "rb") as file:
            return file.read()
    except OSError as error:
        revision, colon, path = asked.partition(":")
        if not (colon and revision and path) or "\n" in asked:
            raise UsageError(f"--config {asked}: {error.strerror}") from None
    data = objects.read(f"{revision}:{path}")
    if data is None:
        raise UsageError(f"--config {asked}: neither a file nor a revision and path")
    return data


def parsed(data: bytes, name: str) -> Config:
    """A configuration, read from its bytes."""
    from . import config  # only where there is one

    return config.parse(data, name)
