"""What an attacker does to vendored code, in a real repository, and what honest people do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repository import Repository

LIB = "vendor/example.net/lib/"
LISTING = """\
# example.net/dep v1.0.0
## explicit; go 1.18
example.net/dep
# example.net/lib v1.0.0
## explicit; go 1.21
example.net/lib
example.net/lib/fast
"""
MOD = "module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.net/dep v1.0.0\n"
MOD += "\texample.net/lib v1.0.0\n)\n"
GOOD: dict[str, str | bytes] = {
    "go.mod": MOD,
    "main.go": "package main\n",
    "vendor/modules.txt": LISTING,
    "vendor/example.net/dep/dep.go": "package dep\n",
    LIB + "LICENSE": "free\n",
    LIB + "check.go": "package lib\n\n// checks signatures\n",
    LIB + "lib.go": "package lib\n\n// honest\n",
    LIB + "fast/fast.go": "package fast\n",
    LIB + "fast/fast_amd64.s": "MOVQ $42, AX\n",
    LIB + "fast/fast.h": "#define ANSWER 42\n",
    LIB + "fast/fast.inc": "static int two = 2;\n",
    LIB + "fast/libfast.a": "!<arch>\n",
    LIB + "include/lib.h": "#define ANSWER 42\n",
    LIB + "internal/data/data.c": "int answer = 42;\n",
    LIB + "internal/data/data.s": "MOVQ $42, AX\n",
}
EVIL = "package lib\n\n// PWNED\n"

Act = Callable[[Repository], None]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One good commit with a vendor folder."""
    made = Repository(tmp_path / "r")
    made.commit("good", GOOD)
    made.git("tag", "good")
    return made


def codes(repository: Repository, *options: str, at: str = "") -> set[str]:
    """The codes that fail the gate's vendor check for what is staged, or for a commit."""
    given = ["--rev", at, "--base", "good"] if at else []
    door = [sys.executable, "-m", "hooks.go_vendor_tree", "--format", "github"]
    if at:
        door = [sys.executable, "-m", "hooks.modcheck", "check", "--format", "github"]
        given += ["--select", "VEN3"]
    done = repository.run(*door, *given, *options, check=False)
    assert done.returncode in (0, 1), done.stderr
    found = {word for word in done.stdout.replace("=", " ").split() if word[:3] == "VEN"}
    found = {word[:6] for word in found}
    assert bool(found) == bool(done.returncode), done.stdout
    return found


def write(path: str, text: str = EVIL) -> Act:
    return lambda repository: repository.write({path: text})


def move(old: str, new: str, then: Act | None = None) -> Act:
    def act(repository: Repository) -> None:
        (repository.top / new).parent.mkdir(parents=True, exist_ok=True)
        (repository.top / old).rename(repository.top / new)
        if then is not None:
            then(repository)

    return act


def copied(*acts: Act) -> Act:
    """A second module with all that the first has."""

    def act(repository: Repository) -> None:
        (repository.top / "svc").mkdir()
        shutil.copy(repository.top / "go.mod", repository.top / "svc/go.mod")
        shutil.copytree(repository.top / "vendor", repository.top / "svc/vendor")
        for each in acts:
            each(repository)

    return act


def remove(*paths: str) -> Act:
    return lambda repository: repository.remove(*paths)


def link(path: str, text: str = EVIL) -> Act:
    """The file's or folder's content moves to docs/, and a link takes its place."""

    def act(repository: Repository) -> None:
        place, target = repository.top / path, repository.top / "docs" / "example"
        target.parent.mkdir()
        place.rename(target)
        if target.is_file():
            target.write_text(text)
        place.symlink_to("../" * path.count("/") + "docs/example")

    return act


def linked(path: str, source: str) -> Act:
    """A link to the folder of a new Go file, where nothing was."""

    def act(repository: Repository) -> None:
        repository.write({source: EVIL})
        target = "../" * path.count("/") + source.rpartition("/")[0]
        (repository.top / path).symlink_to(target)

    return act


def submodule(path: str) -> Act:
    """A commit of another repository takes a folder's place."""

    def act(repository: Repository) -> None:
        repository.remove(path)
        repository.add()
        entry = f"160000,{repository.head()},{path}"
        repository.git("update-index", "--add", "--cacheinfo", entry)

    return act


def listed(old: str, new: str, *acts: Act, mod: str = MOD) -> Act:
    """The listing changes too."""

    def act(repository: Repository) -> None:
        text = LISTING.replace(old, new)
        assert text != LISTING
        repository.write({"vendor/modules.txt": text, "go.mod": mod})
        for each in acts:
            each(repository)

    return act


