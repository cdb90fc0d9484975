"""The settings of the go command, found without starting it
(https://pkg.go.dev/cmd/go#hdr-Environment_variables).

A variable is that of the environment, else of the file that `go env -w` writes, else of the file
go.env of the Go installation that the search path leads to.
"""

from __future__ import annotations

import os
import sys

from . import location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class GoEnvironment:
    """The settings of the go command in an environment."""

    __slots__ = ("_environment", "_installed", "_written")

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._written: Mapping[str, str] | None = None
        self._installed: Mapping[str, str] | None = None

    def value(self, name: str) -> str:
        """A variable; "" where it is set nowhere."""
        if self._environment.get(name):
            return self._environment[name]
        if self._written is None:
            self._written = location.written(self._environment)
        if self._written.get(name):
            return self._written[name]
        if self._installed is None:
            self._installed = location.read_settings(_installed_file(self._environment))
        return self._installed.get(name, "")

    @property
    def first_folder(self) -> str:
        """The first folder of GOPATH, by default go in the home folder; "" for none."""
        home = self._environment.get("USERPROFILE" if sys.platform == "win32" else "HOME") or ""
        searched = self.value("GOPATH") or (os.path.join(home, "go") if home else "")
        first = searched.split(os.pathsep)[0]
        return first if os.path.isabs(first) else ""


def _installed_file(environment: Mapping[str, str]) -> str:
    """The go.env of the Go installation; "" where there is none to be found."""
    root = environment.get("GOROOT")
    if not root:
        found = _go_command(environment.get("PATH"))
        if not found:
            return ""
        root = os.path.dirname(os.path.dirname(os.path.realpath(found)))
    return os.path.join(root, "go.env")


def _go_command(search: str | None) -> str:
    """Where a search path leads to the go command; "" where it does not."""
    if search is None or sys.platform == "win32":
        import shutil  # which takes longer to load than all else here

        return shutil.which("go", path=search) or ""
    for folder in search.split(os.pathsep) if search else ():
        path = os.path.join(folder, "go")
        if os.access(path, os.X_OK) and not os.path.isdir(path):
            return path
    return ""
