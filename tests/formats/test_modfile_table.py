"""Every directive of the table is read, laid out, compared and, where it may be, forbidden."""

from __future__ import annotations

import pytest

from hooks.formats import go_mod, go_work
from hooks.formats.modfile import layout
from hooks.formats.modfile.table import BLOCK, FORBIDDABLE, LINE, SPECS, meaning
from hooks.values.releases import DIRECTIVE_SINCE, NEWEST

# What may stand behind a directive, twice: a file has at least one of them
EXAMPLES = {
    "module": ("example.com/a", "example.com/b"),
    "go": ("1.24", "1.25"),
    "toolchain": ("go1.26.1", "go1.26.2"),
    "godebug": ("panicnil=1", "panicnil=0"),
    "require": ("example.com/a v1.0.0", "example.com/a v1.1.0"),
    "exclude": ("example.com/a v1.0.0", "example.com/a v1.1.0"),
    "replace": ("example.com/a => ../a", "example.com/a => ../b"),
    "retract": ("v1.0.0", "[v1.0.0, v1.1.0]"),
    "tool": ("example.com/a", "example.com/b"),
    "ignore": ("./a", "./b"),
    "use": ("./a", "./b"),
}
PLACES = [
    pytest.param(verb, name, form, id=f"{verb} in {name}, {'line' if form == LINE else 'block'}")
    for verb, spec in SPECS.items()
    for name, forms in (("go.mod", spec.in_mod), ("go.work", spec.in_work))
    for form in (LINE, BLOCK)
    if forms & form
]


def written(verb: str, name: str, form: int, example: str) -> bytes:
    line = f"{verb} {example}\n" if form == LINE else f"{verb} (\n\t{example}\n)\n"
    head = "module m\n\n" if name == "go.mod" and verb != "module" else ""
    return (head + line).encode()


def test_each_directive_has_an_example() -> None:
    assert EXAMPLES.keys() == SPECS.keys() == DIRECTIVE_SINCE.keys()


@pytest.mark.parametrize(("verb", "name", "form"), PLACES)
def test_it_is_read_laid_out_and_compared(verb: str, name: str, form: int) -> None:
    read = go_mod.parse if name == "go.mod" else go_work.parse
    first, second = (written(verb, name, form, example) for example in EXAMPLES[verb])
    file = read(first)
    assert [problem.message for problem in file.problems if problem.applies_to(NEWEST)] == []
    assert len(SPECS[verb].entries(file)) == 1
    assert meaning(file) == meaning(read(first))
    assert meaning(file) != meaning(read(second))
    blanks = first.replace(b" ", b"   ")
    canonical = layout.canonical(file)
    assert layout.canonical(read(blanks)) == canonical
    assert meaning(read(canonical)) == meaning(file)


@pytest.mark.parametrize("verb", SPECS)
def test_it_can_be_forbidden_or_there_is_a_reason(verb: str) -> None:
    cannot = {"module", "go", "require", "replace", "use"}  # they have policies of their own
    assert (verb in FORBIDDABLE) != (verb in cannot)
