"""Where a finding about a requirement stands: at its line of go.mod."""

from __future__ import annotations

from ..rules.finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..formats.modfile.directives import Requirement
    from ..rules.hint import Hint
    from ..values.releases import Release


def on_requirement(
    code: str,
    path: str,
    required: Requirement,
    message: str,
    hints: Sequence[Hint],
    *,
    target: str = "",
    wanted: str = "",
    text: str = "",
    releases: Sequence[Release] = (),
) -> Finding:
    """A finding about a requirement of the go.mod at a path."""
    return Finding(
        code,
        path,
        required.line,
        required.column,
        message,
        hints=hints,
        module=required.path,
        version=required.version,
        target=target,
        wanted=wanted,
        text=text,
        releases=releases,
    )
