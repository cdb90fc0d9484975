from __future__ import annotations

from hooks.checks import rep_policy
from hooks.formats.modfile.table import FORBIDDABLE
from hooks.verdicts.replacements import targets
from tests.memory import memory_tree, module_file

MODULE = "module example.com/app\n\ngo 1.21\n\n"


def test_directives_that_a_project_forbids() -> None:
    go_mod = (
        MODULE
        + "toolchain go1.25.0\n\ngodebug panicnil=1\n\nexclude a.b/c v1.0.0\n\n"
        + "tool a.b/c/cmd\n\nignore ./node_modules\n\n"
        + "retract v1.0.0\n\n// lost data\nretract [v1.1.0, v1.2.0]\n"
    )
    tree = memory_tree({"go.mod": go_mod.encode()})
    at = module_file(tree)

    def messages(*verbs: str) -> list[str]:
        findings = rep_policy.forbidden_directives(tree, at, verbs)
        return [f"{finding.line} {finding.message}" for finding in findings]

    assert messages() == []
    assert messages("exclude") == ["9 exclude directive: a.b/c v1.0.0"]
    assert messages("retract") == ["15 retract v1.0.0 does not say why"]
    assert sorted(messages(*FORBIDDABLE)) == [
        "11 tool directive: a.b/c/cmd",
        "13 ignore directive: ./node_modules",
        "15 retract v1.0.0 does not say why",
        "5 toolchain directive: go1.25.0",
        "7 godebug directive: panicnil=1",
        "9 exclude directive: a.b/c v1.0.0",
    ]


def test_local_replacements_that_a_project_forbids() -> None:
    go_mod = MODULE + "replace a.b/c => ./c\nreplace a.b/d => a.b/e v1.0.0\n"
    at = module_file(memory_tree({"go.mod": go_mod.encode()}))
    (finding,) = rep_policy.local_replacements(targets(at.file, "", at.path))
    assert (finding.path, finding.line, finding.code) == ("go.mod", 5, "REP601")


def test_a_committed_workspace() -> None:
    tree = memory_tree({"w/go.work": b""})
    findings = rep_policy.committed_workspace(tree, "w")
    assert [finding.code for finding in findings] == ["REP603"]
    assert list(rep_policy.committed_workspace(tree, "")) == []
