"""The run that every hook shares: what changed, what is wrong with it, report it."""

from __future__ import annotations

import gc
import os
import sys

from ..git.process import GitError
from ..tree.paths import ALL_FILES, GO_FILES, GO_VERSIONS, SETTINGS
from .output import PASSED, catch_interrupts, print_error, reserve_std_streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from ..git.changes import Changes
    from .hook import Hook
    from .options import Options


def run_and_exit(main: Callable[[], int]) -> NoReturn:
    """Run a door that has the process to itself, then end the process.

    It lives for milliseconds. Collecting garbage meanwhile and taking the
    interpreter apart at the end would cost more than all the work, for memory that
    the system takes back anyway. Whatever is printed has been written by then.
    """
    gc.disable()
    os._exit(main())


def run(hook: Hook, argv: Sequence[str] | None) -> int:
    """Run a hook over its command line; the exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    reserve_std_streams()
    try:
        catch_interrupts()
        return _run(hook, arguments)
    except GitError as error:
        return print_error(hook.name, str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from .errors import in_one_line  # only when something failed

        return print_error(hook.name, in_one_line(error))


def _run(hook: Hook, arguments: Sequence[str]) -> int:
    known = None
    files = [argument for argument in arguments if argument not in hook.switches]
    if not files and not os.environ.get("PRE_COMMIT_TO_REF"):
        from ..git.changes import since_head

        known = since_head()
        if known is not None and not (
            is_concerned(hook, known) and _reaches(hook, known, imports="--imports" in arguments)
        ):
            return PASSED
    from ..git.commit import judged
    from .options import Options  # not before git has seen a change

    switches = {argument[2:]: True for argument in arguments if argument in hook.switches}
    options = Options(files, switches)
    if any(argument.startswith("-") for argument in files):
        from .command_line import parse_hook  # only when an option was given

        options = parse_hook(hook, arguments)
    commit = judged(options.value("rev"), options.value("base"), known)
    try:
        asks = options.flag("all") or options.flag("verbose") or options.files
        changes = commit.changes
        if not (asks or is_concerned(hook, changes) or _are_named(options, changes)):
            return _report_nothing(options)
        from .judge import judge

        return judge(hook, commit, options)
    finally:
        commit.objects.close()


def _report_nothing(options: Options) -> int:
    """Report that nothing was found, to programs that read a document."""
    name = options.value("format")
    if not name:
        return PASSED
    from ..report.formats import FORMATS
    from .output import write_out

    return write_out(FORMATS[name].write(())) if FORMATS[name].is_document else PASSED


def _reaches(hook: Hook, known: Changes, *, imports: bool) -> bool:
    """Whether a change of the index reaches a hook that depends on any file, or on those that name
    a version of Go: one of a module file does. Another only where a vendor folder keeps copies of
    the repository's own; of a Go file also where its `imports` are asked for, on the command line
    or in the configuration; of a file that may name a version of Go where that asks for it."""
    is_wide, is_of_versions = ALL_FILES in hook.files, GO_VERSIONS in hook.files
    if known.relevant() or not (is_wide or is_of_versions):
        return True
    touches = is_wide and known.touch_go_files()
    if touches and imports:
        return True
    from ..git import copies  # not before all else is ruled out

    keys = [copies.IMPORTS] if touches else []
    keys += [copies.VERSIONS] if known.may_touch_go_versions() else []
    return copies.staged(*keys, copies=is_wide)


def is_concerned(hook: Hook, changes: Changes) -> bool:
    """Whether something changed that can change the hook's verdict."""
    if not changes:
        return False
    if ALL_FILES in hook.files or (GO_FILES in hook.files and changes.touch_go_files()):
        return True
    if SETTINGS in hook.files and changes.may_touch_settings():
        return True
    if GO_VERSIONS in hook.files and changes.may_touch_go_versions():
        return True
    return any(map(hook.depends_on, changes.relevant()))


def _are_named(options: Options, changes: Changes) -> bool:
    """Whether --match-file names a file that changed: by it any name may be that of such a file."""
    asked = options.values_of("match-file")
    if not asked:
        return False
    from ..rules.allow import reaches  # few runs name one

    return any(reaches(pattern, path) for pattern in asked for path in changes.all())
