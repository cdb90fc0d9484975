"""The vendor verdicts, the normal form and the vendored files against real repositories.

Deliberate difference: where a go.mod below go 1.17 requires one module at two
versions, the releases look further and stop at the network ("lookup-off"); we say
what they say with a network, that go.mod needs updates.

Kept out of form by real projects (`UNTIDY`), both consistent to Go:

- a module that is marked explicit, but neither required nor a source of packages,
  was left behind when its requirement was dropped by hand.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from random import Random

import pytest

from hooks.checks import ven_modules, ven_normal_form, ven_tree
from hooks.formats.problem import Problem
from hooks.tree.tree import Tree
from hooks.values.releases import Release, known
from hooks.verdicts import vendor
from tests import shared
from tests.differential.conftest import Sample
from tests.differential.modules_txt_damage import damaged
from tests.memory import MemoryFiles
from tests.shared import Answer, Case

CHECKS = {
    "default": (vendor.module, False),
    "vendor": (vendor.module, True),
    "wdefault": (vendor.workspace, False),
    "wvendor": (vendor.workspace, True),
}

UNTIDY = {
    "NVIDIA/nvidia-container-toolkit@3dab9da80e14:",
    "go-delve/delve@9230a97210e6:",
}

Reported = tuple[str, str, str]  # kind, module, version


def reported(answer: Answer) -> set[Reported]:
    """What a release reported: the kind, of vendor problems the module and version too."""
    return {_reported(problem) for problem in answer.get("problems", ())}


def _reported(problem: dict[str, str]) -> Reported:
    kind, text = problem["kind"], problem["msg"]
    module, version = problem.get("mod", ""), problem.get("ver", "")
    if kind == "other" and "is marked as explicit" in text:  # of a module without version
        return "vendor-explicit-not-required", text.partition(":")[0], ""
    if kind == "other" and "should be required explicitly" in text:
        return "vendor-should-be-required", text.split()[2], ""
    return (kind, module, version) if kind.startswith("vendor-") else (kind, "", "")


def ours(problems: list[Problem], release: Release) -> set[Reported]:
    """The same of what we report."""
    return {
        (problem.kind, problem.module, problem.version)
        if problem.kind.startswith("vendor-")
        else (problem.kind, "", "")
        for problem in problems
        if release in problem.releases
    }


def disagreements(case: Case) -> Iterator[str]:
    for check, (verdict, forced) in CHECKS.items():
        answers = dict(case.answers(check))
        if not answers:
            continue
        problems = verdict(case.tree(), case.dir, list(answers), forced)
        for release, answer in answers.items():
            theirs, mine = reported(answer), ours(problems, release)
            if theirs != mine and not (
                theirs == {("lookup-off", "", "")} and mine == {("updates-needed", "", "")}
            ):
                missed, added = sorted(theirs - mine), sorted(mine - theirs)
                yield f"{case} {check} {release}: missed {missed}, added {added}"


@pytest.mark.parametrize("cases", ["behaviour", "corpus", "mutants"])
def test_reports_what_go_reports_of_vendor_folders(cases: str, pytestconfig: pytest.Config) -> None:
    is_whole = pytestconfig.getoption("--whole-corpus")
    every = {
        "behaviour": lambda: iter(shared.behaviour()),
        "corpus": shared.corpus_cases,
        "mutants": shared.mutants,
    }
    asked = (
        case
        for case in every[cases]()
        if is_whole or any(check.endswith("vendor") for check in case.checks)
    )
    assert [text for case in asked for text in disagreements(case)] == []


Vendored = tuple[str, str, Tree]  # name, folder, the module files around it


@functools.cache
def vendored() -> list[Vendored]:
    """Each distinct modules.txt of the archive beside its go.mod or go.work."""
    folders_with_lists, seen = [], set()
    shared.folder()
    for entry in shared.corpus().index():
        for path, blob in entry["files"].items():
            folder, slash, _ = ("/" + path).rpartition("/vendor/modules.txt")
            if slash:
                folder = folder[1:]
                start = folder + "/" if folder else ""
                names = [start + name for name in ("go.mod", "vendor.mod", "go.work")]
                beside = tuple(entry["files"].get(name) for name in names)
                if (blob, beside) not in seen and any(beside):
                    seen.add((blob, beside))
                    name = f"{entry['repo']}@{entry['commit'][:12]}:{folder}"
                    files, folders = shared.corpus().files(name)
                    for path_beside in names:
                        if path_beside in entry["files"]:
                            files[path_beside] = shared.corpus().blobs[entry["files"][path_beside]]
                    tree = Tree(MemoryFiles(files, folders=folders))
                    folders_with_lists.append((name, folder, tree))
    return folders_with_lists


def is_refused(folder: str, tree: Tree) -> bool:
    """Whether the newest release refuses the files, forced to look at them."""
    listing = tree.modules_txt(folder)
    verdict = vendor.workspace if listing is not None and listing.workspace else vendor.module
    return bool(verdict(tree, folder, known()[-1:], forced=True))


def test_normal_form_of_real_files_is_themselves() -> None:
    changed, compared = set(), 0
    for name, folder, tree in vendored():
        if not is_refused(folder, tree):
            form = ven_normal_form.of_folder(tree, folder)
            listing = tree.modules_txt(folder)
            assert form is not None
            assert listing is not None
            compared += 1
            if not form.is_derived or form.data != listing.data:
                changed.add(name)
    assert changed == UNTIDY
    assert compared > 350


def test_damage_is_undone(stride: Sample) -> None:
    """Byte for byte; but below go 1.14 packages stand in no order that can be found again."""
    wrong = []
    for number, (name, folder, tree) in enumerate(vendored()):
        listing = tree.modules_txt(folder)
        assert listing is not None
        if number % stride(24) or name in UNTIDY or is_refused(folder, tree):
            continue
        marked = any(module.explicit for module in listing.modules)
        for damage, data in damaged(listing.data, Random(number)).items():
            if damage == "packages_shuffled" and not marked:
                continue
            form = ven_normal_form.of_folder(tree, folder, data)
            if form is None or form.data != listing.data:
                wrong.append((name, damage))
    assert wrong == []


class ListedFiles(MemoryFiles):
    """Module files, and a listing of paths and ids below a vendor folder."""

    def __init__(self, files: dict[str, bytes], ids: dict[str, str], links: list[str]) -> None:
        super().__init__(files, folders={path.rpartition("/")[0] for path in ids}, links=links)
        self._ids = ids

    def kind(self, path: str) -> str:
        return "file" if path in self._ids else super().kind(path)

    def oid(self, path: str) -> str:
        return self._ids.get(path) or super().oid(path)

    def below(self, folder: str) -> list[str]:
        start = folder + "/"
        return [path for path in [*self._ids, *super().below("")] if path.startswith(start)]


def listed() -> Iterator[tuple[str, str, Tree]]:
    """The vendor folders of which the archive has a listing of all files."""
    shared.folder()
    blobs = shared.corpus().blobs
    for entry in shared.corpus().index():
        for place, blob in entry.get("vendor_lists", {}).items():
            rows = [line.split(" ", 1) for line in blobs[blob].decode().split("\n") if line]
            ids = {f"{place}/{path}": oid for oid, path in rows if oid != "link"}
            links = [f"{place}/{path}" for oid, path in rows if oid == "link"]
            files = {path: blobs[oid] for path, oid in entry["files"].items()}
            folder = place.removesuffix("vendor").rstrip("/")
            name = f"{entry['repo']}@{entry['commit'][:12]}:{folder}"
            yield name, folder, Tree(ListedFiles(files, ids, links))


def test_real_vendor_folders_give_no_default_finding() -> None:
    strict = {"VEN110", "VEN201", "VEN302", "VEN305", "VEN306"}
    codes, compared = [], 0
    for name, folder, tree in listed():
        compared += 1
        findings = [*ven_normal_form.not_in_form(tree, folder), *ven_tree.findings(tree, folder)]
        for at in (tree.module_file(folder), tree.workspace_file(folder)):
            if at is not None:
                findings += ven_modules.inconsistencies(tree, at, known())
        codes += [(name, finding.code) for finding in findings if finding.code not in strict]
    assert codes == []
    assert compared > 50
