"""`modcheck rule CODE`: what a code means, and how to fix its findings."""

from __future__ import annotations

from ..command.nearest import meant_code
from ..command.output import print_error, version, write_out
from ..rules import pages
from ..values.product import address_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..rules.pages import Page

USAGE = "usage: modcheck rule [CODE ...]\n\nWithout CODE: every code, a line each.\n"


def rule(arguments: Sequence[str]) -> int:
    """Print the pages of the codes that are named, or without codes a line for each code. The
    exit status: 0, or 2 for an unknown code."""
    if "--help" in arguments or "-h" in arguments:
        return write_out(USAGE)
    if "--version" in arguments:
        return write_out(version())
    if not arguments:
        return write_out(
            "".join(f"{rule.code}  {rule.fails:10}  {rule.title}\n" for rule in _all())
        )
    text = ""
    for name in arguments:
        page = pages.page(name.upper())
        if page is None:
            guess = meant_code(name.upper(), pages.codes())
            return print_error("modcheck rule", f"unknown code {name[:40]!r}{guess}")
        text += f"{page.code}: {page.title}\n"
        text += f"fails: {page.fails}; hooks: {', '.join(page.hooks)}\n"
        text += f"judged in {page.judged}\n\n{page.text.strip()}\n\n{address_of(page.code)}\n"
    return write_out(text)


def _all() -> Iterator[Page]:
    for code in pages.codes():
        page = pages.page(code)
        if page is not None:
            yield page
