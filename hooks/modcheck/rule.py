"""`modcheck rule CODE`: what a code means and how to mend what it found."""

from __future__ import annotations

import sys

from hooks.command.output import complain
from hooks.rules import pages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def rule(arguments: Sequence[str]) -> int:
    """Print the pages of the codes named, or a line for every code."""
    if "--help" in arguments or "-h" in arguments:
        print("usage: modcheck rule [CODE ...]\n\nWithout CODE: every code, a line each.")
        return 0
    if not arguments:
        for code in pages.codes():
            found = pages.page(code)
            assert found is not None
            print(f"{code}  {found.fails:10}  {found.title}")
        return 0
    for name in arguments:
        found = pages.page(name.upper())
        if found is None:
            return complain("modcheck rule", f"unknown code {name[:40]!r}")
        hooks = ", ".join(found.hooks)
        sys.stdout.write(f"{found.code}: {found.title}\n")
        sys.stdout.write(f"fails: {found.fails}; hooks: {hooks}\n\n{found.text.strip()}\n")
    return 0
