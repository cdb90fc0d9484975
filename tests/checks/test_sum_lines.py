from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.checks import sum_lines
from hooks.formats import go_sum
from hooks.formats.go_sum import GoSum
from hooks.rules.finding import Finding

A = "h1:" + "A" * 43 + "="
B = "h1:" + "B" * 42 + "A="
C = "h1:" + "C" * 42 + "A="


def read(text: str) -> GoSum:
    return go_sum.parse(text.encode("utf-8", "surrogateescape"))


def places(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in findings]


@pytest.mark.parametrize(
    ("bases", "staged", "lines"),
    [
        pytest.param([], f"a v1.0.0 {A}\n", [], id="nothing to compare with"),
        pytest.param([f"a v1.0.0 {A}\n"], f"a v1.0.0 {A}\n", [], id="unchanged"),
        pytest.param([f"a v1.0.0 {A}\n"], f"a v1.1.0 {B}\n", [], id="new version"),
        pytest.param([f"a v1.0.0 {A}\n"], f"a v1.0.0/go.mod {B}\n", [], id="the go.mod's hash"),
        pytest.param([f"a v1.0.0 {A}\n"], "", [], id="removed"),
        pytest.param([f"a v1.0.0 {A}\n"], f" a\tv1.0.0  {A}\r\n", [], id="other blanks"),
        pytest.param([f"a v1.0.0 {A}\n"] * 2, f"a v1.0.0 {A}\na v1.0.0 h2:x\n", [], id="algorithm"),
        pytest.param([f"a v1.0.0 {A}\n", f"a v1.0.0 {B}\n"], f"a v1.0.0 {B}\n", [], id="one base"),
        pytest.param(
            [f"a v1.0.0/go.mod {go_sum.EMPTY_GO_MOD}\n"],
            f"a v1.0.0/go.mod {A}\n",
            [],
            id="the hash of an empty go.mod was none",
        ),
        pytest.param([f"a v1.0.0 {A}\n"], f"a v1.0.0 {A}\na v1.0.0 {B}\n", [], id="see SUM102"),
        pytest.param([f"a v1.0.0 {A}\n"], f"a v1.0.0 {B}\n", [1], id="rewritten"),
        pytest.param([f"a v1.0.0 {A}\n", ""], f"\na v1.0.0 {B}\n", [2], id="of two bases one"),
        pytest.param(
            [f"a v1.0.0 {A}\n", f"a v1.0.0 {B}\n"], f"a v1.0.0 {C}\n", [1], id="no base has it"
        ),
        pytest.param(
            [f"a v1.0.0 {A}\na v1.0.0/go.mod {A}\n"],
            f"a v1.0.0 {B}\na v1.0.0/go.mod {B}\n",
            [1, 2],
            id="both hashes of a version",
        ),
        pytest.param(["a v1.0.0 h2:x\n"], "a v1.0.0 h2:y\n", [1], id="of any algorithm"),
    ],
)
def test_changed_hashes(bases: list[str], staged: str, lines: list[int]) -> None:
    findings = sum_lines.changed_hashes("go.sum", read(staged), [read(base) for base in bases])
    assert places(findings) == [("SUM101", line) for line in lines]


def test_a_changed_hash_comes_with_what_to_verify_and_what_to_paste() -> None:
    staged = f"example.com/A/lib v1.0.0 {B}\nexample.com/A/lib v1.0.0/go.mod {B}\n"
    base = staged.replace(B, A)
    first, second = sum_lines.changed_hashes("lib/go.sum", read(staged), [read(base)])
    assert first.message == f"hash of example.com/A/lib v1.0.0 changed from {A} to {B}"
    assert (first.column, first.module, first.version) == (26, "example.com/A/lib", "v1.0.0")
    assert "https://sum.golang.org/lookup/example.com/!a/lib@v1.0.0" in first.hint
    assert first.hint.endswith(
        '[[allow]]\ncode = "SUM101"\nmodule = "example.com/A/lib"\nversion = "v1.0.0"\n'
        f'hash = "{B}"\nreason = ""'
    )
    assert (second.hint, second.version) == ("", "v1.0.0")


