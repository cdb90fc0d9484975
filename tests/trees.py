"""Small trees made up for the vendor and graph verdicts: modules and workspaces with their
replacements, go.sum and vendor/modules.txt, consistent at first and mostly damaged then.

All remote modules that they name are `REMOTE`, and each of those is empty.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
from random import Random

from hooks.values.releases import NEWEST

Files = dict[str, bytes]
Name = tuple[str, str]  # a module path and a version
Replaced = list[tuple[Name, Name]]  # "" for every version, and for a directory's

MAIN = "example.com/m"
PATHS = ("a.b/c", "d.e/f", "g.h/i/v2", "j.k/l", "a.b/c/sub")
OWN_PATHS = (MAIN, "example.com/a", "example.com/b")
ODD_PATHS = ("a/x", "go", "toolchain")
_V1 = (
    *("v1.0.0", "v1.1.0", "v1.10.0", "v1.1.0-rc.1", "v0.9.0"),
    *("v1.1.1-0.20200101000000-abcdefabcdef", "v2.0.0+incompatible"),
)
VERSIONS = {
    **dict.fromkeys((*PATHS, *OWN_PATHS, *ODD_PATHS), _V1),
    "g.h/i/v2": ("v2.0.0", "v2.1.0", "v2.0.1-pre"),
}
REMOTE = [(path, version) for path, versions in VERSIONS.items() for version in versions]
PLAIN_GO_LINES = ("", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.18", "1.20")
GO_LINES = (
    *("1.9", "1.21", "1.21.0", "1.21rc1", "1.21.4", "1.22", "1.22.0", "1.23.5", "1.24", "1.24.0"),
    *(f"1.{NEWEST}.2", f"1.{NEWEST}.9"),
)
TOOLCHAINS = ("go1.21.0", "go1.24.1", "go1.21", "go1.18", "default")
DIRECTORIES = ("./x", "./x", "./y", "./y", "./x/", "./x/../y")
ODD_DIRECTORIES = (
    "./none",
    "../x",
    "/none",
    ".",
    "..",
    "./file",
    "./z",
    "./x/z",
    "./vendor/v",
    "./a",
)
BROKEN = (
    "wibble\n",
    "require a.b/c\n",
    "go 1.x\n",
    "require (\n",
    "\ufeff",
    "replace x\n",
    "go 1\n",
)


def content(path: str) -> bytes:
    """The go.mod of a remote module."""
    return f"module {path}\n".encode()


def sum_lines(name: Name) -> tuple[str, str]:
    """The go.sum line of a remote module's go.mod, and one as there is for its files."""
    inner = hashlib.sha256(content(name[0])).hexdigest() + "  go.mod\n"
    digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
    return f"{name[0]} {name[1]}/go.mod h1:{digest}", f"{name[0]} {name[1]} h1:{digest}"


def _rarely(random: Random, one_in: int = 8) -> bool:
    return random.randrange(one_in) == 0


def _name(random: Random) -> Name:
    paths = OWN_PATHS if _rarely(random, 15) else ODD_PATHS if _rarely(random, 60) else PATHS
    path = random.choice(paths)
    versions = VERSIONS[path]
    return path, random.choice(versions if _rarely(random, 2) else versions[:2])


def _target(random: Random) -> Name:
    if _rarely(random, 3):
        return _name(random)
    return random.choice(ODD_DIRECTORIES if _rarely(random) else DIRECTORIES), ""


def _go_line(random: Random) -> str:
    return random.choice(GO_LINES if _rarely(random, 4) else PLAIN_GO_LINES)


class Module:
    """What a go.mod is made of."""

    def __init__(self, path: str, go: str) -> None:
        self.path = path
        self.go = go
        self.toolchain = ""
        self.requires: list[tuple[Name, bool]] = []
        self.replaces: Replaced = []
        self.excludes: list[Name] = []

    def text(self) -> str:
        """The file."""
        lines = [f"module {self.path}"] if self.path else []
        lines += [f"go {self.go}"] if self.go else []
        lines += [f"toolchain {self.toolchain}"] if self.toolchain else []
        for name, indirect in self.requires:
            lines.append(f"require {' '.join(name)}{' // indirect' if indirect else ''}")
        lines += [f"replace {_arrow(name, target)}" for name, target in self.replaces]
        lines += [f"exclude {' '.join(name)}" for name in self.excludes]
        return "\n".join([*lines, ""])


def _arrow(name: Name, target: Name) -> str:
    return " ".join(filter(None, (*name, "=>", *target)))