def both(*acts: Act) -> Act:
    def act(repository: Repository) -> None:
        for each in acts:
            each(repository)

    return act


def moved_with_its_module(then: Act | None = None) -> Act:
    return both(move("go.mod", "svc/go.mod"), move("vendor", "svc/vendor", then))


def staged(repository: Repository, act: Act) -> None:
    act(repository)
    if not repository.git("diff", "--cached", "--name-only"):
        repository.add()


UNMARKED = ("## explicit; go 1.21", "## explicit")
ITSELF = MOD + "\nreplace example.net/lib => example.net/lib v1.0.0\n"
LOCAL = MOD + "\nreplace example.net/lib => ./third_party/lib\n"
OWN_COPY = MOD + "\nreplace example.net/lib => ./vendor/example.net/lib\n"
TARGET = "module example.net/lib\n"
TO_LOCAL = ("# example.net/lib v1.0.0", "# example.net/lib v1.0.0 => ./third_party/lib")


@pytest.mark.parametrize(
    ("act", "code"),
    [
        pytest.param(write(LIB + "lib.go"), "VEN303", id="edited"),
        pytest.param(write(LIB + "fast/fast_amd64.s", "x\n"), "VEN303", id="assembly edited"),
        pytest.param(write(LIB + "fast/fast.h", "x\n"), "VEN303", id="header edited"),
        pytest.param(write(LIB + "more.go"), "VEN303", id="Go file added"),
        pytest.param(
            write(LIB + "more.go", "//go:build ignore || linux\n\npackage lib\n"),
            "VEN303",
            id="constrained file added",
        ),
        pytest.param(write(LIB + "more.syso", "\0"), "VEN303", id="object file added"),
        pytest.param(write(LIB + "more.cc", "\n"), "VEN303", id="C++ file added"),
        pytest.param(remove(LIB + "check.go"), "VEN303", id="Go file deleted"),
        pytest.param(remove(LIB + "fast/fast.h"), "VEN303", id="header deleted"),
        pytest.param(remove(LIB + "fast/fast_amd64.s"), "VEN303", id="assembly deleted"),
        pytest.param(move(LIB + "lib.go", LIB + "a.go"), "VEN303", id="renamed"),
        pytest.param(
            move(LIB + "lib.go", LIB + "a.go", write(LIB + "a.go")), "VEN303", id="renamed, edited"
        ),
        pytest.param(
            move(LIB + "check.go", LIB + "check_windows.go"), "VEN303", id="renamed out of sight"
        ),
        pytest.param(
            listed("example.net/lib\n", "", write(LIB + "lib.go")), "VEN303", id="line removed"
        ),
        pytest.param(
            listed("example.net/lib\n", "", write(LIB + "more.go")),
            "VEN303",
            id="line removed, file added",
        ),
        pytest.param(
            listed("example.net/lib\nexample.net/lib/fast\n", "", write(LIB + "lib.go")),
            "VEN303",
            id="all lines removed",
        ),
        pytest.param(
            listed(
                "example.net/lib\n",
                "# example.net/lib/sub v1.0.0\nexample.net/lib\n",
                write(LIB + "lib.go"),
            ),
            "VEN303",
            id="line moved to another module",
        ),
        pytest.param(
            listed(
                "# example.net/lib v1",
                "# example.net/lib v1.0.1\nexample.net/lib\n# example.net/lib v1",
                write(LIB + "lib.go"),
            ),
            "VEN303",
            id="claimed twice",
        ),
        pytest.param(
            listed("example.net/lib/fast\n", "", write(LIB + "lib.go")),
            "VEN303",
            id="another line removed",
        ),
        pytest.param(
            listed(
                "# example.net/lib v1.0.0",
                "# example.net/lib v1.0.0 => example.net/lib v1.0.0",
                write(LIB + "lib.go"),
                mod=ITSELF,
            ),
            "VEN303",
            id="replaced by itself",
        ),
        pytest.param(
            listed(
                "# example.net/lib v1.0.0",
                "# example.net/lib v1.0.0 => example.net/lib v1.0.0",
                write(LIB + "more.go"),
                mod=ITSELF,
            ),
            "VEN303",
            id="replaced by itself, file added",
        ),
        pytest.param(
            listed(
                *TO_LOCAL,
                write(LIB + "lib.go"),
                write("third_party/lib/go.mod", TARGET),
                mod=LOCAL,
            ),
            "VEN308",
            id="replaced by an empty directory",
        ),
        pytest.param(
            listed(
                *TO_LOCAL,
                write(LIB + "more.go"),
                write("third_party/lib/go.mod", TARGET),
                write("third_party/lib/lib.go", "package lib\n\n// honest\n"),
                mod=LOCAL,
            ),
            "VEN308",
            id="replaced by a directory that lacks a file",
        ),
        pytest.param(
            listed(
                *TO_LOCAL,
                write(LIB + "fast/more.s", "\n"),
                write("third_party/lib/go.mod", TARGET),
                mod=LOCAL,
            ),
            "VEN308",
            id="replaced by a directory that lacks assembly",
        ),
        pytest.param(
            listed(
                *TO_LOCAL,
                remove(LIB + "check.go"),
                write("third_party/lib/go.mod", TARGET),
                write("third_party/lib/check.go"),
                mod=LOCAL,
            ),
            "VEN304",
            id="replaced by a directory that has a file more",
        ),
        pytest.param(
            listed(*TO_LOCAL, write(LIB + "lib.go"), mod=LOCAL),
            "VEN303",
            id="replaced by a directory that is not there",
        ),
        pytest.param(
            listed(*TO_LOCAL, write(LIB + "more.go"), mod=LOCAL),
            "VEN303",
            id="replaced by a directory that is not there, file added",
        ),
        pytest.param(
            listed(
                "# example.net/lib v1.0.0",
                "# example.net/lib v1.0.0 => ./vendor/example.net/lib",
                write(LIB + "lib.go"),
                write(LIB + "go.mod", TARGET),
                mod=OWN_COPY,
            ),
            "VEN303",
            id="replaced by its own copy",
        ),
        pytest.param(link(LIB + "lib.go"), "VEN309", id="Go file to link"),
        pytest.param(link(LIB[:-1]), "VEN309", id="package to link"),
        pytest.param(link("vendor"), "VEN309", id="vendor folder to link"),
        pytest.param(link("vendor/modules.txt", LISTING), "VEN309", id="listing to link"),
        pytest.param(link("go.mod", MOD), "VEN309", id="go.mod to link"),
        pytest.param(submodule("vendor"), "VEN309", id="vendor folder to submodule"),
        pytest.param(submodule(LIB[:-1]), "VEN309", id="package to submodule"),
        pytest.param(submodule("vendor/example.net"), "VEN309", id="above packages"),
        pytest.param(
            listed(*UNMARKED, write(LIB + "more.go")), "VEN303", id="mark dropped, Go file added"
        ),
        pytest.param(
            listed(*UNMARKED, write(LIB + "more.s", "\n")),
            "VEN303",
            id="mark dropped, assembly added",
        ),
        pytest.param(
            listed(*UNMARKED, remove(LIB + "check.go")), "VEN303", id="mark dropped, file deleted"
        ),
        pytest.param(
            listed(*UNMARKED, remove(LIB + "fast/fast.h")),
            "VEN303",
            id="mark dropped, header deleted",
        ),
        pytest.param(
            listed(*UNMARKED, write(LIB + "more.go"), mod=MOD.replace("1.21", "1.16")),
            "VEN303",
            id="mark and go line dropped, file added",
        ),
        pytest.param(
            listed("go 1.21", "go 1.16", write(LIB + "more.go")),
            "VEN303",
            id="mark lowered, file added",
        ),
        pytest.param(
            listed("## explicit; go 1.21\n", "", remove(LIB + "check.go")),
            "VEN303",
            id="all marks dropped, file deleted",
        ),
        pytest.param(
            write(LIB + "internal/data/data.c", "x\n"), "VEN303", id="included C file edited"
        ),
        pytest.param(write(LIB + "include/lib.h", "x\n"), "VEN303", id="included header edited"),
        pytest.param(
            write(LIB + "internal/data/data.s", "x\n"), "VEN303", id="included assembly edited"
        ),
        pytest.param(write(LIB + "fast/fast.inc", "x\n"), "VEN303", id="included text edited"),
        pytest.param(write(LIB + "fast/libfast.a", "x\n"), "VEN303", id="archive edited"),
        pytest.param(write(LIB + "new/new.go"), "VEN313", id="package that is not listed"),
        pytest.param(
            write("vendor/example.org/evil/evil.go"), "VEN313", id="module that is not listed"
        ),
        pytest.param(write(LIB + "testdata/t.go"), "VEN313", id="package in a fixture folder"),
        pytest.param(
            linked("vendor/example.org", "docs/example/evil.go"), "VEN313", id="link to a module"
        ),
        pytest.param(
            linked(LIB + "evil", "docs/example/evil.go"), "VEN313", id="link to a package"
        ),
        pytest.param(
            both(write(LIB + "new/new.go"), write("go.mod", MOD.replace("1.21", "1.22.5"))),
            "VEN313",
            id="package that is not listed, go 1.22",
        ),
        pytest.param(
            listed("example.net/lib/fast\n", "", write(LIB + "fast/more.go")),
            "VEN313",
            id="package listed no longer, file added",
        ),
        pytest.param(
            moved_with_its_module(write("svc/" + LIB + "new/new.go")),
            "VEN313",
            id="moved with its module, package that is not listed",
        ),
        pytest.param(
            moved_with_its_module(write("svc/" + LIB + "lib.go")),
            "VEN303",
            id="moved with its module, edited",
        ),
        pytest.param(
            moved_with_its_module(write("svc/" + LIB + "more.go")),
            "VEN303",
            id="moved with its module, file added",
        ),
        pytest.param(
            moved_with_its_module(remove("svc/" + LIB + "check.go")),
            "VEN303",
            id="moved with its module, file deleted",
        ),
        pytest.param(listed("; go 1.21", "; go 1.9"), "VEN317", id="mark lowered"),
        pytest.param(listed("; go 1.18", "; go 1.20"), "VEN317", id="mark raised"),
        pytest.param(listed(*UNMARKED), "VEN317", id="mark dropped"),
        pytest.param(
            listed(
                "# example.net/lib v1.0.0\n## explicit; go 1.21",
                "# example.net/lib v1.0.0 => example.net/lib v1.0.0\n## explicit; go 1.20",
                mod=ITSELF,
            ),
            "VEN317",
            id="mark lowered, replaced by itself",
        ),
        pytest.param(copied(write("svc/" + LIB + "lib.go")), "VEN303", id="copied, edited"),
        pytest.param(copied(write("svc/" + LIB + "more.go")), "VEN303", id="copied, file added"),
        pytest.param(
            both(
                move("go.mod", "svc/go.mod"),
                move("vendor", "svc/vendor"),
                write("svc/vendor/modules.txt", LISTING.replace("go 1.21", "go 1.12")),
            ),
            "VEN317",
            id="moved with its module, mark lowered",
        ),
        pytest.param(
            copied(remove("svc/" + LIB + "check.go")), "VEN303", id="copied, file deleted"
        ),
        pytest.param(
            copied(write("svc/" + LIB + "fast/fast.h", "x\n"), remove("svc/" + LIB + "lib.go")),
            "VEN303",
            id="copied, header edited",
        ),
        pytest.param(
            both(
                move("go.mod", "svc/go.mod"),
                move("vendor", "svc/vendor", write("svc/" + LIB + "lib.go")),
                write("go.mod", "module example.com/top\n\ngo 1.21\n"),
            ),
            "VEN303",
            id="moved, a new module in its place",
        ),
        pytest.param(write(LIB + "libfast.so", "\0"), "VEN303", id="shared library added"),
        pytest.param(write(LIB + "fast/more.inc", "\n"), "VEN303", id="included text added"),
        pytest.param(
            both(
                write("go.mod", MOD.replace("1.21", "1.23")),
                write("vendor/example.net/LIB/lib.go"),
            ),
            "VEN313",
            id="twin of a package",
        ),
        pytest.param(
            both(
                write("go.mod", MOD.replace("1.21", "1.24")),
                write("vendor/example.NET/lib/fast/fast_amd64.s", "\n"),
            ),
            "VEN313",
            id="twin of a folder above a package",
        ),
    ],
)
def test_an_attack(act: Act, code: str, repository: Repository) -> None:
    staged(repository, act)
    assert code in codes(repository)
    repository.git("commit", "--quiet", "--no-verify", "-m", "looks harmless")
    assert code in codes(repository, at="HEAD")


