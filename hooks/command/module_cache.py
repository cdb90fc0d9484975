"""The option --module-cache: what lies outside of the tree, where the go command keeps it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..modcache.store import ModuleCache
    from ..values.module_version import ModuleVersion
    from .options import Options


class ModulesAtHand:
    """The module cache that an option names, opened when it is first asked."""

    __slots__ = ("_asked", "_cache", "_is_there")

    def __init__(self, asked: str) -> None:
        self._asked = asked
        self._cache: ModuleCache | None = None
        self._is_there: bool | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is a module cache."""
        if self._is_there is None:
            from ..modcache import location  # only where a go.mod or .sum file changed

            self._is_there = bool(location.downloads(location.folder(self._asked)))
        return self._is_there

    @property
    def cache(self) -> ModuleCache:
        """The module cache."""
        if self._cache is None:
            from ..modcache import location, store  # only where there is one

            self._cache = store.ModuleCache(location.folder(self._asked))
        return self._cache

    @property
    def lacking(self) -> int | None:
        """How many go.mod files were asked for in vain; None where there is nothing to ask."""
        if self._cache is None:
            return 0 if self._is_there else None
        return len(self._cache.lacking) if self._cache.is_there else None

    def tell(self, name: str) -> None:
        """Say how many go.mod files were asked for in vain, if any."""
        if self.lacking:
            from .output import print_note

            files = "1 go.mod file" if self.lacking == 1 else f"{self.lacking} go.mod files"
            print_note(name, f"{files} that go.sum pins: not known here, not in the module cache")

    def go_mod(self, module: ModuleVersion, digest: str) -> bytes | None:
        """The go.mod of a module at a version if its hash is `digest` ("h1:..."), else None."""
        return self.cache.go_mod(module, digest)

    def time(self, module: ModuleVersion) -> str:
        """When a version was made, "" where the module cache does not say."""
        return self.cache.time(module)

    def newest_go_mod(self, path: str) -> tuple[str, bytes]:
        """The newest release of a module that the module cache has, and its go.mod, whatever its
        hash; "" and nothing for none."""
        return self.cache.newest_go_mod(path)


def modules_at(asked: str) -> ModulesAtHand | None:
    """The modules in the module cache that --module-cache names; None for "off". UsageError for a
    folder that is not there."""
    if asked == "off":
        return None
    if asked != "auto":
        _refuse_absent(asked)
    return ModulesAtHand(asked)


def folder_of(options: Options) -> str:
    """The folder of the module cache that the options of a run name; "" for none."""
    from ..modcache import location  # few runs look there

    return location.folder(options.value("module-cache", location.AUTO))


def is_there(options: Options) -> bool:
    """Whether there is a module cache that the options of a run name."""
    from ..modcache import location

    return bool(location.downloads(folder_of(options)))


def _refuse_absent(folder: str) -> None:
    import os

    from .errors import UsageError  # only where a folder was named

    if not os.path.isdir(folder):
        raise UsageError(f"--module-cache {folder}: no such folder: write auto, off or a folder")
