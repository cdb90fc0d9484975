"""The configuration file: what it may say, and what is refused in one line."""

from __future__ import annotations

import pytest

from hooks.command import config
from hooks.command.errors import UsageError
from hooks.command.options import Options
from hooks.rules.allow import Allowance, Allowances
from hooks.rules.finding import Finding

EVERYTHING = b"""
go = "1.22-"
strict = true
exclude = ["^third_party/", "old"]

[hooks.go-directive]
min = "1.22"
forbid-toolchain = true

[hooks.go-version-drift]
only = "go.opentelemetry.io/*"

[[allow]]
code = "REP102"
reason = "the mirror is published from the parent folder"
path = "staging/"

[[allow]]
code = "SUM101"
reason = "the tag was moved, https://example.com/1"
module = "example.com/money"
version = "v1.4.0"
"""


def test_everything() -> None:
    parsed = config.parse(EVERYTHING, "name")
    assert parsed.common == {"go": "1.22-", "strict": True, "exclude": ["^third_party/", "old"]}
    assert parsed.values("go-directive") == {
        **parsed.common,
        "min": "1.22",
        "forbid-toolchain": True,
    }
    assert parsed.values("go-version-drift")["only"] == ["go.opentelemetry.io/*"]
    assert [allowance.code for allowance in parsed.allow] == ["REP102", "SUM101"]


def test_an_empty_file_says_nothing() -> None:
    parsed = config.parse(b"", "name")
    assert (parsed.common, parsed.hooks, parsed.allow) == ({}, {}, [])


def test_the_command_line_goes_first() -> None:
    options = Options([], {"go": "1.25-"}).under({"go": "1.22-", "strict": True})
    assert (options.value("go"), options.flag("strict")) == ("1.25-", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("go = ", "not TOML", id="no TOML"),
        pytest.param("go = '1'\ngo = '2'", "not TOML", id="a key twice"),
        pytest.param("colour = 1", "unknown key 'colour'", id="unknown key"),
        pytest.param("toolchain = 'auto'", "unknown key 'toolchain'", id="key of hooks alone"),
        pytest.param("go = 1.22", "go must be a string", id="a number for a text"),
        pytest.param("strict = 'yes'", "strict must be true or false", id="a text for a switch"),
        pytest.param(
            "exclude = 3", "must be a string or a list of strings", id="a number for a list"
        ),
        pytest.param(
            "exclude = [1]", "must be a string or a list of strings", id="numbers in a list"
        ),
        pytest.param("[hooks]\ngo-what = {}", "unknown hook 'go-what'", id="unknown hook"),
        pytest.param("hooks = 3", "hooks must be a table", id="hooks no table"),
        pytest.param("[hooks.go-directive]\nx = 1", "unknown key 'x'", id="unknown option"),
        pytest.param("[hooks.go-directive]\nrev = 'x'", "unknown key 'rev'", id="of one run"),
        pytest.param(
            "[hooks.go-directive]\ntoolchain = 'x'",
            "must be one of auto, local",
            id="unknown choice",
        ),
        pytest.param("[[allow]]\ncode = 'SUM101'", "needs a reason", id="no reason"),
        pytest.param("[[allow]]\nreason = 'x'", "needs a code", id="no code"),
        pytest.param("[[allow]]\nreason = ''\ncode = 'A'", "needs a reason", id="empty reason"),
        pytest.param("[[allow]]\nreason = 'x'\ncode = 'A'", "unknown code 'A'", id="no such code"),
        pytest.param("go = '1.x'", "name: go 1.x: '1.x' names no", id="no release"),
        pytest.param("exclude = '('", "name: exclude (:", id="no expression"),
        pytest.param("[hooks.go-directive]\nmin = 'x'", "min x: not a Go version", id="no version"),
        pytest.param(
            "[hooks.go-mod-gate]\nignore = ['SUM1O1']", "ignore SUM1O1: no code", id="misspelt"
        ),
        pytest.param(
            "[hooks.go-sum-sort]\ncheck = true",
            "'check': one of exclude, go, ignore, include-fixtures, select, strict, toolchain",
            id="what could be said instead",
        ),
        pytest.param("[[allow]]\nwhy = 'x'", "unknown key 'why'", id="unknown in allow"),
        pytest.param("[[allow]]\ncode = 1", "code must be a string", id="a number in allow"),
        pytest.param("allow = 1", "must be a table", id="allow no table"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=r"^name") as caught:
        config.parse(text.encode(), "name")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UsageError, match="not TOML"):
        config.parse(b"\xff", "name")


@pytest.mark.parametrize(
    ("entry", "covered"),
    [
        pytest.param({}, True, id="the code alone"),
        pytest.param({"path": "lib/go.mod"}, True, id="its path"),
        pytest.param({"path": "lib/"}, True, id="a folder above it"),
        pytest.param({"path": "li"}, False, id="a beginning that is no folder"),
        pytest.param({"module": "example.com/a", "version": "v1.0.0"}, True, id="module, version"),
        pytest.param({"module": "example.com/a", "version": "v1.0.1"}, False, id="other version"),
        pytest.param({"code": "SUM102"}, False, id="another code"),
    ],
)
def test_what_an_exception_covers(entry: dict[str, str], covered: bool) -> None:
    finding = Finding(
        "SUM101", "lib/go.mod", 1, 1, "text", module="example.com/a", version="v1.0.0"
    )
    exception = Allowance({"code": "SUM101", "reason": "x", **entry})
    assert Allowances([exception]).covers(finding) == covered
