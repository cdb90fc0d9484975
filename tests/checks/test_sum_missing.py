from __future__ import annotations

import pytest

from hooks.checks import sum_missing
from hooks.rules.finding import Finding
from hooks.rules.hint import RESTORE
from hooks.values.releases import newest
from hooks.verdicts import graph
from tests.memory import memory_tree

A = "h1:" + "A" * 43 + "="
MOD = (
    "module example.com/m\n\ngo 1.21\n\nrequire (\n\ta.b/c v1.0.0\n\td.e/f v1.0.0 // indirect\n)\n"
)
SUM = f"a.b/c v1.0.0 {A}\na.b/c v1.0.0/go.mod {A}\nd.e/f v1.0.0/go.mod {A}\n"


def missing(files: dict[str, str], base: dict[str, str] | None = None) -> list[Finding]:
    tree = memory_tree({path: text.encode() for path, text in files.items()})
    bases = [memory_tree({path: text.encode() for path, text in base.items()})] if base else []
    problems = graph.module(tree, "", [newest(24)])
    return list(sum_missing.missing_hashes(tree, "", problems, bases))


@pytest.mark.parametrize(
    ("files", "places"),
    [
        pytest.param({"go.mod": MOD, "go.sum": SUM}, [], id="all there"),
        pytest.param({"go.mod": "module example.com/m\n"}, [], id="nothing required"),
        pytest.param(
            {"go.mod": MOD, "go.sum": SUM.replace(f"a.b/c v1.0.0 {A}\n", "")}, [], id="no zip hash"
        ),
        pytest.param({"go.mod": MOD, "go.sum": "oops\n"}, [], id="malformed: SUM103"),
        pytest.param(
            {"go.mod": MOD + "\nreplace (\n\ta.b/c => ./c\n\td.e/f => ./f\n)\n"}
            | {"c/go.mod": "module a.b/c\n", "f/go.mod": "module d.e/f\n"},
            [],
            id="replaced by directories",
        ),
        pytest.param(
            {"go.mod": MOD, "go.sum": "", "go.work": "go 1.21\n\nuse .\n", "go.work.sum": SUM},
            [("SUM207", 6, 2)],
            id="in a workspace go.work.sum counts, and GOWORK=off is strict",
        ),
        pytest.param(
            {"go.mod": MOD, "go.work": "go 1.21\n\nuse (\n\t.\n\t./x\n)\n"}
            | {"x/go.mod": "module x\n", "x/go.sum": SUM},
            [("SUM207", 6, 2)],
            id="in a workspace the other members count, and GOWORK=off is strict",
        ),
        pytest.param(
            {"go.mod": MOD, "go.work": "go 1.21\n\nuse (\n\t.\n\tc\n\tf\n)\n"}
            | {"c/go.mod": "module a.b/c\n", "f/go.mod": "module d.e/f\n"},
            [],
            id="members need no hash",
        ),
        pytest.param(
            {"go.mod": MOD, "go.sum": SUM.replace("d.e/f v1.0.0/go.mod", "d.e/f v1.0.0")},
            [("SUM107", 7, 2)],
            id="one /go.mod hash",
        ),
        pytest.param(
            {"go.mod": MOD + "\nreplace a.b/c => a.b/fork v1.0.1\n", "go.sum": SUM},
            [("SUM107", 6, 2)],
            id="the fork's",
        ),
        pytest.param(
            {"go.mod": MOD, "go.sum": ""}, [("SUM107", 6, 2), ("SUM107", 7, 2)], id="empty file"
        ),
        pytest.param({"go.mod": MOD}, [("SUM108", 6, 2)], id="no file at all"),
    ],
)
def test_missing(files: dict[str, str], places: list[tuple[str, int, int]]) -> None:
    findings = missing(files)
    assert [(finding.code, finding.line, finding.column) for finding in findings] == places
    assert all(finding.path == "go.mod" for finding in findings)


def test_a_missing_fork_is_named_as_go_sum_would() -> None:
    (finding,) = missing({"go.mod": MOD + "\nreplace a.b/c => a.b/fork v1.0.1\n", "go.sum": SUM})
    assert finding.message == "go.sum has no hash of a.b/fork v1.0.1/go.mod"
    assert (finding.module, finding.version) == ("a.b/c", "v1.0.0")


def test_a_missing_file_counts_what_needs_it() -> None:
    (finding,) = missing({"go.mod": MOD})
    assert finding.message == "go.sum is missing, but 2 modules need it: a.b/c v1.0.0"


