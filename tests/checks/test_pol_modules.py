"""What is said of modules that a policy does not want, and what to do about them."""

from __future__ import annotations

import pytest

from hooks.checks import pol_modules
from hooks.checks.pol_reach import Judged
from hooks.rules.finding import Finding
from hooks.rules.policy import LISTED, ModuleRule, Policy
from hooks.values import version_range
from hooks.verdicts import module_uses
from tests.memory import memory_tree, module_file

HEAD = "module example.com/app\n\ngo 1.24\n\n"


def judged(go_mod: str) -> Judged:
    """A main module whose go.mod says this."""
    tree = memory_tree({"go.mod": (HEAD + go_mod).encode()})
    return Judged(tree, module_file(tree), module_uses.of_module(tree, ""))


def rule(
    pattern: str,
    *,
    versions: str = "",
    instead: str = "",
    required_by: list[str] | None = None,
    ratchet: bool = False,
) -> ModuleRule:
    """An entry about what the files list."""
    made = ModuleRule([pattern], reach=LISTED, line=1)
    made.versions = version_range.parse(versions) if versions else None
    made.instead = [instead] if instead else []
    made.required_by = required_by
    made.has_ratchet = ratchet
    return made


def denied(entry: ModuleRule, now: str, *before: str) -> list[Finding]:
    """What an entry of [[deny]] says."""
    policy = Policy()
    policy.deny = [entry]
    return list(pol_modules.denied(policy, judged(now), [judged(each) for each in before]))


def admitted(entry: ModuleRule, now: str) -> list[Finding]:
    """What an entry of [[only]] says."""
    policy = Policy()
    policy.only = [entry]
    return list(pol_modules.not_admitted(policy, judged(now), []))


ALLOWING = [
    "or: allow it in .gomod-hooks.toml, with a reason:",
    "[[allow]]",
    'code = "POL101"',
]


@pytest.mark.parametrize(
    ("entry", "now", "before", "message", "hint"),
    [
        pytest.param(
            rule("example.com/a"),
            "require example.com/a v1.0.0\n",
            "",
            "example.com/a v1.0.0 is denied",
            "do without it",
            id="itself",
        ),
        pytest.param(
            rule("example.com/..."),
            "require example.com/a v1.0.0\n",
            "",
            "example.com/a v1.0.0 is denied (example.com/...)",
            "do without it",
            id="by a pattern",
        ),
        pytest.param(
            rule("example.com/a", versions="<v1.2.0"),
            "require example.com/a v1.0.0\n",
            "",
            "example.com/a v1.0.0 is denied (versions <v1.2.0)",
            "go get 'example.com/a@>=v1.2.0'   (the first version that is not denied)",
            id="below a version",
        ),
        pytest.param(
            rule("example.com/a", versions="<v1.2.0"),
            "require example.com/a v1.0.0\n",
            "require example.com/a v1.4.0\n",
            "example.com/a v1.0.0 is denied (versions <v1.2.0)",
            "go get example.com/a@v1.4.0   (the version before this change)",
            id="at a version that the base does not have",
        ),
        pytest.param(
            rule("example.com/a", versions="<v2.0.0"),
            "require example.com/a v1.0.0\n",
            "",
            "example.com/a v1.0.0 is denied (versions <v2.0.0)",
            "do without it",
            id="at every version that its path can have",
        ),
        pytest.param(
            rule("example.net/..."),
            "require example.com/a v1.0.0\n\nreplace example.com/a => example.net/a v1.0.1\n",
            "",
            "example.com/a is replaced by example.net/a v1.0.1, which is denied (example.net/...)",
            "go mod edit -dropreplace=example.com/a && go mod tidy",
            id="by a replacement",
        ),
        pytest.param(
            rule("example.com/a", versions="<v1.2.0"),
            "require example.com/b v1.0.0\n\n"
            "replace example.com/b v1.0.0 => example.com/a v1.0.0\n",
            "",
            "example.com/b is replaced by example.com/a v1.0.0, which is denied (versions <v1.2.0)",
            "go mod edit -replace=example.com/b@v1.0.0=example.com/a@v1.2.0 && go mod tidy"
            "   (the first version that is not denied)",
            id="by a replacement at a version",
        ),
        pytest.param(
            rule("example.com/a"),
            "require example.com/a v1.0.0 // indirect\n",
            "",
            "example.com/a v1.0.0 (indirect) is denied",
            "see what brings it in: modcheck why example.com/a",
            id="indirectly, and nobody knows through whom",
        ),
        pytest.param(
            rule("example.com/a", required_by=["example.com/b", "example.com/c/..."]),
            "require example.com/a v1.0.0\n",
            "",
            "example.com/app requires example.com/a, which only example.com/b or "
            "example.com/c/... may",
            "do without it",
            id="by one that may not",
        ),
        pytest.param(
            rule("example.com/a", required_by=[]),
            "require example.com/a v1.0.0\n",
            "",
            "example.com/app requires example.com/a, which no module may",
            "do without it",
            id="and nobody may",
        ),
    ],
)
def test_a_module_is_denied(
    entry: ModuleRule, now: str, before: str, message: str, hint: str
) -> None:
    (finding,) = denied(entry, now, before)
    told = [each.text for each in finding.hints]
    assert (finding.code, finding.message, told[0]) == ("POL101", message, hint)
    assert told[1:4] == ([] if "version" in hint else ALLOWING)


def test_what_is_to_be_used_instead_needs_no_exception() -> None:
    (finding,) = denied(
        rule("example.com/a", instead="example.com/b"), "require example.com/a v1.0.0\n"
    )
    assert finding.hint == "use example.com/b instead"


@pytest.mark.parametrize(
    ("now", "message", "hint"),
    [
        (
            "require example.com/a v1.0.0\n",
            "example.com/a is admitted only at >=v1.2.0, not at v1.0.0",
            "go get 'example.com/a@>=v1.2.0'",
        ),
        (
            "require example.com/a v1.3.0\n\nreplace example.com/a => ./a\n",
            "example.com/a is admitted only at >=v1.2.0, and not where it is replaced",
            "have it admitted, or do without it",
        ),
        (
            "require example.net/b v1.0.0\n",
            "example.net/b v1.0.0 is not among the modules that are admitted here",
            "have it admitted, or do without it",
        ),
    ],
)
def test_a_module_is_not_admitted(now: str, message: str, hint: str) -> None:
    (finding,) = admitted(rule("example.com/a", versions=">=v1.2.0"), now)
    told = [each.text for each in finding.hints]
    assert (finding.code, finding.message, told[0]) == ("POL102", message, hint)


def test_what_stands_for_another_module_is_looked_at_where_the_entry_says_so() -> None:
    entry = rule("example.com/a")
    now = "require example.com/a v1.0.0\n\nreplace example.com/a => example.com/fork v1.0.0\n"
    assert [finding.module for finding in admitted(entry, now)] == ["example.com/fork"]
    entry.replacement = False
    assert admitted(entry, now) == []


@pytest.mark.parametrize(
    ("required_by", "message"),
    [
        (None, "example.com/a (denied) is gone from this file"),
        (["example.com/b"], "example.com/app no longer brings in example.com/a (denied)"),
    ],
)
def test_a_module_is_gone(required_by: list[str] | None, message: str) -> None:
    entry = rule("example.com/a", required_by=required_by, ratchet=True)
    (finding,) = denied(entry, "", "require example.com/a v1.0.0\n")
    assert (finding.code, finding.message) == ("POL104", message)
    assert finding.hint == "nothing to do; adding it again will fail (ratchet = true)"
