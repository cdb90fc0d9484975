"""`modcheck policy import`: what other tools say of their own examples, and what we say then.

Their verdicts were recorded from the tools themselves: gomodguard at commit ad528b0 and
gomoddirectives v0.10.0, over the examples that they come with.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hooks import go_mod_gate
from hooks.command import config
from hooks.command.errors import UsageError
from hooks.modcheck import imported_constraint, policy
from tests.reports import findings
from tests.repository import Repository

pytest.importorskip("yaml", reason="reading what other tools say takes PyYAML: pip install pyyaml")
Capture = pytest.CaptureFixture[str]


def judged(repository: Repository, capfd: Capture, name: str, text: str, go_mod: str) -> list[str]:
    """What the gate says of a go.mod under the imported policy, as CODE MODULE or CODE LINE."""
    repository.write({name: text})
    imported = policy.read(str(repository.top / name)).toml()
    assert config.parse(imported.encode(), "imported")
    repository.add({".gomod-hooks.toml": imported, "go.mod": go_mod})
    capfd.readouterr()
    go_mod_gate.main(["--format", "json", "--select", "POL,REP6,DIR50"])
    found = findings(capfd.readouterr().out)
    return sorted(f"{each['code']} {each['module'] or each['line']}" for each in found)


HEAD = "module github.com/ryancurrah/gomodguard/examples/%s\n\ngo 1.25.0\n\n"
ALL_OPTIONS = """
allowed:
  - module: gopkg.in/yaml.v3
  - module: github.com/Masterminds/semver/v3
  - module: golang.org
    match-type: prefix
blocked:
  - module: github.com/uudashr/go-module
    recommendations: [golang.org/x/mod]
    reason: "`mod` is the official go.mod parser library."
  - module: github.com/gofrs/uuid
    recommendations: [github.com/ryancurrah/gomodguard]
  - module: github.com/mitchellh/go-homedir
    version: "<= 1.1.0"
"""
DIRECT = """require (
	github.com/gofrs/uuid v3.3.0+incompatible
	github.com/mitchellh/go-homedir v1.1.0
	github.com/uudashr/go-module v0.0.0-20200529023307-c90a4239ad70
	golang.org/x/mod v0.34.0
)
"""
INDIRECT = """require github.com/mitchellh/go-homedir v1.1.0