IGNORED = "// +build ignore\n\npackage main\n"
NEWER = ("# example.net/lib v1.0.0", "# example.net/lib v1.1.0")


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(
            listed(*NEWER, write(LIB + "lib.go"), write(LIB + "new.go")), id="another version"
        ),
        pytest.param(listed(*NEWER, remove(LIB + "check.go")), id="another version, a file less"),
        pytest.param(
            listed("example.net/lib/fast\n", "", remove(LIB + "fast")), id="a package less"
        ),
        pytest.param(
            listed(
                "lib/fast\n", "lib/fast\nexample.net/lib/slow\n", write(LIB + "slow/s.go", "slow")
            ),
            id="a package more",
        ),
        pytest.param(
            listed(
                *UNMARKED,
                write(LIB + "gen.go", IGNORED),
                write(LIB + "go.mod", "module example.net/lib\n"),
                mod=MOD.replace("1.21", "1.16"),
            ),
            id="go marks gone with the go line",
        ),
        pytest.param(
            both(write(LIB + "new/new.go"), write("go.mod", MOD.replace("1.21", "1.23"))),
            id="a package that no build takes",
        ),
        pytest.param(write(LIB + "docs/gen.go", IGNORED), id="a folder with a file in no build"),
        pytest.param(write(LIB + "docs/lib.h", "\n"), id="a header in a new folder"),
        pytest.param(remove(LIB + "internal"), id="what no package includes"),
        pytest.param(write(LIB + "gen.go", IGNORED), id="a file in no build"),
        pytest.param(remove("vendor"), id="vendoring given up"),
        pytest.param(
            moved_with_its_module(),
            id="moved with its module",
        ),
        pytest.param(
            listed(
                "# example.net/lib v1.0.0\n## explicit; go 1.21",
                "# example.net/lib v1.1.0\n## explicit; go 1.22",
            ),
            id="another version with another mark",
        ),
        pytest.param(
            listed(
                TO_LOCAL[0] + "\n## explicit; go 1.21",
                TO_LOCAL[1] + "\n## explicit; go 1.22",
                write("third_party/lib/go.mod", TARGET),
                mod=LOCAL,
            ),
            id="a directory with another mark",
        ),
        pytest.param(copied(), id="copied as it was"),
        pytest.param(
            copied(
                write("svc/vendor/modules.txt", LISTING.replace(*NEWER)),
                write("svc/" + LIB + "lib.go"),
            ),
            id="copied, another version",
        ),
        pytest.param(
            copied(
                write("svc/vendor/modules.txt", LISTING.replace("example.net/lib/fast\n", "")),
                remove("svc/" + LIB + "fast"),
                write("svc/" + LIB + "go.mod", TARGET),
                write("svc/" + LIB + "gen.go", IGNORED),
            ),
            id="copied, a package less, by an older go command",
        ),
        pytest.param(
            copied(
                write(
                    "svc/vendor/modules.txt",
                    LISTING.replace("lib/fast\n", "lib/fast\nexample.net/lib/slow\n"),
                ),
                write("svc/" + LIB + "slow/s.go", "package slow\n"),
            ),
            id="copied, a package more",
        ),
        pytest.param(write(LIB + "LICENSE", "freer\n"), id="a license"),
        pytest.param(write(LIB + "BUILD.bazel", "\n"), id="a build file"),
        pytest.param(write(LIB + "lib.go", "package lib\r\n\r\n// honest\r\n"), id="line ends"),
        pytest.param(
            listed(
                *TO_LOCAL,
                write(LIB + "lib.go"),
                write("third_party/lib/go.mod", TARGET),
                write("third_party/lib/lib.go"),
                mod=LOCAL,
            ),
            id="a copy of a directory",
        ),
    ],
)
def test_an_honest_change(act: Act, repository: Repository) -> None:
    staged(repository, act)
    assert codes(repository) == set()
    repository.git("commit", "--quiet", "--no-verify", "-m", "honest")
    assert codes(repository, at="HEAD") == set()


