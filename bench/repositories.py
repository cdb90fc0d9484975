"""Synthetic repositories of the sizes that the budgets speak of."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
from pathlib import Path

QUIET = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{role}_NAME": "bench" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_EMAIL": "bench@example.com" for role in ("AUTHOR", "COMMITTER")},
}


def checksum(text: str) -> str:
    """A well-formed hash that depends on the text."""
    return "h1:" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def go_mod_of(path: str) -> str:
    """The go.mod of a module that others require."""
    return f"module {path}\n\ngo 1.21\n"


def go_mod_checksum(path: str) -> str:
    """The hash of that go.mod, as go.sum has it."""
    return checksum(hashlib.sha256(go_mod_of(path).encode()).hexdigest() + "  go.mod\n")


def fill_cache(cache: Path, folder: Path) -> None:
    """Lay every go.mod that the go.sum of a repository pins into a module cache."""
    for line in (folder / "go.sum").read_text().splitlines():
        path, version, _ = line.split(" ")
        if version.endswith("/go.mod"):
            place = cache / "cache" / "download" / path / "@v"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{version.removesuffix('/go.mod')}.mod").write_text(go_mod_of(path))


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=QUIET, check=True, capture_output=True)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def committed(folder: Path, files: dict[str, str]) -> Path:
    """A repository whose only commit holds these files."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q")
    write(folder, files)
    git(folder, "add", "-A", "-f")
    # Left to itself, git would start collecting behind our back.
    git(folder, "-c", "gc.auto=0", "commit", "-q", "-m", "start")
    git(folder, "gc", "-q")
    return folder


def name(number: int) -> str:
    return f"example.com/group{number % 17:02d}/module{number:04d}"


def go_sum(modules: list[tuple[str, str]], lines: int) -> str:
    """A canonical go.sum: both hashes of each module, older /go.mod hashes to fill up."""
    entries = []
    for path, version in modules:
        entries += [f"{path} {version} ", f"{path} {version}/go.mod "]
    number = 0
    while len(entries) < lines:
        path = modules[number % len(modules)][0]
        entries.append(f"{path} v0.{number // len(modules)}.0/go.mod ")
        number += 1

    def order(entry: str) -> tuple[str, list[int], bool]:
        path, version, _ = entry.split(" ")
        plain = version.removesuffix("/go.mod")
        return path, [int(part) for part in plain[1:].split(".")], plain != version

    def digest(entry: str) -> str:
        path, version, _ = entry.split(" ")
        return go_mod_checksum(path) if version.endswith("/go.mod") else checksum(entry)

    return "".join(f"{entry}{digest(entry)}\n" for entry in sorted(entries, key=order))


def large(folder: Path) -> Path:
    """One vendored module: 300 requirements, 1,000 go.sum lines, 2,000 modules.txt lines,
    8,000 vendored files."""
    modules = sorted((name(number), f"v1.{number % 40}.0") for number in range(300))
    requires = "".join(f"\t{path} {version}\n" for path, version in modules)
    files = {
        "go.mod": f"module example.com/large\n\ngo 1.22\n\nrequire (\n{requires})\n",
        "go.sum": go_sum(modules, 1000),
        "main.go": "package main\n",
    }
    lines = []
    packages = 0
    for number, (path, version) in enumerate(modules):
        lines += [f"# {path} {version}", "## explicit; go 1.20"]
        count = 5 if number < 200 else 4
        for package in range(count):
            where = f"{path}/p{package}" if package else path
            lines.append(where)
            packages += 1
            for file in range(6 if packages > 200 else 3):
                files[f"vendor/{where}/f{file}.go"] = f"package p // {number} {package} {file}\n"
    files["vendor/modules.txt"] = "\n".join(lines) + "\n"
    while len(files) < 8003:
        files[f"vendor/{modules[0][0]}/extra{len(files)}.go"] = "package p\n"
    return committed(folder, files)


def monorepo(folder: Path, modules: int, lines: int) -> Path:
    """Many modules that share most of their dependencies and replace one another."""
    common = [(name(number), f"v1.{number % 40}.0") for number in range(lines // 3)]
    files: dict[str, str] = {}
    for number in range(modules):
        own = sorted([*common[: lines // 3 - 5], (f"example.com/own{number:04d}", "v1.0.0")])
        after = (number + 1) % modules
        listed = sorted([*own, (f"example.com/mono/m{after:04d}", "v0.0.0")])
        requires = "".join(f"\t{path} {version}\n" for path, version in listed)
        files[f"m{number:04d}/go.mod"] = (
            f"module example.com/mono/m{number:04d}\n\ngo 1.22\n\nrequire (\n{requires})\n\n"
            f"replace example.com/mono/m{after:04d} => ../m{after:04d}\n"
        )
        files[f"m{number:04d}/go.sum"] = go_sum(own, lines)
    return committed(folder, files)