@pytest.mark.parametrize(
    ("bases", "staged", "lines"),
    [
        pytest.param([], f"a v1 {A}\na v1 {A}\n", [], id="the same line twice"),
        pytest.param([], f"a v1 {A}\na v1/go.mod {B}\n", [], id="zip and go.mod"),
        pytest.param([], f"a v1 {A}\na v1 h2:x\n", [], id="another algorithm"),
        pytest.param([], f"a v1 {A}\na v1 {go_sum.EMPTY_GO_MOD}\n", [], id="an empty go.mod's"),
        pytest.param([f"a v1 {B}\na v1 {A}\n"], f"a v1 {A}\na v1 {B}\n", [], id="as in a base"),
        pytest.param([], f"a v1 {A}\na v1 {B}\n", [2], id="two"),
        pytest.param([f"a v1 {A}\n"], f"a v1 {B}\na v1 {A}\n", [1], id="the new one is shown"),
        pytest.param([f"a v1 {A}\n", f"a v1 {B}\n"], f"a v1 {A}\na v1 {B}\n", [2], id="a merge"),
    ],
)
def test_conflicting_hashes(bases: list[str], staged: str, lines: list[int]) -> None:
    findings = sum_lines.conflicting_hashes("go.sum", read(staged), [read(base) for base in bases])
    assert places(findings) == [("SUM102", line) for line in lines]


def test_a_conflicting_hash_names_the_other_line() -> None:
    (finding,) = sum_lines.conflicting_hashes("go.sum", read(f"a v1 {A}\nb v1 x\na v1 {B}\n"), [])
    assert finding.message == f"a v1 has another hash on line 1: {A}"


@pytest.mark.parametrize(
    ("staged", "expected"),
    [
        pytest.param(f"a v1 {A}\n\n b v1 {A}\r\n", [], id="three words or none"),
        pytest.param("", [], id="nothing"),
        pytest.param("x y z\n", [], id="three words, whatever they mean"),
        pytest.param(f"a v1 {A}\na v1\noops\n", [("SUM103", 2)], id="malformed, said once"),
        pytest.param(
            f"<<<<<<< HEAD\na v1 {A}\n=======\n>>>>>>> x\n", [("SUM104", 1)], id="markers"
        ),
        pytest.param(f"a v1 {A}\n>>>>>>> a b\n", [("SUM104", 2)], id="a marker of three words"),
        pytest.param(f"a v1 {A}\r\n=======\r\n", [("SUM104", 2)], id="a marker left behind"),
        pytest.param(
            "module a.b/c\n\ngo 1.21\n\nrequire x.y/z v1.0.0\n", [("SUM105", 1)], id="a go.mod"
        ),
        pytest.param("// x\nmodule a.b/c\nrequire (\n\tb v1\n)\n", [("SUM105", 1)], id="a block"),
    ],
)
def test_unreadable_lines(staged: str, expected: list[tuple[str, int]]) -> None:
    assert places(sum_lines.unreadable_lines("go.sum", read(staged))) == expected


@pytest.mark.parametrize(
    ("theirs", "hint"),
    [
        pytest.param(f"b v1 {A}\n", "modcheck fix go.sum   (keeps", id="they agree"),
        pytest.param(f"a v1 {B}\n", "the sides know different hashes for a v1", id="they differ"),
        pytest.param("oops\n", "remove the lines that are not checksums", id="a malformed line"),
        pytest.param("<<<<<<< x\n", "take the lines of both sides", id="markers do not pair up"),
    ],
)
def test_the_way_out_of_a_conflict(theirs: str, hint: str) -> None:
    text = f"<<<<<<< HEAD\na v1 {A}\n=======\n{theirs}>>>>>>> x\n"
    (finding,) = sum_lines.unreadable_lines("go.sum", read(text))
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize(
    ("base", "staged", "lines"),
    [
        pytest.param("a v1 h1:x\n", "a v1 h1:x\n", [], id="an old one"),
        pytest.param("", f"a v1 {A}\na v2 h2:x\n", [], id="good, or of another algorithm"),
        pytest.param("", "a v1 h1:x\n", [1], id="cut short"),
        pytest.param(f"a v1 {A}\n", f"b v1 {A}\na v1 {A[:-2]}\n", [2], id="changed"),
    ],
)
def test_malformed_hashes(base: str, staged: str, lines: list[int]) -> None:
    findings = sum_lines.malformed_hashes("go.sum", read(staged), [read(base)])
    assert places(findings) == [("SUM106", line) for line in lines]


