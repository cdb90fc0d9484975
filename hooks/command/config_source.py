"""Where the configuration comes from, and what a change does to it.

It is the judged tree's own, or what --config names: REV:PATH, or a file. Whoever can write
into the work tree must not choose it for a check of commits: a revision is never taken for a
file of that name, and a file of the work tree is refused where a commit is judged.
"""

from __future__ import annotations

import os

from ..tree.paths import CONFIGURATION, join
from .config import Config, loaded, parse
from .errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..git.commit import Commit
    from ..git.objects import Objects
    from ..git.repository import Repository
    from .options import Options

WORDS = {"link": "a symbolic link", "submodule": "a submodule", "folder": "a directory"}


def in_force(commit: Commit, options: Options) -> Config | None:
    """The configuration to obey: the one that was asked for, else the judged tree's own; None
    where there is none. UsageError for one that cannot be read."""
    asked = options.value("config")
    if asked:
        if asked == "none":
            return None
        return named(asked, commit.objects, commit.repository, judges_index=not commit.rev)
    kind = commit.files.kind(CONFIGURATION)
    if not kind:
        return None
    return _parsed(CONFIGURATION, kind, commit.files.read(CONFIGURATION))


def named(
    asked: str, objects: Objects, repository: Repository, *, judges_index: bool = False
) -> Config | None:
    """The configuration at REV:PATH, or in a file; UsageError where there is neither, and for a
    file of the work tree unless the index is judged. None for a revision that has no
    .gomod-hooks.toml, as for a judged tree that has none."""
    revision, _, path = asked.partition(":")
    root = _root(revision, objects) if revision and path else ""
    if root:
        if path.startswith(("./", "../")):
            path = join(repository.prefix, path)
        kind, data = _entry(root, path, objects)
        if not kind and path == CONFIGURATION:
            return None
        if not kind:
            raise UsageError(f"--config {asked}: there is no such file in {revision}")
        return _parsed(asked, kind, data)
    if not judges_index and os.path.lexists(asked) and _is_inside(asked, repository.top):
        raise UsageError(
            f"--config {asked}: a file of the work tree cannot excuse a commit that may have "
            "brought it along: name REV:PATH, or a file outside"
        )
    try:
        with open(asked, "rb") as file:
            data = file.read()
    except OSError as error:
        reason = "neither a revision and path nor a file" if path else error.strerror
        raise UsageError(f"--config {asked}: {reason}") from None
    return parse(data, asked)


def of_revision(revision: str, objects: Objects) -> Config | None:
    """The own configuration of a commit, None where it has none; UsageError for one that cannot
    be read."""
    kind, data = _entry(_root(revision, objects), CONFIGURATION, objects)
    return _parsed(CONFIGURATION, kind, data) if kind else None


def notes_on_commit(commit: Commit, config: Config | None) -> list[str]:
    """What to say of a commit that edits the configuration: that it does, and which findings the
    exceptions silence that it brings along."""
    changed = commit.changes.relevant() if commit.base else []
    if not any(path == CONFIGURATION or path.startswith(CONFIGURATION + "/") for path in changed):
        return []
    note = f"{CONFIGURATION} changes in this commit"
    if config is None or not config.silenced:
        return [note]
    before = commit.bases[0].files.read(CONFIGURATION)
    return [note, *_new_exceptions(before, commit.files.read(CONFIGURATION), config, "commit")]


def notes_on_range(start: str, end: str, config: Config | None, objects: Objects) -> list[str]:
    """The same of the commits after `start` up to `end`, all judged under one configuration."""
    before, after = (
        _entry(_root(revision, objects), CONFIGURATION, objects) for revision in (start, end)
    )
    if before == after:
        return []
    note = f"{CONFIGURATION} changes in this range"
    if config is None:
        return [note]
    return [note, *_new_exceptions(before[1], after[1], config, "range")]


def _new_exceptions(
    before: bytes | None, after: bytes | None, config: Config, where: str
) -> list[str]:
    """A sentence for each exception in `after`, not in `before`, that silenced findings."""
    known, present = _tables(before), _tables(after)
    places: dict[int, list[str]] = {}
    for exception, finding in config.silenced.values():
        if exception.table in present and exception.table not in known:
            place = f"{finding.path}:{finding.line}" if finding.line else finding.path
            places.setdefault(id(exception), []).append(place)
    notes = []
    for exception in config.allow:
        if id(exception) in places:
            first, *more = places[id(exception)]
            others = f" and {len(more)} more" if more else ""
            notes.append(
                f"[[allow]] {exception.subject}, new in this {where}, silences {first}{others}"
            )
    return notes


def _tables(data: bytes | None) -> list[object]:
    """The [[allow]] entries of a configuration as they stand; [] where it cannot be read."""
    try:
        entries = loaded(data or b"", CONFIGURATION).get("allow", [])
    except UsageError:
        return []
    return entries if isinstance(entries, list) else [entries]


def _root(revision: str, objects: Objects) -> str:
    """The id of the tree of a revision; "" where there is no such revision."""
    return objects.resolve(revision, "tree")


def _entry(root: str, path: str, objects: Objects) -> tuple[str, bytes | None]:
    """What is at a path of a tree, as `git.trees.TreeFiles.kind` has it, and a file's content."""
    from ..git.tree_objects import Trees  # only where a revision is named

    files = Trees(objects)
    mode, oid = files.at(root, path)
    if not mode:
        return "", None
    from ..git.listing import kind_of

    kind = kind_of(mode)
    return kind, files.blob(oid, path) if kind == "file" else None


def _parsed(name: str, kind: str, data: bytes | None) -> Config:
    if kind != "file":
        raise UsageError(f"{name} is {WORDS[kind]}, not a file")
    if data is None:
        raise UsageError(f"{name}: this clone lacks its content")
    return parse(data, name)


def _is_inside(file: str, top: str) -> bool:
    """Whether a file lies below the top of the work tree, by its name or where links lead."""
    if not top:
        return False
    home = os.stat(top)
    for place in (os.path.abspath(file), os.path.realpath(file)):
        folder = os.path.dirname(place)
        while True:
            if os.path.isdir(folder) and os.path.samestat(os.stat(folder), home):
                return True
            above = os.path.dirname(folder)
            if above == folder:
                break
            folder = above
    return False


def unstaged_note(commit: Commit) -> str:
    """What to say where the file on disk is not the one that was obeyed; "" where it is."""
    from . import replace_file  # only when something was found

    place = commit.worktree.path(CONFIGURATION)
    disk = replace_file.read(place) if place else None
    staged = commit.files.read(CONFIGURATION)
    if disk is None or disk in (staged, (staged or b"").replace(b"\n", b"\r\n")):
        return ""
    return f"{CONFIGURATION} on disk is not the one that is staged: git add {CONFIGURATION}"
