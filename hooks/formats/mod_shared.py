"""The directives that go.mod and go.work share, and what the two files have in common."""

from __future__ import annotations

from ..values import go_version
from ..values.releases import since
from . import mod_strings
from .directives import Go, GoDebug, Toolchain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .mod_places import Place

_LONG = since("long-go-line")


def go(place: Place, words: list[str]) -> None:
    """Read a go line, for those who want it exact and for those who do not."""
    _exact_go(place, words)
    _lax_go(place, words)


def _exact_go(place: Place, words: list[str]) -> None:
    """The go line as `go mod edit` and loading read it. Releases that cannot read the first
    of two take the second for the first."""
    tree = place.tree
    until = 999
    if tree.go is not None:
        until = 0 if tree.has_short_go else _LONG - 1
        message = "repeated go statement"
        place.say("repeated", message, -1, since=until + 1, lax=False, lasting=False)
    if not until:
        return
    if len(words) != 1:
        message = "go directive expects exactly one argument"
        place.say("go-args", message, -1, until=until, lax=False, lasting=False)
        return
    version = words[0]
    if not go_version.is_go_line(version, _LONG - 1):
        known = go_version.is_go_line(version, _LONG)
        message = f"invalid go version '{version}': must match format 1.23"
        until = min(until, _LONG - 1) if known else until
        place.say("go-version", message, 0, until=until, lax=False, lasting=False)
        if not known:
            return
    else:
        tree.has_short_go = True
    if tree.go is None:
        tree.go = Go(version, place.line, place.column)


def _lax_go(place: Place, words: list[str]) -> None:
    """The go line as that of a dependency is read."""
    tree = place.tree
    if tree.lax_go:
        message = "repeated go statement"
        place.say("repeated", message, -1, load=False, edit=False, lasting=True)
        return
    if len(words) != 1:
        message = "go directive expects exactly one argument"
        place.say("go-args", message, -1, load=False, edit=False, lasting=True)
        return
    version = words[0]
    exact = go_version.is_go_line(version, _LONG)
    tree.lax_go = version if exact else go_version.lax_go_line(version)
    if not tree.lax_go:
        message = f"invalid go version '{version}': must match format 1.23"
        place.say("go-version", message, 0, load=False, edit=False, lasting=True)


def toolchain(place: Place, words: list[str]) -> None:
    tree = place.tree
    if tree.toolchain is not None:
        place.say("repeated", "repeated toolchain statement", -1)
    elif len(words) != 1:
        place.say("toolchain-args", "toolchain directive expects exactly one argument", -1)
    elif not go_version.is_toolchain(words[0]):
        message = f"invalid toolchain version '{words[0]}': must match format go1.23.0 or default"
        place.say("toolchain-version", message, 0)
    else:
        tree.toolchain = Toolchain(words[0], place.line, place.column)


def godebug(place: Place, words: list[str]) -> None:
    key, equals, value = words[0].partition("=") if len(words) == 1 else ("", "", "")
    if not equals or not mod_strings.is_plain(words[0]):
        place.say("usage", "usage: godebug key=value", -1)
        return
    place.tree.godebugs.append(GoDebug(key, value, place.line, place.column))


def replace(place: Place, words: list[str]) -> None:
    from .mod_replace import replacement  # most files replace nothing

    found = replacement(place, words)
    if found is not None:
        place.tree.replaces.append(found)


READERS: dict[str, Callable[[Place, list[str]], None]] = {
    "go": go,
    "godebug": godebug,
    "replace": replace,
    "toolchain": toolchain,
}
