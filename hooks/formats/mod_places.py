"""Where a directive stands, and how to complain about it."""

from __future__ import annotations

from ..values import releases
from . import mod_strings, mod_versions
from .mod_syntax import Line
from .problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .directives import Directive
    from .mod_file import ModFile
    from .mod_syntax import Block

_NAMES = releases.since("switches")  # from here on "go" and "toolchain" are modules


class Place:
    """One line of words that is being read as a directive.

    `skip` words come before its arguments, `since` is the first minor release that
    knows the directive, `lax` says whether the go.mod of a dependency is searched
    for it, `stopped` that loading has given the line up.
    """

    __slots__ = (
        "block",
        "column",
        "lax",
        "line",
        "node",
        "since",
        "skip",
        "stopped",
        "tree",
        "verb",
    )

    def __init__(
        self,
        tree: ModFile,
        node: Line,
        verb: str,
        skip: int = 1,
        block: Block | None = None,
        since: int = 0,
        lax: bool = True,
    ) -> None:
        self.tree = tree
        self.node = node
        self.verb = verb
        self.skip = skip
        self.block = block
        self.since = since
        self.lax = lax
        self.stopped = False
        self.line = node.line
        self.column = node.column

    @classmethod
    def at(cls, tree: ModFile, directive: Directive) -> Place:
        """The place of a directive that has been read."""
        return cls(tree, Line([], directive.line, directive.column, [], ""), "")

    def say(
        self,
        kind: str,
        message: str,
        index: int,
        *,
        since: int = 0,
        until: int = 999,
        edit: bool = True,
        load: bool = True,
        lax: bool = True,
        lasting: bool | None = None,
        module: str = "",
        version: str = "",
    ) -> None:
        """Complain about the argument at `index`; -1: about the line.

        `edit`, `load` and `lax` say who complains, `lasting` whether loading still does
        when it leaves out what a newer release may understand (default: as `lax`).
        """
        column = self.column
        if index >= 0 and self.node.words and index + self.skip:
            column = self.tree.syntax.column(self.node, index + self.skip)
        since = max(since, self.since)
        load = load and not self.stopped
        if since > until:
            return
        problem = Problem(
            kind,
            message,
            self.line,
            column,
            module=module,
            version=version,
            since=since,
            until=until,
        )
        if load:
            self.tree.problems.append(problem)
        if (load and lax and self.lax) if lasting is None else lasting:
            self.tree.lasting_problems.append(problem)
        if edit:
            self.tree.edit_problems.append(problem)
        if lax and self.lax:
            self.tree.lax_problems.append(problem)

    def string(self, words: list[str], index: int, start: str) -> str | None:
        """The value of a word; None, with a complaint, where its quotes are wrong."""
        word = words[index]
        value = mod_strings.unquote(word)
        if value is None:
            self.say("quoting", start + mod_strings.reason(word), index)
        return value

    def version(self, words: list[str], index: int, path: str) -> str | None:
        """The version in a word, in full; None where no release can use it as it is."""
        verb = self.verb
        value = self.string(words, index, f'{verb} {path}: version "{words[index]}" invalid: ')
        if value is None:
            return None
        found = mod_versions.loaded(verb, path, value)
        if not found[0]:
            return value
        edited = mod_versions.edited(verb, path, value)
        major = edited if edited[0] else mod_versions.major(verb, path, value)
        if major[0]:
            self.say(*major, index, load=False)
        self.load_fault(path, value, index, found)
        self.stopped = True
        return None if major[0] else mod_versions.written(value)

    def load_fault(self, path: str, version: str, index: int, found: mod_versions.Fault) -> None:
        """Complain as loading does, where `found` is what it says up to 1.20."""
        if not mod_versions.by_release(path, version):
            self._query(found, index, path, version)
            return
        self._query(found, index, path, version, until=_NAMES - 1)
        newer, first = mod_versions.of_releases(self.verb, path, version)
        self._query(newer, index, path, version, since=max(_NAMES, first))
        if first > _NAMES:
            lookup, _ = mod_versions.of_releases(self.verb, path, "latest")
            self._query(lookup, index, path, version, since=_NAMES, until=first - 1)

    def _query(
        self,
        found: mod_versions.Fault,
        index: int,
        path: str,
        version: str,
        since: int = 0,
        until: int = 999,
    ) -> None:
        """Complain about a version as loading does, and nobody else."""
        self.say(
            *found,
            index,
            since=since,
            until=until,
            edit=False,
            lax=False,
            lasting=self.lax,
            module=path,
            version=version,
        )

    def comment(self) -> str:
        """The texts of the comments that belong to the line: above it, then behind it.

        A line in a block that has none takes those above the block.
        """
        found = [one for one in (*self.node.before, self.node.suffix) if one]
        if self.block is None or found:
            return _text(found)
        if self.block.said is None:
            self.block.said = _text(self.block.before)
        return self.block.said

    def rationale(self) -> str:
        """Why a version is retracted."""
        return self.comment().strip()

    def deprecation(self) -> str:
        """The text after "Deprecated:", up to the end of its paragraph."""
        for paragraph in self.comment().split("\n\n"):
            if paragraph.startswith("Deprecated:"):
                return paragraph.removeprefix("Deprecated:").lstrip(" \t")
        return ""


def _text(comments: Sequence[str]) -> str:
    """What comments say; blank lines between them say nothing."""
    return "\n".join([text.removeprefix("//").strip() for text in comments if text])