def test_a_fixture_does_not_accuse(repository: Repository) -> None:
    copied()(repository)
    repository.git("rm", "-r", "--quiet", "go.mod", "vendor")
    move("svc", "testdata/svc")(repository)
    repository.commit("a fixture")
    copied_back: dict[str, str | bytes] = {**GOOD, LIB + "lib.go": EVIL}
    repository.add(copied_back)
    assert codes(repository) == set()


def test_source_that_was_lost_may_come(repository: Repository) -> None:
    """Nothing imports the package, so that it was lost was told by --strict alone."""
    repository.remove(LIB + "fast")
    repository.add()
    assert codes(repository) == set()
    repository.commit("lost")
    repository.add({LIB + "fast/fast.go": "package fast\n\n// PWNED\n"})
    assert codes(repository) == set()
    repository.git("commit", "--quiet", "--no-verify", "-m", "back")
    assert codes(repository, at="HEAD") == {"VEN303"}


LINKED = MOD + "\nreplace example.net/lib => ./linked/lib\n"


@pytest.mark.parametrize("place", ["linked", "linked/lib"])
def test_replaced_by_what_lies_behind_a_link(place: str, repository: Repository) -> None:
    """It has the file as it is edited, but who can tell?"""
    listed(
        "# example.net/lib v1.0.0",
        "# example.net/lib v1.0.0 => ./linked/lib",
        write(LIB + "lib.go"),
        write("docs/lib/go.mod", TARGET),
        write("docs/lib/lib.go", "package lib\n"),
        mod=LINKED,
    )(repository)
    (repository.top / place).parent.mkdir(exist_ok=True)
    (repository.top / place).symlink_to("docs" if place == "linked" else "../docs/lib")
    repository.add()
    assert codes(repository) == {"VEN303"}


