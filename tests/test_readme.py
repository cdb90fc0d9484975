"""The README says what the program says."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from hooks import go_directive
from hooks.command import config
from hooks.command.flags import OF_HOOK
from tests import readme
from tests.repository import Repository, isolate

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHECKOUT = Path(__file__).parent.parent
TEXT = readme.README.read_text(encoding="utf-8")


def test_generated_blocks_are_fresh() -> None:
    """`python3 -m tests.readme` writes them."""
    assert readme.current(TEXT) == TEXT


def test_every_hook_has_a_heading() -> None:
    assert sorted(re.findall(r"^### (go-[\w-]+)$", TEXT, re.M)) == sorted(OF_HOOK)


def test_the_configuration_to_paste_is_one() -> None:
    [example] = re.findall(r"```toml\n(.*?)```", TEXT, re.S)
    assert tomllib.loads(example)
    config.parse(example.encode(), "the README")


@pytest.mark.parametrize("code", sorted(set(re.findall(r"\b(?:[A-Z]{3}\d{3})\b", TEXT))))
def test_codes_named_exist(code: str) -> None:
    assert (CHECKOUT / "hooks" / "rules" / f"{code}.md").exists()


def test_the_version_to_paste_is_this_one() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    assert f"rev: v{project['project']['version']}\n" in TEXT


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT):
        assert (CHECKOUT / target).exists(), target


def test_the_red_line_is_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The commit shown is the sample's."""
    sample = CHECKOUT / "testdata" / "sample"
    repository = Repository(tmp_path)
    repository.copy(sample / "healthy")
    repository.commit()
    repository.copy(sample / "go-directive")
    repository.add()
    isolate(monkeypatch)
    monkeypatch.chdir(tmp_path)
    assert go_directive.main([]) == 1
    assert capfd.readouterr().out in TEXT
