"""How modules.txt comes into form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hooks.checks import ven_modules, ven_normal_form
from hooks.tree.tree import Tree
from tests.memory import module_file
from tests.vendored_module import BLOCK, GO_MOD, RELEASES, tree


@pytest.mark.parametrize(
    ("go_mod", "modules_txt", "expected"),
    [
        pytest.param(GO_MOD, BLOCK, BLOCK, id="in form"),
        pytest.param(
            GO_MOD.replace("v1.0.0", "v1.1.0"), BLOCK + "\n", None, id="raised: left as it is"
        ),
        pytest.param(GO_MOD + "require d.e/f v1.0.0\n", BLOCK + "\n", None, id="added: so too"),
        pytest.param(
            GO_MOD, BLOCK + "# d.e/f v1.0.0\n## explicit\nd.e/f\n\n", None, id="dropped: so too"
        ),
        pytest.param(
            GO_MOD + "replace a.b/c => ./x\n", BLOCK + "\n", None, id="replaced since: so too"
        ),
        pytest.param(
            GO_MOD + "replace a.b/c => ./x\n",
            BLOCK + "# a.b/c => ./x\n",
            BLOCK.replace("v1.0.0", "v1.0.0 => ./x") + "# a.b/c => ./x\n",
            id="replaced in one of two lines",
        ),
        pytest.param(
            GO_MOD + "replace a.b/c => ./x\n",
            BLOCK.replace("v1.0.0", "v1.0.0 => ./x"),
            BLOCK.replace("v1.0.0", "v1.0.0 => ./x") + "# a.b/c => ./x\n",
            id="and in the other",
        ),
        pytest.param(
            GO_MOD + "replace z.z/z v1.0.0 => ./z\nreplace d.e/f => ./f\n",
            "# d.e/f => ./f\n# q.q/q => ./q\n" + BLOCK,
            BLOCK + "# z.z/z v1.0.0 => ./z\n# d.e/f => ./f\n",
            id="unused replacements stand at the end, as in go.mod",
        ),
        pytest.param(
            GO_MOD.replace("1.18", "1.16"),
            BLOCK,
            BLOCK.replace("; go 1.18", ""),
            id="go versions stand there from go 1.17 on",
        ),
        pytest.param(
            GO_MOD.replace("1.18", "1.13") + "replace d.e/f => ./f\n",
            BLOCK + "# d.e/f => ./f\n",
            "# a.b/c v1.0.0\na.b/c\n",
            id="marks and unused replacements from go 1.14 on",
        ),
        pytest.param(
            GO_MOD.replace("1.18", "1.13"),
            "# a.b/c v1.0.0\na.b/c/x\na.b/c\na.b/c\n",
            "# a.b/c v1.0.0\na.b/c/x\na.b/c\n",
            id="before, packages have an order of their own",
        ),
        pytest.param(
            GO_MOD.replace("go 1.18\n\n", ""),
            BLOCK,
            BLOCK.replace("; go 1.18", ""),
            id="without a go line, marks stay where there are some",
        ),
        pytest.param(
            GO_MOD,
            BLOCK + "# d.e/f v1.0.0\n## explicit\n",
            BLOCK,
            id="neither required nor vendored: left over",
        ),
        pytest.param(
            GO_MOD + "require d.e/f v1.0.0\n",
            BLOCK + "d.e/f/g\n# d.e/f v1.0.0\n## explicit\n",
            BLOCK + "# d.e/f v1.0.0\n## explicit\nd.e/f/g\n",
            id="a package below another module's path",
        ),
        pytest.param(
            GO_MOD + "replace a.b/c v1.0.0 => ./x\n",
            "# a.b/c v1.0.0 => ./x\n## explicit; go 1.18\n# a.b/c v1.0.0 => ./x\n",
            "# a.b/c v1.0.0 => ./x\n## explicit; go 1.18\n# a.b/c v1.0.0 => ./x\n",
            id="up to Go 1.21 a line more, which is left",
        ),
        pytest.param(
            GO_MOD + "replace a.b/c v1.0.0 => ./x\n",
            "# a.b/c v1.0.0 => ./x\n## explicit; go 1.18\n",
            "# a.b/c v1.0.0 => ./x\n## explicit; go 1.18\n",
            id="and since none, which is left too",
        ),
        pytest.param("module m\nrequire (\n", BLOCK + "\n", None, id="a go.mod that is broken"),
    ],
)
def test_form(go_mod: str, modules_txt: str, expected: str | None) -> None:
    form = ven_normal_form.of_folder(tree(go_mod, modules_txt), "")
    if expected is None:
        assert form is None or (not form.is_derived and form.data.decode() == modules_txt)
    else:
        assert form is not None
        assert (form.data.decode(), form.is_derived) == (expected, True)


def test_go_version_of_a_directory_is_read_there() -> None:
    block = BLOCK.replace("v1.0.0", "v1.0.0 => ./x") + "# a.b/c => ./x\n"
    judged = tree(
        GO_MOD + "replace a.b/c => ./x\n",
        block.replace("; go 1.18", ""),
        **{"x/go.mod": "module a.b/c\n\ngo 1.18\n"},
    )
    form = ven_normal_form.of_folder(judged, "")
    assert form is not None
    assert form.data.decode() == block


PIECES = st.sampled_from(
    [
        BLOCK,
        "# a.b/c v1.0.0\n",
        "## explicit\n",
        "# d.e/f v1.0.0\nd.e/f\n",
        "# d.e/f => ./f\n",
        "# a.b/c v1.0.0 => ./x\n",
        "a.b/c/x\n",
        "\n",
        "# hello my world\n",
        "## workspace\n",
        "\ufeff",
        "a.b/c\r\n",
    ]
)


def codes(judged: Tree) -> set[str]:
    findings = ven_modules.inconsistencies(judged, module_file(judged), RELEASES)
    return {finding.code for finding in findings}


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_form_is_stable_and_brings_no_new_finding(modules_txt: str) -> None:
    go_mod = GO_MOD.replace("1.18", "1.16") + "replace d.e/f => ./f\n"
    before = tree(go_mod, modules_txt)
    form = ven_normal_form.of_folder(before, "")
    assert form is not None
    after = tree(go_mod, form.data.decode())
    again = ven_normal_form.of_folder(after, "")
    assert again is not None
    assert again.data == form.data
    assert codes(after) <= codes(before)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param("\ufeffa\nb\n", 1, "begins with a byte-order mark", id="byte-order mark"),
        pytest.param("a\nb\r\n", 2, "has carriage returns", id="carriage return"),
        pytest.param("a\nb", 2, "does not end with a newline", id="no newline at the end"),
        pytest.param("a\n\nb\n", 2, "blank line", id="a blank line"),
        pytest.param("b\na\n", 1, '"b" is out of order', id="another order"),
        pytest.param("a\na\nb\n", 2, '"a" stands here a second time', id="doubled"),
        pytest.param("a\n", 2, 'lacks "b"', id="a line missing at the end"),
        pytest.param("b\n", 1, 'lacks "a" before "b"', id="a line missing"),
        pytest.param("a\nc\nb\n", 2, '"c" does not belong here', id="a line more"),
        pytest.param("a\nb\n\n", 3, "blank line", id="a blank line at the end"),
        pytest.param(
            "a\nc\n", 2, '"c" does not belong here, go mod vendor writes "b"', id="another line"
        ),
    ],
)
def test_difference(data: str, line: int, message: str) -> None:
    assert ven_normal_form.difference(data.encode(), b"a\nb\n") == (line, message)
