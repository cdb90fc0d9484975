"""The vendored files beside what modules.txt lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from hooks.checks import ven_edits, ven_tree, ven_unlisted
from hooks.rules.finding import Finding
from hooks.tree.scope import Places
from hooks.tree.tree import Tree
from tests.memory import FullWorktree, memory_tree

LIST = "# a.b/c v1.0.0\n## explicit; go 1.18\na.b/c\na.b/c/d\n"
FILES = {
    "go.mod": "module example.com/m\n\ngo 1.18\n\nrequire a.b/c v1.0.0\n",
    "vendor/modules.txt": LIST,
    "vendor/a.b/c/c.go": "package c\n",
    "vendor/a.b/c/LICENSE": "free\n",
    "vendor/a.b/c/d/d.go": "package d\n",
}


def tree(*changed: Mapping[str, str], gone: Iterable[str] = (), link: str = "") -> Tree:
    """The files above with some changed and some gone."""
    files = dict(FILES)
    for some in changed:
        files.update(some)
    texts = {path: text.encode() for path, text in files.items() if path not in gone}
    return memory_tree(texts, links=[link] if link else [])


def places(
    staged: Tree, *bases: Tree, changes: Mapping[str, str] | None = None
) -> list[tuple[str, str, int]]:
    findings = [*ven_tree.findings(staged, "", changes)]
    vendored = ven_tree.vendor_folder(staged, "")
    if vendored is not None:
        findings += ven_unlisted.findings(vendored)
        findings += ven_edits.findings(vendored, bases, changes or {}, strict=True, places=Places)
    return [(finding.code, finding.path, finding.line) for finding in findings]


def edits(staged: Tree, base: Tree, changes: Mapping[str, str]) -> list[Finding]:
    vendored = ven_tree.vendor_folder(staged, "")
    assert vendored is not None
    return list(ven_edits.findings(vendored, [base], changes, strict=False, places=Places))


def test_a_complete_folder_is_silent() -> None:
    assert places(tree()) == []


def test_a_merge_keeps_the_files_of_the_other_side() -> None:
    """Their module was raised there; the first parent has another version of it."""
    ours = tree({"vendor/modules.txt": LIST.replace("v1.0.0", "v0.9.0"), "vendor/a.b/c/c.go": ""})
    theirs = tree({"vendor/a.b/c/more.go": "package c\n"})
    changes = {"vendor/modules.txt": "M", "vendor/a.b/c/c.go": "M"}
    assert places(theirs, ours, theirs, changes={**changes, "vendor/a.b/c/more.go": "A"}) == []
    assert places(tree(), ours, theirs, changes=changes) == [("VEN303", "vendor/a.b/c/more.go", 0)]


def test_no_modules_txt_no_question() -> None:
    assert places(tree(gone=["vendor/modules.txt"])) == []


def test_listed_package_without_a_file() -> None:
    assert places(tree(gone=["vendor/a.b/c/d/d.go"])) == [("VEN301", "vendor/modules.txt", 4)]


class WithoutSource(FullWorktree):
    """A work tree in whose folders no Go file lies."""

    def has_go_file(self, folder: str) -> bool:
        return False


@pytest.mark.parametrize(
    ("worktree", "hint"),
    [
        pytest.param(FullWorktree(), "git add vendor/a.b/c/d", id="its source is on disk"),
        pytest.param(
            WithoutSource(), "go mod tidy && go mod vendor", id="a folder without source is"
        ),
        pytest.param(None, "go mod tidy && go mod vendor", id="nothing is known of the disk"),
    ],
)
def test_what_brings_a_package_back(worktree: FullWorktree | None, hint: str) -> None:
    lacking = tree(gone=["vendor/a.b/c/d/d.go"])
    (finding,) = ven_tree.findings(lacking, "", None, worktree)
    assert (finding.code, finding.hint.partition("   (")[0]) == ("VEN301", hint)


def test_a_file_that_is_no_go_file_is_not_enough() -> None:
    assert places(tree(gone=["vendor/a.b/c/c.go"])) == [("VEN301", "vendor/modules.txt", 3)]


def test_behind_a_link_nothing_is_known() -> None:
    gone = [path for path in FILES if path.startswith("vendor/a.b/c")]
    for link in ("vendor/a.b/c", "vendor/a.b"):
        assert places(tree(gone=gone, link=link)) == [("VEN306", link, 0)]


@pytest.mark.parametrize(
    ("folder", "changes", "starts"),
    [
        pytest.param("", {"vendor/modules.txt": "M"}, ["vendor/"], id="where it lies now"),
        pytest.param("new", {"vendor/modules.txt": "D"}, ["vendor/"], id="moved away from there"),
        pytest.param("new", {"vendor/modules.txt": "M"}, [], id="still there"),
        pytest.param("new", {"vendor/a.b/c/c.go": "D"}, [], id="only files of it are deleted"),
        pytest.param("new", {"x/vendor/modules.txt": "D"}, [], id="one that the base did not have"),
    ],
)
def test_where_a_vendor_folder_lay(folder: str, changes: dict[str, str], starts: list[str]) -> None:
    assert [start for start, _ in ven_edits.older_listings(tree(), folder, changes)] == starts


def test_a_change_elsewhere_is_not_asked_about_it() -> None:
    assert places(tree(gone=["vendor/a.b/c/d/d.go"]), changes={"go.mod": "M"}) == []


def test_many_packages_without_any_file_are_one_finding() -> None:
    names = "".join(f"a.b/c/p{number}\n" for number in range(30))
    files = {"vendor/modules.txt": LIST + names}
    gone = [path for path in FILES if path.endswith(".go")]
    assert places(tree(files, gone=gone)) == [("VEN301", "vendor/modules.txt", 0)]


@pytest.mark.parametrize(
    ("worktree", "hint"),
    [
        pytest.param(None, "go mod tidy && go mod vendor", id="no work tree"),
        pytest.param(
            FullWorktree(""),
            "git add vendor/a.b/c/d   (it is on disk, but not staged)",
            id="not staged",
        ),
        pytest.param(
            FullWorktree(".gitignore:4"),
            "git add -f vendor/a.b/c/d   (it is on disk, but .gitignore:4 ignores it)",
            id="ignored",
        ),
    ],
)
def test_the_work_tree_explains(worktree: FullWorktree | None, hint: str) -> None:
    (finding,) = ven_tree.findings(tree(gone=["vendor/a.b/c/d/d.go"]), "", worktree=worktree)
    assert finding.hint == hint


def test_staged_directory_that_is_not_listed() -> None:
    more = {"vendor/a.b/e/e.go": "package e\n", "vendor/a.b/f/README": ""}
    assert places(tree(more)) == [("VEN302", "vendor/a.b/e", 0)]


EDITED = {"vendor/a.b/c/c.go": "package c // changed\n"}
TOUCHED = {"vendor/a.b/c/c.go": "M"}
NEWER = {"vendor/modules.txt": LIST.replace("v1.0.0", "v1.1.0")}
FORK = {"vendor/modules.txt": LIST.replace("v1.0.0", "v1.0.0 => d.e/f v1.0.0")}
LOCAL = {"vendor/modules.txt": LIST.replace("v1.0.0", "v1.0.0 => ./x")}


@pytest.mark.parametrize(
    ("staged", "base", "changes", "expected"),
    [
        pytest.param(tree(EDITED, NEWER), tree(), TOUCHED, False, id="with its version"),
        pytest.param(tree(EDITED, FORK), tree(), TOUCHED, False, id="with a replacement"),
        pytest.param(tree(EDITED, LOCAL), tree(LOCAL), TOUCHED, False, id="copy of a directory"),
        pytest.param(tree(), tree(), TOUCHED, False, id="the mode alone"),
        pytest.param(
            tree(EDITED), tree(gone=["vendor/a.b/c/c.go"]), TOUCHED, False, id="new against a base"
        ),
        pytest.param(
            tree(EDITED),
            tree({"vendor/modules.txt": LIST.replace("a.b/c\n", "")}),
            TOUCHED,
            True,
            id="a package that was not listed",
        ),
        pytest.param(
            tree(EDITED, {"vendor/modules.txt": LIST + "# a.b/c v0.9.0 => ./y\n"}),
            tree(),
            TOUCHED,
            True,
            id="an unused replacement does not count",
        ),
        pytest.param(tree(EDITED), tree(), TOUCHED, True, id="by hand"),
        pytest.param(tree(EDITED, FORK), tree(FORK), TOUCHED, True, id="in a fork"),
    ],
)
def test_edited(staged: Tree, base: Tree, changes: Mapping[str, str], expected: bool) -> None:
    wanted = [("VEN303", "vendor/a.b/c/c.go", 0)] if expected else []
    assert places(staged, base, changes=changes) == wanted


def test_what_to_paste_names_the_blobs_once_for_each_module() -> None:
    edited = {name: "package x\n" for name in FILES if name.endswith(".go")}
    staged, changes = tree(edited), dict.fromkeys(edited, "M")
    first, second = edits(staged, tree(), changes)
    one = staged.files.oid("vendor/a.b/c/c.go")
    assert (first.hash, second.hash) == (one, staged.files.oid("vendor/a.b/c/d/d.go"))
    assert f'module = "a.b/c"\nversion = "v1.0.0"\nblob = "{one}"\nreason = ""' in first.hint
    assert "[[allow]]" not in second.hint
    (alone,) = edits(tree(EDITED), tree(), TOUCHED)
    assert 'path = "vendor/a.b/c/c.go"' in alone.hint


def test_nothing_to_paste_for_files_that_nobody_looked_at() -> None:
    files = {f"vendor/a.b/c/{number}.go": "package c\n" for number in range(21)}
    staged = tree(dict.fromkeys(files, "package x\n"))
    found = edits(staged, tree(files), dict.fromkeys(files, "M"))
    assert [each.code for each in found] == ["VEN303"] * 21
    assert not any("[[allow]]" in each.hint for each in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("package c\n", "VEN303", id="the compiler reads it"),
        pytest.param("// +build ignore\n\npackage main\n", "VEN307", id="it is in no build"),
    ],
)
def test_a_go_file_that_comes_or_goes(text: str, code: str) -> None:
    """Old releases vendor files that are in no build, new ones do not."""
    path = "vendor/a.b/c/gen.go"
    having = tree({path: text})
    assert places(having, tree(), changes={path: "A"}) == [(code, path, 0)]
    assert places(tree(), having, changes={path: "D"}) == [(code, path, 0)]


def test_a_file_of_no_module_hides_no_edit() -> None:
    stranger = "vendor/a.b/z/z.go"
    staged = tree(EDITED, {stranger: "package z\n"})
    found = edits(staged, tree(), {stranger: "A", **TOUCHED})
    assert "vendor/a.b/c/c.go" in [each.path for each in found if each.code == "VEN303"]


def test_another_file_is_for_strict_runs() -> None:
    staged = tree({"vendor/a.b/c/LICENSE": "freer\n"})
    changes = {"vendor/a.b/c/LICENSE": "M"}
    assert places(staged, tree(), changes=changes) == [("VEN307", "vendor/a.b/c/LICENSE", 0)]
    assert edits(staged, tree(), changes) == []
    both = tree(EDITED, {"vendor/a.b/c/LICENSE": "freer\n"})
    (edited,) = edits(both, tree(), {"vendor/modules.txt": "M", **changes, **TOUCHED})
    assert edited.path == "vendor/a.b/c/c.go"


def test_a_merge_may_bring_the_other_side_s_file() -> None:
    assert places(tree(EDITED), tree(), tree(EDITED), changes=TOUCHED) == []
    assert places(tree(EDITED), tree(), tree(), changes=TOUCHED) != []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(tree(gone=["vendor/a.b/c/c.go"]), id="without the file"),
        pytest.param(tree(NEWER), id="at another version"),
    ],
)
def test_the_order_of_parents_excuses_nothing(other: Tree) -> None:
    added = {"vendor/a.b/c/c.go": "A"}
    for staged, wanted in ((tree(EDITED), True), (tree(), False)):
        assert bool(places(staged, other, tree(), changes=added)) is wanted
        assert bool(places(staged, tree(), other, changes=TOUCHED)) is wanted


SOURCE = {**LOCAL, "x/go.mod": "module a.b/c\n", "x/c.go": "package c\n", "x/d/d.go": "package d\n"}


@pytest.mark.parametrize(
    ("staged", "changes", "expected"),
    [
        pytest.param({}, None, [], id="the same on both sides"),
        pytest.param({"x/c.go": "new\n"}, {"README": "M"}, [], id="not in the change"),
        pytest.param({"x/c.go": "new\n"}, {"x/c.go": "M"}, ["vendor/a.b/c/c.go"], id="source"),
        pytest.param(
            {"x/c.go": "new\n"}, {"vendor/a.b/c/c.go": "M"}, ["vendor/a.b/c/c.go"], id="copy"
        ),
        pytest.param({"x/c.go": "new\n"}, None, ["vendor/a.b/c/c.go"], id="everything is judged"),
        pytest.param({"x/c_test.go": "new\n"}, {"x/c_test.go": "A"}, [], id="not vendored"),
        pytest.param(
            {"vendor/a.b/c/z.go": "generated\n"},
            {"vendor/a.b/c/z.go": "A"},
            [],
            id="without a source",
        ),
        pytest.param(
            {"vendor/a.b/c/e/e.go": "x\n", "x/e/e.go": "y\n"},
            {"x/e/e.go": "M"},
            [],
            id="in a directory that is not listed",
        ),
    ],
)
def test_stale(
    staged: dict[str, str], changes: Mapping[str, str] | None, expected: list[str]
) -> None:
    some = tree(SOURCE, staged)
    codes = [path for code, path, _ in places(some, changes=changes) if code == "VEN304"]
    assert codes == expected


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("../x", id="outside the repository"),
        pytest.param("/x", id="absolute"),
        pytest.param("a.b/c v1.0.0", id="a module"),
    ],
)
def test_what_lies_elsewhere_is_not_compared(target: str) -> None:
    text = LIST.replace("v1.0.0", "v1.0.0 => " + target)
    some = tree(SOURCE, {"vendor/modules.txt": text, "x/c.go": "new\n"})
    assert places(some, changes={"x/c.go": "M"}) == []


@pytest.mark.parametrize(
    ("go_line", "expected"),
    [
        pytest.param("go 1.16", [], id="go 1.16 copies them"),
        pytest.param("", [], id="so does no go line"),
        pytest.param("go 1.17", [("VEN305", "vendor/a.b/c/go.mod", 0)], id="go 1.17 does not"),
    ],
)
def test_module_files(go_line: str, expected: list[tuple[str, str, int]]) -> None:
    go_mod = FILES["go.mod"].replace("go 1.18", go_line)
    assert places(tree({"go.mod": go_mod, "vendor/a.b/c/go.mod": "module a.b/c\n"})) == expected


def test_a_link_that_comes_in() -> None:
    some = tree(link="vendor/a.b/c/l")
    assert places(some, changes={"vendor/a.b/c/l": "A"}) == [("VEN306", "vendor/a.b/c/l", 0)]
    assert places(some, changes={"vendor/a.b/c/c.go": "M"}) == []
    assert places(some) == [("VEN306", "vendor/a.b/c/l", 0)]  # all is judged


@pytest.mark.parametrize(
    ("paths", "changes", "expected"),
    [
        pytest.param(["a.b/c/C.txt", "a.b/c/d.txt"], None, [], id="all different"),
        pytest.param(
            ["a.b/c/C.go"], None, ["vendor/a.b/c/C.go", "vendor/a.b/c/c.go"], id="in case"
        ),
        pytest.param(
            ["a.b/C/c.go"], None, ["vendor/a.b/C/c.go", "vendor/a.b/c/c.go"], id="a folder, in case"
        ),
        pytest.param(["a.b/c/C.go"], {"vendor/a.b/c/d/d.go": "M"}, [], id="for long"),
        pytest.param(
            ["a.b/c/C.go"],
            {"vendor/a.b/c/C.go": "A"},
            ["vendor/a.b/c/C.go", "vendor/a.b/c/c.go"],
            id="since now",
        ),
        pytest.param(
            ["a.b/c/\u00e9.txt", "a.b/c/e\u0301.txt"],
            None,
            ["vendor/a.b/c/e\u0301.txt", "vendor/a.b/c/\u00e9.txt"],
            id="in the Unicode form",
        ),
    ],
)
def test_colliding_paths(
    paths: list[str], changes: dict[str, str] | None, expected: list[str]
) -> None:
    staged = tree({f"vendor/{path}": "package c\n" for path in paths})
    vendored = ven_tree.vendor_folder(staged, "")
    assert vendored is not None
    findings = list(ven_tree.colliding_paths(vendored, changes))
    assert [finding.code for finding in findings] == ["VEN316"] * (len(expected) // 2)
    assert [path for finding in findings for path in (finding.path, finding.target)] == expected
