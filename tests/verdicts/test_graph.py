from __future__ import annotations

import pytest

from hooks.tree.tree import Tree
from hooks.values import releases
from hooks.values.releases import NEWEST, Release
from hooks.verdicts import graph
from hooks.verdicts.graph_checksums import MissingChecksum
from hooks.verdicts.graph_updates import UpdatesNeeded
from hooks.verdicts.trivially_sound import is_trivially_sound
from tests.memory import memory_tree

OLD, EARLY, NEW = Release(19, 8), Release(21, 13), releases.newest(NEWEST)
HASH = "h1:OZ1uFUBsAWZy5pLbhVuV0TGH0RgkVoyjVJZFh7ixcSg="
MODULE = "module example.com/m\n\ngo 1.18\n\n"
REPLACED = "replace l.a/a => ./a\nreplace l.b/b => ./b\n"


def tree_of(files: dict[str, str]) -> Tree:
    return memory_tree({path: text.encode() for path, text in files.items()})


def reported(files: dict[str, str], release: Release = NEW) -> list[str]:
    """What a release reports, shortly: the kind, and the module and version if there are any.
    Others are asked with it, which changes nothing."""
    verdict = graph.module if "go.work" not in files else graph.workspace
    problems = verdict(tree_of(files), "", sorted({OLD, EARLY, NEW, release}))
    return [
        f"{problem.kind} {problem.module} {problem.version}".strip()
        for problem in problems
        if release in problem.releases
    ]


def sums(*names: str) -> str:
    return "".join(f"{name}/go.mod {HASH}\n" for name in names)


@pytest.mark.parametrize(
    ("go_mod", "go_sum", "expected"),
    [
        pytest.param("", "", [], id="nothing is required"),
        pytest.param("require r.x/x v1.0.0\n", sums("r.x/x v1.0.0"), [], id="the hash is there"),
        pytest.param("", "a b\n", [], id="a go.sum that nobody reads may be malformed"),
        pytest.param(
            "require r.x/x v1.0.0\nreplace r.x/x => f.k/x v1.1.0\n",
            sums("f.k/x v1.1.0"),
            [],
            id="a fork's hash stands for the module's",
        ),
        pytest.param(
            "require r.x/x v1.0.0\nreplace r.x/x v1.1.0 => f.k/x v1.1.0\n",
            sums("r.x/x v1.0.0"),
            [],
            id="a replacement of another version does not count",
        ),
        pytest.param(
            "require (\n\tr.x/x v1.0.0\n\tr.y/y v1.0.0\n)\n",
            sums("r.z/z v1.0.0"),
            ["gosum-missing r.x/x v1.0.0", "gosum-missing r.y/y v1.0.0"],
            id="all missing hashes are reported",
        ),
        pytest.param(
            "require r.x/x v1.0.0\nreplace r.x/x => f.k/x v1.1.0\n",
            sums("r.x/x v1.0.0"),
            ["gosum-missing r.x/x v1.0.0"],
            id="the replaced module's own hash does not help",
        ),
        pytest.param(
            "require r.x/x v1.0.0\n",
            "r.x/x v1.0.0/go.mod h2:abc\n",
            ["gosum-missing r.x/x v1.0.0"],
            id="a hash of an unknown algorithm is none",
        ),
        pytest.param(
            "require r.x/x v1.0.0\n",
            "a b\n" + sums("r.x/x v1.0.0"),
            ["gosum-fields"],
            id="a malformed line",
        ),
        pytest.param(
            "require a/x v1.0.0\n",
            sums("a/x v1.0.0"),
            ["path-malformed a/x v1.0.0"],
            id="a path that can never be fetched",
        ),
    ],
)
def test_hashes(go_mod: str, go_sum: str, expected: list[str]) -> None:
    assert reported({"go.mod": MODULE + go_mod, "go.sum": go_sum}) == expected


def test_up_to_1_21_a_malformed_line_hides_those_below() -> None:
    files = {
        "go.mod": MODULE + "require (\n\tr.x/x v1.0.0\n\tr.y/y v1.0.0\n\tr.z/z v1.0.0\n)\n",
        "go.sum": sums("r.x/x v1.0.0") + "a b\n" + sums("r.y/y v1.0.0", "r.z/z v1.0.0"),
    }
    assert reported(files, EARLY) == ["gosum-missing r.y/y v1.0.0"]
    assert reported(files, NEW) == ["gosum-fields"]


