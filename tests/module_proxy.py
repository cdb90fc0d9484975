"""A module proxy made of files (https://go.dev/ref/mod#goproxy-protocol), for tests that run the
go command."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

TIME = "2024-05-06T07:08:09Z"


def digest(files: Mapping[str, bytes]) -> str:
    """The h1: hash of files by their names, as go.sum has it."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    listing = "".join(sorted(lines, key=lambda line: line[66:]))
    return "h1:" + base64.b64encode(hashlib.sha256(listing.encode()).digest()).decode()


def escaped(text: str) -> str:
    """A path or version as the proxy protocol writes it."""
    return "".join("!" + letter.lower() if letter.isupper() else letter for letter in text)


class ModuleProxy:
    """A folder that the go command takes for a proxy; `hashes` are the lines that go.sum files
    have for what it holds, by module and version ("v1.0.0" and "v1.0.0/go.mod")."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: dict[tuple[str, str], str] = {}
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def environment(self) -> dict[str, str]:
        """What makes the go command use it, and nothing else."""
        return {"GOPROXY": self.folder.as_uri(), "GOSUMDB": "off", "GONOSUMDB": "", "GOPRIVATE": ""}

    def add(self, path: str, version: str, go_mod: bytes, files: Mapping[str, bytes]) -> None:
        """Put a version of a module there; one "+incompatible" has no go.mod of its own."""
        folder = self._folder(path)
        content = {f"{path}@{version}/{name}": data for name, data in files.items()}
        if not version.endswith("+incompatible"):
            content[f"{path}@{version}/go.mod"] = go_mod
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in sorted(content.items()):
                archive.writestr(name, data)
        name = escaped(version)
        (folder / f"{name}.zip").write_bytes(buffer.getvalue())
        (folder / f"{name}.mod").write_bytes(go_mod)
        self.answer(path, version, version)
        with (folder / "list").open("a", encoding="utf-8") as listing:
            listing.write(f"{version}\n")
        self.hashes[path, version] = digest(content)
        self.hashes[path, f"{version}/go.mod"] = digest({"go.mod": go_mod})

    def answer(self, path: str, query: str, version: str) -> None:
        """Let a branch, tag or commit stand for a version."""
        folder = self._folder(path)
        info = json.dumps({"Version": version, "Time": TIME})
        (folder / f"{escaped(query)}.info").write_text(info, encoding="utf-8")
        (folder.parent / "@latest").write_text(info, encoding="utf-8")

    def _folder(self, path: str) -> Path:
        folder = self.folder.joinpath(*escaped(path).split("/")) / "@v"
        os.makedirs(folder, exist_ok=True)
        return folder
