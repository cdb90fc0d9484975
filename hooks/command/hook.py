"""What distinguishes one hook from another."""

from __future__ import annotations

from ..tree.paths import FILES, MODULES_TXT, VENDOR_FOLDERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..rules.finding import Finding
    from .context import Context

    JudgeFolder = Callable[[Context, str], Iterable[Finding]]
    JudgeRepository = Callable[[Context], Iterable[Finding]]


class Hook:
    """A hook: its name, what it is about, and how it judges.

    `files` are the names of the files that can change its verdict: VENDOR_FOLDERS for all
    below a vendor folder, GO_FILES for any Go file, SETTINGS for files with settings of the go
    command, ALL_FILES for any file. It judges with up
    to four functions: `module` and `workspace` look at a go.mod and a go.work in scope (given
    by their folder), `folder` once at each folder that holds either, `repository` at all of
    them together. `fixes` are the codes that it mends, and that therefore fail in it;
    `also_fixes` are others that it mends where they are reported. `repair` gives a file's new
    content, `beside` what other files must hold before that is written. One that
    `reports_notes` also prints findings that never fail a run. With --fix, a hook also mends
    what `fixers()` lists do. `switches` are options without a value that leave it open whether
    a change concerns the hook: with them alone, an idle run needs no argparse.
    """

    __slots__ = (
        "about",
        "also_fixes",
        "beside",
        "epilogue",
        "files",
        "fixers",
        "fixes",
        "folder",
        "module",
        "name",
        "repair",
        "reports_notes",
        "repository",
        "switches",
        "workspace",
    )

    def __init__(
        self,
        name: str,
        about: str | None,
        files: tuple[str, ...],
        *,
        module: JudgeFolder | None = None,
        workspace: JudgeFolder | None = None,
        folder: JudgeFolder | None = None,
        repository: JudgeRepository | None = None,
        fixes: tuple[str, ...] = (),
        also_fixes: tuple[str, ...] = (),
        fixers: Callable[[], Sequence[Hook]] | None = None,
        switches: tuple[str, ...] = (),
        reports_notes: bool = True,
        repair: Callable[[Context, str, bytes], bytes | None] | None = None,
        beside: Callable[[Context, str], Mapping[str, bytes]] | None = None,
        epilogue: Callable[[Context, Sequence[Finding]], str] | None = None,
    ) -> None:
        self.name = name
        self.about = about or ""
        self.files = files
        self.module = module
        self.workspace = workspace
        self.folder = folder
        self.repository = repository
        self.fixes = fixes
        self.also_fixes = also_fixes
        self.fixers = fixers
        self.switches = switches
        self.reports_notes = reports_notes
        self.repair = repair
        self.beside = beside
        self.epilogue = epilogue

    def depends_on(self, path: str) -> bool:
        """Whether a change of this path can change the verdict."""
        files = self.files
        if path.startswith("vendor/") or "/vendor/" in path:
            if VENDOR_FOLDERS in files or (MODULES_TXT in files and path.endswith(MODULES_TXT)):
                return True
            return path.rpartition("/")[2] in files  # the folder may merely be called vendor
        name = path.rpartition("/")[2]
        return name in files or name not in FILES

    def mends(self, code: str) -> bool:
        """Whether it mends what a finding with a code is about."""
        return code in self.fixes or code in self.also_fixes

    def mending(self, context: Context) -> list[tuple[Hook, Context]]:
        """The hooks that mend in this run, itself or with --fix others, each with the run as it
        sees it."""
        if self.repair is not None:
            return [(self, context)]
        if self.fixers is None or not context.options.flag("fix"):
            return []
        return [(fixer, context.of_hook(fixer)) for fixer in self.fixers()]

    def judge(self, context: Context) -> Iterator[Finding]:
        """What the hook finds in scope: module by module, then what concerns several."""
        modules, workspaces = context.scope.modules, context.scope.workspaces
        for folder in modules:
            if self.module is not None:
                yield from self.module(context, folder)
        for folder in workspaces:
            if self.workspace is not None:
                yield from self.workspace(context, folder)
        if self.folder is not None:
            for folder in dict.fromkeys([*modules, *workspaces]):
                yield from self.folder(context, folder)
        if self.repository is not None:
            yield from self.repository(context)
