"""`modcheck fix`: run the hooks that rewrite files, for those who do not have them at hand."""

from __future__ import annotations

from ..command.output import version, write_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = """\
usage: modcheck fix [--fold] [FILE ...]

Rewrite on disk what is staged and not in form, as go-mod-format, go-sum-sort and
go-vendor-modules do: the files that are named, else those of the modules that the staged change
touches; --fold leaves at most two require blocks. Nothing is staged. The exit status is 1 where
something was out of form.
"""


def fix(arguments: Sequence[str]) -> int:
    """Run the three hooks over the files that are theirs; the highest of their exit statuses."""
    if "--help" in arguments or "-h" in arguments:
        return write_out(USAGE)
    if "--version" in arguments:
        return write_out(version())
    from .. import go_mod_format, go_sum_sort, go_vendor_modules
    from ..tree.paths import MODULES_TXT

    status = 0
    folds = [each for each in arguments if each == "--fold"]
    named = [each for each in arguments if each != "--fold"]
    for door in (go_mod_format, go_sum_sort, go_vendor_modules):
        hook = door.HOOK
        files = [
            path
            for path in named
            if path.rpartition("/")[2] in hook.files
            or (MODULES_TXT in f"/{path}" and hook is go_vendor_modules.HOOK)
        ]
        if files or not named:
            options = folds if door is go_mod_format else []
            given = [*options, "--select", ",".join(hook.fixes), "--", *files]
            status = max(status, door.main(given))
    return status
