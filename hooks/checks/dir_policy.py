"""DIR501 to DIR507: what a project asks of its go and toolchain lines, each on request only."""

from __future__ import annotations

from ..rules.hint import otherwise, say
from ..values import go_version
from . import remedies
from .dir_lines import on_go_line, on_toolchain_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..formats.named_version import NamedVersion
    from ..rules.finding import Finding
    from ..tree.tree import ModFileRef, Tree


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


def older_than_go_line(
    tree: Tree,
    at: ModFileRef,
    files: Mapping[str, Sequence[NamedVersion]],
    before: Sequence[tuple[Tree, Mapping[str, Sequence[NamedVersion]]]] = (),
) -> Iterator[Finding]:
    """A go line that asks for a newer Go than other files name: where it may not switch (as with
    GOTOOLCHAIN=local, which the golang images set) such a Go refuses the module.

    `files` are these files with the versions that each names. "1.24" names the newest patch
    release of it. (https://go.dev/doc/toolchain) `before` is what they named in trees in which the
    go line was the same: a file that named an older Go there is no worse now.
    """
    if not at.go:
        return
    old: dict[str, list[str]] = {}
    for base, named in before:
        for path, _, version in _named_versions(base, named):
            if _is_older(version, at.go):
                old.setdefault(path, []).append(version)
    for path, each, version in _named_versions(tree, files):
        is_new = all(_is_older(version, was) for was in old.get(path, ()))
        if _is_older(version, at.go) and is_new:
            place = f"{path}:{each.line}" if each.line else path
            message = f"go {at.go} is required here, but {place} names {version}, which is "
            message += "too old to build it"
            language = go_version.language(version)
            readable = version if go_version.minor(version) >= 21 else language
            hints = [
                say(_newer(at.go, path, version, each)),
                otherwise(remedies.edit(at, f"-go={readable}")),
            ]
            yield on_go_line(at, "DIR507", message, hints, target=path, wanted=version)


def _named_versions(
    tree: Tree, files: Mapping[str, Sequence[NamedVersion]]
) -> Iterator[tuple[str, NamedVersion, str]]:
    """Each place that names a version of Go, with its file and that version."""
    for path, named in files.items():
        for each in named:
            version = each.version or _go_of(tree, each.file, files)
            if version:
                yield path, each, version


def _newer(go: str, path: str, version: str, named: NamedVersion) -> str:
    """What to write in a file that names an older Go."""
    if named.is_of_matrix:
        return f"take {version} out of the matrix in {path}, if dependencies or the code need {go}"
    new = f"{go} and the digest of its image" if named.has_digest else go
    return f"write {new} in {path}, if dependencies or the code need it"


def absent_version_file(at: ModFileRef, path: str) -> Iterator[Finding]:
    """A file that is to name a version of Go, and is not there."""
    message = f"there is no {path} to name a version of Go"
    hint = say(f"write {at.go or 'a Go version'} in {path} and stage it, or name another file")
    yield on_go_line(at, "DIR507", message, [hint], target=path)


def _is_older(version: str, go: str) -> bool:
    """Whether a version is older than a go line; one without patch number is the newest patch."""
    language = go_version.language(version)
    if version == language and go_version.minor(version) >= 21:
        return go_version.order(version) < go_version.order(go_version.language(go))
    return go_version.order(version) < go_version.order(go)


def _go_of(tree: Tree, path: str, files: Mapping[str, Sequence[NamedVersion]]) -> str:
    """The version that a file names which another one names: of a go.mod or go.work the toolchain,
    else the go line; "" for what is not known."""
    folder, _, name = path.rpartition("/")
    if name in ("go.mod", "go.work"):
        file = tree.go_work(folder) if name == "go.work" else tree.go_mod(folder)
        if file is not None and file.toolchain is not None:
            return go_version.of_toolchain(file.toolchain.name)
        return file.go.version if file is not None and file.go is not None else ""
    named = files.get(path) or _named_by(tree, path)
    return named[0].version if named else ""


def _named_by(tree: Tree, path: str) -> list[NamedVersion]:
    from ..formats import go_version_files  # only where a file names another one

    data = None if go_version_files.is_yaml(path) else tree.files.read(path)
    return go_version_files.versions(path, data) if data is not None else []
