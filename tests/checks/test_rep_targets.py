from __future__ import annotations

from collections.abc import Iterable

import pytest

from hooks.checks import rep_targets
from hooks.checks.unstaged import Clues
from hooks.report.escaped import TEXT_LIMIT
from hooks.rules.finding import Finding
from hooks.verdicts.replacements import targets
from tests.memory import module_file, workspace_file
from tests.replaced import LIB, MODULE, REQUIRED, graph_of, targets_of, tree


def places(findings: Iterable[Finding]) -> list[str]:
    return [f"{finding.path}:{finding.line} {finding.code}" for finding in findings]


class Worktree:
    """What the work tree holds, and what an ignore rule hides."""

    def __init__(self, *there: str, ignored: str = "") -> None:
        self.there = there
        self.ignored = ignored

    def exists(self, path: str) -> bool:
        return path in self.there

    def is_file(self, path: str) -> bool:
        return path in self.there

    def has_go_file(self, folder: str) -> bool:
        return any(path.rpartition("/")[0] == folder and path[-3:] == ".go" for path in self.there)

    def ignored_by(self, path: str) -> str:
        return self.ignored


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("./lib", [], id="below the module"),
        pytest.param("../lib", [], id="beside the module, inside the repository"),
        pytest.param("example.com/fork v1.0.0", [], id="a module"),
        pytest.param("../../lib", ["REP102"], id="above the repository"),
        pytest.param("../..", ["REP102"], id="the folder above the repository"),
        pytest.param("/lib", ["REP101"], id="absolute"),
        pytest.param("C:/lib", ["REP101"], id="absolute on another system"),
    ],
)
def test_where_a_target_lies(target: str, expected: list[str]) -> None:
    files = {"app/go.mod": MODULE + f"replace example.com/lib => {target}\n"}
    judged = tree(files)
    at = module_file(judged, "app")
    findings = rep_targets.outside_targets(judged, at, targets_of(judged, "app"))
    assert [finding.code for finding in findings] == expected


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("../../repo/lib", "it comes back only if the clone is called repo)"),
        ("../../../x/repo/lib", "it comes back only if the clone is called x/repo)"),
        ("../../repo/other", "-replace=example.com/lib=../lib && go mod tidy   (in app)"),
        ("../../lib", "-replace=example.com/lib=../lib && go mod tidy   (in app)"),
    ],
)
def test_a_target_that_leaves_and_comes_back(target: str, path: str) -> None:
    files = {"app/go.mod": MODULE + f"replace example.com/lib => {target}\n", "lib/go.mod": LIB}
    judged = tree(files)
    at = module_file(judged, "app")
    targets = targets_of(judged, "app")
    findings = rep_targets.outside_targets(
        judged, at, targets, clues=Clues(judged, modules=["app", "lib"])
    )
    assert [path in finding.hint for finding in findings] == [True]


@pytest.mark.parametrize(
    ("go_mod", "others", "expected"),
    [
        pytest.param(REQUIRED + "replace example.com/lib => ./lib\n", {}, [], id="it is there"),
        pytest.param("replace example.com/lib => ./no\n", {}, [], id="nobody requires it"),
        pytest.param(
            REQUIRED + "replace example.com/lib v1.1.0 => ./no\n",
            {},
            [],
            id="another version is required",
        ),
        pytest.param(
            REQUIRED + "replace example.com/lib => ./far\n", {"links": ["far"]}, [], id="a link"
        ),
        pytest.param(
            REQUIRED + "replace example.com/lib => ./far/lib\n",
            {"submodules": ["far"]},
            [],
            id="in a submodule",
        ),
        pytest.param(
            REQUIRED + "replace example.com/lib => ./Lib\n",
            {},
            ["go.mod:6 REP201"],
            id="letter case counts",
        ),
        pytest.param(
            REQUIRED + "replace example.com/lib => ./src\n",
            {"folders": ["src"]},
            ["go.mod:6 REP201"],
            id="a folder without go.mod",
        ),
        pytest.param(
            REQUIRED + "replace example.com/lib => ../no\n", {}, [], id="reported as another code"
        ),
    ],
)
def test_targets(go_mod: str, others: dict[str, list[str]], expected: list[str]) -> None:
    judged = tree({"go.mod": MODULE + go_mod, "lib/go.mod": LIB}, **others)
    findings = rep_targets.missing_targets(
        judged, module_file(judged), targets_of(judged), graph_of(judged)
    )
    assert places(findings) == expected


