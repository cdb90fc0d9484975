"""The gate beside the other hooks, on every commit of the recorded cases."""

from __future__ import annotations

import pytest

from hooks.command.subject import Subject
from hooks.report.report import ERROR, weighed
from hooks.rules.pages import ALWAYS, page
from tests import shared
from tests.hostile import judging

GATE = "go_mod_gate"
OTHERS = [door for door in judging.DOORS if door != GATE]
STRIDE = 25  # of the cases that are judged unless all are asked for

Places = set[tuple[str, str, int]]


def errors(door: str, files: dict[str, bytes], *options: str) -> Places:
    """Code, path and line of what fails."""
    hook = judging.hook_of(door)
    given = judging.options_of(door, options)
    subject = Subject(hook.name, judging.committed(files), given, None, fixes=bool(hook.fixes))
    said = weighed(hook.judge(subject), strict=given.on("strict"), fixes=hook.fixes)
    return {
        (one.finding.code, one.finding.path, one.finding.line)
        for one in said
        if one.severity == ERROR
    }


def test_the_gate_says_what_the_other_hooks_say(pytestconfig: pytest.Config) -> None:
    stride = 1 if pytestconfig.getoption("--whole-corpus") else STRIDE
    differ = {}
    for case in [*shared.corpus_cases(stride), *shared.mutants(stride)]:
        for options in (["--all"], ["--all", "--strict"]):
            together = errors(GATE, case.files, *options)
            separate = {one for door in OTHERS for one in errors(door, case.files, *options)}
            if "--strict" not in options:  # a hook that mends files stops for them even so
                separate = {one for one in separate if fails(one[0]) == ALWAYS}
            if together != separate:
                differ[case.name] = together ^ separate
    assert differ == {}


def fails(code: str) -> str:
    found = page(code)
    assert found is not None
    return found.fails
