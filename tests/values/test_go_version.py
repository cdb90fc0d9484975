"""Go versions: which are valid, and in which order they come."""

from __future__ import annotations

import itertools

import pytest

from hooks.values import go_version
from hooks.values.releases import NEWEST

IN_ORDER = [
    "1.9",
    "1.20beta1",
    "1.20rc1",
    "1.20",
    "1.20.1",
    "1.20.10",
    "1.21",
    "1.21alpha1",
    "1.21beta1",
    "1.21rc",
    "1.21rc1",
    "1.21rc2",
    "1.21rc10",
    "1.21.0",
    "1.21.9",
    "1.21.10",
    "1.22",
    "1.100",
    "1.99999999999999999999",
    "2.0",
    "10.0",
]


def test_versions_come_in_the_order_of_the_releases() -> None:
    for one, other in itertools.combinations(IN_ORDER, 2):
        assert go_version.compare(one, other) == -1, (one, other)
        assert go_version.compare(other, one) == 1, (other, one)


@pytest.mark.parametrize("version", IN_ORDER)
def test_a_version_equals_itself(version: str) -> None:
    assert go_version.is_valid(version)
    assert go_version.compare(version, version) == 0


@pytest.mark.parametrize(
    "version",
    [
        "",
        "x",
        "1.",
        ".1",
        "1.x",
        "1.21.x",
        "1.2.3.4",
        "v1.21",
        "go1.21",
        "1.021",
        "01.21",
        "1.21.00",
        "1.21rc01",
        "1.21RC1",
        "1.21.0rc1",
        "1.21-rc1",
        "1.21+x",
        "1.21 ",
        "\uff11.21",
    ],
)
def test_what_go_cannot_order_is_none_and_comes_first(version: str) -> None:
    assert not go_version.is_valid(version)
    assert go_version.compare(version, "0.1") == -1
    assert go_version.language(version) == ""
    assert go_version.minor(version) == 0


def test_before_1_21_the_language_version_is_a_release() -> None:
    assert go_version.compare("1.20", "1.20.0") == 0
    assert go_version.compare("1.21", "1.21.0") == -1


@pytest.mark.parametrize(
    ("version", "minor", "taken"),
    [
        pytest.param("1.18", 18, True, id="1.N"),
        pytest.param("1.21.0", 20, False, id="patch number before 1.21"),
        pytest.param("1.21.0", 21, True, id="patch number"),
        pytest.param("1.21rc1", 20, False, id="suffix before 1.21"),
        pytest.param("1.21rc1", NEWEST, True, id="suffix"),
        pytest.param("1.21.0rc1", NEWEST, True, id="patch number and suffix"),
        pytest.param("1.21rc01", NEWEST, True, id="suffix with a leading zero"),
        pytest.param("1.21rc", NEWEST, False, id="suffix without a number"),
        pytest.param("1.21.x", NEWEST, False, id="letter for a patch number"),
        pytest.param("1", NEWEST, False, id="one number"),
        pytest.param("0.9", NEWEST, False, id="major version 0"),
        pytest.param("10.5", 18, True, id="major version 10"),
        pytest.param("1.09", NEWEST, False, id="leading zero"),
        pytest.param("1.2.3.4", NEWEST, False, id="four numbers"),
        pytest.param("go1.21", NEWEST, False, id="a toolchain name"),
        pytest.param("", NEWEST, False, id="nothing"),
        pytest.param(".18", NEWEST, False, id="no major version"),
    ],
)
def test_go_lines(version: str, minor: int, taken: bool) -> None:
    assert go_version.is_go_line(version, minor) is taken


@pytest.mark.parametrize(
    ("version", "read"),
    [
        ("1.21.x", "1.21"),
        ("v1.18.1", "1.18"),
        ("1.18-x", "1.18"),
        ("1.18beta", "1.18"),
        ("v1.18", ""),
        ("1.", ""),
        ("x1.18", ""),
        ("1.018.1", ""),
        ("latest", ""),
    ],
)
def test_go_lines_of_dependencies_are_read_laxly(version: str, read: str) -> None:
    assert go_version.lax_go_line(version) == read


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("go1.21.3", "1.21.3"),
        ("go1.21.3-custom", "1.21.3"),
        ("go1.21.0-", "1.21.0"),
        ("go1.21.0 x", "1.21.0"),
        ("go1", "1"),
        ("default", ""),
        ("local", ""),
        ("1.21.3", ""),
        ("go1.21.x", ""),
        ("go1.21.0+auto", ""),
    ],
)
def test_a_toolchain_names_a_release(name: str, version: str) -> None:
    assert go_version.of_toolchain(name) == version


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        *[(one, True) for one in ("go1.21.0", "go1", "go1.x", "default", "go1.21.0+auto")],
        *[
            (one, False)
            for one in ("local", "go2.0", "go", "gccgo", "1.21", "Go1.21", "", "go10.1")
        ],
    ],
)
def test_toolchain_lines(name: str, taken: bool) -> None:
    assert go_version.is_toolchain(name) is taken
