"""Where replacements lead."""

from __future__ import annotations

import pytest

from hooks.formats import go_mod
from hooks.verdicts import replacements


@pytest.mark.parametrize(
    ("use_path", "target", "vendored"),
    [
        ("./a", "./x", "./a/x"),
        ("./a", "../x", "./x"),
        ("./a/b", "../../x/y", "./x/y"),
        ("./a", "../../x", "../x"),
        ("../a", "../b", "../b"),
        ("../a", "../../b", "../../b"),
        (".", "./x/../y/", "./y"),
        ("./a", "..", "."),
        ("./a", "/x", "/x"),
    ],
)
def test_how_the_modules_txt_of_a_workspace_names_a_directory(
    use_path: str, target: str, vendored: str
) -> None:
    file = go_mod.parse(f"module m\nreplace x.y/z => {target}\n".encode())
    (found,) = replacements.targets(file, "w/a", "w/a/go.mod", use_path)
    assert (found.vendored.path, found.vendored.version) == (vendored, "")
