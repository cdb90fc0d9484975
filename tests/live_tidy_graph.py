"""What go-mod-tidy writes beside the real `go mod tidy`, on made-up module graphs:
`python -m tests.live_tidy_graph`.

Each world has modules in several versions, which require each other and import each other's
packages, in tests as well; the main module lists some of them, at versions of its own choosing. A
module proxy of files serves them. What we write must be what `go mod tidy` writes, byte for byte,
or nothing.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from hypothesis import strategies as st

from hooks.checks import tid_graph
from hooks.formats import go_mod
from hooks.formats.modfile import layout
from hooks.tree.tree import Tree
from hooks.values import go_version
from hooks.values.module_version import ModuleVersion
from hooks.verdicts.module_contents import UndecidedError, ZipContents
from tests import live_go, made_up
from tests.live_tidy import source
from tests.memory import MemoryFiles, module_file
from tests.modules import MemoryCache, go_sum, h1_of_zip

MAIN, LOCAL = "m.invalid/main", "l.invalid/local"
PATHS = [*(f"m{number}.invalid/m{number}" for number in range(5)), "m0.invalid/m0/x"]
VERSIONS = ["v1.0.0", "v1.1.0", "v1.2.0", "v1.10.0"]
FOLDERS = ["", "x", "y"]
GO_LINES = ["1.16", "1.17", "1.18", "1.18", "1.20", "1.21.0"]
MAIN_GO_LINES = ["1.18", "1.20", "1.21.0", "1.21.0", "1.24.0", "1.25.0", "1.26.0", "1.27.0"]

Files = dict[str, bytes]

_go_lines = st.sampled_from(GO_LINES)


class MemoryZips:
    """The zips of modules in memory, by module: the files in each."""

    def __init__(self, modules: Mapping[ModuleVersion, Files]) -> None:
        self._modules = modules

    def files(self, module: ModuleVersion, digest: str) -> MemoryZip | None:
        """The files of a module, if the hash is that of its zip."""
        files = self._modules.get(module)
        if files is None or h1_of_zip(module, files) != digest:
            return None
        return MemoryZip(files)


class MemoryZip:
    """The files of one module."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.oids = dict.fromkeys(files, "")

    def sources(self, folders: Collection[str]) -> dict[str, list[tuple[str, bytes]]]:
        """The Go files right in each of the folders."""
        found: dict[str, list[tuple[str, bytes]]] = {folder: [] for folder in folders}
        for path, data in self._files.items():
            folder, _, name = path.rpartition("/")
            if folder in found and name.endswith(".go"):
                found[folder].append((name, data))
        return found


class TidyWorld:
    """A main module, with a local one that may replace another, and the modules outside."""

    def __init__(self, files: Files, modules: Mapping[ModuleVersion, Files]) -> None:
        self.files = files
        self.modules = modules
        self.files["go.sum"] = self.go_sum()

    def __repr__(self) -> str:
        told = {path: data.decode() for path, data in self.files.items() if path != "go.sum"}
        for module, files in self.modules.items():
            told[str(module)] = "\n".join(f"-- {each}\n{files[each].decode()}" for each in files)
        return "\n".join(f"--- {name}\n{text}" for name, text in told.items())

    def go_sum(self) -> bytes:
        """The hashes of all modules."""
        lines = []
        for module, files in self.modules.items():
            lines.append(f"{module.path} {module.version} {h1_of_zip(module, files)}\n")
            lines.append(go_sum({str(module): files["go.mod"]}))
        return "".join(sorted(lines)).encode()

    def tree(self, without: Collection[ModuleVersion] = ()) -> Tree:
        """The main module, with the go.mod files of the others at hand."""
        at_hand = {str(each): files["go.mod"] for each, files in self.modules.items()}
        for module in without:
            at_hand.pop(str(module), None)
        return Tree(MemoryFiles(self.files), modules=MemoryCache(at_hand))

    def zips(self) -> ZipContents:
        """The zips of the others."""
        return ZipContents(MemoryZips(self.modules))

    def serve(self, proxy: Path) -> None:
        """Write the files that a module proxy has, https://go.dev/ref/mod#goproxy-protocol."""
        for module, files in self.modules.items():
            folder = proxy / module.path / "@v"
            folder.mkdir(parents=True, exist_ok=True)
            zipped = io.BytesIO()
            with zipfile.ZipFile(zipped, "w") as archive:
                for name, data in files.items():
                    archive.writestr(f"{module}/{name}", data)
            (folder / f"{module.version}.zip").write_bytes(zipped.getvalue())
            (folder / f"{module.version}.mod").write_bytes(files["go.mod"])
            info = {"Version": module.version, "Time": "2020-01-01T00:00:00Z"}
            (folder / f"{module.version}.info").write_text(json.dumps(info))
            with (folder / "list").open("a") as listed:
                listed.write(module.version + "\n")


