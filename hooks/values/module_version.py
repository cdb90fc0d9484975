"""A module path with a version, https://go.dev/ref/mod#versions."""

from __future__ import annotations


class ModuleVersion:
    """A module path and a version; version "" stands for every version of the module.

    There is one object for each pair, so that equal ones are identical: graphs are built
    of them, and comparing strings would be most of the work.
    """

    __slots__ = ("path", "version")

    path: str
    version: str

    def __new__(cls, path: str, version: str) -> ModuleVersion:
        """The object that stands for this pair."""
        key = (path, version)
        known = _known.get(key)
        if known is None:
            known = _known[key] = object.__new__(cls)
            object.__setattr__(known, "path", path)
            object.__setattr__(known, "version", version)
        return known

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a module version does not change: {name}")

    def __str__(self) -> str:
        """As the go command shows it: path@version, or the path alone."""
        return f"{self.path}@{self.version}" if self.version else self.path

    def __repr__(self) -> str:
        return f"ModuleVersion({self.path!r}, {self.version!r})"


_known: dict[tuple[str, str], ModuleVersion] = {}
