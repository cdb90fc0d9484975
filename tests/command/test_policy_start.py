"""A run without a policy knows nothing of policies."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.repository import Repository

PROGRAM = """
import sys
from hooks import go_mod_gate
go_mod_gate.main([])
print(*sorted(name for name in sys.modules if "polic" in name or ".pol_" in name))
"""


@pytest.mark.parametrize(
    ("configuration", "imported"),
    [
        pytest.param(None, [], id="no configuration"),
        pytest.param("strict = false\n", [], id="no policy"),
        pytest.param(
            '[[deny]]\nmodule = "example.com/b"\n',
            [
                *("hooks.checks.pol_entries", "hooks.checks.pol_modules", "hooks.checks.pol_reach"),
                *("hooks.command.config_policy", "hooks.go_mod_policy", "hooks.rules.policy"),
            ],
            id="a policy",
        ),
    ],
)
def test_nothing_of_a_policy_is_imported_without_one(
    tmp_path: Path, configuration: str | None, imported: list[str]
) -> None:
    repository = Repository(tmp_path / "repository")
    repository.add({"go.mod": "module example.com/a\n\ngo 1.24\n"})
    if configuration is not None:
        repository.add({".gomod-hooks.toml": configuration})
    assert repository.run(sys.executable, "-c", PROGRAM).stdout.split() == imported
