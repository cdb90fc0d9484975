"""The go commands that mend a module or a workspace, as they have to be typed where it lies.

`go mod vendor` does not run in a workspace, which GOWORK=off leaves; it does not add hashes
that go.sum lacks, which `go mod tidy` does; and a vendor folder has to follow whatever tidy
or get do to go.mod. vendor.mod takes the place of go.mod with -modfile, beside a go.mod that
is there for its folder alone. https://go.dev/ref/mod#go-mod-vendor
"""

from __future__ import annotations

from ..rules.hint import mend_where_configured, quoted, run
from ..tree.paths import directory, relative
from ..values import go_version, module_path, pseudo_version, semver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.modfile.file import GoMod
    from ..rules.hint import Hint
    from ..tree.tree import ModFileRef, Tree

WITHOUT_WORKSPACE = "GOWORK=off"
VENDOR_MOD = "vendor.mod"

FIRST_COMPLETE = 17  # from this go line on go.mod lists every module that is built


def edit(at: ModFileRef, flags: str, note: str = "") -> Hint:
    """What edits a go.mod or go.work; `flags` are quoted as needed."""
    return run(edit_command(at, flags), at.folder, note)


def edit_command(at: ModFileRef, flags: str) -> str:
    """The command that edits a go.mod or go.work, in its folder."""
    name = f" {VENDOR_MOD}" if _is_vendor_mod(at.path) else ""
    return f"{at.edit} {flags}{name}"


def edit_and_tidy(tree: Tree, at: ModFileRef, flags: str, note: str = "") -> Hint:
    """What edits a go.mod, and brings go.sum and a vendor folder after it; go.work alone where
    that is edited."""
    command = edit_command(at, flags)
    if at.is_workspace:
        return run(command, at.folder, note)
    return tidy(tree, at.folder, note, first=command)


def tidy(tree: Tree, folder: str, note: str = "", *, first: str = "") -> Hint:
    """What makes go.mod and go.sum fit the source, and a vendor folder fit them; `first` is a
    command to run before."""
    return _joined(tree, folder, note, first, "go mod tidy", _revendor(tree, folder))


def get(tree: Tree, folder: str, *wanted: str, note: str = "") -> Hint:
    """What requires other versions of modules, each given as MODULE@VERSION."""
    modules = " ".join(map(quoted, wanted))
    return _joined(tree, folder, note, f"go get {modules}", _revendor(tree, folder))


def by_hook(tree: Tree, folder: str) -> Hint:
    """The hook that raises the requirements of a module as `go mod tidy` does, if it is
    configured."""
    note = "where the module cache has what it needs"
    return mend_where_configured("go-mod-tidy", tree.go_mod_path(folder), note)


def vendor(tree: Tree, folder: str, note: str = "", *, workspace: bool = False) -> Hint:
    """What makes the vendor folder anew; tidy goes before where go.sum lacks what it needs."""
    if workspace or tree.go_mod(folder) is None:
        return run("go work vendor", folder, note)
    first = "" if tree.once(has_all_hashes, folder) else "go mod tidy"
    return _joined(tree, folder, note, first, _vendor(tree, folder))


def tidy_and_vendor(tree: Tree, folder: str) -> Hint:
    """What mends go.mod first and makes the vendor folder from it."""
    return _joined(tree, folder, "", "go mod tidy", _vendor(tree, folder))


def has_all_hashes(tree: Tree, folder: str) -> bool:
    """Whether the module's own go.sum has the hashes that vendoring needs: of each go.mod, and
    of the zips of what is required directly or vendored."""
    file, sums, listing = tree.go_mod(folder), tree.go_sum(folder), tree.modules_txt(folder)
    if file is None or not file.requires:
        return True
    from ..verdicts import replacements  # only where a hint is made

    providing = {each.path for each in listing.modules if each.packages} if listing else set()
    applying = replacements.of_module(file, folder, tree.go_mod_path(folder))
    is_complete = file.go is None or go_version.minor(file.go.version) >= FIRST_COMPLETE
    for required in file.requires:
        target = applying.of(required.module)
        if target is not None and target.directory is not None:
            continue
        module = required.module if target is None else target.written
        if sums is None or not sums.has_h1(module.path, f"{module.version}/go.mod"):
            return False
        is_built = not required.indirect or required.path in providing
        if is_complete and is_built and not sums.has_h1(module.path, module.version):
            return False
    return True


