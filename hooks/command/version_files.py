"""The files of --match-file, and the versions of Go that they name."""

from __future__ import annotations

from ..rules.allow import exact, reaches
from .errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..formats.named_version import NamedVersion
    from ..tree.files import FileTree
    from ..tree.tree import Tree
    from .context import Context


_known: dict[tuple[str, str], list[NamedVersion]] = {}
"""Memo of what was read, by path and content: each module of a repository asks again."""


def read(context: Context) -> Mapping[str, Sequence[NamedVersion]]:
    """The files that --match-file names, with the versions of Go that each names.

    UsageError where there is no such file, or none that names a version, as then nothing would be
    compared; and where it takes a library to read one that is not there. (In the commits of a
    range a file that is absent is a finding, see `absent`.)
    """
    found = {}
    files = context.tree.files
    for asked in context.options.values_of("match-file"):
        named = {path: _versions(files, path) for path in _paths(context, asked)}
        if context.commit.is_alone:
            if not named and not _is_of_base(context, asked):
                _refuse_absent(context, asked)
            if named and not any(named.values()):
                hint = ": write 1.24.1, for one" if asked.endswith("-version") else ""
                raise UsageError(f"--match-file {asked}: it names no Go version{hint}")
        found.update(named)
    return found


def changed(context: Context) -> Mapping[str, Sequence[NamedVersion]]:
    """Those of them that the change touches, or that name a version through a file that it does;
    none of which this clone lacks what it was before."""
    changes = context.changes
    return {
        path: named
        for path, named in read(context).items()
        if (path in changes or any(each.file in changes for each in named))
        and all(_is_known(base.files, path) for base in context.bases)
    }


def _is_known(files: FileTree, path: str) -> bool:
    """Whether a file of a base can be read, if there is one."""
    return files.kind(path) != "file" or files.read(path) is not None


def in_base(base: Tree, paths: Iterable[str]) -> dict[str, Sequence[NamedVersion]]:
    """What those of the files name that are in a base."""
    return {path: _versions(base.files, path) for path in paths if base.files.kind(path) == "file"}


def absent(context: Context) -> list[str]:
    """The files of --match-file that are not there, where a base or an earlier commit had them."""
    asked = context.options.values_of("match-file")
    return [path for path in asked if not _paths(context, path)]


def _paths(context: Context, asked: str) -> list[str]:
    """The files that a path, or a pattern, stands for."""
    files = context.tree.files
    if exact(asked):
        return [asked] if files.kind(asked) == "file" else []
    return [path for path in files.below("") if reaches(asked, path)]


def _is_of_base(context: Context, asked: str) -> bool:
    return any(base.files.kind(asked) for base in context.bases)


def _versions(files: FileTree, path: str) -> list[NamedVersion]:
    from ..formats import go_version_files  # only where such a file is named

    key = (path, files.oid(path))
    try:
        if key not in _known:
            _known[key] = go_version_files.versions(path, files.read(path) or b"")
        return _known[key]
    except ImportError as error:
        wanted = "PyYAML" if go_version_files.is_yaml(path) else str(error.name)
        raise UsageError(
            f"--match-file {path}: it takes {wanted} to read it: pip install {wanted.lower()}, or "
            f"additional_dependencies: [{wanted.lower()}] in the hook's configuration"
        ) from None


def _refuse_absent(context: Context, asked: str) -> None:
    from .nearest import meant

    names = [name for name in context.tree.files.below("") if "/" not in name]
    where = "is staged" if context.judges_index else "is in the judged commit"
    raise UsageError(f"--match-file {asked}: no such file {where}{meant(asked, names)}")
