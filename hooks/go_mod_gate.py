"""Stop a commit whose go.mod, go.sum, go.work or vendor folder is not sound.

All checks of the other hooks in one process: one start-up, each file read and
parsed once, each problem said once. With --fix it mends what the fixers among them
mend. This is the only entry point that opens others.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit
from .tree.paths import ALL_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .command.context import Context
    from .rules.finding import Finding


def hooks() -> list[Hook]:
    """The hooks whose checks the gate runs."""
    from . import (
        go_directive,
        go_mod_format,
        go_replace_targets,
        go_sum_diff,
        go_sum_sort,
        go_vendor_modules,
        go_vendor_tree,
        go_version_drift,
    )

    doors = (
        go_directive,
        go_mod_format,
        go_replace_targets,
        go_sum_diff,
        go_sum_sort,
        go_vendor_modules,
        go_vendor_tree,
        go_version_drift,
    )
    return [door.HOOK for door in doors]


def hooks_of(context: Context) -> list[Hook]:
    """Those, go-mod-tidy where the run asks for imports, or selects a code of theirs, and
    go-mod-policy where there is a policy or the run is strict."""
    named = any(code.startswith("TID") for code in context.options.named_codes())
    asks = named or context.options.flag("imports")
    chosen = [*hooks(), _of_imports()] if asks else hooks()
    is_judged = context.policy is not None or context.strict_checks
    return [*chosen, _of_policy()] if is_judged else chosen


def _of_imports() -> Hook:
    from . import go_mod_tidy  # few runs ask for it

    return go_mod_tidy.HOOK


def _of_policy() -> Hook:
    from . import go_mod_policy  # few projects have one

    return go_mod_policy.HOOK


def fixers() -> list[Hook]:
    """The hooks that mend with --fix, in the order in which they do: first what mends only a
    go.mod that is as it is staged."""
    return [hook for hook in (_of_imports(), *hooks()) if hook.repair is not None]


# code: those that say the same of a line, and more. A new hash that contradicts another file
# was rewritten; a go or toolchain line has codes of its own.
SAID_BY = {"SUM110": ("SUM101",), "MOD101": ("DIR101", "DIR102")}


def judge_repository(context: Context) -> Iterator[Finding]:
    """What any of the checks finds, each equal finding once, as the options of its hook ask.

    All checks of a module in turn, so that its files and its graph are at hand, then those
    that concern several modules.
    """
    seats = [_Seat(hook, context) for hook in hooks_of(context)]
    context.tree.read_go_mods(context.scope.modules)  # one request costs less than one for each
    seen = set()
    for seat, findings in _by_folder(seats):
        own = seat.context
        for finding in findings:
            place = (finding.code, finding.path, finding.line)
            if any((code, *place[1:]) in seen for code in SAID_BY.get(finding.code, ())):
                continue
            if place in seen or seat.leaves(finding) or not own.selects(finding):
                continue
            seen.add(place)
            if own.options.flag("strict") or (seat.mends(finding) and _is_untidy(finding.code)):
                context.strict_codes.add(finding.code)
            yield finding


class _Seat:
    """A hook at the gate, with the run as it sees it and what is in scope for it."""

    __slots__ = ("_touched", "context", "fixes", "hook", "modules", "workspaces")

    def __init__(self, hook: Hook, context: Context) -> None:
        self.hook = hook
        self.context = context.of_hook(hook)
        self.modules = set(self.context.scope.modules)
        self.workspaces = set(self.context.scope.workspaces)
        self.fixes = hook.fixes if context.options.flag("fix") else ()
        self._touched: Collection[str] | None = None

    def mends(self, finding: Finding) -> bool:
        """Whether the hook mends what is found here."""
        return finding.code in self.fixes

    def leaves(self, finding: Finding) -> bool:
        """Whether a file is merely out of form, and not in the change: it stays as it is."""
        if not self.mends(finding) or self.context.options.flag("strict"):
            return False
        if self._touched is None:
            self._touched = self.context.touched
        return finding.path not in self._touched and _is_untidy(finding.code)


def _by_folder(seats: Sequence[_Seat]) -> Iterator[tuple[_Seat, Iterable[Finding]]]:
    """What each hook finds, folder by folder."""
    folders: set[str] = set()
    for seat in seats:
        folders |= seat.modules | seat.workspaces
    for folder in sorted(folders):
        for seat in seats:
            hook, context = seat.hook, seat.context
            is_module, is_workspace = folder in seat.modules, folder in seat.workspaces
            if is_module and hook.module is not None:
                yield seat, hook.module(context, folder)
            if is_workspace and hook.workspace is not None:
                yield seat, hook.workspace(context, folder)
            if (is_module or is_workspace) and hook.folder is not None:
                yield seat, hook.folder(context, folder)
    for seat in seats:
        if seat.hook.repository is not None:
            yield seat, seat.hook.repository(seat.context)


def _is_untidy(code: str) -> bool:
    """Whether a code fails under --strict alone."""
    from .rules.pages import STRICT, page  # only where something is out of form

    rule = page(code)
    return rule is not None and rule.fails == STRICT


HOOK = Hook(
    "go-mod-gate",
    __doc__,
    (ALL_FILES,),
    repository=judge_repository,
    reports_notes=False,
    fixers=fixers,
    switches=("--fix", "--exit-zero-on-fix", "--imports"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
