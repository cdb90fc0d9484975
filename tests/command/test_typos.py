"""No typo is silent: what names nothing is refused, or told on standard error."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hooks import go_directive, go_mod_gate, go_version_drift
from hooks.command.flags import OF_HOOK
from hooks.modcheck.__main__ import COMMANDS
from hooks.modcheck.__main__ import main as modcheck
from hooks.values.product import VERSION
from tests.reports import findings
from tests.repository import CHECKOUT, Repository, isolate

MOD = "module example.com/m\n\ngo 1.22\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.commit(
        "sound",
        {
            "go.mod": MOD,
            "lib/go.mod": MOD.replace("/m", "/lib"),
            "lib/cmd/main.go": "package main\n",
            "testdata/x/go.mod": MOD,
        },
    )
    isolate(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param(["lib/go.mod"], "", id="a module file"),
        pytest.param(["lib/cmd/main.go", "lib/cmd", "lib", "."], "", id="what lies in a module"),
        pytest.param(["lib/go.mdo"], "lib/go.mdo (did you mean lib/go.mod?)", id="misspelt"),
        pytest.param(["new/go.mod"], "not in the index, so ignored: new/go.mod: stage", id="new"),
        pytest.param(["HEAD"], "ignored: HEAD: to judge it say --rev HEAD", id="a revision"),
        pytest.param(["HEAD~0..HEAD"], "say --rev HEAD~0..HEAD", id="a range"),
        pytest.param(["--rev", "HEAD", "new/go.mod"], "not in the judged commit", id="of a commit"),
        pytest.param(["a", "b", "c", "d", "e"], "ignored: a, b, c and 2 more", id="many, one line"),
        pytest.param(
            ["testdata/x/go.mod"], "in no module that is judged, so ignored: testdata", id="fixture"
        ),
    ],
)
def test_a_file_that_names_nothing(
    repository: Repository, capfd: Capture, files: list[str], told: str
) -> None:
    repository.write({"new/go.mod": MOD})
    assert go_mod_gate.main(files) == 0
    output = capfd.readouterr()
    assert output.out == ""
    assert told in output.err
    assert output.err.count("\n") == bool(told)


def test_a_framework_is_not_told_of_its_lists(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert go_mod_gate.main(["gone/go.mod", "testdata/x/go.mod"]) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("content", "path", "said"),
    [
        pytest.param("1.22.3\n", ".go-version", "", id="a version"),
        pytest.param("latest\n", ".go-version", "names no Go version", id="no version"),
        pytest.param("1.22.3\n", ".go-verion", "(did you mean .go-version?)", id="misspelt"),
    ],
)
def test_the_file_to_match(
    repository: Repository, capfd: Capture, content: str, path: str, said: str
) -> None:
    repository.add({".go-version": content, "go.mod": MOD + "\n// more\n"})
    assert go_directive.main(["--match-file", path]) == (2 if said else 0)
    assert said in capfd.readouterr().err
    repository.commit("so it was")
    assert go_directive.main(["--match-file", path, "--rev", "HEAD"]) == (2 if said else 0)
    assert said in capfd.readouterr().err


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("https://example.com/*", "no module path has ':'"),
        ("^example", "no module path has '^'"),
        ("example.com/[ab]", "no module path has '['"),
        ("/example.com", "begins with a slash"),
    ],
)
def test_patterns_that_no_module_matches(
    repository: Repository, capfd: Capture, pattern: str, said: str
) -> None:
    assert go_version_drift.main(["--only", pattern]) == 2
    assert said in capfd.readouterr().err


def test_a_pattern_that_matches_nothing_here_is_told(
    repository: Repository, capfd: Capture
) -> None:
    repository.add({"go.mod": MOD + "\nrequire example.com/x v1.0.0\n"})
    arguments = ["--only", "exmaple.com/*", "--only", "example.com/*"]
    assert go_version_drift.main(arguments) == 0
    said = "note: --only exmaple.com/* matches no module that is required here"
    assert capfd.readouterr().err == f"go-version-drift: {said}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "(did you mean check?)"),
        (["--verison"], "no command '--verison'"),
        (["rule", "SUM1O1"], "(did you mean SUM101?)"),
        (["check", "--strct"], "(did you mean --strict?)"),
        (["check", "--select", "sum1O1"], "(did you mean SUM101?)"),
        (["check", "--ignore", "VEM"], "(did you mean VEN?)"),
    ],
)
def test_what_was_probably_meant(
    repository: Repository, capfd: Capture, arguments: list[str], said: str
) -> None:
    assert modcheck(arguments) == 2
    output = capfd.readouterr()
    assert said in output.err
    assert output.err.count("\n") == 1


ENTRY = '[[allow]]\ncode = "DIR401"\nreason = "x"\n'


@pytest.mark.parametrize(
    ("entry", "options", "count"),
    [
        pytest.param(ENTRY, ["--all", "--strict"], 1, id="nothing to excuse"),
        pytest.param(ENTRY, ["--all"], 0, id="not strict"),
        pytest.param(ENTRY, ["--strict"], 0, id="not everything judged"),
        pytest.param(ENTRY, ["--all", "--strict", "--ignore", "ENV"], 0, id="not asked for"),
        pytest.param(ENTRY + 'path = "old"', ["--all", "--strict"], 0, id="excuses a folder"),
        pytest.param(ENTRY + 'path = "ol"', ["--all", "--strict"], 1, id="no folder"),
        pytest.param(ENTRY + 'path = "**/go.mod"', ["--all", "--strict"], 0, id="a pattern"),
        pytest.param(ENTRY + 'path = "o*/"', ["--all", "--strict"], 0, id="a pattern of folders"),
        pytest.param(
            ENTRY + "[hooks.go-directive]\nignore = 'DIR4'", ["--all", "--strict"], 0, id="unknown"
        ),
        pytest.param(ENTRY.replace("DIR401", "REP601"), ["--all", "--strict"], 0, id="on request"),
    ],
)
def test_an_exception_that_excuses_nothing(
    repository: Repository, capfd: Capture, entry: str, options: list[str], count: int
) -> None:
    needed = "path = " in entry and count == 0
    files: dict[str, str | bytes] = {".gomod-hooks.toml": entry}
    if needed or 'path = "ol"' in entry:
        files["old/go.mod"] = "module example.com/old\n"
    repository.add(files)
    go_mod_gate.main([*options, "--format", "json"])
    told = [one["code"] for one in findings(capfd.readouterr().out)]
    assert told.count("ENV201") == count


def test_an_exception_that_has_ended_is_told(repository: Repository, capfd: Capture) -> None:
    """First one that is missed, with its line."""
    ended = ENTRY.replace("DIR401", "DIR101") + "until = 2026-01-31\n"
    others = ENTRY + "until = 2026-01-30\n"
    broken = "module example.com/m\n\ngo 1.x\n"
    repository.add({".gomod-hooks.toml": others + ended, "go.mod": broken})
    assert go_directive.main([]) == 1
    said = capfd.readouterr().err
    told = ".gomod-hooks.toml:5: the exception for DIR101 ended on 2026-01-31, and 1 more"
    assert told + ": what it excused is found again" in said


@pytest.mark.parametrize("name", OF_HOOK)
def test_every_hook_names_its_version(capfd: Capture, name: str) -> None:
    door = importlib.import_module("hooks." + name.replace("-", "_"))
    with pytest.raises(SystemExit) as caught:
        door.main(["--version"])
    assert caught.value.code == 0
    assert capfd.readouterr().out == f"gomod-hooks {VERSION}\n"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_names_its_version(capfd: Capture, command: str) -> None:
    status = 0
    try:
        status = modcheck([*([command] if command else []), "--version"])
    except SystemExit as ended:
        status = int(str(ended.code))
    assert status == 0
    assert capfd.readouterr().out == f"gomod-hooks {VERSION}\n"


def test_a_report_and_an_internal_error_name_the_version(
    repository: Repository, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_mod_gate.main(["--all", "--format", "sarif"])
    driver = json.loads(capfd.readouterr().out)["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("gomod-hooks", VERSION)

    def fail(*_: object) -> None:
        raise ValueError("what nobody thought of")

    monkeypatch.setattr(go_directive.HOOK, "module", fail)
    assert go_directive.main(["--all"]) == 2
    assert f"internal error in gomod-hooks {VERSION}, please report" in capfd.readouterr().err


def test_an_old_python_gets_one_sentence() -> None:
    script = "import sys; sys.version_info = (3, 8, 1, 'final', 0); import hooks"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "gomod-hooks needs Python 3.10 or newer: this is Python 3.8\n"
