from __future__ import annotations

import pytest

from hooks.checks import rep_behind
from hooks.rules.finding import Finding
from hooks.tree.tree import Tree
from hooks.values import releases
from tests.memory import memory_tree, module_file

RELEASES = releases.default_span("1.21")


def module(name: str, *lines: str, go: str = "1.21") -> str:
    return f"module example.com/{name}\n\ngo {go}\n\n" + "".join(line + "\n" for line in lines)


def app(dep: str = "v1.0.0", go: str = "1.21") -> str:
    lines = ("require example.com/lib v0.0.0", "replace example.com/lib => ../lib")
    return module("app", f"require example.com/dep {dep}", *lines, go=go)


def lib(dep: str, go: str = "1.21") -> str:
    return module("lib", f"require example.com/dep {dep}", go=go)


def behind(tree: Tree, changed: set[str] | None = None) -> list[Finding]:
    at = module_file(tree, "app")
    return list(rep_behind.requirements_behind(tree, at, RELEASES, changed))


WORK = {"go.work": "go 1.21\n\nuse ./app\nuse ./lib\n"}
VENDORED = {"app/vendor/modules.txt": "# example.com/dep v1.0.0\n## explicit\n"}
OTHER_WORK = {"go.work": "go 1.21\n\nuse ./lib\n"}


@pytest.mark.parametrize(
    ("files", "changed", "expected"),
    [
        pytest.param({"lib/go.mod": lib("v1.0.0")}, None, [], id="the same version"),
        pytest.param({"lib/go.mod": lib("v0.9.0")}, None, [], id="a lower version"),
        pytest.param(
            {"lib/go.mod": module("lib", "require example.com/other v1.0.0")},
            None,
            [],
            id="a module that is not listed at all",
        ),
        pytest.param({"lib/go.mod": lib("v1.2.0")}, None, ["REP301"], id="everything is judged"),
        pytest.param(
            {"lib/go.mod": lib("v1.2.0")}, {"lib/go.mod"}, ["REP301"], id="the other one changed"
        ),
        pytest.param({"lib/go.mod": lib("v1.2.0")}, {"app/go.mod"}, ["REP301"], id="it changed"),
        pytest.param(
            {"lib/go.mod": lib("v1.2.0")}, {"app/go.sum"}, ["REP302"], id="neither changed"
        ),
        pytest.param({"lib/go.mod": lib("v1.2.0"), **WORK}, None, ["REP302"], id="in a workspace"),
        pytest.param(
            {"lib/go.mod": lib("v1.2.0"), **OTHER_WORK}, None, ["REP301"], id="not in the workspace"
        ),
        pytest.param(
            {"lib/go.mod": lib("v1.2.0"), **VENDORED}, None, ["REP302"], id="with a vendor folder"
        ),
    ],
)
def test_behind(files: dict[str, str], changed: set[str] | None, expected: list[str]) -> None:
    tree = {"app/go.mod": app(), **files}
    judged = memory_tree({path: text.encode() for path, text in tree.items()})
    findings = behind(judged, changed)
    assert [finding.code for finding in findings] == expected
    assert all((finding.path, finding.line) == ("app/go.mod", 5) for finding in findings)


def test_names_both_lines() -> None:
    files = {"app/go.mod": app().encode(), "lib/go.mod": lib("v1.2.0").encode()}
    (finding,) = behind(memory_tree(files))
    assert finding.message == (
        "example.com/dep v1.0.0 is lower than v1.2.0, which lib/go.mod:5 requires"
    )
    assert (finding.module, finding.version) == ("example.com/dep", "v1.0.0")
    assert (finding.target, finding.wanted) == ("lib/go.mod", "v1.2.0")


@pytest.mark.parametrize(
    ("own", "other", "wanted"),
    [
        ("1.21", "1.21", []),
        ("1.21", "1.20", []),
        ("1.18", "1.20", []),
        ("1.18", "1.22.0", ["1.22.0"]),
    ],
)
def test_go_lines(own: str, other: str, wanted: list[str]) -> None:
    files = {"app/go.mod": app(go=own).encode(), "lib/go.mod": lib("v1.0.0", go=other).encode()}
    judged = memory_tree(files)
    assert [update.version for update in rep_behind.go_line_updates(judged, "app")] == wanted
    assert behind(judged) == []


def test_nothing_to_say_without_go_mod() -> None:
    assert memory_tree({}).module_file("") is None
    assert list(rep_behind.go_line_updates(memory_tree({}), "")) == []
