"""go.mod and go.work as each release reads them: recorded verdicts beside ours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from hooks.formats import go_mod, go_work
from hooks.formats.modfile import layout
from hooks.formats.modfile.directives import Retraction
from hooks.formats.modfile.file import GoMod, GoWork, ModFile
from hooks.formats.problem import EDIT, Problem
from hooks.tree.tree import Tree
from hooks.values.releases import Release
from hooks.verdicts import load
from hooks.verdicts.load_module import applying
from tests import shared
from tests.differential.conftest import Sample
from tests.shared import Case, KindAndLine

Verdict = Callable[[Tree, str, Sequence[Release]], list[Problem]]

# Kinds of a release that would fetch modules and may not
_OFFLINE = {"lookup-off", "gosum-missing", "replace-no-gomod"}


def cases(stride: Sample) -> Iterator[Case]:
    """All small cases, and a sample of the real and the damaged files."""
    yield from shared.behaviour()
    yield from shared.mutants(stride(6))
    yield from shared.corpus_cases(stride(6))


def _expected(answer: shared.Answer, ours: set[KindAndLine]) -> set[KindAndLine]:
    """An answer, with the lines that ours has where Go names none.

    Below go 1.17 a requirement that is listed twice makes Go load the module graph. The
    recorded releases could fetch nothing and stopped there; we report what they would.
    """
    theirs = set(shared.kinds_and_lines(answer))
    kinds = {kind for kind, _ in theirs}
    if kinds & _OFFLINE and {kind for kind, _ in ours} == {"updates-needed"}:
        return ours
    lines = dict(ours)
    return {(kind, line or lines.get(kind, 0)) for kind, line in theirs}


def _disagreements(case: Case, check: str, verdict: Verdict) -> list[str]:
    answers = list(case.answers(check))
    if not answers:
        return []
    problems = verdict(case.tree(), case.dir, [release for release, _ in answers])
    lines = []
    for release, answer in answers:
        ours = {(problem.kind, problem.line) for problem in problems if release in problem.releases}
        theirs = _expected(answer, ours)
        if ours != theirs:
            lines.append(f"{case.name}: Go {release.version}: {theirs}, we: {ours}")
    return lines


@pytest.mark.parametrize(
    ("check", "verdict"), [("module", load.module), ("wmodule", load.workspace)]
)
def test_loading_agrees_with_every_release(check: str, verdict: Verdict, stride: Sample) -> None:
    assert [line for case in cases(stride) for line in _disagreements(case, check, verdict)] == []


def _read(data: bytes, check: str) -> ModFile:
    return go_work.parse(data) if check[0] == "w" else go_mod.parse(data)


@pytest.mark.parametrize("check", ["edit", "wedit"])
def test_editing_agrees_with_every_release(check: str, stride: Sample) -> None:
    differing = []
    name = "go.work" if check == "wedit" else "go.mod"
    for case in cases(stride):
        answers = list(case.answers(check))
        data = case.files.get(case.path(name)) if answers else None
        if data is None:
            continue
        problems = _read(data, check).read_by(EDIT)
        for release, answer in answers:
            ours = {(problem.kind, problem.line) for problem in applying(problems, release)}
            if ours != set(shared.kinds_and_lines(answer)):
                differing.append(f"{case.name}: Go {release.version}: {answer}, we: {ours}")
    assert differing == []


def test_what_is_read_is_what_go_reads(stride: Sample) -> None:
    differing = []
    for case in cases(stride):
        answer = _newest_answer(case, "edit")
        data = case.files.get(case.path("go.mod")) if answer and answer["ok"] else None
        if answer and data is not None and _hash(_as_json(go_mod.parse(data))) != answer["json"]:
            differing.append(case.name)
    assert differing == []


def _newest_answer(case: Case, check: str) -> shared.Answer | None:
    """What the newest release on record answered to a check; None where none was asked."""
    answers = dict(case.answers(check))
    return answers[max(answers)] if answers else None


def _as_json(file: GoMod) -> dict[str, Any]:
    """A go.mod as `go mod edit -json` shows it: repetitions said once, empty parts left out."""
    module = file.module
    requires = [
        {**_version(each.path, each.version), **({"Indirect": True} if each.indirect else {})}
        for each in file.requires
    ]
    last = {(each.path, each.version): each for each in file.replaces}
    replaces = [each for each in file.replaces if last[each.path, each.version] is each]
    retracts = [{"Low": each.low, "High": each.high, **_text(each)} for each in file.retracts]
    whole: dict[str, Any] = {
        "Module": {"Path": module.path if module else ""},
        "Go": file.go.version if file.go else "",
        "Toolchain": file.toolchain.name if file.toolchain else "",
        "GoDebug": [{"Key": each.key, "Value": each.value} for each in file.godebugs if each.key],
        "Require": [requirement for requirement in requires if requirement["Path"]],
        "Exclude": _once([_version(each.path, each.version) for each in file.excludes]),
        "Replace": [
            {
                "Old": _version(each.path, each.version),
                "New": _version(each.target, each.target_version),
            }
            for each in replaces
        ],
        "Retract": retracts,
        "Tool": _once([{"Path": each.path} for each in file.tools]),
        "Ignore": _once([{"Path": each.path} for each in file.ignores]),
    }
    if module and module.deprecated:
        whole["Module"]["Deprecated"] = module.deprecated
    return {key: value for key, value in whole.items() if value not in ("", [])}


def _version(path: str, version: str) -> dict[str, Any]:
    return {"Path": path, "Version": version} if version else {"Path": path}


def _text(retraction: Retraction) -> dict[str, str]:
    return {"Rationale": retraction.rationale} if retraction.rationale else {}


def _once(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [value for number, value in enumerate(values) if value not in values[:number]]


def _hash(value: dict[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    data = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").encode()
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("check", ["fmt", "wfmt"])
def test_layout_is_that_of_the_newest_release(check: str, stride: Sample) -> None:
    differing = []
    name = "go.work" if check == "wfmt" else "go.mod"
    for case in cases(stride):
        answer = _newest_answer(case, check)
        data = case.files.get(case.path(name)) if answer else None
        if answer is None or data is None:
            continue
        file = _read(data, check)
        if _layout(file) != answer.get("sha256", "") and not _is_left(file):
            differing.append(case.name)
    assert differing == []


def _layout(file: ModFile) -> str:
    try:
        text = layout.canonical(file)
    except ValueError:
        return ""
    assert layout.canonical(type(file)(b"") if not text else _again(file, text)) == text
    return hashlib.sha256(text).hexdigest()


def _again(file: ModFile, text: bytes) -> ModFile:
    return go_work.parse(text) if isinstance(file, GoWork) else go_mod.parse(text)


def _is_left(file: ModFile) -> bool:
    """Whether the file replaces one path in two ways: then the layout does not choose."""
    targets: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for each in file.replaces:
        targets.setdefault((each.path, each.version), set()).add((each.target, each.target_version))
    return any(len(several) > 1 for several in targets.values())


def test_real_files_keep_their_bytes() -> None:
    for _, data in shared.corpus_texts("go.mod", "go.work", "vendor.mod"):
        assert bytes(go_mod.parse(data)) == data


def test_unpruned_is_what_is_below_go_1_17() -> None:
    assert not go_mod.parse(b"module m\n").is_pruned
    assert not go_mod.parse(b"module m\ngo 1.16\n").is_pruned
    assert go_mod.parse(b"module m\ngo 1.17\n").is_pruned
