"""Where the go command keeps downloaded modules, found without starting it.

GOMODCACHE, else pkg/mod in the first folder of GOPATH, which defaults to go in the home folder
(https://go.dev/ref/mod#module-cache). Each variable is that of the environment, or of the file
that `go env -w` writes, GOENV (https://pkg.go.dev/cmd/go#hdr-Environment_variables).
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO, OFF = "auto", "off"
LARGEST_SETTINGS = 1 << 20  # bytes of a settings file that are read; real ones have a few lines


def folder(asked: str = AUTO) -> str:
    """The folder of the module cache: where the go command has it for `asked` AUTO, none ("")
    for OFF, else `asked` itself."""
    if asked != AUTO:
        return "" if asked == OFF else os.path.abspath(asked)
    return _of_go(os.environ)


def _of_go(environment: Mapping[str, str]) -> str:
    """The folder that the go command uses in an environment; "" where it has none."""
    own = environment.get("GOMODCACHE") or ""
    search_path = environment.get("GOPATH") or ""
    if not own or not search_path:
        settings = written(environment)
        own = own or settings.get("GOMODCACHE", "")
        search_path = search_path or settings.get("GOPATH", "")
    if not own:
        home = environment.get("USERPROFILE" if sys.platform == "win32" else "HOME") or ""
        search_path = search_path or (os.path.join(home, "go") if home else "")
        first = search_path.split(os.pathsep)[0]
        own = os.path.join(first, "pkg", "mod") if first else ""
    return own if os.path.isabs(own) else ""


def downloads(folder: str) -> str:
    """Where a module cache in a folder has what was downloaded; "" where there is none."""
    path = os.path.join(folder, "cache", "download") if folder else ""
    return path if path and os.path.isdir(path) else ""


def written(environment: Mapping[str, str]) -> dict[str, str]:
    """What `go env -w` wrote."""
    path = environment.get("GOENV") or settings_file(environment)
    return {} if path == "off" else read_settings(path)


def read_settings(path: str) -> dict[str, str]:
    """The settings in a file ("" for none): lines of NAME=VALUE, the last one of a name counts."""
    if not path:
        return {}
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            text = file.read(LARGEST_SETTINGS)
    except (OSError, ValueError):
        return {}
    return settings_in(text)


def settings_in(text: str) -> dict[str, str]:
    """The settings in the text of such a file."""
    lines = (line.partition("=") for line in text.split("\n"))
    return {name: value for name, is_set, value in lines if is_set}


def settings_file(environment: Mapping[str, str]) -> str:
    """Where that file is by default; "" where the go command finds no place for it."""
    if sys.platform == "win32":
        base = environment.get("AppData") or ""
    elif sys.platform == "darwin":
        home = environment.get("HOME") or ""
        base = os.path.join(home, "Library", "Application Support") if home else ""
    else:
        home = environment.get("HOME") or ""
        base = environment.get("XDG_CONFIG_HOME") or (home and os.path.join(home, ".config"))
        base = base if os.path.isabs(base) else ""
    return os.path.join(base, "go", "env") if base else ""
