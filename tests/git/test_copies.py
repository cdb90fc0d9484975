"""Whether a vendor folder may keep copies of the repository's own directories."""

from __future__ import annotations

import pytest

from hooks.git import copies
from tests.repository import Repository

PLAIN = "# example.com/a v1.0.0\n## explicit\nexample.com/a\n"
COPY = "# example.com/b v0.0.0 => ./b\n## explicit\nexample.com/b\n"


@pytest.mark.parametrize(
    ("path", "content", "found"),
    [
        pytest.param("a.go", COPY, False, id="no vendor folder"),
        pytest.param("vendor/modules.txt", PLAIN, False, id="nothing replaced"),
        pytest.param("vendor/modules.txt", COPY, True, id="a copy at the top"),
        pytest.param("x/y/vendor/modules.txt", COPY, True, id="a copy below"),
        pytest.param("vendor/modules.txt", f"\0\n{COPY}", True, id="in what looks binary"),
    ],
)
def test_vendored_replacements(
    repository: Repository, path: str, content: str, found: bool
) -> None:
    repository.add({path: content, "go.mod": "replace a => b\n"})
    assert copies.staged() is found


def test_the_disk_does_not_count(repository: Repository) -> None:
    repository.add({"vendor/modules.txt": PLAIN})
    repository.write({"vendor/modules.txt": COPY})
    assert not copies.staged()


@pytest.mark.parametrize("form", ["LITERAL", "NOGLOB", "GLOB"])
def test_what_an_editor_says_of_pathspecs_is_not_for_us(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    repository.add({"x/vendor/modules.txt": COPY})
    monkeypatch.setenv(f"GIT_{form}_PATHSPECS", "1")
    assert copies.staged()
