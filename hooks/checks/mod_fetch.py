"""MOD301 to MOD305: what the go command accepts when it loads go.mod, and fails on later,
when the module is fetched or on another file system. All of it under --strict.

https://go.dev/ref/mod#go-mod-file-ident, https://go.dev/ref/mod#pseudo-versions
"""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.hint import otherwise, say
from ..values import module_path, pseudo_version, semver
from . import remedies
from .on_requirement import on_requirement
from .remedies import is_stand_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.modfile.directives import Requirement
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree

_REVISION = frozenset("0123456789abcdef")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def unfetchable_requirements(
    tree: Tree, at: ModFileRef, bases: Sequence[Tree] = ()
) -> Iterator[Finding]:
    """Requirements that cannot be fetched as they are written. `bases` only help with the
    hint."""
    replaced = {(replaced.path, replaced.version) for replaced in at.file.replaces}
    known: dict[str, Requirement] = {}
    unfetchable: list[tuple[str, Requirement, str]] = []  # code, requirement and message
    for required in at.file.requires:
        if (required.path, "") in replaced or (required.path, required.version) in replaced:
            continue
        yield from _path(at, required)
        unfetchable += [(code, required, message) for code, message in _version_faults(required)]
        other = known.setdefault(required.path.lower(), required)
        if other.path != required.path:
            message = f"{required.path} differs from {other.path} on line {other.line} "
            message += "in case alone"
            words = "import it by the spelling of its own go.mod alone, in every file, then:"
            hints = [say(words), remedies.tidy(tree, at.folder)]
            yield on_requirement("MOD304", at.path, required, message, hints, target=other.path)
    if unfetchable:
        hints = [_require_others(tree, at, [each for _, each, _ in unfetchable], bases)]
        for code, required, message in unfetchable:
            yield on_requirement(code, at.path, required, message, hints)


def empty_retractions(at: ModFileRef) -> Iterator[Finding]:
    """Retractions whose lower end is the higher one."""
    for interval in at.file.retracts:
        if semver.compare(interval.low, interval.high) > 0:
            text = f"[{interval.low}, {interval.high}]"
            message = f"{text} retracts nothing: the lower end is higher"
            flags = f"'-dropretract=[{interval.low},{interval.high}]' "
            flags += f"'-retract=[{interval.high},{interval.low}]'"
            hint = say(f"write retract [{interval.high}, {interval.low}], and keep the comment")
            hints = [hint, otherwise(remedies.edit(at, flags, "drops the comment"))]
            yield Finding(
                "MOD305", at.path, interval.line, interval.column, message, hints=hints, text=text
            )


def _path(at: ModFileRef, required: Requirement) -> Iterator[Finding]:
    """A module path that nothing can be fetched by."""
    fault = module_path.module_path_fault(required.path)
    if fault and not is_stand_in(required.version):
        message = f"no module can be fetched as {required.path}: {fault}"
        hint = say("write the path of a module that can, or replace it by a directory")
        yield on_requirement("MOD301", at.path, required, message, [hint])


def _version_faults(required: Requirement) -> Iterator[tuple[str, str]]:
    """Code and message for a version that no repository can give."""
    path, version = required.path, required.version
    fault = _fault_of(version)
    if fault:
        yield "MOD302", f"{version} is not a pseudo-version of any commit: {fault}"
    if version.endswith("+incompatible"):
        _, suffix, _ = module_path.split_major(path)
        if suffix or semver.major(version) in ("v0", "v1"):
            message = f"{version} cannot be had: +incompatible is for v2 and higher of "
            yield "MOD303", message + "paths without a major version"


def _fault_of(version: str) -> str:
    """What is wrong with a version as a pseudo-version; "" for another one."""
    parts = pseudo_version.parse(version)
    if parts is None or is_stand_in(version):
        return ""
    return _pseudo_version_fault(parts.time, parts.revision)


def _require_others(
    tree: Tree, at: ModFileRef, requirements: Sequence[Requirement], bases: Sequence[Tree]
) -> Hint:
    """One command for all: tidy ends at the first version that cannot be had, and so does
    go get."""
    flags = {
        required.path: f"-require={required.path}@{_right_version(at, required, bases)}"
        for required in requirements
    }
    edit = remedies.edit_command(at, " ".join(flags.values()))
    note = "looks up what they are called; name another commit if that is not the one"
    return remedies.tidy(tree, at.folder, note, first=edit)


def _right_version(at: ModFileRef, required: Requirement, bases: Sequence[Tree]) -> str:
    """The version that a base had, or the commit, if its hash can be one; else the latest."""
    for base in bases:
        file = base.go_mod(at.folder)
        for module in file.requirements if file is not None else ():
            is_other = module.path == required.path and module.version != required.version
            if is_other and not _fault_of(module.version):
                return module.version
    parts = pseudo_version.parse(required.version)
    if parts is None:
        return required.version.removesuffix("+incompatible")
    revision = parts.revision.lower()
    return revision if len(revision) >= 7 and _REVISION.issuperset(revision) else "latest"


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
