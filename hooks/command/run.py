"""The run that every hook shares: what changed, what is wrong with it, say so."""

from __future__ import annotations

import os
import sys

from hooks.git.process import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hooks.command.options import Options
    from hooks.command.subject import Subject
    from hooks.git.changes import Changes
    from hooks.rules.finding import Finding

    Judge = Callable[[Subject], Iterable[Finding]]

PASSED, FOUND, FAILED = 0, 1, 2


class Hook:
    """What tells one hook from another.

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


MODULE_FILES = ("go.mod", "go.sum", "go.work", "go.work.sum", "vendor.mod", "vendor.sum")


def run(hook: Hook, argv: Sequence[str] | None) -> int:
    """Run a hook over its command line; the exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        return _run(hook, arguments)
    except GitError as error:
        return complain(hook.name, str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # the reader went away: what was found still decides
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FOUND
    except Exception as error:
        from hooks.command.failure import described  # only when something failed

        return complain(hook.name, described(error))


def complain(name: str, message: str) -> int:
    """One clear line on standard error; the exit status that goes with it."""
    from hooks.report.visible import visible  # only when something failed

    line = f"{name}: {visible(message)}\n".encode("utf-8", "backslashreplace")
    sys.stderr.flush()
    os.write(2, line)
    return FAILED


def _run(hook: Hook, arguments: Sequence[str]) -> int:
    known = None
    if not arguments and not os.environ.get("PRE_COMMIT_TO_REF"):
        from hooks.git.changes import since_head

        known = since_head()
        if known is not None and not is_concerned(hook, known):
            return PASSED
    from hooks.command.options import Options  # not before git has seen a change
    from hooks.git.commit import judged

    options = Options(arguments)
    if any(argument.startswith("-") for argument in arguments):
        from hooks.command.options import parse_hook  # only when an option was given

        options = parse_hook(hook, arguments)
    commit = judged(options.text("rev"), options.text("base"), known)
    if not (options.on("all") or options.files or is_concerned(hook, commit.changes)):
        return say("", options) if options.text("format") == "json" else PASSED
    from hooks.command.work import work

    return work(hook, commit, options)


def is_concerned(hook: Hook, changes: Changes) -> bool:
    """Whether something changed that can move the hook's verdict."""
    if not changes:
        return False
    return "*" in hook.watches or any(map(hook.watched, changes.relevant()))


def say(text: str, options: Options) -> int:
    """Write to standard output, in UTF-8 with plain line ends on every system."""
    if not text and options.text("format") == "json":
        text = "[]\n"
    data = text.encode("utf-8", "backslashreplace")
    sys.stdout.flush()
    while data:
        data = data[os.write(1, data) :]
    return PASSED
