"""Files of the repository that switch off what the go command verifies."""

from __future__ import annotations

import pytest

from hooks.checks import env_settings
from hooks.rules.finding import Finding
from tests.memory import memory_tree

REQUIRES = "\n\ngo 1.24\n\nrequire github.com/sirupsen/logrus v1.9.3\n"


def found(files: dict[str, str], main: str = "github.com/mycorp/app") -> list[Finding]:
    """What files say beside a go.mod that requires a public module."""
    content = {**files, "go.mod": f"module {main}{REQUIRES}"}
    tree = memory_tree({path: text.encode() for path, text in content.items()})
    return list(env_settings.findings(tree, sorted(files), [""]))


@pytest.mark.parametrize(
    ("setting", "main", "hint"),
    [
        pytest.param(
            "GOPRIVATE=*",
            "github.com/mycorp/app",
            "in go.env, list only private modules, as in GOPRIVATE=github.com/mycorp/*",
            id="the owner of the main module",
        ),
        pytest.param(
            "GONOSUMDB=github.com,git.mycorp.example,corp.example/*",
            "github.com/mycorp/app",
            "in go.env, list only private modules, "
            "as in GONOSUMDB=git.mycorp.example,corp.example/*",
            id="what matches no public module",
        ),
        pytest.param(
            "GOPRIVATE=*",
            "app",
            "in go.env, list only private modules",
            id="a main module that nobody can fetch",
        ),
        pytest.param(
            "GOINSECURE=*",
            "github.com/mycorp/app",
            "in go.env, list only private hosts that cannot serve TLS, or take it out",
            id="without TLS",
        ),
        pytest.param(
            "GOINSECURE=github.com/*,old.mycorp.example",
            "github.com/mycorp/app",
            "in go.env, list only private hosts that cannot serve TLS, "
            "as in GOINSECURE=old.mycorp.example",
            id="without TLS for some",
        ),
    ],
)
def test_a_value_to_write_instead(setting: str, main: str, hint: str) -> None:
    (finding,) = found({"go.env": setting + "\n"}, main)
    assert finding.module == "github.com/sirupsen/logrus"
    assert finding.hint == hint


@pytest.mark.parametrize(
    "setting",
    ["GOPRIVATE=github.com/mycorp/*", "GOINSECURE=git.example", "GOSUMDB=on", "GOFLAGS=-v"],
)
def test_what_exempts_nothing_public(setting: str) -> None:
    assert found({"go.env": setting + "\n"}) == []


def test_each_file_has_advice_of_its_own() -> None:
    files = {"go.env": "GOPRIVATE=*\n", "tools/go.env": "GOPRIVATE=*\n"}
    assert len({finding.hint for finding in found(files)}) == 2
