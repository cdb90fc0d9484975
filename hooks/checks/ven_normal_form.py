"""VEN201: the normal form of vendor/modules.txt, what `go mod vendor` or `go work vendor` would
write.

It is derived from the main modules and from modules.txt itself, which alone says
which packages were vendored, from which version and which replacement. Where
those differ from what is required now, only vendoring again can tell the rest,
and nothing is changed: VEN101 to VEN106 say why. https://go.dev/ref/mod#vendoring
"""

from __future__ import annotations

from ..formats import modules_txt, modules_txt_layout
from ..formats.modules_txt import VendoredModule
from ..rules.finding import Finding
from ..tree.paths import directory, is_absolute
from ..tree.paths import modules_txt as list_path
from ..values.module_version import ModuleVersion
from ..verdicts import vendor
from ..verdicts.replacements import of_module
from ..verdicts.vendor_consistency import Comparison, MainModules, VendorList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..formats.modfile.file import GoMod
    from ..formats.modules_txt import ModulesTxt
    from ..tree.tree import Tree


class Style:
    """What the go line asks for.

    `workspace`: the mark of `go work vendor`. `explicit`: requirements are marked
    and unused replacements listed (go 1.14); `go`: the Go version that each module
    needs stands beside it (go 1.17).
    """

    __slots__ = ("explicit", "go", "workspace")

    def __init__(self, workspace: bool, explicit: bool, go: bool) -> None:
        self.workspace = workspace
        self.explicit = explicit
        self.go = go


class NormalForm:
    """The text that modules.txt should have; the text as it is where it takes `go mod vendor` to
    know, and so it `is_derived` from nothing."""

    __slots__ = ("data", "is_derived")

    def __init__(self, data: bytes, is_derived: bool) -> None:
        self.data = data
        self.is_derived = is_derived


def not_in_form(tree: Tree, folder: str) -> Iterator[Finding]:
    """A modules.txt that is not as `go mod vendor` would write it, where that can be derived.

    Where it cannot, `ven_modules` says why.
    """
    listing = tree.modules_txt(folder)
    if listing is None:
        return
    form = of_folder(tree, folder)
    if form is None or form.data == listing.data:
        return
    from ..rules.hint import mend, otherwise
    from . import remedies

    line, message = difference(listing.data, form.data)
    path = list_path(folder)
    hints = [
        mend("go-vendor-modules", path, "puts it in form"),
        otherwise(remedies.vendor(tree, folder, workspace=listing.workspace)),
    ]
    yield Finding("VEN201", path, line, 1, message, hints=hints)


def of_folder(tree: Tree, folder: str, data: bytes | None = None) -> NormalForm | None:
    """The normal form of the vendor/modules.txt below `folder`, or of `data` in its place.

    None where there is none, or no go.mod or go.work that can be read. A folder
    that holds both was vendored for the one that it agrees with, and if it agrees
    with neither or both, for what its workspace mark says.
    """
    listing = tree.modules_txt(folder) if data is None else modules_txt.parse(data)
    if listing is None:
        return None
    candidates = [_module(tree, folder, listing), _workspace(tree, folder)]
    if modules_txt_layout.undamaged(listing).workspace:
        candidates.reverse()
    known = [candidate for candidate in candidates if candidate is not None]
    if len(known) > 1:
        known.sort(key=lambda candidate: bool(disagreements(listing, candidate[0], False)))
    forms = (normal(listing, *candidate, _go_line(tree, folder)) for candidate in known)
    first: NormalForm | None = None
    for form in forms:
        if form.is_derived:
            return form
        first = first or form
    return first


def _module(tree: Tree, folder: str, listing: ModulesTxt) -> tuple[MainModules, Style] | None:
    """The module in `folder`, and how its modules.txt is written."""
    file = tree.go_mod(folder)
    if file is None or not file.is_readable:
        return None
    explicit = file.go_at_least("1.14") or (file.go is None and _has_new_form(listing, file))
    path = tree.go_mod_path(folder)
    mains = MainModules([(path, file)], of_module(file, folder, path), marked=explicit)
    return mains, Style(False, explicit, file.is_pruned)


def _has_new_form(listing: ModulesTxt, file: GoMod) -> bool:
    """Whether marks, or go.mod's replacements of what is not vendored, are in it: without
    a go line some releases write them and some do not."""
    modules = modules_txt_layout.undamaged(listing).modules
    if any(module.explicit for module in modules):
        return True
    unused = {each.module_version for each in modules if modules_txt_layout.is_bare(each)}
    return any(each.module in unused for each in file.replaces)


