"""Module caches made up for tests."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from hooks.modcache.store import h1_of_go_mod
from hooks.values.module_path import escaped
from hooks.values.module_version import ModuleVersion


def put(cache: Path, module: ModuleVersion, go_mod: bytes) -> Path:
    """Lay the go.mod of a module into a module cache, where the go command would; its place."""
    folder = cache / "cache" / "download" / escaped(module.path) / "@v"
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{escaped(module.version)}.mod"
    place.write_bytes(go_mod)
    return place


def put_all(cache: Path, go_mods: Mapping[str, bytes]) -> None:
    """Lay down the go.mod of each module, by module@version."""
    for name, text in go_mods.items():
        path, _, version = name.partition("@")
        put(cache, ModuleVersion(path, version), text)


class MemoryCache:
    """A module cache in memory: the go.mod of each module, by module@version."""

    def __init__(self, go_mods: Mapping[str, bytes]) -> None:
        self._go_mods = go_mods

    def go_mod(self, module: ModuleVersion, digest: str) -> bytes | None:
        """The go.mod of a module at a version if its hash is `digest`, else None."""
        data = self._go_mods.get(str(module))
        return data if data is not None and h1_of_go_mod(data) == digest else None

    @property
    def lacking(self) -> None:
        """Nobody counts."""
        return None

    def time(self, module: ModuleVersion) -> str:
        """Nothing is known of times."""
        return ""

    def newest_go_mod(self, path: str) -> tuple[str, bytes]:
        """Nothing is known of other versions."""
        return "", b""


def go_sum(go_mods: Mapping[str, bytes]) -> str:
    """The lines of a go.sum for these, by module@version."""
    lines = (f"{name.replace('@', ' ')}/go.mod {h1_of_go_mod(go_mods[name])}" for name in go_mods)
    return "".join(line + "\n" for line in sorted(lines))


def h1_of_zip(module: ModuleVersion, files: Mapping[str, bytes]) -> str:
    """The hash of a module's zip as go.sum has it."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {module}/{name}\n" for name in files]
    lines.sort(key=lambda line: line.partition("  ")[2])
    digest = hashlib.sha256("".join(lines).encode()).digest()
    return "h1:" + base64.b64encode(digest).decode()


def put_zip(cache: Path, module: ModuleVersion, files: Mapping[str, bytes]) -> Path:
    """Lay the zip of a module into a module cache, where the go command would; its place."""
    folder = cache / "cache" / "download" / escaped(module.path) / "@v"
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{escaped(module.version)}.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(f"{module}/{name}"), data)
    return place
