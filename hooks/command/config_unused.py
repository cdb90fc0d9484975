"""ENV201: exceptions of the configuration that excuse nothing, and those that have ended.

Whether one excuses nothing shows only where every module is judged, and only for
codes that the state of the tree decides: what was compared with a base has passed by then.
"""

from __future__ import annotations

from ..report.severity import ReportedFinding, with_severity
from ..rules.finding import Finding
from ..rules.hint import say
from ..rules.pages import ALWAYS, ON_REQUEST, STRICT, page
from ..tree.paths import CONFIGURATION
from .output import print_note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..rules.allow import Allowance
    from .config import Config
    from .context import Context
    from .hook import Hook

# Codes that only a difference from the base, or a file of the change, brings up
OF_A_CHANGE = (
    *("DIR506", "DRF201", "ENV203", "MOD403"),
    *("POL104", "POL206", "POL209", "POL210", "POL211", "POL212"),
    *("PRF104", "PRF201", "PRF202", "PRF203"),
    *("SUM101", "SUM102", "SUM106", "SUM109", "SUM111", "SUM112", "SUM113"),
    *("VEN303", "VEN304", "VEN307", "VEN308", "VEN309", "VEN310", "VEN311", "VEN312", "VEN313"),
    "VEN317",
)
GATE = "go-mod-gate"  # the hook that looks for unused exceptions
POLICY = "go-mod-policy"  # the hook that the configuration asks by its policy
# What a configuration can say of a hook that keeps it from finding what is excused
NARROWING = (
    *("exclude", "go", "ignore", "include-fixtures", "module-cache", "select", "strict"),
    "toolchain",
)


def with_unused(
    hook: Hook, context: Context, config: Config, reported: Sequence[ReportedFinding]
) -> list[ReportedFinding]:
    """What is reported, with the exceptions that excuse nothing where --strict and --all ask for
    them. Says on standard error which exceptions have ended, and which entries of the policy."""
    if config.ended:
        print_note(hook.name, _of_ended(config, reported))
    if not hook.reports_notes and config.policy is not None:
        for title, entry in config.policy.ended:  # POL301 is a note
            place = f"{config.source.name}:{entry.line}"
            print_note(hook.name, f"{place}: {title} ended on {entry.until}")
    strict = context.options.flag("strict")
    is_own = not context.options.value("config")
    if not (strict and is_own and context.options.flag("all") and hook.fixers is not None):
        return [*reported]
    found = [finding for finding in _unused(config, context) if context.selects(finding)]
    return [*reported, *with_severity(found, strict=strict, failing=())]


def _of_ended(config: Config, reported: Sequence[ReportedFinding]) -> str:
    """What to say of the exceptions that have ended: first of one that is missed."""
    findings = [each.finding for each in reported]
    missed = [each for each in config.ended if any(map(each.covers, findings[:1000]))]
    first = (missed or config.ended)[0]
    place = f"{config.source.name}:{config.source.line('allow', first.number)}"
    more = f", and {len(config.ended) - 1} more" if len(config.ended) > 1 else ""
    effect = ": what it excused is found again" if missed else ""
    return f"{place}: the exception for {first.subject} ended on {first.until}{more}{effect}"


def _unused(config: Config, context: Context) -> Iterator[Finding]:
    """A finding for each exception that nothing needs."""
    used = {id(exception) for exception, _ in config.silenced.values()}
    every = sorted([*config.allow, *config.ended], key=lambda exception: exception.number)
    names: list[str] | None = None
    for exception in every:
        if id(exception) in used or not _is_known(exception, config):
            continue
        message = f"exception for {exception.subject} excuses nothing"
        if exception in config.ended:
            message = f"exception for {exception.subject} ended on {exception.until}"
        elif exception.path:
            names = names if names is not None else list(context.tree.files.below(""))
            if not any(map(exception.reaches, names)):
                message += f": no file here is {exception.path}"
        line = config.source.line("allow", exception.number)
        hint = say("take it out, or mend what narrows it")
        yield Finding("ENV201", CONFIGURATION, line, 1, message, hints=[hint])


def _is_known(exception: Allowance, config: Config) -> bool:
    """Whether the run would have found what an exception is for."""
    rule = page(exception.code)
    if rule is None or exception.code in OF_A_CHANGE:
        return False
    is_asked_for = rule.hooks[0] == POLICY and config.policy is not None
    if rule.fails not in (ALWAYS, STRICT) and not (rule.fails == ON_REQUEST and is_asked_for):
        return False
    if GATE not in rule.hooks:
        return False  # another hook's alone, which was not run
    return not any(config.hooks.get(name, {}).keys() & set(NARROWING) for name in rule.hooks)