@pytest.mark.parametrize(
    ("worktree", "changes", "files", "hint"),
    [
        pytest.param(
            Worktree("lib/go.mod"),
            {},
            {},
            "git add lib/go.mod   (the file exists but is not staged)",
            id="on disk",
        ),
        pytest.param(
            Worktree("lib/go.mod", ignored=".gitignore:4"),
            {},
            {},
            "git add -f lib/go.mod   (.gitignore:4 ignores it)",
            id="ignored",
        ),
        pytest.param(
            Worktree(),
            {"lib/go.mod": "D"},
            {},
            "git restore --staged --worktree lib/go.mod   (this commit deletes it)\n"
            "or: go mod edit -dropreplace=example.com/lib && go mod tidy",
            id="deleted",
        ),
        pytest.param(
            Worktree(),
            {"lib/go.mod": "D"},
            {"libs/lib/go.mod": LIB},
            "go mod edit -replace=example.com/lib=./libs/lib   "
            "(example.com/lib lies in libs/lib now)",
            id="moved",
        ),
        pytest.param(
            Worktree(),
            {},
            {"Lib/go.mod": LIB},
            "go mod edit -replace=example.com/lib=./Lib   "
            "(example.com/lib lies in other letters there)",
            id="in other letters",
        ),
        pytest.param(
            None,
            {},
            {},
            "go mod edit -dropreplace=example.com/lib && go mod tidy",
            id="never there",
        ),
    ],
)
def test_hints(
    worktree: Worktree | None, changes: dict[str, str], files: dict[str, str], hint: str
) -> None:
    judged = tree({"go.mod": MODULE + REQUIRED + "replace example.com/lib => ./lib\n", **files})
    (finding,) = rep_targets.missing_targets(
        judged,
        module_file(judged),
        targets_of(judged),
        graph_of(judged),
        Clues(judged, worktree, changes, ["", *(path.removesuffix("/go.mod") for path in files)]),
    )
    assert finding.hint == hint


def test_in_a_workspace_go_work_decides_what_is_read() -> None:
    files = {
        "go.work": "go 1.21\n\nuse ./app\n\nreplace example.com/lib => ./lib\n",
        "app/go.mod": MODULE + REQUIRED + "replace example.com/lib => ../gone\n",
        "lib/go.mod": LIB,
    }
    judged = tree(files)
    read = graph_of(judged, "app")
    of_module = targets_of(judged, "app")
    at = module_file(judged, "app")
    assert places(rep_targets.missing_targets(judged, at, of_module, read)) == []
    judged = tree({path: text for path, text in files.items() if path != "lib/go.mod"})
    read = graph_of(judged, "app")
    at = workspace_file(judged)
    of_workspace = targets(at.file, "", at.path)
    findings = rep_targets.missing_targets(judged, at, of_workspace, read)
    assert places(findings) == ["go.work:5 REP201"]


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ({"links": ["far"]}, "the symbolic link far"),
        ({"submodules": ["far/lib"]}, "the submodule far/lib"),
        ({"links": ["far/lib/go.mod"]}, "the symbolic link far/lib/go.mod"),
    ],
)
def test_what_cannot_be_verified(others: dict[str, list[str]], message: str) -> None:
    go_mod = MODULE + REQUIRED + "replace example.com/lib => ./far/lib\n"
    judged = tree({"go.mod": go_mod}, **others)
    (finding,) = rep_targets.unverifiable_targets(judged, targets_of(judged), graph_of(judged))
    assert (finding.code, finding.message.endswith(message)) == ("REP504", True)


@pytest.mark.parametrize(("letters", "is_one"), [(300, True), (301, False)])
def test_one_command_has_no_more_than_300_letters_of_flags(letters: int, is_one: bool) -> None:
    names = ["a", "b" * (letters - len("-dropreplace=x.y/a -dropreplace=x.y/"))]
    lines = [f"replace x.y/{name} => /home/me/{name}\n" for name in names]
    judged = tree({"go.mod": MODULE + "".join(lines)})
    found = rep_targets.outside_targets(judged, module_file(judged), targets_of(judged))
    commands = {finding.hints[0].command for finding in found}
    edit = " ".join(f"-dropreplace=x.y/{name}" for name in names)
    assert (commands == {f"go mod edit {edit} && go mod tidy"}) == is_one
    assert len(commands) == (1 if is_one else 2)


@pytest.mark.parametrize("count", [1, 2, 40, 400])
def test_a_command_for_many_targets_is_printed_whole(count: int) -> None:
    """One for all as long as it fits on a line; else each on its own."""
    lines = [f"replace example.com/lib{n} => /home/me/lib{n}\n" for n in range(count)]
    judged = tree({"go.mod": MODULE + "".join(lines)})
    found = list(rep_targets.outside_targets(judged, module_file(judged), targets_of(judged)))
    commands = {hint.command for finding in found for hint in finding.hints if hint.command}
    assert max(map(len, commands)) < TEXT_LIMIT
    told = " ".join(commands).split()
    assert [f"-dropreplace=example.com/lib{n}" in told for n in range(count)] == [True] * count
    assert any(command.endswith("go mod tidy") for command in commands)
