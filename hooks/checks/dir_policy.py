"""DIR501 to DIR507: what a project asks of its go and toolchain lines, each on request only."""

from __future__ import annotations

from ..rules.hint import otherwise, say
from ..values import go_version
from . import remedies
from .dir_lines import on_go_line, on_toolchain_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..rules.finding import Finding
    from ..tree.tree import ModFileRef, Tree

MANAGERS = ("golang", "go")  # what .tool-versions calls the line


def out_of_bounds(at: ModFileRef, minimum: str = "", maximum: str = "") -> Iterator[Finding]:
    """A go line below `minimum` or above `maximum`, "" for no bound.

    A maximum without patch number admits every patch release of it.
    """
    low = minimum.removeprefix("go")
    if low and go_version.order(at.go) < go_version.order(low):
        is_there = f"go {at.go} is lower than" if at.go else "there is no go line: it has to be"
        hint = remedies.edit(at, f"-go={low}")
        yield on_go_line(at, "DIR501", f"{is_there} {low}, the minimum", [hint], wanted=low)
    high = maximum.removeprefix("go")
    if high and at.go and _is_above(at.go, high):
        message = f"go {at.go} is higher than {high}, the maximum"
        hint = remedies.edit(at, f"-go={high}")
        yield on_go_line(at, "DIR502", message, [hint], wanted=high)


def _is_above(version: str, high: str) -> bool:
    if go_version.language(high) == high and go_version.language(version) == high:
        return False
    return go_version.order(version) > go_version.order(high)


def toolchain_line(at: ModFileRef) -> Iterator[Finding]:
    """A toolchain line where none is wanted."""
    if at.file.toolchain is not None:
        message = f"toolchain {at.file.toolchain.name}: no toolchain line is wanted here"
        hint = remedies.edit(at, "-toolchain=none")
        yield on_toolchain_line(at, "DIR503", message, [hint])


def patch_release(at: ModFileRef) -> Iterator[Finding]:
    """A go line that names a patch release other than the first."""
    language = go_version.language(at.go)
    number = at.go.removeprefix(language + ".") if language else ""
    if number and number != at.go and number != "0":
        message = f"go {at.go} names a patch release, and none is wanted here"
        yield on_go_line(at, "DIR504", message, [remedies.edit(at, f"-go={language}")])


def differing_go_lines(
    tree: Tree, folders: Iterable[str], concerned: Iterable[str]
) -> Iterator[Finding]:
    """Modules among `concerned` whose go line differs from that of most of `folders`."""
    files = [at for folder in folders if (at := tree.module_file(folder)) is not None and at.go]
    by_version: dict[str, list[ModFileRef]] = {}
    for at in files:
        by_version.setdefault(at.go, []).append(at)
    if len(by_version) < 2:
        return
    usual = max(
        by_version, key=lambda version: (len(by_version[version]), go_version.order(version))
    )
    other = by_version[usual][0]
    place = f"{other.path}:{other.file.go.line}" if other.file.go else other.path
    paths = {tree.go_mod_path(folder) for folder in concerned}
    for at in files:
        if at.go != usual and at.path in paths:
            message = f"go {at.go} here, go {usual} in {place}"
            count = len(by_version[usual]) - 1
            message += f" and {count} more" if count else ""
            hint = remedies.edit(at, f"-go={usual}")
            yield on_go_line(at, "DIR505", message, [hint], wanted=usual)


def raised_lines(bases: Sequence[Tree], at: ModFileRef) -> Iterator[Finding]:
    """A go line higher than in every base, a toolchain line that no base has."""
    before = [
        old for base in bases if (old := base.mod_file(at.folder, at.is_workspace)) is not None
    ]
    if not before:
        return
    highest = max(before, key=lambda old: go_version.order(old.go))
    if at.go and go_version.order(at.go) > go_version.order(highest.go):
        was = f"from {highest.go}" if highest.go else "from no go line"
        hint = remedies.edit(at, f"-go={highest.go or 'none'}")
        message = f"go line raised {was} to {at.go}"
        yield on_go_line(at, "DIR506", message, [hint], wanted=highest.go)
    toolchain = at.file.toolchain
    names = [old.file.toolchain.name if old.file.toolchain else "" for old in before]
    if toolchain is not None and toolchain.name not in names:
        was = f"changed from {names[0]} to" if names[0] else "added:"
        hint = remedies.edit(at, f"-toolchain={names[0] or 'none'}")
        message = f"toolchain line {was} {toolchain.name}"
        yield on_toolchain_line(at, "DIR506", message, [hint], wanted=names[0])


def unlike_version_file(tree: Tree, at: ModFileRef, path: str) -> Iterator[Finding]:
    """A go line that a version manager's file at `path` does not agree with.

    They agree where the version is of the go line's, or the toolchain line's, language
    version and not older than the go line.
    """
    data = tree.files.read(path)
    if data is None:
        message = f"there is no {path} to agree with"
        hint = say(f"write {at.go or 'a Go version'} in {path} and stage it, or name another file")
        yield on_go_line(at, "DIR507", message, [hint], target=path)
        return
    version = version_in(data)
    if not version:
        message = f"{path} names no Go version to agree with"
        yield on_go_line(at, "DIR507", message, [say("write it as 1.24.1")], target=path)
    if not version or not at.go:
        return
    language = go_version.language(version)
    languages = {go_version.language(at.go)}
    if at.file.toolchain is not None:
        languages.add(go_version.language(go_version.of_toolchain(at.file.toolchain.name)))
    names_patch = version != language or go_version.minor(version) < 21
    is_too_low = names_patch and go_version.order(version) < go_version.order(at.go)
    if language not in languages or is_too_low:
        message = f"go {at.go} here, {version} in {path}"
        readable = version if go_version.minor(version) >= 21 else language
        hints = [
            say(f"write {at.go} in {path}, if dependencies or the code need it"),
            otherwise(remedies.edit(at, f"-go={readable}")),
        ]
        yield on_go_line(at, "DIR507", message, hints, target=path, wanted=version)


def version_in(data: bytes) -> str:
    """The Go version that a version manager's file names, "" for none that can be read.

    "1.24.1" or "go1.24.1" on a line of its own, "golang 1.24.1" as in .tool-versions,
    "go 1.24.1" as in go.mod, "FROM golang:1.24.1-alpine" as in a Dockerfile; the first one counts.
    """
    for text in data.decode("utf-8", "replace").split("\n"):
        words = text.partition("#")[0].partition("//")[0].replace("=", " ").split()
        if words[:1] == ["FROM"]:
            words = [_tag(word) for word in words if _tag(word)]
        elif len(words) >= 2 and words[0].strip("\"'") in MANAGERS:
            words = words[1:2]
        if len(words) == 1:
            version = words[0].strip("\"'").removeprefix("v").removeprefix("go")
            if "." in version and go_version.is_valid(version):
                return version
    return ""


def _tag(image: str) -> str:
    """The version in the name of an image of Go: "1.24.1" of "docker.io/golang:1.24.1-alpine"; ""
    for another word."""
    name, _, tag = image.rpartition("/")[2].partition("@")[0].partition(":")
    return tag.partition("-")[0] if name == "golang" else ""
