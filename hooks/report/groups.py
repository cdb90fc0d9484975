"""Findings that one cure mends, told as one.

Findings are of one group if they have the same code and concern the same module, and the same
commands mend them: commands that are equal, or that differ in their last argument alone and
take several of them (`git add`, `go get`). Where there is no command, they have to be about
the same dependency and give the same advice.
"""

from __future__ import annotations

from ..rules import allow
from ..rules.hint import say
from ..tree.scope import owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.finding import Finding
    from ..rules.hint import Hint
    from .severity import ReportedFinding

# Commands that take any number of arguments of the kind that their last one is
SEVERAL = (
    *("git add ", "git add -f ", "git restore --staged ", "git restore --staged --worktree "),
    *("git rm --cached ", "go get ", "go mod download ", "modcheck fix "),
)
COMMAND_LIMIT = 360  # characters of one command; more arguments go to another line
LINES_LIMIT = 8  # lines of such commands


class Group:
    """Findings told as one: the first of them stands for all."""

    __slots__ = ("findings",)

    def __init__(self, first: ReportedFinding) -> None:
        self.findings = [first]

    @property
    def first(self) -> ReportedFinding:
        """The finding that is shown."""
        return self.findings[0]

    @property
    def count(self) -> str:
        """How many more there are, and in how many files; "" for a single one."""
        more = len(self.findings) - 1
        if not more:
            return ""
        files = len({each.finding.path for each in self.findings})
        where = f" in {files} files" if files > 1 else ""
        return f" (and {more} more like it{where}; --verbose shows each)"

    @property
    def hints(self) -> Sequence[Hint]:
        """The hints for all of them."""
        hinted = [each.finding for each in self.findings if each.finding.hints]
        if not hinted:
            return ()
        fullest = max(hinted, key=lambda finding: len(finding.hints))
        about = {(each.finding.module, each.finding.version) for each in self.findings}
        if len(about) == 1 and len({_texts(_commands(finding)) for finding in hinted}) == 1:
            return fullest.hints
        advice = [_without_exception(finding.hints) for finding in hinted]
        return [hint for same in zip(*advice, strict=False) for hint in _in_common(same)]


def grouped(reported: Sequence[ReportedFinding]) -> list[Group]:
    """The findings in groups, in the order of their first places.

    One without hints belongs to the others of its code and dependency, whose hints cover it.
    """
    covering = {
        _about(each): _key(each) for each in reported if each.finding.hints and each.finding.module
    }
    groups: dict[tuple[object, ...], Group] = {}
    result = []
    for each in reported:
        key = _key(each) if each.finding.hints else covering.get(_about(each))
        group = groups.get(key) if key is not None else None
        if group is not None:
            group.findings.append(each)
            continue
        group = Group(each)
        result.append(group)
        if key is not None:
            groups[key] = group
    return result


def _about(reported: ReportedFinding) -> tuple[object, ...]:
    """Equal for findings of one kind that are about one dependency of one module."""
    finding = reported.finding
    return (*_kind(reported), finding.module, finding.version)


def _kind(reported: ReportedFinding) -> tuple[object, ...]:
    finding = reported.finding
    return (finding.code, reported.severity, owner(finding.path))


def _key(reported: ReportedFinding) -> tuple[object, ...]:
    """Equal for findings that one cure mends."""
    finding = reported.finding
    commands = tuple(map(_pattern, _commands(finding)))
    if commands:
        return (*_kind(reported), commands)
    return (*_about(reported), finding.hints[0].text)


def _commands(finding: Finding) -> list[Hint]:
    return [hint for hint in finding.hints if hint.command]


def _texts(hints: Iterable[Hint]) -> tuple[str, ...]:
    return tuple(hint.text for hint in hints)


def _pattern(hint: Hint) -> tuple[str, str, str, str, bool]:
    """A hint without the argument that may be another one."""
    start = _start(hint.command) or hint.command
    return (start, hint.folder, hint.environment, hint.note, hint.is_alternative)


def _start(command: str) -> str:
    """The words of SEVERAL that a command with one argument begins with; "" for others."""
    for start in SEVERAL:
        rest = command.removeprefix(start)
        if rest != command and (" " not in rest or _is_one_quoted(rest)):
            return start
    return ""


def _is_one_quoted(text: str) -> bool:
    """Whether the text is one argument in quotation marks."""
    return text[0] == text[-1] == "'" and "' " not in text[:-1]


def _without_exception(hints: Sequence[Hint]) -> Sequence[Hint]:
    """The hints up to the exception to paste, which names one dependency, and the line that
    introduces it."""
    for position, hint in enumerate(hints):
        if hint.text == allow.HEAD:
            return hints[: max(position - 1, 0)]
    return hints


def _in_common(hints: Sequence[Hint]) -> list[Hint]:
    """What these hints say in common: all of them, one of them, or none."""
    first = hints[0]
    if len({_pattern(hint) for hint in hints}) > 1:
        return []
    start = _start(first.command)
    if not start:
        return [first]
    arguments = list(dict.fromkeys(hint.command.removeprefix(start) for hint in hints))
    lines = _lines(arguments)
    told = sum(map(len, lines))
    merged = [first.with_command(start + " ".join(some)) for some in lines]
    merged[1:] = [hint.as_alternative(False) for hint in merged[1:]]
    left = len(arguments) - told
    return [*merged, say(f"and so on for {left} more: --verbose shows each")] if left else merged


def _lines(arguments: Sequence[str]) -> list[list[str]]:
    """The arguments, as many at a time as one line holds; no more than LINES_LIMIT lines."""
    lines: list[list[str]] = [[]]
    length = 0
    for argument in arguments:
        if lines[-1] and length + len(argument) > COMMAND_LIMIT:
            if len(lines) == LINES_LIMIT:
                break
            lines.append([])
            length = 0
        lines[-1].append(argument)
        length += len(argument) + 1
    return lines
