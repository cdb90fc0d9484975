"""A snapshot of all modules as text, a line each."""

from __future__ import annotations

from .escaped import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..values.module_version import ModuleVersion
    from ..verdicts.snapshot import SnapshotModule


def snapshot_text(
    modules: Iterable[SnapshotModule], published: Callable[[ModuleVersion], str]
) -> str:
    """What each module is, its path, version and replacement, what is remarkable, and its time."""
    return "".join(_line(each, published(each.module)) for each in modules)


def _line(each: SnapshotModule, time: str) -> str:
    text = f"{each.role:8}  {each.module.path} {each.module.version}"
    if each.replace:
        text += f" => {each.replace}"
    marks = ["vendored"] if each.is_vendored else []
    if not each.is_known:
        marks.append("go.mod not known here")
    if time:
        marks.append(time)
    return escaped(f"{text}   ({', '.join(marks)})" if marks else text) + "\n"
