"""POL207, POL208, POL212: what a go.mod or go.work says, beyond the versions in it."""

from __future__ import annotations

from ..formats.modfile.directives import Replacement, Requirement
from ..rules.finding import Finding
from ..rules.hint import say
from ..tree.paths import join
from ..values import module_path, module_pattern
from ..verdicts import replacements
from . import remedies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..formats.modfile.directives import Module
    from ..formats.modfile.file import ModFile
    from ..rules.hint import Hint
    from ..rules.policy import NamedPolicy
    from ..tree.tree import ModFileRef, Tree
    from ..verdicts.replacements import Target

    Statement = Requirement | Replacement
    Statements = dict[tuple[str, ...], Statement]


def replaced(policy: NamedPolicy, tree: Tree, at: ModFileRef) -> Iterator[Finding]:
    """Replacements of a kind that is forbidden, or by a module that may not stand for others."""
    forbidden, hosts = policy.texts("forbid"), policy.texts("hosts")
    for target in replacements.targets(at.file, at.folder, at.path):
        kind = "versioned" if target.directory is None else "local"
        old, new = target.replaces, target.written
        message = ""
        if "all" in forbidden or kind in forbidden:
            message = f"{old} is replaced by {'the directory ' * (kind == 'local')}{new}, which "
            message += "policy.replace forbids"
        elif hosts and kind == "versioned" and not any(_is_from(new.path, each) for each in hosts):
            message = f"{old} is replaced by {new}, but policy.replace admits only "
            message += ", ".join(hosts)
        if message:
            flag = remedies.drop_replacement_flag(old.path, old.version)
            yield _of_replacement(target, message, remedies.edit_and_tidy(tree, at, flag))


def _is_from(path: str, host: str) -> bool:
    """Whether a module is one of a pattern, or below a host or path."""
    return module_pattern.matches(host, path) or path.startswith(host.rstrip("/") + "/")


def _of_replacement(target: Target, message: str, hint: Hint) -> Finding:
    return Finding(
        "POL207",
        target.path,
        target.line,
        target.column,
        message,
        hints=[hint],
        module=target.replaces.path,
        version=target.replaces.version,
        target=str(target.written),
    )


def misplaced(policy: NamedPolicy, at: ModFileRef) -> Iterator[Finding]:
    """A module whose path is not that of the repository with its folder, or none by which anything
    can be fetched (https://go.dev/ref/mod#vcs-find)."""
    module = at.file.module
    if module is None:
        return
    prefix = str(policy.values.get("prefix", ""))
    if not prefix:
        fault = module_path.module_path_fault(module.path)
        if fault:
            yield _of_module(at, module, f"module path {module.path}: nobody can fetch it: {fault}")
        return
    expected = join(repository_path(prefix), at.folder)
    path, suffix, _ = module_path.split_major(module.path)
    if expected not in (module.path, path):
        message = f"module path {module.path} is not that of its place, {expected}{suffix}"
        yield _of_module(at, module, message, expected + suffix)


def _of_module(at: ModFileRef, module: Module, message: str, wanted: str = "") -> Finding:
    hint = say("a path begins with a host name, as in github.com/owner/name")
    if wanted:
        hint = remedies.edit(at, f"-module={wanted}", "and its import paths")
    return Finding(
        "POL208",
        at.path,
        module.line,
        module.column,
        message,
        hints=[hint],
        module=module.path,
        wanted=wanted,
    )


def repository_path(address: str) -> str:
    """The path of a repository by its address: "host/owner/name" of "https://host/owner/name.git"
    and of "git@host:owner/name.git"."""
    _, scheme, rest = address.rpartition("://")
    place = rest.rpartition("@")[2] if scheme or "@" in rest else rest
    if not scheme and ":" in place:
        place = place.replace(":", "/", 1)
    return place.rstrip("/").removesuffix(".git")


def moved(tree: Tree, at: ModFileRef, bases: Sequence[ModFileRef]) -> Iterator[Finding]:
    """Requirements and replacements that are not as a base has them."""
    before = [_statements(old.file) for old in bases]
    if not before:
        return
    now = _statements(at.file)
    for key, statement in now.items():
        if not any(key in old and _said(old[key]) == _said(statement) for old in before):
            was = next((old[key] for old in before if key in old), None)
            message = f"{_named(key)} {_said(statement)} is new"
            if was is not None:
                message = f"{_named(key)} moved from {_said(was)} to {_said(statement)}"
            yield _of_statement(tree, at, key, message, statement, was)
    for key, was in before[0].items():
        if key not in now and all(key in old for old in before):
            message = f"{_named(key)} {_said(was)} is gone"
            yield _of_statement(tree, at, key, message, None, was)


def _statements(file: ModFile) -> Statements:
    """What a file requires and replaces, by what it is about."""
    statements: Statements = {("", each.path): each for each in file.requires}
    for each in file.replaces:
        statements["replace ", each.path, each.version] = each
    return statements


def _said(statement: Statement) -> str:
    """What is said of a module."""
    if isinstance(statement, Requirement):
        return statement.version
    return f"=> {statement.target} {statement.target_version}".rstrip()


def _named(key: tuple[str, ...]) -> str:
    return key[0] + " ".join(filter(None, key[1:]))


def _of_statement(
    tree: Tree,
    at: ModFileRef,
    key: tuple[str, ...],
    message: str,
    statement: Statement | None,
    was: Statement | None,
) -> Finding:
    return Finding(
        "POL212",
        at.path,
        statement.line if statement is not None else 0,
        statement.column if statement is not None else 0,
        f"{message}, but dependencies are frozen (policy.frozen)",
        hints=[_back(tree, at, key[1], statement, was)],
        module=key[1],
        text=message,
    )


def _back(
    tree: Tree, at: ModFileRef, path: str, statement: Statement | None, was: Statement | None
) -> Hint:
    """What makes a statement again what it was."""
    note = "takes it out again" if was is None else "moves it back"
    note = "puts it back" if statement is None else note
    if isinstance(was, Replacement):
        flag = remedies.replacement_flag(path, was.version, was.target, was.target_version)
    elif isinstance(statement, Replacement):
        flag = remedies.drop_replacement_flag(path, statement.version)
    else:
        version = "none" if was is None else was.version
        return remedies.get(tree, at.folder, f"{path}@{version}", note=note)
    return remedies.edit_and_tidy(tree, at, flag, note)