def replacement_flag(path: str, version: str, target: str, target_version: str = "") -> str:
    """The flag of go mod edit that replaces a module."""
    old = f"{path}@{version}" if version else path
    new = f"{target}@{target_version}" if target_version else target
    return "-replace=" + quoted(f"{old}={new}")


def drop_replacement_flag(path: str, version: str) -> str:
    """The flag of go mod edit that drops a replacement."""
    return "-dropreplace=" + quoted(f"{path}@{version}" if version else path)


def likely_path(tree: Tree, folder: str) -> str:
    """The module path that a go.mod in `folder` has by the module around it; "" where nothing
    tells."""
    around = folder
    while around:
        around = around.rpartition("/")[0]
        file = tree.go_mod(around)
        if file is not None and file.module is not None:
            return f"{file.module.path}/{folder[len(around) :].strip('/')}"
    return ""


def canonical(version: str, path: str) -> str:
    """The version that somebody meant who wrote "1.0.0" or "v1.0"; "" for another text."""
    written = version if version[:1] == "v" else f"v{version}"
    if not semver.is_valid(written):
        return ""
    whole = semver.canonical(written)
    _, suffix, _ = module_path.split_major(path)
    return "" if module_path.major_fault(suffix, whole) else whole


def _joined(tree: Tree, folder: str, note: str, *commands: str) -> Hint:
    """The commands one after the other."""
    some = [command for command in commands if command]
    if not _is_vendor_mod(tree.go_mod_path(folder)):
        return run(" && ".join(some), folder, note)
    flag = f" -modfile={VENDOR_MOD}"
    some = [
        command if " edit " in command or not command.partition(" go ")[0] else command + flag
        for command in some
    ]
    return run(" && ".join(["touch go.mod", *some, "rm go.mod"]), folder, note)


def _vendor(tree: Tree, folder: str) -> str:
    in_workspace = tree.nearest_workspace(folder) is not None
    return f"{WITHOUT_WORKSPACE} go mod vendor" if in_workspace else "go mod vendor"


def _revendor(tree: Tree, folder: str) -> str:
    """What a vendor folder of the module itself needs after go.mod changed; "" without one."""
    listing = tree.modules_txt(folder)
    if listing is None or listing.workspace:
        return ""
    file = tree.go_mod(folder)
    return _vendor(tree, folder) if file is not None and _vendors(file) else ""


def _vendors(file: GoMod) -> bool:
    return file.go_at_least("1.14")


def _is_vendor_mod(path: str) -> bool:
    return path.rpartition("/")[2] == VENDOR_MOD


def is_stand_in(version: str) -> bool:
    """Whether a version is one that no proxy has: what people, or the go command, require where a
    replacement or a workspace holds the module."""
    return version == "v0.0.0" or pseudo_version.is_stand_in(version)


def lost_replacement(tree: Tree, at: ModFileRef, bases: Sequence[Tree], path: str) -> str:
    """The flag that puts a replacement of a module back as a base had it, if the directory is
    still there, else by the folder of the tree that holds the module; "" without either."""
    for base in bases:
        before = base.mod_file(at.folder, at.is_workspace)
        for old in before.file.replaces if before is not None else ():
            place = directory(at.folder, old.target)
            if old.path == path and (old.target_version or tree.go_mod(place) is not None):
                return replacement_flag(path, old.version, old.target, old.target_version)
    from ..tree import scope  # only for a hint

    for folder in scope.modules(tree, lambda place: False):
        file = tree.go_mod(folder)
        if file is not None and file.module is not None and file.module.path == path:
            return replacement_flag(path, "", relative(at.folder, folder))
    return ""
