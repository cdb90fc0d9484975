"""What loads today and cannot be fetched."""

from __future__ import annotations

import pytest

from hooks.checks import mod_fetch
from tests.memory import memory_tree, module_file


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("require a.b/c v1.0.0\n", [], id="a plain requirement"),
        pytest.param("require a.b/c v0.0.0-20240229235959-abcdef012345\n", [], id="leap day"),
        pytest.param("require a.b/c v2.0.0+incompatible\n", [], id="incompatible"),
        pytest.param("require inner v0.0.0\n", [], id="stands in for a workspace's module"),
        pytest.param(
            "require inner/v2 v2.0.0-00010101000000-000000000000\n", [], id="the go command's own"
        ),
        pytest.param("require inner v1.0.0\nreplace inner => ./x\n", [], id="replaced"),
        pytest.param(
            "require A.b/c v1.0.0\nreplace A.b/c v1.0.0 => ./x\n", [], id="replaced at its version"
        ),
        pytest.param("retract [v1.0.0, v1.0.0]\n", [], id="interval of one version"),
        pytest.param("require a.b/c v1.2.3-pre.4-x\n", [], id="no pseudo-version"),
        pytest.param("require inner v1.0.0\n", ["MOD301"], id="no dot in the host"),
        pytest.param("require A.b/c v1.0.0\n", ["MOD301"], id="capital letter in the host"),
        pytest.param(
            "require a.b/c v0.0.0-20240230000000-abcdef012345\n", ["MOD302"], id="no such day"
        ),
        pytest.param(
            "require a.b/c v0.0.0-20241301000000-abcdef012345\n", ["MOD302"], id="no such month"
        ),
        pytest.param(
            "require a.b/c v0.0.0-20240101240000-abcdef012345\n", ["MOD302"], id="no such hour"
        ),
        pytest.param("require a.b/c v0.0.0-20240101000000-abcdef\n", ["MOD302"], id="short hash"),
        pytest.param(
            "require a.b/c v0.0.0-20240101000000-ABCDEF012345\n", ["MOD302"], id="capital hash"
        ),
        pytest.param("require a.b/c v1.0.0+incompatible\n", ["MOD303"], id="incompatible v1"),
        pytest.param("require a.b/c/v2 v2.0.0+incompatible\n", ["MOD303"], id="incompatible /v2"),
        pytest.param("require a.b/C v1.0.0\nrequire a.b/c v1.0.0\n", ["MOD304"], id="case alone"),
        pytest.param("retract [v1.1.0, v1.0.0]\n", ["MOD305"], id="interval upside down"),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    tree = memory_tree({"go.mod": b"module m\n" + text.encode()})
    at = module_file(tree)
    findings = [*mod_fetch.unfetchable_requirements(tree, at), *mod_fetch.empty_retractions(at)]
    assert [finding.code for finding in findings] == codes
