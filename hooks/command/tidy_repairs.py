"""What go-mod-tidy writes where requirements are below what the module graph selects: module by
module, those first that others replace, so that these see them as they will be."""

from __future__ import annotations

from ..tree.paths import directory
from .module_cache import folder_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from ..checks.tid_graph import Repair
    from ..tree.tree import Tree
    from ..verdicts.module_contents import ZipContents
    from .context import Context
    from .replace_file import RefusedError


class TidyRepairs:
    """The repairs of one run. Under --all a module is mended as it has to be once those that it
    replaces are mended; else as it has to be beside what is staged. `behind` are the modules that
    are found to be below what is selected."""

    __slots__ = ("_context", "_is_settled", "_lent", "_repairs", "_replaced", "_zips", "behind")

    def __init__(self, context: Context) -> None:
        self._context = context
        self.behind: set[str] = set()
        self._repairs: dict[str, Repair | RefusedError | None] = {}
        self._replaced: dict[str, list[str]] | None = None
        self._is_settled = not context.options.flag("all")
        self._lent: dict[bytes, bytes] | None = None
        self._zips: ZipContents | None = None

    def of(self, folder: str) -> Repair | None:
        """What is written in a module; None where it is not below what is selected. RefusedError
        where nothing can be written, with the reason and the command that mends it."""
        from .replace_file import RefusedError

        tree = self.tree_for(folder)
        if folder not in self._repairs:
            self._repairs[folder] = self._made(tree, folder)
        repair = self._repairs[folder]
        if isinstance(repair, RefusedError):
            raise repair
        return repair

    def tree_for(self, folder: str) -> Tree:
        """The tree in which a module is mended: under --all those that it replaces are."""
        if not self._is_settled:
            self._is_settled = True
            self._settle()
        tree = self._context.tree
        changed: dict[str, bytes] = {}
        for other in self._replaced_by_module.get(folder, ()):
            go_mod = _go_mod_of(self._repairs.get(other))
            if go_mod is not None:
                changed[tree.go_mod_path(other)] = go_mod
        return tree.with_files(changed) if changed else tree

    def _settle(self) -> None:
        """Mend what is behind, and then what is behind what was mended: modules may replace each
        other, and versions only rise."""
        left = 10 * len(self._context.modules)  # more than any repository needs
        replaced = self._replaced_by_module
        waiting = dict.fromkeys(sorted(self.behind, key=lambda each: len(replaced.get(each, ()))))
        while waiting and left:
            left -= 1
            folder = next(iter(waiting))
            del waiting[folder]
            before = self._repairs.get(folder)
            after = self._made(self.tree_for(folder), folder)
            if after is None:
                continue
            self._repairs[folder] = after
            if _go_mod_of(after) != _go_mod_of(before):
                users = (each for each, others in replaced.items() if folder in others)
                waiting.update(dict.fromkeys(users))

    @property
    def _replaced_by_module(self) -> Mapping[str, list[str]]:
        """Under --all, the judged modules by which each module replaces others."""
        if self._replaced is None:
            self._replaced = {}
            is_wide = self._context.options.flag("all")
            judged = set(self._context.modules)
            for folder in self._context.modules if is_wide else ():
                found = [*self._replaced_in(folder, judged)]
                if found:
                    self._replaced[folder] = found
        return self._replaced

    def _replaced_in(self, folder: str, judged: Collection[str]) -> Iterator[str]:
        file = self._context.tree.go_mod(folder)
        for each in file.replaces if file is not None else ():
            place = folder if each.target_version else directory(folder, each.target)
            if place != folder and place in judged:
                yield place

    def _made(self, tree: Tree, folder: str) -> Repair | RefusedError | None:
        from ..checks import tid_graph  # only where a module may be behind

        if not tid_graph.is_behind(tree, folder):
            return None
        from ..checks import remedies
        from ..rules.hint import otherwise
        from ..verdicts.module_contents import UndecidedError
        from .replace_file import RefusedError

        try:
            if self._context.judges_index and not self._context.options.flag("check"):
                self.check_disk(folder)
            return tid_graph.repaired(tree, folder, self._hashes(), self._packages())
        except UndecidedError as error:
            hint = remedies.tidy(tree, folder, f"not rewritten: {error}")
            return RefusedError(str(error), otherwise(hint))
        except RefusedError as error:
            return error

    def check_disk(self, folder: str) -> None:
        """RefusedError where the work tree is not what is staged: what is decided for the one may
        be wrong for the other."""
        from .replace_file import RefusedError, read, with_plain_line_ends

        context = self._context
        path = context.tree.go_mod_path(folder)
        place, staged = context.worktree.path(path), context.tree.files.read(path) or b""
        disk = read(place) if place else None
        if disk is None or with_plain_line_ends(disk, staged) != staged:
            raise RefusedError(f"{path} on disk is not the staged one")
        other = context.worktree.differing_source(folder)
        if other:
            raise RefusedError(f"{other} on disk is not what is staged")

    def _hashes(self) -> dict[bytes, bytes]:
        if self._lent is None:
            from ..checks import tid_graph

            sums = self._context.sums
            files = [*sums.judged(), *sums.of_bases()]
            self._lent = tid_graph.lent_hashes(file for _, file in files)
        return self._lent

    def _packages(self) -> ZipContents:
        if self._zips is None:
            from ..modcache.zips import ModuleZips  # only where a module is behind
            from ..verdicts.module_contents import ZipContents

            self._zips = ZipContents(ModuleZips(folder_of(self._context.options)))
        return self._zips


def _go_mod_of(repair: Repair | RefusedError | None) -> bytes | None:
    """The go.mod that is written; None for none."""
    from .replace_file import RefusedError

    return None if repair is None or isinstance(repair, RefusedError) else repair.go_mod
