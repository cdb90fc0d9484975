"""Objects through one cat-file."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from hooks.git import objects as objects_module
from hooks.git import process
from hooks.git.objects import Objects
from hooks.git.process import GitError
from tests.repository import Repository


@pytest.fixture(params=["posix_spawn", "subprocess"])
def objects(
    request: pytest.FixtureRequest, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> Objects:
    if request.param == "subprocess":
        monkeypatch.setattr(process, "SPAWN", None)
    return Objects()


def test_content_comes_back_byte_for_byte(objects: Objects, repository: Repository) -> None:
    contents = [b"", b"\n", b"a\0b\r\n", b"x" * 3_000_000, b"last"]
    oids = []
    for number, content in enumerate(contents):
        repository.write({str(number): content})
        oids.append(repository.git("hash-object", "-w", str(number)).strip())
    assert [content for _, _, content in objects.many(oids)] == contents
    objects.close()


def test_more_names_than_a_pipe_holds(objects: Objects, repository: Repository) -> None:
    repository.write({"f": "content\n"})
    oid = repository.git("hash-object", "-w", "f").strip()
    found = list(objects.many([oid] * 5000))
    assert found == [(oid, "blob", b"content\n")] * 5000
    objects.close()


def test_what_is_not_there_is_none(objects: Objects, repository: Repository) -> None:
    repository.commit("first", {"f": "x"})
    assert objects.read("HEAD:nothing here") is None
    assert objects.read("HEAD:f") == b"x"
    objects.close()


def test_a_lost_object_is_one_line(objects: Objects, repository: Repository) -> None:
    """It is no partial clone, so that all objects should be here."""
    repository.commit("first", {"f": "x"})
    lost = "0" * 39 + "1"
    with pytest.raises(GitError, match=f"^object {lost} is missing$"):
        objects.read(lost)
    assert objects.read("HEAD:f") == b"x"
    objects.close()


@pytest.mark.parametrize("revision", ["", "nothing", "-x", "--all", "a\nb", "HEAD^9", "@{u}"])
def test_an_unknown_revision_is_no_commit(repository: Repository, revision: str) -> None:
    repository.commit("first", {"f": "x"})
    objects = Objects()
    assert objects.resolve(revision) == ""
    objects.close()


def test_a_damaged_object_is_one_line(objects: Objects, repository: Repository) -> None:
    repository.commit("first", {"f": "content that is long enough to be cut\n"})
    oid = repository.git("rev-parse", "HEAD:f").strip()
    path = repository.top / ".git" / "objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:12])
    with pytest.raises(GitError) as caught:
        objects.read(oid)
    assert "\n" not in str(caught.value)
    assert oid[:7] in str(caught.value) or "corrupt" in str(caught.value)
    objects.close()


def test_content_that_lies_about_its_size(objects: Objects, repository: Repository) -> None:
    repository.write({"f": "abc"})
    oid = repository.git("hash-object", "-w", "f").strip()
    path = repository.top / ".git" / "objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob 9999\0abc"))
    with pytest.raises(GitError):
        objects.read(oid)
    objects.close()


def test_no_repository_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError, match="not a git repository"):
        Objects().read("0" * 40)


def test_no_git_is_one_line(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.top))
    with pytest.raises(GitError, match="git is not on PATH"):
        Objects().read("0" * 40)


def test_a_partial_clone_is_never_made_to_fetch(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("first", {"a": "first\n", "b": "second\n", "c": "third\n"})
    oids = [repository.git("rev-parse", f"HEAD:{name}").strip() for name in "abc"]
    repository.git("config", "uploadpack.allowFilter", "true")
    source = (repository.top / ".git").as_uri()
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--no-checkout", "--filter=blob:none", source, str(clone))
    monkeypatch.chdir(clone)
    repository.run("git", "-C", str(clone), "cat-file", "-p", oids[1])  # fetches the second
    objects = Objects()
    found = [content for _, _, content in objects.many([*oids, oids[1]])]
    assert found == [None, b"second\n", None, b"second\n"]
    objects.close()
    os.chdir(tmp_path)


@pytest.mark.parametrize(
    "said",
    [
        "fatal: could not fetch 0 from promisor remote",
        "warning: lazy fetching disabled; some objects may not be available",
    ],
)
def test_the_words_of_a_partial_clone(
    said: str, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some versions of git say the one, some the other, some both."""
    monkeypatch.setattr(objects_module, "complaints", lambda _: said)
    objects = Objects()
    assert objects.read("0" * 39 + "1") is None
    objects.close()


def test_a_lost_object_of_sha256(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "other", "--object-format=sha256")
    monkeypatch.chdir(repository.top)
    lost = "0" * 63 + "1"
    with pytest.raises(GitError, match=f"^object {lost} is missing$"):
        Objects().read(lost)
