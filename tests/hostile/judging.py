"""A hook on files held in memory: all of its work, without git and without a disk."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from hooks.command.command_line import parse_hook
from hooks.command.config import Config
from hooks.command.config import parse as parse_config
from hooks.command.context import Context
from hooks.command.hook import Hook
from hooks.command.judge import filtered
from hooks.command.options import Options
from hooks.diff import rows as differences
from hooks.git.changes import Changes
from hooks.git.history import HistoryCommit
from hooks.git.listing import Listing
from hooks.git.trees import BaseFiles, TreeFiles
from hooks.modcheck import matrix as of_matrix
from hooks.report.diff_json import diff_json
from hooks.report.diff_markdown import diff_markdown
from hooks.report.formats import FORMATS
from hooks.report.text import View, text
from hooks.rules.finding import Finding
from hooks.tree.paths import encode
from hooks.tree.tree import Tree
from hooks.verdicts.matrix import QUESTIONS
from tests.memory import MemoryFiles

DOORS = sorted(
    path.stem for path in (Path(__file__).parent.parent.parent / "hooks").glob("go_*.py")
)
ALL = ("--all", "--strict", "--include-fixtures")
EVERYTHING = {
    "go_directive": ("--min=1.20", "--max=1.25", "--forbid-toolchain", "--forbid-patch", "--same"),
    "go_replace_targets": ("--forbid-local", "--forbid=exclude,retract,tool", "--forbid-work"),
    "go_sum_diff": ("--table",),
    "go_version_drift": ("--ratchet",),
    "go_mod_format": ("--fold",),
    "go_mod_gate": ("--imports",),
}
NOTHING = "0" * 40
NONE = ("000000", NOTHING)

Files = Mapping[str, bytes]


def hook_of(door: str) -> Hook:
    """The hook behind a door."""
    hook = importlib.import_module(f"hooks.{door}").HOOK
    assert isinstance(hook, Hook)
    return hook


def options_of(door: str, arguments: Sequence[str] | None = None) -> Options:
    """A hook's options; by default all modules and everything that can be asked for."""
    if arguments is None:
        arguments = (*ALL, *EVERYTHING.get(door, ()))
    return parse_hook(hook_of(door), arguments)


class Blobs:
    """Contents by object id: what `hooks.git.objects.Objects` is to a repository."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def add(self, data: bytes) -> str:
        """Keep a content; its id."""
        oid = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        self._contents[oid] = data
        return oid

    def read(self, oid: str) -> bytes | None:
        return self._contents.get(oid)

    def present(self, oids: Mapping[str, str]) -> Iterator[tuple[str, bytes | None]]:
        for path, oid in oids.items():
            yield path, self.read(oid)

    def many(self, oids: Iterable[str]) -> Iterator[tuple[str, str, bytes | None]]:
        for oid in oids:
            yield oid, "blob", self.read(oid)


def entries_of(files: Files, blobs: Blobs, modes: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Mode and id by path; `modes` names those that are not "100644"."""
    return {path: (modes.get(path, "100644"), blobs.add(data)) for path, data in files.items()}


def committed(
    files: Files, bases: Iterable[Files] = (), modes: Mapping[str, str] | None = None
) -> HistoryCommit:
    """The commit of these files, its parents holding `bases`."""
    blobs = Blobs()
    now = entries_of(files, blobs, modes or {})
    listed = sorted((encode(path), f"{mode} {oid} 0\t") for path, (mode, oid) in now.items())
    tree = TreeFiles(Listing([facts.encode() + path for path, facts in listed]), blobs)  # type: ignore[arg-type]
    from_bases = [difference_of(entries_of(base, blobs, {}), now) for base in bases]
    before = [Tree(BaseFiles(tree, changes.all())) for changes in from_bases]
    changes = from_bases[0] if from_bases else difference_of({}, now)
    return HistoryCommit("1" * 40, "", changes, Tree(tree), before, blobs)  # type: ignore[arg-type]


def difference_of(
    before: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]
) -> Changes:
    """What differs, as git prints it."""
    raw = []
    for path in sorted({*before, *now}, key=encode):
        (old_mode, old), (mode, new) = before.get(path, NONE), now.get(path, NONE)
        if (old_mode, old) != (mode, new):
            status = "A" if old == NOTHING else "D" if new == NOTHING else "M"
            raw.append(f":{old_mode} {mode} {old} {new} {status}".encode() + b"\0" + encode(path))
    return Changes(b"".join(one + b"\0" for one in raw))


def said(
    door: str,
    files: Files,
    bases: Sequence[Files] = (),
    arguments: Sequence[str] | None = None,
    modes: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """What a hook says of a commit, in every format."""
    data = files.get(".gomod-hooks.toml")
    config = None if data is None else parse_config(data, ".gomod-hooks.toml")
    return heard_of(door, committed(files, bases, modes), arguments, config)


def heard_of(
    door: str,
    commit: HistoryCommit,
    arguments: Sequence[str] | None = None,
    config: Config | None = None,
) -> dict[str, str]:
    """The same of a commit that is there already."""
    hook, options = hook_of(door), options_of(door, arguments)
    context = Context(hook, commit, options, config)
    reported = filtered(found_by(door, context), context, hook)
    texts = {name: form.write(reported) for name, form in FORMATS.items()}
    texts["screen"] = text(reported, View(is_verbose=True, read=commit.tree.files.read))
    if hook.epilogue is not None:
        texts["table"] = hook.epilogue(context, [each.finding for each in reported])
    return texts


def found_by(door: str, context: Context) -> list[Finding]:
    """What a hook finds, weighed by nobody."""
    return list(hook_of(door).judge(context))


def repaired(door: str, files: Files, path: str) -> bytes | None:
    """What a fixing hook makes of a file."""
    hook = hook_of(door)
    assert hook.repair is not None
    context = Context(hook, committed(files), options_of(door), None)
    return hook.repair(context, path, files[path])


def compared(before: Files, after: Files, name: str = "HEAD") -> dict[str, str]:
    """`modcheck diff` of the module and the workspace at the top, in every format."""
    pairs = []
    for files in (before, after):
        tree = Tree(MemoryFiles(files))
        pairs.append(
            {
                "go.mod": (tree.go_mod(""), tree.go_sum("")),
                "go.work": (tree.go_work(""), tree.go_work_sum("")),
            }
        )
    rows = list(differences.compare(pairs[0], pairs[1], strict=True))
    found = {"json": diff_json(rows, name, name), "markdown": diff_markdown(rows, name, name)}
    try:
        from hooks.report.diff_page import diff_page
        from hooks.report.diff_table import diff_table
    except ModuleNotFoundError:  # the optional libraries are not installed
        return found
    return found | {"html": diff_page(rows, name, name), "table": diff_table(rows, name, name)}


def matrix(files: Files) -> dict[str, str]:
    """`modcheck matrix` of all modules and workspaces, in every format."""
    rows = list(of_matrix._rows(committed(files), [], QUESTIONS, "1.18-", "auto"))  # type: ignore[arg-type]
    return {"json": of_matrix._json(rows), "text": of_matrix._text(rows)}