def _workspace(tree: Tree, folder: str) -> tuple[MainModules, Style] | None:
    """The workspace in `folder`, and how its modules.txt is written."""
    work = tree.go_work(folder)
    if work is None or not work.is_readable:
        return None
    for use in work.uses:
        file = None if is_absolute(use.path) else tree.go_mod(directory(folder, use.path))
        if file is None or not file.is_readable:
            return None
    mains = vendor.workspace_modules(tree, folder)
    return mains, Style(True, True, work.is_pruned)


def _go_line(tree: Tree, folder: str) -> Callable[[str], str]:
    """The go version in the go.mod of a directory inside the tree, "" without one."""

    def version(target: str) -> str:
        file = None if is_absolute(target) else tree.go_mod(directory(folder, target))
        return file.go.version if file is not None and file.go is not None else ""

    return version


def normal(
    listing: ModulesTxt,
    mains: MainModules,
    style: Style,
    go_line: Callable[[str], str] = lambda target: "",
) -> NormalForm:
    """The normal form of `listing`; `go_line` tells the go version of a directory that
    replaces a module, as modules.txt names it."""
    read = modules_txt_layout.undamaged(listing)
    derivation = _Derivation(read, mains, style, go_line)
    derivation.derive()
    data = modules_txt_layout.write(style.workspace, [*derivation.head, *derivation.tail()])
    is_derived = derivation.is_known and (
        data == listing.data or _is_sound(listing, read, modules_txt.parse(data), mains)
    )
    return NormalForm(data if is_derived else listing.data, is_derived)


def _is_sound(old: ModulesTxt, read: ModulesTxt, new: ModulesTxt, mains: MainModules) -> bool:
    """Whether a new text says what the old one says: the same packages, no new disagreement."""
    packages = {package for module in new.modules for package in module.packages}
    if packages != {package for module in read.modules for package in module.packages}:
        return False
    return all(
        disagreements(new, mains, by_module) <= disagreements(old, mains, by_module)
        for by_module in (True, False)
    )


def disagreements(
    listing: ModulesTxt, mains: MainModules, by_module: bool
) -> set[tuple[str, str, str]]:
    """Kind, module and version of all that the go command has against a modules.txt."""
    problems = Comparison("", VendorList(listing), mains, by_module).problems()
    return {(problem.kind, problem.module, problem.version) for problem in problems}


