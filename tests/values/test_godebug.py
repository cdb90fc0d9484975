"""Godebug settings: which release takes which."""

from __future__ import annotations

import pytest

from hooks.values import godebug
from hooks.values.releases import Release


def _refusing(setting: str, releases: list[Release]) -> list[str]:
    key, _, value = setting.partition("=")
    return [one.version for one in releases if godebug.fault(key, value, one)]


NEWEST = [Release(23, 12), Release(24, 13), Release(25, 14), Release(26, 11), Release(27, 4)]


@pytest.mark.parametrize(
    ("setting", "refusing"),
    [
        pytest.param("panicnil=1", [], id="known to all"),
        pytest.param("default=go1.21", [], id="default"),
        pytest.param("nosuch=1", [23, 24, 25, 26, 27], id="known to none"),
        pytest.param("=1", [23, 24, 25, 26, 27], id="no name"),
        pytest.param("tlsmlkem=0", [23], id="known from 1.24 on"),
        pytest.param("x509sha1=1", [24, 25, 26, 27], id="removed, old value"),
        pytest.param("x509sha1=0", [24, 25, 26], id="removed, other value"),
        pytest.param("asynctimerchan=1", [27], id="refused by value"),
        pytest.param("asynctimerchan=0", [], id="another value"),
        pytest.param("default=go1.99", [23, 24, 25, 26, 27], id="default too new"),
        pytest.param("default=go1.25.1", [23, 24], id="default too new for some"),
        pytest.param("default=1.21", [23, 24, 25, 26, 27], id="default without go"),
        pytest.param("default=", [23, 24, 25, 26, 27], id="default without value"),
    ],
)
def test_settings(setting: str, refusing: list[int]) -> None:
    expected = [one.version for one in NEWEST if one.minor in refusing]
    assert _refusing(setting, NEWEST) == expected


def test_patch_releases_differ() -> None:
    releases = [Release(24, 4), Release(24, 5), Release(25, 0), Release(23, 10), Release(23, 11)]
    assert _refusing("allowmultiplevcs=1", releases) == ["1.24.4", "1.23.10"]


def test_words() -> None:
    assert godebug.fault("x509sha1", "1", Release(25, 5)) == 'unknown godebug "x509sha1"'
    assert godebug.fault("x509sha1", "1", Release(26, 6)).startswith("use of removed godebug")
    assert "old value" in godebug.fault("x509sha1", "1", Release(27, 3))
    assert "too new" in godebug.fault("default", "go1.99", Release(27, 3))
