"""Step 3: what would be fetched from where, and what proves it."""

from __future__ import annotations

import os

from ..values import goproxy
from ..values.glob import matches_prefix
from ..values.module_path import escaped
from . import patterns
from .observation import BROKEN, ODD, OK, SOURCES, Observation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..values.goproxy import Proxy
    from .modules import ModFileAtHand
    from .settings import Settings

_SHOWN = 3  # modules that a line names


def modules_of(found: Sequence[ModFileAtHand]) -> dict[str, str]:
    """The modules that the go command fetches for these files, each with a version: requirements
    as replaced, replacements by folders left out."""
    wanted: dict[str, str] = {}
    for module in found:
        replaced = {(each.path, each.version): each for each in module.file.replaces}
        for required in module.file.requirements:
            path, version = required.path, required.version
            by = replaced.get((path, version)) or replaced.get((path, ""))
            if by is None:
                wanted[path] = version
            elif by.target_version:
                wanted[by.target] = by.target_version
    return wanted


def observed(found: Sequence[ModFileAtHand], settings: Settings) -> Iterator[Observation]:
    """The observations of step 3."""
    wanted = modules_of(found)
    reached, unreached = goproxy.chain(settings.value("GOPROXY"))
    yield from _chain(reached, unreached, settings)
    yield from _off(reached, wanted, settings)
    yield from _direct(reached, settings)
    yield from _checksums(wanted, settings)
    yield from _insecure(wanted, settings)
    yield from _leaks(reached, wanted, settings)


def _line(state: str, subject: str, text: str, command: str = "") -> Observation:
    return Observation(SOURCES, state, subject, text, command)


def _chain(
    reached: Sequence[Proxy], unreached: Sequence[Proxy], settings: Settings
) -> Iterator[Observation]:
    where, undo = settings.source("GOPROXY"), settings.undo("GOPROXY")
    spared = goproxy.exempt(settings.value)
    if spared and spared != "none":
        yield _line(OK, spared, "direct: no proxy is asked for modules that match")
    if not reached:
        text = f"{settings.value('GOPROXY') or 'empty'} ({where}) names no proxy"
        yield _line(BROKEN, "GOPROXY", text, undo)
    for number, proxy in enumerate(reached, start=1):
        then = f", on {proxy.falls_back_on} the next" if proxy.separator else ", the last"
        subject = "GOPROXY" if number == 1 else ""
        text = f"{number}. {proxy.shown}{then} ({where})"
        if proxy.fault:
            yield _line(BROKEN, subject or "GOPROXY", f"{text}: {proxy.fault}", undo)
        elif proxy.address.startswith("http://"):
            yield _line(ODD, subject or "GOPROXY", f"{text}: not encrypted", undo)
        else:
            yield _line(OK, subject, text)
    for proxy in unreached:
        text = f"{proxy.shown} is never reached: it stands after {reached[-1].address}"
        yield _line(ODD, "GOPROXY", text, undo)
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        if value := settings.environment.get(name):
            yield _line(OK, name, f"all of it goes through {goproxy.masked(value)}")
            break


def _off(
    reached: Sequence[Proxy], wanted: dict[str, str], settings: Settings
) -> Iterator[Observation]:
    """GOPROXY=off: whether the module cache has what the modules list."""
    if not reached or reached[0].address != goproxy.OFF:
        return
    spared = goproxy.exempt(settings.value)
    lacking = sorted(
        f"{path}@{version}"
        for path, version in wanted.items()
        if not matches_prefix(spared, path) and not _is_cached(path, version, settings)
    )
    text = f"off ({settings.source('GOPROXY')}): nothing is fetched"
    if lacking:
        text += f", and the module cache lacks {_some(lacking)}"
        yield _line(BROKEN, "GOPROXY", text, settings.undo("GOPROXY"))
    else:
        yield _line(ODD, "GOPROXY", text, settings.undo("GOPROXY"))


def _is_cached(path: str, version: str, settings: Settings) -> bool:
    parts = [escaped(path), "@v", escaped(version) + ".mod"]
    return os.path.isfile(os.path.join(settings.value("GOMODCACHE"), "cache", "download", *parts))


def _direct(reached: Sequence[Proxy], settings: Settings) -> Iterator[Observation]:
    import shutil

    is_asked = any(proxy.address == goproxy.DIRECT for proxy in reached) or goproxy.exempt(
        settings.value
    )
    if is_asked and shutil.which("git", path=settings.environment.get("PATH", "")) is None:
        state = BROKEN if goproxy.exempt(settings.value) or len(reached) == 1 else ODD
        yield _line(state, "direct", "no git on PATH, which most modules are fetched with")


def _checksums(wanted: dict[str, str], settings: Settings) -> Iterator[Observation]:
    """Whether a checksum database proves new modules."""
    database, where = settings.value("GOSUMDB"), settings.source("GOSUMDB")
    if database == "off":
        text = f"off ({where}): what is new in go.sum is believed, not proved"
        yield _line(ODD, "GOSUMDB", text, settings.undo("GOSUMDB"))
        return
    yield _line(OK, "GOSUMDB", f"{database.split(' ')[0]} proves new modules ({where})")
    name = "GONOSUMDB" if settings.value("GONOSUMDB") else "GOPRIVATE"
    value = settings.value(name)
    for glob in patterns.sweeping(value):
        hit = [module for module in sorted(wanted) if matches_prefix(glob, module)]
        text = f"{glob} ({settings.source(name)}) also covers what is public"
        text += f": nothing proves {_some(hit)}" if hit else ""
        yield _line(ODD, name, text, settings.undo(name))


def _insecure(wanted: dict[str, str], settings: Settings) -> Iterator[Observation]:
    value = settings.value("GOINSECURE")
    if not value:
        return
    hit = [module for module in sorted(wanted) if matches_prefix(value, module)]
    text = f"{value} ({settings.source('GOINSECURE')}): certificates are not checked, and http is "
    text += "taken, where these are fetched directly; the checksum database is still asked"
    text += f". That is {_some(hit)}" if hit else ""
    yield _line(ODD, "GOINSECURE", text, settings.undo("GOINSECURE"))


def _leaks(
    reached: Sequence[Proxy], wanted: dict[str, str], settings: Settings
) -> Iterator[Observation]:
    """Names of modules that look private and would be told to a public proxy or database."""
    if reached and reached[0].address == goproxy.OFF:
        return  # nothing is asked for
    private = [module for module in wanted if patterns.looks_private(module)]
    public = [proxy.shown for proxy in reached if "//proxy.golang.org" in proxy.address]
    spared, unproved = (
        goproxy.exempt(settings.value),
        settings.value("GONOSUMDB") or settings.value("GOPRIVATE"),
    )
    told = []
    for module in private:
        if public and not matches_prefix(spared, module):
            told.append((module, public[0]))
        elif (
            settings.value("GOSUMDB").startswith("sum.golang.org")
            and not matches_prefix(unproved, module)
            and not (spared == "none" and public)
        ):
            told.append((module, "sum.golang.org"))
    for host in patterns.hosts(module for module, _ in told):
        those = sorted(module for module, _ in told if module.partition("/")[0] == host)
        whom = next(whom for module, whom in told if module in those)
        globs = [*patterns.globs(settings.value("GOPRIVATE")), host]
        text = f"{host} looks private, and {whom} is told of {_some(those)}"
        yield _line(ODD, "GOPRIVATE", text, settings.set_to("GOPRIVATE", ",".join(globs)))


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")
