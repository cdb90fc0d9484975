"""Small build caches, laid out as the go command lays them out."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

NOW = time.time_ns()
HOUR = 3600 * 1_000_000_000


class Cache:
    """A build cache at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for number in range(256):
            (root / f"{number:02x}").mkdir(parents=True)
        (root / "README").write_text("This directory holds cached build artifacts.\n")
        (root / "trim.txt").write_text("1795758749")

    def add(
        self, content: bytes, hours: float, *, program: str = "", action: str = "", size: int = -1
    ) -> tuple[Path, Path]:
        """Add an output with this content, a folder where `program` names the file in it, and an
        action entry for it, both last used so many hours ago; their paths."""
        output = hashlib.sha256(content).hexdigest()
        made = self.place(output, "-d")
        if program:
            made.mkdir()
            (made / program).write_bytes(content)
            self.used(made / program, hours)
        else:
            made.write_bytes(content)
        self.used(made, hours)
        name = hashlib.sha256((action or "action").encode() + content).hexdigest()
        return self.entry(name, output, len(content) if size < 0 else size, hours), made

    def entry(self, name: str, output: str, size: int, hours: float) -> Path:
        """Add an action entry."""
        made = self.place(name, "-a")
        made.write_text(f"v1 {name} {output} {size:20} {NOW:20}\n")
        self.used(made, hours)
        return made

    def place(self, digits: str, kind: str) -> Path:
        """Where an entry stands."""
        return self.root / digits[:2] / (digits + kind)

    def used(self, path: Path, hours: float) -> None:
        """Say when something was last used."""
        moment = NOW - int(hours * HOUR)
        os.utime(path, ns=(moment, moment))

    def files(self) -> set[str]:
        """All that is there, but the 256 folders."""
        return {
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if len(path.name) != 2
        }