@st.composite
def worlds(draw: st.DrawFn) -> TidyWorld:
    """Modules that mostly require what they import, and a main module that lists it."""
    paths = draw(st.lists(st.sampled_from(PATHS), min_size=2, max_size=6, unique=True))
    versions = {
        path: sorted(draw(st.sets(st.sampled_from(VERSIONS), min_size=1, max_size=3)))
        for path in paths
    }
    modules: dict[ModuleVersion, Files] = {}
    for path in paths:
        for version in versions[path]:
            modules[ModuleVersion(path, version)] = _module(draw, path, versions)
    files = _module(draw, LOCAL, versions, go=st.just("1.18"))
    local = {f"local/{name}": data for name, data in files.items()}
    return TidyWorld({**local, **_main(draw, versions)}, modules)


def _module(
    draw: st.DrawFn,
    path: str,
    versions: Mapping[str, list[str]],
    go: st.SearchStrategy[str] = _go_lines,
) -> Files:
    """The files of a module: its packages, and a go.mod that requires what they import."""
    files: Files = {}
    others = [other for other in versions if other != path]
    named = set()
    for folder in FOLDERS if draw(st.integers(0, 9)) else FOLDERS[:1]:
        start = f"{folder}/" if folder else ""
        for name in ("p.go", "p_test.go"):
            imports = draw(st.lists(_packages(others), max_size=2, unique=True))
            if name == "p.go" or imports:
                named.update(imports)
                files[start + name] = source("p", tuple(imports))
    required = {other: draw(st.sampled_from(versions[other])) for other in _owners(named, others)}
    lines = [f"module {path}", "", f"go {draw(go)}", ""]
    lines += [f"require {other} {version}" for other, version in sorted(required.items())]
    files["go.mod"] = "\n".join([*lines, ""]).encode()
    return files


def _packages(paths: list[str]) -> st.SearchStrategy[str]:
    every = [f"{path}/{folder}".rstrip("/") for path in paths for folder in FOLDERS]
    return st.sampled_from(every)


def _owners(packages: set[str], paths: list[str]) -> list[str]:
    """The modules that may have one of the packages by their paths."""
    return [path for path in paths if any(f"{each}/".startswith(f"{path}/") for each in packages)]


