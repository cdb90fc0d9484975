"""What the entries of a policy look at, how far each looks, how it names a module, and how what it
finds there is written."""

from __future__ import annotations

from ..rules.finding import Finding
from ..rules.policy import DIRECT_ALONE, VENDORED, WHOLE_GRAPH
from ..values.module_pattern import is_exact
from ..verdicts.module_uses import DIRECT, GRAPH, INDIRECT, REPLACEMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..rules.hint import Hint
    from ..rules.policy import Entry, ModuleRule
    from ..tree.tree import ModFileRef, Tree
    from ..verdicts.module_uses import ModuleUse, ModuleUses


class Judged:
    """What the policies look at: a go.mod or go.work (`at`) of a tree with what it uses."""

    __slots__ = ("at", "tree", "uses")

    def __init__(self, tree: Tree, at: ModFileRef, uses: ModuleUses) -> None:
        self.tree = tree
        self.at = at
        self.uses = uses


class Reach:
    """The uses of a file as far as entries look, by path too: there may be many entries."""

    __slots__ = ("_by_path", "_known", "uses")

    def __init__(self, uses: ModuleUses) -> None:
        self.uses = uses
        self._known: dict[str, Sequence[ModuleUse]] = {}
        self._by_path: dict[str, dict[str, list[ModuleUse]]] = {}

    def of(self, entry: Entry) -> list[ModuleUse]:
        """The uses that an entry looks at, in the files that it holds for."""
        return _held(entry, self._within(entry.reach))

    def named_by(self, rule: ModuleRule) -> list[ModuleUse]:
        """Those among them that an entry may name by its patterns."""
        if not all(map(is_exact, rule.patterns)):
            return self.of(rule)
        if rule.reach not in self._by_path:
            by_path = self._by_path[rule.reach] = {}
            for use in self._within(rule.reach):
                by_path.setdefault(use.module.path, []).append(use)
        by_path = self._by_path[rule.reach]
        return _held(rule, [use for path in rule.patterns for use in by_path.get(path, ())])

    def _within(self, reach: str) -> Sequence[ModuleUse]:
        if reach not in self._known:
            self._known[reach] = _within(reach, self.uses)
        return self._known[reach]


def _held(entry: Entry, uses: Iterable[ModuleUse]) -> list[ModuleUse]:
    return [use for use in uses if entry.holds_for(use.path)]


def _within(reach: str, uses: ModuleUses) -> Sequence[ModuleUse]:
    """The uses as far as `rules.policy` says of a reach."""
    every = uses.listed
    if reach == WHOLE_GRAPH:
        return [*every, *uses.in_graph()]
    if reach == DIRECT_ALONE:
        return [use for use in every if use.role in (DIRECT, REPLACEMENT)]
    if reach == VENDORED:
        vendored = uses.vendored()
        return [use for use in every if use.module.path in vendored]
    return every


def told(use: ModuleUse, what: str) -> str:
    """What a message says of a module ("is denied"), with what brings it in."""
    module = f"{use.module.path} {use.module.version}"
    if use.role == GRAPH:
        return f"{module}, which {use.required_by} requires, {what}"
    if use.role == REPLACEMENT and use.replaces != use.module.path:
        return f"{use.replaces} is replaced by {module}, which {what}"
    return f"{module} (indirect) {what}" if use.role == INDIRECT else f"{module} {what}"


def finding(
    code: str,
    use: ModuleUse,
    message: str,
    hints: Sequence[Hint],
    *,
    target: str = "",
    wanted: str = "",
) -> Finding:
    """A finding about a module where a file brings it in."""
    return Finding(
        code,
        use.path,
        use.line,
        use.column,
        message,
        hints=hints,
        module=use.module.path,
        version=use.module.version,
        target=target,
        wanted=wanted,
    )
