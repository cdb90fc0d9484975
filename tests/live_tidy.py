"""go-mod-tidy beside the real `go mod tidy -diff`, on made-up modules: `python -m tests.live_tidy`.

The remote modules that they may require lie in a module proxy of files, each at one version, and
go.sum has the hashes of all of them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from hooks.checks import tid_module
from hooks.formats import go_mod
from hooks.formats.modfile import layout
from hooks.rules.finding import Finding
from hooks.values.releases import Release
from hooks.verdicts.imports import ModuleImports
from tests import live_go, made_up, tidy
from tests.memory import memory_tree

Files = dict[str, bytes]

MAIN = "x.y/m"
# What each remote module has besides its go.mod: packages by folder, with what they import
REMOTE: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("x.y/a", "v1.0.0"): {"": (), "p": (), "p/q": ()},
    ("x.y/b", "v1.0.0"): {"": ("x.y/c",), "other": ()},
    ("x.y/b/sub", "v1.0.0"): {"": (), "deep": ("x.y/a",)},
    ("x.y/c", "v1.0.0"): {"": ()},
    ("x.y/d", "v1.0.0"): {"": (), "part": ()},
    ("x.y/d/part", "v0.5.0"): {"": ()},
    ("x.y/e/v2", "v2.0.0"): {"": ("x.y/c", "x.y/a/p")},
    ("x.y/t", "v1.0.0"): {"": (), "cmd/t": ("x.y/c",)},
    ("x.y/g", "v1.0.0"): {"": ()},
}
LOCAL = "x.y/local"
UNDECIDED = ("x.y/d", "x.y/d/part")  # two modules that have one package, at other versions
OTHERS = ("fmt", "C", "unsafe", "no/such", "net/http", f"{LOCAL}/pkg")
RARE = ("x.y/d/part", f"{MAIN}/gone", f"{LOCAL}/gone", "x.y/none/pkg")
FOLDERS = ("", "", "", "p", "p/testdata/t", "_u", ".v", "ign", "p/vendor/w", "nested", "tests")
NAMES = ("a.go", "b.go", "a_test.go", "x_windows.go", "x_linux_arm64_test.go", "_x.go", ".x.go")
CONSTRAINTS = (
    *("", "", "", "", "//go:build ignore", "//go:build linux && !linux", "//go:build tools"),
    *("//go:build ignore || tools", "//go:build !ignore && windows", "// +build ignore"),
    *("// +build ignore,linux", "// +build ignore linux", "//go:build &&", "//go:build go1.99"),
)


def _requires(path: str) -> list[str]:
    """What the go.mod of a remote module requires: whatever its packages import."""
    named = {name for (other, _), has in REMOTE.items() if other == path for name in has.values()}
    wanted = {package for packages in named for package in packages}
    return [
        f"require {other} {version}\n"
        for other, version in REMOTE
        if other != path and any(f"{package}/".startswith(f"{other}/") for package in wanted)
    ]


def remote_files(path: str, version: str) -> Files:
    """The files of a remote module."""
    files = {"go.mod": f"module {path}\n\ngo 1.18\n\n{''.join(_requires(path))}".encode()}
    for folder, packages in REMOTE[path, version].items():
        name = f"{folder}/x.go" if folder else "x.go"
        files[name] = source("x", packages)
    return files


def source(package: str, imports: tuple[str, ...], constraint: str = "") -> bytes:
    """A Go file."""
    lines = [constraint, ""] if constraint else []
    lines += [f"package {package}", ""]
    lines += [f"import {'' if path == 'C' else '_ '}{json.dumps(path)}" for path in imports]
    return "\n".join([*lines, ""]).encode()


def _h1(names: Mapping[str, bytes]) -> str:
    lines = "".join(
        f"{hashlib.sha256(names[each]).hexdigest()}  {each}\n" for each in sorted(names)
    )
    return "h1:" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


def sums() -> bytes:
    """The go.sum of all remote modules."""
    lines = []
    for path, version in REMOTE:
        files = remote_files(path, version)
        inside = {f"{path}@{version}/{name}": data for name, data in files.items()}
        lines.append(f"{path} {version} {_h1(inside)}")
        lines.append(f"{path} {version}/go.mod {_h1({'go.mod': files['go.mod']})}")
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def fill_proxy(place: Path) -> None:
    """Lay the remote modules out as a module proxy, https://go.dev/ref/mod#goproxy-protocol."""
    for path, version in REMOTE:
        folder = place / path / "@v"
        folder.mkdir(parents=True)
        files = remote_files(path, version)
        (folder / "list").write_text(f"{version}\n")
        (folder / f"{version}.info").write_text(json.dumps({"Version": version}))
        (folder / f"{version}.mod").write_bytes(files["go.mod"])
        with zipfile.ZipFile(folder / f"{version}.zip", "w") as archive:
            for name, data in files.items():
                archive.writestr(f"{path}@{version}/{name}", data)


