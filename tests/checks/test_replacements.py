from __future__ import annotations

from collections.abc import Iterable

import pytest

from hooks.checks import replacements, replacements_idle, replacements_policy
from hooks.rules.finding import Finding
from hooks.verdicts.sources import Sources
from tests.memory import sources

MODULE = "module example.com/app\n\ngo 1.21\n\n"
LIB = "module example.com/lib\n"
REQUIRED = "require example.com/lib v1.0.0\n"


def tree(files: dict[str, str], **others: Iterable[str]) -> Sources:
    return sources({path: text.encode() for path, text in files.items()}, **others)


def codes(found: Iterable[Finding]) -> list[str]:
    return [f"{one.path}:{one.line} {one.code}" for one in found]


class Disk:
    """What the work tree holds, and what an ignore rule hides."""

    def __init__(self, *there: str, ignored: str = "") -> None:
        self.there = there
        self.ignored = ignored

    def holds(self, path: str) -> bool:
        return path in self.there

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
    found = replacements.misplaced(replacements.of_module(tree(files), "app"))
    assert [one.code for one in found] == expected


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
            REQUIRED + "replace example.com/lib => ../no\n", {}, [], id="said by another code"
        ),
    ],
)
def test_targets(go_mod: str, others: dict[str, list[str]], expected: list[str]) -> None:
    judged = tree({"go.mod": MODULE + go_mod, "lib/go.mod": LIB}, **others)
    read = replacements.read_by(judged, "")
    assert read is not None
    found = replacements.unstaged(judged, replacements.of_module(judged, ""), read)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("disk", "changes", "files", "hint"),
    [
        pytest.param(
            Disk("lib/go.mod"),
            {},
            {},
            "git add lib/go.mod   (the file exists but is not staged)",
            id="on disk",
        ),
        pytest.param(
            Disk("lib/go.mod", ignored=".gitignore:4"),
            {},
            {},
            "git add -f lib/go.mod   (.gitignore:4 ignores it)",
            id="ignored",
        ),
        pytest.param(
            Disk(),
            {"lib/go.mod": "D"},
            {},
            "git restore --staged --worktree lib/go.mod   (this commit deletes it)",
            id="deleted",
        ),
        pytest.param(
            Disk(),
            {"lib/go.mod": "D"},
            {"libs/lib/go.mod": LIB},
            "example.com/lib lies in libs/lib now: replace it with that directory",
            id="moved",
        ),
        pytest.param(None, {}, {}, "add lib/go.mod, or drop the replacement", id="never there"),
    ],
)
def test_hints(
    disk: Disk | None, changes: dict[str, str], files: dict[str, str], hint: str
) -> None:
    judged = tree({"go.mod": MODULE + REQUIRED + "replace example.com/lib => ./lib\n", **files})
    read = replacements.read_by(judged, "")
    assert read is not None
    (found,) = replacements.unstaged(
        judged,
        replacements.of_module(judged, ""),
        read,
        disk,  # type: ignore[arg-type]
        changes,
        ["", *(path.removesuffix("/go.mod") for path in files)],
    )
    assert found.hint == hint


def test_in_a_workspace_go_work_decides_what_is_read() -> None:
    files = {
        "go.work": "go 1.21\n\nuse ./app\n\nreplace example.com/lib => ./lib\n",
        "app/go.mod": MODULE + REQUIRED + "replace example.com/lib => ../gone\n",
        "lib/go.mod": LIB,
    }
    judged = tree(files)
    read = replacements.read_by(judged, "app")
    assert read is not None
    assert codes(replacements.unstaged(judged, replacements.of_module(judged, "app"), read)) == []
    judged = tree({path: text for path, text in files.items() if path != "lib/go.mod"})
    read = replacements.read_by(judged, "app")
    assert read is not None
    targets = replacements.of_workspace(judged, "")
    assert codes(replacements.unstaged(judged, targets, read)) == ["go.work:5 REP201"]


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
    read = replacements.read_by(judged, "")
    assert read is not None
    (found,) = replacements.unverifiable(judged, replacements.of_module(judged, ""), read)
    assert (found.code, found.message.endswith(message)) == ("REP504", True)


