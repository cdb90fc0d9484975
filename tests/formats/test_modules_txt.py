"""Reading and laying out vendor/modules.txt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import modules_txt, modules_txt_layout
from hooks.formats.modules_txt import ModulesTxt, VendoredModule, parse

QUIET = settings(derandomize=True, deadline=None, max_examples=60)


def said(tree: ModulesTxt) -> list[str]:
    """What is said of each module, in one line."""
    lines = []
    for module in tree.modules:
        words = [module.path, module.version]
        words += ["=>", module.target, module.target_version] if module.target else []
        words += ["explicit"] if module.explicit else []
        words += ["go", module.go] if module.go else []
        lines.append(" ".join(word for word in [*words, *module.packages] if word))
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="an empty file says nothing"),
        pytest.param("# a.b/c v1.0.0\n", ["a.b/c v1.0.0"], id="a module"),
        pytest.param("# a.b/c v1.0\n", ["a.b/c v1.0"], id="a short version is one"),
        pytest.param("# a.b/c master\na.b/c\n", [], id="a branch is no version"),
        pytest.param("# a.b/c\na.b/c\n", [], id="no version, no module"),
        pytest.param("#  a.b/c  v1.0.0 \n", ["a.b/c v1.0.0"], id="several blanks between words"),
        pytest.param("# a.b/c\u00a0v1.0.0\n", ["a.b/c v1.0.0"], id="wide blanks divide words"),
        pytest.param("# a.b/c\u2028v1.0.0\n", ["a.b/c v1.0.0"], id="so do line separators"),
        pytest.param("# a.b/c\x1cv1.0.0 x\n", [], id="a file separator does not"),
        pytest.param("#\ta.b/c v1.0.0\n", [], id="a tab after the sign hides the module"),
        pytest.param(" # a.b/c v1.0.0\n", [], id="so does a blank before it"),
        pytest.param("\ufeff# a.b/c v1.0.0\n", [], id="so does a byte-order mark"),
        pytest.param("# a.b/c v1.0.0\r\na.b/c\r\n", ["a.b/c v1.0.0 a.b/c"], id="CRLF is seen past"),
        pytest.param("# a.b/c v1.0.0\r## explicit", ["a.b/c v1.0.0"], id="CR alone ends no line"),
        pytest.param("# a.b/c v1.0.0 x => ./x\n", ["a.b/c v1.0.0"], id="words after the version"),
        pytest.param("# a.b/c v1.0.0 // indirect\n", ["a.b/c v1.0.0"], id="a comment there"),
        pytest.param("# a.b/c v1.0.0 => ./x\n", ["a.b/c v1.0.0 => ./x"], id="a directory"),
        pytest.param(
            "# a.b/c v1.0.0 => d.e/f v1.2.0\n",
            ["a.b/c v1.0.0 => d.e/f v1.2.0"],
            id="another module",
        ),
        pytest.param("# a.b/c => ./x\n", ["a.b/c => ./x"], id="every version replaced"),
        pytest.param("# a.b/c => d.e/f latest\n", ["a.b/c"], id="a target without a version"),
        pytest.param("# a.b/c => ./x y z\n", ["a.b/c"], id="a target of three words"),
        pytest.param("# a.b/c =>\n", ["a.b/c"], id="no target"),
    ],
)
def test_module_lines(text: str, expected: list[str]) -> None:
    assert said(parse(text.encode())) == expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param("## explicit", "explicit", id="explicit"),
        pytest.param("## explicit; go 1.20", "explicit go 1.20", id="both"),
        pytest.param("## go 1.20;explicit", "explicit go 1.20", id="in any order"),
        pytest.param("## explicit\n## go 1.20", "explicit go 1.20", id="on two lines"),
        pytest.param("## explicit; wibble", "explicit", id="beside what is not known"),
        pytest.param("##  explicit\u00a0", "explicit", id="between blanks"),
        pytest.param("##\texplicit", "", id="after a tab: not seen"),
        pytest.param("##explicit", "", id="without a blank: not seen"),
        pytest.param("## Explicit", "", id="upper case: not seen"),
        pytest.param("## explicit go 1.20", "", id="without a semicolon: not seen"),
        pytest.param("## go  1.20", "go  1.20", id="a blank belongs to the version"),
        pytest.param("## go\u00a01.20", "", id="a wide blank is no blank here"),
        pytest.param("## go 1.18; go 1.20", "go 1.20", id="the last version counts"),
        pytest.param("# hello\n## explicit", "explicit", id="a comment of one word is passed by"),
        pytest.param("# hello my world\n## explicit", "", id="one of three hides what follows"),
    ],
)
def test_marks(marks: str, expected: str) -> None:
    tree = parse(f"# a.b/c v1.0.0\n{marks}\n".encode())
    assert said(tree) == [f"a.b/c v1.0.0 {expected}".strip()]


@pytest.mark.parametrize(
    ("line", "is_package"),
    [
        pytest.param("a.b/c", True, id="an import path"),
        pytest.param("\t a.b/c ", True, id="between blanks"),
        pytest.param("C", True, id="upper case"),
        pytest.param("a.b/c/.x", True, id="a leading dot"),
        pytest.param("a..b", True, id="two dots"),
        pytest.param("a.b/c+d~", True, id="plus and tilde"),
        pytest.param("a.b/-c", True, id="a dash that leads an element"),
        pytest.param("-a.b/c", False, id="a dash that leads the path"),
        pytest.param("a.b/c d", False, id="two words"),
        pytest.param("a.b//c", False, id="an empty element"),
        pytest.param("/a.b/c", False, id="a slash first"),
        pytest.param("a.b/c/", False, id="a slash last"),
        pytest.param("a.b/c.", False, id="a trailing dot"),
        pytest.param("../c", False, id="dots alone"),
        pytest.param("a.b/c~1", False, id="tilde and digits at the end"),
        pytest.param("a.b/con", False, id="a device of Windows"),
        pytest.param("a.b/Com1.txt/c", False, id="a device with a suffix"),
        pytest.param("a.b/c@v1", False, id="a sign that no path has"),
        pytest.param("a.b/\u00e4", False, id="a letter that is not ASCII"),
        pytest.param("=======", False, id="a conflict marker"),
        pytest.param("#x", False, id="a sign without a blank"),
        pytest.param("##x", False, id="two of them"),
    ],
)
def test_package_lines(line: str, is_package: bool) -> None:
    tree = parse(f"# a.b/c v1.0.0\na.b/before\n{line}\na.b/after\n".encode())
    module = tree.modules[0]
    inside = [line.strip()] if is_package else []
    assert module.packages == ["a.b/before", *inside, "a.b/after"]
    assert list(module.package_lines) == [2, *([3] if is_package else []), 4]
    assert tree.foreign == ([] if is_package else [3])


def test_lines_are_counted_from_one() -> None:
    tree = parse(b"## workspace\n\n# a.b/c v1.0.0 => ./x\n# y\n## explicit; go 1.20\na.b/c\n")
    module = tree.modules[0]
    assert tree.workspace
    assert (module.line, module.explicit, module.go_line, list(module.package_lines)) == (
        3,
        5,
        5,
        [6],
    )
    marks = [(mark.version, mark.line, mark.module) for mark in tree.go_marks]
    assert marks == [("1.20", 5, module)]
    assert tree.foreign == [2, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## workspace", True, id="the first line"),
        pytest.param("## workspace; x\r\n", True, id="with others"),
        pytest.param("\n## workspace\n", False, id="not the first"),
        pytest.param("\ufeff## workspace\n", False, id="after a byte-order mark"),
        pytest.param("## workspace x\n", False, id="with a word more"),
    ],
)
def test_workspace_mark(text: str, expected: bool) -> None:
    assert parse(text.encode()).workspace is expected


LINES = st.sampled_from(
    [
        b"# a.b/c v1.0.0",
        b"# a.b/c v1.1.0 => ./x",
        b"# d.e/f => g.h/i v1.0.0",
        b"## explicit",
        b"## explicit; go 1.20",
        b"## workspace",
        b"a.b/c",
        b"a.b/c/x",
        b"a.b/con",
        b"# x y z",
        b"",
        b"# \xff v1.0.0",
        b"\xef\xbb\xbf",
        b"two words",
    ]
)
TEXTS = st.lists(LINES).map(b"\n".join) | st.binary(max_size=60)


@QUIET
@given(TEXTS)
def test_keeps_every_byte(data: bytes) -> None:
    assert bytes(parse(data)) == data


@QUIET
@given(TEXTS)
def test_every_line_is_counted_once(data: bytes) -> None:
    tree = parse(data)
    lines = len(data.split(b"\n")) - (data.endswith(b"\n") or not data)
    counted = [*tree.foreign, *(module.line for module in tree.modules)]
    counted += [line for module in tree.modules for line in module.package_lines]
    assert len(set(counted)) == len(counted)
    assert all(1 <= line <= lines for line in counted)


@QUIET
@given(st.lists(LINES))
def test_blanks_at_the_end_of_lines_mean_nothing(lines: list[bytes]) -> None:
    plain = b"".join(line + b"\n" for line in lines)
    blanks = b"".join(line + b" \t\r\n" for line in lines)
    assert said(parse(blanks)) == said(parse(plain))


@QUIET
@given(st.lists(LINES).map(b"\n".join))
def test_what_is_written_reads_the_same(data: bytes) -> None:
    tree = parse(data)
    again = parse(modules_txt_layout.write(tree.workspace, tree.modules))
    assert said(again) == said(tree)
    assert again.workspace == tree.workspace


@QUIET
@given(st.lists(LINES).map(b"\n".join), st.lists(LINES).map(b"\n".join))
def test_files_that_share_blocks_keep_to_themselves(one: bytes, other: bytes) -> None:
    def facts(tree: ModulesTxt) -> list[object]:
        split = ("packages", "package_lines")
        names = [name for name in VendoredModule.__slots__ if name not in split]
        modules = [[getattr(module, name) for name in names] for module in tree.modules]
        packages = [
            list(zip(module.packages, module.package_lines, strict=True)) for module in tree.modules
        ]
        return [modules, packages, list(tree.foreign), tree.workspace]

    modules_txt._known.clear()
    tree = parse(one)
    before = facts(tree)
    parse(one + b"\n" + other)
    parse(one + other)
    assert facts(tree) == before
    assert facts(parse(one)) == before


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda line: " " + line, id="blanks before a line"),
        pytest.param(lambda line: "\r \ufeff" + line, id="byte-order marks before a line"),
        pytest.param(lambda line: line + " \t\r", id="blanks after it"),
        pytest.param(lambda line: line.replace("# ", "#\t"), id="a tab after the sign"),
        pytest.param(lambda line: line.replace("## ", "##"), id="no blank after the sign"),
        pytest.param(lambda line: "# do not edit\n" + line, id="comments between"),
        pytest.param(lambda line: line + "  // indirect", id="comments behind"),
    ],
)
def test_undamaged(damage: Callable[[str], str]) -> None:
    lines = ["## workspace", "# a.b/c v1.0.0 => ./x", "## explicit; go 1.20", "a.b/c", "a.b/c/d"]
    tree = parse("\n".join(map(damage, lines)).encode())
    assert said(modules_txt_layout.undamaged(tree)) == said(parse("\n".join(lines).encode()))
    assert modules_txt_layout.undamaged(tree).workspace


def test_order_is_by_path_and_version() -> None:
    names = ["a.b/c/d v1.0.0", "a.b/c v1.10.0", "a.b/c v1.9.0", "a.b/c-d v1.0.0", "Z.z/z v1.0.0"]
    tree = modules_txt.parse("\n".join("# " + name for name in names).encode())
    ordered = modules_txt_layout.in_order(tree.modules)
    assert [f"{module.path} {module.version}" for module in ordered] == [
        names[4],
        names[2],
        names[1],
        names[3],
        names[0],
    ]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param("# a.b/c v1.0.0 => ./x\na.b/c\n# a.b/c v1.0.0\na.b/c/d\n", "./x", id="first"),
        pytest.param("# a.b/c v1.0.0\na.b/c\n# a.b/c v1.0.0 => ./x\na.b/c/d\n", "./x", id="second"),
        pytest.param(
            "# a.b/c v1.0.0 => ./x\na.b/c\n# a.b/c v1.0.0 => ./y\na.b/c/d\n", "./y", id="both"
        ),
        pytest.param(
            "# a.b/c v1.0.0 => ./x\na.b/c\n# a.b/c v1.0.0 => ./y\n", "./x", id="a line alone"
        ),
        pytest.param("# a.b/c v1.0.0\na.b/c\n# a.b/c v1.0.0 => ./y\n", "./y", id="nothing else"),
    ],
)
def test_blocks_of_one_module_are_merged(text: str, target: str) -> None:
    """A line that replaces and lists nothing has no say where another block has a target."""
    (module,) = modules_txt_layout.merged(parse(text.encode()).modules).values()
    assert module.target == target
