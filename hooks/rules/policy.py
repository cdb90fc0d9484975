"""What a project wants of its dependencies: the entries of its configuration that say so."""

from __future__ import annotations

from ..values import module_pattern
from .allow import reaches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..values.version_range import VersionRange

# How far an entry reaches: what go.mod requires directly; what the vendor folder has packages of;
# what go.mod and modules.txt list; the whole module graph
DIRECT_ALONE, VENDORED, LISTED, WHOLE_GRAPH = "direct", "vendored", "listed", "graph"


class Entry:
    """What every entry may say. `paths` are the folders, files or patterns that it holds for (none:
    all), `reach` how far it looks, `reason` why it is there. With `has_ratchet`, what the base has
    too passes. After the day `until` ("2026-12-31", "" for none) it is void. It stands on `line` of
    the configuration."""

    __slots__ = ("has_ratchet", "line", "paths", "reach", "reason", "until")

    def __init__(self, *, reach: str, line: int) -> None:
        self.paths: Sequence[str] = ()
        self.reach = reach
        self.reason = ""
        self.has_ratchet = False
        self.until = ""
        self.line = line

    def holds_for(self, path: str) -> bool:
        """Whether the entry holds for a go.mod, go.work or modules.txt."""
        return not self.paths or any(reaches(pattern, path) for pattern in self.paths)


class ModuleRule(Entry):
    """An entry of [[deny]] or [[only]]: the modules that it names (`patterns`), at the versions of
    a range (None: at all), `instead` of which something else is wanted. `replacement` tells
    whether modules count that stand for others. `required_by` are those that alone may
    require it; None where it is not the question who does."""

    __slots__ = ("instead", "patterns", "replacement", "required_by", "versions")

    def __init__(self, patterns: Sequence[str], *, reach: str, line: int) -> None:
        super().__init__(reach=reach, line=line)
        self.patterns = patterns
        self.versions: VersionRange | None = None
        self.instead: Sequence[str] = ()
        self.replacement = True
        self.required_by: Sequence[str] | None = None

    def may_be_required_by(self, requirer: str) -> bool:
        """Whether a module, as MODULE@VERSION, may require what the entry names."""
        path = requirer.partition("@")[0]
        return any(module_pattern.matches(each, path) for each in self.required_by or ())

    def names(self, path: str) -> bool:
        """Whether a module path is one of those that the entry is about."""
        return bool(self.pattern_of(path))

    def pattern_of(self, path: str) -> str:
        """The first pattern that names a module path; "" for none."""
        return next((each for each in self.patterns if module_pattern.matches(each, path)), "")


class NamedPolicy(Entry):
    """A policy that [policy] asks for by its `name`, with what it says beyond what every entry may
    say (`values`, by key)."""

    __slots__ = ("name", "values")

    def __init__(self, name: str, *, reach: str, line: int) -> None:
        super().__init__(reach=reach, line=line)
        self.name = name
        self.values: dict[str, object] = {}

    def texts(self, key: str) -> Sequence[str]:
        """The texts of a key; none where it is not given."""
        value = self.values.get(key, ())
        return value if isinstance(value, tuple) else ()

    def number(self, key: str) -> int:
        """The number of a key; 0 where it is not given."""
        value = self.values.get(key, 0)
        return value if isinstance(value, int) else 0


class Policy:
    """All that a configuration wants: what is denied, what alone is admitted, the policies that it
    names, and the entries that have `ended`, each with what to call it."""

    __slots__ = ("deny", "ended", "named", "only")

    def __init__(self) -> None:
        self.deny: list[ModuleRule] = []
        self.only: list[ModuleRule] = []
        self.named: list[NamedPolicy] = []
        self.ended: list[tuple[str, Entry]] = []
