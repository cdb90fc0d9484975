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


@pytest.mark.parametrize(
    ("month", "days"),
    list(enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)),
)
def test_the_last_day_of_a_month(month: int, days: int) -> None:
    """The year is not looked at, and so February has a leap day."""

    def codes(day: int) -> list[str]:
        version = f"v0.0.0-2024{month:02}{day:02}000000-abcdef012345"
        tree = memory_tree({"go.mod": f"module m\nrequire a.b/c {version}\n".encode()})
        found = mod_fetch.unfetchable_requirements(tree, module_file(tree))
        return [finding.code for finding in found]

    assert codes(days) == []
    assert codes(days + 1) == ["MOD302"]


@pytest.mark.parametrize(
    ("before", "version"),
    [
        pytest.param("", "abcdef012345", id="nothing: the commit is looked up"),
        pytest.param("require d.e/f v1.1.0\n", "abcdef012345", id="another module"),
        pytest.param("require a.b/c v1.1.0\n", "v1.1.0", id="a version that can be had"),
        pytest.param(
            "require a.b/c v0.0.0-20241301000000-abcdef012345\n",
            "abcdef012345",
            id="one that cannot be had either",
        ),
    ],
)
def test_the_hint_takes_what_the_base_required(before: str, version: str) -> None:
    now = b"module m\nrequire a.b/c v0.0.0-20240230000000-abcdef012345\n"
    tree = memory_tree({"go.mod": now})
    base = memory_tree({"go.mod": b"module m\n" + before.encode()})
    (finding,) = mod_fetch.unfetchable_requirements(tree, module_file(tree), [base])
    assert f"-require=a.b/c@{version} " in finding.hint + " "


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ("20240230000000-abcdef012345", "20240230 is not a date"),
        ("20240101240000-abcdef012345", "240000 is not a time of day"),
        ("20240101000000-abcdef", "abcdef is not 12 digits of a commit's hash"),
    ],
)
def test_the_message_names_the_part_that_is_wrong(parts: str, words: str) -> None:
    tree = memory_tree({"go.mod": f"module m\nrequire a.b/c v0.0.0-{parts}\n".encode()})
    (finding,) = mod_fetch.unfetchable_requirements(tree, module_file(tree))
    assert words in finding.message
