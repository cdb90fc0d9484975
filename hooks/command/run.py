"""The run that every hook shares: what changed, what is wrong with it, say so."""

from __future__ import annotations

import gc
import os
import sys

from ..git.process import GitError
from .output import PASSED, complain, hold_open, put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from ..git.changes import Changes
    from .hook import Hook
    from .options import Options


def alone(main: Callable[[], int]) -> NoReturn:
    """Run a door that has the process to itself, then end the process.

    It lives for milliseconds. Collecting garbage meanwhile and taking the
    interpreter apart at the end would cost more than all the work, for memory that
    the system takes back anyway. Whatever is said has been written by then.
    """
    gc.disable()
    os._exit(main())


def run(hook: Hook, argv: Sequence[str] | None) -> int:
    """Run a hook over its command line; the exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    hold_open()
    try:
        return _run(hook, arguments)
    except GitError as error:
        return complain(hook.name, str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from .failure import described  # only when something failed

        return complain(hook.name, described(error))


def _run(hook: Hook, arguments: Sequence[str]) -> int:
    known = None
    if not arguments and not os.environ.get("PRE_COMMIT_TO_REF"):
        from ..git.changes import since_head

        known = since_head()
        if known is not None and not (is_concerned(hook, known) and _reaches(hook, known)):
            return PASSED
    from ..git.commit import judged
    from .options import Options  # not before git has seen a change

    options = Options(arguments)
    if any(argument.startswith("-") for argument in arguments):
        from .command_line import parse_hook  # only when an option was given

        options = parse_hook(hook, arguments)
    commit = judged(options.text("rev"), options.text("base"), known)
    try:
        if not (options.on("all") or options.files or is_concerned(hook, commit.changes)):
            return _nothing(options)
        from .work import work

        return work(hook, commit, options)
    finally:
        commit.objects.close()


def _nothing(options: Options) -> int:
    """Say that nothing was found, to those who read it as data."""
    if options.text("format") not in ("json", "sarif"):
        return PASSED
    from .work import written

    return put(written((), options))


def _reaches(hook: Hook, known: Changes) -> bool:
    """Whether a change of the index reaches a hook that watches any file: one of a module file
    does, another only where a vendor folder keeps copies of the repository's own."""
    if "*" not in hook.watches or known.relevant():
        return True
    from ..git import copies  # not before all else is ruled out

    return copies.are_staged()


def is_concerned(hook: Hook, changes: Changes) -> bool:
    """Whether something changed that can move the hook's verdict."""
    if not changes:
        return False
    return "*" in hook.watches or any(map(hook.watched, changes.relevant()))
