"""Files that name a version of Go."""

from __future__ import annotations

import textwrap

import pytest

from hooks.formats.go_version_files import versions

pytest.importorskip("yaml", reason="reading pipelines takes PyYAML: pip install pyyaml")


def named(path: str, text: str) -> list[tuple[str, int]]:
    """The versions, or files, that a file names, with their lines."""
    found = versions(path, textwrap.dedent(text).encode())
    return [(each.version or each.file, each.line) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("FROM golang:1.24-alpine AS build\n", [("1.24", 1)], id="tag with a suffix"),
        pytest.param("from golang:1.24.1\n", [("1.24.1", 1)], id="in small letters"),
        pytest.param(
            "FROM --platform=$BUILDPLATFORM docker.io/library/golang:1.24.1@sha256:ab\n",
            [("1.24.1", 1)],
            id="platform, registry and digest",
        ),
        pytest.param("FROM host:5000/golang\n", [], id="a port is not a tag"),
        pytest.param("FROM golang@sha256:ab\n", [], id="a digest alone"),
        pytest.param("FROM golang\nFROM golang:alpine\nFROM golang:latest\n", [], id="floating"),
        pytest.param("FROM debian:12.1\nFROM golang:1.25\n", [("1.25", 2)], id="the second stage"),
        pytest.param(
            "ARG GO=1.23.4\nARG IMAGE=golang:${GO}-alpine\nFROM ${IMAGE}\n",
            [("1.23.4", 1)],
            id="arguments",
        ),
        pytest.param(
            "ARG FROM=registry-1.23.example.com\nARG TAG=1.23.4\nFROM ${FROM}/golang:$TAG\n",
            [("1.23.4", 2)],
            id="an argument for the registry",
        ),
        pytest.param(
            "ARG MINOR=23\nFROM golang:1.$MINOR\n", [("1.23", 2)], id="an argument for a part"
        ),
        pytest.param(
            "ARG GO=1.23.4\nARG GO=$GO\nFROM golang:$GO\n", [("1.23.4", 2)], id="of itself"
        ),
        pytest.param("FROM golang:${GO:-1.22.1}\n", [("1.22.1", 1)], id="default of a variable"),
        pytest.param("ARG GO\nFROM golang:$GO\n", [], id="argument without a default"),
        pytest.param(
            "FROM a:1\nARG GO=1.22.1\nFROM golang:$GO\n", [], id="argument inside of a stage"
        ),
        pytest.param(
            "# FROM golang:1.1\nFROM \\\n  # why\n  golang:1.24\n", [("1.24", 2)], id="two lines"
        ),
        pytest.param("FROM mygolang:1.24\nFROM x/golang-ci:1.2\n", [], id="other images"),
        pytest.param("FROM cimg/go:1.24.1\n", [("1.24.1", 1)], id="an image of another name"),
    ],
)
@pytest.mark.parametrize("name", ["Dockerfile", "build/Containerfile", "app.Dockerfile"])
def test_images(name: str, text: str, expected: list[tuple[str, int]]) -> None:
    assert named(name, text) == expected


def test_an_image_may_have_a_digest() -> None:
    text = b"ARG TAG=1.24@sha256:ab\nFROM golang:$TAG\nFROM golang:1.23\n"
    assert [each.has_digest for each in versions("Dockerfile", text)] == [True, False]


def test_a_version_may_be_of_a_matrix() -> None:
    text = """
        jobs:
          a:
            strategy: {matrix: {go: ["1.23", "1.24"]}}
            container: golang:1.22@sha256:ab
            steps:
              - uses: actions/setup-go@v5
                with: {go-version: "${{ matrix.go }}"}
    """
    found = versions(".github/workflows/a.yml", textwrap.dedent(text).encode())
    said = [(each.version, each.is_of_matrix, each.has_digest) for each in found]
    assert said == [("1.23", True, False), ("1.24", True, False), ("1.22", False, True)]


JOB = """\
    env: {GO: "1.22.9"}
    jobs:
      a:
        strategy:
          matrix:
            go: ["1.23", 1.24.x, stable]
            include:
              - go: "1.21.4"
              - os: x
        container: %s
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-go@0123 # v5
            with: {%s}
    """


