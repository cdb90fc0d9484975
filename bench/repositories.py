"""Synthetic repositories of the sizes that the budgets speak of."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

QUIET = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{role}_NAME": "bench" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_EMAIL": "bench@example.com" for role in ("AUTHOR", "COMMITTER")},
}


LIST = "vendor/modules.txt"


def checksum(text: str) -> str:
    """A well-formed hash that depends on the text."""
    return "h1:" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def go_mod_of(path: str) -> str:
    """The go.mod of a module that others require."""
    return f"module {path}\n\ngo 1.21\n"


def go_mod_checksum(path: str) -> str:
    """The hash of that go.mod, as go.sum has it."""
    return checksum(hashlib.sha256(go_mod_of(path).encode()).hexdigest() + "  go.mod\n")


def fill_cache(cache: Path, folder: Path) -> list[Path]:
    """Lay every go.mod that the go.sum of a repository pins into a module cache; those that go.mod
    requires."""
    required = (folder / "go.mod").read_text()
    found = []
    for line in (folder / "go.sum").read_text().splitlines():
        path, version, _ = line.split(" ")
        if version.endswith("/go.mod"):
            place = cache / "cache" / "download" / path / "@v"
            place.mkdir(parents=True, exist_ok=True)
            number = version.removesuffix("/go.mod")
            (place / f"{number}.mod").write_text(go_mod_of(path))
            if f"{path} {number}\n" in required:
                found.append(place / f"{number}.mod")
    return found


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
        "docs/empty": "",  # as in most repositories
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
    files[LIST] = "\n".join(lines) + "\n"
    while len(files) < 8004:
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


def move_one(folder: Path) -> None:
    """Stage a change of the large module: one requirement, its hashes and its vendored copy."""
    path, old, new = name(0), "v1.0.0", "v1.0.1"
    for file in ("go.mod", LIST, "go.sum"):
        lines = (folder / file).read_text().split("\n")
        moved = [
            line.replace(f"{path} {old}", f"{path} {new}") if f"{path} {old}" in line else line
            for line in lines
        ]
        zipped = f"{path} {new} h1:"  # another zip, another hash
        fresh = f"{path} {new} {checksum(new)}"
        moved = [fresh if line.startswith(zipped) else line for line in moved]
        (folder / file).write_text("\n".join(moved))
    write(folder, {f"vendor/{path}/f0.go": "package p // newer\n"})
    staged(folder)


def raise_own(folder: Path, number: int) -> None:
    """Stage a change of one module of a monorepo: the dependency that only it has moves."""
    old, new = f"example.com/own{number:04d} v1.0.0", f"example.com/own{number:04d} v1.1.0"
    for file in ("go.mod", "go.sum"):
        path = folder / f"m{number:04d}" / file
        lines = path.read_text().replace(f"{old}/", f"{new}/").split("\n")
        fresh = f"{new} {checksum(new)}"
        moved = [
            fresh if line.startswith(f"{old} h1:") else line.replace(old, new) for line in lines
        ]
        path.write_text("\n".join(moved))
    staged(folder)


def staged(folder: Path) -> None:
    """Stage all, and leave the index as `git commit` does for its hooks: with the trees of its
    folders known."""
    git(folder, "add", "-A", "-f")
    git(folder, "write-tree")


def workspace(folder: Path, members: int) -> Path:
    """A go.work and its members, each of which requires and replaces the next."""
    files = {}
    for number in range(members):
        after = (number + 1) % members
        own = [(name(each), "v1.0.0") for each in range(number % 7, 20)]
        listed = sorted([*own, (f"example.com/mono/m{after:04d}", "v0.0.0")])
        requires = "".join(f"\t{path} {version}\n" for path, version in listed)
        files[f"m{number:04d}/go.mod"] = (
            f"module example.com/mono/m{number:04d}\n\ngo 1.22\n\nrequire (\n{requires})\n\n"
            f"replace example.com/mono/m{after:04d} => ../m{after:04d}\n"
        )
        files[f"m{number:04d}/go.sum"] = go_sum(own, 40)
    uses = "".join(f"\t./m{number:04d}\n" for number in range(members))
    return committed(folder, {**files, "go.work": f"go 1.22\n\nuse (\n{uses})\n"})


def sources(folder: Path, count: int) -> Path:
    """A module of many Go files that import what it requires, and its own packages."""
    modules = [(name(number), "v1.0.0") for number in range(60)]
    requires = "".join(f"\t{path} {version}\n" for path, version in sorted(modules))
    files = {
        "go.mod": f"module example.com/sources\n\ngo 1.22\n\nrequire (\n{requires})\n",
        "go.sum": go_sum(modules, 120),
    }
    for number in range(count):
        files[f"p{number // 10:03d}/f{number:04d}.go"] = source(number, count // 10)
    return committed(folder, files)


def edit_sources(folder: Path, numbers: Iterable[int], count: int) -> None:
    """Stage a change of some of the files of a module of `count` files."""
    note = " // changed"
    files = {f"p{at // 10:03d}/f{at:04d}.go": source(at, count // 10, note) for at in numbers}
    write(folder, files)
    staged(folder)


def lacking(folder: Path, count: int) -> Path:
    """A module whose go.sum lacks the hashes of some requirements; a change of it is staged."""
    modules = sorted((name(number), "v1.0.0") for number in range(300))
    requires = "".join(f"\t{path} {version}\n" for path, version in modules)
    go_mod = f"module example.com/lacking\n\ngo 1.22\n\nrequire (\n{requires})\n"
    committed(folder, {"go.mod": go_mod, "go.sum": go_sum(modules[count:], 600)})
    write(folder, {"go.mod": go_mod + "\n// a note\n"})
    staged(folder)
    return folder


def with_zip(folder: Path) -> tuple[Path, Path, Path]:
    """A vendored module of which one file is edited, a module cache that has its zip, and where
    that lies."""
    path, version = name(0), "v1.0.0"
    text = "".join(f"// line {number}\n" for number in range(2000))
    files = {f"f{number:03d}.go": f"package p\n{text}// {number}\n" for number in range(400)}
    place = folder.parent / "zips" / "cache" / "download" / path / "@v" / f"{version}.zip"
    place.parent.mkdir(parents=True)
    lines = []
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in sorted(files.items()):
            archive.writestr(f"{path}@{version}/{file}", content)
            digest = hashlib.sha256(content.encode()).hexdigest()
            lines.append(f"{digest}  {path}@{version}/{file}\n")
    hashed = hashlib.sha256("".join(lines).encode()).digest()
    zipped = "h1:" + base64.b64encode(hashed).decode()
    module = "module example.com/zipped\n\ngo 1.22\n\n"
    committed(
        folder,
        {
            "go.mod": f"{module}require {path} {version}\n",
            "go.sum": f"{path} {version} {zipped}\n{path} {version}/go.mod {checksum('mod')}\n",
            LIST: f"# {path} {version}\n## explicit; go 1.20\n{path}\n",
            **{f"vendor/{path}/{file}": content for file, content in files.items()},
        },
    )
    write(folder, {f"vendor/{path}/f000.go": "package p // edited\n"})
    staged(folder)
    return folder, folder.parent / "zips", place


def source(number: int, packages: int, note: str = "") -> str:
    """A Go file of the usual size."""
    package = number // 10
    imports = ['"context"', '"fmt"', '"strings"']
    imports += [f'"{name((number * 3 + each) % 60)}/pkg{each}"' for each in range(3)]
    if package + 1 < packages:
        imports.append(f'"example.com/sources/p{package + 1:03d}"')
    body = "".join(
        f"// F{each} does one thing.\nfunc F{number}x{each}(ctx context.Context) error {{\n"
        f'\tfmt.Println(strings.ToLower("{each}"))\n\treturn nil\n}}\n\n'
        for each in range(60)
    )
    licence = "// Copyright of somebody.\n// Licensed under some licence.\n\n"
    block = "\n\t".join(imports)
    return f"{licence}package p{package:03d}{note}\n\nimport (\n\t{block}\n)\n\n{body}"
