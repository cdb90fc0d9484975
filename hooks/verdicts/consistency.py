"""Vendor consistency: vendor/modules.txt against go.mod, or go.work and its modules.

https://go.dev/ref/mod#vendoring: the go command compares what the main modules
require and replace with what modules.txt marks as explicit and as replaced. It
compares nothing else.
"""

from __future__ import annotations

from ..formats.problem import Problem
from .vendor_listing import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .main_modules import MainModules
    from .vendor_listing import Listing

    Name = tuple[str, str]


class Disagreement(Problem):
    """A problem between two files; its own place is the one that is wrong if either is.

    `other_path` and `other_line` are the second place, "" and 0 where there is none.
    """

    __slots__ = ("other_line", "other_path")

    def __init__(self, kind: str, name: Name, message: str, place: Place, other: Place) -> None:
        super().__init__(
            kind,
            message,
            place.line,
            place.column,
            path=place.path,
            module=name[0],
            version=name[1],
        )
        self.other_path = other.path
        self.other_line = other.line


class Place:
    """A line and column of a file; line 0 is the file as a whole."""

    __slots__ = ("column", "line", "path")

    def __init__(self, path: str, line: int, column: int = 1) -> None:
        self.path = path
        self.line = line
        self.column = column if line else 0


NOWHERE = Place("", 0)


class Comparison:
    """One modules.txt, found at `path`, beside what it must agree with.

    `by_module` (Go up to 1.21): every replaced module of modules.txt is compared
    with the replacement that applies to it, not only those that a go.mod names.
    """

    __slots__ = ("by_module", "listing", "mains", "path")

    def __init__(self, path: str, listing: Listing, mains: MainModules, by_module: bool) -> None:
        self.path = path
        self.listing = listing
        self.mains = mains
        self.by_module = by_module

    def problems(self) -> list[Problem]:
        """Each disagreement, in the order of the go command's report."""
        found: list[Problem] = []
        for check in (
            self._conflicts,
            self._requirements,
            self._replacements,
            self._explicit,
            self._replaced,
        ):
            found += check()
        return found

    def _conflicts(self) -> Iterator[Problem]:
        """Two modules of a workspace that replace one version differently."""
        names = [one.name for one in self.mains.replaced]
        names += [name for name, known in self.listing.names.items() if known.replaced]
        for name in dict.fromkeys(names):
            other = self.mains.conflict(name)
            if other is not None:
                text = f"conflicting replacements for {shown(name)}"
                place = Place(other.path, other.line, other.column)
                yield Disagreement("conflicting-replacements", name, text, place, NOWHERE)

    def _requirements(self) -> Iterator[Problem]:
        """What is required but not marked explicit, or (old form) vendored at another version."""
        for one in self.mains.required:
            known = self.listing.names.get(one.name)
            if known is not None and known.explicit:
                continue
            place = Place(one.path, one.line, one.column)
            newest = self.listing.newest.get(one.name[0])
            if self.mains.marked:
                text = f"{shown(one.name)} is required, but {self._instead(one.name)}"
                other = Place(self.path, self.listing.line(one.name))
                yield Disagreement("vendor-not-explicit", one.name, text, place, other)
            elif newest is not None and newest != one.name[1]:
                vendored = (one.name[0], newest)
                text = f"{shown(one.name)} is required, but modules.txt has {shown(vendored)}"
                other = Place(self.path, self.listing.line(vendored))
                yield Disagreement("vendor-other-version", one.name, text, place, other)

    def _instead(self, name: Name) -> str:
        """What modules.txt says of a module that it does not mark explicit."""
        if name in self.listing.names:
            return "modules.txt does not mark it explicit"
        versions = [one[1] for one in self.listing.names if one[0] == name[0] and one[1]]
        return f"modules.txt has {versions[0]}" if versions else "modules.txt does not list it"

    def _replacements(self) -> Iterator[Problem]:
        """What go.mod replaces and modules.txt does not, or differently."""
        for one in self.mains.replaced:
            used = one if self.by_module else self.mains.replacement(one.name)
            known = self.listing.names.get(one.name)
            place = Place(one.path, one.line, one.column)
            if known is None or not known.replaced:
                if used is not None and (self.mains.marked or self._is_built(one.name)):
                    text = f"{shown(one.name)} is replaced, but not in modules.txt"
                    other = Place(self.path, self.listing.line(one.name))
                    yield Disagreement("vendor-not-marked-replaced", one.name, text, place, other)
            elif used is None or used.target != known.target:
                if used is None:
                    text = f"{one.name[0]} is a main module, but replaced in modules.txt"
                else:
                    text = _differently(one.name, used.target, known.target)
                other = Place(self.path, known.replaced)
                yield Disagreement("vendor-replaced-differently", one.name, text, place, other)

    def _is_built(self, name: Name) -> bool:
        """Whether packages are taken from just this version of a module."""
        return bool(name[1]) and self.listing.newest.get(name[0]) == name[1]

    def _explicit(self) -> Iterator[Problem]:
        """What is marked explicit but not required."""
        required = {one.name for one in self.mains.required}
        for name in self.listing.built:
            known = self.listing.names[name]
            if known.explicit and name not in required:
                text = f"{shown(name)} is marked explicit, but not required"
                one = self.mains.requirement(name[0])
                other = Place(one.path, one.line) if one else NOWHERE
                place = Place(self.path, known.explicit)
                yield Disagreement("vendor-explicit-not-required", name, text, place, other)

    def _replaced(self) -> Iterator[Problem]:
        """What is marked replaced but is not, or (up to Go 1.21) differently."""
        for name, known in self.listing.names.items():
            if not known.replaced:
                continue
            used = self.mains.replacement(name)
            place = Place(self.path, known.replaced)
            if used is None:
                text = f"{shown(name)} is marked replaced, but nothing replaces it"
                yield Disagreement("vendor-replaced-not-in-gomod", name, text, place, NOWHERE)
            elif self.by_module and used.target != known.target:
                text = _differently(name, used.target, known.target)
                other = Place(used.path, used.line)
                yield Disagreement("vendor-replaced-differently", name, text, place, other)


def _differently(name: Name, used: Name, marked: Name) -> str:
    return f"{shown(name)} is replaced by {shown(used)}, but by {shown(marked)} in modules.txt"
