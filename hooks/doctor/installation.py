"""Step 1: which go command runs, and what is set around it."""

from __future__ import annotations

import os
import shutil

from .observation import BROKEN, ODD, OK, PROGRAMS, Observation
from .programs import release_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .programs import GoProgram
    from .settings import Settings

_USUAL = ("/usr/local/go/bin", "/opt/homebrew/bin", "/usr/lib/go/bin")
_FREE = 1 << 30  # bytes


def observed(
    programs: Sequence[GoProgram], settings: Settings, own_goroot: str
) -> Iterator[Observation]:
    """The observations of step 1. `own_goroot` is the GOROOT that the go command has of its own,
    "" where it is not known."""
    yield from _programs(programs)
    yield from _goroot(programs, settings, own_goroot)
    yield from _goenv(settings)
    yield from _goflags(settings)
    yield from _modules_mode(settings)
    yield from _gobin(settings)
    yield from _folder("GOCACHE", settings, bool(programs))
    yield from _folder("GOMODCACHE", settings, bool(programs))


def _line(state: str, subject: str, text: str, command: str = "") -> Observation:
    return Observation(PROGRAMS, state, subject, text, command)


def _programs(programs: Sequence[GoProgram]) -> Iterator[Observation]:
    if not programs:
        usual = [folder for folder in _USUAL if os.path.isfile(os.path.join(folder, "go"))]
        command = f'export PATH="$PATH:{usual[0]}"' if usual else ""
        where = f"; there is one in {usual[0]}" if usual else "; see https://go.dev/doc/install"
        yield _line(BROKEN, "go", f"no go command on PATH{where}", command)
        return
    first = programs[0]
    if first.fault:
        yield _line(BROKEN, "go", f"{first.path} does not answer: {first.fault}")
    else:
        yield _line(OK, "go", f"{first.version}, {first.path}")
    for other in programs[1:]:
        if other.fault:
            yield _line(ODD, "go", f"{other.path}, behind it, does not answer: {other.fault}")
        elif other.version != first.version:
            folder = os.path.dirname(other.path)
            text = f"{other.path}, behind it on PATH, is {other.version}"
            yield _line(ODD, "go", text, f'export PATH="{folder}:$PATH"   (to use that one)')


def _goroot(programs: Sequence[GoProgram], settings: Settings, own: str) -> Iterator[Observation]:
    value = settings.environment.get("GOROOT", "")
    if not value or not programs:
        return
    first, release = programs[0], release_of(value)
    undo = "unset GOROOT"
    if not os.path.isdir(value):
        yield _line(BROKEN, "GOROOT", f"{value} is not a folder", undo)
    elif release and first.version and release != first.version:
        text = f"{value} is Go {release}, the go command is {first.version}: "
        yield _line(BROKEN, "GOROOT", text + "it runs the compiler of another release", undo)
    elif own and os.path.realpath(own) != os.path.realpath(value):
        text = f"{value} is set, the go command brings {own}"
        yield _line(ODD, "GOROOT", text, undo)
    else:
        yield _line(OK, "GOROOT", f"{value} is set, to what the go command brings anyway", undo)


def _goenv(settings: Settings) -> Iterator[Observation]:
    if settings.environment.get("GOENV") == "off":
        text = "off: what go env -w wrote counts for nothing, and go env -w fails"
        yield _line(ODD, "GOENV", text, "unset GOENV")
        return
    if settings.unread:
        yield _line(BROKEN, "GOENV", f"{settings.path} cannot be read: {settings.unread}")
    for number in settings.malformed:
        text = f"line {number} of {settings.path} is not NAME=VALUE"
        yield _line(ODD, "GOENV", text, f"sed -i {number}d {settings.path}")
    if settings.file:
        yield _line(OK, "GOENV", f"{settings.path} sets {', '.join(sorted(settings.file))}")
    for name, value in sorted(settings.file.items()):
        over = settings.environment.get(name)
        if over and over != value:
            text = f"the environment's value hides that of {settings.path}"
            yield _line(ODD, name, text, f"unset {name}")