@pytest.mark.parametrize(
    ("go_mod", "files", "expected"),
    [
        pytest.param("replace l.a/a => ./a\n", {}, [], id="nobody requires what is not there"),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
            {"a/go.mod": "wibble x\nmodule other\n"},
            [],
            id="most mistakes in a replaced directory do not matter",
        ),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
            {},
            ["replace-no-gomod"],
            id="a directory without go.mod",
        ),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => ../a\n",
            {},
            ["replace-no-gomod"],
            id="a directory outside the tree",
        ),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => /a\n",
            {"a/go.mod": "module a\n"},
            ["replace-no-gomod"],
            id="an absolute path is not one in the tree",
        ),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
            {"a/go.mod": "module a\nrequire (\n"},
            ["syntax-block-open"],
            id="a go.mod that cannot be read",
        ),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
            {"a/go.mod": "module a\nrequire x.y/z latest\n"},
            ["version-form"],
            id="a requirement of no version",
        ),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
            {"a/go.mod": "module a\ngo 1.99\n"},
            ["dep-too-new"],
            id="a go line that is too new",
        ),
        pytest.param(
            "require l.a/a v1.0.0\n" + REPLACED,
            {"a/go.mod": "module a\ngo 1.18\nrequire l.b/b v1.0.0\n"},
            [],
            id="what a pruned module requires is not read",
        ),
        pytest.param(
            "require l.a/a v1.0.0\n" + REPLACED,
            {"a/go.mod": "module a\ngo 1.16\nrequire l.b/b v1.0.0\n"},
            ["replace-no-gomod"],
            id="what an unpruned module requires is read",
        ),
        pytest.param(
            "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
            {"a/go.mod": "module a\nrequire l.b/b v1.0.0\nreplace l.b/b => ../b\n"},
            ["gosum-missing l.b/b v1.0.0"],
            id="a replaced module's own replacements do not count",
        ),
    ],
)
def test_directories(go_mod: str, files: dict[str, str], expected: list[str]) -> None:
    assert reported({"go.mod": MODULE + go_mod, **files}) == expected


def test_what_cannot_be_known_is_no_problem() -> None:
    go_mod = MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a/b\n"
    for others in ({"links": ["a"]}, {"submodules": ["a/b"]}, {"links": ["a/b/go.mod"]}):
        assert graph.module(memory_tree({"go.mod": go_mod.encode()}, **others), "", [NEW]) == []


@pytest.mark.parametrize(
    ("go_mod", "dependency", "expected"),
    [
        pytest.param("require r.x/x v1.0.0\n", "require r.x/x v1.0.0\n", [], id="as listed"),
        pytest.param("require r.x/x v1.1.0\n", "require r.x/x v1.0.0\n", [], id="lower"),
        pytest.param("", "require r.x/x v1.0.0\n", [], id="not listed at all"),
        pytest.param(
            "require r.x/x v1.1.0\n",
            "require r.x/x v1.10.0\n",
            ["r.x/x v1.1.0 -> v1.10.0"],
            id="higher",
        ),
        pytest.param("", "go 1.20\n", [], id="a higher go line below 1.21"),
        pytest.param("", "go 1.22.0\n", ["go 1.18 -> 1.22.0"], id="a higher go line"),
        pytest.param(
            "require r.x/x v1.0.0\nexclude r.x/x v1.1.0\n",
            "require r.x/x v1.1.0\n",
            [],
            id="an excluded version does not count",
        ),
    ],
)
def test_updates(go_mod: str, dependency: str, expected: list[str]) -> None:
    every = sums("r.x/x v1.0.0", "r.x/x v1.1.0", "r.x/x v1.10.0")
    files = {
        "go.mod": MODULE + go_mod + "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
        "a/go.mod": "module l.a/a\n" + dependency,
        "go.sum": every,
    }
    problems = graph.module(tree_of(files), "", [NEW])
    updates = [
        f"{update.module} {update.listed} -> {update.version}"
        for problem in problems
        if isinstance(problem, UpdatesNeeded)
        for update in problem.updates
    ]
    assert updates == expected
    assert len(problems) == bool(expected)


