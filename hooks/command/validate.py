"""Validate option values: reject unknown releases, codes and directives.

They are refused whether the run needs them or not: a gate must not be off without anybody
knowing.
"""

from __future__ import annotations

from .errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .options import Options


def check(options: Options) -> None:
    """UsageError for the first option that makes no sense."""
    options.releases("")
    options.patterns("exclude")
    for name in ("select", "ignore"):
        if name in options.values:
            _codes(name, options.codes(name))
    for name in ("min", "max"):
        _version(name, options.value(name))
    if "module-cache" in options.values:
        from .module_cache import modules_at

        modules_at(options.value("module-cache"))
    if "forbid" in options.values:
        _directives(options.words("forbid"))
    for pattern in options.values_of("only"):
        _module_pattern(pattern)


def is_code(word: str) -> bool:
    """Whether a code begins so."""
    from ..rules import pages  # only where codes are named

    return any(code.startswith(word) for code in pages.codes())


def _codes(name: str, words: Iterable[str]) -> None:
    for word in words:
        if not is_code(word):
            from ..rules import pages
            from .nearest import meant_code

            guess = meant_code(word, pages.codes())
            raise UsageError(f"--{name} {word}: no code begins so{guess}: modcheck rule lists them")


def _version(name: str, text: str) -> None:
    from ..values import go_version

    if text and not go_version.is_valid(text.removeprefix("go")):
        raise UsageError(f"--{name} {text}: not a Go version: write 1.23 or 1.23.4")


def _directives(words: Iterable[str]) -> None:
    from ..formats.modfile.table import FORBIDDABLE  # only where some are named

    for word in words:
        if word not in FORBIDDABLE:
            from .nearest import meant

            guess = meant(word, FORBIDDABLE)
            raise UsageError(f"--forbid {word}: one of {', '.join(FORBIDDABLE)}{guess}")


# "Module paths" in https://go.dev/ref/mod#go-mod-file-ident, and what stands for any text
_OF_PATTERNS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/*")


def _module_pattern(pattern: str) -> None:
    """UsageError for a pattern that no module path can match."""
    reason = pattern_fault(pattern)
    if reason:
        wanted = "write a module path, or a pattern as example.com/*"
        raise UsageError(f"--only {pattern}: {reason}: {wanted}")


def pattern_fault(pattern: str) -> str:
    """Why no module path can match a pattern; "" where one can."""
    foreign = [letter for letter in pattern if letter not in _OF_PATTERNS]
    if foreign:
        return f"no module path has {foreign[0]!r}"
    if pattern.startswith("/"):
        return "no module path begins with a slash"
    return "" if pattern else "it is empty"
