"""go.mod, https://go.dev/ref/mod#go-mod-file."""

from __future__ import annotations

from .modfile import readers
from .modfile.file import GoMod


def parse(data: bytes) -> GoMod:
    """Read a go.mod. Nothing is raised: what is wrong with it is in `problems`."""
    file = GoMod(data)
    readers.read(file)
    readers.check_retractions(file)
    return file
