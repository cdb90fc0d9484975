"""A range is judged as each of its commits is alone, whatever stands in their trees."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest

from hooks.modcheck.__main__ import main
from tests.reports import findings
from tests.repository import Repository, clean_environment, isolate

TESTDATA = Path(__file__).parent.parent.parent / "testdata"
STRIDE = 3  # of the cases in testdata
MERGES = 7  # every so many commits one is a merge


def trees() -> list[dict[str, bytes]]:
    """What the cases in testdata have staged, next to each other in no order of theirs, and
    trees in which files, folders and modules come and go."""
    found = []
    for case in sorted(TESTDATA.glob("go-*/*/staged"))[::STRIDE]:
        files = [path for path in case.rglob("*") if path.is_file() and not path.is_symlink()]
        found.append({str(path.relative_to(case)): path.read_bytes() for path in files})
    sound = {"go.mod": b"module example.com/m\n\ngo 1.22\n", "a.go": b"package m\n"}
    found += [
        {},
        sound,
        {f"go.mod/{name}": data for name, data in sound.items()},
        {f"vendor/{name}": data for name, data in sound.items()},
        {f"a b/{name}": data for name, data in sound.items()} | sound,
        {name + "\udcff": data for name, data in sound.items()} | sound,
        {"go.mod": b"\0\xff", "go.sum/x": b"x", "vendor": b"a file\n"},
    ]
    random.Random(1).shuffle(found)
    return found


def stream(found: list[dict[str, bytes]]) -> bytes:
    """A history of these trees for git fast-import."""
    lines = []
    for number, files in enumerate(found, 1):
        lines.append(b"commit refs/heads/main\nmark :%d\n" % number)
        lines.append(b"committer A <a@b.c> %d +0000\ndata 0\n" % number)
        if number > 1:
            lines.append(b"from :%d\n" % (number - 1))
        if number > MERGES and number % MERGES == 0:
            lines.append(b"merge :%d\n" % (number - MERGES))
        lines.append(b"deleteall\n")
        for name, data in files.items():
            quoted = name.encode("utf-8", "surrogateescape").replace(b"\\", b"\\\\")
            lines.append(b'M 644 inline "%b"\ndata %d\n%b\n' % (quoted, len(data), data))
        if number % 5 == 0:
            lines.append(b"M 120000 inline link\ndata 6\ngo.mod\n")
            lines.append(b"M 160000 %b sub\n" % (b"1" * 40))
    return b"".join(lines)


@pytest.mark.parametrize("options", [[], ["--strict", "--include-fixtures"]], ids=["", "strict"])
def test_a_range_is_judged_commit_by_commit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    options: list[str],
) -> None:
    made = Repository(tmp_path / "repository")
    isolate(monkeypatch)
    monkeypatch.chdir(made.top)
    subprocess.run(
        ["git", "fast-import", "--quiet"],
        env=clean_environment(),
        input=stream(trees()),
        check=True,
    )
    commits = made.git("rev-list", "--reverse", "--topo-order", "main").split()
    span = f"{commits[0]}..{commits[-1]}"
    capfd.readouterr()
    main(["check", "--config", "none", "--rev", span, "--format", "json", *options])
    told = json.loads(capfd.readouterr().out)
    together: dict[str, list[dict[str, str]]] = {}
    for one in told["findings"]:
        together.setdefault(one.pop("commit"), []).append(one)
    assert together

    for commit in commits[1:]:
        main(["check", "--config", "none", "--rev", commit, "--format", "json", *options])
        alone = findings(capfd.readouterr().out)
        # A range alone knows the hashes of commits before the last one; it says no more of them
        ranged = together.get(commit, [])
        known = {(one["path"], one["line"]) for one in ranged if is_memory(one)}
        ours = [one for one in ranged if one in alone or not is_memory(one)]
        alone = [
            one
            for one in alone
            if one["code"] != "SUM110" or (one["path"], one["line"]) not in known
        ]
        assert ours == alone, commit


def is_memory(finding: dict[str, str]) -> bool:
    return finding["code"] == "SUM101" and finding["message"].endswith(" before")