@pytest.mark.parametrize(
    ("ignore", "base", "code", "hints"),
    [
        pytest.param("", {}, "SUM108", ["go mod tidy"], id="not ignored"),
        pytest.param("go.sum\n!go.sum\n", {}, "SUM108", ["go mod tidy"], id="ignored no longer"),
        pytest.param(
            "*.sum\n",
            {"go.mod": MOD, "go.sum": SUM},
            "SUM108",
            ["go mod tidy", "git add -f go.sum"],
            id="deleted as well",
        ),
        pytest.param(
            "/go.sum\n", {}, "SUM206", ["go mod tidy", "git add -f go.sum", "[[allow]]"], id="meant"
        ),
    ],
)
def test_an_ignored_file_is_not_added_by_itself(
    ignore: str, base: dict[str, str], code: str, hints: list[str]
) -> None:
    (finding,) = missing({"go.mod": MOD, ".gitignore": ignore}, base)
    assert finding.code == code
    told = [hint.text for hint in finding.hints if hint.kind != RESTORE]
    assert len(told) == len(hints)
    assert all(wanted in text for wanted, text in zip(hints, told, strict=True)), told


def test_a_module_of_a_workspace_may_have_its_file_ignored() -> None:
    files = {"go.mod": MOD, "go.work": "go 1.21\n\nuse .\n", "go.work.sum": SUM}
    (finding,) = missing({**files, ".gitignore": "go.sum\n"})
    assert finding.code == "SUM207"
    first, second = [hint.text for hint in finding.hints]
    assert first.startswith("GOWORK=off go mod tidy")
    assert second.startswith("git add -f go.sum   (.gitignore:1 ignores it")
    (finding,) = missing({**files, "go.sum": "", ".gitignore": "go.sum\n"})
    assert len(finding.hints) == 1


def test_a_removed_hash_is_told_from_one_that_never_was() -> None:
    before = {"go.mod": MOD, "go.sum": SUM}
    after = {"go.mod": MOD, "go.sum": SUM.replace(f"d.e/f v1.0.0/go.mod {A}\n", "")}
    (finding,) = missing(after, before)
    assert finding.code == "SUM109"
    assert finding.message == "go.sum lost the hash of d.e/f v1.0.0/go.mod, which is still needed"


ZIPLESS = SUM.replace(f"a.b/c v1.0.0 {A}\n", "")
INDIRECT = MOD.replace("c v1.0.0", "c v1.0.0 // indirect")
TWICE = INDIRECT.replace(")", "\ta.b/c v1.1.0 // indirect\n)")


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        pytest.param((MOD, SUM), (MOD, SUM), [], id="kept"),
        pytest.param((MOD, ZIPLESS), (MOD, ZIPLESS), [], id="was never there"),
        pytest.param(
            (MOD.replace("1.21", "1.16"), SUM),
            (MOD.replace("1.21", "1.16"), ZIPLESS),
            [],
            id="1.16",
        ),
        pytest.param(
            (MOD, SUM), (MOD.replace("c v1.0.0", "c v1.1.0"), ZIPLESS), [], id="another version"
        ),
        pytest.param(
            (MOD, SUM),
            (MOD.replace("c v1.0.0", "c v1.0.0 // indirect"), ZIPLESS),
            ["SUM109"],
            id="dropped, and marked as indirect",
        ),
        pytest.param(
            (INDIRECT, SUM), (INDIRECT, ZIPLESS), ["SUM109"], id="an indirect requirement's"
        ),
        pytest.param(
            (TWICE, SUM), (TWICE, ZIPLESS), [], id="of a version that another line overrides"
        ),
        pytest.param(
            (MOD, SUM), (MOD + "\nreplace a.b/c => ./c\n", ZIPLESS), [], id="now a directory"
        ),
        pytest.param((MOD, SUM), (MOD, ZIPLESS), ["SUM109"], id="dropped"),
    ],
)
def test_removed_hashes(before: tuple[str, str], after: tuple[str, str], codes: list[str]) -> None:
    base, tree = (
        memory_tree({"go.mod": side[0].encode(), "go.sum": side[1].encode()})
        for side in (before, after)
    )
    findings = sum_missing.removed_hashes(tree, "", [base, base])
    assert [(finding.code, finding.line) for finding in findings] == [(code, 6) for code in codes]


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        pytest.param({"go.mod": MOD, "go.sum": SUM}, [], id="all there"),
        pytest.param({"go.mod": MOD.replace("1.21", "1.16"), "go.sum": ""}, [], id="below 1.17"),
        pytest.param({"go.mod": MOD, "go.sum": ZIPLESS}, [6], id="direct"),
        pytest.param(
            {"go.mod": MOD, "go.sum": SUM, "vendor/modules.txt": "# d.e/f v1.0.0\n## explicit\n"},
            [],
            id="vendored without packages",
        ),
        pytest.param(
            {"go.mod": MOD, "go.sum": SUM}
            | {"vendor/modules.txt": "# d.e/f v1.0.0\n## explicit\nd.e/f\n"},
            [7],
            id="vendored with packages",
        ),
    ],
)
def test_missing_zip_hashes(files: dict[str, str], lines: list[int]) -> None:
    tree = memory_tree({path: text.encode() for path, text in files.items()})
    findings = sum_missing.missing_zip_hashes(tree, "")
    places = [(finding.code, finding.line) for finding in findings]
    assert places == [("SUM201", line) for line in lines]
