"""Versions that stand in for a replaced module."""

from __future__ import annotations

import pytest

from hooks.checks import rep_stand_ins
from hooks.values.releases import default_span
from tests.memory import memory_tree, module_file

VERSION = "v0.0.0-00010101000000-000000000000"
MOD = f"module x.y/a\n\ngo 1.22\n\nrequire x.y/lib {VERSION}\n"
LIB = {"lib/go.mod": "module x.y/lib\n\ngo 1.22\n"}


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        pytest.param({"go.mod": MOD}, [5], id="nothing replaces it"),
        pytest.param({"go.mod": MOD.replace(VERSION, "v0.0.0")}, [], id="a version that may be"),
        pytest.param({"go.mod": MOD + "\nreplace x.y/lib => ./lib\n", **LIB}, [], id="replaced"),
        pytest.param(
            {"go.mod": MOD + "\nreplace x.y/lib v1.0.0 => ./lib\n", **LIB},
            [5],
            id="replaced at another version",
        ),
        pytest.param({"go.mod": MOD + f"\nexclude x.y/lib {VERSION}\n"}, [], id="excluded"),
        pytest.param(
            {"go.mod": MOD, "go.work": "go 1.22\n\nuse (\n\t.\n\t./lib\n)\n", **LIB},
            [],
            id="a module of the workspace",
        ),
        pytest.param(
            {"go.mod": MOD, "go.work": "go 1.22\n\nuse .\n\nreplace x.y/lib => ./lib\n", **LIB},
            [],
            id="replaced in go.work",
        ),
        pytest.param(
            {"go.mod": MOD, "go.work": "go 1.22\n\nuse .\n"}, [5], id="a workspace without it"
        ),
        pytest.param(
            {"go.mod": MOD, "vendor/modules.txt": f"# x.y/lib {VERSION}\n## explicit\nx.y/lib\n"},
            [],
            id="vendored",
        ),
        pytest.param(
            {"go.mod": MOD, "vendor/modules.txt": "# x.y/lib v1.0.0\n## explicit\nx.y/lib\n"},
            [5],
            id="vendored at another version",
        ),
    ],
)
def test_without_replacement(files: dict[str, str], lines: list[int]) -> None:
    tree = memory_tree({path: text.encode() for path, text in files.items()})
    at = module_file(tree)
    findings = rep_stand_ins.without_replacement(tree, at, default_span("1.22"))
    assert [finding.line for finding in findings] == lines


def test_the_hint_finds_the_folder_that_holds_the_module() -> None:
    others = {"a/go.mod": "go 1.22\n", "b/go.mod": "module x.y/b\n", **LIB}
    tree = memory_tree({path: text.encode() for path, text in {"go.mod": MOD, **others}.items()})
    at = module_file(tree)
    (finding,) = rep_stand_ins.without_replacement(tree, at, default_span("1.22"))
    assert "-replace=x.y/lib=./lib" in finding.hint
