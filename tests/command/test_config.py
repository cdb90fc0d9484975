"""The configuration file: what it may say, and what is refused in one line."""

from __future__ import annotations

import pytest

from hooks.command import config, config_allow
from hooks.command.errors import UsageError
from hooks.command.options import Options
from hooks.rules import allow
from hooks.rules.allow import Allowance
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
hash = "h1:x"
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
        pytest.param("go = '1.x'", "name:1: go 1.x: '1.x' names no", id="no release"),
        pytest.param("exclude = '('", "name:1: exclude (:", id="no expression"),
        pytest.param("[hooks.go-directive]\nmin = 'x'", "min x: not a Go version", id="no version"),
        pytest.param(
            "[hooks.go-mod-gate]\nignore = ['SUM1O1']", "ignore SUM1O1: no code", id="misspelt"
        ),
        pytest.param(
            "[hooks.go-sum-sort]\ncheck = true",
            "'check': one of exclude, go, ignore, include-fixtures, module-cache, select, strict, "
            "toolchain",
            id="what could be said instead",
        ),
        pytest.param("[[allow]]\nwhy = 'x'", "unknown key 'why'", id="unknown in allow"),
        pytest.param("[[allow]]\ncode = 1", "code must be a string", id="a number in allow"),
        pytest.param("allow = 1", "must be a table", id="allow no table"),
        pytest.param("[[allow]]\nhsah = 'x'", "(did you mean hash?)", id="misspelt in allow"),
        pytest.param("[[allow]]\nmodul = 'x'", "(did you mean module?)", id="cut in allow"),
        pytest.param("exlude = 'x'", "(did you mean exclude?)", id="misspelt key"),
        pytest.param(
            "[[allow]]\ncode = 'SUM101'\nreason = 'x'\nmodule = 'm'",
            'needs a hash (the new hash): code = "SUM101", module = "m", hash = ["…"]',
            id="SUM101 without a pin",
        ),
        pytest.param("[[allow]]\ncode = 'SUM102'\nreason = 'x'", "needs a hash", id="nor SUM102"),
        pytest.param("[[allow]]\ncode = 'SUM110'\nreason = 'x'", "(both hashes)", id="nor SUM110"),
        pytest.param("[[allow]]\ncode = 'VEN303'\nreason = 'x'", "needs a blob", id="nor VEN303"),
        pytest.param(
            "[[allow]]\ncode = 'VEN303'\nreason = 'x'\nhash = 'h1:x'",
            "needs a blob",
            id="other pin",
        ),
        pytest.param("[[allow]]\nhash = 1", "a string or a list of strings", id="hash a number"),
        pytest.param("[[allow]]\nhash = ['']", "a string or a list of strings", id="hash empty"),
        pytest.param("[[allow]]\nblob = 'abc'", "id of a git object, in full", id="blob cut short"),
        pytest.param("[[allow]]\nuntil = 'soon'", "until must be a day", id="until a word"),
        pytest.param("[[allow]]\nuntil = '20261231'", "until must be a day", id="another form"),
        pytest.param("[[allow]]\nuntil = 2026-12-31T01:02:03", "until must be a day", id="a time"),
        pytest.param("[[allow]]\nuntil = '2026-02-30'", "until must be a day", id="no such day"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=r"^name") as caught:
        config.parse(text.encode(), "name")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


