"""Step 2: what the modules at hand ask of the go command. Read from disk, as builds do."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..formats import go_mod, go_work
from ..values import go_version
from .observation import BROKEN, MODULES, ODD, OK, Observation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.modfile.file import ModFile
    from .programs import GoProgram
    from .settings import Settings

FIRST_THAT_SWITCHES = "1.21"


@dataclass(frozen=True, slots=True)
class ModFileAtHand:
    """A go.mod or go.work at `path`."""

    path: str
    file: ModFile

    @property
    def folder(self) -> str:
        """The folder that it stands in."""
        return os.path.dirname(self.path)


def at_hand(folder: str) -> list[ModFileAtHand]:
    """The module that a folder belongs to, else the modules below it, vendor, testdata and what
    begins with "." or "_" left out. OSError where one cannot be read."""
    above = _upward(folder, "go.mod")
    if above:
        return [_read(above)]
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if name not in ("vendor", "testdata") and not name.startswith((".", "_"))
        )
        if "go.mod" in names:
            found.append(_read(os.path.join(path, "go.mod")))
    return found


def workspace(folder: str, settings: Settings) -> ModFileAtHand | None:
    """The go.work that governs a folder; None without one, and with GOWORK=off."""
    value = settings.value("GOWORK") if settings.is_set("GOWORK") else ""
    path = value if value and value != "auto" else _upward(folder, "go.work")
    return _read(path) if path and path != "off" and os.path.isfile(path) else None


def _upward(folder: str, name: str) -> str:
    """The nearest file of this name, here or above; ""."""
    here = os.path.abspath(folder)
    while True:
        if os.path.isfile(os.path.join(here, name)):
            return os.path.join(here, name)
        if os.path.dirname(here) == here:
            return ""
        here = os.path.dirname(here)


def _read(path: str) -> ModFileAtHand:
    with open(path, "rb") as file:
        data = file.read()
    parse = go_mod.parse if os.path.basename(path) == "go.mod" else go_work.parse
    return ModFileAtHand(path, parse(data))


def observed(
    found: Sequence[ModFileAtHand],
    work: ModFileAtHand | None,
    program: GoProgram | None,
    settings: Settings,
) -> Iterator[Observation]:
    """The observations of step 2."""
    if not found:
        yield Observation(MODULES, OK, "go.mod", "none here, above or below")
    for module in found:
        yield from _release(module, program, settings)
        yield from _vendor(module, work, settings)
    if work is not None:
        yield from _release(work, program, settings)
        yield from _workspace(found, work, settings)
    elif settings.value("GOWORK") == "off" and settings.is_set("GOWORK"):
        hidden = [path for module in found if (path := _upward(module.folder, "go.work"))]
        for path in sorted(set(hidden)):
            text = f"off ({settings.source('GOWORK')}): {path} is left aside"
            yield Observation(MODULES, ODD, "GOWORK", text, settings.undo("GOWORK"))


def _release(
    module: ModFileAtHand, program: GoProgram | None, settings: Settings
) -> Iterator[Observation]:
    """Whether the go command is new enough, or hands over to one that is."""
    asked = _asked(module.file)
    subject = module.path
    if not module.file.is_readable:
        text = "go commands refuse it: modcheck check tells where"
        yield Observation(MODULES, BROKEN, subject, text, "modcheck check --all")
        return
    if program is None or not go_version.is_valid(program.version):
        text = f"asks for Go {asked}" if asked else "has no go line"
        yield Observation(MODULES, OK, subject, text)
        return
    choice = settings.value("GOTOOLCHAIN")
    running = _running(choice, program.version)
    if not asked or go_version.compare(asked, running) <= 0:
        text = f"asks for Go {asked or 'of any age'}, Go {running} runs"
        yield Observation(MODULES, OK, subject, text)
        return
    yield _switch(subject, module, asked, running, settings)


def _asked(file: ModFile) -> str:
    """The release that a file asks for: that of its go line, or of a newer toolchain line."""
    go = file.go.version if file.go else ""
    toolchain = go_version.of_toolchain(file.toolchain.name) if file.toolchain else ""
    versions = [version for version in (go, toolchain) if go_version.is_valid(version)]
    return max(versions, key=go_version.order, default="")


def _running(choice: str, version: str) -> str:
    """The release that GOTOOLCHAIN starts with: the one that it names, or the one at hand."""
    named = go_version.of_toolchain(choice.partition("+")[0])
    return named or version


def _switch(
    subject: str, module: ModFileAtHand, asked: str, running: str, settings: Settings
) -> Observation:
    """What happens where a newer release is asked for."""
    choice, source = settings.value("GOTOOLCHAIN"), settings.source("GOTOOLCHAIN")
    needed = f"asks for Go {asked}, Go {running} runs"
    go = module.file.go.version if module.file.go else ""
    is_old = go_version.compare(running, FIRST_THAT_SWITCHES) < 0
    is_must = bool(go) and go_version.compare(go, running) > 0
    if is_old:
        text = f"{needed}, and releases before 1.21 do not switch"
        return Observation(MODULES, BROKEN if is_must else ODD, subject, text)
    if choice not in ("auto", "path") and not choice.endswith(("+auto", "+path")):
        text = f"{needed}, and GOTOOLCHAIN={choice} ({source}) keeps it"
        command = settings.undo("GOTOOLCHAIN") or settings.set_to("GOTOOLCHAIN", "auto")
        if settings.undo("GOTOOLCHAIN") and settings.release.get("GOTOOLCHAIN", "auto") != "auto":
            command = settings.set_to("GOTOOLCHAIN", "auto")
        return Observation(MODULES, BROKEN if is_must else OK, subject, text, command * is_must)
    name = f"go{asked}"
    if _has_program(name, settings) or _is_fetched(name, settings):
        return Observation(MODULES, OK, subject, f"{needed}, and {name} is at hand")
    if choice == "path" or choice.endswith("+path"):
        text = f"{needed}, and GOTOOLCHAIN={choice} ({source}) finds no {name} on PATH"
        return Observation(MODULES, BROKEN, subject, text, settings.set_to("GOTOOLCHAIN", "auto"))
    for name_, value in (("GOPROXY", "off"), ("GOSUMDB", "off")):
        if settings.value(name_) == value:
            text = f"{needed}, and {name_}=off ({settings.source(name_)}) lets it fetch none"
            return Observation(MODULES, BROKEN, subject, text, settings.undo(name_))
    return Observation(MODULES, ODD, subject, f"{needed}: the first build fetches {name}")


def _has_program(name: str, settings: Settings) -> bool:
    import shutil

    return shutil.which(name, path=settings.environment.get("PATH", "")) is not None


def _is_fetched(name: str, settings: Settings) -> bool:
    """Whether the module cache holds a toolchain."""
    folder = os.path.join(settings.value("GOMODCACHE"), "golang.org")
    try:
        return any(each.startswith(f"toolchain@v0.0.1-{name}.") for each in os.listdir(folder))
    except OSError:
        return False


def _vendor(
    module: ModFileAtHand, work: ModFileAtHand | None, settings: Settings
) -> Iterator[Observation]:
    """-mod=vendor without vendor, and vendor that -mod leaves aside."""
    modes = [
        flag.partition("=")[2]
        for flag in settings.value("GOFLAGS").split()
        if flag.lstrip("-").startswith("mod=")
    ]
    mode, undo = modes[-1] if modes else "", settings.undo("GOFLAGS")
    folder = os.path.join((work or module).folder, "vendor")
    has_vendor = os.path.isfile(os.path.join(folder, "modules.txt"))
    if mode == "vendor" and not has_vendor and module.file.requirements:
        text = f"-mod=vendor (GOFLAGS), and there is no {folder}/modules.txt"
        yield Observation(MODULES, BROKEN, module.path, text, undo)
    elif has_vendor and mode in ("mod", "readonly"):
        text = f"-mod={mode} (GOFLAGS): {folder} is left aside"
        yield Observation(MODULES, ODD, module.path, text, undo)


def _workspace(
    found: Sequence[ModFileAtHand], work: ModFileAtHand, settings: Settings
) -> Iterator[Observation]:
    """A go.work that reaches in from outside of the repository, or does not use a module."""
    off = "export GOWORK=off"
    used = {os.path.realpath(os.path.join(work.folder, use.path)) for use in work.file.uses}
    for module in found:
        if os.path.realpath(module.folder) not in used:
            text = f"{work.path} governs it and does not use it: builds of it fail"
            yield Observation(MODULES, BROKEN, module.path, text, off)
        repository = _upward_any(module.folder, ".git")
        if repository and not (work.folder + os.sep).startswith(repository.rstrip(os.sep) + os.sep):
            text = (
                f"{work.path} lies outside of the repository {repository}, and governs its builds"
            )
            yield Observation(MODULES, ODD, "GOWORK", text, settings.undo("GOWORK") or off)


def _upward_any(folder: str, name: str) -> str:
    """The nearest folder, here or above, that holds something of this name; ""."""
    here = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(here, name)):
        if os.path.dirname(here) == here:
            return ""
        here = os.path.dirname(here)
    return here
