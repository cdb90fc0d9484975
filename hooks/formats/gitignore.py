"""A .gitignore file, as far as it decides about one name: https://git-scm.com/docs/gitignore.

Rules are read from a tracked file alone: a user's own exclude files are not in the commit.
"""

from __future__ import annotations

_NAMES = ("go.sum", "*.sum")  # what the last name of a rule is that means go.sum


def rule_for_go_sum(data: bytes, path: str) -> int:
    """The line of the rule that ignores a go.sum by its name, or "*.sum"; 0 where the last rule
    that matches is a negated one, -1 where none matches. `path` is the file's, seen from the
    folder of the .gitignore. A rule for a whole folder does not count.
    """
    found = -1
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        rule = line.rstrip("\r")
        rule = rule if rule.endswith("\\ ") else rule.rstrip(" ")
        negated = rule[:1] == "!"
        rule = rule[negated:]
        if rule.rpartition("/")[2] in _NAMES and _matches(rule, path):
            found = 0 if negated else number
    return found


def _matches(rule: str, path: str) -> bool:
    """Whether a rule matches a path: by the last name alone where no "/" stands before it."""
    import re  # few modules lack their go.sum

    if "/" not in rule:
        return re.fullmatch(expression(rule), path.rpartition("/")[2]) is not None
    return re.fullmatch(expression(rule.removeprefix("/")), path) is not None


def expression(rule: str) -> str:
    """The regular expression of a rule; brackets stand for any one character."""
    import re

    parts = []
    for piece in re.findall(r"\*\*/|/\*\*(?=/)|\*+|\?|\[[^]]*\]|\\.|.", rule, re.DOTALL):
        if piece == "**/":
            parts.append("(?:[^/]+/)*")
        elif piece == "/**":
            parts.append("(?:/[^/]+)*")
        elif piece[0] == "*":
            parts.append("[^/]*")
        elif piece == "?" or piece[0] == "[":
            parts.append("[^/]")
        else:
            parts.append(re.escape(piece[-1] if piece[0] == "\\" else piece))
    return "".join(parts)
