"""What is reported of a vendor folder."""

from __future__ import annotations

import pytest

from hooks.checks import ven_modules
from hooks.tree.tree import Tree
from tests.memory import memory_tree, module_file, workspace_file
from tests.vendored_module import BLOCK, GO_MOD, RELEASES, tree


def places(judged: Tree, workspace: bool = False) -> list[str]:
    at = workspace_file(judged) if workspace else module_file(judged)
    findings = ven_modules.inconsistencies(judged, at, RELEASES)
    return [f"{finding.path}:{finding.line} {finding.code}" for finding in findings]


@pytest.mark.parametrize(
    ("go_mod", "modules_txt", "expected"),
    [
        pytest.param(GO_MOD, BLOCK, [], id="all agree"),
        pytest.param(
            GO_MOD, BLOCK.replace("go 1.18", "go 1.23"), [], id="a newer Go is not reported here"
        ),
        pytest.param(
            GO_MOD.replace("v1.0.0", "v1.1.0"),
            BLOCK,
            ["go.mod:5 VEN101", "vendor/modules.txt:2 VEN102"],
            id="raised without vendoring",
        ),
        pytest.param(
            GO_MOD + "replace a.b/c => ./x\n", BLOCK, ["go.mod:6 VEN103"], id="replaced since"
        ),
        pytest.param(
            GO_MOD + "replace a.b/c => ./x\n",
            BLOCK + "# a.b/c => ./y\n",
            ["go.mod:6 VEN104"],
            id="replaced differently",
        ),
        pytest.param(
            GO_MOD, BLOCK + "# a.b/c => ./y\n", ["vendor/modules.txt:4 VEN105"], id="no longer"
        ),
        pytest.param(
            GO_MOD,
            BLOCK + "# d.e/f v1.0.0\nd.e/f\n",
            ["vendor/modules.txt:4 VEN106"],
            id="not listed in go.mod: reported once",
        ),
        pytest.param(
            GO_MOD + "require a.b/c v1.0.0 // indirect\n",
            BLOCK,
            ["go.mod:6 VEN107"],
            id="required twice",
        ),
        pytest.param(
            GO_MOD + "require a.b/c v0.9.0\n",
            BLOCK + "# a.b/c v0.9.0\n## explicit\n",
            [],
            id="at two versions: go.mod's own fault",
        ),
        pytest.param(
            GO_MOD.replace("1.18", "1.13").replace("v1.0.0", "v1.1.0"),
            BLOCK.replace("## explicit; go 1.18\n", ""),
            ["go.mod:5 VEN110"],
            id="below go 1.14 only -mod=vendor minds",
        ),
    ],
)
def test_inconsistencies(go_mod: str, modules_txt: str, expected: list[str]) -> None:
    assert places(tree(go_mod, modules_txt)) == expected


def test_missing_modules_txt_is_one_finding() -> None:
    files = {"go.mod": GO_MOD.encode(), "vendor/a.b/c/c.go": b"package c\n"}
    judged = memory_tree(files)
    (finding,) = ven_modules.inconsistencies(judged, module_file(judged), RELEASES)
    assert (finding.code, finding.path) == ("VEN108", "vendor/modules.txt")


def test_missing_modules_txt_does_not_matter_where_nothing_is_required() -> None:
    files = {"go.mod": b"module example.com/m\n\ngo 1.18\n", "vendor/README": b""}
    assert places(memory_tree(files)) == []


WORK = {
    "go.work": "go 1.22\n\nuse ./a\n",
    "a/go.mod": GO_MOD,
}


def test_workspace_without_its_mark_is_told_of_under_strict() -> None:
    files = {**WORK, "vendor/modules.txt": BLOCK.replace("1.0.0", "1.1.0")}
    judged = memory_tree({path: text.encode() for path, text in files.items()})
    assert places(judged, workspace=True) == ["a/go.mod:5 VEN110", "vendor/modules.txt:2 VEN110"]


def test_a_mended_file_needs_no_vendoring() -> None:
    judged = tree(modules_txt=BLOCK.replace("explicit; ", ""))
    (finding,) = ven_modules.inconsistencies(judged, module_file(judged), RELEASES)
    mending, vendoring = finding.hint.split("\n")
    assert mending.startswith("modcheck fix vendor/modules.txt")
    assert vendoring == "or: go mod tidy && go mod vendor"