def _replaced(random: Random, most: int, names: list[Name]) -> Replaced:
    """Replacements, mostly of what is required, with and without version; none twice."""
    replaced: dict[Name, Name] = {}
    for _ in range(random.randint(0, most)):
        path, version = _name(random) if _rarely(random, 4) or not names else random.choice(names)
        replaced[path, random.choice((version, ""))] = _target(random)
    return list(replaced.items())


def _module(random: Random, path: str) -> Module:
    module = Module(path, _go_line(random))
    if module.go and _rarely(random, 15):
        module.toolchain = random.choice(TOOLCHAINS)
    names = [_name(random) for _ in range(random.randint(0, 4))]
    if not _rarely(random):  # one version of each path
        names = list(dict(names).items())
    module.requires = [(name, _rarely(random, 2)) for name in names]
    module.replaces = _replaced(random, 3, names)
    if _rarely(random):
        module.excludes = random.choices(names or [_name(random)], k=2)
    return module


def _directories(random: Random) -> Files:
    """The directories that modules are replaced with, some of them broken."""
    files: Files = {"file": b"", "z/z.go": b""}
    for folder in ("x", "y", "x/z"):
        if not _rarely(random, 12):
            text = _module(random, _name(random)[0]).text()
            if _rarely(random, 10):
                text = random.choice((text + random.choice(BROKEN), "", "go 1.18\n"))
            files[f"{folder}/go.mod"] = text.encode()
    return files


def _listing(random: Random, mains: list[Module], replaced: Replaced) -> str:
    """The modules.txt of main modules, nearly as `go mod vendor` would have written it."""
    table = dict(replaced)
    marks = ("", "", "; go 1.16", "; go 1.18", "; go 1.21.0", "; go 1.24")
    lines = []
    for name in sorted({name for main in mains for name, _ in main.requires}):
        target = table.get(name) or table.get((name[0], ""))
        lines.append(f"# {_arrow(name, target) if target else ' '.join(name)}")
        lines.append(f"## explicit{random.choice(marks)}")
        lines += [] if _rarely(random, 4) else [name[0]]
    lines += [f"# {_arrow(name, target)}" for name, target in replaced]
    return "".join(line + "\n" for line in lines)


LINES = (
    *("## explicit", "## explicit; go 1.99", "##  explicit ;go 1.21", "## go 1.22", "##"),
    *("# comment", "# a.b/c", "# a.b/c =>", "# a.b/c => ./x", "# a.b/c => ./y v1.0.0"),
    *("", "a.b/c", "a.b/c/pkg", "d.e/f/pkg", "a b", " a.b/c", "## workspace", "./x", "unsafe"),
    *("# a.b/c v1.0.0 => ./x", "# a.b/c v1.0.0 => d.e/f v1.1.0", "# d.e/f => d.e/f v1.1.0"),
    *("# a.b/c v1.0.0 ./x", "# a.b/c v1.0.0 => ./x ./y", "# a.b/c latest", "## explicit go 1.99"),
    *("## explicit; go 1.24rc1", "## explicit; go 1.x", "## explicit; go", "\tg.h/i/v2", "-x"),
    *("#a.b/c v1.0.0", "# a.b/c v1.0.0 =>", "# example.com/m v1.0.0", "<<<<<<< HEAD", "../x"),
    *("# example.com/m => ./x", "# example.com/a v1.0.0", "# a.b/c v1", "# a.b/c v1.0.0+x"),
    *(
        "a.b/c/",
        "a.b/\u00e9",
        "\ufeff",
        "# a.b/c v1.0.0 // c",
        "# => ./x",
        "# a.b/c v1.0.0 => ./x v1",
    ),
)
SWAPS = (
    *(("v1.0.0", "v1.1.0"), ("v1.1.0", "v1.0.0"), ("## explicit", "##"), ("explicit", "Explicit")),
    *(
        ("./x", "./y"),
        ("./x", "x"),
        ("=>", "->"),
        (" =>", ""),
        ("# ", "#"),
        ("go 1.18", f"go 1.{NEWEST + 1}"),
    ),
    *((" ", "\t"), (" ", "  "), ("\n", " \n"), ("a.b", "A.b"), ("1.21.0", "1.22"), ("/", "//")),
    *((" ", "\u00a0"), ("; ", ";"), ("## explicit\n", ""), ("go 1.16", "go 1.99.9"), ("./", "../")),
    *(("\n", "\r\n"), ("\n", "\n\n"), ("# ", "# example.com/"), ("explicit", "explicit; go 1.22")),
)


def _line(random: Random) -> str:
    path, version = _name(random)
    more = ("", "\n## explicit", f"\n## explicit\n{path}/p", f"\n{path}/p", f"\n{path}")
    return (
        random.choice(LINES) if _rarely(random, 2) else f"# {path} {version}{random.choice(more)}"
    )


