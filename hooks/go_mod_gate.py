"""Stop a commit whose go.mod, go.sum, go.work or vendor folder is not sound.

All checks of the other hooks in one process: one start-up, each file read and
parsed once, each problem said once. This is the only entry point that opens others.
"""

from __future__ import annotations

from .command.hook import Hook
from .command.run import alone, run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .command.subject import Subject
    from .rules.finding import Finding


def judge(subject: Subject) -> Iterator[Finding]:
    """What any of the checks finds, each equal finding once, as the options of its hook ask."""
    from . import (
        go_directive,
        go_mod_format,
        go_replace_targets,
        go_sum_diff,
        go_sum_sort,
        go_vendor_modules,
        go_vendor_tree,
        go_version_drift,
    )

    seen = set()
    for door in (
        go_directive,
        go_mod_format,
        go_replace_targets,
        go_sum_diff,
        go_sum_sort,
        go_vendor_modules,
        go_vendor_tree,
        go_version_drift,
    ):
        own = subject.of_hook(door.HOOK.name)
        for finding in door.judge(own):
            place = (finding.code, finding.path, finding.line)
            if place not in seen and own.wants(finding):
                seen.add(place)
                if own.options.on("strict"):
                    subject.failing.add(finding.code)
                yield finding


HOOK = Hook("go-mod-gate", __doc__, judge, ("*",), tells=False)


def main(argv: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: findings; 2: usage or git error."""
    return run(HOOK, argv)


if __name__ == "__main__":
    alone(main)
