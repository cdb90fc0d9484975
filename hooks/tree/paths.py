"""Paths inside a tree, "/"-separated on every system; "" is the root."""

from __future__ import annotations

# The files that make up a module or a workspace, and where vendored modules are listed
MODULE_FILES = ("go.mod", "go.sum", "vendor.mod", "vendor.sum")
WORKSPACE_FILES = ("go.work", "go.work.sum")
FILES = (*MODULE_FILES, *WORKSPACE_FILES)
MODULES_TXT = "vendor/modules.txt"
CONFIGURATION = ".gomod-hooks.toml"

# In the place of file names: any file at all, all files below vendor folders, all Go files, those
# in which settings of the go command may stand (see `formats.go_settings`), and those that may
# name a version of Go (see `formats.go_version_files`)
ALL_FILES = "*"
SETTINGS = "settings"
GO_VERSIONS = "versions"
VENDOR_FOLDERS = "vendor/"
GO_FILES = "*.go"


def join(folder: str, path: str) -> str:
    """`path` seen from `folder`, cleaned of "." and ".."

    A path that leaves the tree begins with "../" or is "..".
    """
    if "/" not in path and path not in ("", ".", ".."):  # most often the name of a file
        return f"{folder}/{path}" if folder else path
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if parts and parts[-1] != "..":
                parts.pop()
            else:
                parts.append("..")
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def parent(path: str) -> str:
    """The folder that holds `path`."""
    return path.rpartition("/")[0]


def relative(folder: str, other: str) -> str:
    """`other` as `folder` names it: "..", "../lib", "./lib", ".". What lies above the tree begins
    with ".." from everywhere."""
    here, there = folder.split("/") if folder else [], other.split("/") if other else []
    while here and there and here[0] == there[0]:
        del here[0], there[0]
    up = [".."] * len(here)
    if not up and there[:1] != [".."]:
        up = ["."]
    return "/".join([*up, *there])


def is_outside(path: str) -> bool:
    """Whether a path, as `join` gives it, leaves the tree or is absolute."""
    return path[:1] == "/" or path == ".." or path.startswith("../")


def is_absolute(target: str) -> bool:
    """Whether a directory is absolute in the form of some system: "/x", "C:\\x", "\\\\host"."""
    return target[:1] in ("/", "\\") or (target[1:2] == ":" and target[:1].isalpha())


def directory(folder: str, target: str) -> str:
    """The folder that a `replace` target or a `use` names, seen from `folder`; an absolute
    one begins with "/"."""
    return "/" + target.lstrip("/") if is_absolute(target) else join(folder, target)


def modules_txt(folder: str) -> str:
    """The path of the vendor/modules.txt of a module or workspace."""
    return f"{folder}/{MODULES_TXT}" if folder else MODULES_TXT


def encode(path: str) -> bytes:
    """The bytes of a path, see `decode`."""
    return path.encode("utf-8", "surrogateescape")


def decode(path: bytes) -> str:
    """A path as text; bytes that are not UTF-8 become surrogates."""
    return path.decode("utf-8", "surrogateescape")
