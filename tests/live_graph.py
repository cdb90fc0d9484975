"""Whole module graphs beside the real go command: modules made up, served from a folder.

Each world is a set of modules that require each other, with a main module that imports a package
of every module that it lists. `go list -m all` is asked for the graph, `go build` for what a
plain build minds of it; our verdicts see the same go.mod files through the hashes of go.sum.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st

from hooks.checks import mod_behind, sum_missing
from hooks.formats.kinds import DEP_TOO_NEW, GOSUM_MISSING, UPDATES_NEEDED
from hooks.formats.problem import Problem
from hooks.tree.tree import Tree
from hooks.values.module_version import ModuleVersion
from hooks.values.releases import Release
from hooks.verdicts import graph
from hooks.verdicts.workspace import Workspace
from tests import live_go, made_up
from tests.memory import MemoryFiles, module_file
from tests.modules import MemoryCache

MAIN = "m.invalid/main"
PATHS = [f"m{number}.invalid/m{number}" for number in range(6)]
VERSIONS = ["v1.0.0", "v1.1.0", "v1.2.0-pre", "v1.2.0"]
GO_LINES = ["", "1.12", "1.16", "1.17", "1.20", "1.21.0", "1.22.0", "1.99"]
FAILING = {"MOD401", "DIR306", "SUM107", "SUM108", "SUM109"}

Modules = dict[ModuleVersion, tuple[str, list[ModuleVersion]]]  # go line, requirements


class World:
    """Modules, and a main module: its go line, requirements, exclusions and replacements of a
    version, and the go.mod files of which its go.sum lacks the hash."""

    def __init__(
        self,
        modules: Modules,
        main: tuple[str, list[ModuleVersion]],
        excluded: list[ModuleVersion],
        replaced: list[tuple[ModuleVersion, ModuleVersion]],
        unhashed: set[ModuleVersion],
    ) -> None:
        self.modules = modules
        self.main = main
        self.excluded = excluded
        self.replaced = replaced
        self.unhashed = unhashed

    def __repr__(self) -> str:
        told = {str(module): self.go_mod(module).decode() for module in self.modules}
        told["main"] = self.files()["go.mod"].decode()
        told["without hash"] = ", ".join(map(str, self.unhashed))
        return json.dumps(told, indent=1)

    def go_mod(self, module: ModuleVersion) -> bytes:
        go, required = self.modules[module]
        return _go_mod(module.path, go, required)

    def files(self, name: str = "") -> dict[str, bytes]:
        """The main module: go.mod, go.sum and a file that imports a package of each module; its
        path ends in `name`."""
        go, required = self.main
        text = _go_mod(MAIN + name, go, required).decode()
        text += "".join(f"\nexclude {each.path} {each.version}\n" for each in self.excluded)
        text += "".join(
            f"\nreplace {old.path} {old.version} => {new.path} {new.version}\n"
            for old, new in self.replaced
        )
        sums = [
            line
            for module in self.modules
            for line in (
                f"{module.path} {module.version} {_h1(self.zipped(module))}",
                f"{module.path} {module.version}/go.mod {_h1({'go.mod': self.go_mod(module)})}",
            )
            if not (module in self.unhashed and "/go.mod " in line)
        ]
        imports = "".join(f'import _ "{path}"\n' for path in sorted({m.path for m in required}))
        return {
            "go.mod": text.encode(),
            "go.sum": "".join(line + "\n" for line in sorted(sums)).encode(),
            "main.go": f"package main\n\n{imports}\nfunc main() {{}}\n".encode(),
        }

    def zipped(self, module: ModuleVersion) -> dict[str, bytes]:
        """The files of a module's zip."""
        start = f"{module.path}@{module.version}/"
        name = module.path.rpartition("/")[2]
        return {
            start + "go.mod": self.go_mod(module),
            start + f"{name}.go": f"package {name}\n".encode(),
        }

    def tree(self) -> Tree:
        """The main module, with every other module's go.mod at hand."""
        go_mods = {str(module): self.go_mod(module) for module in self.modules}
        return Tree(MemoryFiles(self.files()), modules=MemoryCache(go_mods))


def _go_mod(path: str, go: str, required: Sequence[ModuleVersion]) -> bytes:
    lines = [f"module {path}\n"] + ([f"\ngo {go}\n"] if go else [])
    lines += [f"\nrequire {each.path} {each.version}\n" for each in required]
    return "".join(lines).encode()


