"""Findings for people: a line each, with its hints below; those that one cure mends as one."""

from __future__ import annotations

from . import groups, terminal
from .escaped import escaped
from .severity import ERROR
from .terminal import painted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..rules.hint import Hint
    from .groups import Group
    from .severity import ReportedFinding

    Read = Callable[[str], bytes | None]


class View:
    """How findings are shown: `is_verbose`, each on its own; `colour`; with `read`, which gives
    the content of a file, the line of the file that each is about, in `width` columns."""

    __slots__ = ("_lines", "_path", "colour", "is_verbose", "read", "width")

    def __init__(
        self,
        *,
        is_verbose: bool = False,
        colour: bool = False,
        read: Read | None = None,
        width: int = terminal.USUAL_WIDTH,
    ) -> None:
        self.is_verbose = is_verbose
        self.colour = colour
        self.read = read
        self.width = width
        self._path = ""
        self._lines: Sequence[bytes] = ()

    @classmethod
    def of_standard_output(cls, read: Read, *, is_verbose: bool) -> View:
        """What suits standard output: lines of files only on a terminal."""
        return cls(
            is_verbose=is_verbose,
            colour=terminal.has_colour(),
            read=read if terminal.is_terminal() else None,
            width=terminal.width(),
        )

    def lines(self, path: str) -> Sequence[bytes]:
        """The lines of a file, kept until those of another are asked for; none where it is not
        there."""
        if self._path != path and self.read is not None:
            data = self.read(path)
            self._path, self._lines = path, () if data is None else data.split(b"\n")
        return self._lines


def text(
    findings: Sequence[ReportedFinding], view: View | None = None, *, hints: bool = True
) -> str:
    """For each group of findings `path:line:column: CODE message`, and indented below it the
    hints. `warning: ` or `note: ` goes before the message of what does not fail the run."""
    view = view or View()
    found = map(groups.Group, findings) if view.is_verbose else groups.grouped(findings)
    return "".join(_told(group, view, hints=hints) for group in found)


def _told(group: Group, view: View, *, hints: bool) -> str:
    finding = group.first.finding
    path = painted(escaped(finding.path), "path", view.colour)
    place = f"{path}:{max(finding.line, 1)}:{max(finding.column, 1)}"
    severity = group.first.severity
    code = painted(finding.code, severity, view.colour)
    mark = "" if severity == ERROR else f"{severity}: "
    more = painted(group.count, "aside", view.colour)
    lines = [f"{place}: {code} {mark}{escaped(finding.message)}{more}\n"]
    if view.read is not None:
        from .source_line import source_line  # only on a terminal

        lines.append(source_line(finding, view.lines(finding.path), view.width, view.colour))
    if hints:
        lines += [_hint(hint, view) for hint in group.hints if hint.text]
    return "".join(lines)


def _hint(hint: Hint, view: View) -> str:
    shown = escaped(hint.text)
    if not hint.command or not view.colour:
        return f"    {shown}\n"
    command, gap, remarks = shown.partition("   (")
    return f"    {painted(command, 'command', True)}{painted(gap + remarks, 'aside', True)}\n"
