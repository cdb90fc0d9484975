"""Which findings about vendored files fail, and which are strict."""

from __future__ import annotations

import pytest

from hooks.checks import ven_reach
from hooks.checks.ven_tree import vendor_folder
from hooks.rules.finding import Finding
from tests.memory import memory_tree

LIST = "# x.y/lib v1.0.0\n## explicit\nx.y/lib\nx.y/lib/sub\n"
FILES = {
    "go.mod": "module x.y/app\n\ngo 1.22\n",
    "main.go": "package main\n",
    "vendor/modules.txt": LIST,
    "vendor/x.y/lib/lib.go": "package lib\n",
}
IMPORTING = 'package p\n\nimport _ "x.y/lib/sub"\n'
WORK = {"go.work": "go 1.22\n\nuse ./a\n", "a/go.mod": "module x.y/a\n"}


def code_of(
    files: dict[str, str], code: str, path: str = "", target: str = "", changes: str = ""
) -> str:
    tree = memory_tree({place: text.encode() for place, text in {**FILES, **files}.items()})
    vendored = vendor_folder(tree, "")
    assert vendored is not None
    finding = Finding(code, path, 1, 1, "", target=target)
    (graded,) = ven_reach.graded(vendored, [finding], [changes])
    return graded.code


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param({}, "VEN314", id="nobody imports it"),
        pytest.param({"main.go": IMPORTING}, "VEN301", id="the module does"),
        pytest.param({"b/b_test.go": IMPORTING}, "VEN301", id="a test does"),
        pytest.param({"b_windows.go": IMPORTING}, "VEN301", id="on another platform"),
        pytest.param({"b.go": "//go:build x\n\n" + IMPORTING}, "VEN301", id="under a tag"),
        pytest.param({"b.go": "//go:build ignore\n\n" + IMPORTING}, "VEN314", id="ignored"),
        pytest.param({"b.go": "package p // x.y/lib/sub\n"}, "VEN314", id="in a comment"),
        pytest.param({"_b.go": IMPORTING}, "VEN314", id="in a file that does not count"),
        pytest.param({"testdata/b.go": IMPORTING}, "VEN314", id="in a fixture"),
        pytest.param(
            {"b/go.mod": "module x.y/b\n", "b/c/b.go": IMPORTING}, "VEN314", id="in another module"
        ),
        pytest.param({"vendor/x.y/lib/lib.go": IMPORTING}, "VEN301", id="a vendored file does"),
        pytest.param({"vendor/x.y/lib/l_test.go": IMPORTING}, "VEN314", id="a vendored test"),
        pytest.param(
            {**WORK, "vendor/modules.txt": "## workspace\n" + LIST, "a/a.go": IMPORTING},
            "VEN301",
            id="a module of the workspace does",
        ),
        pytest.param(
            {**WORK, "vendor/modules.txt": "## workspace\n" + LIST, "b.go": IMPORTING},
            "VEN314",
            id="a module beside the workspace",
        ),
    ],
)
def test_a_package_without_source(files: dict[str, str], code: str) -> None:
    assert code_of(files, "VEN301", target="x.y/lib/sub") == code


def test_a_whole_folder_without_source() -> None:
    many = LIST + "".join(f"x.y/lib/p{number}\n" for number in range(30))
    files = {"vendor/modules.txt": many}
    assert code_of(files, "VEN301") == "VEN314"
    assert code_of({**files, "main.go": IMPORTING}, "VEN301") == "VEN301"


@pytest.mark.parametrize(
    ("path", "changed", "code"),
    [
        ("vendor/x.y/lib/lib.go", "vendor/modules.txt", "VEN304"),
        ("vendor/x.y/lib/lib.s", "vendor/x.y/lib/lib.go", "VEN304"),
        ("vendor/x.y/lib/lib.go", "lib/lib.go", "VEN315"),
        ("vendor/x.y/lib/LICENSE", "vendor/x.y/lib/LICENSE", "VEN315"),
    ],
)
def test_a_copy_that_differs(path: str, changed: str, code: str) -> None:
    assert code_of({}, "VEN304", path=path, changes=changed) == code


def test_other_findings_are_left_alone() -> None:
    assert code_of({}, "VEN305", path="vendor/x.y/lib/go.mod") == "VEN305"