require (
	github.com/gofrs/uuid v3.3.0+incompatible // indirect
	github.com/uudashr/go-module v0.0.0-20200529023307-c90a4239ad70 // indirect
)
"""
UUID, HOMEDIR, GO_MODULE = (
    "github.com/gofrs/uuid",
    "github.com/mitchellh/go-homedir",
    "github.com/uudashr/go-module",
)
NOT_TIDY = "they look for imports: these are marked // indirect and imported (TID102 tells)"


@pytest.mark.parametrize(
    ("example", "text", "go_mod", "theirs", "ours", "difference"),
    [
        pytest.param(
            "alloptions",
            ALL_OPTIONS,
            DIRECT,
            [UUID, HOMEDIR, GO_MODULE],
            [UUID, HOMEDIR, GO_MODULE],
            "",
            id="all options",
        ),
        pytest.param(
            "allowedversion",
            'allowed:\n  - module: github.com/Masterminds/semver/v3\n    version: ">= 3.2.0"\n',
            "require github.com/Masterminds/semver/v3 v3.1.0\n",
            ["github.com/Masterminds/semver/v3"],
            ["github.com/Masterminds/semver/v3"],
            "",
            id="allowed version",
        ),
        pytest.param(
            "indirectdep",
            f"allowed:\n  - module: {HOMEDIR}\nblocked:\n  - module: {GO_MODULE}\n"
            f"  - module: {UUID}\n",
            INDIRECT,
            [UUID, GO_MODULE],
            [],
            NOT_TIDY,
            id="indirect",
        ),
        pytest.param(
            "majorversion",
            f"blocked:\n  - module: {UUID}\n    recommendations: [{UUID}/v5]\n",
            "require (\n\tgithub.com/gofrs/uuid v3.3.0+incompatible // indirect\n"
            "\tgithub.com/gofrs/uuid/v5 v5.3.2 // indirect\n)\n",
            [UUID],
            [],
            NOT_TIDY,
            id="major version",
        ),
        pytest.param(
            "majorversion",
            f"blocked:\n  - module: {UUID}\n    recommendations: [{UUID}/v5]\n",
            "require (\n\tgithub.com/gofrs/uuid v3.3.0+incompatible\n"
            "\tgithub.com/gofrs/uuid/v5 v5.3.2\n)\n",
            [UUID],
            [UUID],
            "",
            id="major version, tidy",
        ),
        pytest.param(
            "regextest",
            'blocked:\n  - module: "golang\\\\.org/x/.*"\n    match-type: regex\n',
            "require golang.org/x/mod v0.16.0\n",
            ["golang.org/x/mod"],
            ["golang.org/x/mod"],
            "",
            id="regular expression",
        ),
        pytest.param(
            "regexversion",
            'blocked:\n  - module: "golang\\\\.org/x/.*"\n    match-type: regex\n'
            '    version: "<= 0.16.0"\n',
            "require golang.org/x/mod v0.16.0\n",
            ["golang.org/x/mod"],
            ["golang.org/x/mod"],
            "",
            id="regular expression and version",
        ),
        pytest.param(
            "regexversion",
            'blocked:\n  - module: "golang\\\\.org/x/.*"\n    match-type: regex\n'
            '    version: "<= 0.16.0"\n',
            "require golang.org/x/mod v0.0.0-20190101000000-abcdefabcdef\n",
            [],
            ["golang.org/x/mod"],
            "a constraint holds no pre-release there; here versions are in Go's order",
            id="a pseudo-version",
        ),
        pytest.param(
            "localreplace",
            "local_replace_directives: true\n",
            "require example.com/b v1.0.0\n\nreplace example.com/b => ../localmod\n",
            [],
            ["example.com/b"],
            "they exempt a directory with the go.mod of that module",
            id="local replacement",
        ),
    ],
)
def test_examples_of_gomodguard(
    repository: Repository,
    capfd: Capture,
    example: str,
    text: str,
    go_mod: str,
    theirs: list[str],
    ours: list[str],
    difference: str,
) -> None:
    found = judged(repository, capfd, ".gomodguard.yaml", text, HEAD % example + go_mod)
    assert sorted({each.partition(" ")[2] for each in found}) == sorted(ours)
    assert (theirs == ours) == (not difference)


REPLACED = """module example.com/a

go 1.24

require (
	example.com/b v1.0.0
	example.com/c v1.0.0
)

replace example.com/b => ../b

replace example.com/c => example.net/c v1.1.0

exclude example.com/b v1.1.0

retract v1.0.0
"""
OTHERS = """module example.com/a

go 1.25.1

toolchain go1.26.0

godebug default=go1.21

tool example.com/a/cmd

