from __future__ import annotations

import pytest

from hooks.checks import drf_versions
from hooks.tree.tree import Tree
from tests.memory import memory_tree

FOLDERS = ["a", "b", "c"]
HEAD = "module example.com/m\n\ngo 1.21\n\n"


def tree(files: dict[str, str]) -> Tree:
    """go.mod files by folder, anything else by path."""
    contents = {}
    for name, text in files.items():
        if name in FOLDERS:
            contents[f"{name}/go.mod"] = f"module example.com/{name}\n\ngo 1.21\n\n{text}".encode()
        else:
            contents[name] = text.encode()
    return memory_tree(contents)


def dep(version: str, indirect: bool = False) -> str:
    return f"require x.y/z {version}{' // indirect' if indirect else ''}\n"


def drifts_in(files: dict[str, str], only: tuple[str, ...] = ()) -> list[drf_versions.Drift]:
    return list(drf_versions.drifts(tree(files), FOLDERS, only))


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
    assert [late.folder for drift in drifts_in(files) for late in drift.behind] == behind


def test_forks() -> None:
    files = {"a": dep("v1.0.0"), "b": dep("v1.0.0") + "replace x.y/z => f.k/z v1.0.0\n"}
    (drift,) = drifts_in(files)
    assert drift.is_forked
    assert drift.behind == []
    findings = drf_versions.several_versions([drift], {"a"})
    assert [finding.code for finding in findings] == ["DRF102"]


def test_the_hint_says_who_is_at_which_version() -> None:
    files = {"a": dep("v1.9.0"), "b": dep("v1.10.0"), "c": dep("v1.9.0")}
    (finding,) = drf_versions.several_versions(drifts_in(files), {"c"})
    assert finding.hint == "v1.10.0  b\nv1.9.0   a, c"
    assert (finding.code, finding.path) == ("DRF101", "a/go.mod")
    assert list(drf_versions.several_versions(drifts_in(files), {"elsewhere"})) == []


@pytest.mark.parametrize(
    ("count", "named"),
    [(5, "m0, m1, m2, m3, m4"), (6, "m0, m1, m2, m3, m4 and 1 more")],
)
def test_the_hint_names_five_modules_for_a_version(count: int, named: str) -> None:
    folders = ["b", *(f"m{number}" for number in range(count))]
    texts = {f"{folder}/go.mod": HEAD + dep("v1.9.0") for folder in folders}
    texts["b/go.mod"] = HEAD + dep("v1.10.0")
    found = drf_versions.drifts(tree(texts), folders, ())
    (finding,) = drf_versions.several_versions(list(found), {"b"})
    assert finding.hint == f"v1.10.0  b\nv1.9.0   {named}"


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
    def drifts(versions: list[str]) -> list[drf_versions.Drift]:
        return drifts_in(dict(zip(FOLDERS, map(dep, versions), strict=False)))

    findings = list(
        drf_versions.newly_behind(memory_tree({}), drifts(after), drifts(before), {"a", "b"})
    )
    assert [finding.path for finding in findings] == expected
    assert all(finding.code == "DRF201" for finding in findings)
    assert (
        list(drf_versions.newly_behind(memory_tree({}), drifts(after), drifts(before), {"c"})) == []
    )


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
    assert drf_versions.matches(module, pattern) is fits


def test_only_some_modules() -> None:
    files = {"a": dep("v1.0.0"), "b": dep("v1.1.0")}
    assert [drift.module for drift in drifts_in(files, ("x.y",))] == ["x.y/z"]
    assert drifts_in(files, ("k8s.io", "a.b")) == []
