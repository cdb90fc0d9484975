"""What `go mod tidy` requires, from bytes that hashes pin; beside the real one, see
`tests.live_tidy_graph`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hooks.checks import tid_graph
from hooks.formats import go_sum
from hooks.tree.tree import Tree
from hooks.values.module_version import ModuleVersion
from hooks.verdicts.module_contents import UndecidedError, ZipContents
from tests.live_tidy import source
from tests.live_tidy_graph import Files, MemoryZips, TidyWorld, worlds
from tests.memory import MemoryFiles
from tests.modules import MemoryCache

FEW = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LOG, NEWER_LOG = ModuleVersion("x.y/log", "v1.0.0"), ModuleVersion("x.y/log", "v1.1.0")
HTTP, WIRE = ModuleVersion("x.y/http", "v1.0.0"), ModuleVersion("x.y/wire", "v1.0.0")


def module(name: str, *required: str, go: str = "1.21", **packages: tuple[str, ...]) -> Files:
    """The files of a module; what its packages import, "tests" for tests of the first."""
    lines = [f"module {name}\n\ngo {go}\n", *(f"\nrequire {each}\n" for each in required)]
    files = {"go.mod": "".join(lines).encode(), "p.go": source("p", packages.pop("own", ()))}
    files["p_test.go"] = source("p", packages.pop("tests", ()))
    return files | {f"{name}/p.go": source("p", paths) for name, paths in packages.items()}


MODULES: Mapping[ModuleVersion, Files] = {
    LOG: module("x.y/log"),
    NEWER_LOG: module("x.y/log", go="1.20", tests=("x.y/wire",)),
    HTTP: module("x.y/http", "x.y/log v1.1.0", "x.y/wire v1.0.0", own=("x.y/log",)),
    WIRE: module("x.y/wire", part=("x.y/log",)),
}
SHOP = {
    "go.mod": b"""module x.y/shop

go 1.22