def test_an_update_names_both_lines() -> None:
    files = {
        "m/go.mod": MODULE
        + "require (\n\tr.x/x v1.0.0\n\tl.a/a v1.0.0\n)\nreplace l.a/a => ../a\n",
        "m/go.sum": sums("r.x/x v1.0.0"),
        "a/go.mod": "module l.a/a\n\ngo 1.18\n\nrequire r.x/x v1.2.0\n",
    }
    (problem,) = graph.module(tree_of(files), "m", [NEW])
    assert isinstance(problem, UpdatesNeeded)
    (update,) = problem.updates
    assert (problem.path, update.line) == ("m/go.mod", 6)
    assert (update.asked_by, update.asked_line) == ("a/go.mod", 5)


def test_a_missing_hash_names_the_requirement_that_leads_to_it() -> None:
    files = {
        "go.mod": MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
        "a/go.mod": "module l.a/a\n\nrequire r.x/x v1.0.0\n",
    }
    (problem,) = graph.module(tree_of(files), "", [NEW])
    assert isinstance(problem, MissingChecksum)
    assert (problem.path, problem.line, problem.via) == ("go.mod", 5, "a/go.mod")


@pytest.mark.parametrize(
    ("go", "requires", "expected"),
    [
        ("1.16", "require r.x/x v1.0.0\nrequire r.x/x v1.0.0\n", []),
        ("1.16", "require r.x/x v1.0.0\nrequire r.x/x v1.1.0\n", ["updates-needed"]),
        ("1.18", "require r.x/x v1.0.0\nrequire r.x/x v1.1.0\n", ["updates-needed"]),
        ("1.16", "require example.com/m v1.0.0\n", ["updates-needed"]),
        ("1.18", "require example.com/m v1.0.0\n", []),
    ],
)
def test_requirements_of_one_module_twice_or_of_itself(
    go: str, requires: str, expected: list[str]
) -> None:
    go_sum = sums("r.x/x v1.0.0", "r.x/x v1.1.0", "example.com/m v1.0.0")
    go_mod = f"module example.com/m\n\ngo {go}\n\n{requires}"
    assert reported({"go.mod": go_mod, "go.sum": go_sum}) == expected


def test_one_listed_twice_stops_before_anything_is_read() -> None:
    requires = "require r.x/x v1.0.0\nrequire r.x/x v1.1.0\n"
    assert reported({"go.mod": MODULE + requires}) == ["updates-needed"]


def test_a_requirement_of_go_is_no_module_from_1_21_on() -> None:
    files = workspace("require go v1.0.0\n", "")
    told = [reported(files, release) for release in (OLD, EARLY, NEW)]
    assert told == [["path-malformed go v1.0.0"], [], []]


def test_what_loading_wants_changed_is_told_where_the_graph_wants_nothing() -> None:
    assert reported({"go.mod": MODULE + 'replace "" => ./x\n'}) == ["updates-needed"]


@pytest.mark.parametrize(
    ("toolchain", "expected"),
    [("go1.21.3", []), ("go1.22.0", []), ("go1.21.0", ["updates-needed"])],
)
def test_a_toolchain_older_than_the_go_line(toolchain: str, expected: list[str]) -> None:
    go_mod = f"module example.com/m\n\ngo 1.21.2\n\ntoolchain {toolchain}\n"
    assert reported({"go.mod": go_mod}) == expected


def test_problems_come_in_the_order_of_the_graph() -> None:
    files = {
        "go.mod": MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a\nreplace l.e/e => ./e\n",
        "a/go.mod": "module a\nrequire r.x/x v1.0.0\nrequire l.e/e v1.0.0\nrequire r.y/y v1.0.0\n",
    }
    assert reported(files) == ["gosum-missing r.x/x v1.0.0", "replace-no-gomod"]


def test_older_releases_do_not_count_go_lines() -> None:
    files = {
        "go.mod": MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
        "a/go.mod": "module a\n\ngo 1.99\n",
    }
    assert reported(files, OLD) == []
    assert reported(files, EARLY) == ["dep-too-new"]


WORK = "go 1.18\n\nuse ./p\nuse ./q\n"
GONE = "\nrequire l.a/a v1.0.0\nreplace l.a/a => ../a\n"


