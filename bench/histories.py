"""Synthetic histories: commits as bots and people make them, dependencies among other work."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import repositories
from bench.repositories import QUIET, checksum


def vendored(folder: Path, commits: int) -> Path:
    """The large vendored module: every other commit moves one requirement and what is vendored of
    it, the others change a Go file."""
    repositories.large(folder)
    texts = {name: (folder / name).read_text() for name in ("go.mod", "go.sum", repositories.LIST)}

    def change(number: int) -> dict[str, str]:
        if number % 2:
            return {"main.go": f"package main // {number}\n"}
        path = repositories.name(number % 300)
        old = next(line.split()[1] for line in texts["go.mod"].split("\n") if path in line)
        new = f"v2.{number}.0" if old.startswith("v2") else f"v1.{100 + number}.0"
        for name, text in texts.items():
            texts[name] = _moved(text, f"{path} {old}", f"{path} {new}")
        return {**texts, f"vendor/{path}/f0.go": f"package p // {number}\n"}

    return _committed(folder, commits, change)


def monorepo(folder: Path, commits: int) -> Path:
    """A hundred modules that replace each other: two commits in three change a Go file, the third
    moves what one module alone requires."""
    repositories.monorepo(folder, 100, 300)

    def change(number: int) -> dict[str, str]:
        module = f"m{number % 100:04d}"
        if number % 3:
            return {f"{module}/x.go": f"package x // {number}\n"}
        own = f"example.com/own{number % 100:04d}"
        go_mod = (folder / module / "go.mod").read_text()
        old = next(line.split()[1] for line in go_mod.split("\n") if own in line)
        texts = {}
        for name in ("go.mod", "go.sum"):
            text = (folder / module / name).read_text()
            texts[f"{module}/{name}"] = _moved(text, f"{own} {old}", f"{own} v1.{number + 1}.0")
        return texts

    return _committed(folder, commits, change)


def _moved(text: str, old: str, new: str) -> str:
    """The text of a module file with one module at another version, and another hash."""
    lines = []
    for line in text.split("\n"):
        if line.startswith(f"{old} h1:"):
            line = f"{new} {checksum(new)}"
        lines.append(
            line.replace(f"{old}/", f"{new}/") if f"{old}/" in line else _ended(line, old, new)
        )
    return "\n".join(lines)


def _ended(line: str, old: str, new: str) -> str:
    return line[: -len(old)] + new if line.endswith(old) else line


def _committed(folder: Path, commits: int, change: Callable[[int], dict[str, str]]) -> Path:
    """The repository with as many commits more, all brought in by one git."""
    importing = subprocess.Popen(
        ["git", "fast-import", "--quiet"], cwd=folder, env=QUIET, stdin=subprocess.PIPE
    )
    assert importing.stdin
    branch = subprocess.run(
        ["git", "symbolic-ref", "HEAD"], cwd=folder, env=QUIET, capture_output=True, text=True
    ).stdout.strip()
    for number in range(commits):
        files = change(number)
        repositories.write(folder, files)
        for line in _commit(branch, number, files):
            importing.stdin.write(line)
    importing.stdin.close()
    if importing.wait():
        raise OSError(f"git fast-import failed in {os.fspath(folder)}")
    repositories.git(folder, "reset", "-q", "--hard")
    return folder


def _commit(branch: str, number: int, files: dict[str, str]) -> Iterator[bytes]:
    """A commit as git fast-import reads it."""
    who = f"bench <bench@example.com> {1_700_000_000 + number} +0000"
    yield f"commit {branch}\ncommitter {who}\ndata 1\n.\n".encode()
    if not number:
        yield f"from {branch}^0\n".encode()
    for path, text in files.items():
        data = text.encode()
        yield f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
