"""What the go command reports of a vendor folder, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hooks.formats.problem import Problem
from hooks.values.releases import Release
from hooks.verdicts import vendor
from tests.memory import memory_tree

OLD, NEW = Release(21, 13), Release(24, 11)
HEAD = "module example.com/m\n\ngo 1.18\n\n"
REQUIRE = "require a.b/c v1.0.0\n"
LISTED = "# a.b/c v1.0.0\n## explicit\na.b/c\n"


def reported(problems: Sequence[Problem], release: Release) -> list[str]:
    """Kind, module and version of what one release reports."""
    return sorted(
        " ".join(word for word in (problem.kind, problem.module, problem.version) if word)
        for problem in problems
        if release in problem.releases
    )


def module(go_mod: str, modules_txt: str | None, *, forced: bool = True) -> list[Problem]:
    files = {"go.mod": go_mod.encode(), "vendor/a.b/c/c.go": b""}
    if modules_txt is not None:
        files["vendor/modules.txt"] = modules_txt.encode()
    return vendor.module(memory_tree(files), "", [OLD, NEW], forced)


@pytest.mark.parametrize(
    ("go_mod", "modules_txt", "old", "new"),
    [
        pytest.param(HEAD + REQUIRE, LISTED, [], [], id="both agree"),
        pytest.param(HEAD, "", [], [], id="nothing is required"),
        pytest.param(HEAD, None, [], [], id="nor listed"),
        pytest.param(
            HEAD + REQUIRE, None, *[["vendor-not-explicit a.b/c v1.0.0"]] * 2, id="no modules.txt"
        ),
        pytest.param(
            HEAD + REQUIRE,
            LISTED.replace("1.0.0", "1.1.0"),
            *[["vendor-explicit-not-required a.b/c v1.1.0", "vendor-not-explicit a.b/c v1.0.0"]]
            * 2,
            id="another version",
        ),
        pytest.param(
            HEAD + REQUIRE,
            LISTED + "# d.e/f v1.0.0\n## explicit\n",
            [],
            [],
            id="explicit without packages is not looked at",
        ),
        pytest.param(
            HEAD + REQUIRE,
            LISTED + "# d.e/f v1.0.0\nd.e/f\n",
            *[["updates-needed", "vendor-should-be-required d.e/f v1.0.0"]] * 2,
            id="a module more from go 1.17 on",
        ),
        pytest.param(
            HEAD + REQUIRE,
            LISTED + "# d.e/f v1.0.0\nd.e/f\n" * 2,
            *[["updates-needed", "vendor-should-be-required d.e/f v1.0.0"]] * 2,
            id="a module more that is listed twice is reported once",
        ),
        pytest.param(
            HEAD.replace("1.18", "1.16") + REQUIRE + "require example.com/m v1.0.0\n",
            LISTED + "# example.com/m v1.0.0\n## explicit\n",
            *[["updates-needed"]] * 2,
            id="the main module is required, below go 1.17",
        ),
        pytest.param(
            HEAD + REQUIRE + "require example.com/m v1.0.0\n",
            LISTED + "# example.com/m v1.0.0\n## explicit\n",
            [],
            [],
            id="and from go 1.17 on",
        ),
        pytest.param(
            HEAD.replace("1.18", "1.16") + REQUIRE,
            LISTED + "# d.e/f v1.0.0\nd.e/f\n",
            [],
            [],
            id="a module more before",
        ),
        pytest.param(
            HEAD + REQUIRE,
            LISTED + "# a.b/c v0.9.0\na.b/c/x\n",
            [],
            [],
            id="an older version below the newer is not looked at",
        ),
        pytest.param(
            HEAD + REQUIRE,
            "# a.b/c v0.9.0\na.b/c/x\n" + LISTED,
            *[["updates-needed", "vendor-should-be-required a.b/c v0.9.0"]] * 2,
            id="above it, it is",
        ),
        pytest.param(
            HEAD + REQUIRE + "replace a.b/c => ./x\n",
            "# a.b/c v1.0.0 => ./x\n## explicit\na.b/c\n# a.b/c => ./x\n",
            [],
            [],
            id="replaced in both",
        ),
        pytest.param(
            HEAD + REQUIRE + "replace a.b/c => ./x\n",
            LISTED + "# a.b/c => ./x\n",
            [],
            [],
            id="the line for every version is enough",
        ),
        pytest.param(
            HEAD + REQUIRE + "replace a.b/c => ./x\n",
            "# a.b/c v1.0.0 => ./x\n## explicit\na.b/c\n",
            *[["vendor-not-marked-replaced a.b/c"]] * 2,
            id="the line for one is not",
        ),
        pytest.param(
            HEAD + REQUIRE + "replace a.b/c => ./x\n",
            "# a.b/c v1.0.0 => ./y\n## explicit\na.b/c\n# a.b/c => ./x\n",
            ["vendor-replaced-differently a.b/c v1.0.0"],
            [],
            id="up to 1.21 each module is compared",
        ),
        pytest.param(
            HEAD + REQUIRE,
            LISTED + "# d.e/f => ./y\n",
            *[["vendor-replaced-not-in-gomod d.e/f"]] * 2,
            id="replaced in modules.txt alone",
        ),
        pytest.param(
            HEAD + REQUIRE + "replace example.com/m => ./x\n",
            LISTED,
            ["vendor-not-marked-replaced example.com/m"],
            [],
            id="the main module replaced by itself",
        ),
        pytest.param(
            HEAD + REQUIRE,
            LISTED.replace("explicit", "explicit; go 1.23"),
            ["vendor-too-new a.b/c"],
            [],
            id="a module that needs a newer Go",
        ),
        pytest.param(
            HEAD + REQUIRE,
            "# a.b/c v1.0.0\n## go 1.23\na.b/c\n",
            ["vendor-too-new a.b/c"],
            ["vendor-not-explicit a.b/c v1.0.0"],
            id="which comes before all else",
        ),
        pytest.param(
            HEAD + "require a.b/c master\n",
            LISTED,
            *[["vcs-off a.b/c master"]] * 2,
            id="nothing is looked up",
        ),
        pytest.param(
            HEAD + REQUIRE + "require a.b/c v1.0.0 // indirect\n",
            LISTED,
            *[["updates-needed"]] * 2,
            id="indirect in a later line",
        ),
        pytest.param(
            HEAD + "require a.b/c v1.0.0 // indirect\n" + REQUIRE,
            LISTED,
            [],
            [],
            id="direct in a later line",
        ),
    ],
)
def test_forced(go_mod: str, modules_txt: str | None, old: list[str], new: list[str]) -> None:
    problems = module(go_mod, modules_txt)
    assert reported(problems, OLD) == old
    assert reported(problems, NEW) == new


OTHER = LISTED.replace("1.0.0", "1.1.0")


@pytest.mark.parametrize(
    ("go_line", "modules_txt", "forced", "expected"),
    [
        pytest.param("go 1.13", OTHER, False, [], id="a plain build ignores it"),
        pytest.param("", OTHER, False, [], id="so it does without a go line"),
        pytest.param(
            "go 1.13",
            OTHER,
            True,
            ["vendor-explicit-not-required a.b/c v1.1.0", "vendor-other-version a.b/c v1.0.0"],
            id="forced, versions are compared",
        ),
        pytest.param("go 1.13", "# a.b/c v1.0.0\na.b/c\n", True, [], id="marks are not wanted"),
        pytest.param("go 1.13", "", True, [], id="nor that anything is listed"),
        pytest.param(
            "go 1.14", "", False, ["vendor-not-explicit a.b/c v1.0.0"], id="from 1.14 on they are"
        ),
    ],
)
def test_below_go_1_14(go_line: str, modules_txt: str, forced: bool, expected: list[str]) -> None:
    problems = module(f"module example.com/m\n\n{go_line}\n\n{REQUIRE}", modules_txt, forced=forced)
    assert reported(problems, NEW) == expected


def test_a_workspace_s_folder_is_ignored_in_a_module_from_1_22_on() -> None:
    problems = module(HEAD + REQUIRE, "## workspace\n", forced=False)
    assert reported(problems, OLD) == ["vendor-not-explicit a.b/c v1.0.0"]
    assert reported(problems, NEW) == []


def test_without_a_vendor_folder_a_plain_build_looks_elsewhere() -> None:
    tree = memory_tree({"go.mod": (HEAD + REQUIRE).encode()})
    assert vendor.module(tree, "", [NEW], forced=False) == []
    assert reported(vendor.module(tree, "", [NEW]), NEW) == ["vendor-not-explicit a.b/c v1.0.0"]


def test_behind_a_link_nothing_is_known() -> None:
    tree = memory_tree({"go.mod": (HEAD + REQUIRE).encode()}, links=["vendor"])
    assert vendor.module(tree, "", [NEW]) == []


def test_both_places_are_named() -> None:
    (first, second) = module(HEAD + REQUIRE, OTHER)
    assert (first.path, first.line, first.column) == ("go.mod", 5, 1)
    assert (first.other_path, first.other_line) == ("vendor/modules.txt", 1)
    assert (second.path, second.line) == ("vendor/modules.txt", 2)
    assert (second.other_path, second.other_line) == ("go.mod", 5)


WORK = "go 1.22\n\nuse ./a\nuse ./b\n"


def workspace(
    modules_txt: str, a: str = REQUIRE, b: str = "", work: str = WORK, *, forced: bool = True
) -> list[Problem]:
    files = {
        "go.work": work,
        "a/go.mod": "module example.com/a\n\ngo 1.18\n\n" + a,
        "b/go.mod": "module example.com/b\n\ngo 1.18\n\n" + b,
        "vendor/modules.txt": modules_txt,
    }
    tree = memory_tree({path: text.encode() for path, text in files.items()})
    return vendor.workspace(tree, "", [OLD, NEW], forced)


@pytest.mark.parametrize(
    ("modules_txt", "a", "b", "work", "expected"),
    [
        pytest.param(LISTED, REQUIRE, "", WORK, [], id="all agree"),
        pytest.param(
            LISTED,
            REQUIRE,
            "require a.b/c v1.1.0\n",
            WORK,
            ["vendor-not-explicit a.b/c v1.1.0"],
            id="each module's version is wanted",
        ),
        pytest.param(
            LISTED + "# d.e/f v1.0.0\nd.e/f\n", REQUIRE, "", WORK, [], id="a module more is fine"
        ),
        pytest.param(
            LISTED,
            REQUIRE,
            "require example.com/a v0.1.0\n",
            WORK,
            ["vendor-not-explicit example.com/a v0.1.0"],
            id="a member that is required",
        ),
        pytest.param(
            LISTED + "# a.b/c => ./x\n",
            REQUIRE + "replace a.b/c => ../x\n",
            "",
            WORK,
            [],
            id="a directory is seen from go.work",
        ),
        pytest.param(
            LISTED + "# a.b/c => ../x\n",
            REQUIRE + "replace a.b/c => ../x\n",
            "",
            WORK,
            ["vendor-replaced-differently a.b/c"],
            id="not from the module",
        ),
        pytest.param(
            LISTED + "# a.b/c => ./x/\n",
            REQUIRE + "replace a.b/c => ../y\n",
            "",
            WORK + "replace a.b/c => ./x/\n",
            [],
            id="go.work has the last word, as written",
        ),
        pytest.param(
            LISTED,
            REQUIRE,
            "replace example.com/a => ../a\n",
            WORK,
            [],
            id="a member replaced by itself is no replacement",
        ),
        pytest.param(
            LISTED + "# a.b/c => ./x\n# a.b/c v1.0.0 => ./x\n",
            REQUIRE + "replace a.b/c => ../x\n",
            "replace a.b/c v1.0.0 => ../y\n",
            WORK,
            ["conflicting-replacements a.b/c v1.0.0"],
            id="two modules contradict each other",
        ),
    ],
)
def test_workspace(modules_txt: str, a: str, b: str, work: str, expected: list[str]) -> None:
    problems = workspace("## workspace\n" + modules_txt, a, b, work)
    assert reported(problems, NEW) == expected
    assert reported(problems, OLD) == ["vendor-in-workspace"]


@pytest.mark.parametrize(
    ("mark", "work", "expected"),
    [
        pytest.param("", WORK, [], id="without the mark it is ignored"),
        pytest.param("## workspace\n", "use ./a\nuse ./b\n", [], id="without a go line too"),
        pytest.param(
            "## workspace\n", WORK, ["vendor-not-explicit a.b/c v1.0.0"], id="with both it is used"
        ),
    ],
)
def test_plain_build_of_a_workspace(mark: str, work: str, expected: list[str]) -> None:
    assert reported(workspace(mark, work=work, forced=False), NEW) == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param("use ./a\n", [], id="below go 1.14 nobody looks"),
        pytest.param("go 1.18\n\nuse ./a\n", ["vendor-bad-dir"], id="else it cannot be read"),
    ],
)
def test_plain_build_of_a_workspace_whose_modules_txt_is_a_folder(
    work: str, expected: list[str]
) -> None:
    files = {"go.work": work.encode(), "a/go.mod": b"module example.com/a\n"}
    tree = memory_tree({**files, "vendor/modules.txt/x": b""})
    problems = vendor.workspace(tree, "", [OLD, NEW], forced=False)
    assert reported(problems, OLD) == []
    assert reported(problems, NEW) == expected


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        pytest.param("go", "", ["vendor-should-be-required go v1.0.0"], id="go"),
        pytest.param("toolchain", "", [], id="toolchain"),
        pytest.param(
            "toolchain",
            "toolchain go1.24.1\n",
            ["vendor-should-be-required toolchain v1.0.0"],
            id="toolchain beside its line",
        ),
    ],
)
def test_a_vendored_module_called_like_a_line_is_none_from_1_21_on(
    name: str, line: str, expected: list[str]
) -> None:
    go_mod = f"{HEAD}{line}require {name} v1.0.0\n"
    listed = f"# {name} v1.0.0\n## explicit\n{name}\n"
    files = {"go.mod": go_mod.encode(), "vendor/modules.txt": listed.encode()}
    problems = vendor.module(memory_tree(files), "", [Release(19, 8), OLD])
    assert reported(problems, Release(19, 8)) == (["unknown-directive"] if line else [])
    assert reported(problems, OLD) == ["updates-needed", *expected]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"go.mod": HEAD + REQUIRE}, True, id="both agree"),
        pytest.param({"go.mod": HEAD + REQUIRE.replace("1.0", "1.1")}, False, id="they do not"),
        pytest.param({"go.mod": HEAD.replace("1.18", "1.13") + REQUIRE}, False, id="below 1.14"),
        pytest.param(
            {"go.mod": HEAD + REQUIRE, "vendor/modules.txt": "## workspace\n" + LISTED},
            False,
            id="made for a workspace",
        ),
        pytest.param(
            {
                "go.work": "go 1.22\n\nuse .\n",
                "go.mod": HEAD + REQUIRE,
                "vendor/modules.txt": "## workspace\n" + LISTED,
            },
            True,
            id="a workspace, and releases that leave it to newer ones",
        ),
        pytest.param(
            {
                "go.work": "go 1.21\n\nuse .\n",
                "go.mod": HEAD + REQUIRE,
                "vendor/modules.txt": "## workspace\n" + LISTED,
            },
            False,
            id="a workspace of which a release leaves the vendor folder aside",
        ),
        pytest.param(
            {"go.work": "go 1.22\n\nuse .\n", "go.mod": HEAD + REQUIRE},
            False,
            id="made for a module that a workspace uses",
        ),
    ],
)
def test_whether_a_plain_build_takes_everything_from_it(
    files: dict[str, str], expected: bool
) -> None:
    every = {"vendor/modules.txt": LISTED, "vendor/a.b/c/c.go": "", **files}
    tree = memory_tree({path: text.encode() for path, text in every.items()})
    assert vendor.is_in_force(tree, "", [OLD, NEW]) == expected