MULTILINE = '[[allow]]\nreason = """\n[[allow]]\ncode = 3\n"""\nhsah = 1\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("strict = true\ngo = 1.22\n", "2: go must be a string, in quotes", id="key"),
        pytest.param(
            "go = '1.22'\n[hooks.go-directive]\n\nmni = '1.22'\n",
            "4: [hooks.go-directive] unknown key 'mni'",
            id="a key in a table",
        ),
        pytest.param("[hooks]\n[hooks.go-sum-dif]\n", "2: unknown hook", id="a table"),
        pytest.param("hooks.go-directive.mni = 1\n", "1: [hooks.go-directive]", id="a dotted key"),
        pytest.param(
            "[[allow]]\ncode = 'REP102'\nreason = 'x'\n\n[[allow]] # second\ncode='REP102'\n",
            "5: [[allow]] needs a reason",
            id="the second",
        ),
        pytest.param(MULTILINE, "6: [[allow]] unknown key 'hsah'", id="not in a text"),
        pytest.param("\nallow = [{code = 'REP102'}]\n", "2: [[allow]] needs", id="in braces"),
        pytest.param("strict = true\n'go' = = 1\n", "2:8: not TOML", id="not TOML"),
        pytest.param("x = [", " not TOML", id="not TOML at the end"),
    ],
)
def test_the_line_is_named(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        config.parse(text.encode(), "name")
    assert str(caught.value).startswith("name:" + said)


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
        pytest.param({"path": "*/go.mod"}, True, id="a pattern of paths"),
        pytest.param({"path": "*.sum"}, False, id="a pattern of other paths"),
        pytest.param({"module": "example.com/*"}, True, id="a pattern of modules"),
        pytest.param({"module": "example.com/?b"}, False, id="a pattern of other modules"),
        pytest.param({"hash": "h1:new"}, True, id="its hash"),
        pytest.param({"hash": ("h1:x", "h1:new")}, True, id="one of these hashes"),
        pytest.param({"hash": "h1:old"}, False, id="the hash before"),
        pytest.param({"blob": "h1:old"}, False, id="another blob"),
    ],
)
def test_what_an_exception_covers(entry: dict[str, str | tuple[str, ...]], covered: bool) -> None:
    finding = Finding(
        *("SUM101", "lib/go.mod", 1, 1, "text"),
        module="example.com/a",
        version="v1.0.0",
        wanted="h1:old",
        hash="h1:new",
    )
    exception = Allowance({"code": "SUM101", "reason": "x", **entry})
    assert exception.covers(finding) == covered


@pytest.mark.parametrize(
    ("hashes", "covered"),
    [(("h1:a", "h1:b"), True), (("h1:b",), False), (("h1:a",), False), ((), True)],
)
def test_a_disagreement_takes_both_hashes(hashes: tuple[str, ...], covered: bool) -> None:
    finding = Finding("SUM110", "go.sum", 1, 1, "text", hash="h1:a", wanted="h1:b")
    exception = Allowance({"code": "SUM110", "reason": "x", "hash": hashes})
    assert exception.covers(finding) == covered


@pytest.mark.parametrize(
    ("until", "count"),
    [("2026-03-04", 1), ("2026-03-03", 0), ("2027-01-01", 1), ("1999-12-31", 0)],
)
@pytest.mark.parametrize("quote", ["", '"'], ids=["a date", "a text"])
def test_the_last_day_of_an_exception(
    until: str, count: int, quote: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config_allow, "today", lambda: "2026-03-04")
    text = f"[[allow]]\ncode = 'REP102'\nreason = 'x'\nuntil = {quote}{until}{quote}\n"
    assert len(config.parse(text.encode(), "name").allow) == count


def test_the_clock_is_asked_only_where_an_exception_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config_allow, "today", lambda: pytest.fail("asked"))
    assert len(config.parse(EVERYTHING, "name").allow) == 2


@pytest.mark.parametrize("pins", [["h1:x"], ["h1:x", "h1:y"], ["h1:x", "h1:y", "h1:z"]])
def test_what_is_pasted_can_be_read(pins: list[str]) -> None:
    pasted = allow.lines("SUM101", "example.com/m", "v1.0.0", 'a "b"/go.sum', pins)
    text = "\n".join(pasted).replace('reason = ""', 'reason = "x"')
    [read] = config.parse(text.encode(), "name").allow
    assert (list(read.hashes), read.path) == (pins, 'a "b"/go.sum')
