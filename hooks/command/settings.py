"""Where the configuration of a run comes from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hooks.command.config import Config
    from hooks.command.options import Options
    from hooks.git.commit import Commit

NAME = ".gomod-hooks.toml"


def configuration(commit: Commit, options: Options) -> Config | None:
    """The configuration to obey; None where there is none."""
    asked = options.text("config")
    if not asked:
        data = commit.files.read(NAME)
        return None if data is None else _parsed(data, NAME)
    if asked == "none":
        return None
    return _parsed(_content(asked, commit), asked)


def _content(asked: str, commit: Commit) -> bytes:
    from hooks.command.options import UsageError

    try:
        with open(asked, "rb") as file:
            return file.read()
    except OSError as error:
        revision, colon, path = asked.partition(":")
        if not (colon and revision and path) or "\n" in asked:
            raise UsageError(f"--config {asked}: {error.strerror}") from None
    data = commit.objects.read(f"{revision}:{path}")
    if data is None:
        raise UsageError(f"--config {asked}: neither a file nor a revision and path")
    return data


def _parsed(data: bytes, name: str) -> Config:
    from hooks.command import config  # only where there is one

    return config.parse(data, name)
