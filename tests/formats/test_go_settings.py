"""What files of a repository give the variables of the go command."""

from __future__ import annotations

import pytest

from hooks.formats.go_settings import is_read, settings


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GOSUMDB=off", [("GOSUMDB", "off", 1)]),
        ("export GOSUMDB=off", [("GOSUMDB", "off", 8)]),
        ('export GOPRIVATE="a.b/*,c.d"', [("GOPRIVATE", "a.b/*,c.d", 8)]),
        ("GOFLAGS := -mod=mod", [("GOFLAGS", "-mod=mod", 1)]),
        ("GOFLAGS ?= '-mod=mod -v'", [("GOFLAGS", "-mod=mod -v", 1)]),
        (
            "\tGOSUMDB=off GOFLAGS=-mod=mod go build ./...",
            [("GOSUMDB", "off", 2), ("GOFLAGS", "-mod=mod", 14)],
        ),
        ("ENV GOSUMDB off", [("GOSUMDB", "off", 5)]),
        ("ENV GOSUMDB=off", [("GOSUMDB", "off", 5)]),
        ("ARG GONOSUMDB=*", [("GONOSUMDB", "*", 5)]),
        ("RUN go env -w GOSUMDB=off && go build", [("GOSUMDB", "off", 15)]),
        ("      GOSUMDB: off", [("GOSUMDB", "off", 7)]),
        ("env: {GOSUMDB: 'off'}", []),
        ('  GOINSECURE: "*"', [("GOINSECURE", "*", 3)]),
        ("# GOSUMDB=off", []),
        ("echo $GOSUMDB", []),
        ("MYGOSUMDB=off", []),
        ("GOSUMDB=$SUMDB", []),
        ("we set GOSUMDB off here", []),
        ("unset GOSUMDB", []),
        ("GOSUMDB=", []),
    ],
)
def test_a_line(line: str, expected: list[tuple[str, str, int]]) -> None:
    found = settings(line.encode())
    assert [(each.name, each.value, each.column) for each in found] == expected


def test_a_file_above_a_megabyte_is_passed_over() -> None:
    whole = b"GOSUMDB=off\n".ljust(1 << 20, b"#")
    assert len(settings(whole)) == 1
    assert settings(whole + b"#") == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("go.env", True),
        ("a/.envrc", True),
        ("Makefile", True),
        ("build/rules.mk", True),
        ("Dockerfile.test", True),
        ("x.dockerfile", True),
        (".github/workflows/ci.yml", True),
        (".github/actions/go/action.yaml", True),
        (".gitlab-ci.yml", True),
        ("docs/mkdocs.yml", False),
        ("README.md", False),
        ("main.go", False),
    ],
)
def test_which_files_are_read(path: str, expected: bool) -> None:
    assert is_read(path) == expected
