"""Names that are taken for others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.values import known_repositories
from hooks.values.look_alike import RepositoryName, distance, is_taken_for


@pytest.mark.parametrize(
    ("module", "owner", "name"),
    [
        ("github.com/owner/name", "github.com/owner", "name"),
        ("github.com/owner/name/v3", "github.com/owner", "name"),
        ("github.com/owner/name/folder/v3", "github.com/owner", "name"),
        ("golang.org/x/net", "golang.org", "net"),
        ("gopkg.in/yaml.v3", "gopkg.in", "yaml"),
        ("gopkg.in/owner/name.v1", "github.com/owner", "name"),
        ("example.com/name", "example.com", "name"),
    ],
)
def test_whose_repository_a_module_is_in(module: str, owner: str, name: str) -> None:
    assert RepositoryName(module).key == (owner, name)


@pytest.mark.parametrize(
    ("owner", "other", "expected"),
    [
        pytest.param("github.com/siruspen", "github.com/sirupsen", True, id="letters swapped"),
        pytest.param("github.com/utfave", "github.com/urfave", True, id="another letter"),
        pytest.param("github.com/qiiniu", "github.com/qiniu", True, id="a letter more"),
        pytest.param("github.com/strechr", "github.com/stretchr", True, id="a letter less"),
        pytest.param("github.com/g00gle", "github.com/google", True, id="digits for letters"),
        pytest.param("github.com/hashic0rp-", "github.com/hashicorp", True, id="a sign more"),
        pytest.param("github.com/boltdb-go", "github.com/boltdb", True, id="with -go"),
        pytest.param("github.com/xdg", "github.com/xdg-go", False, id="the name without -go"),
        pytest.param("github.com/sirupsen", "github.com/sirupsen", False, id="the same"),
        pytest.param("gitlab.com/siruspen", "github.com/sirupsen", False, id="of another host"),
        pytest.param("github.com/docker", "github.com/bocket", False, id="too short for two"),
        pytest.param("github.com/abc", "github.com/abd", False, id="too short for one"),
        pytest.param("github.com/containerd", "github.com/containers", True, id="known both"),
    ],
)
def test_whose_name_is_taken_for_another(owner: str, other: str, expected: bool) -> None:
    assert is_taken_for(owner, other) == expected


words = st.text("abc", max_size=6)


@given(words, words)
@settings(derandomize=True, deadline=None, max_examples=200)
def test_a_distance_is_one(left: str, right: str) -> None:
    assert distance(left, right, 9) == distance(right, left, 9)
    assert (distance(left, right, 9) == 0) == (left == right)
    assert distance(left, right, 2) == min(distance(left, right, 9), 3)
    assert distance(left + "x", right + "x", 9) <= distance(left, right, 9)


def test_the_known_repositories_are_sorted_and_real_paths() -> None:
    with open(known_repositories.FILE, encoding="utf-8") as file:
        paths = file.read().split("\n")[:-1]
    assert paths == sorted(set(paths))
    assert len(known_repositories.repositories()) == len(paths)
    assert "github.com/google" in known_repositories.owners()
