from __future__ import annotations

import pytest

from hooks.diff import rows
from hooks.formats import go_mod, go_sum, go_work

A, B = "h1:a", "h1:b"
Side = dict[str, str]


def compare(before: Side, after: Side, *, strict: bool = False) -> list[rows.DiffRow]:
    return list(rows.compare(_pairs(before), _pairs(after), strict=strict))


def _pairs(side: Side) -> dict[str, rows.Pair]:
    """One module or workspace: its files by name."""
    if not side:
        return {}
    sums = side.get("sum")
    read = go_sum.parse(sums.encode()) if sums is not None else None
    if "work" in side:
        return {"go.work": (go_work.parse(side["work"].encode()), read)}
    mod = go_mod.parse(side["mod"].encode()) if "mod" in side else None
    return {"go.mod": (mod, read)}


def mod(text: str) -> Side:
    return {"mod": f"module m\n{text}\n"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({}, {}, [], id="nothing"),
        pytest.param(mod("go 1.21"), mod("go 1.21\n\n// comment"), [], id="layout alone"),
        pytest.param(
            mod("go 1.21"), mod("go 1.22.1"), [("go", "", "upgraded", "1.21", "1.22.1")], id="go"
        ),
        pytest.param(
            mod("go 1.22\ntoolchain go1.23.1"),
            mod("go 1.22\ntoolchain go1.22.5"),
            [("toolchain", "", "downgraded", "go1.23.1", "go1.22.5")],
            id="toolchain",
        ),
        pytest.param(
            mod(""), mod("require a.b/c v1.0.0"),
            [("requirement", "a.b/c", "added", "", "v1.0.0")], id="required",
        ),
        pytest.param(
            mod("require a.b/c v1.0.0"), mod(""),
            [("requirement", "a.b/c", "removed", "v1.0.0", "")], id="no longer required",
        ),
        pytest.param(
            mod("require a.b/c v1.9.0"), mod("require a.b/c v1.10.0"),
            [("requirement", "a.b/c", "upgraded", "v1.9.0", "v1.10.0")], id="upgraded",
        ),
        pytest.param(
            mod("require a.b/c v1.10.0"), mod("require a.b/c v1.10.0-rc.1"),
            [("requirement", "a.b/c", "downgraded", "v1.10.0", "v1.10.0-rc.1")], id="downgraded",
        ),
        pytest.param(
            mod("require a.b/c v1.0.0"), mod("require a.b/c v1.0.0 // indirect"),
            [("requirement", "a.b/c", "changed", "v1.0.0", "v1.0.0 // indirect")], id="indirect",
        ),
        pytest.param(
            mod("require a.b/c v1.0.0\nrequire a.b/c v1.1.0"), mod("require a.b/c v1.1.0"),
            [], id="of two lines the higher counts",
        ),
        pytest.param(
            mod("require a.b/c v1.0.0"), mod("require a.b/c v1.0.0\nreplace a.b/c => x.y/c v1.0.1"),
            [("replacement", "a.b/c", "moved to a fork", "v1.0.0", "x.y/c v1.0.1")], id="fork",
        ),
        pytest.param(
            mod("replace a.b/c => ../c"), mod("replace a.b/c => x.y/c v1.0.1"),
            [("replacement", "a.b/c", "moved to a fork", "../c", "x.y/c v1.0.1")],
            id="from a directory to a fork",
        ),
        pytest.param(
            mod("replace a.b/c => x.y/c v1.0.1"), mod("replace a.b/c => x.y/c v1.0.2"),
            [("replacement", "a.b/c", "upgraded", "x.y/c v1.0.1", "x.y/c v1.0.2")],
            id="the fork moved on",
        ),
        pytest.param(
            mod("replace a.b/c => x.y/c v1.0.1"), mod("replace a.b/c => evil.z/c v1.0.1"),
            [("replacement", "a.b/c", "moved to a fork", "x.y/c v1.0.1", "evil.z/c v1.0.1")],
            id="to another fork",
        ),
        pytest.param(
            mod(""), mod("replace a.b/c v1.0.0 => a.b/c v1.0.1"),
            [("replacement", "a.b/c v1.0.0", "added", "", "a.b/c v1.0.1")], id="a pin is no fork",
        ),
        pytest.param(
            mod(""), mod("replace a.b/c => ./c"),
            [("replacement", "a.b/c", "added", "", "./c")], id="a directory is no fork",
        ),
        pytest.param(
            mod("replace a.b/c => ./c"), mod("replace a.b/c => ./d"),
            [("replacement", "a.b/c", "changed", "./c", "./d")], id="another directory",
        ),
        pytest.param(
            mod("replace a.b/c => ./c"), mod(""),
            [("replacement", "a.b/c", "removed", "./c", "")], id="no longer replaced",
        ),
        pytest.param(
            {"work": "go 1.21\n"}, {"work": "go 1.21\nreplace a.b/c => x.y/c v1.0.0\n"},
            [("replacement", "a.b/c", "moved to a fork", "", "x.y/c v1.0.0")], id="in go.work",
        ),
    ],
)  # fmt: skip
def test_go_mod(before: Side, after: Side, expected: list[tuple[str, ...]]) -> None:
    assert [
        (row.section, row.module, row.change, row.before, row.after)
        for row in compare(before, after)
    ] == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("a v1.0.0 x\nb v1.0.0 x\n", "b v1.0.0 x\r\n\na v1.0.0 x\n", [], id="layout"),
        pytest.param(
            f"a v1.0.0 {A}\n", f"a v1.1.0 {B}\n",
            [("a", "removed", "v1.0.0", "", A, ""), ("a", "added", "", "v1.1.0", "", B)],
            id="one version for another",
        ),
        pytest.param(
            f"a v1.0.0 {A}\n", f"a v1.0.0 {B}\n",
            [("a", "re-hashed", "v1.0.0", "v1.0.0", A, B)], id="another hash",
        ),
        pytest.param(
            f"a v1.0.0 {A}\n", f"a v1.0.0 {A}\na v1.0.0 {B}\n",
            [("a", "re-hashed", "v1.0.0", "v1.0.0", A, f"{A} {B}")], id="a second hash",
        ),
        pytest.param(
            f"a v1.0.0/go.mod {A}\n", f"a v1.0.0/go.mod {B}\na v1.1.0/go.mod {B}\n",
            [("a", "re-hashed", "v1.0.0/go.mod", "v1.0.0/go.mod", A, B)],
            id="of the go.mod hashes only those that changed",
        ),
        pytest.param(
            f"a v1.9.0 {A}\na v1.10.0 {A}\n", f"a v1.11.0 {B}\n",
            [
                ("a", "removed", "v1.9.0", "", A, ""),
                ("a", "removed", "v1.10.0", "", A, ""),
                ("a", "added", "", "v1.11.0", "", B),
            ],
            id="several versions",
        ),
        pytest.param(None, f"a v1.0.0 {A}\n", [("a", "added", "", "v1.0.0", "", A)], id="new file"),
        pytest.param(f"a v1.0.0 {A}\n", None, [("a", "removed", "v1.0.0", "", A, "")], id="gone"),
    ],
)  # fmt: skip
def test_go_sum(before: str | None, after: str | None, expected: list[tuple[str, ...]]) -> None:
    sides = [{"mod": "module m\n"} | ({"sum": text} if text else {}) for text in (before, after)]
    checksums = compare(*sides)
    assert [
        (row.module, row.change, row.before, row.after, row.old_hash, row.new_hash)
        for row in checksums
    ] == expected
    assert all(row.section == "checksum" and row.indirect for row in checksums)


