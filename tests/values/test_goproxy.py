"""GOPROXY: https://go.dev/ref/mod#environment-variables."""

from __future__ import annotations

import pytest

from hooks.values import goproxy

A, B = "https://a.example", "http://b.example/x"


@pytest.mark.parametrize(
    ("text", "reached", "unreached"),
    [
        (A, [(A, "")], []),
        (f"{A},{B}", [(A, ","), (B, "")], []),
        (f"{A}|{B}", [(A, "|"), (B, "")], []),
        (f"{A},{B}|direct", [(A, ","), (B, "|"), ("direct", "")], []),
        (f" {A} , {B}/ ", [(A, ","), (B, "")], []),
        (f"{A},,{B}", [(A, ","), (B, "")], []),
        (f"{A},direct,{B}", [(A, ","), ("direct", "")], [B]),
        (f"off|{B}", [("off", "")], [B]),
        ("off ,ftp://x", [("off", "")], ["ftp://x"]),
        ("a.example", [(A, "")], []),
        ("localhost:9/", [("https://localhost:9", "")], []),
        ("HTTPS://a.example", [(A, "")], []),
        ("file:///srv/proxy/", [("file:///srv/proxy", "")], []),
        ("file://", [("file://", "")], []),
        (goproxy.DEFAULT, [("https://proxy.golang.org", ","), ("direct", "")], []),
    ],
)
def test_in_their_order(text: str, reached: list[tuple[str, str]], unreached: list[str]) -> None:
    tried, never = goproxy.chain(text)
    assert [(each.address, each.separator) for each in tried] == reached
    assert [each.address for each in never] == unreached
    assert [each.address for each in goproxy.tried(text)] == [each for each, _ in reached]


@pytest.mark.parametrize(
    "text", ["", ",", " |", "localhost", "/srv/proxy", "ftp://a.example", f"{A},ftp://a.example"]
)
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match="GOPROXY"):
        goproxy.tried(text)


def test_what_is_refused_is_told_without_its_password() -> None:
    with pytest.raises(ValueError, match=r"^GOPROXY: ftp://\*\*\*@a\.example: "):
        goproxy.tried("ftp://me:secret@a.example")


def test_when_the_next_one_is_tried() -> None:
    first, second, last = goproxy.tried(f"{A},{B}|direct")
    assert [each.falls_back_on for each in (first, second, last)] == ["404 or 410", "any error", ""]
    assert [each.falls_back for each in (first, second, last)] == [False, True, False]
    assert [each.is_asked for each in (first, second, last)] == [True, True, False]
