"""What the hints of a finding come to where it is printed.

A check knows what would help: the file as the base has it, a hook that rewrites it, a go
command. How that is done depends on the base, on what the staged .pre-commit-config.yaml
runs, and on who made the commit: a bot makes its commit anew over every repair.
"""

from __future__ import annotations

import os

from ..rules.hint import ASK, MEND, RESTORE, RESTORE_COMMAND, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..report.severity import ReportedFinding
    from ..rules.finding import Finding
    from ..rules.hint import Hint
    from .context import Context

FRAMEWORK_FILE = ".pre-commit-config.yaml"
GATE = "go-mod-gate"

# What makes a bot do its work again, by a part of its name
BOTS = {
    "dependabot": 'dependabot made this commit: comment "@dependabot recreate" on its pull '
    "request once its branch may be overwritten; it updates the modules whose folders "
    ".github/dependabot.yml lists under directories",
    "renovate": "renovate made this commit: with postUpdateOptions: [gomodTidy] in its "
    "configuration it runs go mod tidy; then tick the box to rebase/retry in its pull request",
}


class Advice:
    """The hints of a run's findings, as they are to be printed."""

    __slots__ = ("_bot", "_context", "_framework")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._framework: dict[str, str] | None = None
        self._bot: str | None = None

    def given(self, reported: Iterable[ReportedFinding]) -> list[ReportedFinding]:
        """The findings with hints that can be followed."""
        from ..report.severity import ReportedFinding

        return [
            ReportedFinding(self._of(each.finding), each.severity) if each.finding.hints else each
            for each in reported
        ]

    def _of(self, finding: Finding) -> Finding:
        hints = [self._followable(hint) for hint in finding.hints]
        known = [hint for hint in hints if hint is not None]
        if known and known[0].is_alternative:
            known[0] = known[0].as_alternative(False)
        if any(" mod " in hint.command or " get " in hint.command for hint in known):
            bot = self._made_by()
            known += [say(bot)] if bot else []
        return finding.with_hints(known)

    def _followable(self, hint: Hint) -> Hint | None:
        """A hint with the command to type; None for one that cannot be followed."""
        if hint.kind == RESTORE:
            return self._restoring(hint)
        if hint.kind == MEND:
            return self._mending(hint)
        if hint.kind == ASK:
            return hint.with_command("", _of_package(hint.note))
        return hint

    def _restoring(self, hint: Hint) -> Hint | None:
        """Only where the base has something else there than the judged tree."""
        base, files = self._context.base, self._context.tree.files
        if base is None or not base.files.kind(hint.path):
            return None
        if base.files.oid(hint.path) and base.files.oid(hint.path) == files.oid(hint.path):
            return None
        name = self._context.base_name
        if name in ("", "HEAD"):
            return hint.with_command(hint.command)
        with_source = RESTORE_COMMAND.replace("restore", f"restore --source={name[:12]}")
        return hint.with_command(hint.command.replace(RESTORE_COMMAND, with_source, 1))

    def _mending(self, hint: Hint) -> Hint | None:
        """Through the framework where it runs the hook, or a gate that mends; else through the
        package's own command, None where that has none."""
        from ..rules.hint import quoted

        for hook in (hint.hook, GATE):
            block = self._hooks.get(hook)
            if block is not None and (hook != GATE or "--fix" in block):
                command = f"pre-commit run {hook}{_stage(block)}"
                return hint.with_command(f"{command} --files {quoted(hint.path)}")
        return hint.with_command(_of_package(hint.command)) if hint.command else None

    @property
    def _hooks(self) -> dict[str, str]:
        """What the staged configuration of the framework says of each hook, by id."""
        if self._framework is None:
            data = self._context.content(FRAMEWORK_FILE)
            self._framework = {} if data is None else _blocks(data.decode("utf-8", "replace"))
        return self._framework

    def _made_by(self) -> str:
        """What to tell a bot that made the judged commit; "" for people."""
        if self._bot is None:
            names = self._context.authors.lower()
            self._bot = next((text for name, text in BOTS.items() if name in names), "")
        return self._bot


def _of_package(text: str) -> str:
    """A text with the package's own command, fetched where the framework runs the hook: only there
    it is installed."""
    return text.replace("modcheck", "uvx gomod-hooks", 1) if "PRE_COMMIT" in os.environ else text


def _blocks(text: str) -> dict[str, str]:
    """The text about each hook of a configuration: from its id to the next one."""
    import re  # only where a hook is to be run

    lines = [line for line in text.split("\n") if not line.lstrip().startswith("#")]
    text = "\n".join(lines)
    starts = list(re.finditer(r"^\s*-?\s*id\s*:\s*['\"]?([\w.-]+)", text, re.M))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return {
        match.group(1): text[match.end() : end] for match, end in zip(starts, ends, strict=False)
    }


def _stage(block: str) -> str:
    """What to add to the command for a hook that does not run at every commit."""
    import re

    match = re.search(r"\bstages\s*:\s*\[?\s*([^\]]*?)(?:\]|\n\s*\w+\s*:|\Z)", block, re.S)
    if match is None:
        return ""
    stages: Sequence[str] = re.findall(r"[a-z][a-z-]+", match.group(1))
    if not stages or "pre-commit" in stages or "commit" in stages:
        return ""
    return f" --hook-stage {stages[0]}"
