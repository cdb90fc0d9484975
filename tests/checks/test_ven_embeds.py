"""What a vendored package embeds, beside what is staged."""

from __future__ import annotations

import fnmatch
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.checks import ven_embeds, ven_tree
from hooks.tree.tree import Tree
from tests.memory import memory_tree

FILES = ["a.txt", "b/.hidden", "b/c/_x/d.txt", "b/c/e.bin", "h/_i/j.txt", "[k].txt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a.txt", True),
        ("*.txt", True),
        ("?.txt", True),
        ("[a-c].txt", True),
        ("[^a]*.txt", True),
        (r"\[k\].txt", True),
        ("[b-z].txt", False),
        ("b", True),
        ("b/*", True),
        ("b/.hidden", True),
        ("b/c", True),
        ("b/c/*.bin", True),
        ("b/c/*.txt", False),
        ("b/*.bin", False),  # a star stops at the slash
        ("b/c/_x", True),
        ("h", False),
        ("all:h", True),
        ("h/_i", True),
        ("*", True),
        (".", True),
        ("nothing", False),
        ("", True),
        ("a.tx", False),
        (r"[\[]k[\]].txt", True),
        ("b[^x].hidden", False),  # so does a class
        ("b/[^x]hidden", True),
        ("[", True),  # no pattern: nobody's guess
        ("[b/c]", True),
    ],
)
def test_patterns(pattern: str, expected: bool) -> None:
    assert ven_embeds.Embeddable(iter(FILES)).has(pattern) is expected


NAME = st.text("ab._", min_size=1, max_size=3)
PATH = st.lists(NAME, min_size=1, max_size=3).map("/".join)


@given(st.sets(PATH, max_size=6), st.text("ab._*?/", max_size=5), st.booleans())
def test_the_same_as_one_by_one(paths: set[str], glob: str, takes_all: bool) -> None:
    """https://pkg.go.dev/embed: what a pattern matches is a file, or a folder in which a file is
    embedded: "if a pattern names a directory, all files in the subtree rooted at that directory
    are embedded (recursively), except that files with names beginning with '.' or '_' are
    excluded"."""
    paths = {one for one in paths if not any(other.startswith(one + "/") for other in paths)}
    wanted = any(
        _matches(glob, "/".join(names[:count]))
        and (takes_all or not any(name[0] in "._" for name in names[count:]))
        for names in (path.split("/") for path in paths)
        for count in range(len(names) + 1)
    )
    pattern = "all:" + glob if takes_all else glob
    assert ven_embeds.Embeddable(iter(sorted(paths))).has(pattern) == wanted


def _matches(glob: str, path: str) -> bool:
    names, globs = path.split("/"), ("" if glob == "." else glob).split("/")
    return len(names) == len(globs) and all(
        re.fullmatch(fnmatch.translate(one), name) for one, name in zip(globs, names, strict=True)
    )


LIB = "vendor/a.b/c/"
EMBEDS = 'package c\n\nimport _ "embed"\n\n//go:embed data/*.txt\nvar x string\n'


def vendored(
    mark: str = "; go 1.18", source: str = EMBEDS, link: str = "", **more: str
) -> list[tuple[str, int]]:
    """What is said of a file that came with a vendor folder."""
    files = {
        "go.mod": "module example.com/m\n\ngo 1.18\n\nrequire a.b/c v1.0.0\n",
        "vendor/modules.txt": f"# a.b/c v1.0.0\n## explicit{mark}\na.b/c\n",
        LIB + "c.go": source,
        **{LIB + path.replace("__", "/"): text for path, text in more.items()},
    }
    texts = {path: text.encode() for path, text in files.items()}
    tree: Tree = memory_tree(texts, links=[link] if link else [])
    folder = ven_tree.vendor_folder(tree, "")
    assert folder is not None
    findings = ven_embeds.findings(folder, dict.fromkeys(files, "A"))
    assert all(finding.code == "VEN312" for finding in findings)
    return [
        (finding.path, finding.line)
        for finding in ven_embeds.findings(folder, dict.fromkeys(files, "A"))
    ]


FOUND = [(LIB + "c.go", 5)]


def test_lost() -> None:
    assert vendored() == FOUND
    assert vendored(mark="") == FOUND
    assert vendored(data__x="y") == FOUND
    assert vendored(source="\n" + EMBEDS) == [(LIB + "c.go", 6)]


def test_other_files_of_the_package_hide_nothing() -> None:
    """They are looked at in the order of their names."""
    ignored = "//go:build ignore\n\n" + EMBEDS
    assert vendored(**{"a.go": "package c\n", "b.go": ignored}) == FOUND
    assert vendored(source="package c\n", **{"z.go": EMBEDS}) == [(LIB + "z.go", 5)]


@pytest.mark.parametrize(
    ("mark", "source"),
    [
        pytest.param("; go 1.15", EMBEDS, id="before embedding"),
        pytest.param("; go 1.18", "//go:build ignore\n\n" + EMBEDS, id="in no build"),
        pytest.param("; go 1.18", EMBEDS.replace("//go:embed", "// go:embed"), id="a comment"),
        pytest.param("; go 1.18", EMBEDS.replace('_ "embed"', '"io"'), id="not imported"),
    ],
)
def test_nothing_is_embedded(mark: str, source: str) -> None:
    assert vendored(mark, source) == []


def test_what_is_behind_a_link_is_not_known() -> None:
    assert vendored(link=LIB + "data") == []
    assert vendored(link="vendor/a.b/d") == FOUND


def test_a_file_that_another_one_embeds_went() -> None:
    texts = {
        "vendor/modules.txt": b"# a.b/c v1.0.0\na.b/c\n",
        LIB + "c.go": EMBEDS.encode(),
        LIB + "d.go": b"package c\n",
    }
    folder = ven_tree.vendor_folder(memory_tree(texts), "")
    assert folder is not None
    went = {LIB + "data/x.txt": "D"}
    assert [finding.path for finding in ven_embeds.findings(folder, went)] == [LIB + "c.go"]
    assert list(ven_embeds.findings(folder, {LIB + "b.go": "D"})) == []


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ven_embeds, "MANY_COMPARISONS", 1)
    assert vendored(data__x="y") == []