require (
\tx.y/http v1.0.0
\tx.y/log v1.0.0
)
""",
    "shop.go": source("shop", ("x.y/http", "x.y/log")),
}
RAISED = SHOP["go.mod"].replace(b"log v1.0.0", b"log v1.1.0")


def world(changes: Mapping[str, bytes], modules: Mapping[ModuleVersion, Files]) -> TidyWorld:
    return TidyWorld({**SHOP, **changes}, modules)


def written(made: TidyWorld) -> bytes:
    return tid_graph.repaired(made.tree(), "", {}, made.zips()).go_mod


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, RAISED, id="raised to what is selected"),
        pytest.param(
            {"shop.go": source("shop", ("x.y/http",))},
            RAISED.replace(b"\n\tx.y/log v1.1.0\n)", b"\n)\n\nrequire x.y/log v1.1.0 // indirect")
            .replace(b"(\n\t", b"")
            .replace(b"\n)", b""),
            id="and marked",
        ),
        pytest.param(
            {"shop.go": source("shop", ("x.y/log",))},
            b"module x.y/shop\n\ngo 1.22\n\nrequire x.y/log v1.1.0\n\nrequire x.y/wire v1.0.0 "
            b"// indirect\n",
            id="what asked for it is dropped, it stays; what its tests need is no longer reached",
        ),
        pytest.param(
            {"shop.go": source("shop", ("x.y/http", "x.y/log", "x.y/wire/part"))},
            RAISED.replace(b"v1.1.0\n", b"v1.1.0\n\tx.y/wire v1.0.0\n"),
            id="a package of a module that only the graph has",
        ),
        pytest.param(
            {"shop_test.go": source("shop", ("x.y/wire",)), "shop.go": source("shop", ())},
            b"module x.y/shop\n\ngo 1.22\n\nrequire x.y/wire v1.0.0\n",
            id="tests of its own",
        ),
    ],
)
def test_what_is_required(changes: Mapping[str, bytes], expected: bytes) -> None:
    assert written(world(changes, MODULES)).decode() == expected.decode()


def _go_mod(text: str) -> dict[str, bytes]:
    return {"go.mod": text.encode()}


@pytest.mark.parametrize(
    ("changes", "modules", "why"),
    [
        pytest.param(
            {},
            {HTTP: module("x.y/http", "x.y/log v1.1.0", go="1.23")},
            "wants go 1.23 on the go line",
            id="a newer go line is asked for",
        ),
        pytest.param(
            {},
            {HTTP: module("x.y/http", "x.y/log v1.1.0", own=("x.y/none",))},
            "no module of the graph has x.y/none",
            id="a package that is nowhere",
        ),
        pytest.param(
            {},
            {HTTP: module("x.y/http", "x.y/log v1.1.0", tests=("x.y/none",))},
            "no module of the graph has x.y/none",
            id="the same in a test of a dependency",
        ),
        pytest.param(
            {"shop.go": source("shop", ("x.y/http/sub", "x.y/http"))},
            {
                HTTP: module("x.y/http", "x.y/http/sub v1.0.0", sub=()),
                ModuleVersion("x.y/http/sub", "v1.0.0"): module("x.y/http/sub"),
            },
            "",
            id="a package of a requirement and of the rest of the graph: the requirement's counts",
        ),
        pytest.param(
            {
                **_go_mod("module x.y/shop\n\ngo 1.22\n\nrequire x.y/wire v1.0.0\n"),
                "shop.go": source("shop", ("x.y/http/sub", "x.y/wire")),
            },
            {
                WIRE: module("x.y/wire", "x.y/http v1.0.0", "x.y/http/sub v1.0.0"),
                HTTP: module("x.y/http", sub=()),
                ModuleVersion("x.y/http/sub", "v1.0.0"): module("x.y/http/sub"),
            },
            "more than one module has x.y/http/sub",
            id="a package of two modules of the graph",
        ),
        pytest.param(
            {},
            {
                HTTP: MODULES[HTTP]
                | {
                    "_gen.go": source("p", ("x.y/none",)),
                    ".gen.go": source("p", ("x.y/none",)),
                    "gen.go": b"//go:build ignore\n\n" + source("p", ("x.y/none",)),
                }
            },
            "",
            id="files that are in no build import what they like",
        ),
        pytest.param(
            {"http/sub/sub.go": source("sub", ())}
            | _go_mod(SHOP["go.mod"].decode().replace("x.y/shop", "x.y"))
            | {"shop.go": source("shop", ("x.y/http/sub", "x.y/log"))},
            {HTTP: module("x.y/http", "x.y/log v1.1.0", sub=())},
            "more than one module has x.y/http/sub",
            id="a package of its own and of a requirement",
        ),
        pytest.param(
            _go_mod(SHOP["go.mod"].decode().replace("go 1.22", "go 1.17")),
            {},
            "decided from go 1.18 on",
            id="go 1.17 looks back at 1.16",
        ),
        pytest.param(
            _go_mod(SHOP["go.mod"].decode() + "\nexclude x.y/log v1.0.0\n"),
            {},
            "other lines of it would have to change, too",
            id="what is required is excluded",
        ),
        pytest.param(
            {"vendor/modules.txt": b"# x.y/log v1.0.0\n## explicit\n"},
            {},
            "the vendor folder has to follow it",
            id="vendored",
        ),
        pytest.param(
            {"other.go": source("shop", ("x.y/shop/none",))},
            {},
            "not all that the module imports is known",
            id="a package of its own that is not there",
        ),
        pytest.param(
            _go_mod(
                "module x.y/shop\n\ngo 1.22\n\nrequire x.y/old v1.0.0\n\nrequire x.y/log v1.0.0\n"
            )
            | {"shop.go": source("shop", ("x.y/old", "x.y/log"))},
            {
                ModuleVersion("x.y/old", "v1.0.0"): module("x.y/old", "x.y/http v1.0.0", go="1.16"),
            },
            "no requirement asks for x.y/log v1.1.0 itself",
            id="what asks for more lies behind an old module",
        ),
    ],
)
def test_what_is_not_decided(
    changes: Mapping[str, bytes], modules: Mapping[ModuleVersion, Files], why: str
) -> None:
    made = world(changes, {**MODULES, **modules})
    if why:
        with pytest.raises(UndecidedError, match=why):
            written(made)
    else:
        assert written(made)


@pytest.mark.parametrize("gone", [LOG, NEWER_LOG, HTTP, WIRE], ids=str)
def test_a_go_mod_that_is_not_known(gone: ModuleVersion) -> None:
    """Not at hand, or of another hash, which is the same."""
    made = world({}, MODULES)
    if gone is WIRE:  # nobody reads it: http is at go 1.21, and lists all that it needs
        assert tid_graph.repaired(made.tree(without=[gone]), "", {}, made.zips()).go_mod == RAISED
        return
    with pytest.raises(UndecidedError, match=f"the go.mod of {gone} is not known here") as missing:
        tid_graph.repaired(made.tree(without=[gone]), "", {}, made.zips())
    at_hand = {str(each): files["go.mod"] for each, files in MODULES.items()}
    at_hand[str(gone)] += b"\nrequire x.y/wire v1.0.0\n"
    poisoned = Tree(MemoryFiles(made.files), modules=MemoryCache(at_hand))
    with pytest.raises(UndecidedError) as refused:
        tid_graph.repaired(poisoned, "", {}, made.zips())
    assert str(refused.value) == str(missing.value)


@pytest.mark.parametrize("gone", [NEWER_LOG, HTTP, WIRE], ids=str)
def test_a_zip_that_is_not_known(gone: ModuleVersion) -> None:
    """Not at hand, or of another hash, which is the same. What tests of dependencies import has to
    be there as well."""
    made = world({}, MODULES)
    without = {each: files for each, files in MODULES.items() if each is not gone}
    poisoned = {**MODULES, gone: {**MODULES[gone], "p.go": source("p", ("x.y/wire/part",))}}
    for modules in (without, poisoned):
        with pytest.raises(UndecidedError, match=f"the zip of {gone} is not known here"):
            tid_graph.repaired(made.tree(), "", {}, ZipContents(MemoryZips(modules)))


def test_hashes_of_other_files_are_copied() -> None:
    made = world({}, MODULES)
    whole = go_sum.parse(made.files["go.sum"])
    lines = made.files["go.sum"].splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(b"x.y/log v1.1.0")]
    made.files["go.sum"] = b"".join(kept)
    with pytest.raises(UndecidedError, match=r"no go.sum has the hash of the go.mod of x.y/log@v1"):
        written(made)
    lent = tid_graph.lent_hashes([whole])
    repair = tid_graph.repaired(made.tree(), "", lent, made.zips())
    assert repair.go_mod == RAISED
    assert repair.go_sum == bytes(whole)
    disputed = go_sum.parse(
        bytes(whole).replace(b"x.y/log v1.1.0/go.mod h1:", b"x.y/log v1.1.0/go.mod h1:A")
    )
    with pytest.raises(UndecidedError):
        tid_graph.repaired(made.tree(), "", tid_graph.lent_hashes([whole, disputed]), made.zips())


@FEW
@given(worlds())
def test_what_is_written_is_tidy(made: TidyWorld) -> None:
    try:
        first = written(made)
    except UndecidedError:
        return
    again = TidyWorld({**made.files, "go.mod": first}, made.modules)
    assert written(again) == first
    assert not tid_graph.is_behind(again.tree(), "")


@FEW
@given(worlds(), st.data())
def test_what_is_not_known_changes_nothing_else(made: TidyWorld, data: st.DataObject) -> None:
    """With any part of the go.mod files or the zips gone, the same is written, or nothing."""
    try:
        whole = written(made)
    except UndecidedError:
        whole = None
    every = sorted(made.modules, key=str)
    gone = data.draw(st.sets(st.sampled_from(every)))
    zips = {each: files for each, files in made.modules.items() if each not in gone}
    part = made.tree(without=data.draw(st.sets(st.sampled_from(every))))
    try:
        found = tid_graph.repaired(part, "", {}, ZipContents(MemoryZips(zips))).go_mod
    except UndecidedError:
        return
    assert found == whole