def test_strict_adds_the_hashes_of_go_mod_files() -> None:
    before, after = {"sum": f"a v1.0.0/go.mod {A}\n"}, {"sum": f"a v1.1.0/go.mod {B}\n"}
    assert not compare(before, after)
    assert [(row.status, row.before, row.after) for row in compare(before, after, strict=True)] == [
        ("removed", "v1.0.0/go.mod", ""),
        ("added", "", "v1.1.0/go.mod"),
    ]


def test_sums_alone_do_not_tell_what_is_indirect() -> None:
    (row,) = compare({"sum": ""}, {"sum": f"a v1.0.0 {A}\n"})
    assert row.indirect is None


def test_a_requirement_comes_with_its_hashes() -> None:
    before = mod("require a.b/c v1.0.0") | {"sum": f"a.b/c v1.0.0 {A}\n"}
    after = mod("require a.b/c v1.1.0") | {"sum": f"a.b/c v1.1.0 {B}\n"}
    row = compare(before, after)[0]
    assert (row.section, row.old_hash, row.new_hash) == ("requirement", A, B)


def test_a_replacement_comes_with_the_hashes_of_its_target() -> None:
    before = mod("require a.b/c v1.0.0") | {"sum": f"a.b/c v1.0.0 {A}\n"}
    after = {
        "mod": before["mod"] + "replace a.b/c => x.y/c v1.0.1\n",
        "sum": f"x.y/c v1.0.1 {B}\n",
    }
    row = compare(before, after)[0]
    assert (row.section, row.old_hash, row.new_hash) == ("replacement", A, B)


@pytest.mark.parametrize("change", rows.CHANGES)
def test_each_change_is_an_addition_a_removal_or_a_modification(change: str) -> None:
    status = rows.DiffRow("go.mod", "requirement", "m", change, "", "").status
    assert status == (change if change in ("added", "removed") else "modified")


def test_direct_and_indirect_stand_apart() -> None:
    before = mod("require (\n\tz.z/d v1.0.0\n\ta.a/i v1.0.0 // indirect\n\tb.b/d v1.0.0\n)")
    after = {"mod": before["mod"].replace("v1.0.0", "v1.1.0")}
    before["sum"] = f"z.z/d v1.0.0 {A}\na.a/i v1.0.0 {A}\n"
    after["sum"] = f"z.z/d v1.1.0 {A}\na.a/i v1.1.0 {A}\n"
    assert [(row.section, row.module, row.indirect) for row in compare(before, after)] == [
        ("requirement", "b.b/d", False),
        ("requirement", "z.z/d", False),
        ("requirement", "a.a/i", True),
        ("checksum", "a.a/i", True),
        ("checksum", "a.a/i", True),
        ("checksum", "z.z/d", False),
        ("checksum", "z.z/d", False),
    ]
