"""Which newer release a release hands over to."""

from __future__ import annotations

import pytest

from hooks.values.releases import Release
from hooks.verdicts import toolchain


@pytest.mark.parametrize(
    ("text", "newer"),
    [
        ("", ""),
        ("module m\n\ngo 1.21\n", ""),
        ("go 1.23\n", ""),
        ("go 1.24\n", "1.24.0"),
        ("\tgo\t1.24 // c\r\n", "1.24.0"),
        ("go 1.24rc1\n", "1.24rc1"),
        ("go 1.24.3", "1.24.3"),
        ("toolchain go1.24.1\n", "1.24.1"),
        ("go 1.21\ntoolchain go1.24.1-custom\n", "1.24.1-custom"),
        ("go 1.25\ntoolchain go1.24.1\n", "1.25.0"),
        ("go 1.24\ntoolchain go1.25.1\n", "1.25.1"),
        ("toolchain go1.18\ngo 1.24\n", "1.24.0"),
        ("go 1.99\ntoolchain default\n", ""),
        ("go 1.99.x\n", ""),
        ("go 1.21\ngo 1.99\n", ""),
        ("go 1.99\ngo 1.21\n", "1.99.0"),
        ("go \ngo 1.99\n", "1.99.0"),
        ("go // c\ngo 1.99\n", ""),
        ("<<<<<<< x\nrequire (\ngo 1.99\n", "1.99.0"),
        ("/* x\ngo 1.99\n*/\n", "1.99.0"),
        ("\u00a0go 1.99\u00a0\n", "1.99.0"),
        ("example.com/go v1.99.0\n", ""),
        ("// go 1.99\n", ""),
        ("gogo 1.99\n", ""),
        ("go 2.0\n", ""),
        ("toolchain go1.99.0 x\n", ""),
        ("toolchain go1.99.0-é\n", ""),
        ("toolchain go1.99.0/x\n", ""),
        ("require go v1.99.0\n", ""),
    ],
)
def test_what_go_1_23_hands_over_to(text: str, newer: str) -> None:
    assert toolchain.read(text.encode()).switches_to(Release(23, 9)) == newer


def test_older_releases_never_switch() -> None:
    assert toolchain.read(b"go 1.99\n").switches_to(Release(20, 14)) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("go 1.21\n", ""),
        ("toolchain go1.21.0\n", ""),
        ("toolchain default\n", ""),
        ("toolchain go1.21.x\n", 'invalid toolchain "go1.21.x" in go.mod'),
        ("toolchain local\n", 'invalid toolchain "local" in go.mod'),
        ("go 2.0\n", 'invalid GOTOOLCHAIN "go2.0"'),
        ("toolchain go2.0\n", 'invalid GOTOOLCHAIN "go2.0"'),
    ],
)
def test_what_names_no_release(text: str, message: str) -> None:
    request = toolchain.read(text.encode())
    problems = request.problems(Release(24, 1), "m/go.mod", "go.mod")
    assert [problem.message for problem in problems] == ([message] if message else [])
    assert all(problem.path == "m/go.mod" for problem in problems)
    assert request.problems(Release(20, 1), "m/go.mod", "go.mod") == []


@pytest.mark.parametrize(
    ("text", "able", "unable"),
    [
        ("go 1.24\n", [(21, 11), (21, 13), (22, 4), (23, 1)], [(21, 0), (21, 10), (22, 3)]),
        ("go 1.22\n", [(21, 11)], [(21, 5)]),
        ("go 1.24.0\n", [(21, 0), (22, 3), (22, 4)], []),
        ("go 1.24rc1\n", [(21, 0), (22, 3), (22, 4)], []),
        ("go 1.24\ntoolchain go1.24.0\n", [(21, 5), (22, 3), (23, 1)], []),
        ("go 1.21\ntoolchain go1.24\n", [], [(21, 5), (21, 13), (23, 12)]),
        ("go 1.21\ntoolchain go1.24-custom\n", [], [(21, 5), (21, 13), (23, 12)]),
    ],
)
def test_a_language_version_is_not_a_release(
    text: str, able: list[tuple[int, int]], unable: list[tuple[int, int]]
) -> None:
    request = toolchain.read(text.encode())
    for pairs, is_able in ((able, True), (unable, False)):
        for release in (Release(*pair) for pair in pairs):
            assert bool(request.switches_to(release)) == is_able
            assert bool(request.problems(release, "go.mod", "go.mod")) != is_able


def test_places() -> None:
    request = toolchain.read(b"module m\n  toolchain\tlocal // c\n")
    assert (request.toolchain.line, request.toolchain.column) == (2, 13)
    request = toolchain.read(b"\ngo 1.24\n")
    assert (request.go.line, request.go.column) == (2, 4)
