"""ENV301 to ENV304: files of the repository that switch off what the go command verifies.

https://go.dev/ref/mod#checksum-database and https://go.dev/ref/mod#environment-variables
"""

from __future__ import annotations

from ..formats import go_settings
from ..rules.finding import Finding
from ..rules.hint import say
from ..values import glob, known_repositories
from ..values.look_alike import RepositoryName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..formats.go_settings import GoSetting
    from ..tree.tree import Tree


def findings(tree: Tree, paths: Iterable[str], folders: Iterable[str]) -> Iterator[Finding]:
    """What these files switch off. `folders` are those of the modules whose requirements tell what
    a pattern is about."""
    public: Collection[str] | None = None
    for path in paths:
        for setting in go_settings.settings(tree.files.read(path) or b""):
            if public is None and setting.name not in ("GOSUMDB", "GOFLAGS"):
                public = _public_modules(tree, folders)
            yield from _of_setting(path, setting, public or ())


def _of_setting(path: str, setting: GoSetting, public: Collection[str]) -> Iterator[Finding]:
    name, value = setting.name, setting.value
    shown = f"{name}={value}"
    if name == "GOSUMDB":
        if value == "off":
            message = f"{shown}: new modules are not checked against the checksum database"
            yield _finding(
                "ENV301",
                path,
                setting,
                message,
                "take it out; GOPRIVATE exempts private modules alone",
            )
        return
    if name == "GOFLAGS":
        if "-mod=mod" in value.split():
            message = f"{shown}: builds change go.mod and go.sum, and leave a vendor folder aside"
            yield _finding("ENV304", path, setting, message, "take -mod=mod out of it")
        return
    matched = next((module for module in public if glob.matches_prefix(value, module)), "")
    if not matched:
        return
    if name == "GOINSECURE":
        message = f"{shown} lets {matched}, which is public, come without TLS (the checksum "
        message += "database is still asked)"
        yield _finding("ENV303", path, setting, message, "name only hosts without TLS", matched)
    else:
        message = f"{shown} exempts {matched}, which is public, from the checksum database"
        yield _finding("ENV302", path, setting, message, "name only private modules", matched)


def _public_modules(tree: Tree, folders: Iterable[str]) -> list[str]:
    """The modules that these require and that are public beyond doubt: many projects require them,
    and the owner is another than that of a main module."""
    files = [file for folder in folders if (file := tree.go_mod(folder)) is not None]
    own = {RepositoryName(file.module.path).owner for file in files if file.module is not None}
    known = known_repositories.repositories()
    hosts = {owner for owner, _ in known if "/" not in owner}
    found = []
    for path in dict.fromkeys(module.path for file in files for module in file.requirements):
        repository = RepositoryName(path)
        is_public = repository.key in known or repository.owner in hosts
        if is_public and repository.owner not in own:
            found.append(path)
    return found


def _finding(
    code: str, path: str, setting: GoSetting, message: str, advice: str, module: str = ""
) -> Finding:
    return Finding(
        code,
        path,
        setting.line,
        setting.column,
        message,
        hints=[say(advice)],
        module=module,
        text=f"{setting.name}={setting.value}",
    )
