"""What a project asks of its go and toolchain lines, each on request only."""

from __future__ import annotations

from ..values import go_version
from . import directive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.finding import Finding
    from ..verdicts.sources import Sources
    from .directive import File

MANAGERS = ("golang", "go")  # what .tool-versions calls the line


def bounds(file: File, minimum: str = "", maximum: str = "") -> Iterator[Finding]:
    """A go line below `minimum` or above `maximum`, "" for no bound.

    A maximum without patch number admits every patch release of it.
    """
    low = minimum.removeprefix("go")
    if low and go_version.order(file.go) < go_version.order(low):
        is_there = f"go {file.go} is lower than" if file.go else "there is no go line: it has to be"
        yield file.finding("DIR501", f"{is_there} {low}, the minimum", f"{file.edit} -go={low}")
    high = maximum.removeprefix("go")
    if high and file.go and _is_above(file.go, high):
        message = f"go {file.go} is higher than {high}, the maximum"
        yield file.finding("DIR502", message, f"{file.edit} -go={high}")


def _is_above(version: str, high: str) -> bool:
    if go_version.language(high) == high and go_version.language(version) == high:
        return False
    return go_version.order(version) > go_version.order(high)


def no_toolchain(file: File) -> Iterator[Finding]:
    """A toolchain line."""
    line = file.tree.toolchain
    if line is not None:
        message = f"toolchain {line.name}: no toolchain line is wanted here"
        yield file.on_toolchain("DIR503", message, f"{file.edit} -toolchain=none")


def no_patch(file: File) -> Iterator[Finding]:
    """A go line that names a patch release other than the first."""
    language = go_version.language(file.go)
    number = file.go.removeprefix(language + ".") if language else ""
    if number and number != file.go and number != "0":
        message = f"go {file.go} names a patch release, and none is wanted here"
        yield file.finding("DIR504", message, f"{file.edit} -go={language}")


def unequal(
    sources: Sources, folders: Iterable[str], concerned: Iterable[str]
) -> Iterator[Finding]:
    """Modules among `concerned` whose go line differs from that of most of `folders`."""
    files = [found for one in folders if (found := directive.file(sources, one)) is not None]
    files = [one for one in files if one.go]
    by_version: dict[str, list[File]] = {}
    for one in files:
        by_version.setdefault(one.go, []).append(one)
    if len(by_version) < 2:
        return
    most = max(
        by_version, key=lambda version: (len(by_version[version]), go_version.order(version))
    )
    other = by_version[most][0]
    place = f"{other.path}:{other.tree.go.line}" if other.tree.go else other.path
    paths = {sources.go_mod_path(folder) for folder in concerned}
    for one in files:
        if one.go != most and one.path in paths:
            message = f"go {one.go} here, go {most} in {place}"
            count = len(by_version[most]) - 1
            message += f" and {count} more" if count else ""
            yield one.finding("DIR505", message, f"go mod edit -go={most}")


def bumped(
    sources: Sources, bases: Sequence[Sources], folder: str, *, workspace: bool = False
) -> Iterator[Finding]:
    """A go line higher than in every base, a toolchain line that no base has."""
    file = directive.file(sources, folder, workspace=workspace)
    before = [directive.file(base, folder, workspace=workspace) for base in bases]
    known = [one for one in before if one is not None]
    if file is None or not known:
        return
    highest = max(known, key=lambda one: go_version.order(one.go))
    if file.go and go_version.order(file.go) > go_version.order(highest.go):
        was = f"from {highest.go}" if highest.go else "from no go line"
        back = highest.go or "none"
        yield file.finding(
            "DIR506", f"go line raised {was} to {file.go}", f"{file.edit} -go={back}"
        )
    line = file.tree.toolchain
    names = [one.tree.toolchain.name if one.tree.toolchain else "" for one in known]
    if line is not None and line.name not in names:
        was = f"changed from {names[0]} to" if names[0] else "added:"
        back = names[0] or "none"
        yield file.on_toolchain(
            "DIR506", f"toolchain line {was} {line.name}", f"{file.edit} -toolchain={back}"
        )


def unmatched(sources: Sources, file: File, path: str) -> Iterator[Finding]:
    """A go line that a version manager's file at `path` does not agree with.

    They agree where the version is of the go line's, or the toolchain line's, language
    version and not older than the go line.
    """
    data = sources.files.read(path)
    if data is None:
        message = f"there is no {path} to agree with"
        yield file.finding("DIR507", message, f"git add {path}")
        return
    version = managed(data)
    if not version or not file.go:
        return
    language = go_version.language(version)
    names = {go_version.language(file.go)}
    if file.tree.toolchain is not None:
        names.add(go_version.language(go_version.of_toolchain(file.tree.toolchain.name)))
    patched = version != language or go_version.minor(version) < 21
    too_low = patched and go_version.order(version) < go_version.order(file.go)
    if language not in names or too_low:
        message = f"go {file.go} here, {version} in {path}"
        hint = f"{file.edit} -go={version}, or write {go_version.language(file.go)} in {path}"
        yield file.finding("DIR507", message, hint)


def managed(data: bytes) -> str:
    """The Go version that a version manager's file names, "" for none that can be read.

    "1.24.1" or "go1.24.1" on a line of its own, "golang 1.24.1" as in .tool-versions,
    "go 1.24.1" as in go.mod; the first one counts.
    """
    for text in data.decode("utf-8", "replace").split("\n"):
        words = text.partition("#")[0].partition("//")[0].replace("=", " ").split()
        if len(words) >= 2 and words[0].strip("\"'") in MANAGERS:
            words = words[1:2]
        if len(words) == 1:
            version = words[0].strip("\"'").removeprefix("v").removeprefix("go")
            if "." in version and go_version.is_valid(version):
                return version
    return ""
