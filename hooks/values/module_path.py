"""Module and import paths, and the major version that a path carries.

https://go.dev/ref/mod#go-mod-file-ident and
https://go.dev/ref/mod#major-version-suffixes. A function called `..._fault`
returns the reason why Go refuses a path, in its own words, or "".
"""

from __future__ import annotations

from . import semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_MODULE = _LETTERS | _DIGITS | frozenset("-._~")
_IMPORT = _MODULE | frozenset("+")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")
RESERVED = frozenset(["CON", "PRN", "AUX", "NUL"]).union(
    name + digit for name in ("COM", "LPT") for digit in "123456789"
)


def import_path_fault(path: str) -> str:
    """Why `path` is not a valid import path. Go tests the path of the main module and those of
    tool lines by this rule."""
    if path in _importable:
        return ""
    fault = _fault(path, _IMPORT, leading_dot=True)
    if not fault:
        _importable.add(path)
    return fault


_importable: set[str] = set()
"""Memo of `import_path_fault`, its good paths: each release looks at those of all members."""


def module_path_fault(path: str) -> str:
    """Why `path` is not a valid path of a module that has to be downloaded."""
    fault = _fault(path, _MODULE, leading_dot=False)
    if fault:
        return fault
    host = _host(path)
    if "." not in host:
        return "missing dot in first path element"
    if not _HOST.issuperset(host):
        character = next(letter for letter in host if letter not in _HOST)
        return f"invalid char {_shown(character)} in first path element"
    if not split_major(path)[2]:
        return "invalid version"
    return ""


def _host(path: str) -> str:
    return path.partition("/")[0]


# What is allowed anywhere in an element of any path (and the newlines of `are_plain`): a tilde
# may be refused, and a module path can have neither a plus sign nor a leading dot.
_PLAIN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._\n"
_RESERVED = frozenset(name.lower() for name in RESERVED)


def are_plain(paths: Collection[str]) -> bool:
    """Whether all are certainly valid import paths; after False each has to be looked at.

    Each distinct element is tested once, as the paths of a repository share most of theirs.
    """
    if not paths:
        return True
    elements = set("/".join(paths).split("/"))
    text = "\n".join(["", *elements, ""])
    if not text.isascii() or text.encode().translate(None, _PLAIN):
        return False
    if "\n\n" in text or "\n." in text or ".\n" in text or "\n-" in text:
        return False
    short = [element for element in elements if len(element) < 5 or "." in element]
    return _RESERVED.isdisjoint({element.partition(".")[0].lower() for element in short})


def unfetchable(paths: set[str]) -> dict[str, str]:
    """Those of the paths by which no module can be fetched, each with the reason."""
    new = paths - _fetchable
    if not new:
        return {}
    if _are_plainly_fetchable(new):
        _fetchable.update(new)
        return {}
    faults = {path: fault for path in new if (fault := module_path_fault(path))}
    _fetchable.update(new.difference(faults))
    return faults


def _are_plainly_fetchable(paths: set[str]) -> bool:
    hosts = set(map(_host, paths))
    if not all("." in host and _HOST.issuperset(host) for host in hosts):
        return False
    return are_plain(paths) and all(split_major(path)[2] for path in paths)


_fetchable: set[str] = set()
"""Memo of `unfetchable`, its good paths: the modules of a repository share most of theirs."""


def _fault(path: str, allowed: frozenset[str], leading_dot: bool) -> str:
    if not path:
        return "empty string"
    if path[0] == "-":
        return "leading dash"
    if path[-1] == "/":
        return "trailing slash"
    for element in path.split("/"):
        fault = _element_fault(element, allowed, leading_dot)
        if fault:
            return fault
    return ""


def _element_fault(element: str, allowed: frozenset[str], leading_dot: bool) -> str:
    if not element:
        return "empty path element"
    if not element.strip("."):
        return f'invalid path element "{element}"'
    if element[0] == "." and not leading_dot:
        return "leading dot in path element"
    if element[-1] == ".":
        return "trailing dot in path element"
    if not allowed.issuperset(element):
        character = next(letter for letter in element if letter not in allowed)
        return f"invalid char {_shown(character)}"
    short = element.partition(".")[0]
    if short.upper() in RESERVED:
        return f'"{short}" disallowed as path element component on Windows'
    _, tilde, tail = short.rpartition("~")
    if tilde and tail and _DIGITS.issuperset(tail):
        return "trailing tilde and digits in path element"
    return ""


def _shown(character: str) -> str:
    return "'" + character + "'"


def split_major(path: str) -> tuple[str, str, bool]:
    """The path without its major version suffix, the suffix, and whether it is well-formed.

    ("a.b/c", "/v2", True) of "a.b/c/v2"; ("gopkg.in/yaml", ".v3", True) of
    "gopkg.in/yaml.v3"; (path, "", True) without a suffix; (path, "", False) for
    a suffix that no module can have, such as /v1 or /v02.
    """
    if path.startswith("gopkg.in/"):
        return _split_gopkg(path)
    head = path.rstrip("0123456789.")
    tail = path[len(head) :]
    if not tail or not head.endswith("/v"):
        return path, "", True
    if "." in tail or tail[0] == "0" or tail == "1":
        return path, "", False
    return head[:-2], "/v" + tail, True


def _split_gopkg(path: str) -> tuple[str, str, bool]:
    whole = path.removesuffix("-unstable")
    head = whole.rstrip("0123456789")
    tail = whole[len(head) :]
    if not tail or not head.endswith(".v") or (tail[0] == "0" and tail != "0"):
        return path, "", False
    return head[:-2], path[len(head) - 2 :], True


def major_of(suffix: str) -> str:
    """The major version of a suffix: "v2" of "/v2" and of ".v2-unstable"; "" of ""."""
    return suffix[1:].removesuffix("-unstable")


def major_fault(suffix: str, version: str) -> str:
    """Why a module path with this suffix (see `split_major`) cannot have `version`; "" where it
    can (https://go.dev/ref/mod#major-version-suffixes)."""
    parsed = semver.parse(version)
    major = "" if parsed is None else "v" + parsed.major
    if not suffix:
        if major in ("v0", "v1") or (parsed is not None and parsed.build == "+incompatible"):
            return ""
        return f"should be v0 or v1, not {major}"
    wanted = major_of(suffix)
    if major == wanted or (suffix[0] == "." and wanted == "v1" and version.startswith("v0.0.0-")):
        return ""
    return f"should be {wanted}, not {major}"


def escaped(text: str) -> str:
    """A module path or version as it stands in file names and URLs: an exclamation mark and the
    small letter for each capital one (https://go.dev/ref/mod#goproxy-protocol)."""
    if text.islower():
        return text
    return "".join("!" + letter.lower() if "A" <= letter <= "Z" else letter for letter in text)
