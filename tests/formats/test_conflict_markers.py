from __future__ import annotations

import pytest

from hooks.formats import conflict_markers


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        pytest.param(b"a v1 h1:x\n", [], id="no marker"),
        pytest.param(
            b"<<<<<<<<< HEAD\n========\n >>>>>>> x\n", [], id="longer, or not at the start"
        ),
        pytest.param(b"=======x\n", [], id="a word that begins so"),
        pytest.param(b"<<<<<<< HEAD\n=======\n>>>>>>> b\n", [1, 2, 3], id="a conflict"),
        pytest.param(b"a\r\n=======\r\n", [2], id="carriage return"),
        pytest.param(b"||||||| 1234\n", [1], id="the base of diff3"),
        pytest.param(b">>>>>>> b", [1], id="last line without newline"),
    ],
)
def test_lines(data: bytes, lines: list[int]) -> None:
    assert conflict_markers.lines(data) == lines


@pytest.mark.parametrize(
    ("data", "sides"),
    [
        pytest.param(b"a\nb\n", (b"a\nb\n", b"a\nb\n"), id="no conflict"),
        pytest.param(
            b"a\n<<<<<<< o\nb\n=======\nc\n>>>>>>> t\nd\n", (b"a\nb\nd\n", b"a\nc\nd\n"), id="merge"
        ),
        pytest.param(
            b"<<<<<<< o\nb\n||||||| base\nx\n=======\nc\n>>>>>>> t\n", (b"b\n", b"c\n"), id="diff3"
        ),
        pytest.param(
            b"<<<<<<< o\r\nb\r\n=======\r\n>>>>>>> t\r\n", (b"b\r\n", b""), id="carriage returns"
        ),
        pytest.param(
            b"<<<<<<< o\nb\n||||||| base\n<<<<<<<<< T\nx\n=========\n>>>>>>>>> T\n=======\n"
            b"c\n>>>>>>> t\n",
            (b"b\n", b"c\n"),
            id="a conflict in the base has longer markers",
        ),
        pytest.param(b"<<<<<<< o\nb\n=======\nc\n", None, id="never closed"),
        pytest.param(b"b\n=======\nc\n>>>>>>> t\n", None, id="never opened"),
        pytest.param(b"=======\n", None, id="one left behind"),
        pytest.param(
            b"<<<<<<< o\n<<<<<<< o\n=======\n>>>>>>> t\n=======\n>>>>>>> t\n", None, id="nested"
        ),
    ],
)
def test_sides(data: bytes, sides: tuple[bytes, bytes] | None) -> None:
    assert conflict_markers.sides(data) == sides
