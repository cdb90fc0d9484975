"""Changes to go.mod that the go command would make once it knows the vendored modules.

With -mod=vendor it may not make them and says "updates to go.mod needed".
https://go.dev/ref/mod#go-mod-file-updates.
"""

from __future__ import annotations

from ..formats.kinds import UPDATES_NEEDED, VENDOR_SHOULD_BE_REQUIRED
from ..formats.problem import Problem
from ..values import semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..formats.modfile.directives import Requirement
    from ..formats.modfile.file import GoMod
    from .vendor_consistency import VendorList


def needed(
    path: str, listed: VendorList, go_mod_path: str, file: GoMod, without: Iterable[str] = ()
) -> list[Problem]:
    """The changes to go.mod (`file`) that the modules listed in the modules.txt at `path` ask
    for; requirements of the paths in `without` do not count."""
    problems = _unlisted(path, listed, go_mod_path, file, without) if file.is_pruned else []
    changed = _requirement_to_change(file, listed)
    if changed or problems:
        line, column = (changed.line, changed.column) if changed else (0, 0)
        message = "updates to go.mod needed, which -mod=vendor does not allow"
        problems.append(Problem(UPDATES_NEEDED, message, line, column, path=go_mod_path))
    return problems


def _unlisted(
    path: str, listed: VendorList, go_mod_path: str, file: GoMod, without: Iterable[str]
) -> list[Problem]:
    """The vendored modules that go.mod lists at another version or not at all."""
    versions: dict[str, str] = {}
    excluded = {exclusion.module for exclusion in file.excludes}
    for required in file.requires:
        if required.module not in excluded:
            known = versions.get(required.path)
            if known is None or semver.compare(known, required.version) < 0:
                versions[required.path] = required.version
    for module_path in (*without, file.module.path if file.module else ""):
        versions.pop(module_path, None)
    first_lines = {each.path: each.line for each in reversed(file.requires)}
    problems: list[Problem] = []
    for module in listed.built:
        if versions.get(module.path) != module.version:
            other_line = first_lines.get(module.path, 0)
            problems.append(
                Problem(
                    VENDOR_SHOULD_BE_REQUIRED,
                    f"vendored module {module} should be required in go.mod",
                    listed.modules[module].line,
                    1,
                    path=path,
                    other_path=go_mod_path,
                    other_line=other_line,
                    module=module.path,
                    version=module.version,
                )
            )
    return problems


def _requirement_to_change(file: GoMod, listed: VendorList) -> Requirement | None:
    """A requirement that the go command would change: of an excluded version, of the main
    module itself, of a second version, or called indirect although a line before is not.

    Below go 1.17, where a line is repeated: one of a module vendored at a later version.
    """
    excluded = {exclusion.module for exclusion in file.excludes}
    own_path = file.module.path if file.module and not file.is_pruned else None
    last = {required.path: required for required in file.requires}
    for required in file.requires:
        if required.module in excluded or required.path == own_path:
            return required
        other = last[required.path]
        if other.version != required.version or (other.indirect and not required.indirect):
            return other
    if not file.is_pruned and len(last) < len(file.requires):
        for required in file.requires:
            newest = listed.newest.get(required.path, "")
            if semver.compare(newest, required.version) > 0:
                return required
    return None
