from __future__ import annotations

import json
import re

import pytest

from hooks.diff.rows import DiffRow
from hooks.report import terminal
from hooks.report.diff_json import diff_json
from hooks.report.diff_markdown import COMMENT_LIMIT, diff_markdown
from hooks.report.diff_rows import by_dependency
from hooks.report.diff_table import diff_table

ROWS = [
    DiffRow("go.mod", "go", "", "upgraded", "1.21", "1.22"),
    DiffRow("go.mod", "requirement", "a.b/direct", "upgraded", "v1.0.0", "v1.1.0"),
    DiffRow(
        "go.mod", "requirement", "a.b/indirect", "downgraded", "v1.1.0", "v1.0.0", indirect=True
    ),
    DiffRow("go.mod", "replacement", "a.b/direct", "moved to a fork", "v1.1.0", "x.y/fork v1.1.0"),
    DiffRow(
        "go.mod",
        "checksum",
        "a.b/direct",
        "re-hashed",
        "v1.1.0",
        "v1.1.0",
        old_hash="h1:x",
        new_hash="h1:y",
    ),
    DiffRow("lib/go.mod", "requirement", "d.e/f", "added", "", "v1.0.0"),
]
HOSTILE = "a.b/`|<script>alert(1)</script>\n@user #1 \x1b[31m[x](http://e.x)\u202e"


def test_json_has_every_fact() -> None:
    found = json.loads(diff_json(ROWS, "main", "INDEX"))
    assert (found["before"], found["after"]) == ("main", "INDEX")
    assert found["counts"] == {"added": 1, "removed": 0, "modified": 5}
    assert found["changes"] == {
        "re-hashed": 1,
        "moved to a fork": 1,
        "downgraded": 1,
        "upgraded": 2,
        "added": 1,
    }
    assert found["differences"][4] == {
        "path": "go.mod",
        "section": "checksum",
        "module": "a.b/direct",
        "status": "modified",
        "change": "re-hashed",
        "before": "v1.1.0",
        "after": "v1.1.0",
        "indirect": False,
        "old_hash": "h1:x",
        "new_hash": "h1:y",
        "new_owner": False,
        "raised_by": [],
        "compare": "",
    }


def test_markdown_groups_by_module_and_kind() -> None:
    text = diff_markdown(ROWS, "main", "INDEX")
    assert text.startswith("### Dependencies: `main` → `INDEX`\n")
    assert "\n| Module | Version | Old hash | New hash | Status |\n" in text
    assert "\n| `a.b/direct` | `v1.0.0` → `v1.1.0` |  |  | modified (upgraded) |\n" in text
    assert "<details><summary>required indirectly: 1 downgraded</summary>" in text
    assert "| `a.b/direct` | `v1.1.0` | `h1:x` | `h1:y` | **modified (re-hashed)** |" in text
    assert text.index("#### `go.mod`") < text.index("#### `lib/go.mod`")


def test_every_table_has_the_same_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda: False)
    for text in (diff_table(ROWS, "a", "b"), diff_markdown(ROWS, "a", "b")):
        heads = [line.replace("|", "").split() for line in text.split("\n") if "Old hash" in line]
        assert len(heads) == 6
        assert {tuple(head) for head in heads} == {
            ("Module", "Version", "Old", "hash", "New", "hash", "Status")
        }


def github(version: str, after: str) -> DiffRow:
    return DiffRow("go.mod", "requirement", "github.com/o/r", "upgraded", version, after)


def test_a_page_that_compares_is_linked() -> None:
    row, page = github("v1.0.0", "v1.1.0"), "https://github.com/o/r/compare/v1.0.0...v1.1.0"
    assert f"| [`v1.0.0` → `v1.1.0`]({page}) |" in diff_markdown([row], "a", "b")
    assert json.loads(diff_json([row], "a", "b"))["differences"][0]["compare"] == page
    assert page not in diff_table([row], "a", "b")
    assert f"    {page}\n" in diff_table([row], "a", "b", is_verbose=True)


def test_no_link_from_what_is_no_module_path() -> None:
    row = github("v1.0.0", "v1.1.0")
    row.module = "github.com/o/r)<script>"
    assert "](" not in diff_markdown([row], "a", "b")