ignore ./x
"""
ALLOWED = "replace-allow-list: [example.com/b, example.com/c]"


@pytest.mark.parametrize(
    ("settings", "go_mod", "theirs", "ours", "difference"),
    [
        ("{}", REPLACED, [10, 12, 16], [10, 12, 16], ""),
        ("replace-local: true", REPLACED, [12, 16], [12, 16], ""),
        ("replace-allow-all: true", REPLACED, [16], [16], ""),
        (ALLOWED, REPLACED, [10, 16], [16], "their list excuses no directory"),
        (ALLOWED + "\nreplace-local: true", REPLACED, [16], [16], ""),
        ("retract-allow-no-explanation: true", REPLACED, [10, 12], [10, 12], ""),
        ("exclude-forbidden: true", REPLACED, [10, 12, 14, 16], [10, 12, 14, 16], ""),
        ("toolchain-forbidden: true", OTHERS, [5], [5], ""),
        ("go-debug-forbidden: true", OTHERS, [7], [7], ""),
        ("tool-forbidden: true", OTHERS, [9], [9], ""),
        ("ignore-forbidden: true", OTHERS, [11], [11], ""),
        ("go-version-pattern: '1\\.\\d+(\\.0)?$'", OTHERS, [3], [3], ""),
        ("go-version-pattern: '1\\.25'", OTHERS, [], [], ""),
        ("toolchain-pattern: 'go1\\.22\\.\\d+$'", OTHERS, [5], [], "no counterpart: told"),
        ("check-module-path: true", "module nodot/a\n\ngo 1.24\n", [1], [1], ""),
        ("check-module-path: true", "module example.com/a\n\ngo 1.24\n", [], [], ""),
    ],
)
def test_settings_of_gomoddirectives(
    repository: Repository,
    capfd: Capture,
    settings: str,
    go_mod: str,
    theirs: list[int],
    ours: list[int],
    difference: str,
) -> None:
    section = "".join(f"      {line}\n" for line in settings.split("\n"))
    text = f"linters:\n  settings:\n    gomoddirectives:\n{section}"
    repository.write({".golangci.yml": text})
    imported = policy.read(str(repository.top / ".golangci.yml"))
    repository.add({".gomod-hooks.toml": imported.toml(), "go.mod": go_mod})
    capfd.readouterr()
    go_mod_gate.main(["--format", "json", "--select", "POL,REP6,DIR50"])
    assert sorted({each["line"] for each in findings(capfd.readouterr().out)}) == ours
    assert (theirs == ours) == (not difference)
    has_note = "pattern: '1\\.25'" in settings or "toolchain-pattern" in settings
    assert bool(imported.notes) == (has_note or settings == ALLOWED)


def test_sections_of_golangci_lint(repository: Repository, capfd: Capture) -> None:
    first = """
linters-settings:
  gomodguard:
    allowed:
      modules: [example.com/ok]
      domains: [golang.org]
    blocked:
      modules:
        - example.com/bad:
            recommendations: [example.com/ok]
            reason: "it is bad"
      versions:
        - example.com/old: {version: "< 1.1.0", reason: "CVE"}
      local_replace_directives: true
