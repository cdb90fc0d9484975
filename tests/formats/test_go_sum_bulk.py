"""Lines of go.sum looked at together, beside the same looked at one by one."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import go_sum, go_sum_layout

H1 = b"h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY="
LINES = [
    *(b"a.b/c %b %b" % (version, H1) for version in (b"v1.0.0", b"v1.0.0/go.mod", b"v1.10.0")),
    *(b"a.b/c %b %b" % (version, H1) for version in (b"master", b"branch", b"branch/go.mod")),
    b"a.b/c v1.0.0 h1:other",
    b"a.b/d v0.1.0 " + H1,
    b"",
    b" ",
    b"one",
    b"one two",
    b"one two three four",
    b" a v1 h1:x",
    b"a v1 h1:x ",
    b"a  v1 h1:x",
    b"a\tv1 h1:x",
    b"a v1 h1:x\r",
    b"a v1\x0ch1:x y",
    b"a v1 h1:\xc3\xa9",
    b"a v1 h1:\x1c",
    b">>>>>>> theirs v1",
    b">>>>>>>> v1 h1:x",
    b"<<<<<<< ours v1",
]
FILES = st.lists(st.sampled_from(LINES), max_size=8)


@given(lines=FILES)
@settings(derandomize=True, deadline=None, max_examples=1000)
def test_ordinary_lines(lines: list[bytes]) -> None:
    one_by_one = all(not line or go_sum._is_ordinary(line) for line in lines)
    assert not go_sum._are_ordinary(lines) or one_by_one
    assert go_sum.parse(b"\n".join(lines)).ordinary == one_by_one


def test_what_tidy_writes_is_seen_at_once() -> None:
    assert go_sum._are_ordinary([*LINES[:8], b""])


@given(lines=st.lists(st.sampled_from(LINES[:8]), max_size=8))
@settings(derandomize=True, deadline=None, max_examples=500)
def test_the_order_of_neighbours_is_the_order_of_all(lines: list[bytes]) -> None:
    data = b"".join(line + b"\n" for line in lines)
    tree = go_sum.parse(data)
    assert go_sum_layout.is_canonical(tree) == (go_sum_layout.ordered(lines) == lines)
    assert go_sum_layout.is_canonical(tree) == (go_sum_layout.canonical(tree) == data)


def test_every_pair_is_told_apart() -> None:
    for before, line in itertools.permutations(LINES[:8], 2):
        wanted = go_sum_layout.ordered([before, line]) == [before, line]
        assert go_sum_layout._is_above(before, line) == wanted, (before, line)
