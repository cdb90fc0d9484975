"""The command line: what it takes, and one line for what it refuses."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks import go_directive, go_mod_gate, go_replace_targets, go_sum_diff, go_version_drift
from hooks.command import command_line, flags, validate
from hooks.command.errors import UsageError
from hooks.command.options import Options
from hooks.rules.finding import Finding
from tests.reports import findings
from tests.repository import Repository

MOD = "module example.com/m\n\ngo 1.22\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["--nothing"], "--nothing", id="unknown option"),
        pytest.param(["--format", "yaml"], "yaml", id="unknown format"),
        pytest.param(["--rev"], "--rev", id="no argument"),
        pytest.param(["--rev", "nothing"], "unknown revision 'nothing'", id="unknown revision"),
        pytest.param(["--rev=-x"], "unknown revision '-x'", id="a revision with a dash"),
        pytest.param(["--all", "--go", "1.x"], "1.x", id="no release"),
        pytest.param(["--all", "--exclude", "("], "--exclude (", id="no expression"),
        pytest.param(["--all", "--config", "nowhere"], "nowhere", id="no configuration"),
        pytest.param(["--str"], "--str", id="an option cut short"),
        pytest.param(["--rev", ""], "--rev: expected one argument", id="an empty revision"),
        pytest.param(["--base="], "--base: is there a merge base?", id="an empty base"),
        pytest.param(["--exclude", ""], "--exclude: expected", id="an expression for all paths"),
        pytest.param(["--select", "DIR,DRI1"], "--select DRI1: no code", id="a misspelt code"),
        pytest.param(["--ignore", "SUM1O1"], "--ignore SUM1O1: no code", id="none to ignore"),
        pytest.param(["--min", "1.x"], "--min 1.x: not a Go version", id="no version"),
        pytest.param(["--format", "sarif"], "sarif", id="a format of the gate alone"),
    ],
)
def test_what_is_refused_in_one_line(
    repository: Repository,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    repository.commit("first", {"go.mod": MOD})
    repository.add({"go.mod": MOD + "\n// more\n"})
    capfd.readouterr()
    assert go_directive.main(arguments) == 2
    output = capfd.readouterr()
    assert output.out == ""
    assert output.err.startswith("go-directive: ")
    assert output.err.count("\n") == 1
    assert words in output.err


def test_help_is_for_people(repository: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        go_directive.main(["--help"])
    assert caught.value.code == 0
    assert "--forbid-toolchain" in capfd.readouterr().out


def test_a_file_that_begins_with_a_dash(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("first", {"-x/go.mod": "module example.com/m\n\ngo 1.x\n"})
    assert go_directive.main(["-x/go.mod"]) == 1
    assert "-x/go.mod:3:" in capfd.readouterr().out


def test_a_file_widens_the_scope(repository: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    repository.commit("first", {"a/go.mod": "module a.example\n\ngo 1.x\n", "b/go.mod": MOD})
    repository.add({"b/go.mod": MOD + "\n// more\n"})
    assert go_directive.main([]) == 0
    assert go_directive.main(["b/go.mod", "nothing/go.mod"]) == 0
    assert go_directive.main(["a/go.mod"]) == 1
    repository.add({"a/cmd/main.go": "package main\n"})
    for path in ("a/cmd/main.go", "a/cmd", "a"):
        assert go_directive.main([path]) == 1


def test_select_and_ignore(repository: Repository, capfd: pytest.CaptureFixture[str]) -> None:
    repository.add({"go.mod": "module example.com/m\n\ngo 1.x\n"})
    assert go_directive.main([]) == 1
    assert go_directive.main(["--ignore", "DIR"]) == 0
    assert go_directive.main(["--select", "SUM,MOD"]) == 0
    assert go_directive.main(["--select", "DIR1"]) == 1


@pytest.mark.parametrize("arguments", [[], ["--all"], ["--rev", "HEAD"]], ids=str)
def test_the_gate_speaks_sarif(
    repository: Repository, capfd: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    repository.commit("first", {"go.mod": MOD})
    assert go_mod_gate.main([*arguments, "--format", "sarif"]) == 0
    assert json.loads(capfd.readouterr().out)["runs"][0]["results"] == []


def test_directives_to_forbid_are_known(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    assert go_replace_targets.main(["--forbid", "tool, toolkit"]) == 2
    assert "--forbid toolkit: one of exclude" in capfd.readouterr().err


def test_excluded_paths_are_never_judged(repository: Repository) -> None:
    repository.add({"old/go.mod": "module example.com/m\n\ngo 1.x\n"})
    assert go_mod_gate.main([]) == 1
    assert go_mod_gate.main(["--exclude", "^old/"]) == 0
    assert go_mod_gate.main(["--exclude=^old/"]) == 0  # might be the name of a file
    assert go_mod_gate.main(["--exclude=/../../x", "--exclude=^old/"]) == 0


def test_all_says_when_there_is_nothing_to_compare_with(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.commit("first", {"go.mod": MOD})
    assert go_sum_diff.main(["--all"]) == 0
    output = capfd.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert "nothing to compare with" in output.err


def test_configuration_comes_from_the_judged_tree(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = {"old/go.mod": "module example.com/m\n\ngo 1.x\n"}
    repository.add({**broken, ".gomod-hooks.toml": 'exclude = ["^old/"]\n'})
    assert go_mod_gate.main([]) == 0
    assert go_mod_gate.main(["--config", "none"]) == 1
    repository.write({".gomod-hooks.toml": "nonsense"})
    assert go_mod_gate.main([]) == 0
    repository.add()
    capfd.readouterr()
    assert go_mod_gate.main([]) == 2
    assert capfd.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("table", "status"),
    [
        pytest.param("", 0, id="untidy alone passes"),
        pytest.param("[hooks.go-directive]\nstrict = true", 1, id="strict in one hook"),
        pytest.param("[hooks.go-mod-gate]\nstrict = true", 1, id="strict in the gate"),
        pytest.param("[hooks.go-sum-diff]\nstrict = true", 0, id="strict in another"),
        pytest.param("strict = true", 1, id="strict everywhere"),
        pytest.param("strict = true\n[hooks.go-directive]\nstrict = false", 0, id="but in one"),
        pytest.param("strict = true\n[hooks.go-directive]\nignore = 'DIR4'", 0, id="a code less"),
        pytest.param("strict = true\n[hooks.go-directive]\nselect = 'DIR1'", 0, id="others alone"),
        pytest.param("strict = true\n[hooks.go-directive]\nexclude = '^a/'", 0, id="not there"),
        pytest.param("strict = true\n[hooks.go-sum-diff]\nignore = 'DIR4'", 1, id="not by name"),
    ],
)
def test_the_gate_obeys_what_is_configured_for_a_hook(
    repository: Repository, table: str, status: int
) -> None:
    repository.add({"a/go.mod": "module a.example\n", ".gomod-hooks.toml": table})
    assert go_mod_gate.main([]) == status


def test_the_gate_joins_what_no_exception_covers(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [Finding("VEN109", "a", 1, 1, "text", module=module) for module in ("one", "two")]
    monkeypatch.setattr(go_directive.HOOK, "repository", lambda _: iter(both))
    allow = '[[allow]]\ncode = "VEN109"\nreason = "x"\nmodule = "{}"\n'
    repository.add({"go.mod": MOD, ".gomod-hooks.toml": allow.format("one")})
    assert go_mod_gate.main([]) == 1
    repository.add({".gomod-hooks.toml": allow.format("one") + allow.format("two")})
    assert go_mod_gate.main([]) == 0


def test_the_gate_has_the_fixtures_of_a_hook(repository: Repository) -> None:
    fixture = {"testdata/go.mod": "module example.com/m\n\ngo 1.x\n"}
    table = "[hooks.go-version-drift]\ninclude-fixtures = true\n[hooks.go-directive]\n"
    repository.add({**fixture, ".gomod-hooks.toml": table + "include-fixtures = true\n"})
    assert go_directive.main([]) == 1
    assert go_mod_gate.main([]) == 1


def test_the_base_has_the_fixtures_too(repository: Repository) -> None:
    mod = "module example.com/m\n\ngo 1.22\n\nrequire example.com/x v1.{}.0\n"
    repository.commit("drift", {"go.mod": mod.format(1), "testdata/go.mod": mod.format(0)})
    repository.add({"go.mod": mod.format(1) + "\n// more\n"})
    assert go_version_drift.main(["--ratchet", "--include-fixtures"]) == 0


def test_an_unstaged_edit_of_the_configuration_is_mentioned(
    repository: Repository, capfd: pytest.CaptureFixture[str]
) -> None:
    repository.add({"go.mod": "module example.com/m\n\ngo 1.x\n", ".gomod-hooks.toml": ""})
    repository.write({".gomod-hooks.toml": '[[allow]]\ncode = "DIR101"\nreason = "x"\n'})
    assert go_directive.main([]) == 1
    assert ".gomod-hooks.toml" in capfd.readouterr().out
    repository.add({"go.mod": "module example.com/m\n\nrequire (\n"})
    repository.write({".gomod-hooks.toml": "strict = true\n"})
    assert go_directive.main(["--format", "json"]) == 1
    [found] = findings(capfd.readouterr().out)
    assert found["hint"].split("\n")[-1].startswith(".gomod-hooks.toml on disk")
    broken = "module example.com/m\n\ngo 1.x\n"
    repository.add({"go.mod": broken, ".gomod-hooks.toml": "strict = true\n"})
    repository.write({".gomod-hooks.toml": "strict = true\r\n"})  # as autocrlf lays it down
    assert go_directive.main([]) == 1
    assert ".gomod-hooks.toml" not in capfd.readouterr().out


def test_values_are_given_as_they_were_asked_for() -> None:
    options = Options(["a"], {"strict": True, "go": "1.22-", "select": ["sum1,ven", "REP"]})
    assert options.flag("strict")
    assert not options.flag("all")
    assert options.value("go") == "1.22-"
    assert options.value("rev", "x") == "x"
    assert options.codes("select") == ("SUM1", "VEN", "REP")


WORDS = ["--strict", "--all", "--go", "--go=1.22-", "--go=", "--select", "--select=DIR", "SUM1,DIR"]
WORDS += ["--format", "json", "--format=sarif", "--base=-x", "--strict=1", "--", "-", "-h", "--str"]
WORDS += ["", "go.mod", "a b", "--min", "1.23", "--nothing", "-1", "--exclude=^x", "1.22-"]


@settings(derandomize=True, deadline=None, max_examples=2000)
@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_what_is_read_plainly_is_what_argparse_reads(arguments: list[str]) -> None:
    known = flags.of("go-directive")
    plain = command_line.plain(arguments, known)
    parser = command_line.full_parser(go_directive.HOOK, known)
    if plain is not None:
        read = parser.parse_args(arguments)
        try:
            full = command_line.options_from(read)
        except UsageError as error:
            with pytest.raises(UsageError, match=f"^{re.escape(str(error))}$"):
                validate.check(plain)
        else:
            assert (plain.files, plain.values) == (full.files, full.values)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="nothing"),
        pytest.param(["go.mod", "a b/go.sum"], id="files"),
        pytest.param(["--strict", "--go", "1.22-", "--ignore=FMT", "go.mod"], id="as configured"),
        pytest.param(["--select=SUM", "--select", "DIR101"], id="twice"),
    ],
)
def test_usual_command_lines_are_read_plainly(arguments: list[str]) -> None:
    assert command_line.plain(arguments, flags.of("go-directive")) is not None


@pytest.mark.parametrize("arguments", [["--help"], ["--no"], ["a", "--all"], ["--go"], ["--all=x"]])
def test_others_are_left_to_argparse(arguments: list[str]) -> None:
    assert command_line.plain(arguments, flags.of("go-directive")) is None
