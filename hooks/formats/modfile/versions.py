"""What the go command reports about a module path with a version in go.mod and go.work.

`go mod edit` accepts any semantic version, and so does a dependency's go.mod. In the
main module's go.mod a version has to be canonical: any other one is looked up, which
needs the network (and `go mod tidy` writes the result).
https://go.dev/ref/mod#canonical-version, https://go.dev/ref/mod#version-queries
"""

from __future__ import annotations

from ...values import go_version, module_path, semver
from ..kinds import (
    PATH_INVALID,
    PATH_MALFORMED,
    VERSION_FORM,
    VERSION_INVALID,
    VERSION_LOOKUP,
    VERSION_MAJOR,
    VERSION_QUERY,
    VERSION_STANDARD,
)

_GO_MODULES = ("go", "toolchain")  # modules from 1.21 on, whose versions are the Go releases


class Fault:
    """What is wrong with a version: kind and message of the problem; `is_query` is whether it is
    a version query, which the go command would look up."""

    __slots__ = ("is_query", "kind", "message")

    def __init__(self, kind: str, message: str, is_query: bool = False) -> None:
        self.kind = kind
        self.message = message
        self.is_query = is_query


LOOKUP = Fault(VERSION_LOOKUP, "module lookup disabled by GOPROXY=off", True)


def form_fault(verb: str, path: str, version: str) -> Fault | None:
    """What is wrong with the form of a version, or None. `verb` is that of its line."""
    if semver.parse(version) is None:
        message = f'{verb} {path}: version "{version}" invalid: must be of the form v1.2.3'
        return Fault(VERSION_FORM, message)
    return None


def major_fault(verb: str, path: str, version: str) -> Fault | None:
    """Why a path cannot have a version of the right form, or None: the major version suffix
    (https://go.dev/ref/mod#major-version-suffixes)."""
    _, suffix, is_valid = module_path.split_major(path)
    if not is_valid:
        return Fault(PATH_INVALID, "invalid module path")
    version = in_full(version)
    fault = module_path.major_fault(suffix, version)
    if fault:
        return Fault(VERSION_MAJOR, f'{verb} {path}: version "{version}" invalid: {fault}')
    return None


def in_full(version: str) -> str:
    """A version as `go mod edit` writes it: in full, without a build part other than
    "+incompatible". A text that is not a version is returned as it is."""
    parts = semver.parse(version)
    if parts is None:
        return version
    build = "+incompatible" if parts.build == "+incompatible" else ""
    return f"v{parts.major}.{parts.minor}.{parts.patch}{parts.prerelease}{build}"


def load_fault(verb: str, path: str, version: str) -> Fault | None:
    """What loading reports about a version, or None; the same in all releases, unless
    `differs_by_release`."""
    _, suffix, is_valid = module_path.split_major(path)
    start = f'{verb} {path}: version "{version}" invalid: '
    if not is_valid:
        return Fault(PATH_MALFORMED, f'{start}malformed module path "{path}"')
    if semver.is_canonical(version):
        fault = module_path.major_fault(suffix, version)
        return Fault(VERSION_MAJOR, start + fault) if fault else None
    return _query_fault(path, version)


def _query_fault(path: str, version: str) -> Fault:
    """What the look-up of a version reports without a network."""
    fault = module_path.module_path_fault(path)
    if path in ("std", "cmd"):
        message = f'can\'t query specific version ("{version}") of standard-library module "{path}"'
        return Fault(VERSION_STANDARD, message, True)
    if fault:
        return Fault(PATH_MALFORMED, f'malformed module path "{path}": {fault}', True)
    if version == "patch":
        message = f'can\'t query version "patch" of module {path}: no existing version is required'
        return Fault(VERSION_QUERY, message, True)
    if version[:1] in ("<", ">"):
        sign = version[: 2 if version[1:2] == "=" else 1]
        bound = version[len(sign) :]
        if semver.parse(bound) is None:
            message = f'invalid semantic version "{bound}" in range "{version}"'
            return Fault(VERSION_INVALID, message, True)
        if sign in (">", "<=") and bound.count(".") < 2:
            message = f'ambiguous semantic version "{bound}" in range "{version}"'
            return Fault(VERSION_INVALID, message, True)
    return LOOKUP


def differs_by_release(path: str, version: str) -> bool:
    """Whether releases report different things: from 1.21 on "go" and "toolchain" are modules."""
    return path in _GO_MODULES and not semver.is_canonical(version)


def of_go(verb: str, path: str, version: str) -> tuple[Fault, int]:
    """What loading reports about a version of "go" or "toolchain" from 1.21 on, and the first
    minor release that reports it; those between 1.21 and it would look the version up."""
    if version in ("latest", "upgrade"):
        return LOOKUP, 0
    if version == "patch":
        return _query_fault(f"{path}.x/{path}", version), 0
    compared = version[:1] in ("<", ">")
    bare = version.lstrip("<>=") if compared else version.removeprefix("go")
    if compared and path == "toolchain":
        bare = go_version.of_toolchain(bare)
    if not go_version.is_valid(bare):
        return Fault(VERSION_INVALID, f"invalid {path} version {version}", True), 0
    if path == "toolchain" or compared:
        return LOOKUP, 0
    if bare == go_version.language(bare) and go_version.minor(bare) >= 21:
        return LOOKUP, 0  # the name of a language, not of a release
    message = f'{verb} {path}: version "{version}" invalid: should be v0 or v1, not '
    return Fault(VERSION_MAJOR, message, True), go_version.minor(bare)
