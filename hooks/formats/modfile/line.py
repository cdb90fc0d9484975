"""A line of go.mod or go.work while it is read as a directive, and the reports of its problems."""

from __future__ import annotations

from ...values.releases import UNBOUNDED, first_with
from ..kinds import QUOTING
from ..problem import ALL_READERS, DEPENDENCY, EDIT, FORWARD, LOAD, Problem
from . import quoting, versions
from .syntax import Line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .directives import Directive
    from .file import ModFile
    from .syntax import Block

GO_IS_A_MODULE = first_with("switches")  # the first release with modules "go" and "toolchain"


class DirectiveLine:
    """One line of words that is read as the directive `verb` of `file`.

    Its arguments come after `skip` words. `first` is the first minor release that knows the
    directive, `is_lax` whether it counts in the go.mod of a dependency, `given_up` whether
    loading stops at a problem in this line that has been reported already.
    """

    __slots__ = (
        "block",
        "column",
        "file",
        "first",
        "given_up",
        "is_lax",
        "line",
        "node",
        "skip",
        "verb",
    )

    def __init__(
        self,
        file: ModFile,
        node: Line,
        verb: str,
        skip: int = 1,
        block: Block | None = None,
        first: int = 0,
        is_lax: bool = True,
    ) -> None:
        self.file = file
        self.node = node
        self.verb = verb
        self.skip = skip
        self.block = block
        self.first = first
        self.is_lax = is_lax
        self.given_up = False
        self.line = node.line
        self.column = node.column

    @classmethod
    def of(cls, file: ModFile, directive: Directive, verb: str) -> DirectiveLine:
        """The line of a directive that has been read before, to report a problem with it."""
        return cls(file, Line([], directive.line, directive.column, [], ""), verb)

    def report(
        self,
        kind: str,
        message: str,
        index: int = -1,
        *,
        readers: int = ALL_READERS,
        first: int = 0,
        last: int = UNBOUNDED,
        word: str = "",
        module: str = "",
        version: str = "",
        is_query: bool = False,
    ) -> None:
        """Report a problem with the argument at `index`; -1: with the line as a whole.

        `readers` are reduced to those that read this line: without DEPENDENCY and FORWARD if
        the directive is not `is_lax`, without LOAD and FORWARD if the line is `given_up`. In
        a go.work, where no version is looked up, LOAD reports what EDIT reports.
        """
        first = max(first, self.first)
        if first > last:
            return
        if not self.is_lax:
            readers &= ~(DEPENDENCY | FORWARD)
        if self.given_up:
            readers &= ~(LOAD | FORWARD)
        if not self.file.looks_versions_up:
            readers = LOAD | EDIT if readers & EDIT else 0
        if not readers:
            return
        column = self.column
        if index >= 0 and self.node.words and index + self.skip:
            column = self.file.syntax.column(self.node, index + self.skip)
        problem = Problem(
            kind,
            message,
            self.line,
            column,
            directive=self.verb,
            word=word,
            module=module,
            version=version,
            is_query=is_query,
            readers=readers,
            first=first,
            last=last,
        )
        self.file.problems.append(problem)

    def string(self, words: list[str], index: int, start: str) -> str | None:
        """The value of a word; None if its quotes are wrong, which has been reported then, in a
        message that begins with `start`."""
        word = words[index]
        value = quoting.unquote(word)
        if value is None:
            self.report(QUOTING, start + quoting.reason(word), index, word=word)
        return value

    def version(self, words: list[str], index: int, path: str) -> str | None:
        """The version in a word; None where no release can use it. Problems are reported: editing
        accepts any semantic version, and then it is returned in full."""
        verb = self.verb
        value = self.string(words, index, f'{verb} {path}: version "{words[index]}" invalid: ')
        if value is None:
            return None
        fault = versions.load_fault(verb, path, value)
        if fault is None:
            return value
        form = versions.form_fault(verb, path, value) or versions.major_fault(verb, path, value)
        if form is not None:
            self.report(form.kind, form.message, index, readers=EDIT | DEPENDENCY, word=value)
        self.report_load_fault(path, value, index, fault)
        self.given_up = True
        return versions.in_full(value) if form is None else None

    def report_load_fault(self, path: str, version: str, index: int, fault: versions.Fault) -> None:
        """Report `fault` as loading does. For the paths "go" and "toolchain" that is only what
        releases before 1.21 report; for newer ones see `versions.of_go`."""
        if not versions.differs_by_release(path, version):
            self._report_query(fault, index, path, version)
            return
        self._report_query(fault, index, path, version, last=GO_IS_A_MODULE - 1)
        newer, first = versions.of_go(self.verb, path, version)
        self._report_query(newer, index, path, version, first=max(GO_IS_A_MODULE, first))
        if first > GO_IS_A_MODULE:
            lookup, _ = versions.of_go(self.verb, path, "latest")
            self._report_query(lookup, index, path, version, first=GO_IS_A_MODULE, last=first - 1)

    def _report_query(
        self,
        fault: versions.Fault,
        index: int,
        path: str,
        version: str,
        first: int = 0,
        last: int = UNBOUNDED,
    ) -> None:
        """Report a fault of a version for loading alone."""
        self.report(
            fault.kind,
            fault.message,
            index,
            readers=LOAD | FORWARD,
            first=first,
            last=last,
            word=version,
            module=path,
            version=version,
            is_query=fault.is_query,
        )

    def comment(self) -> str:
        """The text of the comments of the line: above it, then at its end.

        A line without comments in a block has those above the block.
        """
        own = [text for text in (*self.node.before, self.node.suffix) if text]
        if self.block is None or own:
            return _comment_text(own)
        if self.block.comment is None:
            self.block.comment = _comment_text(self.block.before)
        return self.block.comment

    def rationale(self) -> str:
        """Why a version is retracted: the text of the comments."""
        return self.comment().strip()

    def deprecation(self) -> str:
        """The text after "Deprecated:", up to the end of its paragraph."""
        for paragraph in self.comment().split("\n\n"):
            if paragraph.startswith("Deprecated:"):
                return paragraph.removeprefix("Deprecated:").lstrip(" \t")
        return ""


def _comment_text(comments: Sequence[str]) -> str:
    """The text of comments, without blank lines between them."""
    return "\n".join([text.removeprefix("//").strip() for text in comments if text])
