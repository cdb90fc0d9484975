"""Stop a vendor/modules.txt that does not fit go.mod or go.work; rewrite it in normal form.

The verdict is the go command's own consistency check. What can be derived from
the staged files is rewritten; what only `go mod vendor` can know is reported.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import run, run_and_exit
from .tree.paths import VENDOR_FOLDERS, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.context import Context
    from .rules.finding import Finding
    from .tree.tree import ModFileRef


def judge_module(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong between a go.mod and its vendor folder."""
    yield from _judge(context, context.tree.module_file(folder))


def judge_workspace(context: Context, folder: str) -> Iterator[Finding]:
    """What is wrong between a go.work and its vendor folder."""
    yield from _judge(context, context.tree.workspace_file(folder))


def _judge(context: Context, at: ModFileRef | None) -> Iterator[Finding]:
    if at is None:
        return
    yield from context.unreadable(at)
    tree, strict = context.tree, context.strict_checks
    if not tree.files.kind(join(at.folder, "vendor")):
        return
    from .checks import ven_modules  # only where something may be vendored

    yield from ven_modules.inconsistencies(tree, at, context.releases(at), strict=strict)
    yield from ven_modules.deleted_list(tree, at, context.changes)


def judge_folder(context: Context, folder: str) -> Iterator[Finding]:
    """A modules.txt that is not in normal form."""
    if context.strict_checks and context.tree.modules_txt(folder) is not None:
        from .checks import ven_normal_form  # only where there is a modules.txt

        yield from ven_normal_form.not_in_form(context.tree, folder)


def repair(context: Context, path: str, data: bytes) -> bytes | None:
    """The normal form of a modules.txt; None where it cannot be derived."""
    from .checks import ven_normal_form

    folder = path.removesuffix("vendor/modules.txt").rstrip("/")
    form = ven_normal_form.of_folder(context.tree, folder, data)
    return form.data if form is not None and form.is_derived else None


HOOK = Hook(
    "go-vendor-modules",
    __doc__,
    ("go.mod", "go.work", "vendor.mod", VENDOR_FOLDERS),
    module=judge_module,
    workspace=judge_workspace,
    folder=judge_folder,
    fixes=("VEN201",),
    repair=repair,
    switches=("--exit-zero-on-fix",),
)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    run_and_exit(main)
