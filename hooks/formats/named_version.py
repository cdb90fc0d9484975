"""A version of Go as another file names it: of an image, a version manager, a pipeline."""

from __future__ import annotations

from ..values import go_version

_IMAGES = ("golang", "cimg/go")  # as their names end, whatever registry they come from


class NamedVersion:
    """A version, and the `line` that names it (from 1; 0 where it is not known). One with a `file`
    names no version but a file that does, beside the top of the tree. It may be one of the versions
    of a matrix (`is_of_matrix`), or that of an image whose content a digest pins (`has_digest`)."""

    __slots__ = ("file", "has_digest", "is_of_matrix", "line", "version")

    def __init__(
        self,
        version: str,
        line: int,
        file: str = "",
        *,
        is_of_matrix: bool = False,
        has_digest: bool = False,
    ) -> None:
        self.version = version
        self.line = line
        self.file = file
        self.is_of_matrix = is_of_matrix
        self.has_digest = has_digest

    def __repr__(self) -> str:
        return f"NamedVersion({self.version or self.file!r}, line {self.line})"


def exact(text: str) -> str:
    """The version of Go in a text such as "1.24.1", "go1.24", "v1.24.1" or "1.24.x"; "" for what
    floats above it ("stable", ">=1.22", "^1.24", "1.x") and for any other text."""
    version = text.strip().strip("\"'").removeprefix("v").removeprefix("go")
    version = version.removesuffix(".x").removesuffix(".*")
    is_version = version.count(".") >= 1 and go_version.is_valid(version)
    return version if is_version else ""


def of_image(image: str) -> str:
    """The version of Go in the name of an image: "1.24.1" of
    "registry.example.com/library/golang:1.24.1-alpine@sha256:..."; "" where it names none."""
    name, _, tag = image.partition("@")[0].rpartition(":")
    if not name or "/" in tag:
        return ""  # no tag; a colon before a slash is that of a port
    if not any(name == each or name.endswith("/" + each) for each in _IMAGES):
        return ""
    return exact(tag.partition("-")[0])
