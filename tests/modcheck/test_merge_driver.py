from __future__ import annotations

from pathlib import Path

import pytest

from hooks.modcheck.__main__ import main
from tests.repository import Repository

A = "h1:" + "A" * 43 + "="
B = "h1:" + "B" * 42 + "A="


def drive(folder: Path, base: str, ours: str, theirs: str) -> tuple[int, str]:
    paths = [folder / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, (base, ours, theirs), strict=True):
        path.write_text(text, encoding="utf-8", newline="\n")
    status = main(["merge-driver", *map(str, paths), "lib/go.sum"])
    return status, paths[1].read_text(encoding="utf-8")


def test_a_union_is_no_conflict(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, text = drive(tmp_path, "", f"b v1 {A}\n", f"a v1 {A}\n")
    assert (status, text) == (0, f"a v1 {A}\nb v1 {A}\n")
    assert capfd.readouterr() == ("", "")


def test_what_either_side_has_stays(tmp_path: Path) -> None:
    base = f"a v1 {A}\nb v1 {A}\nc v1 {A}\n"
    status, text = drive(tmp_path, base, f"a v1 {A}\nc v1 {A}\n", f"b v1 {A}\nc v1 {A}\nd v1 {A}\n")
    assert (status, text) == (0, f"a v1 {A}\nb v1 {A}\nc v1 {A}\nd v1 {A}\n")


def test_a_hash_that_disagrees_is_a_conflict(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, text = drive(tmp_path, "", f"a v1 {A}\nb v1 {A}\n", f"a v1 {A}\nb v1 {B}\n")
    assert status == 1
    assert text == f"a v1 {A}\n<<<<<<< ours\nb v1 {A}\n=======\nb v1 {B}\n>>>>>>> theirs\n"
    assert capfd.readouterr().err == (
        "lib/go.sum: ours and theirs have different hashes for b v1\n"
    )


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "b", "c", "d", "e"]])
def test_usage(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["merge-driver", *arguments]) == 2
    assert "wants three files" in capfd.readouterr().err


def test_a_file_that_is_not_there_is_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["merge-driver", "x", str(tmp_path / "no"), "y"]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_help_shows_how_to_set_it_up(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["merge-driver", "--help"]) == 0
    assert "go.sum      merge=go-sum" in capfd.readouterr().out


@pytest.mark.parametrize("theirs", [A, B], ids=["they agree", "they disagree"])
def test_in_a_real_merge(tmp_path: Path, theirs: str) -> None:
    import sys

    checkout = Path(__file__).resolve().parent.parent.parent
    repository = Repository(tmp_path / "r")
    command = f'"{sys.executable}" -m hooks.modcheck merge-driver %O %A %B %P'
    repository.git("config", "merge.go-sum.driver", command)
    repository.commit("base", {".gitattributes": "go.sum merge=go-sum\n", "go.sum": f"m v1 {A}\n"})
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.commit("theirs", {"go.sum": f"m v1 {A}\nn v2 {theirs}\nn v3 {A}\n"})
    repository.git("checkout", "--quiet", "main")
    repository.commit("ours", {"go.sum": f"m v1 {A}\nn v2 {A}\n"})
    done = repository.run(
        "git", "merge", "--no-edit", "feature", check=False, PYTHONPATH=str(checkout)
    )
    text = (repository.top / "go.sum").read_text(encoding="utf-8")
    if theirs == A:
        assert done.returncode == 0, done.stderr
        assert text == f"m v1 {A}\nn v2 {A}\nn v3 {A}\n"
    else:
        assert done.returncode == 1, done.stderr
        assert text == (
            f"m v1 {A}\n<<<<<<< ours\nn v2 {A}\n=======\nn v2 {B}\n>>>>>>> theirs\nn v3 {A}\n"
        )
