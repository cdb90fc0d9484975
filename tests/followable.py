"""A case of testdata as a repository in which the go command can work.

The modules that a case names are invented. Here each of them stands in a module proxy with
the files that the case vendors of it, and the packages that its Go files import; the hashes of
the case's .sum files are made to fit (a hash that is wrong in the case stays wrong), and each
module of the case has a Go file that imports what it requires, unless its own Go files are what
the case is about.
"""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from hooks.checks.remedies import is_stand_in
from hooks.formats import go_mod, go_source, modules_txt
from hooks.formats.modfile.file import GoMod
from hooks.values import module_path, pseudo_version, semver
from tests.module_proxy import ModuleProxy
from tests.repository import Repository

Files = dict[str, bytes]
STATES = ("base", "staged", "disk")
IMPORTS = "imports_of_the_test.go"
NOT_MADE_UP = ("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",)  # the hash of no files
ABOUT_IMPORTS = ("go-mod-tidy",)  # the hooks that judge a module by its Go files
ABOUT_POLICIES = ("go-mod-policy",)  # those whose cases leave out go.sum, which they do not judge
BRANCH_VERSION = "v0.0.0-20240506070809-abcdefabcdef"


def files_of(folder: Path) -> Files:
    """The regular files below a folder, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


class Followable:
    """The states of a case (`states`: base, staged, disk), made fit for the go command."""

    def __init__(self, case: Path, proxy: Path) -> None:
        self.case = case
        self.proxy = ModuleProxy(proxy)
        self.states = {state: files_of(case / state) for state in STATES}
        named = {path for path, _ in self._versions()}
        self._used: dict[str, set[str]] = {}
        for package in self._imported_by_own_files():
            holding = (path for path in named if f"{package}/".startswith(f"{path}/"))
            self._used.setdefault(max(holding, key=len, default=""), set()).add(package)
        for path, version in sorted(self._versions()):
            self._stand_in(path, version)
        self._release_others()
        self._fit_hashes()
        for state, files in self.states.items():
            files.update(self._sources(state))
            if case.parent.name in ABOUT_POLICIES:
                files.update(self._sums(state))
            if case.parent.name not in ABOUT_IMPORTS:
                files.update(self._imports(state))

    def lay_out(self, folder: Path) -> Repository:
        """The repository: the base committed, the rest staged, the work tree as it is."""
        repository = Repository(folder)
        if (self.case / "base").exists():
            self._write(repository, "base")
            repository.commit("base")
        repository.clear()
        self._write(repository, "staged")
        repository.add()
        self._write(repository, "disk")
        return repository

    def _write(self, repository: Repository, state: str) -> None:
        """The files, and the links of the case."""
        if (self.case / state).exists():
            repository.copy(self.case / state)
            repository.write(dict(self.states[state]))

    def _modules(self, state: str) -> Iterator[tuple[str, GoMod]]:
        """Folder and content of each go.mod, and of each vendor.mod, of a state."""
        for path, data in self.states[state].items():
            place = PurePosixPath(path)
            if place.name in ("go.mod", "vendor.mod") and "vendor" not in place.parts[:-1]:
                folder = place.parent.as_posix()
                yield "" if folder == "." else folder, go_mod.parse(data)

    def _listings(self) -> Iterator[tuple[str, str, modules_txt.ModulesTxt]]:
        """State, vendor folder and content of each modules.txt, the base's first."""
        for state, files in self.states.items():
            for path, data in files.items():
                if f"/{path}".endswith("/vendor/modules.txt"):
                    yield state, path.removesuffix("modules.txt"), modules_txt.parse(data)

    def _versions(self) -> Iterator[tuple[str, str]]:
        """Every module and version that the case names."""
        for state, files in self.states.items():
            for _, file in self._modules(state):
                yield from _required(file)
                yield from ((each.target, each.target_version) for each in file.replaces)
            for path, data in files.items():
                if path.endswith(".sum"):
                    for line in data.decode("utf-8", "replace").splitlines():
                        words = line.split()
                        if len(words) == 3:
                            yield words[0], words[1].removesuffix("/go.mod")
        for _, _, listing in self._listings():
            for module in listing.modules:
                yield module.path, module.version
                yield module.target, module.target_version

    def _stand_in(self, path: str, version: str) -> None:
        """Put a module into the proxy; a version of a query stands for a commit."""
        if module_path.module_path_fault(path) or not version:
            return
        if is_stand_in(version):
            version = "v0.1.0"  # one that was released since
        pseudo = pseudo_version.parse(version)
        if pseudo is not None and not is_stand_in(version):
            self.proxy.answer(path, pseudo.revision, BRANCH_VERSION)
            if _is_of_no_commit(pseudo.time, pseudo.revision):
                version = BRANCH_VERSION
        elif version.startswith(("v0.", "v1.")):
            version = version.removesuffix("+incompatible")
        elif not semver.is_valid(version):
            self.proxy.answer(path, version, BRANCH_VERSION)
            version = BRANCH_VERSION
        bare = version.removesuffix("+incompatible")
        if bare != semver.canonical(bare) or is_stand_in(version):
            return
        files, go = self._vendored(path, version)
        for package in self._packages(path, version):
            below = package[len(path) :].strip("/")
            start = f"{below}/" if below else ""
            if not any(_is_in(name, start) for name in files):
                name = re.sub(r"\W", "_", package.rpartition("/")[2])
                files[f"{start}{name}.go"] = f"package {name}\n".encode()
        line = f"\ngo {go}\n" if go else ""
        self.proxy.add(path, version, f"module {path}\n{line}".encode(), files)

    def _release_others(self) -> None:
        """Let there be a later version of each module that a case excludes a version of."""
        for state in STATES:
            for _, file in self._modules(state):
                for excluded in file.excludes:
                    head, _, patch = excluded.version.rpartition(".")
                    if patch.isdigit():
                        self._stand_in(excluded.path, f"{head}.{int(patch) + 1}")

        if self.case.parent.name in ABOUT_POLICIES:
            self._release_later()

    def _release_later(self) -> None:
        """Let there be a version of each module beyond the limits that policies name."""
        for path, version in sorted(self._versions()):
            if semver.is_valid(version):
                minor = int(version.split(".")[1]) + 9
                self._stand_in(path, f"{semver.major(version)}.{minor}.0")

    def _sums(self, state: str) -> Files:
        """A go.sum for each module of a state that has none, with what its go.mod requires."""
        made: Files = {}
        for folder, file in self._modules(state):
            path = f"{folder}/go.sum" if folder else "go.sum"
            if path not in self.states[state]:
                made[path] = "".join(
                    f"{each.path} {version} {self.proxy.hashes[each.path, version]}\n"
                    for each in file.requires
                    for version in (each.version, f"{each.version}/go.mod")
                    if (each.path, version) in self.proxy.hashes
                ).encode()
        return made

    def _vendored(self, path: str, version: str) -> tuple[Files, str]:
        """The files that the case vendors of a version, by their names in it, and its go line."""
        for state, vendor, listing in self._listings():
            for module in listing.modules:
                source = (module.target or module.path, module.target_version or module.version)
                if source != (path, version) or not module.packages:
                    continue
                start = f"{vendor}{module.path}/"
                files = self.states[state]
                found = {
                    name.removeprefix(start): data
                    for name, data in files.items()
                    if name.startswith(start)
                }
                return found, module.go
        return {}, ""

    def _packages(self, path: str, version: str) -> set[str]:
        """The packages of a module that the case lists or uses."""
        listed = {
            path + package.removeprefix(module.path)
            for _, _, listing in self._listings()
            for module in listing.modules
            if path in (module.path, module.target)
            for package in module.packages
        }
        tools = {
            tool.path
            for state in STATES
            for _, file in self._modules(state)
            for tool in file.tools
            if f"{tool.path}/".startswith(f"{path}/")
        }
        return (listed or {path}) | tools | self._used.get(path, set())

    def _imported_by_own_files(self) -> set[str]:
        """The packages that Go files of the case's own import."""
        return {
            each.path
            for files in self.states.values()
            for name, data in files.items()
            if name.endswith(".go") and "/vendor/" not in f"/{name}"
            for each in go_source.parse(data).imports
        }

    def _fit_hashes(self) -> None:
        """Give the first hash of each module and version in the .sum files its true value,
        wherever it stands."""
        true: dict[str, str] = {}
        known: set[tuple[str, str]] = set()
        for files in self.states.values():
            for path, data in sorted(files.items()):
                for line in data.decode("utf-8", "replace").splitlines():
                    words = line.split()
                    if not path.endswith(".sum") or len(words) != 3:
                        continue
                    name, hash = (words[0], words[1]), words[2]
                    if hash in true or name in known or not _is_hash(hash):
                        continue
                    if name in self.proxy.hashes and not _is_of_made_up_go_mod(hash, *name):
                        known.add(name)
                        true[hash] = self.proxy.hashes[name]
        for files in self.states.values():
            for path, data in files.items():
                for hash, wanted in true.items():
                    data = data.replace(hash.encode(), wanted.encode())
                files[path] = data

    def _sources(self, state: str) -> Files:
        """The vendored packages of modules that directories of a state replace, where the
        directory has no Go file for one."""
        made: Files = {}
        for other, vendor, listing in self._listings():
            top = vendor.removesuffix("vendor/")
            directories = {
                replaced.path: replaced.target
                for folder, file in self._modules(state)
                if folder == top.rstrip("/")
                for replaced in file.replaces
                if not replaced.target_version
            }
            for module in listing.modules:
                target = "" if module.target_version else module.target
                target = directories.get(module.path, target)
                source = posixpath.normpath(posixpath.join(top, target))
                files = self.states[state]
                if not target or not any(name.startswith(f"{source}/") for name in files):
                    continue
                for package in module.packages:
                    start = f"{source}{package.removeprefix(module.path)}/"
                    copied = f"{vendor}{package}/"
                    if any(_is_in(name, start) for name in files):
                        continue
                    for name, data in self.states[other].items():
                        if _is_in(name, copied):
                            made.setdefault(start + name.removeprefix(copied), data)
        return made

    def _imports(self, state: str) -> Files:
        """A Go file for each module of a state, which imports what it requires."""
        made = {}
        for folder, file in self._modules(state):
            if file.module is None or any(f"/{name}/" in f"/{folder}/" for name in ("testdata",)):
                continue
            start = f"{folder}/" if folder else ""
            own = [name for name in self.states[state] if name.endswith(".go")]
            beside = [name for name in own if _is_in(name, start)]
            text = self.states[state][beside[0]].decode() if beside else ""
            package = re.search(r"^package (\w+)", text, re.M)
            lines = "".join(f'import _ "{path}"\n' for path in self._imported(folder, file))
            name = package.group(1) if package else "app"
            made[start + IMPORTS] = f"package {name}\n\n{lines}".encode()
        return made

    def _imported(self, folder: str, file: GoMod) -> Iterable[str]:
        """The packages that a module imports: what is vendored of its requirements, else their
        top folders."""
        vendor = f"{folder}/vendor/" if folder else "vendor/"
        listed: dict[str, set[str]] = {}
        for _, at, listing in self._listings():
            if at == vendor or not folder.startswith(at.removesuffix("vendor/")):
                for module in listing.modules:
                    listed.setdefault(module.path, set()).update(module.packages)
        tools = [tool.path for tool in file.tools]
        packages = set()
        for required in file.requires:
            if not module_path.module_path_fault(required.path):
                if any(f"{tool}/".startswith(f"{required.path}/") for tool in tools):
                    continue
                packages.update(listed.get(required.path) or {required.path})
        return sorted(packages)


