"""How each directive is read from the words of its line, https://go.dev/ref/mod#go-mod-file.

A reader adds the directive to the file, or reports what is wrong with the line.
"""

from __future__ import annotations

from ...values import go_version
from ...values.releases import UNBOUNDED, first_with
from ..kinds import (
    EXTRA_TOKEN,
    GO_ARGS,
    GO_VERSION,
    IGNORE_ARGS,
    REPEATED,
    RETRACT_INTERVAL,
    TOOL_ARGS,
    TOOLCHAIN_ARGS,
    TOOLCHAIN_VERSION,
    USAGE,
)
from ..problem import DEPENDENCY, EDIT, FORWARD, LOAD
from . import quoting
from .directives import (
    Exclusion,
    Go,
    GoDebug,
    Ignore,
    Module,
    Opaque,
    Requirement,
    Retraction,
    Tool,
    Toolchain,
    Use,
)
from .words import is_indirect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .line import DirectiveLine

    Reader = Callable[[DirectiveLine, list[str]], None]

_LONG = first_with("long-go-line")
_QUOTED = "invalid quoted string: "


def read_module(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-module"""
    if line.file.module is not None:
        line.report(REPEATED, "repeated module statement")
        return
    if len(words) != 1:
        line.file.module = Module("", "", line.line, line.column)
        line.report(USAGE, "usage: module module/path")
        return
    path = line.string(words, 0, _QUOTED)
    line.file.module = Module(path or "", line.deprecation(), line.line, line.column)


def read_go(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-go"""
    _read_exact_go(line, words)
    _read_lax_go(line, words)


def _read_exact_go(line: DirectiveLine, words: list[str]) -> None:
    """The go line as editing and loading read it. Of two go lines a release takes the first one
    that it can read, and reports the other as repeated."""
    file = line.file
    readers = LOAD | EDIT
    last = UNBOUNDED
    if file.go is not None:
        first_refusing = 0 if file.has_short_go else _LONG
        line.report(REPEATED, "repeated go statement", readers=readers, first=first_refusing)
        if not first_refusing:
            return
        last = first_refusing - 1
    if len(words) != 1:
        message = "go directive expects exactly one argument"
        line.report(GO_ARGS, message, readers=readers, last=last)
        return
    version = words[0]
    if not go_version.is_go_line(version, _LONG - 1):
        newer_read_it = go_version.is_go_line(version, _LONG)
        if newer_read_it:
            last = _LONG - 1
        message = f"invalid go version '{version}': must match format 1.23"
        line.report(GO_VERSION, message, 0, readers=readers, word=version, last=last)
        if not newer_read_it:
            return
    else:
        file.has_short_go = True
    if file.go is None:
        file.go = Go(version, line.line, line.column)


def _read_lax_go(line: DirectiveLine, words: list[str]) -> None:
    """The go line as it is read in the go.mod of a dependency: see `go_version.lax_go_line`."""
    file = line.file
    readers = DEPENDENCY | FORWARD
    if file.lax_go:
        line.report(REPEATED, "repeated go statement", readers=readers)
        return
    if len(words) != 1:
        line.report(GO_ARGS, "go directive expects exactly one argument", readers=readers)
        return
    version = words[0]
    is_exact = go_version.is_go_line(version, _LONG)
    file.lax_go = version if is_exact else go_version.lax_go_line(version)
    if not file.lax_go:
        message = f"invalid go version '{version}': must match format 1.23"
        line.report(GO_VERSION, message, 0, readers=readers, word=version)


def read_toolchain(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-toolchain"""
    if line.file.toolchain is not None:
        line.report(REPEATED, "repeated toolchain statement")
    elif len(words) != 1:
        line.report(TOOLCHAIN_ARGS, "toolchain directive expects exactly one argument")
    elif not go_version.is_toolchain(words[0]):
        message = f"invalid toolchain version '{words[0]}': must match format go1.23.0 or default"
        line.report(TOOLCHAIN_VERSION, message, 0, word=words[0])
    else:
        line.file.toolchain = Toolchain(words[0], line.line, line.column)


def read_godebug(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-godebug"""
    key, equals, value = words[0].partition("=") if len(words) == 1 else ("", "", "")
    if not equals or not quoting.is_plain(words[0]):
        line.report(USAGE, "usage: godebug key=value")
        return
    line.file.godebugs.append(GoDebug(key, value, line.line, line.column))


def _module_version(line: DirectiveLine, words: list[str]) -> tuple[str, str] | None:
    """Path and version of a require or exclude line; None if they cannot be read, which has
    been reported then."""
    if len(words) != 2:
        line.report(USAGE, f"usage: {line.verb} module/path v1.2.3")
        return None
    path = line.string(words, 0, _QUOTED)
    if path is None:
        return None
    version = line.version(words, 1, path)
    return None if version is None else (path, version)


def read_require(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-require"""
    required = _module_version(line, words)
    if required is not None:
        suffix = line.node.suffix
        is_marked = bool(suffix) and is_indirect(suffix)
        line.file.add(Requirement(*required, is_marked, line.line, line.column))


def read_exclude(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-exclude"""
    excluded = _module_version(line, words)
    if excluded is not None:
        line.file.excludes.append(Exclusion(*excluded, line.line, line.column))


def read_replace(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-replace"""
    from .replace import replacement  # many files have no replace directive

    replaced = replacement(line, words)
    if replaced is not None:
        line.file.replaces.append(replaced)


def read_retract(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-retract"""
    interval = _interval(line, words)
    if interval is None:
        return
    low, high, end = interval
    retraction = Retraction(low, high, line.rationale(), line.line, line.column)
    if end < len(words):
        message = f'unexpected token after version: "{words[end]}"'
        line.report(EXTRA_TOKEN, message, end, word=words[end])
        line.file.cut_retracts.append(retraction)
    else:
        line.file.retracts.append(retraction)


def _interval(line: DirectiveLine, words: list[str]) -> tuple[str, str, int] | None:
    """The bounds of a retract line, and the number of words that they take; None if they cannot
    be read, which has been reported then."""
    if not words or words[0] == "(":
        line.report(RETRACT_INTERVAL, "expected '[' or version", 0 if words else -1)
        return None
    if words[0] != "[":
        version = line.string(words, 0, f'retract: version "{words[0]}" invalid: ')
        return None if version is None else (version, version, 1)
    low = _bound(line, words, 1, "expected version after '['")
    if low is None or not _expects(line, words, 2, ",", "expected ',' after version"):
        return None
    high = _bound(line, words, 3, "expected version after ','")
    if high is None or not _expects(line, words, 4, "]", "expected ']' after version"):
        return None
    return low, high, 5


def _bound(line: DirectiveLine, words: list[str], index: int, message: str) -> str | None:
    if index >= len(words):
        line.report(RETRACT_INTERVAL, message)
        return None
    return line.string(words, index, f'retract: version "{words[index]}" invalid: ')


def _expects(line: DirectiveLine, words: list[str], index: int, word: str, message: str) -> bool:
    if index < len(words) and words[index] == word:
        return True
    line.report(RETRACT_INTERVAL, message, index if index < len(words) else -1)
    return False


def _only_argument(line: DirectiveLine, words: list[str], kind: str) -> str | None:
    """The argument of a tool or ignore line; None if it cannot be read, which has been reported
    then."""
    if len(words) != 1:
        line.report(kind, f"{line.verb} directive expects exactly one argument")
        return None
    return line.string(words, 0, _QUOTED)


def read_tool(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-tool"""
    path = _only_argument(line, words, TOOL_ARGS)
    if path is not None:
        line.file.tools.append(Tool(path, line.line, line.column))


def read_ignore(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-mod-file-ignore"""
    path = _only_argument(line, words, IGNORE_ARGS)
    if path is not None:
        line.file.ignores.append(Ignore(path, line.line, line.column))


def read_use(line: DirectiveLine, words: list[str]) -> None:
    """https://go.dev/ref/mod#go-work-file-use"""
    if len(words) != 1:
        line.report(USAGE, "usage: use local/dir")
        return
    path = line.string(words, 0, _QUOTED)
    if path is not None:
        line.file.uses.append(Use(path, line.line, line.column))


def read_opaque(line: DirectiveLine, words: list[str]) -> None:
    """A directive of which only the name and the first release are known: it is kept as it is."""
    line.file.opaque.append(Opaque(line.verb, tuple(words), line.line, line.column))