def test_a_copy_loses_a_file(repository: Repository) -> None:
    """Of a directory that replaced the module before."""
    local: dict[str, str | bytes] = {
        "go.mod": LOCAL,
        "third_party/lib/go.mod": TARGET,
        "vendor/modules.txt": LISTING.replace(*TO_LOCAL),
    }
    for path in (LIB + "check.go", LIB + "lib.go", LIB + "fast/fast.h"):
        local["third_party/lib/" + path.removeprefix(LIB)] = GOOD[path]
    repository.commit("local", local)
    for path in (LIB + "check.go", LIB + "fast/fast.h"):
        repository.git("rm", "--quiet", path)
        assert codes(repository) == {"VEN304"}
        repository.git("rm", "--quiet", "third_party/lib/" + path.removeprefix(LIB))
        assert codes(repository) == set()


def test_marks_that_come_excuse_nothing(repository: Repository) -> None:
    unmarked = LISTING.replace("; go 1.21", "").replace("; go 1.18", "")
    repository.add({"vendor/modules.txt": unmarked, "go.mod": MOD.replace("1.21", "1.16")})
    repository.git("commit", "--quiet", "--no-verify", "-m", "older")
    repository.add({"vendor/modules.txt": LISTING, "go.mod": MOD})
    assert codes(repository) == set()
    repository.add({LIB + "more.go": EVIL})
    assert codes(repository) == {"VEN303"}


