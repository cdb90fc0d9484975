"""The releases known, ranges of them, and what they brought."""

from __future__ import annotations

import pytest

from hooks.values import releases
from hooks.values.releases import NEWEST, OLDEST, ROWS, Release

BEYOND = NEWEST + 1


def _versions(some: list[Release]) -> list[str]:
    return [release.version for release in some]


def test_the_table_is_complete_and_in_order() -> None:
    minors = [row.minor for row in ROWS]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert _versions(list(releases.known())) == [f"1.{row.minor}.{row.patch}" for row in ROWS]


def test_what_a_release_brought() -> None:
    assert releases.DIRECTIVE_SINCE["tool"] == 24
    assert releases.DIRECTIVE_SINCE["require"] == 0
    assert releases.first_with("switches") == 21


@pytest.mark.parametrize(
    ("text", "minors"),
    [
        ("1.21-1.23", [21, 22, 23]),
        ("1.25-", list(range(25, BEYOND))),
        ("1.23", [23]),
        (" 1.23 - 1.24 ", [23, 24]),
        ("1.23-1.23", [23]),
        ("go1.23-go1.24", [23, 24]),
    ],
)
def test_ranges_take_the_newest_patch_of_each_release(text: str, minors: list[int]) -> None:
    assert releases.span(text) == [releases.newest(minor) for minor in minors]


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("1.23.9", ["1.23.9"]),
        (f"1.{NEWEST}.99", [f"1.{NEWEST}.99"]),
        ("1.23.9-1.24", ["1.23.9", releases.newest(24).version]),
        ("1.22.1-1.24.2", ["1.22.1", releases.newest(23).version, "1.24.2"]),
        ("1.20.0", ["1.20"]),
    ],
)
def test_a_patch_stands_for_itself(text: str, versions: list[str]) -> None:
    assert _versions(releases.span(text)) == versions


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "names no Go releases"),
        ("x", "names no Go releases"),
        ("1", "names no Go releases"),
        ("1.23.x", "names no Go releases"),
        ("1.23rc1", "names no Go releases"),
        ("2.0", "names no Go releases"),
        ("1.21-1.22-1.23", "names no Go releases"),
        ("1.²", "names no Go releases"),
        ("1.17", f"Go 1.17 is not known here: 1.{OLDEST} to 1.{NEWEST} are"),
        (f"1.{BEYOND}", f"Go 1.{BEYOND} is not known here"),
        ("1.24-1.21", "runs backwards"),
    ],
)
def test_no_range(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        releases.span(text)


@pytest.mark.parametrize(
    ("go_line", "first"),
    [
        ("", 21),
        ("1.16", 21),
        ("1.21", 21),
        ("1.24.5", 24),
        (f"1.{NEWEST}", NEWEST),
        ("1.99", NEWEST),
        ("x", 21),
    ],
)
def test_the_default_begins_with_the_go_line(go_line: str, first: int) -> None:
    minors = [release.minor for release in releases.default_span(go_line)]
    assert minors == list(range(first, BEYOND))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.21-1.23", "Go 1.21 to 1.23"),
        ("1.23", "Go 1.23"),
        ("1.23.9", "Go 1.23.9"),
        ("1.23.9-1.24", "Go 1.23.9 to 1.24"),
    ],
)
def test_releases_in_words(text: str, words: str) -> None:
    assert releases.in_words(releases.span(text)) == words


def test_gaps_are_named() -> None:
    some = [releases.newest(minor) for minor in (27, 21, 23, 24)]
    assert releases.in_words(some) == "Go 1.21, 1.23 to 1.24 and 1.27"


def test_a_release_is_a_value() -> None:
    assert Release(24, 1) == Release(24, 1) != Release(24, 2)
    assert len({Release(24, 1), Release(24, 1)}) == 1
    assert Release(23, 12) < Release(24, 0)
    assert repr(Release(20, 0)) == "Release(1.20)"
