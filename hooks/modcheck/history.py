"""`modcheck check --rev A..B`: what would the gate have stopped?

Each commit of the range is judged against its parents, under one configuration:
the one named with --config, else that of the range's end.
"""

from __future__ import annotations

import sys

from ..command.output import FOUND, PASSED, put
from ..command.subject import Subject
from ..git.history import History
from ..git.objects import Objects

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..command.config import Config
    from ..command.options import Options
    from ..git.history import PastCommit
    from ..report.report import Said

    Judged = list[tuple[str, list[Said]]]


def replay(options: Options) -> int:
    """0: no commit would have been stopped; 1: some would."""
    from ..command.failure import UsageError

    form = options.text("format", "text")
    if form not in ("text", "json"):
        raise UsageError(f"--format {form}: a range is told as text or json")
    if options.text("base"):
        raise UsageError("--base: each commit of a range is compared with its parents")
    objects = Objects()
    history = History(options.text("rev"), objects)
    config = _configuration(options, objects)
    stopped: Judged = []
    for number, commit in enumerate(_told(history), start=1):
        said = _judged(commit, options, config)
        if said:
            stopped.append((commit.rev, said))
        if number == len(history):
            objects.close()
    write = _json if form == "json" else _text
    put(write(stopped, len(history)))
    errors = any(one.severity == "error" for _, said in stopped for one in said)
    return FOUND if errors else PASSED


def _configuration(options: Options, objects: Objects) -> Config | None:
    from ..command.settings import NAME, named, parsed

    asked = options.text("config")
    if asked:
        return None if asked == "none" else named(asked, objects)
    end = options.text("rev").partition("..")[2] or "HEAD"
    data = objects.read(f"{end}:{NAME}")
    return None if data is None else parsed(data, NAME)


def _judged(commit: PastCommit, options: Options, config: Config | None) -> list[Said]:
    from .. import go_mod_gate
    from ..command.work import heard

    hook = go_mod_gate.HOOK
    if not commit.changes:
        return []
    subject = Subject(hook.name, commit, options, config, fixes=bool(hook.fixes))
    return heard(hook.judge(subject), subject, hook)


def _told(history: History) -> Iterator[PastCommit]:
    """The commits, with a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from history
        return
    total = len(history)
    for number, commit in enumerate(history, start=1):
        if number % 20 == 0 or number == total:
            full = 30 * number // total
            bar = "█" * full + "░" * (30 - full)
            sys.stderr.write(f"\r{bar} {number}/{total} commits")
            sys.stderr.flush()
        yield commit
    sys.stderr.write("\r\x1b[K")


def _text(stopped: Judged, total: int) -> str:
    from ..report.text import text

    lines = []
    for rev, said in stopped:
        lines += [f"{rev[:12]} {line}\n" for line in text(said, hints=False).splitlines()]
    counts = _counts(stopped)
    lines.append(f"{len(stopped)} of {total} commits would have been stopped or told of\n")
    lines += [f"  {code}  {count:6}  {title}\n" for code, count, title in counts]
    return "".join(lines)


def _json(stopped: Judged, total: int) -> str:
    from ..report.json_text import dump, facts

    return dump(
        {
            "commits": total,
            "stopped": [
                {"commit": rev, "findings": [facts(one) for one in said]} for rev, said in stopped
            ],
            "codes": {code: count for code, count, _ in _counts(stopped)},
        }
    )


def _counts(stopped: Sequence[tuple[str, list[Said]]]) -> list[tuple[str, int, str]]:
    """Code, commits that bring it, and title, the most frequent first."""
    from ..rules.pages import page

    counts: dict[str, int] = {}
    for _, said in stopped:
        for code in {one.finding.code for one in said}:
            counts[code] = counts.get(code, 0) + 1
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    pages = {code: page(code) for code in ordered}
    return [
        (code, counts[code], found.title if (found := pages[code]) is not None else "")
        for code in ordered
    ]
