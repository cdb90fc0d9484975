"""go.work, https://go.dev/ref/mod#go-work-file."""

from __future__ import annotations

from .modfile import readers
from .modfile.file import GoWork


def parse(data: bytes) -> GoWork:
    """Read a go.work. Nothing is raised: what is wrong with it is in `problems`."""
    file = GoWork(data)
    readers.read(file)
    return file