def workspace(p: str, q: str, work: str = "", **files: str) -> dict[str, str]:
    """A workspace of two modules; further files by their folder."""
    members = {
        "p/go.mod": "module w.a/p\n\ngo 1.18\n" + p,
        "q/go.mod": "module w.b/q\n\ngo 1.18\n" + q,
    }
    return (
        {"go.work": WORK + work}
        | members
        | {f"{folder}/go.mod": text for folder, text in files.items()}
    )


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(workspace("require r.x/x v1.0.0\n", ""), [], id="no hash is missed"),
        pytest.param(
            workspace("require r.x/x v1.0.0\n", "require r.x/x v1.2.0\n"),
            [],
            id="nothing need be updated",
        ),
        pytest.param(
            workspace("require l.a/a v1.0.0\n", "", "replace l.a/a => ./a\n"),
            ["replace-no-gomod"],
            id="a replacement of go.work",
        ),
        pytest.param(
            workspace("require l.a/a v1.0.0\n", "replace l.a/a => ../a\n"),
            ["replace-no-gomod"],
            id="a replacement of another member",
        ),
        pytest.param(
            workspace(
                "require l.a/a v1.0.0\nreplace l.a/a v1.0.0 => ../gone\n",
                "",
                "replace l.a/a => ./a\n",
                a="module l.a/a\n",
            ),
            [],
            id="go.work goes before its members",
        ),
        pytest.param(
            workspace(
                "require l.a/a v1.0.0\nreplace l.a/a => ../a\n",
                "replace l.a/a v1.0.0 => ../b\n",
                a="module a\n",
                b="module b\n",
            ),
            ["conflicting-replacements l.a/a v1.0.0"],
            id="every version here, one version there",
        ),
        pytest.param(
            workspace(
                "require l.a/a v1.0.0\nreplace l.a/a => ../a\nreplace l.a/a v1.0.0 => ../b\n",
                "replace l.a/a => ../a\n",
                "use ./c\n",
                a="module a\n",
                b="module b\n",
                c="module w.c/c\nreplace l.a/a v1.0.0 => ../b\n",
            ),
            ["conflicting-replacements l.a/a v1.0.0"],
            id="every version between two modules for one version",
        ),
        pytest.param(
            workspace(
                "require l.a/a v1.0.0\nreplace l.a/a v1.0.0 => ../a\n",
                "replace l.a/a => ../b\n",
                a="module a\n",
                b="module b\n",
            ),
            [],
            id="the last one for every version wins",
        ),
        pytest.param(
            workspace(
                "require l.a/a v1.0.0\n",
                "require l.a/a v1.1.0\n",
                "replace l.a/a => ./a\nreplace l.b/b => ./b\n",
                a="module l.a/a\n\ngo 1.18\n\nrequire l.b/b v1.0.0\n",
            ),
            ["replace-no-gomod"],
            id="a module raised for one member brings what it requires",
        ),
        pytest.param(
            workspace("", "") | {"p/go.mod": "module w.b/q\n" + GONE},
            ["work-duplicate-use w.b/q"],
            id="of two modules with one path the last one counts",
        ),
        pytest.param(
            workspace("", "") | {"q/go.mod": "module w.a/p\n" + GONE},
            ["work-duplicate-use w.a/p", "replace-no-gomod"],
            id="and its graph is loaded all the same",
        ),
        pytest.param(
            workspace("", "require w.a/p v1.0.0\n", "replace w.a/p => ./a\n"),
            ["work-replaced-module w.a/p", "replace-no-gomod"],
            id="so is that of a workspace with a replaced module",
        ),
        pytest.param({"go.work": "go 1.18\n"}, ["work-no-modules"], id="no modules"),
    ],
)
def test_workspaces(files: dict[str, str], expected: list[str]) -> None:
    assert reported(files) == expected


def test_a_replacement_with_go_itself_is_never_fetched_from_1_21_on() -> None:
    files = {
        "go.mod": MODULE + "require r.x/x v1.0.0\nreplace r.x/x => go v1.22.0\n",
        "go.sum": sums("go v1.22.0"),
    }
    assert reported(files, OLD) == ["path-malformed r.x/x v1.0.0"]
    assert reported(files, EARLY) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            workspace("require go v1.0.0\n", "", "replace go => ./x\n", x="require broken\n"),
            [["usage"], [], []],
            id="a workspace",
        ),
        pytest.param(
            {
                "go.mod": "module m\n\ngo 1.16\n\nrequire go v1.0.0\n\nreplace go => ./x\n",
                "x/go.mod": "require broken\n",
            },
            [["usage"], ["updates-needed"], ["updates-needed"]],
            id="a module",
        ),
    ],
)
def test_what_replaces_go_is_not_read_from_1_21_on(
    files: dict[str, str], expected: list[list[str]]
) -> None:
    assert [reported(files, release) for release in (OLD, EARLY, NEW)] == expected


