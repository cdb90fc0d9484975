"""What tells one hook from another."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..rules.finding import Finding
    from .subject import Subject

    Judge = Callable[[Subject], Iterable[Finding]]

MODULE_FILES = ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor.mod", "vendor.sum")


class Hook:
    """A hook: its name, what it is about, and how it judges.

    `watches` are the file names that can move its verdict ("vendor/" for all
    below a vendor folder, "*" for any file). `fixes` are the codes that it
    mends, `repair` gives a file's new content. One that `tells` also prints what
    never fails.
    """

    __slots__ = ("about", "epilogue", "fixes", "judge", "name", "repair", "tells", "watches")

    def __init__(
        self,
        name: str,
        about: str | None,
        judge: Judge,
        watches: tuple[str, ...],
        *,
        fixes: tuple[str, ...] = (),
        tells: bool = True,
        repair: Callable[[Subject, str, bytes], bytes | None] | None = None,
        epilogue: Callable[[Subject, Sequence[Finding]], str] | None = None,
    ) -> None:
        self.name = name
        self.about = about or ""
        self.judge = judge
        self.watches = watches
        self.fixes = fixes
        self.tells = tells
        self.repair = repair
        self.epilogue = epilogue

    def watched(self, path: str) -> bool:
        """Whether a change of this path can move the verdict."""
        watches = self.watches
        if path.startswith("vendor/") or "/vendor/" in path:
            return "vendor/" in watches or (
                "vendor/modules.txt" in watches and path.endswith("vendor/modules.txt")
            )
        name = path.rpartition("/")[2]
        return name in watches or name not in MODULE_FILES
