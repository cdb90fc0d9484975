"""The normal form of the vendor/modules.txt in a folder: of its module, or of its workspace."""

from __future__ import annotations

from ..formats import modules_txt, modules_txt_layout
from ..values.releases import NEWEST_PATCH
from ..verdicts import vendor
from ..verdicts.main_modules import MainModules
from ..verdicts.sources import join
from .vendoring_derivation import Style, complaints, normal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..formats.mod_file import GoMod, ModFile
    from ..formats.modules_txt import ModulesTxt
    from ..verdicts.sources import Sources
    from .vendoring_derivation import NormalForm


def of_folder(sources: Sources, folder: str, data: bytes | None = None) -> NormalForm | None:
    """The normal form of the vendor/modules.txt below `folder`, or of `data` in its place.

    None where there is none, or no go.mod or go.work that can be read. A folder
    that holds both was vendored for the one that it agrees with, and if it agrees
    with neither or both, for what its workspace mark says.
    """
    tree = sources.modules_txt(folder) if data is None else modules_txt.parse(data)
    if tree is None:
        return None
    subjects = [_module(sources, folder, tree), _workspace(sources, folder)]
    if modules_txt_layout.undamaged(tree).workspace:
        subjects.reverse()
    known = [subject for subject in subjects if subject is not None]
    if len(known) > 1:
        known.sort(key=lambda subject: bool(complaints(tree, subject[0], False)))
    forms = (normal(tree, *subject, _go_line(sources, folder)) for subject in known)
    first: NormalForm | None = None
    for form in forms:
        if not form.problems:
            return form
        first = first or form
    return first


def _module(sources: Sources, folder: str, tree: ModulesTxt) -> tuple[MainModules, Style] | None:
    """The module in `folder`, and how its modules.txt is written."""
    go_mod = sources.go_mod(folder)
    if go_mod is None or _is_broken(go_mod):
        return None
    explicit = vendor.at_least(go_mod, "1.14") or (go_mod.go is None and _is_new(tree, go_mod))
    mains = MainModules(marked=explicit)
    mains.add_module(sources.go_mod_path(folder), go_mod)
    return mains, Style(False, explicit, vendor.at_least(go_mod, "1.17"))


def _is_new(tree: ModulesTxt, go_mod: GoMod) -> bool:
    """Whether marks, or go.mod's replacements of what is not vendored, are in it: without
    a go line some releases write them and some do not."""
    blocks = modules_txt_layout.undamaged(tree).blocks
    if any(block.explicit for block in blocks):
        return True
    unused = {(one.path, one.version) for one in blocks if modules_txt_layout.is_bare(one)}
    return any((one.path, one.version) in unused for one in go_mod.replaces)


def _workspace(sources: Sources, folder: str) -> tuple[MainModules, Style] | None:
    """The workspace in `folder`, and how its modules.txt is written."""
    go_work = sources.go_work(folder)
    if go_work is None or _is_broken(go_work):
        return None
    for use in go_work.uses:
        go_mod = None if use.path.startswith("/") else sources.go_mod(join(folder, use.path))
        if go_mod is None or _is_broken(go_mod):
            return None
    mains = vendor.workspace_modules(sources, folder)
    return mains, Style(True, True, vendor.at_least(go_work, "1.17"))


def _is_broken(tree: ModFile) -> bool:
    """Whether no release can read the file, the newest included."""
    newest = max(NEWEST_PATCH)
    return any(one.since <= newest <= one.until for one in tree.problems)


def _go_line(sources: Sources, folder: str) -> Callable[[str], str]:
    """The go version in the go.mod of a directory inside the tree, "" without one."""

    def version(directory: str) -> str:
        go_mod = None if directory.startswith("/") else sources.go_mod(join(folder, directory))
        return go_mod.go.version if go_mod is not None and go_mod.go is not None else ""

    return version
