"""Module and import paths, and the major version in them."""

from __future__ import annotations

import pytest

from hooks.values import module_path


@pytest.mark.parametrize(
    "path",
    [
        "a.b/c",
        "m",
        "m/n",
        ".m",
        "_",
        "a_b",
        "go.mod",
        "example.com/M",
        "a.b/c..d",
        "std",
        "a+b",
        "example.com/m/v1",
        "gopkg.in/m",
        "a.b/x~y",
        "a.b/con1",
        "a.b/xcon",
    ],
)
def test_import_paths(path: str) -> None:
    assert module_path.import_path_fault(path) == ""


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", "empty string"),
        ("-m", "leading dash"),
        ("m/", "trailing slash"),
        ("/m", "empty path element"),
        ("a//b", "empty path element"),
        (".", 'invalid path element "."'),
        ("a/..", 'invalid path element ".."'),
        ("m.", "trailing dot in path element"),
        ("é", "invalid char 'é'"),
        ("a b", "invalid char ' '"),
        ("a@v1", "invalid char '@'"),
        ("a/con", '"con" disallowed as path element component on Windows'),
        ("a/Aux.go", '"Aux" disallowed as path element component on Windows'),
        ("a/COM1", '"COM1" disallowed as path element component on Windows'),
        ("m~1", "trailing tilde and digits in path element"),
        ("m~12.x", "trailing tilde and digits in path element"),
    ],
)
def test_no_import_path(path: str, fault: str) -> None:
    assert module_path.import_path_fault(path) == fault


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("a.b/c", ""),
        ("a.b/c/v2", ""),
        ("gopkg.in/y.v2", ""),
        ("a", "missing dot in first path element"),
        ("A.b/c", "invalid char 'A' in first path element"),
        ("a_b.c/d", "invalid char '_' in first path element"),
        ("a.b/.c", "leading dot in path element"),
        ("a.b/c+d", "invalid char '+'"),
        ("a.b/c/v1", "invalid version"),
        ("gopkg.in/y", "invalid version"),
    ],
)
def test_paths_of_modules_that_are_downloaded(path: str, fault: str) -> None:
    assert module_path.module_path_fault(path) == fault


@pytest.mark.parametrize(
    ("path", "split"),
    [
        ("a.b/c", ("a.b/c", "", True)),
        ("a.b/c/v2", ("a.b/c", "/v2", True)),
        ("a.b/c/v10", ("a.b/c", "/v10", True)),
        ("a.b/v2/v3", ("a.b/v2", "/v3", True)),
        ("/v2", ("", "/v2", True)),
        ("v2", ("v2", "", True)),
        ("a.b/v", ("a.b/v", "", True)),
        ("a.b/cv2", ("a.b/cv2", "", True)),
        ("a.b/c/v1", ("a.b/c/v1", "", False)),
        ("a.b/c/v0", ("a.b/c/v0", "", False)),
        ("a.b/c/v02", ("a.b/c/v02", "", False)),
        ("a.b/c/v2.0", ("a.b/c/v2.0", "", False)),
        ("a.b/c/v2.", ("a.b/c/v2.", "", False)),
        ("gopkg.in/y.v2", ("gopkg.in/y", ".v2", True)),
        ("gopkg.in/y.v0", ("gopkg.in/y", ".v0", True)),
        ("gopkg.in/u/y.v3-unstable", ("gopkg.in/u/y", ".v3-unstable", True)),
        ("gopkg.in/.v2", ("gopkg.in/", ".v2", True)),
        ("gopkg.in/y", ("gopkg.in/y", "", False)),
        ("gopkg.in/y/v2", ("gopkg.in/y/v2", "", False)),
        ("gopkg.in/y.v02", ("gopkg.in/y.v02", "", False)),
        ("gopkg.in/v2", ("gopkg.in/v2", "", False)),
    ],
)
def test_major_version_suffixes(path: str, split: tuple[str, str, bool]) -> None:
    assert module_path.split_major(path) == split


@pytest.mark.parametrize(
    ("suffix", "version", "fault"),
    [
        ("", "v0.1.0", ""),
        ("", "v1.9.0", ""),
        ("", "v2.0.0+incompatible", ""),
        ("", "v2.0.0", "should be v0 or v1, not v2"),
        ("/v2", "v2.1.0", ""),
        ("/v2", "v2.1.0+incompatible", ""),
        ("/v2", "v1.0.0", "should be v2, not v1"),
        ("/v2", "v0.0.0-20200101000000-abcdefabcdef", "should be v2, not v0"),
        (".v1", "v1.0.0", ""),
        (".v1", "v0.0.0-20200101000000-abcdefabcdef", ""),
        (".v2", "v0.0.0-20200101000000-abcdefabcdef", "should be v2, not v0"),
        (".v2-unstable", "v2.0.0", ""),
        ("/v99999999999999999999", "v1.0.0", "should be v99999999999999999999, not v1"),
    ],
)
def test_versions_fit_their_paths(suffix: str, version: str, fault: str) -> None:
    assert module_path.major_fault(suffix, version) == fault
