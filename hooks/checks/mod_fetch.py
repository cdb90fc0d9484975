"""MOD301 to MOD305: what the go command accepts when it loads go.mod, and fails on later,
when the module is fetched or on another file system. All of it under --strict.

https://go.dev/ref/mod#go-mod-file-ident, https://go.dev/ref/mod#pseudo-versions
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import run, say
from ..values import module_path, pseudo_version, semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.modfile.directives import Requirement
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef

# What people require where a replacement or a workspace holds the module
_STAND_INS = ("v0.0.0", "v0.0.0-00010101000000-000000000000")
_REVISION = frozenset("0123456789abcdef")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def unfetchable_requirements(at: ModFileRef) -> Iterator[Finding]:
    """Requirements that cannot be fetched as they are written."""
    replaced = {(replaced.path, replaced.version) for replaced in at.file.replaces}
    known: dict[str, Requirement] = {}
    for required in at.file.requires:
        if (required.path, "") in replaced or (required.path, required.version) in replaced:
            continue
        yield from _path(at, required)
        yield from _version(at, required)
        other = known.setdefault(required.path.lower(), required)
        if other.path != required.path:
            message = f"{required.path} differs from {other.path} on line {other.line} "
            message += "in case alone"
            hint = say("require one of the two spellings")
            yield _finding("MOD304", at, required, message, hint, target=other.path)


def empty_retractions(at: ModFileRef) -> Iterator[Finding]:
    """Retractions whose lower end is the higher one."""
    for interval in at.file.retracts:
        if semver.compare(interval.low, interval.high) > 0:
            text = f"[{interval.low}, {interval.high}]"
            message = f"{text} retracts nothing: the lower end is higher"
            hint = say(f"retract [{interval.high}, {interval.low}]")
            yield Finding(
                "MOD305", at.path, interval.line, interval.column, message, hints=[hint], text=text
            )


def _path(at: ModFileRef, required: Requirement) -> Iterator[Finding]:
    """A module path that nothing can be fetched by."""
    fault = module_path.module_path_fault(required.path)
    if fault and required.version not in _STAND_INS:
        message = f"no module can be fetched as {required.path}: {fault}"
        hint = say("write the path of a module that can, or replace it by a directory")
        yield _finding("MOD301", at, required, message, hint)


def _version(at: ModFileRef, required: Requirement) -> Iterator[Finding]:
    """A version that no repository can give."""
    path, version = required.path, required.version
    parts = pseudo_version.parse(version)
    if parts is not None and version not in _STAND_INS:
        fault = _pseudo_version_fault(parts.time, parts.revision)
        if fault:
            message = f"{version} is not a pseudo-version of any commit: {fault}"
            hint = run(f"go get {path}@COMMIT", at.folder, "writes the right one")
            yield _finding("MOD302", at, required, message, hint)
    if version.endswith("+incompatible"):
        _, suffix, _ = module_path.split_major(path)
        if suffix or semver.major(version) in ("v0", "v1"):
            message = f"{version} cannot be had: +incompatible is for v2 and higher of "
            message += "paths without a major version"
            bare = version.removesuffix("+incompatible")
            hint = run(f"go get {path}@{bare}", at.folder)
            yield _finding("MOD303", at, required, message, hint)


def _pseudo_version_fault(time: str, revision: str) -> str:
    """What is wrong with the parts of a pseudo-version; times are in UTC."""
    month, day = int(time[4:6]), int(time[6:8])
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return f"{time[:8]} is not a date"
    if int(time[8:10]) > 23 or int(time[10:12]) > 59 or int(time[12:]) > 59:
        return f"{time[8:]} is not a time of day"
    if len(revision) != 12 or not _REVISION.issuperset(revision):
        return f"{revision} is not 12 digits of a commit's hash, in small letters"
    return ""


def _finding(
    code: str, at: ModFileRef, required: Requirement, message: str, hint: Hint, target: str = ""
) -> Finding:
    return Finding(
        code,
        at.path,
        required.line,
        required.column,
        message,
        hints=[hint],
        module=required.path,
        version=required.version,
        target=target,
    )