@pytest.mark.parametrize(
    ("container", "inputs", "expected"),
    [
        ("debian:12", "go-version: '1.24.1'", [("1.24.1", 14)]),
        ("debian:12", "go-version: 1.24", [("1.24", 14)]),
        ("debian:12", "go-version: 1.20", [("1.2", 14)]),
        ("debian:12", "go-version: '1.20'", [("1.20", 14)]),
        ("debian:12", "go-version: stable", []),
        ("debian:12", "go-version: '>=1.22'", []),
        ("debian:12", "go-version: '^1.22'", []),
        (
            "debian:12",
            "go-version: '${{ matrix.go }}'",
            [("1.23", 6), ("1.24", 6), ("1.21.4", 8)],
        ),
        ("debian:12", "go-version: '${{ env.GO }}'", [("1.22.9", 14)]),
        ("debian:12", "go-version: '${{ inputs.go }}'", []),
        ("debian:12", "go-version-file: ./tools/go.mod", [("tools/go.mod", 14)]),
        ("debian:12", "go-version: '1.24', go-version-file: go.mod", [("1.24", 14)]),
        ("golang:1.24.2", "cache: true", [("1.24.2", 10)]),
        ("{image: 'golang:1.24.2'}", "cache: true", [("1.24.2", 10)]),
        ("'golang:${{ matrix.go }}'", "cache: true", [("1.23", 6), ("1.24", 6), ("1.21.4", 8)]),
    ],
)
def test_workflows(container: str, inputs: str, expected: list[tuple[str, int]]) -> None:
    assert named(".github/workflows/ci.yml", JOB % (container, inputs)) == expected


def test_an_action() -> None:
    step = "{uses: actions/setup-go@v5, with: {go-version: 1.24.x}}"
    text = f"runs:\n  steps:\n    - {step}\n"
    assert named(".github/actions/go/action.yaml", text) == [("1.24", 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("image: golang:1.24.1\n", [("1.24.1", 1)]),
        ("default:\n  image: {name: 'registry.example.com/golang:1.24'}\n", [("1.24", 2)]),
        ("variables: {GO: '1.23'}\ntest:\n  image: golang:$GO-alpine\n", [("1.23", 3)]),
        ("variables:\n  GO: {value: '1.23'}\ntest:\n  image: golang:${GO}\n", [("1.23", 4)]),
        ("test:\n  script: [go test]\n  image: alpine:3\n", []),
    ],
)
def test_gitlab(text: str, expected: list[tuple[str, int]]) -> None:
    assert named(".gitlab-ci.yml", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [",
        "- a\n- b\n",
        "&a [*a]",
        pytest.param("[" * 1000, id="nested too deeply"),
        "a: !!python/object:os.system x\n",
        "jobs: 3",
    ],
)
def test_what_is_no_pipeline_names_nothing(text: str) -> None:
    for path in (".github/workflows/a.yml", ".gitlab-ci.yml"):
        assert versions(path, text.encode()) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (".go-version", "1.24.1\n", [("1.24.1", 1)]),
        (".go-version", "# why\ngo1.24rc1\n", [("1.24rc1", 2)]),
        (".go-version", "latest\n", []),
        (
            ".tool-versions",
            "nodejs 22.1.0\ngolang 1.24.1 1.23.9 # why\n",
            [("1.24.1", 2), ("1.23.9", 2)],
        ),
        ("go.mod", "module x\n\ngo 1.24.0 // c\n", [("1.24.0", 3)]),
        ("mise.toml", "[tools]\n# go 1.23.2\ngo = '1.23.2'\n", [("1.23.2", 3)]),
        (
            ".mise.toml",
            "[tools]\ngo = ['1.24', {version = '1.23.1'}]\n",
            [("1.24", 2), ("1.23.1", 2)],
        ),
        ("mise.toml", "[tools]\ngo = 'latest'\nnode = '22.1'\n", []),
        ("mise.toml", "tools = 3\n", []),
        ("mise.toml", "[tools\n", []),
    ],
)
def test_version_managers(path: str, text: str, expected: list[tuple[str, int]]) -> None:
    assert named(path, text) == expected
