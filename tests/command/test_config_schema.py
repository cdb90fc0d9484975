"""The JSON Schema of the configuration beside the reader of the configuration."""

from __future__ import annotations

import datetime
import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest

from hooks.command import config, config_keys
from hooks.command.errors import UsageError
from hooks.rules.allow import KEYS
from tests import schema
from tests.cases import TESTDATA

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema.text()))
PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
FILES = sorted(TESTDATA.glob("go-*/*/staged/.gomod-hooks.toml"))


def plain(value: object) -> object:
    """A value of TOML as one of JSON."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def is_valid(text: str) -> bool:
    return VALIDATOR.is_valid(plain(tomllib.loads(text)))


def test_the_file_is_fresh() -> None:
    """`python3 -m tests.schema` writes it."""
    assert schema.FILE.read_text(encoding="utf-8") == schema.text()


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.text()))


def test_every_key_of_an_exception_is_explained() -> None:
    assert config_keys.ALLOW.keys() == set(KEYS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_it_takes_the_configuration_of_each_case(file: Path) -> None:
    assert is_valid(file.read_text(encoding="utf-8"))


def test_it_takes_those_of_the_readme() -> None:
    examples = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    examples += re.findall(r"```\n(\[policy\]\n.*?)```", PAGE, re.S)
    assert len(examples) == 2
    for example in examples:
        config.parse(example.encode(), "the documentation")
        assert is_valid(example)


@pytest.mark.parametrize(
    "text",
    [
        "colour = 1",
        "strict = 'yes'",
        "go = 1.22",
        "exclude = [1]",
        "[hooks.go-what]",
        "[hooks.go-directive]\nrev = 'x'",
        "[hooks.go-directive]\ntoolchain = 'maybe'",
        "[[allow]]\ncode = 'SUM103'",
        "[[allow]]\ncode = 'SUM103'\nreason = 'x'\nwhat = 1",
        "[[deny]]\nreason = 'x'",
        "[[deny]]\nmodule = 'a.b/c'\nindirect = 'all'",
        "[[only]]\nmodule = 'a.b/c'\ninstead = 'd'",
        "[policy]\nwhat = true",
        "[policy]\nfrozen = 1",
        "[policy]\nmin-age = true",
        "[policy]\nmin-age = 7",
        "[policy]\nreplace = 'some'",
        "[policy.frozen]\nratchet = true",
        "[policy.frozen]\nindirect = true",
        "[policy.min-age]\npaths = 'a/'",
    ],
)
def test_it_refuses_what_the_reader_refuses(text: str) -> None:
    with pytest.raises(UsageError):
        config.parse(text.encode(), "name")
    assert not is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "[policy]\nfrozen = true\nmin-age = '7d'\nreplace = ['local']\nmodule-path = true",
        "[policy]\nfrozen = false\nmin-age = false\nreplace = false",
        "[policy]\nmodule-path = 'example.com/a'",
        "[policy.replace]\nhosts = 'example.com'",
        "[[policy.pre-release]]\npaths = 'a/'\n[[policy.pre-release]]\npaths = 'b/'",
        "[[deny]]\nmodule = 'a.b/c'\nrequired-by = []\nuntil = 9999-01-02",
    ],
)
def test_it_takes_what_the_reader_takes(text: str) -> None:
    config.parse(text.encode(), "name")
    assert is_valid(text)