@st.composite
def modules(draw: st.DrawFn) -> Files:
    """The files of a module."""
    files: Files = {"go.sum": sums(), "local/go.mod": f"module {LOCAL}\n\ngo 1.18\n".encode()}
    files["local/pkg/l.go"] = source("pkg", ())
    known = [f"{path}/{folder}".rstrip("/") for (path, _), has in REMOTE.items() for folder in has]
    known = [*(path for path in known if path not in RARE), *OTHERS]
    if draw(st.booleans()):
        files["local/l.go"] = source("local", ())
        known.append(LOCAL)
    paths = [
        f"{draw(st.sampled_from(FOLDERS))}/{draw(st.sampled_from(NAMES))}".lstrip("/")
        for _ in range(draw(st.integers(1, 6)))
    ]
    known += [f"{MAIN}/{path.rpartition('/')[0]}".rstrip("/") for path in paths]
    for path in paths:
        choice = RARE if draw(st.integers(0, 40)) == 0 else known
        imports = draw(st.lists(st.sampled_from(choice), max_size=3, unique=True))
        package = draw(st.sampled_from(("m", "m", "m", "main", "documentation")))
        files[path] = source(package, tuple(imports), draw(st.sampled_from(CONSTRAINTS)))
    if any(path.startswith("nested/") for path in files) and draw(st.booleans()):
        files["nested/go.mod"] = f"module {MAIN}/nested\n".encode()
    if draw(st.integers(0, 5)) == 0:
        files["go.work"] = b"go 1.24\n\nuse .\n\nuse ./local\n"
    files["go.mod"] = layout.canonical(go_mod.parse(_go_mod(draw).encode()))
    return files


def _go_mod(draw: st.DrawFn) -> str:
    go = draw(st.sampled_from(("1.16", "1.17", "1.18", "1.21.0", "1.24", "1.25")))
    lines = [f"module {MAIN}", "", f"go {go}", ""]
    required = []
    for path, version in REMOTE:
        mark = draw(st.sampled_from(("", "", " // indirect", None)))
        if mark is not None:
            required.append(f"{path} {version}{mark}")
    if draw(st.booleans()):
        required.append(f"{LOCAL} v0.0.0-00010101000000-000000000000{draw(_marks)}")
    if draw(st.integers(0, 3)):
        lines += ["replace x.y/local => ./local", ""]
    else:
        required = [line for line in required if not line.startswith(LOCAL)]
    if draw(st.booleans()):
        blocks = [required]
    else:
        blocks = [[line for line in required if ("//" in line) == mark] for mark in (False, True)]
    for block in blocks:
        lines += ["require (", *(f"\t{line}" for line in block), ")", ""] if block else []
    if go in ("1.24", "1.25") and draw(st.booleans()):
        lines.append(f"tool {draw(st.sampled_from(('x.y/t/cmd/t', 'x.y/a/p', f'{MAIN}/p')))}")
    if go == "1.25" and draw(st.booleans()):
        lines.append(f"ignore {draw(st.sampled_from(('./ign', 'ign', './p', 'tests')))}")
    return "\n".join([*lines, ""])


_marks = st.sampled_from(("", " // indirect"))


