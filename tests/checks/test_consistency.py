from __future__ import annotations

import pytest

from hooks.checks import consistency
from hooks.values import releases
from tests.memory import sources

RELEASES = releases.default_span("1.21")


def module(name: str, *lines: str, go: str = "1.21") -> str:
    return f"module example.com/{name}\n\ngo {go}\n\n" + "".join(line + "\n" for line in lines)


def app(dep: str = "v1.0.0", go: str = "1.21") -> str:
    lines = ("require example.com/lib v0.0.0", "replace example.com/lib => ../lib")
    return module("app", f"require example.com/dep {dep}", *lines, go=go)


def lib(dep: str, go: str = "1.21") -> str:
    return module("lib", f"require example.com/dep {dep}", go=go)


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
    judged = sources({path: text.encode() for path, text in tree.items()})
    found = list(consistency.behind(judged, "app", RELEASES, changed))
    assert [one.code for one in found] == expected
    assert all((one.path, one.line) == ("app/go.mod", 5) for one in found)


def test_names_both_lines() -> None:
    files = {"app/go.mod": app().encode(), "lib/go.mod": lib("v1.2.0").encode()}
    (found,) = consistency.behind(sources(files), "app", RELEASES)
    assert found.message == (
        "example.com/dep v1.0.0 is lower than v1.2.0, which lib/go.mod:5 requires"
    )
    assert (found.module, found.version) == ("example.com/dep", "v1.2.0")


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
    judged = sources(files)
    assert [need.version for need in consistency.go_behind(judged, "app")] == wanted
    assert list(consistency.behind(judged, "app", RELEASES)) == []


def test_nothing_to_say_without_go_mod() -> None:
    assert list(consistency.behind(sources({}), "", RELEASES)) == []
