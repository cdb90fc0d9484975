from __future__ import annotations

import pytest

from hooks.checks import rep_unused
from tests.memory import module_file
from tests.replaced import LIB, MODULE, REQUIRED, graph_of, targets_of, tree


@pytest.mark.parametrize(
    ("go_mod", "expected"),
    [
        pytest.param(REQUIRED + "replace example.com/lib => ./lib\n", [], id="every version"),
        pytest.param(
            REQUIRED + "replace example.com/lib v1.0.0 => ./lib\n", [], id="the version required"
        ),
        pytest.param(
            REQUIRED + "replace example.com/lib v1.1.0 => ./lib\n", ["REP501"], id="another version"
        ),
        pytest.param(
            "replace example.com/lib v1.1.0 => ./lib\n", ["REP501"], id="nobody requires it"
        ),
    ],
)
def test_pinned_replacements(go_mod: str, expected: list[str]) -> None:
    judged = tree({"go.mod": MODULE + go_mod, "lib/go.mod": LIB})
    at = module_file(judged)
    findings = rep_unused.unused_versions(at, at, targets_of(judged), graph_of(judged))
    assert [finding.code for finding in findings] == expected


def test_below_go_1_17_go_mod_does_not_list_all_and_a_pin_may_matter() -> None:
    go_mod = "module m\n\ngo 1.16\n\nreplace example.com/lib v1.1.0 => ./lib\n"
    judged = tree({"go.mod": go_mod, "lib/go.mod": LIB})
    at = module_file(judged)
    findings = rep_unused.unused_versions(at, at, targets_of(judged), graph_of(judged))
    assert list(findings) == []


@pytest.mark.parametrize(
    ("replace", "files", "expected"),
    [
        ("example.com/lib => ./lib", {"lib/go.mod": LIB}, []),
        ("example.com/lib => ./lib", {"lib/go.mod": "go 1.21\n"}, []),
        ("example.com/lib => ./lib", {}, []),
        ("example.com/lib => /lib", {}, []),
        ("example.com/lib => ./lib", {"lib/go.mod": "module other\n"}, ["REP503"]),
        ("example.com/lib => ./vendor/lib", {}, ["REP505"]),
        ("example.com/lib v1.0.0 => example.com/lib v1.0.0", {}, ["REP502"]),
        ("example.com/lib v1.0.0 => example.com/lib v1.0.1", {}, []),
        ("example.com/lib => example.com/lib v1.0.0", {}, []),
    ],
)
def test_idle_replacements(replace: str, files: dict[str, str], expected: list[str]) -> None:
    judged = tree({"go.mod": MODULE + f"replace {replace}\n", **files})
    every = targets_of(judged)
    findings = [
        *rep_unused.self_replacements(module_file(judged), every),
        *rep_unused.other_module_path(judged, every),
        *rep_unused.vendored_targets(every),
    ]
    assert [finding.code for finding in findings] == expected
