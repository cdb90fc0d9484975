from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import go_sum, go_sum_layout

A = "h1:" + "A" * 43 + "="
B = "h1:" + "B" * 43 + "="


def canonical(text: str) -> str:
    return go_sum_layout.canonical(go_sum.parse(text.encode())).decode()


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["e.x/A v1 x", "e.x/a v1 x", "e.x/a-b v1 x", "e.x/a/b v1 x"], id="path bytes"),
        pytest.param(
            ["a v1.9.0 x", "a v1.10.0-rc.2 x", "a v1.10.0-rc.10 x", "a v1.10.0 x"], id="versions"
        ),
        pytest.param(["a v1.0.0 x", "a v1.0.0/go.mod x", "a v1.0.1 x"], id="zip before go.mod"),
        pytest.param(["a v1.0.0 h1:aa", "a v1.0.0 h1:zz", "a v1.0.0 h2:aa"], id="hash as text"),
        pytest.param(["a zed x", "a foo x", "a v1 x", "a v1.0.1 x"], id="no version first, as is"),
        pytest.param(
            ["a v0.0.0-20190101000000-bbbbbbbbbbbb x", "a v0.0.0-20200101000000-aaaaaaaaaaaa x"],
            id="pseudo-versions by time",
        ),
        pytest.param(["a v2.0.0+incompatible x", "a v10.0.0+incompatible x"], id="incompatible"),
        pytest.param([], id="nothing at all"),
    ],
)
def test_order(lines: list[str]) -> None:
    text = "".join(line + "\n" for line in lines)
    assert canonical(text) == text
    mixed = sorted(lines, key=lambda line: (line.split()[1] in ("zed", "foo"), line[::-1]))
    stable = [line for line in lines if line.split()[1] in ("zed", "foo")]
    rest = [line for line in mixed if line not in stable]
    assert canonical("".join(line + "\n" for line in [*rest, *stable])) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("a v1 x\r\n\r\nb v1 x\r\n", "a v1 x\nb v1 x\n", id="carriage returns"),
        pytest.param("\n a \t v1  x \n\n", "a v1 x\n", id="blanks"),
        pytest.param("a v1 x\na v1 x\na  v1 x\n", "a v1 x\n", id="duplicates in any form"),
        pytest.param("a v1 x", "a v1 x\n", id="last newline"),
        pytest.param("b v1 x\na v1\n", "b v1 x\na v1\n", id="a malformed line: as it is"),
        pytest.param("b v1 x\n>>>>>>> a b\n", "b v1 x\n>>>>>>> a b\n", id="a marker: as it is"),
        pytest.param("\n", "", id="a blank line alone"),
    ],
)
def test_form(text: str, after: str) -> None:
    assert canonical(text) == after


@pytest.mark.parametrize(
    ("data", "after"),
    [
        pytest.param(b"b v1 x\na v1 x\n", b"a v1 x\nb v1 x\n", id="order"),
        pytest.param(
            b"<<<<<<< o\nb v1 x\n=======\na v1 x\n>>>>>>> t\nc v1 x\n",
            b"a v1 x\nb v1 x\nc v1 x\n",
            id="the union of both sides",
        ),
        pytest.param(
            b"<<<<<<< o\nb v1 x\n||||||| base\nz v1 x\n=======\na v1 x\n>>>>>>> t\n",
            b"a v1 x\nb v1 x\n",
            id="the base between the sides is left out",
        ),
        pytest.param(
            b"<<<<<<< o\na v1 h1:x\n=======\na v1 h1:y\n>>>>>>> t\n", None, id="a hash disagrees"
        ),
        pytest.param(b"<<<<<<< o\na v1 h1:x\n", None, id="markers that do not pair up"),
        pytest.param(b"a v1\n", None, id="a malformed line"),
        pytest.param(
            b"<<<<<<< o\na v1 h1:x\n=======\noops\n>>>>>>> t\n", None, id="a malformed line in one"
        ),
    ],
)
def test_repaired(data: bytes, after: bytes | None) -> None:
    assert go_sum_layout.repaired(data) == after


def merged(ours: str, theirs: str) -> go_sum_layout.Merged:
    return go_sum_layout.merge(go_sum.parse(ours.encode()), go_sum.parse(theirs.encode()))