def test_a_new_owner_is_marked() -> None:
    row = DiffRow("go.mod", "requirement", "github.com/evil/r", "added", "", "v1.0.0")
    row.is_new_owner = True
    assert "| **added (new owner)** |" in diff_markdown([row], "a", "b")
    assert re.search(r"v1\.0\.0 .* added \(new owner\)$", diff_table([row], "a", "b"), re.M)
    assert json.loads(diff_json([row], "a", "b"))["differences"][0]["new_owner"] is True


def in_many(number: int) -> list[DiffRow]:
    """The same upgrade in several modules, and another one in the first of them."""
    rows = [
        DiffRow(f"m{at}/go.mod", "requirement", "x.y/z", "upgraded", "v1.0.0", "v1.1.0")
        for at in range(number)
    ]
    return [DiffRow("m0/go.mod", "requirement", "a.b/c", "added", "", "v1.0.0"), *rows]


def test_by_dependency_a_shared_difference_is_one_row() -> None:
    rows = by_dependency(in_many(5))
    assert [(row.module, len(row.paths)) for row in rows] == [("a.b/c", 1), ("x.y/z", 5)]
    assert "m0/go.mod, m1/go.mod, m2/go.mod and 2 more" in diff_table(rows, "a", "b")
    assert "m4/go.mod" in diff_table(rows, "a", "b", is_verbose=True)
    assert "| Status | In |" in diff_markdown(rows, "a", "b")
    facts = json.loads(diff_json(rows, "a", "b"))["differences"][1]
    assert facts["paths"] == [f"m{at}/go.mod" for at in range(5)]
    assert "path" not in facts


def test_by_dependency_what_differs_stays_apart() -> None:
    first, second = in_many(1)[1], in_many(1)[1]
    second.path, second.before = "n/go.mod", "v0.9.0"
    assert len(by_dependency([first, second])) == 2


def test_markdown_says_when_nothing_differs() -> None:
    assert diff_markdown([], "a", "b").endswith("No differences.\n")


def test_markdown_keeps_text_from_files_inert() -> None:
    text = diff_markdown(
        [DiffRow(HOSTILE, "requirement", HOSTILE, "added", "", HOSTILE)], HOSTILE, "b"
    )
    assert not re.search(r"<script|\x1b|\u202e|@user|[^&]#1|\[x\]|\(http", text)
    (line,) = [line for line in text.split("\n") if line.endswith("| added |")]
    assert line.count("|") == 6
    assert "&#96;&#124;&#60;script&#62;" in line


def test_markdown_fits_into_a_comment() -> None:
    rows = [
        DiffRow(f"m{at}/go.mod", "requirement", f"example.com/{at}", "added", "", "v1.0.0")
        for at in range(5_000)
    ]
    text = diff_markdown(rows, "a", "b")
    assert len(text) < COMMENT_LIMIT + 1_000
    (left,) = re.findall(r"(\d+) more rows do not fit", text)
    assert int(left) + text.count("| added |\n") == 5_000


def test_table_is_plain_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda: False)
    monkeypatch.setenv("NO_COLOR", "")
    text = diff_table(ROWS, "main", HOSTILE)
    assert "\x1b" not in text
    assert "main => a.b/`|<script>" in text
    assert re.search(
        r"^  a\.b/direct +v1\.0\.0 => v1\.1\.0 +- +- +modified \(upgraded\)$", text, re.M
    )
    assert re.search(r"^  a\.b/direct +v1\.1\.0 +h1:x +h1:y +modified \(re-hashed\)$", text, re.M)
    assert diff_table([], "a", "b") == ""


@pytest.mark.parametrize("no_color", ["", "1"])
def test_table_has_colour_in_a_terminal_unless_no_color(
    no_color: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_color)
    assert ("\x1b[" in diff_table(ROWS, "a", "b")) is not bool(no_color)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 250])
@pytest.mark.parametrize("change", ["upgraded", "re-hashed"])
def test_table_fits_the_terminal_and_loses_no_column(
    width: int, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    version = "v0.0.0-20250115164207-1a7da9e5054f"
    old, new = "h1:" + "A" * 43 + "=", "h1:" + "B" * 43 + "="
    row = DiffRow("go.mod", "requirement", "google.golang.org/genproto/googleapis/rpc", change,
              version, version[:7] + "2026" + version[11:], old_hash=old, new_hash=new)  # fmt: skip
    text = diff_table([row], "a", "b")
    assert max(map(len, text.split("\n"))) <= width
    told = text.replace("\n", "").replace(" ", "")
    assert told.count("A") == 43 or (change == "upgraded" and width < 250 and "…" in text)
    assert "modified" in text
    assert "=>" in text
