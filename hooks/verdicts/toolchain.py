"""Which newer release a release hands over to before it reads anything else.

From 1.21 on, with GOTOOLCHAIN=auto, the go command looks for the go and toolchain
lines of go.work, or of go.mod where there is no workspace, and hands over to a
newer release that one of them names. This look is a rough one: the first line that
begins with the word counts, whatever else is in the file.
https://go.dev/doc/toolchain#select
"""

from __future__ import annotations

from ..formats.kinds import TOOLCHAIN_INVALID, TOOLCHAIN_MISSING
from ..formats.problem import Problem
from ..values import go_version, semver
from ..values.releases import FIRST_PATCH_THAT_ADDS_ZERO, first_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..formats.modfile.file import ModFile
    from ..values.releases import Release

FIRST_THAT_SWITCHES = first_with("switches")


class LineValue:
    """The value after `go` or `toolchain` at the beginning of a line, and its place (line and
    column from 1); text "" where there is none."""

    __slots__ = ("column", "line", "text")

    def __init__(self, text: str, line: int, column: int) -> None:
        self.text = text
        self.line = line
        self.column = column


class ToolchainRequest:
    """The first go line and the first toolchain line of a file."""

    __slots__ = ("go", "toolchain")

    def __init__(self, go: LineValue, toolchain: LineValue) -> None:
        self.go = go
        self.toolchain = toolchain

    def switches_to(self, release: Release) -> str:
        """The go version that `release` hands over to; "" where it goes on itself."""
        version, _ = self._newer(release)
        return version if _is_release(version) else ""

    def problems(self, release: Release, path: str, name: str) -> list[Problem]:
        """What is reported of a line that names no release; the file is at `path`, and called
        `name` in messages."""
        text = self.toolchain.text
        if release.minor < FIRST_THAT_SWITCHES or text == "default":
            return []
        if text and not go_version.of_toolchain(text):
            message = f'invalid toolchain "{text}" in {name}'
            return [_problem(message, self.toolchain, text, "toolchain", path, release)]
        version, is_toolchain = self._newer(release)
        if not version or _is_release(version):
            return []
        place = self.toolchain if is_toolchain else self.go
        directive = "toolchain" if is_toolchain else "go"
        if not _is_language(version):
            message = f'invalid GOTOOLCHAIN "go{version}"'
            return [_problem(message, place, version, "go", path, release)]
        kind = TOOLCHAIN_MISSING
        message = f"older releases cannot switch to {directive} {place.text}: "
        message += f"there is no go{version}"
        return [_problem(message, place, version, directive, path, release, kind)]

    def _newer(self, release: Release) -> tuple[str, bool]:
        """The version newer than `release` that a line asks for, and whether it is the
        toolchain line."""
        key = (self.go.text, self.toolchain.text, release.version)
        if key not in _answers:
            _answers[key] = _newer(self.go.text, self.toolchain.text, release)
        return _answers[key]


_answers: dict[tuple[str, str, str], tuple[str, bool]] = {}
"""The modules of a repository share a few go and toolchain lines."""


def _newer(go: str, name: str, release: Release) -> tuple[str, bool]:
    """The version newer than `release` that a go line or a toolchain line asks for, "" for
    none, and whether it is the toolchain line."""
    if release.minor < FIRST_THAT_SWITCHES or name == "default":
        return "", False
    version = go_version.of_toolchain(name)
    if name and not version:
        return "", False
    adds_zero = release.patch >= FIRST_PATCH_THAT_ADDS_ZERO.get(release.minor, 0)
    wanted = max(
        (go_version.order(go), first_release(go) if adds_zero else go, False),
        (go_version.order(version), name.removeprefix("go"), True),
    )
    if wanted[0] <= go_version.order(release.version):
        return "", False
    return wanted[1], wanted[2]


def _problem(
    message: str,
    place: LineValue,
    word: str,
    directive: str,
    path: str,
    release: Release,
    kind: str = TOOLCHAIN_INVALID,
) -> Problem:
    return Problem(
        kind,
        message,
        place.line,
        place.column,
        path=path,
        word=word,
        directive=directive,
        releases=[release],
    )


def _is_release(version: str) -> bool:
    """Whether a release can have this name: all that there are begin with 1, and each is
    fetched as a module whose version holds the name; a language version is none."""
    if version[:1] != "1" or _is_language(version):
        return False
    return semver.is_canonical(f"v0.0.1-go{version}.x")


def _is_language(version: str) -> bool:
    """Whether this names a language version from 1.21 on, such as "1.24", and so no release
    (https://go.dev/doc/toolchain#version)."""
    version = version.partition("-")[0]
    return first_release(version) != version


def first_release(version: str) -> str:
    """The release that a go line asks for: "1.24.0" of "1.24"."""
    key = go_version.key(version)
    if key is None or version.count(".") != 1 or key[3] or go_version.minor(version) < 21:
        return version
    return version + ".0"


def of_file(file: ModFile) -> ToolchainRequest:
    """What a go.mod or go.work asks for; looked for once."""
    return file.once(_of_file, "")


def _of_file(file: ModFile, place: str) -> ToolchainRequest:
    return read(file.data)


def read(data: bytes) -> ToolchainRequest:
    """Look through go.mod or go.work for its go and toolchain lines."""
    return ToolchainRequest(_first(data, b"go"), _first(data, b"toolchain"))


def _first(data: bytes, word: bytes) -> LineValue:
    """The value of the first line that begins with `word`."""
    places = [place for blank in (b" ", b"\t") if (place := _place(data, word + blank)) >= 0]
    if not places:
        return LineValue("", 0, 0)
    start = min(places)
    begin, end = data.rfind(b"\n", 0, start) + 1, data.find(b"\n", start)
    text = data[begin : end if end >= 0 else len(data)].decode("utf-8", "surrogateescape")
    before = data[begin:start].decode("utf-8", "surrogateescape")
    rest = text[len(before) + len(word) :]
    value = rest.partition("//")[0].strip()
    column = len(before) + len(word) + len(rest) - len(rest.lstrip()) + 1
    return LineValue(value, data.count(b"\n", 0, begin) + 1, column)


def _place(data: bytes, words: bytes) -> int:
    """Where `words` first stand at the beginning of a line, blanks aside; -1 if they do not."""
    start = data.find(words)
    while start >= 0:
        begin = data.rfind(b"\n", 0, start) + 1
        before = data[begin:start].decode("utf-8", "surrogateescape")
        if not before.strip() and not _has_no_value(data, start, words):
            return start
        start = data.find(words, start + 1)
    return -1


def _has_no_value(data: bytes, start: int, words: bytes) -> bool:
    """Whether nothing but blanks follows on the line."""
    text, _, _ = data[start + len(words) :].partition(b"\n")
    return not text.decode("utf-8", "surrogateescape").strip()