class _Derivation:
    """One derivation. `head` are the modules that are vendored or required, in order; `is_known`
    says that the files tell all of it."""

    __slots__ = ("go_line", "head", "is_known", "listing", "mains", "modules", "required", "style")

    def __init__(
        self, listing: ModulesTxt, mains: MainModules, style: Style, go_line: Callable[[str], str]
    ) -> None:
        self.listing = listing
        self.mains = mains
        self.style = style
        self.go_line = go_line
        self.modules = modules_txt_layout.merged(listing.modules)
        if style.explicit:  # older releases leave packages in the order in which they met them
            for vendored in self.modules.values():
                vendored.packages.sort()
        self.required = {each.module for each in mains.required}
        self.is_known = True
        self.head: list[VendoredModule] = []

    def derive(self) -> None:
        """Bring every module into form."""
        self._move_packages()
        for module in self.required:
            vendored = self.modules.get(module)
            if vendored is None and (self.style.explicit or self._is_elsewhere(module)):
                self.is_known = False  # required, but not vendored at this version
            elif vendored is not None:
                vendored.explicit = 1
        for module, vendored in list(self.modules.items()):
            self._mark(module, vendored)
        self.head = modules_txt_layout.in_order(
            vendored
            for vendored in self.modules.values()
            if vendored.version and (vendored.packages or vendored.explicit)
        )
        for vendored in self.head:
            self._replace(vendored)
            self._set_go(vendored)

    def _is_elsewhere(self, module: ModuleVersion) -> bool:
        """Whether packages of this module are vendored from another version."""
        return any(
            other.path == module.path and vendored.packages
            for other, vendored in self.modules.items()
        )

    def _move_packages(self) -> None:
        """Put each package that cannot be its module's where it can be."""
        misplaced = [
            (package, vendored)
            for module, vendored in self.modules.items()
            for package in vendored.packages
            if not module.version or not _is_below(package, module.path)
        ]
        if not misplaced:
            return
        newest = {each.path: each for each in modules_txt_layout.in_order(self.modules.values())}
        for package, vendored in misplaced:
            owner = _owner(package, newest)
            if owner is not None and owner is not vendored and owner.version:
                vendored.packages.remove(package)
                owner.packages = sorted({*owner.packages, package})

    def _mark(self, module: ModuleVersion, vendored: VendoredModule) -> None:
        """Explicit is what is required. A module that is neither required nor vendored
        is left out; whether one that is vendored is still needed we cannot know."""
        if module in self.required:
            vendored.explicit = 1 if self.style.explicit else 0
            return
        if not vendored.explicit:
            return
        if not self.style.explicit:
            vendored.explicit = 0
        elif vendored.packages or any(other.path == module.path for other in self.required):
            self.is_known = False  # vendored as explicit, but not required
        else:
            vendored.explicit = 0

    def tail(self) -> Iterator[VendoredModule]:
        """The replacements that no module of the head stands for."""
        if not self.style.explicit:
            return
        head = {vendored.module_version for vendored in self.head}
        for target in self.mains.replaced:
            applying = self.mains.replacement(target.replaces)
            if applying is None:
                continue
            if target.replaces not in head or self._is_repeated(target.replaces):
                old, new = target.replaces, applying.vendored
                yield VendoredModule(old.path, old.version, new.path, new.version, 0)

    def _is_repeated(self, module: ModuleVersion) -> bool:
        """Up to Go 1.21 a required module without packages is replaced at the end once more."""
        if self.modules[module].packages:
            return False
        blocks = [each for each in self.listing.modules if each.module_version == module]
        return len(blocks) > 1 and any(map(modules_txt_layout.is_bare, blocks))

    def _replace(self, vendored: VendoredModule) -> None:
        """The target of a vendored module is what it was vendored from.

        A replacement of every version stands in two places: if either agrees
        with go.mod, the other follows.
        """
        module = vendored.module_version
        applying = self.mains.replacement(module)
        wanted = ModuleVersion("", "") if applying is None else applying.vendored
        if wanted == vendored.source:
            return
        every = self.modules.get(ModuleVersion(module.path, ""))
        if every is not None and every.source == wanted and applying is not None:
            vendored.target, vendored.target_version = wanted.path, wanted.version
            return
        self.is_known = False  # vendored from elsewhere

    def _set_go(self, vendored: VendoredModule) -> None:
        if not self.style.go:
            vendored.go = ""
        elif not vendored.go and vendored.target and not vendored.target_version:
            vendored.go = self.go_line(vendored.target)


def _is_below(package: str, path: str) -> bool:
    return package == path or package.startswith(path + "/")


def _owner(package: str, by_path: Mapping[str, VendoredModule]) -> VendoredModule | None:
    """The module with the longest path that can hold the package."""
    path = package
    while path:
        if path in by_path:
            return by_path[path]
        path = path.rpartition("/")[0]
    return None


def difference(data: bytes, wanted: bytes) -> tuple[int, str]:
    """The first line that differs, and how."""
    if data.startswith(b"\xef\xbb\xbf"):
        return 1, "begins with a byte-order mark"
    if b"\r" in data:
        return data[: data.index(b"\r")].count(b"\n") + 1, "has carriage returns"
    old, new = _lines(data), _lines(wanted)
    for at, (line, other) in enumerate(zip(old, new, strict=False)):
        if line != other:
            return at + 1, _why(old, new, at)
    if len(old) == len(new):
        return len(old), "does not end with a newline"
    at = min(len(old), len(new))
    return at + 1, _why(old, new, at)


def _why(old: Sequence[str], new: Sequence[str], at: int) -> str:
    """How line `at` (from 0) differs; either may be past its end."""
    if at >= len(old):
        return f"lacks {_quoted(new[at])}"
    line = old[at]
    if not line.strip():
        return "blank line"
    if line not in new:
        wanted = (
            f", go mod vendor writes {_quoted(new[at])}"
            if at < len(new) and new[at] not in old
            else ""
        )
        return f"{_quoted(line)} does not belong here{wanted}"
    if old.count(line) > new.count(line):
        return f"{_quoted(line)} stands here a second time"
    if at < len(new) and new[at] not in old:
        return f"lacks {_quoted(new[at])} before {_quoted(line)}"
    return f"{_quoted(line)} is out of order"


def _lines(data: bytes) -> list[str]:
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _quoted(line: str) -> str:
    return '"' + line + '"'
