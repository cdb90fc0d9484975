"""What a scan came to, for people and as JSON."""

from __future__ import annotations

import shlex
import time
from dataclasses import dataclass

from ..report.escaped import escaped
from ..report.json_report import dump, plain
from ..values import amounts
from ..values.product import NAME, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .contents import Contents
    from .layout import ActionEntry, OutputEntry
    from .plan import Removal
    from .verify import Damage, Verified

SHOWN = 20  # paths that the text lists of one kind; the JSON has them all


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """A scan: what was there `before`, what was `pruned` and `evicted` (None where neither was
    asked for), what stayed because it was used since or the system refused, and what was
    verified. `size` are the bytes that are left."""

    before: Contents
    is_dry_run: bool
    prune: str
    pruned: Removal | None
    quota: int | None
    evicted: Removal | None
    used_since: Sequence[str]
    refused: Sequence[tuple[str, str]]
    verified: Verified | None

    @property
    def size(self) -> int:
        """The bytes that are left."""
        return self.before.size - sum(
            taken.size for taken in (self.pruned, self.evicted) if taken is not None
        )

    @property
    def is_over_quota(self) -> bool:
        """Whether more is left than the quota allows."""
        return self.quota is not None and self.size > self.quota

    @property
    def is_clean(self) -> bool:
        """Whether there is neither damage nor too much."""
        return not self.is_over_quota and not (self.verified and self.verified.damaged)


def as_text(outcome: ScanOutcome) -> str:
    """The outcome for people: a line for each thing that was asked for, and each damaged entry
    with the command that removes it."""
    before, would = outcome.before, "would be " if outcome.is_dry_run else ""
    folders = sum(output.program is not None for output in before.outputs.values())
    line = f"{escaped(before.root)}: {len(before.actions):,} action entries, "
    line += f"{len(before.outputs):,} outputs ({folders:,} of them folders), "
    lines = [line + amounts.in_words(before.size)]
    lines += _marks(before)
    if outcome.pruned is not None:
        why = f"not used for {outcome.prune}"
        lines.append(f"{would}pruned: {_counted(outcome.pruned)} ({why})")
    if outcome.evicted is not None and outcome.quota is not None:
        lines.append(f"{would}evicted: {_counted(outcome.evicted)} (least recently used)")
        over = "over the quota: " if outcome.is_over_quota else ""
        line = f"{over}{amounts.in_words(outcome.size)} of {amounts.in_words(outcome.quota)}"
        grace = "; what is left was used within the last 2 hours" if over else ""
        lines.append(line + grace)
    if outcome.used_since:
        lines.append(f"kept: {len(outcome.used_since):,} entries that a build used meanwhile")
    if outcome.verified is not None:
        lines += _verified(before.root, outcome.verified)
    return "".join(f"{line}\n" for line in lines)


def _marks(contents: Contents) -> list[str]:
    lines = []
    if contents.trimmed is not None:
        lines.append(f"last trimmed by the go command: {_instant(contents.trimmed)}")
    if contents.tests_expired is not None:
        lines.append(f"test results count from {_instant(contents.tests_expired)} on")
    if contents.fuzz_files:
        size = amounts.in_words(contents.fuzz_size)
        lines.append(f"fuzz: {contents.fuzz_files:,} inputs, {size} (go clean -fuzzcache)")
    return lines + _listed("not of the go command, left alone", contents.others)


def _verified(root: str, verified: Verified) -> list[str]:
    lines = [f"verified: {verified.outputs:,} outputs, {len(verified.damaged):,} damaged"]
    for damage in verified.damaged[:SHOWN]:
        lines.append(f"  {escaped(damage.path)}: {damage.reason}")
        lines.append(f"      {_mending(root, damage)}")
    if len(verified.damaged) > SHOWN:
        lines.append(f"  and {len(verified.damaged) - SHOWN:,} more (--report-json lists them)")
    lines += _listed("damaged, but no action entry names it", verified.unused)
    return lines + _listed("action entry without its output", verified.missing)


def _mending(root: str, damage: Damage) -> str:
    """The command that removes a damaged entry: what names it first. It is never cut."""
    last = [] if damage.path in damage.actions else [damage.path]
    paths = [f"{root}/{path}" for path in [*damage.actions, *last]]
    command = f"rm -r {' '.join(map(shlex.quote, paths))}"
    return command if command.isprintable() else escaped(command)


def _listed(what: str, paths: Sequence[str]) -> list[str]:
    lines = [f"{what}: {escaped(path)}" for path in paths[:SHOWN]]
    if len(paths) > SHOWN:
        lines.append(f"{what}: {len(paths) - SHOWN:,} more")
    return lines


def _counted(taken: Removal) -> str:
    actions, outputs = len(taken.actions), len(taken.outputs)
    return f"{actions:,} action entries, {outputs:,} outputs, {amounts.in_words(taken.size)}"


def _instant(seconds: float) -> str:
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (OverflowError, OSError, ValueError):
        return "an impossible time"


def as_json(outcome: ScanOutcome) -> str:
    """The outcome for programs; sizes are in bytes, paths relative to the root."""
    before, verified = outcome.before, outcome.verified
    return dump(
        {
            "tool": {"name": NAME, "version": VERSION},
            "root": plain(before.root),
            "dry_run": outcome.is_dry_run,
            "clean": outcome.is_clean,
            "before": _counts(before.actions, [*before.outputs.values()], before.size),
            "after": {"bytes": outcome.size},
            "trimmed": None if before.trimmed is None else _instant(before.trimmed),
            "tests_expired": (
                None if before.tests_expired is None else _instant(before.tests_expired)
            ),
            "fuzz": {"files": before.fuzz_files, "bytes": before.fuzz_size},
            "others": [plain(path) for path in before.others],
            "pruned": _taken(outcome.pruned),
            "evicted": _taken(outcome.evicted),
            "quota": (
                None
                if outcome.quota is None
                else {"bytes": outcome.quota, "over": outcome.is_over_quota}
            ),
            "used_since": list(outcome.used_since),
            "refused": [{"path": path, "reason": reason} for path, reason in outcome.refused],
            "verified": None if verified is None else _verification(verified),
        }
    )


def _taken(taken: Removal | None) -> dict[str, object] | None:
    return None if taken is None else _counts(taken.actions, taken.outputs, taken.size)


def _counts(
    actions: Sequence[ActionEntry], outputs: Sequence[OutputEntry], size: int
) -> dict[str, object]:
    return {
        "actions": len(actions),
        "outputs": len(outputs),
        "folders": sum(output.program is not None for output in outputs),
        "bytes": size,
    }


def _verification(verified: Verified) -> dict[str, object]:
    return {
        "outputs": verified.outputs,
        "damaged": [
            {
                "path": damage.path,
                "reason": damage.reason,
                "bytes": damage.size,
                "actions": list(damage.actions),
            }
            for damage in verified.damaged
        ],
        "unused": list(verified.unused),
        "missing": list(verified.missing),
    }
