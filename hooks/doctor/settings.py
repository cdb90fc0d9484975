"""The effective settings of the go command, and where each comes from.

A variable of the environment wins over the file that `go env -w` writes (GOENV), which wins
over GOROOT/go.env and over what the go command has built in.
https://pkg.go.dev/cmd/go#hdr-Environment_variables
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..modcache.location import LARGEST_SETTINGS, settings_file, settings_in
from ..values import goproxy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .programs import GoProgram

ENVIRONMENT, FILE, GOROOT, BUILT_IN = "environment", "GOENV file", "GOROOT/go.env", "default"
_DEFAULTS = {
    "GOPROXY": goproxy.DEFAULT,
    "GOSUMDB": "sum.golang.org",
    "GOTOOLCHAIN": "auto",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set: the environment, the GOENV file (its path, "" for off or none known; its lines;
    `unread` says why it cannot be read; `malformed` are the numbers of lines that are not
    NAME=VALUE), GOROOT/go.env, and what the go command says."""

    environment: Mapping[str, str]
    path: str
    file: Mapping[str, str]
    unread: str
    malformed: Sequence[int]
    release: Mapping[str, str]
    told: Mapping[str, str]

    def value(self, name: str) -> str:
        """What a variable amounts to; "" where it is not set."""
        return self._found(name)[0]

    def source(self, name: str) -> str:
        """Where its value comes from: ENVIRONMENT, FILE, GOROOT or BUILT_IN."""
        return self._found(name)[1]

    def is_set(self, name: str) -> bool:
        """Whether somebody here set it."""
        return self.source(name) in (ENVIRONMENT, FILE)

    def _found(self, name: str) -> tuple[str, str]:
        if self.environment.get(name):
            return self.environment[name], ENVIRONMENT
        if self.file.get(name):
            return self.file[name], FILE
        if self.release.get(name):
            return self.release[name], GOROOT
        if name != "GOTOOLCHAIN" and self.told.get(name):  # it was asked with one of our own
            return self.told[name], BUILT_IN
        home = self.environment.get("HOME", "")
        if name == "GOPATH" and home:
            return os.path.join(home, "go"), BUILT_IN
        if name == "GOMODCACHE" and (gopath := self.value("GOPATH")):
            return os.path.join(gopath.split(os.pathsep)[0], "pkg", "mod"), BUILT_IN
        return _DEFAULTS.get(name, ""), BUILT_IN

    def undo(self, name: str) -> str:
        """The command that takes a setting back; "" where nobody here set it."""
        source = self.source(name)
        return {ENVIRONMENT: f"unset {name}", FILE: f"go env -u {name}"}.get(source, "")

    def set_to(self, name: str, value: str) -> str:
        """The command that sets it."""
        import shlex

        word = shlex.quote(value)
        if self.source(name) == ENVIRONMENT:
            return f"export {name}={word}"
        return f"go env -w {name}={word}"


def read(environment: Mapping[str, str], program: GoProgram | None) -> Settings:
    """The settings of this environment, with what the go command says where there is one."""
    told = program.variables if program else {}
    path = environment.get("GOENV", "") or told.get("GOENV", "") or settings_file(environment)
    if path == "off":
        path = ""
    file, unread, malformed = _read(path) if path else ({}, "", [])
    root = told.get("GOROOT", "")
    release = _read(os.path.join(root, "go.env"))[0] if root else {}
    return Settings(environment, path, file, unread, malformed, release, told)


def _read(path: str) -> tuple[dict[str, str], str, list[int]]:
    """The NAME=VALUE lines of a file, why it cannot be read, and the lines that are neither those
    nor empty nor comments."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            text = file.read(LARGEST_SETTINGS)
    except FileNotFoundError:
        return {}, "", []
    except OSError as error:
        return {}, error.strerror or str(error), []
    malformed = []
    for number, line in enumerate(text.split("\n"), start=1):
        name, equals, _ = line.partition("=")
        is_setting = equals and name.isidentifier() and name.isascii()
        if not is_setting and line.strip() and not line.lstrip().startswith("#"):
            malformed.append(number)
    return settings_in(text), "", malformed