def test_what_replaces_go_requires_nothing() -> None:
    requires = "require (\n\tgo v1.0.0\n\tl.a/a v1.0.0\n)\nreplace go => ./x\n"
    files = {
        "go.mod": MODULE + requires + REPLACED,
        "x/go.mod": "module go\n\nrequire l.a/a v1.1.0\n",
        "a/go.mod": "module l.a/a\n",
    }
    loaded = graph.of_folder(tree_of(files), "")
    assert loaded is not None
    assert loaded.selected()["l.a/a"] == "v1.0.0"


def test_a_malformed_sum_of_any_member_stops_a_workspace() -> None:
    files = workspace("require r.x/x v1.0.0\n", "") | {"q/go.sum": "a b\n"}
    assert reported(files) == ["gosum-fields"]
    assert reported(files, EARLY) == []
    files = workspace("", "") | {"q/go.sum": "a b\n"}
    assert reported(files) == []


SOUND = "module example.com/m\n\ngo 1.22\n"
A_REQUIRED = "require example.com/a v1.0.0\n"
A_SUM = sums("example.com/a v1.0.0")


@pytest.mark.parametrize(
    ("go_mod", "go_sum", "sound"),
    [
        pytest.param(SOUND + A_REQUIRED, A_SUM, True, id="the hash is there"),
        pytest.param(SOUND, "", True, id="nothing required"),
        pytest.param(f"{SOUND}toolchain go1.23.4\n{A_REQUIRED}", A_SUM, True, id="newer toolchain"),
        pytest.param(SOUND + A_REQUIRED, "", False, id="no hash"),
        pytest.param(SOUND + A_REQUIRED, None, False, id="no go.sum"),
        pytest.param(
            SOUND + A_REQUIRED, A_SUM.replace("h1:", "h2:"), False, id="hash of another kind"
        ),
        pytest.param(SOUND + A_REQUIRED, A_SUM + "x\n", False, id="a malformed line"),
        pytest.param(
            SOUND + A_REQUIRED,
            "example.com/a v1.0.0/go.mod h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=\n",
            False,
            id="hash of an empty go.mod",
        ),
        pytest.param(
            SOUND + A_REQUIRED + A_REQUIRED.replace("v1.0", "v1.1"), A_SUM, False, id="two versions"
        ),
        pytest.param(SOUND + "require example.com/m v1.0.0\n", A_SUM, False, id="requires itself"),
        pytest.param(SOUND + "require example/a v1.0.0\n", A_SUM, False, id="cannot be fetched"),
        pytest.param(
            f"{SOUND}toolchain go1.21.0\n{A_REQUIRED}", A_SUM, False, id="older toolchain"
        ),
        pytest.param(SOUND + A_REQUIRED + "bogus\n", A_SUM, False, id="cannot be read"),
        pytest.param(
            f"{SOUND}{A_REQUIRED}replace example.com/a => ./a\n",
            A_SUM,
            False,
            id="a replaced module",
        ),
        pytest.param(
            f"{SOUND}{A_REQUIRED}exclude example.com/a v1.0.0\n",
            A_SUM,
            False,
            id="an excluded module",
        ),
    ],
)
def test_is_trivially_sound(go_mod: str, go_sum: str | None, sound: bool) -> None:
    files = {"go.mod": go_mod}
    tree = tree_of(files if go_sum is None else files | {"go.sum": go_sum})
    span = releases.default_span("1.22")
    assert is_trivially_sound(tree, "", span) is sound
    if sound:
        assert graph.module(tree, "", span) == []


@pytest.mark.parametrize(
    ("release", "expected"),
    [(OLD, ["go-version"]), (EARLY, ["updates-needed"]), (NEW, ["updates-needed"])],
)
def test_a_go_line_that_is_not_a_go_version(release: Release, expected: list[str]) -> None:
    files = {"go.mod": "module example.com/m\n\ngo 1.21.0rc1\n", "go.sum": ""}
    assert reported(files, release) == expected
    assert not is_trivially_sound(tree_of(files), "", [release])
