"""What to do about an import that no requirement provides: only what works is said."""

from __future__ import annotations

import pytest

from hooks.checks import tid_module
from hooks.checks.tid_imports import RequiredVersions
from hooks.rules.finding import Finding
from tests.memory import memory_tree

WORK = "go 1.21\n\nuse (\n\t./app\n\t./lib\n\t./base\n)\n"
APP = "module x.y/app\n\ngo 1.21\n"
MEMBERS = {
    "go.work": WORK,
    "lib/go.mod": "module x.y/lib\n\ngo 1.21\n",
    "lib/lib.go": "package lib\n",
    "base/go.mod": "module x.y/base/v2\n\ngo 1.21\n",
    "base/sub/sub.go": "package sub\n",
}
REQUIRING = {**MEMBERS, "lib/go.mod": "module x.y/lib\n\ngo 1.21\n\nrequire x.y/base/v2 v2.0.0\n"}


def finding(files: dict[str, str], imported: str) -> Finding:
    """The finding about an import of the module in app."""
    source = f'package app\n\nimport _ "{imported}"\n'
    whole = {"app/go.mod": APP, **files, "app/app.go": source}
    tree = memory_tree({path: text.encode() for path, text in whole.items()})
    folders = [path.rpartition("/")[0] for path in whole if path.endswith("go.mod")]
    versions = RequiredVersions(tree, folders)
    found = tid_module.every_finding(tree, "app", versions, strict=True)
    [one] = [each for each in found if each.module == imported]
    return one


def hints(files: dict[str, str], imported: str) -> list[str]:
    """The lines below the finding about an import of the module in app."""
    return [line.text for line in finding(files, imported).hints]


@pytest.mark.parametrize(
    ("others", "words"),
    [
        pytest.param(0, "is imported, but", id="one file"),
        pytest.param(1, "(and in 1 more file)", id="two files"),
        pytest.param(2, "(and in 2 more files)", id="three files"),
    ],
)
def test_an_import_of_several_files_is_told_once(others: int, words: str) -> None:
    files = {f"app/z{number}.go": 'package app\n\nimport "a.b/c"\n' for number in range(others)}
    message = finding(files, "a.b/c").message
    assert words in message
    assert ("more" in message) == bool(others)


@pytest.mark.parametrize(
    ("files", "imported", "command"),
    [
        pytest.param({}, "a.b/c", "go mod tidy", id="nothing is known of it"),
        pytest.param(
            {"app/vendor/modules.txt": ""},
            "a.b/c",
            "go mod tidy && go mod vendor",
            id="a vendor folder follows",
        ),
        pytest.param(
            {"app/go.mod": APP + "\nreplace a.b/c => ./c\n"},
            "a.b/c",
            "go get a.b/c && go mod tidy",
            id="replaced",
        ),
        pytest.param(
            {
                "app/go.mod": APP + "\nreplace x.y/app/sub => ./sub\n",
                "app/sub/go.mod": "module x.y/app/sub\n",
                "app/sub/sub.go": "package sub\n",
            },
            "x.y/app/sub",
            "go get x.y/app/sub && go mod tidy",
            id="replaced by a directory that has it, below its own path",
        ),
        pytest.param(
            {"other/go.mod": "module x.y/other\n\nrequire a.b/c v1.2.0\n"},
            "a.b/c/d",
            "go get a.b/c@v1.2.0 && go mod tidy",
            id="required elsewhere",
        ),
        pytest.param(
            {"other/go.mod": "module x.y/other\n\nrequire a.b/c v0.0.0\n"},
            "a.b/c",
            "go mod tidy",
            id="required elsewhere at a version that no proxy has",
        ),
        pytest.param(
            {"other/go.mod": "module x.y/other\n\nrequire a.b/c v1.2.0\n\nreplace a.b/c => ../c\n"},
            "a.b/c",
            "go mod tidy",
            id="taken from a directory elsewhere",
        ),
        pytest.param(
            MEMBERS,
            "x.y/lib",
            "go mod edit -require=x.y/lib@v0.0.0 -replace=x.y/lib=../lib && go mod tidy",
            id="a module of the workspace",
        ),
        pytest.param(
            MEMBERS,
            "x.y/base/v2/sub",
            "go mod edit -require=x.y/base/v2@v2.0.0 -replace=x.y/base/v2=../base && go mod tidy",
            id="its major version",
        ),
        pytest.param(
            {**MEMBERS, "app/vendor/modules.txt": ""},
            "x.y/lib",
            "go mod edit -require=x.y/lib@v0.0.0 -replace=x.y/lib=../lib && go mod tidy"
            " && GOWORK=off go mod vendor",
            id="a vendor folder in a workspace",
        ),
        pytest.param(
            REQUIRING | {"lib/go.mod": REQUIRING["lib/go.mod"].replace("v2.0.0", "v2.1.0")},
            "x.y/lib",
            "go mod edit -require=x.y/lib@v0.0.0 -replace=x.y/lib=../lib"
            " -replace=x.y/base/v2=../base && go mod tidy",
            id="what it needs of the workspace itself",
        ),
        pytest.param(
            REQUIRING | {"app/go.mod": APP + "\nreplace x.y/base/v2 => ../base\n"},
            "x.y/lib",
            "go mod edit -require=x.y/lib@v0.0.0 -replace=x.y/lib=../lib && go mod tidy",
            id="what is replaced already",
        ),
        pytest.param(
            MEMBERS | {"base/go.mod": MEMBERS["base/go.mod"] + "\nrequire x.y/lib v1.3.0\n"},
            "x.y/lib",
            "go get x.y/lib@v1.3.0 && go mod tidy",
            id="a module of the workspace that another one requires",
        ),
    ],
)
def test_hints(files: dict[str, str], imported: str, command: str) -> None:
    assert hints(files, imported)[0].partition("   (")[0] == command


def test_a_package_that_is_gone_is_taken_back() -> None:
    back, stage, generated = hints({}, "x.y/app/sub")
    assert back.startswith("git restore --staged --worktree app/sub   (")
    assert stage.startswith("or: stage its Go files")
    assert "[[allow]]" in generated


def test_a_folder_that_is_there_is_left_alone() -> None:
    """To take it back would undo other changes in it."""
    assert len(hints({"app/sub/page.md": "# page\n"}, "x.y/app/sub")) == 2


def test_a_nested_module_of_the_workspace_is_required_by_its_directory() -> None:
    nested = {
        "go.work": "go 1.21\n\nuse (\n\t./app\n\t./app/sub\n)\n",
        "app/sub/go.mod": "module x.y/app/sub\n\ngo 1.21\n",
        "app/sub/sub.go": "package sub\n",
    }
    command = "go mod edit -require=x.y/app/sub@v0.0.0 -replace=x.y/app/sub=./sub && go mod tidy"
    assert hints(nested, "x.y/app/sub")[0].startswith(command)


def test_who_publishes_the_module_is_told_another_way() -> None:
    _, other = hints(MEMBERS, "x.y/lib")
    assert other.startswith("or: if x.y/lib is published, ")


def test_a_version_that_a_module_of_the_workspace_requires_may_not_be_published() -> None:
    files = MEMBERS | {"base/go.mod": MEMBERS["base/go.mod"] + "\nrequire x.y/lib v1.3.0\n"}
    _, other = hints(files, "x.y/lib")
    assert other.startswith("or: go mod edit -require=x.y/lib@v0.0.0 -replace=x.y/lib=../lib")
