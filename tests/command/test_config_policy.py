"""What a configuration may say of dependencies, and what is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hooks import go_mod_gate
from hooks.command import config, config_allow, config_policy
from hooks.command.errors import UsageError
from hooks.rules.policy import DIRECT_ALONE, LISTED, VENDORED, WHOLE_GRAPH, ModuleRule
from tests.repository import Repository, isolate


def denied(text: str) -> ModuleRule:
    """The one entry of [[deny]] with these keys."""
    policy = config.parse(f'[[deny]]\nmodule = "example.com/a"\n{text}'.encode(), "name").policy
    assert policy is not None
    [rule] = policy.deny
    return rule


def test_a_configuration_without_a_policy_has_none() -> None:
    assert config.parse(b"strict = true", "name").policy is None


def test_all_that_an_entry_may_say() -> None:
    rule = denied(
        'versions = "<v1.2.0"\nindirect = "listed"\nreplacement = false\nrequired-by = ["b.c/d"]\n'
        'instead = ["x", "y"]\nreason = "why"\nuntil = 9999-12-31\npaths = "a/"\nratchet = true\n'
    )
    assert rule.patterns == ("example.com/a",)
    assert rule.versions is not None
    assert rule.versions.text == "<v1.2.0"
    assert (rule.reach, rule.replacement, rule.has_ratchet) == (LISTED, False, True)
    assert (rule.instead, rule.required_by) == (("x", "y"), ("b.c/d",))
    assert (rule.reason, rule.until, rule.paths, rule.line) == ("why", "9999-12-31", ("a/",), 1)


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("", WHOLE_GRAPH),
        ("indirect = true", WHOLE_GRAPH),
        ("indirect = false", DIRECT_ALONE),
        ('indirect = "listed"', LISTED),
        ('indirect = "vendored"', VENDORED),
    ],
)
def test_how_far_an_entry_looks(text: str, reach: str) -> None:
    assert denied(text).reach == reach


def test_what_is_admitted_is_about_direct_requirements() -> None:
    policy = config.parse(b'[[only]]\nmodule = "example.com/a"', "name").policy
    assert policy is not None
    assert [rule.reach for rule in policy.only] == [DIRECT_ALONE]


def test_nobody_may_require_it() -> None:
    rule = denied("required-by = []")
    assert rule.required_by == ()
    assert not rule.may_be_required_by("example.com/b@v1.0.0")


@pytest.mark.parametrize(
    ("paths", "path", "expected"),
    [
        ("a/", "a/go.mod", True),
        ("a/", "a/b/go.mod", True),
        ("a/", "ab/go.mod", False),
        ("go.mod", "go.mod", True),
        ("go.mod", "a/go.mod", False),
        ("services/*", "services/x/go.mod", True),
    ],
)
def test_which_files_an_entry_holds_for(paths: str, path: str, expected: bool) -> None:
    assert denied(f'paths = "{paths}"').holds_for(path) == expected


@pytest.mark.parametrize(
    ("today", "holds"),
    [("2026-03-04", True), ("2026-03-05", False)],
)
def test_the_last_day_is_the_last(monkeypatch: pytest.MonkeyPatch, today: str, holds: bool) -> None:
    for module in (config_allow, config_policy):
        monkeypatch.setattr(module, "today", lambda: today)
    text = b'[[deny]]\nmodule = "example.com/a"\nuntil = 2026-03-04'
    policy = config.parse(text, "name").policy
    assert policy is not None
    assert (len(policy.deny), len(policy.ended)) == ((1, 0) if holds else (0, 1))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[[deny]]", "name:1: [[deny]] needs a module", id="no module"),
        pytest.param(
            "[[deny]]\nmodul = 'a'", "name:2: [[deny]] unknown key 'modul'", id="unknown key"
        ),
        pytest.param("deny = 3", "[[deny]] must be a table", id="no table"),
        pytest.param(
            "[[only]]\nmodule = 'a'\ninstead = 'b'", "[[only]] unknown key 'instead'", id="of deny"
        ),
        pytest.param("[[deny]]\nmodule = 3", "module must be a string or a list", id="a number"),
        pytest.param("[[deny]]\nmodule = []", "module must be a string or a list", id="empty"),
        pytest.param("[[deny]]\nmodule = ''", "module must be a string or a list", id="no text"),
        pytest.param(
            "[[deny]]\nmodule = 'https://a.b/c'", "no module path has ':'", id="an address"
        ),
        pytest.param(
            "[[deny]]\nmodule = 'a.b/c'\nversions = '<1.2'", "name:3: [[deny]] versions", id="no v"
        ),
        pytest.param(
            "[[deny]]\nmodule = 'a.b/c'\nversions = 1.2",
            'must be a string, in quotes: versions = "1.2"',
            id="a number for versions",
        ),
        pytest.param(
            "[[deny]]\nmodule = 'a.b/c'\nindirect = 'all'",
            'indirect must be true, false, "listed" or "vendored"',
            id="unknown reach",
        ),
        pytest.param(
            "[[deny]]\nmodule = 'a.b/c'\nuntil = 'soon'", "until must be a day", id="no day"
        ),
        pytest.param(
            "[[deny]]\nmodule = 'a.b/c'\nratchet = 'yes'", "ratchet must be true or", id="no switch"
        ),
        pytest.param("[denny]", "unknown key 'denny'", id="misspelt table"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError) as error:
        config.parse(text.encode(), "name")
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_the_gate_tells_what_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    isolate(monkeypatch)
    repository = Repository(tmp_path / "repository")
    rule = '[[deny]]\nmodule = "example.com/b"\nuntil = 2020-01-02\n'
    repository.add({".gomod-hooks.toml": rule, "go.mod": "module example.com/a\n\ngo 1.24\n"})
    monkeypatch.chdir(repository.top)
    assert go_mod_gate.main([]) == 0
    said = "go-mod-gate: note: .gomod-hooks.toml:1: [[deny]] example.com/b ended on 2020-01-02"
    assert said in capfd.readouterr().err
