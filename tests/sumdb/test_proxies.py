"""GOPROXY: https://go.dev/ref/mod#environment-variables."""

from __future__ import annotations

import pytest

from hooks.modcache.go_env import GoEnvironment
from hooks.sumdb.proxies import proxies_of

A, B = "https://a.example", "http://b.example/x"


@pytest.mark.parametrize(
    ("value", "proxies"),
    [
        ("", [("https://proxy.golang.org", False), ("direct", False)]),
        (A, [(A, False)]),
        (f"{A},{B}", [(A, False), (B, False)]),
        (f"{A}|{B}", [(A, True), (B, False)]),
        (f" {A} , {B}/ ", [(A, False), (B, False)]),
        (f"{A},,{B}", [(A, False), (B, False)]),
        (f"{A},direct,{B}", [(A, False), ("direct", False)]),
        (f"off,{B}", [("off", False)]),
        ("a.example", [(A, False)]),
        ("file:///srv/proxy", [("file:///srv/proxy", False)]),
    ],
)
def test_in_their_order(value: str, proxies: list[tuple[str, bool]]) -> None:
    found = proxies_of(GoEnvironment({"GOENV": "off", "GOROOT": "/nowhere", "GOPROXY": value}))
    assert [(each.address, each.falls_back) for each in found] == proxies


@pytest.mark.parametrize("value", [",", "noproxy", "/srv/proxy", "ftp://a.example"])
def test_refused(value: str) -> None:
    with pytest.raises(ValueError, match="GOPROXY"):
        proxies_of(GoEnvironment({"GOENV": "off", "GOROOT": "/nowhere", "GOPROXY": value}))