def test_a_package_in_a_workspace(repository: Repository) -> None:
    """The go line of the workspace decides what a build takes from its vendor folder."""
    workspace: dict[str, str | bytes] = {"vendor/modules.txt": "## workspace\n" + LISTING}
    for go, found in (("1.22", {"VEN313"}), ("1.23.0", set())):
        workspace["go.work"] = f"go {go}\n\nuse .\n"
        repository.commit("workspace", workspace)
        repository.add({f"vendor/example.org/evil{go}/evil.go": EVIL})
        assert codes(repository) == found
        repository.commit("landed")


@pytest.mark.parametrize(
    ("go", "found"),
    [
        pytest.param("1.21", {"VEN313"}, id="taken"),
        pytest.param("1.14", {"VEN313"}, id="taken for long"),
        pytest.param("1.23", set(), id="not taken"),
    ],
)
def test_a_vendor_folder_without_a_list(go: str, found: set[str], tmp_path: Path) -> None:
    """A module that requires nothing needs no modules.txt to build from vendor."""
    repository = Repository(tmp_path / "r")
    repository.commit("good", {"go.mod": f"module example.com/app\n\ngo {go}\n"})
    repository.add({"vendor/example.org/evil/evil.go": EVIL})
    assert codes(repository) == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"go.mod": "1.23"}, {"go.mod": "1.22"}, id="lower go line"),
        pytest.param({"go.mod": "1.25.1"}, {"go.mod": ""}, id="no go line"),
        pytest.param({"go.mod": "1.24"}, {"svc/go.mod": "1.21"}, id="a go.mod beside it"),
    ],
)
def test_a_build_begins_to_take_it(
    before: dict[str, str], after: dict[str, str], tmp_path: Path
) -> None:
    """First the folder, where Go does not look; then it does."""
    repository = Repository(tmp_path / "r")
    repository.commit("good", {"README": ""})
    for files in (before, after):
        for path, go in files.items():
            line = f"\ngo {go}\n" if go else ""
            repository.write({path: f"module example.com/app\n{line}"})
        repository.add({"vendor/example.org/evil/evil.go": EVIL})
        repository.add({"svc/vendor/example.org/evil/evil.go": EVIL})
        assert codes(repository) == ({"VEN313"} if files is after else set())
        repository.git("commit", "--quiet", "--no-verify", "-m", "landed")


