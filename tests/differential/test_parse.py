"""go.mod and go.work as each release reads them: recorded verdicts beside ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from hooks.formats import go_mod, go_mod_layout, go_work, mod_file
from hooks.formats.directives import Retraction
from hooks.formats.mod_file import ModFile
from hooks.formats.problem import Problem
from hooks.values.releases import Release
from hooks.verdicts import parse
from hooks.verdicts.loading import applying, is_pruned
from hooks.verdicts.sources import Sources
from tests import shared
from tests.shared import Case, Told

Verdict = Callable[[Sources, str, Sequence[Release]], list[Problem]]

# Kinds of a release that would fetch modules and may not
_OFFLINE = {"lookup-off", "gosum-missing", "replace-no-gomod"}


def cases(config: pytest.Config) -> Iterator[Case]:
    """All small cases, and a sample of the real and the damaged files."""
    stride = 1 if config.getoption("--whole-corpus") else 3
    yield from shared.behaviour()
    yield from shared.mutants(stride)
    yield from shared.corpus_cases(stride)


def _expected(answer: shared.Answer, ours: set[Told]) -> set[Told]:
    """An answer, with the lines that ours has where Go names none.

    Below go 1.17 a requirement that is listed twice makes Go load the module graph. The
    recorded releases could fetch nothing and stopped there; we say what they would say.
    """
    theirs = set(shared.told(answer))
    kinds = {kind for kind, _ in theirs}
    if kinds & _OFFLINE and {kind for kind, _ in ours} == {"updates-needed"}:
        return ours
    lines = dict(ours)
    return {(kind, line or lines.get(kind, 0)) for kind, line in theirs}


def _disagreements(case: Case, check: str, verdict: Verdict) -> list[str]:
    answers = list(case.answers(check))
    if not answers:
        return []
    found = verdict(case.sources(), case.dir, [release for release, _ in answers])
    lines = []
    for release, answer in answers:
        ours = {(one.kind, one.line) for one in found if release in one.releases}
        theirs = _expected(answer, ours)
        if ours != theirs:
            lines.append(f"{case.name}: Go {release.version}: {theirs}, we: {ours}")
    return lines


@pytest.mark.parametrize(
    ("check", "verdict"), [("module", parse.module), ("wmodule", parse.workspace)]
)
def test_loading_agrees_with_every_release(
    check: str, verdict: Verdict, pytestconfig: pytest.Config
) -> None:
    found = [line for case in cases(pytestconfig) for line in _disagreements(case, check, verdict)]
    assert found == []


def _read(data: bytes, check: str) -> ModFile:
    return go_work.parse(data) if check[0] == "w" else go_mod.parse(data)


@pytest.mark.parametrize("check", ["edit", "wedit"])
def test_editing_agrees_with_every_release(check: str, pytestconfig: pytest.Config) -> None:
    found = []
    name = "go.work" if check == "wedit" else "go.mod"
    for case in cases(pytestconfig):
        answers = list(case.answers(check))
        data = case.files.get(case.path(name)) if answers else None
        tree = _read(data, check) if data is not None else None
        for release, answer in answers if tree is not None else ():
            problems = applying(tree.edit_problems, release) if tree is not None else []
            ours = {(one.kind, one.line) for one in problems}
            if ours != set(shared.told(answer)):
                found.append(f"{case.name}: Go {release.version}: {answer}, we: {ours}")
    assert found == []


def test_what_is_read_is_what_go_reads(pytestconfig: pytest.Config) -> None:
    found = []
    for case in cases(pytestconfig):
        answers = [one for one in case.answers("edit") if one[0].minor == 27 and one[1]["ok"]]
        data = case.files.get(case.path("go.mod")) if answers else None
        if data is not None and _hash(_as_json(go_mod.parse(data))) != answers[0][1]["json"]:
            found.append(case.name)
    assert found == []


def _as_json(tree: mod_file.GoMod) -> dict[str, Any]:
    """A go.mod as `go mod edit -json` shows it: repetitions said once, empty parts left out."""
    module = tree.module
    requires = [_version(one.path, one.version) for one in tree.requires]
    for requirement, one in zip(requires, tree.requires, strict=True):
        requirement.update({"Indirect": True} if one.indirect else {})
    replaces = {(one.path, one.version): one for one in tree.replaces}
    last = [one for one in tree.replaces if replaces[one.path, one.version] is one]
    retracts = [{"Low": one.low, "High": one.high, **_text(one)} for one in tree.retracts]
    whole: dict[str, Any] = {
        "Module": {"Path": module.path if module else ""},
        "Go": tree.go.version if tree.go else "",
        "Toolchain": tree.toolchain.name if tree.toolchain else "",
        "GoDebug": [{"Key": one.key, "Value": one.value} for one in tree.godebugs if one.key],
        "Require": [one for one in requires if one["Path"]],
        "Exclude": _once([_version(one.path, one.version) for one in tree.excludes]),
        "Replace": [
            {
                "Old": _version(one.path, one.version),
                "New": _version(one.target, one.target_version),
            }
            for one in last
        ],
        "Retract": retracts,
        "Tool": _once([{"Path": one.path} for one in tree.tools]),
        "Ignore": _once([{"Path": one.path} for one in tree.ignores]),
    }
    if module and module.deprecated:
        whole["Module"]["Deprecated"] = module.deprecated
    return {key: value for key, value in whole.items() if value not in ("", [])}


def _version(path: str, version: str) -> dict[str, Any]:
    return {"Path": path, "Version": version} if version else {"Path": path}


def _text(one: Retraction) -> dict[str, str]:
    return {"Rationale": one.rationale} if one.rationale else {}


def _once(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for number, one in enumerate(values) if one not in values[:number]]


def _hash(value: dict[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    data = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").encode()
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("check", ["fmt", "wfmt"])
def test_layout_is_that_of_the_newest_release(check: str, pytestconfig: pytest.Config) -> None:
    found = []
    name = "go.work" if check == "wfmt" else "go.mod"
    for case in cases(pytestconfig):
        answers = [one for one in case.answers(check) if one[0].minor == 27]
        data = case.files.get(case.path(name)) if answers else None
        if data is None:
            continue
        tree = _read(data, check)
        told = _layout(tree)
        if told != answers[0][1].get("sha256", "") and not _is_left(tree):
            found.append(case.name)
    assert found == []


def _layout(tree: ModFile) -> str:
    try:
        text = go_mod_layout.canonical(tree)
    except ValueError:
        return ""
    assert go_mod_layout.canonical(type(tree)(b"") if not text else _again(tree, text)) == text
    return hashlib.sha256(text).hexdigest()


def _again(tree: ModFile, text: bytes) -> ModFile:
    return go_work.parse(text) if isinstance(tree, mod_file.GoWork) else go_mod.parse(text)


def _is_left(tree: ModFile) -> bool:
    """Whether the file replaces one path in two ways: then the layout does not choose."""
    targets: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for one in tree.replaces:
        targets.setdefault((one.path, one.version), set()).add((one.target, one.target_version))
    return any(len(one) > 1 for one in targets.values())


def test_real_files_keep_their_bytes() -> None:
    for _, data in shared.corpus_texts("go.mod", "go.work", "vendor.mod"):
        assert bytes(go_mod.parse(data)) == data


def test_unpruned_is_what_is_below_go_1_17() -> None:
    assert not is_pruned(go_mod.parse(b"module m\n"))
    assert not is_pruned(go_mod.parse(b"module m\ngo 1.16\n"))
    assert is_pruned(go_mod.parse(b"module m\ngo 1.17\n"))
