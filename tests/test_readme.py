"""The README says what the program says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hooks.command import config
from hooks.command.flags import OF_HOOK
from hooks.values.product import VERSION
from tests import readme

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
    text = page("hooks.md")
    assert sorted(re.findall(r"^## (go-[\w-]+)$", text, re.M)) == sorted(OF_HOOK)


def test_the_configuration_to_paste_is_one() -> None:
    [example] = re.findall(r"```toml\n(.*?)```", page("configuration.md"), re.S)
    assert tomllib.loads(example)
    config.parse(example.encode(), "the documentation")


def page(name: str) -> str:
    """A page of the documentation."""
    return (CHECKOUT / "docs" / name).read_text(encoding="utf-8")


def test_what_is_pinned_can_be_installed() -> None:
    """A release where one is tagged; else a commit of this history that has the options."""
    if not (CHECKOUT / ".git").exists():
        pytest.skip("not a checkout: its history is not there")
    if git("tag", "--list", f"v{VERSION}"):
        assert f"    rev: v{VERSION}\n" in TEXT
        assert not readme.PINNED.search(TEXT)
        return
    sources = [readme.README, *readme.DOCS, readme.TEMPLATE]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    [pinned] = {each for text in texts for each in readme.PINNED.findall(text)}
    if git("rev-parse", "--is-shallow-repository") == "true":
        pytest.skip("a shallow clone: its history is not there")
    assert git("merge-base", pinned, "HEAD") == pinned
    assert not any("pip install gomod-hooks" in text for text in texts)
    named = re.findall(r"^modcheck ([\w-]+)", page("modcheck.md"), re.M)
    commands = git("show", f"{pinned}:hooks/modcheck/__main__.py")
    assert [name for name in named if f'"{name}"' not in commands] == []
    for path in ("action.yml", "templates/gomod.yml"):
        git("cat-file", "-e", f"{pinned}:{path}")


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=CHECKOUT, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


def test_links_lead_somewhere() -> None:
    """Files, and the headings in them."""
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]+)(?:#([^)]+))?\)", TEXT):
        assert (CHECKOUT / target).exists(), target
        if anchor:
            text = (CHECKOUT / target).read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.*)$", text, re.M)
            slugs = [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings]
            assert anchor in slugs, anchor


def promises() -> list[tuple[str, str]]:
    """Each sentence of the page "What it promises", and the test that its comment names."""
    _, _, section = page("promises.md").partition("\n")
    pieces = re.split(r"<!--\s*(.*?)\s*-->", section, flags=re.S)
    assert not pieces[-1].strip(), "the last sentence names no test"
    return list(zip(pieces[0::2], pieces[1::2], strict=False))


@pytest.mark.parametrize(("sentence", "named"), promises())
def test_a_promise_is_held_by_the_test_that_it_names(sentence: str, named: str) -> None:
    path, _, name = named.partition("::")
    source = (CHECKOUT / path).read_text(encoding="utf-8")
    assert re.search(rf"^\s*(def |\S+ = |.*\b){name}\b", source, re.M), named
    items = [line for line in sentence.splitlines() if line.startswith("- ")]
    assert len(items) <= 1, sentence
