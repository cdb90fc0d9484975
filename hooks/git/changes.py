"""The difference between two trees, from git's raw format.

"RAW OUTPUT FORMAT" in https://git-scm.com/docs/diff-format.
"""

from __future__ import annotations

from ..tree.paths import CONFIGURATION, FILES, decode
from .process import GitError, answer, check_length, complaint, output, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = ("--raw", "-z", "--no-renames", "--no-abbrev", "--no-relative", "--ignore-submodules=dirty")

# Parts of the paths of Dockerfiles and of workflows
_IMAGES_AND_JOBS = (b"ockerfile", b"ontainerfile", b".yml\0", b".yaml\0")


class Change:
    """One path that differs: `status` is git's letter; `old_mode` and `old_oid` are before,
    `mode` and `oid` after, each "" where nothing is at the path."""

    __slots__ = ("mode", "oid", "old_mode", "old_oid", "status")

    def __init__(self, status: str, old_mode: str, mode: str, old_oid: str, oid: str) -> None:
        self.status = status
        self.old_mode = old_mode
        self.mode = mode
        self.old_oid = old_oid
        self.oid = oid


class Changes:
    """The difference from a base to the judged tree; `raw` is what git prints with -z."""

    __slots__ = ("_all", "_relevant", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._all: dict[str, Change] | None = None
        self._relevant: list[str] | None = None

    def __bool__(self) -> bool:
        return bool(self.raw)

    def all(self) -> dict[str, Change]:
        """Every path that differs, with its change."""
        if self._all is None:
            self._all = dict(self._parse())
        return self._all

    def touch_go_files(self) -> bool:
        """Whether a Go file is among the paths."""
        return b".go\0" in self.raw

    def may_touch_settings(self) -> bool:
        """Whether a file may be among the paths in which settings of the go command stand."""
        names = (b"akefile", b".mk\0", b".envrc\0", b"go.env\0")
        return any(name in self.raw for name in (*_IMAGES_AND_JOBS, *names))

    def may_touch_go_versions(self) -> bool:
        """Whether a file may be among the paths that names a version of Go, by its usual names."""
        names = (b"ersion", b"ERSION", b".toml\0")
        return any(name in self.raw for name in (*_IMAGES_AND_JOBS, *names))

    def relevant(self) -> list[str]:
        """The paths that can change a verdict: module files, the configuration, whatever is below
        a vendor folder or below a directory called go.mod, and links and submodules that came
        or went."""
        if self._relevant is None:
            self._relevant = self._find_relevant()
        return self._relevant

    def _find_relevant(self) -> list[str]:
        parts = self.raw.split(b"\0")
        relevant = []
        names = tuple(name.encode() for name in FILES)
        configuration = CONFIGURATION.encode()
        for facts, path in zip(parts[0::2], parts[1::2], strict=False):
            if (
                (path.endswith(names) and path.rpartition(b"/")[2] in names)
                or path.startswith(b"vendor/")
                or b"/vendor/" in path
                or b"go.mod/" in path
                or path == configuration
                or path.startswith(configuration + b"/")
                or facts[1:4] not in (b"100", b"000")
                or facts[8:11] not in (b"100", b"000")
            ):
                relevant.append(decode(path))
        return relevant

    def _parse(self) -> Iterator[tuple[str, Change]]:
        parts = decode(self.raw).split("\0")
        for facts, path in zip(parts[0::2], parts[1::2], strict=False):
            old_mode, mode, old_oid, oid, status = facts[1:].split(" ")
            absent, gone = old_mode == "000000", mode == "000000"
            yield (
                path,
                Change(
                    status[0],
                    "" if absent else old_mode,
                    "" if gone else mode,
                    "" if absent else old_oid,
                    "" if gone else oid,
                ),
            )


def since_head() -> Changes | None:
    """From HEAD to the index, in one process; None if git fails, as it does without a commit."""
    status, raw = answer("diff-index", "--cached", "--ita-invisible-in-index", *RAW, "HEAD", "--")
    return None if status else _of_index(raw)


def of_index(base: str) -> Changes:
    """From a base commit (an object id, or "HEAD") to the index.

    GitError if there is no such commit.
    """
    arguments = ("diff-index", "--cached", "--ita-invisible-in-index", *RAW, base, "--")
    status, raw = answer(*arguments)
    if status:
        raise GitError(complaint(arguments))
    return _of_index(raw)


def _of_index(raw: bytes) -> Changes:
    """GitError for entries without a mode, which git prints for an index that was cut short."""
    if b":000000 000000 " in whole(raw):
        raise GitError("the index of this repository is damaged")
    return Changes(raw)


def of_trees(base: str, tree: str) -> Changes:
    """From one commit or tree to another (object ids)."""
    raw = whole(output("diff-tree", "-r", *RAW, base, tree, "--"))
    check_length(raw.split(b"\0"))
    return Changes(raw)