def _h1(files: Mapping[str, bytes]) -> str:
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "h1:" + base64.b64encode(hashlib.sha256("".join(lines).encode()).digest()).decode()


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to six modules in some versions each, nearly all sound."""
    versions = {
        path: sorted(draw(st.sets(st.sampled_from(VERSIONS), min_size=1))) for path in PATHS
    }
    every = [ModuleVersion(path, version) for path in PATHS for version in versions[path]]
    lists = st.lists(st.sampled_from(every), max_size=4, unique_by=lambda module: module.path)
    lines = st.sampled_from([*GO_LINES[:6] * 4, *GO_LINES[6:]])
    modules = {
        module: (draw(lines), [each for each in draw(lists) if each.path != module.path])
        for module in every
    }
    go = draw(st.sampled_from(["1.16", "1.17", "1.20", "1.21.0", "1.21.0", ""]))
    required = draw(
        st.lists(
            st.sampled_from(every), min_size=1, max_size=6, unique_by=lambda module: module.path
        )
    )
    some = st.lists(st.sampled_from(every), max_size=1)
    excluded = draw(some) if draw(st.integers(0, 3)) == 0 else []
    replaced = [
        (module, ModuleVersion(module.path, draw(st.sampled_from(versions[module.path]))))
        for module in (draw(some) if draw(st.integers(0, 3)) == 0 else [])
    ]
    unhashed = set(draw(some)) if draw(st.booleans()) else set()
    world = World(modules, (go, required), excluded, replaced, unhashed)
    if draw(st.booleans()):  # list what is selected, as a tidy go.mod does
        loaded = graph.of_folder(world.tree(), "")
        selected = loaded.selected() if loaded is not None else {}
        listed = [ModuleVersion(path, version) for path, version in sorted(selected.items())]
        world.main = (go, [each for each in listed if each in modules])
    return world


@st.composite
def workspaces(draw: st.DrawFn) -> list[World]:
    """Two main modules of one workspace, which share their modules and lack no hash."""
    first, second = draw(worlds()), draw(worlds())
    second.modules = {**first.modules, **second.modules}
    first.modules = second.modules
    for world in (first, second):
        world.unhashed = set()
        world.replaced = []
    return [first, second]


class GraphComparison:
    """Worlds put to the releases; a context manager. `disagreements` are told in full."""

    def __init__(self, releases: Mapping[Release, Path]) -> None:
        self.releases = {each: go for each, go in releases.items() if each.minor >= 21}
        self.compared: Counter[str] = Counter()
        self.disagreements: list[str] = []
        self._scratch = live_go.scratch()

    def __enter__(self) -> GraphComparison:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.cleanup()

    def compare(self, world: World) -> None:
        """The verdicts of all releases on one world."""
        top = Path(self._scratch.name) / "world"
        shutil.rmtree(top, ignore_errors=True)
        _serve(world, top / "proxy")
        for path, data in world.files().items():
            (top / "main").mkdir(exist_ok=True)
            (top / "main" / path).write_bytes(data)
        tree = world.tree()
        verdict = graph.module(tree, "", list(self.releases))
        for release in self.releases:
            mine = [problem for problem in verdict if release in problem.releases]
            answer = self._ask(release, top, "list", "-m", "all")
            self._count("list", world, release, _of_list(answer, mine, tree))
            if not any(problem.kind == DEP_TOO_NEW for problem in mine):
                built = self._ask(release, top, "build", "-o", os.devnull, "./...")
                self._count("build", world, release, _of_build(built, tree, mine, release))

    def compare_workspace(self, members: Sequence[World]) -> None:
        """What all releases select in a workspace."""
        top = Path(self._scratch.name) / "world"
        shutil.rmtree(top, ignore_errors=True)
        _serve(members[0], top / "proxy")
        uses = "".join(f"use ./m{number}\n" for number in range(len(members)))
        files = {"go.work": f"go 1.22.0\n\n{uses}".encode()}
        for number, world in enumerate(members):
            files |= {f"m{number}/{path}": data for path, data in world.files(f"{number}").items()}
        for path, data in files.items():
            (top / "main" / path).parent.mkdir(parents=True, exist_ok=True)
            (top / "main" / path).write_bytes(data)
        go_mods = {str(module): members[0].go_mod(module) for module in members[0].modules}
        tree = Tree(MemoryFiles(files), modules=MemoryCache(go_mods))
        loaded = tree.once(Workspace, "").whole_graph()
        selected = {path: version for path, version in loaded.selected().items() if path in PATHS}
        for release in self.releases:
            if release.minor < 22:
                continue
            answer = self._ask(release, top, "list", "-m", "all", work=True)
            if answer.returncode == 0:
                theirs = {path: at for path, at in _listed(answer).items() if path in PATHS}
                fault = "" if selected == theirs else f"{theirs}, ours {selected}"
                self._count("work", members, release, fault)

    def _count(
        self, what: str, made: World | Sequence[World], release: Release, fault: str
    ) -> None:
        self.compared[what] += 1
        if fault:
            self.disagreements.append(f"go {release.version} {what}: {fault}\n{made}")

    def _ask(
        self, release: Release, top: Path, *arguments: str, work: bool = False
    ) -> subprocess.CompletedProcess[str]:
        telemetry = top / "home" / ".config" / "go" / "telemetry"
        telemetry.mkdir(parents=True, exist_ok=True)
        (telemetry / "mode").write_text("off")
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(top / "home"),
            "GOPATH": str(top / "path"),
            "GOCACHE": str(Path(self._scratch.name) / f"cache-{release.version}"),
            "GOENV": "off",
            "GOFLAGS": "-mod=readonly -modcacherw",
            "GOPROXY": (top / "proxy").as_uri(),
            "GOSUMDB": "off",
            "GOTOOLCHAIN": "local",
            "GOWORK": str(top / "main" / "go.work") if work else "off",
            "CGO_ENABLED": "0",
            "LC_ALL": "C",
        }
        return subprocess.run(
            [str(self.releases[release]), *arguments],
            cwd=top / "main",
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


def _serve(world: World, proxy: Path) -> None:
    """Write the files that a module proxy serves, https://go.dev/ref/mod#goproxy-protocol."""
    for module in world.modules:
        folder = proxy / module.path / "@v"
        folder.mkdir(parents=True, exist_ok=True)
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            for name, data in world.zipped(module).items():
                archive.writestr(name, data)
        (folder / f"{module.version}.zip").write_bytes(zipped.getvalue())
        (folder / f"{module.version}.mod").write_bytes(world.go_mod(module))
        info = {"Version": module.version, "Time": "2020-01-01T00:00:00Z"}
        (folder / f"{module.version}.info").write_text(json.dumps(info))
        with (folder / "list").open("a") as listed:
            listed.write(module.version + "\n")


