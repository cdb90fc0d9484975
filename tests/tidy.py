"""What `go mod tidy -diff` says of a module, and what go-mod-tidy says, in terms that compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hooks.checks import tid_module
from hooks.checks.tid_imports import RequiredVersions
from hooks.rules.finding import Finding
from hooks.tree import scope
from hooks.tree.tree import Tree

ADDED, DROPPED, MARKED_DIRECT, MARKED_INDIRECT = "added", "dropped", "direct", "indirect"
OTHER_VERSION = "other version"

_LINE = re.compile(r"([+-])\s*(?:require )?(\S+) (v\S+)(?: // (.*))?$")
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@")


class Change:
    """What tidy does to the requirement of a module; `indirect` is how it is marked afterwards
    (before, where it is dropped)."""

    def __init__(self, kind: str, indirect: bool) -> None:
        self.kind = kind
        self.indirect = indirect

    def __repr__(self) -> str:
        return f"Change({self.kind}, {self.indirect})"


def changes(difference: str) -> dict[str, Change]:
    """The changes of requirements in the difference of a go.mod, by module path; a line that only
    moves is none."""
    old: dict[str, tuple[str, bool]] = {}
    new: dict[str, tuple[str, bool]] = {}
    for line in difference.splitlines():
        found = None if line.startswith(("---", "+++")) else _LINE.match(line)
        if found is not None:
            indirect = re.match(r"indirect(;|$)", found[4] or "") is not None
            (old if found[1] == "-" else new)[found[2]] = (found[3], indirect)
    result = {}
    for path in {**old, **new}:
        was, now = old.get(path), new.get(path)
        if was is None and now is not None:
            result[path] = Change(ADDED, now[1])
        elif now is None and was is not None:
            result[path] = Change(DROPPED, was[1])
        elif was is not None and now is not None and was != now:
            kind = MARKED_INDIRECT if now[1] else MARKED_DIRECT
            result[path] = Change(OTHER_VERSION if was[1] == now[1] else kind, now[1])
    return result


def applied(data: bytes, difference: str) -> bytes | None:
    """The file after a unified difference; None where that is of another text."""
    lines = data.decode("utf-8", "surrogateescape").splitlines()
    result: list[str] = []
    at = 0
    for line in difference.splitlines():
        hunk = _HUNK.match(line)
        if hunk is not None:
            start = int(hunk[1]) - (hunk[2] != "0")
            result += lines[at:start]
            at = start
        elif line.startswith(("diff ", "--- ", "+++ ")) or not line:
            continue
        elif line[0] == "+":
            result.append(line[1:])
        else:
            if at >= len(lines) or lines[at] != line[1:]:
                return None
            if line[0] == " ":
                result.append(line[1:])
            at += 1
    text = "\n".join([*result, *lines[at:]])
    return (text + "\n").encode("utf-8", "surrogateescape")


def findings(tree: Tree, folder: str) -> list[Finding]:
    """Everything that go-mod-tidy says of a module."""
    versions = RequiredVersions(tree, scope.modules(tree))
    return list(tid_module.every_finding(tree, folder, versions, strict=True))


def of_module(path: str, found: Iterable[Finding], codes: Iterable[str]) -> list[Finding]:
    """The findings with these codes about a module, or a package that it may have."""
    wanted = tuple(codes)
    return [
        finding
        for finding in found
        if finding.code in wanted and f"{finding.module}/".startswith(f"{path}/")
    ]


def is_confirmed(finding: Finding, differs: Mapping[str, Change], sums: str) -> bool:
    """Whether a difference of go.mod, or of go.sum, has what a finding says."""
    change = differs.get(finding.module)
    kind = None if change is None else change.kind
    if finding.code in ("TID101", "TID102", "TID103", "TID104", "TID106"):
        return any(
            change.kind == ADDED and f"{finding.module}/".startswith(f"{path}/")
            for path, change in differs.items()
        )
    if finding.code == "TID201":
        return kind in (DROPPED, MARKED_INDIRECT)
    if finding.code == "TID202":
        return kind == MARKED_DIRECT or (
            change is not None and kind == OTHER_VERSION and not change.indirect
        )
    if finding.code == "TID203":
        return kind == MARKED_INDIRECT
    return finding.code == "TID301" and f"+{finding.module} " in sums