@pytest.mark.parametrize(
    ("go_mod", "expected"),
    [
        pytest.param(REQUIRED + "replace example.com/lib => ./lib\n", [], id="every version"),
        pytest.param(
            REQUIRED + "replace example.com/lib v1.0.0 => ./lib\n", [], id="the version required"
        ),
        pytest.param(
            REQUIRED + "replace example.com/lib v1.1.0 => ./lib\n", ["REP501"], id="another version"
        ),
        pytest.param(
            "replace example.com/lib v1.1.0 => ./lib\n", ["REP501"], id="nobody requires it"
        ),
    ],
)
def test_pinned_replacements(go_mod: str, expected: list[str]) -> None:
    judged = tree({"go.mod": MODULE + go_mod, "lib/go.mod": LIB})
    read = replacements.read_by(judged, "")
    assert read is not None
    targets = replacements.of_module(judged, "")
    found = replacements_idle.unmatched(judged, "", targets, read)
    assert [one.code for one in found] == expected


def test_below_go_1_17_go_mod_does_not_list_all_and_a_pin_may_matter() -> None:
    go_mod = "module m\n\ngo 1.16\n\nreplace example.com/lib v1.1.0 => ./lib\n"
    judged = tree({"go.mod": go_mod, "lib/go.mod": LIB})
    read = replacements.read_by(judged, "")
    assert read is not None
    targets = replacements.of_module(judged, "")
    assert list(replacements_idle.unmatched(judged, "", targets, read)) == []


@pytest.mark.parametrize(
    ("replace", "files", "expected"),
    [
        ("example.com/lib => ./lib", {"lib/go.mod": LIB}, []),
        ("example.com/lib => ./lib", {"lib/go.mod": "go 1.21\n"}, []),
        ("example.com/lib => ./lib", {}, []),
        ("example.com/lib => /lib", {}, []),
        ("example.com/lib => ./lib", {"lib/go.mod": "module other\n"}, ["REP503"]),
        ("example.com/lib => ./vendor/lib", {}, ["REP505"]),
        ("example.com/lib v1.0.0 => example.com/lib v1.0.0", {}, ["REP502"]),
        ("example.com/lib v1.0.0 => example.com/lib v1.0.1", {}, []),
        ("example.com/lib => example.com/lib v1.0.0", {}, []),
    ],
)
def test_idle_replacements(replace: str, files: dict[str, str], expected: list[str]) -> None:
    judged = tree({"go.mod": MODULE + f"replace {replace}\n", **files})
    targets = replacements.of_module(judged, "")
    found = [
        *replacements_idle.same(targets),
        *replacements_idle.renamed(judged, targets),
        *replacements_idle.vendored(targets),
    ]
    assert [one.code for one in found] == expected


def test_directives_that_a_project_forbids() -> None:
    go_mod = (
        MODULE
        + "toolchain go1.25.0\n\ngodebug panicnil=1\n\nexclude a.b/c v1.0.0\n\n"
        + "tool a.b/c/cmd\n\nignore ./node_modules\n\n"
        + "retract v1.0.0\n\n// lost data\nretract [v1.1.0, v1.2.0]\n"
    )
    parsed = tree({"go.mod": go_mod}).go_mod("")
    assert parsed is not None

    def messages(*names: str) -> list[str]:
        found = replacements_policy.forbidden("go.mod", parsed, names)
        return [f"{one.line} {one.message}" for one in found]

    assert messages() == []
    assert messages("exclude") == ["9 exclude directive: a.b/c v1.0.0"]
    assert messages("retract") == ["15 retract v1.0.0 says not why"]
    assert sorted(messages(*replacements_policy.DIRECTIVES)) == [
        "11 tool directive: a.b/c/cmd",
        "13 ignore directive: ./node_modules",
        "15 retract v1.0.0 says not why",
        "5 toolchain directive: go1.25.0",
        "7 godebug directive: panicnil=1",
        "9 exclude directive: a.b/c v1.0.0",
    ]


def test_local_replacements_that_a_project_forbids() -> None:
    go_mod = MODULE + "replace a.b/c => ./c\nreplace a.b/d => a.b/e v1.0.0\n"
    targets = replacements.of_module(tree({"go.mod": go_mod}), "")
    assert codes(replacements_policy.local(targets)) == ["go.mod:5 REP601"]