def test_a_package_that_was_there(repository: Repository) -> None:
    repository.commit("landed", {LIB + "new/new.go": EVIL, LIB + "LICENSE": "freer\n"})
    repository.add({LIB + "LICENSE": "free\n"})
    assert codes(repository) == set()
    repository.add({LIB + "new/new.go": EVIL + "// worse\n"})
    assert codes(repository) == {"VEN313"}


def test_vendoring_begun(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.remove("vendor")
    repository.commit("without")
    repository.add(GOOD)
    assert codes(repository) == set()


def test_a_merge_brings_what_a_side_has(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit("side", {"README": "side\n"})
    repository.git("checkout", "--quiet", "main")
    newer = LISTING.replace(*NEWER)
    repository.commit("newer", {"vendor/modules.txt": newer, LIB + "lib.go": EVIL})
    repository.git("checkout", "--quiet", "side")
    repository.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    assert codes(repository) == set()
    repository.add({LIB + "check.go": EVIL})
    assert "VEN303" in codes(repository)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("lost_gen.go", {"VEN310"}, id="Go file"),
        pytest.param("lost_gen.s", {"VEN310"}, id="assembly"),
        pytest.param("lost_gen.syso", {"VEN310"}, id="object file"),
        pytest.param("lost_gen.txt", set(), id="another file"),
        pytest.param("lost_gen_test.go", set(), id="test"),
        pytest.param("other/lost_gen.go", set(), id="in a folder that is not listed"),
    ],
)
def test_lost_on_the_way(name: str, expected: set[str], repository: Repository) -> None:
    repository.commit("rule", {".gitignore": "*_gen*\n"})
    listed(*NEWER)(repository)
    repository.write({LIB + name: "package lib\n"})
    assert codes(repository) == set()  # nothing is to be committed
    repository.git("add", "--all")
    assert codes(repository) == expected
    repository.git("add", "--force", LIB + name)
    assert codes(repository) == ({"VEN313"} if name == "other/lost_gen.go" else set())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("new.go", {"VEN310"}, id="Go file"),
        pytest.param("fast/new.h", {"VEN310"}, id="header"),
        pytest.param("new_test.go", set(), id="test"),
        pytest.param("README", set(), id="another file"),
        pytest.param("other/new.go", set(), id="in a folder that is not listed"),
    ],
)
def test_a_new_file_that_was_not_added(
    name: str, expected: set[str], repository: Repository
) -> None:
    """`git commit -a` stages what git knows."""
    listed(*NEWER, write(LIB + "lib.go"))(repository)
    repository.write({LIB + name: "package lib\n"})
    repository.git("add", "--update")
    assert codes(repository) == expected
    repository.git("commit", "--quiet", "--no-verify", "-m", "landed")
    repository.add({"README": "x\n"})
    repository.git("reset", "--quiet", LIB)
    assert codes(repository) == set()


def test_what_is_said_of_a_lost_file(repository: Repository) -> None:
    repository.commit("rule", {".gitignore": "*_gen*\n"})
    listed(*NEWER)(repository)
    repository.write({LIB + "lost_gen.go": "package lib\n", LIB + "new.go": "package lib\n"})
    repository.git("add", "--update")
    door = (sys.executable, "-m", "hooks.go_vendor_tree", "--select=VEN310")
    assert repository.run(*door, check=False).stdout.splitlines() == [
        f"{LIB}lost_gen.go:1:1: VEN310 vendored file that is not staged, "
        "because an ignore rule hides it",
        f"    git add -f {LIB}lost_gen.go   (.gitignore:1 ignores it)",
        f"{LIB}new.go:1:1: VEN310 vendored file that is on disk, but not staged",
        f"    git add {LIB}new.go",
    ]


def test_lost_before(repository: Repository) -> None:
    repository.commit("rule", {".gitignore": "*_gen*\n"})
    repository.write({LIB + "lost_gen.go": "package lib\n"})
    listed("dep v1.0.0", "dep v1.1.0", write("vendor/example.net/dep/dep.go"))(repository)
    repository.git("add", "--all")
    assert codes(repository) == set()  # the commit before lacks it too
    assert codes(repository, "--no-inherit") == {"VEN310"}
    repository.write({LIB + "LICENSE": "not so free\n"})
    repository.git("add", "--all")
    assert codes(repository) == {"VEN310"}


