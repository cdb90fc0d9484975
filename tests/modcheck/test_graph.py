"""`modcheck graph`, `modcheck why` and `modcheck snapshot` in a repository."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from hooks.modcheck.__main__ import main
from tests.modules import go_sum, put_all
from tests.repository import Repository, on_a_machine
from tests.verdicts.test_known_modules import LOW, MODULES, go_mod


class Asking:
    """A repository with a module, its module cache, and what commands print there."""

    def __init__(self, repository: Repository, cache: Path, capfd: pytest.CaptureFixture[str]):
        self.repository = repository
        self.cache = cache
        self._capfd = capfd

    def run(self, *arguments: str, status: int = 0) -> str:
        self._capfd.readouterr()
        assert main(arguments) == status, self._capfd.readouterr().err
        return self._capfd.readouterr().out

    def refusal(self, *arguments: str) -> str:
        self._capfd.readouterr()
        assert main(arguments) == 2
        return self._capfd.readouterr().err

    def facts(self, *arguments: str) -> Mapping[str, object]:
        facts: Mapping[str, object] = json.loads(self.run(*arguments, "--format", "json"))
        return facts


@pytest.fixture
def asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Asking:
    repository, cache = on_a_machine(tmp_path, monkeypatch), tmp_path / "modcache"
    put_all(cache, MODULES)
    repository.add({"go.mod": LOW.decode(), "go.sum": go_sum(MODULES)})
    return Asking(repository, cache, capfd)


def test_the_graph_as_text(asking: Asking) -> None:
    assert asking.run("graph") == (
        "m.x/m: 3 modules\n"
        "  x.y/a v1.0.0\n"
        "  x.y/b v1.2.0   (raised from v1.1.0 by x.y/a@v1.0.0)\n"
        "  x.y/d v1.1.0\n"
        "\n"
        "go.mod would have to change:\n"
        "  x.y/b v1.1.0 -> v1.2.0 (x.y/a@v1.0.0)\n"
    )


def test_the_graph_for_programs(asking: Asking) -> None:
    listed = {"replace": None, "direct": True, "listed": True, "known": True}
    assert asking.facts("graph") == {
        "module": "m.x/m",
        "complete": True,
        "modules": [
            {
                **listed,
                "path": "x.y/a",
                "version": "v1.0.0",
                "required_by": [["m.x/m", "", "v1.0.0"]],
            },
            {
                **listed,
                "path": "x.y/b",
                "version": "v1.2.0",
                "required_by": [["m.x/m", "", "v1.1.0"], ["x.y/a", "v1.0.0", "v1.2.0"]],
            },
            {
                **listed,
                "path": "x.y/d",
                "version": "v1.1.0",
                "required_by": [["m.x/m", "", "v1.1.0"], ["x.y/b", "v1.1.0", "v1.0.0"]],
            },
        ],
        "updates": [
            {
                "path": "x.y/b",
                "listed": "v1.1.0",
                "selected": "v1.2.0",
                "because": "x.y/a@v1.0.0",
            }
        ],
        "missing_sums": [],
    }


def test_drawings(asking: Asking) -> None:
    dot = asking.run("graph", "--format", "dot")
    assert dot.startswith("digraph modules {\n")
    assert '  m2 [label="x.y/b v1.2.0"]\n' in dot
    assert '  m0 -> m2 [label="v1.1.0"]\n' in dot
    mermaid = asking.run("graph", "--format", "mermaid")
    assert mermaid.startswith("flowchart LR\n")
    assert '  m0 -->|"v1.1.0"| m2\n' in mermaid


def test_what_is_not_known_is_shown(asking: Asking) -> None:
    facts = asking.facts("graph", "--module-cache", "off")
    assert facts["complete"] is False
    assert "3 modules, the go.mod of 3 of them not known here" in asking.run(
        "graph", "--module-cache", "off"
    )
    assert "style=dashed" in asking.run("graph", "--module-cache", "off", "--format", "dot")
    assert ":::unknown" in asking.run("graph", "--module-cache", "off", "--format", "mermaid")


def test_why_a_version_is_selected(asking: Asking) -> None:
    assert asking.run("why", "x.y/b") == (
        "x.y/b v1.2.0   (raised from v1.1.0 by x.y/a@v1.0.0)\n"
        "\n"
        "m.x/m\n"
        "  x.y/a@v1.0.0\n"
        "    x.y/b@v1.2.0\n"
        "\n"
        "required by\n"
        "  v1.2.0  x.y/a@v1.0.0\n"
        "  v1.1.0  m.x/m\n"
    )
    facts = asking.facts("why", "x.y/b")
    assert facts["chain"] == [["m.x/m", "", "v1.0.0"], ["x.y/a", "v1.0.0", "v1.2.0"]]
    assert asking.run("why", "x.y/none") == "x.y/none is not in the module graph\n"
    assert asking.facts("why", "x.y/none")["selected"] is None


def test_of_any_revision_and_folder(asking: Asking) -> None:
    asking.repository.commit("one")
    asking.repository.add({"sub/go.mod": "module m.x/sub\n", "go.mod": "module m.x/now\n"})
    assert asking.facts("graph")["module"] == "m.x/now"
    assert asking.facts("graph", "--rev", "HEAD")["module"] == "m.x/m"
    assert asking.facts("graph", "sub")["module"] == "m.x/sub"
    assert asking.facts("graph", "sub/go.mod")["module"] == "m.x/sub"


def test_a_difference_names_who_raised_a_version(asking: Asking) -> None:
    before = go_mod("m.x/m", "1.21", "x.y/b v1.1.0 // indirect", "x.y/d v1.1.0")
    asking.repository.add({"go.mod": before.decode()})
    asking.repository.commit("one")
    after = go_mod("m.x/m", "1.21", "x.y/a v1.0.0", "x.y/b v1.2.0 // indirect", "x.y/d v1.1.0")
    asking.repository.add({"go.mod": after.decode()})
    asking.repository.commit("two")
    assert "modified (upgraded, for x.y/a@v1.0.0)" in asking.run("diff", "HEAD~1", "HEAD")
    (row,) = [
        each
        for each in json.loads(asking.run("diff", "HEAD~1", "HEAD", "--format", "json"))[
            "differences"
        ]
        if each["section"] == "requirement" and each["status"] == "modified"
    ]
    assert row["raised_by"] == ["x.y/a@v1.0.0"]
    off = asking.run("diff", "HEAD~1", "HEAD", "--module-cache", "off")
    assert "modified (upgraded)" in off


def test_of_a_workspace(asking: Asking) -> None:
    asking.repository.add({"go.work": "go 1.21\n\nuse .\n", "sub/go.work": "go 1.21\n\nuse ..\n"})
    assert asking.facts("graph", "--work")["updates"] == []
    assert asking.facts("graph", "sub")["module"] == "m.x/m"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["graph", "none"], "none: no go.mod or go.work", id="no module"),
        pytest.param(["graph", "--work"], "no go.work", id="no workspace"),
        pytest.param(["why"], "MODULE", id="why what"),
        pytest.param(["graph", "--module-cache", "none"], "no such folder", id="no cache"),
        pytest.param(["snapshot", "--check", "none"], "--check none: No such file", id="no file"),
        pytest.param(["snapshot", "--check", "go.mod"], "--check go.mod: ", id="no snapshot"),
    ],
)
def test_what_is_refused(asking: Asking, arguments: list[str], words: str) -> None:
    assert words in asking.refusal(*arguments)


def test_a_snapshot(asking: Asking) -> None:
    entries = {
        f"{each['path']}@{each['version']}": each
        for each in json.loads(asking.run("snapshot", "--format", "json"))["modules"]
    }
    roles = {name: each["role"] for name, each in entries.items()}
    assert roles["x.y/a@v1.0.0"] == "direct"
    assert roles["x.y/b@v1.2.0"] == "graph"
    assert roles["x.y/b@v1.1.0"] == "listed"
    assert roles["x.y/old@v1.0.0"] == "hashed"
    assert f"x.y/a v1.0.0/go.mod {entries['x.y/a@v1.0.0']['go_mod_h1']}\n" in go_sum(MODULES)
    assert "listed    x.y/b v1.1.0\n" in asking.run("snapshot")


def test_a_replaced_module_keeps_its_role_in_a_snapshot(asking: Asking) -> None:
    """And what stands for it is told with it, not as a module more."""
    asking.repository.add({"go.mod": LOW.decode() + "\nreplace x.y/d => x.y/c v1.0.0\n"})
    entries = json.loads(asking.run("snapshot", "--format", "json"))["modules"]
    told = {each["path"]: (each["role"], each["replace"]) for each in entries}
    assert told["x.y/d"] == ("direct", "x.y/c@v1.0.0")
    assert "x.y/c" not in told


def test_a_snapshot_is_a_lock(asking: Asking) -> None:
    kept = asking.repository.top / "modules.lock"
    kept.write_text(asking.run("snapshot", "--format", "json"))
    assert asking.run("snapshot", "--check", "modules.lock") == ""
    asking.repository.add({"go.mod": LOW.decode().replace("x.y/b v1.1.0", "x.y/b v1.2.0")})
    assert asking.run("snapshot", "--check", "modules.lock", status=1) == (
        "~ x.y/b v1.1.0: role listed -> hashed\n~ x.y/b v1.2.0: role graph -> direct\n"
    )


def test_a_lock_holds_where_less_is_known(asking: Asking) -> None:
    """What a machine does not know is no difference; what it sees is one."""
    main_module = go_mod("m.x/m", "1.21", "x.y/old v1.0.0").decode()
    asking.repository.add({"go.mod": main_module})
    kept = asking.repository.top / "modules.lock"
    kept.write_text(asking.run("snapshot", "--format", "json"))
    off = ("snapshot", "--module-cache", "off", "--check", "modules.lock")
    assert asking.run(*off) == ""
    rewritten = go_sum(MODULES).replace("x.y/c v1.0.0/go.mod h1:", "x.y/c v1.0.0/go.mod h1:A")
    asking.repository.add({"go.sum": rewritten})
    assert "~ x.y/c v1.0.0: go_mod_h1 h1:" in asking.run(*off, status=1)


def test_a_lock_in_which_a_value_is_of_another_kind(asking: Asking) -> None:
    document = json.loads(asking.run("snapshot", "--format", "json"))
    document["modules"][0]["role"] = ["direct"]
    document["complete"] = False
    (asking.repository.top / "modules.lock").write_text(json.dumps(document))
    told = asking.run("snapshot", "--check", "modules.lock", status=1)
    assert told.startswith("~ x.y/a v1.0.0: role ['direct'] -> direct\n")


def test_a_bill_of_materials(asking: Asking) -> None:
    pytest.importorskip("cyclonedx", reason="pip install -e .[dev]")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    hashes = "x.y/a v1.0.0 h1:OZ1uFUBsAWZy5pLbhVuV0TGH0RgkVoyjVJZFh7ixcSg=\n"
    asking.repository.add({"go.sum": hashes + go_sum(MODULES)})
    asking.repository.commit("one")
    text = asking.run("snapshot", "--format", "cyclonedx")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert asking.run("snapshot", "--format", "cyclonedx") == text
    document = json.loads(text)
    components = {each["name"]: each for each in document["components"]}
    assert components["x.y/a"]["purl"] == "pkg:golang/x.y/a@v1.0.0"
    assert components["x.y/a"]["hashes"][0]["alg"] == "SHA-256"
    assert components["x.y/b"]["version"] == "v1.2.0"
    told = {each["name"]: each["value"] for each in document["metadata"]["properties"]}
    assert "not the packages" in told["gomod-hooks:level"]
    arrows = {each["ref"]: each.get("dependsOn", []) for each in document["dependencies"]}
    assert arrows["x.y/a@v1.0.0"] == ["x.y/b@v1.2.0"]


def test_a_bill_of_materials_with_a_name_that_is_not_utf_8_of_a_commit_far_ahead(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cyclonedx", reason="pip install -e .[dev]")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "@999999999999 +0000")
    asking.repository.add(
        {"go.mod": b"module m.x\n\nrequire x.y/a v1.0.0\n\nreplace x.y/a => ./\xff\n"}
    )
    asking.repository.commit("one")
    document = json.loads(asking.run("snapshot", "--format", "cyclonedx"))
    [component] = document["components"]
    told = {each["name"]: each["value"] for each in component["properties"]}
    assert told["gomod-hooks:replaced-by"] == "./\ufffd"


def test_a_bill_of_materials_without_its_library(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "cyclonedx"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "hooks.report.sbom", raising=False)
    monkeypatch.setitem(sys.modules, "cyclonedx", None)
    assert "gomod-hooks[sbom]" in asking.refusal("snapshot", "--format", "cyclonedx")


def test_nothing_is_written_to_the_cache(asking: Asking) -> None:
    before = sorted(asking.cache.rglob("*"))
    asking.run("snapshot")
    assert sorted(asking.cache.rglob("*")) == before