class TidyComparison:
    """Modules put to a release; what the two say differently is in `disagreements`."""

    def __init__(self, go: live_go.Go, release: Release) -> None:
        self.go = go
        self.release = release
        self.disagreements: list[str] = []
        self.counts: Counter[str] = Counter()
        self._proxy = go.top / "proxy"
        fill_proxy(self._proxy)

    def module(self, files: Files) -> None:
        """One module."""
        folder = self.go.lay_out(files)
        answer = self.go.ask(
            self.release, ["mod", "tidy", "-diff"], folder, proxy=self._proxy.as_uri()
        )
        difference, _, sums = answer.output.decode().partition("diff current/go.sum")
        tree = memory_tree(files)
        found = tidy.findings(tree, "")
        if answer.status and not answer.output:
            self.counts["refused"] += 1
            return
        self.counts["tidy" if not difference else "untidy"] += 1
        self.counts["findings"] += len(found)
        changes = tidy.changes(difference)
        wrong = [
            f"not so: {finding.code} {finding.message}"
            for finding in found
            if not tidy.is_confirmed(finding, changes, sums)
        ]
        if not ModuleImports(tree, "").is_empty():
            wrong += [
                f"not found: {path} {change}"
                for path, change in changes.items()
                if path not in UNDECIDED and not _is_found(path, change, found)
            ]
        wrong += self._mended(files, difference)
        tidied = tidy.applied(files["go.mod"], difference)
        if tidied is None:
            wrong.append("the difference does not apply")
        else:
            rest = tidy.findings(memory_tree({**files, "go.mod": tidied}), "")
            wrong += [f"after go mod tidy: {finding}" for finding in rest]
        if wrong:
            text = "\n".join(f"--- {path}\n{data.decode()}" for path, data in files.items())
            told = "\n".join(wrong)
            self.disagreements.append(f"{told}\n{text}\n{difference}\n{answer.error}")

    def _mended(self, files: Files, difference: str) -> list[str]:
        after = tid_module.mended(memory_tree(files), "")
        if after is None:
            return []
        self.counts["mended"] += 1
        expected = tidy.applied(files["go.mod"], difference)
        if expected is None:
            return []
        before, ours, theirs = (
            {each.path: each.indirect for each in go_mod.parse(data).requires}
            for data in (files["go.mod"], after, expected)
        )
        if ours == theirs:
            self.counts["mended as a whole"] += 1
            return [] if after == expected else [f"other layout:\n{after.decode()}"]
        unlike = [
            path
            for path in {**before, **ours, **theirs}
            if ours.get(path) not in (before.get(path), theirs.get(path))
        ]
        return [f"mended otherwise: {path}" for path in unlike]


def _is_found(path: str, change: tidy.Change, found: list[Finding]) -> bool:
    if change.kind == tidy.ADDED and not change.indirect:
        codes: tuple[str, ...] = ("TID101", "TID102", "TID103", "TID106")
    elif change.kind == tidy.MARKED_DIRECT:
        codes = ("TID202",)
    elif change.kind == tidy.MARKED_INDIRECT or (
        change.kind == tidy.DROPPED and not change.indirect
    ):
        codes = ("TID201", "TID203")
    else:
        return True  # what dependencies need
    return bool(tidy.of_module(path, found, codes))


def compare(comparison: TidyComparison, count: int, number: int = 0, most: int = 10) -> None:
    """Put `count` modules to the release; `number` chooses which. Stops early at `most`
    disagreements."""

    def compare_one(files: Files) -> None:
        if len(comparison.disagreements) < most:
            comparison.module(files)

    made_up.put(modules(), compare_one, count, number)


def main(arguments: list[str]) -> int:
    """0: no disagreement; 1: some; 2: no release at hand."""
    given = made_up.parser_of("tests.live_tidy", __doc__, 10).parse_args(arguments)
    releases = {each: path for each, path in live_go.installed().items() if each.minor >= 23}
    if not releases:
        print("no Go release at hand that knows go mod tidy -diff", file=sys.stderr)
        return 2
    release = next(each for each in reversed(releases) if each.minor < 27 or len(releases) == 1)
    with live_go.Go(releases) as go:
        comparison = TidyComparison(go, release)
        compare(comparison, given.inputs, given.seed, given.most)
    return made_up.told(comparison.disagreements, f"{release}: {dict(comparison.counts)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
