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


class _Modules:
    """What the modules of a tree require that is `public`, and whose they are themselves
    (`owners`)."""

    __slots__ = ("owners", "public")

    def __init__(self, public: Collection[str], owners: Collection[str]) -> None:
        self.public = public
        self.owners = owners


def findings(tree: Tree, paths: Iterable[str], folders: Iterable[str]) -> Iterator[Finding]:
    """What these files switch off. `folders` are those of the modules whose requirements tell what
    a pattern is about."""
    modules: _Modules | None = None
    for path in paths:
        for setting in go_settings.settings(tree.files.read(path) or b""):
            if setting.name in ("GOSUMDB", "GOFLAGS"):
                yield from _of_switch(path, setting)
                continue
            modules = modules or _modules(tree, folders)
            yield from _of_patterns(path, setting, modules)


def _of_switch(path: str, setting: GoSetting) -> Iterator[Finding]:
    """A setting of GOSUMDB or GOFLAGS."""
    shown = f"{setting.name}={setting.value}"
    if setting.name == "GOSUMDB" and setting.value == "off":
        message = f"{shown}: new modules are not checked against the checksum database"
        advice = "take it out; GOPRIVATE exempts private modules alone"
        yield _finding("ENV301", path, setting, message, advice)
    if setting.name == "GOFLAGS" and "-mod=mod" in setting.value.split():
        message = f"{shown}: builds change go.mod and go.sum, and leave a vendor folder aside"
        yield _finding("ENV304", path, setting, message, "take -mod=mod out of it")


def _of_patterns(path: str, setting: GoSetting, modules: _Modules) -> Iterator[Finding]:
    """A setting of patterns that match a public module. Each file is told by itself, as each has
    to be edited: so the advice names it."""
    name, value = setting.name, setting.value
    matched = next((each for each in modules.public if glob.matches_prefix(value, each)), "")
    if not matched:
        return
    kept = _private_patterns(value, modules)
    shown = f"{name}={value}"
    if name == "GOINSECURE":
        message = f"{shown} lets {matched}, which is public, come without TLS (the checksum "
        message += "database is still asked)"
        advice = f"in {path}, list only private hosts that cannot serve TLS"
        advice += f", as in {name}={','.join(kept)}" if kept else ", or take it out"
        yield _finding("ENV303", path, setting, message, advice, matched)
    else:
        message = f"{shown} exempts {matched}, which is public, from the checksum database"
        kept = kept or [f"{owner}/*" for owner in modules.owners if "." in owner]
        advice = f"in {path}, list only private modules"
        advice += f", as in {name}={','.join(kept)}" if kept else ""
        yield _finding("ENV302", path, setting, message, advice, matched)


def _private_patterns(value: str, modules: _Modules) -> list[str]:
    """The patterns of a value that match no public module."""
    return [
        pattern
        for pattern in filter(None, map(str.strip, value.split(",")))
        if not any(glob.matches_prefix(pattern, each) for each in modules.public)
    ]


def _modules(tree: Tree, folders: Iterable[str]) -> _Modules:
    """The modules that these require and that are public beyond doubt: many projects require them,
    and the owner is another than that of a main module."""
    files = [file for folder in folders if (file := tree.go_mod(folder)) is not None]
    mains = [file.module.path for file in files if file.module is not None]
    own = dict.fromkeys(RepositoryName(path).owner for path in mains)
    known = known_repositories.repositories()
    hosts = {owner for owner, _ in known if "/" not in owner}
    found = []
    for path in dict.fromkeys(module.path for file in files for module in file.requirements):
        repository = RepositoryName(path)
        is_public = repository.key in known or repository.owner in hosts
        if is_public and repository.owner not in own:
            found.append(path)
    return _Modules(found, list(own))


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
