"""Where a modules.txt differs from its normal form, in words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def difference(data: bytes, wanted: bytes) -> tuple[int, str]:
    """The first line that differs, and how."""
    if data.startswith(b"\xef\xbb\xbf"):
        return 1, "begins with a byte-order mark"
    if b"\r" in data:
        return data[: data.index(b"\r")].count(b"\n") + 1, "has carriage returns"
    old, new = _lines(data), _lines(wanted)
    at = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), -1)
    if at >= 0:
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
