"""`python3 -m tests.growth [SHAPE ...]`: the time and the memory that ever larger input takes.

Each shape is a commit of some size that somebody could stage; every check judges it, and
what is found is written in every format. A line of the table gives the seconds of CPU for
each size; the last column, how the time grew when the size doubled (2.0: in proportion).
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from hooks.command.config import LARGEST, Config, parse
from hooks.command.context import Context
from hooks.command.judge import filtered
from hooks.tree.paths import CONFIGURATION
from tests.hostile import judging

Files = dict[str, bytes]
Shape = Callable[[int], tuple[Files, list[Files]]]

HEAD = b"module example.com/m\n\ngo 1.22\n\n"
HASH = b"h1:" + b"A" * 43 + b"="
LINEAR = 2.2  # times as long for twice the size, with some noise


def lines(text: bytes, count: int) -> bytes:
    """A line many times, its number in the place of each "#" that begins no line."""
    parts = re.split(rb"(?m)(?<!^)(?<!#)#", text)
    return b"".join((b"%d" % number).join(parts) for number in range(count))


def required(count: int, version: bytes = b"v1.0.0") -> bytes:
    return HEAD + b"require (\n" + lines(b"\texample.com/r# " + version + b"\n", count) + b")\n"


def hashed(count: int, digest: bytes = HASH) -> bytes:
    both = b"example.com/r# v1.0.0 %b\nexample.com/r# v1.0.0/go.mod %b\n" % (digest, digest)
    return lines(both, count)


def vendored(count: int) -> bytes:
    return lines(b"# example.com/r# v1.0.0\n## explicit\nexample.com/r#\n", count)


def alone(make: Callable[[int], Files]) -> Shape:
    """A first commit."""
    return lambda size: (make(size), [])


def after(make: Callable[[int], tuple[Files, Files]]) -> Shape:
    """A commit, and the one before it."""

    def both(size: int) -> tuple[Files, list[Files]]:
        files, base = make(size)
        return files, [base]

    return both


def go_mod(make: Callable[[int], bytes]) -> Shape:
    return alone(lambda size: {"go.mod": make(size)})


def go_work(make: Callable[[int], bytes]) -> Shape:
    return alone(lambda size: {"go.work": make(size), "go.mod": HEAD})


def go_sum(make: Callable[[int], bytes]) -> Shape:
    return alone(lambda size: {"go.mod": required(size), "go.sum": make(size)})


def modules_txt(make: Callable[[int], bytes]) -> Shape:
    return alone(lambda size: {"go.mod": required(size), "vendor/modules.txt": make(size)})


def chain(size: int) -> Files:
    """Directories that replace each other, one after the other, all replaced by the first."""
    files = {
        f"m{at}/go.mod": b"module example.com/m%d\n\ngo 1.22\n\nrequire example.com/m%d v1.0.0\n"
        % (at, at + 1)
        for at in range(size)
    }
    files[f"m{size}/go.mod"] = b"module example.com/m%d\n\ngo 1.22\n" % size
    top = HEAD + b"require example.com/m0 v1.0.0\n"
    files["go.mod"] = top + lines(b"replace example.com/m# => ./m#\n", size + 1)
    return files


def members(size: int, extra: bytes = b"") -> Files:
    """A workspace and its members."""
    files = {
        f"m{at}/go.mod": b"module example.com/m%d\n\ngo 1.22\n\n" % at + extra for at in range(size)
    }
    uses = b"use (\n" + lines(b"\t./m#\n", size) + b")\n"
    return files | {"go.work": b"go 1.22\n\n" + uses}


def unprovided(size: int) -> Files:
    """Imports that nothing provides, in a workspace whose members require much."""
    files = members(size, lines(b"require example.com/r# v1.0.0\n", 10))
    imports = lines(b'import _ "example.net/x#/y"\n', size)
    files |= {f"m{at}/x.go": b"package x\n" for at in range(size)}
    return files | {"m0/x.go": b"package x\n\n" + imports}


def deep(size: int) -> Files:
    folder = "/".join(["d"] * (size // 10))
    return {
        "go.mod": HEAD
        + b"require example.com/x v1.0.0\nreplace example.com/x => ./%b\n" % folder.encode(),
        f"{folder}/go.mod": b"module example.com/x\n\ngo 1.22\n",
        f"{folder}/x.go": b"package x\n",
    }


def copies(size: int) -> tuple[Files, Files]:
    """Vendored files, all edited."""
    top = {"go.mod": required(size), "go.sum": hashed(size), "vendor/modules.txt": vendored(size)}
    now = {f"vendor/example.com/r{at}/r.go": b"package r\n" for at in range(size)}
    old = dict.fromkeys(now, b"package r // other\n")
    return top | now, top | old


def one_source(size: int) -> tuple[Files, Files]:
    """Many blocks of modules.txt for one directory, all files of which changed on both sides."""
    blocks = lines(b"# example.com/r v1.0.# => ./l\nexample.com/r\n", size)
    top = {"go.mod": HEAD, "vendor/modules.txt": blocks, "l/go.mod": HEAD}
    copied = [f"vendor/example.com/r/x{at}.go" for at in range(size)]
    origins = [f"l/x{at}.go" for at in range(size)]
    now = dict.fromkeys(copied, b"package r\n") | dict.fromkeys(origins, b"package r // new\n")
    return top | now, top | dict.fromkeys([*copied, *origins], b"package r // old\n")


def many_sources(size: int) -> tuple[Files, Files]:
    """Many directories of which copies are vendored; all files changed."""
    top = {
        "go.mod": required(size) + lines(b"replace example.com/r# => ./l#\n", size),
        "vendor/modules.txt": lines(
            b"# example.com/r# v1.0.0 => ./l#\n## explicit\nexample.com/r#\n", size
        ),
    }
    top |= {f"l{at}/go.mod": b"module example.com/r%d\n\ngo 1.22\n" % at for at in range(size)}
    paths = [f"vendor/example.com/r{at}/x.go" for at in range(size)]
    paths += [f"l{at}/x.go" for at in range(size)]
    return top | dict.fromkeys(paths, b"package r\n"), top | dict.fromkeys(paths, b"package x\n")


def half_lost(size: int) -> tuple[Files, Files]:
    """Vendored packages of which every other one went."""
    now, before = copies(size)
    for at in range(0, size, 2):
        del now[f"vendor/example.com/r{at}/r.go"]
    return now, before


def lost_directories(size: int) -> tuple[Files, Files]:
    """Directories that are replaced or used, every other one of which went, beside a module."""
    paths = b"\t./m#\n"
    before = {f"m{at}/go.mod": b"module example.com/m%d\n\ngo 1.22\n" % at for at in range(size)}
    before["go.work"] = b"go 1.22\n\nuse (\n" + lines(paths, size) + b")\n"
    before["x/go.mod"] = b"module example.com/x\n\ngo 1.22\n\n" + b"".join(
        b"require example.com/m%d v1.0.0\nreplace example.com/m%d => ../m%d\n" % (at, at, at)
        for at in range(size)
    )
    now = dict(before)
    for at in range(0, size, 2):
        del now[f"m{at}/go.mod"]
    return now, before


def one_another(size: int) -> tuple[Files, Files]:
    """Modules each of which replaces the next; every go.mod changed."""
    now = {
        f"m{at}/go.mod": b"module example.com/m%d\n\ngo 1.22\n\nrequire example.com/m%d v1.0.0\n\n"
        b"replace example.com/m%d => ../m%d\n" % (at, *[(at + 1) % size] * 3)
        for at in range(size)
    }
    return now, {path: data + b"\n" for path, data in now.items()}


def contradicting(size: int) -> Files:
    """A workspace each of whose modules requires and replaces another version of one module,
    and all of its versions too."""
    files = members(size)
    for at in range(size):
        files[f"m{at}/go.mod"] += (
            b"require example.com/r v1.%d.0\n\nreplace example.com/r => example.com/f v1.0.0\n"
            b"replace example.com/r v1.%d.0 => example.com/f v1.0.0\n" % (at, at)
        )
    return files


def excused(size: int, entry: bytes) -> tuple[Files, Files]:
    """Rewritten hashes, and entries of the configuration of which none is about them."""
    config = {".gomod-hooks.toml": lines(entry, size // 10)}
    before = {"go.mod": required(size), "go.sum": hashed(size)}
    now = {"go.mod": required(size), "go.sum": hashed(size, HASH.replace(b"A", b"B"))}
    return now | config, before | config


def unwanted(size: int, entry: bytes) -> tuple[Files, Files]:
    """New requirements, and entries of the configuration of which none is about them."""
    config = {".gomod-hooks.toml": lines(entry, size // 10)}
    return {"go.mod": required(size)} | config, {"go.mod": HEAD} | config


def namesakes(size: int) -> tuple[Files, Files]:
    """Modules of one name, each in the place of one from another owner."""
    policies = b"look-alike = true\nowner-change = true\ndowngrade = true\nfrozen = true\n"
    config = {".gomod-hooks.toml": b"[policy]\n" + policies}
    now = HEAD + lines(b"require github.com/newcomer#/money v1.0.0\n", size)
    before = HEAD + lines(b"require github.com/trusted#/money v1.0.0\n", size)
    return {"go.mod": now} | config, {"go.mod": before} | config


SHAPES: dict[str, Shape] = {
    "go.mod: requirements": go_mod(required),
    "go.mod: requirements as lines": go_mod(
        lambda n: HEAD + lines(b"require example.com/r# v1.0.0\n", n)
    ),
    "go.mod: requirements twice": go_mod(
        lambda n: required(n) + required(n, b"v1.1.0")[len(HEAD) :]
    ),
    "go.mod: one module again and again": go_mod(
        lambda n: HEAD + lines(b"require example.com/r v1.#.0\n", n)
    ),
    "go.mod: bad versions": go_mod(lambda n: required(n, b"master")),
    "go.mod: bad quotes": go_mod(lambda n: HEAD + lines(b'require "a" b" c#\n', n)),
    "go.mod: unknown directives": go_mod(lambda n: HEAD + lines(b"wibble #\n", n)),
    "go.mod: repeated go lines": go_mod(lambda n: HEAD + lines(b"go 1.2#.x\n", n)),
    "go.mod: repeated module lines": go_mod(lambda n: lines(b"module a.b/#\n", n)),
    "go.mod: bad replacements": go_mod(lambda n: HEAD + lines(b"replace a.b/r# => c@v1\n", n)),
    "go.mod: replacements": go_mod(
        lambda n: required(n) + lines(b"replace example.com/r# => ./r#\n", n)
    ),
    "go.mod: contradicting replacements": go_mod(
        lambda n: required(n) + lines(b"replace example.com/r1 => ./r#\n", n)
    ),
    "go.mod: absolute replacements": go_mod(
        lambda n: required(n) + lines(b"replace example.com/r# => /etc/r#\n", n)
    ),
    "go.mod: exclusions": go_mod(
        lambda n: required(n) + lines(b"exclude example.com/r# v1.0.0\n", n)
    ),
    "go.mod: retractions": go_mod(
        lambda n: HEAD + b"// why\n" * n + b"retract (\n" + lines(b"\tv1.#.0\n", n) + b")\n"
    ),
    "go.mod: bad retractions": go_mod(lambda n: HEAD + lines(b"retract [v1.#.0, x]\n", n)),
    "go.mod: retractions without module": go_mod(lambda n: lines(b"retract v1.#.0\n", n)),
    "go.mod: tools": go_mod(lambda n: HEAD + lines(b"tool example.com/r#\n", n)),
    "go.mod: bad tools": go_mod(lambda n: HEAD + lines(b"tool example.com//r#\n", n)),
    "go.mod: settings": go_mod(lambda n: HEAD + lines(b"godebug wibble#=1\n", n)),
    "go.mod: ignored": go_mod(lambda n: HEAD + lines(b"ignore ./x#\n", n)),
    "go.mod: comments": go_mod(lambda n: HEAD + b"// x\n" * n),
    "go.mod: comments of blocks": go_mod(lambda n: HEAD + lines(b"// x\n\nrequire (\n)\n", n)),
    "go.mod: comments of the module": go_mod(lambda n: b"// Deprecated: x\n//\n" * n + HEAD),
    "go.mod: blank lines": go_mod(lambda n: HEAD + b"require (\n" + b"\n//\n" * n + b")\n"),
    "go.mod: conflict markers": go_mod(
        lambda n: HEAD + lines(b"<<<<<<< #\n=======\n>>>>>>> x\n", n)
    ),
    "go.mod: opening parentheses": go_mod(lambda n: HEAD + b"require (\n" * n),
    "go.mod: empty blocks": go_mod(lambda n: HEAD + b"require ( )\n" * n),
    "go.mod: one long word": go_mod(lambda n: HEAD + b"require " + b"a" * (50 * n) + b" v1.0.0\n"),
    "go.mod: one long path": go_mod(
        lambda n: HEAD + b"require a.b" + b"/c" * (25 * n) + b" v1.0.0\n"
    ),
    "go.mod: many words": go_mod(lambda n: HEAD + b"require " + b"a " * (25 * n) + b"\n"),
    "go.mod: many parentheses": go_mod(lambda n: HEAD + b"require " + b"( " * (25 * n) + b"\n"),
    "go.mod: one long string": go_mod(
        lambda n: HEAD + b'require "' + b"a" * (50 * n) + b'" v1.0.0\n'
    ),
    "go.mod: one long string of escapes": go_mod(
        lambda n: HEAD + b'require "' + b"\\n" * (25 * n) + b'" v1.0.0\n'
    ),
    "go.mod: a string over many lines": go_mod(lambda n: HEAD + b'require "' + b"\\\n" * (25 * n)),
    "go.mod: long strings to requote": go_mod(
        lambda n: HEAD + lines(b'replace "example.com/r#" => "./a b\\x41#"\n', n)
    ),
    "go.mod: one long number": go_mod(
        lambda n: HEAD + b"require a.b/c v1." + b"9" * (50 * n) + b".0\n"
    ),
    "go.mod: one long pre-release": go_mod(
        lambda n: HEAD + b"require a.b/c v1.0.0-" + b"0.a" * (20 * n) + b"\n"
    ),
    "go.mod: one long go line": go_mod(lambda n: b"module a.b/c\ngo 1." + b"2" * (50 * n) + b"\n"),
    "go.mod: one long toolchain": go_mod(
        lambda n: b"module a.b/c\ngo 1.22\ntoolchain go1." + b"2" * (50 * n) + b"\n"
    ),
    "go.mod: one long comment": go_mod(lambda n: HEAD + b"// " + b"x" * (50 * n)),
    "go.mod: one long suffix": go_mod(
        lambda n: HEAD + b"require a.b/c v1.0.0 // indirect; " + b"x " * (25 * n)
    ),
    "go.mod: bytes that are no text": go_mod(lambda n: b"\xff\x00" * (25 * n)),
    "go.mod: carriage returns": go_mod(lambda n: required(n).replace(b"\n", b"\r\n")),
    "go.mod: letters of other scripts": go_mod(
        lambda n: HEAD + lines("require exämple.com/ж# v1.0.0\n".encode(), n)
    ),
    "go.work: uses": go_work(lambda n: b"go 1.22\n" + lines(b"use ./m#\n", n)),
    "go.work: one use again and again": go_work(lambda n: b"go 1.22\n" + b"use .\n" * n),
    "go.work: bad uses": go_work(lambda n: b"go 1.22\n" + lines(b"use a b#\n", n)),
    "go.work: replacements": go_work(
        lambda n: b"go 1.22\nuse .\n" + lines(b"replace example.com/m => ./r#\n", n)
    ),
    "go.sum: hashes": go_sum(hashed),
    "go.sum: hashes in reverse": go_sum(lambda n: b"\n".join(reversed(hashed(n).split(b"\n")))),
    "go.sum: no hash at all": go_sum(lambda n: b"\n"),
    "go.sum: hashes nobody needs": go_sum(lambda n: lines(b"example.com/q# v1.0.0 %b\n" % HASH, n)),
    "go.sum: one module, many hashes": go_sum(
        lambda n: lines(b"example.com/r1 v1.0.0 h1:#AAA=\n", n)
    ),
    "go.sum: many modules, two hashes": go_sum(
        lambda n: hashed(n) + hashed(n, HASH.replace(b"A", b"B"))
    ),
    "go.sum: one line again and again": go_sum(lambda n: hashed(1) * n),
    "go.sum: malformed lines": go_sum(lambda n: lines(b"wibble #\n", n)),
    "go.sum: conflict markers": go_sum(
        lambda n: lines(b"<<<<<<< a\nexample.com/r# v1.0.0 h1:A\n=======\n>>>>>>> b\n", n)
    ),
    "go.sum: one long line": go_sum(lambda n: b"a " * (25 * n)),
    "go.sum: one long word": go_sum(lambda n: b"a" * (50 * n) + b" v1.0.0 " + HASH + b"\n"),
    "go.sum: wide blanks": go_sum(
        lambda n: lines("example.com/r#\u2003v1\u2003h1:A=\n".encode(), n)
    ),
    "go.sum: blank lines": go_sum(lambda n: b"\n" * n),
    "go.sum: versions of one module": go_sum(
        lambda n: lines(b"example.com/r1 v1.#.0 %b\n" % HASH, n)
    ),
    "modules.txt: modules": modules_txt(vendored),
    "modules.txt: in reverse": modules_txt(
        lambda n: b"".join(b"# example.com/r%d v1.0.0\n## explicit\n" % (n - at) for at in range(n))
    ),
    "modules.txt: packages of one module": modules_txt(
        lambda n: b"# example.com/r1 v1.0.0\n## explicit\n" + lines(b"example.com/r1/p#\n", n)
    ),
    "modules.txt: one package again and again": modules_txt(
        lambda n: b"# example.com/r1 v1.0.0\n## explicit\n" + b"example.com/r1\n" * n
    ),
    "modules.txt: one module again and again": modules_txt(
        lambda n: b"# example.com/r1 v1.0.0\n## explicit\n" * n
    ),
    "modules.txt: replacements": modules_txt(
        lambda n: lines(b"# example.com/r# v1.0.0 => ./x#\n", n)
    ),
    "modules.txt: foreign lines": modules_txt(lambda n: lines(b"// #\n", n)),
    "modules.txt: marks": modules_txt(
        lambda n: b"# example.com/r1 v1.0.0\n## explicit" + b"; go 1.20" * (10 * n) + b"\n"
    ),
    "modules.txt: bad packages": modules_txt(
        lambda n: b"# example.com/r1 v1.0.0\n" + lines(b"../#\n", n)
    ),
    "modules.txt: go marks": modules_txt(
        lambda n: lines(b"# example.com/r# v1.0.0\n## explicit; go 1.9#\n", n)
    ),
    "many modules": alone(lambda n: {f"m{at}/go.mod": HEAD for at in range(n // 10)}),
    "many modules with sums": alone(
        lambda n: (
            {f"m{at}/go.mod": required(3) for at in range(n // 10)}
            | {f"m{at}/go.sum": hashed(3, b"h1:%d" % at) for at in range(n // 10)}
        )
    ),
    "many modules that drift": alone(
        lambda n: {
            f"m{at}/go.mod": HEAD + b"require example.com/r v1.%d.0\n" % at for at in range(n // 10)
        }
    ),
    "a chain of replacements": alone(lambda n: chain(n // 10)),
    "a workspace": alone(lambda n: members(n // 10)),
    "a workspace of one module": alone(
        lambda n: {
            path: data.replace(b"example.com/m", b"example.com/x #") if path != "go.work" else data
            for path, data in members(n // 10).items()
        }
    ),
    "a workspace that contradicts itself": alone(
        lambda n: {
            path: data + b"replace example.com/r => example.com/f%d v1.0.0\n" % at
            if path != "go.work"
            else data
            for at, (path, data) in enumerate(members(n // 10).items())
        }
    ),
    "deep folders": alone(deep),
    "exceptions": alone(
        lambda n: {
            "go.mod": HEAD,
            ".gomod-hooks.toml": lines(b'[[allow]]\ncode = "REP102"\nreason = "#"\n', n // 10),
        }
    ),
    "rewritten hashes": after(
        lambda n: (
            {"go.mod": required(n), "go.sum": hashed(n)},
            {"go.mod": required(n), "go.sum": hashed(n, HASH.replace(b"A", b"B"))},
        )
    ),
    "nested go.mod folders": alone(lambda n: {"/".join(["go.mod"] * (n // 10)) + "/f": b""}),
    "go.mod folders": alone(lambda n: {f"x/d{at}/go.mod/f": b"" for at in range(n // 10)}),
    "copies of one module in many blocks": after(lambda n: one_source(n // 10)),
    "copies of many modules": after(lambda n: many_sources(n // 10)),
    "modules that replace one another": after(lambda n: one_another(n // 10)),
    "a workspace that replaces one module": alone(lambda n: contradicting(n // 10)),
    "exceptions and findings": after(
        lambda n: excused(
            n, b'[[allow]]\ncode = "SUM101"\nhash = "x"\nmodule = "x#"\nreason = "x"\n'
        )
    ),
    "exceptions below folders and findings": after(
        lambda n: excused(
            n, b'[[allow]]\ncode = "SUM101"\nhash = "x"\npath = "x#/"\nreason = "x"\n'
        )
    ),
    "denied modules and requirements": after(
        lambda n: unwanted(n, b'[[deny]]\nmodule = "example.com/x#"\n')
    ),
    "modules of one name": after(namesakes),
    "removed hashes": after(
        lambda n: (
            {"go.mod": required(n), "go.sum": b"\n"},
            {"go.mod": required(n), "go.sum": hashed(n)},
        )
    ),
    "imports that nothing provides": alone(lambda n: unprovided(n // 4)),
    "edited vendored files": after(copies),
    "lost vendored packages": after(half_lost),
    "lost directories": after(lost_directories),
    "removed vendored files": after(
        lambda n: (
            {path: data for path, data in copies(n)[0].items() if not path.endswith(".go")},
            copies(n)[1],
        )
    ),
}


def _start() -> float:
    """The CPU time now. A hook collects no garbage, and here it would count what others left."""
    gc.collect()
    gc.disable()
    return time.process_time()


def judged(name: str, size: int) -> float:
    """The seconds of CPU that all checks take for a shape of some size."""
    context = context_of(name, size)
    start = _start()
    judging.found_by("go_mod_gate", context)
    gc.enable()
    return time.process_time() - start


def weighed(name: str, size: int) -> float:
    """The seconds of CPU that it takes to weigh what is found: severities, exceptions."""
    context = context_of(name, size)
    found = judging.found_by("go_mod_gate", context)
    start = _start()
    filtered(found, context, judging.hook_of("go_mod_gate"))
    gc.enable()
    return time.process_time() - start


def context_of(name: str, size: int) -> Context:
    """A shape as a hook sees it."""
    files, bases = SHAPES[name](size)
    hook, options = judging.hook_of("go_mod_gate"), judging.options_of("go_mod_gate")
    return Context(hook, judging.committed(files, bases), options, config_of(files))


def config_of(files: Files) -> Config | None:
    """The configuration among the files."""
    data = files.get(CONFIGURATION)
    return None if data is None or len(data) > LARGEST else parse(data, CONFIGURATION)


def written(name: str, size: int) -> float:
    """The seconds of CPU that judging a shape and writing all formats takes."""
    files, bases = SHAPES[name](size)
    commit, config = judging.committed(files, bases), config_of(files)
    start = _start()
    judging.heard_of("go_mod_gate", commit, config=config)
    gc.enable()
    return time.process_time() - start


def doubled(name: str, size: int, steps: int) -> Iterator[tuple[int, float]]:
    """Sizes, each twice the one before it, and their seconds."""
    for step in range(steps):
        yield size << step, written(name, size << step)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where some time grew much faster than its size."""
    parser = argparse.ArgumentParser("python3 -m tests.growth", description=__doc__)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help="only these (default: all)")
    parser.add_argument("--list", action="store_true", help="the names of the shapes")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.shapes if name not in SHAPES]
    if unknown:
        parser.error(f"no shape {unknown[0]!r}: --list names them")
    if given.list:
        print(*SHAPES, sep="\n")
        return 0
    sizes = [1000 << step for step in range(4)]
    width = max(map(len, SHAPES))
    print("".ljust(width), *(f"{size:>8}" for size in sizes), "   growth")
    return max(_row(name, sizes, width) for name in given.shapes or SHAPES)


def _row(name: str, sizes: Sequence[int], width: int) -> int:
    """Print one line of the table; 1 where the time grew much faster than the size. Other work on
    the machine may make it seem so: then the least of three runs counts."""
    seconds = [taken for _, taken in doubled(name, sizes[0], len(sizes))]
    for _ in range(2):
        if seconds[-1] > LINEAR * seconds[-2]:
            again = (written(name, size) for size in sizes[-2:])
            seconds[-2:] = map(min, seconds[-2:], again)
    growth = seconds[-1] / max(seconds[-2], 0.001)
    odd = growth > 3 and seconds[-1] > 0.5
    print(
        name.ljust(width),
        *(f"{taken:8.3f}" for taken in seconds),
        f"{growth:8.1f}{' !' if odd else ''}",
        flush=True,
    )
    return int(odd)


if __name__ == "__main__":
    sys.exit(main())
