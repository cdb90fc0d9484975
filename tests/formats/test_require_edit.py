"""Requirements dropped, added, raised and marked, as Go 1.26 and 1.27 wrote these files."""

from __future__ import annotations

import pytest

from hooks.formats import go_mod
from hooks.formats.modfile import require_edit
from hooks.formats.modfile.require_edit import AS_DIRECT, AS_INDIRECT, DROPPED


def file(go: str, *blocks: str) -> bytes:
    """A go.mod with these statements: lines of "a", "b // indirect", in a block if several."""
    parts = [f"module m\n\ngo {go}\n"]
    for block in blocks:
        comment, _, lines = block.rpartition("| ")
        above = f"// {comment}\n" if comment else ""
        texts = [_line(each) for each in lines.split(", ")]
        if len(texts) == 1:
            parts.append(f"{above}require {texts[0]}\n")
        else:
            inside = "".join(f"\t{text}\n" for text in texts)
            parts.append(f"{above}require (\n{inside})\n")
    return "\n".join(parts).encode()


def _line(text: str) -> str:
    """ "a" is direct, "a!" indirect; "a?x" has the comment "x"."""
    name, _, remark = text.partition("?")
    path, mark = name.rstrip("!"), name.endswith("!")
    words = ["indirect"] * mark + [remark] * bool(remark)
    comment = f" // {'; '.join(words)}" if words else ""
    return f"x.y/{path} v1.0.0{comment}"


OLD, NEW, FOLDED = "1.16", "1.21.0", "1.27"


@pytest.mark.parametrize(
    ("go", "before", "edits", "after"),
    [
        pytest.param(NEW, ["a, b"], "a-", ["b"], id="a block of one line becomes a line"),
        pytest.param(NEW, ["a"], "a-", [], id="the last one"),
        pytest.param(NEW, ["a, b", "c!, d!"], "c+", ["a, b, c", "d!"], id="to the direct ones"),
        pytest.param(NEW, ["a, b", "c!, d!"], "a!", ["b", "a!, c!, d!"], id="to the indirect ones"),
        pytest.param(OLD, ["a, b", "c!, d!"], "c+", ["a, b", "c, d!"], id="below go 1.17 it stays"),
        pytest.param(NEW, ["a, b!"], "", ["a", "b!"], id="the only block is split"),
        pytest.param(NEW, ["a!, b!"], "a+", ["a", "b!"], id="a direct block is made above"),
        pytest.param(NEW, ["a, b"], "a!", ["b", "a!"], id="an indirect block is made below"),
        pytest.param(NEW, ["a, b!", "c"], "b+", ["a, b", "c"], id="mixed blocks keep their lines"),
        pytest.param(NEW, ["a", "b!"], "b+", ["a", "b"], id="single lines stay where they are"),
        pytest.param(
            NEW, ["a, b", "c", "d!, e!"], "b!", ["a, b!", "c", "d!, e!"], id="the last block counts"
        ),
        pytest.param(
            NEW, ["note| a, b", "c!, d!"], "a!", ["note| a!, b", "c!, d!"], id="commented blocks"
        ),
        pytest.param(
            NEW, ["a?why, b", "c!, d!"], "a!", ["a!?why, b", "c!, d!"], id="commented lines"
        ),
        pytest.param(NEW, ["a?why, b!"], "", ["a?why", "b!"], id="but the only block is split"),
        pytest.param(
            FOLDED, ["a, b!", "c, d!"], "d+", ["a, c, d", "b!"], id="two blocks from 1.27"
        ),
        pytest.param(FOLDED, ["a!", "b", "c!"], "c+", ["b, c", "a!"], id="places are found before"),
    ],
)
def test_edited(go: str, before: list[str], edits: str, after: list[str]) -> None:
    wanted = {"-": DROPPED, "+": AS_DIRECT, "!": AS_INDIRECT}
    asked = {f"x.y/{edit[0]}": wanted[edit[1]] for edit in edits.split()}
    result = require_edit.edited(go_mod.parse(file(go, *before)), asked)
    assert result.decode() == file(go, *after).decode()


@pytest.mark.parametrize(
    ("go", "before", "edits", "after"),
    [
        pytest.param(NEW, ["a, c", "d!, e!"], "b", ["a, b, c", "d!, e!"], id="to the direct ones"),
        pytest.param(NEW, ["a, c", "d!, f!"], "e!", ["a, c", "d!, e!, f!"], id="to the indirect"),
        pytest.param(NEW, ["a, c"], "e!", ["a, c", "e!"], id="a block is made below"),
        pytest.param(NEW, ["d!, e!"], "b", ["b", "d!, e!"], id="a block is made above"),
        pytest.param(NEW, ["a", "d!"], "b", ["a, b", "d!"], id="a line becomes a block"),
        pytest.param(NEW, ["d!"], "d+ b", ["b, d"], id="with the one line whose mark changed"),
        pytest.param(NEW, ["d, e"], "d- e- b", ["b"], id="instead of all others"),
        pytest.param(FOLDED, ["a, c", "d!"], "b e!", ["a, b, c", "d!, e!"], id="from go 1.27 on"),
        pytest.param(FOLDED, ["a, c"], "e!", ["a, c", "e!"], id="from go 1.27 on, a new block"),
    ],
)
def test_added(go: str, before: list[str], edits: str, after: list[str]) -> None:
    wanted = {"-": DROPPED, "+": AS_DIRECT, "!": AS_INDIRECT, "": AS_DIRECT}
    asked = {f"x.y/{edit[0]}": wanted[edit[1:]] for edit in edits.split()}
    versions = {path: "v1.0.0" for path, edit in asked.items() if edit != DROPPED}
    result = require_edit.edited(go_mod.parse(file(go, *before)), asked, versions)
    assert result.decode() == file(go, *after).decode()


def test_raised() -> None:
    data = file(NEW, "note| a, b?why", "c!")
    result = require_edit.edited(go_mod.parse(data), {}, {"x.y/b": "v1.1.0", "x.y/c": "v2.0.0-a"})
    lines = data.replace(b"x.y/b v1.0.0", b"x.y/b v1.1.0").replace(b"c v1.0.0", b"c v2.0.0-a")
    assert result == lines


def test_nowhere_to_add_to() -> None:
    with pytest.raises(ValueError, match="no block"):
        require_edit.edited(go_mod.parse(file(NEW)), {}, {"x.y/a": "v1.0.0"})


def test_blank_lines_between_requirements_are_dropped() -> None:
    data = (
        b"module m\n\ngo 1.21\n\nrequire (\n\tx.y/a v1.0.0\n\n\tx.y/b v1.0.0\n\tx.y/c v1.0.0\n)\n"
    )
    result = require_edit.edited(go_mod.parse(data), {"x.y/c": DROPPED})
    assert result == b"module m\n\ngo 1.21\n\nrequire (\n\tx.y/a v1.0.0\n\tx.y/b v1.0.0\n)\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"module m\nrequire x.y/a\n", id="cannot be read"),
        pytest.param(b"module m\nrequire x.y/a v1.0.0\nrequire x.y/a v1.1.0\n", id="twice"),
        pytest.param(file(FOLDED, "note| a, b!"), id="comments from 1.27 on"),
    ],
)
def test_what_is_not_edited(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"file|known"):
        require_edit.edited(go_mod.parse(data), {"x.y/a": DROPPED})
