from __future__ import annotations

import pytest

from hooks.values import forges


@pytest.mark.parametrize(
    ("module", "before", "after", "page"),
    [
        pytest.param(
            "github.com/o/r", "v1.0.0", "v1.1.0",
            "https://github.com/o/r/compare/v1.0.0...v1.1.0", id="github",
        ),
        pytest.param(
            "github.com/o/r/v2", "v2.0.0", "v2.1.0",
            "https://github.com/o/r/compare/v2.0.0...v2.1.0", id="a major version",
        ),
        pytest.param(
            "github.com/o/r/sub/dir/v3", "v3.0.0", "v3.0.1",
            "https://github.com/o/r/compare/sub/dir/v3.0.0...sub/dir/v3.0.1", id="a folder",
        ),
        pytest.param(
            "github.com/o/r", "v1.0.0", "v1.0.1-0.20240102030405-abcdefabcdef",
            "https://github.com/o/r/compare/v1.0.0...abcdefabcdef", id="a commit",
        ),
        pytest.param(
            "github.com/o/r", "v2.0.0+incompatible", "v2.1.0+incompatible",
            "https://github.com/o/r/compare/v2.0.0...v2.1.0", id="incompatible",
        ),
        pytest.param(
            "gitlab.com/o/r", "v1.0.0", "v1.1.0",
            "https://gitlab.com/o/r/-/compare/v1.0.0...v1.1.0", id="gitlab",
        ),
        pytest.param("gitlab.com/o/group/r", "v1.0.0", "v1.1.0", "", id="a group or a folder"),
        pytest.param(
            "bitbucket.org/o/r", "v1.0.0", "v1.1.0",
            "https://bitbucket.org/o/r/branches/compare/v1.1.0%0Dv1.0.0", id="bitbucket",
        ),
        pytest.param(
            "codeberg.org/o/r", "v1.0.0", "v1.1.0",
            "https://codeberg.org/o/r/compare/v1.0.0...v1.1.0", id="codeberg",
        ),
        pytest.param(
            "golang.org/x/tools/gopls", "v0.1.0", "v0.2.0",
            "https://github.com/golang/tools/compare/gopls/v0.1.0...gopls/v0.2.0", id="x",
        ),
        pytest.param(
            "google.golang.org/grpc", "v1.0.0", "v1.1.0",
            "https://github.com/grpc/grpc-go/compare/v1.0.0...v1.1.0", id="grpc",
        ),
        pytest.param("google.golang.org/grpcx", "v1.0.0", "v1.1.0", "", id="not grpc"),
        pytest.param(
            "k8s.io/klog/v2", "v2.1.0", "v2.2.0",
            "https://github.com/kubernetes/klog/compare/v2.1.0...v2.2.0", id="kubernetes",
        ),
        pytest.param(
            "gopkg.in/yaml.v3", "v3.0.0", "v3.0.1",
            "https://github.com/go-yaml/yaml/compare/v3.0.0...v3.0.1", id="gopkg",
        ),
        pytest.param(
            "gopkg.in/o/r.v1", "v1.0.0", "v1.0.1",
            "https://github.com/o/r/compare/v1.0.0...v1.0.1", id="gopkg of somebody",
        ),
        pytest.param("example.com/o/r", "v1.0.0", "v1.1.0", "", id="any host"),
        pytest.param("github.com/o", "v1.0.0", "v1.1.0", "", id="no repository"),
        pytest.param("github.com/o/r", "v1.0.0", "v1.0.0", "", id="one version"),
        pytest.param("github.com/o/r", "", "v1.0.0", "", id="nothing before"),
        pytest.param("github.com/o/r", "main", "v1.0.0", "", id="no version"),
        pytest.param("github.com/o/r?x", "v1.0.0", "v1.1.0", "", id="no module path"),
        pytest.param("github.com/o/../r", "v1.0.0", "v1.1.0", "", id="a path that goes up"),
    ],
)  # fmt: skip
def test_the_page_that_compares(module: str, before: str, after: str, page: str) -> None:
    assert forges.comparison(module, before, after) == page


@pytest.mark.parametrize(
    ("module", "owner"),
    [
        ("github.com/o/r/v2", "github.com/o"),
        ("gitlab.com/o/group/r", "gitlab.com/o"),
        ("golang.org/x/text", "golang.org"),
        ("gopkg.in/o/r.v1", "github.com/o"),
        ("gopkg.in/yaml.v3", "github.com/go-yaml"),
        ("example.com/m", "example.com"),
        ("example.com", "example.com"),
    ],
)
def test_the_owner(module: str, owner: str) -> None:
    assert forges.owner(module) == owner
