"""Patterns of https://pkg.go.dev/path#Match, and the lists of them in GOPRIVATE and its like,
https://go.dev/ref/mod#private-modules.

In a list they are separated by commas, and each stands for every path that begins with as many
elements as it has, if those match. What is malformed matches nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_patterns: dict[str, re.Pattern[str] | None] = {}
"""The regular expression for each pattern; None for a malformed one."""


def matches_prefix(patterns: str, path: str) -> bool:
    """Whether one of the patterns matches a path, or the beginning of it."""
    elements = path.split("/")
    for pattern in patterns.split(","):
        pattern = pattern.removesuffix("/")
        length = pattern.count("/") + 1
        if not pattern or length > len(elements):
            continue
        expression = compiled(pattern)
        if expression is not None and expression.fullmatch("/".join(elements[:length])):
            return True
    return False


def compiled(pattern: str) -> re.Pattern[str] | None:
    """The regular expression for a pattern, for `fullmatch`; None for a malformed one. As in Go,
    a class matches a slash, too."""
    if pattern not in _patterns:
        _patterns[pattern] = _compiled(pattern)
    return _patterns[pattern]


def _compiled(pattern: str) -> re.Pattern[str] | None:
    import re  # only where there are patterns

    parts = []
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter == "[":
            part, at = _class(pattern, at + 1)
        elif letter in "*?":
            part, at = ("[^/]*" if letter == "*" else "[^/]"), at + 1
        else:
            literal, at = _letter(pattern, at)
            part = re.escape(literal)
        if not part:
            return None
        parts.append(part)
    return re.compile("".join(parts), re.S)


def _class(pattern: str, at: int) -> tuple[str, int]:
    """The expression for a class, which begins after its bracket, and where it ends; "" for a
    malformed one."""
    import re

    is_negated = pattern[at : at + 1] == "^"
    at += is_negated
    ranges: list[str] = []
    while at < len(pattern) and not (pattern[at] == "]" and ranges):
        if pattern[at] in "-]":
            return "", at
        low, at = _letter(pattern, at)
        high = low
        if pattern[at : at + 1] == "-":
            if pattern[at + 1 : at + 2] in ("", "-", "]"):
                return "", at
            high, at = _letter(pattern, at + 1)
        if not (low and high):
            return "", at
        if low <= high:
            ranges.append(f"{re.escape(low)}-{re.escape(high)}")
        else:
            ranges.append("")  # a range that holds nothing
    if at >= len(pattern):
        return "", at
    held = "".join(ranges)
    if not held:
        return ("(?s:.)" if is_negated else "(?!)"), at + 1
    return f"[{'^' if is_negated else ''}{held}]", at + 1


def _letter(pattern: str, at: int) -> tuple[str, int]:
    """A letter, perhaps behind a backslash, and where the next one begins; "" for a backslash at
    the end."""
    if pattern[at] == "\\":
        return pattern[at + 1 : at + 2], at + 2
    return pattern[at], at + 1
