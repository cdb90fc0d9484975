"""What a project may forbid in go.mod and go.work; nothing here is wrong in itself."""

from __future__ import annotations

from ..rules.finding import Finding
from .replacements import found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ..formats.directives import Directive
    from ..formats.mod_file import GoMod, GoWork
    from ..verdicts.replacements import Target

DIRECTIVES = ("exclude", "godebug", "ignore", "retract", "tool", "toolchain")


def local(targets: Sequence[Target]) -> Iterator[Finding]:
    """Replacements by directories."""
    for one in targets:
        if one.directory is not None:
            message = f"{one.replaces[0]} is replaced by the directory {one.text}"
            yield found("REP601", one, message, "require a version, or use a go.work")


def forbidden(path: str, tree: GoMod | GoWork, names: Collection[str]) -> Iterator[Finding]:
    """Directives of these names; retractions only where they give no rationale."""
    for name, lines in _lines(tree).items():
        if name not in names:
            continue
        for one, text in lines:
            message = (
                f"{name} directive: {text}" if name != "retract" else f"retract {text} says not why"
            )
            hint = "say why in a comment" if name == "retract" else ""
            yield Finding("REP602", path, one.line, one.column, message, hint=hint)


def _lines(tree: GoMod | GoWork) -> dict[str, Iterable[tuple[Directive, str]]]:
    """By name, the directives that can be forbidden, each with what it says."""
    found: dict[str, Iterable[tuple[Directive, str]]] = {
        "godebug": [(one, f"{one.key}={one.value}") for one in tree.godebugs],
        "toolchain": [(tree.toolchain, tree.toolchain.name)] if tree.toolchain else [],
    }
    for name in ("excludes", "ignores", "retracts", "tools"):
        lines = getattr(tree, name, ())
        found[name[:-1]] = [(one, _text(one)) for one in lines if not getattr(one, "rationale", "")]
    return found


def _text(one: Directive) -> str:
    low, high = getattr(one, "low", ""), getattr(one, "high", "")
    if low:
        return low if low == high else f"[{low}, {high}]"
    return " ".join(
        word for word in (getattr(one, "path", ""), getattr(one, "version", "")) if word
    )
