"""A commit in one module that breaks another, in a real repository at a real `git commit`."""

from __future__ import annotations

from collections.abc import Callable

from tests.end_to_end.conftest import Gated
from tests.end_to_end.modules import HASHES, LOCAL

Make = Callable[..., Gated]


def module(name: str, *lines: str) -> str:
    return f"module example.com/{name}\n\ngo 1.22\n\n" + "".join(line + "\n" for line in lines)


def lib(version: str) -> str:
    return module("lib", f"require example.com/money {version}")


def sums(*versions: str) -> str:
    lines = [f"example.com/money {version}/go.mod {HASHES[0]}\n" for version in versions]
    return "".join(lines)


PAIR: dict[str, str | bytes] = {
    "app/go.mod": module(
        "app",
        "require (",
        "\texample.com/lib v0.0.0",
        "\texample.com/money v1.0.0",
        ")",
        "",
        "replace example.com/lib => ../lib",
    ),
    "app/go.sum": sums("v1.0.0"),
    "lib/go.mod": lib("v1.0.0"),
    "lib/go.sum": sums("v1.0.0"),
}


def test_moving_a_replaced_directory_is_stopped(gated: Make) -> None:
    shop = gated("go-replace-targets")
    shop.passes(files=LOCAL)
    shop.git("mv", "lib", "moved")
    said = shop.stopped(files={})
    assert "go.mod:7:1: REP201 replace target ./lib has no staged go.mod" in said
    assert "example.com/lib lies in moved now" in said


def test_raising_a_dependency_in_the_replaced_directory_alone_is_stopped(gated: Make) -> None:
    shop = gated("go-replace-targets")
    shop.passes(files=PAIR)
    raised: dict[str, str | bytes] = {"lib/go.mod": lib("v1.4.0"), "lib/go.sum": sums("v1.4.0")}
    said = shop.stopped(files=raised)
    assert "app/go.mod:7:2: REP301 example.com/money v1.0.0 is lower than v1.4.0" in said
    both = str(PAIR["app/go.mod"]).replace("v1.0.0", "v1.4.0")
    shop.passes(files={"app/go.mod": both, "app/go.sum": sums("v1.4.0")})


def test_a_replacement_outside_the_repository_is_stopped(gated: Make) -> None:
    shop = gated("go-replace-targets")
    shop.passes(files=LOCAL)
    outside = str(LOCAL["go.mod"]) + "\nreplace example.com/other => ../other\n"
    assert "go.mod:9:1: REP102 " in shop.stopped(files={"go.mod": outside})


def test_deleting_a_member_of_a_workspace_is_stopped(gated: Make) -> None:
    shop = gated("go-replace-targets")
    shop.passes(files={**PAIR, "go.work": "go 1.22\n\nuse (\n\t./app\n\t./lib\n)\n"})
    shop.remove("lib/go.mod")
    assert "go.work:5:2: REP401 " in shop.stopped(files={})


def test_a_change_examines_no_module_that_it_does_not_concern(gated: Make) -> None:
    shop = gated("go-replace-targets", "go-mod-gate")
    broken = module("old", "require example.com/gone v0.0.0", "replace example.com/gone => ../gone")
    shop.commit("as it was", {**PAIR, "old/go.mod": broken})
    raised = str(PAIR["app/go.mod"]).replace("v1.0.0", "v1.2.0")
    shop.passes(files={"app/go.mod": raised, "app/go.sum": sums("v1.2.0")})
    shop.passes(files={"old/go.mod": broken + "\n"})  # as it was before
    more = broken + "require example.com/lost v0.0.0\n\nreplace example.com/lost => ../lost\n"
    assert "REP201 replace target ../lost " in shop.stopped(files={"old/go.mod": more})
