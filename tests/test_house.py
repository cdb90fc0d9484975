"""The rules of the house: which room may import which, one name for one thing."""

from __future__ import annotations

import ast
import functools
import re
import sys
from pathlib import Path

import pytest

from hooks.command.flags import OF_HOOK
from hooks.formats import kinds
from hooks.formats.problem import Problem
from hooks.rules import codes, pages
from hooks.rules.finding import Finding
from hooks.rules.hint import Hint
from hooks.values.module_version import ModuleVersion

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHECKOUT = Path(__file__).parent.parent
HOOKS = CHECKOUT / "hooks"
ROOMS = ["values", "formats", "tree", "verdicts", "rules", "git"]
ROOMS += ["modcache", "sumdb", "network", "diff", "checks", "report", "command"]
DOORS = sorted(path.stem for path in HOOKS.glob("go_*.py"))
MODULES = sorted(path.relative_to(CHECKOUT) for path in HOOKS.rglob("*.py"))
DEAR = ["argparse", "dataclasses", "json", "logging", "pathlib", "re", "subprocess", "typing"]
DEAR += ["functools", "collections", "contextlib", "enum", "tomllib", "importlib"]


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The syntax of a source file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def imported(path: Path, *, top: bool = False) -> frozenset[str]:
    """The modules that a file imports, by their full names; with `top`, only those that are
    imported when the file itself is."""
    found: set[str] = set()
    tree = parsed(path)
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(CHECKOUT).parts[: -node.level] if node.level else ()
            name = ".".join([*package, *([node.module] if node.module else [])])
            found.add(name)
            found.update(f"{name}.{each.name}" for each in node.names)
    return frozenset(found)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_room_imports_itself_and_rooms_to_its_left(module: Path) -> None:
    room = module.parts[1] if len(module.parts) > 2 else "door"
    here = ROOMS.index(room) if room in ROOMS else len(ROOMS)
    for name in imported(CHECKOUT / module):
        parts = name.split(".")
        if parts[0] == "hooks" and len(parts) > 1 and parts[1] in ROOMS:
            assert ROOMS.index(parts[1]) <= here, name
        elif parts[0] == "hooks" and len(parts) > 1 and parts[1] in DOORS:
            assert module.stem in ("go_mod_gate", "__main__") or room == "modcheck", name


def test_no_circle_of_imports() -> None:
    """Imports for annotations, which stand under TYPE_CHECKING, count like any other."""
    arrows = {}
    for module in MODULES:
        parts = module.with_suffix("").parts
        names = imported(CHECKOUT / module)
        arrows[".".join(parts)] = names - {".".join(parts)}
    circles = []
    done: set[str] = set()

    def follow(name: str, way: list[str]) -> None:
        if name in way:
            circles.append(" -> ".join([*way[way.index(name) :], name]))
        elif name not in done and name in arrows:
            for other in sorted(arrows[name]):
                follow(other, [*way, name])
            done.add(name)

    for name in arrows:
        follow(name, [])
    assert circles == []


def test_the_package_has_one_name_in_a_process() -> None:
    """A checkout calls it `hooks`, an installation `gomod_hooks`: never both at once, or each
    class would be two."""
    assert not [name for name in sys.modules if name.partition(".")[0] == "gomod_hooks"]


def test_every_room_is_installed() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(HOOKS) for path in HOOKS.rglob("__init__.py")}
    assert packages == sorted(".".join(["gomod_hooks", *folder.parts]) for folder in folders)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_checkout_is_its_own_package(module: Path) -> None:
    assert not any(name.startswith(("tests", "bench")) for name in imported(CHECKOUT / module))


@pytest.mark.parametrize(
    "module",
    [
        module
        for module in MODULES
        if len(module.parts) == 2
        or (
            module.parts[1] in (*ROOMS[:10], "checks", "command")
            and module.stem not in ("parser", "command_line")
        )
    ],
    ids=str,
)
def test_start_up_is_sacred(module: Path) -> None:
    """Nothing dear is imported by being imported: only inside the function that needs it."""
    assert not imported(CHECKOUT / module, top=True) & set(DEAR)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_file_has_one_subject(module: Path) -> None:
    assert len((CHECKOUT / module).read_text(encoding="utf-8").splitlines()) <= 450


