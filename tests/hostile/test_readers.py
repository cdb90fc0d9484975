"""The readers take any bytes: nothing is raised, and the same bytes come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.command import config
from hooks.command.errors import UsageError
from hooks.formats import go_mod, go_work
from hooks.formats.problem import DEPENDENCY, EDIT, LOAD
from hooks.verdicts import toolchain
from tests.hostile import reading
from tests.hostile.texts import CONFIG, NAMING, damaged, fuzzed


@pytest.mark.parametrize("name", reading.READERS)
@fuzzed(100)
@given(data=st.data())
def test_every_byte_comes_back(name: str, data: st.DataObject) -> None:
    reading.comes_back(name, data.draw(damaged(name)))


@pytest.mark.parametrize("name", ["go.mod", "go.work"])
@fuzzed(100)
@given(data=st.data())
def test_what_is_wrong_has_a_place_in_the_file(name: str, data: st.DataObject) -> None:
    text = data.draw(damaged(name))
    tree = go_mod.parse(text) if name == "go.mod" else go_work.parse(text)
    lines = text.decode("utf-8", "surrogateescape").split("\n")
    for reader in (LOAD, EDIT, DEPENDENCY):
        for problem in tree.read_by(reader):
            assert 0 <= problem.line <= len(lines)
            assert 0 <= problem.column <= len(lines[problem.line - 1]) + 1


@pytest.mark.parametrize("name", ["go.mod", "go.work"])
@pytest.mark.parametrize("fold", [False, True])
@fuzzed(60)
@given(data=st.data())
def test_a_layout_is_stable_or_there_is_none(name: str, fold: bool, data: st.DataObject) -> None:
    reading.keeps_its_layout(name, data.draw(damaged(name)), fold=fold)


@fuzzed(100)
@given(damaged("go.sum"))
def test_a_go_sum_is_settled_for_good_or_left_alone(text: bytes) -> None:
    reading.is_settled(text)


@fuzzed(100)
@given(damaged("vendor/modules.txt"))
def test_modules_txt_without_marks_of_other_tools(text: bytes) -> None:
    reading.is_undamaged(text)


@fuzzed(100)
@given(st.sampled_from(["go.mod", "go.work"]).flatmap(damaged))
def test_go_and_toolchain_lines_are_read_from_anything(text: bytes) -> None:
    toolchain.read(text)


@fuzzed(100)
@given(damaged(CONFIG))
def test_a_configuration_is_read_or_refused(text: bytes) -> None:
    reading.is_configuration_or_refused(text)


@pytest.mark.parametrize("name", NAMING)
@fuzzed(60)
@given(data=st.data())
def test_versions_and_settings_are_read_from_anything(name: str, data: st.DataObject) -> None:
    reading.names_versions(name, data.draw(damaged(name)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"go = " + b"1" * 10_000, id="a number of ten thousand digits"),
        pytest.param(b"go = " + b"[" * 100_000, id="deep nesting"),
        pytest.param(b"a = {" * 5_000, id="deep tables"),
        pytest.param(b"a" + b".a" * 50_000 + b" = 1", id="a key of many parts"),
        pytest.param((b"[a" + b".a" * 1900 + b"]\n") * 5_000, id="many keys of many parts"),
        pytest.param(b"go = 9999-99-99", id="a day that no calendar has"),
        pytest.param(b"go = 1e999999999", id="an infinite number"),
        pytest.param(b'go = "\\UFFFFFFFF"', id="a character that Unicode lacks"),
        pytest.param(b"\xff\xfe", id="bytes that are no text"),
        pytest.param(b"go = 1\x00", id="a null byte"),
        pytest.param(b"allow = 1", id="an exception that is a number"),
        pytest.param(b"allow = [[1]]", id="an exception that is a list"),
        pytest.param(b"[[allow]]\ncode = 1\nreason = 2", id="texts that are numbers"),
        pytest.param(b"[hooks]\ngo-sum-diff = 1", id="a hook that is a number"),
        pytest.param(b"deny = [[1]]", id="a denied module that is a list"),
        pytest.param(b"policy = 1", id="a policy that is a number"),
        pytest.param(b"[policy]\nmin-age = {}", id="an age that is a table"),
        pytest.param(b"[policy]\nmin-age = '" + b"9" * 3000 + b"d'", id="a very long time"),
        pytest.param(b"[policy]\nfrozen = []", id="a switch that is a list of nothing"),
    ],
)
def test_a_configuration_that_makes_no_sense(text: bytes) -> None:
    with pytest.raises(UsageError):
        config.parse(text, CONFIG)