def test_lost_of_a_copied_folder(repository: Repository) -> None:
    here = LISTING.replace("lib v1.0.0", "lib v1.0.0 => ./lib")
    mod = MOD + "\nreplace example.net/lib v1.0.0 => ./lib\n"
    rule = {".gitignore": "/vendor/**/*_gen*\n"}
    repository.commit("rule", {"go.mod": mod, "vendor/modules.txt": here, **rule})
    repository.write({"lib/new_gen.go": EVIL, LIB + "new_gen.go": EVIL})
    repository.write({"vendor/modules.txt": here.replace("dep v1.0.0", "dep v1.1.0")})
    repository.git("add", "--all")
    assert codes(repository) == {"VEN310"}


EMBEDS = 'package lib\n\nimport _ "embed"\n\n//go:embed {}\nvar x string\n'


@pytest.mark.parametrize(
    ("pattern", "lost"),
    [
        pytest.param("data/*.txt", "data/a.txt", id="a pattern"),
        pytest.param("data", "data/a.txt", id="a folder"),
        pytest.param("a.bin", "a.bin", id="a file"),
        pytest.param("all:data", "data/.hidden", id="hidden files"),
        pytest.param("data/[a-c]?.txt", "data/b1.txt", id="a class"),
    ],
)
def test_embedded_files_lost(pattern: str, lost: str, repository: Repository) -> None:
    newer = LISTING.replace(*NEWER)
    changed: dict[str, str | bytes] = {"vendor/modules.txt": newer}
    changed[LIB + "lib.go"] = EMBEDS.format(pattern)
    changed[LIB + "data/_README"] = ""
    repository.add({**changed, LIB + lost: "x"})
    assert codes(repository, "--strict", "--select=VEN312") == set()
    if pattern == "all:data":
        repository.remove(LIB + "data/_README")
    repository.remove(LIB + lost)
    repository.add()
    assert codes(repository, "--strict", "--select=VEN312") == {"VEN312"}


@pytest.mark.parametrize("rule", ["", "*.bin\n"], ids=["not added", "ignored"])
def test_an_embedded_file_on_disk_is_to_be_staged(rule: str, repository: Repository) -> None:
    repository.commit("rule", {".gitignore": rule or "x\n"})
    listed(*NEWER)(repository)
    repository.write({LIB + "lib.go": EMBEDS.format("data"), LIB + "data/a.bin": "x"})
    repository.git("add", "--update")
    door = (sys.executable, "-m", "hooks.go_vendor_tree", "--select=VEN312")
    said = repository.run(*door, check=False).stdout
    command = said.splitlines()[1].partition("   (")[0].strip()
    assert command == f"git add {'-f ' if rule else ''}{LIB}data/a.bin"
    repository.git(*command.split()[1:])
    assert repository.run(*door).stdout == ""


def test_a_package_without_source_on_disk_is_made_anew(repository: Repository) -> None:
    """Its folder is there, for the package below it, with nothing to stage."""
    (repository.top / LIB / "lib.go").unlink()
    (repository.top / LIB / "check.go").unlink()
    repository.git("add", "--all")
    door = (sys.executable, "-m", "hooks.go_vendor_tree", "--all", "--strict")
    said = repository.run(*door, check=False).stdout
    assert "VEN314" in said
    assert "git add" not in said


@pytest.mark.parametrize("span", ["--rev=HEAD", "--rev=HEAD~1..HEAD"])
def test_what_a_partial_clone_lacks_embeds_nothing_known(
    span: str, repository: Repository, tmp_path: Path
) -> None:
    """Its module files suffice for a verdict; what its vendored files embed stays unknown."""
    changed: dict[str, str | bytes] = {"vendor/modules.txt": LISTING.replace(*NEWER)}
    changed |= {LIB + "lib.go": EMBEDS.format("data"), LIB + "more.go": EMBEDS.format("more")}
    repository.commit("lost", changed)
    assert "VEN312" in codes(repository, at="HEAD")
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = Repository(tmp_path / "clone")
    clone.git("remote", "add", "origin", (repository.top / ".git").as_uri())
    clone.git("fetch", "-q", "--filter=blob:none", "origin", "main")
    clone.git("update-ref", "refs/heads/main", "FETCH_HEAD")
    for rev in ("HEAD", "HEAD~1"):
        for path in ("go.mod", "vendor/modules.txt"):
            clone.git("cat-file", "-p", f"{rev}:{path}")  # as any git does, it fetches
    done = clone.run(
        *(sys.executable, "-m", "hooks.modcheck", "check", span, "--select=VEN3"), check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("not known" in done.stderr) == ("~" not in span)
