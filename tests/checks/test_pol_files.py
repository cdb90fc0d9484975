"""What go.mod and go.work say beyond versions, against a policy."""

from __future__ import annotations

import pytest

from hooks.checks import pol_files
from hooks.tree.tree import ModFileRef, Tree
from tests.memory import memory_tree, module_file

HEAD = "module example.com/app\n\ngo 1.24\n\n"


def file_of(go_mod: str) -> tuple[Tree, ModFileRef]:
    """A tree with this go.mod."""
    tree = memory_tree({"go.mod": (HEAD + go_mod).encode()})
    return tree, module_file(tree)


@pytest.mark.parametrize(
    ("before", "now", "what", "hint"),
    [
        pytest.param(
            "",
            "require example.com/a v1.0.0\n",
            "example.com/a v1.0.0 is new",
            "go get example.com/a@none   (takes it out again)",
            id="a new requirement",
        ),
        pytest.param(
            "require example.com/a v1.0.0\n",
            "require example.com/a v1.1.0\n",
            "example.com/a moved from v1.0.0 to v1.1.0",
            "go get example.com/a@v1.0.0   (moves it back)",
            id="a requirement of another version",
        ),
        pytest.param(
            "require example.com/a v1.0.0\n",
            "",
            "example.com/a v1.0.0 is gone",
            "go get example.com/a@v1.0.0   (puts it back)",
            id="a requirement less",
        ),
        pytest.param(
            "",
            "replace example.com/a v1.0.0 => ./a\n",
            "replace example.com/a v1.0.0 => ./a is new",
            "go mod edit -dropreplace=example.com/a@v1.0.0 && go mod tidy   (takes it out again)",
            id="a new replacement",
        ),
        pytest.param(
            "replace example.com/a => example.net/a v1.0.0\n",
            "replace example.com/a => ./a\n",
            "replace example.com/a moved from => example.net/a v1.0.0 to => ./a",
            "go mod edit -replace=example.com/a=example.net/a@v1.0.0 && go mod tidy"
            "   (moves it back)",
            id="another replacement",
        ),
        pytest.param(
            "replace example.com/a => ./a\n",
            "",
            "replace example.com/a => ./a is gone",
            "go mod edit -replace=example.com/a=./a && go mod tidy   (puts it back)",
            id="a replacement less",
        ),
    ],
)
def test_what_moved_goes_back(before: str, now: str, what: str, hint: str) -> None:
    tree, at = file_of(now)
    _, old = file_of(before)
    (finding,) = pol_files.moved(tree, at, [old])
    assert finding.message == f"{what}, but dependencies are frozen (policy.frozen)"
    assert finding.hint == hint


def test_what_one_base_has_did_not_move() -> None:
    tree, at = file_of("require example.com/a v1.1.0\n")
    bases = [file_of(f"require example.com/a {version}\n")[1] for version in ("v1.0.0", "v1.1.0")]
    assert not list(pol_files.moved(tree, at, bases))
