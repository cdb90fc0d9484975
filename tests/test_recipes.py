"""The recipes of CONTRIBUTING.md, followed on a copy: each touches only the files it names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports import findings
from tests.repository import CHECKOUT, Repository, clean_environment

GO_MOD = "module m\n\ngo 1.27\n\nfoo x\n"
GO_MOD_BLOCK = "module m\n\ngo 1.27\n\nfoo (\n\tx\n\ty z // why\n)\n"
GO_WORK = "go 1.27\n\nuse .\n\nfoo x\n"


class Copy:
    """A copy of this checkout's package and cases, edited like a contributor would."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.touched: set[str] = set()
        shutil.copytree(
            CHECKOUT / "hooks", top / "hooks", ignore=shutil.ignore_patterns("__pycache__")
        )

    def replace(self, name: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which the file has once."""
        path = self.top / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.touched.add(name)

    def append(self, name: str, text: str) -> None:
        """Put `text` at the end of a file."""
        with (self.top / name).open("a", encoding="utf-8") as file:
            file.write(text)
        self.touched.add(name)

    def write(self, name: str, text: str) -> None:
        """Add a file."""
        path = self.top / name
        assert not path.exists()
        path.write_text(text, encoding="utf-8")
        self.touched.add(name)

    def run(self, module: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a module of the copy."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=cwd,
            env=clean_environment() | {"PYTHONPATH": os.fspath(self.top)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def add_release(copy: Copy) -> None:
    """Add a Go release."""
    copy.replace(
        "hooks/values/releases.py",
        '    Row(27, 4, day="2026-08-18"),\n',
        '    Row(27, 4, day="2026-08-18"),\n    Row(28, 0, ("foo",)),\n',
    )


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"go.mod": GO_MOD}, id="a line in go.mod"),
        pytest.param({"go.mod": GO_MOD_BLOCK}, id="a block in go.mod"),
        pytest.param({"go.mod": "module m\n\ngo 1.27\n", "go.work": GO_WORK}, id="go.work"),
        pytest.param(
            {
                "go.mod": "module m\n\ngo 1.27\n",
                "go.work": GO_WORK.replace("foo x\n", "foo (\n\tx\n\ty\n)\n"),
            },
            id="a block in go.work",
        ),
        pytest.param(
            {
                "go.mod": "module m\n\ngo 1.27\n\nrequire r v1.0.0\n\nreplace r => ./r\n",
                "r/go.mod": "module r\n\ngo 1.27\n\nfoo x\n",
            },
            id="a replaced module",
        ),
    ],
)
def test_a_go_release_is_one_row(
    copy: Copy, repository: Repository, files: dict[str, str | bytes]
) -> None:
    add_release(copy)
    repository.write(files)
    repository.add()
    for door in ("go_mod_gate", "go_directive", "go_mod_format", "go_sum_sort"):
        done = copy.run(f"hooks.{door}", "--go", "1.28", cwd=repository.top)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), door
    older = copy.run("hooks.go_mod_gate", "--go", "1.27", "--format=json", cwd=repository.top)
    assert {row["code"] for row in findings(older.stdout)} == {"DIR103"}
    for door in ("go_mod_format", "go_mod_gate"):
        copy.run(f"hooks.{door}", cwd=repository.top)
    for name, text in files.items():
        assert (repository.top / name).read_text(encoding="utf-8") == text
    matrix = copy.run("hooks.modcheck", "matrix", "--go", "1.27-", cwd=repository.top)
    assert (matrix.returncode, matrix.stderr) == (0, ""), matrix.stdout
    assert "rejects  accepts" in matrix.stdout
    assert copy.touched == {"hooks/values/releases.py"}


def test_the_fixer_writes_what_it_does_not_know(copy: Copy, repository: Repository) -> None:
    add_release(copy)
    repository.write({"go.mod": "module   m\ngo 1.27\nfoo (\nb\n  a \n)\nfoo   c\n"})
    repository.add()
    done = copy.run("hooks.go_mod_format", cwd=repository.top)
    assert done.stderr == ""
    assert (repository.top / "go.mod").read_text(encoding="utf-8") == (
        "module m\n\ngo 1.27\n\nfoo (\n\ta\n\tb\n)\n\nfoo c\n"
    )


def test_a_directive_is_three_files(copy: Copy, repository: Repository) -> None:
    add_release(copy)
    copy.replace(
        "hooks/formats/modfile/table.py",
        '        DirectiveSpec(\n            "use",\n',
        '        DirectiveSpec(\n            "foo",\n            directive_readers.read_foo,\n'
        "            lambda file: [each for each in file.opaque if each.verb == 'foo'],\n"
        "            lambda foo: foo.words,\n"
        "            in_mod=LINE,\n"
        "            repeated=KEEP_FIRST,\n"
        "            described=lambda foo: foo.words[0],\n"
        '        ),\n        DirectiveSpec(\n            "use",\n',
    )
    copy.replace(
        "hooks/formats/modfile/directive_readers.py",
        "def read_opaque(",
        "def read_foo(line: DirectiveLine, words: list[str]) -> None:\n"
        "    if len(words) != 1:\n"
        '        line.report(USAGE, "usage: foo WORD")\n'
        "    else:\n"
        "        read_opaque(line, words)\n\n\n"
        "def read_opaque(",
    )
    repository.write({"go.mod": "module m\n\ngo 1.27\n\nfoo x\n"})
    repository.add()
    silent = copy.run("hooks.go_directive", "--go", "1.28", cwd=repository.top)
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")
    forbidden = copy.run(
        "hooks.go_replace_targets", "--go=1.28", "--forbid=foo", cwd=repository.top
    )
    assert (forbidden.returncode, forbidden.stderr) == (1, "")
    assert "REP602 foo directive: x" in forbidden.stdout
    repository.write({"go.mod": "module m\n\ngo 1.27\n\nfoo x y\n"})
    repository.add()
    wrong = copy.run("hooks.go_directive", "--go", "1.28", cwd=repository.top)
    assert "MOD101 usage: foo WORD" in wrong.stdout
    assert len(copy.touched) <= 3


def test_a_rule_is_four_files_and_a_case(copy: Copy, repository: Repository) -> None:
    copy.append(
        "hooks/checks/sum_layout.py",
        "\n\ndef long_files(path: str, file: GoSum) -> Iterator[Finding]:\n"
        "    if len(file.lines) > 3:\n"
        '        yield Finding("SUM299", path, 1, 1, "a long file", hints=[])\n',
    )
    copy.replace(
        "hooks/go_sum_diff.py",
        "        yield from sum_layout.untidy_lines(path, staged)\n",
        "        yield from sum_layout.untidy_lines(path, staged)\n"
        "        yield from sum_layout.long_files(path, staged)\n",
    )
    page = (CHECKOUT / "hooks/rules/SUM204.md").read_text(encoding="utf-8")
    _, _, rest = page.partition("\n")
    copy.write("hooks/rules/SUM299.md", f"title: a long file\n{rest}")
    hashes = "".join(f"m{n} v1.0.0 h1:{n}{'A' * 42}=\n" for n in range(4))
    repository.write({"go.mod": "module m\n\ngo 1.24\n", "go.sum": hashes})
    repository.add()
    for door in ("go_sum_diff", "go_mod_gate"):
        done = copy.run(f"hooks.{door}", "--strict", cwd=repository.top)
        assert "go.sum:1:1: SUM299 a long file\n" in done.stdout, door
        assert "SUM299" not in copy.run(f"hooks.{door}", cwd=repository.top).stdout
    explained = copy.run("hooks.modcheck", "rule", "SUM299", cwd=repository.top)
    assert explained.stdout.startswith("SUM299: a long file\n")
    assert len(copy.touched) <= 4


def test_a_format_is_two_files(copy: Copy, repository: Repository) -> None:
    copy.write(
        "hooks/report/codes_only.py",
        "def codes_only(findings):\n"
        '    return "".join(f"{reported.finding.code}\\n" for reported in findings)\n',
    )
    copy.replace(
        "hooks/report/formats.py",
        'TEXT = "text"\nFORMATS = {\n',
        "def _codes_only(findings: Sequence[ReportedFinding]) -> str:\n"
        "    from .codes_only import codes_only\n\n"
        "    return codes_only(findings)\n\n\n"
        'TEXT = "text"\nFORMATS = {\n    "codes": Format(_codes_only),\n',
    )
    repository.write({"go.mod": "module\n"})
    repository.add()
    done = copy.run("hooks.go_mod_gate", "--format", "codes", cwd=repository.top)
    assert (done.returncode, done.stdout, done.stderr) == (1, "MOD101\n", "")
    assert len(copy.touched) <= 2
