from __future__ import annotations

import pytest

from hooks.values.releases import Release
from hooks.verdicts import graph
from hooks.verdicts.graph_problems import Missing, UpdatesNeeded
from tests.memory import sources

OLD, EARLY, NEW = Release(19, 8), Release(21, 13), Release(27, 3)
HASH = "h1:OZ1uFUBsAWZy5pLbhVuV0TGH0RgkVoyjVJZFh7ixcSg="
MODULE = "module example.com/m\n\ngo 1.18\n\n"
REPLACED = "replace l.a/a => ./a\nreplace l.b/b => ./b\n"


def said(files: dict[str, str], release: Release = NEW, folder: str = "") -> list[str]:
    """What a release says, shortly: the kind, and the module and version if there are any."""
    tree = sources({path: text.encode() for path, text in files.items()})
    verdict = graph.module if f"{folder}go.work" not in files else graph.workspace
    problems = [one for one in verdict(tree, folder, [release]) if release in one.releases]
    return [f"{one.kind} {one.module} {one.version}".strip() for one in problems]


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
            id="all missing hashes are told",
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
    assert said({"go.mod": MODULE + go_mod, "go.sum": go_sum}) == expected


def test_up_to_1_21_a_malformed_line_hides_those_below() -> None:
    files = {
        "go.mod": MODULE + "require (\n\tr.x/x v1.0.0\n\tr.y/y v1.0.0\n\tr.z/z v1.0.0\n)\n",
        "go.sum": sums("r.x/x v1.0.0") + "a b\n" + sums("r.y/y v1.0.0", "r.z/z v1.0.0"),
    }
    assert said(files, EARLY) == ["gosum-missing r.y/y v1.0.0"]
    assert said(files, NEW) == ["gosum-fields"]


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
    assert said({"go.mod": MODULE + go_mod, **files}) == expected


def test_what_cannot_be_known_is_no_complaint() -> None:
    go_mod = MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a/b\n"
    for others in ({"links": ["a"]}, {"submodules": ["a/b"]}, {"links": ["a/b/go.mod"]}):
        assert graph.module(sources({"go.mod": go_mod.encode()}, **others), "", [NEW]) == []


@pytest.mark.parametrize(
    ("go_mod", "dependency", "needs"),
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
def test_updates(go_mod: str, dependency: str, needs: list[str]) -> None:
    every = sums("r.x/x v1.0.0", "r.x/x v1.1.0", "r.x/x v1.10.0")
    tree = {
        "go.mod": MODULE + go_mod + "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
        "a/go.mod": "module l.a/a\n" + dependency,
        "go.sum": every,
    }
    problems = graph.module(
        sources({path: text.encode() for path, text in tree.items()}), "", [NEW]
    )
    found = [one for one in problems if isinstance(one, UpdatesNeeded)]
    assert [f"{n.module} {n.listed} -> {n.version}" for one in found for n in one.needs] == needs
    assert len(problems) == bool(needs)


def test_a_need_names_both_lines() -> None:
    tree = {
        "m/go.mod": MODULE
        + "require (\n\tr.x/x v1.0.0\n\tl.a/a v1.0.0\n)\nreplace l.a/a => ../a\n",
        "m/go.sum": sums("r.x/x v1.0.0"),
        "a/go.mod": "module l.a/a\n\ngo 1.18\n\nrequire r.x/x v1.2.0\n",
    }
    (problem,) = graph.module(sources({p: text.encode() for p, text in tree.items()}), "m", [NEW])
    assert isinstance(problem, UpdatesNeeded)
    (need,) = problem.needs
    assert (problem.path, need.line, need.by, need.by_line) == ("m/go.mod", 6, "a/go.mod", 5)


def test_a_missing_hash_names_the_requirement_that_leads_to_it() -> None:
    tree = {
        "go.mod": MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
        "a/go.mod": "module l.a/a\n\nrequire r.x/x v1.0.0\n",
    }
    (problem,) = graph.module(sources({p: text.encode() for p, text in tree.items()}), "", [NEW])
    assert isinstance(problem, Missing)
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
    assert said({"go.mod": go_mod, "go.sum": go_sum}) == expected


def test_one_listed_twice_stops_before_anything_is_read() -> None:
    requires = "require r.x/x v1.0.0\nrequire r.x/x v1.1.0\n"
    assert said({"go.mod": MODULE + requires}) == ["updates-needed"]


@pytest.mark.parametrize(
    ("toolchain", "expected"),
    [("go1.21.3", []), ("go1.22.0", []), ("go1.21.0", ["updates-needed"])],
)
def test_a_toolchain_older_than_the_go_line(toolchain: str, expected: list[str]) -> None:
    go_mod = f"module example.com/m\n\ngo 1.21.2\n\ntoolchain {toolchain}\n"
    assert said({"go.mod": go_mod}) == expected


def test_complaints_come_in_the_order_of_the_graph() -> None:
    files = {
        "go.mod": MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a\nreplace l.e/e => ./e\n",
        "a/go.mod": "module a\nrequire r.x/x v1.0.0\nrequire l.e/e v1.0.0\nrequire r.y/y v1.0.0\n",
    }
    assert said(files) == ["gosum-missing r.x/x v1.0.0", "replace-no-gomod"]


def test_older_releases_do_not_count_go_lines() -> None:
    files = {
        "go.mod": MODULE + "require l.a/a v1.0.0\nreplace l.a/a => ./a\n",
        "a/go.mod": "module a\n\ngo 1.99\n",
    }
    assert said(files, OLD) == []
    assert said(files, EARLY) == ["dep-too-new"]


WORK = "go 1.18\n\nuse ./p\nuse ./q\n"
GONE = "\nrequire l.a/a v1.0.0\nreplace l.a/a => ../a\n"


def workspace(p: str, q: str, work: str = "", **files: str) -> dict[str, str]:
    """A workspace of two modules; further files by their folder."""
    found = {"go.work": WORK + work}
    found["p/go.mod"] = "module w.a/p\n\ngo 1.18\n" + p
    found["q/go.mod"] = "module w.b/q\n\ngo 1.18\n" + q
    return found | {f"{folder}/go.mod": text for folder, text in files.items()}


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
            ["conflicting-replacements"],
            id="every version here, one version there",
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
    assert said(files) == expected


def test_a_replacement_with_go_itself_is_never_fetched_from_1_21_on() -> None:
    files = {
        "go.mod": MODULE + "require r.x/x v1.0.0\nreplace r.x/x => go v1.22.0\n",
        "go.sum": sums("go v1.22.0"),
    }
    assert said(files, OLD) == ["path-malformed r.x/x v1.0.0"]
    assert said(files, EARLY) == []


def test_a_malformed_sum_of_any_member_stops_a_workspace() -> None:
    files = workspace("require r.x/x v1.0.0\n", "") | {"q/go.sum": "a b\n"}
    assert said(files) == ["gosum-fields"]
    assert said(files, EARLY) == []
    files = workspace("", "") | {"q/go.sum": "a b\n"}
    assert said(files) == []
