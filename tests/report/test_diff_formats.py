from __future__ import annotations

import json
import re

import pytest

from hooks.diff.rows import DiffRow
from hooks.report.diff_json import diff_json
from hooks.report.diff_markdown import COMMENT_LIMIT, diff_markdown

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
    assert found["counts"] == {
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
        "status": "re-hashed",
        "before": "v1.1.0",
        "after": "v1.1.0",
        "indirect": False,
        "old_hash": "h1:x",
        "new_hash": "h1:y",
    }


def test_markdown_groups_by_module_and_kind() -> None:
    text = diff_markdown(ROWS, "main", "INDEX")
    assert text.startswith("### Dependencies: `main` → `INDEX`\n")
    assert "\n| upgraded | `a.b/direct` | `v1.0.0` | `v1.1.0` |\n" in text
    assert "<details><summary>required indirectly: 1 downgraded</summary>" in text
    assert "| **re-hashed** | `a.b/direct` | `v1.1.0`<br>`h1:x` | `v1.1.0`<br>`h1:y` |" in text
    assert text.index("#### `go.mod`") < text.index("#### `lib/go.mod`")


def test_markdown_says_when_nothing_differs() -> None:
    assert diff_markdown([], "a", "b").endswith("No differences.\n")


def test_markdown_keeps_text_from_files_inert() -> None:
    text = diff_markdown(
        [DiffRow(HOSTILE, "requirement", HOSTILE, "added", "", HOSTILE)], HOSTILE, "b"
    )
    assert not re.search(r"<script|\x1b|\u202e|@user|[^&]#1|\[x\]|\(http", text)
    (line,) = [line for line in text.split("\n") if line.startswith("| added")]
    assert line.count("|") == 5
    assert "&#96;&#124;&#60;script&#62;" in line


def test_markdown_fits_into_a_comment() -> None:
    rows = [
        DiffRow(f"m{at}/go.mod", "requirement", f"example.com/{at}", "added", "", "v1.0.0")
        for at in range(5_000)
    ]
    text = diff_markdown(rows, "a", "b")
    assert len(text) < COMMENT_LIMIT + 1_000
    (left,) = re.findall(r"(\d+) more rows do not fit", text)
    assert int(left) + text.count("\n| added") == 5_000


def test_table_is_plain_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rich", reason="the table needs rich, which is not installed")
    from hooks.report.diff_table import diff_table

    monkeypatch.setattr("hooks.report.diff_table._is_terminal", lambda: False)
    text = diff_table(ROWS, "main", HOSTILE)
    assert "\x1b" not in text
    assert "main => a.b/`|<script>" in text
    assert re.search(r"^upgraded +a\.b/direct +v1\.0\.0 +v1\.1\.0 *$", text, re.M)
    assert re.search(r"^ +h1:x +h1:y *$", text, re.M)
    assert diff_table([], "a", "b") == ""


@pytest.mark.parametrize("no_color", ["", "1"])
def test_table_has_colour_in_a_terminal_unless_no_color(
    no_color: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rich", reason="the table needs rich, which is not installed")
    from hooks.report.diff_table import diff_table

    monkeypatch.setattr("hooks.report.diff_table._is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_color)
    assert ("\x1b[" in diff_table(ROWS, "a", "b")) is not bool(no_color)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_table_fits_the_terminal_and_loses_no_column(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rich", reason="the table needs rich, which is not installed")
    from hooks.report.diff_table import diff_table

    monkeypatch.setattr("hooks.report.diff_table._is_terminal", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    version = "v0.0.0-20250115164207-1a7da9e5054f"
    row = DiffRow("go.mod", "requirement", "google.golang.org/genproto/googleapis/rpc", "upgraded",
              version, version[:7] + "2026" + version[11:])  # fmt: skip
    text = diff_table([row], "a", "b")
    assert max(map(len, text.split("\n"))) <= width
    (line,) = [line for line in text.split("\n") if line.startswith("upgraded")]
    assert line.count("v0.0.0-") == 2
