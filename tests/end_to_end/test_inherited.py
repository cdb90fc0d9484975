"""What a commit inherits, what it repairs, and that neither is a way past the gate.

Each case is a history of states, the last of which is staged and judged, then committed and
judged as a commit.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hooks import go_mod_gate
from hooks.modcheck.__main__ import main as modcheck
from tests.reports import findings
from tests.repository import Repository, isolate

Files = dict[str, str]

GOOD = "h1:" + "A" * 43 + "="
EVIL = "h1:" + "B" * 42 + "A="
OTHER = "h1:" + "C" * 42 + "A="
PLAIN = "module example.com/{}\n\ngo 1.21\n"
MOD = PLAIN + "\nrequire example.net/lib v1.4.0\n"


def sums(zip_hash: str = GOOD, go_mod_hash: str = GOOD) -> str:
    return f"example.net/lib v1.4.0 {zip_hash}\nexample.net/lib v1.4.0/go.mod {go_mod_hash}\n"


def module(folder: str, zip_hash: str = GOOD, more: str = "") -> Files:
    return {
        f"{folder}/go.mod": MOD.format(folder) + more,
        f"{folder}/go.sum": sums(zip_hash),
    }


OUTSIDE = "replace example.net/lib => ../../{}\n"
LISTING = "# example.net/lib v1.4.0\n## explicit; go 1.18\nexample.net/lib\n"


def vendored(text: str, version: str = "v1.4.0", more: str = "") -> Files:
    listing = LISTING.replace("v1.4.0", version) + more
    return {
        "go.mod": MOD.format("app").replace("v1.4.0", version),
        "go.sum": sums().replace("v1.4.0", version),
        "vendor/modules.txt": listing,
        "vendor/example.net/lib/lib.go": f"package lib // {text}\n",
    }


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path / "r")
    isolate(monkeypatch)
    monkeypatch.chdir(made.top)
    return made


def stage(repository: Repository, states: list[Files]) -> None:
    """Commit all states but the last, and stage that one."""
    for number, state in enumerate(states):
        repository.clear()
        repository.add(dict(state))
        if number < len(states) - 1:
            repository.commit(f"state {number}")


INHERITED = [
    pytest.param(
        [module("a", more=OUTSIDE.format("lib")), module("a", more="\n" + OUTSIDE.format("lib"))],
        "REP102",
        id="a replacement that leaves the repository",
    ),
    pytest.param(
        [
            {"a/go.mod": PLAIN.format("a") + "wibble\n"},
            {"a/go.mod": "// moved\n" + PLAIN.format("a") + "wibble\n"},
        ],
        "MOD101",
        id="a line that nothing reads, elsewhere in the file",
    ),
    pytest.param(
        [
            {"a/go.mod": MOD.format("a"), "a/go.sum": "x\n"},
            {"a/go.mod": MOD.format("a") + "\n", "a/go.sum": "x\n"},
        ],
        "SUM103",
        id="a go.sum with a malformed line",
    ),
    pytest.param(
        [
            {"a/go.mod": MOD.format("a"), "a/go.sum": ""},
            {"a/go.mod": MOD.format("a") + "\n", "a/go.sum": ""},
        ],
        "SUM107",
        id="a requirement without a hash",
    ),
    pytest.param(
        [
            {**module("a"), **module("b", OTHER)},
            {**module("a", more="\n"), "b/go.mod": MOD.format("b"), "b/go.sum": sums(OTHER) + "\n"},
        ],
        "SUM110",
        id="two files that disagree",
    ),
]


@pytest.mark.parametrize(("states", "code"), INHERITED)
def test_what_was_there_before_does_not_stop_a_commit(
    states: list[Files], code: str, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    stage(repository, states)
    assert go_mod_gate.main([]) == 0
    assert capfd.readouterr() == ("", "")
    for option in ("--no-inherit", "--all"):
        assert go_mod_gate.main([option]) == 1
        assert f" {code} " in capfd.readouterr().out
    repository.commit("the last state")
    assert modcheck(["check", "--rev", "HEAD"]) == 0
    assert modcheck(["check", "--rev", "HEAD~1..HEAD"]) == 0
    capfd.readouterr()
    assert modcheck(["check", "--rev", "HEAD", "--format", "json"]) == 0
    said = capfd.readouterr()
    assert findings(said.out) == []
    assert "there before this commit" in said.err


NEW = [
    pytest.param(
        [
            module("a", more=OUTSIDE.format("lib")),
            module("a", more=OUTSIDE.format("evil")),
        ],
        "REP102",
        id="the target of a replacement changed",
    ),
    pytest.param(
        [
            module("a", more=OUTSIDE.format("lib")),
            module("a", more=OUTSIDE.format("lib").replace("lib =>", "evil =>")),
        ],
        "REP102",
        id="the replaced module changed",
    ),
    pytest.param(
        [
            module("a", more=OUTSIDE.format("lib")),
            module("a", more=OUTSIDE.format("lib").replace(" =>", " v1.4.0 =>")),
        ],
        "REP102",
        id="the replaced version changed",
    ),
    pytest.param(
        [
            module("a", more=OUTSIDE.format("lib")),
            {
                "a/go.mod": MOD.format("a") + OUTSIDE.format("lib"),
                "a/go.sum": sums(),
                "b/go.mod": MOD.format("b") + OUTSIDE.format("lib"),
                "b/go.sum": sums(),
            },
        ],
        "REP102",
        id="the same in another module",
    ),
    pytest.param(
        [
            {"a/go.mod": PLAIN.format("a") + "wibble\n"},
            {"a/go.mod": PLAIN.format("a") + "wibble\nwobble\n"},
        ],
        "MOD101",
        id="a second line that nothing reads",
    ),
    pytest.param(
        [
            {"a/go.mod": PLAIN.format("a") + "require x\n"},
            {"a/go.mod": PLAIN.format("a") + "require x\nrequire x\n"},
        ],
        "MOD101",
        id="the same unreadable line once more",
    ),
    pytest.param(
        [
            {"a/go.mod": PLAIN.format("a") + "require x\n"},
            {"a/go.mod": PLAIN.format("a") + "require x\nrequire y\n"},
        ],
        "MOD101",
        id="another unreadable line beside it",
    ),
    pytest.param(
        [
            {"a/go.mod": MOD.format("a"), "a/go.sum": "x\n"},
            {"a/go.mod": MOD.format("a"), "a/go.sum": "x\ny\n"},
        ],
        "SUM103",
        id="a second malformed line in go.sum",
    ),
    pytest.param(
        [
            {"a/go.mod": "wibble\n" + MOD.format("a"), "a/go.sum": sums()},
            {"a/go.mod": "wibble\n\n" + MOD.format("a"), "a/go.sum": sums(EVIL)},
        ],
        "SUM101",
        id="a rewritten hash under a go.mod that cannot be read",
    ),
    pytest.param(
        [
            {**vendored("good"), "go.mod": "wibble\n" + MOD.format("app")},
            {**vendored("evil"), "go.mod": "wibble\n\n" + MOD.format("app")},
        ],
        "VEN303",
        id="an edited file under a go.mod that cannot be read",
    ),
    pytest.param(
        [
            {"a/go.mod": MOD.format("a"), "a/go.sum": "x\n" + sums()},
            {"a/go.mod": MOD.format("a"), "a/go.sum": "x\n" + sums(EVIL)},
        ],
        "SUM101",
        id="a rewritten hash beside a malformed line",
    ),
    pytest.param(
        [
            {**module("a"), **module("b", OTHER)},
            {**module("a"), **module("b", EVIL)},
        ],
        "SUM101",
        id="another hash where two files disagree",
    ),
    pytest.param(
        [
            {**module("a"), **module("b", OTHER)},
            {**module("a"), **module("b", OTHER), **module("c", OTHER)},
        ],
        "SUM101",
        id="a third file that takes a side",
    ),
    pytest.param(
        [
            {"a/go.mod": MOD.format("a"), "a/go.sum": ""},
            {
                "a/go.mod": MOD.format("a") + "require example.net/two v1.0.0\n",
                "a/go.sum": "",
            },
        ],
        "SUM107",
        id="another requirement without a hash",
    ),
]


@pytest.mark.parametrize(("states", "code"), NEW)
def test_what_a_commit_brings_in_stops_it(
    states: list[Files], code: str, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    stage(repository, states)
    assert go_mod_gate.main([]) == 1
    assert f" {code} " in capfd.readouterr().out
    repository.commit("the last state")
    assert modcheck(["check", "--rev", "HEAD~1..HEAD"]) == 1
    assert code in capfd.readouterr().out


def test_what_is_left_out_is_counted_where_something_fails(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    outside = OUTSIDE.format("lib")
    stage(repository, [module("a", more=outside), module("a", EVIL, more=outside)])
    assert go_mod_gate.main([]) == 1
    said = capfd.readouterr()
    assert " REP102 " not in said.out
    assert "1 finding was there before this commit (--no-inherit shows them)" in said.err


def test_a_module_that_is_named_but_did_not_change_inherits_nothing(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    """`pre-commit run --all-files` in CI names every file of a clean checkout."""
    outside = OUTSIDE.format("lib")
    stage(repository, [module("a", more=outside), module("a", more=outside)])
    assert go_mod_gate.main([]) == 0
    assert go_mod_gate.main(["a/go.mod", "a/go.sum"]) == 1
    assert " REP102 " in capfd.readouterr().out
    repository.add({"b/go.mod": PLAIN.format("b")})
    assert go_mod_gate.main(["b/go.mod"]) == 0
    assert go_mod_gate.main(["a/go.mod", "b/go.mod"]) == 1


def test_a_named_module_of_which_something_changed_inherits(repository: Repository) -> None:
    outside = OUTSIDE.format("lib")
    stage(repository, [module("a", more=outside), module("a", more="\n" + outside)])
    assert go_mod_gate.main(["a/go.mod", "a/go.sum"]) == 0


def test_what_came_past_the_gate_is_the_base(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    for good, evil in [
        (module("a"), module("a", EVIL)),
        (vendored("good"), vendored("evil")),
    ]:
        stage(repository, [good, evil, {**evil, "other/go.mod": PLAIN.format("other")}])
        assert go_mod_gate.main([]) == 0
        assert capfd.readouterr() == ("", "")
        assert go_mod_gate.main(["--all"]) == 0


def test_what_is_new_is_believed(repository: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    """The first hash of a version, the vendored files of a new version, whatever the code
    imports and remote modules require."""
    bumped = vendored("evil", "v1.5.0")
    bumped["go.sum"] = bumped["go.sum"].replace(GOOD, EVIL, 1)
    bumped["main.go"] = 'package main\n\nimport _ "example.net/elsewhere"\n'
    stage(repository, [vendored("good"), bumped])
    assert go_mod_gate.main([]) == 0
    assert capfd.readouterr() == ("", "")


REPAIRS = [
    pytest.param([module("a"), module("a", EVIL), module("a")], id="the first hash"),
    pytest.param(
        [
            {**module("a", EVIL), **module("b"), **module("c")},
            {**module("a"), **module("b"), **module("c")},
        ],
        id="what two other files hold",
    ),
    pytest.param(
        [module("a"), {"README": "x\n"}, module("a"), module("a", EVIL), module("a")],
        id="the first hash, which came again after a gap",
    ),
    pytest.param([vendored("good"), vendored("evil"), vendored("good")], id="the first file"),
    pytest.param(
        [
            vendored("good"),
            vendored("new", "v1.5.0"),
            vendored("good"),
            vendored("evil"),
            vendored("good"),
        ],
        id="the first file, which came again after another version",
    ),
    pytest.param(
        [
            vendored("old"),
            vendored("new", "v1.5.0"),
            vendored("evil", "v1.5.0"),
            vendored("new", "v1.5.0"),
        ],
        id="the first file of a version",
    ),
]


@pytest.mark.parametrize("states", REPAIRS)
def test_a_repair_passes_and_is_said(
    states: list[Files], repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    stage(repository, states)
    assert go_mod_gate.main([]) == 0
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "puts back" in said.err
    repository.commit("repaired")
    assert modcheck(["check", "--rev", "HEAD"]) == 0
    assert modcheck(["check", "--rev", "HEAD~1..HEAD"]) == 0


NO_REPAIRS = [
    pytest.param(
        [module("a"), {"README": "x\n"}, module("a", EVIL), module("a")],
        "SUM101",
        id="the first hash, after a gap",
    ),
    pytest.param(
        [{"README": "x\n"}, module("a"), {"README": "x\n"}, module("a", EVIL), module("a")],
        "SUM101",
        id="the first hash, between gaps",
    ),
    pytest.param(
        [vendored("good"), {"README": "x\n"}, vendored("evil"), vendored("good")],
        "VEN303",
        id="the first file, after a gap",
    ),
    pytest.param(
        [vendored("good"), vendored("new", "v1.5.0"), vendored("evil"), vendored("good")],
        "VEN303",
        id="the first file, after another version",
    ),
    pytest.param(
        [module("a"), module("a", EVIL), module("a"), module("a", EVIL)],
        "SUM101",
        id="good, evil, good, evil",
    ),
    pytest.param(
        [module("a"), module("a", EVIL), module("a", OTHER), module("a", EVIL)],
        "SUM101",
        id="an earlier value that is not the first",
    ),
    pytest.param(
        [module("a"), {"README": "x\n"}, module("a", EVIL), module("a", OTHER), module("a", EVIL)],
        "SUM101",
        id="the first value after a gap",
    ),
    pytest.param(
        [
            {**module("a"), **module("b"), **module("c")},
            {**module("a", EVIL), **module("b", EVIL), **module("c", EVIL)},
        ],
        "SUM101",
        id="all files at once",
    ),
    pytest.param(
        [
            {**module("a"), **module("b", EVIL), **module("c")},
            {**module("a", EVIL), **module("b", EVIL), **module("c")},
        ],
        "SUM101",
        id="what one of two other files holds",
    ),
    pytest.param(
        [{**module("a"), **module("b", EVIL)}, {**module("a", EVIL), **module("b", EVIL)}],
        "SUM101",
        id="what the only other file holds",
    ),
    pytest.param(
        [
            {**module("a"), **module("b", EVIL), **module("c", EVIL), **module("d")},
            {**module("a", EVIL), **module("b", EVIL), **module("c", EVIL), **module("d")},
        ],
        "SUM101",
        id="what two files hold and a third contradicts",
    ),
    pytest.param(
        [
            {**module("a"), **module("testdata/b", EVIL), **module("testdata/c", EVIL)},
            {**module("a", EVIL), **module("testdata/b", EVIL), **module("testdata/c", EVIL)},
        ],
        "SUM101",
        id="what two fixtures hold",
    ),
    pytest.param(
        [vendored("good"), vendored("evil"), vendored("good"), vendored("evil")],
        "VEN303",
        id="a file: good, evil, good, evil",
    ),
    pytest.param(
        [vendored("evil", "v1.3.0"), vendored("good"), vendored("evil")],
        "VEN303",
        id="a file of an older version",
    ),
    pytest.param(
        [
            vendored("evil", more="# example.net/lib => example.net/fork v1.0.0\n"),
            vendored("good"),
            vendored("evil"),
        ],
        "VEN303",
        id="a file of another source",
    ),
]


@pytest.mark.parametrize(("states", "code"), NO_REPAIRS)
def test_any_other_earlier_value_is_no_repair(
    states: list[Files], code: str, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    if "fork" in str(states[0]):
        states[0]["vendor/modules.txt"] = LISTING.replace(
            "v1.4.0\n", "v1.4.0 => example.net/fork v1.0.0\n"
        )
    stage(repository, states)
    assert go_mod_gate.main([]) == 1
    assert f" {code} " in capfd.readouterr().out
    repository.commit("the last state")
    assert modcheck(["check", "--rev", "HEAD"]) == 1


@pytest.mark.parametrize("good", [module("a"), vendored("good")], ids=["hash", "file"])
def test_without_history_nothing_is_a_repair(
    good: Files, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = module("a", EVIL) if "a/go.mod" in good else vendored("evil")
    stage(repository, [good, evil, good])
    monkeypatch.setattr("hooks.git.past.TIME_LIMIT", 0.0)
    monkeypatch.setattr("hooks.git.past.Past.__init__.__defaults__", (0.0,))
    assert go_mod_gate.main([]) == 1
    monkeypatch.undo()
    repository.commit("repaired")
    clone = tmp_path / "clone"
    origin = f"file://{repository.top}"
    repository.git("clone", "--quiet", "--depth=2", origin, str(clone))
    monkeypatch.chdir(clone)
    assert modcheck(["check", "--rev", "HEAD"]) == 1


def test_a_partial_repair_leaves_two_files_that_disagree(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    evil = {**module("a", EVIL), **module("b", EVIL)}
    stage(repository, [{**module("a"), **module("b")}, evil, {**evil, **module("a")}])
    assert go_mod_gate.main([]) == 1
    said = capfd.readouterr()
    assert " SUM110 " in said.out
    assert " SUM101 " not in said.out


def branch(repository: Repository) -> None:
    """main is good; a branch that no gate has seen has an evil hash and a bad replacement."""
    repository.commit("good", {"README": "x\n", **module("a")})
    repository.git("checkout", "--quiet", "-b", "ungated")
    repository.commit("evil", dict(module("a", EVIL, more=OUTSIDE.format("lib"))))
    repository.git("checkout", "--quiet", "main")
    repository.commit("more", {"README": "y\n"})


def test_a_merge_is_told_what_the_branch_has(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    branch(repository)
    repository.git("merge", "--quiet", "--no-commit", "--no-ff", "ungated")
    assert go_mod_gate.main([]) == 0
    said = capfd.readouterr().out
    assert " REP102 " in said
    assert "the merged branch has this too" in said


def test_a_merge_does_not_excuse_what_it_adds(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    branch(repository)
    repository.git("merge", "--quiet", "--no-commit", "--no-ff", "ungated")
    repository.add(dict(module("a", EVIL, more=OUTSIDE.format("more"))))
    assert go_mod_gate.main([]) == 1


@pytest.mark.parametrize("first", ["main", "ungated"])
def test_on_a_server_a_merge_is_judged_against_its_first_parent(
    first: str, repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    branch(repository)
    start = repository.head()
    other = "ungated" if first == "main" else "main"
    repository.git("checkout", "--quiet", "-B", "merged", first)
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", other)
    assert modcheck(["check", "--rev", f"{start}..HEAD"]) == 1
    assert "SUM101" in capfd.readouterr().out
    assert modcheck(["check", "--rev", "HEAD", "--base", start]) == 1
    assert modcheck(["check", "--rev", "HEAD"]) == int(first == "main")


def test_a_range_is_judged_as_a_whole_too(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    """Main once took an evil branch without its content. A merge that names the branch first
    and main second has nothing that its first parent lacks."""
    branch(repository)
    repository.git("merge", "--quiet", "-s", "ours", "--no-edit", "ungated")
    start = repository.head()
    merge = ("commit-tree", "-m", "merge", "-p", "ungated", "-p", "main", "ungated^{tree}")
    repository.git("reset", "--quiet", "--hard", repository.git(*merge).strip())
    assert modcheck(["check", "--rev", "HEAD"]) == 0
    assert modcheck(["check", "--rev", f"{start}..HEAD"]) == 1
    assert "SUM101" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("good", "evil"),
    [(module("a"), module("a", EVIL)), (vendored("good"), vendored("evil"))],
    ids=["hash", "file"],
)
def test_a_line_of_history_that_takes_the_place_of_another_is_no_licence(
    good: Files, evil: Files, repository: Repository
) -> None:
    """A branch from before has another first value, drops it, and merges main as its second
    parent: nothing of that is to be seen in what main becomes, but its first parents are new."""
    repository.commit("root", {"README": "x\n"})
    repository.git("branch", "fox")
    stage(repository, [good, good])
    repository.commit("good")
    start = repository.head()
    repository.git("checkout", "--quiet", "fox")
    stage(repository, [evil, {"README": "y\n"}])
    repository.commit("dropped")
    merge = ("commit-tree", "-m", "merge", "-p", "fox", "-p", "main", "main^{tree}")
    repository.git("checkout", "--quiet", "-B", "main", repository.git(*merge).strip())
    assert modcheck(["check", "--rev", "HEAD", "--base", start]) == 0
    repository.clear()
    repository.add(dict(evil))
    assert go_mod_gate.main([]) == 1


def test_the_closing_line_takes_the_place_of_the_note(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    outside = OUTSIDE.format("lib")
    stage(repository, [module("a", more=outside), module("a", EVIL, more=outside)])
    assert go_mod_gate.main(["--verbose"]) == 1
    said = capfd.readouterr()
    assert "; 1 there before (--no-inherit shows)\n" in said.out
    assert said.err == ""
