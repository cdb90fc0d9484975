"""The head of Go files: beside the go/parser of a real release, and small cases."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.formats import go_source


def imports(text: str) -> list[str]:
    return [each.path for each in go_source.parse(text.encode()).imports]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("package p\n", [], id="none"),
        pytest.param('package p\nimport "a"\n', ["a"], id="one"),
        pytest.param('package p; import "a"; import "b"', ["a", "b"], id="semicolons"),
        pytest.param('package p\nimport ("a"; b "b"; . "c"; _ "d")\n', list("abcd"), id="block"),
        pytest.param(
            'package p\nimport (\n\t"a" // b\n\n\t"b" /* c */\n)\n', ["a", "b"], id="lines"
        ),
        pytest.param("package p\nimport `a`\n", ["a"], id="raw string"),
        pytest.param('package p\nimport "\\x61"\n', ["a"], id="escape"),
        pytest.param('package p\nimport ()\nimport "a"\n', ["a"], id="empty block"),
        pytest.param('\ufeffpackage p\nimport "a"\n', ["a"], id="byte order mark"),
        pytest.param(
            '/* import "x" */ package p // import "y"\nimport "a"\n', ["a"], id="comments"
        ),
        pytest.param('package p\nvar x = `\nimport "a"\n`\n', [], id="in a string below"),
        pytest.param('package p\nfunc f() {}\nimport "a"\n', [], id="after a declaration"),
        pytest.param(
            'package p\n/*\n#include <a.h>\nimport "x"\n*/\nimport "C"\n', ["C"], id="cgo"
        ),
        pytest.param(
            'package p\r\nimport "a"\r\nimport "b"\r\n', ["a", "b"], id="carriage returns"
        ),
        pytest.param('package p\nimport"a"\nimport("b")\n', ["a", "b"], id="without blanks"),
        pytest.param('package p\nimporter "a"\n', [], id="a longer word"),
        pytest.param('package p\nimport "a', [], id="string without end"),
        pytest.param('package p\nimport ("a"\n', ["a"], id="block without end"),
        pytest.param("package p\nimport (\n\tx\n)\n", [], id="name without string"),
        pytest.param("", [], id="empty"),
        pytest.param('import "a"\n', [], id="no package clause"),
        pytest.param('package 1bad\nimport "a"\n', ["a"], id="not a name"),
    ],
)
def test_imports(text: str, paths: list[str]) -> None:
    assert imports(text) == paths


def test_positions_count_bytes_from_one() -> None:
    source = go_source.parse('package p\n\nimport (\n\té "a"\n)\n'.encode())
    assert [(each.name, each.line, each.column) for each in source.imports] == [("é", 4, 5)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        pytest.param("package p\n", True, id="none"),
        pytest.param("//go:build ignore\n\npackage p\n", False, id="ignore"),
        pytest.param("// +build ignore\n\npackage p\n", False, id="old form"),
        pytest.param("// +build ignore\npackage p\n", True, id="old form needs a blank line"),
        pytest.param("//go:build a\n// +build ignore\n\npackage p\n", True, id="the new form wins"),
        pytest.param("//go:build &&\n\npackage p\n", False, id="cannot be read"),
        pytest.param("//go:build a\n//go:build b\n\npackage p\n", False, id="two"),
        pytest.param("// licence\n\n//go:build ignore\n\npackage p\n", False, id="below a licence"),
        pytest.param(
            "/* c */\n//go:build ignore\n\npackage p\n", False, id="below a block comment"
        ),
        pytest.param("/*\n//go:build ignore\n*/\n\npackage p\n", True, id="in a block comment"),
        pytest.param("package p\n\n//go:build ignore\n", True, id="below the package clause"),
        pytest.param("//go:builder ignore\n\npackage p\n", True, id="a longer word"),
    ],
)
def test_what_counts_for_tidy(text: str, counts: bool) -> None:
    assert go_source.parse(text.encode()).counts_for_tidy is counts


PIECES = (
    *("package", "import", "p", "(", ")", '"a"', "`b`", ";", "\n", " ", "//", "/*", "*/", "_", "."),
    *("//go:build x", "// +build y", '"', "\\", "é", "\ufeff", "\0", "var x = 1"),
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_anything_is_read(text: str) -> None:
    source = go_source.parse(text.encode())
    data = text.encode()
    assert 0 <= source.end <= len(data)
    for each in source.imports:
        line = data.split(b"\n")[each.line - 1]
        assert line[each.column - 1 : each.column] in (b'"', b"`")


def test_time_is_linear() -> None:
    """Long runs of what may go on are read once: a second read of each would take hours."""
    for text in ("/*" * 100_000, "package p\n" + "import (" * 50_000, "//\n" * 100_000 + "package"):
        go_source.parse(text.encode())
    for text in ('import "a"\n', 'import "a"; ', "import ()\n", 'import (\n"a" // b\n)'):
        source = go_source.parse(b"package p\n" + text.encode() * 200_000)
        assert not source.is_broken


WITNESS = """
package main

import (
	"encoding/json"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	out := json.NewEncoder(os.Stdout)
	filepath.WalkDir(os.Args[1], func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return nil
		}
		told := map[string]any{"file": path, "name": file.Name.Name}
		imports := [][]any{}
		for _, each := range file.Imports {
			value, _ := strconv.Unquote(each.Path.Value)
			place := set.PositionFor(each.Path.Pos(), false)
			imports = append(imports, []any{value, place.Line, place.Column})
		}
		told["imports"] = imports
		for _, group := range file.Comments {
			for _, each := range group.List {
				if each.Pos() < file.Package && constraint.IsGoBuild(each.Text) {
					told["build"] = true
					if parsed, err := constraint.Parse(each.Text); err == nil {
						told["linux"] = parsed.Eval(func(tag string) bool { return tag == "linux" })
					}
				}
			}
		}
		return out.Encode(told)
	})
}
"""


@pytest.fixture(scope="module")
def witness(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the standard library of a release at hand reads of its own files."""
    go = shutil.which("go")
    if go is None:
        pytest.skip("go is not on PATH: install Go to have its reading compared")
    folder = tmp_path_factory.mktemp("witness")
    (folder / "main.go").write_text(WITNESS)
    (folder / "go.mod").write_text("module witness\n\ngo 1.20\n")
    root = subprocess.run([go, "env", "GOROOT"], stdout=subprocess.PIPE, text=True, check=True)
    ran = subprocess.run(
        [go, "run", ".", str(Path(root.stdout.strip()) / "src")],
        cwd=folder,
        stdout=subprocess.PIPE,
        check=False,
    )
    if ran.returncode:
        pytest.skip("the go command on PATH cannot build: install a whole Go release")
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_the_standard_library_is_read_as_the_go_parser_reads_it(
    witness: list[dict[str, Any]],
) -> None:
    from hooks.formats import build_constraint

    assert witness
    for told in witness:
        source = go_source.parse(Path(told["file"]).read_bytes())
        found = [[each.path, each.line, each.column] for each in source.imports]
        if any("\udc80" <= letter <= "\udcff" for each in source.imports for letter in each.path):
            continue  # not UTF-8: JSON has no word for it
        assert (told["file"], source.package, found) == (
            told["file"],
            told["name"],
            told["imports"],
        )
        if told.get("build"):
            assert source.constraint is not None or source.has_bad_constraint, told["file"]
        if "linux" in told and not source.has_bad_constraint:
            holds = build_constraint.holds(source.constraint, "linux".__eq__)
            assert holds is told["linux"], told["file"]