def _damaged(random: Random, text: str) -> str:
    """Up to three strokes of damage."""
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3))):
        lines = text.split("\n")
        at = random.randrange(len(lines))
        stroke = random.randrange(7)
        if stroke == 0:
            del lines[at]
        elif stroke == 1:
            lines.insert(random.randint(0, len(lines)), lines[at])
        elif stroke == 2:
            lines.insert(at, _line(random))
        elif stroke == 3:
            lines[at] = _line(random)
        elif stroke == 4:
            lines[at:] = random.sample(lines[at:], len(lines) - at)
        text = "\n".join(lines)
        if stroke > 4:
            old, new = random.choice(SWAPS)
            count = random.choice((1, -1))
            text = text[:at] + text[at:].replace(old, new, count)
    return text


def _vendor(random: Random, listing: str, workspace: bool) -> Files:
    """A vendor folder, nearly always with its modules.txt."""
    if _rarely(random, 80):
        return {random.choice(("vendor", "vendor/modules.txt/x")): b""}
    files: Files = {"vendor/a.b/c/c.go": b""}
    if not _rarely(random, 25):
        marked = workspace is not _rarely(random, 10)
        text = _damaged(random, "## workspace\n" * marked + listing)
        files["vendor/modules.txt"] = text.encode()
    return files


def vendored_module(random: Random) -> Files:
    """A module with a vendor folder."""
    main = _module(random, MAIN)
    folder = _vendor(random, _listing(random, [main], main.replaces), workspace=False)
    return {**_directories(random), "go.mod": main.text().encode(), **folder}


class Workspace:
    """The files of a workspace, its modules, and what all of it replaces."""

    def __init__(self, random: Random) -> None:
        work = Module("", "1.18" if _rarely(random, 2) else _go_line(random))
        self.modules = {
            name: _module(random, f"example.com/{'a' if _rarely(random, 15) else name}")
            for name in "ab"[: random.randint(1, 2)]
        }
        if not _rarely(random, 4):  # a go.work as new as its modules
            lines = [module.go for module in self.modules.values() if module.go > "1.2"]
            work.go = max([work.go, *lines])
        names = [name for module in self.modules.values() for name, _ in module.requires]
        work.replaces = _replaced(random, random.choice((0, 0, 1, 2)), names)
        uses = [*self.modules, *random.sample(("c", ".", "x"), k=_rarely(random, 20))]
        replaced = [
            pair for name, module in self.modules.items() for pair in _seen_from(name, module)
        ]
        self.replaced: Replaced = list(dict([*replaced, *work.replaces]).items())
        self.files = _directories(random)
        used = "".join(f"use ./{name}\n" for name in uses)
        self.files["go.work"] = (work.text() + used).encode()
        for name, module in self.modules.items():
            inner = {**_directories(random), "go.mod": module.text().encode()}
            self.files.update({f"{name}/{path}": data for path, data in inner.items()})


def _seen_from(folder: str, module: Module) -> Replaced:
    """The replacements of a module, directories as seen from the workspace above `folder`."""
    replaced = []
    for name, (path, version) in module.replaces:
        if path[:1] == ".":
            path = posixpath.normpath(f"{folder}/{path}")
            path = path if path[:1] == "." else f"./{path}"
        replaced.append((name, (path, version)))
    return replaced


def vendored_workspace(random: Random) -> Files:
    """A workspace with a vendor folder."""
    space = Workspace(random)
    listing = _listing(random, list(space.modules.values()), space.replaced)
    return {**space.files, **_vendor(random, listing, workspace=True)}


def _sums(random: Random) -> bytes:
    """A go.sum: of everything there is, of most of it, or malformed somewhere."""
    lines = [line for name in REMOTE for line in sum_lines(name)[: random.randint(1, 2)]]
    lines = random.sample(lines, len(lines) - random.choice((0, 0, 0, 2, 10, 40)))
    if _rarely(random, 6):
        odd = ("a.b/c v1.0.0", "x", "a b c d", "", "<<<<<<< HEAD", "a b c", " ", "a.b/c v1.0.0 h1:")
        lines.insert(random.randint(0, len(lines)), random.choice(odd))
    return ("\r\n" if _rarely(random) else "\n").join([*lines, ""]).encode()


def graph(random: Random) -> Files:
    """A module whose graph is loaded."""
    files = {**_directories(random), "go.mod": _module(random, MAIN).text().encode()}
    if not _rarely(random, 10):
        files["go.sum"] = _sums(random)
    return files


def workspace_graph(random: Random) -> Files:
    """A workspace whose graph is loaded."""
    files = Workspace(random).files
    for path in ("a/go.sum", "go.work.sum"):
        if not _rarely(random, 3):
            files[path] = _sums(random)
    return files
