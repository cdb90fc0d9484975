"""VEN317: another `go` mark in modules.txt for a module that did not move.

A version of a module has one go.mod, so its go line never changes. The mark decides which
version of the language its packages are compiled as (https://go.dev/ref/mod#vendoring), so
another mark makes another program of the same source.
"""

from __future__ import annotations

from ..rules.finding import Finding
from .ven_edits import older_listings, owners_of, source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..formats.modules_txt import ModulesTxt
    from ..tree.tree import Tree
    from .ven_tree import VendorFolder


def findings(
    vendored: VendorFolder, bases: Sequence[Tree], changes: Mapping[str, str]
) -> Iterator[Finding]:
    """Marks that differ from those of every base that has the module from the same source;
    `changes` maps each path that differs from the first base to git's letter for it.

    Below go 1.17 `go mod vendor` writes none, and an old command never does.
    """
    if not _has_marks(vendored.tree, vendored.folder, vendored.listing):
        return
    earlier = [
        owners_of(listing)
        for base in bases
        for start, listing in older_listings(base, vendored.folder, changes)
        if _has_marks(base, start[: -len("vendor/")].rstrip("/"), listing)
    ]
    for module in vendored.listing.modules:
        before = [
            block.go
            for owners in earlier
            if module.packages and (block := owners.by_source(module.path).get(source(module)))
        ]
        if source(module)[1] and before and module.go not in before:
            now, then = (f'"go {go}"' if go else "no go line" for go in (module.go, before[0]))
            message = f"{module.path} {module.version} is marked with {now}, and was with {then}: "
            message += "the same source is compiled as another version of the language"
            yield Finding(
                "VEN317",
                vendored.list_path,
                module.go_line or module.line,
                1,
                message,
                hints=[vendored.revendor],
                module=module.path,
                version=module.version,
                wanted=before[0],
                text=module.go,
            )


def _has_marks(tree: Tree, folder: str, listing: ModulesTxt) -> bool:
    at = tree.mod_file(folder, listing.workspace)
    return at is not None and at.file.is_pruned and any(module.go for module in listing.modules)
