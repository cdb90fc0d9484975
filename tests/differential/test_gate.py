"""The gate beside the other hooks, on every commit of the recorded cases."""

from __future__ import annotations

from hooks.command.context import Context
from hooks.go_mod_gate import SAID_BY
from hooks.report.severity import ERROR, with_severity
from hooks.rules.pages import ALWAYS, page
from tests import shared
from tests.differential.conftest import Sample
from tests.hostile import judging

GATE = "go_mod_gate"
APART = "go_sum_verify"  # at the push, with a library of its own: the gate does not run it
OTHERS = [door for door in judging.DOORS if door not in (GATE, APART)]

Places = set[tuple[str, str, int]]


def errors(door: str, files: dict[str, bytes], *options: str) -> Places:
    """Code, path and line of what fails."""
    hook = judging.hook_of(door)
    given = judging.options_of(door, options)
    context = Context(hook, judging.committed(files), given, None)
    findings = hook.judge(context)
    return {
        (reported.finding.code, reported.finding.path, reported.finding.line)
        for reported in with_severity(findings, strict=given.flag("strict"), failing=hook.fixes)
        if reported.severity == ERROR
    }


def test_the_gate_reports_what_the_other_hooks_report(stride: Sample) -> None:
    differ = {}
    for case in [*shared.corpus_cases(stride(60)), *shared.mutants(stride(60))]:
        for options in (["--all"], ["--all", "--strict"]):
            together = errors(GATE, case.files, "--imports", *options)
            separate = {place for door in OTHERS for place in errors(door, case.files, *options)}
            separate = {place for place in separate if not is_said_by_another(place, separate)}
            if "--strict" not in options:  # a hook that mends files stops for them even so
                separate = {place for place in separate if fails(place[0]) == ALWAYS}
            if together != separate:
                differ[case.name] = together ^ separate
    assert differ == {}


def is_said_by_another(place: tuple[str, str, int], places: Places) -> bool:
    """Whether the gate leaves it out because another code says the same of the line."""
    code, *line = place
    return any((other, *line) in places for other in SAID_BY.get(code, ()))


def fails(code: str) -> str:
    rule = page(code)
    assert rule is not None
    return rule.fails
