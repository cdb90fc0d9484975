"""Every hook judges any tree: no exception, and nothing raw in any format of what it says."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hooks.command.errors import UsageError
from tests.hostile import judging
from tests.hostile.texts import CONFIG, FRAGMENTS, damaged, fuzzed, raw, trees

FIXERS = {
    "go_mod_format": ["go.mod", "go.work"],
    "go_sum_sort": ["go.sum", "go.work.sum"],
    "go_vendor_modules": ["vendor/modules.txt"],
}


@pytest.mark.parametrize("door", judging.DOORS)
@fuzzed(40)
@given(files=trees(), base=trees())
def test_any_commit_is_judged(door: str, files: dict[str, bytes], base: dict[str, bytes]) -> None:
    for form, text in judging.said(door, files, [base]).items():
        assert raw(text) == [], form


@pytest.mark.parametrize("door", judging.DOORS)
@fuzzed(15)
@given(files=trees(), config=damaged(CONFIG))
def test_any_configuration_is_obeyed_or_refused(
    door: str, files: dict[str, bytes], config: bytes
) -> None:
    with suppress(UsageError):
        judging.said(door, files | {CONFIG: config})


NAMES = st.lists(
    st.sampled_from(["a", "vendor", "b c", "..", ".", "-x", "testdata", "go.mod", "v2"])
    | st.sampled_from(FRAGMENTS).map(lambda text: text.decode("utf-8", "surrogateescape")),
    max_size=4,
).map("/".join)


@pytest.mark.parametrize("door", judging.DOORS)
@fuzzed(40)
@given(data=st.data())
def test_any_path_is_judged(door: str, data: st.DataObject) -> None:
    files = data.draw(trees())
    moved = {}
    for path, content in files.items():
        folder = data.draw(NAMES).replace("\0", "")
        moved[f"{folder}/{path}".lstrip("/")] = content
    modes = {path: data.draw(st.sampled_from(["100755", "120000", "160000"])) for path in moved}
    for form, text in judging.said(door, moved, [files], modes=modes).items():
        assert raw(text) == [], form


@pytest.mark.parametrize("door", FIXERS)
@fuzzed(60)
@given(files=trees())
def test_what_a_fixer_writes_it_leaves_alone(door: str, files: dict[str, bytes]) -> None:
    for path in FIXERS[door]:
        once = judging.repaired(door, files, path) if path in files else None
        if once is not None:
            assert judging.repaired(door, files | {path: once}, path) == once


@fuzzed(60)
@given(before=trees(), after=trees(), name=st.sampled_from(FRAGMENTS))
def test_any_two_commits_are_compared(
    before: dict[str, bytes], after: dict[str, bytes], name: bytes
) -> None:
    texts = judging.compared(before, after, name.decode("utf-8", "surrogateescape"))
    for form, text in texts.items():
        assert raw(text) == [], form
    json.loads(texts["json"])


@fuzzed(40)
@given(files=trees())
def test_any_tree_has_a_matrix(files: dict[str, bytes]) -> None:
    for form, text in judging.matrix(files).items():
        assert raw(text) == [], form