def _main(draw: st.DrawFn, versions: Mapping[str, list[str]]) -> Files:
    files: Files = {}
    others, named = [*versions], set()
    has_local = draw(st.booleans())
    for name in ("main.go", "main_test.go", "pkg/p.go"):
        imports = draw(st.lists(_packages(others), max_size=3, unique=True))
        if has_local and name == "pkg/p.go":
            imports.append(f"{LOCAL}/y")
        named.update(imports)
        files[name] = source("main", tuple(imports))
    marks = st.sampled_from(("", "", " // indirect"))
    required = []
    for path in sorted(versions):
        needed = path in _owners(named, others)
        if draw(st.integers(0, 9)) > 0 if needed else draw(st.booleans()):
            version = draw(st.sampled_from(versions[path]))
            required.append(f"{path} {version}{draw(marks)}")
    if has_local:
        required.append(f"{LOCAL} v0.0.0-00010101000000-000000000000{draw(marks)}")
    go = draw(st.sampled_from(MAIN_GO_LINES))
    lines = [f"module {MAIN}", "", f"go {go}", "", f"replace {LOCAL} => ./local", ""]
    if draw(st.booleans()):
        blocks = [required]
    else:
        blocks = [[each for each in required if ("//" in each) == mark] for mark in (False, True)]
    for block in blocks:
        lines += ["require (", *(f"\t{line}" for line in block), ")", ""] if block else []
    text = "\n".join([*lines, ""]).encode()
    files["go.mod"] = layout.canonical(go_mod.parse(text))
    return files


class TidyGraphComparison:
    """Worlds put to releases; what they and we write differently is in `disagreements`."""

    def __init__(self, go: live_go.Go) -> None:
        self.go = go
        self.releases = [release for release in go.releases if release.minor >= 21]
        self.disagreements: list[str] = []
        self.counts: Counter[str] = Counter()

    def world(self, world: TidyWorld) -> None:
        """One world, put to one of the releases that its go line admits, in turn."""
        ours, why = _written(world)
        if ours is None:
            self.counts[f"undecided: {why}"] += 1
            return
        line = go_version.order(module_file(world.tree()).go)
        admitted = [each for each in self.releases if go_version.order(each.version) >= line]
        release = admitted[self.counts.total() % len(admitted)]
        proxy = self.go.top / "proxy"
        for place in (proxy, self.go.home / "path", self.go.home / "cache"):
            _remove(place)
        world.serve(proxy)
        folder = self.go.lay_out(world.files)
        answer = self.go.ask(release, ["mod", "tidy"], folder, proxy=proxy.as_uri())
        theirs = (folder / "go.mod").read_bytes()
        if answer.status:
            fault = f"refused: {answer.error}"
        elif ours != theirs:
            fault = f"go mod tidy:\n{theirs.decode()}\nours:\n{ours.decode()}"
        else:
            self.counts["changed" if theirs != world.files["go.mod"] else "tidy before"] += 1
            return
        self.disagreements.append(f"{release}: {fault}\n{world!r}")


def _remove(place: Path) -> None:
    """Remove a folder, what the go command made read-only in it as well."""
    for folder in (place, *place.rglob("*")):
        if folder.is_dir():
            folder.chmod(0o755)
    shutil.rmtree(place, ignore_errors=True)


def _written(world: TidyWorld) -> tuple[bytes | None, str]:
    """The go.mod that we would write; None with the kind of the reason where it is not decided."""
    try:
        return tid_graph.repaired(world.tree(), "", {}, world.zips()).go_mod, ""
    except UndecidedError as error:
        words = [word for word in str(error).split() if ".invalid" not in word and word[0] != "v"]
        return None, " ".join(words)


def compare(comparison: TidyGraphComparison, count: int, number: int = 0, most: int = 5) -> None:
    """Put `count` worlds to a release; `number` chooses which. Stops early at `most`
    disagreements."""

    def compare_one(world: TidyWorld) -> None:
        if len(comparison.disagreements) < most:
            comparison.world(world)

    made_up.put(worlds(), compare_one, count, number)


def main(arguments: list[str]) -> int:
    """0: no disagreement; 1: some; 2: no release at hand."""
    given = made_up.parser_of("tests.live_tidy_graph", __doc__, 5).parse_args(arguments)
    releases = live_go.installed()
    if not releases:
        print("no Go release at hand", file=sys.stderr)
        return 2
    with live_go.Go(releases) as go:
        comparison = TidyGraphComparison(go)
        compare(comparison, given.inputs, given.seed, given.most)
    return made_up.told(comparison.disagreements, str(dict(comparison.counts)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