def _kind(error: str) -> str:
    """What the go command complains of."""
    for kind, words in (
        (GOSUM_MISSING, "missing go.sum entry"),
        (UPDATES_NEEDED, "updates to go.mod needed"),
        (DEP_TOO_NEW, "requires go >="),
    ):
        if words in error:
            return kind
    return error[-300:]


def _of_list(answer: subprocess.CompletedProcess[str], mine: Sequence[Problem], tree: Tree) -> str:
    """What is wrong with our verdict, and with the versions that we select; "" for nothing."""
    ours = {problem.kind for problem in mine}
    if answer.returncode:
        theirs = _kind(answer.stderr)
        if theirs == UPDATES_NEEDED:
            return "" if theirs in ours and GOSUM_MISSING not in ours else f"{theirs}, ours {ours}"
        return "" if theirs in ours else f"{theirs}, ours {ours}"
    if ours:
        return f"accepts, ours {ours}"
    theirs_listed = _listed(answer)
    loaded = graph.of_folder(tree, "")
    assert loaded is not None
    selected = {path: version for path, version in loaded.selected().items() if path in PATHS}
    return "" if selected == theirs_listed else f"{theirs_listed}, ours {selected}"


def _listed(answer: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The versions in the output of `go list -m all`, by path."""
    lines = (re.sub(r" => .*", "", line).split(" ") for line in answer.stdout.splitlines())
    return {words[0]: words[1] for words in lines if len(words) > 1}


def _of_build(
    answer: subprocess.CompletedProcess[str], tree: Tree, mine: Sequence[Problem], release: Release
) -> str:
    """What is wrong with what we say of a plain build."""
    at = module_file(tree)
    found = [
        *mod_behind.requirements_behind(tree, at, [release]),
        *mod_behind.go_line_behind(tree, at, [release]),
        *sum_missing.missing_hashes(tree, "", mine),
    ]
    codes = {finding.code for finding in found} & FAILING
    if any(problem.kind not in (GOSUM_MISSING, UPDATES_NEEDED) for problem in mine):
        return ""  # another problem, which has a code of its own
    excluded = {each.module for each in at.file.excludes}
    if not excluded.isdisjoint(at.file.requirements):
        return ""  # likewise
    if bool(answer.returncode) == bool(codes):
        return ""
    return f"exit status {answer.returncode} {answer.stderr[-300:]!r}, ours {codes or found}"


def compare(comparison: GraphComparison, count: int, number: int = 0, most: int = 10) -> None:
    """Put `count` worlds to the releases; `number` chooses which. Stops at `most` faults."""

    def compare_one(made: World | list[World]) -> None:
        if len(comparison.disagreements) >= most:
            return
        if isinstance(made, World):
            comparison.compare(made)
        else:
            comparison.compare_workspace(made)

    made_up.put(st.one_of(worlds(), worlds(), workspaces()), compare_one, count, number)
