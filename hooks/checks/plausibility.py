"""What the go command takes when it loads go.mod, and stumbles over later: when the
module is fetched, or on another file system. All of it under --strict."""

from __future__ import annotations

from ..rules.finding import Finding
from ..values import module_path, pseudo_version, semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..formats.directives import Directive, Requirement
    from ..formats.mod_file import GoMod

# What people require where a replacement or a workspace holds the module
_STANDS_IN = ("v0.0.0", "v0.0.0-00010101000000-000000000000")
_REVISION = frozenset("0123456789abcdef")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def implausible(path: str, tree: GoMod) -> Iterator[Finding]:
    """Requirements that cannot be fetched as they are written, and retractions of nothing."""
    replaced = {(one.path, one.version) for one in tree.replaces}
    known: dict[str, Requirement] = {}
    for one in tree.requires:
        if (one.path, "") in replaced or (one.path, one.version) in replaced:
            continue
        yield from _module(path, one)
        yield from _version(path, one)
        other = known.setdefault(one.path.lower(), one)
        if other.path != one.path:
            message = f"{one.path} differs from {other.path} on line {other.line} in case alone"
            yield _finding("MOD304", path, one, message, "require one of the two spellings")
    for interval in tree.retracts:
        if semver.compare(interval.low, interval.high) > 0:
            message = f"[{interval.low}, {interval.high}] retracts nothing: the lower end is higher"
            hint = f"retract [{interval.high}, {interval.low}]"
            yield _finding("MOD305", path, interval, message, hint)


def _module(path: str, one: Requirement) -> Iterator[Finding]:
    """A module path that nothing can be fetched by."""
    fault = module_path.module_path_fault(one.path)
    if fault and one.version not in _STANDS_IN:
        message = f"no module can be fetched as {one.path}: {fault}"
        hint = "write the path of a module that can, or replace it by a directory"
        yield _finding("MOD301", path, one, message, hint)


def _version(path: str, one: Requirement) -> Iterator[Finding]:
    """A version that no repository can give."""
    found = pseudo_version.parse(one.version)
    if found is not None and one.version not in _STANDS_IN:
        reason = _pseudo_fault(found.time, found.revision)
        if reason:
            message = f"{one.version} is no pseudo-version of any commit: {reason}"
            hint = f"go get {one.path}@COMMIT   (writes the right one)"
            yield _finding("MOD302", path, one, message, hint)
    if one.version.endswith("+incompatible"):
        major = semver.major(one.version)
        _, suffix, _ = module_path.split_major(one.path)
        if suffix or major in ("v0", "v1"):
            message = f"{one.version} cannot be had: +incompatible is for v2 and higher of "
            message += "paths without a major version"
            bare = one.version.removesuffix("+incompatible")
            yield _finding("MOD303", path, one, message, f"go get {one.path}@{bare}")


def _pseudo_fault(time: str, revision: str) -> str:
    """What is wrong with the parts of a pseudo-version; times are in UTC."""
    month, day = int(time[4:6]), int(time[6:8])
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return f"{time[:8]} is no date"
    if int(time[8:10]) > 23 or int(time[10:12]) > 59 or int(time[12:]) > 59:
        return f"{time[8:]} is no time of day"
    if len(revision) != 12 or not _REVISION.issuperset(revision):
        return f"{revision} is not 12 digits of a commit's hash, in small letters"
    return ""


def _finding(code: str, path: str, one: Directive, message: str, hint: str) -> Finding:
    module, version = getattr(one, "path", ""), getattr(one, "version", "")
    return Finding(
        code, path, one.line, one.column, message, hint=hint, module=module, version=version
    )
