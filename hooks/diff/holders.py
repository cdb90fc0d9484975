"""Which .sum files hold what: looked up for each new line, worked out once a run."""

from __future__ import annotations

from ..formats import go_sum
from . import sums

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..formats.go_sum import GoSum


class Holders:
    """The judged .sum files of a tree, and those of its bases, each with its path.

    The files of a repository share most lines, so that each distinct line is looked at once,
    however many files changed.
    """

    __slots__ = ("_before", "_files", "_several", "_shared")

    def __init__(
        self, files: Sequence[tuple[str, GoSum]], before: Sequence[tuple[str, GoSum]]
    ) -> None:
        self._files = files
        self._before = before
        self._several: Mapping[bytes, Mapping[bytes, str]] | None = None
        self._shared: Mapping[bytes, Sequence[bytes]] | None = None

    @property
    def several(self) -> Mapping[bytes, Mapping[bytes, str]]:
        """By `diff.sums.name`, where all files together have several hashes for it: the lines
        that the bases have, each with the path of a file that holds it."""
        if self._several is None:
            self._several = self._lines_by_name()
        return self._several

    @property
    def shared(self) -> Mapping[bytes, Sequence[bytes]]:
        """By the hash of a zip that stands in several lines: each `module version`, in order."""
        if self._shared is None:
            self._shared = self._names_by_hash()
        return self._shared

    def _distinct(self) -> set[bytes]:
        files = [file for _, file in (*self._files, *self._before)]
        return set().union(*map(go_sum.normal, files)) - {b""}

    def _lines_by_name(self) -> dict[bytes, dict[bytes, str]]:
        distinct = {line for line in self._distinct() if not line.endswith(sums.EMPTY)}
        seen: set[bytes] = set()
        several: set[bytes] = set()
        for name in map(sums.name, distinct):
            (several if name in seen else seen).add(name)
        del seen
        held: dict[bytes, dict[bytes, str]] = {}
        lines = {line for line in distinct if sums.name(line) in several} if several else set()
        for path, file in self._before if lines else ():
            for line in sorted(lines.intersection(go_sum.normal(file))):
                held.setdefault(sums.name(line), {}).setdefault(line, path)
        return held

    def _names_by_hash(self) -> dict[bytes, list[bytes]]:
        zips = {line for line in self._distinct() if b"/go.mod " not in line}
        seen: set[bytes] = set()
        several: set[bytes] = set()
        for line in zips:
            digest = line.rpartition(b" ")[2]
            (several if digest in seen else seen).add(digest)
        del seen
        names: dict[bytes, list[bytes]] = {}
        for line in sorted(zips) if several else ():
            name, _, digest = line.rpartition(b" ")
            if digest in several:
                names.setdefault(digest, []).append(name)
        return names