def test_one_name_everywhere() -> None:
    ids = [door.replace("_", "-") for door in DOORS]
    manifest = (CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^- id: (.*)$", manifest, re.M)) == ids
    assert re.findall(r'^(go-[\w-]+) = "gomod_hooks', project, re.M) == ids
    assert sorted(OF_HOOK) == ids
    for name in ids:
        door = f"gomod_hooks.{name.replace('-', '_')}"
        code = f"from {door} import main, run_and_exit; run_and_exit(main)"
        assert f'entry: python -Ic "{code}"\n' in manifest


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    sources = [HOOKS / "rules" / "codes.py"]
    for room in ("checks", "command"):
        sources += (HOOKS / room).rglob("*.py")
    used = set()
    for path in sources:
        used.update(re.findall(r'"([A-Z]{3}\d{3})"', path.read_text(encoding="utf-8")))
    current = {code for code in pages.codes() if not pages.page(code).retired}  # type: ignore[union-attr]
    assert used == current


@pytest.mark.parametrize("code", pages.codes())
def test_a_page_answers_the_same_questions(code: str) -> None:
    page = pages.page(code)
    assert page is not None
    assert page.title
    assert page.fails in (pages.ALWAYS, pages.STRICT, pages.ON_REQUEST, pages.NEVER)
    assert page.hooks
    assert {hook.replace("-", "_") for hook in page.hooks} <= set(DOORS)
    assert (CHECKOUT / page.example / "expected.txt").exists(), page.example
    assert code in (CHECKOUT / page.example / "expected.txt").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", page.text, re.M) == [
        "What it means",
        "Why it matters",
        "How to fix it",
        "What the go command says",
    ]


def test_a_page_names_the_file_that_judges() -> None:
    for code in pages.codes():
        page = pages.page(code)
        assert page is not None
        if page.retired:
            continue
        source = (CHECKOUT / page.judged).read_text(encoding="utf-8")
        mapped = {problem for problem, mapped in codes.CODES.items() if mapped == code}
        assert code in source or mapped, f"{code}: {page.judged}"


def test_each_kind_of_problem_has_a_code_or_a_reason_to_have_none() -> None:
    declared = {
        value for name, value in vars(kinds).items() if name.isupper() and isinstance(value, str)
    }
    assert not codes.CODES.keys() & codes.UNMAPPED.keys()
    assert declared == codes.CODES.keys() | codes.UNMAPPED.keys()


def test_no_class_name_twice() -> None:
    names = [
        node.name
        for module in MODULES
        for node in ast.walk(parsed(CHECKOUT / module))
        if isinstance(node, ast.ClassDef)
    ]
    assert sorted(names) == sorted(set(names))


# What stands in no source file, and why
FORBIDDEN = {
    r"\.message\.(split|partition|rpartition|startswith|removeprefix)": "facts are fields",
    r"in (problem|finding)\.message": "facts are fields",
    r"\b99[89]\b": "values.releases.UNBOUNDED",
    r"(?i)\blest\b|at the begin\b|minded\b|speaks of|(?<!there )\bis no [a-z]": "plain English",
}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_what_stands_nowhere(module: Path) -> None:
    text = (CHECKOUT / module).read_text(encoding="utf-8")
    for pattern, why in FORBIDDEN.items():
        assert not (found := re.search(pattern, text)), f"{found and found[0]}: {why}"


def test_types_are_not_argued_with() -> None:
    ignored = [
        line
        for module in MODULES
        for line in (CHECKOUT / module).read_text(encoding="utf-8").splitlines()
        if "type: ignore" in line
    ]
    assert len(ignored) <= 4


@pytest.mark.parametrize(
    "fact",
    [
        pytest.param(Finding("MOD101", "go.mod", 1, 1, "text"), id="finding"),
        pytest.param(Problem(kinds.USAGE, "text"), id="problem"),
        pytest.param(Hint("go mod tidy", "", "", ""), id="hint"),
        pytest.param(ModuleVersion("example.com/m", "v1.0.0"), id="module version"),
    ],
)
def test_facts_do_not_change(fact: object) -> None:
    for name in type(fact).__slots__:  # type: ignore[attr-defined]
        with pytest.raises(AttributeError):
            setattr(fact, name, "other")
