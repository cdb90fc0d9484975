"""Files that name a version of Go: which one is read how, by its name.

A Dockerfile or Containerfile, a workflow or action of GitHub, a .gitlab-ci.yml, a mise.toml, a
.tool-versions; any other file names one on a line of its own, as .go-version does, or as go.mod.
"""

from __future__ import annotations

import sys

from . import dockerfile, pipeline
from .named_version import NamedVersion, exact

_TOOLS = ("golang", "go")  # what .tool-versions and mise.toml call Go


def is_yaml(path: str) -> bool:
    """Whether it takes PyYAML to read a file."""
    return path.endswith((".yml", ".yaml"))


def versions(path: str, data: bytes) -> list[NamedVersion]:
    """The versions of Go that a file names. ImportError where it takes a library that is not
    there."""
    name = path.rpartition("/")[2]
    lower = name.lower()
    if lower.startswith(("dockerfile", "containerfile")) or lower.endswith(".dockerfile"):
        return dockerfile.versions(data)
    if is_yaml(path):
        return pipeline.gitlab(data) if "gitlab-ci" in lower else pipeline.workflow(data)
    if lower.endswith(".toml"):
        return _of_mise(data)
    return list(_of_lines(data))


def _of_lines(data: bytes) -> list[NamedVersion]:
    """ "1.24.1" or "go1.24.1" on a line of its own, "golang 1.24.1 1.23.9" as in .tool-versions,
    "go 1.24.1" as in go.mod. Where there are several lines the first one counts."""
    for number, text in enumerate(data.decode("utf-8", "replace").split("\n"), start=1):
        words = text.partition("#")[0].partition("//")[0].split()
        if len(words) >= 2 and words[0] in _TOOLS:
            words = words[1:]
        elif len(words) != 1:
            continue
        found = [version for word in words if (version := exact(word))]
        if found:
            return [NamedVersion(version, number) for version in found]
    return []


def _of_mise(data: bytes) -> list[NamedVersion]:
    """The version of Go in the table [tools] of a mise.toml."""
    if sys.version_info >= (3, 11):
        import tomllib  # only where such a file is named
    else:
        import tomli as tomllib
    text = data.decode("utf-8", "replace")
    try:
        tools = tomllib.loads(text).get("tools", {})
    except (ValueError, RecursionError):
        return []
    values = [tools[name] for name in _TOOLS if name in tools] if isinstance(tools, dict) else []
    every = [one for value in values for one in (value if isinstance(value, list) else [value])]
    words = [one.get("version") if isinstance(one, dict) else one for one in every]
    found = [version for word in words if isinstance(word, str) and (version := exact(word))]
    return [NamedVersion(version, _line_of(text, version)) for version in found]


def _line_of(text: str, version: str) -> int:
    """The first line with a version in quotes."""
    for number, line in enumerate(text.split("\n"), start=1):
        if version in line and line.lstrip()[:1] != "#":
            return number
    return 0
