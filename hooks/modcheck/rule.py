"""`modcheck rule CODE`: what a code means and how to mend what it found."""

from __future__ import annotations

from ..command.output import complain, put
from ..rules import pages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..rules.pages import Page


def rule(arguments: Sequence[str]) -> int:
    """Print the pages of the codes named, or a line for every code."""
    if "--help" in arguments or "-h" in arguments:
        return put("usage: modcheck rule [CODE ...]\n\nWithout CODE: every code, a line each.\n")
    if not arguments:
        return put("".join(f"{one.code}  {one.fails:10}  {one.title}\n" for one in _all()))
    text = ""
    for name in arguments:
        found = pages.page(name.upper())
        if found is None:
            return complain("modcheck rule", f"unknown code {name[:40]!r}")
        text += f"{found.code}: {found.title}\n"
        text += f"fails: {found.fails}; hooks: {', '.join(found.hooks)}\n\n{found.text.strip()}\n"
    return put(text)


def _all() -> Iterator[Page]:
    for code in pages.codes():
        found = pages.page(code)
        if found is not None:
            yield found