def _goflags(settings: Settings) -> Iterator[Observation]:
    value = settings.value("GOFLAGS")
    where, undo = settings.source("GOFLAGS"), settings.undo("GOFLAGS")
    said = False
    for flag in value.split():
        name, _, argument = flag.lstrip("-").partition("=")
        text = ""
        if not flag.startswith("-") and flag[:1] not in "'\"":
            said = True
            yield _line(BROKEN, "GOFLAGS", f"{flag} ({where}) is not a flag", undo)
        elif name == "mod" and argument == "mod":
            text = "builds change go.mod and go.sum silently, and leave vendor aside"
        elif name in ("modfile", "overlay", "toolexec"):
            text = {
                "modfile": "another go.mod counts than the one that is committed",
                "overlay": "other files are built than those on disk",
                "toolexec": "each compiler run goes through another program",
            }[name]
        elif name == "insecure":
            text = "gone since Go 1.17; GOINSECURE takes its place"
        if text:
            said = True
            yield _line(ODD, "GOFLAGS", f"{flag} ({where}): {text}", undo)
    if value and not said:
        yield _line(OK, "GOFLAGS", f"{value} ({where})")


def _modules_mode(settings: Settings) -> Iterator[Observation]:
    value, undo = settings.value("GO111MODULE"), settings.undo("GO111MODULE")
    where = settings.source("GO111MODULE")
    if value == "off":
        yield _line(BROKEN, "GO111MODULE", f"off ({where}): every go.mod is ignored", undo)
    elif value == "auto":
        text = f"auto ({where}): without a go.mod, builds go by GOPATH"
        yield _line(ODD, "GO111MODULE", text, undo)
    elif value not in ("", "on"):
        text = f"{value} ({where}) is none of on, off and auto"
        yield _line(BROKEN, "GO111MODULE", text, undo)


def _gobin(settings: Settings) -> Iterator[Observation]:
    gopath = settings.value("GOPATH").split(os.pathsep)[0]
    folder = settings.value("GOBIN") or (gopath and os.path.join(gopath, "bin"))
    if not folder or not os.path.isdir(folder) or not os.listdir(folder):
        return
    listed = settings.environment.get("PATH", "").split(os.pathsep)
    if os.path.realpath(folder) not in map(os.path.realpath, filter(None, listed)):
        text = f"{folder} is not on PATH: what go install puts there is not found"
        yield _line(ODD, "GOBIN", text, f'export PATH="$PATH:{folder}"')


def _folder(name: str, settings: Settings, has_go: bool) -> Iterator[Observation]:
    """Whether a cache folder can be written, or made."""
    value, undo = settings.value(name), settings.undo(name)
    if not value:
        if has_go:
            yield _line(BROKEN, name, "not set, and neither HOME nor GOPATH says where it is")
        return
    if value == "off" and name == "GOCACHE":
        yield _line(BROKEN, name, "off: the go command refuses to build", undo)
        return
    if not os.path.isabs(value):
        yield _line(BROKEN, name, f"{value} is not an absolute path", undo)
        return
    there = value
    while not os.path.lexists(there) and os.path.dirname(there) != there:
        there = os.path.dirname(there)
    if not os.path.isdir(there):
        yield _line(BROKEN, name, f"{value}: {there} is not a folder", undo)
    elif not os.access(there, os.W_OK | os.X_OK):
        yield _line(BROKEN, name, f"{there} cannot be written", undo or f"ls -ld {there}")
    elif (free := shutil.disk_usage(there).free) < _FREE:
        text = f"{value}: {free >> 20} MiB are free on its disk"
        command = "go clean -cache" if name == "GOCACHE" else "go clean -modcache"
        yield _line(ODD, name, text, command)
    elif (kind := _network(there)) != "":
        text = f"{value} lies on a network file system ({kind}): slow, and its locks may not hold"
        yield _line(ODD, name, text, settings.set_to(name, "DIR"))
    else:
        yield _line(OK, name, value)


def _network(path: str) -> str:
    """The type of the network file system that a path is on; "" for others, and where the system
    does not tell."""
    try:
        with open("/proc/mounts", encoding="utf-8", errors="surrogateescape") as file:
            mounts = [line.split() for line in file]
    except OSError:
        return ""
    real, best, kind = os.path.realpath(path) + "/", "", ""
    for words in mounts:
        point = words[1].rstrip("/") + "/"
        if real.startswith(point) and len(point) >= len(best):
            best, kind = point, words[2]
    return kind if kind in ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "afs") else ""