def _required(file: GoMod) -> Iterator[tuple[str, str]]:
    """What a go.mod requires; by its text where it cannot be read."""
    yield from ((each.path, each.version) for each in file.requires)
    for line in file.data.decode("utf-8", "replace").splitlines():
        words = line.partition("//")[0].removeprefix("require").split()
        if len(words) == 2 and "/" in words[0] and words[1] == "master":
            yield words[0], words[1]


def _is_of_no_commit(time: str, revision: str) -> bool:
    """Whether the parts of a pseudo-version are those of no commit."""
    return int(time[4:6]) > 12 or len(revision) != 12


def _is_in(name: str, start: str) -> bool:
    """Whether a Go file lies directly in a folder."""
    return name.startswith(start) and "/" not in name[len(start) :] and name.endswith(".go")


def _is_hash(hash: str) -> bool:
    """Whether a hash is one that a file can have."""
    if not hash.startswith("h1:") or hash[3:] in NOT_MADE_UP:
        return False
    try:
        return len(base64.b64decode(hash[3:], validate=True)) == 32
    except ValueError:
        return False


def _is_of_made_up_go_mod(hash: str, module: str, version: str) -> bool:
    """Whether a hash is true already: that of the go.mod made up for a module without one."""
    return version.endswith("+incompatible/go.mod")


def differing(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """The paths of files that came, went or changed."""
    paths = {*before, *after}
    return sorted(path for path in paths if before.get(path) != after.get(path))