@pytest.mark.parametrize(
    ("ours", "theirs", "after"),
    [
        pytest.param("a v1 x\n", "b v1 x\n", "a v1 x\nb v1 x\n", id="both added"),
        pytest.param("", "b v1 x\n", "b v1 x\n", id="one side removed what the other kept"),
        pytest.param("b v1 x\na v1 x\n", "a v1 x\n", "a v1 x\nb v1 x\n", id="laid out anew"),
        pytest.param("a v1 h1:x\n", "a v1 h2:y\n", "a v1 h1:x\na v1 h2:y\n", id="two algorithms"),
        pytest.param(
            f"a v1/go.mod {go_sum.EMPTY_GO_MOD}\n",
            f"a v1/go.mod {A}\n",
            f"a v1/go.mod {A}\na v1/go.mod {go_sum.EMPTY_GO_MOD}\n",
            id="the hash of an empty go.mod disagrees with none",
        ),
        pytest.param("a v1 x\noops\n", "a v1 x\noops\n", "a v1 x\noops\n", id="the same oddity"),
        pytest.param("a v1 x\r\n", "b v1 x\n", "a v1 x\nb v1 x\n", id="line ends do not differ"),
    ],
)
def test_merge_without_conflict(ours: str, theirs: str, after: str) -> None:
    result = merged(ours, theirs)
    assert result.data.decode() == after
    assert not result.disagreements


def test_a_conflict_stands_around_the_entries_that_disagree_alone() -> None:
    result = merged(f"a v1 {A}\nb v1 {A}\nc v1 {A}\n", f"b v1 {B}\nd v1 {A}\n")
    assert result.data.decode() == (
        f"a v1 {A}\n<<<<<<< ours\nb v1 {A}\n=======\nb v1 {B}\n>>>>>>> theirs\nc v1 {A}\nd v1 {A}\n"
    )
    assert [(one.module, one.version) for one in result.disagreements] == [("b", "v1")]


def test_a_second_hash_on_one_side_is_a_conflict() -> None:
    assert merged(f"b v1 {A}\n", f"b v1 {A}\nb v1 {B}\n").disagreements


def test_a_malformed_line_on_one_side_is_a_conflict_at_the_end() -> None:
    result = merged(f"b v1 {A}\noops\n", f"b v1 {A}\n")
    assert result.data.decode() == f"b v1 {A}\n<<<<<<< ours\noops\n=======\n>>>>>>> theirs\n"
    assert result.disagreements


MODULES = st.sampled_from(["a", "a-b", "a/b", "A", "b"])
VERSIONS = st.sampled_from(
    [
        *("v1.0.0", "v1.0.0/go.mod", "v1.9.0", "v1.10.0-rc.2", "v1.10.0-rc.10", "v1.10.0"),
        *("v1", "foo", "bar/go.mod", "v1.0.0/x", "v1.0.0+incompatible"),
        "v0.0.0-20190101000000-aaaaaaaaaaaa",
    ]
)
ENTRIES = st.builds("{} {} {}".format, MODULES, VERSIONS, st.sampled_from([A, B, "h2:x"]))
FILES = st.lists(ENTRIES, max_size=14).map(lambda lines: "".join(line + "\n" for line in lines))


@settings(derandomize=True, deadline=None, max_examples=400)
@given(FILES)
def test_the_canonical_form_is_stable_and_keeps_every_entry(text: str) -> None:
    after = canonical(text)
    assert canonical(after) == after
    assert sorted(after.splitlines()) == sorted(set(text.splitlines()))
    assert go_sum_layout.is_canonical(go_sum.parse(after.encode()))
    assert go_sum_layout.is_canonical(go_sum.parse(text.encode())) is (text == after)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(FILES, st.randoms(use_true_random=False))
def test_a_shuffled_copy_is_brought_back(text: str, chance: random.Random) -> None:
    before = canonical("".join(line + "\n" for line in text.splitlines() if " v" in line))
    lines = before.splitlines()
    lines += lines[: len(lines) // 3]
    chance.shuffle(lines)
    assert canonical("\r\n".join(lines)) == before


@settings(derandomize=True, deadline=None, max_examples=300)
@given(FILES, FILES)
def test_a_merge_loses_nothing_and_conflicts_on_hashes_alone(ours: str, theirs: str) -> None:
    result = merged(ours, theirs)
    lines = [line for line in result.data.decode().splitlines() if line[0] not in "<=>"]
    assert set(lines) == {*ours.splitlines(), *theirs.splitlines()}
    left, right = go_sum.parse(ours.encode()), go_sum.parse(theirs.encode())
    for one in result.disagreements:
        found = left.hashes(one.module, one.version), right.hashes(one.module, one.version)
        assert all(found)
        assert set(found[0]) != set(found[1])
    if not result.disagreements:
        assert go_sum_layout.is_canonical(go_sum.parse(result.data))