@pytest.mark.parametrize("count", [2_000, 20_000])
def test_many_findings_take_linear_time(count: int) -> None:
    """Each finding knows its line without a search of its own (the larger would take minutes)."""
    text = "".join(f"a{at} v1 {A}\na{at} v1 {B}\n" for at in range(count))
    sums = read(text)
    assert len(list(sum_lines.conflicting_hashes("go.sum", sums, []))) == count
    before = read(text.replace("AAAA", "ZZZZ").replace("BBBB", "YYYY"))
    assert len(list(sum_lines.changed_hashes("go.sum", sums, [before]))) == 2 * count


DIGESTS = st.sampled_from([A, B, C, "h2:x", "h2:y", go_sum.EMPTY_GO_MOD])
ENTRIES = st.builds(
    "{} {} {}".format, st.sampled_from("ab"), st.sampled_from(["v1", "v2"]), DIGESTS
)
FORMS = st.sampled_from(["\n", "\r\n", "\n\n"])
FILES = st.lists(st.builds("{}{}".format, ENTRIES, FORMS), max_size=6).map("".join)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(FILES, st.lists(FILES, max_size=2))
def test_changed_hashes_by_the_book(staged: str, bases: list[str]) -> None:
    def entries(text: str) -> list[tuple[str, str]]:
        """Module, version and algorithm, and the hash."""
        words = [line.split() for line in text.splitlines() if line]
        return [(f"{module} {version} {digest[:2]}", digest) for module, version, digest in words]

    known: dict[str, set[str]] = {}
    for base in bases:
        for name, digest in entries(base):
            if digest != go_sum.EMPTY_GO_MOD:
                known.setdefault(name, set()).add(digest)
    here = entries(staged)
    expected = {
        (name, digest)
        for name, digest in here
        if name in known
        and digest != go_sum.EMPTY_GO_MOD
        and not any(other in known[name] for same, other in here if same == name)
    }
    findings = sum_lines.changed_hashes("go.sum", read(staged), [read(base) for base in bases])
    messages = [finding.message.split() for finding in findings]
    changed = [(f"{words[2]} {words[3]} {words[-1][:2]}", words[-1]) for words in messages]
    assert set(changed) == expected
    assert len(changed) == len(expected)
    for (name, _), words in zip(changed, messages, strict=True):
        assert words[-3] in known[name]


@pytest.mark.parametrize(
    ("bases", "staged", "hashes"),
    [
        pytest.param([[A]], [A, B], [B], id="one appended"),
        pytest.param([[A]], [B, A], [B], id="one put before"),
        pytest.param([[A]], [A, B, C], [B, C], id="two appended, both are named"),
        pytest.param([[A]], [C, A, B], [C, B], id="around the old one"),
        pytest.param([[A], [B]], [B, A], [B], id="merged: what the first base has not"),
        pytest.param([[A], [B]], [A, B], [B], id="merged, in the other order"),
        pytest.param([], [A, B], [B], id="without a base"),
    ],
)
def test_each_late_hash_is_reported(
    bases: list[list[str]], staged: list[str], hashes: list[str]
) -> None:
    """An exception names hashes, so that no hash may hide behind another."""

    def file(of: list[str]) -> GoSum:
        return read("".join(f"a v1 {hash}\n" for hash in of))

    found = list(sum_lines.conflicting_hashes("go.sum", file(staged), list(map(file, bases))))
    assert [each.hash for each in found] == hashes
    assert [bool(each.hints) for each in found] == [True] + [False] * (len(found) - 1)