"""
    go_mod = "module example.com/a\n\ngo 1.24\n\nrequire (\n\texample.com/bad v1.0.0\n"
    go_mod += "\texample.com/old v1.0.0\n\texample.com/ok v1.0.0\n\tgolang.org/x/net v0.1.0\n)\n"
    found = judged(repository, capfd, ".golangci.yml", first, go_mod)
    assert found == [
        *("POL101 example.com/bad", "POL101 example.com/old"),
        *("POL102 example.com/bad", "POL102 example.com/old"),
    ]


def test_a_version_that_is_a_number_is_left_out(tmp_path: Path) -> None:
    """Without it the entry would be about every version."""
    file = tmp_path / "gomodguard.yaml"
    file.write_text("blocked:\n  - module: example.com/a\n    version: 1.20\n")
    imported = policy.read(str(file))
    assert imported.toml() == ""
    assert imported.notes == [
        "module example.com/a: version 1.2 is not written as a text; the entry is left out"
    ]


def test_a_module_that_is_an_address_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / ".gomodguard.yaml"
    file.write_text("blocked:\n  - module: https://github.com/etcd-io/etcd\n", encoding="utf-8")
    imported = policy.read(str(file))
    assert imported.tables == []
    assert imported.notes == [
        "module https://github.com/etcd-io/etcd: no module path has ':'; the entry is left out"
    ]


def test_two_sections_that_say_something_of_one_table(tmp_path: Path) -> None:
    file = tmp_path / ".golangci.yml"
    file.write_text(
        "linters:\n  settings:\n    gomodguard: {local_replace_directives: true, allowed: []}\n"
        "    gomoddirectives: {replace-local: true, retract-allow-no-explanation: true}\n",
        encoding="utf-8",
    )
    parsed = config.parse(policy.read(str(file)).toml().encode(), "imported").policy
    assert parsed is not None
    assert [each.texts("forbid") for each in parsed.named] == [("local", "versioned")]


KUBERNETES: dict[str, dict[str, object]] = {
    "spec": {
        "unwantedModules": {"example.com/a": "old", "example.com/b": "", "example.com/c": "new"},
        "pinnedModules": {"example.com/d": {"version": "v0.27.0", "reason": "see #1"}},
    },
    "status": {"unwantedVendored": ["example.com/a"]},
}


@pytest.mark.parametrize(
    "references",
    [
        pytest.param(["example.com/x"], id="one list"),
        pytest.param({"direct": ["example.com/x"]}, id="those that import it"),
        pytest.param({"transitive": ["example.com/x"], "direct": []}, id="those that list it"),
    ],
)
def test_unwanted_dependencies_of_kubernetes(tmp_path: Path, references: object) -> None:
    file = tmp_path / "unwanted-dependencies.json"
    status = {"unwantedReferences": {"example.com/a": references, "example.com/b": []}}
    made = KUBERNETES | {"status": KUBERNETES["status"] | status}
    file.write_text(json.dumps(made), encoding="utf-8")
    parsed = config.parse(policy.read(str(file)).toml().encode(), "imported").policy
    assert parsed is not None
    said = [
        (each.patterns[0], each.required_by, each.reach, each.versions and each.versions.text)
        for each in parsed.deny
    ]
    assert said == [
        ("example.com/a", ("example.com/x",), "graph", None),
        ("example.com/b", (), "graph", None),
        ("example.com/b", None, "vendored", None),
        ("example.com/c", None, "graph", None),
        ("example.com/d", None, "graph", "!=v0.27.0"),
    ]


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("<= 1.1.0", "<=v1.1.0"),
        ("== 2.5.0", "=v2.5.0"),
        ("1.2.3", "=v1.2.3"),
        (">= 3.4.10 || ~3.3.23", ">=v3.4.10 || >=v3.3.23, <v3.4.0-0"),
        (">=1.2, <2", ">=v1.2.0, <v2.0.0"),
        ("~1.2", ">=v1.2.0, <v1.3.0-0"),
        ("~> 1", ">=v1.0.0, <v2.0.0-0"),
        ("^1.2.3", ">=v1.2.3, <v2.0.0-0"),
        ("^0.2.3", ">=v0.2.3, <v0.3.0-0"),
        ("^0.0.3", ">=v0.0.3, <v0.0.4-0"),
        ("1.2.x", ">=v1.2.0, <v1.3.0-0"),
        ("<=1.2", "<v1.3.0-0"),
        (">1.2", ">=v1.3.0"),
        ("1.2 - 1.4.5", ">=v1.2.0, <=v1.4.5"),
        (">= v4.0.0-preview1", ">=v4.0.0-preview1"),
        ("*", ""),
        (">= 1.0.0 || *", ""),
    ],
)
def test_constraints(constraint: str, expected: str) -> None:
    assert imported_constraint.versions(constraint) == expected


@pytest.mark.parametrize("constraint", ["", "latest", "=> ", "1.2.3.4", "!=1.2"])
def test_what_is_no_constraint(constraint: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        imported_constraint.versions(constraint)


@pytest.mark.parametrize(
    ("expression", "pattern"),
    [
        ("golang\\.org/x/.*", "*golang.org/x/*"),
        ("^github\\.com/bad/.*$", "github.com/bad/*"),
        ("github.com/somecompany/.*", "*github?com/somecompany/*"),
        ("^a\\.b/c$", "a.b/c"),
        ("a(b|c)", ""),
    ],
)
def test_regular_expressions(expression: str, pattern: str, tmp_path: Path) -> None:
    entry = {"blocked": [{"module": expression, "match-type": "regex"}]}
    (tmp_path / "a.json").write_text(json.dumps(entry), encoding="utf-8")
    imported = policy.read(str(tmp_path / "a.json"))
    assert [values["module"] for _, values in imported.tables] == ([pattern] if pattern else [])
    assert bool(imported.notes) == (not pattern)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.yaml", "a: [", "not YAML"),
        ("a.yaml", "- a", "is not a table"),
        ("a.yaml", "a: 1", "no policy that is known here"),
        ("a.json", "{", "Expecting"),
        ("a.yaml", "blocked: 3", "blocked is not a list"),
        ("a.json", '{"spec": {"unwantedModules": []}}', "spec.unwantedModules is not a table"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        policy.read(str(tmp_path / name))
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        policy.read(str(tmp_path / "gone.yaml"))
