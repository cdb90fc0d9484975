from __future__ import annotations

import pytest

from hooks.checks import drift
from hooks.verdicts.sources import Sources
from tests.memory import sources

FOLDERS = ["a", "b", "c"]


def tree(files: dict[str, str]) -> Sources:
    """go.mod files by folder, anything else by path."""
    found = {}
    for name, text in files.items():
        if name in FOLDERS:
            found[f"{name}/go.mod"] = f"module example.com/{name}\n\ngo 1.21\n\n{text}".encode()
        else:
            found[name] = text.encode()
    return sources(found)


def dep(version: str, indirect: bool = False) -> str:
    return f"require x.y/z {version}{' // indirect' if indirect else ''}\n"


def found(files: dict[str, str], only: tuple[str, ...] = ()) -> list[drift.Drift]:
    return list(drift.drifts(tree(files), FOLDERS, only))


@pytest.mark.parametrize(
    ("files", "behind"),
    [
        pytest.param({"a": dep("v1.0.0"), "b": dep("v1.0.0")}, [], id="one version"),
        pytest.param({"a": dep("v1.0.0"), "b": ""}, [], id="one module has it"),
        pytest.param(
            {"a": dep("v1.0.0", True), "b": dep("v1.2.0", True)}, [], id="nobody has it directly"
        ),
        pytest.param(
            {"a": dep("v1.0.0") + "replace x.y/z => ../z\n", "b": dep("v1.2.0")},
            [],
            id="a directory has no version",
        ),
        pytest.param(
            {"a": dep("v1.0.0"), "b": dep("v1.1.0") + "replace x.y/z => x.y/z v1.0.0\n"},
            [],
            id="held at the other's version",
        ),
        pytest.param(
            {"a": dep("v1.9.0"), "b": dep("v1.10.0"), "c": dep("v1.9.0", True)},
            ["a", "c"],
            id="behind, indirectly too",
        ),
        pytest.param(
            {
                "a": dep("v1.0.0"),
                "b": dep("v1.0.0"),
                "a/vendor/modules.txt": "# x.y/z v1.1.0\n## explicit\nx.y/z\n",
            },
            ["b"],
            id="the vendored version counts",
        ),
    ],
)
def test_behind(files: dict[str, str], behind: list[str]) -> None:
    assert [late.folder for one in found(files) for late in one.behind] == behind


def test_forks() -> None:
    files = {"a": dep("v1.0.0"), "b": dep("v1.0.0") + "replace x.y/z => f.k/z v1.0.0\n"}
    (one,) = found(files)
    assert one.is_forked
    assert one.behind == []
    assert [finding.code for finding in drift.behind([one], {"a"})] == ["DRF102"]


def test_the_hint_says_who_is_at_which_version() -> None:
    files = {"a": dep("v1.9.0"), "b": dep("v1.10.0"), "c": dep("v1.9.0")}
    (finding,) = drift.behind(found(files), {"c"})
    assert finding.hint == "v1.10.0  b\nv1.9.0   a, c"
    assert (finding.code, finding.path) == ("DRF101", "a/go.mod")
    assert list(drift.behind(found(files), {"elsewhere"})) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(["v1.0.0", "v1.0.0"], ["v1.1.0", "v1.1.0"], [], id="raised together"),
        pytest.param(["v1.0.0", "v1.1.0"], ["v1.0.0", "v1.2.0"], [], id="was behind before"),
        pytest.param(["v1.0.0", "v1.1.0"], ["v1.1.0", "v1.1.0"], [], id="caught up"),
        pytest.param(["v1.0.0", "v1.0.0"], ["v1.0.0", "v1.1.0"], ["a/go.mod"], id="left behind"),
        pytest.param(["v1.0.0", "v1.1.0"], ["v1.2.0", "v1.1.0"], ["b/go.mod"], id="overtaken"),
    ],
)
def test_ratchet(before: list[str], after: list[str], expected: list[str]) -> None:
    def drifts(versions: list[str]) -> list[drift.Drift]:
        return found(dict(zip(FOLDERS, map(dep, versions), strict=False)))

    findings = list(drift.raised(drifts(after), drifts(before), {"a", "b"}))
    assert [one.path for one in findings] == expected
    assert all(one.code == "DRF201" for one in findings)
    assert list(drift.raised(drifts(after), drifts(before), {"c"})) == []


@pytest.mark.parametrize(
    ("module", "pattern", "fits"),
    [
        ("k8s.io/api", "k8s.io", True),
        ("k8s.io/api", "k8s.io/", True),
        ("k8s.io/api", "k8s.io/*", True),
        ("k8s.io/api", "k8s.io/api", True),
        ("k8s.io/api", "k8s", False),
        ("k8s.io/api", "k8s.io/ap", False),
        ("github.com/aws/aws-sdk-go-v2/service/s3", "github.com/aws/aws-sdk-go-v2", True),
        ("github.com/aws/aws-sdk-go-v2/service/s3", "github.com/*/service", True),
        ("github.com/aws/aws-sdk-go-v2/service/s3", "*/s3", True),
        ("github.com/aws/aws-sdk-go-v2/service/s3", "*/s", False),
        ("github.com/aws/aws-sdk-go-v2/service/s3", "*/x/*", False),
        ("github.com/aws/aws-sdk-go-v2/service/s3", "*/aws/*/s3", True),
        ("github.com/aws/aws-sdk-go-v2", "*", True),
    ],
)
def test_patterns(module: str, pattern: str, fits: bool) -> None:
    assert drift.matches(module, pattern) is fits


def test_only_some_modules() -> None:
    files = {"a": dep("v1.0.0"), "b": dep("v1.1.0")}
    assert [one.module for one in found(files, ("x.y",))] == ["x.y/z"]
    assert found(files, ("k8s.io", "a.b")) == []
