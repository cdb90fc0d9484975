"""REP601, REP602, REP603: what a project may forbid; nothing here is wrong in itself."""

from __future__ import annotations

from ..formats.modfile.directives import Exclusion, GoDebug, Replacement
from ..formats.modfile.table import SPECS
from ..rules.finding import Finding
from ..rules.hint import quoted, run, say
from ..tree.paths import join
from . import remedies
from .rep_targets import finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ..formats.modfile.directives import Directive
    from ..tree.tree import ModFileRef, Tree
    from ..verdicts.replacements import Target


def local_replacements(targets: Sequence[Target]) -> Iterator[Finding]:
    """Replacements by directories."""
    for target in targets:
        if target.directory is not None:
            message = f"{target.replaces.path} is replaced by the directory {target.written}"
            hint = say("require a version, or use the directory in a go.work")
            yield finding("REP601", target, message, [hint])


def forbidden_directives(tree: Tree, at: ModFileRef, verbs: Collection[str]) -> Iterator[Finding]:
    """Directives of these verbs; retractions only where they give no rationale."""
    for verb, spec in SPECS.items():
        if verb not in verbs or spec.described is None:
            continue
        for directive in spec.entries(at.file):
            if spec.is_excused(directive):
                continue
            text = spec.described(directive)
            message = f"{verb} directive: {text}"
            hints = [remedies.edit(at, _drop(verb, directive))]
            if verb == "retract":
                message = f"retract {text} does not say why"
                hints = [say("say why in a comment at the line, or above it")]
            elif verb == "replace":
                hints = [remedies.edit_and_tidy(tree, at, _drop(verb, directive))]
            yield Finding(
                "REP602",
                at.path,
                directive.line,
                directive.column,
                message,
                hints=hints,
                text=f"{verb} {text}",
            )


def _drop(verb: str, directive: Directive) -> str:
    """The flag of go mod edit that drops a directive."""
    if verb == "toolchain":
        return "-toolchain=none"
    if verb == "replace":
        assert isinstance(directive, Replacement)
        return remedies.drop_replacement_flag(directive.path, directive.version)
    if verb == "exclude":
        assert isinstance(directive, Exclusion)
        return "-dropexclude=" + quoted(f"{directive.path}@{directive.version}")
    name = directive.key if isinstance(directive, GoDebug) else getattr(directive, "path", "")
    return f"-drop{verb}=" + quoted(name)


def committed_workspace(tree: Tree, folder: str) -> Iterator[Finding]:
    """A go.work, where a project wants none."""
    path = join(folder, "go.work")
    if tree.files.kind(path) == "file":
        hint = run(f"git rm --cached {quoted(path)}")
        yield Finding("REP603", path, 1, 1, "go.work is committed", hints=[hint])
