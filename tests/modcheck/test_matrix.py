"""`modcheck matrix`: what each release says, as text and as JSON."""

from __future__ import annotations

import json

import pytest

from hooks import go_directive
from hooks.modcheck.__main__ import main
from hooks.values.releases import NEWEST, newest
from tests.repository import Repository

TOOL = "module example.com/m\n\ngo 1.21\n{}\ntool (\n\texample.com/t/cmd/a\n)\n"


def verdicts(capfd: pytest.CaptureFixture[str], *arguments: str) -> dict[tuple[str, str], str]:
    capfd.readouterr()
    assert main(["matrix", "--format", "json", *arguments]) == 0
    cells = json.loads(capfd.readouterr().out)
    return {(cell["kind"], cell["release"]): cell["verdict"] for cell in cells}


def test_a_tool_block_under_go_1_21(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.add({"go.mod": TOOL.format("")})
    said = verdicts(capfd, "--kind", "parse", "--go", "1.21-1.27")
    states = [state for (_, _), state in sorted(said.items())]
    assert states == ["rejects"] * 3 + ["accepts"] * 4
    assert main(["matrix", "--kind", "parse"]) == 0
    assert "go.mod:5: unknown block type: tool   (1.21." in capfd.readouterr().out
    assert go_directive.main([]) == 1
    finding = capfd.readouterr().out
    assert "go.mod:5:1: DIR103 " in finding
    assert "-toolchain=go1.24.0" in finding


def test_a_toolchain_line_lets_older_releases_give_way(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.add({"go.mod": TOOL.format("\ntoolchain go1.24.1\n")})
    said = verdicts(capfd, "--kind", "parse", "--go", "1.21-1.24")
    assert sorted(said.values()) == ["accepts", "too-old", "too-old", "too-old"]
    local = verdicts(capfd, "--kind", "parse", "--go", "1.21-1.24", "--toolchain", "local")
    assert sorted(local.values()) == ["accepts", "rejects", "rejects", "rejects"]
    assert go_directive.main([]) == 0


def test_every_reason_has_file_line_and_code(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.add(
        {"a/go.mod": "module example.com/a\n\ngo 1.22\n\nrequire example.com/x v1.0.0\n"}
    )
    capfd.readouterr()
    assert main(["matrix", "--format", "json", "--go", "1.24.11", "a/go.mod"]) == 0
    by_kind = {cell["kind"]: cell for cell in json.loads(capfd.readouterr().out)}
    assert by_kind["parse"]["verdict"] == "accepts"
    assert by_kind["graph"]["verdict"] == "rejects"
    [reason] = by_kind["graph"]["reasons"]
    assert (reason["file"], reason["line"], reason["code"]) == ("a/go.mod", 5, "SUM107")
    assert (reason["module"], reason["version"]) == ("example.com/x", "v1.0.0")


def test_the_exit_code_is_asked_for(repository: Repository) -> None:
    repository.add({"go.mod": TOOL.format("")})
    assert main(["matrix"]) == 0
    assert main(["matrix", "--exit-code"]) == 1
    assert main(["matrix", "--exit-code", "--kind", "parse", "--go", "1.24-"]) == 0


def test_a_workspace_and_a_commit(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    work = {"go.work": "go 1.22\n\nuse ./a\n", "a/go.mod": "module example.com/a\n\ngo 1.22\n"}
    repository.commit("first", dict(work))
    repository.add({"go.work": "go 1.22\n\nuse ./b\n"})
    assert set(verdicts(capfd, "--kind", "parse", "go.work").values()) == {"rejects"}
    assert set(verdicts(capfd, "--kind", "parse", "--rev", "HEAD").values()) == {"accepts"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--go", "2.0"], "2.0"),
        (["--go", f"1.{NEWEST}-1.21"], f"1.{NEWEST}-1.21"),
        (["nothing.mod"], "nothing.mod"),
        (["--rev", "nothing"], "unknown revision"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    repository: Repository,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    repository.commit("first", {"go.mod": "module example.com/m\n\ngo 1.22\n"})
    capfd.readouterr()
    assert main(["matrix", *arguments]) == 2
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert words in said


MODULES: dict[str, str | bytes] = {
    "go.mod": "module example.com/m\n\ngo 1.24\n",
    "old/go.mod": "module example.com/m/old\n\ngo 1.21\n",
}


def job_matrix(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, str]]:
    """The jobs that GitHub Actions would start."""
    capfd.readouterr()
    assert main(["matrix", "--format=github-matrix", *arguments]) == 0
    written = capfd.readouterr().out
    assert written.count("\n") == 1  # one line, as a step's output has to be
    jobs = json.loads(written)["include"]
    assert all(job.keys() == {"folder", "module", "go"} for job in jobs)
    return [(job["folder"], job["module"], job["go"]) for job in jobs]


def test_a_job_for_each_module_and_release(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.add(MODULES)
    assert job_matrix(capfd, "--go=1.23-1.25") == [
        (".", "example.com/m", newest(24).version),
        (".", "example.com/m", newest(25).version),
        ("old", "example.com/m/old", newest(23).version),
        ("old", "example.com/m/old", newest(24).version),
        ("old", "example.com/m/old", newest(25).version),
    ]
    assert job_matrix(capfd, "--oldest", "--newest") == [
        (".", "example.com/m", newest(24).version),
        (".", "example.com/m", newest(NEWEST).version),
        ("old", "example.com/m/old", newest(21).version),
        ("old", "example.com/m/old", newest(NEWEST).version),
    ]
    assert [go for _, _, go in job_matrix(capfd, "--oldest", "old/go.mod")] == ["1.21.13"]
    assert job_matrix(capfd, "--oldest", "--newest", "--go=1.24", "go.mod") == [
        (".", "example.com/m", newest(24).version)
    ]


def test_a_job_needs_the_workspace_too(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.add({**MODULES, "go.work": "go 1.25\n\nuse (\n\t.\n\t./old\n)\n"})
    assert {go for _, _, go in job_matrix(capfd, "--oldest")} == {newest(25).version}


def test_a_module_that_no_release_accepts_gets_no_job(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.add({**MODULES, "bad/go.mod": "module\n"})
    assert main(["matrix", "--format=github-matrix", "--newest"]) == 1
    said = capfd.readouterr()
    assert [job["folder"] for job in json.loads(said.out)["include"]] == [".", "old"]
    assert "no Go release accepts bad/go.mod" in said.err


def test_the_ends_in_text(repository: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    repository.add({"go.mod": TOOL.format("")})
    assert main(["matrix", "--kind=parse", "--oldest"]) == 0
    assert capfd.readouterr().out == f"go.mod parse\n  {newest(24).version}\n  accepts\n\n"
