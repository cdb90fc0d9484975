"""What the go command says of a module path with a version in go.mod and go.work.

`go mod edit` and the go.mod of a dependency take any semantic version. Loading
the main module's go.mod wants it canonical: it looks any other one up, which
needs the network (`go mod tidy` would write the result).
https://go.dev/ref/mod#canonical-version, https://go.dev/ref/mod#version-queries
"""

from __future__ import annotations

from ..values import go_version, module_path, semver

Fault = tuple[str, str]  # kind and message; ("", "") for none

NONE: Fault = ("", "")
_GO_MODULES = ("go", "toolchain")  # names of the releases themselves, modules from 1.21 on


def edited(verb: str, path: str, version: str) -> Fault:
    """What is wrong with the form of a version."""
    if semver.parse(version) is None:
        message = f'{verb} {path}: version "{version}" invalid: must be of the form v1.2.3'
        return "version-form", message
    return NONE


def major(verb: str, path: str, version: str) -> Fault:
    """What is wrong between a path and a version of the right form."""
    _, suffix, well = module_path.split_major(path)
    if not well:
        return "path-invalid", "invalid module path"
    version = written(version)
    fault = module_path.major_fault(suffix, version)
    if fault:
        return "version-major", f'{verb} {path}: version "{version}" invalid: {fault}'
    return NONE


def written(version: str) -> str:
    """A version as `go mod edit` writes it: in full, no build part but "+incompatible"."""
    found = semver.parse(version)
    if found is None:
        return version
    build = "+incompatible" if found.build == "+incompatible" else ""
    return f"v{found.major}.{found.minor}.{found.patch}{found.prerelease}{build}"


def loaded(verb: str, path: str, version: str) -> Fault:
    """What loading says; the same for all releases but for paths in `by_release`."""
    _, suffix, well = module_path.split_major(path)
    start = f'{verb} {path}: version "{version}" invalid: '
    if not well:
        return "path-malformed", f'{start}malformed module path "{path}"'
    if semver.is_canonical(version):
        fault = module_path.major_fault(suffix, version)
        return ("version-major", start + fault) if fault else NONE
    return _query(path, version)


def _query(path: str, version: str) -> Fault:
    """What looking a version up says where nothing can be looked up."""
    fault = module_path.module_path_fault(path)
    if path in ("std", "cmd"):
        message = f'can\'t query specific version ("{version}") of standard-library module "{path}"'
        return "version-standard", message
    if fault:
        return "path-malformed", f'malformed module path "{path}": {fault}'
    if version == "patch":
        message = f'can\'t query version "patch" of module {path}: no existing version is required'
        return "version-query", message
    if version[:1] in ("<", ">"):
        sign = version[: 2 if version[1:2] == "=" else 1]
        least = version[len(sign) :]
        if semver.parse(least) is None:
            return "version-invalid", f'invalid semantic version "{least}" in range "{version}"'
        if sign in (">", "<=") and least.count(".") < 2:
            return "version-invalid", f'ambiguous semantic version "{least}" in range "{version}"'
    return "version-lookup", "module lookup disabled by GOPROXY=off"


def by_release(path: str, version: str) -> bool:
    """Whether releases differ: the names of Go itself are modules of their own from 1.21 on."""
    return path in _GO_MODULES and not semver.is_canonical(version)


def of_releases(verb: str, path: str, version: str) -> tuple[Fault, int]:
    """What is said of a path in `by_release` where "go" and "toolchain" are modules, and the
    first release that says it; older ones would have to look the version up."""
    lookup = ("version-lookup", "module lookup disabled by GOPROXY=off")
    if version in ("latest", "upgrade"):
        return lookup, 0
    if version == "patch":
        return _query(f"{path}.x/{path}", version), 0
    compared = version[:1] in ("<", ">")
    bare = version.lstrip("<>=") if compared else version.removeprefix("go")
    if compared and path == "toolchain":
        bare = go_version.of_toolchain(bare)
    if not go_version.is_valid(bare):
        return ("version-invalid", f"invalid {path} version {version}"), 0
    if path == "toolchain" or compared:
        return lookup, 0
    if bare == go_version.language(bare) and go_version.minor(bare) >= 21:
        return lookup, 0  # the name of a language, not of a release
    message = f'{verb} {path}: version "{version}" invalid: should be v0 or v1, not '
    return ("version-major", message), go_version.minor(bare)
